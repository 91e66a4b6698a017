"""Tables of incidents that people have coded already, in the layout of UCDP GED, ACLED or GTD: one typed row an incident.

Column names and codes are those of the published codebooks: UCDP Georeferenced Event Dataset Codebook (Uppsala University), ACLED Codebook,
Global Terrorism Database Codebook (University of Maryland).
"""

import calendar
import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from dateline.chronology import DatePrecision
from dateline.errors import UnreadableReport
from dateline.reading.days import parse_day
from dateline.reading.decoding import NotText, clean
from dateline.reading.kinds import delimiter_of
from dateline.reading.layouts import EventTable, layout_of
from dateline.reading.limits import ReadLimits
from dateline.reading.rows import opened_text, repaired

__all__ = ["CodedRow", "EventTable", "RowBlock", "coded_rows", "event_table_in", "row_blocks"]

V = TypeVar("V")

_HEADER = 1 << 16


@dataclass(frozen=True, slots=True)
class CodedRow:
    """One row of an event table: what was coded, in the table's own codes; empty words where nothing is told."""

    table: EventTable
    id: str
    """The table's own id of the incident."""
    words: str
    """What the row tells in prose: a headline, notes, a summary."""
    source: str
    """Where the table has it from."""
    published: date | None
    codes: tuple[str, ...]
    """UCDP: type of violence; ACLED: sub-event type; GTD: attack type, suicide, weapon type, weapon subtype, target type."""
    start: date
    end: date
    date_precision: DatePrecision
    date_words: str
    """The days as the table writes them, with its own precision code."""
    lon: float | None
    """Degrees; None, like `lat`, where the table gives no point."""
    lat: float | None
    place: str
    admin1: str
    admin2: str
    country: str
    where_prec: int
    """UCDP's scale, 1 to 7, into which the other tables' codes are put."""
    place_code: str
    """The table's own code of how exact the place is, with its name: "geo_precision 2"."""
    side_a: str
    side_b: str
    low: int | None
    best: int | None
    high: int | None
    injured: int | None = None


def event_table_in(file: Path) -> EventTable | None:
    """Whose layout a file has, by its first line; None when it is no event table or cannot be read."""
    try:
        with file.open("rb") as stream:
            header = stream.readline(_HEADER)
    except OSError:
        return None
    return layout_of(_columns(header.decode("utf-8-sig", "replace")))


@dataclass(frozen=True, slots=True)
class RowBlock:
    """Some rows of an event table as they are written, in their order, for any process to code."""

    table: EventTable | None
    """None where the file is no event table after all; then there are no rows but why it is none."""
    columns: tuple[str, ...]
    rows: tuple["_Row", ...]
    """Each with where it stands, and its cells or, as text, why it has none."""

    def coded(self) -> Iterator[CodedRow | UnreadableReport]:
        """What the rows tell; one that cannot be used is told with its cause."""
        for origin, cells in self.rows:
            if isinstance(cells, str) or self.table is None:
                yield UnreadableReport(origin, str(cells))
                continue
            try:
                yield _READERS[self.table](_Cells(self.columns, cells))
            except ValueError as error:
                yield UnreadableReport(origin, str(error))


def coded_rows(file: Path, *, limits: ReadLimits | None = None) -> Iterator[CodedRow | UnreadableReport]:
    """The rows of an event table in its order; a row that cannot be used stands among them with its cause, and the rest goes on."""
    for block in row_blocks(file, limits=limits):
        yield from block.coded()


def row_blocks(file: Path, *, limits: ReadLimits | None = None, size: int = 1_000) -> Iterator[RowBlock]:
    """The rows of an event table, `size` at a time, not yet looked at, so that others can do that."""
    table: EventTable | None = None
    columns: tuple[str, ...] = ()
    rows: list[_Row] = []
    for row in _opened(file, limits or ReadLimits()):
        if isinstance(row, RowBlock):
            table, columns = row.table, row.columns
            continue
        rows.append(row)
        if len(rows) >= size:
            yield RowBlock(table, columns, tuple(rows))
            rows = []
    if rows:
        yield RowBlock(table, columns, tuple(rows))


_Row = tuple[str, list[str] | str]


def _opened(file: Path, limits: ReadLimits) -> Iterator[RowBlock | _Row]:
    """The header as a block without rows, then the rows."""
    try:
        with file.open("rb") as stream, opened_text(stream) as text:
            yield from _rows(text, str(file), limits)
    except NotText as error:
        yield str(file), f"is not text: {error}"
    except OSError as error:
        yield str(file), f"cannot be read: {error.strerror or error}"


