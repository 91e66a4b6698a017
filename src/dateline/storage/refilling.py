"""Filling the search indexes anew from what is stored: they hold nothing of their own."""

from sqlalchemy import Connection, Select, Table, select

from dateline.storage.dialects.dialect import Spot, StoreDialect
from dateline.storage.grouping import words_of_incident
from dateline.storage.rows import Documents
from dateline.storage.tables import events, incident_documents, incident_events, incidents, reports
from dateline.storage.words import words_in

_CHUNK = 500


def refill(connection: Connection, dialect: StoreDialect) -> None:
    """Drop the search indexes, make them as this Dateline has them, and file everything in them."""
    dialect.drop_search(connection)
    dialect.create_search(connection)
    documents = Documents()
    after = 0
    while rows := connection.execute(_next(select(reports.c.number, reports.c.title, reports.c.text), reports, after)).all():
        for row in rows:
            dialect.file_report(connection, row.number, words_in(f"{row.title or ''}\n{row.text}"))
        after = rows[-1].number
    after = 0
    located = select(events.c.number, events.c.lon, events.c.lat, events.c.first_day, events.c.last_day).where(events.c.lon.is_not(None))
    while rows := connection.execute(_next(located, events, after)).all():
        dialect.file_events(connection, [Spot(row.number, row.lon, row.lat, row.first_day, row.last_day) for row in rows])
        after = rows[-1].number
    after = 0
    c = incidents.c
    whole = select(c.number, incident_documents.c.document, c.first_day, c.last_day).join_from(incidents, incident_documents)
    while rows := connection.execute(_next(whole, incidents, after)).all():
        for row, incident in zip(rows, documents.incidents(connection, [row[:2] for row in rows]), strict=True):
            members = select(incident_events.c.event_number).where(incident_events.c.incident_number == row.number)
            told = documents.events(connection, connection.scalars(select(events.c.document).where(events.c.number.in_(members))).all())
            at = incident.where.point if incident.where else None
            spot = Spot(row.number, at.lon, at.lat, row.first_day, row.last_day) if at else None
            dialect.file_incident(connection, row.number, spot, words_of_incident(incident, told), known=False)
        after = rows[-1].number


def _next(statement: Select[tuple[int, *tuple[object, ...]]], table: Table, after: int) -> Select[tuple[int, *tuple[object, ...]]]:
    return statement.where(table.c.number > after).order_by(table.c.number).limit(_CHUNK)
