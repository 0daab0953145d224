"""Answers are kept from when they come until their texts are written."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.create_table(
        "replies",
        sa.Column("mark", sa.String, primary_key=True),
        sa.Column("step", sa.String, nullable=False),
        sa.Column("paper_id", sa.String, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("model", sa.String, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("prompt", sa.Integer, nullable=False),
        sa.Column("completion", sa.Integer, nullable=False),
        sa.Column("on_demand", sa.Boolean, nullable=False),
        sa.Column("body", sa.LargeBinary),
    )
    for name in ("at", "paper_id"):
        op.create_index(f"ix_replies_{name}", "replies", [name])
    op.drop_column("put_off", "answer")
