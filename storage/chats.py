"""Chats: where messages go, what each chat chose, and where it stands.

Whoever answers a chat changes only what the answer is about, so that two who do so at once do not
undo each other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Table,
    Update,
    bindparam,
    delete,
    exists,
    func,
    or_,
    select,
    true,
    union,
    update,
)

from core.chats import Chat, ChatKey, Hour
from core.delivery import DeliveryState
from core.editions.keys import ListKey, Shelf
from storage import tables
from storage.bodies import hour_key, hour_of, settings_body, settings_of, through_body, through_of
from storage.engine.database import AnyRow, Connection, Database, batches, insert, upsert
from storage.keys import key_of, key_row

# A chat, how far each shelf's lists are settled for it, and when it is looked at again.
Settled = tuple[ChatKey, Mapping[Shelf, dt.date], dt.datetime | None]

KEY = ("platform", "chat_id", "thread_id")
_SEEN = ("seen_source", "seen_shelf", "seen_date")

_COLUMNS = tables.chats.c
_SUBSCRIBED = _COLUMNS.subscribed_at.is_not(None)
_ACTIVE = (_SUBSCRIBED, _COLUMNS.paused.is_(None))
_BY_KEY = [_COLUMNS[name] for name in KEY]
_CHAT = select(tables.chats).where(*(column == bindparam(column.name) for column in _BY_KEY))


class Chats:
    """The known chats."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, key: ChatKey) -> Chat:
        """The chat; one that chose nothing yet when it is unknown."""

        async def work(connection: Connection) -> Chat:
            row = (await connection.execute(_CHAT, asdict(key))).one_or_none()
            return Chat(key=key) if row is None else _chat(row)

        return await self._database.read(work)

    async def seen(self, key: ChatKey, list_key: ListKey) -> None:
        """From now on the chat's numbers refer to that edition. Nothing is written when they do
        already: bringing it to the disk would take longer than looking."""
        if (await self.get(key)).seen == list_key:
            return
        row = _row(Chat(key=key, seen=list_key)) | {"settings": {}}
        await self._database.run(upsert(tables.chats, only=_SEEN), row)

    async def change(self, key: ChatKey, change: Callable[[Chat], Chat]) -> Chat:
        """Store what `change` makes of the chat as it is stored then, and return it; raises what
        `change` raises.

        Two who change a chat at once lose nothing, for the second is given what the first has made.
        `change` is pure, and may be called twice.
        """

        async def work(connection: Connection) -> Chat:
            # Whoever is first makes the row, so that there is one to lock.
            unknown = insert(tables.chats).values(_row(Chat(key=key))).on_conflict_do_nothing()
            await connection.execute(unknown)
            this = select(tables.chats).where(*same(tables.chats, key)).with_for_update()
            row = (await connection.execute(this)).one()
            changed = replace(change(_chat(row)), key=key)
            values = _row(changed)
            # What only another version knows of the settings stays.
            values["settings"] = row.settings | values["settings"]
            await connection.execute(
                update(tables.chats).where(*same(tables.chats, key)).values(values)
            )
            return changed

        return await self._database.write(work)

    async def unsubscribe(self, key: ChatKey) -> None:
        """Send the chat no more lists, not even those it is owed."""
        await self._withdraw(key, subscribed_at=None, paused=None)

    async def pause(self, key: ChatKey, reason: str) -> None:
        """Nothing can be sent to the subscribed chat: drop what it is owed, and leave it alone
        until it subscribes."""
        await self._withdraw(key, paused=reason)

    async def hold(self, key: ChatKey, reason: str) -> None:
        """Send the subscribed chat nothing until it is released. What it is owed is dropped, and
        will be due again."""

        async def work(connection: Connection) -> None:
            through = await _before_what_is_owed(connection, key)
            held: dict[str, Any] = {"paused": reason, "next_due": None}
            if through is not None:
                held["through"] = through_body(through)
            await connection.execute(_active(key).values(held))
            await drop_unwanted(connection, key)

        await self._database.write(work)

    async def release(self, key: ChatKey, reason: str, next_due: dt.datetime) -> None:
        """Look at the chat at that time, should it still be subscribed, and paused for that
        reason."""
        held = (*same(tables.chats, key), _SUBSCRIBED, _COLUMNS.paused == reason)
        await self._database.run(
            update(tables.chats).where(*held).values(paused=None, next_due=next_due)
        )

    async def wait(self, key: ChatKey, next_due: dt.datetime) -> None:
        """Look at the chat again at that time, should it still be subscribed and not paused."""
        await self._database.run(_active(key).values(next_due=next_due))

    async def move(self, old_key: ChatKey, new_key: ChatKey) -> None:
        """The chat has another id: take over its settings, its place, its deliveries and what is
        known of the messages sent to it.

        When both are known, the subscribed one's settings win (of two such, the new one's). Of two
        deliveries of the same part, the one that has been tried is kept; of two messages with the
        same id, the new one's.
        """

        async def work(connection: Connection) -> None:
            await _move_chat(connection, old_key, new_key)
            await _move_deliveries(connection, old_key, new_key)
            await _move_messages(connection, old_key, new_key)
            await drop_unwanted(connection, new_key)

        if old_key != new_key:
            await self._database.write(work)

    async def threads(self, platform: str, chat_id: str) -> list[ChatKey]:
        """The chats of that id of which anything is stored, be it only a message sent there:
        itself, and its threads."""
        found = union(
            *(
                select(table.c.thread_id).where(
                    table.c.platform == platform, table.c.chat_id == chat_id
                )
                for table in (tables.chats, tables.deliveries, tables.messages)
            )
        )
        rows = await self._database.rows(select(found.subquery()))
        return [
            ChatKey(platform, chat_id, thread_id) for thread_id in sorted(row[0] for row in rows)
        ]

    async def due(
        self, now: dt.datetime, limit: int, platforms: Iterable[str] | None = None
    ) -> list[Chat]:
        """The subscribed chats, not paused, whose time has come, the earliest first; `platforms`
        None means all."""
        statement = select(tables.chats).where(*_ACTIVE, _COLUMNS.next_due <= now, _on(platforms))
        return [
            _chat(row)
            for row in await self._database.rows(statement.order_by(_COLUMNS.next_due).limit(limit))
        ]

    async def soonest(self, platforms: Iterable[str] | None = None) -> dt.datetime | None:
        """When the next chat's time comes (or came), or None; `platforms` None means all."""
        statement = select(_COLUMNS.next_due).where(
            *_ACTIVE, _COLUMNS.next_due.is_not(None), _on(platforms)
        )
        for row in await self._database.rows(statement.order_by(_COLUMNS.next_due).limit(1)):
            return row.next_due  # type: ignore[no-any-return]
        return None

    async def furthest(self) -> dict[Hour, dt.datetime]:
        """By hour, the latest time at which the schedule will look at a chat of that hour."""
        latest = select(_COLUMNS.hour, func.max(_COLUMNS.next_due)).where(
            _COLUMNS.next_due.is_not(None)
        )
        return {
            hour_of(hour): moment
            for hour, moment in await self._database.rows(latest.group_by(_COLUMNS.hour))
        }

    async def beyond(
        self, hour: Hour, latest: dt.datetime, limit: int, platforms: Iterable[str] | None = None
    ) -> list[Chat]:
        """The subscribed chats of that hour, not paused, whose time is later; `platforms` None
        means all."""
        late = (_COLUMNS.hour == hour_key(hour), _COLUMNS.next_due > latest)
        statement = select(tables.chats).where(*late, *_ACTIVE, _on(platforms)).limit(limit)
        return [_chat(row) for row in await self._database.rows(statement)]

    async def correct(self, chats: Collection[Chat]) -> None:
        """Store since when they are subscribed and what is settled, should they still be subscribed
        and not paused."""
        changed = update(tables.chats).where(*_one(), *_ACTIVE)
        rows = [
            _its(chat.key)
            | {"subscribed_at": chat.subscribed_at, "through": through_body(chat.through)}
            for chat in chats
        ]
        await self._database.write(lambda connection: connection.execute(changed, rows))

    async def languages(self) -> set[str]:
        """The languages that subscribed chats, not paused, have chosen."""
        language = _COLUMNS.settings["language"].as_string()
        rows = await self._database.rows(
            select(language).where(*_ACTIVE, language.is_not(None)).distinct()
        )
        return {row[0] for row in rows}

    async def counts(self) -> dict[str, tuple[int, int]]:
        """By platform, how many chats are subscribed, and how many of these are paused."""
        numbers = (func.count(), func.count(_COLUMNS.paused))
        statement = (
            select(_COLUMNS.platform, *numbers).where(_SUBSCRIBED).group_by(_COLUMNS.platform)
        )
        return {
            platform: (subscribed, paused)
            for platform, subscribed, paused in await self._database.rows(statement)
        }

    async def paused(self, limit: int) -> list[Chat]:
        """The subscribed chats that are paused, by key."""
        statement = select(tables.chats).where(_SUBSCRIBED, _COLUMNS.paused.is_not(None))
        return [
            _chat(row)
            for row in await self._database.rows(statement.order_by(*_BY_KEY).limit(limit))
        ]

    async def subscribed(self, platform: str) -> list[Chat]:
        """The platform's subscribed chats, paused or not, by key."""
        statement = select(tables.chats).where(_SUBSCRIBED, _COLUMNS.platform == platform)
        return [_chat(row) for row in await self._database.rows(statement.order_by(*_BY_KEY))]

    async def _withdraw(self, key: ChatKey, **changes: str | None) -> None:
        statement = update(tables.chats).where(*same(tables.chats, key), _SUBSCRIBED)

        async def work(connection: Connection) -> None:
            await connection.execute(statement.values(next_due=None, **changes))
            await drop_unwanted(connection, key)

        await self._database.write(work)


