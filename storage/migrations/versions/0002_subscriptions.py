"""Chats with settings and a schedule, the ledger of deliveries, and when an edition was ready."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_KEY = ("platform", "chat_id", "thread_id")


def upgrade() -> None:
    _readiness()
    _chats()
    _deliveries()


def _readiness() -> None:
    op.add_column("editions", sa.Column("ready_at", sa.DateTime(timezone=True)))
    # An imported digest had been read before it came; of other days the pipeline will find out.
    op.execute("UPDATE editions SET ready_at = frozen_at WHERE archive_language IS NOT NULL")


def _chats() -> None:
    old = sa.table(
        "chats", *map(sa.column, _KEY), sa.column("language"), sa.column("seen_date", sa.Date)
    )
    known = [dict(row) for row in op.get_bind().execute(sa.select(old)).mappings()]
    op.drop_table("chats")
    chats = op.create_table(
        "chats",
        sa.Column("platform", sa.String, primary_key=True),
        sa.Column("chat_id", sa.String, primary_key=True),
        sa.Column("thread_id", sa.String, primary_key=True),
        sa.Column("settings", sa.JSON, nullable=False),
        sa.Column("seen_date", sa.Date),
        sa.Column("subscribed_at", sa.DateTime(timezone=True)),
        sa.Column("through", sa.Date),
        sa.Column("next_due", sa.DateTime(timezone=True)),
        sa.Column("paused", sa.String),
    )
    op.create_index("ix_chats_next_due", "chats", ["next_due"])
    op.bulk_insert(chats, [{"settings": {"language": row.pop("language")}} | row for row in known])


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("platform", sa.String, primary_key=True),
        sa.Column("chat_id", sa.String, primary_key=True),
        sa.Column("thread_id", sa.String, primary_key=True),
        sa.Column("date", sa.Date, primary_key=True),
        sa.Column("kind", sa.String, primary_key=True),
        sa.Column("part", sa.Integer, primary_key=True),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("body", sa.String),
        sa.Column("message_id", sa.String),
        sa.Column("error", sa.String),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    order = ["state", "platform", "date", "chat_id", "thread_id", "kind", "part"]
    op.create_index("ix_deliveries_order", "deliveries", order)
