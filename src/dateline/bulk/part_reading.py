"""The reports of a part, one after another."""

import io
from collections.abc import Iterator
from itertools import islice
from typing import IO

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq

from dateline.bulk.parts import Part, Slice
from dateline.bulk.places import opened
from dateline.errors import UnreadableReport
from dateline.reading.limits import ReadDefaults, ReadLimits
from dateline.reading.report import Report
from dateline.reading.rows import COLUMNS, json_lines, report_of_row

Answer = Report | UnreadableReport
_BATCH = 256
_BLOCK = 1 << 20


def reports_of(part: Part, defaults: ReadDefaults, limits: ReadLimits) -> Iterator[Answer]:
    """The reports of a part; what cannot be read stands among them. Raises `OSError` when a file is gone or does not answer."""
    return islice((answer for piece in part.slices for answer in _of_slice(piece, defaults, limits)), part.first, part.last)


def _of_slice(piece: Slice, defaults: ReadDefaults, limits: ReadLimits) -> Iterator[Answer]:
    if piece.is_table:
        yield from _table_rows(piece, defaults, limits)
    elif piece.stop < 0:
        with fsspec.open(piece.file, "rb", compression="infer") as packed:
            yield from json_lines(io.TextIOWrapper(packed, "utf-8", "replace"), piece.file, defaults=defaults, limits=limits)
    else:
        with opened(piece.file) as stream:
            lines = io.BytesIO(_whole_lines(stream, piece, 6 * limits.report_bytes + _BLOCK))
        text = io.TextIOWrapper(lines, "utf-8-sig" if piece.start == 0 else "utf-8", "replace")
        yield from json_lines(text, f"{piece.file} from byte {piece.start:,}", defaults=defaults, limits=limits)


def _whole_lines(stream: IO[bytes], piece: Slice, longest: int) -> bytes:
    """The lines that begin within the slice: the last one to its end, unless it goes on beyond `longest` bytes."""
    stream.seek(max(0, piece.start - 1))
    data = stream.read(piece.stop - max(0, piece.start - 1))
    if piece.start > 0:
        _, newline, data = data.partition(b"\n")
        if not newline:
            return b""  # in the midst of a line that the slice before reads
    if data and not data.endswith(b"\n"):
        rest = bytearray()
        while len(rest) <= longest and (block := stream.read(_BLOCK)):
            head, newline, _ = block.partition(b"\n")
            rest += head
            if newline:
                break
        data += bytes(rest)
    return data


def _table_rows(piece: Slice, defaults: ReadDefaults, limits: ReadLimits) -> Iterator[Answer]:
    with opened(piece.file) as stream:
        table = pq.ParquetFile(stream)
        by_name = {name.lower(): name for name in table.schema_arrow.names}
        if "text" not in by_name:
            yield UnreadableReport(piece.file, f"has no column named text; its columns are {', '.join(table.schema_arrow.names[:20])}")
            return
        wanted = [by_name[name] for name in COLUMNS if name in by_name]
        groups, before = _groups(table.metadata, piece)
        number = before
        try:
            for batch in table.iter_batches(batch_size=_BATCH, row_groups=groups, columns=wanted):
                if number + batch.num_rows <= piece.start:
                    number += batch.num_rows
                    continue
                for row in batch.to_pylist():
                    number += 1
                    if piece.start < number <= piece.stop:
                        yield report_of_row(row, f"{piece.file}, row {number:,}", defaults=defaults, limits=limits)
                if number >= piece.stop:
                    return
        except pa.ArrowException as error:
            yield UnreadableReport(piece.file, f"cannot be read behind row {number:,}: {str(error).splitlines()[0]}")


def _groups(about: pq.FileMetaData, piece: Slice) -> tuple[list[int], int]:
    """The row groups that hold a slice, and how many rows are before them."""
    groups: list[int] = []
    before = at = 0
    for group in range(about.num_row_groups):
        rows = about.row_group(group).num_rows
        if at + rows > piece.start and at < piece.stop:
            if not groups:
                before = at
            groups.append(group)
        at += rows
    return groups, before
