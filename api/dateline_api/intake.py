"""Taking in reports from editors: a text, a file, or the address of a page or feed."""

import tempfile
import time
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from anyio import to_thread
from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from dateline.errors import BadInput, BadParameter, UnreadableReport
from dateline.pipeline import Ingested, ReadHere, ingest
from dateline.reading.event_tables import event_table_in
from dateline.reading.limits import ReadDefaults, ReadLimits
from dateline.reading.read import read_sources
from dateline.reading.report import Report
from dateline.reading.rows import language_code
from dateline.storage.store import Added
from dateline_api.bodies import read_as
from dateline_api.context import Context, Here
from dateline_api.geoparse import body_of
from dateline_api.negotiation import JSON, json_answer
from dateline_api.parameter_values import read_text
from dateline_api.parameters import Parameter, values
from dateline_api.revisions import may_edit

MOST = 1_000
"""Reports taken from one file or address."""
_TIME_S = 40.0
"""No further report is begun after it, so that an answer comes before the server gives up."""
_TOLD = 200
"""Outcomes told one by one."""
_NAME_CHARS = 100


class Handed(BaseModel):
    """A text, or an address to fetch."""

    model_config = ConfigDict(extra="forbid")

    text: str | None = Field(None, min_length=1)
    url: str | None = Field(None, min_length=1, max_length=2_000)
    title: str | None = Field(None, max_length=1_000)
    published: date | None = None
    source: str | None = Field(None, max_length=200)
    language: str | None = Field(None, max_length=20)


def _read_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(f"{text[:40]!r} is no day such as 2020-07-23") from error


_STRING = {"type": "string"}
INTAKE = (
    Parameter("name", "What the file is called; its ending helps to tell what it holds.", _STRING, read_text),
    Parameter("published", "The day of publication of reports that tell none.", {"type": "string", "format": "date"}, _read_day),
    Parameter("source", "The publisher of reports that tell none.", _STRING, read_text),
    Parameter("language", "The language of reports that tell none, ISO 639-1.", _STRING, read_text),
)

router = APIRouter()


@router.post("/reports")
async def take_in(request: Request, here: Here) -> Response:
    """Read reports into the store: JSON names a text or an address, any other body is a file of reports."""
    found = values(request, INTAKE)
    may_edit(request, here)
    body = await body_of(request, here.max_body_bytes)
    if request.headers.get("content-type", "").split(";")[0].strip().lower() == JSON:
        if found:
            raise BadParameter(next(iter(found)), "goes with a file; a JSON body says it itself")
        work = _told_in(read_as(Handed, body))
    else:
        if not body:
            raise BadInput("the body is empty: send a file of reports, or JSON with a text or a url")
        defaults = ReadDefaults(found.get("published"), found.get("source"), language_code(found.get("language")))
        work = _filed(body, found.get("name") or "file", defaults)
    answer = await to_thread.run_sync(_taken, here, work, limiter=here.readers)
    return json_answer(answer)


def _taken(here: Context, reports: Iterable[Report | UnreadableReport]) -> dict[str, Any]:
    """What came of the reports; runs until all are read, there are too many, or the time is over."""
    until = time.monotonic() + _TIME_S
    counts = {"new": 0, "known": 0, "unreadable": 0, "events": 0}
    told: list[dict[str, Any]] = []
    complete = True
    for number, done in enumerate(ingest(ReadHere(here.pipeline), here.store, reports), start=1):
        counts["unreadable" if done.outcome is None else "new" if done.outcome is Added.NEW else "known"] += 1
        counts["events"] += done.events
        if len(told) < _TOLD:
            told.append(_form(done))
        if number >= MOST or time.monotonic() > until:
            complete = False
            break
    return {**counts, "complete": complete, "reports": told}


def _form(done: Ingested) -> dict[str, Any]:
    return {
        "origin": done.origin[:500],
        "outcome": "unreadable" if done.outcome is None else done.outcome.value,
        "events": done.events,
        "cause": done.cause[:500] if done.cause else None,
    }


def _told_in(handed: Handed) -> Iterator[Report | UnreadableReport]:
    """The reports of a JSON body."""
    if (handed.text is None) is (handed.url is None):
        raise BadParameter("text" if handed.text is None else "url", "give either a text or a url")
    language = language_code(handed.language)
    if handed.text is not None:
        return iter([Report.of(handed.text, title=handed.title, source=handed.source, language=language, published=handed.published)])
    url = (handed.url or "").strip()
    # Everything else that names a source names a file of this machine.
    if not url.lower().startswith(("http://", "https://")):
        raise BadParameter("url", "must begin with http:// or https://")
    return read_sources([url], defaults=ReadDefaults(handed.published, handed.source, language), limits=ReadLimits())


def _filed(body: bytes, name: str, defaults: ReadDefaults) -> Iterator[Report | UnreadableReport]:
    """The reports of a file that was sent."""
    shown = "".join(char if char.isalnum() or char in "._- " else "_" for char in Path(name).name)[-_NAME_CHARS:].strip(". ") or "file"
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        path = Path(folder) / shown
        path.write_bytes(body)
        if event_table_in(path):
            yield UnreadableReport(shown, "is a table of coded events: `dateline ingest` loads those")
            return
        for found in read_sources([path], defaults=defaults, limits=ReadLimits()):
            if isinstance(found, UnreadableReport):
                yield UnreadableReport(found.origin.replace(str(path), shown), found.cause)
            else:
                yield found
