"""The four collections: what each holds, which parameters it takes and what its features' properties mean."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from fastapi import APIRouter, Request, Response

from dateline.errors import NotFound
from dateline.publishing.encoding import to_json
from dateline.publishing.features import event_feature, incident_feature, place_feature, report_feature
from dateline.publishing.properties import EVENT, INCIDENT, PLACE, REPORT, Property
from dateline.storage.expression import Kind
from dateline.storage.fields import FIELDS
from dateline.storage.query import Behind, Query
from dateline.storage.store import Summary
from dateline_api.context import Context, Here
from dateline_api.crs import ALL, CRS84
from dateline_api.exports import FORMAT_OR_EXPORT
from dateline_api.freshness import check_fresh
from dateline_api.links import address, base, link, self_and_alternate
from dateline_api.negotiation import GEOJSON, HTML, JSON, Format, format_of, json_answer
from dateline_api.pages import page
from dateline_api.parameters import (
    BBOX,
    BBOX_CRS,
    CURSOR,
    DATETIME,
    FILTERS,
    FORMAT,
    INCIDENT_ID,
    LIMIT,
    OFFSET,
    ORDERED,
    PAGING,
    REPORT_ID,
    SHAPING,
    Parameter,
    Q,
    given,
    values,
)
from dateline_api.relations import TILESETS
from dateline_api.schemas import json_schema

QUERYABLES = "http://www.opengis.net/def/rel/ogc/1.0/queryables"
GREGORIAN = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"
SCHEMA = "application/schema+json"
MAX_PLACES_FOUND = 100
"""Places that a search gives at most."""


@dataclass(frozen=True, slots=True)
class Found:
    """Some features and how many match in all."""

    written: Sequence[bytes]
    """Each as UTF-8 JSON, as it is sent."""
    matched: int
    last: Behind | None = None
    """Where the last of them stands in the order; None when pages are only counted."""

    @property
    def features(self) -> list[dict[str, Any]]:
        """The features read again, to be changed or shown."""
        return [orjson.loads(feature) for feature in self.written]


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection of features; to add one is to enter it in `COLLECTIONS`."""

    id: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    properties: tuple[Property[Any], ...]
    find: Callable[[Context, Query], Found]
    """Features that match."""
    get: Callable[[Context, str], dict[str, Any]]
    """One feature; raises `NotFound`."""
    located: bool = True
    """Whether its features have places."""
    dated: bool = True
    """Whether its features have days."""


def _incidents(context: Context, query: Query) -> Found:
    found = context.store.features(query)
    return Found(found.items, found.matched, found.last)


def _events(context: Context, query: Query) -> Found:
    found = context.store.events(query)
    return Found([to_json(event_feature(account, incident_id=account.incident_id)) for account in found.items], found.matched, found.last)


def _event(context: Context, event_id: str) -> dict[str, Any]:
    account = context.store.event(event_id)
    return event_feature(account, incident_id=account.incident_id)


def _reports(context: Context, query: Query) -> Found:
    found = context.store.reports(query)
    return Found([to_json(report_feature(report)) for report in found.items], found.matched, found.last)


def _places(context: Context, query: Query) -> Found:
    if not query.text:
        held = context.store.places(query)
        return Found([to_json(place_feature(counted.place)) for counted in held.items], held.matched)
    found = (match.place for match in context.pipeline.gazetteer.search(query.text, limit=MAX_PLACES_FOUND))
    inside = [place for place in found if query.bbox is None or query.bbox.contains(place.point)]
    return Found([to_json(place_feature(place)) for place in inside[query.offset : query.offset + query.limit]], len(inside))


def _place(context: Context, place_id: str) -> dict[str, Any]:
    # A place worked out from an expression is in no gazetteer, only in the store.
    place = context.pipeline.gazetteer.get(place_id) or context.place(place_id)
    if place is None:
        raise NotFound(f"no place has the id {place_id!r}")
    return place_feature(place)


COLLECTIONS: dict[str, Collection] = {
    collection.id: collection
    for collection in (
        Collection(
            "incidents",
            "Incidents",
            "What happened, is said to have happened or is planned, each merged from the accounts of all reports that tell it.",
            (*FILTERS, *ORDERED, *SHAPING, FORMAT_OR_EXPORT),
            INCIDENT,
            _incidents,
            lambda context, incident_id: incident_feature(context.store.incident(incident_id)),
        ),
        Collection(
            "events",
            "Events",
            "What one report says happened, with the spans of the words that say so. Several events may tell one incident.",
            (*FILTERS, INCIDENT_ID, REPORT_ID, *ORDERED, *SHAPING, FORMAT),
            EVENT,
            _events,
            _event,
        ),
        Collection(
            "reports",
            "Reports",
            "The publications that were read, with their text. They have no place of their own; their day is that of publication.",
            (BBOX, BBOX_CRS, DATETIME, Q, LIMIT, OFFSET, CURSOR, *SHAPING, FORMAT),
            REPORT,
            _reports,
            lambda context, report_id: report_feature(context.store.report(report_id)),
            located=False,
        ),
        Collection(
            "places",
            "Places",
            f"The gazetteer: with `q` the best {MAX_PLACES_FOUND} places for a name, else the places at which incidents stand.",
            (BBOX, BBOX_CRS, DATETIME, Q, *PAGING, *SHAPING),
            PLACE,
            _places,
            _place,
            dated=False,
        ),
    )
}

