"""The compiled index: files on disk, memory-mapped, from which places are made only when asked for.

A row is a place; rows stand in the order of importance, so that whatever is found in ascending rows is found in the order of rank.
"""

import json
import math
from pathlib import Path
from typing import Any

import marisa_trie
import numpy as np
from numpy.typing import NDArray

from dateline.errors import GazetteerMissing
from dateline.gazetteer.place import Place, PlaceKind
from dateline.geography import LonLat

FORMAT = 2
"""Raised whenever the files below change their meaning."""
MANIFEST = "manifest.json"
SEPARATOR = "\x1f"
"""Stands between the parts of a place's text: id, name, admin1, admin2, other names."""
CELL = 0.5
"""Width and height of a cell of the settlement grid, in degrees."""
COLUMNS = 720
KINDS = tuple(PlaceKind)
_PLACE_CACHE = 20_000


def cell_of(lon: float, lat: float) -> int:
    """The number of the grid cell that holds the point."""
    return min(int((lat + 90) / CELL), 359) * COLUMNS + int((lon + 180) / CELL) % COLUMNS


class Index:
    """The files of one compiled gazetteer, opened read-only."""

    def __init__(self, folder: Path, manifest: dict[str, Any]) -> None:
        self.manifest = manifest
        self.keys = self._trie(folder / "names.marisa")
        self._skeletons = self._trie(folder / "skeletons.marisa")
        self._skeleton_offsets = self._array(folder / "skeleton_offsets.npy")
        self._skeleton_names = self._array(folder / "skeleton_rows.npy")
        self._ids = self._trie(folder / "ids.marisa")
        self._offsets = self._array(folder / "name_offsets.npy")
        self._rows = self._array(folder / "name_rows.npy")
        self._ordinals = self._array(folder / "name_ordinals.npy")
        self._id_rows = self._array(folder / "id_rows.npy")
        self._columns = self._array(folder / "columns.npy")
        self._text_offsets = self._array(folder / "text_offsets.npy")
        self._text = np.memmap(folder / "text.bin", dtype=np.uint8, mode="r")
        self._cells = self._array(folder / "cells.npy")
        self._cell_rows = self._array(folder / "cell_rows.npy")
        self._countries: dict[str, int] = manifest["countries"]
        self._admin1: dict[str, int] = manifest["admin1"]
        self._places: dict[int, Place] = {}

    @classmethod
    def open(cls, folder: Path) -> "Index":
        """The index in `folder`. Raises `GazetteerMissing` when there is none, or one of another format."""
        remedy = "run `dateline gazetteer build`"
        try:
            manifest = json.loads((folder / MANIFEST).read_bytes())
        except (OSError, ValueError) as cause:
            raise GazetteerMissing(f"there is no compiled gazetteer in {folder}: {remedy}") from cause
        if manifest.get("format") != FORMAT:
            raise GazetteerMissing(f"the gazetteer in {folder} was compiled by another version of Dateline: {remedy}")
        try:
            return cls(folder, manifest)
        except (OSError, ValueError, KeyError, RuntimeError) as cause:  # marisa-trie raises RuntimeError
            raise GazetteerMissing(f"the gazetteer in {folder} is damaged ({cause}): {remedy}") from cause

    @staticmethod
    def _trie(path: Path) -> Any:
        return marisa_trie.Trie().mmap(str(path))

    @staticmethod
    def _array(path: Path) -> NDArray[Any]:
        # A plain view: the memmap subclass makes every element access several times dearer.
        return np.asarray(np.load(path, mmap_mode="r"))

    def __len__(self) -> int:
        return len(self._columns)

    def postings(self, key: str) -> list[tuple[int, int]]:
        """The rows that have this key, most important first, each with which of the place's names it is: 0 is the main name."""
        number = self.keys.get(key)
        if number is None:
            return []
        start, end = self._offsets[number], self._offsets[number + 1]
        return list(zip(self._rows[start:end].tolist(), self._ordinals[start:end].tolist(), strict=True))

    def names_by_skeleton(self, skeleton: str) -> list[int]:
        """The numbers of the keys that share this skeleton."""
        number = self._skeletons.get(skeleton)
        if number is None:
            return []
        names: list[int] = self._skeleton_names[self._skeleton_offsets[number] : self._skeleton_offsets[number + 1]].tolist()
        return names

    def key(self, number: int) -> str:
        """The key of this number."""
        return str(self.keys.restore_key(number))

    def country_of(self, row: int) -> str | None:
        """The country's code."""
        code = self._columns["country"][row]
        return code.decode() if code else None

    def place(self, row: int) -> Place:
        """The place in this row."""
        found = self._places.get(row)
        if found is not None:
            return found
        record = self._columns[row]
        start, end = int(self._text_offsets[row]), int(self._text_offsets[row + 1])
        place_id, name, admin1, admin2, *names = self._text[start:end].tobytes().decode().split(SEPARATOR)
        place = Place(
            id=place_id,
            name=name,
            kind=KINDS[record["kind"]],
            point=LonLat(float(record["lon"]), float(record["lat"])),
            radius_km=float(record["radius_km"]),
            country=record["country"].decode() or None,
            admin1=admin1 or None,
            admin2=admin2 or None,
            population=int(record["population"]),
            names=tuple(names),
        )
        if len(self._places) >= _PLACE_CACHE:
            self._places.clear()
        self._places[row] = place
        return place

    def row_of(self, place_id: str) -> int | None:
        """The row of the place with this id."""
        number = self._ids.get(place_id)
        return None if number is None else int(self._id_rows[number])

    def row_of_country(self, code: str) -> int | None:
        """The row of a country."""
        return self._countries.get(code)

    def admin1_row(self, country: str | None, name: str | None) -> int | None:
        """The row of a first-level unit."""
        return self._admin1.get(f"{country}{SEPARATOR}{name}") if country and name else None

    def settlements_near(self, point: LonLat, limit: int) -> list[int]:
        """At least the `limit` settlements nearest to the point, fewer when there are fewer at all; in no order."""
        limit = max(limit, 1)
        if len(self._cell_rows) == 0:
            return []
        home_row, home_column = divmod(cell_of(point.lon, point.lat), COLUMNS)
        for reach in (1, 2, 4, 8):
            # A degree of longitude shrinks towards the poles, so more columns make the same width.
            widen = min(int(reach / max(math.cos(math.radians(min(abs(point.lat) + reach * CELL, 89.0))), 0.02)) + 1, COLUMNS // 2)
            rows = self._rows_around(home_row, home_column, reach, widen)
            if len(rows) < limit:
                continue
            near = self._nearest_of(rows, point, limit)
            # Whatever is nearer than the unsearched rim has been seen. A degree is at least 110 km from pole to pole.
            if near[-1][1] <= reach * CELL * 110.0:
                return [row for row, _ in near]
        return [row for row, _ in self._nearest_of(np.asarray(self._cell_rows), point, limit)]

    def _rows_around(self, home_row: int, home_column: int, reach: int, widen: int) -> NDArray[Any]:
        pieces = []
        for grid_row in range(max(home_row - reach, 0), min(home_row + reach, 359) + 1):
            for column in {(home_column + step) % COLUMNS for step in range(-widen, widen + 1)}:
                cell = grid_row * COLUMNS + column
                start, end = self._cells[cell], self._cells[cell + 1]
                if end > start:
                    pieces.append(self._cell_rows[start:end])
        return np.concatenate(pieces) if pieces else self._cell_rows[:0]

    def _nearest_of(self, rows: NDArray[Any], point: LonLat, limit: int) -> list[tuple[int, float]]:
        lat = np.radians(self._columns["lat"][rows])
        lon = np.radians(self._columns["lon"][rows])
        here_lat, here_lon = math.radians(point.lat), math.radians(point.lon)
        haversine = np.sin((lat - here_lat) / 2) ** 2 + math.cos(here_lat) * np.cos(lat) * np.sin((lon - here_lon) / 2) ** 2
        kilometers = 2 * 6371.009 * np.arcsin(np.sqrt(np.minimum(haversine, 1.0)))
        order = np.argsort(kilometers, kind="stable")[:limit]
        return [(int(rows[i]), float(kilometers[i])) for i in order]
