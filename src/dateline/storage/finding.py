"""Finding incidents: whole, as features, or by columns."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import Column, Connection, Table, select

from dateline.errors import BadParameter
from dateline.storage.counting import Counts
from dateline.storage.dialects.dialect import StoreDialect
from dateline.storage.ordering import Ordering
from dateline.storage.query import Behind, Query
from dateline.storage.searching import Condition, incident_conditions, plan
from dateline.storage.store import COLUMNS
from dateline.storage.tables import incident_documents, incidents

V = TypeVar("V")

_AT_ONCE = 500
"""Incidents read at a time when all are streamed."""
_ROWS_AT_ONCE = 5_000

Written = Callable[[Connection, Sequence[tuple[int, Any]]], list[V]]
"""What numbers and texts of `incident_documents` are given out as."""


class Finding:
    """Over one store's tables, within transactions of the caller."""

    def __init__(self, dialect: StoreDialect, counts: Counts) -> None:
        self._dialect = dialect
        self._counts = counts

    def page(
        self, connection: Connection, query: Query, text: Column[str], written: Written[V]
    ) -> tuple[tuple[V, ...], int, Behind | None]:
        """One page of a resolved query, how many match in all, and where the page ends."""
        how = plan(connection, self._dialect, incidents, query)
        matched = self._counts.matched(connection, incidents, query, incident_conditions(self._dialect, query, how))
        if query.offset >= matched:
            return (), matched, None
        conditions = incident_conditions(self._dialect, query, how.paging(matched))
        rows = keyed_page(connection, incidents, conditions, query)
        found = written(connection, self._texts(connection, text, [row[0] for row in rows]))
        return tuple(found), matched, tuple(rows[-1][1:]) if rows else None

    def each(self, connection: Connection, query: Query, text: Column[str], written: Written[V]) -> Iterator[V]:
        """All that match a resolved query, however many; the database sorts only their keys."""
        found = select(incidents.c.number).where(*self._streamed(connection, query)).order_by(*Ordering(incidents, query).columns)
        numbers = connection.execution_options(yield_per=_AT_ONCE).scalars(found)
        for part in numbers.partitions():
            yield from written(connection, self._texts(connection, text, part))

    def rows(self, connection: Connection, query: Query, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """Columns of all that match a resolved query."""
        for name in columns:
            if name not in COLUMNS:
                raise BadParameter("columns", f"{name[:60]!r} is none of {', '.join(COLUMNS)}")
        found = select(*(incidents.c[name] for name in columns)).where(*self._streamed(connection, query))
        result = connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(found.order_by(*Ordering(incidents, query).columns))
        for part in result.partitions():
            yield from map(tuple, part)

    def _streamed(self, connection: Connection, query: Query) -> list[Condition]:
        how = plan(connection, self._dialect, incidents, query)
        if how.words and not how.is_rare:
            how = how.paging(self._counts.matched(connection, incidents, query, incident_conditions(self._dialect, query, how)))
        return incident_conditions(self._dialect, query, how)

    def _texts(self, connection: Connection, text: Column[str], numbers: Sequence[int]) -> list[tuple[int, Any]]:
        """Texts of incidents by their numbers, in the order of the numbers."""
        if not numbers:
            return []
        c = incident_documents.c
        value = self._dialect.raw(text) if text is c.feature else text
        held = connection.execute(select(c.number, value).where(c.number.in_(numbers))).all()
        found = {number: text for number, text in held}  # noqa: C416  # rows are no pairs to a type checker
        return [(number, found[number]) for number in numbers]


def keyed_page(connection: Connection, table: Table, conditions: Sequence[Condition], query: Query) -> list[tuple[Any, ...]]:
    """The numbers of one page's rows, each with its place in the order; what is skipped is not read beyond an index where one has it."""
    ordering = Ordering(table, query)
    behind = ordering.behind(query.behind)
    keys = [key.label(f"key_{place}") for place, key in enumerate(ordering.keys)]
    found = select(table.c.number, *keys, table.c.id).where(*conditions).limit(query.limit).offset(query.offset)
    rows = connection.execute(found.where(*behind).order_by(*ordering.columns)).all()
    return [tuple(row) for row in rows]
