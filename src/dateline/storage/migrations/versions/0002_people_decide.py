"""People's corrections, what each version read, places of incidents, and words that every database finds alike."""

import sqlalchemy as sa
from alembic import context, op

from dateline.storage.codec import load
from dateline.storage.safetext import escape, unescape

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("incidents", sa.Column("place_id", TEXT, nullable=True))
    op.add_column("incidents", sa.Column("place_digest", sa.String(length=32), nullable=True))
    op.add_column("incidents", sa.Column("simple", sa.Boolean(create_constraint=False), nullable=False, server_default=sa.false()))
    op.create_index("ix_incidents_place", "incidents", ["place_id", "place_digest"], unique=False)
    op.create_index("ix_incidents_lon", "incidents", ["lon"], unique=False)
    op.create_index("ix_incidents_lat", "incidents", ["lat"], unique=False)
    op.create_table(
        "corrections",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("who", TEXT, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("component", TEXT, nullable=False),
        sa.Column("action", sa.String(length=10), nullable=False),
        sa.Column("incident_id", TEXT, nullable=False),
        sa.Column("event_number", sa.Integer(), nullable=False),
        sa.Column("document", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["event_number"], ["events.number"], name=op.f("fk_corrections_event_number")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_corrections")),
    )
    op.create_index(op.f("ix_corrections_event_number"), "corrections", ["event_number"], unique=False)
    op.create_table(
        "decisions",
        sa.Column("left_number", sa.Integer(), nullable=False),
        sa.Column("right_number", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=10), nullable=False),
        sa.Column("correction_number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["left_number"], ["events.number"], name=op.f("fk_decisions_left_number")),
        sa.ForeignKeyConstraint(["right_number"], ["events.number"], name=op.f("fk_decisions_right_number")),
        sa.ForeignKeyConstraint(["correction_number"], ["corrections.number"], name=op.f("fk_decisions_correction_number")),
        sa.PrimaryKeyConstraint("left_number", "right_number", name=op.f("pk_decisions")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_decisions_right", "decisions", ["right_number"], unique=False)
    op.create_table(
        "readings",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("report_number", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("component", TEXT, nullable=False),
        sa.Column("replaced", TEXT, nullable=True),
        sa.ForeignKeyConstraint(["report_number"], ["reports.number"], name=op.f("fk_readings_report_number")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_readings")),
    )
    op.create_index(op.f("ix_readings_report_number"), "readings", ["report_number"], unique=False)
    op.create_table(
        "totals",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_totals")),
        sqlite_with_rowid=False,
    )
    for name in ("reports", "events", "incidents", "quarantine"):
        op.execute(f"INSERT INTO totals (name, rows) SELECT '{name}', count(*) FROM {name}")  # noqa: S608  # the names are ours
    _fill_places()
    context.config.attributes["dialect"].guard(op.get_bind(), ("changes", "corrections", "readings", "revisions"))


def _fill_places() -> None:
    """The place of each incident, from its document."""
    connection = op.get_bind()
    ids = {
        digest: escape(load(unescape(document))["id"])
        for digest, document in connection.execute(sa.text("SELECT digest, document FROM places"))
    }
    after = 0
    while rows := connection.execute(
        sa.text("SELECT number, document FROM incidents WHERE number > :after ORDER BY number LIMIT 1000"), {"after": after}
    ).all():
        after = rows[-1][0]
        digests = {number: where[0] for number, document in rows if (where := load(unescape(document))["where"])}
        if digests:
            connection.execute(
                sa.text("UPDATE incidents SET place_id = :id, place_digest = :digest WHERE number = :number"),
                [{"number": number, "id": ids[digest], "digest": digest} for number, digest in digests.items()],
            )
