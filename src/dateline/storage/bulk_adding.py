"""Adding many reports whose events each are an incident of their own, compared with no other: what happens inside the one transaction."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, Insert, Table, bindparam, delete, func, insert, literal, select

from dateline.errors import BadInput
from dateline.extraction.event import Actor, Event, Role
from dateline.gazetteer.place import Place
from dateline.merging.comparing.actors import actor_key
from dateline.merging.deriving import actors_of, incident_id
from dateline.merging.incident import Incident
from dateline.merging.telling import Telling
from dateline.merging.titles import title_of
from dateline.reading.report import Report
from dateline.storage.codec import dump, place_document
from dateline.storage.dialects.dialect import Filing, Spot
from dateline.storage.grouping import Grouping, chunks
from dateline.storage.naming import Name, store_names
from dateline.storage.rows import Values, event_values, incident_named, incident_texts, incident_values, moment, report_values
from dateline.storage.safetext import SafeText, escape
from dateline.storage.store import Added
from dateline.storage.tables import (
    changes,
    events,
    incident_documents,
    incident_events,
    incidents,
    places,
    readings,
    redirects,
    reports,
    revisions,
)
from dateline.storage.words import words_in

Item = tuple[Report, Sequence[Event]]


class BulkAdding:
    """Adds reports within a transaction that the caller began; each event becomes an incident and is never compared with another."""

    def __init__(self, grouping: Grouping) -> None:
        self._grouping = grouping
        self._connection: Connection = grouping.connection
        self._dialect = grouping.dialect

    def add(self, items: Sequence[Item]) -> list[Added]:
        """Store what is not stored yet, one answer an item; raises `BadInput` when an event's id is stored already."""
        known = self._known(report.id for report, _ in items)
        fresh: dict[str, Item] = {}
        outcome = []
        for report, told in items:
            new = report.id not in known and report.id not in fresh
            if new:
                fresh[report.id] = (report, told)
            outcome.append(Added.NEW if new else Added.KNOWN)
        if fresh:
            self._write(list(fresh.values()))
        return outcome

    def _known(self, ids: Iterable[str]) -> set[str]:
        found: set[str] = set()
        for chunk in chunks(sorted(set(ids))):
            found.update(self._connection.scalars(select(reports.c.id).where(reports.c.id.in_(chunk))))
        return found

    def _write(self, items: Sequence[Item]) -> None:
        grouping, connection, at = self._grouping, self._connection, self._grouping.at
        component = literal(grouping.author.component)
        told_in_all = sum(len(told) for _, told in items)
        first_report, first_event, first_incident = self._next(reports), self._next(events), grouping.next_numbers(told_in_all)
        report_rows: list[Values] = []
        event_rows: list[Values] = []
        incident_rows: list[Values] = []
        texts: list[Values] = []
        named: dict[int, set[Name]] = {}
        filed_reports: list[tuple[int, Sequence[str]]] = []
        filed_events: list[Spot] = []
        filed_incidents: list[Filing] = []
        located: dict[str, Place] = {}
        for number, (report, told) in enumerate(items, first_report):
            values = report_values(report, at)
            report_rows.append({"number": number, **values})
            filed_reports.append((number, words_in(f"{report.title or ''}\n{report.text}")))
            for event in told:
                event_number = first_event + len(event_rows)
                row = event_values(event, number, report.published)
                event_rows.append({"number": event_number, **row})
                incident_number = first_incident + len(incident_rows)
                incident = alone(Telling(event, values["publisher"], report.published, values["fingerprint"]), at, incident_number)
                incident_row = incident_values(incident)
                incident_rows.append({"number": incident_number, **incident_row, "simple": False})
                texts.append(incident_texts(incident))
                named[incident_number] = incident_named(incident)
                spot = None
                if event.where:
                    located[incident_row["place_digest"]] = event.where.place
                    filed_events.append(Spot(event_number, event.where.point, row["first_day"], row["last_day"]))
                    spot = Spot(incident_number, event.where.point, incident_row["first_day"], incident_row["last_day"])
                filed_incidents.append((incident_number, spot, _words(incident.title, event.where.place if event.where else None)))
        if len({row["id"] for row in event_rows}) != len(event_rows):
            raise BadInput("two events have the same id")
        stamp = moment(at)
        self._store_places(located)
        _put(connection, reports, report_rows)
        self._dialect.file_reports(connection, filed_reports)
        connection.execute(
            _copy(
                readings,
                ("report_number", "at", "component"),
                reports,
                reports.c.number,
                literal(stamp),
                component,
            ),
            {"since": first_report},
        )
        if event_rows:
            _put(connection, events, event_rows)
            self._dialect.file_events(connection, filed_events)
            _put(connection, incidents, incident_rows)
            _put(connection, incident_documents, texts)
            store_names(connection, named)
            self._dialect.file_incidents(connection, filed_incidents)
            apart = first_incident - first_event
            connection.execute(
                _copy(incident_events, ("event_number", "incident_number"), events, events.c.number, events.c.number + apart),
                {"since": first_event},
            )
            c = incidents.c
            connection.execute(delete(redirects).where(redirects.c.id.in_(select(c.id).where(c.number >= first_incident))))
            told_once = ("incident_id", "revision", "at", "by", "component", "reason", "document")
            by, reason = literal(grouping.author.by), literal(grouping.author.reason or "first told")
            whole = select(incident_documents.c.document).where(incident_documents.c.number == c.number).scalar_subquery()
            values_of = (c.id, literal(1), literal(stamp), by, component, reason, whole)
            connection.execute(_copy(revisions, told_once, incidents, *values_of), {"since": first_incident})
            connection.execute(
                _copy(changes, ("at", "kind", "id"), incidents, literal(stamp), literal("incident"), c.id), {"since": first_incident}
            )
        connection.execute(
            _copy(changes, ("at", "kind", "id"), reports, literal(stamp), literal("report"), reports.c.id), {"since": first_report}
        )
        for table, rows in ((reports, report_rows), (events, event_rows), (incidents, incident_rows)):
            if table is not incidents:
                self._dialect.numbered(connection, table.name)
            grouping.count(table.name, len(rows))
        grouping.record()

    def _store_places(self, located: dict[str, Place]) -> None:
        known: set[str] = set()
        for chunk in chunks(sorted(located)):
            known.update(self._connection.scalars(select(places.c.digest).where(places.c.digest.in_(chunk))))
        rows = [{"digest": digest, "document": dump(place_document(place))} for digest, place in located.items() if digest not in known]
        if rows:
            _put(self._connection, places, rows)

    def _next(self, table: Table) -> int:
        """The number of a table's next row; no other writer is in this transaction's way."""
        return (self._connection.scalar(select(func.max(table.c.number))) or 0) + 1


