"""Whatever is named — files, folders, addresses, feeds, tables, standard input — to a stream of reports."""

import io
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO, TypedDict, cast
from urllib.parse import urlsplit

from dateline.errors import FetchRefused, UnreadableReport
from dateline.reading import rows
from dateline.reading.archives import archive_reports
from dateline.reading.decoding import NotText, clean, declared_encoding, decode, guess_encoding
from dateline.reading.feeds import feed_reports
from dateline.reading.fetching import Fetched, Resolve, fetch, resolve_host
from dateline.reading.kinds import Kind, is_one_object, kind_of, packed_kind
from dateline.reading.limits import FetchLimits, ReadDefaults, ReadLimits
from dateline.reading.pages import page_report
from dateline.reading.report import Report
from dateline.reading.rows import host_of

__all__ = ["FetchLimits", "ReadDefaults", "ReadLimits", "files_in", "read_answer", "read_sources"]

_HEAD = 1 << 16
Answer = Report | UnreadableReport


def read_sources(
    sources: Iterable[str | Path],
    *,
    defaults: ReadDefaults | None = None,
    limits: ReadLimits | None = None,
    keep_empty: bool = False,
    resolve: Resolve = resolve_host,
) -> Iterator[Answer]:
    """The reports in each source, in order; what cannot be read stands among them as an `UnreadableReport`, and the rest goes on.

    A source is a file, a folder (read through, in sorted order, hidden files left out), an http(s) address of a page, feed or table, or `-`
    for standard input. What a file holds is told by its content. `keep_empty` lets a table's row without words be a report of no words.
    """
    limits = limits or ReadLimits()
    reader = _Reader(defaults or ReadDefaults(), limits, keep_empty, partial(fetch, limits=limits.fetch, resolve=resolve))
    for source in sources:
        if isinstance(source, str) and source == "-":
            stream = sys.stdin.buffer if hasattr(sys.stdin, "buffer") else io.BytesIO(sys.stdin.read().encode())
            yield from reader.stream(stream, "standard input", None)
        elif isinstance(source, str) and "://" in source:
            yield from reader.address(source)
        else:
            yield from reader.path(Path(source))


Get = Callable[[str], Fetched]
"""Fetches an address; raises as `fetch` does."""


def read_answer(answer: Fetched, origin: str, *, defaults: ReadDefaults, limits: ReadLimits, get: Get) -> Iterator[Answer]:
    """The reports in what an address answered; `get` fetches the pages that a feed's short entries lead to."""
    yield from _Reader(defaults, limits, False, get).content(answer, origin, defaults, False)


