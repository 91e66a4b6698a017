"""What an incident was, and people's corrections of it."""

import ipaddress
from datetime import date
from http import HTTPStatus
from typing import Any, Literal
from urllib.parse import urlsplit

from anyio import to_thread
from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from dateline.chronology import DatePrecision, DateSpan
from dateline.errors import BadParameter, Conflict, NotFound
from dateline.extraction.codebook import Status, SubEventType
from dateline.extraction.event import Actor, Role, Toll
from dateline.geography import LonLat
from dateline.merging.incident import Incident
from dateline.publishing.features import incident_feature
from dateline.publishing.properties import instant
from dateline.storage.correction import KEEP, Correction, Revision
from dateline_api.bodies import read_as
from dateline_api.context import Context, Here
from dateline_api.errors import Refused, problem
from dateline_api.geoparse import body_of
from dateline_api.negotiation import JSON, json_answer
from dateline_api.parameters import MAX_TEXT, values
from dateline_api.pins import pinned_place

Count = Field(default=None, ge=0, le=10_000_000)


class Party(BaseModel):
    """An actor as a person writes it."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1, max_length=200)
    role: Role = Role.INVOLVED


class Decision(BaseModel):
    """What a person decides about an incident; a value that is left out stays as it is, and null says that it is not known."""

    model_config = ConfigDict(extra="forbid")

    action: Literal["correct", "merge", "split", "reject", "restore"] = "correct"
    reason: str = Field(min_length=1, max_length=2_000)
    who: str = Field(min_length=1, max_length=200)
    expected_revision: int | None = Field(None, ge=1, le=2**53)
    place_id: str | None = Field(None, max_length=MAX_TEXT)
    lon: float | None = Field(None, ge=-180, le=180)
    lat: float | None = Field(None, ge=-90, le=90)
    place_name: str | None = Field(None, max_length=200)
    uncertainty_km: float | None = Field(None, ge=0, le=2_000)
    date_start: date | None = None
    date_end: date | None = None
    date_precision: DatePrecision | None = None
    sub_event_type: SubEventType | None = None
    status: Status | None = None
    fatalities_low: int | None = Count
    fatalities_high: int | None = Count
    injuries_low: int | None = Count
    injuries_high: int | None = Count
    actors: list[Party] | None = Field(None, max_length=50)
    other_id: str | None = Field(None, max_length=MAX_TEXT)
    event_ids: list[str] = Field(default=[], max_length=1_000)


router = APIRouter()


@router.api_route("/incidents/{incident_id}/revisions", methods=["GET", "HEAD"])
def revisions(request: Request, incident_id: str, here: Here) -> Response:
    """Everything that the incident was made into, oldest first; the entity tag is its present revision, for `If-Match`."""
    values(request, ())
    found = here.store.revisions(an_id(incident_id))
    last = found[-1]
    body = {"id": last.incident_id, "revision": last.revision, "revisions": [_form(revision) for revision in found]}
    return _tagged(json_answer(body), last.revision)


@router.post("/incidents/{incident_id}/revisions")
async def decide(request: Request, incident_id: str, here: Here) -> Response:
    """Correct, merge, split, reject or restore the incident, with a reason."""
    values(request, ())
    may_edit(request, here)
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != JSON:
        raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"send the decision as {JSON}")
    decision = read_as(Decision, await body_of(request, min(here.max_body_bytes, 100_000)))
    matched = matched_of(request)
    key = request.scope.get("state", {}).get("key")
    if key is not None:
        decision = decision.model_copy(update={"who": key.name})
    expected = decision.expected_revision if matched is None else matched
    if expected is None:
        raise Refused(
            HTTPStatus.PRECONDITION_REQUIRED, "say which revision is meant: If-Match with the entity tag, or expected_revision in the body"
        )
    try:
        made = await to_thread.run_sync(_decided, here, an_id(incident_id), decision, expected)
    except Conflict as conflict:
        status = HTTPStatus.CONFLICT if matched is None else HTTPStatus.PRECONDITION_FAILED
        return _tagged(problem(status, str(conflict)), conflict.revision)
    answer = json_answer({"incidents": [incident_feature(incident) for incident in made]})
    return _tagged(answer, made[0].revision) if made else answer


def _decided(here: Context, incident_id: str, decision: Decision, expected: int) -> list[Incident]:
    store, who, reason = here.store, decision.who, decision.reason
    match decision.action:
        case "merge":
            if decision.other_id is None:
                raise BadParameter("other_id", "is needed: the incident that is the same")
            return [store.merge(incident_id, an_id(decision.other_id), who=who, reason=reason, expected_revision=expected)]
        case "split":
            if not decision.event_ids:
                raise BadParameter("event_ids", "is needed: the accounts that tell another incident")
            return list(store.split(incident_id, decision.event_ids, who=who, reason=reason, expected_revision=expected))
        case "reject":
            store.reject(incident_id, who=who, reason=reason, expected_revision=expected)
            return []
        case "restore":
            return [store.restore(incident_id, who=who, reason=reason, expected_revision=expected)]
        case "correct":
            correction = _correction_of(here, incident_id, decision)
            return [store.correct(incident_id, correction, who=who, reason=reason, expected_revision=expected)]


def _correction_of(here: Context, incident_id: str, decision: Decision) -> Correction:
    told = decision.model_fields_set
    place = None
    if decision.place_id is not None:
        place = here.pipeline.gazetteer.get(decision.place_id) or here.place(decision.place_id)
        if place is None:
            raise BadParameter("place_id", "no place has this id")
    pinned = told & {"lon", "lat"}
    if pinned:
        if decision.lon is None or decision.lat is None or "place_id" in told:
            raise BadParameter("lon", "goes with lat, and without place_id")
        radius = 1.0 if decision.uncertainty_km is None else decision.uncertainty_km
        place = pinned_place(here.pipeline.gazetteer, LonLat(decision.lon, decision.lat), name=decision.place_name, radius_km=radius)
    elif told & {"place_name", "uncertainty_km"}:
        raise BadParameter("place_name" if "place_name" in told else "uncertainty_km", "goes with lon and lat")
    for name in ("sub_event_type", "status", "actors"):
        if name in told and getattr(decision, name) is None:
            raise BadParameter(name, "cannot be null")
    tolls = ("fatalities_low", "fatalities_high", "injuries_low", "injuries_high")
    toll = None
    if told.intersection(tolls):
        now = here.store.incident(incident_id).toll
        toll = Toll(*(getattr(decision if name in told else now, name) for name in tolls))
        for low, high in ((toll.fatalities_low, toll.fatalities_high), (toll.injuries_low, toll.injuries_high)):
            if (low is None) is not (high is None) or (low is not None and high is not None and low > high):
                raise BadParameter("fatalities_low" if low is toll.fatalities_low else "injuries_low", "goes with a high that is not below")
    return Correction(
        place=place if pinned or "place_id" in told else KEEP,
        when=_span_of(decision) if told & {"date_start", "date_end"} else KEEP,
        sub_event_type=decision.sub_event_type if decision.sub_event_type is not None else KEEP,
        status=decision.status if decision.status is not None else KEEP,
        toll=toll if toll is not None else KEEP,
        actors=tuple(Actor(party.name, party.role) for party in decision.actors) if decision.actors is not None else KEEP,
    )


def _span_of(decision: Decision) -> DateSpan | None:
    start, end = decision.date_start, decision.date_end
    if start is None:
        if end is not None:
            raise BadParameter("date_start", "is needed beside date_end")
        return None
    end = end or start
    if end < start:
        raise BadParameter("date_end", "lies before date_start")
    longest = {DatePrecision.DAY: 1, DatePrecision.WEEK: 8, DatePrecision.MONTH: 31, DatePrecision.YEAR: 10**7}
    by_length = next(precision for precision, most in longest.items() if (end - start).days < most)
    return DateSpan(start, end, decision.date_precision or by_length)


def matched_of(request: Request) -> int | None:
    """The revision that `If-Match` names; None without one."""
    told = request.headers.get("if-match")
    if told is None:
        return None
    text = told.strip().removeprefix('"').removesuffix('"')
    if not (text.isascii() and text.isdigit() and len(text) <= 15):
        raise BadParameter("If-Match", 'takes one entity tag as /revisions gives it, such as "3"')
    return int(text)


def may_edit(request: Request, here: Context) -> None:
    """Only from this machine, under its own name, and not from a page of another site."""
    if request.scope.get("state", {}).get("key") is not None:
        return  # an editor's, which no page of another site has
    host = request.headers.get("host", "")
    origin = request.headers.get("origin")
    if not here.editing:
        raise Refused(HTTPStatus.FORBIDDEN, "this server takes no corrections")
    if not _is_local(urlsplit(f"//{host}").hostname or "") or (origin is not None and urlsplit(origin).netloc != host):
        raise Refused(HTTPStatus.FORBIDDEN, "corrections are taken only from this machine, and from no page of another site")


def _is_local(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def an_id(text: str) -> str:
    """An incident's id; raises `NotFound` for what none can have."""
    if not text or len(text) > MAX_TEXT or not text.isprintable():
        raise NotFound("no incident has an id like this one")
    return text


def _form(revision: Revision) -> dict[str, Any]:
    return {
        "incident_id": revision.incident_id,
        "revision": revision.revision,
        "at": instant(revision.at),
        "by": revision.by,
        "component": revision.component,
        "reason": revision.reason,
        "incident": incident_feature(revision.incident) if revision.incident else None,
    }


def _tagged(answer: Response, revision: int) -> Response:
    answer.headers["ETag"] = f'"{revision}"'
    return answer
