"""A chat that has another id, or turns out to be another: what of both remains, in SQL."""

# Tested in tests/storage/test_chats_moved.py.

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import Table, delete, select

from core.chats import Chat, ChatKey
from core.delivery import DeliveryState
from core.editions.keys import ListKey
from storage import tables
from storage.chat_rows import chat_of, chat_row, same
from storage.engine.database import Connection, insert, upsert
from storage.keys import key_of


async def give_over(connection: Connection, old_key: ChatKey, new_key: ChatKey) -> None:
    """Give all that is stored of the old chat to the new one: see `Chats.move`."""
    await _move_chat(connection, old_key, new_key)
    await _move_deliveries(connection, old_key, new_key)
    for table in (
        tables.messages,
        tables.interests,
        tables.votes,
        tables.picks,
        tables.setting_changes,
    ):
        await _move_rows(connection, table, old_key, new_key)


async def change_account(connection: Connection, old_key: ChatKey, new_key: ChatKey) -> None:
    """Give the chat to another account of its platform: see `storage.homes.Homes.bring`."""
    await _move_chat(connection, old_key, new_key)
    table = tables.deliveries
    settled = delete(table).where(*same(table, old_key), table.c.state != DeliveryState.SENDING)
    rows = [dict(row._mapping) for row in await connection.execute(settled.returning(table))]
    # What is on its way is told by who sends it; to the other account it counts as sent.
    under_way = select(table).where(*same(table, old_key))
    sent = {"state": DeliveryState.SENT, "body": None, "owner": None}
    rows += [{**row._mapping, **sent} for row in await connection.execute(under_way)]
    # Messages' ids are of the bot that sent them.
    moved = [{**row, **asdict(new_key), "message_id": None} for row in rows]
    owed = [row for row in moved if row["state"] == DeliveryState.OWED]
    tried = [row for row in moved if row["state"] != DeliveryState.OWED]
    if tried:
        await connection.execute(upsert(table), tried)
    if owed:
        await connection.execute(insert(table).on_conflict_do_nothing(), owed)
    for table in (tables.interests, tables.votes, tables.picks, tables.setting_changes):
        await _move_rows(connection, table, old_key, new_key)


async def _move_chat(connection: Connection, old_key: ChatKey, new_key: ChatKey) -> None:
    found: dict[ChatKey, Chat] = {}
    for key in (old_key, new_key):
        rows = await connection.execute(select(tables.chats).where(*same(tables.chats, key)))
        found |= {chat.key: chat for chat in map(chat_of, rows)}
    if old_key not in found:
        return
    remaining = found[old_key]
    if new_key in found:
        remaining = _merged(remaining, found[new_key])
    await connection.execute(delete(tables.chats).where(*same(tables.chats, old_key)))
    await connection.execute(upsert(tables.chats), chat_row(replace(remaining, key=new_key)))


async def _move_deliveries(connection: Connection, old_key: ChatKey, new_key: ChatKey) -> None:
    """Give the old chat's deliveries to the new one; of two of the same part, one that was tried is
    kept."""
    table = tables.deliveries
    kept: dict[tuple[ListKey, str, int], dict[str, Any]] = {}
    for key in (old_key, new_key):
        taken_out = delete(table).where(*same(table, key)).returning(table)
        for row in await connection.execute(taken_out):
            part = (key_of(row), row.kind, row.part)
            if part not in kept or kept[part]["state"] == DeliveryState.OWED:
                kept[part] = {**row._mapping, **asdict(new_key)}
    if kept:
        await connection.execute(table.insert(), list(kept.values()))


async def _move_rows(
    connection: Connection, table: Table, old_key: ChatKey, new_key: ChatKey
) -> None:
    """Give the table's rows of the old chat to the new one, but for those that it has itself."""
    moved = await connection.execute(delete(table).where(*same(table, old_key)).returning(table))
    rows = [{**row._mapping, **asdict(new_key)} for row in moved]
    if rows:
        await connection.execute(insert(table).on_conflict_do_nothing(), rows)


def _merged(old: Chat, new: Chat) -> Chat:
    """What remains of two chats that turn out to be one."""
    first, second = new, old
    if old.subscribed_at and not new.subscribed_at:
        first, second = old, new
    through = dict(old.through)
    for shelf, day in new.through.items():
        through[shelf] = max(through.get(shelf, day), day)
    return replace(
        first,
        seen=first.seen or second.seen,
        through=through,
        introduced=first.introduced or second.introduced,
        told_of_sources=first.told_of_sources or second.told_of_sources,
    )
