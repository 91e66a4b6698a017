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

_SMALL = 100_000
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


@dataclass(frozen=True, slots=True, eq=False)
class OptionTable:
    """The options of a name, row by row."""

    options: tuple[Option, ...]
    evidence: Floats
    """One column for each of `FROM_THE_NAME`."""
    vectors: Floats
    """Unit vectors from the middle of the earth."""
    country: Ints
    """Numbers that stand for countries; -1 for none."""
    province: Ints
    """Numbers that stand for first-level units; -1 for none, a unit's own number for itself."""
    votes: Floats
    """How much a mention of the place speaks for its country."""
    small: Floats
    """1 for small settlements and for sites, else 0."""
    loose: Floats
    """1 where the name met in another spelling or without its generic word, else 0."""
    unit: Floats
    """1 for first-level units, which have no unit around them, else 0."""
    spot: Floats
    """1 for what is no country or other great area."""

    def __len__(self) -> int:
        return len(self.options)


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
    rows = [_evidence(option, largest, len(options), words, named=named) for option in options]
    return OptionTable(
        tuple(options),
        np.array(rows, dtype=np.float64).reshape(len(options), len(FROM_THE_NAME)),
        vectors_of(places),
        np.array([numbering.country(place.country) for place in places], dtype=np.int64),
        np.array([numbering.province(place) for place in places], dtype=np.int64),
        np.array([1.5 if place.kind is PlaceKind.COUNTRY else 1.0 for place in places]),
        np.array([_is_small(place) for place in places], dtype=np.float64),
        np.array([option.how in (NameMatch.NORMALIZED, NameMatch.FUZZY) for option in options], dtype=np.float64),
        np.array([place.kind is PlaceKind.ADMIN1 for place in places], dtype=np.float64),
        np.array([place.kind not in _GREAT for place in places], dtype=np.float64),
    )


def vectors_of(places: Sequence[Place]) -> Floats:
    """Unit vectors from the middle of the earth to the places."""
    if not places:
        return np.zeros((0, 3))
    lonlat = np.radians(np.array([(place.point.lon, place.point.lat) for place in places]))
    lon, lat = lonlat[:, 0], lonlat[:, 1]
    return np.column_stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)))


def _is_small(place: Place) -> bool:
    if place.id.startswith("user:"):
        return False
    return place.kind in _SITES or (place.kind.is_settlement and place.population < _SMALL)


def _evidence(option: Option, largest: float, count: int, words: int, *, named: bool) -> list[float]:
    place, kind = option.place, option.place.kind
    settled = kind.is_settlement
    told = math.log10(1 + place.population)
    return [
        option.prior,
        told / 3 if settled else 0.0,
        float(settled and place.population == 0),
        (largest - told) / 3 if settled else 0.0,
        float(kind in (PlaceKind.COUNTRY, PlaceKind.CONTINENT)),
        float(kind is PlaceKind.ADMIN1),
        float(kind is PlaceKind.ADMIN2),
        float(kind in _REGIONS),
        float(kind is PlaceKind.NEIGHBORHOOD),
        float(kind in _SITES),
        float(place.id.startswith("dateline:")),
        float(option.how is NameMatch.NORMALIZED),
        float(option.how is NameMatch.GENERIC),
        float(settled and named and not option.primary),
        float(words > 1),
        float(count == 1),
    ]
