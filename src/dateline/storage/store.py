"""What every store can do; `sql.py` does it over SQLAlchemy Core."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from dateline.extraction.event import Event
from dateline.gazetteer.place import Place
from dateline.geography import Bbox
from dateline.merging.incident import Account, Incident
from dateline.merging.judgement import Judgement
from dateline.reading.report import Report
from dateline.storage.correction import Change, Correction, Revision
from dateline.storage.preparing import PreparedReports
from dateline.storage.query import Behind, Query

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
    last: Behind | None = None
    """Where the last of the items stands in the order, for `Query.behind`; None when there are none, or no such order."""


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
    bbox: Bbox | None = None
    """Around everything that is located; None when nothing is."""
    sequence: int = 0
    """Of the last change; 0 when it is empty."""


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """A place and how many of the incidents stand there."""

    place: Place
    incidents: int


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of a store found."""

    faults: tuple[str, ...]
    """In words; none when the store is whole."""
    counts: tuple[tuple[str, int], ...]
    """Rows of each table."""


COLUMNS = (
    *("number", "id", "event_type", "sub_event_type", "status", "salience"),
    *("first_day", "last_day", "date_precision", "said_on", "first_reported", "time_of_day"),
    *("lon", "lat", "place_id", "place_digest", "place_name", "place_kind", "admin1", "admin2", "country"),
    *("geo_precision", "where_prec", "uncertainty_km", "place_confidence", "confidence"),
    *("fatalities_low", "fatalities_high", "fatalities_best", "injuries_low", "injuries_high"),
    *("report_count", "actors", "sources", "corrected", "revision", "updated"),
)
"""What `Store.rows` gives of incidents.

Days are proleptic ordinals (`date.toordinal`). `first_day` and `last_day` are those of the timeline, `tables.UNDATED` where there is none;
`date_precision` is None when the incident's own days are not told, also for a plan that stands at the day it became known. `actors` and
`sources` are JSON lists of names, alike where the names are: worth remembering what they hold. `corrected` is truthy where people's
decisions made the incident what it is. Counts beyond 2**31 - 1 stand as that. `place_digest` stands for all that is known of a place.
"""


class Store(Protocol):
    """Reports, their events and the incidents merged from them. Every method is one transaction and safe to call from several threads."""

    def has_report(self, report_id: str) -> bool:
        """Whether the report is stored."""

    def reports_among(self, report_ids: Collection[str]) -> set[str]:
        """Those of these ids whose reports are stored."""

    def add(self, report: Report, events: Sequence[Event]) -> Added:
        """Store a report with its events and merge them into the incidents; what is acknowledged survives a kill."""

    def add_many(self, items: Sequence[tuple[Report, Sequence[Event]]], *, merge: bool = True) -> list[Added]:
        """Store reports with their events in one transaction, all or none; what came of each, in order.

        Without `merge` every event becomes an incident of its own that no event is ever compared with: for tables in which people have
        parted the incidents already. That is many times faster.
        """

    def add_prepared(self, prepared: PreparedReports) -> list[Added]:
        """As `add_many` without `merge`, of what `preparing.prepare` made ready, in this process or another."""

    def quarantine(self, origin: str, cause: str) -> None:
        """Keep aside what could not be read; the same origin and cause once."""

    def release(self, origin: str, cause: str) -> None:
        """Take out of the quarantine what could be read since; nothing happens when it is not there."""

    def quarantined(self, limit: int = 100, offset: int = 0) -> Page[Quarantined]:
        """What was kept aside, latest first."""

    def incidents(self, query: Query) -> Page[Incident]:
        """Incidents in the query's order; by default that of their timeline day, undated last, then id."""

    def each_incident(self, query: Query) -> Iterator[Incident]:
        """All matching incidents in the same order, whatever the query's limit and offset; memory stays bounded."""

    def features(self, query: Query) -> Page[bytes]:
        """The same incidents as GeoJSON features, ready to be sent: each is UTF-8 JSON as `publishing.features` writes it."""

    def each_feature(self, query: Query) -> Iterator[bytes]:
        """All matching incidents as such features, in the same order; memory stays bounded."""

    def rows(self, query: Query, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """Values of all matching incidents, in the same order, without opening documents: one tuple an incident, in the columns' order.

        The columns are those of `COLUMNS`. Raises `BadParameter` for another.
        """

    def events(self, query: Query) -> Page[Account]:
        """Events with their reports, in the query's order; by default that of their days, undated last, then id."""

    def reports(self, query: Query) -> Page[Report]:
        """Reports by publication day, unknown last, then id; `start`, `end` bound that day, `text` searches title and text."""

    def places(self, query: Query) -> Page[PlaceCount]:
        """The distinct places of the matching incidents, in the order of their ids."""

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
        """Counts and the ranges of days and places."""

    def sequence(self) -> int:
        """Of the last change; 0 when nothing was ever stored. While it stays, every answer stays the same."""

    def changes(self, since: int = 0, limit: int = 1000) -> tuple[Change, ...]:
        """What changed after the change with this sequence, in order."""

    def revisions(self, incident_id: str) -> tuple[Revision, ...]:
        """Everything that an incident was made into, oldest first, also one that was merged away or rejected; raises `NotFound`."""

    def correct(self, incident_id: str, correction: Correction, *, who: str, reason: str, expected_revision: int | None = None) -> Incident:
        """Put a person's values in the place of the machine's, for good: new reports and newer code do not undo it.

        This and the following four raise `NotFound`, `BadInput` when who or why is not told, and `Conflict` when the incident has
        another revision than the expected one; None expects none.
        """

    def merge(self, incident_id: str, other_id: str, *, who: str, reason: str, expected_revision: int | None = None) -> Incident:
        """Make two incidents one, whatever the machine finds."""

    def split(
        self, incident_id: str, event_ids: Sequence[str], *, who: str, reason: str, expected_revision: int | None = None
    ) -> tuple[Incident, Incident]:
        """Make these events of an incident another incident; gives the incident of the others, and theirs.

        Raises `BadInput` when one of them is not of the incident, or none would be left.
        """

    def reject(self, incident_id: str, *, who: str, reason: str, expected_revision: int | None = None) -> None:
        """Say that it is no incident: it is found no more, nor when further reports tell it, until it is restored."""

    def restore(self, incident_id: str, *, who: str, reason: str, expected_revision: int | None = None) -> Incident:
        """Take back a rejection; of an incident that is not rejected, take back all corrections of its values."""

    def report_ids(self, after: str = "", limit: int = 1000) -> tuple[str, ...]:
        """Ids of reports behind an id, in order."""

    def reread(self, report_id: str, events: Sequence[Event]) -> bool:
        """Put what a newer version reads in a stored report in the place of what it told; whether that changed anything.

        People's decisions stay; an event that a person decided something about stays even when it is told no more. A report whose events
        were stored without being merged is left as it is.
        """

    def backup(self, file: Path) -> None:
        """Write everything as of one moment to a new file, while others go on; raises `StoreError`."""

    def reindex(self) -> None:
        """Make the search indexes anew."""

    def check(self) -> Checked:
        """Look at every table for what does not fit together."""

    def close(self) -> None:
        """Give back connections; calling twice does nothing."""
