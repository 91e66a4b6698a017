"""CQL2 as text to an expression: a parser by recursive descent over bounded tokens."""

import re
from datetime import date, datetime
from typing import NoReturn

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
from dateline_api.crs import CRS84, Crs
from dateline_api.shapes import box_of, shape_of, together

MAX_LENGTH = 6_000
MAX_DEPTH = 20
MAX_PARTS = 150
"""Comparisons in one filter."""

_TOKEN = re.compile(
    r"""\s*(?:
    (?P<number>[+-]?(?:[0-9]{1,18}(?:\.[0-9]{0,18})?|\.[0-9]{1,18})(?:[eE][+-]?[0-9]{1,3})?)
    |(?P<text>'(?:[^'\\]|''|\\.)*')
    |"(?P<quoted>[^"]{1,100})"
    |(?P<word>[A-Za-z_:][A-Za-z0-9_.:]*)
    |(?P<sign><>|<=|>=|[=<>(),])
    )""",
    re.VERBOSE | re.DOTALL,
)
_SIGNS = {operator.value: operator for operator in Operator}
_RESERVED = ("DATE", "TIMESTAMP", "TRUE", "FALSE", "AND", "OR", "NOT", "IS", "LIKE", "IN", "BETWEEN")
_GEOMETRIES = ("POINT", "MULTIPOINT", "LINESTRING", "MULTILINESTRING", "POLYGON", "MULTIPOLYGON")


def read_cql2_text(text: str, crs: Crs = CRS84) -> Expression:
    """The expression that a text says; coordinates are in `crs`. Raises `BadInput` with where it cannot be understood."""
    if len(text) > MAX_LENGTH:
        raise BadInput(f"is {len(text)} characters long; at most {MAX_LENGTH} are taken")
    return _Parser(text, crs).whole()


def instant_of(text: str) -> Literal:
    """A day or a moment that a text says; raises `BadInput`."""
    try:
        if len(text) == len("2020-01-01"):
            return Literal(date.fromisoformat(text))
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise BadInput(f"{text[:40]!r} is neither a day nor an RFC 3339 moment") from None
    if moment.tzinfo is None:
        raise BadInput(f"{text[:40]!r} says no zone; end it with Z")
    return Literal(moment)


