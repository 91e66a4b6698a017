"""The fields of incidents and events that may be filtered and sorted by, and where the tables hold them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Double, Integer, SQLColumnExpression, String, Table, func, literal_column, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from dateline.storage.expression import Kind
from dateline.storage.tables import UNDATED, events, incidents, places

Sql = ColumnElement[Any]


class _JsonValue(FunctionElement[Any]):
    """A scalar inside of a document: its text, the path as SQLite writes it, and as PostgreSQL does."""

    inherit_cache = True
    name = "json_value"


class _JsonText(_JsonValue):
    inherit_cache = True
    type = String()


class _JsonNumber(_JsonValue):
    inherit_cache = True
    type = Double()


class _JsonInteger(_JsonValue):
    inherit_cache = True
    type = Integer()


@compiles(_JsonValue)
def _json_value(element: _JsonValue, compiler: Any, **options: Any) -> str:
    document, path, _ = element.clauses
    return f"json_extract({compiler.process(document, **options)}, {compiler.process(path, **options)})"


@compiles(_JsonText, "postgresql")
def _json_text_postgresql(element: _JsonValue, compiler: Any, **options: Any) -> str:
    return f'({_of_postgresql(element, compiler, options)} COLLATE "C")'


@compiles(_JsonNumber, "postgresql")
@compiles(_JsonInteger, "postgresql")
def _json_number_postgresql(element: _JsonValue, compiler: Any, **options: Any) -> str:
    return f"CAST({_of_postgresql(element, compiler, options)} AS double precision)"


def _of_postgresql(element: _JsonValue, compiler: Any, options: dict[str, Any]) -> str:
    document, _, path = element.clauses
    # It refuses what a document may hold: NUL as an escape, and the control character that the store's own escapes begin with.
    text = rf"replace(replace({compiler.process(document, **options)}, '\u0000', '\u0020'), chr(16), ' ')"
    return f"(CAST({text} AS json) #>> {compiler.process(path, **options)})"


@dataclass(frozen=True, slots=True)
class StoredField:
    """Where a field stands."""

    kind: Kind
    of: Callable[[Table], Sql]
    """Its value, null when it is not told; days as ISO 8601 text unless `counted`."""
    counted: bool = False
    """Whether a day is an ordinal."""

    def stored(self, day: date) -> str | int:
        """A day as the field's values are."""
        return day.toordinal() if self.counted else day.isoformat()


_JSON = {Kind.NUMBER: _JsonNumber, Kind.INTEGER: _JsonInteger}


def _json(document: SQLColumnExpression[Any], path: tuple[str | int, ...], kind: Kind) -> Sql:
    sqlite = "$" + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    postgresql = "{" + ",".join(str(part) for part in path) + "}"
    return _JSON.get(kind, _JsonText)(document, literal_column(f"'{sqlite}'"), literal_column(f"'{postgresql}'"))


def _column(name: str, kind: Kind = Kind.TEXT) -> StoredField:
    return StoredField(kind, lambda table: table.c[name])


def _told(kind: Kind, *path: str | int) -> StoredField:
    return StoredField(kind, lambda table: _json(table.c.document, path, kind))


def _of_place(kind: Kind, *path: str | int) -> StoredField:
    def value(table: Table) -> Sql:
        digest = table.c.place_digest if table is incidents else _json(table.c.document, ("where", 0), Kind.TEXT)
        return select(_json(places.c.document, path, kind)).where(places.c.digest == digest).correlate(table).scalar_subquery()

    return StoredField(kind, value)


_BOTH: dict[str, StoredField] = {
    "id": _column("id"),
    "geometry": _column("lon", Kind.GEOMETRY),
    "event_type": _column("event_type"),
    "sub_event_type": _column("sub_event_type"),
    "status": _column("status"),
    "salience": _column("salience"),
    "timeline_date": StoredField(Kind.DAY, lambda table: func.nullif(table.c.first_day, UNDATED), counted=True),
    "said_on": _told(Kind.DAY, "said_on"),
    "date_start": _told(Kind.DAY, "when", 0),
    "date_end": _told(Kind.DAY, "when", 1),
    "time_of_day": _told(Kind.TEXT, "time_of_day"),
    "place_name": _of_place(Kind.TEXT, "name"),
    "place_id": _of_place(Kind.TEXT, "id"),
    "place_kind": _of_place(Kind.TEXT, "kind"),
    "admin1": _of_place(Kind.TEXT, "admin1"),
    "admin2": _of_place(Kind.TEXT, "admin2"),
    "country": _of_place(Kind.TEXT, "country"),
    "uncertainty_km": _told(Kind.NUMBER, "where", 2),
    "geo_precision": _told(Kind.INTEGER, "where", 3),
    "where_prec": _told(Kind.INTEGER, "where", 4),
    "place_confidence": _told(Kind.NUMBER, "where", 5),
    "confidence": _told(Kind.NUMBER, "confidence"),
    "fatalities_low": _told(Kind.INTEGER, "toll", 0),
    "fatalities_high": _told(Kind.INTEGER, "toll", 1),
    "injuries_low": _told(Kind.INTEGER, "toll", 2),
    "injuries_high": _told(Kind.INTEGER, "toll", 3),
}
INCIDENT_FIELDS = _BOTH | {
    "title": _told(Kind.TEXT, "title"),
    "place_id": _column("place_id"),
    "report_count": _told(Kind.INTEGER, "report_count"),
    "first_reported": _told(Kind.DAY, "first_reported"),
    "updated": _column("updated", Kind.INSTANT),
    "revision": _column("revision", Kind.INTEGER),
}
EVENT_FIELDS = {name: field for name, field in _BOTH.items() if name != "timeline_date"} | {
    "report_id": _told(Kind.TEXT, "report_id"),
    "quote": _told(Kind.TEXT, "quote"),
}
FIELDS: dict[str, dict[str, StoredField]] = {incidents.name: INCIDENT_FIELDS, events.name: EVENT_FIELDS}
