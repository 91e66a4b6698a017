"""The features of a collection, page by page, and each alone."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request, Response

from dateline.errors import NotFound
from dateline.publishing.properties import instant
from dateline.storage.query import Query
from dateline_api.collections import Collection, collection_of
from dateline_api.context import Context, Here
from dateline_api.exports import BY_MEDIA, FORMAT_OR_EXPORT, Export, export_answer
from dateline_api.links import address, base, link, self_and_alternate
from dateline_api.negotiation import GEOJSON, HTML, JSON, Format, accepted, format_of, json_answer
from dateline_api.pages import page
from dateline_api.parameters import FORMAT, MAX_TEXT, given, query_of, values

router = APIRouter()


@router.api_route("/collections/{collection_id}/items", methods=["GET", "HEAD"])
def items(request: Request, collection_id: str, here: Here) -> Response:
    """The features that match, in pages."""
    collection = collection_of(collection_id)
    found = values(request, collection.parameters)
    wanted: Format | Export = found.get("f") or accepted(request, BY_MEDIA if FORMAT_OR_EXPORT in collection.parameters else {})
    # A filter on what no feature of the collection has matches all of them (fc-bbox-response, fc-time-response).
    if not collection.located:
        found.pop("bbox", None)
    if not collection.dated:
        found.pop("datetime", None)
    query = query_of(found)
    if isinstance(wanted, Export):
        return _export(request, here, wanted, query, whole=not {"limit", "offset"} & found.keys())
    answer = collection.find(here, query)

    root, pairs = base(request), given(request)
    path = f"{root}/collections/{collection.id}/items"
    media = HTML if wanted is Format.HTML else GEOJSON
    links = self_and_alternate(path, pairs, wanted, GEOJSON)
    after = query.offset + len(answer.features)
    if answer.features and after < answer.matched:
        links.append(link(address(path, pairs, offset=after), "next", media, "the next page"))
    if query.offset > 0:
        before = max(0, query.offset - query.limit)
        links.append(link(address(path, pairs, offset=before or None), "prev", media, "the page before"))
    links.append(link(f"{root}/collections/{collection.id}", "collection", JSON, collection.title))
    body = {
        "type": "FeatureCollection",
        "numberMatched": answer.matched,
        "numberReturned": len(answer.features),
        "timeStamp": instant(datetime.now(UTC)),
        "links": links,
        "features": answer.features,
    }
    if wanted is Format.HTML:
        return page("items.html", title=collection.title, root=root, body=body, collection=collection, sent=dict(pairs), first=query.offset)
    return json_answer(body, GEOJSON)


def _export(request: Request, here: Context, export: Export, query: Query, *, whole: bool) -> Response:
    path = f"{base(request)}/collections/incidents/items"
    found = here.store.each_incident(query) if whole else here.store.incidents(query).items
    days = "_".join(day.isoformat() if day else "open" for day in (query.start, query.end)) if query.start or query.end else None
    name = "-".join(part for part in ("incidents", days, *sorted(query.event_types)[:2], *sorted(query.statuses)[:2]) if part)
    return export_answer(
        request,
        export,
        found,
        name=name,
        address=address(path, given(request)),
        updated=here.store.summary().updated,
        address_of=lambda incident_id: f"{path}/{quote(incident_id)}",
    )


@router.api_route("/collections/{collection_id}/items/{item_id:path}", methods=["GET", "HEAD"])
def item(request: Request, collection_id: str, item_id: str, here: Here) -> Response:
    """One feature."""
    collection = collection_of(collection_id)
    wanted = format_of(request, values(request, (FORMAT,)).get("f"))
    if not item_id or len(item_id) > MAX_TEXT or not item_id.isprintable():
        raise NotFound(f"no id in {collection.id} is like this one")
    feature = collection.get(here, item_id)
    root = base(request)
    feature["links"] = _links_of(request, collection, feature, wanted, root)
    if wanted is Format.HTML:
        return page("item.html", title=_title_of(feature), root=root, feature=feature, collection=collection)
    return json_answer(feature, GEOJSON)


def _links_of(request: Request, collection: Collection, feature: dict[str, Any], wanted: Format, root: str) -> list[dict[str, Any]]:
    here = f"{root}/collections/{collection.id}"
    links = self_and_alternate(f"{here}/items/{quote(feature['id'], safe=':')}", given(request), wanted, GEOJSON)
    links.append(link(here, "collection", JSON, collection.title))
    told = feature["properties"]
    if collection.id == "incidents":
        links.append(
            link(f"{root}/collections/events/items?incident_id={quote(feature['id'])}", "related", GEOJSON, "the accounts that tell it")
        )
    if told.get("report_id"):
        links.append(link(f"{root}/collections/reports/items/{quote(told['report_id'])}", "related", GEOJSON, "the report"))
    if told.get("incident_id"):
        links.append(link(f"{root}/collections/incidents/items/{quote(told['incident_id'])}", "related", GEOJSON, "the incident"))
    if told.get("place_id"):
        links.append(link(f"{root}/collections/places/items/{quote(told['place_id'], safe=':')}", "related", GEOJSON, "the place"))
    return links


def _title_of(feature: dict[str, Any]) -> str:
    told = feature["properties"]
    return str(told.get("title") or told.get("name") or feature["id"])
