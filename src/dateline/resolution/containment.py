"""Which place lies in which, as far as the gazetteer says."""

import math

from dateline.gazetteer.place import Place, PlaceKind


def lies_in(place: Place, area: Place) -> bool:
    """Whether a place lies in an area, as far as the gazetteer says."""
    if area.kind is PlaceKind.COUNTRY:
        return place.country == area.country
    if area.country is not None and place.country != area.country:
        return False
    if area.kind is PlaceKind.ADMIN1:
        return place.admin1 == area.name
    if area.kind is PlaceKind.ADMIN2 and place.admin2 == area.name:
        return True
    return rough_km(place, area) <= area.radius_km


def rough_km(a: Place, b: Place) -> float:
    """The distance between two places' points on a flat map, in kilometers: quick, and close enough within a few hundred."""
    east = (a.point.lon - b.point.lon + 180) % 360 - 180
    return 111.2 * math.hypot(a.point.lat - b.point.lat, east * math.cos(math.radians((a.point.lat + b.point.lat) / 2)))
