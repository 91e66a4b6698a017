"""Guarded sending: a body to an http or https address, as guarded as fetching is."""

import time
from collections.abc import Mapping

import httpcore
import httpx

from dateline.errors import DownloadFailed
from dateline.reading.fetching import Resolve, _checked_addresses, _parts, _PinnedBackend, resolve_host
from dateline.reading.limits import FetchLimits


def check_address(url: str, limits: FetchLimits, resolve: Resolve = resolve_host) -> None:
    """Raises `FetchRefused` for an address that nothing must be sent to, `UnreadableReport` for a host that is not known."""
    _, host, port, _ = _parts(url)
    _checked_addresses(url, host, port, limits, resolve)


def post(url: str, body: bytes, headers: Mapping[str, str], limits: FetchLimits, *, resolve: Resolve = resolve_host) -> int:
    """The status with which the address answers; what it answers is not read, and no redirect is followed.

    Raises `FetchRefused` for an address that nothing must be sent to, `UnreadableReport` for a host that is not known and `DownloadFailed`
    when nothing answers.
    """
    deadline = time.monotonic() + limits.seconds
    scheme, host, port, target = _parts(url)
    backend = _PinnedBackend(_checked_addresses(url, host, port, limits, resolve), deadline)
    bracketed = f"[{host}]" if ":" in host else host
    told = bracketed if port == {"http": 80, "https": 443}[scheme] else f"{bracketed}:{port}"
    patience = {"timeout": dict.fromkeys(("connect", "read", "write", "pool"), limits.seconds)}
    address = httpcore.URL(scheme=scheme.encode(), host=host.encode(), port=port, target=target.encode())
    sent: dict[bytes | str, bytes | str] = {"Host": told, "Content-Length": str(len(body)), "User-Agent": "Dateline"}
    sent.update(headers.items())
    try:
        with (
            httpcore.ConnectionPool(network_backend=backend, ssl_context=httpx.create_ssl_context(trust_env=False)) as pool,
            pool.stream("POST", address, headers=sent, content=body, extensions=patience) as response,
        ):
            status: int = response.status
            return status
    except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
        raise DownloadFailed(f"{url}: {str(error) or type(error).__name__}") from error
