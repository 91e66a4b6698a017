"""What was found out about a store, remembered until something changes: counts, plans and the rows of narrow searches."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from threading import Lock
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, Table, func, select

from dateline.storage.history import sequence_of
from dateline.storage.query import Query
from dateline.storage.tables import totals

V = TypeVar("V")

_KEPT = 1_024
"""Values of one sort."""
_ROWS_KEPT = 200_000
"""Of all narrow searches together: some ten megabytes."""

Keyed = tuple[Any, ...]
"""A row's number, what it is ordered by, and its id."""


class Moment:
    """What is known of the store between two changes."""

    def __init__(self, sequence: int) -> None:
        self.sequence = sequence
        self.values: _Kept[Any] = _Kept(_KEPT)
        self.rows: _Kept[tuple[Keyed, ...]] = _Kept(_ROWS_KEPT, len)

    def total(self, connection: Connection, table: Table) -> int:
        """How many rows a table has."""
        held: int = self.values.of(("total", table.name), lambda: total(connection, table))
        return held

    def matched(self, connection: Connection, table: Table, query: Query, conditions: Sequence[ColumnElement[bool]]) -> int:
        """How many rows of a table fulfil the conditions, which are the query's."""
        if not conditions:
            return self.total(connection, table)
        return self.count(connection, table.name, query, select(func.count()).select_from(table).where(*conditions))

    def count(self, connection: Connection, name: str, query: Query, counted: Select[Any]) -> int:
        """How many rows the statement counts, which is the query's."""
        matched: int = self.values.of(("count", name, asked(query)), lambda: connection.scalar(counted) or 0)
        return matched


class Counts:
    """Gives what is known of the moment that a transaction sees."""

    def __init__(self) -> None:
        self._last = Moment(-1)

    def at(self, connection: Connection) -> Moment:
        """The moment of this transaction."""
        sequence = sequence_of(connection)
        last = self._last
        if last.sequence != sequence:
            last = Moment(sequence)
            if sequence > self._last.sequence:
                self._last = last
        return last


class _Kept(Generic[V]):
    """Values by key, up to so much in all; the least asked for are forgotten first."""

    def __init__(self, most: int, weight: Callable[[V], int] = lambda _: 1) -> None:
        self._known: OrderedDict[Hashable, V] = OrderedDict()
        self._left = most
        self._weight = weight
        self._lock = Lock()

    def of(self, key: Hashable, found_out: Callable[[], V]) -> V:
        """The value of a key, found out when it is not known."""
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key]
        value = found_out()
        with self._lock:
            if key not in self._known:
                self._known[key] = value
                self._left -= self._weight(value)
            while self._left < 0 and self._known:
                _, forgotten = self._known.popitem(last=False)
                self._left += self._weight(forgotten)
        return value


def asked(query: Query) -> Query:
    """What a query asks for, whichever page of it."""
    return replace(query, limit=1, offset=0, order=(), behind=None)


def total(connection: Connection, table: Table) -> int:
    """How many rows a table has, as it is recorded."""
    return connection.scalar(select(totals.c.rows).where(totals.c.name == table.name)) or 0
