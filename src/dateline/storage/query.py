"""What to look for in a store."""

from dataclasses import dataclass
from datetime import date

from dateline.errors import BadParameter
from dateline.extraction.codebook import EventType, Salience, Status, SubEventType
from dateline.geography import Bbox
from dateline.storage.expression import Expression

MAX_LIMIT = 10_000
"""Rows in one page; exports stream page after page."""


Behind = tuple[str | int | float | None, ...]
"""A row's place in an order: what it is sorted by, and its id last."""


@dataclass(frozen=True, slots=True)
class Sort:
    """A field to sort by; what is not told comes last."""

    field: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """Filters over incidents or events, all of which must hold; an empty filter lets everything pass.

    `start` and `end` are inclusive days. When either is given, only what has a day on the timeline can match: its own days, or for a
    planned incident without days the day it stands at (`Incident.timeline_date`). When `bbox` is given, only what is located can match.
    """

    bbox: Bbox | None = None
    start: date | None = None
    end: date | None = None
    text: str | None = None
    """Words that must all occur in the title, place name, quote or report text; no operators."""
    event_types: frozenset[EventType] = frozenset()
    sub_event_types: frozenset[SubEventType] = frozenset()
    statuses: frozenset[Status] = frozenset()
    saliences: frozenset[Salience] = frozenset()
    incident_id: str | None = None
    """Only events of this incident."""
    report_id: str | None = None
    filter: Expression | None = None
    """What incidents or events must fulfil besides; raises `BadParameter` where it is used with a field that is not there."""
    order: tuple[Sort, ...] = ()
    """Of incidents or events, before the id; none is the timeline's."""
    behind: Behind | None = None
    """Only what comes behind this row in the order; what matches in all stays the same."""
    limit: int = 100
    offset: int = 0

    def __post_init__(self) -> None:
        if not 1 <= self.limit <= MAX_LIMIT:
            raise BadParameter("limit", f"must be between 1 and {MAX_LIMIT}, not {self.limit}")
        if self.offset < 0:
            raise BadParameter("offset", f"must be 0 or more, not {self.offset}")
        if self.start and self.end and self.end < self.start:
            raise BadParameter("datetime", f"the interval ends ({self.end}) before it starts ({self.start})")
