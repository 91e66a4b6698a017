"""Which places lie within which, and which are so large that naming them tells hardly anything."""

from dateline.gazetteer.place import Place, PlaceKind
from dateline.geography import distance_km

WIDE = frozenset({PlaceKind.COUNTRY, PlaceKind.CONTINENT})
_WIDE_KM = 8.0
"""A derived place at least so wide is a stretch of country, not a spot."""
_VAST_KM = 150.0
"""A region at least so wide says little more than its country does."""


def is_wide(place: Place) -> bool:
    """Whether the place is a country or about as large, so that hardly anything is told by it."""
    return place.kind in WIDE or (place.kind.is_area and place.radius_km >= _VAST_KM)


def contains(outer: Place, inner: Place) -> bool:
    """Whether the inner place lies in the outer one, as far as the gazetteer tells."""
    if outer.id == inner.id or _breadth(outer) <= _breadth(inner):
        return False
    if outer.kind is PlaceKind.COUNTRY:
        return inner.country is not None and inner.country == outer.country
    if outer.country and inner.country and outer.country != inner.country:
        return False
    if outer.kind is PlaceKind.ADMIN1 and inner.admin1 is not None and inner.kind is not PlaceKind.RELATIVE:
        if inner.admin1 in (outer.name, outer.admin1):
            return True
        # Names of provinces differ between sources: deep inside, the place is believed to lie there all the same.
        return distance_km(outer.point, inner.point) <= outer.radius_km * 0.5
    return distance_km(outer.point, inner.point) <= max(outer.radius_km, 5.0) * 1.15 and outer.radius_km > inner.radius_km


def _breadth(place: Place) -> int:
    match place.kind:
        case PlaceKind.CONTINENT:
            return 5
        case PlaceKind.COUNTRY:
            return 4
        case PlaceKind.ADMIN1 | PlaceKind.REGION | PlaceKind.DESERT | PlaceKind.SEA:
            return 3
        case PlaceKind.ADMIN2:
            return 2
        case PlaceKind.RELATIVE if place.radius_km >= _WIDE_KM:
            return 2
        case PlaceKind.CITY | PlaceKind.TOWN | PlaceKind.ISLAND | PlaceKind.RELATIVE | PlaceKind.MOUNTAIN:
            return 1
        case _:
            return 0
