"""Incidents by column: many of them side by side in arrays, for maps that show them all."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from itertools import chain, islice
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
_LAST_DAY = date.max.toordinal()
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
    """One incident, as far as columns hold it."""

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


ASKED = (
    *("number", "id", "sub_event_type", "status", "salience", "first_day", "last_day", "date_precision"),
    *("lon", "lat", "uncertainty_km", "geo_precision", "place_name", "place_kind", "admin1", "country", "place_confidence"),
    *("fatalities_low", "fatalities_high", "injuries_low", "injuries_high"),
    *("confidence", "report_count", "actors", "sources", "corrected"),
)
"""What `gathered_stored` takes of each incident, in this order: values as a store's rows have them.

Codes are texts. Days are proleptic ordinals, beyond all of them for what is undated; `date_precision` is None for what has no days of its
own, also a plan that stands at the day it became known. `actors` and `sources` are JSON lists.
"""


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
    """Rows as columns, in order."""
    return gathered_stored(_stored(row) for row in rows)


def _stored(row: Row) -> tuple[Any, ...]:
    spot: tuple[Any, ...] = row.spot or (None,) * len(_SPOT)
    toll = row.toll
    return (
        *(row.number, row.id, row.kind, row.status, row.salience),
        *(_LAST_DAY + 1 if day is None else day for day in (row.first_day, row.last_day)),
        row.precision if row.own_day else None,
        *spot,
        row.place_confidence,
        *(toll.fatalities_low, toll.fatalities_high, toll.injuries_low, toll.injuries_high),
        *(row.confidence, row.report_count, json.dumps(row.actors), json.dumps(row.sources), row.corrected),
    )


def gathered_stored(rows: Iterable[tuple[Any, ...]]) -> Columns:
    """Rows of what is `ASKED` as columns, in order: a million of them in seconds."""
    gathering = _Gathering()
    left = iter(rows)
    while batch := list(islice(left, _BATCH)):
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
_PRECISION_CODES: dict[str | None, int] = {None: PRECISIONS.index(DatePrecision.UNKNOWN), **{p: code for code, p in enumerate(PRECISIONS)}}
_SPOT = ("lon", "lat", "uncertainty_km", "geo_precision", "place_name", "place_kind", "admin1", "country")
"""What makes a `Spot`, in its order."""


class _Gathering:
    """Takes rows in batches, so that their objects are gone soon; each batch column by column, which is several times faster."""

    def __init__(self) -> None:
        self._batches: list[dict[str, Array]] = []
        self._spots: _Codes[tuple[Any, ...]] = _Codes()
        self._actors, self._sources = _GatheredLists(), _GatheredLists()

    def add(self, rows: Sequence[tuple[Any, ...]]) -> None:
        told: dict[str, Sequence[Any]] = dict(zip(ASKED, zip(*rows, strict=True) if rows else ((),) * len(ASKED), strict=True))
        size = len(rows)

        def coded(name: str, codes: dict[str, int]) -> Array:
            return np.fromiter(map(codes.__getitem__, told[name]), np.uint8, size)

        first = np.array(told["first_day"], dtype=np.int64)
        last = np.array(told["last_day"], dtype=np.int64)
        undated = first > _LAST_DAY
        precision = np.fromiter(map(_PRECISION_CODES.__getitem__, told["date_precision"]), np.uint8, size)
        background = np.fromiter(map(Salience.BACKGROUND.value.__eq__, told["salience"]), bool, size)
        corrected = np.fromiter(map(bool, told["corrected"]), bool, size)
        strange = ~undated & np.fromiter((value is None for value in told["date_precision"]), bool, size)
        spots = self._spots
        places = zip(*(told[name] for name in _SPOT), strict=True)
        self._batches.append(
            {
                "number": np.array(told["number"], dtype=np.uint32),
                "id": np.array([name.encode() for name in told["id"]], dtype=np.bytes_),
                "day": np.where(undated, UNDATED, first - _EPOCH).astype(np.int32),
                "last_day": np.where(undated, UNDATED, last - _EPOCH).astype(np.int32),
                "precision": precision,
                "kind": coded("sub_event_type", _KIND_CODES),
                "status": coded("status", _STATUS_CODES),
                "flags": (background * BACKGROUND + corrected * CORRECTED + strange * NO_OWN_DAY).astype(np.uint8),
                "spot": np.fromiter((NO_SPOT if place[0] is None else spots[place] + 1 for place in places), np.uint32, size),
                "killed_low": _counts(told["fatalities_low"]),
                "killed_high": _counts(told["fatalities_high"]),
                "wounded_low": _counts(told["injuries_low"]),
                "wounded_high": _counts(told["injuries_high"]),
                "confidence": _hundredths(told["confidence"]),
                "place_confidence": _hundredths(told["place_confidence"]),
                "reports": np.minimum(np.array(told["report_count"], dtype=np.int64), 65_535).astype(np.uint16),
            }
        )
        self._actors.add(told["actors"])
        self._sources.add(told["sources"])

    def columns(self) -> Columns:
        if not self._batches:
            self.add([])
        arrays = {name: np.concatenate([batch[name] for batch in self._batches]) for name in self._batches[0]}
        spots = tuple(Spot(*spot) for spot in self._spots)
        return Columns(**arrays, actors=self._actors.lists(), sources=self._sources.lists(), spots=spots)


class _GatheredLists:
    """Lists of names as JSON: most incidents share theirs with others, so that few are read."""

    def __init__(self) -> None:
        self._codes: _Codes[str] = _Codes()
        self._coded: dict[str, list[int]] = {}
        self._counts: list[Array] = []
        self._every: list[Array] = []

    def add(self, rows: Sequence[str]) -> None:
        for text in set(rows) - self._coded.keys():
            self._coded[text] = [self._codes[name] for name in json.loads(text)]
        coded = [self._coded[text] for text in rows]
        self._counts.append(np.fromiter(map(len, coded), np.int64, len(rows)))
        self._every.append(np.fromiter(chain.from_iterable(coded), np.uint32))

    def lists(self) -> Lists:
        return Lists(_starts(np.concatenate(self._counts)), np.concatenate(self._every), tuple(self._codes))


def _counts(told: Sequence[int | None]) -> Array:
    return np.array([UNTOLD if count is None else count if count < UNTOLD else UNTOLD - 1 for count in told], dtype=np.uint16)


def _hundredths(told: Sequence[float | None]) -> Array:
    values = np.array(told, dtype=np.float64)  # None becomes a NaN
    return np.where(np.isnan(values), 255, np.rint(100 * values)).astype(np.uint8)


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
