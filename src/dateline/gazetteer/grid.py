"""The settlements by cells of a grid, so that those nearest to a point are found anywhere, in the middle of an ocean too."""

import math
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from dateline.geography import LonLat

CELL = 0.5
"""Width and height of a cell, in degrees."""
COLUMNS = 720
GRID_ROWS = 360
_EARTH_KM = 6371.009
_FIRST_CELLS = 4
_MORE = 4
"""How many times as many cells are searched when those before did not do."""

Floats = NDArray[np.float64]


def cell_of(lon: float, lat: float) -> int:
    """The number of the grid cell that holds the point."""
    return min(int((lat + 90) / CELL), GRID_ROWS - 1) * COLUMNS + int((lon + 180) / CELL) % COLUMNS


class Grid:
    """Rows of settlements by their cells: those of cell `c` are `rows[starts[c]:starts[c + 1]]`."""

    def __init__(self, starts: NDArray[np.uint32], rows: NDArray[np.uint32], lon: Floats, lat: Floats) -> None:
        self._starts, self._rows = starts, rows
        self._lon, self._lat = lon, lat

    def nearest(self, point: LonLat, limit: int) -> list[tuple[int, float]]:
        """The `limit` rows nearest to the point with their distances in kilometers, nearest first; fewer when there are fewer at all."""
        cells, middles, reaches = self._settled
        if limit < 1 or not len(cells):
            return []
        lon, lat = math.radians(point.lon), math.radians(point.lat)
        here = np.array((math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)))
        # Nothing in a cell is nearer than this.
        least = (np.arccos(np.clip(middles @ here, -1.0, 1.0)) - reaches) * _EARTH_KM
        count = _FIRST_CELLS
        while count < len(cells):
            nearest_first = np.argpartition(least, count)[: count + 1]
            rim = float(least[nearest_first[-1]])
            found = self._nearest_of(cells[nearest_first[:-1]], lon, lat, limit)
            if len(found) == limit and found[-1][1] <= rim:
                return found
            count *= _MORE
        return self._nearest_of(cells, lon, lat, limit)

    @cached_property
    def _settled(self) -> tuple[NDArray[np.intp], Floats, Floats]:
        """The cells that hold a settlement, unit vectors to their middles, and how far their corners are off, in radians."""
        cells = np.flatnonzero(np.diff(self._starts))
        south = np.radians(cells // COLUMNS * CELL - 90.0)
        west = np.radians(cells % COLUMNS * CELL - 180.0)
        half = math.radians(CELL / 2)
        lat, lon = south + half, west + half
        middles = np.column_stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)))
        # The corner nearer to the equator is the farther one.
        corner = np.where(lat > 0, south, south + 2 * half)
        chord = np.sin((lat - corner) / 2) ** 2 + np.cos(lat) * np.cos(corner) * math.sin(half / 2) ** 2
        return cells, middles, 2 * np.arcsin(np.sqrt(chord)) + 1e-7  # the arc cosine of nearly 1 is so exact

    def _nearest_of(self, cells: NDArray[np.intp], lon: float, lat: float, limit: int) -> list[tuple[int, float]]:
        rows = np.concatenate([self._rows[self._starts[cell] : self._starts[cell + 1]] for cell in cells.tolist()])
        lats, lons = np.radians(self._lat[rows]), np.radians(self._lon[rows])
        haversine = np.sin((lats - lat) / 2) ** 2 + math.cos(lat) * np.cos(lats) * np.sin((lons - lon) / 2) ** 2
        kilometers = 2 * _EARTH_KM * np.arcsin(np.sqrt(np.minimum(haversine, 1.0)))
        order = np.argsort(kilometers, kind="stable")[:limit]
        return [(int(rows[at]), float(kilometers[at])) for at in order]
