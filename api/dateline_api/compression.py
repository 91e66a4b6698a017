"""Answers made smaller for those who take them so: zstd where it is installed, else gzip."""

import zlib
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Protocol

from anyio import CapacityLimiter, to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline_api.headers import vary

zstandard: Any = None
with suppress(ImportError):  # an extra: gzip does without
    import zstandard

_MINIMUM = 1_000
"""Bytes below which it is not worth it."""
_IN_THREAD = 128 * 1024
"""Bytes from which the event loop would be kept too long."""
_GZIP_LEVEL, _ZSTD_LEVEL = 5, 6
_SMALLER = (
    "text/",
    "application/json",
    "application/geo+json",
    "application/problem+json",
    "application/schema+json",
    "application/vnd.",
    "application/javascript",
    "application/x-ndjson",
    "application/atom+xml",
    "application/xml",
    "application/manifest+json",
    "image/svg+xml",
    "font/ttf",
)
"""What becomes smaller, by how the media type begins."""
_AS_IT_IS = ("text/event-stream", "application/vnd.apache.parquet")


class Compressor(Protocol):
    """Makes a stream smaller piece by piece."""

    def compress(self, data: bytes, /) -> bytes: ...  # noqa: D102

    def push(self) -> bytes:
        """All that was given so far, so that it can go out."""

    def end(self) -> bytes:
        """The rest."""


class _Gzip:
    def __init__(self) -> None:
        self._made = zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, 16 + zlib.MAX_WBITS)

    def compress(self, data: bytes, /) -> bytes:
        return self._made.compress(data)

    def push(self) -> bytes:
        return self._made.flush(zlib.Z_SYNC_FLUSH)

    def end(self) -> bytes:
        return self._made.flush()


class _Zstd:
    def __init__(self) -> None:
        self._made: Any = zstandard.ZstdCompressor(level=_ZSTD_LEVEL).compressobj()

    def compress(self, data: bytes, /) -> bytes:
        return bytes(self._made.compress(data))

    def push(self) -> bytes:
        return bytes(self._made.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK))

    def end(self) -> bytes:
        return bytes(self._made.flush())


ENCODINGS: dict[str, Callable[[], Compressor]] = {**({"zstd": _Zstd} if zstandard is not None else {}), "gzip": _Gzip}
"""The best first."""


def encoding_of(accept: str) -> str | None:
    """What an Accept-Encoding header likes best of what there is; None to send the answer as it is."""
    told: dict[str, float] = {}
    for entry in accept[:1_000].split(","):
        name, _, quality = entry.partition(";")
        name, quality = name.strip().lower(), quality.strip().lower()
        try:
            told["gzip" if name == "x-gzip" else name] = float(quality.removeprefix("q=")) if quality.startswith("q=") else 1.0
        except ValueError:
            told[name] = 0.0
    wanted = {name: told.get(name, told.get("*", 0.0)) for name in ENCODINGS}
    best = max(wanted, key=lambda name: wanted[name])
    # A NaN is above nothing.
    return best if wanted[best] > 0 else None


def compressed(pieces: list[bytes], encoding: str) -> bytes:
    """All of it at once."""
    compressor = ENCODINGS[encoding]()
    return b"".join([*(compressor.compress(piece) for piece in pieces), compressor.end()])


class Compression:
    """Makes answers smaller on their way, unless they are small, no smaller, already so, or named by a strong entity tag."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        # Threads of its own: compressing keeps no other request from one.
        self._threads = CapacityLimiter(4)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        encoding = None if scope["method"] == "HEAD" else encoding_of(Headers(scope=scope).get("accept-encoding", ""))
        answer = _Answer(encoding, send, self._threads)
        await self.app(scope, receive, answer.send)


class _Answer:
    """One answer: its start waits for the first piece, which tells whether compressing is worth it."""

    def __init__(self, encoding: str | None, send: Send, threads: CapacityLimiter) -> None:
        self._encoding, self._send, self._threads = encoding, send, threads
        self._start: Message | None = None
        self._compressor: Compressor | None = None

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if _could_be_smaller(message["status"], headers):
                vary(headers, "Accept-Encoding")
                self._start = message
            else:
                await self._send(message)
            return
        if message["type"] != "http.response.body":
            await self._begin()
            await self._send(message)
            return
        body, more = message.get("body", b""), message.get("more_body", False)
        if self._start is not None:
            if self._encoding is None or (len(body) < _MINIMUM and not more):
                await self._begin()
            else:
                self._compressor = ENCODINGS[self._encoding]()
                headers = MutableHeaders(scope=self._start)
                headers["Content-Encoding"] = self._encoding
                del headers["Content-Length"]
                if not more:
                    body = await self._made(body, last=True)
                    headers["Content-Length"] = str(len(body))
                    self._compressor = None
                await self._begin()
        if self._compressor is not None:
            body = await self._made(body, last=not more)
        await self._send({"type": "http.response.body", "body": body, "more_body": more})

    async def _begin(self) -> None:
        if self._start is not None:
            start, self._start = self._start, None
            await self._send(start)

    async def _made(self, body: bytes, *, last: bool) -> bytes:
        compressor = self._compressor
        assert compressor is not None

        def make() -> bytes:
            return compressor.compress(body) + (compressor.end() if last else compressor.push())

        return await to_thread.run_sync(make, limiter=self._threads) if len(body) >= _IN_THREAD else make()


def _could_be_smaller(status: int, headers: MutableHeaders) -> bool:
    media = headers.get("content-type", "").split(";")[0].strip().lower()
    if status in (204, 206, 304) or "content-encoding" in headers or media.startswith(_AS_IT_IS) or not media.startswith(_SMALLER):
        return False
    # A strong tag names these very bytes.
    tag = headers.get("etag")
    return tag is None or tag.startswith("W/")
