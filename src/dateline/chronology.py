"""Days and how finely they are known."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dateline.errors import BadInput


class DatePrecision(StrEnum):
    """How finely a day is told; precision is how fine, confidence is how sure."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"

    @property
    def rank(self) -> int:
        """0 for a day, rising as the precision gets coarser."""
        return list(DatePrecision).index(self)


@dataclass(frozen=True, slots=True)
class DateSpan:
    """The days within which something happened, both ends included.

    `expression` is the wording the days were read from ("on Thursday evening"). Raises `BadInput` when `end` is before `start`.
    """

    start: date
    end: date
    precision: DatePrecision
    expression: str = ""

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise BadInput(f"a span of days cannot end ({self.end}) before it starts ({self.start})")

    @property
    def days(self) -> int:
        """How many days the span covers: 1 for a single day."""
        return (self.end - self.start).days + 1

    def overlaps(self, other: "DateSpan") -> bool:
        """Whether the two spans share a day."""
        return self.start <= other.end and other.start <= self.end

    def contains(self, day: date) -> bool:
        """Whether the day lies in the span."""
        return self.start <= day <= self.end
