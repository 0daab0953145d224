"""Today's schema. `migrations` leads there step by step, and a test compares the two.

The full-text index is not here: each engine has a kind of its own (see `engine`).
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    false,
    text,
)

from storage.announced_tables import (
    announced_days,
    announcements,
    groups_read,
    submissions,
)
from storage.chat_tables import (
    bans,
    chats,
    circular_places,
    circulars,
    deliveries,
    interests,
    messages,
    picks,
    seen_alone,
    setting_changes,
    votes,
)
from storage.columns import Moment, metadata, of_a_list

__all__ = [
    "Moment",
    "allowances",
    "announced_days",
    "announcements",
    "archives",
    "bans",
    "chats",
    "circular_places",
    "circulars",
    "deliveries",
    "documents",
    "editions",
    "endpoints",
    "entries",
    "failures",
    "groups_read",
    "interests",
    "messages",
    "metadata",
    "papers",
    "past",
    "picks",
    "platforms",
    "readings",
    "report_order",
    "responses",
    "revisions",
    "seen_alone",
    "setting_changes",
    "spending",
    "spending_slots",
    "submissions",
    "vectors",
    "votes",
]

# `number` is what the full-text index calls a paper; everything else uses its id.
papers = Table(
    "papers",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False),
    Column("title", String, nullable=False),
    Column("abstract", String, nullable=False),
    Column("authors", JSON, nullable=False),
    Column("organization", String),
    Column("published_at", Moment),
    Column("repository", String),
    Column("project_page", String),
    Column("thumbnail", String),
    Column("ai_summary", String),
    Column("ai_keywords", JSON, nullable=False),
    UniqueConstraint("id", name="uq_papers_id"),
)

# `imported` says that a digest of the list was imported.
editions = Table(
    "editions",
    metadata,
    *of_a_list(),
    Column("state", String, nullable=False),
    Column("listed", Integer),
    Column("fetched_at", Moment),
    Column("frozen_at", Moment),
    Column("ready_at", Moment),
    Column("imported", Boolean, nullable=False, server_default=false()),
    Index("ix_editions_date", "date"),
)

# A paper's title and organization may change later; an edition keeps them as that day listed them.
entries = Table(
    "entries",
    metadata,
    *of_a_list(),
    Column(
        "paper_id", String, ForeignKey("papers.id", name="fk_entries_paper_id"), primary_key=True
    ),
    Column("rank", Integer, nullable=False),
    Column("title", String, nullable=False),
    Column("organization", String),
    Column("upvotes", Integer, nullable=False),
    Column("stars", Integer, nullable=False),
    Column("comments", Integer, nullable=False),
    Column("score", Float, nullable=False),
    Column("tier", String, nullable=False),
    Column("tags", JSON, nullable=False),
    Column("golden", Boolean, nullable=False),
    Column("reasons", JSON, nullable=False),
    Column("selected", Boolean, nullable=False),
    ForeignKeyConstraint(
        ["source", "shelf", "date"],
        ["editions.source", "editions.shelf", "editions.date"],
        name="fk_entries_list",
    ),
    UniqueConstraint("source", "shelf", "date", "rank", name="uq_entries_list_rank"),
    Index("ix_entries_paper_id_date", "paper_id", "date"),
)

# `kind` is summary or report; `origin` is "" for what Paperboy wrote, "digest:KEY" or "archive" for
# what was imported.
readings = Table(
    "readings",
    metadata,
    Column(
        "paper_id", String, ForeignKey("papers.id", name="fk_readings_paper_id"), primary_key=True
    ),
    Column("kind", String, primary_key=True),
    Column("language", String, primary_key=True),
    Column("origin", String, primary_key=True),
    Column("body", JSON, nullable=False),
    Column("source", String, nullable=False),
    Column("writer", String, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("model", String),
    Column("version", String),
    Column("prompt_version", String),
    Column("shortfall", String),
    Column("hidden", Boolean, nullable=False, server_default=false()),
    Column("translated_from", String),
    Column("other_language", Boolean, nullable=False, server_default=false()),
)

documents = Table(
    "documents",
    metadata,
    Column("paper_id", String, primary_key=True),
    Column("version", String),
    Column("fetched_at", Moment, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

# What arXiv said last of a paper; `version` is its newest ("v3").
revisions = Table(
    "revisions",
    metadata,
    Column("paper_id", String, primary_key=True),
    Column("version", String),
    Column("withdrawn", Boolean, nullable=False),
    Column("checked_at", Moment, nullable=False),
)

# How often somebody has done something that is limited: `what` names it, `who` is a chat or a
# person, `since` the beginning of the minute or day that is counted.
allowances = Table(
    "allowances",
    metadata,
    Column("what", String, primary_key=True),
    Column("who", String, primary_key=True),
    Column("since", Moment, primary_key=True),
    Column("count", Integer, nullable=False),
    Index("ix_allowances_since", "since"),
)

# The state of each chat platform; `key` and `data` are those of the error that keeps it from being
# on. `seen_at` is when the process that serves it last gave a sign of life; NULL once it has
# stopped in an orderly way.
platforms = Table(
    "platforms",
    metadata,
    Column("platform", String, primary_key=True),
    Column("stage", String, nullable=False),
    Column("since", Moment, nullable=False),
    Column("key", String, nullable=False),
    Column("data", JSON, nullable=False),
    Column("seen_at", Moment),
)

# What was found out about the endpoints of models.
endpoints = Table(
    "endpoints",
    metadata,
    Column("address", String, primary_key=True),
    Column("model", String, primary_key=True),
    Column("body", JSON, nullable=False),
)

responses = Table(
    "responses",
    metadata,
    Column("url", String, primary_key=True),
    Column("etag", String),
    Column("last_modified", String),
    Column("body", LargeBinary, nullable=False),
    Column("stored_at", Moment, nullable=False),
    Index("ix_responses_stored_at", "stored_at"),
)

failures = Table(
    "failures",
    metadata,
    Column("date", Date, primary_key=True),
    Column("paper_id", String, primary_key=True),
    Column("step", String, primary_key=True),
    Column("language", String, primary_key=True),
    Column("key", String, nullable=False),
    Column("data", JSON, nullable=False),
    Column("at", Moment, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("again_at", Moment),
    Index("ix_failures_again_at", "again_at"),
)

# `on_demand` are the tokens of `prompt` and `completion` that were spent because somebody asked.
spending = Table(
    "spending",
    metadata,
    Column("day", Date, primary_key=True),
    Column("model", String, primary_key=True),
    Column("calls", Integer, nullable=False),
    Column("prompt", Integer, nullable=False),
    Column("cached", Integer, nullable=False),
    Column("completion", Integer, nullable=False),
    Column("on_demand", Integer, nullable=False, server_default=text("0")),
)

# The same by the half hour, in UTC, for prices that differ by the hour; kept for some weeks.
spending_slots = Table(
    "spending_slots",
    metadata,
    Column("at", Moment, primary_key=True),
    Column("model", String, primary_key=True),
    Column("calls", Integer, nullable=False),
    Column("prompt", Integer, nullable=False),
    Column("cached", Integer, nullable=False),
    Column("completion", Integer, nullable=False),
)

# Papers of lists that were read to know what is common, and shown to nobody; the row with no
# `paper_id` ("") stands for the day itself.
past = Table(
    "past",
    metadata,
    *of_a_list(),
    Column("paper_id", String, primary_key=True),
)

# What a model made of a paper's text, in 16-bit floats; empty where none could be had. `space` is
# the model and its address: only what is in one space compares.
vectors = Table(
    "vectors",
    metadata,
    Column("space", String, primary_key=True),
    Column("paper_id", String, primary_key=True),
    Column("body", LargeBinary, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_vectors_at", "at"),
)

# Imported files as they are, of each list and language the last; `kind` is digest or report.
archives = Table(
    "archives",
    metadata,
    Column("kind", String, primary_key=True),
    *of_a_list(),
    Column("language", String, primary_key=True),
    Column("file", LargeBinary, nullable=False),
)

# The papers of an imported report archive, in its order and as it names them: what else has a
# report that day follows them in an export.
report_order = Table(
    "report_order",
    metadata,
    Column("date", Date, primary_key=True),
    Column("language", String, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column(
        "paper_id", String, ForeignKey("papers.id", name="fk_report_order_paper_id"), nullable=False
    ),
    Column("title", String, nullable=False),
    Column("stored_at", Moment, nullable=False),
)
