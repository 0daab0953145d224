"""Lists have keys: a source and a shelf beside the day. What there was until now are Hugging Face's
daily papers.

Primary keys change, so the tables are made anew beside the old ones, which they replace once they
hold what those held.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

MOMENT = sa.DateTime(timezone=True)
SOURCE, SHELF = "hf", "daily"
LISTED = ("editions", "entries", "deliveries")


def upgrade() -> None:
    _create_editions()
    _create_entries()
    _create_deliveries()
    _create_chats()
    for name in LISTED:
        _copy(name)
    _copy_chats()
    for name in ("entries", "editions", "deliveries", "chats"):
        op.drop_table(name)
    for name in (*LISTED, "chats"):
        op.rename_table(f"{name}_new", name)
    op.create_index("ix_editions_date", "editions", ["date"])
    op.create_index("ix_entries_paper_id_date", "entries", ["paper_id", "date"])
    order = ["state", "platform", "date", "chat_id", "thread_id", "source", "shelf", "kind", "part"]
    op.create_index("ix_deliveries_order", "deliveries", order)
    op.create_index("ix_chats_next_due", "chats", ["next_due"])
    op.create_index("ix_chats_hour", "chats", ["hour", "next_due"])


def _key() -> list[sa.Column[Any]]:
    return [
        sa.Column("source", sa.String, primary_key=True),
        sa.Column("shelf", sa.String, primary_key=True),
        sa.Column("date", sa.Date, primary_key=True),
    ]


def _chat() -> list[sa.Column[Any]]:
    return [
        sa.Column(name, sa.String, primary_key=True)
        for name in ("platform", "chat_id", "thread_id")
    ]


def _create_editions() -> None:
    op.create_table(
        "editions_new",
        *_key(),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("listed", sa.Integer),
        sa.Column("fetched_at", MOMENT),
        sa.Column("frozen_at", MOMENT),
        sa.Column("form", sa.JSON),
        sa.Column("archive_language", sa.String),
        sa.Column("ready_at", MOMENT),
    )


def _create_entries() -> None:
    op.create_table(
        "entries_new",
        *_key(),
        sa.Column(
            "paper_id",
            sa.String,
            sa.ForeignKey("papers.id", name="fk_entries_paper_id"),
            primary_key=True,
        ),
        sa.Column("rank", sa.Integer, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("organization", sa.String),
        sa.Column("upvotes", sa.Integer, nullable=False),
        sa.Column("stars", sa.Integer, nullable=False),
        sa.Column("comments", sa.Integer, nullable=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("tier", sa.String, nullable=False),
        sa.Column("tags", sa.JSON, nullable=False),
        sa.Column("golden", sa.Boolean, nullable=False),
        sa.Column("reasons", sa.JSON, nullable=False),
        sa.Column("selected", sa.Boolean, nullable=False),
        # Renaming the other table renames it here.
        sa.ForeignKeyConstraint(
            ["source", "shelf", "date"],
            ["editions_new.source", "editions_new.shelf", "editions_new.date"],
            name="fk_entries_list",
        ),
        sa.UniqueConstraint("source", "shelf", "date", "rank", name="uq_entries_list_rank"),
    )


def _create_deliveries() -> None:
    op.create_table(
        "deliveries_new",
        *_chat(),
        *_key(),
        sa.Column("kind", sa.String, primary_key=True),
        sa.Column("part", sa.Integer, primary_key=True),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("body", sa.String),
        sa.Column("message_id", sa.String),
        sa.Column("error", sa.String),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("tried_at", MOMENT),
    )


def _create_chats() -> None:
    op.create_table(
        "chats_new",
        *_chat(),
        sa.Column("settings", sa.JSON, nullable=False),
        sa.Column("seen_source", sa.String),
        sa.Column("seen_shelf", sa.String),
        sa.Column("seen_date", sa.Date),
        sa.Column("subscribed_at", MOMENT),
        sa.Column("through", sa.JSON, nullable=False),
        sa.Column("next_due", MOMENT),
        sa.Column("paused", sa.String),
        sa.Column("hour", sa.String),
    )


def _copy(name: str) -> None:
    """Fill the new table with the old one's rows, each under the key of the only shelf there
    was."""
    columns = [column["name"] for column in sa.inspect(op.get_bind()).get_columns(name)]
    quoted = ", ".join(f'"{column}"' for column in columns)
    op.execute(
        f"INSERT INTO {name}_new (source, shelf, {quoted}) "
        f"SELECT '{SOURCE}', '{SHELF}', {quoted} FROM {name}"
    )


def _copy_chats() -> None:
    old = sa.table("chats", *_same_columns(), sa.column("through", sa.Date))
    keyed: list[sa.ColumnClause[Any]] = [
        sa.column("seen_source"),
        sa.column("seen_shelf"),
        sa.column("through", sa.JSON),
    ]
    new = sa.table("chats_new", *_same_columns(), *keyed)
    connection = op.get_bind()
    for row in connection.execute(sa.select(old)).mappings().all():
        connection.execute(
            new.insert().values(**dict(row) | _keyed(row["seen_date"], row["through"]))
        )


def _same_columns() -> list[sa.ColumnClause[Any]]:
    """The columns of chats that are copied as they are."""
    names = ("platform", "chat_id", "thread_id", "paused", "hour")
    moments = (sa.column(name, MOMENT) for name in ("subscribed_at", "next_due"))
    return [
        *map(sa.column, names),
        sa.column("settings", sa.JSON),
        sa.column("seen_date", sa.Date),
        *moments,
    ]


def _keyed(seen: dt.date | None, through: dt.date | None) -> dict[str, Any]:
    source, shelf = (SOURCE, SHELF) if seen else (None, None)
    settled = {f"{SOURCE}/{SHELF}": through.isoformat()} if through else {}
    return {"seen_source": source, "seen_shelf": shelf, "through": settled}
