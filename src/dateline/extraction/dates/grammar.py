"""Tokens to date expressions: points, ranges of points, parts of the day, and how what is told stands to them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from dateline.extraction.dates.calendar_rules import PARTS, calendar
from dateline.extraction.dates.clock import clock_after, clock_before
from dateline.extraction.dates.expressions import (
    Between,
    Calendar,
    Expression,
    History,
    Hit,
    Night,
    Offset,
    Shifted,
    Weekday,
    Whole,
    Window,
)
from dateline.extraction.dates.mention import Relation
from dateline.extraction.dates.readings import DASHES, month, year
from dateline.extraction.dates.relative_rules import RELATIVE_OPENERS, relative, weekday
from dateline.extraction.dates.tokens import Tokens
from dateline.extraction.dates.vocabulary import (
    MONTHS,
    NUMBERS,
    ORDINALS,
    SEASONS,
    SHORT_MONTHS,
    SHORT_WEEKDAYS,
    TIMES_OF_DAY,
    UNITS,
    WEEKDAYS,
)

Rule = Callable[[Tokens, int], Hit | None]


@dataclass(frozen=True, slots=True)
class Told:
    """An expression as the text tells it: the tokens it covers, the part of the day, its relation to what is told."""

    expression: Expression
    first: int
    end: int
    time_of_day: str | None = None
    relation: Relation = Relation.ON


_RELATIONS = {
    "since": Relation.SINCE,
    "until": Relation.UNTIL,
    "till": Relation.UNTIL,
    "through": Relation.UNTIL,
    "by": Relation.UNTIL,
    "before": Relation.BEFORE,
    "after": Relation.AFTER,
    "following": Relation.AFTER,
}
_OPENERS = (
    set(MONTHS)
    | set(SHORT_MONTHS)
    | set(WEEKDAYS)
    | set(SHORT_WEEKDAYS)
    | set(ORDINALS)
    | set(NUMBERS)
    | set(UNITS)
    | set(SEASONS)
    | set(PARTS)
    | set(RELATIVE_OPENERS)
    | {"q", "christmas", "new", "half", "several", "few", "some", "many", "couple", "dozen"}
)
"""No expression begins with another word."""
_JOINING = DASHES | {"to", "through", "until", "till", "into"}
_BEFORE_TIME = frozenset({",", "in", "at", "during", "the", "early", "late", "around", "about", "shortly", "before", "just", "mid"})


def expressions(tokens: Tokens) -> Iterator[Told]:
    """Every date expression of an English text in its order; none overlaps another."""
    at, done = 0, 0
    words = tokens.words
    while at < len(words):
        if words[at] not in _OPENERS and not words[at].isdecimal():
            at += 1
            continue
        hit = _point(tokens, at)
        if hit is None or hit.first < done:
            at += 1
            continue
        hit = _range(tokens, hit)
        shifted = _shifted(tokens, hit)
        hit = shifted or hit
        told = _with_time(tokens, hit, done)
        told = _with_relation(tokens, told, done)
        yield told
        at = done = max(told.end, at + 1)


def _point(tokens: Tokens, at: int) -> Hit | None:
    word = tokens.at(at)
    if word not in _OPENERS and not word.isdecimal():
        return None
    hit = calendar(tokens, at)
    if hit is None and (word in WEEKDAYS or len(word) <= 5):
        hit = weekday(tokens, at)
    return hit or relative(tokens, at)


def _range(tokens: Tokens, hit: Hit) -> Hit:
    """Joins a point with the one behind "to" or "–", and after "between" behind "and"."""
    if not isinstance(hit.expression, Calendar | Weekday | Offset | Whole):
        return _led_range(tokens, hit)
    joint = tokens.at(hit.end)
    led = tokens.at(hit.first - 1)
    if joint == "," and tokens.at(hit.end + 1) == "and" and led == "between":
        joint, skip = "and", 2
    else:
        skip = 1
    between = joint == "and" and (led == "between" or (led == "the" and tokens.at(hit.first - 2) == "between"))
    if (joint not in _JOINING and not between) or (joint in {"until", "till", "into"} and led != "from"):
        return hit
    if isinstance(hit.expression, Offset) and led not in {"from", "between"}:
        return hit
    place = hit.end + skip
    while tokens.at(place) in {"the", "on", "late", "early"} and place < hit.end + skip + 2:
        place += 1
    other = _point(tokens, place)
    if other is None:
        other = _month_or_year(tokens, place, hit.expression)
    if other is None or (type(other.expression) is not type(hit.expression) and led not in {"between", "from"}):
        return hit
    if isinstance(other.expression, Between | Window | Night | History):
        return hit
    return _led_range(tokens, Hit(Between(hit.expression, other.expression), hit.first, other.end))


def _led_range(tokens: Tokens, hit: Hit) -> Hit:
    """Takes "between" and "from" into the range."""
    if isinstance(hit.expression, Between) and tokens.at(hit.first - 1) in {"between", "from"}:
        return Hit(hit.expression, hit.first - 1, hit.end)
    return hit


def _month_or_year(tokens: Tokens, at: int, first: Expression) -> Hit | None:
    """A bare month behind "to" or "and" is one only because another stands before it: "from March to May"."""
    if not isinstance(first, Calendar):
        return None
    named = month(tokens, at)
    if named is not None and first.month is not None and first.day is None and tokens.capital(at):
        return Hit(Calendar(month=named[0]), at, named[1])
    value = year(tokens, at)
    return Hit(Calendar(year=value), at, at + 1) if value is not None and first.month is None and first.year is not None else None


def _shifted(tokens: Tokens, hit: Hit) -> Hit | None:
    """Reads "two days after the 5 May attack": an offset whose event is told with its own date."""
    said = hit.expression
    if not isinstance(said, Offset) or not said.after_event or said.low != said.high:
        return None
    for place in range(hit.end, min(hit.end + 4, len(tokens))):
        word = tokens.at(place)
        if not word.isalnum() or word in {"said", "and", "when", "that", "in", "at"} or tokens.broken(place - 1):
            return None
        base = _point(tokens, place)
        if base is not None and isinstance(base.expression, Calendar | Weekday):
            return Hit(Shifted(said.unit, said.low, base.expression), hit.first, base.end)
    return None


def _with_time(tokens: Tokens, hit: Hit, done: int) -> Told:
    """Takes in the part of the day before and behind a point."""
    told = Told(hit.expression, hit.first, hit.end, hit.time_of_day)
    if isinstance(hit.expression, Window | History | Whole):
        return told
    behind = _time_behind(tokens, told)
    if behind is not None:
        part, end = behind
        told = replace(told, end=end, time_of_day=told.time_of_day or part)
        other = _point(tokens, end + 1) if part == "night" and tokens.at(end) in {"to", "into"} else None
        if other is not None and isinstance(other.expression, Weekday):
            told = replace(told, expression=Night(told.expression, other.expression), end=other.end)
    told = _time_before(tokens, told, done)
    if told.time_of_day == "night" and isinstance(told.expression, Between):
        told = replace(told, expression=Night(told.expression.first, told.expression.last))
    return told


_MERIDIEM = {"early": "morning", "late": "evening"}


def _time_behind(tokens: Tokens, told: Told) -> tuple[str, int] | None:
    """Reads "Thursday evening", "May 3 in the early hours", "Friday at dawn", "Sunday at 3 p.m."."""
    place = told.end
    if tokens.broken(place - 1):
        return None
    while tokens.at(place) in _BEFORE_TIME and place < told.end + 5:
        place += 1
    if "'" in tokens.at(told.end) or tokens.at(told.end) in {"’", "'"}:
        place = told.end + 2 if tokens.at(told.end + 1) == "s" else told.end
    word = tokens.at(place)
    skipped = tokens.words[told.end : place]
    if (word in TIMES_OF_DAY and "before" not in skipped) or word in {"dawn", "midnight"}:
        if tokens.at(place + 1) in {"prayers", "prayer", "news", "vigil", "curfew", "after", "of"} and place > told.end:
            return None
        return TIMES_OF_DAY[word], place + 1
    if word == "hours" and "early" in skipped:
        return "night", place + 1
    if word == "overnight" and place == told.end:
        return "night", place + 1
    return clock_after(tokens, told.end)


def _time_before(tokens: Tokens, told: Told, done: int) -> Told:
    """Reads "the night of", "the early hours of", "dawn on", "late on", "early" before a point."""
    place = told.first - 1
    while place >= done and tokens.at(place) in {"on", "of", ",", "the", "between", "local", "time"} and place > told.first - 4:
        place -= 1
    word = tokens.at(place)
    if place < done or tokens.broken(place):
        return told
    part: str | None = None
    first = place
    if word in TIMES_OF_DAY:
        part = TIMES_OF_DAY[word]
    elif word == "hours" and tokens.at(place - 1) in {"early", "small", "morning", "evening", "night"}:
        part = {"early": "night", "small": "night"}.get(tokens.at(place - 1), TIMES_OF_DAY.get(tokens.at(place - 1)))
        first = place - 1
        if tokens.at(first - 1) == "early":
            first -= 1
    elif word in {"early", "late"} and isinstance(told.expression, Calendar | Weekday | Offset):
        if isinstance(told.expression, Calendar) and told.expression.day is None:
            return told
        part = _MERIDIEM[word]
    elif word == "overnight" and isinstance(told.expression, Calendar | Between):
        part = "night"
    else:
        here = clock_before(tokens, place, done)
        if here is None:
            return told
        part, first = here
        if ")" in tokens.words[first : told.first]:
            first = told.first
        return replace(told, first=first, time_of_day=told.time_of_day or part)
    if word in TIMES_OF_DAY and tokens.at(first - 1) in {"early", "late", "mid"} and first - 1 >= done:
        first -= 1
    return replace(told, first=max(first, done), time_of_day=told.time_of_day or part)


def _with_relation(tokens: Tokens, told: Told, done: int) -> Told:
    place = told.first - 1
    if tokens.at(place) in {"the", "last", "on"} and tokens.at(place - 1) in {"since", "until", "by", "before", "after", "till"}:
        place -= 1
    word = tokens.at(place)
    relation = _RELATIONS.get(word)
    if relation is None or place < done or (word == "through" and isinstance(told.expression, Between)):
        return told
    if word == "by" and isinstance(told.expression, Calendar | Weekday) and tokens.at(place - 1) in {"killed", "followed", "claimed"}:
        return told
    if relation is Relation.SINCE:
        return replace(told, first=place, relation=relation)
    return replace(told, relation=relation)
