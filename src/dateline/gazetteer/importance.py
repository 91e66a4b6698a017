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


def importance(place: Place) -> float:
    """How likely a bare name means this place before anything else is known; about log10 of its population, from 0 to 10."""
    base, weight = _IMPORTANCE.get(place.kind, _SETTLEMENT if place.kind.is_settlement else _OTHER)
    value = base + weight * math.log10(max(place.population, 0) + 1)
    if place.kind is PlaceKind.ADMIN1:
        value = max(value, 3.5)
    # A settlement of the curated tables or of a user's own is there because reports name it; its people are not counted.
    return max(value, 3.3) if place.kind.is_settlement and place.id.startswith(("dateline:", "user:")) else value
