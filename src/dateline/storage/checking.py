"""Whether what a store holds fits together."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice

from sqlalchemy import Connection, func, select, text

from dateline.storage.deciding import corrected_numbers
from dateline.storage.dialects.dialect import StoreDialect
from dateline.storage.naming import Name
from dateline.storage.restating import each_incident
from dateline.storage.rows import incident_named, incident_texts, incident_values
from dateline.storage.store import Checked
from dateline.storage.tables import (
    NUMBERED,
    events,
    incident_documents,
    incident_events,
    incident_names,
    incidents,
    metadata,
    names,
    places,
    redirects,
    revisions,
    totals,
)

_SHOWN = 5


def check(connection: Connection, dialect: StoreDialect) -> Checked:
    """Look at everything as of one moment."""
    counts = tuple((table.name, connection.scalar(select(func.count()).select_from(table)) or 0) for table in metadata.sorted_tables)
    return Checked((*dialect.faults(connection), *_faults(connection, dict(counts))), counts)


def _faults(connection: Connection, counts: dict[str, int]) -> Iterator[str]:
    has_events = select(incident_events.c.event_number).where(incident_events.c.incident_number == incidents.c.number).exists()
    empty = select(incidents.c.id).where(~has_events)
    whole = select(incident_documents.c.number).where(incident_documents.c.number == incidents.c.number).exists()
    unread = select(incidents.c.id).where(~whole)
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
        ("incident without a document", unread),
        ("incident at a place that is not stored", unplaced),
        ("incident without a record of its revision", unrecorded),
        ("incident whose id also stands for another", both),
        ("event of no incident", lost),
    ):
        yield from _shown(what, connection.scalars(statement.limit(_SHOWN + 1)))
    yield from _shown("incident", _restated(connection))
    for row in connection.execute(select(totals)):
        if row.name == NUMBERED:
            highest = connection.scalar(select(func.max(incidents.c.number))) or 0
            if highest > row.rows:
                yield f"highest number of an incident: {row.rows} is recorded, {highest} is there"
        elif counts[row.name] != row.rows:
            yield f"total of {row.name}: {row.rows} are recorded, {counts[row.name]} are there"
    for index in ("find_event_space", "find_incident_space", "find_report_words", "find_incident_words"):
        wanted = _WANTED[index]
        held = connection.scalar(text(f"SELECT count(*) FROM {index}"))  # noqa: S608  # the names are ours
        there = connection.scalar(text(f"SELECT count(*) FROM {wanted}"))  # noqa: S608
        if held != there:
            yield f"search index {index}: {held} rows where {there} are due; `dateline db upgrade --reindex` makes it anew"


def _shown(what: str, found: Iterable[str]) -> Iterator[str]:
    for place, one in enumerate(islice(found, _SHOWN + 1)):
        yield f"{what}: {one}" if place < _SHOWN else f"{what}: … and more"


def _restated(connection: Connection) -> Iterator[str]:
    """Incidents whose columns, feature or names are not those of their document."""
    corrected = corrected_numbers(connection)
    whole = "`dateline db upgrade --reindex` makes it anew"
    for rows, found in each_incident(connection):
        held: defaultdict[int, set[Name]] = defaultdict(set)
        named = select(incident_names.c.incident_number, names.c.kind, names.c.name).join(names)
        between = incident_names.c.incident_number.between(rows[0].number, rows[-1].number)
        for number, kind, name in connection.execute(named.where(between)):
            held[number].add((kind, name))
        for row, incident in zip(rows, found, strict=True):
            values = {**incident_values(incident), "corrected": row.number in corrected}
            wrong = [name for name, value in values.items() if getattr(row, name) != value]
            if row.feature != incident_texts(incident)["feature"]:
                wrong.append("feature")
            if held[row.number] != incident_named(incident):
                wrong.append("names")
            if wrong:
                yield f"{row.id} has another {', '.join(wrong)} than its document tells; {whole}"


_WANTED = {
    "find_event_space": "events WHERE lon IS NOT NULL",
    "find_incident_space": "incidents WHERE lon IS NOT NULL",
    "find_report_words": "reports",
    "find_incident_words": "incidents",
}
