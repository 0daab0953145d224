"""Today's schema. `migrations` leads there step by step, and a test compares the two.

The full-text index is not here: each engine has a kind of its own (see `engine`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    TypeDecorator,
    UniqueConstraint,
    false,
    text,
)


class Moment(TypeDecorator[dt.datetime]):
    """An aware moment, read back as aware UTC.

    SQLite keeps UTC as text without a zone. PostgreSQL gives a moment in the session's zone,
    whichever that is.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment to store must be aware")
        return value.astimezone(dt.UTC)

    def process_result_value(
        self, value: dt.datetime | None, dialect: Dialect
    ) -> dt.datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            return value.replace(tzinfo=dt.UTC)
        return value.astimezone(dt.UTC)


metadata = MetaData()


def _of_a_chat() -> Iterable[Column[str]]:
    """The columns of a chat's key, by which the table's rows are told apart."""
    names = ("platform", "chat_id", "thread_id")
    return [Column(name, String, primary_key=True) for name in names]


# `number` is what the full-text index calls a paper; everything else uses the arXiv id.
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

# A list's key is `source`, `shelf` and `date`, here and wherever these stand together. `imported`
# says that a digest of the list was imported.
editions = Table(
    "editions",
    metadata,
    Column("source", String, primary_key=True),
    Column("shelf", String, primary_key=True),
    Column("date", Date, primary_key=True),
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
    Column("source", String, primary_key=True),
    Column("shelf", String, primary_key=True),
    Column("date", Date, primary_key=True),
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

# `settings` may lack the fields of which a chat chose nothing; `next_due` is set only while lists
# can be sent to the chat. `hour` is when the settings want the list, as `bodies.hour_key` writes
# it, so that chats whose next time cannot be right are found. `through` says how far each shelf's
# lists are settled for the chat, as `bodies.through_body` writes it. `categories` are those of the
# settings with blanks between them, so that the chats that have some are found.
chats = Table(
    "chats",
    metadata,
    *_of_a_chat(),
    Column("settings", JSON, nullable=False),
    Column("seen_source", String),
    Column("seen_shelf", String),
    Column("seen_date", Date),
    Column("subscribed_at", Moment),
    Column("through", JSON, nullable=False),
    Column("next_due", Moment),
    Column("paused", String),
    Column("hour", String),
    Column("title", String),
    Column("introduced", Boolean),
    Column("categories", String),
    Column("told_of_sources", Boolean),
    Index("ix_chats_next_due", "next_due"),
    Index("ix_chats_hour", "hour", "next_due"),
)

# What the operator keeps from chats and people: `chat_id` is a chat's id or a person's, `thread_id`
# is "" for a chat with all its threads. It stays when a person is forgotten.
bans = Table(
    "bans",
    metadata,
    *_of_a_chat(),
    Column("kind", String, nullable=False),
    Column("since", Moment, nullable=False),
    Column("until", Moment),
)

# The index is the order in which what is owed goes out; `at` is when the row last changed,
# `owed_at` when it was written down, `owner` the worker that sends it, where there are several.
deliveries = Table(
    "deliveries",
    metadata,
    *_of_a_chat(),
    Column("source", String, primary_key=True),
    Column("shelf", String, primary_key=True),
    Column("date", Date, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("part", Integer, primary_key=True),
    Column("state", String, nullable=False),
    Column("body", String),
    Column("message_id", String),
    Column("error", String),
    Column("at", Moment, nullable=False),
    Column("tried_at", Moment),
    Column("owed_at", Moment),
    Column("owner", String),
    Index(
        "ix_deliveries_order",
        *("state", "platform", "date", "chat_id", "thread_id", "source", "shelf", "kind", "part"),
    ),
)

# What each sent message is about: a list, a paper, and the talk about it. What was pushed is in
# `deliveries`, unless a button has turned it since; `at` is when the row last changed. `together`
# are the ids of all messages that show one view, in order.
messages = Table(
    "messages",
    metadata,
    *_of_a_chat(),
    Column("message_id", String, primary_key=True),
    Column("source", String),
    Column("shelf", String),
    Column("date", Date),
    Column("number", Integer),
    Column("paper_id", String),
    Column("turns", JSON, nullable=False),
    Column("at", Moment, nullable=False),
    Column("together", JSON),
    Index("ix_messages_at", "at"),
)

# Which list a person saw last alone in a chat, as its key is written, and which one all had seen
# there by then.
seen_alone = Table(
    "seen_alone",
    metadata,
    *_of_a_chat(),
    Column("person", String, primary_key=True),
    Column("own", String, nullable=False),
    Column("of_chat", String),
    Column("at", Moment, nullable=False),
    Index("ix_seen_alone_at", "at"),
)

# What a chat is interested in; `name` is what tells one from another, `value` as it was written.
interests = Table(
    "interests",
    metadata,
    *_of_a_chat(),
    Column("kind", String, primary_key=True),
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
    Column("weight", Float, nullable=False),
    Column("english", JSON, nullable=False),
)

# One person's vote on one paper in one chat; `person` is "" where no id is kept.
votes = Table(
    "votes",
    metadata,
    *_of_a_chat(),
    Column("person", String, primary_key=True),
    Column("paper_id", String, primary_key=True),
    Column("up", Boolean, nullable=False),
    Column("explored", Boolean, nullable=False),
    Column("at", Moment, nullable=False),
)

# What was shown to a chat beside a list, in one piece: its letters are what they are for good.
picks = Table(
    "picks",
    metadata,
    *_of_a_chat(),
    Column("source", String, primary_key=True),
    Column("shelf", String, primary_key=True),
    Column("date", Date, primary_key=True),
    Column("body", JSON, nullable=False),
    Column("at", Moment, nullable=False),
)

# Papers of lists that were read to know what is common, and shown to nobody; the row with no
# `paper_id` ("") stands for the day itself.
past = Table(
    "past",
    metadata,
    Column("source", String, primary_key=True),
    Column("shelf", String, primary_key=True),
    Column("date", Date, primary_key=True),
    Column("paper_id", String, primary_key=True),
)

# What arXiv announced: a paper is on a day in these categories, the primary one first. `place` is
# its place in that day's feed; `picked` says that it was picked for somebody, so that it stays.
announcements = Table(
    "announcements",
    metadata,
    Column("paper_id", String, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("kind", String, nullable=False),
    Column("categories", JSON, nullable=False),
    Column("knowledge", String, nullable=False),
    Column("place", Integer, nullable=False),
    Column("picked", Boolean, nullable=False),
    Index("ix_announcements_day", "day"),
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
    Column("source", String, primary_key=True),
    Column("shelf", String, primary_key=True),
    Column("date", Date, primary_key=True),
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
