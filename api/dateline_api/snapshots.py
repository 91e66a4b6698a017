"""The incidents by column, in memory: read once, then kept up with the store's changes; filters pick rows of them."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from threading import Lock
from typing import Generic, TypeVar

import numpy as np
from anyio import CapacityLimiter

from dateline.publishing.columns import Array, Columns, gathered_stored
from dateline.publishing.tiles import Grid
from dateline.storage.query import Query
from dateline.storage.store import Store
from dateline_api.picking import EVERYTHING, columns_hold, picked_by_columns
from dateline_api.snapshot_rows import numbers_of, rows_of, some_rows

V = TypeVar("V")

_AT_ONCE = 10_000
"""Changes read at a time."""
_FEW = 20
"""A snapshot is brought up to date where fewer than one in so many incidents changed; else it is made anew."""
_MASK_BYTES = 64_000_000
_ANSWER_BYTES = 96_000_000


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All incidents as of one change of the store."""

    sequence: int
    columns: Columns
    grid: Grid
    """Where they stand on the map."""


class Kept(Generic[V]):
    """Values by key up to so many bytes; the least recently used are forgotten first. Shared between threads."""

    def __init__(self, most: int) -> None:
        self._most, self._held = most, 0
        self._values: OrderedDict[Hashable, tuple[V, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> V | None:
        """The value; None when it is not kept."""
        with self._lock:
            found = self._values.get(key)
            if found is None:
                return None
            self._values.move_to_end(key)
            return found[0]

    def put(self, key: Hashable, value: V, size: int) -> None:
        """Keep a value of so many bytes, unless it alone is too large."""
        with self._lock:
            _, before = self._values.pop(key, (None, 0))
            self._held -= before
            if size > self._most // 2:
                return
            self._values[key] = value, size
            self._held += size
            while self._held > self._most:
                _, (_, freed) = self._values.popitem(last=False)
                self._held -= freed

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._values.clear()
            self._held = 0


class Snapshots:
    """The latest snapshot of a store, made by one thread at a time, and what was made of it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._latest: Snapshot | None = None
        self._making = Lock()
        self._picked: Kept[Array] = Kept(_MASK_BYTES)
        self.answers: Kept[bytes] = Kept(_ANSWER_BYTES)
        """Bodies of answers, by what was asked and the sequence."""
        self.limiter = CapacityLimiter(4)
        """Whoever works on columns waits here, and keeps no other request from a thread."""

    def latest(self) -> Snapshot:
        """The incidents as they are now."""
        latest = self._latest
        sequence = self._store.sequence()
        if latest is not None and latest.sequence == sequence:
            return latest
        with self._making:
            latest = self._latest
            # Told before the rows are read: what is written meanwhile is read, and read again next time.
            sequence = self._store.sequence()
            if latest is None or latest.sequence != sequence:
                latest = self._latest = self._made(latest, sequence)
                self._picked.clear()
                self.answers.clear()
            return latest

    def _made(self, before: Snapshot | None, sequence: int) -> Snapshot:
        columns = self._brought_up(before, sequence) if before is not None else None
        if columns is None:
            columns = gathered_stored(rows_of(self._store))
        return Snapshot(sequence, columns, Grid.of(columns))

    def _brought_up(self, before: Snapshot, sequence: int) -> Columns | None:
        """What it was, with what changed since; None where so much changed that reading all is as fast."""
        if sequence < before.sequence:
            return None
        changed: set[str] = set()
        since = before.sequence
        while since < sequence:
            told = self._store.changes(since, _AT_ONCE)
            if not told:
                break
            since = told[-1].sequence
            changed |= {change.id for change in told if change.kind in ("incident", "incident_gone")}
            if len(changed) > max(1_000, len(before.columns) // _FEW):
                return None
        if not changed:
            return before.columns
        return before.columns.changed(frozenset(changed), gathered_stored(some_rows(self._store, sorted(changed))))

    def picked(self, snapshot: Snapshot, query: Query) -> Array | None:
        """The indexes of the incidents that the query finds, in the order of the columns; None stands for all."""
        query = replace(query, limit=1, offset=0, order=(), behind=None)
        if query == EVERYTHING:
            return None
        key = (snapshot.sequence, query)
        found = self._picked.get(key)
        if found is None:
            found = picked_by_columns(snapshot.columns, query) if columns_hold(query) else self._asked(snapshot.columns, query)
            found = found.astype(np.uint32)
            self._picked.put(key, found, found.nbytes)
        return found

    def _asked(self, columns: Columns, query: Query) -> Array:
        """Where the columns do not hold what is asked for, the store says which incidents."""
        return columns.rows_of(np.fromiter(numbers_of(self._store, query), dtype=np.uint32))

    def answer(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        """The body that was made for this key, or is made now."""
        body = self.answers.get(key)
        if body is None:
            body = make()
            self.answers.put(key, body, len(body))
        return body
