"""Writing the compiled index: a stream of places in, the files that `index` opens out, all of them or none.

Places are written down as they come; only what ranks and finds them stays in memory, some 90 bytes a place, so that all twelve million of
GeoNames can be compiled. Names are put aside in buckets by their hash and indexed bucket by bucket.
"""

import hashlib
import json
import shutil
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

import marisa_trie
import numpy as np
from numpy.typing import NDArray

from dateline.gazetteer.folder import new_version
from dateline.gazetteer.grid import COLUMNS, GRID_ROWS, cell_of
from dateline.gazetteer.importance import ANOTHER_NAME, importance
from dateline.gazetteer.index import FORMAT, GEONAMES, HEAD, KINDS, MANIFEST, PRECISIONS, SEPARATOR
from dateline.gazetteer.names import arabic_key, fold_name
from dateline.gazetteer.place import Place, PlaceKind
from dateline.gazetteer.shards import BUCKETS, bucket_of, write_shard
from dateline.gazetteer.variants import SLAVIC_WORLD, slavic_key

ARABIC_WORLD = frozenset("AE AF BH DJ DZ EG EH ER IL IQ IR JO KM KW LB LY MA MR OM PK PS QA SA SD SO SY TD TN XA YE".split())  # noqa: SIM905  # a list reads worse
"""Countries whose names are met across romanizations of Arabic; XA is the invented one of the tests."""
POSTINGS_OF_A_SHARD = 2_000_000
"""A shard of so many names is compiled within half a gigabyte."""
_HELD_BACK = 100_000
"""Names held in memory before they are put aside on disk."""


def write_index(
    places: Iterable[Place],
    folder: Path,
    *,
    told: Mapping[str, Any],
    also: Mapping[str, str] | None = None,
    precisions: Mapping[str, str] | None = None,
    say: Callable[[str, float], None] = lambda _what, _share: None,
) -> None:
    """Compile the places, no two with one id, into `folder`, replacing what is there only when all is written.

    `told` goes into the manifest, and is read when all places have been; `also` maps further ids to ids of places; `precisions` says of
    some ids how well their points are known; `say` is told how far the names are indexed, from 0 to 1.
    """
    with new_version(folder) as new:
        found = _write_all(places, new, also or {}, precisions or {}, say)
        manifest = {**told, **found, "built": datetime.now(UTC).isoformat(timespec="seconds")}
        (new / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False), "utf-8")


class _Columns:
    """What is kept of every place while it goes by, in the order of arrival."""

    def __init__(self) -> None:
        self.starts = array("Q")
        self.lon, self.lat, self.rank = array("d"), array("d"), array("f")
        self.country, self.cell = array("H"), array("i")
        self.tie, self.number = array("Q"), array("I")
        self.codes: dict[str, int] = {"": 0}
        self.kinds: Counter[str] = Counter()
        self.sources: Counter[str] = Counter()
        self.other_ids: dict[str, int] = {}
        self.countries: dict[str, list[int]] = {}
        self.admin1: dict[str, list[int]] = {}
        self.digest = 0


def _write_all(
    places: Iterable[Place], folder: Path, also: Mapping[str, str], precisions: Mapping[str, str], say: Callable[[str, float], None]
) -> dict[str, Any]:
    columns = _Columns()
    with _buckets(folder / "buckets") as buckets:
        with (folder / "records.bin").open("wb", buffering=1 << 20) as file:
            for place in places:
                _write_record(place, file, columns, precisions)
                _put_aside(place, len(columns.starts) - 1, buckets)
            if not columns.starts:
                file.write(b"\0")  # an empty file cannot be mapped
        order = _order(columns)
        rows = np.empty(len(order), dtype="<u4")
        rows[order] = np.arange(len(order), dtype="<u4")
        shards, names = buckets.write_shards(folder, rows, np.array(columns.rank, dtype=np.float32), say)
    _write_columns(columns, order, rows, folder)
    _write_ids(columns, rows, also, folder)
    return {
        "format": FORMAT,
        "version": f"{columns.digest:032x}"[:16],
        "places": len(order),
        "names": names,
        "shards": shards,
        "codes": list(columns.codes),
        "by_source": dict(columns.sources.most_common()),
        "by_kind": dict(columns.kinds.most_common()),
        "countries": {code: min(int(rows[row]) for row in found) for code, found in columns.countries.items()},
        "admin1": {unit: min(int(rows[row]) for row in found) for unit, found in columns.admin1.items()},
    }


