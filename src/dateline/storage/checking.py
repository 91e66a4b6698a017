"""Whether what a store holds fits together."""

from collections.abc import Iterator

from sqlalchemy import Connection, func, select, text

from dateline.storage.dialects.dialect import StoreDialect
from dateline.storage.store import Checked
from dateline.storage.tables import events, incident_events, incidents, metadata, places, redirects, revisions, totals

_SHOWN = 5


def check(connection: Connection, dialect: StoreDialect) -> Checked:
    """Look at everything as of one moment."""
    counts = tuple((table.name, connection.scalar(select(func.count()).select_from(table)) or 0) for table in metadata.sorted_tables)
    return Checked((*dialect.faults(connection), *_faults(connection, dict(counts))), counts)


def _faults(connection: Connection, counts: dict[str, int]) -> Iterator[str]:
    has_events = select(incident_events.c.event_number).where(incident_events.c.incident_number == incidents.c.number).exists()
    empty = select(incidents.c.id).where(~has_events)
    unplaced = select(incidents.c.id).where(incidents.c.place_digest.is_not(None), incidents.c.place_digest.not_in(select(places.c.digest)))
    unrecorded = select(incidents.c.id).where(
        ~select(revisions.c.number)
        .where(revisions.c.incident_id == incidents.c.id, revisions.c.revision == incidents.c.revision)
        .correlate(incidents)
        .exists()
    )
    both = select(incidents.c.id).where(incidents.c.id.in_(select(redirects.c.id)))
    # An event without an incident is one of an incident that was rejected, which left its id behind.
    lost = select(events.c.id).where(events.c.number.not_in(select(incident_events.c.event_number)), ~select(redirects.c.id).exists())
    for what, statement in (
        ("incident without events", empty),
        ("incident at a place that is not stored", unplaced),
        ("incident without a record of its revision", unrecorded),
        ("incident whose id also stands for another", both),
        ("event of no incident", lost),
    ):
        found = connection.scalars(statement.limit(_SHOWN + 1)).all()
        for one in found[:_SHOWN]:
            yield f"{what}: {one}"
        if len(found) > _SHOWN:
            yield f"{what}: … and more"
    for row in connection.execute(select(totals)):
        if counts[row.name] != row.rows:
            yield f"total of {row.name}: {row.rows} are recorded, {counts[row.name]} are there"
    for index in ("find_event_space", "find_incident_space", "find_report_words", "find_incident_words"):
        wanted = _WANTED[index]
        held = connection.scalar(text(f"SELECT count(*) FROM {index}"))  # noqa: S608  # the names are ours
        there = connection.scalar(text(f"SELECT count(*) FROM {wanted}"))  # noqa: S608
        if held != there:
            yield f"search index {index}: {held} rows where {there} are due; `dateline db upgrade --reindex` makes it anew"


_WANTED = {
    "find_event_space": "events WHERE lon IS NOT NULL",
    "find_incident_space": "incidents WHERE lon IS NOT NULL",
    "find_report_words": "reports",
    "find_incident_words": "incidents",
}
