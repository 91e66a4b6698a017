"""Points, boxes, distances and bearings on the Earth. Longitude comes first everywhere but at geopy's door."""

import math
from dataclasses import dataclass

from geopy.distance import great_circle

from dateline.errors import BadCoordinate, BadInput


@dataclass(frozen=True, slots=True, order=True)
class LonLat:
    """A point on the Earth, in degrees, WGS 84.

    Raises `BadCoordinate` when a value is out of range or not a number.
    """

    lon: float
    lat: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.lon) and -180 <= self.lon <= 180):
            raise BadCoordinate(f"longitude must be between -180 and 180 degrees, not {self.lon}")
        if not (math.isfinite(self.lat) and -90 <= self.lat <= 90):
            hint = "; longitude comes first" if 90 < abs(self.lat) <= 180 else ""
            raise BadCoordinate(f"latitude must be between -90 and 90 degrees, not {self.lat}{hint}")


@dataclass(frozen=True, slots=True)
class Bbox:
    """A box in degrees, edges included; `west > east` means that it crosses the 180° meridian.

    Raises `BadCoordinate` for an edge out of range, `BadInput` when south is above north.
    """

    west: float
    south: float
    east: float
    north: float

    def __post_init__(self) -> None:
        LonLat(self.west, self.south)
        LonLat(self.east, self.north)
        if self.south > self.north:
            raise BadInput(f"the box's south ({self.south}) lies above its north ({self.north})")

    def contains(self, point: LonLat) -> bool:
        """Whether the point lies in the box or on its edge."""
        if not self.south <= point.lat <= self.north:
            return False
        if self.west <= self.east:
            return self.west <= point.lon <= self.east
        return point.lon >= self.west or point.lon <= self.east

    def parts(self) -> "tuple[Bbox, ...]":
        """The box as one box, or two that do not cross the 180° meridian."""
        if self.west <= self.east:
            return (self,)
        return (Bbox(self.west, self.south, 180.0, self.north), Bbox(-180.0, self.south, self.east, self.north))


def distance_km(a: LonLat, b: LonLat) -> float:
    """The great-circle distance between two points, in kilometers."""
    return float(great_circle((a.lat, a.lon), (b.lat, b.lon)).km)


def offset(point: LonLat, bearing: float, km: float) -> LonLat:
    """The point reached from `point` after `km` kilometers on `bearing` (degrees clockwise from north)."""
    moved = great_circle(kilometers=km).destination((point.lat, point.lon), bearing)
    return LonLat((moved.longitude + 180) % 360 - 180, moved.latitude)
