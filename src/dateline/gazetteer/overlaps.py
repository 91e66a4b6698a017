"""Which places of two sources are one place: a name in common, near by, of a like kind."""

from collections import defaultdict
from collections.abc import Iterable

from dateline.gazetteer.place import Place, PlaceKind
from dateline.gazetteer.writing import keys_of
from dateline.geography import distance_km

SAME_KM = 8.0
"""Two places of one name this near are one, unless they reach further themselves."""
_FURTHEST_KM = 30.0
_CELL = 0.5
_ALIKE = (
    frozenset({PlaceKind.CITY, PlaceKind.TOWN, PlaceKind.VILLAGE, PlaceKind.NEIGHBORHOOD, PlaceKind.CAMP}),
    frozenset({PlaceKind.AIRFIELD, PlaceKind.MILITARY_BASE}),
    frozenset({PlaceKind.MILITARY_BASE, PlaceKind.NAVAL_BASE}),
    frozenset({PlaceKind.DAM, PlaceKind.POWER_PLANT}),
    frozenset({PlaceKind.FACILITY, PlaceKind.POWER_PLANT, PlaceKind.OIL_FIELD}),
    frozenset({PlaceKind.REGION, PlaceKind.DESERT, PlaceKind.MOUNTAIN}),
)


def alike(one: PlaceKind, other: PlaceKind) -> bool:
    """Whether two sources may mean the same place by these kinds.

    >>> alike(PlaceKind.TOWN, PlaceKind.VILLAGE), alike(PlaceKind.TOWN, PlaceKind.ADMIN2)
    (True, False)
    """
    return one is other or any(one in kinds and other in kinds for kinds in _ALIKE)


class Overlaps:
    """Finds places among some by name and point."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._by_key: defaultdict[str, list[Place]] = defaultdict(list)
        self._cells: set[tuple[int, int]] = set()
        for place in places:
            for key, _ in keys_of(place):
                self._by_key[key].append(place)
            column, row = _cell(place)
            self._cells |= {(column + x, row + y) for x in (-1, 0, 1) for y in (-1, 0, 1)}

    def same(self, place: Place) -> Place | None:
        """The nearest place that is the same one."""
        if _cell(place) not in self._cells:
            return None
        best: tuple[float, Place] | None = None
        for key, _ in keys_of(place):
            for other in self._by_key.get(key, ()):
                if not alike(place.kind, other.kind) or (place.country and other.country and place.country != other.country):
                    continue
                away = distance_km(place.point, other.point)
                if away <= min(max(SAME_KM, place.radius_km, other.radius_km), _FURTHEST_KM) and (best is None or away < best[0]):
                    best = (away, other)
        return None if best is None else best[1]


def _cell(place: Place) -> tuple[int, int]:
    return int(place.point.lon // _CELL), int(place.point.lat // _CELL)