def alone(telling: Telling, at: datetime, number: int) -> Incident:
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


def _put(connection: Connection, table: Table, rows: list[Values]) -> None:
    """Insert many rows of the same columns, by the driver's own means: what the statement's layers do for each value costs more."""
    compiled = insert(table).compile(dialect=connection.dialect, column_keys=list(rows[0]))
    hostile = [column.name for column in table.columns if isinstance(column.type, SafeText) and column.name in rows[0]]
    for row in rows:
        for name in hostile:
            if (value := row[name]) is not None and not value.isalnum():
                row[name] = escape(value)
    if compiled.positiontup is None:
        connection.exec_driver_sql(str(compiled), rows)
    else:
        connection.exec_driver_sql(str(compiled), list(map(itemgetter(*compiled.positiontup), rows)))


def _copy(into: Table, columns: Sequence[str], table: Table, *values: ColumnElement[Any]) -> Insert:
    """Rows of a table from the number `since` on, as rows of another."""
    return insert(into).from_select(columns, select(*values).where(table.c.number >= bindparam("since")).order_by(table.c.number))


@lru_cache(maxsize=20_000)
def _words_of_place(place: Place) -> tuple[str, ...]:
    return words_in("\n".join(filter(None, (place.name, place.admin1, place.admin2, *place.names))))


def _words(title: str, place: Place | None) -> tuple[str, ...]:
    """As `grouping.words_of_incident`, for an incident of one event."""
    return tuple(dict.fromkeys((*words_in(title), *(_words_of_place(place) if place else ()))))
