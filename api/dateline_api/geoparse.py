"""Pasted text to toponyms and events; nothing is stored."""

from datetime import date
from http import HTTPStatus
from typing import Any

from anyio import to_thread
from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from dateline.publishing.forms import event_form, toponym_form
from dateline.reading.report import Report
from dateline_api.bodies import read_as
from dateline_api.context import Here
from dateline_api.errors import Refused
from dateline_api.negotiation import JSON, json_answer
from dateline_api.parameters import values

router = APIRouter()


class Text(BaseModel):
    """What to read."""

    model_config = ConfigDict(extra="forbid", strict=True)

    text: str = Field(min_length=1, description="the report's text; every span of the answer counts its code points")
    title: str | None = Field(None, max_length=1_000)
    published: date | None = Field(None, description="the day of publication, which relative days are counted from")
    source: str | None = Field(None, max_length=200, description="the publisher")


@router.post("/geoparse")
async def geoparse(request: Request, here: Here) -> Response:
    """The places that a text names and the events that it tells."""
    values(request, ())
    media = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if media != JSON:
        raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"send the text as {JSON}")
    text = read_as(Text, await body_of(request, here.max_body_bytes))
    report = Report.of(text.text, title=text.title, source=text.source, published=text.published)
    reading = await to_thread.run_sync(here.pipeline.read, report, limiter=here.readers)
    body: dict[str, Any] = {
        "toponyms": [toponym_form(resolution) for resolution in reading.resolutions],
        "events": [event_form(event) for event in reading.events],
    }
    return json_answer(body)


async def body_of(request: Request, most: int) -> bytes:
    """The request's body; refused as soon as it is larger than `most` bytes, whatever its head says."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"the body is larger than {most} bytes")
        parts.append(part)
    return b"".join(parts)
