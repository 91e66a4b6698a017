"""`/photon/api` and `/photon/reverse` as Photon answers them, so that its clients work against Dateline as they are."""

import re
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from fastapi import APIRouter, Request, Response

from dateline.errors import BadInput, BadParameter, DatelineError
from dateline.gazetteer.place import Place, PlaceKind
from dateline.geography import Bbox, LonLat, offset
from dateline.publishing.encoding import to_json
from dateline.publishing.forms import DECIMALS
from dateline.resolution.address import address_of, preferred
from dateline.resolution.geocoding import MOST, Filters, find, find_at
from dateline.resolution.osm import TAGS, Tag, extent_of
from dateline_api.context import Here
from dateline_api.errors import status_of
from dateline_api.geocoding import (
    degrees_parameter,
    known_values,
    languages_of,
    point_of,
    read_choice,
    read_number,
    read_whole,
    text_parameter,
)
from dateline_api.parameter_values import read_bbox
from dateline_api.parameters import Parameter, given

router = APIRouter(prefix="/photon")

_NEAR_KM = 200.0
"""Around the point that a search is biased to."""
_LAYERS = ("house", "street", "locality", "district", "city", "county", "state", "country", "other")
_LAYER = {
    PlaceKind.COUNTRY: "country",
    PlaceKind.ADMIN1: "state",
    PlaceKind.ADMIN2: "county",
    PlaceKind.CITY: "city",
    PlaceKind.TOWN: "city",
    PlaceKind.VILLAGE: "city",
    PlaceKind.NEIGHBORHOOD: "district",
}
_TAG_FILTER = re.compile(r"(!?)([a-z_]*)(?::(!?)([a-z_]+))?")


def _read_language(text: str) -> tuple[str, ...]:
    """`default` is the main name."""
    languages = preferred(text)
    if not languages and text != "default":
        raise BadInput(f"{text[:20]!r} is no language")
    return languages


def _limit(most: int) -> Parameter:
    schema = {"type": "integer", "minimum": 1, "maximum": most}
    return Parameter("limit", "At most so many results.", schema, read_whole(1, most, clamped=True))


_LANG = Parameter("lang", "The language of the names; default is the main name.", {"type": "string"}, _read_language)
_OSM_TAG = Parameter(
    "osm_tag",
    "Only results with this tag: key, key:value, :value; or without it, with ! before one of them. May be repeated.",
    {"type": "string"},
    str,
)
_LAYER_PARAMETER = Parameter(
    "layer", "Only results of this layer. May be repeated.", {"type": "string", "enum": [*_LAYERS]}, read_choice(*_LAYERS)
)
SEARCH = (
    text_parameter("q", "What is looked for: a name, with where it lies behind commas.", "Idlib"),
    _limit(MOST),
    _LANG,
    Parameter("bbox", "Only results in this box: west, south, east, north.", {"type": "string"}, read_bbox),
    degrees_parameter("lat", 90, "With lon: results near this point come first."),
    degrees_parameter("lon", 180, "With lat: results near this point come first."),
    _OSM_TAG,
    _LAYER_PARAMETER,
)
REVERSE = (
    degrees_parameter("lat", 90, "Latitude in degrees, WGS 84.", 35.93),
    degrees_parameter("lon", 180, "Longitude in degrees, WGS 84.", 36.63),
    _limit(MOST),
    _LANG,
    Parameter(
        "radius", "Settlements count within so many kilometers.", {"type": "number", "minimum": 0, "maximum": 5000}, read_number(0, 5000)
    ),
    _OSM_TAG,
    _LAYER_PARAMETER,
)


def _in_shape(endpoint: Callable[..., Response]) -> Callable[..., Response]:
    """Answers errors as Photon does: as a message."""

    @wraps(endpoint)
    def answered(request: Request, here: Here) -> Response:
        try:
            return endpoint(request, here)
        except DatelineError as error:
            return Response(to_json({"message": str(error)}), status_of(error), media_type="application/json")

    return answered


