"""Vector tiles of incidents on the web's square map: dots, and where there are too many, clusters of them."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from dateline.publishing.columns import KINDS, NO_SPOT, STATUSES, UNDATED, Array, Columns
from dateline.publishing.vector_tile import EXTENT, Layer

MEDIA = "application/vnd.mapbox-vector-tile"
LAYER = "incidents"
MAX_ZOOM = 18
MOST_DOTS = 1_000
"""In one tile; where more incidents stand, near ones are drawn as one cluster."""
FIELDS = {
    "id": "the incident",
    "number": "its number in the store",
    "event_type": "ACLED's event type",
    "sub_event_type": "ACLED's sub-event type",
    "status": "whether it is told as having happened",
    "day": "the day at which it stands on the timeline, since 1970-01-01; absent when undated",
    "cluster": "true for what stands for several incidents",
    "point_count": "how many a cluster stands for",
}

_BITS = 30
"""Of a position along each side of the world: the finest zoom and the steps within a tile."""
_CELL_BITS = 5
"""A tile has 32 × 32 cells; what lies in one of them may become a cluster."""
_EDGE = 85.051128779807
"""The latitude at which the square map ends."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Where incidents stand on the map, along a curve on which each tile and each of its cells is one stretch (Morton's)."""

    order: Array
    """Indexes of the placed incidents, along the curve."""
    codes: Array
    """Where on the curve each of them stands."""
    x: Array
    """Of each spot, from the west; 0 to 2^30. The place of no spot is not used."""
    y: Array
    """From the north."""

    @classmethod
    def of(cls, columns: Columns) -> "Grid":
        """The grid of these incidents."""
        size = 1 << _BITS
        lon = np.array([0.0, *(spot.lon for spot in columns.spots)])
        lat = np.radians(np.clip(np.array([0.0, *(spot.lat for spot in columns.spots)]), -_EDGE, _EDGE))
        x = np.clip((lon + 180) / 360 * size, 0, size - 1).astype(np.uint64)
        y = np.clip((1 - np.arcsinh(np.tan(lat)) / math.pi) / 2 * size, 0, size - 1).astype(np.uint64)
        codes = _interleaved(x, y)
        ranks = np.empty(len(codes), dtype=np.uint16 if len(codes) < 65_536 else np.uint32)
        ranks[np.argsort(codes, kind="stable")] = np.arange(len(codes))
        placed = np.flatnonzero(columns.spot != NO_SPOT).astype(np.uint32)
        # Few spots have short ranks, which are sorted faster than codes.
        order = placed[np.argsort(ranks[columns.spot[placed]], kind="stable")]
        return cls(order, codes[columns.spot[order]], x, y)


def tile(columns: Columns, grid: Grid, zoom: int, column: int, row: int, picked: Array | None = None) -> bytes:
    """The tile at this zoom, counted from the north-west corner; empty when nothing stands there. `picked` are the rows to be shown."""
    shift = _BITS - zoom
    begin = int(_interleaved(np.array([column], dtype=np.uint64), np.array([row], dtype=np.uint64))[0]) << (2 * shift)
    low, high = np.searchsorted(grid.codes, np.array([begin, begin + (1 << (2 * shift))], dtype=np.uint64))
    rows, codes = grid.order[low:high], grid.codes[low:high]
    if picked is not None:
        held = np.zeros(len(columns), dtype=bool)
        held[picked] = True
        shown = held[rows]
        rows, codes = rows[shown], codes[shown]
    if not len(rows):
        return b""
    spots = columns.spot[rows]
    # What is left of the position within the tile, in its own steps.
    x = (grid.x[spots] & np.uint64((1 << shift) - 1)) >> np.uint64(shift - 12)
    y = (grid.y[spots] & np.uint64((1 << shift) - 1)) >> np.uint64(shift - 12)
    layer = Layer(LAYER)
    if len(rows) <= MOST_DOTS:
        _dots(layer, columns, rows, x, y)
        return layer.tile()
    cells = codes >> np.uint64(2 * (shift - _CELL_BITS))
    starts = np.flatnonzero(np.concatenate([[True], cells[1:] != cells[:-1]]))
    counts = np.diff(np.append(starts, len(cells)))
    alone = starts[counts == 1]
    _dots(layer, columns, rows[alone], x[alone], y[alone])
    several = counts > 1
    middle_x, middle_y = (np.add.reduceat(values.astype(np.int64), starts)[several] // counts[several] for values in (x, y))
    cluster, point_count = layer.key("cluster"), layer.key("point_count")
    true = layer.value(True)
    for cx, cy, count in zip(middle_x.tolist(), middle_y.tolist(), counts[several].tolist(), strict=True):
        layer.point(cx, cy, (cluster, true, point_count, layer.value(count)))
    return layer.tile()


def _dots(layer: Layer, columns: Columns, rows: Array, x: Array, y: Array) -> None:
    key_id, key_number, key_day = layer.key("id"), layer.key("number"), layer.key("day")
    kind_key, sub_kind_key, status_key = layer.key("event_type"), layer.key("sub_event_type"), layer.key("status")
    kinds = _remembered(lambda code: (kind_key, layer.value(KINDS[code].event_type.value), sub_kind_key, layer.value(KINDS[code].value)))
    statuses = _remembered(lambda code: (status_key, layer.value(STATUSES[code].value)))
    told = (columns.id, columns.number, columns.day, columns.kind, columns.status)
    for cx, cy, name, number, day, kind, status in zip(
        x.tolist(), y.tolist(), *(values[rows].tolist() for values in told), strict=True
    ):  # fmt: skip
        tags = (key_id, layer.own_value(name.decode()), key_number, layer.own_value(number), *kinds(kind), *statuses(status))
        layer.point(cx, cy, tags if day == UNDATED else (*tags, key_day, layer.value(day)), number)


def _remembered(make: Callable[[int], tuple[int, ...]]) -> Callable[[int], tuple[int, ...]]:
    made: dict[int, tuple[int, ...]] = {}

    def of(code: int) -> tuple[int, ...]:
        if code not in made:
            made[code] = make(code)
        return made[code]

    return of


def _interleaved(x: Array, y: Array) -> Array:
    """The bits of both by turns, those of y above."""
    both: Array = _spread(x) | (_spread(y) << np.uint64(1))
    return both


def _spread(values: Array) -> Array:
    """A zero put before each bit."""
    spread = values.astype(np.uint64)
    for shift, mask in (
        (16, 0x0000FFFF0000FFFF),
        (8, 0x00FF00FF00FF00FF),
        (4, 0x0F0F0F0F0F0F0F0F),
        (2, 0x3333333333333333),
        (1, 0x5555555555555555),
    ):
        spread = (spread | (spread << np.uint64(shift))) & np.uint64(mask)
    return spread


assert MAX_ZOOM + 12 <= _BITS
assert EXTENT == 1 << 12
