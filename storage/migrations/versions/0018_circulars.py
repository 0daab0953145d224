"""What the operator tells all chats is kept, who changed which setting of a chat, and at which hour
tokens were used."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.create_table(
        "circulars",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("texts", sa.JSON, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "circular_places",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("platform", sa.String, primary_key=True),
        sa.Column("chat_id", sa.String),
        sa.Column("thread_id", sa.String),
    )
    op.create_table(
        "setting_changes",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("platform", sa.String, nullable=False),
        sa.Column("chat_id", sa.String, nullable=False),
        sa.Column("thread_id", sa.String, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("setting", sa.String, nullable=False),
        sa.Column("before", sa.JSON),
        sa.Column("after", sa.JSON),
        sa.Column("on", sa.Boolean),
    )
    op.create_index(
        "ix_setting_changes_chat",
        "setting_changes",
        ["platform", "chat_id", "thread_id", "number"],
    )
    op.create_index("ix_setting_changes_person", "setting_changes", ["person"])
    op.create_index("ix_setting_changes_at", "setting_changes", ["at"])
    op.create_table(
        "spending_slots",
        sa.Column("at", sa.DateTime(timezone=True), primary_key=True),
        sa.Column("model", sa.String, primary_key=True),
        sa.Column("calls", sa.Integer, nullable=False),
        sa.Column("prompt", sa.Integer, nullable=False),
        sa.Column("cached", sa.Integer, nullable=False),
        sa.Column("completion", sa.Integer, nullable=False),
    )
