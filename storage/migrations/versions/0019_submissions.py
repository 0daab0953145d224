"""Venues tell of submissions and decisions, beside what arXiv announces. What there was until now
are arXiv's announcements.

A primary key changes, so that table is made anew beside the old one, which it replaces once it
holds what that held.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

MOMENT = sa.DateTime(timezone=True)
COPIED = "paper_id, day, kind, categories, knowledge, place, picked"


def upgrade() -> None:
    op.create_table(
        "announcements_new",
        sa.Column("source", sa.String, primary_key=True),
        sa.Column("paper_id", sa.String, primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("categories", sa.JSON, nullable=False),
        sa.Column("knowledge", sa.String, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("picked", sa.Boolean, nullable=False),
    )
    op.execute(
        f"INSERT INTO announcements_new (source, {COPIED}) SELECT 'arxiv', {COPIED}"
        " FROM announcements"
    )
    op.drop_table("announcements")
    op.rename_table("announcements_new", "announcements")
    op.create_index("ix_announcements_day", "announcements", ["day"])
    op.create_index("ix_announcements_paper_id", "announcements", ["paper_id"])
    op.add_column(
        "announced_days",
        sa.Column("source", sa.String, nullable=False, server_default="arxiv"),
    )
    op.create_table(
        "submissions",
        sa.Column("note", sa.String, primary_key=True),
        sa.Column("paper_id", sa.String, nullable=False),
        sa.Column("group", sa.String, nullable=False),
        sa.Column("title_key", sa.String, nullable=False),
        sa.Column("decided", sa.String),
        sa.Column("decided_on", sa.Date),
    )
    op.create_index("ix_submissions_paper_id", "submissions", ["paper_id"])
    op.create_index("ix_submissions_title_key", "submissions", ["title_key"])
    op.create_index("ix_submissions_decided_on", "submissions", ["decided_on"])
    op.create_table(
        "groups_read",
        sa.Column("group", sa.String, primary_key=True),
        sa.Column("read_at", MOMENT),
        sa.Column("through", MOMENT),
        sa.Column("offset", sa.Integer, nullable=False),
        sa.Column("newest", MOMENT),
        sa.Column("closed", sa.String, nullable=False),
    )