def same(table: Table, key: ChatKey) -> list[ColumnElement[bool]]:
    """What a row of that chat fulfils."""
    return [table.c[name] == getattr(key, name) for name in KEY]


def _on(platforms: Iterable[str] | None) -> ColumnElement[bool]:
    return true() if platforms is None else _COLUMNS.platform.in_(list(platforms))


def withdrawn(key: ChatKey | None = None) -> ColumnElement[bool]:
    """Whether the chat is known and wants no lists or cannot get them; without a key, that of the
    bound parameters."""
    chat = same(tables.chats, key) if key else [_COLUMNS[name] == bindparam(name) for name in KEY]
    return exists().where(
        *chat, or_(_COLUMNS.subscribed_at.is_(None), _COLUMNS.paused.is_not(None))
    )


async def settle(connection: Connection, settled: Iterable[Settled]) -> None:
    """Move the chats that are subscribed and not paused to those days and times."""
    rows = {
        key: {"through": through_body(through), "next_due": next_due}
        for key, through, next_due in settled
    }
    for batch in batches(rows):
        await connection.execute(
            update(tables.chats).where(*_one(), *_ACTIVE), [_its(key) | rows[key] for key in batch]
        )


async def show(connection: Connection, shown: Iterable[tuple[ChatKey, ListKey]]) -> None:
    """The subscribed chats are about to see those editions."""
    for batch in batches(shown):
        rows = [_its(key) | _seen_row(list_key) for key, list_key in batch]
        await connection.execute(update(tables.chats).where(*_one(), *_ACTIVE), rows)


