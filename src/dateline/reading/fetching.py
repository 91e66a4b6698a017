"""Guarded fetching: http and https only, public addresses only, and never more than was agreed to.

Every redirect and every answer of the name service is checked, and the connection goes to the very address that was checked, so that a
name that changes its mind between the check and the connection gains nothing. The host name stays in the request and in the TLS handshake.
"""

import ipaddress
import socket
import time
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit, urlunsplit

import httpcore
import httpx

from dateline.errors import FetchRefused, NotAnswered, UnreadableReport
from dateline.reading.limits import FetchLimits

Resolve = Callable[[str, int], Sequence[str]]
"""The IP addresses of a host and port; raises `OSError` when there are none."""

_UNREADABLE_TYPES = ("image/", "audio/", "video/", "font/", "application/zip")
_HEADERS: dict[bytes | str, bytes | str] = {
    "User-Agent": "Dateline (news reader; https://pypi.org/project/dateline/)",
    "Accept": "*/*",
    "Accept-Encoding": "gzip, deflate",
}
_CHUNK = 1 << 16
_RATIO_GRACE = 1_000_000
"""Bytes: below this the decompression ratio does not matter."""
_REFUSED_NETS = tuple(
    ipaddress.ip_network(net)
    for net in (
        "0.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT
        "192.0.0.0/24",
        "192.88.99.0/24",
        "198.18.0.0/15",
        "::/8",  # IPv4-mapped, IPv4-compatible
        "64:ff9b::/96",  # NAT64
        "64:ff9b:1::/48",
        "100::/64",
        "2001::/23",  # Teredo among others
        "2002::/16",  # 6to4
        "fc00::/7",
        "fe80::/10",
        "fec0::/10",
    )
)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address answered."""

    url: str
    """After redirects."""
    content: bytes
    content_type: str
    """Lower case, without parameters; empty when not told."""
    charset: str | None
    etag: str | None = None
    """What the server calls this version of its answer; sent back, it asks only for a newer one. So does `last_modified`."""
    last_modified: str | None = None
    unchanged: bool = False
    """Whether the server said that nothing is newer than what was had already; there is no content then."""


def resolve_host(host: str, port: int) -> Sequence[str]:
    """The addresses that the system's name service gives."""
    return list(dict.fromkeys(str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet; tunnels and translations to others are not."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if ip.is_multicast or ip.is_reserved or ip.is_loopback or ip.is_link_local or ip.is_private or ip.is_unspecified:
        return False
    return ip.is_global and not any(ip.version == net.version and ip in net for net in _REFUSED_NETS)


def fetch(url: str, limits: FetchLimits, *, resolve: Resolve = resolve_host, had: Fetched | None = None) -> Fetched:
    """What the address answers; `had` is an earlier answer, so that the server need not send it again.

    Raises `FetchRefused` for an address that must not be fetched, `UnreadableReport` when it cannot be, or answers more than `limits`.
    """
    deadline = time.monotonic() + limits.seconds
    at = url
    for _ in range(limits.redirects + 1):
        scheme, host, port, target = _parts(at)
        answer = _request(at, scheme, host, port, target, limits, resolve, deadline, had)
        if isinstance(answer, Fetched):
            return answer
        at = urljoin(at, answer)
    raise UnreadableReport(url, f"redirects more than {limits.redirects} times")


def _parts(url: str) -> tuple[str, str, int, str]:
    """Scheme, ASCII host, port and request target; raises `FetchRefused` when it is no http(s) address."""
    try:
        split = urlsplit(url)
        host, port = split.hostname, split.port
    except ValueError as error:
        raise FetchRefused(f"{url}: is no address that can be fetched: {error}") from error
    if split.scheme not in ("http", "https"):
        raise FetchRefused(f"{url}: only http and https addresses are fetched")
    if not host or split.username is not None:
        raise FetchRefused(f"{url}: an address to fetch has a host and no user name")
    try:
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise FetchRefused(f"{url}: its host name cannot be written in ASCII") from error
    target = urlunsplit(("", "", split.path or "/", split.query, ""))
    return split.scheme, host, port or (443 if split.scheme == "https" else 80), _quoted(target)


def _quoted(target: str) -> str:
    """The request target with everything that is no printable ASCII percent-encoded."""
    return "".join(char if "!" <= char <= "~" else "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "replace")) for char in target)


def _checked_addresses(url: str, host: str, port: int, limits: FetchLimits, resolve: Resolve) -> Sequence[str]:
    try:
        addresses = resolve(host, port)
    except (OSError, UnicodeError) as error:
        raise UnreadableReport(url, f"the host {host} is not known ({error})") from error
    if not limits.allow_private:
        for address in addresses:
            if not is_public(address):
                raise FetchRefused(
                    f"{url}: {host} is at {address}, which is not a public address; DATELINE_FETCH_PRIVATE=true allows such addresses"
                )
    if not addresses:
        raise UnreadableReport(url, f"the host {host} has no address")
    return addresses


def _request(
    url: str,
    scheme: str,
    host: str,
    port: int,
    target: str,
    limits: FetchLimits,
    resolve: Resolve,
    deadline: float,
    had: Fetched | None,
) -> Fetched | str:
    """The answer of one hop, or the address it redirects to."""
    backend = _PinnedBackend(_checked_addresses(url, host, port, limits, resolve), deadline)
    bracketed = f"[{host}]" if ":" in host else host
    default_port = {"http": 80, "https": 443}[scheme]
    headers: dict[bytes | str, bytes | str] = {"Host": bracketed if port == default_port else f"{bracketed}:{port}", **_HEADERS}
    if had and had.etag:
        headers["If-None-Match"] = had.etag
    if had and had.last_modified:
        headers["If-Modified-Since"] = had.last_modified
    patience = {"timeout": {"connect": limits.seconds, "read": limits.seconds, "write": limits.seconds, "pool": limits.seconds}}
    address = httpcore.URL(scheme=scheme.encode(), host=host.encode(), port=port, target=target.encode())
    try:
        with (
            httpcore.ConnectionPool(network_backend=backend, ssl_context=httpx.create_ssl_context(trust_env=False)) as pool,
            pool.stream("GET", address, headers=headers, extensions=patience) as response,
        ):
            told = {name.lower().decode("latin-1"): value.decode("latin-1") for name, value in response.headers}
            if response.status in (301, 302, 303, 307, 308) and "location" in told:
                return told["location"]
            if response.status == 304 and had:
                return replace(had, content=b"", unchanged=True)
            if response.status != 200:
                raise NotAnswered(url, response.status, _seconds_told(told.get("retry-after")))
            kind = Message()
            kind["content-type"] = told.get("content-type", "")
            content_type = kind.get_content_type() if told.get("content-type") else ""
            if content_type.startswith(_UNREADABLE_TYPES):
                raise UnreadableReport(url, f"is {content_type}, not a page, feed or table of reports")
            body = _read_body(url, response.iter_stream(), told.get("content-encoding", ""), limits, deadline)
            charset = kind.get_content_charset()
    except (httpcore.TimeoutException, TimeoutError) as error:
        raise UnreadableReport(url, f"took longer than {limits.seconds:g} seconds (DATELINE_FETCH_TIMEOUT_S changes it)") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
        if isinstance(error, FetchRefused):
            raise
        raise UnreadableReport(url, f"could not be fetched: {str(error) or type(error).__name__}") from error
    return Fetched(url, body, content_type, charset, told.get("etag"), told.get("last-modified"))


def _seconds_told(value: str | None) -> float | None:
    """What a Retry-After header asks for, in seconds from now; None when it asks for nothing that can be understood."""
    if value is None:
        return None
    if value.strip().isdecimal():
        return float(value.strip()[:9])
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return None


def _read_body(url: str, stream: Iterable[bytes], encoding: str, limits: FetchLimits, deadline: float) -> bytes:
    """The unpacked body; raises `UnreadableReport` as soon as a limit is passed."""
    coding = encoding.strip().lower()
    if coding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise UnreadableReport(url, f"is packed with {coding[:40]}, which was not asked for")
    unpack = _Unpacker() if coding not in ("", "identity") else None
    body, received = bytearray(), 0
    for chunk in stream:
        received += len(chunk)
        for piece in unpack(chunk) if unpack else (chunk,):
            body += piece
            if len(body) > limits.bytes:
                raise UnreadableReport(url, f"is larger than {limits.bytes:,} bytes (DATELINE_FETCH_MAX_BYTES changes it)")
            if len(body) > _RATIO_GRACE and len(body) > limits.ratio * received:
                raise UnreadableReport(url, f"unpacks to more than {limits.ratio} times its size")
        if time.monotonic() > deadline:
            raise TimeoutError
    return bytes(body) + (unpack.rest() if unpack else b"")


class _Unpacker:
    """Unpacks gzip or deflate a bounded piece at a time."""

    def __init__(self) -> None:
        self._zlib = zlib.decompressobj(wbits=47)
        self._first = True

    def __call__(self, chunk: bytes) -> Iterable[bytes]:
        while chunk and not self._zlib.eof:
            try:
                piece = self._zlib.decompress(chunk, _CHUNK)
            except zlib.error as error:
                if not self._first:
                    raise OSError(f"its packing is broken: {error}") from error
                # Some servers send "deflate" without the zlib header.
                self._zlib, self._first = zlib.decompressobj(wbits=-15), False
                continue
            self._first = False
            chunk = self._zlib.unconsumed_tail
            yield piece

    def rest(self) -> bytes:
        """What is still held back when the stream has ended: less than one piece."""
        return self._zlib.decompress(b"", _CHUNK)


class _PinnedBackend(httpcore.NetworkBackend):
    """Connects to the checked addresses only, whatever the name says by then, and ends everything at the deadline."""

    def __init__(self, addresses: Sequence[str], deadline: float) -> None:
        self._addresses = addresses
        self._deadline = deadline
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,  # noqa: ARG002  # the signature is httpcore's; the name was resolved and checked before
        port: int,
        timeout: float | None = None,  # noqa: ARG002
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first checked address that takes one."""
        fault: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for address in self._addresses[:4]:
            try:
                stream = self._network.connect_tcp(address, port, _left(self._deadline), local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                fault = error
            else:
                return _PatientStream(stream, self._deadline)
        raise fault or httpcore.ConnectError("no address to connect to")


class _PatientStream(httpcore.NetworkStream):
    """A stream on which nothing waits beyond the deadline of the whole fetch, however steadily it drips."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002  # the deadline is the timeout
        return self._stream.read(max_bytes, _left(self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._stream.write(buffer, _left(self._deadline))

    def close(self) -> None:
        self._stream.close()

    def start_tls(self, ssl_context: object, server_hostname: str | None = None, timeout: float | None = None) -> httpcore.NetworkStream:  # noqa: ARG002
        stream = self._stream.start_tls(ssl_context, server_hostname, _left(self._deadline))  # type: ignore[arg-type]
        return _PatientStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the time for this fetch is over")
    return left
