"""A place that a person points at, where the gazetteer has none."""

from dateline.gazetteer.gazetteer import Gazetteer
from dateline.gazetteer.place import Place, PlaceKind
from dateline.geography import LonLat

_NEAR_KM = 50.0
"""A settlement within this distance tells the country and the province, and a name where the person gives none."""
_AT_KM = 1.0


def pinned_place(gazetteer: Gazetteer, point: LonLat, *, name: str | None = None, radius_km: float = 1.0) -> Place:
    """The place at a point, named by the person or else after the settlement nearest to it."""
    point = LonLat(round(point.lon, 5), round(point.lat, 5))
    near = [(place, km) for place, km in gazetteer.nearest(point) if km <= _NEAR_KM]
    place, km = near[0] if near else (None, 0.0)
    if not name:
        at = f"{point.lat:.4f}, {point.lon:.4f}"
        name = at if place is None else place.name if km <= _AT_KM else f"{km:.0f} km from {place.name}"
    return Place(
        id=f"user:pin:{point.lon:.5f},{point.lat:.5f}",
        name=name,
        kind=PlaceKind.RELATIVE,
        point=point,
        radius_km=radius_km,
        country=place.country if place else None,
        admin1=place.admin1 if place else None,
        admin2=place.admin2 if place else None,
    )
