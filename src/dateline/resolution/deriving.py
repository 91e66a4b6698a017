"""Places made of other places: some way off, a side of one, the country around it, the middle between two, a stretch of border.

A derived place has the id of the place that it was derived from with what was done to it: `geonames:169389;20km;S`.
"""

import math
from collections.abc import Callable
from dataclasses import replace

from dateline.gazetteer.gazetteer import Gazetteer, NameMatch
from dateline.gazetteer.place import Place, PlaceKind
from dateline.geography import LonLat, distance_km, offset

_COMPASS = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")
_SIDES = {0.0: "northern", 90.0: "eastern", 180.0: "southern", 270.0: "western"}
BORDER_KM = 25.0
"""How far off a border one is still at it."""
NEAR_KM = 50.0
"""What is farther off a great place is not near it."""
MOST_BORDERS = 50
"""So many are sought in one report."""
_STEPS = 9
"""Halvings of the way from one land to the other: the crossing is found to a few kilometers."""


def clean(words: str) -> str:
    """Words of a report as a name: on one line."""
    return " ".join(words.split())


def shifted(place: Place, km: float, bearing: float | None, words: str, *, rough: bool = False) -> Place:
    """The place `km` kilometers from another; without a bearing it is a ring around it, told as the place with that radius."""
    told = f"{km:g}km"
    if bearing is None:
        return _derived(place, f"{told}", words, PlaceKind.RELATIVE, place.point, km + place.radius_km)
    radius = km if rough else max(2.0, 0.25 * km) + 0.5 * place.radius_km
    return _derived(place, f"{told};{_compass(bearing)}", words, PlaceKind.RELATIVE, offset(place.point, bearing, km), radius)


def near(place: Place, words: str) -> Place:
    """Somewhere close to a place."""
    return _derived(place, "near", words, PlaceKind.RELATIVE, place.point, max(10.0, place.radius_km + min(place.radius_km, NEAR_KM)))


def part(place: Place, bearing: float | None, words: str) -> Place:
    """The northern, eastern … part of a place: half as far out as it reaches, and half as wide."""
    if bearing is None:
        return place
    kind = PlaceKind.REGION if place.kind.is_area else PlaceKind.RELATIVE
    point = offset(place.point, bearing, place.radius_km / 2)
    return _derived(place, f"part;{_compass(bearing)}", words, kind, point, max(place.radius_km / 2, 1.0))


def countryside(place: Place, bearing: float | None, words: str) -> Place:
    """The country around a town, or its northern, eastern … side; of a province, the province itself or that side of it."""
    reach = place.radius_km if place.kind.is_area else max(20.0, 2.5 * place.radius_km)
    if bearing is None:
        return _derived(place, "countryside", words, PlaceKind.REGION, place.point, reach)
    point = offset(place.point, bearing, 0.6 * reach)
    return _derived(place, f"countryside;{_compass(bearing)}", words, PlaceKind.REGION, point, 0.6 * reach)


def outskirts(place: Place, bearing: float | None, words: str) -> Place:
    """The edge of a town and its suburbs, or those on one side."""
    told = "outskirts" if bearing is None else f"outskirts;{_compass(bearing)}"
    if bearing is None:
        return _derived(place, told, words, PlaceKind.RELATIVE, place.point, max(5.0, 1.5 * place.radius_km))
    point = offset(place.point, bearing, max(3.0, 0.9 * place.radius_km))
    return _derived(place, told, words, PlaceKind.RELATIVE, point, max(3.0, 0.7 * place.radius_km))


def surroundings(gazetteer: Gazetteer | None, place: Place, bearing: float | None, words: str) -> Place:
    """The region of the country around a place that the gazetteer holds, or one worked out."""
    side = _SIDES.get(bearing, "") if bearing is not None else ""
    if gazetteer is not None and (side or bearing is None):
        for match in gazetteer.lookup(f"{side} {place.name} countryside".strip(), country=place.country):
            if match.how is NameMatch.EXACT and match.place.kind in (PlaceKind.REGION, PlaceKind.ADMIN1):
                return match.place
    return countryside(place, bearing, words)


def between(first: Place, second: Place, words: str) -> Place:
    """The middle of the way between two places, reaching to both."""
    a, b = first.point, second.point
    apart = distance_km(a, b)
    return Place(
        f"{first.id};between;{second.id}",
        clean(words),
        PlaceKind.RELATIVE,
        offset(a, _azimuth(a, b), apart / 2),
        max(apart / 2, 2.0),
        first.country if first.country == second.country else None,
        first.admin1 if first.admin1 == second.admin1 else None,
    )


class Borders:
    """Stretches of border, each sought once in a report: the way between two places is walked in a gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._crossings: dict[tuple[str, str], LonLat | None] = {}

    def between(self, here: Place, there: Place, words: str) -> Place | None:
        """The stretch of the border of the land of `there` that is nearest on the way to it from `here`; None where the way meets none.

        From a town it is the stretch near the town; from a land as a whole, about the middle of the border, with much leeway.
        """
        if there.country is None or here.country is None or here.country == there.country:
            return None
        pair = (here.id, there.id)
        if pair not in self._crossings and len(self._crossings) < MOST_BORDERS:
            self._crossings[pair] = _crossing(here.point, there.point, lambda point: _land(self._gazetteer, point) == there.country)
        crossing = self._crossings.get(pair)
        if crossing is None:
            return None
        whole = here.kind is PlaceKind.COUNTRY
        reach = 0.4 * min(here.radius_km, there.radius_km) if whole else min(0.5 * distance_km(here.point, crossing), 150.0)
        return Place(
            f"{here.id};border;{there.id}",
            clean(words),
            PlaceKind.REGION,
            crossing,
            max(reach, BORDER_KM),
            here.country,
            None if whole else here.admin1,
        )


def _land(gazetteer: Gazetteer, point: LonLat) -> str | None:
    nearest = gazetteer.nearest(point)
    return nearest[0][0].country if nearest else None


def _crossing(a: LonLat, b: LonLat, is_there: Callable[[LonLat], bool]) -> LonLat | None:
    """Where the way from `a` to `b` first comes to the other land, found by halving."""
    if not is_there(b) or is_there(a):
        return None
    bearing, low, high = _azimuth(a, b), 0.0, distance_km(a, b)
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if is_there(offset(a, bearing, middle)):
            high = middle
        else:
            low = middle
    return offset(a, bearing, (low + high) / 2)


def _derived(place: Place, told: str, words: str, kind: PlaceKind, point: LonLat, radius_km: float) -> Place:
    return replace(place, id=f"{place.id};{told}", name=clean(words), kind=kind, point=point, radius_km=radius_km, names=(), population=0)


def _compass(bearing: float) -> str:
    return _COMPASS[round(bearing / 45) % 8]


def _azimuth(a: LonLat, b: LonLat) -> float:
    east = math.radians((b.lon - a.lon + 180) % 360 - 180)
    south, north = math.radians(a.lat), math.radians(b.lat)
    x = math.sin(east) * math.cos(north)
    y = math.cos(south) * math.sin(north) - math.sin(south) * math.cos(north) * math.cos(east)
    return math.degrees(math.atan2(x, y)) % 360
