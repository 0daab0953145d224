"""Where a reading comes from in more detail, what arXiv said of papers, questions asked, and
deliveries in doubt."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column(
        "readings", sa.Column("hidden", sa.Boolean, nullable=False, server_default=sa.false())
    )
    op.add_column("readings", sa.Column("translated_from", sa.String))
    op.add_column("deliveries", sa.Column("tried_at", sa.DateTime(timezone=True)))
    op.create_table(
        "revisions",
        sa.Column("paper_id", sa.String, primary_key=True),
        sa.Column("version", sa.String),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "questions",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("asker", sa.String, primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
    )
