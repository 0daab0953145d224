"""Circulars: what the operator tells all chats, and how far each has been written down.

The chats are walked in the order of their keys. A batch's debts and the place it has come to are
written in one transaction: wherever the process dies, the next batch begins where that one ended.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Delete, delete, func, select, tuple_, update

from core.chats import Chat, ChatKey
from core.circulars import Circular, CircularState
from core.delivery import Delivery, DeliveryKind, DeliveryState
from storage import tables
from storage.chat_rows import BANNED, KEY, chat_of, key_in
from storage.deliveries import owe
from storage.engine.database import AnyRow, Connection, Database, upsert
from storage.engine.engines import engine_of
from storage.keys import of_list

# A draft that nobody has confirmed is forgotten after this long.
DRAFTS = dt.timedelta(days=1)

_COLUMNS = tables.circulars.c
_CHATS, _DELIVERIES = tables.chats.c, tables.deliveries.c
_PLACES = tables.circular_places.c
_BY_KEY = [_CHATS[name] for name in KEY]


@dataclass(frozen=True, slots=True)
class Begun:
    """A circular that is under way: by platform, the chat up to which it is in the ledger, None
    where it is for all."""

    circular: Circular
    after: Mapping[str, ChatKey | None]

    def has_ended(self, platform: str) -> bool:
        """Whether all chats of the platform have been reached."""
        return platform in self.after and self.after[platform] is None


class Circulars:
    """What is told to all."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, name: str) -> Circular | None:
        """The circular of that name, or None."""
        statement = select(tables.circulars).where(_COLUMNS.name == name)
        for row in await self._database.rows(statement):
            return _circular(row)
        return None

    async def all(self, limit: int) -> list[Circular]:
        """The circulars that were begun, the newest first."""
        begun = _COLUMNS.state != CircularState.DRAFT
        statement = (
            select(tables.circulars).where(begun).order_by(_COLUMNS.at.desc(), _COLUMNS.name)
        )
        return [_circular(row) for row in await self._database.rows(statement.limit(limit))]

    async def draft(self, circular: Circular) -> Circular | None:
        """Keep it until somebody confirms it; returns the one of its name that was begun before,
        which stays instead, or None."""

        async def work(connection: Connection) -> Circular | None:
            old = (_COLUMNS.state == CircularState.DRAFT, _COLUMNS.at < circular.at - DRAFTS)
            await connection.execute(delete(tables.circulars).where(*old))
            return await _put(connection, circular, CircularState.DRAFT)

        return await self._database.write(work)

    async def begin(self, circular: Circular) -> Circular | None:
        """From now on it is sent; returns the one of its name that was begun before, which stays
        instead, or None."""

        async def work(connection: Connection) -> Circular | None:
            return await _put(connection, circular, CircularState.UNDER_WAY)

        return await self._database.write(work)

    async def under_way(self) -> list[Begun]:
        """The circulars that are being written down, the one begun first first."""
        statement = select(tables.circulars).where(_COLUMNS.state == CircularState.UNDER_WAY)

        async def work(connection: Connection) -> list[Begun]:
            rows = await connection.execute(statement.order_by(_COLUMNS.at, _COLUMNS.name))
            return [Begun(_circular(row), await _places(connection, row.name)) for row in rows]

        return await self._database.read(work)

    async def audience(
        self, platform: str, before: dt.datetime, after: ChatKey | None, limit: int
    ) -> list[Chat]:
        """The platform's chats that lists come to since before that moment, by key; only those
        after that chat. Whether each wants to be told, its settings say."""
        wanted = [
            _CHATS.subscribed_at <= before,
            _CHATS.paused.is_(None),
            ~BANNED,
            _CHATS.platform == platform,
        ]
        if after is not None:
            wanted.append(tuple_(*_BY_KEY) > (after.platform, after.chat_id, after.thread_id))
        statement = select(tables.chats).where(*wanted).order_by(*_BY_KEY).limit(limit)
        return [chat_of(row) for row in await self._database.rows(statement)]

    async def owe(
        self,
        begun: Begun,
        platform: str,
        deliveries: Sequence[Delivery],
        after: ChatKey | None,
        at: dt.datetime,
    ) -> bool:
        """Write down what is owed, and that the circular has come to that chat of the platform, or
        with None to its last.

        False, and nothing is written, when it was cancelled or carried on by somebody else.
        """
        name = begun.circular.name
        this = select(tables.circulars).where(_COLUMNS.name == name).with_for_update()

        async def work(connection: Connection) -> bool:
            row = (await connection.execute(this)).one_or_none()
            if row is None or row.state != CircularState.UNDER_WAY:
                return False
            if await _places(connection, name) != begun.after:
                return False
            await owe(connection, deliveries, at)
            place = {"name": name, "platform": platform, "chat_id": None, "thread_id": None}
            if after is not None:
                place |= {"chat_id": after.chat_id, "thread_id": after.thread_id}
            await connection.execute(upsert(tables.circular_places), place)
            return True

        return await self._database.write(work)

    async def finish(self, name: str) -> None:
        """The circular has been written down for all chats."""
        begun = (_COLUMNS.name == name, _COLUMNS.state == CircularState.UNDER_WAY)
        done = update(tables.circulars).where(*begun).values(state=CircularState.DONE)

        async def work(connection: Connection) -> None:
            await connection.execute(done)
            await connection.execute(_forget_places(name))

        await self._database.write(work)

    async def cancel(self, name: str, at: dt.datetime) -> Circular | None:
        """Send it to nobody any more, and drop what is owed of it; returns it as it is then, or
        None. A draft is forgotten, and returned as one; what has gone out to all stays done. What
        is on its way, or may have arrived, is left to its end."""
        this = select(tables.circulars).where(_COLUMNS.name == name).with_for_update()
        gone = update(tables.circulars).where(_COLUMNS.name == name)

        async def work(connection: Connection) -> Circular | None:
            row = (await connection.execute(this)).one_or_none()
            if row is None:
                return None
            circular = _circular(row)
            if circular.state is CircularState.DRAFT:
                await connection.execute(delete(tables.circulars).where(_COLUMNS.name == name))
                return circular
            owed = (
                _DELIVERIES.state == DeliveryState.OWED,
                _DELIVERIES.kind == DeliveryKind.CIRCULAR,
                *of_list(tables.deliveries, circular.key),
            )
            left = await connection.scalar(select(_DELIVERIES.part).where(*owed).limit(1))
            if circular.state is CircularState.DONE and left is None:
                return circular
            await connection.execute(gone.values(state=CircularState.CANCELLED))
            await connection.execute(_forget_places(name))
            doubted = update(tables.deliveries).where(*owed, _DELIVERIES.tried_at.is_not(None))
            await connection.execute(doubted.values(state=DeliveryState.UNKNOWN, body=None, at=at))
            await connection.execute(delete(tables.deliveries).where(*owed))
            return dataclasses.replace(circular, state=CircularState.CANCELLED)

        return await self._database.write(work)

    async def counts(self, circular: Circular) -> dict[DeliveryState, int]:
        """How many chats it is in which state for; states without any are left out."""
        # Of several parts of a message the first tells for all.
        its = (
            _DELIVERIES.kind == DeliveryKind.CIRCULAR,
            _DELIVERIES.part == 0,
            *of_list(tables.deliveries, circular.key),
        )
        statement = select(_DELIVERIES.state, func.count()).where(*its)
        rows = await self._database.rows(statement.group_by(_DELIVERIES.state))
        return {DeliveryState(state): count for state, count in rows}


