"""How many rows fulfil a query, exactly and without counting again while nothing changes."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from threading import Lock
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, func, select

from dateline.storage.history import sequence_of
from dateline.storage.query import Query
from dateline.storage.tables import totals

_KEPT = 512


class Counts:
    """Counts of queries, remembered until something changes; the least asked for are forgotten first."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[int, str, Query], int] = OrderedDict()
        self._lock = Lock()

    def matched(self, connection: Connection, table: Table, query: Query, conditions: Sequence[ColumnElement[bool]]) -> int:
        """How many rows of a table fulfil the conditions, which are the query's."""
        if not conditions:
            return total(connection, table)
        return self.of(connection, table.name, query, select(func.count()).select_from(table).where(*conditions))

    def of(self, connection: Connection, name: str, query: Query, counted: Select[Any]) -> int:
        """How many rows the statement counts, which is the query's."""
        key = (sequence_of(connection), name, replace(query, limit=1, offset=0, order=(), behind=None))
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key]
        matched: int = connection.scalar(counted) or 0
        with self._lock:
            self._known[key] = matched
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return matched


def total(connection: Connection, table: Table) -> int:
    """How many rows a table has, as it is recorded."""
    return connection.scalar(select(totals.c.rows).where(totals.c.name == table.name)) or 0
