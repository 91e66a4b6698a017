"""What every store can do; `sql.py` does it over SQLAlchemy Core."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from dateline.extraction.event import Event
from dateline.merging.incident import Account, Incident
from dateline.merging.judgement import Judgement
from dateline.reading.report import Report
from dateline.storage.query import Query

T = TypeVar("T")


class Added(StrEnum):
    """What came of handing a report to the store."""

    NEW = "new"
    KNOWN = "known"
    """The report was there already; nothing changed."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of the answers and how many there are in all."""

    items: tuple[T, ...]
    matched: int


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A report, row or file that could not be read, kept aside with its cause."""

    origin: str
    """A path, an address, or a file and row."""
    cause: str
    at: datetime
    """Aware, UTC."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a store holds."""

    reports: int
    events: int
    incidents: int
    quarantined: int
    first_day: date | None
    """Of the incidents' timeline days."""
    last_day: date | None
    updated: datetime | None
    """When it was last changed; None when it is empty."""


class Store(Protocol):
    """Reports, their events and the incidents merged from them. Every method is one transaction and safe to call from several threads."""

    def has_report(self, report_id: str) -> bool:
        """Whether the report is stored."""

    def add(self, report: Report, events: Sequence[Event]) -> Added:
        """Store a report with its events and merge them into the incidents; what is acknowledged survives a kill."""

    def quarantine(self, origin: str, cause: str) -> None:
        """Keep aside what could not be read; the same origin and cause once."""

    def quarantined(self, limit: int = 100, offset: int = 0) -> Page[Quarantined]:
        """What was kept aside, latest first."""

    def incidents(self, query: Query) -> Page[Incident]:
        """Incidents in the order of their timeline day, undated last, then id."""

    def each_incident(self, query: Query) -> Iterator[Incident]:
        """All matching incidents in the same order, whatever the query's limit and offset; memory stays bounded."""

    def events(self, query: Query) -> Page[Account]:
        """Events with their reports, in the order of their days, undated last, then id."""

    def reports(self, query: Query) -> Page[Report]:
        """Reports by publication day, unknown last, then id; `start`, `end` bound that day, `text` searches title and text."""

    def incident(self, incident_id: str) -> Incident:
        """Raises `NotFound`; an id that was merged away answers with the incident it became part of."""

    def event(self, event_id: str) -> Account:
        """Raises `NotFound`."""

    def report(self, report_id: str) -> Report:
        """Raises `NotFound`."""

    def incident_of(self, event_id: str) -> str:
        """The id of the incident that the event belongs to; raises `NotFound`."""

    def judgements(self, incident_id: str) -> tuple[Judgement, ...]:
        """The pairwise decisions among the events of an incident."""

    def summary(self) -> Summary:
        """Counts and the range of days."""

    def close(self) -> None:
        """Give back connections; calling twice does nothing."""