def _rows(text: io.TextIOBase, origin: str, limits: ReadLimits) -> Iterator[RowBlock | _Row]:
    header = text.readline(_HEADER)
    columns = _columns(header)
    table = layout_of(columns)
    if table is None:
        yield origin, "has not the columns of an event table of UCDP GED, ACLED or GTD"
        return
    yield RowBlock(table, tuple(columns), ())
    csv.field_size_limit(max(csv.field_size_limit(), limits.report_bytes + 1))
    reader = csv.reader(map(repaired, iter(lambda: text.readline(2 * limits.report_bytes), "")), delimiter=delimiter_of(header))
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield f"{origin}, line {reader.line_num + 1}", f"is no row of a table ({error}); what follows it is not read"
            return
        if not cells:
            continue
        at = f"{origin}, line {reader.line_num + 1}"
        if len(cells) != len(columns):
            yield at, f"has {len(cells)} cells for {len(columns)} columns"
            continue
        yield at, cells


def _columns(header: str) -> list[str]:
    try:
        return [column.strip().lower() for column in next(csv.reader([header.lstrip("\ufeff")], delimiter=delimiter_of(header)), [])]
    except csv.Error:
        return []


class _Cells:
    """A row's cells by the names of their columns."""

    __slots__ = ("_cells",)

    def __init__(self, columns: Sequence[str], cells: list[str]) -> None:
        if "".join(cells).isprintable():  # nearly every row, asked once for all its cells
            told = ["" if cell in _NOTHING else cell.strip() for cell in cells]
        else:
            told = ["" if cell in _NOTHING else " ".join(clean(cell).split()) for cell in cells]
        self._cells = dict(zip(columns, told, strict=True))

    def words(self, column: str) -> str:
        return self._cells.get(column, "")

    def number(self, column: str) -> int | None:
        cell = self.words(column)
        if not cell:
            return None
        try:
            return int(cell)
        except ValueError:
            value = float(cell)
            if not value.is_integer():
                raise ValueError(f"{column} is {cell[:40]!r}, not a whole number") from None
            return int(value)

    def count(self, column: str) -> int | None:
        """A number of people: None where it is not told, which some tables write as a negative number."""
        value = self.number(column)
        if value is not None and value > _MOST:
            raise ValueError(f"{column} is {value}, more than there are people")
        return None if value is None or value < 0 else value

    def degrees(self, column: str, most: int) -> float | None:
        cell = self.words(column)
        if not cell:
            return None
        value = float(cell)
        if not -most <= value <= most:
            raise ValueError(f"{column} is {cell[:40]!r}, not degrees between -{most} and {most}")
        return value

    def day(self, column: str) -> date:
        cell = self.words(column)
        try:
            return _iso_day(cell[:10])
        except ValueError:
            day = parse_day(cell)
        if day is None:
            raise ValueError(f"{column} is empty")
        return day

    def day_if_told(self, column: str) -> date | None:
        """The first of the days in a cell; None where none of it is a day: a source's day is no reason to lose a row."""
        cell = self.words(column)
        if not cell:
            return None
        try:
            return _iso_day(cell[:10])
        except ValueError:
            pass
        try:
            return parse_day(cell.partition(";")[0])
        except ValueError:
            return None


_iso_day = lru_cache(maxsize=4_096)(date.fromisoformat)
_MOST = 10_000_000_000
_NOTHING = frozenset({"NA", "NaN", "nan", "NULL", "null", "None", "N/A", "."})
_UCDP_DAYS = {
    1: DatePrecision.DAY,
    2: DatePrecision.WEEK,  # 2 to 6 days
    3: DatePrecision.WEEK,
    4: DatePrecision.MONTH,  # 8 to 30 days, or a month
    5: DatePrecision.YEAR,  # more than a month, up to a year
}


