"""The curated tables: places written for Dateline, and corrections of what other sources say.

A table is UTF-8 CSV with the columns of `COLUMNS`; those after `aliases` may be empty. `aliases` are separated by "|". A row whose
`same_as` names a place of another source (`geonames:163808`) corrects that place and adds its names to it: the place keeps its id, and the
row's own id is understood as well. A row that is wrong is set aside with a line that says why; the others stand.
"""

import csv
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import BadCoordinate
from dateline.gazetteer.names import fold
from dateline.gazetteer.place import Place, PlaceKind
from dateline.geography import LonLat

COLUMNS = ("id", "name", "kind", "lon", "lat", "radius_km", "country", "admin1", "aliases", "same_as", "precision", "note")
PRECISIONS = ("exact", "near", "rough")
"""How well a row's point is known: within 1 km, within 5 km, within the row's radius."""
_ID = re.compile(r"dateline:[a-z0-9]+(?:-[a-z0-9]+)*")
_SAME_AS = re.compile(r"(?:geonames:\d+|airport:[A-Z0-9]{4})")
_COUNTRY = re.compile(r"[A-Z]{2}")
_KINDS = frozenset(str(kind) for kind in PlaceKind if kind is not PlaceKind.RELATIVE)
_MAX_RADIUS = 6000.0


@dataclass(frozen=True, slots=True)
class CuratedRow:
    """One good row of a table."""

    place: Place
    same_as: str | None
    """The id of the place of another source that this one is."""
    precision: str
    note: str
    origin: str
    """File and line: "syria.csv:12"."""


@dataclass(frozen=True, slots=True)
class CuratedTables:
    """What the tables of a folder hold."""

    rows: tuple[CuratedRow, ...]
    problems: tuple[str, ...]
    """One line for each row set aside: "syria.csv:12: the latitude is no number: 'x'"."""


def read_tables(folder: Path) -> CuratedTables:
    """All `*.csv` of a folder, in the order of their names."""
    rows: list[CuratedRow] = []
    problems: list[str] = []
    taken: dict[str, str] = {}
    for path in sorted(folder.glob("*.csv")):
        for row in _rows_of(path):
            if isinstance(row, str):
                problems.append(row)
            elif (first := taken.setdefault(row.place.id, row.origin)) != row.origin:
                problems.append(f"{row.origin}: the id {row.place.id} is taken by {first}")
            else:
                rows.append(row)
    return CuratedTables(tuple(rows), tuple(problems))


def _rows_of(path: Path) -> Iterator[CuratedRow | str]:
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as cause:
        yield f"{path.name}: cannot be read: {cause}"
        return
    reader = csv.DictReader(text.splitlines(), strict=True)
    missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        yield f"{path.name}:1: the header lacks {', '.join(missing)}"
        return
    while True:
        try:
            values = next(reader, None)
        except csv.Error as cause:
            yield f"{path.name}:{reader.line_num}: {cause}"
            continue
        if values is None:
            return
        origin = f"{path.name}:{reader.line_num}"
        try:
            yield _row(values, origin)
        except (ValueError, BadCoordinate) as cause:
            yield f"{origin}: {cause}"


def _row(values: dict[str | None, str | None], origin: str) -> CuratedRow:
    if None in values or None in values.values():
        raise ValueError(f"a row has {len(COLUMNS)} columns; this one has {'more' if None in values else 'fewer'}")
    told = {str(key): (value or "").strip() for key, value in values.items()}
    if not _ID.fullmatch(told["id"]):
        raise ValueError(f"an id is written dateline:some-name, in lower case: {told['id']!r}")
    if not fold(told["name"]):
        raise ValueError("a place needs a name")
    if told["kind"] not in _KINDS:
        raise ValueError(f"no such kind of place: {told['kind']!r}")
    if told["country"] and not _COUNTRY.fullmatch(told["country"]):
        raise ValueError(f"a country is an ISO 3166-1 code of two capital letters: {told['country']!r}")
    if told["same_as"] and not _SAME_AS.fullmatch(told["same_as"]):
        raise ValueError(f"same_as is an id such as geonames:163808 or airport:OSLK: {told['same_as']!r}")
    if told["precision"] not in PRECISIONS:
        raise ValueError(f"the precision is one of {', '.join(PRECISIONS)}: {told['precision']!r}")
    radius = _number(told["radius_km"], "radius_km")
    if not 0 < radius <= _MAX_RADIUS:
        raise ValueError(f"the radius must be above 0 and at most {_MAX_RADIUS:.0f} km: {radius}")
    place = Place(
        id=told["id"],
        name=told["name"],
        kind=PlaceKind(told["kind"]),
        point=LonLat(_number(told["lon"], "lon"), _number(told["lat"], "lat")),
        radius_km=radius,
        country=told["country"] or None,
        admin1=told["admin1"] or None,
        names=tuple(alias.strip() for alias in told["aliases"].split("|") if alias.strip()),
    )
    return CuratedRow(place, told["same_as"] or None, told["precision"], told["note"], origin)


def _number(text: str, column: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise ValueError(f"{column} is no number: {text!r}") from None
    if not math.isfinite(value):
        raise ValueError(f"{column} is no number: {text!r}")
    return value
