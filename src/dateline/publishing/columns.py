"""Incidents by column: many of them side by side in arrays, for maps that show them all."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from dateline.chronology import DatePrecision
from dateline.extraction.codebook import Salience, Status, SubEventType
from dateline.extraction.event import Toll

Array = NDArray[Any]
T = TypeVar("T")

UNDATED = 2_147_483_647
"""The day of what stands on no day: after every day."""
UNTOLD = 65_535
"""The toll that is not told."""
NO_SPOT = 0
BACKGROUND, CORRECTED, NO_OWN_DAY = 1, 2, 4
"""The bits of `flags`."""
KINDS = tuple(SubEventType)
STATUSES = tuple(Status)
PRECISIONS = tuple(DatePrecision)

_EPOCH = 719_163
"""The ordinal of 1970-01-01."""
_BATCH = 20_000


class Spot(NamedTuple):
    """Where incidents stand, with how exactly that is known and in what it lies."""

    lon: float
    lat: float
    km: float
    """It happened within this distance; 0 is exact."""
    precision: int
    """ACLED's, 1 to 3."""
    name: str
    kind: str
    admin1: str | None
    country: str | None


class Row(NamedTuple):
    """One incident, as far as columns hold it: a tuple, because there are a million."""

    number: int
    id: str
    first_day: int | None
    """On the timeline, as a proleptic ordinal; None when it is undated."""
    last_day: int | None
    precision: str
    """As `DatePrecision`; the codes here and below are plain texts, which are compared and hashed alike."""
    kind: str
    status: str
    salience: str
    corrected: bool
    own_day: bool
    """Whether it has days of its own, rather than standing at the day it became known."""
    spot: Spot | None
    place_confidence: float | None
    toll: Toll
    confidence: float
    report_count: int
    actors: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lists:
    """For each row some values of a dictionary: those of row i are `values[codes[start[i]:start[i + 1]]]`."""

    start: Array
    codes: Array
    values: tuple[str, ...]

    def of(self, rows: Array) -> "Lists":
        """Those of these rows, over the same dictionary."""
        counts = np.diff(self.start)[rows]
        start = _starts(counts)
        # Position within all codes: where the row's begin, and how far into the row.
        at = np.repeat(self.start[:-1][rows] - start[:-1], counts) + np.arange(start[-1])
        return Lists(start, self.codes[at], self.values)


@dataclass(frozen=True, slots=True)
class Columns:
    """Incidents by timeline day, undated last, then by number; every array has one value for each."""

    number: Array
    id: Array
    """ASCII."""
    day: Array
    """Since 1970-01-01."""
    last_day: Array
    precision: Array
    kind: Array
    status: Array
    flags: Array
    spot: Array
    """One more than the index of the spot; `NO_SPOT` when it is not placed."""
    killed_low: Array
    killed_high: Array
    wounded_low: Array
    wounded_high: Array
    confidence: Array
    """In hundredths, as `place_confidence`, which is 255 for what is not placed."""
    place_confidence: Array
    reports: Array
    actors: Lists
    sources: Lists
    spots: tuple[Spot, ...]

    def __len__(self) -> int:
        return len(self.number)

    @property
    def dated(self) -> int:
        """How many stand on a day; they come first."""
        return int(np.searchsorted(self.day, UNDATED))

    def at(self, rows: Array) -> "Columns":
        """These rows, by index, in this order."""
        arrays = {name: getattr(self, name)[rows] for name in _ARRAYS}
        return replace(self, **arrays, actors=self.actors.of(rows), sources=self.sources.of(rows))

    def rows_of(self, numbers: Array) -> Array:
        """The indexes of the incidents with these numbers, in the order of the columns; a number that is not there is passed over."""
        order = np.argsort(self.number, kind="stable")
        at = np.searchsorted(self.number, numbers, sorter=order)
        at = at[at < len(self)]
        rows = order[at]
        found: Array = np.sort(rows[np.isin(self.number[rows], numbers)])
        return found

    def changed(self, gone: frozenset[str], fresh: "Columns") -> "Columns":
        """Without the incidents of these ids, and with the fresh ones."""
        if gone:
            told = {incident_id.encode() for incident_id in gone}
            kept = np.fromiter((incident_id not in told for incident_id in self.id.tolist()), dtype=bool, count=len(self))
            self = self.at(np.flatnonzero(kept))
        return in_order(_joined(self, fresh))


_ARRAYS = tuple(field.name for field in fields(Columns) if field.name not in ("actors", "sources", "spots"))


def gathered(rows: Iterable[Row]) -> Columns:
    """The rows as columns, in order."""
    gathering = _Gathering()
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            gathering.add(batch)
            batch = []
    gathering.add(batch)
    return in_order(gathering.columns())


def in_order(columns: Columns) -> Columns:
    """By day, then by number."""
    order = np.lexsort((columns.number, columns.day))
    return columns if bool(np.all(order[1:] > order[:-1])) else columns.at(order)


def days_since_epoch(day: date) -> int:
    """A day as the columns have it."""
    return day.toordinal() - _EPOCH


class _Codes(dict[T, int]):
    """Numbers values in the order in which they first come."""

    def __missing__(self, value: T) -> int:
        self[value] = code = len(self)
        return code


