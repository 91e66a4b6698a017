"""CQL2 as JSON to an expression."""

import json
from typing import Any

from dateline.errors import BadInput
from dateline.storage.expression import (
    Always,
    Compared,
    Every,
    Expression,
    Field,
    Intersects,
    Like,
    Literal,
    Not,
    OneOf,
    Operand,
    Operator,
    Period,
    Related,
    Relation,
    Shape,
    Some,
    Untold,
)
from dateline_api.cql2_text import MAX_DEPTH, MAX_LENGTH, MAX_PARTS, instant_of
from dateline_api.crs import CRS84, Crs
from dateline_api.shapes import box_of, shape_of, together

_OPERATORS = {operator.value for operator in Operator}
_RELATIONS = {relation.value.replace("_", ""): relation for relation in Relation}


def read_cql2_json(text: str, crs: Crs = CRS84) -> Expression:
    """The expression that a JSON text says; coordinates are in `crs`. Raises `BadInput` with what cannot be understood."""
    if len(text) > MAX_LENGTH:
        raise BadInput(f"is {len(text)} characters long; at most {MAX_LENGTH} are taken")
    try:
        return _Reader(crs).expression(json.loads(text), 0)
    except (ValueError, RecursionError) as error:
        if isinstance(error, BadInput):
            raise
        raise BadInput("is no JSON") from None


class _Reader:
    def __init__(self, crs: Crs) -> None:
        self._crs = crs
        self._parts = 0

    def expression(self, value: Any, depth: int) -> Expression:
        self._parts += 1
        if depth > MAX_DEPTH:
            raise BadInput(f"is nested deeper than {MAX_DEPTH} levels")
        if self._parts > MAX_PARTS:
            raise BadInput(f"has more than {MAX_PARTS} parts")
        if isinstance(value, bool):
            return Always(value)
        if not isinstance(value, dict) or not isinstance(value.get("op"), str) or not isinstance(value.get("args"), list):
            raise BadInput("an expression is true, false, or an object with op and args")
        name, args = value["op"].lower(), value["args"]
        if name in ("and", "or"):
            if not args:
                raise BadInput(f"{name} takes at least one expression")
            parts = tuple(self.expression(arg, depth + 1) for arg in args)
            return Every(parts) if name == "and" else Some(parts)
        counts = {"not": 1, "isnull": 1, "between": 3}
        if len(args) != counts.get(name, 2):
            raise BadInput(f"{name[:20]} takes {counts.get(name, 2)} args, not {len(args)}")
        if name == "not":
            return Not(self.expression(args[0], depth + 1))
        if name in _OPERATORS:
            return Compared(Operator(name), self._operand(args[0]), self._operand(args[1]))
        if name == "isnull":
            return Untold(self._field(args[0]))
        if name == "like":
            if not isinstance(args[1], str):
                raise BadInput("like takes a property and a text")
            return Like(self._field(args[0]), args[1])
        if name == "in":
            if not isinstance(args[1], list) or not 1 <= len(args[1]) <= MAX_PARTS:
                raise BadInput(f"in takes a property and a list of 1 to {MAX_PARTS} values")
            return OneOf(self._field(args[0]), tuple(self._literal(choice) for choice in args[1]))
        if name == "between":
            field = self._field(args[0])
            low, high = (
                Compared(Operator.AT_LEAST, field, self._operand(args[1])),
                Compared(Operator.AT_MOST, field, self._operand(args[2])),
            )
            return Every((low, high))
        if name.replace("_", "") in _RELATIONS:
            return Related(_RELATIONS[name.replace("_", "")], self._period(args[0]), self._period(args[1]))
        if name == "s_intersects":
            first, second = (self._field(arg) if isinstance(arg, dict) and "property" in arg else self._shape(arg, depth) for arg in args)
            if isinstance(first, Field) and isinstance(second, Shape):
                return Intersects(first, second)
            if isinstance(first, Shape) and isinstance(second, Field):
                return Intersects(second, first)
            raise BadInput("s_intersects takes the geometry of the features and a geometry that is written down")
        raise BadInput(f"{name[:40]!r} is no operator here")

    def _field(self, value: Any) -> Field:
        if isinstance(value, dict) and isinstance(value.get("property"), str):
            return Field(value["property"])
        raise BadInput('a property is written {"property": "name"}')

    def _operand(self, value: Any) -> Operand:
        return self._field(value) if isinstance(value, dict) and "property" in value else self._literal(value)

    def _literal(self, value: Any) -> Literal:
        if isinstance(value, (str, int, float)):
            return Literal(value)
        if isinstance(value, dict):
            told = value.get("date", value.get("timestamp"))
            if isinstance(told, str):
                return instant_of(told)
        raise BadInput("a value is a text, a number, true, false, a date or a timestamp")

    def _period(self, value: Any) -> Period:
        if isinstance(value, dict) and "interval" in value:
            ends = value["interval"]
            if not isinstance(ends, list) or len(ends) != 2:
                raise BadInput("an interval takes two ends")
            return Period(self._end(ends[0]), self._end(ends[1]))
        moment = self._end(value)
        return Period(moment, moment)

    def _end(self, value: Any) -> Operand | None:
        if isinstance(value, str):
            return None if value == ".." else instant_of(value)
        return self._operand(value)

    def _shape(self, value: Any, depth: int) -> Shape:
        if depth > MAX_DEPTH or not isinstance(value, dict):
            raise BadInput("a geometry is a GeoJSON geometry or a bbox")
        if isinstance(value.get("bbox"), list) and "type" not in value:
            if not all(isinstance(number, (int, float)) and not isinstance(number, bool) for number in value["bbox"]):
                raise BadInput("a bbox takes numbers")
            return box_of([float(number) for number in value["bbox"]], self._crs)
        if value.get("type") == "GeometryCollection" and isinstance(value.get("geometries"), list):
            return together([self._shape(part, depth + 1) for part in value["geometries"]])
        return shape_of(str(value.get("type")), value.get("coordinates"), self._crs)
