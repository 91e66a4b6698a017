"""An incident: the occurrence in the world, backed by the events that tell it."""

from dataclasses import dataclass, field
from datetime import date, datetime

from dateline.chronology import DateSpan
from dateline.extraction.codebook import EventType, Salience, Status, SubEventType
from dateline.extraction.event import Actor, Event, Toll
from dateline.reading.report import Report
from dateline.resolution.location import Location


@dataclass(frozen=True, slots=True)
class Account:
    """An event together with the report that tells it."""

    event: Event
    report: Report
    incident_id: str | None = field(default=None, compare=False)
    """The incident that a store merged it into; None outside a store, and where a person rejected the incident."""


@dataclass(frozen=True, slots=True)
class Incident:
    """The occurrence in the world: every value is derived from the events and from people's corrections."""

    id: str
    """Derived from the smallest id among its events, so that it does not depend on the order of arrival."""
    title: str
    """One line for a list: "Air/drone strike at Saraqib"."""
    sub_event_type: SubEventType
    status: Status
    salience: Salience
    when: DateSpan | None
    said_on: date | None
    where: Location | None
    time_of_day: str | None
    actors: tuple[Actor, ...]
    attribution: tuple[str, ...]
    toll: Toll
    """Lowest low and highest high over its sources."""
    confidence: float
    event_ids: tuple[str, ...]
    """Sorted."""
    report_count: int
    """Distinct reports; copies of one text count once."""
    sources: tuple[str, ...]
    """Distinct publishers, sorted."""
    first_reported: date | None
    """The earliest publication day among its reports."""
    updated: datetime | None = None
    """When the store last changed it; aware, UTC; None outside a store."""
    revision: int = 1
    """1 at first, one more at every change."""
    number: int | None = field(default=None, compare=False)
    """The store's own number of it, which stays with it and is given to no other; None outside a store."""

    @property
    def event_type(self) -> EventType:
        """The event type that the sub-event type belongs to."""
        return self.sub_event_type.event_type

    @property
    def timeline_date(self) -> date | None:
        """The day at which the incident stands on the timeline; None when it is listed as undated.

        A planned incident without a told day stands at the day it was first reported, or said where no report has a day.
        """
        if self.when is not None:
            return self.when.start
        if self.status is Status.PLANNED:
            return self.first_reported or self.said_on
        return None
