"""Sent messages are remembered: what each is about."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "messages",
        sa.Column("platform", sa.String, primary_key=True),
        sa.Column("chat_id", sa.String, primary_key=True),
        sa.Column("thread_id", sa.String, primary_key=True),
        sa.Column("message_id", sa.String, primary_key=True),
        sa.Column("source", sa.String),
        sa.Column("shelf", sa.String),
        sa.Column("date", sa.Date),
        sa.Column("number", sa.Integer),
        sa.Column("paper_id", sa.String),
        sa.Column("turns", sa.JSON, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_messages_at", "messages", ["at"])