def _write_record(place: Place, file: BinaryIO, columns: _Columns, precisions: Mapping[str, str]) -> None:
    row = len(columns.starts)
    parts = (place.id, place.name, place.admin1 or "", place.admin2 or "", *place.names)
    text = SEPARATOR.join([part.replace(SEPARATOR, " ") for part in parts]).encode("utf-8", "replace")
    code = place.country or ""
    country = columns.codes.setdefault(code, len(columns.codes))
    kind, precision = KINDS.index(place.kind), PRECISIONS.index(precisions.get(place.id))
    lon, lat = place.point.lon, place.point.lat
    head = HEAD.pack(lon, lat, place.radius_km, place.population, kind, precision, country, len(text))
    columns.starts.append(file.tell())
    file.write(head)
    file.write(text)
    # A sum does not depend on the order of arrival; the country's number does, so its code takes its place.
    bare = HEAD.pack(lon, lat, place.radius_km, place.population, kind, precision, 0, len(text))
    digest = hashlib.blake2b(bare + code.encode("utf-8", "replace") + text, digest_size=16).digest()
    columns.digest = (columns.digest + int.from_bytes(digest)) % (1 << 128)
    columns.lon.append(lon)
    columns.lat.append(lat)
    columns.rank.append(importance(place, reported=precision > 0))
    columns.country.append(country)
    columns.cell.append(cell_of(lon, lat) if place.kind.is_settlement else -1)
    # Of equally important places the curated come first, the others by a hash: the order must not depend on that of arrival.
    tie = int.from_bytes(hashlib.blake2b(place.id.encode("utf-8", "replace"), digest_size=8).digest())
    columns.tie.append(tie >> 1 | place.id.startswith(GEONAMES) << 63)
    number = place.id[len(GEONAMES) :] if place.id.startswith(GEONAMES) else ""
    if number.isascii() and number.isdecimal() and number[0] != "0" and len(number) < 10:
        columns.number.append(int(number))
    else:
        columns.number.append(0)
        columns.other_ids[place.id] = row
    columns.kinds[str(place.kind)] += 1
    columns.sources[place.id.partition(":")[0]] += 1
    if place.kind is PlaceKind.COUNTRY and place.country:
        columns.countries.setdefault(place.country, []).append(row)
    elif place.kind is PlaceKind.ADMIN1:
        columns.admin1.setdefault(f"{place.country}{SEPARATOR}{place.name}", []).append(row)


def keys_of(place: Place) -> Iterator[tuple[str, int]]:
    """Every key of a place with which of its names it is from: the folded names, and what their romanizations share."""
    arabic = place.country is None or place.country in ARABIC_WORLD
    slavic = place.country in SLAVIC_WORLD
    seen: set[str] = set()
    for ordinal, name in enumerate((place.name, *place.names)):
        folded = fold_name(name)
        if not folded:
            continue
        for key in (folded, "~" + arabic_key(folded)) if arabic else (folded, slavic_key(folded)) if slavic else (folded,):
            if key not in seen:
                seen.add(key)
                yield key, min(ordinal, 65535)


def _put_aside(place: Place, row: int, buckets: "_Buckets") -> None:
    for key, ordinal in keys_of(place):
        buckets.add(key, row, ordinal)


