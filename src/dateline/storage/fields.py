"""The fields of incidents and events that may be filtered and sorted by, and where the tables hold them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Double, Integer, SQLColumnExpression, String, Table, case, func, literal_column, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from dateline.chronology import DatePrecision
from dateline.storage.expression import Kind
from dateline.storage.tables import UNDATED, events, incident_documents, incidents, places

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
        digest = _json(table.c.document, ("where", 0), Kind.TEXT)
        return select(_json(places.c.document, path, kind)).where(places.c.digest == digest).correlate(table).scalar_subquery()

    return StoredField(kind, value)


def _told_day(name: str) -> StoredField:
    """A day that is counted, and known where the incident's own days are told."""
    return StoredField(Kind.DAY, lambda table: case((table.c.date_precision.is_not(None), table.c[name])), counted=True)


def _of_incident(kind: Kind, *path: str | int) -> StoredField:
    """What no column has."""

    def value(table: Table) -> Sql:
        whole = _json(incident_documents.c.document, path, kind)
        return select(whole).where(incident_documents.c.number == table.c.number).correlate(table).scalar_subquery()

    return StoredField(kind, value)


_BOTH: dict[str, StoredField] = {
    "id": _column("id"),
    "geometry": _column("lon", Kind.GEOMETRY),
    "event_type": _column("event_type"),
    "sub_event_type": _column("sub_event_type"),
    "status": _column("status"),
    "salience": _column("salience"),
}
INCIDENT_FIELDS = _BOTH | {
    "timeline_date": StoredField(Kind.DAY, lambda table: func.nullif(table.c.first_day, UNDATED), counted=True),
    "said_on": StoredField(Kind.DAY, lambda table: table.c.said_on, counted=True),
    "date_start": _told_day("first_day"),
    "date_end": _told_day("last_day"),
    "date_precision": StoredField(Kind.TEXT, lambda table: func.coalesce(table.c.date_precision, DatePrecision.UNKNOWN.value)),
    "time_of_day": _column("time_of_day"),
    "place_name": _column("place_name"),
    "place_id": _column("place_id"),
    "place_kind": _column("place_kind"),
    "admin1": _column("admin1"),
    "admin2": _column("admin2"),
    "country": _column("country"),
    "uncertainty_km": _column("uncertainty_km", Kind.NUMBER),
    "geo_precision": _column("geo_precision", Kind.INTEGER),
    "where_prec": _column("where_prec", Kind.INTEGER),
    "place_confidence": _column("place_confidence", Kind.NUMBER),
    "confidence": _column("confidence", Kind.NUMBER),
    "fatalities_low": _column("fatalities_low", Kind.INTEGER),
    "fatalities_high": _column("fatalities_high", Kind.INTEGER),
    "injuries_low": _column("injuries_low", Kind.INTEGER),
    "injuries_high": _column("injuries_high", Kind.INTEGER),
    "title": _of_incident(Kind.TEXT, "title"),
    "report_count": _column("report_count", Kind.INTEGER),
    "first_reported": StoredField(Kind.DAY, lambda table: table.c.first_reported, counted=True),
    "updated": _column("updated", Kind.INSTANT),
    "revision": _column("revision", Kind.INTEGER),
    "number": _column("number", Kind.INTEGER),
}
EVENT_FIELDS = _BOTH | {
    "said_on": _told(Kind.DAY, "said_on"),
    "date_start": _told(Kind.DAY, "when", 0),
    "date_end": _told(Kind.DAY, "when", 1),
    "date_precision": StoredField(
        Kind.TEXT, lambda table: func.coalesce(_json(table.c.document, ("when", 2), Kind.TEXT), DatePrecision.UNKNOWN.value)
    ),
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
    "report_id": _told(Kind.TEXT, "report_id"),
    "quote": _told(Kind.TEXT, "quote"),
}
FIELDS: dict[str, dict[str, StoredField]] = {incidents.name: INCIDENT_FIELDS, events.name: EVENT_FIELDS}
