"""What arXiv announced is kept by day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "announcements",
        sa.Column("paper_id", sa.String, primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("categories", sa.JSON, nullable=False),
        sa.Column("knowledge", sa.String, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("picked", sa.Boolean, nullable=False),
    )
    op.create_index("ix_announcements_day", "announcements", ["day"])
    op.create_table(
        "announced_days",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("category", sa.String, primary_key=True),
        sa.Column("knowledge", sa.String, nullable=False),
        sa.Column("complete", sa.Boolean, nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
    )
