"""The properties of every published feature, once: features, tables, the API's schema and its pages are all made from these rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import lru_cache
from operator import attrgetter
from typing import Any, Generic, Protocol, TypeVar

from dateline.chronology import DatePrecision, DateSpan
from dateline.extraction.codebook import EventType, Salience, Status, SubEventType
from dateline.extraction.event import Actor, Span, Toll
from dateline.gazetteer.place import Place, PlaceKind
from dateline.merging.incident import Account, Incident
from dateline.publishing.forms import event_title, evidence_form
from dateline.reading.report import Report
from dateline.resolution.location import Location

T = TypeVar("T")
T_contra = TypeVar("T_contra", contravariant=True)


class PropertyType(StrEnum):
    """What a property's value is; every property but a list may also be null."""

    TEXT = "text"
    DAY = "day"
    """An ISO 8601 day, `2020-07-23`."""
    INSTANT = "instant"
    """An RFC 3339 instant in UTC, to the second."""
    INTEGER = "integer"
    NUMBER = "number"
    TEXTS = "texts"
    """A list of texts, empty when there are none."""
    SPANS = "spans"
    """An object of `[start, end]` lists; never in tables."""


@dataclass(frozen=True, slots=True)
class Property(Generic[T_contra]):
    """One property: its name, what it means, and how its value is had."""

    name: str
    type: PropertyType
    meaning: str
    value: Callable[[T_contra], Any]
    choices: tuple[str, ...] = ()
    """Every value it can have; empty when open."""
    always: bool = False
    """Whether it is never null; a list never is."""


