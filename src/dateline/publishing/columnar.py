"""The file of incidents by column that the map reads: a head in JSON, then one array after the other, little endian."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.extraction.codebook import EventType
from dateline.publishing.columns import KINDS, NO_SPOT, PRECISIONS, STATUSES, UNDATED, Columns, Lists
from dateline.publishing.encoding import to_json
from dateline.publishing.forms import DECIMALS

MEDIA = "application/vnd.dateline.incidents"
MAGIC = b"DLINC\x01\x00\x00"
_LONGEST_SPAN = 65_535
_PIECE = 1 << 18
"""Bytes given at a time."""

Array = NDArray[Any]
_TYPES = {np.dtype(np.uint8): "u8", np.dtype(np.uint16): "u16", np.dtype(np.uint32): "u32", np.dtype(np.int32): "i32"}

_PLAIN: dict[str, Callable[[Columns], Array]] = {
    "number": lambda columns: columns.number,
    "day": lambda columns: columns.day,
    "span": lambda columns: _span(columns),
    "day_precision": lambda columns: columns.precision,
    "kind": lambda columns: columns.kind,
    "status": lambda columns: columns.status,
    "flags": lambda columns: columns.flags,
    "killed_low": lambda columns: columns.killed_low,
    "killed_high": lambda columns: columns.killed_high,
    "wounded_low": lambda columns: columns.wounded_low,
    "wounded_high": lambda columns: columns.wounded_high,
    "confidence": lambda columns: columns.confidence,
    "place_confidence": lambda columns: columns.place_confidence,
    "reports": lambda columns: columns.reports,
}
_LISTS: dict[str, Callable[[Columns], Lists]] = {"actors": lambda columns: columns.actors, "sources": lambda columns: columns.sources}
_DELTA = frozenset({"number", "day", "actors_from", "sources_from"})
"""Stored as differences to the row before, because these are small."""
NAMES = (*_PLAIN, "spot", *(name for lists in _LISTS for name in (f"{lists}_from", lists)))
"""Every column there is."""


def columnar(columns: Columns, *, sequence: int, names: Sequence[str] = NAMES) -> Iterator[bytes]:
    """The file, in pieces; `names` are the columns that it shall have."""
    arrays: dict[str, Array] = {name: value(columns) for name, value in _PLAIN.items() if name in names}
    values: dict[str, Any] = {
        "kinds": [kind.value for kind in KINDS],
        "event_types": [list(EventType).index(kind.event_type) for kind in KINDS],
        "event_type_names": [event_type.value for event_type in EventType],
        "statuses": [status.value for status in STATUSES],
        "day_precisions": [precision.value for precision in PRECISIONS],
    }
    if "spot" in names:
        arrays["spot"], values["spots"] = _spots(columns)
    for name, lists in _LISTS.items():
        if name in names or f"{name}_from" in names:
            told = lists(columns)
            used, codes = _by_frequency(told.codes, len(told.values))
            arrays |= {f"{name}_from": told.start.astype(np.uint32), name: codes}
            values[name] = [told.values[code] for code in used.tolist()]
    entries: list[dict[str, Any]] = []
    written: list[Array] = []
    offset = 0
    for name, array in arrays.items():
        entry = {"name": name, "type": _TYPES[array.dtype], "offset": offset, "length": len(array)}
        if name in _DELTA:
            entry["delta"] = True
            array = _differences(array)
        entries.append(entry)
        written.append(array)
        offset += _padded(array.nbytes)
    head = {"count": len(columns), "dated": columns.dated, "sequence": sequence, "columns": entries, "values": values}
    text = _head(head, entries)
    yield MAGIC + len(text).to_bytes(4, "little") + text
    for array in written:
        content = array.astype(array.dtype.newbyteorder("<"), copy=False).tobytes()
        content += bytes(_padded(len(content)) - len(content))
        for start in range(0, len(content), _PIECE):
            yield content[start : start + _PIECE]


def _head(head: dict[str, Any], entries: list[dict[str, Any]]) -> bytes:
    """The head, its offsets counted from the start of the file. How long they are written changes how long the head is."""
    relative = [entry["offset"] for entry in entries]
    begin = 0
    while True:
        for entry, offset in zip(entries, relative, strict=True):
            entry["offset"] = begin + offset
        text = to_json(head)
        text += b" " * (-(12 + len(text)) % 8)
        if 12 + len(text) <= begin:
            return text + b" " * (begin - 12 - len(text))
        begin = 12 + len(text)


def _padded(size: int) -> int:
    return (size + 7) & ~7


def _differences(array: Array) -> Array:
    """The first value, then what each adds to the one before, wrapping in the type."""
    unsigned = array.view(np.uint32)
    made = unsigned.copy()
    made[1:] -= unsigned[:-1]
    return made.view(array.dtype)


def _span(columns: Columns) -> Array:
    days = np.where(columns.day == UNDATED, 0, columns.last_day.astype(np.int64) - columns.day)
    return np.minimum(days, _LONGEST_SPAN).astype(np.uint16)


def _spots(columns: Columns) -> tuple[Array, dict[str, list[Any]]]:
    """For each row one more than its spot's index, and the spots by column; only those that rows stand at, the most frequent first."""
    placed = columns.spot != NO_SPOT
    used, codes = _by_frequency(columns.spot[placed] - 1, len(columns.spots))
    rows = np.zeros(len(columns), dtype=np.uint32)
    rows[placed] = codes.astype(np.uint32) + 1
    spots = [columns.spots[code] for code in used.tolist()]
    return rows, {
        "lon": [round(spot.lon, DECIMALS) for spot in spots],
        "lat": [round(spot.lat, DECIMALS) for spot in spots],
        "km": [round(spot.km, 3) for spot in spots],
        "precision": [spot.precision for spot in spots],
        "name": [spot.name for spot in spots],
        "kind": [spot.kind for spot in spots],
        "admin1": [spot.admin1 for spot in spots],
        "country": [spot.country for spot in spots],
    }


def _by_frequency(codes: Array, size: int) -> tuple[Array, Array]:
    """The codes that are used, the most frequent first, and the same codes numbered in that order."""
    counts = np.bincount(codes, minlength=size)
    used = np.argsort(-counts, kind="stable")[: int(np.count_nonzero(counts))]
    place = np.zeros(max(size, 1), dtype=np.uint32)
    place[used] = np.arange(len(used), dtype=np.uint32)
    narrow = np.uint16 if len(used) <= 65_536 else np.uint32
    return used, place[codes].astype(narrow)
