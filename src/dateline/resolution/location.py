"""Where something happened, with how exact and how sure that is."""

from dataclasses import dataclass

from dateline.gazetteer.place import Place, PlaceKind
from dateline.geography import LonLat


@dataclass(frozen=True, slots=True)
class Location:
    """Where something happened. Precision (how fine) and confidence (how sure) are never one field."""

    place: Place
    point: LonLat
    uncertainty_km: float
    """It happened within this distance of `point`."""
    geo_precision: int
    """ACLED: 1 a named spot, 2 near it or in a part of a district, 3 a province or more."""
    where_prec: int
    """UCDP: 1 exact, 2 within about 25 km, 3 district, 4 province, 5 a line or a loose region, 6 country, 7 sea or air."""
    confidence: float
    """From 0 to 1: how likely it is that this is the right place."""

    @classmethod
    def of(cls, place: Place, confidence: float, *, near: bool = False) -> "Location":
        """The location that a place's kind implies; `near` when the words say only that it was close to the place."""
        geo_precision, where_prec = _PRECISIONS.get(place.kind, (1, 1))
        # A spot whose own point is known only roughly is no exact spot; a city is one, however far it reaches.
        rough = place.radius_km > 10 and not place.kind.is_settlement
        if where_prec == 1 and (near or rough):
            geo_precision, where_prec = 2, 2
        uncertainty = max(place.radius_km, 10.0 if near else 0.0)
        return cls(place, place.point, uncertainty, geo_precision, where_prec, confidence)


_PRECISIONS: dict[PlaceKind, tuple[int, int]] = {
    PlaceKind.CONTINENT: (3, 6),
    PlaceKind.COUNTRY: (3, 6),
    PlaceKind.ADMIN1: (3, 4),
    PlaceKind.ADMIN2: (2, 3),
    PlaceKind.REGION: (3, 5),
    PlaceKind.DESERT: (3, 5),
    PlaceKind.ROAD: (2, 5),
    PlaceKind.RIVER: (2, 5),
    PlaceKind.LAKE: (2, 5),
    PlaceKind.MOUNTAIN: (2, 2),
    PlaceKind.SEA: (3, 7),
    PlaceKind.RELATIVE: (2, 2),
}
