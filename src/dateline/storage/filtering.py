"""An expression as a condition in SQL that both databases answer alike."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, case, false, func, literal, not_, null, or_, true
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from dateline.errors import BadParameter
from dateline.geography import Bbox
from dateline.storage.expression import (
    Always,
    Compared,
    Every,
    Expression,
    Field,
    Intersects,
    Kind,
    Like,
    Literal,
    Not,
    OneOf,
    Operand,
    Operator,
    Period,
    Position,
    Related,
    Relation,
    Shape,
    Some,
    Untold,
)
from dateline.storage.fields import FIELDS, StoredField
from dateline.storage.safetext import is_safe

Condition = ColumnElement[bool]

MAX_WILDCARDS = 5
"""In one pattern: every further one multiplies what a database may have to try."""
_NEAR = 1e-9
"""Degrees within which a point lies on a line."""


class _Looks(FunctionElement[bool]):
    """A text, a pattern as SQLite's GLOB takes it, and as LIKE does; both tell small from capital letters."""

    inherit_cache = True
    name = "looks"


@compiles(_Looks)
def _looks(element: _Looks, compiler: Any, **options: Any) -> str:
    text, glob, _ = element.clauses
    return f"({compiler.process(text, **options)} GLOB {compiler.process(glob, **options)})"


@compiles(_Looks, "postgresql")
def _looks_postgresql(element: _Looks, compiler: Any, **options: Any) -> str:
    text, _, pattern = element.clauses
    return f"({compiler.process(text, **options)} LIKE {compiler.process(pattern, **options)})"


def condition_of(expression: Expression, table: Table) -> Condition:
    """What a row must fulfil; raises `BadParameter` for a field that the table has not and a value of the wrong kind."""
    return _Filtering(table).of(expression)