@router.api_route("/api", methods=["GET", "HEAD"])
@router.api_route("/api/", methods=["GET", "HEAD"], include_in_schema=False)
@_in_shape
def search(request: Request, here: Here) -> Response:
    """Places of a name as features, best first."""
    found = known_values(request, SEARCH)
    if not found.get("q"):
        raise BadParameter("q", "missing search term")
    near, box = point_of(found, required=False), found.get("bbox")
    filters = Filters(view=box or (_around(near) if near else None), bounded=box is not None, kinds=_kinds(request))
    matches = find(here.pipeline.gazetteer, found["q"], filters, limit=found.get("limit", 15))
    return _features(request, here, found, [match.place for match in matches])


@router.api_route("/reverse", methods=["GET", "HEAD"])
@_in_shape
def reverse(request: Request, here: Here) -> Response:
    """What lies at a point, as features, nearest first."""
    found = known_values(request, REVERSE)
    point = point_of(found, required=True)
    assert point is not None
    limit, kinds = found.get("limit", 1), _kinds(request)
    reach = {"reach_km": found["radius"]} if "radius" in found else {}
    around = find_at(here.pipeline.gazetteer, point, limit=limit if kinds is None else MOST, **reach)
    return _features(request, here, found, [nearby.place for nearby in around if kinds is None or nearby.place.kind in kinds][:limit])


def _kinds(request: Request) -> frozenset[PlaceKind] | None:
    """The kinds of place that the repeatable filters leave; None when there are no filters."""
    pairs = given(request)
    layers = {text for name, text in pairs if name == "layer" and text}
    for layer in layers:
        if layer not in _LAYERS:
            raise BadParameter("layer", f"{layer[:40]!r} is none of {', '.join(_LAYERS)}")
    tests = [_tag_test(text) for name, text in pairs if name == "osm_tag" and text]
    if not layers and not tests:
        return None
    return frozenset(
        kind
        for kind, tag in TAGS.items()
        if (not layers or _LAYER.get(kind, "other") in layers)
        and all(test(tag) for wanted, test in tests if not wanted)
        and (any(test(tag) for wanted, test in tests if wanted) or not any(wanted for wanted, _ in tests))
    )


def _tag_test(text: str) -> tuple[bool, Callable[[Tag], bool]]:
    """Whether a filter says what is wanted (else what is not), and what passes it."""
    found = _TAG_FILTER.fullmatch(text.strip()[:100])
    if not found or not (found[2] or found[4]):
        raise BadParameter("osm_tag", f"{text[:40]!r} is none of key, key:value, :value, !key, !key:value, key:!value, :!value")
    no_key, key, no_value, value = found.groups()

    def is_it(tag: Tag) -> bool:
        return (not key or tag.key == key) and (not value or tag.value == value)

    if no_key or (no_value and not key):
        return False, lambda tag: not is_it(tag)
    if no_value:
        return True, lambda tag: tag.key == key and tag.value != value
    return True, is_it


def _around(point: LonLat) -> Bbox:
    north, south = (offset(point, bearing, _NEAR_KM).lat if abs(point.lat) < 88 else point.lat for bearing in (0, 180))
    return Bbox(offset(point, 270, _NEAR_KM).lon, south, offset(point, 90, _NEAR_KM).lon, north)


def _features(request: Request, here: Here, found: dict[str, Any], places: Iterable[Place]) -> Response:
    languages = languages_of(request, found.get("lang"))
    body = {"type": "FeatureCollection", "features": [_feature(here, place, languages) for place in places]}
    return Response(to_json(body), media_type="application/json")


def _feature(here: Here, place: Place, languages: tuple[str, ...]) -> dict[str, Any]:
    """Without `osm_id` and `osm_type`: the place is not OpenStreetMap's."""
    tag, address, box = TAGS[place.kind], address_of(here.pipeline.gazetteer, place, languages), extent_of(place)
    properties: dict[str, Any] = {
        "osm_key": tag.key,
        "osm_value": tag.value,
        "type": _LAYER.get(place.kind, "other"),
        "name": address.name,
        "county": address.county,
        "state": address.state,
        "country": address.country,
        "countrycode": address.country_code,
        "extent": [round(edge, DECIMALS) for edge in (box.west, box.north, box.east, box.south)],
        "gazetteer_id": place.id,
    }
    point = {"type": "Point", "coordinates": [round(place.point.lon, DECIMALS), round(place.point.lat, DECIMALS)]}
    return {"type": "Feature", "geometry": point, "properties": {name: value for name, value in properties.items() if value is not None}}
