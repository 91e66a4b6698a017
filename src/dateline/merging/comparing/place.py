"""Where, under precision."""

from functools import lru_cache

from dateline.gazetteer.place import Place, PlaceKind
from dateline.geography import distance_km
from dateline.merging.comparing.clue import Clue, veto
from dateline.merging.telling import Telling, normal_words
from dateline.resolution.location import Location

VAGUE_KM = 500.0
"""A place that reaches farther than this says hardly where something was."""
SPOT_KM = 15.0
"""Up to this uncertainty a location is a spot or close to one."""
SLACK_KM = 2.0
"""How far two gazetteers put one and the same spot apart."""

_WITHIN_PROVINCE = -0.6
"""A province has many incidents of a kind on a day of war: more must agree than kind, day and the sides."""

_SAME_AREA = {
    PlaceKind.ADMIN2: 1.6,
    PlaceKind.ADMIN1: 0.8,
    PlaceKind.REGION: 0.8,
    PlaceKind.ROAD: 1.0,
    PlaceKind.RIVER: 0.8,
    PlaceKind.SEA: 0.6,
    PlaceKind.DESERT: 0.6,
    PlaceKind.COUNTRY: -0.6,
    PlaceKind.CONTINENT: -2.0,
}


def compare_place(a: Telling, b: Telling) -> Clue:
    """The same place, one within the other, close to each other, or different places."""
    left, right = a.event.where, b.event.where
    if left is None or right is None:
        return Clue(-1.2, "neither is placed" if left is right else "one is not placed")
    if left.place.id == right.place.id and left.point == right.point:
        return _same(left)
    km = distance_km(left.point, right.point)
    if left.uncertainty_km <= SPOT_KM and right.uncertainty_km <= SPOT_KM and not _is_area(left) and not _is_area(right):
        return _spots(left, right, km)
    return _areas(left, right, km)


def _is_area(where: Location) -> bool:
    return where.place.kind.is_area or where.place.kind.is_linear


def _same(where: Location) -> Clue:
    weight = _SAME_AREA.get(where.place.kind, 3.0 if where.uncertainty_km <= SPOT_KM else 1.5)
    return Clue(weight, f"the same place: {where.place.name}")


def _spots(left: Location, right: Location, km: float) -> Clue:
    names = " and ".join(sorted((left.place.name, right.place.name)))
    larger, smaller = sorted((left, right), key=lambda where: (-where.place.radius_km, where.place.id))
    told_near = (left.geo_precision > 1) + (right.geo_precision > 1)
    reach = left.uncertainty_km + right.uncertainty_km
    if left.place.kind.is_settlement and right.place.kind.is_settlement:
        if told_near:
            # What is near one village may be at the next, but most often is not.
            return (
                Clue(-1.2 * told_near, f"settlements close to each other: {names}") if km <= reach else veto(f"{km:.0f} km apart: {names}")
            )
        return _settlements(larger.place, smaller.place, km, names)
    if told_near:
        return Clue(1.2, f"close to each other, one told as near: {names}") if km <= reach else veto(f"{km:.0f} km apart: {names}")
    reach = left.place.radius_km + right.place.radius_km + SLACK_KM
    if km <= reach:
        # A base belongs to the town beside it, and not to every town that it lies between.
        far = max(0.0, 2 * km / reach - 1)
        return Clue(2.0 - 4.5 * far, f"close to each other: {names}")
    return veto(f"{km:.0f} km apart: {names}")


def _settlements(larger: Place, smaller: Place, km: float, names: str) -> Clue:
    if km <= SLACK_KM and _share_a_name(larger, smaller):
        return Clue(2.8, f"the same place twice in the gazetteer: {names}")
    if smaller.kind is PlaceKind.NEIGHBORHOOD and km <= larger.radius_km + smaller.radius_km:
        both = larger.kind is PlaceKind.NEIGHBORHOOD
        return veto(f"different quarters: {names}") if both else Clue(1.8, f"a quarter and its city: {names}")
    # A suburb that reports tell apart from its city, and sometimes do not.
    if larger.kind is PlaceKind.CITY and smaller.kind is not PlaceKind.CITY and km <= larger.radius_km:
        return Clue(0.0, f"a place at the edge of a city: {names}")
    return veto(f"different settlements: {names}")


def _areas(left: Location, right: Location, km: float) -> Clue:
    names = " and ".join(sorted((left.place.name, right.place.name)))
    coarse, fine = sorted((left, right), key=lambda where: (-where.uncertainty_km, where.place.id))
    outer, inner = coarse.place, fine.place
    if outer.country and inner.country and outer.country != inner.country and not _spans_countries(outer):
        return veto(f"different countries: {names}")
    if outer.kind is PlaceKind.COUNTRY:
        return Clue(-0.8, f"one is known only to the country: {names}")
    if outer.kind is PlaceKind.ADMIN1 and inner.kind is PlaceKind.ADMIN1:
        return veto(f"different provinces: {names}")
    if outer.kind is PlaceKind.ADMIN1 and inner.admin1:
        # The borders of a province are not round: its name decides where it is told.
        if _folded(inner.admin1) == _folded(outer.admin1 or outer.name) or _folded(inner.admin1) == _folded(outer.name):
            return Clue(_WITHIN_PROVINCE, f"one within the other: {names}")
        if km > 0.5 * coarse.uncertainty_km:
            return veto(f"different provinces: {names}")
    if km <= coarse.uncertainty_km + min(fine.uncertainty_km, SPOT_KM):
        weight = 0.4 if coarse.uncertainty_km <= 2 * SPOT_KM else _WITHIN_PROVINCE
        return Clue(weight if fine.uncertainty_km <= SPOT_KM else weight - 0.3, f"one within the other: {names}")
    if km <= coarse.uncertainty_km + fine.uncertainty_km:
        return Clue(-0.8, f"areas that overlap: {names}")
    return veto(f"{km:.0f} km apart: {names}")


def _spans_countries(place: Place) -> bool:
    """Whether a place of one country's list may reach into others, as rivers, regions and seas do."""
    return place.kind in (PlaceKind.REGION, PlaceKind.RIVER, PlaceKind.SEA, PlaceKind.DESERT, PlaceKind.ROAD, PlaceKind.RELATIVE)


@lru_cache(maxsize=10_000)
def _folded(name: str) -> str:
    return normal_words(name)


def _share_a_name(a: Place, b: Place) -> bool:
    names = {_folded(name) for name in (a.name, *a.names)}
    return any(_folded(name) in names for name in (b.name, *b.names))