class _Buckets:
    """Names waiting to be indexed, on disk when they are many."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._waiting: list[list[bytes]] = [[] for _ in range(BUCKETS)]
        self._held = 0
        self._counts = [0] * BUCKETS

    def add(self, key: str, row: int, ordinal: int) -> None:
        """Put a key of a row aside. Keys hold no control characters: folding takes them out."""
        data = key.encode("utf-8", "replace")
        bucket = bucket_of(data)
        self._waiting[bucket].append(b"%d\t%d\t%b\n" % (row, ordinal, data))
        self._counts[bucket] += 1
        self._held += 1
        if self._held >= _HELD_BACK:
            self._flush()

    def _flush(self) -> None:
        self._folder.mkdir(exist_ok=True)
        for bucket, lines in enumerate(self._waiting):
            with (self._folder / str(bucket)).open("ab") as file:
                file.writelines(lines)
            lines.clear()
        self._held = 0

    def _lines(self, bucket: int) -> Iterator[bytes]:
        path = self._folder / str(bucket)
        if path.exists():
            with path.open("rb") as file:
                yield from file
            path.unlink()
        yield from self._waiting[bucket]
        self._waiting[bucket].clear()

    def write_shards(self, folder: Path, rows: NDArray[Any], ranks: NDArray[Any], say: Callable[[str, float], None]) -> tuple[int, int]:
        """Index all names; `rows` turns the order of arrival into rows, `ranks` into importance.

        Returns how many shards and distinct keys there are.
        """
        shards = 1
        while sum(self._counts) > shards * POSTINGS_OF_A_SHARD and shards < BUCKETS:
            shards *= 2
        names = 0
        for shard in range(shards):
            say(f"names, part {shard + 1} of {shards}", shard / shards)
            keys: list[str] = []
            arrived, ordinals = array("I"), array("H")
            for bucket in range(shard, BUCKETS, shards):
                for line in self._lines(bucket):
                    row, ordinal, key = line[:-1].split(b"\t", 2)
                    keys.append(key.decode())
                    arrived.append(int(row))
                    ordinals.append(int(ordinal))
            places, named = np.array(arrived, dtype=np.intp), np.array(ordinals, dtype="<u2")
            weights = ranks[places] - np.where(named > 0, np.float32(ANOTHER_NAME), np.float32(0))
            names += write_shard(folder, shard, keys, rows[places], named, weights)
        return shards, names


@contextmanager
def _buckets(folder: Path) -> Iterator[_Buckets]:
    yield _Buckets(folder)
    shutil.rmtree(folder, ignore_errors=True)


def _order(columns: _Columns) -> NDArray[Any]:
    """The places by importance, greatest first."""
    return np.lexsort((np.array(columns.tie, dtype=np.uint64), -np.array(columns.rank, dtype=np.float32)))


def _write_columns(columns: _Columns, order: NDArray[Any], rows: NDArray[Any], folder: Path) -> None:
    np.save(folder / "starts.npy", np.array(columns.starts, dtype="<u8")[order])
    np.save(folder / "lon.npy", np.array(columns.lon, dtype="<f8")[order])
    np.save(folder / "lat.npy", np.array(columns.lat, dtype="<f8")[order])
    np.save(folder / "country.npy", np.array(columns.country, dtype="<u2")[order])
    cells = np.array(columns.cell, dtype=np.int32)
    settled = np.flatnonzero(cells >= 0)
    by_cell = settled[np.lexsort((rows[settled], cells[settled]))]
    np.save(folder / "cells.npy", np.searchsorted(cells[by_cell], np.arange(GRID_ROWS * COLUMNS + 1)).astype("<u4"))
    np.save(folder / "cell_rows.npy", rows[by_cell])


def _write_ids(columns: _Columns, rows: NDArray[Any], also: Mapping[str, str], folder: Path) -> None:
    numbers = np.array(columns.number, dtype="<u4")
    order = np.argsort(numbers, kind="stable")
    order = order[numbers[order] > 0]
    np.save(folder / "geonames.npy", numbers[order])
    np.save(folder / "geonames_rows.npy", rows[order])
    others = {place_id: int(rows[row]) for place_id, row in columns.other_ids.items()}
    by_number = numbers[order]
    for other, own in also.items():
        row = others.get(own)
        if row is None and own.startswith(GEONAMES):
            number = int(own[len(GEONAMES) :])
            at = int(np.searchsorted(by_number, number))
            row = int(rows[order[at]]) if at < len(by_number) and by_number[at] == number else None
        if row is not None:
            others.setdefault(other, row)
    trie = marisa_trie.Trie(others)
    rows_by_key = np.zeros(len(trie), dtype="<u4")
    for place_id, row in others.items():
        rows_by_key[trie[place_id]] = row
    np.save(folder / "id_rows.npy", rows_by_key)
    trie.save(str(folder / "ids.marisa"))
