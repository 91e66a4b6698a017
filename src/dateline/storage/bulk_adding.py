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
from dateline.storage.codec import dump, place_digest, place_document
from dateline.storage.dialects.dialect import Filing, Spot
from dateline.storage.grouping import Grouping, Numbered, chunks
from dateline.storage.naming import Name, store_names
from dateline.storage.rows import Values, event_values, incident_named, incident_texts, incident_values, moment, report_values, sketch_read
from dateline.storage.safetext import SafeText, escape, is_safe
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
        outcome, fresh = self.sorted_out(items)
        if fresh:
            self._write(fresh)
        return outcome

    def sorted_out(self, items: Sequence[Item]) -> tuple[list[Added], list[Item]]:
        """What will come of each item, and those that are not stored yet, each once."""
        known = self._known(report.id for report, _ in items)
        fresh: dict[str, Item] = {}
        outcome = []
        for report, told in items:
            new = report.id not in known and report.id not in fresh
            if new:
                fresh[report.id] = (report, told)
            outcome.append(Added.NEW if new else Added.KNOWN)
        return outcome, list(fresh.values())

    def _known(self, ids: Iterable[str]) -> set[str]:
        found: set[str] = set()
        for chunk in chunks(sorted(set(ids))):
            found.update(self._connection.scalars(select(reports.c.id).where(reports.c.id.in_(chunk))))
        return found

    def _write(self, items: Sequence[Item]) -> None:
        self.found(self.store(items, sketched=False), simple=False)
        self._grouping.record()

    def store(self, items: Sequence[Item], *, sketched: bool = True) -> list[Numbered]:
        """Write reports that are not stored yet and their events, which are no incidents yet."""
        grouping, connection, at = self._grouping, self._connection, self._grouping.at
        first_report, first_event = self._next(reports), self._next(events)
        report_rows: list[Values] = []
        event_rows: list[Values] = []
        filed_reports: list[tuple[int, Sequence[str]]] = []
        filed_events: list[Spot] = []
        located: dict[str, Place] = {}
        entries: list[Numbered] = []
        for number, (report, told) in enumerate(items, first_report):
            values = report_values(report, at, sketched=sketched)
            report_rows.append({"number": number, **values})
            filed_reports.append((number, words_in(f"{report.title or ''}\n{report.text}")))
            for event in told:
                event_number = first_event + len(event_rows)
                row = event_values(event, number, report.published)
                event_rows.append({"number": event_number, **row})
                about = values["publisher"], report.published, values["fingerprint"], sketch_read(values["sketch"])
                entries.append(Numbered(event_number, Telling(event, *about)))
                if event.where:
                    located[place_digest(event.where.place)] = event.where.place
                    filed_events.append(Spot(event_number, event.where.point, row["first_day"], row["last_day"]))
        if len({row["id"] for row in event_rows}) != len(event_rows):
            raise BadInput("two events have the same id")
        stamp, component = literal(moment(at)), literal(grouping.author.component)
        self._store_places(located)
        put_rows(connection, reports, report_rows)
        self._dialect.file_reports(connection, filed_reports)
        read = _copy(readings, ("report_number", "at", "component"), reports, reports.c.number, stamp, component)
        connection.execute(read, {"since": first_report})
        if event_rows:
            put_rows(connection, events, event_rows)
            self._dialect.file_events(connection, filed_events)
        noted = _copy(changes, ("at", "kind", "id"), reports, stamp, literal("report"), reports.c.id)
        connection.execute(noted, {"since": first_report})
        for table, rows in ((reports, report_rows), (events, event_rows)):
            self._dialect.numbered(connection, table.name)
            grouping.count(table.name, len(rows))
        return entries

    def found(self, entries: Sequence[Numbered], *, simple: bool) -> None:
        """Make each of these events, which are part of no incident, one of its own; see `tables.incidents` for `simple`."""
        if not entries:
            return
        grouping, connection, at = self._grouping, self._connection, self._grouping.at
        first = grouping.next_numbers(len(entries))
        incident_rows: list[Values] = []
        texts: list[Values] = []
        named: dict[int, set[Name]] = {}
        filed: list[Filing] = []
        members: list[Values] = []
        for number, entry in enumerate(entries, first):
            event = entry.telling.event
            incident = alone(entry.telling, at, number)
            row = incident_values(incident)
            incident_rows.append({"number": number, **row, "simple": simple})
            texts.append(incident_texts(incident))
            named[number] = incident_named(incident)
            spot = Spot(number, event.where.point, row["first_day"], row["last_day"]) if event.where else None
            filed.append((number, spot, _words(incident.title, event.where.place if event.where else None)))
            members.append({"event_number": entry.number, "incident_number": number})
        put_rows(connection, incidents, incident_rows)
        put_rows(connection, incident_documents, texts)
        store_names(connection, named)
        self._dialect.file_incidents(connection, filed)
        put_rows(connection, incident_events, members)
        c = incidents.c
        connection.execute(delete(redirects).where(redirects.c.id.in_(select(c.id).where(c.number >= first))))
        stamp = literal(moment(at))
        told_once = ("incident_id", "revision", "at", "by", "component", "reason", "document")
        by, component = literal(grouping.author.by), literal(grouping.author.component)
        whole = select(incident_documents.c.document).where(incident_documents.c.number == c.number).scalar_subquery()
        values_of = (c.id, literal(1), stamp, by, component, literal(grouping.author.reason or "first told"), whole)
        connection.execute(_copy(revisions, told_once, incidents, *values_of), {"since": first})
        connection.execute(_copy(changes, ("at", "kind", "id"), incidents, stamp, literal("incident"), c.id), {"since": first})
        grouping.count("incidents", len(entries))

    def _store_places(self, located: dict[str, Place]) -> None:
        known: set[str] = set()
        for chunk in chunks(sorted(located)):
            known.update(self._connection.scalars(select(places.c.digest).where(places.c.digest.in_(chunk))))
        rows = [{"digest": digest, "document": dump(place_document(place))} for digest, place in located.items() if digest not in known]
        if rows:
            put_rows(self._connection, places, rows)

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


