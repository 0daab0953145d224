"""Texts may be put off for a batch, which outlives the process that sent it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "put_off",
        sa.Column("step", sa.String, primary_key=True),
        sa.Column("paper_id", sa.String, primary_key=True),
        sa.Column("language", sa.String, primary_key=True),
        sa.Column("list", sa.String, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("batch", sa.String),
        sa.Column("mark", sa.String),
        sa.Column("tokens", sa.Integer, nullable=False),
        sa.Column("answer", sa.LargeBinary),
        sa.Column("done", sa.Boolean, nullable=False),
    )
    for name in ("batch", "mark", "done"):
        op.create_index(f"ix_put_off_{name}", "put_off", [name])
    op.create_table(
        "batches",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("address", sa.String, nullable=False),
        sa.Column("model", sa.String, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("tokens", sa.Integer, nullable=False),
        sa.Column("file", sa.String),
        sa.Column("remote", sa.String),
        sa.Column("cancelled", sa.Boolean, nullable=False),
        sa.Column("ended", sa.Boolean, nullable=False),
        sa.Column("refused", sa.Boolean, nullable=False),
    )
