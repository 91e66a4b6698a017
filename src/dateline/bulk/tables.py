"""Events and reports as Arrow tables: the published columns for any tool, and beside them all that merging and a store need."""

import json
import struct
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq
from pyproj import CRS

from dateline.extraction.event import Event
from dateline.gazetteer.place import Place
from dateline.merging.blocking import reach_of
from dateline.merging.copies import Sketch
from dateline.merging.incident import Account
from dateline.merging.telling import Telling
from dateline.publishing.encoding import printable
from dateline.publishing.forms import DECIMALS
from dateline.publishing.properties import EVENT, PlacedAccount, PropertyType
from dateline.reading.report import Report
from dateline.storage.codec import dump, event_document, event_of, load, place_digest, place_document, place_of

UNDATED = "undated"
"""The month of what has no day, told in a report that has none either."""
_ROW_GROUP = 5_000
_MOST = 2**63 - 1
_TYPES = {
    PropertyType.TEXT: pa.string(),
    PropertyType.TEXTS: pa.list_(pa.string()),
    PropertyType.DAY: pa.date32(),
    PropertyType.INSTANT: pa.timestamp("ms", tz="UTC"),
    PropertyType.INTEGER: pa.int64(),
    PropertyType.NUMBER: pa.float64(),
}
_SHOWN = tuple(prop for prop in EVENT if prop.type in _TYPES and prop.name != "incident_id")
_KEPT = (
    ("month", pa.string()),
    ("reach_from", pa.int32()),
    ("reach_to", pa.int32()),
    ("publisher", pa.string()),
    ("fingerprint", pa.string()),
    ("sketch", pa.string()),
    ("document", pa.binary()),
    ("place_document", pa.binary()),
)
_GEO = {
    "version": "1.1.0",
    "primary_column": "geometry",
    "columns": {"geometry": {"encoding": "WKB", "geometry_types": ["Point"], "crs": CRS.from_epsg(4326).to_json_dict()}},
}
EVENTS = pa.schema(
    [
        pa.field("id", pa.string()),
        *(pa.field(prop.name, _TYPES[prop.type]) for prop in _SHOWN),
        *(pa.field(name, type_) for name, type_ in _KEPT),
        pa.field("geometry", pa.binary()),
    ],
    metadata={"geo": json.dumps(_GEO)},
)
KEPT = ("document", "place_document", "publisher", "published", "fingerprint", "sketch", "month", "reach_from", "reach_to")
"""The columns that `kept_of` reads."""
REPORTS = pa.schema(
    [
        *(pa.field(name, pa.string()) for name in ("id", "text", "title", "url", "source", "language")),
        pa.field("published", pa.date32()),
        pa.field("retrieved", pa.timestamp("us", tz="UTC")),
        pa.field("external_id", pa.string()),
    ]
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A telling as it was read back, with the month in which it stands."""

    telling: Telling
    month: str
    reach: tuple[int, int] | None
    """As `reach_of` gives it."""


def month_of(telling: Telling) -> str:
    """The month in which an event begins, as 2020-07; where its days are not told the month in which it was told, else `UNDATED`."""
    day = telling.event.when.start if telling.event.when else telling.published or telling.event.said_on
    return f"{day.year:04}-{day.month:02}" if day else UNDATED


def days_of(month: str) -> tuple[int, int]:
    """The first and last day of a month, as ordinals."""
    year, number = int(month[:4]), int(month[5:])
    return date(year, number, 1).toordinal(), date(year, number, monthrange(year, number)[1]).toordinal()


def months_between(first: int, last: int) -> list[str]:
    """The months between two days, both given as ordinals and included."""
    start, end = (date.fromordinal(min(max(day, 1), date.max.toordinal())) for day in (first, last))
    count = (end.year - start.year) * 12 + end.month - start.month + 1
    return [f"{start.year + (start.month - 1 + i) // 12:04}-{(start.month - 1 + i) % 12 + 1:02}" for i in range(count)]


def events_table(accounts: Sequence[Account]) -> pa.Table:
    """The events of some reports, sorted by month."""
    rows = sorted(((Telling.of(account), account) for account in accounts), key=lambda row: (month_of(row[0]), row[0].event.id))
    tellings = [telling for telling, _ in rows]
    columns: list[list[Any]] = [[telling.event.id for telling in tellings]]
    placed = [PlacedAccount(account, None) for _, account in rows]
    columns += [[_cell(prop.type, prop.value(each)) for each in placed] for prop in _SHOWN]
    reaches = [reach_of(telling) for telling in tellings]
    columns += [
        [month_of(telling) for telling in tellings],
        [reach[0] if reach else None for reach in reaches],
        [reach[1] if reach else None for reach in reaches],
        [_text(telling.publisher) for telling in tellings],
        [telling.fingerprint for telling in tellings],
        [telling.sketch.written() if telling.sketch else None for telling in tellings],
        [_bytes(event_document(telling.event)) for telling in tellings],
        [_bytes(place_document(telling.event.where.place)) if telling.event.where else None for telling in tellings],
        [_point(telling.event) for telling in tellings],
    ]
    return pa.table([pa.array(column, field.type) for column, field in zip(columns, EVENTS, strict=True)], schema=EVENTS)


def kept_of(table: pa.Table) -> list[Kept]:
    """The tellings of a table's rows."""
    places: dict[bytes, tuple[str, Place]] = {}
    kept = []
    columns = (table[name].to_pylist() for name in KEPT)
    for document, place, publisher, published, fingerprint, sketch, month, first, last in zip(*columns, strict=True):
        located = {}
        if place is not None:
            if place not in places:
                known = place_of(load(place.decode("utf-8", "surrogatepass")))
                places[place] = (place_digest(known), known)
            located = dict([places[place]])
        event = event_of(load(document.decode("utf-8", "surrogatepass")), located)
        kept.append(
            Kept(
                Telling(event, publisher, published, fingerprint, Sketch.read(sketch) if sketch else None),
                month,
                (first, last) if first is not None else None,
            )
        )
    return kept


def reports_table(reports: Iterable[Report]) -> pa.Table:
    """Reports as they were read; a lone surrogate, which has no UTF-8 form, becomes U+FFFD."""
    rows = [
        (
            *(_text(value) for value in (report.id, report.text, report.title, report.url, report.source, report.language)),
            report.published,
            report.retrieved.astimezone(UTC) if report.retrieved else None,
            _text(report.external_id),
        )
        for report in reports
    ]
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(REPORTS)
    return pa.table([pa.array(column, field.type) for column, field in zip(columns, REPORTS, strict=True)], schema=REPORTS)


def reports_of_table(table: pa.Table) -> list[Report]:
    """The reports of a table's rows."""
    return [Report(**{**row, "retrieved": _aware(row["retrieved"])}) for row in table.to_pylist()]


def write_table(table: pa.Table, stream: IO[bytes]) -> None:
    """A table as a Parquet file, in row groups small enough to read some of it."""
    pq.write_table(table, stream, compression="zstd", row_group_size=_ROW_GROUP)


def _aware(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment else None


def _cell(kind: PropertyType, value: Any) -> Any:
    if value is None:
        return None
    if kind is PropertyType.TEXT:
        return printable(value)
    if kind is PropertyType.TEXTS:
        return [printable(text) for text in value]
    if kind is PropertyType.DAY:
        return date.fromisoformat(value)
    if kind is PropertyType.INTEGER:
        return max(-_MOST, min(value, _MOST))  # what is told may be any number; the document keeps it
    return datetime.fromisoformat(value) if kind is PropertyType.INSTANT else value


def _text(value: str | None) -> str | None:
    return None if value is None else printable(value)


def _bytes(document: Any) -> bytes:
    return dump(document).encode("utf-8", "surrogatepass")


def _point(event: Event) -> bytes | None:
    if event.where is None:
        return None
    point = event.where.point
    return struct.pack("<BIdd", 1, 1, round(point.lon, DECIMALS), round(point.lat, DECIMALS))
