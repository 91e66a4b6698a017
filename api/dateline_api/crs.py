"""Coordinate reference systems: by address, with the order of their axes."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from dateline.errors import BadInput

_RADIUS = 6_378_137.0
"""Meters, of the sphere of web maps (EPSG:3857)."""
_FARTHEST = 89.999999
"""Degrees of latitude: the pole lies infinitely far away on web maps."""


@dataclass(frozen=True, slots=True)
class Crs:
    """One system: how its numbers become degrees of longitude and latitude, and the other way."""

    uri: str
    to_degrees: Callable[[float, float], tuple[float, float]]
    from_degrees: Callable[[float, float], tuple[float, float]]


def _swapped(first: float, second: float) -> tuple[float, float]:
    return second, first


def _same(first: float, second: float) -> tuple[float, float]:
    return first, second


def _from_meters(x: float, y: float) -> tuple[float, float]:
    lon = math.degrees(x / _RADIUS)
    # What lies a hair beyond the edge is the edge: clients round.
    lon = max(-180.0, min(180.0, lon)) if abs(lon) < 180.001 else lon
    return lon, math.degrees(2 * math.atan(math.exp(max(-700.0, min(700.0, y / _RADIUS)))) - math.pi / 2)


def _to_meters(lon: float, lat: float) -> tuple[float, float]:
    bounded = math.radians(max(-_FARTHEST, min(_FARTHEST, lat)))
    return round(_RADIUS * math.radians(lon), 2), round(_RADIUS * math.log(math.tan(math.pi / 4 + bounded / 2)), 2)


CRS84 = Crs("http://www.opengis.net/def/crs/OGC/1.3/CRS84", _same, _same)
ALL = {
    crs.uri: crs
    for crs in (
        CRS84,
        Crs("http://www.opengis.net/def/crs/EPSG/0/4326", _swapped, _swapped),
        Crs("http://www.opengis.net/def/crs/EPSG/0/3857", _from_meters, _to_meters),
    )
}
"""Every system that coordinates may be asked in."""


def read_crs(text: str) -> Crs:
    """The system at an address; `<…>` around it and the short form `EPSG:3857` are taken too."""
    wanted = text.strip("<>")
    authority, _, code = wanted.upper().partition(":")
    if authority == "EPSG" and code.isdigit():
        wanted = f"http://www.opengis.net/def/crs/EPSG/0/{code}"
    elif wanted.upper() in ("OGC:CRS84", "CRS84"):
        wanted = CRS84.uri
    crs = ALL.get(wanted.replace("https://", "http://", 1))
    if crs is None:
        raise BadInput(f"{text[:80]!r} is none of {', '.join(ALL)}")
    return crs
