"""The tables by which several workers share one store and several bots serve one platform, and what
is put off for batches or was asked already."""

# Tested in tests/storage/test_workers.py, tests/storage/test_batches.py,
# tests/storage/test_replies.py.

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
)

from storage.columns import Moment, metadata

# A process that works with the store, alive `until` then by the store's own clock, and no longer
# than its session with the server that holds the lock `presence`, if it has one. `reserved` are
# the tokens of `day` that it holds for what it is reading, `reserved_on_demand` those of them that
# somebody had asked for, and `released` is a day of which all has been read ahead.
# `role` is what it was started to do, "" for a single command; `since` is when it became alive.
workers = Table(
    "workers",
    metadata,
    Column("owner", String, primary_key=True),
    Column("until", Moment, nullable=False),
    Column("presence", BigInteger),
    Column("day", Date),
    Column("reserved", Integer, nullable=False),
    Column("reserved_on_demand", Integer, nullable=False),
    Column("released", Date),
    Column("role", String),
    Column("since", Moment),
)

# What a worker does, and no other while it is alive.
leases = Table(
    "leases",
    metadata,
    Column("name", String, primary_key=True),
    Column("owner", String, nullable=False),
)

# The bots that were served, by the names under which their chats are kept: their ids, and what
# their platforms call them.
accounts = Table(
    "accounts",
    metadata,
    Column("account", String, primary_key=True),
    Column("bot", String, nullable=False),
    Column("called", String, nullable=False),
)

# When the next request to a source may begin, by the store's own clock.
paces = Table(
    "paces",
    metadata,
    Column("name", String, primary_key=True),
    Column("next_at", Moment, nullable=False),
)

# A text that may wait until then, in the order of `place`: that step for a paper of a list, in a
# language. `batch` names the batch it was sent with, `mark` its question there, of about so many
# `tokens`.
put_off = Table(
    "put_off",
    metadata,
    Column("step", String, primary_key=True),
    Column("paper_id", String, primary_key=True),
    Column("language", String, primary_key=True),
    Column("list", String, nullable=False),
    Column("place", Integer, nullable=False),
    Column("until", Moment, nullable=False),
    Column("batch", String, index=True),
    Column("mark", String, index=True),
    Column("tokens", Integer, nullable=False),
    Column("done", Boolean, nullable=False, index=True),
)

# What a model was asked at that moment for a text that is not written yet, by the question's mark,
# and `body`, the reply once it has come. `prompt` and `completion` are the most tokens that it may
# cost, `model` their account, `on_demand` whether somebody had asked for the text.
replies = Table(
    "replies",
    metadata,
    Column("mark", String, primary_key=True),
    Column("step", String, nullable=False),
    Column("paper_id", String, nullable=False),
    Column("language", String, nullable=False),
    Column("model", String, nullable=False),
    Column("at", Moment, nullable=False, index=True),
    Column("prompt", Integer, nullable=False),
    Column("completion", Integer, nullable=False),
    Column("on_demand", Boolean, nullable=False),
    Column("body", LargeBinary),
    Index("ix_replies_paper_id", "paper_id"),
)

# A batch: under our `name`, and the endpoint's, `remote`, once that has answered. `tokens` are set
# aside for it until it has `ended`; it was `refused` where the endpoint takes no such batches.
batches = Table(
    "batches",
    metadata,
    Column("name", String, primary_key=True),
    Column("address", String, nullable=False),
    Column("model", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("tokens", Integer, nullable=False),
    Column("file", String),
    Column("remote", String),
    Column("cancelled", Boolean, nullable=False),
    Column("ended", Boolean, nullable=False),
    Column("refused", Boolean, nullable=False),
)
