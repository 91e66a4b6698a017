"""An event: one report's account of something that happened, is said to have happened or is planned."""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from dateline.chronology import DateSpan
from dateline.extraction.codebook import EventType, Salience, Status, SubEventType
from dateline.resolution.location import Location


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the report's text in code points, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """The very words that gave an event its values; a span is None when nothing in the text gave the value."""

    sentence: Span
    trigger: Span
    place: Span | None = None
    date: Span | None = None
    said_on: Span | None = None
    attribution: Span | None = None
    actors: tuple[Span, ...] = ()
    toll: tuple[Span, ...] = ()
    status: Span | None = None
    """The words that made it planned, alleged or denied."""


class Role(StrEnum):
    """What an actor does in an event."""

    INITIATOR = "initiator"
    TARGET = "target"
    INVOLVED = "involved"


@dataclass(frozen=True, slots=True)
class Actor:
    """A party to an event."""

    name: str
    """The actor table's name where the actor is known, else the words as written."""
    role: Role = Role.INVOLVED
    id: str | None = None
    """The actor table's id: `actor:hayat-tahrir-al-sham`; None when not in the table."""


@dataclass(frozen=True, slots=True)
class Toll:
    """The dead and the wounded: None when not told, 0 when the report says that there were none. Low and high are both set or both None."""

    fatalities_low: int | None = None
    fatalities_high: int | None = None
    injuries_low: int | None = None
    injuries_high: int | None = None
    fatalities_best: int | None = None
    """The likeliest count, where the one who counted says so, as event tables do."""


@dataclass(frozen=True, slots=True)
class Event:
    """One report's account of an event; `Event.id_of` derives the id."""

    id: str
    report_id: str
    sub_event_type: SubEventType
    status: Status
    salience: Salience
    when: DateSpan | None
    """None when the report does not tell the day, or none can be worked out."""
    said_on: date | None
    """The day on which the statement was made, when told."""
    where: Location | None
    evidence: Evidence
    quote: str
    """The sentence that tells it, as written."""
    confidence: float
    """From 0 to 1: how likely it is that this is a real event with the right kind."""
    time_of_day: str | None = None
    """`night`, `morning`, `afternoon`, `evening`; None when not told."""
    actors: tuple[Actor, ...] = ()
    attribution: tuple[str, ...] = ()
    """Who says so, nearest first: ("Center for Reconciliation", "Sputnik")."""
    toll: Toll = field(default_factory=Toll)

    @property
    def event_type(self) -> EventType:
        """The event type that the sub-event type belongs to."""
        return self.sub_event_type.event_type

    @staticmethod
    def id_of(report_id: str, trigger: Span, sub_event_type: SubEventType, place_id: str | None) -> str:
        """The id of the event told at these words of this report: the same words give the same id."""
        content = f"{report_id}|{trigger.start}|{trigger.end}|{sub_event_type}|{place_id or ''}"
        return hashlib.sha256(content.encode()).hexdigest()[:24]
