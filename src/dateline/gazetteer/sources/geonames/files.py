"""Reading GeoNames' tables: tab-separated text without a header, as it is or in a zip archive."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from dateline.errors import BadInput

PLACE_COLUMNS = 19
_LONGEST_LINE = 200_000
_LARGEST = 16 << 30
"""Bytes of one table once unpacked; all of GeoNames has some two billion."""
_MOST_BAD = 0.01
"""The share of lines that may be set aside before the whole file is taken for damaged."""
_SHOWN = 5


def find_table(folder: Path, *stems: str) -> Path | None:
    """The table of the first of these names in the folder, as text or as archive; None when there is none."""
    for stem in stems:
        for suffix in (".txt", ".zip"):
            path = folder / f"{stem}{suffix}"
            if path.is_file():
                return path
    return None


def size_of(path: Path) -> int:
    """Bytes of the table once unpacked."""
    if path.suffix != ".zip":
        return path.stat().st_size
    with _archive(path) as archive:
        return _member(archive, path).file_size


def check_archive(path: Path) -> None:
    """Read the whole archive. Raises `BadInput` when it is cut short or its checksums do not agree."""
    with _archive(path) as archive:
        damaged = archive.testzip()
        if damaged is not None:
            raise BadInput(f"{path.name} is damaged: the checksum of {damaged} does not agree")
        _member(archive, path)


def lines(path: Path) -> Iterator[bytes]:
    """The lines of the table, without their ends. Raises `BadInput` when it cannot be read to its end."""
    with _opened(path) as file:
        while line := file.readline(_LONGEST_LINE + 1):
            if len(line) > _LONGEST_LINE:
                raise BadInput(f"{path.name} is no GeoNames table: a line is longer than {_LONGEST_LINE:,} bytes")
            if line.strip():
                yield line.rstrip(b"\r\n")


def rows(path: Path, columns: int, problems: list[str], *, at_least: int | None = None) -> Iterator[list[str]]:
    """The rows of a table of so many columns; a line with others is set aside.

    Raises `BadInput` when that is more than one line in a hundred, or the first.
    """
    bad = total = 0
    for total, line in enumerate(lines(path), 1):
        try:
            values = line.decode("utf-8").split("\t")
        except UnicodeDecodeError:
            values = []
        if len(values) == columns or (at_least is not None and at_least <= len(values) <= columns):
            yield values
            continue
        bad += 1
        what = f"has {len(values)} columns, not {columns}" if values else "is not UTF-8"
        if total == 1:
            raise BadInput(f"{path.name} is no GeoNames table: its first line {what}")
        if bad <= _SHOWN:
            problems.append(f"{path.name}:{total}: the line {what}")
        if bad > max(100, total * _MOST_BAD):
            raise BadInput(f"{path.name} is damaged: {bad:,} of its first {total:,} lines have not {columns} columns")
    if bad > max(1, total * _MOST_BAD):
        raise BadInput(f"{path.name} is damaged: {bad:,} of its {total:,} lines have not {columns} columns")
    if bad > _SHOWN:
        problems.append(f"{path.name}: {bad - _SHOWN:,} more lines were set aside")


@contextmanager
def _archive(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as cause:
        raise BadInput(f"{path.name} is damaged: {cause}") from cause


def _member(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    for member in archive.infolist():
        if Path(member.filename).name.lower() == f"{path.stem.lower()}.txt":
            if member.file_size > _LARGEST:
                raise BadInput(f"{path.name} would unpack to {member.file_size:,} bytes; that is no GeoNames table")
            return member
    raise BadInput(f"{path.name} holds no {path.stem}.txt")


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    if path.suffix != ".zip":
        with path.open("rb") as file:
            yield file
        return
    with _archive(path) as archive, archive.open(_member(archive, path)) as packed:
        yield packed
