"""Writing many reports, events and incidents that are new, some at a time: what happens inside the one transaction."""

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, Insert, Table, bindparam, delete, func, insert, literal, select

from dateline.errors import BadInput
from dateline.gazetteer.place import Place
from dateline.merging.telling import Telling
from dateline.storage.codec import dump, place_digest, place_document
from dateline.storage.dialects.dialect import Filing, Spot
from dateline.storage.grouping import Grouping, Numbered, chunks
from dateline.storage.naming import Name, store_names
from dateline.storage.preparing import Item, Row, alone, escape_rows, words_alone
from dateline.storage.rows import (
    Values,
    event_values,
    incident_named,
    incident_texts,
    incident_values,
    moment,
    report_values,
    reports_among,
    sketch_read,
)
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


class BulkAdding:
    """Writes within a transaction that the caller began."""

    def __init__(self, grouping: Grouping) -> None:
        self._grouping = grouping
        self._connection: Connection = grouping.connection
        self._dialect = grouping.dialect

    def sorted_out(self, items: Sequence[Item]) -> tuple[list[Added], list[Item]]:
        """What will come of each item, and those that are not stored yet, each once."""
        known = reports_among(self._connection, [report.id for report, _ in items])
        fresh: dict[str, Item] = {}
        outcome = []
        for report, told in items:
            new = report.id not in known and report.id not in fresh
            if new:
                fresh[report.id] = (report, told)
            outcome.append(Added.NEW if new else Added.KNOWN)
        return outcome, list(fresh.values())

    def store(self, items: Sequence[Item]) -> list[Numbered]:
        """Write reports that are not stored yet and their events, which are no incidents yet."""
        connection, at = self._connection, self._grouping.at
        first_report, first_event = self.next_number(reports), self.next_number(events)
        report_rows: list[Values] = []
        event_rows: list[Values] = []
        filed_reports: list[tuple[int, str]] = []
        filed_events: list[Spot] = []
        located: dict[str, Place] = {}
        entries: list[Numbered] = []
        for number, (report, told) in enumerate(items, first_report):
            values = report_values(report, at)
            report_rows.append({"number": number, **values})
            filed_reports.append((number, " ".join(words_in(f"{report.title or ''}\n{report.text}"))))
            for event in told:
                event_number = first_event + len(event_rows)
                row = event_values(event, report.published)
                event_rows.append({"number": event_number, "report_number": number, **row})
                about = values["publisher"], report.published, values["fingerprint"], sketch_read(values["sketch"])
                entries.append(Numbered(event_number, Telling(event, *about)))
                if event.where:
                    located[place_digest(event.where.place)] = event.where.place
                    filed_events.append(Spot(event_number, row["lon"], row["lat"], row["first_day"], row["last_day"]))
        if len({row["id"] for row in event_rows}) != len(event_rows):
            raise BadInput("two events have the same id")
        self.store_places({digest: dump(place_document(place)) for digest, place in located.items()})
        put_rows(connection, reports, report_rows)
        self._dialect.file_reports(connection, filed_reports)
        if event_rows:
            put_rows(connection, events, event_rows)
            self._dialect.file_events(connection, filed_events)
        self.record_reports(first_report, len(report_rows), len(event_rows))
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
            spot = Spot(number, row["lon"], row["lat"], row["first_day"], row["last_day"]) if event.where else None
            filed.append((number, spot, " ".join(words_alone(incident.title, event.where.place if event.where else None))))
            members.append({"event_number": entry.number, "incident_number": number})
        put_rows(connection, incidents, incident_rows)
        put_rows(connection, incident_documents, texts)
        store_names(connection, named)
        self._dialect.file_incidents(connection, filed)
        put_rows(connection, incident_events, members)
        self.record_incidents(first, len(entries))

    def record_reports(self, first: int, report_count: int, event_count: int) -> None:
        """Note what became of the reports from this number on: that they were read, that they are new, how many there are now."""
        connection, grouping = self._connection, self._grouping
        stamp, component = literal(moment(grouping.at)), literal(grouping.author.component)
        read = _copy(readings, ("report_number", "at", "component"), reports, reports.c.number, stamp, component)
        connection.execute(read, {"since": first})
        noted = _copy(changes, ("at", "kind", "id"), reports, stamp, literal("report"), reports.c.id)
        connection.execute(noted, {"since": first})
        for table, count in ((reports, report_count), (events, event_count)):
            self._dialect.numbered(connection, table.name)
            grouping.count(table.name, count)

    def record_incidents(self, first: int, count: int) -> None:
        """Note that the incidents from this number on are new."""
        connection, grouping = self._connection, self._grouping
        c = incidents.c
        connection.execute(delete(redirects).where(redirects.c.id.in_(select(c.id).where(c.number >= first))))
        stamp = literal(moment(grouping.at))
        told_once = ("incident_id", "revision", "at", "by", "component", "reason", "document")
        by, component = literal(grouping.author.by), literal(grouping.author.component)
        whole = select(incident_documents.c.document).where(incident_documents.c.number == c.number).scalar_subquery()
        values_of = (c.id, literal(1), stamp, by, component, literal(grouping.author.reason or "first told"), whole)
        connection.execute(_copy(revisions, told_once, incidents, *values_of), {"since": first})
        connection.execute(_copy(changes, ("at", "kind", "id"), incidents, stamp, literal("incident"), c.id), {"since": first})
        grouping.count("incidents", count)

    def store_places(self, documents: Mapping[str, str]) -> None:
        """Keep the documents of places, by digest, that are not kept yet."""
        known: set[str] = set()
        for chunk in chunks(sorted(documents)):
            known.update(self._connection.scalars(select(places.c.digest).where(places.c.digest.in_(chunk))))
        rows = [{"digest": digest, "document": document} for digest, document in documents.items() if digest not in known]
        if rows:
            put_rows(self._connection, places, rows)

    def next_number(self, table: Table) -> int:
        """The number of a table's next row; no other writer is in this transaction's way."""
        return (self._connection.scalar(select(func.max(table.c.number))) or 0) + 1

    def put(self, table: Table, names: Sequence[str], rows: Sequence[Row]) -> None:
        """Insert many rows whose texts are safe, by the driver's own means: what the statement's layers do for each value costs more."""
        _put(self._connection, table, names, rows)


def put_rows(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    """Insert many rows of the same columns."""
    escape_rows(table, rows)
    names = tuple(rows[0])
    _put(connection, table, names, list(map(itemgetter(*names), rows)))


def _put(connection: Connection, table: Table, names: Sequence[str], rows: Sequence[Row]) -> None:
    if connection.dialect.name == "postgresql":
        columns = ", ".join(f'"{name}"' for name in names)
        cursor: Any = connection.connection.cursor()
        with cursor, cursor.copy(f'COPY "{table.name}" ({columns}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)
        return
    compiled = insert(table).compile(dialect=connection.dialect, column_keys=names)
    assert compiled.positiontup is not None
    order = compiled.positiontup
    if tuple(order) != tuple(names):
        rows = list(map(itemgetter(*(names.index(name) for name in order)), rows))
    connection.exec_driver_sql(str(compiled), list(rows))


def _copy(into: Table, columns: Sequence[str], table: Table, *values: ColumnElement[Any]) -> Insert:
    """Rows of a table from the number `since` on, as rows of another."""
    return insert(into).from_select(columns, select(*values).where(table.c.number >= bindparam("since")).order_by(table.c.number))
