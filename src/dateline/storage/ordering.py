"""The order of rows, and going on behind a row without counting those before it."""

from collections.abc import Sequence
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


class Ordering:
    """By the fields of `Query.order`, what is not told last, then id; without any by the timeline, undated last, then id."""

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

    @property
    def columns(self) -> list[ColumnElement[Any]]:
        """For ORDER BY."""
        if self._day is not None:
            return [self._day, self._id]
        ordered = [(key.desc() if down else key.asc()).nulls_last() for key, down in zip(self.keys, self._down, strict=True)]
        return [*ordered, self._id]

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
        found: Condition = self._id > last_id
        for key, value, down in reversed(list(zip(self.keys, values, self._down, strict=True))):
            if value is None:
                found = and_(key.is_(None), found)
            else:
                later = key < value if down else key > value
                found = or_(key.is_(None), later, and_(key == value, found))
        return [found]


def behind_last(items: Sequence[Report]) -> Behind | None:
    """Where the next page of reports begins."""
    return (ordinal(items[-1].published), items[-1].id) if items else None