def put_rows(connection: Connection, table: Table, rows: list[Values]) -> None:
    """Insert many rows of the same columns, by the driver's own means: what the statement's layers do for each value costs more."""
    names = list(rows[0])
    for column in table.columns:
        if isinstance(column.type, SafeText) and column.name in rows[0]:
            _escape(rows, column.name)
    if connection.dialect.name == "postgresql":
        columns = ", ".join(f'"{name}"' for name in names)
        cursor: Any = connection.connection.cursor()
        with cursor, cursor.copy(f'COPY "{table.name}" ({columns}) FROM STDIN') as copy:
            for values in map(itemgetter(*names), rows):
                copy.write_row(values)
        return
    compiled = insert(table).compile(dialect=connection.dialect, column_keys=names)
    assert compiled.positiontup is not None
    connection.exec_driver_sql(str(compiled), list(map(itemgetter(*compiled.positiontup), rows)))


def _escape(rows: list[Values], name: str) -> None:
    """What `SafeText` does for each value; nearly always there is nothing to do, which is seen at once for all."""
    if is_safe("".join([row[name] or "" for row in rows])):
        return
    for row in rows:
        if (value := row[name]) is not None:
            row[name] = escape(value)


def _copy(into: Table, columns: Sequence[str], table: Table, *values: ColumnElement[Any]) -> Insert:
    """Rows of a table from the number `since` on, as rows of another."""
    return insert(into).from_select(columns, select(*values).where(table.c.number >= bindparam("since")).order_by(table.c.number))


@lru_cache(maxsize=20_000)
def _words_of_place(place: Place) -> tuple[str, ...]:
    return words_in("\n".join(filter(None, (place.name, place.admin1, place.admin2, *place.names))))


def _words(title: str, place: Place | None) -> tuple[str, ...]:
    """As `grouping.words_of_incident`, for an incident of one event."""
    return tuple(dict.fromkeys((*words_in(title), *(_words_of_place(place) if place else ()))))
