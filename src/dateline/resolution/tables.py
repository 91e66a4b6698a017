"""The candidates of one name as columns of numbers, made once for a name, so that a report is scored as a whole."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dateline.gazetteer.gazetteer import NameMatch
from dateline.gazetteer.place import Place, PlaceKind
from dateline.resolution.candidates import Option
from dateline.resolution.weights import FROM_THE_NAME

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_MANY = 100_000
"""Inhabitants: a town with fewer, in a land that the report does not tell of, is no likely reading."""
_SITES = frozenset(
    {
        PlaceKind.AIRFIELD,
        PlaceKind.MILITARY_BASE,
        PlaceKind.NAVAL_BASE,
        PlaceKind.CROSSING,
        PlaceKind.CAMP,
        PlaceKind.FACILITY,
        PlaceKind.DAM,
        PlaceKind.OIL_FIELD,
        PlaceKind.POWER_PLANT,
        PlaceKind.PRISON,
    }
)
_REGIONS = frozenset(
    {PlaceKind.REGION, PlaceKind.SEA, PlaceKind.DESERT, PlaceKind.MOUNTAIN, PlaceKind.RIVER, PlaceKind.LAKE, PlaceKind.ISLAND}
)
_GREAT = frozenset({PlaceKind.COUNTRY, PlaceKind.CONTINENT, PlaceKind.SEA})
_LANDS = frozenset({PlaceKind.COUNTRY, PlaceKind.CONTINENT})
_SETTLEMENTS = frozenset(kind for kind in PlaceKind if kind.is_settlement)


_WIDTH = len(FROM_THE_NAME)
VECTOR = slice(_WIDTH, _WIDTH + 3)
"""A unit vector from the middle of the earth."""
COUNTRY, PROVINCE, VOTES, SMALL, LOOSE, UNIT, SPOT = range(_WIDTH + 3, _WIDTH + 10)
"""The number of the country, -1 for none; that of the first-level unit, a unit's own number for itself; how much a mention of the place
speaks for its country; and, as 1 or 0, whether it is a small settlement or a site, whether the name met in another spelling or without its
generic word, whether it is a first-level unit, which has no unit around it, and whether it is no country or other great area."""


@dataclass(frozen=True, slots=True, eq=False)
class OptionTable:
    """The options of a name, row by row."""

    options: tuple[Option, ...]
    columns: Floats
    """One for each of `FROM_THE_NAME`, then those named above."""

    def __len__(self) -> int:
        return len(self.options)

    @property
    def vectors(self) -> Floats:
        """Unit vectors from the middle of the earth."""
        return self.columns[:, VECTOR]


class Numbering:
    """Numbers for countries and first-level units; grows by what the gazetteer holds and no further."""

    def __init__(self) -> None:
        self.countries: dict[str, int] = {}
        self.provinces: dict[tuple[str, str], int] = {}

    def country(self, code: str | None) -> int:
        """The number of a country; -1 for None."""
        return -1 if code is None else self.countries.setdefault(code, len(self.countries))

    def province(self, place: Place) -> int:
        """The number of the first-level unit of a place; -1 where it is not known."""
        name = place.name if place.kind is PlaceKind.ADMIN1 else place.admin1
        return -1 if name is None or place.country is None else self.provinces.setdefault((place.country, name), len(self.provinces))


def table_of(options: Sequence[Option], numbering: Numbering, *, words: int = 1) -> OptionTable:
    """The table of options; `words` is the number of words of the name."""
    places = [option.place for option in options]
    largest = max((math.log10(1 + place.population) for place in places if place.kind.is_settlement), default=0.0)
    # In other scripts no place has its main name: there, another name says nothing against a place.
    named = any(option.primary for option in options)
    rows = [_row(option, largest, len(options), words, numbering, named=named) for option in options]
    return OptionTable(tuple(options), np.array(rows, dtype=np.float64).reshape(len(options), SPOT + 1))


def _is_small(place: Place) -> bool:
    if place.id.startswith("user:"):
        return False
    return place.kind in _SITES or (place.kind in _SETTLEMENTS and place.population < _MANY)


def _row(option: Option, largest: float, count: int, words: int, numbering: Numbering, *, named: bool) -> tuple[float, ...]:
    place, how = option.place, option.how
    kind, point = place.kind, place.point
    settled = kind in _SETTLEMENTS
    told = math.log10(1 + place.population)
    province = kind is PlaceKind.ADMIN1
    lon, lat = math.radians(point.lon), math.radians(point.lat)
    across = math.cos(lat)
    return (
        option.prior,
        told / 3 if settled else 0.0,
        settled and place.population == 0,
        (largest - told) / 3 if settled else 0.0,
        kind in _LANDS,
        province,
        kind is PlaceKind.ADMIN2,
        kind in _REGIONS,
        kind is PlaceKind.NEIGHBORHOOD,
        kind in _SITES,
        place.id.startswith("dateline:"),
        how is NameMatch.NORMALIZED,
        how is NameMatch.GENERIC,
        settled and named and not option.primary,
        words > 1,
        count == 1,
        across * math.cos(lon),
        across * math.sin(lon),
        math.sin(lat),
        numbering.country(place.country),
        numbering.province(place),
        1.5 if kind is PlaceKind.COUNTRY else 1.0,
        _is_small(place),
        how in (NameMatch.NORMALIZED, NameMatch.FUZZY),
        province,
        kind not in _GREAT,
    )
