"""Chats in SQL: the columns of a chat's key in every table that has one, and a chat as its row."""

# Tested in tests/storage/test_chats.py.

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Table, bindparam, exists, func, tuple_

from core.accounts import MARK
from core.chats import Chat, ChatKey
from core.editions.keys import ListKey, Shelf
from storage import tables
from storage.bodies import hour_key, settings_body, settings_of, through_body, through_of
from storage.engine.database import AnyRow

# The columns of a chat's key, named as the fields of ChatKey.
KEY = ("platform", "chat_id", "thread_id")
# Those for the list that a chat saw last.
SEEN = ("seen_source", "seen_shelf", "seen_date")

_CHATS, _BANS = tables.chats.c, tables.bans.c
# Of a row of `bans`: the kind of one whose time is over, and whether it is not.
OVER = "over"
IN_FORCE = _BANS.kind != OVER
# Of a row of `chats`: whether lists were asked for there.
SUBSCRIBED = _CHATS.subscribed_at.is_not(None)
# Of a row of `chats`: whether the operator lets no lists be sent there, to the whole chat or to
# this thread.
BANNED = (
    exists()
    .where(
        # Bans are on all of a platform's accounts, whose names are its own with a mark and digits.
        _BANS.platform == func.rtrim(_CHATS.platform, f"{MARK}0123456789"),
        _BANS.chat_id == _CHATS.chat_id,
        _BANS.thread_id.in_(("", _CHATS.thread_id)),
        IN_FORCE,
    )
    .correlate(tables.chats)
)
# Of a row of `chats`: whether lists are sent there now.
ACTIVE = (SUBSCRIBED, _CHATS.paused.is_(None), ~BANNED)


# An answer asks a few tables about its chat, and some of them more than once.
@lru_cache(maxsize=256)
def same(table: Table, key: ChatKey) -> tuple[ColumnElement[bool], ...]:
    """The conditions that a row of that chat fulfils."""
    return tuple(table.c[name] == getattr(key, name) for name in KEY)


def among_bound(table: Table) -> ColumnElement[bool]:
    """The condition that a row of one of those chats fulfils that are bound to the statement later,
    as `bound_keys` gives them."""
    return tuple_(*(table.c[name] for name in KEY)).in_(bindparam("keys", expanding=True))


def bound_keys(keys: Iterable[ChatKey]) -> dict[str, Any]:
    """The values of those chats for a statement that asks `among_bound`."""
    return {"keys": [(key.platform, key.chat_id, key.thread_id) for key in keys]}


def key_in(row: AnyRow) -> ChatKey:
    """The chat's key in a row's columns."""
    return ChatKey(row.platform, row.chat_id, row.thread_id)


def chat_row(chat: Chat) -> dict[str, Any]:
    """The values of its row in `chats`."""
    return {
        **asdict(chat.key),
        **seen_row(chat.seen),
        "settings": settings_body(chat.settings),
        "hour": hour_key(chat.settings.hour),
        "subscribed_at": chat.subscribed_at,
        "through": through_body(chat.through),
        "next_due": chat.next_due,
        "paused": chat.paused,
        "title": chat.title,
        "introduced": chat.introduced,
        "categories": " ".join(chat.settings.categories) or None,
        "told_of_sources": chat.told_of_sources,
    }


def seen_row(seen: ListKey | None) -> dict[str, Any]:
    """The values of a row's columns for the list that a chat saw last."""
    if seen is None:
        return dict.fromkeys(SEEN)
    return {
        "seen_source": seen.shelf.source,
        "seen_shelf": seen.shelf.name,
        "seen_date": seen.day,
    }


# There are few, and whether a name can be a shelf's is looked at each time one is made.
@lru_cache(maxsize=256)
def _shelf(source: str, name: str) -> Shelf:
    return Shelf(source, name)


def chat_of(row: AnyRow) -> Chat:
    """The chat that a row of `chats` holds."""
    seen: ListKey | None = None
    if row.seen_date:
        seen = _shelf(row.seen_source, row.seen_shelf).on(row.seen_date)
    return Chat(
        key=key_in(row),
        settings=settings_of(row.settings),
        seen=seen,
        subscribed_at=row.subscribed_at,
        through=through_of(row.through),
        next_due=row.next_due,
        paused=row.paused,
        title=row.title or "",
        introduced=bool(row.introduced),
        told_of_sources=bool(row.told_of_sources),
    )