def _one() -> list[ColumnElement[bool]]:
    """One chat among many rows of parameters; plain names of columns would be taken for values to
    set."""
    return [_COLUMNS[name] == bindparam(f"its_{name}") for name in KEY]


def _its(key: ChatKey) -> dict[str, Any]:
    return {f"its_{name}": getattr(key, name) for name in KEY}


async def drop_unwanted(connection: Connection, key: ChatKey) -> None:
    """Drop what the chat is owed, when it wants no lists or cannot get them."""
    owed = tables.deliveries.c.state == DeliveryState.OWED
    await connection.execute(
        delete(tables.deliveries).where(*same(tables.deliveries, key), owed, withdrawn(key))
    )


async def _before_what_is_owed(connection: Connection, key: ChatKey) -> dict[Shelf, dt.date] | None:
    """By shelf, up to which day the chat is settled without what it is owed; None when it is owed
    nothing.

    What may have arrived is not owed any more: nobody will know, and it must not come twice.
    """
    table = tables.deliveries
    owed = (*same(table, key), table.c.state == DeliveryState.OWED)
    lost = update(table).where(*owed, table.c.tried_at.is_not(None))
    await connection.execute(lost.values(state=DeliveryState.UNKNOWN, body=None))
    firsts = select(table.c.source, table.c.shelf, func.min(table.c.date)).where(*owed)
    rows = (await connection.execute(firsts.group_by(table.c.source, table.c.shelf))).all()
    settled = (
        await connection.execute(select(_COLUMNS.through).where(*same(tables.chats, key)))
    ).scalar()
    if not rows or settled is None:
        return None
    through = through_of(settled)
    for source, name, first in rows:
        shelf = Shelf(source, name)
        if shelf in through:
            through[shelf] = min(through[shelf], first - dt.timedelta(days=1))
    return through


