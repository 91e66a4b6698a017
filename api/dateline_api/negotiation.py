"""JSON or a page to read: `f` decides, else the Accept header."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from fastapi import Response
from starlette.requests import Request

from dateline.errors import BadInput
from dateline.publishing.encoding import to_json

JSON = "application/json"
GEOJSON = "application/geo+json"
HTML = "text/html"

T = TypeVar("T")


class Format(StrEnum):
    """What an answer is written as."""

    JSON = "json"
    HTML = "html"


def read_format(text: str) -> Format:
    """The format named by `f`; raises `BadInput` for an unknown one."""
    try:
        return Format(text)
    except ValueError:
        raise BadInput(f"{text[:40]!r} is none of {', '.join(Format)}") from None


def format_of(request: Request, wanted: Format | None) -> Format:
    """The format that was asked for; JSON when neither `f` nor the header wants HTML more."""
    return wanted if wanted is not None else accepted(request, {})


def accepted(request: Request, others: Mapping[str, T]) -> Format | T:
    """What the Accept header wants most, of JSON, a page and the others, by media type; JSON unless another is wanted more."""
    qualities: dict[str, float] = {}
    for entry in request.headers.get("accept", "")[:1000].split(","):
        media, *details = (part.strip().lower() for part in entry.split(";"))
        quality = 1.0
        for detail in details:
            if detail.startswith("q="):
                quality = _quality(detail[2:])
        if media in (HTML, "application/xhtml+xml"):
            media = HTML
        elif media in (JSON, GEOJSON, "application/*", "*/*"):
            media = JSON
        elif media not in others:
            continue
        qualities[media] = max(qualities.get(media, 0.0), quality)
    best = max(qualities.values(), default=0.0)
    if qualities.get(JSON, 0.0) >= best:
        return Format.JSON
    wanted = next(media for media, quality in qualities.items() if quality == best)
    return Format.HTML if wanted == HTML else others[wanted]


def _quality(text: str) -> float:
    try:
        quality = float(text)
    except ValueError:
        return 0.0
    # Also false for a NaN.
    return quality if 0 <= quality <= 1 else 0.0


def json_answer(body: Any, media: str = JSON, *, status: int = 200) -> Response:
    """A JSON answer."""
    return Response(to_json(body), status, media_type=media)
