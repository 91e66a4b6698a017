"""All layers joined, earlier ones overridden by later ones: packages, the full GeoNames, curated tables, a user's own."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from dateline.gazetteer.names import fold, fold_name
from dateline.gazetteer.overlaps import Overlaps
from dateline.gazetteer.own import UserLayer
from dateline.gazetteer.place import Place, PlaceKind
from dateline.gazetteer.sources.airfields import airfields
from dateline.gazetteer.sources.countries import countries
from dateline.gazetteer.sources.curated import CuratedRow, CuratedTables, read_tables
from dateline.gazetteer.sources.geonames.tables import GeoNamesTables
from dateline.gazetteer.sources.settlements import settlements_and_units
from dateline.gazetteer.sources.spelling import distinct
from dateline.gazetteer.sources.surroundings import UnitFinder
from dateline_gazetteer import CURATED

_MAY_BE_NAMED_AS_ITS_COUNTRY = 100_000
"""People; Luxembourg, Kuwait and Panama are capitals as well."""


Progress = Callable[[str, float], None]
"""Told what is being done and the share of the whole that is done, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Layers:
    """All places of all layers."""

    places: Iterable[Place]
    """To be gone through once; the others are whole only then."""
    also: dict[str, str] = field(default_factory=dict)
    """Ids of rows that became part of a place of another id, and that place's id."""
    problems: list[str] = field(default_factory=list)
    precisions: dict[str, str] = field(default_factory=dict)
    """How well the points of curated rows are known, by the place's id."""


def all_places(
    say: Progress,
    curated: Path = CURATED,
    *,
    tables: GeoNamesTables | None = None,
    layers: Iterable[UserLayer] = (),
) -> Layers:
    """Every place of the default layers, of the full GeoNames where it is given, and of a user's layers.

    `curated` is the folder of the curated tables.
    """
    whole, say = say, within(say, 0.0, 0.1 if tables is not None else 0.4)
    say("settlements, provinces and districts", 0.0)
    places = {place.id: place for place in settlements_and_units()}
    say("countries in every language", 0.7)
    units: dict[str, list[Place]] = {}
    for place in places.values():
        if place.kind is PlaceKind.ADMIN1 and place.country:
            units.setdefault(place.country, []).append(place)
    states = {place.id: place for place in countries(units)}
    borrowed = frozenset(fold(name) for state in states.values() for name in (state.name, *state.names))
    for place in places.values():
        places[place.id] = _without_borrowed_names(place, borrowed)
    places |= states
    say("airfields", 0.9)
    units_of = UnitFinder(places.values())
    places |= {place.id: units_of.completed(place) for place in airfields()}
    say("curated tables", 0.95)
    found = Layers((), problems=[])
    rows = _add_curated(places, read_tables(curated), units_of, found)
    for layer in layers:
        _add_users(places, layer.places(), units_of, found)
    if tables is None:
        found.problems.extend(_missing(row) for row in rows.values() if row.same_as and row.same_as not in places)
        return replace(found, places=places.values())
    tables.progress = within(whole, 0.1, 0.7)
    return replace(found, places=_with_full(places, rows, tables, borrowed, found))


def within(say: Progress, start: float, end: float) -> Progress:
    """The report of a step that takes from one share of the whole to another."""
    return lambda what, share: say(what, start + (end - start) * share)


def _add_curated(places: dict[str, Place], tables: CuratedTables, units_of: UnitFinder, found: Layers) -> dict[str, CuratedRow]:
    """Put the rows of the tables among the places. Returns the rows by the id of the place that each made or corrected."""
    found.problems.extend(tables.problems)
    rows: dict[str, CuratedRow] = {}
    renamed: dict[tuple[str | None, str | None], str] = {}
    for row in tables.rows:
        own = row.same_as if row.same_as in places else row.place.id
        assert own is not None
        if own in rows:
            found.problems.append(f"{row.origin}: {own} is corrected by {rows[own].origin} already; the names are taken all the same")
        rows[own] = row
        found.precisions[own] = row.precision
        if own != row.place.id:
            before = places[own]
            places[own] = _corrected(before, row.place)
            if before.kind is PlaceKind.ADMIN1 and row.place.name != before.name:
                renamed[before.country, before.name] = row.place.name
            found.also[row.place.id] = own
        else:
            places[own] = units_of.completed(row.place)
    for place in list(places.values()):
        if (place.country, place.admin1) in renamed:
            places[place.id] = replace(place, admin1=renamed[place.country, place.admin1])
    return rows


