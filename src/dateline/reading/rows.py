"""Tables of reports: JSON Lines, a JSON array, CSV and Parquet with columns `id, text, title, published, url, source, language`."""

import csv
import io
import json
import math
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit

import pyarrow as pa
import pyarrow.parquet as pq

from dateline.errors import UnreadableReport
from dateline.reading.days import parse_day
from dateline.reading.decoding import NotText, clean, declared_encoding, decode, guess_encoding
from dateline.reading.kinds import delimiter_of
from dateline.reading.layouts import layout_of
from dateline.reading.limits import ReadDefaults, ReadLimits
from dateline.reading.report import Report

COLUMNS = ("id", "text", "title", "published", "url", "source", "language")
_CHUNK = 1 << 16
_PARQUET_BATCH = 256
Answer = Report | UnreadableReport


def host_of(url: str | None) -> str | None:
    """The host of an address without `www.`; None when there is none."""
    if not url:
        return None
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def language_code(value: str | None) -> str | None:
    """The ISO 639-1 code of a language tag such as "en-US"; None when it is none."""
    code = (value or "").strip().lower().replace("_", "-").partition("-")[0]
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None


def report_of_row(
    row: Mapping[str, object], origin: str, *, defaults: ReadDefaults, limits: ReadLimits, keep_empty: bool = False
) -> Answer:
    """The report in a row; `keep_empty` lets a row without words be a report of no words, so that every row has its answer."""
    try:
        given = _known_columns(row)
        text = _words(given, "text") or ""
        if not text.strip() and not keep_empty:
            return UnreadableReport(origin, "has an empty text")
        size = len(text.encode("utf-8", "surrogatepass")) if len(text) * 4 > limits.report_bytes else 0
        if size > limits.report_bytes:
            return UnreadableReport(origin, limits.too_large(f"{size:,} bytes"))
        url = _words(given, "url")
        if urlsplit(url or "").scheme not in ("http", "https"):
            url = None
        return Report.of(
            clean(text),
            title=_words(given, "title"),
            url=url,
            source=_words(given, "source") or host_of(url) or defaults.source,
            language=language_code(_words(given, "language")) or defaults.language,
            published=parse_day(given.get("published")) or defaults.published,
            retrieved=datetime.now(UTC),
            external_id=_identifier(given.get("id")),
        )
    except ValueError as error:
        return UnreadableReport(origin, str(error))


def json_lines(
    text: io.TextIOBase, origin: str, *, defaults: ReadDefaults, limits: ReadLimits, keep_empty: bool = False
) -> Iterator[Answer]:
    """One report a line; memory stays bounded by the largest line."""
    # Escapes can make a line of JSON up to six times larger than its text; other columns come on top.
    for number, line in _lines(text, 6 * limits.report_bytes + _CHUNK):
        where = f"{origin}, line {number}"
        if line is None:
            yield UnreadableReport(where, limits.too_large("a line of JSON that goes on beyond it"))
            continue
        if not line.strip():
            continue
        try:
            row = json.loads(line.strip())
        except (ValueError, RecursionError) as error:
            yield UnreadableReport(where, f"is not JSON: {_json_fault(error)}")
            continue
        yield _from_json(row, where, defaults=defaults, limits=limits, keep_empty=keep_empty)


def json_array(
    text: io.TextIOBase, origin: str, *, defaults: ReadDefaults, limits: ReadLimits, keep_empty: bool = False
) -> Iterator[Answer]:
    """One report an element of a JSON array, or the whole file as one object; memory stays bounded by the largest element."""
    decoder = json.JSONDecoder()
    buffer, at, number = text.read(_CHUNK), 0, 1
    while True:
        at = _after_space(buffer, at)
        where = f"{origin}, item {number}"
        if at == len(buffer):
            buffer, at = text.read(_CHUNK), 0
            if not buffer:
                return
            continue
        if buffer[at] == "]":
            return
        try:
            row, at = decoder.raw_decode(buffer, at)
        except RecursionError:
            yield UnreadableReport(where, "is nested too deeply; what follows it is not read")
            return
        except ValueError as error:
            if len(buffer) - at > 6 * limits.report_bytes + _CHUNK:
                yield UnreadableReport(where, limits.too_large("an item that goes on beyond it") + "; what follows it is not read")
                return
            more = text.read(max(_CHUNK, len(buffer) - at))
            if not more:
                yield UnreadableReport(where, f"is not JSON: {_json_fault(error)}; what follows it is not read")
                return
            buffer, at = buffer[at:] + more, 0
            continue
        yield _from_json(row, where, defaults=defaults, limits=limits, keep_empty=keep_empty)
        number += 1


