"""What a chat is owed, dropped where it wants no lists or cannot get them, or taken back until it
can."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ColumnElement, Delete, delete, exists, func, or_, select, update

from core.chats import NOT_ALLOWED, ChatKey
from core.delivery import DeliveryKind, DeliveryState
from core.editions.keys import Shelf
from storage import tables
from storage.bodies import through_body, through_of
from storage.chat_rows import BANNED, KEY, SUBSCRIBED, same
from storage.engine.base import Given
from storage.engine.database import Connection

_COLUMNS = tables.chats.c


def withdrawn(key: ChatKey) -> ColumnElement[bool]:
    """Whether the chat is known and wants no lists or cannot get them."""
    return exists().where(*same(tables.chats, key), _gets_none())


def each_withdrawn(given: Given) -> ColumnElement[bool]:
    """Whether the chat of each of many rows is known and wants no lists or cannot get them."""
    return exists().where(*(_COLUMNS[name] == given(name) for name in KEY), _gets_none())


def _gets_none() -> ColumnElement[bool]:
    return or_(_COLUMNS.subscribed_at.is_(None), _COLUMNS.paused.is_not(None), BANNED)


async def drop_unwanted(connection: Connection, key: ChatKey) -> None:
    """Drop what the chat is owed, when it wants no lists or cannot get them. One that is only held
    will be due again: what was on its way when that began may come back."""
    held = (*same(tables.chats, key), SUBSCRIBED, _COLUMNS.paused == NOT_ALLOWED)
    if await connection.scalar(select(tables.chats.c.chat_id).where(*held)) is not None:
        await take_back(connection, key)
    else:
        await connection.execute(drop_owed(key).where(withdrawn(key)))


async def take_back(connection: Connection, key: ChatKey) -> None:
    """Drop what the chat is owed, as if it had never been owed: it will be due again."""
    through = await _before_what_is_owed(connection, key)
    if through is not None:
        its = (*same(tables.chats, key), SUBSCRIBED)
        statement = update(tables.chats).where(*its).values(through=through_body(through))
        await connection.execute(statement)
    await connection.execute(drop_owed(key))


def drop_owed(key: ChatKey) -> Delete:
    """The statement that drops what the chat is owed, whatever it wants."""
    owed = tables.deliveries.c.state == DeliveryState.OWED
    return delete(tables.deliveries).where(*same(tables.deliveries, key), owed)


async def _before_what_is_owed(connection: Connection, key: ChatKey) -> dict[Shelf, dt.date] | None:
    """By shelf, the day before the first list that is owed; None when nothing is owed.

    What may have arrived is not owed any more: nobody knows whether it did, and it must not come
    twice.
    """
    table = tables.deliveries
    owed = (*same(table, key), table.c.state == DeliveryState.OWED)
    lost = update(table).where(*owed, table.c.tried_at.is_not(None))
    await connection.execute(lost.values(state=DeliveryState.UNKNOWN, body=None))
    lists = (*owed, table.c.kind != DeliveryKind.AGAIN)
    firsts = select(table.c.source, table.c.shelf, func.min(table.c.date)).where(*lists)
    rows = (await connection.execute(firsts.group_by(table.c.source, table.c.shelf))).all()
    settled = await connection.scalar(select(_COLUMNS.through).where(*same(tables.chats, key)))
    if not rows or settled is None:
        return None
    through = through_of(settled)
    for source, name, first in rows:
        shelf = Shelf(source, name)
        if shelf in through:
            through[shelf] = min(through[shelf], first - dt.timedelta(days=1))
    return through
