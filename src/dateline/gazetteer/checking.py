"""Measuring the gazetteer against points that others made, and looking for what a new layer contradicts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dateline.gazetteer.gazetteer import SURE, Gazetteer
from dateline.gazetteer.overlaps import SAME_KM, alike
from dateline.gazetteer.place import Place
from dateline.gazetteer.tables import TableRow
from dateline.geography import LonLat, distance_km

OFF_KM = 5.0
_SAMPLE = 300
_INLAND_KM = 60.0
"""Few points on land are further than this from every settlement."""
CONFLICT_KM = 50.0
"""A namesake further away than this is another place."""


@dataclass(frozen=True, slots=True)
class Off:
    """A name whose nearest place in the gazetteer lies elsewhere than the table says."""

    name: str
    rows: int
    point: LonLat
    place: Place
    kilometers: float


@dataclass(frozen=True, slots=True)
class Measure:
    """How much is found, and how much of what is given is right: its place lies within the limit of the row's point."""

    rows: int
    """Rows asked for; each counts."""
    found: int
    """Some place of the name is right."""
    first: int
    """The first place given is right."""
    given: int
    """Some place is given at all."""

    @property
    def coverage(self) -> float:
        """The share of the rows for which a right place is found."""
        return self.found / self.rows if self.rows else 0.0

    @property
    def wrong_of_given(self) -> float:
        """The share of first answers that are wrong."""
        return 1 - self.first / self.given if self.given else 0.0


@dataclass(frozen=True, slots=True)
class Check:
    """What a table says of the gazetteer."""

    within_km: float
    in_country: Measure
    """With the country given, by rows."""
    in_country_names: Measure
    """The same, each name counting once."""
    anywhere: Measure
    """Without the country, by rows."""
    anywhere_names: Measure
    sure: Measure
    """Without the country, by rows, counting only answers that are more than a guess."""
    sure_names: Measure
    off: tuple[Off, ...]
    """Names with a place that is further off than `OFF_KM`, the country given, the most frequent first."""
    missing: tuple[tuple[str, int], ...]
    """Names without any place in their country and their rows, the most frequent first."""


@dataclass(slots=True)
class _Tally:
    rows: int = 0
    found: int = 0
    first: int = 0
    given: int = 0

    def count(self, distances: list[float], within: float, times: int) -> None:
        self.rows += times
        self.given += times if distances else 0
        self.found += times if any(away <= within for away in distances) else 0
        self.first += times if distances and distances[0] <= within else 0

    def measure(self) -> Measure:
        return Measure(self.rows, self.found, self.first, self.given)


@dataclass(slots=True)
class _Asked:
    row: TableRow
    rows: int = 0


def check(gazetteer: Gazetteer, rows: Iterable[TableRow], *, within_km: float) -> Check:
    """Measure the gazetteer against rows of names and points; a name that stands at several points of a country is asked once at each."""
    asked: dict[tuple[str, str | None, int, int], _Asked] = {}
    for row in rows:
        key = (row.name, row.country, round(row.point.lon * 10), round(row.point.lat * 10))
        asked.setdefault(key, _Asked(row)).rows += 1
    tallies = tuple(_Tally() for _ in range(6))
    names: set[tuple[str, str | None]] = set()
    off: list[Off] = []
    missing: dict[str, int] = {}
    for one in sorted(asked.values(), key=lambda one: -one.rows):
        row = one.row
        inside = gazetteer.lookup(row.name, country=row.country)
        distances = [distance_km(match.place.point, row.point) for match in inside]
        open_question = gazetteer.lookup(row.name)
        anywhere = [distance_km(match.place.point, row.point) for match in open_question]
        sure = anywhere if gazetteer.sureness(open_question) >= SURE else []
        tallies[0].count(distances, within_km, one.rows)
        tallies[2].count(anywhere, within_km, one.rows)
        tallies[4].count(sure, within_km, one.rows)
        if (row.name, row.country) not in names:
            names.add((row.name, row.country))
            tallies[1].count(distances, within_km, 1)
            tallies[3].count(anywhere, within_km, 1)
            tallies[5].count(sure, within_km, 1)
        if not distances:
            missing[row.name] = missing.get(row.name, 0) + one.rows
        elif (nearest := min(distances)) > OFF_KM and nearest > inside[distances.index(nearest)].place.radius_km:
            off.append(Off(row.name, one.rows, row.point, inside[distances.index(nearest)].place, round(nearest, 1)))
    absent = tuple(sorted(missing.items(), key=lambda item: -item[1]))
    inside_rows, inside_names, any_rows, any_names, sure_rows, sure_names = (tally.measure() for tally in tallies)
    return Check(within_km, inside_rows, inside_names, any_rows, any_names, sure_rows, sure_names, tuple(off), absent)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A new place and one of its name that the gazetteer has elsewhere."""

    new: Place
    old: Place
    kilometers: float


@dataclass(slots=True)
class Comparison:
    """New places against the gazetteer."""

    unknown: list[Place] = field(default_factory=list)
    """No place of the name is near."""
    known: list[Conflict] = field(default_factory=list)
    """The gazetteer has the place already; the new one corrects it."""
    conflicts: list[Conflict] = field(default_factory=list)
    """The gazetteer has a place of the name that is near, but too far off to be the same."""


def swapped(gazetteer: Gazetteer, places: Sequence[Place]) -> int:
    """Of a sample of places that say their country, how many percent lie in it only once longitude and latitude are changed."""
    sample = [place for place in places if place.country][:: max(len(places) // _SAMPLE, 1)]
    count = 0
    for place in sample:
        lon, lat = place.point.lon, place.point.lat
        if abs(lon) <= 90 and _country_at(gazetteer, place.point) != place.country:
            count += _country_at(gazetteer, LonLat(lat, lon)) == place.country
    return round(100 * count / len(sample)) if sample else 0


def _country_at(gazetteer: Gazetteer, point: LonLat) -> str | None:
    near = gazetteer.nearest(point)
    return near[0][0].country if near and near[0][1] < _INLAND_KM else None


def compare(gazetteer: Gazetteer, places: Iterable[Place], *, layer: str) -> Comparison:
    """Sort new places by whether the gazetteer, without the layer of that name, has them, contradicts them, or knows nothing of them."""
    told = Comparison()
    for place in places:
        nearest: Conflict | None = None
        for name in (place.name, *place.names):
            for match in gazetteer.lookup(name, country=place.country):
                old = match.place
                if old.id.startswith(f"user:{layer}-") or not alike(place.kind, old.kind):
                    continue
                away = distance_km(place.point, old.point)
                if nearest is None or away < nearest.kilometers:
                    nearest = Conflict(place, old, round(away, 1))
        if nearest is None or nearest.kilometers > CONFLICT_KM:
            told.unknown.append(place)
        elif nearest.kilometers <= max(SAME_KM, place.radius_km, nearest.old.radius_km):
            told.known.append(nearest)
        else:
            told.conflicts.append(nearest)
    return told
