"""Which units a place lies in, when its source does not say: those of the nearest settlement of its country."""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from dateline.gazetteer.place import Place, PlaceKind

_ACROSS_UNITS = frozenset({PlaceKind.COUNTRY, PlaceKind.CONTINENT, PlaceKind.SEA, PlaceKind.ADMIN1, PlaceKind.ROAD, PlaceKind.RIVER})
_WIDEST = 60.0
"""A place that reaches further than this, in kilometers, lies in several units."""


class UnitFinder:
    """Finds the nearest settlement of a country among some places."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._cells: defaultdict[tuple[int, int], list[Place]] = defaultdict(list)
        for place in places:
            if place.kind.is_settlement and place.admin1:
                self._cells[round(place.point.lon), round(place.point.lat)].append(place)

    def completed(self, place: Place) -> Place:
        """The place with the units of the nearest settlement within about 100 km, where it has none and lies in one."""
        if place.admin1 or not place.country or place.kind in _ACROSS_UNITS or place.radius_km > _WIDEST:
            return place
        lon, lat = round(place.point.lon), round(place.point.lat)
        around = [
            other
            for column in (lon - 1, lon, lon + 1)
            for row in (lat - 1, lat, lat + 1)
            for other in self._cells.get((column, row), ())
            if other.country == place.country
        ]
        if not around:
            return place
        shrink = math.cos(math.radians(place.point.lat))
        nearest = min(around, key=lambda other: math.hypot((other.point.lon - place.point.lon) * shrink, other.point.lat - place.point.lat))
        return replace(place, admin1=nearest.admin1, admin2=nearest.admin2)
