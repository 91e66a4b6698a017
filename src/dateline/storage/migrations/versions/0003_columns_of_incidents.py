"""Columns to filter and sort incidents by, their features ready to be sent, and the names of actors and sources."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """What the new columns hold is written afterwards, from the documents: see `restating`."""
    op.create_table(
        "incident_documents",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("document", TEXT, nullable=False),
        sa.Column("feature", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["number"], ["incidents.number"], name=op.f("fk_incident_documents_number")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_incident_documents")),
    )
    op.execute("INSERT INTO incident_documents (number, document, feature) SELECT number, document, '' FROM incidents ORDER BY number")
    op.drop_column("incidents", "document")
    for name, kind in (
        ("date_precision", sa.String(length=10)),
        ("said_on", sa.Integer()),
        ("first_reported", sa.Integer()),
        ("time_of_day", TEXT),
        ("place_name", TEXT),
        ("place_kind", sa.String(length=20)),
        ("admin1", TEXT),
        ("admin2", TEXT),
        ("country", TEXT),
        ("geo_precision", sa.Integer()),
        ("where_prec", sa.Integer()),
        ("uncertainty_km", sa.Float()),
        ("place_confidence", sa.Float()),
        ("fatalities_low", sa.Integer()),
        ("fatalities_high", sa.Integer()),
        ("fatalities_best", sa.Integer()),
        ("injuries_low", sa.Integer()),
        ("injuries_high", sa.Integer()),
    ):
        op.add_column("incidents", sa.Column(name, kind, nullable=True))
    op.add_column("incidents", sa.Column("confidence", sa.Float(), nullable=False, server_default="0"))
    op.add_column("incidents", sa.Column("report_count", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("incidents", sa.Column("corrected", sa.Boolean(create_constraint=False), nullable=False, server_default=sa.false()))
    op.add_column("incidents", sa.Column("actors", TEXT, nullable=False, server_default="[]"))
    op.add_column("incidents", sa.Column("sources", TEXT, nullable=False, server_default="[]"))
    op.create_index("ix_incidents_country", "incidents", ["country", "first_day", "id"], unique=False)
    op.create_index("ix_incidents_fatalities_high", "incidents", ["fatalities_high", "id"], unique=False)
    op.create_index("ix_incidents_updated", "incidents", ["updated", "id"], unique=False)
    op.create_table(
        "names",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_names")),
        sa.UniqueConstraint("kind", "name", name=op.f("uq_names_kind")),
    )
    op.create_table(
        "incident_names",
        sa.Column("name_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("incident_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["name_number"], ["names.number"], name=op.f("fk_incident_names_name_number")),
        sa.ForeignKeyConstraint(["incident_number"], ["incidents.number"], name=op.f("fk_incident_names_incident_number")),
        sa.PrimaryKeyConstraint("name_number", "incident_number", name=op.f("pk_incident_names")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_incident_names_incident_number", "incident_names", ["incident_number"], unique=False)
    op.execute("INSERT INTO totals (name, rows) SELECT 'numbered', coalesce(max(number), 0) FROM incidents")
