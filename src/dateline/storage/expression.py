"""A filter beyond the fixed ones: comparisons of named fields, combined by and, or and not, as CQL2 knows them.

A field that is not told makes a comparison neither true nor false, so that neither it nor its negation lets anything through.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dateline.geography import Bbox


class Kind(StrEnum):
    """What a field's values are."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    DAY = "day"
    INSTANT = "instant"
    """Aware, UTC."""
    GEOMETRY = "geometry"


class Operator(StrEnum):
    """How two values are compared."""

    EQUAL = "="
    UNEQUAL = "<>"
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="


class Relation(StrEnum):
    """How two times lie to each other, both ends included; Allen's relations and what follows from them."""

    AFTER = "t_after"
    BEFORE = "t_before"
    CONTAINS = "t_contains"
    DISJOINT = "t_disjoint"
    DURING = "t_during"
    EQUALS = "t_equals"
    FINISHED_BY = "t_finishedby"
    FINISHES = "t_finishes"
    INTERSECTS = "t_intersects"
    MEETS = "t_meets"
    MET_BY = "t_metby"
    OVERLAPPED_BY = "t_overlappedby"
    OVERLAPS = "t_overlaps"
    STARTED_BY = "t_startedby"
    STARTS = "t_starts"


@dataclass(frozen=True, slots=True)
class Field:
    """The value of a named field."""

    name: str


@dataclass(frozen=True, slots=True)
class Literal:
    """A value that was written down; moments are aware."""

    value: str | int | float | bool | date | datetime


Operand = Field | Literal


@dataclass(frozen=True, slots=True)
class Compared:
    """Two values and how they must compare."""

    operator: Operator
    left: Operand
    right: Operand


@dataclass(frozen=True, slots=True)
class Like:
    """A text that must look like a pattern: `%` stands for any characters, `_` for one, a backslash takes that away."""

    field: Field
    pattern: str


@dataclass(frozen=True, slots=True)
class OneOf:
    """A value that must be among some."""

    field: Field
    choices: tuple[Literal, ...]


@dataclass(frozen=True, slots=True)
class Untold:
    """A field that must have no value."""

    field: Field


@dataclass(frozen=True, slots=True)
class Period:
    """A time from one end to the other, both included; None is open. A moment has the same at both."""

    start: Operand | None
    end: Operand | None


@dataclass(frozen=True, slots=True)
class Related:
    """Two times and how they must lie to each other."""

    relation: Relation
    left: Period
    right: Period


Position = tuple[float, float]
"""Longitude, latitude."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Boxes, points, lines and polygons on the plane of longitude and latitude; what belongs to any of them belongs to it."""

    boxes: tuple[Bbox, ...] = ()
    points: tuple[Position, ...] = ()
    lines: tuple[tuple[Position, ...], ...] = ()
    polygons: tuple[tuple[tuple[Position, ...], ...], ...] = ()
    """Each as its outer ring and its holes; every ring ends where it begins."""


@dataclass(frozen=True, slots=True)
class Intersects:
    """A geometry that must have a point in common with a shape."""

    field: Field
    shape: Shape


@dataclass(frozen=True, slots=True)
class Every:
    """All parts must hold."""

    parts: "tuple[Expression, ...]"


@dataclass(frozen=True, slots=True)
class Some:
    """A part must hold."""

    parts: "tuple[Expression, ...]"


@dataclass(frozen=True, slots=True)
class Not:
    """The part must be false."""

    part: "Expression"


@dataclass(frozen=True, slots=True)
class Always:
    """True or false, whatever the row."""

    value: bool


Expression = Compared | Like | OneOf | Untold | Related | Intersects | Every | Some | Not | Always
