"""Deliveries: what is owed to each chat, and what became of it.

A row is written before anything is sent, and says `sending` while a message is on its way: whatever
the moment at which the process dies, what was sent is not sent again, and what was not is still
owed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select, tuple_, update

from core.chats import ChatKey
from core.delivery import COPY, Delivery, DeliveryKind, DeliveryState
from core.editions.keys import ListKey
from storage import tables
from storage.accounts import are_several
from storage.chat_rows import KEY, among_bound, bound_keys, key_in, same
from storage.engine.base import Each, Given
from storage.engine.database import AnyRow, Connection, Database, Insert, batches, insert
from storage.engine.engines import engine_of
from storage.keys import key_of, key_row, of_list, of_shelf
from storage.owed import drop_unwanted, each_withdrawn, withdrawn
from storage.serving import Settled, serve
from storage.workers import Identity, is_being_sent, may_send

_COLUMNS = tables.deliveries.c
_CHAT = (_COLUMNS.platform, _COLUMNS.chat_id, _COLUMNS.thread_id)
# Of a delivery that is being sent: the moment since which it may have arrived.
_DOUBTED_SINCE = func.coalesce(_COLUMNS.tried_at, _COLUMNS.at)
# Within a chat by list, as keys are ordered, and of a list by kind: "late" goes out before "list",
# and that before "thread".
_ORDER = [
    _COLUMNS[name] for name in ("date", "chat_id", "thread_id", "source", "shelf", "kind", "part")
]


class Deliveries:
    """The ledger of what is sent to chats."""

    def __init__(self, database: Database, identity: Identity | None = None) -> None:
        """`identity` is the worker's, where there are several."""
        self._database = database
        self._identity = identity

    async def owe(
        self, deliveries: Sequence[Delivery], settled: Sequence[Settled], at: dt.datetime
    ) -> None:
        """Write down what is owed and how far each chat is settled, in one transaction.

        Chats that are owed a list have seen it from now on; of several lists, the last.

        What was written down before stays as it is. A chat that has unsubscribed or been paused
        meanwhile is owed nothing, and stays where it was.
        """

        async def work(connection: Connection) -> None:
            await owe(connection, deliveries, at)
            lists = [delivery for delivery in deliveries if delivery.kind is DeliveryKind.LIST]
            lists.sort(key=lambda delivery: delivery.list_key)
            last_lists = {delivery.key: delivery.list_key for delivery in lists}
            await serve(connection, settled, last_lists)

        await self._database.write(work)

    async def owe_again(self, deliveries: Sequence[Delivery], at: dt.datetime) -> bool:
        """Owe a chat the parts of one list once more, and return True.

        Owe nothing, and return False, when the chat gets no lists, or while something of that list
        is still owed to it or on its way: what is wanted twice by accident comes once.
        """
        key, list_key = deliveries[0].key, deliveries[0].list_key
        its = (*same(tables.deliveries, key), *of_list(tables.deliveries, list_key))
        open_states = _COLUMNS.state.in_((DeliveryState.OWED, DeliveryState.SENDING))
        under_way = select(func.count()).select_from(tables.deliveries).where(*its, open_states)
        before = select(func.max(_COLUMNS.part)).where(*its, _COLUMNS.kind == DeliveryKind.AGAIN)
        refused = select(func.count()).select_from(tables.chats).where(withdrawn(key))

        async def work(connection: Connection) -> bool:
            if await connection.scalar(under_way) or await connection.scalar(refused):
                return False
            last = await connection.scalar(before)
            first = 0
            if last is not None:
                first = (last // COPY + 1) * COPY
            parts = [
                replace(delivery, kind=DeliveryKind.AGAIN, part=first + place)
                for place, delivery in enumerate(deliveries)
            ]
            await owe(connection, parts, at)
            return True

        return await self._database.write(work)

    async def last_sent(self) -> dict[ChatKey, dt.datetime]:
        """By chat, when something of a list arrived there last."""
        statement = select(*_CHAT, func.max(_COLUMNS.at)).where(_in(DeliveryState.SENT))
        rows = await self._database.rows(statement.group_by(*_CHAT))
        return {ChatKey(*chat): at for *chat, at in rows}

    async def owed(
        self, platform: str, limit: int, after: Delivery | None = None
    ) -> list[Delivery]:
        """What is owed to the platform's chats, by day and chat, the parts of a chat in order.

        With `after`, only what comes after that delivery in this order, whatever became of it.
        """
        statement = select(tables.deliveries).where(
            _in(DeliveryState.OWED), _COLUMNS.platform == platform
        )
        if after is not None:
            shelf = after.list_key.shelf
            chat = (after.key.chat_id, after.key.thread_id)
            place = (after.list_key.day, *chat, shelf.source, shelf.name, after.kind, after.part)
            statement = statement.where(tuple_(*_ORDER) > place)
        rows = await self._database.rows(statement.order_by(*_ORDER).limit(limit))
        return [_delivery(row) for row in rows]

    async def sending(self, delivery: Delivery, at: dt.datetime) -> bool:
        """The delivery is about to be sent. False when it is not owed any more, or another worker
        sends on that platform: then it must not be sent."""
        state = DeliveryState.SENDING
        if self._identity is None:
            return await self._change(delivery, at, _in(DeliveryState.OWED), state=state)
        owner = self._identity.owner
        conditions = (_in(DeliveryState.OWED), may_send(owner))
        return await self._change(delivery, at, *conditions, state=state, owner=owner)

    async def sent(self, delivery: Delivery, message_id: str, at: dt.datetime) -> None:
        """The delivery arrived as that message."""
        await self._change(
            delivery, at, state=DeliveryState.SENT, message_id=message_id, body=None, error=None
        )

    async def unknown(self, delivery: Delivery, at: dt.datetime) -> None:
        """The delivery may or may not have arrived."""
        await self._change(delivery, at, *self._ours(), state=DeliveryState.UNKNOWN, body=None)

    async def failed(self, delivery: Delivery, error: str, at: dt.datetime) -> None:
        """The delivery is impossible, because of that error."""
        await self._change(delivery, at, *self._ours(), state=DeliveryState.FAILED, error=error)

    async def owed_again(
        self,
        delivery: Delivery,
        at: dt.datetime,
        reason: str | None = None,
        *,
        in_doubt: bool = False,
    ) -> None:
        """The delivery is owed as before, should the chat still want it: it was certainly not sent
        just now, or is `in_doubt`.

        `reason` says why it was not taken.
        """
        values: dict[str, object] = {"state": DeliveryState.OWED, "at": at, "error": reason}
        if in_doubt:
            values["tried_at"] = _DOUBTED_SINCE

        async def work(connection: Connection) -> None:
            its = (*_same(delivery), _in(DeliveryState.SENDING), *self._ours())
            await connection.execute(update(tables.deliveries).where(*its).values(values))
            await drop_unwanted(connection, delivery.key)

        await self._database.write(work)

    async def recover(
        self, at: dt.datetime, repeatable: Mapping[str, dt.datetime]
    ) -> list[Delivery]:
        """To be called at start, and whenever a worker begins to send: returns what was being sent
        by a process that died, and is unknown from now on. What a living worker sends stays.

        On `repeatable` platforms, what was first tried after the platform's moment is owed again
        instead, in doubt. A first try later than `at` was made by a clock that was wrong: nobody
        knows how long ago it was.
        """
        interrupted = [_in(DeliveryState.SENDING)]
        if self._identity is not None:
            interrupted.append(~is_being_sent())
        sending = update(tables.deliveries).where(*interrupted)
        again = sending.values(state=DeliveryState.OWED, tried_at=_DOUBTED_SINCE, at=at).returning(
            tables.deliveries
        )
        changed = sending.values(state=DeliveryState.UNKNOWN, body=None, at=at).returning(
            tables.deliveries
        )

        async def work(connection: Connection) -> list[Delivery]:
            for platform, since in repeatable.items():
                recent = again.where(
                    _COLUMNS.platform == platform, since < _DOUBTED_SINCE, at >= _DOUBTED_SINCE
                )
                for row in (await connection.execute(recent)).all():
                    await drop_unwanted(connection, _delivery(row).key)
            return [_delivery(row) for row in await connection.execute(changed)]

        return await self._database.write(work)

    async def of(self, key: ChatKey, list_key: ListKey) -> list[Delivery]:
        """The chat's deliveries of that list, by kind and part."""
        its = (*same(tables.deliveries, key), *of_list(tables.deliveries, list_key))
        statement = select(tables.deliveries).where(*its)
        return [_delivery(row) for row in await self._database.rows(statement.order_by(*_ORDER))]

    async def last(self, key: ChatKey, kind: DeliveryKind, before: dt.date) -> Delivery | None:
        """The chat's newest delivery of that kind, of days before that one, that arrived or failed;
        None without any."""
        ended = _COLUMNS.state.in_((DeliveryState.SENT, DeliveryState.FAILED))
        its = (*same(tables.deliveries, key), _COLUMNS.kind == kind, _COLUMNS.date < before, ended)
        statement = select(tables.deliveries).where(*its).order_by(_COLUMNS.date.desc())
        for row in await self._database.rows(statement.limit(1)):
            return _delivery(row)
        return None

    async def lately(
        self, keys: Iterable[ChatKey], since: dt.datetime, until: dt.datetime
    ) -> list[tuple[ChatKey, dt.datetime]]:
        """What arrived after `since` and before `until`, or may have arrived then, in these
        chats and their other topics: where and when, the first first."""
        chats = sorted({(key.platform, key.chat_id) for key in keys})
        tried = _COLUMNS.state.in_(
            (DeliveryState.SENDING, DeliveryState.SENT, DeliveryState.UNKNOWN)
        )
        found: list[tuple[ChatKey, dt.datetime]] = []
        for batch in batches(chats):
            these = tuple_(_COLUMNS.platform, _COLUMNS.chat_id).in_(batch)
            statement = select(*_CHAT, _COLUMNS.at).where(
                these, tried, since < _COLUMNS.at, _COLUMNS.at < until
            )
            rows = await self._database.rows(statement)
            found += [(ChatKey(*chat), at) for *chat, at in rows]
        return sorted(found, key=lambda each: each[1])

    async def listed(self, state: DeliveryState, limit: int) -> list[Delivery]:
        """The deliveries in that state, those that came to it last first."""
        statement = (
            select(tables.deliveries)
            .where(_in(state))
            .order_by(_COLUMNS.at.desc(), *_ORDER)
            .limit(limit)
        )
        return [_delivery(row) for row in await self._database.rows(statement)]

    async def newest(
        self,
        keys: Iterable[ChatKey],
        until: ListKey,
        kinds: Collection[DeliveryKind] = (DeliveryKind.LIST, DeliveryKind.EMPTY),
    ) -> dict[ChatKey, dt.date]:
        """By chat, the newest day until then of whose list on that shelf something of these kinds
        was written down for it: the list, or that it is empty."""
        chats = [(key.platform, key.chat_id, key.thread_id) for key in keys]
        found: dict[ChatKey, dt.date] = {}
        for batch in batches(chats):
            these = (
                tuple_(*_CHAT).in_(batch),
                _COLUMNS.kind.in_(kinds),
                *of_shelf(tables.deliveries, until.shelf),
                _COLUMNS.date <= until.day,
            )
            rows = await self._database.rows(
                select(*_CHAT, func.max(_COLUMNS.date)).where(*these).group_by(*_CHAT)
            )
            for platform, chat_id, thread_id, date in rows:
                found[ChatKey(platform, chat_id, thread_id)] = date
        return found

    async def refused(self, limit: int) -> list[Delivery]:
        """What is owed although it was tried, last tried first; their `error` says why."""
        statement = select(tables.deliveries).where(
            _in(DeliveryState.OWED), _COLUMNS.error.is_not(None)
        )
        rows = await self._database.rows(
            statement.order_by(_COLUMNS.at.desc(), *_ORDER).limit(limit)
        )
        return [_delivery(row) for row in rows]

    async def counts(self) -> dict[DeliveryState, int]:
        """How many deliveries are in each state; states without any are left out."""
        statement = select(_COLUMNS.state, func.count()).group_by(_COLUMNS.state)
        rows = await self._database.rows(statement)
        return {DeliveryState(state): count for state, count in rows}

    async def message(self, key: ChatKey, message_id: str) -> Delivery | None:
        """The delivery that arrived in that chat as that message, or None."""
        its = (*same(tables.deliveries, key), _COLUMNS.message_id == message_id)
        rows = await self._database.rows(select(tables.deliveries).where(*its))
        if not rows:
            return None
        return _delivery(rows[0])

    async def prune(self, before: dt.date) -> None:
        """Forget the deliveries of earlier dates, whatever became of them."""
        await self._database.run(delete(tables.deliveries).where(_COLUMNS.date < before))

    def _ours(self) -> Sequence[ColumnElement[bool]]:
        """What must be true for what became of a message to be told by us: that nobody who took us
        for dead has told it."""
        if self._identity is None:
            return ()
        return (_in(DeliveryState.SENDING), _COLUMNS.owner == self._identity.owner)

    async def _change(
        self,
        delivery: Delivery,
        at: dt.datetime,
        *conditions: ColumnElement[bool],
        **values: str | None,
    ) -> bool:
        """Change the delivery's row if it fulfils the conditions; returns whether it did."""
        statement = (
            update(tables.deliveries).where(*_same(delivery), *conditions).values(at=at, **values)
        )

        async def work(connection: Connection) -> bool:
            return (await connection.execute(statement)).rowcount == 1

        return await self._database.write(work)


async def owe(connection: Connection, deliveries: Sequence[Delivery], at: dt.datetime) -> None:
    """Write down what is owed to chats that want lists and can get them; what was written down
    before stays as it is."""
    may_move = await are_several(connection)
    for batch in batches(deliveries):
        owed = list(batch)
        if may_move:
            # One that was brought to another account meanwhile is owed it there.
            known = await _known(connection, {delivery.key for delivery in owed})
            owed = [delivery for delivery in owed if delivery.key in known]
        rows = [_row(delivery, at) for delivery in owed]
        await engine_of(connection).for_each(connection, _OWED, rows)


async def _known(connection: Connection, keys: Collection[ChatKey]) -> set[ChatKey]:
    """Those of the chats of which there is a row, which stays as it is until the end."""
    these = select(*(tables.chats.c[name] for name in KEY)).where(among_bound(tables.chats))
    rows = await connection.execute(these.with_for_update(), bound_keys(keys))
    return {key_in(row) for row in rows}


def _in(state: DeliveryState) -> ColumnElement[bool]:
    return _COLUMNS.state == state


def _same(delivery: Delivery) -> list[ColumnElement[bool]]:
    its = (*same(tables.deliveries, delivery.key), *of_list(tables.deliveries, delivery.list_key))
    return [*its, _COLUMNS.kind == delivery.kind, _COLUMNS.part == delivery.part]


def _owing(given: Given) -> Insert:
    row = select(*(given(name) for name in _TYPES)).where(~each_withdrawn(given))
    return insert(tables.deliveries).from_select(list(_TYPES), row).on_conflict_do_nothing()


_TYPES = {column.name: column.type for column in tables.deliveries.columns}
_OWED = Each(_owing, _TYPES)


def _row(delivery: Delivery, at: dt.datetime) -> dict[str, Any]:
    """The row of a delivery that is owed from then on."""
    return {
        "at": at,
        "owed_at": at,
        "platform": delivery.key.platform,
        "chat_id": delivery.key.chat_id,
        "thread_id": delivery.key.thread_id,
        **key_row(delivery.list_key),
        "kind": delivery.kind,
        "part": delivery.part,
        "state": delivery.state,
        "body": delivery.body,
        "message_id": delivery.message_id,
        "error": delivery.error,
        "tried_at": delivery.tried_at,
        "owner": None,
    }


def _delivery(row: AnyRow) -> Delivery:
    return Delivery(
        key=key_in(row),
        list_key=key_of(row),
        kind=DeliveryKind(row.kind),
        part=row.part,
        body=row.body or "",
        state=DeliveryState(row.state),
        message_id=row.message_id,
        error=row.error,
        tried_at=row.tried_at,
    )
