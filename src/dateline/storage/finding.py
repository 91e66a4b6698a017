"""Finding incidents: whole, as features, or by columns."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from sqlalchemy import Column, Connection, Table, bindparam, func, select

from dateline.errors import BadParameter
from dateline.storage.counting import Counts, Keyed, Moment, asked
from dateline.storage.dialects.dialect import StoreDialect
from dateline.storage.ordering import Ordering
from dateline.storage.query import MAX_LIMIT, Behind, Query
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
        c = incident_documents.c
        self._texts_of = {
            column.name: select(c.number, value).where(dialect.among(c.number, bindparam("numbers")))
            for column, value in ((c.document, c.document), (c.feature, dialect.raw(c.feature)))
        }

    def page(
        self, connection: Connection, query: Query, text: Column[str], written: Written[V]
    ) -> tuple[tuple[V, ...], int, Behind | None]:
        """One page of a resolved query, how many match in all, and where the page ends."""
        rows, matched = self._keyed(connection, query)
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
        # In one statement: the words are looked up once for all rows, never row by row.
        how = plan(connection, self._dialect, incidents, query, self._counts.at(connection))
        found = select(*(incidents.c[name] for name in columns)).where(*incident_conditions(self._dialect, query, how))
        result = connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(found.order_by(*Ordering(incidents, query).columns))
        for part in result.partitions():
            yield from map(tuple, part)

    def _keyed(self, connection: Connection, query: Query) -> tuple[Sequence[Keyed], int]:
        """The keys of one page's rows, and how many match in all."""
        moment = self._counts.at(connection)
        how = plan(connection, self._dialect, incidents, query, moment)
        if how.by_space and not how.words and not query.order:
            return self._of_few(connection, query, moment)
        matched = moment.matched(connection, incidents, query, incident_conditions(self._dialect, query, how))
        if query.offset >= matched:
            return (), matched
        return keyed_page(connection, incidents, incident_conditions(self._dialect, query, how.paging(matched)), query), matched

    def _of_few(self, connection: Connection, query: Query, moment: Moment) -> tuple[Sequence[Keyed], int]:
        """As `_keyed`, of so few rows on the timeline that all their keys are fetched at once and remembered."""

        def every() -> tuple[Keyed, ...]:
            how = plan(connection, self._dialect, incidents, query, moment)
            whole = replace(asked(query), limit=MAX_LIMIT)
            return tuple(keyed_page(connection, incidents, incident_conditions(self._dialect, whole, how), whole))

        rows = moment.rows.of(asked(query), every)
        # Refuses a cursor of another order.
        Ordering(incidents, query).behind(query.behind)
        start = query.offset + (bisect_right(rows, query.behind, key=lambda row: row[1:]) if query.behind else 0)
        return rows[start : start + query.limit], len(rows)

    def _streamed(self, connection: Connection, query: Query) -> list[Condition]:
        moment = self._counts.at(connection)
        how = plan(connection, self._dialect, incidents, query, moment)
        if how.words and not how.is_rare:
            how = how.paging(moment.matched(connection, incidents, query, incident_conditions(self._dialect, query, how)))
        return incident_conditions(self._dialect, query, how)

    def _texts(self, connection: Connection, text: Column[str], numbers: Sequence[int]) -> list[tuple[int, Any]]:
        """Texts of incidents by their numbers, in the order of the numbers."""
        if not numbers:
            return []
        held = connection.execute(self._texts_of[text.name], {"numbers": self._dialect.listed(numbers)}).all()
        found = {number: text for number, text in held}  # noqa: C416  # rows are no pairs to a type checker
        return [(number, found[number]) for number in numbers]


def keyed_page(connection: Connection, table: Table, conditions: Sequence[Condition], query: Query) -> list[Keyed]:
    """The keys of one page's rows: what is skipped is not read beyond an index, where one has the order.

    What is sorted by a field that is not told everywhere is read in two parts, each of which an index has in order: told first.
    """
    if table is incidents and not conditions and not query.order and query.behind is None:
        return list(map(tuple, connection.execute(_FIRST, {"most": query.limit, "passed": query.offset}).all()))
    ordering = Ordering(table, query)
    keys = [key.label(f"key_{place}") for place, key in enumerate(ordering.keys)]
    rows: list[Keyed] = []
    offset = query.offset
    for part in ordering.parts(query.behind):
        if rows and len(rows) >= query.limit:
            break
        found = select(table.c.number, *keys, table.c.id).where(*conditions, *part.conditions)
        ordered = found.order_by(*part.columns).limit(query.limit - len(rows)).offset(offset)
        rows += map(tuple, connection.execute(ordered).all())
        if rows:
            offset = 0
        elif offset and not part.is_last:
            passed = select(func.count()).select_from(table).where(*conditions, *part.conditions)
            offset -= connection.scalar(passed) or 0
    return rows


_FIRST = (
    select(incidents.c.number, incidents.c.first_day, incidents.c.id)
    .order_by(incidents.c.first_day, incidents.c.id)
    .limit(bindparam("most"))
    .offset(bindparam("passed"))
)
"""Pages of all that there is, which are asked for most."""