class _Filtering:
    def __init__(self, table: Table) -> None:
        self._table = table
        self._fields = FIELDS[table.name]

    def of(self, expression: Expression) -> Condition:
        match expression:
            case Every(parts):
                return and_(true(), *(self.of(part) for part in parts))
            case Some(parts):
                return or_(false(), *(self.of(part) for part in parts))
            case Not(part):
                return not_(self.of(part))
            case Always(value):
                return true() if value else false()
            case Compared(operator, left, right):
                return self._compared(operator, left, right)
            case Like(field, pattern):
                self._must_be(field, Kind.TEXT)
                found: Condition = _Looks(self._field(field).of(self._table), literal(_glob(_text(pattern, field))), literal(pattern))
                return found
            case OneOf(field, choices):
                stored = self._field(field)
                return stored.of(self._table).in_([self._value(choice, stored, field) for choice in choices])
            case Untold(field):
                return self._field(field).of(self._table).is_(None)
            case Related(relation, left, right):
                return self._related(relation, left, right)
            case Intersects(field, shape):
                self._must_be(field, Kind.GEOMETRY)
                return self._intersects(shape)

    def _field(self, field: Field) -> StoredField:
        stored = self._fields.get(field.name)
        if stored is None:
            raise BadParameter("filter", f"{field.name[:60]!r} is none of {', '.join(self._fields)}")
        return stored

    def _must_be(self, field: Field, kind: Kind) -> None:
        found = self._field(field).kind
        if found is not kind:
            raise BadParameter("filter", f"{field.name} is a {found}, not a {kind}")

    def _value(self, value: Literal, stored: StoredField, field: Field) -> Any:
        """The value as the field's are stored."""
        told = value.value
        kind = stored.kind
        if kind is Kind.TEXT and isinstance(told, str):
            return _text(told, field)
        if kind in (Kind.INTEGER, Kind.NUMBER) and isinstance(told, (int, float)) and not isinstance(told, bool):
            return float(told)
        if kind is Kind.DAY and isinstance(told, (str, date)):
            return stored.stored(_day(told, field))
        if kind is Kind.INSTANT and isinstance(told, (str, date)):
            return _moment(told, field)
        raise BadParameter("filter", f"{field.name} is a {kind}, and {str(told)[:40]!r} is none")

    def _compared(self, operator: Operator, left: Operand, right: Operand) -> Condition:
        if isinstance(left, Literal) and isinstance(right, Literal):
            raise BadParameter("filter", "a comparison needs a property on one side")
        a, b = self._pair(left, right)
        compared: Condition = _COMPARED[operator](a, b)
        return compared

    def _pair(self, left: Operand, right: Operand) -> tuple[Any, Any]:
        """Both sides as they can be compared."""
        if isinstance(left, Field) and isinstance(right, Field):
            one, other = self._field(left), self._field(right)
            numbers = (Kind.INTEGER, Kind.NUMBER)
            alike = one.kind is other.kind or (one.kind in numbers and other.kind in numbers)
            if not alike or one.counted is not other.counted or one.kind is Kind.GEOMETRY:
                raise BadParameter("filter", f"{left.name} and {right.name} cannot be compared")
            return one.of(self._table), other.of(self._table)
        if isinstance(left, Field):
            assert isinstance(right, Literal)
            stored = self._field(left)
            return stored.of(self._table), self._value(right, stored, left)
        if isinstance(right, Field):
            stored = self._field(right)
            return literal(self._value(left, stored, right)), stored.of(self._table)
        return literal(_moment(left.value, None)), literal(_moment(right.value, None))

    def _related(self, relation: Relation, left: Period, right: Period) -> Condition:
        def less(a: Operand | None, b: Operand | None, *, or_equal: bool = False) -> Condition:
            """Whether a start or end comes before another, neither being open."""
            assert a is not None
            assert b is not None
            one, other = self._pair(a, b)
            found: Condition = one <= other if or_equal else one < other
            return found

        def starts(before: Period, after: Period) -> Condition:
            if before.start is None:
                return false() if after.start is None else true()
            return false() if after.start is None else less(before.start, after.start)

        def ends(before: Period, after: Period) -> Condition:
            if after.end is None:
                return false() if before.end is None else true()
            return false() if before.end is None else less(before.end, after.end)

        def same(a: Operand | None, b: Operand | None) -> Condition:
            if a is None or b is None:
                return true() if a is b else false()
            one, other = self._pair(a, b)
            found: Condition = one == other
            return found

        def over(before: Period, after: Period) -> Condition:
            return false() if before.end is None or after.start is None else less(before.end, after.start)

        def touches(before: Period, after: Period) -> Condition:
            return false() if before.end is None or after.start is None else same(before.end, after.start)

        def shared(a: Period, b: Period) -> Condition:
            return true() if a.start is None or b.end is None else less(a.start, b.end, or_equal=True)

        def inside(a: Period, b: Period) -> Condition:
            return true() if a.start is None or b.end is None else less(a.start, b.end)

        for period in (left, right):
            for end in (period.start, period.end):
                if isinstance(end, Field) and self._field(end).kind not in (Kind.DAY, Kind.INSTANT):
                    raise BadParameter("filter", f"{end.name} is no time")
        match relation:
            case Relation.AFTER:
                return over(right, left)
            case Relation.BEFORE:
                return over(left, right)
            case Relation.CONTAINS:
                return and_(starts(left, right), ends(right, left))
            case Relation.DURING:
                return and_(starts(right, left), ends(left, right))
            case Relation.DISJOINT:
                return or_(over(left, right), over(right, left))
            case Relation.INTERSECTS:
                return and_(shared(left, right), shared(right, left))
            case Relation.EQUALS:
                return and_(same(left.start, right.start), same(left.end, right.end))
            case Relation.FINISHED_BY:
                return and_(starts(left, right), same(left.end, right.end))
            case Relation.FINISHES:
                return and_(starts(right, left), same(left.end, right.end))
            case Relation.STARTED_BY:
                return and_(same(left.start, right.start), ends(right, left))
            case Relation.STARTS:
                return and_(same(left.start, right.start), ends(left, right))
            case Relation.MEETS:
                return touches(left, right)
            case Relation.MET_BY:
                return touches(right, left)
            case Relation.OVERLAPS:
                return and_(starts(left, right), inside(right, left), ends(left, right))
            case Relation.OVERLAPPED_BY:
                return and_(starts(right, left), inside(left, right), ends(right, left))

    def _intersects(self, shape: Shape) -> Condition:
        parts = [self._in_box(part) for box in shape.boxes for part in box.parts()]
        parts += [self._on(point, point) for point in shape.points]
        parts += [self._on_line(line) for line in shape.lines]
        parts += [self._in_polygon(rings) for rings in shape.polygons]
        # Whether it lies there cannot be said of what has no place.
        return case((self._table.c.lon.is_(None), null()), else_=or_(false(), *parts))

    def _in_box(self, box: Bbox) -> Condition:
        c = self._table.c
        return and_(c.lon >= box.west, c.lon <= box.east, c.lat >= box.south, c.lat <= box.north)

    def _around(self, positions: Sequence[Position]) -> Condition:
        c = self._table.c
        lons, lats = [position[0] for position in positions], [position[1] for position in positions]
        return and_(
            c.lon >= min(lons) - _NEAR, c.lon <= max(lons) + _NEAR, c.lat >= min(lats) - _NEAR, c.lat <= max(lats) + _NEAR
        )  # fmt: skip

    def _on_line(self, line: Sequence[Position]) -> Condition:
        return and_(self._around(line), or_(*(self._on(one, other) for one, other in pairwise(line))))

    def _on(self, one: Position, other: Position) -> Condition:
        """Whether it lies on the straight between two positions."""
        c = self._table.c
        if abs(one[1] - other[1]) <= _NEAR:
            return self._around((one, other))
        slope = (other[0] - one[0]) / (other[1] - one[1])
        # The distance from the line is that along the parallel, made smaller where the line lies flat.
        near = _NEAR * (1 + abs(slope))
        return and_(self._around((one, other)), func.abs(c.lon - (one[0] + slope * (c.lat - one[1]))) <= near)

    def _in_polygon(self, rings: Sequence[Sequence[Position]]) -> Condition:
        """Whether a ray to the east crosses the rings an odd number of times, or it lies on one of them."""
        c = self._table.c
        crossings: list[ColumnElement[int]] = []
        for ring in rings:
            for (x1, y1), (x2, y2) in pairwise(ring):
                if y1 == y2:
                    continue
                slope = (x2 - x1) / (y2 - y1)
                crossed = and_(c.lat >= min(y1, y2), c.lat < max(y1, y2), c.lon < x1 + slope * (c.lat - y1))
                crossings.append(case((crossed, 1), else_=0))
        parts = [self._on_line(ring) for ring in rings]
        if crossings:
            parts.append(_sum(crossings) % 2 == 1)
        return and_(self._around(rings[0]), or_(*parts))


