"""How likely a bare name means a place, before anything else is known."""

import math

from dateline.gazetteer.place import Place, PlaceKind

_IMPORTANCE: dict[PlaceKind, tuple[float, float]] = {
    PlaceKind.COUNTRY: (7.0, 0.3),
    PlaceKind.CONTINENT: (7.5, 0.0),
    PlaceKind.ADMIN1: (0.7, 0.7),
    PlaceKind.ADMIN2: (0.7, 0.5),
    PlaceKind.REGION: (4.6, 0.0),
    PlaceKind.SEA: (5.0, 0.0),
    PlaceKind.AIRFIELD: (2.0, 0.0),
    PlaceKind.NEIGHBORHOOD: (2.5, 0.3),
    PlaceKind.VILLAGE: (0.5, 0.9),
}
"""Importance is the first figure plus the second times log10(population)."""
_SETTLEMENT = (0.0, 1.0)
_OTHER = (3.8, 0.0)
_REPORTED = 3.7
"""What a settlement of the curated tables or of a user's own counts at least: it is there because reports name it, not for its people."""
ANOTHER_NAME = 0.8
"""What a place loses that has the name among its other names only."""
_AT_WAR = frozenset("AF AM AZ BF CD CF CM CO ET HT IQ LB LY ML MM MZ NE NG PK PS SD SO SS SY TD UA YE".split())  # noqa: SIM905  # a list reads worse
"""Countries within which wars have been fought since 2010: reports of a conflict name the villages there, not their namesakes elsewhere."""
_NAMED_IN_WAR = 0.5


def importance(place: Place, *, reported: bool = False) -> float:
    """How likely a bare name means this place before anything else is known; about log10 of its population, from 0 to 10.

    `reported` says that a curated table has the place, under whatever id.
    """
    base, weight = _IMPORTANCE.get(place.kind, _SETTLEMENT if place.kind.is_settlement else _OTHER)
    value = base + weight * math.log10(max(place.population, 0) + 1)
    if place.kind is PlaceKind.ADMIN1:
        value = max(value, 3.5)
    if place.kind.is_settlement and (reported or place.id.startswith(("dateline:", "user:"))):
        value = max(value, _REPORTED)
    return value + _NAMED_IN_WAR if place.country in _AT_WAR else value
