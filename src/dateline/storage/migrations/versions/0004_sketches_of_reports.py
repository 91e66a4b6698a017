"""What near copies of a report's text are known by; reports stored before have none."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("reports", sa.Column("sketch", sa.Text()))


def downgrade() -> None:
    op.drop_column("reports", "sketch")
