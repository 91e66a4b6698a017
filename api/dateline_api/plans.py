"""Which incident fulfilled a plan, and which plans an incident fulfilled: worked out when asked, from what stands around it."""

from datetime import timedelta
from typing import Any

from anyio import to_thread
from fastapi import APIRouter, Request, Response

from dateline.extraction.codebook import Status
from dateline.merging.incident import Incident
from dateline.merging.links import links
from dateline.storage.query import Query
from dateline_api.context import Context, Here
from dateline_api.links import base
from dateline_api.negotiation import json_answer
from dateline_api.parameters import values
from dateline_api.revisions import an_id

_AROUND = timedelta(days=45)
"""A plan is fulfilled within a month, and told some time before."""
_MOST = 3_000
"""Incidents of the country that are looked at, those first that are nearest in time to the start."""

router = APIRouter()


@router.api_route("/incidents/{incident_id}/links", methods=["GET", "HEAD"])
async def linked(request: Request, incident_id: str, here: Here) -> Response:
    """The incidents that hang together with one."""
    values(request, ())
    body = await to_thread.run_sync(_linked, here, an_id(incident_id), base(request), limiter=here.readers)
    return json_answer(body)


def _linked(here: Context, incident_id: str, root: str) -> dict[str, Any]:
    incident = here.store.incident(incident_id)
    around = {one.id: one for one in (incident, *_around(here, incident))}
    found = [link for link in links(around.values()) if incident.id in (link.source, link.target)]
    return {
        "id": incident.id,
        "links": [
            {
                "kind": link.kind.value,
                "plan": link.source,
                "incident": link.target,
                "score": link.score,
                "reasons": list(link.reasons),
                "title": around[link.target if link.source == incident.id else link.source].title,
                "href": f"{root}/collections/incidents/items/{link.target if link.source == incident.id else link.source}",
            }
            for link in found
        ],
    }


def _around(here: Context, incident: Incident) -> tuple[Incident, ...]:
    day = incident.timeline_date
    country = incident.where.place.country if incident.where else None
    if day is None or country is None:
        return ()
    start = day - _AROUND if day.toordinal() > _AROUND.days else day
    end = day + _AROUND if day.toordinal() + _AROUND.days < day.max.toordinal() else day
    statuses = frozenset({Status.PLANNED, Status.OCCURRED, Status.ALLEGED})
    return here.store.incidents(Query(start=start, end=end, countries=frozenset({country}), statuses=statuses, limit=_MOST)).items
