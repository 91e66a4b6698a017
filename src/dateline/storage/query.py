"""What to look for in a store."""

from dataclasses import dataclass
from datetime import date

from dateline.chronology import DatePrecision
from dateline.errors import BadParameter
from dateline.extraction.codebook import EventType, Salience, Status, SubEventType
from dateline.geography import Bbox
from dateline.storage.expression import Expression

MAX_LIMIT = 10_000
"""Rows in one page; exports stream page after page."""
MAX_NUMBERS = 500
"""Numbers of incidents in one query."""
MAX_CHOICES = 200
"""Names in one filter."""


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
    countries: frozenset[str] = frozenset()
    """ISO 3166-1 alpha-2."""
    admin1s: frozenset[str] = frozenset()
    """First-level units, as the gazetteer names them."""
    sources: frozenset[str] = frozenset()
    """Publishers, one of which tells it."""
    actors: frozenset[str] = frozenset()
    """Names of actors, one of which is a party. Of events: of the incident that the event is part of."""
    date_precisions: frozenset[DatePrecision] = frozenset()
    geo_precisions: frozenset[int] = frozenset()
    least_toll: int = 0
    """Killed and wounded together by the highest account, at least so many."""
    least_confidence: float = 0.0
    """That it is a real event of its kind, at least."""
    numbers: frozenset[int] = frozenset()
    """Only incidents with these numbers, or events of such; at most `MAX_NUMBERS`."""
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
        if len(self.numbers) > MAX_NUMBERS:
            raise BadParameter("numbers", f"takes at most {MAX_NUMBERS} numbers, not {len(self.numbers)}")
        for name, choices in (("country", self.countries), ("admin1", self.admin1s), ("source", self.sources), ("actor", self.actors)):
            if len(choices) > MAX_CHOICES:
                raise BadParameter(name, f"takes at most {MAX_CHOICES} names, not {len(choices)}")
        if self.start and self.end and self.end < self.start:
            raise BadParameter("datetime", f"the interval ends ({self.end}) before it starts ({self.start})")