_KIND_CODES: dict[str, int] = {kind: code for code, kind in enumerate(KINDS)}
_STATUS_CODES: dict[str, int] = {status: code for code, status in enumerate(STATUSES)}
_PRECISION_CODES: dict[str, int] = {precision: code for code, precision in enumerate(PRECISIONS)}


class _Gathering:
    """Takes rows in batches, so that their objects are gone soon."""

    def __init__(self) -> None:
        self._batches: list[dict[str, Array]] = []
        self._spots: _Codes[Spot] = _Codes()
        self._actors, self._sources = _GatheredLists(), _GatheredLists()

    def add(self, rows: Sequence[Row]) -> None:
        size = len(rows)

        def column(type_: Any, value: Callable[[Row], Any]) -> Array:
            return np.fromiter(map(value, rows), dtype=type_, count=size)

        self._batches.append(
            {
                "number": column(np.uint32, lambda row: row.number),
                "id": np.array([row.id.encode() for row in rows], dtype=np.bytes_),
                "day": column(np.int32, lambda row: UNDATED if row.first_day is None else row.first_day - _EPOCH),
                "last_day": column(np.int32, lambda row: UNDATED if row.last_day is None else row.last_day - _EPOCH),
                "precision": column(np.uint8, lambda row: _PRECISION_CODES[row.precision]),
                "kind": column(np.uint8, lambda row: _KIND_CODES[row.kind]),
                "status": column(np.uint8, lambda row: _STATUS_CODES[row.status]),
                "flags": column(np.uint8, _flags),
                "spot": column(np.uint32, lambda row: NO_SPOT if row.spot is None else self._spots[row.spot] + 1),
                "killed_low": column(np.uint16, lambda row: _count(row.toll.fatalities_low)),
                "killed_high": column(np.uint16, lambda row: _count(row.toll.fatalities_high)),
                "wounded_low": column(np.uint16, lambda row: _count(row.toll.injuries_low)),
                "wounded_high": column(np.uint16, lambda row: _count(row.toll.injuries_high)),
                "confidence": column(np.uint8, lambda row: round(100 * row.confidence)),
                "place_confidence": column(
                    np.uint8, lambda row: 255 if row.place_confidence is None else round(100 * row.place_confidence)
                ),
                "reports": column(np.uint16, lambda row: min(row.report_count, 65_535)),
            }
        )
        self._actors.add([row.actors for row in rows])
        self._sources.add([row.sources for row in rows])

    def columns(self) -> Columns:
        arrays = {name: np.concatenate([batch[name] for batch in self._batches]) for name in self._batches[0]}
        return Columns(**arrays, actors=self._actors.lists(), sources=self._sources.lists(), spots=tuple(self._spots))


class _GatheredLists:
    def __init__(self) -> None:
        self._codes: _Codes[str] = _Codes()
        self._coded: dict[tuple[str, ...], list[int]] = {}
        self._counts: list[Array] = []
        self._every: list[Array] = []

    def add(self, rows: Sequence[tuple[str, ...]]) -> None:
        every: list[int] = []
        for row in rows:
            codes = self._coded.get(row)
            if codes is None:
                codes = self._coded[row] = [self._codes[value] for value in row]
            every += codes
        self._counts.append(np.fromiter(map(len, rows), dtype=np.int64, count=len(rows)))
        self._every.append(np.array(every, dtype=np.uint32))

    def lists(self) -> Lists:
        return Lists(_starts(np.concatenate(self._counts)), np.concatenate(self._every), tuple(self._codes))


def _flags(row: Row) -> int:
    background = BACKGROUND if row.salience == Salience.BACKGROUND else 0
    return background | (CORRECTED if row.corrected else 0) | (0 if row.own_day else NO_OWN_DAY)


def _count(told: int | None) -> int:
    return UNTOLD if told is None else min(told, UNTOLD - 1)


def _starts(counts: Array) -> Array:
    start = np.zeros(len(counts) + 1, dtype=np.int64)
    np.cumsum(counts, out=start[1:])
    return start


def _joined(one: Columns, other: Columns) -> Columns:
    """The rows of both, those of the other behind, over one dictionary of each kind."""
    arrays = {name: np.concatenate([getattr(one, name), getattr(other, name)]) for name in _ARRAYS}
    spots, codes = _united(one.spots, other.spots)
    placed = other.spot != NO_SPOT
    moved = np.where(placed, codes[np.where(placed, other.spot - 1, 0)] + 1, NO_SPOT) if len(codes) else other.spot
    arrays["spot"] = np.concatenate([one.spot, moved.astype(np.uint32)])
    return Columns(**arrays, actors=_lists(one.actors, other.actors), sources=_lists(one.sources, other.sources), spots=spots)


def _lists(one: Lists, other: Lists) -> Lists:
    values, codes = _united(one.values, other.values)
    start = np.concatenate([one.start, other.start[1:] + one.start[-1]])
    moved = codes[other.codes].astype(np.uint32) if len(codes) else other.codes
    return Lists(start, np.concatenate([one.codes, moved]), values)


def _united(one: tuple[T, ...], other: tuple[T, ...]) -> tuple[tuple[T, ...], Array]:
    """Both dictionaries as one, and where each value of the other stands in it."""
    known: _Codes[T] = _Codes({value: code for code, value in enumerate(one)})
    codes = np.fromiter((known[value] for value in other), dtype=np.int64, count=len(other))
    return tuple(known), codes
