"""What people should look at first, what else a place may be, and that something is right as it is."""

from http import HTTPStatus
from typing import Any, Literal
from weakref import WeakKeyDictionary

from anyio import to_thread
from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from dateline.errors import BadInput, Conflict, NotFound
from dateline.merging.incident import Account
from dateline.publishing.features import incident_feature
from dateline.publishing.forms import candidate_form
from dateline.storage.doubting import Doubt, Question
from dateline.storage.query import Query
from dateline.storage.reviewing import Reviews
from dateline.storage.store import Store
from dateline_api.bodies import read_as
from dateline_api.context import Context, Here
from dateline_api.errors import Refused, problem
from dateline_api.geoparse import body_of
from dateline_api.links import address, base, link
from dateline_api.meanings import Meaning, meanings_of
from dateline_api.negotiation import JSON, json_answer
from dateline_api.parameters import BBOX, DATETIME, LIMIT, MAX_TEXT, OFFSET, Days, Parameter, given, query_of, values
from dateline_api.revisions import an_id, matched_of, may_edit

MOST = 200
"""Questions in one answer."""
_DEFAULT = 20
_ACCOUNTS = 8
"""Accounts of one incident whose candidates are looked for."""


def _read_questions(text: str) -> frozenset[Question]:
    try:
        return frozenset(Question(part.strip()) for part in text.split(","))
    except ValueError as error:
        raise BadInput(f"takes {', '.join(Question)}, separated by commas") from error


KIND = Parameter(
    "kind",
    "Only these questions, separated by commas.",
    {"type": "array", "items": {"type": "string", "enum": [*Question]}},
    _read_questions,
    listed=True,
)
REVIEW = (KIND, BBOX, DATETIME, LIMIT, OFFSET)


class Acceptance(BaseModel):
    """What a person found right."""

    model_config = ConfigDict(extra="forbid")

    incident_id: str = Field(min_length=1, max_length=MAX_TEXT)
    kind: Question
    action: Literal["accept", "reopen"] = "accept"
    other_id: str | None = Field(None, min_length=1, max_length=MAX_TEXT)
    reason: str = Field(min_length=1, max_length=2_000)
    who: str = Field(min_length=1, max_length=200)
    expected_revision: int | None = Field(None, ge=1, le=2**53)


router = APIRouter()
_queues: WeakKeyDictionary[Any, Reviews] = WeakKeyDictionary()


def reviews_of(store: Store) -> Reviews:
    """The queue over a store: one for all requests, because it remembers what it read."""
    found = _queues.get(store)
    if found is None:
        found = _queues.setdefault(store, Reviews(store))
    return found


@router.api_route("/review", methods=["GET", "HEAD"])
def review(request: Request, here: Here) -> Response:
    """The queue of doubtful places, days, kinds and merges, what matters most first."""
    found = values(request, REVIEW)
    limit, offset = min(found.get("limit", _DEFAULT), MOST), found.get("offset", 0)
    days: Days = found.get("datetime", Days(None, None))
    doubts = reviews_of(here.store).doubts(
        found.get("kind", frozenset()), bbox=query_of(found).bbox, start=days.start, end=days.end, limit=limit, offset=offset
    )
    root = base(request)
    entries = [entry for doubt in doubts.items if (entry := _entry(here.store, doubt))]
    links = [link(address(f"{root}/review", given(request)), "self", JSON, "this document")]
    if offset + limit < doubts.matched:
        links.append(link(address(f"{root}/review", given(request), offset=offset + limit), "next", JSON, "further questions"))
    body = {"entries": entries, "matched": doubts.matched, "counts": {kind.value: n for kind, n in doubts.counts.items()}, "links": links}
    return json_answer(body)


def _entry(store: Store, doubt: Doubt) -> dict[str, Any] | None:
    """A question with the incidents that it is about; None when one of them went away just now."""
    try:
        incident = store.incident(doubt.incident_id)
        other = store.incident(doubt.other_id) if doubt.other_id else None
    except NotFound:
        return None
    return {
        "kind": doubt.question.value,
        "cause": doubt.cause.value,
        "doubt": round(doubt.doubt, 4),
        "weight": round(doubt.weight, 4),
        "incident": incident_feature(incident),
        "other": incident_feature(other) if other else None,
        "event_ids": list(doubt.event_ids),
        "reasons": list(reviews_of(store).reasons(doubt)),
    }


@router.post("/review")
async def accept(request: Request, here: Here) -> Response:
    """Say that something is right as it is, which takes the question out of the queue; or put it back."""
    values(request, ())
    may_edit(request, here)
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != JSON:
        raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"send the decision as {JSON}")
    told = read_as(Acceptance, await body_of(request, min(here.max_body_bytes, 20_000)))
    matched = matched_of(request)
    key = request.scope.get("state", {}).get("key")
    who = key.name if key is not None else told.who
    try:
        await to_thread.run_sync(_accepted, here, told, who, told.expected_revision if matched is None else matched)
    except Conflict as conflict:
        status = HTTPStatus.CONFLICT if matched is None else HTTPStatus.PRECONDITION_FAILED
        answer = problem(status, str(conflict))
        answer.headers["ETag"] = f'"{conflict.revision}"'
        return answer
    return json_answer({"incident_id": told.incident_id, "kind": told.kind.value, "action": told.action})


def _accepted(here: Context, told: Acceptance, who: str, expected: int | None) -> None:
    reviews_of(here.store).accept(
        an_id(told.incident_id),
        told.kind,
        who=who,
        reason=told.reason,
        other_id=an_id(told.other_id) if told.other_id else None,
        expected_revision=expected,
        take_back=told.action == "reopen",
    )


@router.api_route("/incidents/{incident_id}/candidates", methods=["GET", "HEAD"])
async def candidates(request: Request, incident_id: str, here: Here) -> Response:
    """The places that the words of an incident's reports may mean, likeliest first, with why."""
    values(request, ())
    body = await to_thread.run_sync(_candidates, here, an_id(incident_id), limiter=here.readers)
    return json_answer(body)


def _candidates(here: Context, incident_id: str) -> dict[str, Any]:
    incident = here.store.incident(incident_id)
    accounts = here.store.events(Query(incident_id=incident.id, limit=_ACCOUNTS)).items
    best: dict[str, dict[str, Any]] = {}
    for account in accounts:
        for meaning in meanings_of(account.event, here.pipeline.geoparse(account.report)):
            told = _told(meaning, account)
            known = best.get(told["id"])
            if known is None or known["likeness"] < told["likeness"]:
                best[told["id"]] = told
    chosen = incident.where.place.id if incident.where else None
    found = sorted(best.values(), key=lambda told: (-told["likeness"], told["id"]))
    return {"id": incident.id, "revision": incident.revision, "chosen": chosen, "candidates": found[:20]}


def _told(meaning: Meaning, account: Account) -> dict[str, Any]:
    return {
        **candidate_form(meaning.candidate),
        "radius_km": round(meaning.candidate.place.radius_km, 3),
        "likeness": round(meaning.likeness, 4),
        "words": meaning.words,
        "event_id": account.event.id,
    }
