"""What the store was: revisions and changes."""

from datetime import datetime

from sqlalchemy import Connection, func, select

from dateline.storage.correction import Change, Revision
from dateline.storage.rows import Documents
from dateline.storage.tables import changes, incident_events, incidents, redirects, revisions


def current_id(connection: Connection, incident_id: str) -> str:
    """The id itself, or that of the incident that it became part of."""
    statement = (
        select(incidents.c.id)
        .join(incident_events, incident_events.c.incident_number == incidents.c.number)
        .join(redirects, redirects.c.event_number == incident_events.c.event_number)
        .where(redirects.c.id == incident_id)
    )
    current: str | None = connection.scalar(statement)
    return current or incident_id


def revisions_of(connection: Connection, documents: Documents, incident_id: str) -> tuple[Revision, ...]:
    """Everything that an incident was, under this id and the one that it has now, oldest first."""
    ids = {incident_id, current_id(connection, incident_id)}
    rows = connection.execute(select(revisions).where(revisions.c.incident_id.in_(sorted(ids))).order_by(revisions.c.number)).all()
    loaded = iter(documents.incidents(connection, [(None, row.document) for row in rows if row.document is not None]))
    return tuple(
        Revision(
            row.incident_id,
            row.revision,
            datetime.fromisoformat(row.at),
            row.by,
            row.component,
            row.reason,
            next(loaded) if row.document is not None else None,
        )
        for row in rows
    )


def changes_since(connection: Connection, since: int, limit: int) -> tuple[Change, ...]:
    """Changes behind a sequence, in order."""
    statement = select(changes).where(changes.c.sequence > since).order_by(changes.c.sequence).limit(limit)
    return tuple(Change(row.sequence, datetime.fromisoformat(row.at), row.kind, row.id) for row in connection.execute(statement))


def sequence_of(connection: Connection) -> int:
    """Of the last change; 0 when there is none."""
    return connection.scalar(_SEQUENCE) or 0


_SEQUENCE = select(func.max(changes.c.sequence))