class _Reader:
    """Reads one source after another with the same limits."""

    def __init__(self, defaults: ReadDefaults, limits: ReadLimits, keep_empty: bool, get: Get) -> None:
        self._defaults = defaults
        self._limits = limits
        self._keep_empty = keep_empty
        self._get = get

    def path(self, path: Path) -> Iterator[Answer]:
        try:
            if path.is_dir():
                for file in files_in(path):
                    yield from self.path(file)
                return
            with path.open("rb", buffering=_HEAD) as stream:
                yield from self.stream(stream, str(path), path)
        except FileNotFoundError:
            yield UnreadableReport(str(path), "does not exist")
        except PermissionError:
            yield UnreadableReport(str(path), "may not be read: permission denied")
        except (OSError, ValueError) as error:
            yield UnreadableReport(str(path), f"cannot be read: {getattr(error, 'strerror', None) or error}")

    def address(self, url: str, defaults: ReadDefaults | None = None, *, page_only: bool = False) -> Iterator[Answer]:
        """What an address answers; `page_only` where a feed's entry is followed, so that feeds of feeds end."""
        try:
            answer = self._get(url)
        except FetchRefused as error:
            yield UnreadableReport(url, str(error).removeprefix(f"{url}: "))
            return
        except UnreadableReport as error:
            yield error
            return
        yield from self.content(answer, url, defaults or self._defaults, page_only)

    def stream(self, stream: BinaryIO, origin: str, path: Path | None) -> Iterator[Answer]:
        buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, stream), _HEAD)
        head = buffered.peek(_HEAD)
        try:
            kind = _kind(head, path.name if path else "", None)
            yield from self._of_kind(kind, buffered, origin, path)
        except NotText as error:
            yield UnreadableReport(origin, f"is not text: {error}")

    def _of_kind(self, kind: Kind, stream: io.BufferedReader, origin: str, path: Path | None) -> Iterator[Answer]:
        name = path.name if path else None
        match kind:
            case Kind.TEXT:
                yield self._plain(_at_most(stream, self._limits.report_bytes), origin, path)
            case Kind.HTML | Kind.FEED:
                data = _at_most(stream, self._limits.fetch.bytes)
                if data is None:
                    yield UnreadableReport(
                        origin, f"is larger than {self._limits.fetch.bytes:,} bytes (DATELINE_FETCH_MAX_BYTES changes it)"
                    )
                elif kind is Kind.FEED:
                    yield from feed_reports(data, origin, defaults=self._defaults, limits=self._limits)
                else:
                    yield page_report(data, origin, defaults=self._defaults, limits=self._limits, name=name)
            case Kind.PARQUET:
                source: Path | BinaryIO = path if path and path.is_file() else io.BytesIO(stream.read())
                yield from self._table(kind, source, origin, self._defaults)
            case _ if kind.is_archive:
                yield from self._archive(kind, stream, origin, self._defaults)
            case _:
                yield from self._table(kind, stream, origin, self._defaults)

    def _archive(self, kind: Kind, stream: BinaryIO, origin: str, defaults: ReadDefaults) -> Iterator[Answer]:
        found = False
        for answer in archive_reports(kind, stream, origin, defaults=defaults, limits=self._limits):
            found = True
            yield answer
        if not found:
            yield UnreadableReport(origin, "holds no report")

    def _table(self, kind: Kind, source: Path | BinaryIO, origin: str, defaults: ReadDefaults) -> Iterator[Answer]:
        options = _TableOptions(defaults=defaults, limits=self._limits, keep_empty=self._keep_empty)
        found = False
        for answer in _rows(kind, source, origin, options):
            found = True
            yield answer
        if not found:
            yield UnreadableReport(origin, "is empty")

    def content(self, answer: Fetched, origin: str, defaults: ReadDefaults, page_only: bool) -> Iterator[Answer]:
        try:
            kind = _kind(answer.content[:_HEAD], urlsplit(answer.url).path, answer.content_type)
            if kind is Kind.TEXT:
                yield self._fetched_text(answer, origin, defaults)
            elif kind is Kind.HTML:
                yield page_report(answer.content, origin, defaults=defaults, limits=self._limits, url=answer.url, charset=answer.charset)
            elif page_only:
                yield UnreadableReport(origin, f"is a {kind.value.replace('_', ' ')}, not a page")
            elif kind is Kind.FEED:
                yield from feed_reports(answer.content, origin, defaults=defaults, limits=self._limits, follow=self._follow)
            elif kind.is_archive:
                yield from self._archive(kind, io.BytesIO(answer.content), origin, defaults)
            else:
                body = io.BytesIO(answer.content)
                source = body if kind is Kind.PARQUET else io.BufferedReader(cast(io.RawIOBase, body), _HEAD)
                yield from self._table(kind, source, origin, defaults)
        except NotText as error:
            yield UnreadableReport(origin, f"is not text: {error}")

    def _follow(self, url: str, defaults: ReadDefaults) -> Answer:
        return next(self.address(url, defaults, page_only=True))

    def _plain(self, data: bytes | None, origin: str, path: Path | None) -> Answer:
        if data is None:
            size = f"{path.stat().st_size:,} bytes" if path and path.is_file() else "it goes on beyond it"
            return UnreadableReport(origin, self._limits.too_large(size))
        return self._text_report(decode(data), origin, self._defaults, None, path.name if path else None)

    def _fetched_text(self, answer: Fetched, origin: str, defaults: ReadDefaults) -> Answer:
        if len(answer.content) > self._limits.report_bytes:
            return UnreadableReport(origin, self._limits.too_large(f"{len(answer.content):,} bytes"))
        return self._text_report(decode(answer.content, answer.charset), origin, defaults, answer.url, None)

    def _text_report(self, text: str, origin: str, defaults: ReadDefaults, url: str | None, name: str | None) -> Answer:
        if not text.strip():
            return UnreadableReport(origin, "is empty")
        return Report.of(
            clean(text),
            url=url,
            source=host_of(url) or defaults.source,
            language=defaults.language,
            published=defaults.published,
            retrieved=datetime.now(UTC),
            external_id=name,
        )


class _TableOptions(TypedDict):
    defaults: ReadDefaults
    limits: ReadLimits
    keep_empty: bool


def _rows(kind: Kind, source: Path | BinaryIO, origin: str, options: _TableOptions) -> Iterator[Answer]:
    if kind is Kind.PARQUET or isinstance(source, Path):
        yield from rows.parquet_table(source, origin, **options)
        return
    read = {Kind.CSV: rows.csv_table, Kind.JSON_ARRAY: rows.json_array}.get(kind, rows.json_lines)
    with rows.opened_text(source) as text:
        yield from read(text, origin, **options)


def _kind(head: bytes, name: str, content_type: str | None) -> Kind:
    """Raises `NotText` when it is neither text nor a table."""
    if packed := packed_kind(head, name):
        return packed
    marked = declared_encoding(head)
    text = head.decode(marked[0] if marked else guess_encoding(head, whole=False), "replace")
    kind = kind_of(head, text, name, content_type)
    return Kind.JSON_ARRAY if kind is Kind.JSON_LINES and is_one_object(text) else kind


def files_in(folder: Path) -> Iterator[Path]:
    """Regular files under a folder in sorted order; hidden ones, and what a linked folder holds, are left out."""
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(root, name)
            if not name.startswith(".") and not _is_special(path):
                yield path


def _is_special(path: Path) -> bool:
    """Whether it is a pipe, a socket or a device, which would wait for ever; a broken link is not, and is told as missing."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not stat.S_ISREG(mode)


def _at_most(stream: io.BufferedReader, limit: int) -> bytes | None:
    """The whole stream, or None when it has more bytes than the limit."""
    data = stream.read(limit + 1)
    return None if len(data) > limit else data