router = APIRouter()


def collection_of(collection_id: str) -> Collection:
    """The collection with this id; raises `NotFound`."""
    collection = COLLECTIONS.get(collection_id)
    if collection is None:
        raise NotFound(f"no collection has the id {collection_id[:60]!r}; there are {', '.join(COLLECTIONS)}")
    return collection


def described(collection: Collection, root: str, summary: Summary) -> dict[str, Any]:
    """A collection as OGC API – Features describes it; the extents include everything there is."""
    here = f"{root}/collections/{collection.id}"
    extent: dict[str, Any] = {}
    if collection.located:
        box = summary.bbox if collection.id == "incidents" else None
        edges = [math.floor(box.west), math.floor(box.south), math.ceil(box.east), math.ceil(box.north)] if box else [-180, -90, 180, 90]
        extent["spatial"] = {"bbox": [edges], "crs": CRS84.uri}
    if collection.id == "incidents":
        days = [
            f"{day.isoformat()}T{clock}Z" if day else None
            for day, clock in ((summary.first_day, "00:00:00"), (summary.last_day, "23:59:59"))
        ]
        extent["temporal"] = {"interval": [days], "trs": GREGORIAN}
    elif collection.dated:
        extent["temporal"] = {"interval": [[None, None]], "trs": GREGORIAN}
    return {
        "id": collection.id,
        "title": collection.title,
        "description": collection.description,
        "itemType": "feature",
        "extent": extent,
        "crs": list(ALL),
        **({"storageCrs": CRS84.uri} if collection.located else {}),
        "links": [
            link(f"{here}/items", "items", GEOJSON, f"{collection.title} as GeoJSON"),
            link(f"{here}/items?f=html", "items", HTML, f"{collection.title} as pages"),
            link(f"{here}/schema", "describedby", SCHEMA, "the properties and their types"),
            *([link(f"{here}/queryables", QUERYABLES, SCHEMA, "what may be filtered by")] if collection.id in FIELDS else []),
            *([link(f"{here}/tiles", TILESETS, JSON, "vector tiles")] if collection.id == "incidents" else []),
        ],
    }


@router.api_route("/collections", methods=["GET", "HEAD"])
def collections(request: Request, here: Here) -> Response:
    """The collections."""
    wanted = format_of(request, values(request, (FORMAT,)).get("f"))
    check_fresh(request, here)
    root, summary = base(request), here.store.summary()
    links = self_and_alternate(f"{root}/collections", given(request), wanted, JSON)
    body = {"links": links, "crs": list(ALL), "collections": [_whole(collection, root, summary) for collection in COLLECTIONS.values()]}
    if wanted is Format.HTML:
        return page("collections.html", title="Collections", root=root, body=body)
    return json_answer(body)


def _whole(collection: Collection, root: str, summary: Summary) -> dict[str, Any]:
    """The same in the list and alone, as the standard asks: self and alternate are those of the collection itself."""
    body = described(collection, root, summary)
    here = f"{root}/collections/{collection.id}"
    body["links"] = [
        link(here, "self", JSON, "this collection"),
        link(address(here, [], f="html"), "alternate", HTML, "this collection as HTML"),
        *body["links"],
    ]
    return body


@router.api_route("/collections/{collection_id}", methods=["GET", "HEAD"])
def collection(request: Request, collection_id: str, here: Here) -> Response:
    """One collection."""
    found = collection_of(collection_id)
    wanted = format_of(request, values(request, (FORMAT,)).get("f"))
    check_fresh(request, here)
    root = base(request)
    body = _whole(found, root, here.store.summary())
    if wanted is Format.HTML:
        return page("collection.html", title=found.title, root=root, body=body, collection=found)
    return json_answer(body)


@router.api_route("/collections/{collection_id}/schema", methods=["GET", "HEAD"])
def schema(request: Request, collection_id: str) -> Response:
    """The JSON Schema of a collection's features; GDAL takes the types of columns from it."""
    found = collection_of(collection_id)
    values(request, ())
    geometry = {"$ref": "https://geojson.org/schema/Point.json"} if found.located else {"type": "null"}
    body = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{base(request)}/collections/{found.id}/schema",
        "title": found.title,
        "description": found.description,
        "type": "object",
        "properties": {
            "type": {"const": "Feature"},
            "id": {"type": "string"},
            "geometry": geometry,
            "properties": {"type": "object", "properties": {row.name: json_schema(row) for row in found.properties}},
        },
    }
    return json_answer(body, SCHEMA)


@router.api_route("/collections/{collection_id}/queryables", methods=["GET", "HEAD"])
def queryables(request: Request, collection_id: str) -> Response:
    """The JSON Schema of what `filter` and `sortby` may name."""
    found = collection_of(collection_id)
    values(request, ())
    rows = {row.name: row for row in found.properties}
    properties: dict[str, Any] = {}
    for name, field in FIELDS.get(found.id, {}).items():
        if field.kind is Kind.GEOMETRY:
            properties[name] = {"title": "Where it happened", "format": "geometry-point", "x-ogc-role": "primary-geometry"}
        else:
            properties[name] = {"title": name, **(json_schema(rows[name]) if name in rows else {"type": "string"})}
    body = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{base(request)}/collections/{found.id}/queryables",
        "title": found.title,
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }
    return json_answer(body, SCHEMA)