async def _move_chat(connection: Connection, old_key: ChatKey, new_key: ChatKey) -> None:
    found: dict[ChatKey, Chat] = {}
    for key in (old_key, new_key):
        rows = await connection.execute(select(tables.chats).where(*same(tables.chats, key)))
        found |= {chat.key: chat for chat in map(_chat, rows)}
    old, new = found.get(old_key), found.get(new_key)
    if old is not None:
        await connection.execute(delete(tables.chats).where(*same(tables.chats, old_key)))
        merged = replace(_merged(old, new) if new else old, key=new_key)
        await connection.execute(upsert(tables.chats), _row(merged))


async def _move_deliveries(connection: Connection, old_key: ChatKey, new_key: ChatKey) -> None:
    table = tables.deliveries
    kept: dict[tuple[ListKey, str, int], dict[str, Any]] = {}
    for key in (old_key, new_key):
        for row in await connection.execute(
            delete(table).where(*same(table, key)).returning(table)
        ):
            place = (key_of(row), row.kind, row.part)
            if place not in kept or kept[place]["state"] == DeliveryState.OWED:
                kept[place] = {**row._mapping, **asdict(new_key)}
    if kept:
        await connection.execute(table.insert(), list(kept.values()))


async def _move_messages(connection: Connection, old_key: ChatKey, new_key: ChatKey) -> None:
    table = tables.messages
    moved = await connection.execute(delete(table).where(*same(table, old_key)).returning(table))
    rows = [{**row._mapping, **asdict(new_key)} for row in moved]
    if rows:
        await connection.execute(insert(table).on_conflict_do_nothing(), rows)


def _merged(old: Chat, new: Chat) -> Chat:
    """What remains of two chats that turn out to be one."""
    first, second = (old, new) if old.subscribed_at and not new.subscribed_at else (new, old)
    through = dict(old.through)
    for shelf, day in new.through.items():
        through[shelf] = max(through.get(shelf, day), day)
    return replace(first, seen=first.seen or second.seen, through=through)


def _active(key: ChatKey) -> Update:
    return update(tables.chats).where(*same(tables.chats, key), *_ACTIVE)


def _row(chat: Chat) -> dict[str, Any]:
    said = {name: getattr(chat, name) for name in ("subscribed_at", "next_due", "paused")}
    lists = {**_seen_row(chat.seen), "through": through_body(chat.through)}
    chosen = {"settings": settings_body(chat.settings), "hour": hour_key(chat.settings.hour)}
    return asdict(chat.key) | said | lists | chosen


def _seen_row(seen: ListKey | None) -> dict[str, Any]:
    values = key_row(seen).values() if seen else (None, None, None)
    return dict(zip(_SEEN, values, strict=True))


def _chat(row: AnyRow) -> Chat:
    return Chat(
        key=ChatKey(row.platform, row.chat_id, row.thread_id),
        settings=settings_of(row.settings),
        seen=Shelf(row.seen_source, row.seen_shelf).on(row.seen_date) if row.seen_date else None,
        subscribed_at=row.subscribed_at,
        through=through_of(row.through),
        next_due=row.next_due,
        paused=row.paused,
    )
