"""`/search`, `/reverse` and `/status` as Nominatim answers them, so that its clients work against Dateline as they are."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from fastapi import APIRouter, Request, Response

from dateline import __version__
from dateline.errors import BadInput, BadParameter, DatelineError, GazetteerMissing
from dateline.gazetteer.place import Place, PlaceKind
from dateline.geography import Bbox
from dateline.publishing.encoding import to_json
from dateline.resolution.address import preferred
from dateline.resolution.geocoding import MOST, FeatureType, Filters, Parts, find, find_at
from dateline.resolution.osm import TAGS, Details, number_of, record
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
    switch_parameter,
    text_parameter,
)
from dateline_api.nominatim_formats import FORMATS, error_of, in_format
from dateline_api.parameters import Parameter

router = APIRouter()

_DEFAULT_LIMIT = 10
_DEFAULT_FORMATS = {"/search": "jsonv2", "/reverse": "xml", "/status": "text"}
_LAYERS = ("address", "poi", "railway", "natural", "manmade")
_GEOMETRIES = {"polygon_geojson": "geojson", "polygon_text": "wkt", "polygon_svg": "svg", "polygon_kml": "kml"}


def _read_codes(text: str) -> tuple[str, ...]:
    codes = tuple(code.strip().upper() for code in text.split(",") if code.strip())
    for code in codes:
        if not re.fullmatch("[A-Z]{2}", code):
            raise BadInput(f"{code[:20]!r} is no ISO 3166-1 alpha-2 code")
    return codes


def _read_viewbox(text: str) -> Bbox:
    """Two corners, in any order: x1, y1, x2, y2; cut off at the edges of the world, as maps send more than it."""
    parts = text.split(",")
    if len(parts) != 4:
        raise BadInput("takes 4 numbers: the longitude and latitude of two corners")
    read = read_number(-1e6, 1e6)
    x1, y1, x2, y2 = (read(part) for part in parts)
    (west, east), (south, north) = sorted((x1, x2)), sorted((y1, y2))
    if east < -180 or west > 180 or north < -90 or south > 90:
        raise BadInput("lies outside of the world")
    return Bbox(max(west, -180), max(south, -90), min(east, 180), min(north, 90))


def _read_layers(text: str) -> frozenset[str]:
    layers = frozenset(part.strip() for part in text.split(",") if part.strip())
    for layer in layers:
        read_choice(*_LAYERS)(layer)
    return layers


def _read_numbers(text: str) -> frozenset[int]:
    return frozenset(int(part) for part in text.split(",")[:MOST] if re.fullmatch(r"\s*[0-9]{1,18}\s*", part))


def _format(path: str) -> Parameter:
    schema = {"type": "string", "enum": [*FORMATS], "default": _DEFAULT_FORMATS[path]}
    return Parameter("format", "What the answer is written as.", schema, read_choice(*FORMATS))


_LANGUAGE = Parameter(
    "accept-language",
    "Languages of the names, best first, as in the header of this name. Countries are named in all, places where a script tells it.",
    {"type": "string"},
    preferred,
)
_SHARED = (
    _LANGUAGE,
    switch_parameter("addressdetails", "Whether the address is told in parts."),
    switch_parameter("namedetails", "Whether the other names are told."),
    switch_parameter("extratags", "Whether more is told: the population."),
    *(switch_parameter(name, "The geometry in this form; always a point, for Dateline keeps no outlines.") for name in _GEOMETRIES),
    Parameter("layer", "Only places of these layers, separated by commas.", {"type": "string"}, _read_layers, listed=True),
)
SEARCH = (
    text_parameter(
        "q", "What is looked for: a name, with where it lies behind commas. Not together with the parts of an address.", "Idlib"
    ),
    text_parameter("street", "A quarter, base or other place in the city; streets are not known, the city answers then."),
    text_parameter("city", "A settlement of any size."),
    text_parameter("county", "A second-level unit."),
    text_parameter("state", "A first-level unit."),
    text_parameter("country", "A country, by name or code."),
    text_parameter("postalcode", "Not looked at."),
    _format("/search"),
    Parameter(
        "limit",
        f"At most so many results; more than {MOST} is taken as {MOST}.",
        {"type": "integer", "minimum": 1, "maximum": MOST, "default": _DEFAULT_LIMIT},
        read_whole(1, MOST, clamped=True),
    ),
    Parameter(
        "countrycodes",
        "Only in these countries: ISO 3166-1 alpha-2 codes, separated by commas.",
        {"type": "string"},
        _read_codes,
        listed=True,
    ),
    Parameter("viewbox", "Results in this box come first: x1, y1, x2, y2 of two corners.", {"type": "string"}, _read_viewbox),
    switch_parameter("bounded", "Whether only results in the viewbox are wanted."),
    Parameter("featureType", "Only results of this type.", {"type": "string", "enum": [*FeatureType]}, read_choice(*FeatureType)),
    Parameter(
        "exclude_place_ids",
        "Results that are known already, by place_id, separated by commas.",
        {"type": "string"},
        _read_numbers,
        listed=True,
    ),
    *_SHARED,
)
REVERSE = (
    degrees_parameter("lat", 90, "Latitude in degrees, WGS 84.", 35.93),
    degrees_parameter("lon", 180, "Longitude in degrees, WGS 84.", 36.63),
    _format("/reverse"),
    Parameter(
        "zoom",
        "How fine: 3 a country, 5 a state, 8 a county, 10 a city or town, 13 also villages, 14 and more also neighborhoods.",
        {"type": "integer", "minimum": 0, "maximum": 18, "default": 18},
        read_whole(0, 18, clamped=True),
    ),
    *_SHARED,
)
STATUS = (
    Parameter("format", "Text or JSON.", {"type": "string", "enum": ["text", "json"], "default": "text"}, read_choice("text", "json")),
)


def _in_shape(endpoint: Callable[..., Response]) -> Callable[..., Response]:
    """Answers errors as Nominatim does: in the format that was asked for."""

    @wraps(endpoint)
    def answered(request: Request, here: Here) -> Response:
        try:
            return endpoint(request, here)
        except DatelineError as error:
            wanted = request.query_params.get("format") or _DEFAULT_FORMATS.get(request.scope["path"], "json")
            return error_of(status_of(error), str(error), wanted)

    return answered


@router.api_route("/search", methods=["GET", "HEAD"])
@_in_shape
def search(request: Request, here: Here) -> Response:
    """Places of a name, best first."""
    found = known_values(request, SEARCH)
    parts = Parts(*(found.get(name, "") for name in ("street", "city", "county", "state", "country", "postalcode")))
    if found.get("q") and parts:
        raise BadParameter("q", "is a query of its own; give it or the parts of an address")
    if not found.get("q") and not parts:
        raise BadParameter("q", "nothing to search for: give q, or street, city, county, state or country")
    wanted = found.get("q") or parts
    feature, layers = found.get("featureType"), found.get("layer")
    filters = Filters.of(found.get("countrycodes", ()), found.get("viewbox"), bounded=found.get("bounded", False), feature=feature)
    if layers is not None:
        kinds = filters.kinds or frozenset(PlaceKind)
        filters = Filters(filters.countries, filters.view, filters.bounded, frozenset(kind for kind in kinds if TAGS[kind].layer in layers))
    limit, known = found.get("limit", _DEFAULT_LIMIT), found.get("exclude_place_ids", frozenset())
    gazetteer = here.pipeline.gazetteer
    matches = find(gazetteer, wanted, filters, limit=limit + len(known))
    places = [match.place for match in matches if number_of(match.place) not in known][:limit]
    return _answer(request, here, found, places, found.get("format", _DEFAULT_FORMATS["/search"]), query=str(wanted))


@router.api_route("/reverse", methods=["GET", "HEAD"])
@_in_shape
def reverse(request: Request, here: Here) -> Response:
    """What lies at a point: the nearest settlement, or the unit that holds it."""
    found = known_values(request, REVERSE)
    point = point_of(found, required=True)
    assert point is not None
    found.setdefault("addressdetails", True)
    places = [nearby.place for nearby in find_at(here.pipeline.gazetteer, point, zoom=found.get("zoom", 18))]
    if "layer" in found:
        places = [place for place in places if TAGS[place.kind].layer in found["layer"]]
    return _answer(
        request, here, found, places, found.get("format", _DEFAULT_FORMATS["/reverse"]), query=f"{point.lat},{point.lon}", reverse=True
    )


@router.api_route("/status", methods=["GET", "HEAD"])
@_in_shape
def status(request: Request, here: Here) -> Response:
    """Whether the geocoder is ready, and how new its gazetteer is."""
    info = here.pipeline.gazetteer.info()
    if not info.places:
        raise GazetteerMissing("the gazetteer is empty")
    if known_values(request, STATUS).get("format", _DEFAULT_FORMATS["/status"]) == "text":
        return Response("OK", media_type="text/plain")
    body = {
        "status": 0,
        "message": "OK",
        "data_updated": info.built,
        "software_version": __version__,
        "database_version": info.version,
    }
    return Response(to_json(body), media_type="application/json")


@router.api_route("/lookup", methods=["GET", "HEAD"], include_in_schema=False)
@_in_shape
def lookup(request: Request, here: Here) -> Response:  # noqa: ARG001  # the decorator's signature
    """Always refused: the gazetteer's places have no OpenStreetMap ids."""
    raise BadParameter("osm_ids", "Dateline's places have no OpenStreetMap ids; ask /search, or /api/collections/places")


def _answer(
    request: Request, here: Here, found: dict[str, Any], places: list[Place], form: str, *, query: str, reverse: bool = False
) -> Response:
    languages = languages_of(request, found.get("accept-language"))
    geometry = next((name for parameter, name in _GEOMETRIES.items() if found.get(parameter)), None)
    wanted = {name: bool(found.get(name)) for name in ("addressdetails", "namedetails", "extratags")}
    # Its own form of GeoJSON has the geometry anyway, and geocodejson always tells the address.
    details = Details(
        wanted["addressdetails"] or form == "geocodejson",
        wanted["namedetails"],
        wanted["extratags"],
        None if form in ("geojson", "geocodejson") else geometry,
    )
    records = [record(here.pipeline.gazetteer, place, languages, details) for place in places]
    return in_format(form, records, places, query=query, reverse=reverse)
