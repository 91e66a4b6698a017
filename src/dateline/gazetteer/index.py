"""The compiled index: files on disk, memory-mapped, from which places are made only when asked for.

A row is a place; rows stand in the order of importance. Those of one name stand so too, but behind others when it is not their main name.
"""

import json
import mmap
import struct
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

import marisa_trie

from dateline.errors import GazetteerMissing
from dateline.gazetteer.folder import REMEDY, version_in_use
from dateline.gazetteer.grid import Grid
from dateline.gazetteer.names import arabic_key, fold
from dateline.gazetteer.place import Place, PlaceKind
from dateline.gazetteer.shards import BUCKETS, NameShard, mapped
from dateline.geography import LonLat

FORMAT = 3
"""Raised whenever the files below change their meaning."""
MANIFEST = "manifest.json"
SEPARATOR = "\x1f"
"""Stands between the parts of a place's text: id, name, admin1, admin2, other names."""
HEAD = struct.Struct("<ddfqBBHI")
"""In front of a place's text: longitude, latitude, radius, population, kind, precision, country, bytes of text."""
PRECISIONS = (None, "exact", "near", "rough")
KINDS = tuple(PlaceKind)
GEONAMES = "geonames:"
"""Ids of this source are kept as numbers."""
_PLACE_CACHE = 20_000


class Index:
    """The files of one compiled gazetteer, opened read-only."""

    def __init__(self, folder: Path, manifest: dict[str, Any]) -> None:
        self.manifest = manifest
        self._shards = tuple(NameShard(folder, number) for number in range(manifest["shards"]))
        self._ids: Any = marisa_trie.Trie().mmap(str(folder / "ids.marisa"))
        self._id_rows = mapped(folder / "id_rows.npy")
        self._numbers = mapped(folder / "geonames.npy").data
        self._number_rows = mapped(folder / "geonames_rows.npy").data
        self._grid = Grid(*(mapped(folder / f"{name}.npy") for name in ("cells", "cell_rows", "lon", "lat")))
        self._country = mapped(folder / "country.npy").data
        self._starts = mapped(folder / "starts.npy").data
        with (folder / "records.bin").open("rb") as file:
            self._records = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._codes: list[str | None] = [code or None for code in manifest["codes"]]
        self._countries: dict[str, int] = manifest["countries"]
        self._admin1: dict[str, int] = manifest["admin1"]
        self._places: dict[int, Place] = {}

    @classmethod
    def open(cls, folder: Path) -> "Index":
        """The index in `folder`. Raises `GazetteerMissing` when there is none, or one of another format."""
        version = version_in_use(folder)
        try:
            return cls._open(folder, version)
        except GazetteerMissing:
            # Another process may have put a new version in use, and cleared the old one away, in between.
            newer = version_in_use(folder)
            if newer == version:
                raise
            return cls._open(folder, newer)

    @classmethod
    def _open(cls, folder: Path, version: Path) -> "Index":
        try:
            manifest = json.loads((version / MANIFEST).read_bytes())
            if manifest.get("format") != FORMAT:
                raise GazetteerMissing(f"the gazetteer in {folder} was compiled by another version of Dateline: {REMEDY}")
            return cls(version, manifest)
        except (OSError, ValueError, KeyError, TypeError, RuntimeError) as cause:  # marisa-trie raises RuntimeError
            if isinstance(cause, GazetteerMissing):
                raise
            raise GazetteerMissing(f"the gazetteer in {folder} is damaged ({cause}): {REMEDY}") from cause

    def __len__(self) -> int:
        return len(self._starts)

    def _shard(self, key: str) -> NameShard:
        shards = self._shards
        return shards[0] if len(shards) == 1 else shards[crc32(key.encode("utf-8", "replace")) % BUCKETS % len(shards)]

    def has(self, key: str) -> bool:
        """Whether any place has this key."""
        return key in self._shard(key).keys

    def postings(self, key: str) -> Sequence[tuple[int, int]]:
        """The rows that have this key, likeliest first, each with which of the place's names it is: 0 is the main name."""
        return self._shard(key).postings(key)

    def first_rows(self, names: Iterable[str]) -> list[int]:
        """For each name the row of the most important place that has it, in this spelling or another romanization; -1 for none."""
        found = []
        for name in names:
            folded = fold(name)
            row = self._shard(folded).first(folded)
            if row < 0:
                key = "~" + arabic_key(folded)
                row = self._shard(key).first(key)
            found.append(row)
        return found

    def keys_by_skeleton(self, skeleton: str) -> list[str]:
        """The keys that share this skeleton."""
        return [key for shard in self._shards for key in shard.by_skeleton(skeleton)]

    def country_of(self, row: int) -> str | None:
        """The country's code."""
        return self._codes[self._country[row]]

    def within(self, postings: Sequence[tuple[int, int]], country: str) -> list[tuple[int, int]]:
        """Of some postings those of a country's places."""
        numbers, codes = self._country, self._codes
        return [posting for posting in postings if codes[numbers[posting[0]]] == country]

    def place(self, row: int) -> Place:
        """The place in this row."""
        found = self._places.get(row)
        if found is not None:
            return found
        start = self._starts[row]
        lon, lat, radius, population, kind, _, country, length = HEAD.unpack_from(self._records, start)
        start += HEAD.size
        place_id, name, admin1, admin2, *names = self._records[start : start + length].decode().split(SEPARATOR)
        place = Place(
            place_id,
            name,
            KINDS[kind],
            LonLat(lon, lat),
            radius,
            self._codes[country],
            admin1 or None,
            admin2 or None,
            population,
            tuple(names),
        )
        if len(self._places) >= _PLACE_CACHE:
            self._places.clear()
        self._places[row] = place
        return place

    def precision(self, row: int) -> str | None:
        """How well the point is known, where a curated table says so."""
        return PRECISIONS[HEAD.unpack_from(self._records, self._starts[row])[5]]

    def row_of(self, place_id: str) -> int | None:
        """The row of the place with this id."""
        number = place_id[len(GEONAMES) :] if place_id.startswith(GEONAMES) else ""
        if number.isascii() and number.isdecimal() and number[0] != "0" and len(number) < 10:
            at = bisect_left(self._numbers, int(number))
            if at < len(self._numbers) and self._numbers[at] == int(number):
                return int(self._number_rows[at])
        other = self._ids.get(place_id)
        return None if other is None else int(self._id_rows[other])

    def row_of_country(self, code: str) -> int | None:
        """The row of a country."""
        return self._countries.get(code)

    def admin1_row(self, country: str | None, name: str | None) -> int | None:
        """The row of a first-level unit."""
        return self._admin1.get(f"{country}{SEPARATOR}{name}") if country and name else None

    def settlements_near(self, point: LonLat, limit: int) -> list[int]:
        """The `limit` settlements nearest to the point, fewer when there are fewer at all."""
        return [row for row, _ in self._grid.nearest(point, max(limit, 1))]
