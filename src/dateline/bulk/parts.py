"""What is to be read, cut into parts: rows of Parquet files and bytes of JSON Lines files, each part enough for one task."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from dateline.bulk.places import filesystem_of, opened
from dateline.errors import BadInput

_HEAD = 1 << 20
_LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz", ".jsonl.zst", ".ndjson.zst", ".jsonl.bz2", ".jsonl.xz")
_TABLES = (".parquet", ".pq")
SUFFIXES = _LINES + _TABLES


@dataclass(frozen=True, slots=True)
class Slice:
    """Some of a file: the rows from `start` up to `stop` of a table, or the lines that begin at these bytes; `stop` is exclusive."""

    file: str
    stamp: str
    """Changes when the file changes."""
    is_table: bool
    start: int
    stop: int
    """-1 for the whole of a packed file, which can be read only from its beginning."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one task reads: slices of files, and of the reports in them those from `first` up to `last`."""

    slices: tuple[Slice, ...]
    reports: int
    """About how many."""
    first: int = 0
    last: int | None = None
    """Exclusive; None for all."""

    @property
    def id(self) -> str:
        """The same for the same part of the same files."""
        document = json.dumps([asdict(each) for each in self.slices], sort_keys=True)
        return hashlib.sha256(f"{document}|{self.first}|{self.last}".encode()).hexdigest()[:20]

    def halves(self, count: int) -> tuple["Part", "Part"]:
        """The part in two, when it holds `count` reports."""
        first, last = self.first, self.last if self.last is not None else count
        middle = (first + last) // 2
        return (
            replace(self, first=first, last=middle, reports=middle - first),
            replace(self, first=middle, last=last, reports=last - middle),
        )


def files_of(inputs: Iterable[str]) -> list[str]:
    """The files that are named: each a file, a pattern, or a folder that is looked through; raises `BadInput` when one names nothing."""
    found: list[str] = []
    for address in inputs:
        filesystem, path = filesystem_of(address)
        if filesystem.isdir(path):
            files = [file for file in filesystem.find(path) if file.lower().endswith(SUFFIXES)]
        elif any(sign in address for sign in "*?["):
            files = [file for file in filesystem.glob(path) if file.lower().endswith(SUFFIXES)]
        elif not filesystem.exists(path):
            raise BadInput(f"{address} does not exist")
        elif not path.lower().endswith(SUFFIXES):
            raise BadInput(f"{address} is neither Parquet nor JSON Lines by its suffix; known are {', '.join(SUFFIXES)}")
        else:
            files = [path]
        if not files:
            raise BadInput(f"{address} holds no Parquet and no JSON Lines file")
        found += [str(filesystem.unstrip_protocol(file)) for file in files]
    return sorted(dict.fromkeys(found))


def cut(files: Iterable[str], reports: int) -> Iterator[Part]:
    """The parts of the files, in order, of about `reports` reports each; small files share a part."""
    slices: list[Slice] = []
    held = 0
    for file in files:
        for piece, count in _slices(file, reports):
            if slices and held + count > reports * 1.5:
                yield Part(tuple(slices), held)
                slices, held = [], 0
            slices.append(piece)
            held += count
            if held >= reports:
                yield Part(tuple(slices), held)
                slices, held = [], 0
    if slices:
        yield Part(tuple(slices), held)


def _slices(file: str, reports: int) -> Iterator[tuple[Slice, int]]:
    """Raises `BadInput` for a table that cannot be read."""
    filesystem, path = filesystem_of(file)
    about = filesystem.info(path)
    size = int(about["size"])
    stamp = f"{size}:{_changed(about)}"
    if path.lower().endswith(_TABLES):
        try:
            with opened(file) as stream:
                rows = pq.ParquetFile(stream).metadata.num_rows
        except (pa.ArrowException, OSError) as error:
            raise BadInput(f"{file} is no Parquet file that can be read: {str(error).splitlines()[0]}") from error
        for start in range(0, rows, reports):
            stop = min(start + reports, rows)
            yield Slice(file, stamp, True, start, stop), stop - start
        return
    if not path.lower().endswith((".jsonl", ".ndjson")):
        yield Slice(file, stamp, False, 0, -1), max(1, size * 3 // _bytes_per_line(None))
        return
    with opened(file) as stream:
        per_line = _bytes_per_line(stream.read(_HEAD))
    step = max(1, per_line * reports)
    for start in range(0, size, step):
        stop = min(start + step, size)
        yield Slice(file, stamp, False, start, stop), max(1, (stop - start) // per_line)


def _changed(about: dict[str, Any]) -> str:
    """When a file was last changed, in the words of its file system."""
    for name in ("ETag", "etag", "md5Hash", "mtime", "LastModified", "updated"):
        if about.get(name) is not None:
            return str(about[name])
    return ""


def _bytes_per_line(head: bytes | None) -> int:
    lines = head.count(b"\n") if head else 0
    return max(1, len(head) // lines) if head and lines else 3_000
