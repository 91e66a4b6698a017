"""The tables of a store.

Days are proleptic ordinals (day 1 is 0001-01-01), so that they sort and compare alike on every database; `UNDATED` sorts last. Values
stand whole in `document`; the other columns repeat what is filtered and sorted by. Those of incidents stand in a table of their own, so
that a million of them are looked through without their documents. Tables for searching space and words belong to each dialect.
"""

from datetime import date

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, MetaData, String, Table, Text, UniqueConstraint, false

from dateline.storage.safetext import SafeText

UNDATED = date.max.toordinal() + 1
"""Stands for no day; after every day."""

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

reports = Table(
    "reports",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", SafeText, nullable=False, unique=True),
    Column("text", SafeText, nullable=False),
    Column("title", SafeText),
    Column("url", SafeText),
    Column("source", SafeText),
    Column("language", SafeText),
    Column("published_day", Integer, nullable=False),
    Column("retrieved", String(40)),
    Column("external_id", SafeText),
    Column("publisher", SafeText),
    Column("fingerprint", String(32), nullable=False),
    Column("sketch", Text),
    Column("added", String(40), nullable=False),
    Index("ix_reports_timeline", "published_day", "id"),
)

places = Table(
    "places",
    metadata,
    Column("digest", String(32), primary_key=True),
    Column("document", SafeText, nullable=False),
    sqlite_with_rowid=False,
)

events = Table(
    "events",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", SafeText, nullable=False, unique=True),
    Column("report_number", Integer, ForeignKey("reports.number"), nullable=False, index=True),
    Column("event_type", String(40), nullable=False),
    Column("sub_event_type", String(40), nullable=False),
    Column("status", String(10), nullable=False),
    Column("salience", String(10), nullable=False),
    Column("first_day", Integer, nullable=False),
    Column("last_day", Integer, nullable=False),
    Column("span_days", Integer, nullable=False),
    Column("lon", Float),
    Column("lat", Float),
    Column("document", SafeText, nullable=False),
    Index("ix_events_timeline", "first_day", "id", "last_day", "event_type", "sub_event_type", "status", "salience", "lon", "lat"),
    Index("ix_events_span_days", "span_days"),
)

blocks = Table(
    "blocks",
    metadata,
    Column("key", SafeText, primary_key=True),
    Column("event_number", Integer, ForeignKey("events.number"), primary_key=True),
    sqlite_with_rowid=False,
)
"""Under which blocks each event is filed for merging."""

judgements = Table(
    "judgements",
    metadata,
    Column("left_number", Integer, ForeignKey("events.number"), primary_key=True),
    Column("right_number", Integer, ForeignKey("events.number"), primary_key=True),
    Column("verdict", String(10), nullable=False),
    Column("score", Float, nullable=False),
    Column("reasons", SafeText, nullable=False),
    Index("ix_judgements_right", "right_number"),
    sqlite_with_rowid=False,
)

