"""The default layers, earlier ones overridden by later ones."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from dateline.gazetteer.names import fold
from dateline.gazetteer.place import Place, PlaceKind
from dateline.gazetteer.sources.airfields import airfields
from dateline.gazetteer.sources.countries import countries
from dateline.gazetteer.sources.curated import CuratedRow, read_tables
from dateline.gazetteer.sources.settlements import settlements_and_units
from dateline.gazetteer.sources.spelling import distinct
from dateline.gazetteer.sources.surroundings import UnitFinder
from dateline_gazetteer import CURATED

_MAY_BE_NAMED_AS_ITS_COUNTRY = 100_000
"""People; Luxembourg, Kuwait and Panama are capitals as well."""


@dataclass(frozen=True, slots=True)
class Layers:
    """All places of all layers."""

    places: tuple[Place, ...]
    also: Mapping[str, str] = field(default_factory=dict)
    """Ids of curated rows that became part of a place of another id, and that place's id."""
    problems: tuple[str, ...] = ()


def default_places(say: Callable[[str, float], None], curated: Path = CURATED) -> Layers:
    """Every place of the default layers; `curated` is the folder of the curated tables."""
    say("settlements, provinces and districts", 0.0)
    places = {place.id: place for place in settlements_and_units()}
    say("countries in every language", 0.3)
    units: dict[str, list[Place]] = {}
    for place in places.values():
        if place.kind is PlaceKind.ADMIN1 and place.country:
            units.setdefault(place.country, []).append(place)
    found = {place.id: place for place in countries(units)}
    _drop_borrowed_names(places, found.values())
    places |= found
    say("airfields", 0.38)
    units_of = UnitFinder(places.values())
    places |= {place.id: units_of.completed(place) for place in airfields()}
    say("curated tables", 0.4)
    tables = read_tables(curated)
    problems = list(tables.problems)
    also: dict[str, str] = {}
    renamed: dict[tuple[str | None, str | None], str] = {}
    for row in tables.rows:
        if row.same_as and row.same_as not in places:
            problems.append(f"{row.origin}: there is no place {row.same_as}; the row stands by itself")
        if row.same_as in places:
            before = places[row.same_as]
            places[row.same_as] = _corrected(before, row)
            if before.kind is PlaceKind.ADMIN1 and row.place.name != before.name:
                renamed[before.country, before.name] = row.place.name
            also[row.place.id] = row.same_as
        else:
            places[row.place.id] = units_of.completed(row.place)
    shown = (
        replace(place, admin1=renamed[place.country, place.admin1]) if (place.country, place.admin1) in renamed else place
        for place in places.values()
    )
    return Layers(tuple(shown), also, tuple(problems))


def _corrected(place: Place, row: CuratedRow) -> Place:
    """The place as the curated row has it, with its other names, people and units kept."""
    told = row.place
    return replace(
        place,
        name=told.name,
        kind=told.kind,
        point=told.point,
        radius_km=told.radius_km,
        country=told.country or place.country,
        admin1=told.admin1 or place.admin1,
        names=distinct((*told.names, place.name, *place.names), without=told.name),
    )


def _drop_borrowed_names(places: dict[str, Place], states: Iterable[Place]) -> None:
    """Take the names of countries off the smaller settlements that have them as other names: a Spanish town is also "Ukraine"."""
    borrowed = {fold(name) for state in states for name in (state.name, *state.names)}
    for place in places.values():
        if (
            place.kind.is_settlement
            and place.population < _MAY_BE_NAMED_AS_ITS_COUNTRY
            and any(fold(name) in borrowed for name in place.names)
        ):
            kept = tuple(name for name in place.names if fold(name) not in borrowed)
            places[place.id] = replace(place, names=kept)
