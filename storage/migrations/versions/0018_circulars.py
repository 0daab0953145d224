"""What the operator tells all chats is kept, and how far it has been written down."""

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
