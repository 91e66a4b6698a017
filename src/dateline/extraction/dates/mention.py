"""A date mention: words of a report that tell a day, and what they were worked out to mean."""

from dataclasses import dataclass
from enum import StrEnum

from dateline.chronology import DateSpan


class Relation(StrEnum):
    """How what is told stands to the days of the mention."""

    ON = "on"
    SINCE = "since"
    UNTIL = "until"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class DateMention:
    """Words that tell a day: `text[start:end]`, in code points, end exclusive."""

    start: int
    end: int
    span: DateSpan | None
    """None when it cannot be worked out, or when the words tell no days ("as a child")."""
    time_of_day: str | None = None
    """`night`, `morning`, `afternoon`, `evening`; None when not told."""
    anchor_needed: bool = False
    """The words are relative, and nothing says what they are relative to."""
    background: bool = False
    """The words themselves mark history: "since 2015", "over the last few years", a day long before the report's own."""
    relation: Relation = Relation.ON
    """For `SINCE` the span runs to the anchor; for the others it is the told day itself."""
    future: bool = False
    """Told as still to come: "will meet on Friday", "next week"."""
    anaphoric: bool = False
    """Relative to a day told earlier in the text: "the same day", "two days later"."""
    sentence: int = 0
    """The index of the sentence that holds it."""
