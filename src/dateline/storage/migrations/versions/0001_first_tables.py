"""The first tables: reports, events, incidents and what connects them."""

import sqlalchemy as sa
from alembic import context, op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "changes",
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_changes")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "incidents",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("event_type", sa.String(length=40), nullable=False),
        sa.Column("sub_event_type", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("salience", sa.String(length=10), nullable=False),
        sa.Column("first_day", sa.Integer(), nullable=False),
        sa.Column("last_day", sa.Integer(), nullable=False),
        sa.Column("span_days", sa.Integer(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("updated", sa.String(length=40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("document", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_incidents")),
        sa.UniqueConstraint("id", name=op.f("uq_incidents_id")),
    )
    op.create_index("ix_incidents_span_days", "incidents", ["span_days"], unique=False)
    op.create_index(
        "ix_incidents_timeline",
        "incidents",
        ["first_day", "id", "last_day", "event_type", "sub_event_type", "status", "salience", "lon", "lat"],
        unique=False,
    )
    op.create_table(
        "places",
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("document", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_places")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "quarantine",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("origin", TEXT, nullable=False),
        sa.Column("cause", TEXT, nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_quarantine")),
        sa.UniqueConstraint("digest", name=op.f("uq_quarantine_digest")),
    )
    op.create_table(
        "reports",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=True),
        sa.Column("url", TEXT, nullable=True),
        sa.Column("source", TEXT, nullable=True),
        sa.Column("language", TEXT, nullable=True),
        sa.Column("published_day", sa.Integer(), nullable=False),
        sa.Column("retrieved", sa.String(length=40), nullable=True),
        sa.Column("external_id", TEXT, nullable=True),
        sa.Column("publisher", TEXT, nullable=True),
        sa.Column("fingerprint", sa.String(length=32), nullable=False),
        sa.Column("added", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_reports")),
        sa.UniqueConstraint("id", name=op.f("uq_reports_id")),
    )
    op.create_index("ix_reports_timeline", "reports", ["published_day", "id"], unique=False)
    op.create_table(
        "revisions",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("incident_id", TEXT, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("component", TEXT, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("document", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_revisions")),
    )
    op.create_index(op.f("ix_revisions_incident_id"), "revisions", ["incident_id"], unique=False)
    op.create_table(
        "events",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("report_number", sa.Integer(), nullable=False),
        sa.Column("event_type", sa.String(length=40), nullable=False),
        sa.Column("sub_event_type", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("salience", sa.String(length=10), nullable=False),
        sa.Column("first_day", sa.Integer(), nullable=False),
        sa.Column("last_day", sa.Integer(), nullable=False),
        sa.Column("span_days", sa.Integer(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("document", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["report_number"], ["reports.number"], name=op.f("fk_events_report_number")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_events")),
        sa.UniqueConstraint("id", name=op.f("uq_events_id")),
    )
    op.create_index(op.f("ix_events_report_number"), "events", ["report_number"], unique=False)
    op.create_index("ix_events_span_days", "events", ["span_days"], unique=False)
    op.create_index(
        "ix_events_timeline",
        "events",
        ["first_day", "id", "last_day", "event_type", "sub_event_type", "status", "salience", "lon", "lat"],
        unique=False,
    )
    op.create_table(
        "blocks",
        sa.Column("key", TEXT, nullable=False),
        sa.Column("event_number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_number"], ["events.number"], name=op.f("fk_blocks_event_number")),
        sa.PrimaryKeyConstraint("key", "event_number", name=op.f("pk_blocks")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "incident_events",
        sa.Column("event_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("incident_number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_number"], ["events.number"], name=op.f("fk_incident_events_event_number")),
        sa.ForeignKeyConstraint(["incident_number"], ["incidents.number"], name=op.f("fk_incident_events_incident_number")),
        sa.PrimaryKeyConstraint("event_number", name=op.f("pk_incident_events")),
    )
    op.create_index(op.f("ix_incident_events_incident_number"), "incident_events", ["incident_number"], unique=False)
    op.create_table(
        "judgements",
        sa.Column("left_number", sa.Integer(), nullable=False),
        sa.Column("right_number", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=10), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("reasons", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["left_number"], ["events.number"], name=op.f("fk_judgements_left_number")),
        sa.ForeignKeyConstraint(["right_number"], ["events.number"], name=op.f("fk_judgements_right_number")),
        sa.PrimaryKeyConstraint("left_number", "right_number", name=op.f("pk_judgements")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_judgements_right", "judgements", ["right_number"], unique=False)
    op.create_table(
        "redirects",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("event_number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_number"], ["events.number"], name=op.f("fk_redirects_event_number")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redirects")),
        sqlite_with_rowid=False,
    )
    context.config.attributes["dialect"].create_search(op.get_bind())
