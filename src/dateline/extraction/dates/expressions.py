"""What the words of a date say, before anything is known of the day they are relative to."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Unit(StrEnum):
    """Units of time that reports count in."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    DECADE = "decade"


class Part(StrEnum):
    """A third of a month, a year or a week, or the part of it that has passed."""

    EARLY = "early"
    MID = "mid"
    LATE = "late"
    EARLIER = "earlier"


@dataclass(frozen=True, slots=True)
class Calendar:
    """Names and numbers of the calendar; what is not written is None."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    """0 for Monday."""
    part: Part | None = None
    quarter: int | None = None
    season: int | None = None
    """1 spring, 2 summer, 3 autumn, 4 winter, of the northern half of the earth."""
    decade: bool = False
    """`year` is the first of ten."""
    swappable: bool = False
    """Day and month are digits that could change places."""
    day_first: bool | None = None
    """For digits that could not: whether the day was written first."""
    direction: int = 0
    """-1 "last October", 1 "next October"."""
    year_offset: int | None = None
    """-1 "June 15 last year", 0 "this year"."""


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week by name."""

    weekday: int
    direction: int = 0
    """-1 "last Friday", 1 "next Friday", 0 when not told."""
    week: int | None = None
    """-1 "Friday of last week", 0 "of this week"."""
    anaphoric: bool = False
    """Reads "The following Friday": after the day told before."""


@dataclass(frozen=True, slots=True)
class Offset:
    """So many units away; `low` and `high` differ when the words are vague ("a few days ago" is -6 to -2)."""

    unit: Unit
    low: int
    high: int
    anaphoric: bool = False
    after_event: bool = False
    """Reads "A day after the attack": the event told with it is dated, not the one before."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole week, month or year: this one, the last, the next."""

    unit: Unit
    offset: int
    part: Part | None = None
    anaphoric: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch up to the anchor, or from it: "the past 24 hours"."""

    unit: Unit
    count: int
    ahead: bool = False
    vague: bool = False


@dataclass(frozen=True, slots=True)
class Weekend:
    """Saturday and Sunday; 0 is the one that is or was last."""

    offset: int = 0


@dataclass(frozen=True, slots=True)
class Night:
    """The night from one day into the next; with neither told it is the one before the anchor."""

    evening: "Expression | None" = None
    morning: "Expression | None" = None


@dataclass(frozen=True, slots=True)
class Between:
    """From one point to another, both included."""

    first: "Expression"
    last: "Expression"


@dataclass(frozen=True, slots=True)
class Shifted:
    """So many units after (or, below zero, before) a told point: "two days after the 5 May attack"."""

    unit: Unit
    count: int
    base: "Expression"


@dataclass(frozen=True, slots=True)
class History:
    """Words that only mark history: "as a child", "decades ago"."""


Expression: TypeAlias = Calendar | Weekday | Offset | Whole | Window | Weekend | Night | Between | Shifted | History


@dataclass(frozen=True, slots=True)
class Hit:
    """An expression and the tokens it was read from, end exclusive."""

    expression: Expression
    first: int
    end: int
    time_of_day: str | None = None
