"""Chats: where messages go, what each chat chose, and where it stands.

Whoever answers a chat changes only what the answer is about, so that two who do so at once do not
undo each other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import asdict, replace
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import (
    ColumnElement,
    Integer,
    Update,
    bindparam,
    exists,
    func,
    or_,
    select,
    true,
    union,
    update,
)

from core.changelog import LISTS, Author, Change, changes_between
from core.chats import Chat, ChatKey, Hour
from core.delivery import DeliveryKind
from core.editions.keys import ListKey
from storage import tables
from storage.bodies import hour_key, hour_of, through_body
from storage.changelog import forget_authors, note
from storage.chat_rows import ACTIVE, BANNED, KEY, SEEN, SUBSCRIBED, chat_of, chat_row, same
from storage.engine.database import Connection, Database, insert, upsert
from storage.engine.engines import engine_of
from storage.interests import forget_voters
from storage.moved_chats import give_over
from storage.owed import drop_owed, drop_unwanted, take_back
from storage.serving import CORRECTED, its
from storage.unwritten import Unwritten, took

S = TypeVar("S")

_COLUMNS = tables.chats.c
# The tables whose rows alone make a chat known.
_OF_A_CHAT = (
    tables.chats,
    tables.deliveries,
    tables.messages,
    tables.interests,
    tables.votes,
    tables.picks,
)
_BY_KEY = [_COLUMNS[name] for name in KEY]
_CHAT = select(tables.chats).where(*(column == bindparam(column.name) for column in _BY_KEY))
# Looked for time and again, and so built once.
_DUE = (
    select(tables.chats)
    .where(*ACTIVE, _COLUMNS.next_due <= bindparam("now"))
    .order_by(_COLUMNS.next_due)
    .limit(bindparam("most", type_=Integer))
)
_SOONEST = (
    select(_COLUMNS.next_due)
    .where(*ACTIVE, _COLUMNS.next_due.is_not(None))
    .order_by(_COLUMNS.next_due)
    .limit(1)
)
_ON_SOME = _COLUMNS.platform.in_(bindparam("platforms", expanding=True))
_DUE_ON, _SOONEST_ON = _DUE.where(_ON_SOME), _SOONEST.where(_ON_SOME)


class Subscribers(NamedTuple):
    """How many chats are subscribed, and how many of these are paused."""

    subscribed: int
    paused: int


class Chats:
    """The known chats. Where a method takes `platforms`, None means all of them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        # What chats saw while the store took nothing, and what stood there instead.
        self._seen: Unwritten[ChatKey, tuple[ListKey, ListKey | None]] = Unwritten()

    async def get(self, key: ChatKey) -> Chat:
        """The chat; one that chose nothing yet when it is unknown."""
        return self._as_seen(await self._stored(key))

    async def _stored(self, key: ChatKey) -> Chat:
        async def work(connection: Connection) -> Chat:
            row = (await connection.execute(_CHAT, asdict(key))).one_or_none()
            if row is None:
                return Chat(key=key)
            return chat_of(row)

        return await self._database.read(work)

    def _as_seen(self, chat: Chat) -> Chat:
        """The chat with what it saw while that could not be stored, unless it is stored by now that
        it saw something else since."""
        unwritten = self._seen.get(chat.key)
        if unwritten is None:
            return chat
        seen, stored = unwritten
        if chat.seen != stored:
            self._seen.forget([chat.key])
            return chat
        return replace(chat, seen=seen)

    async def seen(self, key: ChatKey, list_key: ListKey, before: ListKey | None) -> None:
        """From now on the chat's numbers refer to that edition, where they referred to the one
        `before` when they were read last.

        Nothing is written when they do already, for reading takes less time than bringing a write
        to the disk. But it is read again: another answer may have changed it meanwhile. While the
        store takes nothing, as on a full disk, it is kept in mind.
        """
        unwritten = self._seen.get(key)
        self._seen.forget([key])
        if unwritten is None and list_key == before and (await self.get(key)).seen == list_key:
            return
        row = chat_row(Chat(key=key, seen=list_key)) | {"settings": {}}
        if not await took(self._database.run(upsert(tables.chats, only=SEEN), row)):
            stored = (await self._stored(key)).seen
            self._seen.forget([key])  # of two answers at once the later one counts
            self._seen.keep({key: (list_key, stored)})

    async def change(
        self, key: ChatKey, change: Callable[[Chat], Chat], author: Author | None = None
    ) -> Chat:
        """Store what `change` makes of the stored chat, and return it; raises what `change` raises.

        What an `author` changes of its settings is noted in the log.

        Two who change a chat at once lose nothing, for the second is given what the first has made.
        `change` is pure, and may be called twice.
        """

        async def work(connection: Connection) -> Chat:
            # The first to change a chat makes its row, so that there is one to lock.
            unknown = insert(tables.chats).values(chat_row(Chat(key=key))).on_conflict_do_nothing()
            await connection.execute(unknown)
            this = select(tables.chats).where(*same(tables.chats, key)).with_for_update()
            row = (await connection.execute(this)).one()
            stored = chat_of(row)
            changed = replace(change(stored), key=key)
            values = chat_row(changed)
            # Settings that only another version of Paperboy knows stay.
            values["settings"] = row.settings | values["settings"]
            await connection.execute(
                update(tables.chats).where(*same(tables.chats, key)).values(values)
            )
            if not changed.settings.announcements:
                circulars = tables.deliveries.c.kind == DeliveryKind.CIRCULAR
                await connection.execute(drop_owed(key).where(circulars))
            if author is not None:
                await note(connection, key, changes_between(stored, changed, author))
            return changed

        return await self._database.write(work)

    async def categories(self) -> frozenset[str]:
        """The categories of arXiv that any chat has picks from."""
        chosen = select(_COLUMNS.categories).distinct()
        rows = await self._database.rows(
            chosen.where(_COLUMNS.categories.is_not(None), _COLUMNS.paused.is_(None), ~BANNED)
        )
        return frozenset(category for row in rows for category in row.categories.split())

    async def unsubscribe(self, key: ChatKey, author: Author | None = None) -> None:
        """Send the chat no more lists, not even those it is owed. That an `author` wanted that is
        noted in the log, but not who: where no lists come, nobody's id is kept."""
        noted: list[Change] = []
        if author is not None:
            noted.append(Change(setting=LISTS, at=author.at, on=False))
        await self._withdraw(key, noted, SUBSCRIBED, subscribed_at=None, paused=None)

    async def pause(self, key: ChatKey, reason: str) -> None:
        """Nothing can be sent to the chat: drop what it is owed, and leave it alone until it
        subscribes. What keeps one from being served that is not subscribed stays."""
        lost = or_(SUBSCRIBED, _COLUMNS.paused.is_(None))
        await self._withdraw(key, [], lost, paused=reason)

    async def hold(self, key: ChatKey, reason: str) -> None:
        """Send the subscribed chat nothing until it is released. What it is owed is dropped, and
        will be due again."""

        async def work(connection: Connection) -> None:
            await take_back(connection, key)
            await connection.execute(_active(key).values(paused=reason, next_due=None))

        await self._database.write(work)

    async def release(self, key: ChatKey, reason: str, next_due: dt.datetime) -> None:
        """Make the chat due at that time, if it is subscribed and was paused for that reason."""
        held = (*same(tables.chats, key), SUBSCRIBED, _COLUMNS.paused == reason)
        await self._database.run(
            update(tables.chats).where(*held).values(paused=None, next_due=next_due)
        )

    async def wait(self, key: ChatKey, next_due: dt.datetime) -> None:
        """Look at the chat again at that time, should it still be subscribed and not paused."""
        await self._database.run(_active(key).values(next_due=next_due))

    async def move(self, old_key: ChatKey, new_key: ChatKey) -> None:
        """The chat has another id: take over its settings, its place, its deliveries, what is known
        of the messages sent to it, its interests, votes and picks.

        When both are known, the subscribed one's settings win (of two such, the new one's). Of two
        deliveries of the same part, the one that has been tried is kept; of two messages with the
        same id, as of all else that both have, the new one's.
        """

        async def work(connection: Connection) -> None:
            await give_over(connection, old_key, new_key)
            await drop_unwanted(connection, new_key)

        if old_key != new_key:
            await self._database.write(work)

    async def threads(self, platform: str, chat_id: str) -> list[ChatKey]:
        """The chats of that id of which anything is stored, be it only a message sent there:
        itself, and its threads."""
        of_tables = [
            select(table.c.thread_id).where(
                table.c.platform == platform, table.c.chat_id == chat_id
            )
            for table in _OF_A_CHAT
        ]
        rows = await self._database.rows(select(union(*of_tables).subquery()))
        return [ChatKey(platform, chat_id, thread) for thread in sorted(row[0] for row in rows)]

    async def due(
        self, now: dt.datetime, limit: int, platforms: Iterable[str] | None = None
    ) -> list[Chat]:
        """The subscribed chats, not paused, whose time has come, the earliest first."""
        statement, on = _on_some(_DUE, _DUE_ON, platforms)
        rows = await self._database.rows(statement, {"now": now, "most": limit, **on})
        return [chat_of(row) for row in rows]

    async def soonest(self, platforms: Iterable[str] | None = None) -> dt.datetime | None:
        """When the next chat's time comes (or came), or None."""
        rows = await self._database.rows(*_on_some(_SOONEST, _SOONEST_ON, platforms))
        return rows[0].next_due if rows else None

    async def furthest(self) -> dict[Hour, dt.datetime]:
        """By hour, the latest time at which the schedule will look at a chat of that hour."""
        latest = select(_COLUMNS.hour, func.max(_COLUMNS.next_due)).where(
            _COLUMNS.next_due.is_not(None)
        )
        rows = await self._database.rows(latest.group_by(_COLUMNS.hour))
        return {hour_of(hour): moment for hour, moment in rows}

    async def beyond(
        self, hour: Hour, latest: dt.datetime, limit: int, platforms: Iterable[str] | None = None
    ) -> list[Chat]:
        """The subscribed chats of that hour, not paused, whose time is later."""
        late = (_COLUMNS.hour == hour_key(hour), _COLUMNS.next_due > latest)
        statement = select(tables.chats).where(*late, *ACTIVE, _on(platforms)).limit(limit)
        return [chat_of(row) for row in await self._database.rows(statement)]

    async def correct(self, chats: Collection[Chat]) -> None:
        """Store `subscribed_at` and `through` of those that are still subscribed and not paused."""
        rows = [
            its(chat.key)
            | {
                "its_subscribed_at": chat.subscribed_at,
                "its_through": through_body(chat.through),
            }
            for chat in chats
        ]
        await self._database.write(
            lambda connection: engine_of(connection).for_each(connection, CORRECTED, rows)
        )

    async def languages(self) -> set[str]:
        """The languages that subscribed chats, not paused, have chosen."""
        language = _COLUMNS.settings["language"].as_string()
        rows = await self._database.rows(
            select(language).where(*ACTIVE, language.is_not(None)).distinct()
        )
        return {row[0] for row in rows}

    async def counts(self) -> dict[str, Subscribers]:
        """By platform, how many chats are subscribed; only platforms where any is."""
        numbers = (func.count(), func.count(_COLUMNS.paused))
        statement = (
            select(_COLUMNS.platform, *numbers).where(SUBSCRIBED).group_by(_COLUMNS.platform)
        )
        rows = await self._database.rows(statement)
        return {platform: Subscribers(*numbers) for platform, *numbers in rows}

    async def paused(self, limit: int) -> list[Chat]:
        """The subscribed chats that are paused, by key."""
        statement = select(tables.chats).where(SUBSCRIBED, _COLUMNS.paused.is_not(None))
        rows = await self._database.rows(statement.order_by(*_BY_KEY).limit(limit))
        return [chat_of(row) for row in rows]

    async def all(self) -> list[Chat]:
        """All known chats, by key."""
        rows = await self._database.rows(select(tables.chats).order_by(*_BY_KEY))
        return [chat_of(row) for row in rows]

    async def interested(self) -> list[Chat]:
        """The subscribed chats, not paused, that have asked for something or voted, by key."""
        has_some: list[ColumnElement[bool]] = []
        for table in (tables.interests, tables.votes):
            its = [table.c[name] == _COLUMNS[name] for name in KEY]
            has_some.append(exists().where(*its))
        statement = select(tables.chats).where(*ACTIVE, or_(*has_some)).order_by(*_BY_KEY)
        return [chat_of(row) for row in await self._database.rows(statement)]

    async def subscribed(self, platform: str) -> list[Chat]:
        """The platform's subscribed chats, paused or not, by key."""
        statement = select(tables.chats).where(SUBSCRIBED, _COLUMNS.platform == platform)
        return [chat_of(row) for row in await self._database.rows(statement.order_by(*_BY_KEY))]

    async def _withdraw(
        self,
        key: ChatKey,
        noted: Sequence[Change],
        which: ColumnElement[bool],
        **changes: str | None,
    ) -> None:
        statement = update(tables.chats).where(*same(tables.chats, key), which)

        async def work(connection: Connection) -> None:
            await connection.execute(statement.values(next_due=None, **changes))
            await drop_unwanted(connection, key)
            # Who voted, and who changed what, is kept only as long as lists come.
            await forget_voters(connection, key)
            await note(connection, key, noted)
            await forget_authors(connection, key)

        await self._database.write(work)


def _on_some(
    everywhere: S, on_some: S, platforms: Iterable[str] | None
) -> tuple[S, dict[str, Any]]:
    """Which of the statements finds chats on those platforms, and what is bound to it for that."""
    if platforms is None:
        return everywhere, {}
    return on_some, {"platforms": list(platforms)}


def _on(platforms: Iterable[str] | None) -> ColumnElement[bool]:
    return true() if platforms is None else _COLUMNS.platform.in_(list(platforms))


def _active(key: ChatKey) -> Update:
    return update(tables.chats).where(*same(tables.chats, key), *ACTIVE)
