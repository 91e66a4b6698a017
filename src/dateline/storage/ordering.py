"""The order of rows, and going on behind a row without counting those before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, or_

from dateline.errors import BadParameter
from dateline.reading.report import Report
from dateline.storage.expression import Kind
from dateline.storage.fields import FIELDS
from dateline.storage.query import Behind, Query
from dateline.storage.rows import ordinal
from dateline.storage.tables import reports

Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Part:
    """Rows that an index may have in this order."""

    conditions: list[Condition]
    columns: list[ColumnElement[Any]]
    is_last: bool = True


class Ordering:
    """By the fields of `Query.order`, what is not told last, then id, which falls where the last field does.

    Without any by the timeline, undated last, then id.
    """

    def __init__(self, table: Table, query: Query) -> None:
        self._id = table.c.id
        fields = FIELDS.get(table.name, {})
        self.keys: list[ColumnElement[Any]] = []
        self._down = [sort.descending for sort in query.order]
        for sort in query.order:
            stored = fields.get(sort.field)
            if stored is None or stored.kind is Kind.GEOMETRY:
                known = ", ".join(name for name, field in fields.items() if field.kind is not Kind.GEOMETRY)
                raise BadParameter("sortby", f"{sort.field[:60]!r} is none of {known or 'none'}")
            self.keys.append(stored.of(table))
        self._day = None if self.keys else table.c.published_day if table is reports else table.c.first_day
        if self._day is not None:
            self.keys.append(self._day)
        falls = bool(self._down) and self._down[-1]
        self._last = self._id.desc() if falls else self._id.asc()

    @property
    def columns(self) -> list[ColumnElement[Any]]:
        """For ORDER BY, of all rows."""
        return [*self._key_columns(), self._last]

    def parts(self, behind: Behind | None) -> list[Part]:
        """All rows behind a row, in parts that follow each other; raises `BadParameter` when the row is of another order."""
        if self._day is not None:
            return [Part(self.behind(behind), self.columns)]
        first, down = self.keys[0], self._down[0]
        further = self._key_columns()[1:]
        rest = self.behind(behind)
        told: list[Condition] = [first.is_not(None)]
        if behind is not None and behind[0] is not None:
            told += [first <= behind[0] if down else first >= behind[0], *rest]
        # Without a word about nulls, of which there are none, an index of any database fits.
        parts = [Part(told, [first.desc() if down else first.asc(), *further, self._last], is_last=False)]
        if behind is not None and behind[0] is None:
            parts = []
        untold = [first.is_(None), *(rest if behind is not None and behind[0] is None else [])]
        return [*parts, Part(untold, [*further, self._last])]

    def behind(self, row: Behind | None) -> list[Condition]:
        """What lies behind a row; raises `BadParameter` when the row is of another order."""
        if row is None:
            return []
        *values, last_id = row
        if not isinstance(last_id, str) or len(values) != len(self.keys):
            raise BadParameter("cursor", "is not of this order")
        if self._day is not None:
            if not isinstance(values[0], int):
                raise BadParameter("cursor", "is not of this order")
            return [self._day >= values[0], or_(self._day > values[0], self._id > last_id)]
        found: Condition = self._id < last_id if self._down[-1] else self._id > last_id
        for key, value, down in reversed(list(zip(self.keys, values, self._down, strict=True))):
            if value is None:
                found = and_(key.is_(None), found)
            else:
                later = key < value if down else key > value
                found = or_(key.is_(None), later, and_(key == value, found))
        return [found]

    def _key_columns(self) -> list[ColumnElement[Any]]:
        if self._day is not None:
            return [self._day]
        return [(key.desc() if down else key.asc()).nulls_last() for key, down in zip(self.keys, self._down, strict=True)]


def behind_last(items: Sequence[Report]) -> Behind | None:
    """Where the next page of reports begins."""
    return (ordinal(items[-1].published), items[-1].id) if items else None
