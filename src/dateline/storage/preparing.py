"""Reports whose events each are an incident of their own, made ready to be written: all that takes work and needs no database.

Plain tuples, so that other processes can make them and hand them over at little cost.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Table

from dateline.errors import BadInput
from dateline.extraction.event import Actor, Event, Role
from dateline.gazetteer.place import Place
from dateline.merging.comparing.actors import actor_key
from dateline.merging.deriving import actors_of, incident_id
from dateline.merging.incident import Incident
from dateline.merging.telling import Telling
from dateline.merging.titles import title_of
from dateline.reading.report import Report
from dateline.storage.codec import dump, place_digest, place_document
from dateline.storage.naming import Name
from dateline.storage.rows import Values, event_values, incident_named, incident_texts, incident_values, report_values
from dateline.storage.safetext import SafeText, escape, is_safe
from dateline.storage.tables import events, incidents, reports
from dateline.storage.words import words_in

Item = tuple[Report, Sequence[Event]]
Row = tuple[Any, ...]


class PreparedEvent(NamedTuple):
    """An event and the incident that it alone is; rows without the numbers that the store gives them."""

    row: Row
    spot: tuple[float, float, int, int] | None
    """Longitude, latitude, first and last day; None when not located."""
    incident: Row
    document: str
    feature: str
    """The incident as it is published, its `number` still null."""
    names: tuple[Name, ...]
    words: str


class Prepared(NamedTuple):
    """A report with its events; its row is without its number."""

    id: str
    row: Row
    words: str
    events: tuple[PreparedEvent, ...]


@dataclass(frozen=True, slots=True)
class PreparedReports:
    """Reports that are ready to be written, as of one moment."""

    at: datetime
    items: tuple[Prepared, ...]
    columns: dict[str, tuple[str, ...]]
    """What the values of a row are, by table; none of a table without rows."""
    places: dict[str, str]
    """The documents of the events' places, by digest."""


def prepare(items: Iterable[Item], at: datetime) -> PreparedReports:
    """Make reports with their events ready to be written; raises `BadInput` when an event is of another report."""
    given = [(report, tuple(told)) for report, told in items]
    located: dict[str, Place] = {}
    report_rows: list[Values] = []
    event_rows: list[Values] = []
    incident_rows: list[Values] = []
    texts: list[Values] = []
    kept: list[Incident] = []
    for report, told in given:
        of_report = report_values(report, at, sketched=False)
        report_rows.append(of_report)
        for event in told:
            if event.report_id != report.id:
                raise BadInput(f"event {event.id} is of report {event.report_id}, not of {report.id}")
            event_rows.append(event_values(event, report.published))
            incident = alone(Telling(event, of_report["publisher"], report.published, of_report["fingerprint"]), at)
            kept.append(incident)
            incident_rows.append(incident_values(incident))
            texts.append(incident_texts(incident))
            if event.where:
                located[place_digest(event.where.place)] = event.where.place
    columns = {}
    for table, rows in ((reports, report_rows), (events, event_rows), (incidents, incident_rows)):
        if rows:
            escape_rows(table, rows)
            columns[table.name] = tuple(rows[0])
    ready = iter(zip(event_rows, incident_rows, texts, kept, strict=True))
    return PreparedReports(
        at,
        tuple(
            Prepared(
                report.id,
                tuple(row.values()),
                " ".join(words_in(f"{report.title or ''}\n{report.text}")),
                tuple(_event(*next(ready)) for _ in told),
            )
            for (report, told), row in zip(given, report_rows, strict=True)
        ),
        columns,
        {digest: dump(place_document(place)) for digest, place in located.items()},
    )


def _event(row: Values, of_incident: Values, texts: Values, incident: Incident) -> PreparedEvent:
    spot = None if row["lon"] is None else (row["lon"], row["lat"], row["first_day"], row["last_day"])
    place = incident.where.place if incident.where else None
    words = " ".join(words_alone(incident.title, place))
    document, feature = texts["document"], texts["feature"]
    named = tuple(sorted(incident_named(incident)))
    return PreparedEvent(tuple(row.values()), spot, tuple(of_incident.values()), escape(document), feature, named, words)


def alone(telling: Telling, at: datetime, number: int | None = None) -> Incident:
    """The incident that one event tells alone: what `derive` gives for it, as a store keeps it at first."""
    event = telling.event
    return Incident(
        id=incident_id((event.id,)),
        title=title_of(event.sub_event_type, event.status, event.where, (event.quote,)),
        sub_event_type=event.sub_event_type,
        status=event.status,
        salience=event.salience,
        when=event.when,
        said_on=event.said_on,
        where=event.where,
        time_of_day=event.time_of_day,
        actors=_actors(telling),
        attribution=tuple({speaker.casefold(): speaker for speaker in reversed(event.attribution)}.values())[::-1],
        toll=event.toll,
        confidence=event.confidence,
        event_ids=(event.id,),
        report_count=1,
        sources=(telling.publisher,) if telling.publisher else (),
        first_reported=telling.published,
        updated=at,
        number=number,
    )


_IN_ORDER = {role: index for index, role in enumerate(Role)}


def _actors(telling: Telling) -> tuple[Actor, ...]:
    actors = telling.event.actors
    if len({actor_key(actor) for actor in actors}) < len(actors):
        return actors_of((telling,))
    return tuple(sorted(actors, key=lambda actor: (_IN_ORDER[actor.role], actor.name, actor.id or "")))


def words_alone(title: str, place: Place | None) -> tuple[str, ...]:
    """As `grouping.words_of_incident`, for an incident of one event."""
    return tuple(dict.fromkeys((*words_in(title), *(_words_of_place(place) if place else ()))))


_WORDS_OF: dict[str, tuple[str, ...]] = {}
_WORDS_KEPT = 20_000


def _words_of_place(place: Place) -> tuple[str, ...]:
    digest = place_digest(place)
    words = _WORDS_OF.get(digest)
    if words is None:
        if len(_WORDS_OF) >= _WORDS_KEPT:
            _WORDS_OF.clear()
        words = _WORDS_OF[digest] = words_in("\n".join(filter(None, (place.name, place.admin1, place.admin2, *place.names))))
    return words


def escape_rows(table: Table, rows: Sequence[Values]) -> None:
    """What `SafeText` does for each value; nearly always there is nothing to do, which is seen at once for all."""
    if not rows:
        return
    for column in table.columns:
        name = column.name
        if not isinstance(column.type, SafeText) or name not in rows[0] or is_safe("".join([row[name] or "" for row in rows])):
            continue
        for row in rows:
            if (value := row[name]) is not None:
                row[name] = escape(value)