incidents = Table(
    "incidents",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", SafeText, nullable=False, unique=True),
    Column("event_type", String(40), nullable=False),
    Column("sub_event_type", String(40), nullable=False),
    Column("status", String(10), nullable=False),
    Column("salience", String(10), nullable=False),
    Column("first_day", Integer, nullable=False),
    Column("last_day", Integer, nullable=False),
    Column("span_days", Integer, nullable=False),
    Column("lon", Float),
    Column("lat", Float),
    Column("updated", String(40), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("place_id", SafeText),
    Column("place_digest", String(32)),
    Column("simple", Boolean(create_constraint=False), nullable=False, server_default=false()),
    Column("date_precision", String(10)),
    Column("said_on", Integer),
    Column("first_reported", Integer),
    Column("time_of_day", SafeText),
    Column("place_name", SafeText),
    Column("place_kind", String(20)),
    Column("admin1", SafeText),
    Column("admin2", SafeText),
    Column("country", SafeText),
    Column("geo_precision", Integer),
    Column("where_prec", Integer),
    Column("uncertainty_km", Float),
    Column("place_confidence", Float),
    Column("confidence", Float, nullable=False, server_default="0"),
    Column("fatalities_low", Integer),
    Column("fatalities_high", Integer),
    Column("fatalities_best", Integer),
    Column("injuries_low", Integer),
    Column("injuries_high", Integer),
    Column("report_count", Integer, nullable=False, server_default="1"),
    Column("corrected", Boolean(create_constraint=False), nullable=False, server_default=false()),
    Column("actors", SafeText, nullable=False, server_default="[]"),
    Column("sources", SafeText, nullable=False, server_default="[]"),
    Index("ix_incidents_place", "place_id", "place_digest"),
    Index("ix_incidents_lon", "lon"),
    Index("ix_incidents_lat", "lat"),
    Index("ix_incidents_timeline", "first_day", "id", "last_day", "event_type", "sub_event_type", "status", "salience", "lon", "lat"),
    Index("ix_incidents_span_days", "span_days"),
    Index("ix_incidents_country", "country", "first_day", "id"),
    Index("ix_incidents_fatalities_high", "fatalities_high", "id"),
    Index("ix_incidents_updated", "updated", "id"),
)
"""`first_day` and `last_day` are where the incident stands on the timeline; `date_precision` is null when its days are not told.

`simple` when all its events are of different reports, each is judged the same as each other, none is judged the same as an event of
another incident, and no person decided otherwise: then a new event that is the same as all of them joins without grouping again.
`corrected` when people's decisions made it what it is. `actors` and `sources` are JSON lists of names. Counts beyond `MAX_COUNT` stand as
that. No number is given to two incidents, also when the first is gone: see `totals`.
"""

MAX_COUNT = 2**31 - 1
"""The largest count in a column."""

incident_documents = Table(
    "incident_documents",
    metadata,
    Column("number", Integer, ForeignKey("incidents.number"), primary_key=True, autoincrement=False),
    Column("document", SafeText, nullable=False),
    Column("feature", Text, nullable=False),
)
"""Each incident whole: as the store reads it back, and as the GeoJSON feature that is published, ready to be sent."""

names = Table(
    "names",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("kind", String(10), nullable=False),
    Column("name", SafeText, nullable=False),
    UniqueConstraint("kind", "name"),
)
"""Each `actor` and `source` of incidents once."""

incident_names = Table(
    "incident_names",
    metadata,
    Column("name_number", Integer, ForeignKey("names.number"), primary_key=True, autoincrement=False),
    Column("incident_number", Integer, ForeignKey("incidents.number"), primary_key=True, autoincrement=False),
    Index("ix_incident_names_incident_number", "incident_number"),
    sqlite_with_rowid=False,
)
"""Which incidents have which actors and sources."""

incident_events = Table(
    "incident_events",
    metadata,
    Column("event_number", Integer, ForeignKey("events.number"), primary_key=True, autoincrement=False),
    Column("incident_number", Integer, ForeignKey("incidents.number"), nullable=False, index=True),
)

redirects = Table(
    "redirects",
    metadata,
    Column("id", SafeText, primary_key=True),
    Column("event_number", Integer, ForeignKey("events.number"), nullable=False),
    sqlite_with_rowid=False,
)
"""An incident's id that is no more, and the event it was named after: the incident that this event is part of now answers for it."""

revisions = Table(
    "revisions",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("incident_id", SafeText, nullable=False, index=True),
    Column("revision", Integer, nullable=False),
    Column("at", String(40), nullable=False),
    Column("by", SafeText, nullable=False),
    Column("component", SafeText, nullable=False),
    Column("reason", SafeText, nullable=False),
    Column("document", SafeText),
)
"""Append-only: what each incident was made into, when, by whom or what, and why; no document when it was merged away."""

changes = Table(
    "changes",
    metadata,
    Column("sequence", Integer, primary_key=True),
    Column("at", String(40), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("id", SafeText, nullable=False),
    sqlite_autoincrement=True,
)
"""Append-only: what changed, in order: `report`, `incident`, `incident_gone`, `quarantine`."""

corrections = Table(
    "corrections",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", String(40), nullable=False),
    Column("who", SafeText, nullable=False),
    Column("reason", SafeText, nullable=False),
    Column("component", SafeText, nullable=False),
    Column("action", String(10), nullable=False),
    Column("incident_id", SafeText, nullable=False),
    Column("event_number", Integer, ForeignKey("events.number"), nullable=False, index=True),
    Column("document", SafeText, nullable=False),
)
"""Append-only: what people decided, in order. It holds for the incident that the event is part of, whatever that incident is called."""

decisions = Table(
    "decisions",
    metadata,
    Column("left_number", Integer, ForeignKey("events.number"), primary_key=True),
    Column("right_number", Integer, ForeignKey("events.number"), primary_key=True),
    Column("verdict", String(10), nullable=False),
    Column("correction_number", Integer, ForeignKey("corrections.number"), nullable=False),
    Index("ix_decisions_right", "right_number"),
    sqlite_with_rowid=False,
)
"""Pairs of events that people's latest merges and splits put into one incident (`same`) or keep apart (`different`)."""

readings = Table(
    "readings",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("report_number", Integer, ForeignKey("reports.number"), nullable=False, index=True),
    Column("at", String(40), nullable=False),
    Column("component", SafeText, nullable=False),
    Column("replaced", SafeText),
)
"""Append-only: when each report was read by which version, and the events of earlier versions that were replaced."""

totals = Table(
    "totals",
    metadata,
    Column("name", String(20), primary_key=True),
    Column("rows", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""How many rows `reports`, `events`, `incidents` and `quarantine` have, so that nobody need count them.

Under `NUMBERED` stands the highest number that was ever given to an incident.
"""

NUMBERED = "numbered"

quarantine = Table(
    "quarantine",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("origin", SafeText, nullable=False),
    Column("cause", SafeText, nullable=False),
    Column("at", String(40), nullable=False),
    UniqueConstraint("digest"),
)
