"""What every answer carries: the content security policy, who may read it from elsewhere, and what browsers must not guess."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline_api.basemap import Basemap

_PAGE = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; "
    "worker-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors "
)
"""The map, but for who may frame it: MapLibre makes images as data; nothing inline is allowed."""
_API = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


GEOCODING = frozenset({"/search", "/reverse", "/status", "/lookup"})
"""The doors for Nominatim's clients; those for Photon's are under `/photon`."""


def is_geocoding(path: str) -> bool:
    """Whether this is a door for other geocoders' clients."""
    return path in GEOCODING or path.startswith("/photon/")


def of_path(path: str, query: bytes = b"", page: str = _PAGE) -> dict[str, str]:
    """The headers of every answer under this path."""
    if is_geocoding(path):
        return {**ALWAYS, "Content-Security-Policy": _API, "Access-Control-Allow-Origin": "*", "Vary": "Accept-Language, Accept-Encoding"}
    if path == "/api" or path.startswith("/api/"):
        return {**ALWAYS, "Content-Security-Policy": _API, "Access-Control-Allow-Origin": "*", "Vary": "Accept, Accept-Encoding"}
    # The embedded map only shows: any site may frame it. The full page, where a person can change things, is framed by its own site alone.
    framed_by = "*" if path == "/" and b"embed=1" in query.split(b"&") else "'self'"
    return {**ALWAYS, "Content-Security-Policy": page + framed_by}


def vary(headers: MutableHeaders, names: str) -> None:
    """Say that the answer depends on these headers of the request too."""
    told = [name.strip() for name in ",".join((*headers.getlist("vary"), names)).split(",")]
    headers["Vary"] = ", ".join(dict.fromkeys(name for name in told if name))


class Headers:
    """Adds them. Reading is open to pages from anywhere, without credentials; sending a text to be read is not."""

    def __init__(self, app: ASGIApp, basemap: Basemap | None = None) -> None:
        self.app = app
        self._page = basemap.policy(_PAGE) if basemap else _PAGE

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add to its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                state = scope.get("state", {})
                etag = state.get("etag")
                if "key" in state:
                    # For whom it was made, and nobody whom a cache between serves too.
                    headers.setdefault("Cache-Control", "private, no-cache")
                    vary(headers, "Authorization, Cookie")
                if etag is not None and message["status"] == 200:
                    headers["ETag"] = etag
                    # Kept by whoever likes, but asked about each time.
                    headers.setdefault("Cache-Control", "no-cache")
                for name, value in of_path(scope["path"], scope.get("query_string", b""), self._page).items():
                    if name == "Vary":
                        vary(headers, value)
                    elif name == "Access-Control-Allow-Origin" and scope["method"] not in ("GET", "HEAD", "OPTIONS"):
                        continue
                    else:
                        headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers)
