"""The tables of what sources announce beside the lists."""

# Tested in tests/storage/engine/test_migrate.py.

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Date, Index, Integer, String, Table

from storage.columns import Moment, metadata

# What a source announced: a paper is on a day in these categories, the primary one first. `place`
# is its place in what the source told of that day; `picked` says that it was picked for somebody,
# so that it stays.
announcements = Table(
    "announcements",
    metadata,
    Column("source", String, primary_key=True),
    Column("paper_id", String, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("kind", String, nullable=False),
    Column("categories", JSON, nullable=False),
    Column("knowledge", String, nullable=False),
    Column("place", Integer, nullable=False),
    Column("picked", Boolean, nullable=False),
    Index("ix_announcements_day", "day"),
    Index("ix_announcements_paper_id", "paper_id"),
)

# From where a day's announcements in a category are known, and whether all of them are.
announced_days = Table(
    "announced_days",
    metadata,
    Column("day", Date, primary_key=True),
    Column("category", String, primary_key=True),
    Column("knowledge", String, nullable=False),
    Column("complete", Boolean, nullable=False),
    Column("fetched_at", Moment, nullable=False),
    Column("source", String, nullable=False, server_default="arxiv"),
)

# A venue's submissions, by their notes: which paper each is, which group of a venue it belongs to,
# and what was decided. `title_key` tells titles apart, however they are written.
submissions = Table(
    "submissions",
    metadata,
    Column("note", String, primary_key=True),
    Column("paper_id", String, nullable=False),
    Column("group", String, nullable=False),
    Column("title_key", String, nullable=False),
    Column("decided", String),
    Column("decided_on", Date),
    Index("ix_submissions_paper_id", "paper_id"),
    Index("ix_submissions_title_key", "title_key"),
    Index("ix_submissions_decided_on", "decided_on"),
)

# How far a group of a venue is read, as core.announcements.submissions.GroupState says.
groups_read = Table(
    "groups_read",
    metadata,
    Column("group", String, primary_key=True),
    Column("read_at", Moment),
    Column("through", Moment),
    Column("offset", Integer, nullable=False),
    Column("newest", Moment),
    Column("closed", String, nullable=False),
)
