"""An incident in one line for a list."""

import re
from collections.abc import Sequence

from dateline.extraction.codebook import Status, SubEventType
from dateline.gazetteer.place import PlaceKind
from dateline.resolution.location import Location

_DRONE = re.compile(r"\b(?:drones?|UAVs?|quadcopters?|unmanned)\b", re.IGNORECASE)
_NOUNS = {
    SubEventType.CHEMICAL_WEAPON: "Chemical weapon attack",
    SubEventType.REMOTE_EXPLOSIVE_LANDMINE_IED: "Explosion of a mine or planted bomb",
    SubEventType.SUICIDE_BOMB: "Suicide bombing",
    SubEventType.GRENADE: "Grenade attack",
    SubEventType.DISRUPTED_WEAPONS_USE: "Disrupted weapons use",
    SubEventType.OTHER: "Strategic development",
}
"""Where the codebook's label names the weapon, not what happened."""
_PLANNED = {SubEventType.AIR_DRONE_STRIKE: "Air/drone attack", SubEventType.REMOTE_EXPLOSIVE_LANDMINE_IED: "Bomb attack"}
_AIMED = frozenset(
    {
        SubEventType.AIR_DRONE_STRIKE,
        SubEventType.SHELLING_ARTILLERY_MISSILE,
        SubEventType.REMOTE_EXPLOSIVE_LANDMINE_IED,
        SubEventType.SUICIDE_BOMB,
        SubEventType.GRENADE,
        SubEventType.CHEMICAL_WEAPON,
        SubEventType.ATTACK,
    }
)
"""Kinds that are planned *on* a place."""


def title_of(kind: SubEventType, status: Status, where: Location | None, quotes: Sequence[str]) -> str:
    """One line: what, how it is told, and where.

    "Air/drone strike at Saraqib, Idlib"; "Drone attack planned on Khmeimim Air Base"; "Suicide bombing alleged, place unknown".
    """
    planned = status is Status.PLANNED
    what = _NOUNS.get(kind, kind.label)
    if planned:
        what = _PLANNED.get(kind, what)
    if kind is SubEventType.AIR_DRONE_STRIKE and quotes and all(_DRONE.search(quote) for quote in quotes):
        what = "Drone attack" if planned else "Drone strike"
    if status is not Status.OCCURRED:
        what = f"{what} {status}"
    if where is None:
        return f"{what}, place unknown"
    return f"{what} {_place(where, 'on' if planned and kind in _AIMED else None)}"


def _place(where: Location, preposition: str | None) -> str:
    place = where.place
    if place.kind is PlaceKind.RELATIVE:
        return place.name
    if preposition is None:
        spot = not place.kind.is_area and not place.kind.is_linear
        preposition = "in" if place.kind.is_area else "near" if spot and where.geo_precision > 1 else "on" if place.kind.is_linear else "at"
    within = place.admin1 if place.admin1 and not place.kind.is_area and place.admin1.casefold() not in place.name.casefold() else None
    return f"{preposition} {place.name}, {within}" if within else f"{preposition} {place.name}"
