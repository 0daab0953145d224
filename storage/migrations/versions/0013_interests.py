"""Each chat has interests, votes and picks of its own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "interests",
        *_of_a_chat(),
        sa.Column("kind", sa.String, primary_key=True),
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("value", sa.String, nullable=False),
        sa.Column("weight", sa.Float, nullable=False),
        sa.Column("english", sa.JSON, nullable=False),
    )
    op.create_table(
        "votes",
        *_of_a_chat(),
        sa.Column("person", sa.String, primary_key=True),
        sa.Column("paper_id", sa.String, primary_key=True),
        sa.Column("up", sa.Boolean, nullable=False),
        sa.Column("explored", sa.Boolean, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "picks",
        *_of_a_chat(),
        sa.Column("source", sa.String, primary_key=True),
        sa.Column("shelf", sa.String, primary_key=True),
        sa.Column("date", sa.Date, primary_key=True),
        sa.Column("body", sa.JSON, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.add_column("chats", sa.Column("introduced", sa.Boolean))


def _of_a_chat() -> list[sa.Column[str]]:
    names = ("platform", "chat_id", "thread_id")
    return [sa.Column(name, sa.String, primary_key=True) for name in names]
