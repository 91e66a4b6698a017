"""Links of answers: absolute, with relation and media type."""

import re
from typing import Any
from urllib.parse import quote, urlencode

from starlette.requests import Request

from dateline.errors import BadParameter
from dateline_api.negotiation import HTML, Format

_HOST = re.compile(r"(?:[A-Za-z0-9._-]{1,255}|\[[0-9A-Fa-f:.]{2,64}\])(?::[0-9]{1,5})?")


def base(request: Request) -> str:
    """The address of the API without a slash at its end: `http://127.0.0.1:8000/api`."""
    told: str | None = request.app.state.context.base_url
    if told:
        return told.rstrip("/") + "/api"
    host = request.headers.get("host", "")
    if not _HOST.fullmatch(host):
        raise BadParameter("Host", "the header is not a host name with an optional port")
    return f"{request.scope['scheme']}://{host}{quote(request.scope.get('root_path', ''))}/api"


def link(href: str, rel: str, media: str | None = None, title: str | None = None) -> dict[str, Any]:
    """A link object; empty members are left out."""
    found = {"href": href, "rel": rel, "type": media, "title": title}
    return {key: value for key, value in found.items() if value is not None}


def address(path: str, pairs: list[tuple[str, str]], **changes: str | int | None) -> str:
    """The address with its parameters, some of them changed; None takes one away."""
    kept = [(name, value) for name, value in pairs if name not in changes]
    kept += [(name, str(value)) for name, value in changes.items() if value is not None]
    return f"{path}?{urlencode(kept)}" if kept else path


def self_and_alternate(path: str, pairs: list[tuple[str, str]], now: Format, media: str) -> list[dict[str, Any]]:
    """A link to this answer and one to the same in the other format; `media` is that of the JSON answer."""
    other = Format.JSON if now is Format.HTML else Format.HTML
    types = {Format.JSON: media, Format.HTML: HTML}
    return [
        link(address(path, pairs), "self", types[now], "this document"),
        link(address(path, pairs, f=other), "alternate", types[other], f"this document as {other.upper()}"),
    ]