async def _put(connection: Connection, circular: Circular, state: CircularState) -> Circular | None:
    """Write it down in that state, unless one of its name was begun, which is returned."""
    # Before there is a row, none can be locked.
    await engine_of(connection).alone(connection, [f"circular {circular.name}"])
    this = select(tables.circulars).where(_COLUMNS.name == circular.name).with_for_update()
    row = (await connection.execute(this)).one_or_none()
    if row is not None and row.state != CircularState.DRAFT:
        return _circular(row)
    values = {
        "name": circular.name,
        "state": state,
        "texts": dict(circular.texts),
        "at": circular.at,
    }
    await connection.execute(upsert(tables.circulars), values)
    return None


async def _places(connection: Connection, name: str) -> dict[str, ChatKey | None]:
    """By platform, the chat to which the circular has come; None where it has ended."""
    found = select(tables.circular_places).where(_PLACES.name == name)
    places: dict[str, ChatKey | None] = {}
    for row in await connection.execute(found):
        places[row.platform] = None if row.chat_id is None else key_in(row)
    return places


def _forget_places(name: str) -> Delete:
    """The places are ids of chats, which are kept no longer than they are needed."""
    return delete(tables.circular_places).where(_PLACES.name == name)


def _circular(row: AnyRow) -> Circular:
    return Circular(name=row.name, texts=row.texts, at=row.at, state=CircularState(row.state))