class _Parser:
    def __init__(self, text: str, crs: Crs) -> None:
        self._crs = crs
        self._tokens: list[tuple[str, str]] = []
        self._at = 0
        self._parts = 0
        position = 0
        while position < len(text.rstrip()):
            found = _TOKEN.match(text, position)
            if found is None:
                raise BadInput(f"cannot be understood from {text[position : position + 30]!r} on")
            kind = found.lastgroup or ""
            self._tokens.append((kind, found[kind]))
            position = found.end()

    def whole(self) -> Expression:
        found = self._either(0)
        if self._at < len(self._tokens):
            self._fail("an end, AND or OR")
        return found

    def _fail(self, wanted: str) -> NoReturn:
        found = repr(self._tokens[self._at][1][:40]) if self._at < len(self._tokens) else "the end"
        raise BadInput(f"expects {wanted}, but there is {found}")

    def _is(self, *words: str) -> bool:
        """Whether the next token is one of these words or signs."""
        if self._at >= len(self._tokens):
            return False
        kind, text = self._tokens[self._at]
        return kind in ("word", "sign") and text.upper() in words

    def _take(self, *words: str) -> bool:
        if self._is(*words):
            self._at += 1
            return True
        return False

    def _need(self, word: str) -> None:
        if not self._take(word):
            self._fail(repr(word))

    def _next(self, kind: str, wanted: str) -> str:
        if self._at >= len(self._tokens) or self._tokens[self._at][0] != kind:
            self._fail(wanted)
        self._at += 1
        return self._tokens[self._at - 1][1]

    def _either(self, depth: int) -> Expression:
        if depth > MAX_DEPTH:
            raise BadInput(f"is nested deeper than {MAX_DEPTH} levels")
        parts = [self._both(depth)]
        while self._take("OR"):
            parts.append(self._both(depth))
        return parts[0] if len(parts) == 1 else Some(tuple(parts))

    def _both(self, depth: int) -> Expression:
        parts = [self._negated(depth)]
        while self._take("AND"):
            parts.append(self._negated(depth))
        return parts[0] if len(parts) == 1 else Every(tuple(parts))

    def _negated(self, depth: int) -> Expression:
        if depth > MAX_DEPTH:
            raise BadInput(f"is nested deeper than {MAX_DEPTH} levels")
        if self._take("NOT"):
            return Not(self._negated(depth + 1))
        return self._primary(depth)

    def _primary(self, depth: int) -> Expression:
        self._parts += 1
        if self._parts > MAX_PARTS:
            raise BadInput(f"has more than {MAX_PARTS} comparisons")
        if self._take("("):
            found = self._either(depth + 1)
            self._need(")")
            return found
        if self._take("TRUE"):
            return Always(True)
        if self._take("FALSE"):
            return Always(False)
        if self._is("S_INTERSECTS"):
            return self._spatial(depth)
        if self._at < len(self._tokens) and self._tokens[self._at][1].lower() in set(Relation) and self._tokens[self._at][0] == "word":
            return self._temporal()
        return self._predicate()

    def _predicate(self) -> Expression:
        left = self._operand()
        if self._at < len(self._tokens) and self._tokens[self._at][0] == "sign" and self._tokens[self._at][1] in _SIGNS:
            self._at += 1
            return Compared(_SIGNS[self._tokens[self._at - 1][1]], left, self._operand())
        if not isinstance(left, Field):
            self._fail("a comparison")
        if self._take("IS"):
            negated = self._take("NOT")
            self._need("NULL")
            return Not(Untold(left)) if negated else Untold(left)
        negated = self._take("NOT")
        found: Expression
        if self._take("LIKE"):
            found = Like(left, _unquoted(self._next("text", "a pattern in quotes"), pattern=True))
        elif self._take("IN"):
            self._need("(")
            choices = [self._literal()]
            while self._take(","):
                choices.append(self._literal())
            self._need(")")
            found = OneOf(left, tuple(choices))
        elif self._take("BETWEEN"):
            low = self._operand()
            self._need("AND")
            high = self._operand()
            found = Every((Compared(Operator.AT_LEAST, left, low), Compared(Operator.AT_MOST, left, high)))
        else:
            self._fail("a comparison")
        return Not(found) if negated else found

    def _operand(self) -> Operand:
        if self._at < len(self._tokens):
            kind, text = self._tokens[self._at]
            if kind == "quoted":
                self._at += 1
                return Field(text)
            if kind == "word" and text.upper() not in _RESERVED:
                self._at += 1
                return Field(text)
        return self._literal()

    def _literal(self) -> Literal:
        if self._take("TRUE"):
            return Literal(True)
        if self._take("FALSE"):
            return Literal(False)
        if self._take("DATE", "TIMESTAMP"):
            self._need("(")
            found = instant_of(_unquoted(self._next("text", "a time in quotes")))
            self._need(")")
            return found
        if self._at < len(self._tokens) and self._tokens[self._at][0] == "text":
            self._at += 1
            return Literal(_unquoted(self._tokens[self._at - 1][1]))
        return Literal(self._number())

    def _number(self) -> float:
        return float(self._next("number", "a value or a property"))

    def _temporal(self) -> Expression:
        relation = Relation(self._next("word", "a function").lower())
        self._need("(")
        left = self._period()
        self._need(",")
        right = self._period()
        self._need(")")
        return Related(relation, left, right)

    def _period(self) -> Period:
        if not self._take("INTERVAL"):
            moment = self._end()
            return Period(moment, moment)
        self._need("(")
        start = self._end()
        self._need(",")
        end = self._end()
        self._need(")")
        return Period(start, end)

    def _end(self) -> Operand | None:
        if self._at < len(self._tokens) and self._tokens[self._at][0] == "text":
            self._at += 1
            text = _unquoted(self._tokens[self._at - 1][1])
            return None if text == ".." else instant_of(text)
        return self._operand()

    def _spatial(self, depth: int) -> Expression:
        self._need("S_INTERSECTS")
        self._need("(")
        first = self._geometry_or_field(depth)
        self._need(",")
        second = self._geometry_or_field(depth)
        self._need(")")
        if isinstance(first, Field) and isinstance(second, Shape):
            return Intersects(first, second)
        if isinstance(first, Shape) and isinstance(second, Field):
            return Intersects(second, first)
        raise BadInput("S_INTERSECTS takes the geometry of the features and a geometry that is written down")

    def _geometry_or_field(self, depth: int) -> Field | Shape:
        if self._is(*_GEOMETRIES, "GEOMETRYCOLLECTION", "BBOX"):
            return self._geometry(depth)
        found = self._operand()
        if not isinstance(found, Field):
            raise BadInput("S_INTERSECTS takes geometries")
        return found

    def _geometry(self, depth: int) -> Shape:
        if depth > MAX_DEPTH:
            raise BadInput(f"is nested deeper than {MAX_DEPTH} levels")
        kind = self._next("word", "a geometry").upper()
        self._take("Z")
        self._need("(")
        if kind == "BBOX":
            numbers = [self._number()]
            while self._take(","):
                numbers.append(self._number())
            self._need(")")
            return box_of(numbers, self._crs)
        if kind == "GEOMETRYCOLLECTION":
            shapes = [self._geometry(depth + 1)]
            while self._take(","):
                shapes.append(self._geometry(depth + 1))
            self._need(")")
            return together(shapes)
        coordinates = self._coordinates(depth)
        if kind == "POINT":
            coordinates = coordinates[0]
        elif kind == "MULTIPOINT":
            # Both MULTIPOINT(1 2, 3 4) and MULTIPOINT((1 2), (3 4)) are written.
            coordinates = [point[0] if isinstance(point[0], list) else point for point in coordinates]
        return shape_of(kind, coordinates, self._crs)

    def _coordinates(self, depth: int) -> list:  # type: ignore[type-arg]  # nested as deeply as it is written
        """What stands up to the closing bracket, the opening one being taken."""
        if depth > MAX_DEPTH:
            raise BadInput(f"is nested deeper than {MAX_DEPTH} levels")
        found: list = []  # type: ignore[type-arg]
        while True:
            if self._take("("):
                found.append(self._coordinates(depth + 1))
            else:
                position = [self._number()]
                while self._at < len(self._tokens) and self._tokens[self._at][0] == "number" and len(position) < 4:
                    position.append(self._number())
                found.append(position)
            if self._take(")"):
                return found
            self._need(",")


def _unquoted(text: str, *, pattern: bool = False) -> str:
    """The characters between quotes; in a pattern a backslash keeps its meaning."""
    inner = text[1:-1].replace("''", "'")
    return inner if pattern else inner.replace("\\'", "'")