class Told(Protocol):
    """What an event and an incident both tell."""

    @property
    def event_type(self) -> EventType: ...  # noqa: D102
    @property
    def sub_event_type(self) -> SubEventType: ...  # noqa: D102
    @property
    def status(self) -> Status: ...  # noqa: D102
    @property
    def salience(self) -> Salience: ...  # noqa: D102
    @property
    def when(self) -> DateSpan | None: ...  # noqa: D102
    @property
    def said_on(self) -> date | None: ...  # noqa: D102
    @property
    def where(self) -> Location | None: ...  # noqa: D102
    @property
    def time_of_day(self) -> str | None: ...  # noqa: D102
    @property
    def actors(self) -> tuple[Actor, ...]: ...  # noqa: D102
    @property
    def attribution(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def toll(self) -> Toll: ...  # noqa: D102
    @property
    def confidence(self) -> float: ...  # noqa: D102


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


@lru_cache(maxsize=256)
def instant(moment: datetime | None) -> str | None:
    """RFC 3339 in UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None


def _values(codes: type[StrEnum]) -> tuple[str, ...]:
    return tuple(code.value for code in codes)


def _of_place(get: Callable[[Location], Any]) -> Callable[[Told], Any]:
    return lambda told: get(told.where) if told.where else None


_TEXT, _DAY, _INTEGER, _NUMBER, _TEXTS = (
    PropertyType.TEXT,
    PropertyType.DAY,
    PropertyType.INTEGER,
    PropertyType.NUMBER,
    PropertyType.TEXTS,
)

TOLD: tuple[Property[Told], ...] = (
    Property("event_type", _TEXT, "ACLED's event type", lambda told: str(told.event_type), _values(EventType), always=True),
    Property("sub_event_type", _TEXT, "ACLED's sub-event type", lambda told: str(told.sub_event_type), _values(SubEventType), always=True),
    Property("status", _TEXT, "whether it is told as having happened", lambda told: str(told.status), _values(Status), always=True),
    Property(
        "salience",
        _TEXT,
        "whether it is what the report tells, or history",
        lambda told: str(told.salience),
        _values(Salience),
        always=True,
    ),
    Property("said_on", _DAY, "the day on which the statement was made, when told", lambda told: _day(told.said_on)),
    Property("date_start", _DAY, "the first day on which it can have happened", lambda told: _day(told.when.start) if told.when else None),
    Property("date_end", _DAY, "the last day on which it can have happened", lambda told: _day(told.when.end) if told.when else None),
    Property(
        "date_precision",
        _TEXT,
        "how finely the day is told",
        lambda told: str(told.when.precision if told.when else DatePrecision.UNKNOWN),
        _values(DatePrecision),
        always=True,
    ),
    Property("time_of_day", _TEXT, "night, morning, afternoon or evening, when told", attrgetter("time_of_day")),
    Property("place_name", _TEXT, "the gazetteer's name of the place", _of_place(attrgetter("place.name"))),
    Property("place_id", _TEXT, "the gazetteer's id of the place", _of_place(attrgetter("place.id"))),
    Property("place_kind", _TEXT, "what sort of place it is", _of_place(lambda where: str(where.place.kind)), _values(PlaceKind)),
    Property("admin1", _TEXT, "the first-level unit that the place lies in", _of_place(attrgetter("place.admin1"))),
    Property("admin2", _TEXT, "the second-level unit that the place lies in", _of_place(attrgetter("place.admin2"))),
    Property("country", _TEXT, "the country, ISO 3166-1 alpha-2", _of_place(attrgetter("place.country"))),
    Property(
        "geo_precision",
        _INTEGER,
        "ACLED: 1 a named spot, 2 near it or in a part of a district, 3 a province or more",
        _of_place(attrgetter("geo_precision")),
    ),
    Property(
        "where_prec",
        _INTEGER,
        "UCDP: 1 exact, 2 within about 25 km, 3 district, 4 province, 5 a line or a loose region, 6 country, 7 sea or air",
        _of_place(attrgetter("where_prec")),
    ),
    Property(
        "uncertainty_km",
        _NUMBER,
        "it happened within this many kilometers of the point",
        _of_place(lambda where: round(where.uncertainty_km, 3)),
    ),
    Property("place_confidence", _NUMBER, "how likely it is the right place, 0 to 1", _of_place(lambda where: round(where.confidence, 4))),
    Property(
        "confidence", _NUMBER, "how likely it is a real event of this kind, 0 to 1", lambda told: round(told.confidence, 4), always=True
    ),
    Property("actors", _TEXTS, "the parties", lambda told: [actor.name for actor in told.actors]),
    Property("attribution", _TEXTS, "who says so, nearest first", lambda told: list(told.attribution)),
    Property("fatalities_low", _INTEGER, "the lowest number of dead told; null when not told", attrgetter("toll.fatalities_low")),
    Property("fatalities_high", _INTEGER, "the highest number of dead told", attrgetter("toll.fatalities_high")),
    Property("injuries_low", _INTEGER, "the lowest number of wounded told; null when not told", attrgetter("toll.injuries_low")),
    Property("injuries_high", _INTEGER, "the highest number of wounded told", attrgetter("toll.injuries_high")),
)
"""What an event and an incident both tell, in the published order."""

INCIDENT: tuple[Property[Incident], ...] = (
    Property("title", _TEXT, "one line that says what happened and where", attrgetter("title"), always=True),
    *TOLD,
    Property("report_count", _INTEGER, "how many distinct reports tell it", attrgetter("report_count"), always=True),
    Property("sources", _TEXTS, "the publishers of those reports", lambda incident: list(incident.sources)),
    Property("first_reported", _DAY, "the earliest publication day of those reports", lambda incident: _day(incident.first_reported)),
    Property("updated", PropertyType.INSTANT, "when the store last changed it", lambda incident: instant(incident.updated)),
    Property("revision", _INTEGER, "1 at first, one more at every change", attrgetter("revision"), always=True),
    Property(
        "timeline_date",
        _DAY,
        "the day at which it stands on the timeline: its first day, or for a plan without a told day the day it was first reported",
        lambda incident: _day(incident.timeline_date),
    ),
    Property("event_ids", _TEXTS, "the accounts that tell it", lambda incident: list(incident.event_ids)),
    Property(
        "number", _INTEGER, "the store's short number of it, as the columns of all incidents have it", lambda incident: incident.number
    ),
)


@dataclass(frozen=True, slots=True)
class PlacedAccount:
    """An event with its report and, where known, the incident it belongs to."""

    account: Account
    incident_id: str | None


def _of_event(row: Property[Told]) -> Property[PlacedAccount]:
    return Property(row.name, row.type, row.meaning, lambda placed: row.value(placed.account.event), row.choices, row.always)


def _of_span(name: str, meaning: str, get: Callable[[Account], Span | None]) -> tuple[Property[PlacedAccount], ...]:
    def start(placed: PlacedAccount) -> int | None:
        span = get(placed.account)
        return span.start if span else None

    def end(placed: PlacedAccount) -> int | None:
        span = get(placed.account)
        return span.end if span else None

    return (
        Property(f"{name}_start", _INTEGER, f"where {meaning} starts in the report's text, in code points", start),
        Property(f"{name}_end", _INTEGER, f"where {meaning} ends in the report's text, exclusive", end),
    )


EVENT: tuple[Property[PlacedAccount], ...] = (
    Property("title", _TEXT, "one line that says what happened and where", lambda placed: event_title(placed.account.event), always=True),
    *(_of_event(row) for row in TOLD),
    Property("report_id", _TEXT, "the report that tells it", lambda placed: placed.account.report.id, always=True),
    Property("incident_id", _TEXT, "the incident that it belongs to", lambda placed: placed.incident_id),
    Property("report_title", _TEXT, "the report's title", lambda placed: placed.account.report.title),
    Property("source", _TEXT, "the report's publisher", lambda placed: placed.account.report.source),
    Property("url", _TEXT, "the report's address", lambda placed: placed.account.report.url),
    Property("published", _DAY, "the report's day of publication", lambda placed: _day(placed.account.report.published)),
    Property("quote", _TEXT, "the sentence that tells it, as written", lambda placed: placed.account.event.quote, always=True),
    *_of_span("sentence", "the sentence", lambda account: account.event.evidence.sentence),
    *_of_span("trigger", "the word for the kind", lambda account: account.event.evidence.trigger),
    *_of_span("place", "the place name", lambda account: account.event.evidence.place),
    *_of_span("date_text", "the wording of the day", lambda account: account.event.evidence.date),
    *_of_span("attribution", "the words for who says so", lambda account: account.event.evidence.attribution),
    Property(
        "evidence",
        PropertyType.SPANS,
        "every span that gave a value, as [start, end] in code points of the report's text, end exclusive",
        lambda placed: evidence_form(placed.account.event),
    ),
)

REPORT: tuple[Property[Report], ...] = (
    Property("title", _TEXT, "as published", lambda report: report.title),
    Property("text", _TEXT, "what was read, unchanged: every span counts its code points", lambda report: report.text, always=True),
    Property("url", _TEXT, "its address", lambda report: report.url),
    Property("source", _TEXT, "its publisher", lambda report: report.source),
    Property("language", _TEXT, "ISO 639-1 code, when told", lambda report: report.language),
    Property("published", _DAY, "its day of publication", lambda report: _day(report.published)),
    Property("retrieved", PropertyType.INSTANT, "when Dateline read it", lambda report: instant(report.retrieved)),
    Property("external_id", _TEXT, "the id its supplier gave it", lambda report: report.external_id),
)

PLACE: tuple[Property[Place], ...] = (
    Property("name", _TEXT, "the name as English-language reports write it", lambda place: place.name, always=True),
    Property("kind", _TEXT, "what sort of place it is", lambda place: place.kind.value, _values(PlaceKind), always=True),
    Property("radius_km", _NUMBER, "how far the place reaches around its point", lambda place: round(place.radius_km, 3), always=True),
    Property("country", _TEXT, "the country, ISO 3166-1 alpha-2", lambda place: place.country),
    Property("admin1", _TEXT, "the first-level unit that it lies in", lambda place: place.admin1),
    Property("admin2", _TEXT, "the second-level unit that it lies in", lambda place: place.admin2),
    Property("population", _INTEGER, "0 when not known", lambda place: place.population, always=True),
    Property("names", _TEXTS, "other names and spellings, in any script", lambda place: list(place.names)),
)


def values(rows: Sequence[Property[T]], item: T) -> dict[str, Any]:
    """The item's properties by name, in the rows' order."""
    return {row.name: row.value(item) for row in rows}