def _sum(terms: list[ColumnElement[int]]) -> ColumnElement[int]:
    """Added in halves: databases bound how deep an expression is nested."""
    if len(terms) == 1:
        return terms[0]
    half = len(terms) // 2
    return _sum(terms[:half]) + _sum(terms[half:])


_COMPARED = {
    Operator.EQUAL: lambda a, b: a == b,
    Operator.UNEQUAL: lambda a, b: a != b,
    Operator.LESS: lambda a, b: a < b,
    Operator.AT_MOST: lambda a, b: a <= b,
    Operator.MORE: lambda a, b: a > b,
    Operator.AT_LEAST: lambda a, b: a >= b,
}


def _text(told: str, field: Field) -> str:
    """A text that databases take; no name or title has another."""
    if not is_safe(told):
        raise BadParameter("filter", f"{field.name} is compared with a text that holds NUL, a control character or half a character")
    return told


def _day(told: str | date, field: Field) -> date:
    try:
        if isinstance(told, str):
            told = datetime.fromisoformat(told) if len(told) > len("2020-01-01") else date.fromisoformat(told)
        return told.astimezone(UTC).date() if isinstance(told, datetime) else told
    except (ValueError, OverflowError):
        raise BadParameter("filter", f"{field.name} is a day, and {str(told)[:40]!r} is none") from None


def _moment(told: str | float | date, field: Field | None) -> str:
    """A time as the store writes moments."""
    try:
        if isinstance(told, str):
            told = datetime.fromisoformat(told)
        if isinstance(told, date) and not isinstance(told, datetime):
            told = datetime(told.year, told.month, told.day, tzinfo=UTC)
        if isinstance(told, datetime):
            return told.astimezone(UTC).isoformat(timespec="microseconds")
    except (ValueError, OverflowError):
        pass
    raise BadParameter("filter", f"{field.name if field else 'an end of an interval'} is a time, and {str(told)[:40]!r} is none")


_PATTERN = re.compile(r"\\.|.", re.DOTALL)


def _glob(pattern: str) -> str:
    """A pattern for LIKE as one for GLOB; raises `BadParameter` for one with too many wildcards or a lone backslash at its end."""
    parts, wildcards = [], 0
    for part in _PATTERN.findall(pattern):
        if part == "%":
            wildcards += 1
            parts.append("*")
        elif part == "_":
            parts.append("?")
        elif part == "\\":
            raise BadParameter("filter", "a pattern ends with a backslash that stands before nothing")
        else:
            char = part[-1]
            parts.append(f"[{char}]" if char in "*?[" else char)
    if wildcards > MAX_WILDCARDS:
        raise BadParameter("filter", f"a pattern has {wildcards} times %; at most {MAX_WILDCARDS} are taken")
    return "".join(parts)