def csv_table(
    text: io.TextIOBase, origin: str, *, defaults: ReadDefaults, limits: ReadLimits, keep_empty: bool = False
) -> Iterator[Answer]:
    """One report a row below a line of column names; columns are separated by a comma, a semicolon, a tab or a bar."""
    header = text.readline(_CHUNK)
    delimiter = delimiter_of(header)
    columns = [column.strip().lower() for column in next(csv.reader([header], delimiter=delimiter), [])]
    if "text" not in columns:
        known = layout_of(columns)
        hint = f"; it is an event table of {known.label}, which `dateline ingest` loads" if known else ""
        yield UnreadableReport(origin, f"has no column named text; its columns are {_listed(columns)}{hint}")
        return
    # The limit is the csv module's own and only ever raised, so that a quote that is never closed cannot take all memory.
    csv.field_size_limit(max(csv.field_size_limit(), limits.report_bytes + 1))
    reader = csv.reader(map(repaired, iter(lambda: text.readline(2 * limits.report_bytes), "")), delimiter=delimiter)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield UnreadableReport(
                f"{origin}, line {reader.line_num + 1}",
                f"is no row of a table ({error}; is a quote not closed?); what follows it is not read",
            )
            return
        if not any(cells):
            continue
        where = f"{origin}, line {reader.line_num + 1}"
        if len(cells) > len(columns):
            yield UnreadableReport(where, f"has {len(cells)} cells for {len(columns)} columns")
            continue
        row: dict[str, object] = {name: cell for name, cell in zip(columns, cells, strict=False) if cell not in _NO_VALUE}
        yield report_of_row(row, where, defaults=defaults, limits=limits, keep_empty=keep_empty)


def parquet_table(
    source: Path | BinaryIO, origin: str, *, defaults: ReadDefaults, limits: ReadLimits, keep_empty: bool = False
) -> Iterator[Answer]:
    """One report a row of a Parquet file (a path or a seekable stream), read some rows at a time."""
    try:
        with pq.ParquetFile(source) as table:
            by_name = {name.lower(): name for name in table.schema_arrow.names}
            if "text" not in by_name:
                yield UnreadableReport(origin, f"has no column named text; its columns are {_listed(table.schema_arrow.names)}")
                return
            wanted = [by_name[name] for name in COLUMNS if name in by_name]
            number = 0
            for batch in table.iter_batches(batch_size=_PARQUET_BATCH, columns=wanted):
                for row in batch.to_pylist():
                    number += 1
                    yield report_of_row(row, f"{origin}, row {number}", defaults=defaults, limits=limits, keep_empty=keep_empty)
    except (pa.ArrowException, OSError, ValueError) as error:
        yield UnreadableReport(origin, f"is no Parquet file that can be read: {str(error).splitlines()[0]}")


_NO_VALUE = frozenset({"NaN", "nan", "NULL", "null", "None", "N/A", "<NA>"})


def _known_columns(row: Mapping[str, object]) -> dict[str, object]:
    given: dict[str, object] = {}
    for name, value in row.items():
        column = name.strip().lower()
        if column in COLUMNS and value is not None and not (isinstance(value, float) and math.isnan(value)):
            given.setdefault(column, value)
    return given


def _words(given: Mapping[str, object], column: str) -> str | None:
    value = given.get(column)
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError(f"{column} is a {type(value).__name__}, not words")
    if column == "text":
        return value
    return clean(value.strip()) or None


def _identifier(value: object) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, str | int | float):
        raise ValueError(f"id is a {type(value).__name__}, not a word or a number")
    return clean(str(value))


def _from_json(row: object, where: str, *, defaults: ReadDefaults, limits: ReadLimits, keep_empty: bool) -> Answer:
    if not isinstance(row, dict):
        return UnreadableReport(where, f"is a JSON {type(row).__name__}, not an object with a text")
    if not any(name.strip().lower() == "text" for name in row):
        return UnreadableReport(where, f"has no text; it has {_listed(row)}")
    return report_of_row(row, where, defaults=defaults, limits=limits, keep_empty=keep_empty)


@contextmanager
def opened_text(stream: BinaryIO) -> Iterator[io.TextIOBase]:
    """The text of a stream, every line end kept; bytes that are not in its encoding become surrogates or replacement marks.

    Raises `NotText`; leaves the stream open, which is its opener's to close.
    """
    sample: bytes = stream.peek(_CHUNK) if isinstance(stream, io.BufferedReader) else b""
    marked = declared_encoding(sample)
    if marked:
        encoding, skip = marked
        stream.read(skip)
    else:
        encoding = guess_encoding(sample, whole=False)
    errors = "surrogateescape" if encoding == "utf-8" else "replace"
    text = io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline="")
    try:
        yield text
    finally:
        text.detach()


def _lines(text: io.TextIOBase, longest: int) -> Iterator[tuple[int, str | None]]:
    """Numbered lines; None for one of more than `longest` characters, which is skipped over."""
    number = 0
    while line := text.readline(longest):
        number += 1
        if len(line) >= longest and not line.endswith("\n"):
            while line and not line.endswith("\n"):
                line = text.readline(longest)
            yield number, None
        else:
            yield number, repaired(line)


def repaired(line: str) -> str:
    """A line whose bytes were not all UTF-8, read in the encoding they seem to be in."""
    if line.isascii() or not _NO_UTF_8.search(line):
        return line
    try:
        return decode(line.encode("utf-8", "surrogateescape"))
    except (NotText, UnicodeEncodeError):
        return line


_NO_UTF_8 = re.compile("[\udc80-\udcff]")


def _json_fault(error: Exception) -> str:
    return "it is nested too deeply" if isinstance(error, RecursionError) else str(error)


_BETWEEN_ITEMS = re.compile(r"[\ufeff\s,\[]*")


def _after_space(buffer: str, at: int) -> int:
    """Past the white space, commas and the opening bracket that stand between items."""
    found = _BETWEEN_ITEMS.match(buffer, at)
    return found.end() if found else at


def _listed(names: Any) -> str:
    shown = [str(name)[:40] for name in names][:20]
    return ", ".join(shown) if any(shown) else "not named"