def _ucdp(row: _Cells) -> CodedRow:
    start, end = row.day("date_start"), row.day("date_end")
    if end < start:
        raise ValueError(f"ends ({end}) before it starts ({start})")
    date_prec = row.number("date_prec")
    precision = DatePrecision.DAY if start == end else DatePrecision.WEEK
    days = start.isoformat() if start == end else f"{start.isoformat()} to {end.isoformat()}"
    if date_prec is not None:
        precision = _coded(_UCDP_DAYS, date_prec, "date_prec")
        days = f"{days} (date_prec {date_prec})"
    where_prec = row.number("where_prec")
    if where_prec is None or not 1 <= where_prec <= 7:
        raise ValueError(f"where_prec is {where_prec}, not a number from 1 to 7")
    return CodedRow(
        EventTable.UCDP,
        row.words("id"),
        row.words("source_headline"),
        row.words("source_office") or row.words("source_original"),
        row.day_if_told("source_date"),
        (row.words("type_of_violence"),),
        start,
        end,
        precision,
        days,
        row.degrees("longitude", 180),
        row.degrees("latitude", 90),
        row.words("where_coordinates") or row.words("where_description"),
        row.words("adm_1"),
        row.words("adm_2"),
        row.words("country"),
        where_prec,
        f"where_prec {where_prec}",
        row.words("side_a"),
        row.words("side_b"),
        row.count("low"),
        row.count("best"),
        row.count("high"),
    )


_ACLED_DAYS = {1: DatePrecision.DAY, 2: DatePrecision.WEEK, 3: DatePrecision.MONTH}
_ACLED_PLACES = {1: 1, 2: 2, 3: 4}


def _acled(row: _Cells) -> CodedRow:
    day = row.day("event_date")
    code = row.number("time_precision") or 1
    precision = _coded(_ACLED_DAYS, code, "time_precision")
    start, end = _around(day, precision)
    exact = row.number("geo_precision")
    dead = row.count("fatalities")
    return CodedRow(
        EventTable.ACLED,
        row.words("event_id_cnty"),
        row.words("notes"),
        row.words("source"),
        row.day_if_told("source_date"),
        (row.words("sub_event_type"),),
        start,
        end,
        precision,
        f"{day.isoformat()} (time_precision {code})",
        row.degrees("longitude", 180),
        row.degrees("latitude", 90),
        row.words("location"),
        row.words("admin1"),
        row.words("admin2"),
        row.words("country"),
        _coded(_ACLED_PLACES, exact, "geo_precision"),
        f"geo_precision {exact}",
        row.words("actor1"),
        row.words("actor2"),
        dead,
        dead,
        dead,
    )


_GTD_PLACES = {
    1: 1,  # the point is that of the city or village
    2: 3,  # a city or village, but the point is that of its district
    3: 3,  # a district
    4: 4,  # a province
    5: 6,  # no province known
}


def _gtd(row: _Cells) -> CodedRow:
    year, month, day_number = row.number("iyear"), row.number("imonth") or 0, row.number("iday") or 0
    if year is None:
        raise ValueError("iyear is empty")
    if month == 0:
        start, end, precision, days = date(year, 1, 1), date(year, 12, 31), DatePrecision.YEAR, f"{year}"
    elif day_number == 0:
        start, end = _around(date(year, month, 1), DatePrecision.MONTH)
        precision, days = DatePrecision.MONTH, f"{year}-{month:02}"
    else:
        start = end = date(year, month, day_number)
        precision, days = DatePrecision.DAY, start.isoformat()
    exact = row.number("specificity")
    where_prec = _coded(_GTD_PLACES, exact, "specificity")
    near = row.number("vicinity") == 1
    dead = row.count("nkill")
    return CodedRow(
        EventTable.GTD,
        row.words("eventid"),
        row.words("summary"),
        row.words("dbsource"),
        None,
        tuple(row.words(column) for column in ("attacktype1", "suicide", "weaptype1", "weapsubtype1", "targtype1")),
        start,
        end,
        precision,
        days,
        row.degrees("longitude", 180),
        row.degrees("latitude", 90),
        row.words("city") if row.words("city") != "Unknown" else "",
        row.words("provstate"),
        "",
        row.words("country_txt"),
        2 if near and where_prec == 1 else where_prec,
        f"specificity {exact}, vicinity 1" if near else f"specificity {exact}",
        row.words("gname"),
        row.words("target1") or row.words("targtype1_txt"),
        dead,
        dead,
        dead,
        row.count("nwound"),
    )


_READERS: dict[EventTable, Callable[[_Cells], CodedRow]] = {EventTable.UCDP: _ucdp, EventTable.ACLED: _acled, EventTable.GTD: _gtd}


def _around(day: date, precision: DatePrecision) -> tuple[date, date]:
    """ACLED writes the middle of a week or a month; the whole of either is meant."""
    if precision is DatePrecision.WEEK:
        return day - timedelta(days=3), day + timedelta(days=3)
    if precision is DatePrecision.MONTH:
        return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return day, day


def _coded(codes: dict[int, V], code: int | None, column: str) -> V:
    if code is None or code not in codes:
        raise ValueError(f"{column} is {code}, not one of {', '.join(map(str, codes))}")
    return codes[code]
