"""Vitals: figures that tell how the service is doing, read in one state of the store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from sqlalchemy import Select, distinct, func, select

from core.delivery import DeliveryState
from core.editions.keys import Shelf
from core.llm.costs import Account, SlotSpending
from core.records import Spending, Step
from storage import tables
from storage.chat_rows import BANNED
from storage.engine.database import AnyRow, Connection, Database

_CHATS, _DELIVERIES, _EDITIONS = tables.chats.c, tables.deliveries.c, tables.editions.c
_READINGS, _FAILURES, _SPENDING = tables.readings.c, tables.failures.c, tables.spending.c
_SLOTS = tables.spending_slots.c
_SUBSCRIBED = _CHATS.subscribed_at.is_not(None)
_ACTIVE = (_SUBSCRIBED, _CHATS.paused.is_(None), ~BANNED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What there is now; whoever is not named has none.

    By platform, how many chats are subscribed, paused and due, the messages by state, since when
    the oldest of those that are owed is, and how many of these were refused so far. By kind, how
    many papers have a reading; by step and error, how many steps failed; by shelf, when its last
    list was fetched and read; by model, what the day has used.
    """

    subscribed: Mapping[str, int]
    paused: Mapping[str, int]
    due: Mapping[str, int]
    deliveries: Mapping[tuple[str, DeliveryState], int]
    owed_since: Mapping[str, dt.datetime]
    refused: Mapping[str, int]
    readings: Mapping[str, int]
    failures: Mapping[tuple[Step, str], int]
    fetched: Mapping[Shelf, dt.datetime]
    ready: Mapping[Shelf, dt.datetime]
    spent: Mapping[str, Account]


class Vitals:
    """The figures."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def figures(self, now: dt.datetime) -> Figures:
        """The figures of this moment, and of its UTC day."""

        async def work(connection: Connection) -> Figures:
            return await _figures(connection, now)

        return await self._database.read(work)


async def _figures(connection: Connection, now: dt.datetime) -> Figures:
    async def rows(statement: Select[*tuple[object, ...]]) -> Sequence[AnyRow]:
        return (await connection.execute(statement)).all()

    chats = await rows(
        select(_CHATS.platform, func.count(), func.count(_CHATS.paused))
        .where(_SUBSCRIBED)
        .group_by(_CHATS.platform)
    )
    due = await rows(
        select(_CHATS.platform, func.count())
        .where(*_ACTIVE, _CHATS.next_due <= now)
        .group_by(_CHATS.platform)
    )
    ledger = await rows(
        select(_DELIVERIES.platform, _DELIVERIES.state, func.count()).group_by(
            _DELIVERIES.platform, _DELIVERIES.state
        )
    )
    # Debts of before the column was there say when they were last touched.
    since = func.min(func.coalesce(_DELIVERIES.owed_at, _DELIVERIES.at))
    oldest = await rows(
        select(_DELIVERIES.platform, since, func.count(_DELIVERIES.error))
        .where(_DELIVERIES.state == DeliveryState.OWED)
        .group_by(_DELIVERIES.platform)
    )
    readings = await rows(
        select(_READINGS.kind, func.count(distinct(_READINGS.paper_id))).group_by(_READINGS.kind)
    )
    failures = await rows(
        select(_FAILURES.step, _FAILURES.key, func.count()).group_by(_FAILURES.step, _FAILURES.key)
    )
    lists = await rows(
        select(
            _EDITIONS.source,
            _EDITIONS.shelf,
            func.max(_EDITIONS.fetched_at).filter(~_EDITIONS.imported),
            func.max(_EDITIONS.ready_at),
        ).group_by(_EDITIONS.source, _EDITIONS.shelf)
    )
    amounts = [_SPENDING[field.name] for field in fields(Spending)]
    today = now.date()
    spent = await rows(select(_SPENDING.model, *amounts).where(_SPENDING.day == today))
    amounts = [_SLOTS[field.name] for field in fields(Spending)]
    midnight = dt.datetime.combine(today, dt.time(), dt.UTC)
    by_hour = await rows(select(_SLOTS.at, _SLOTS.model, *amounts).where(_SLOTS.at >= midnight))
    slots: dict[str, list[SlotSpending]] = {}
    for at, model, *used in by_hour:
        slots.setdefault(model, []).append(SlotSpending(at, model, Spending(*used)))
    return Figures(
        subscribed={platform: count for platform, count, _ in chats},
        paused={platform: count for platform, _, count in chats},
        due=dict(due),
        deliveries={(platform, DeliveryState(state)): count for platform, state, count in ledger},
        owed_since={platform: since for platform, since, _ in oldest},
        refused={platform: count for platform, _, count in oldest if count},
        readings=dict(readings),
        failures={(Step(step), key): count for step, key, count in failures},
        fetched={Shelf(source, name): at for source, name, at, _ in lists if at},
        ready={Shelf(source, name): at for source, name, _, at in lists if at},
        spent={
            model: Account(today, model, Spending(*used), tuple(slots.get(model, ())))
            for model, *used in spent
        },
    )