def _add_users(places: dict[str, Place], layer: Iterable[Place], units_of: UnitFinder, found: Layers) -> None:
    """Put a user's places among the others; one that is there already is corrected, and keeps its id."""
    own = list(layer)
    near = {_square(place) for place in own}
    known = Overlaps(place for place in places.values() if not near.isdisjoint(_squares_around(place)))
    for place in own:
        same = places.get(place.id) or known.same(place)
        if same is None or same.id == place.id:
            places[place.id] = units_of.completed(place)
        else:
            places[same.id] = _corrected(places[same.id], place)
            found.also[place.id] = same.id


def _square(place: Place) -> tuple[int, int]:
    return round(place.point.lon), round(place.point.lat)


def _squares_around(place: Place) -> set[tuple[int, int]]:
    column, row = _square(place)
    return {(column + x, row + y) for x in (-1, 0, 1) for y in (-1, 0, 1)}


def _with_full(
    places: dict[str, Place], rows: dict[str, CuratedRow], tables: GeoNamesTables, borrowed: frozenset[str], found: Layers
) -> Iterator[Place]:
    """The full GeoNames and the other layers joined: what is in both is told once, under the id that it has in the others."""
    waiting = {row.same_as: row for row in rows.values() if row.same_as and row.same_as not in places}
    free = Overlaps(place for place in places.values() if not place.id.startswith("geonames:"))
    provinces: dict[str, str] = {}
    for place in tables.places():
        if place.id in places:
            places[place.id] = _refreshed(places[place.id], place, corrected=place.id in rows)
            continue
        if place.kind is PlaceKind.COUNTRY:
            continue  # one without an ISO code
        place = _without_borrowed_names(place, borrowed)  # it is the same place
        row = waiting.get(place.id)
        if row is not None:
            places.pop(row.place.id, None)
            found.also[row.place.id] = place.id
            yield _corrected(place, row.place)
            continue
        same = free.same(place)
        if same is not None:
            kept = places[same.id]
            point = place.point if same.id in rows and _unconfirmed(rows[same.id]) and place.kind.is_settlement else kept.point
            names = distinct((*kept.names, place.name, *place.names), without=kept.name)
            places[same.id] = replace(kept, point=point, names=names, population=kept.population or place.population)
            found.also[place.id] = same.id
            continue
        if place.admin1 is not None:
            key = f"{place.country}\x1f{place.admin1}"
            if key not in provinces:
                provinces[key] = _name_of_province(place, places, tables)
            place = replace(place, admin1=provinces[key])
        yield place
    for row in waiting.values():
        if row.place.id in places:
            found.problems.append(_missing(row))
    found.problems.extend(tables.problems)
    yield from places.values()


def _name_of_province(place: Place, places: dict[str, Place], tables: GeoNamesTables) -> str:
    """The name under which the other layers know a province of GeoNames."""
    for code, unit in tables.admin1.items():
        if unit.name == place.admin1 and code.startswith(f"{place.country}."):
            known = places.get(f"geonames:{unit.geonames_id}")
            return known.name if known else unit.name
    assert place.admin1 is not None
    return place.admin1


def _missing(row: CuratedRow) -> str:
    return f"{row.origin}: there is no place {row.same_as}; the row stands by itself"


def _unconfirmed(row: CuratedRow) -> bool:
    return row.precision != "exact" and not any(source in row.note for source in ("GeoNames", "agrees with", "UCDP"))


def _refreshed(place: Place, dump: Place, *, corrected: bool) -> Place:
    """A place of the packages with what the newer dump says of it; only its other names where it is a unit, or was corrected by hand."""
    names = distinct((*place.names, dump.name, *dump.names), without=place.name)
    if corrected or not (place.kind.is_settlement and dump.kind.is_settlement):
        return replace(place, names=names)
    return replace(place, names=names, kind=dump.kind, point=dump.point, radius_km=dump.radius_km, population=dump.population)


def _corrected(place: Place, told: Place) -> Place:
    """The place as the later layer has it, with its other names, people and units kept."""
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


def _without_borrowed_names(place: Place, borrowed: frozenset[str]) -> Place:
    """A smaller settlement without the names of countries that it has as other names: a Spanish town is also "Ukraine"."""
    if not place.kind.is_settlement or place.population >= _MAY_BE_NAMED_AS_ITS_COUNTRY:
        return place
    kept = tuple(name for name in place.names if fold_name(name) not in borrowed)
    return place if len(kept) == len(place.names) else replace(place, names=kept)
