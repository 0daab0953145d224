"""Several workers share one store: who is alive, who does what, and who sends which message."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.add_column("deliveries", sa.Column("owner", sa.String))
    op.create_table(
        "workers",
        sa.Column("owner", sa.String, primary_key=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("presence", sa.BigInteger),
        sa.Column("day", sa.Date),
        sa.Column("reserved", sa.Integer, nullable=False),
        sa.Column("reserved_on_demand", sa.Integer, nullable=False),
        sa.Column("released", sa.Date),
    )
    op.create_table(
        "leases",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("owner", sa.String, nullable=False),
    )
    op.create_table(
        "paces",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
    )
