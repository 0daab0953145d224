"""Today's schema, the tables of chats and of what they are sent. `storage.tables` has them all."""

# Tested in tests/storage/engine/test_migrate.py.

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Float,
    Index,
    Integer,
    String,
    Table,
)

from storage.columns import Moment, metadata, of_a_chat, of_a_list

# `settings` may lack the fields of which a chat chose nothing; `next_due` is set only while lists
# can be sent to the chat. `hour` is when the settings want the list, as `bodies.hour_key` writes
# it, so that chats whose next time cannot be right are found. `through` says how far each shelf's
# lists are settled for the chat, as `bodies.through_body` writes it. `categories` are those of the
# settings with blanks between them, so that the chats that have some are found.
chats = Table(
    "chats",
    metadata,
    *of_a_chat(),
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
# is "" for a chat with all its threads. It stays when a person is forgotten. Of one whose time is
# over the `kind` is "over".
bans = Table(
    "bans",
    metadata,
    *of_a_chat(),
    Column("kind", String, nullable=False),
    Column("since", Moment, nullable=False),
    Column("until", Moment),
)

# The index is the order in which what is owed goes out; `at` is when the row last changed,
# `owed_at` when it was written down, `owner` the worker that sends it, where there are several.
deliveries = Table(
    "deliveries",
    metadata,
    *of_a_chat(),
    *of_a_list(),
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
    *of_a_chat(),
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
    *of_a_chat(),
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
    *of_a_chat(),
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
    *of_a_chat(),
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
    *of_a_chat(),
    *of_a_list(),
    Column("body", JSON, nullable=False),
    Column("at", Moment, nullable=False),
)

# What was changed in a chat's settings, and by whom, "" where that is not kept: `before` and
# `after` are what was set and is, in the form of `chats.settings`; `on` is whether lists come.
setting_changes = Table(
    "setting_changes",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("platform", String, nullable=False),
    Column("chat_id", String, nullable=False),
    Column("thread_id", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("person", String, nullable=False),
    Column("setting", String, nullable=False),
    Column("before", JSON(none_as_null=True)),
    Column("after", JSON(none_as_null=True)),
    Column("on", Boolean),
    Index("ix_setting_changes_chat", "platform", "chat_id", "thread_id", "number"),
    Index("ix_setting_changes_person", "person"),
    Index("ix_setting_changes_at", "at"),
)

# What the operator tells all chats: `texts` by language, `at` when it was begun.
circulars = Table(
    "circulars",
    metadata,
    Column("name", String, primary_key=True),
    Column("state", String, nullable=False),
    Column("texts", JSON, nullable=False),
    Column("at", Moment, nullable=False),
)

# The chat, by key, up to which a circular that is under way is in the ledger; no chat where it is
# for all chats of the platform.
circular_places = Table(
    "circular_places",
    metadata,
    Column("name", String, primary_key=True),
    Column("platform", String, primary_key=True),
    Column("chat_id", String),
    Column("thread_id", String),
)
