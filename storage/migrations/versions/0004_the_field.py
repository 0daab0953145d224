"""Endpoints as they were found, platforms, failures that are tried again, allowances, what was
spent for who asked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column(
        "readings",
        sa.Column("other_language", sa.Boolean, nullable=False, server_default=sa.false()),
    )
    op.add_column(
        "spending", sa.Column("on_demand", sa.Integer, nullable=False, server_default=sa.text("0"))
    )
    op.create_table(
        "endpoints",
        sa.Column("address", sa.String, primary_key=True),
        sa.Column("model", sa.String, primary_key=True),
        sa.Column("body", sa.JSON, nullable=False),
    )
    op.create_table(
        "platforms",
        sa.Column("platform", sa.String, primary_key=True),
        sa.Column("stage", sa.String, nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("data", sa.JSON, nullable=False),
    )
    # What was counted today is counted anew: the counts of questions only mean something until
    # midnight.
    op.drop_table("questions")
    op.create_table(
        "allowances",
        sa.Column("what", sa.String, primary_key=True),
        sa.Column("who", sa.String, primary_key=True),
        sa.Column("since", MOMENT, primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
    )
    op.create_index("ix_allowances_since", "allowances", ["since"])
    # The language becomes part of the key. What failed before is forgotten: the next run finds it
    # missing.
    op.drop_table("failures")
    op.create_table(
        "failures",
        sa.Column("date", sa.Date, primary_key=True),
        sa.Column("paper_id", sa.String, primary_key=True),
        sa.Column("step", sa.String, primary_key=True),
        sa.Column("language", sa.String, primary_key=True),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("data", sa.JSON, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("again_at", MOMENT),
    )
    op.create_index("ix_failures_again_at", "failures", ["again_at"])
