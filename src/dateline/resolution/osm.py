"""A place as Nominatim tells one: OpenStreetMap's words for its kind, and the record that its clients read."""

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dateline.gazetteer.gazetteer import Gazetteer
from dateline.gazetteer.importance import importance
from dateline.gazetteer.place import Place, PlaceKind
from dateline.geography import Bbox
from dateline.resolution.address import Address, address_of

LICENSE = (
    "Data © GeoNames contributors, CC BY 4.0, https://www.geonames.org; Natural Earth, public domain; "
    "and others that Dateline's SOURCES.md names"
)
_KM_A_DEGREE = 111.195
_DECIMALS = 5
"""Of a degree: about a meter."""


@dataclass(frozen=True, slots=True)
class Tag:
    """OpenStreetMap's words for a kind of place."""

    key: str
    value: str
    level: str
    """The place's own line in an address: city, state, aeroway."""
    rank: int
    """Nominatim's place rank: 4 is a country, 30 a single object."""
    layer: str = "address"
    """Nominatim's layer: address, poi, natural or manmade."""


_K = PlaceKind
TAGS: dict[PlaceKind, Tag] = {
    _K.COUNTRY: Tag("boundary", "administrative", "country", 4),
    _K.ADMIN1: Tag("boundary", "administrative", "state", 8),
    _K.ADMIN2: Tag("boundary", "administrative", "county", 12),
    _K.CITY: Tag("place", "city", "city", 16),
    _K.TOWN: Tag("place", "town", "town", 18),
    _K.VILLAGE: Tag("place", "village", "village", 19),
    _K.NEIGHBORHOOD: Tag("place", "neighbourhood", "neighbourhood", 24),
    _K.AIRFIELD: Tag("aeroway", "aerodrome", "aeroway", 30, "poi"),
    _K.MILITARY_BASE: Tag("military", "base", "military", 30, "poi"),
    _K.NAVAL_BASE: Tag("military", "naval_base", "military", 30, "poi"),
    _K.CROSSING: Tag("barrier", "border_control", "barrier", 30, "manmade"),
    _K.CAMP: Tag("amenity", "refugee_site", "amenity", 30, "poi"),
    _K.FACILITY: Tag("man_made", "works", "man_made", 30, "manmade"),
    _K.DAM: Tag("waterway", "dam", "waterway", 30, "manmade"),
    _K.OIL_FIELD: Tag("landuse", "industrial", "industrial", 30, "manmade"),
    _K.POWER_PLANT: Tag("power", "plant", "power", 30, "manmade"),
    _K.PRISON: Tag("amenity", "prison", "amenity", 30, "poi"),
    _K.ROAD: Tag("highway", "road", "road", 26),
    _K.RIVER: Tag("waterway", "river", "waterway", 22, "natural"),
    _K.LAKE: Tag("natural", "water", "water", 22, "natural"),
    _K.SEA: Tag("place", "sea", "sea", 2, "natural"),
    _K.ISLAND: Tag("place", "island", "island", 17, "natural"),
    _K.MOUNTAIN: Tag("natural", "peak", "peak", 22, "natural"),
    _K.DESERT: Tag("natural", "desert", "desert", 22, "natural"),
    _K.REGION: Tag("place", "region", "region", 10),
    _K.CONTINENT: Tag("place", "continent", "continent", 2),
    _K.RELATIVE: Tag("place", "locality", "locality", 25),
}


def number_of(place: Place) -> int:
    """A stable number for a place's id, below 2^48 so that every JSON reader keeps it whole."""
    return int.from_bytes(hashlib.blake2b(place.id.encode("utf-8", "replace"), digest_size=6).digest(), "big")


def weight_of(place: Place) -> float:
    """The place's importance from 0 to 1."""
    return round(min(max(importance(place) / 10, 0.0), 1.0), 4)


def extent_of(place: Place) -> Bbox:
    """The box around the circle that the place fills; cut off at the poles and at the 180° meridian."""
    point, reach = place.point, max(place.radius_km, 0.1) / _KM_A_DEGREE
    width = min(reach / max(math.cos(math.radians(point.lat)), 1e-6), 180.0)
    west, east = max(point.lon - width, -180.0), min(point.lon + width, 180.0)
    return Bbox(west, max(point.lat - reach, -90.0), east, min(point.lat + reach, 90.0))


@dataclass(frozen=True, slots=True)
class Details:
    """What a record tells beyond the place itself."""

    address: bool = False
    names: bool = False
    extra: bool = False
    geometry: str | None = None
    """`geojson`, `wkt`, `svg` or `kml`; always of the place's point, for Dateline keeps no outlines."""


def record(gazetteer: Gazetteer, place: Place, languages: Sequence[str] = (), details: Details | None = None) -> dict[str, Any]:
    """A place as a result in Nominatim's format `json`; `gazetteer_id` is the id in Dateline's gazetteer.

    There is no `osm_type` and `osm_id`: the place is not OpenStreetMap's, and a made-up id would name another object there.
    """
    details = details or Details()
    tag, box, address = TAGS[place.kind], extent_of(place), address_of(gazetteer, place, languages)
    edges = (box.south, box.north, box.west, box.east)
    found: dict[str, Any] = {
        "place_id": number_of(place),
        "licence": LICENSE,
        "lat": _degrees(place.point.lat),
        "lon": _degrees(place.point.lon),
        "class": tag.key,
        "type": tag.value,
        "place_rank": tag.rank,
        "importance": weight_of(place),
        "addresstype": tag.level,
        "name": address.name,
        "display_name": address.label,
        "boundingbox": [_degrees(edge) for edge in edges],
        "gazetteer_id": place.id,
    }
    if details.address:
        found["address"] = address_lines(place, address)
    if details.extra:
        found["extratags"] = {"population": str(place.population)} if place.population else {}
    if details.names:
        found["namedetails"] = {"name": place.name} | ({"alt_name": ";".join(place.names)} if place.names else {})
    if details.geometry:
        found |= _geometry(place, details.geometry)
    return found


def address_lines(place: Place, address: Address) -> dict[str, str]:
    """The lines of an address under Nominatim's names, from small to large."""
    lines = {TAGS[place.kind].level: address.name}
    for level, name in (("county", address.county), ("state", address.state), ("country", address.country)):
        if name:
            lines.setdefault(level, name)
    if address.country_code:
        lines["country_code"] = address.country_code.lower()
    return lines


def _degrees(value: float) -> str:
    return f"{value:.{_DECIMALS}f}"


def _geometry(place: Place, form: str) -> dict[str, Any]:
    lon, lat = _degrees(place.point.lon), _degrees(place.point.lat)
    if form == "geojson":
        return {"geojson": {"type": "Point", "coordinates": [float(lon), float(lat)]}}
    if form == "wkt":
        return {"geotext": f"POINT({lon} {lat})"}
    if form == "svg":
        return {"svg": f'cx="{lon}" cy="{_degrees(-place.point.lat)}"'}
    return {"geokml": f"<Point><coordinates>{lon},{lat}</coordinates></Point>"}
