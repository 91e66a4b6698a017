"""The features of a collection, page by page, and each alone."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request, Response

from dateline.errors import BadParameter, NotFound
from dateline.merging.incident import Incident
from dateline.publishing.encoding import to_json
from dateline.publishing.properties import instant
from dateline.storage.query import Query
from dateline_api.collections import Collection, Found, collection_of
from dateline_api.context import Context, Here
from dateline_api.crs import CRS84, Crs
from dateline_api.cursors import Cursor, written
from dateline_api.exports import BY_MEDIA, FORMAT_OR_EXPORT, Export, export_answer
from dateline_api.freshness import check_fresh
from dateline_api.links import address, base, link, self_and_alternate
from dateline_api.map_file import map_writer
from dateline_api.negotiation import GEOJSON, HTML, JSON, Format, accepted, format_of, json_answer
from dateline_api.pages import page
from dateline_api.parameters import CRS, FORMAT, MAX_TEXT, given, query_of, values

router = APIRouter()


@router.api_route("/collections/{collection_id}/items", methods=["GET", "HEAD"])
def items(request: Request, collection_id: str, here: Here) -> Response:
    """The features that match, in pages."""
    collection = collection_of(collection_id)
    found = values(request, collection.parameters)
    wanted: Format | Export | None = found.get("f")
    if wanted is None:
        wanted = accepted(request, BY_MEDIA if FORMAT_OR_EXPORT in collection.parameters else {})
    # A filter on what no feature of the collection has matches all of them (fc-bbox-response, fc-time-response).
    if not collection.located:
        found.pop("bbox", None)
    if not collection.dated:
        found.pop("datetime", None)
    query = query_of(found)
    check_fresh(request, here)
    crs: Crs = found.get("crs", CRS84)
    names = _known_names(collection, found.get("properties"))
    if isinstance(wanted, Export):
        if crs is not CRS84 or names is not None:
            raise BadParameter("properties" if names is not None else "crs", f"goes not with f={wanted.name}")
        return _export(request, here, wanted, query, whole=not {"limit", "offset", "cursor"} & found.keys())
    answer = collection.find(here, query)

    cursor: Cursor | None = found.get("cursor")
    passed = cursor.passed if cursor else query.offset
    root = base(request)
    body = {
        "type": "FeatureCollection",
        "numberMatched": answer.matched,
        "numberReturned": len(answer.written),
        "timeStamp": instant(datetime.now(UTC)),
        "links": _page_links(request, collection, answer, query, wanted, passed),
    }
    if wanted is Format.HTML:
        sent, body["features"] = dict(given(request)), answer.features
        return page("items.html", title=collection.title, root=root, body=body, collection=collection, sent=sent, first=passed)
    features = answer.written if crs is CRS84 and names is None else [to_json(shaped(one, crs, names)) for one in answer.features]
    head = to_json(body).removesuffix(b"}")
    return in_crs(Response(b"".join((head, b',"features":[', b",".join(features), b"]}")), media_type=GEOJSON), crs)


def _page_links(request: Request, collection: Collection, answer: Found, query: Query, wanted: Format, passed: int) -> list[dict[str, Any]]:
    root, pairs = base(request), given(request)
    path = f"{root}/collections/{collection.id}/items"
    media = HTML if wanted is Format.HTML else GEOJSON
    links = self_and_alternate(path, pairs, wanted, GEOJSON)
    after = passed + len(answer.written)
    if answer.written and after < answer.matched:
        cursor = written(Cursor(answer.last, after, query.order)) if answer.last else None
        following = address(path, pairs, cursor=cursor, offset=None) if cursor else address(path, pairs, offset=after, cursor=None)
        links.append(link(following, "next", media, "the next page"))
    if passed > 0:
        before = max(0, passed - query.limit)
        links.append(link(address(path, pairs, offset=before or None, cursor=None), "prev", media, "the page before"))
    links.append(link(f"{root}/collections/{collection.id}", "collection", JSON, collection.title))
    return links


def _known_names(collection: Collection, names: tuple[str, ...] | None) -> tuple[str, ...] | None:
    known = [row.name for row in collection.properties]
    for name in names or ():
        if name not in known:
            raise BadParameter("properties", f"{name[:60]!r} is none of {', '.join(known)}")
    return names


def shaped(feature: dict[str, Any], crs: Crs, names: tuple[str, ...] | None) -> dict[str, Any]:
    """The feature, brought into a coordinate reference system, with only these properties."""
    geometry = feature["geometry"]
    if geometry is not None and crs is not CRS84:
        geometry["coordinates"] = list(crs.from_degrees(*geometry["coordinates"]))
    if names is not None:
        feature["properties"] = {name: feature["properties"][name] for name in names}
    return feature


def in_crs(response: Response, crs: Crs) -> Response:
    """The answer, saying what its coordinates are in."""
    response.headers["Content-Crs"] = f"<{crs.uri}>"
    return response


def _export(request: Request, here: Context, export: Export, query: Query, *, whole: bool) -> Response:
    path = f"{base(request)}/collections/incidents/items"
    store = here.store
    found: Iterable[Incident] | Iterable[bytes]
    if export.features is not None:
        found = store.each_feature(query) if whole else store.features(query).items
    else:
        found = store.each_incident(query) if whole else store.incidents(query).items
    days = "_".join(day.isoformat() if day else "open" for day in (query.start, query.end)) if query.start or query.end else None
    name = "-".join(part for part in ("incidents", days, *sorted(query.event_types)[:2], *sorted(query.statuses)[:2]) if part)
    return export_answer(
        request,
        export,
        found,
        name=name,
        address=address(path, given(request)),
        updated=store.summary().updated if export.name == "atom" else None,
        address_of=lambda incident_id: f"{path}/{quote(incident_id)}",
        write_map=map_writer(here),
    )


@router.api_route("/collections/{collection_id}/items/{item_id:path}", methods=["GET", "HEAD"])
def item(request: Request, collection_id: str, item_id: str, here: Here) -> Response:
    """One feature."""
    collection = collection_of(collection_id)
    found = values(request, (FORMAT, CRS))
    wanted, crs = format_of(request, found.get("f")), found.get("crs", CRS84)
    if not item_id or len(item_id) > MAX_TEXT or not item_id.isprintable():
        raise NotFound(f"no id in {collection.id} is like this one")
    check_fresh(request, here)
    feature = collection.get(here, item_id)
    root = base(request)
    feature["links"] = _links_of(request, collection, feature, wanted, root)
    if wanted is Format.HTML:
        return page("item.html", title=_title_of(feature), root=root, feature=feature, collection=collection)
    return in_crs(json_answer(shaped(feature, crs, None), GEOJSON), crs)


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
