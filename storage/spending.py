"""Spending: what model calls cost, by UTC day and model."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import Column, Table, delete, func, select, update

from core.llm.costs import Account, SlotSpending
from core.llm.kept import Answered
from core.llm.nights import slot_of
from core.records import Spending
from storage import tables
from storage.engine.database import Connection, Database, Insert, insert
from storage.work_tables import replies

_SLOT_AMOUNTS = [tables.spending_slots.c[field.name] for field in fields(Spending)]
_AMOUNTS = [tables.spending.c[field.name] for field in fields(Spending)]


class Ledger:
    """The days' accounts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def record(
        self,
        day: dt.date,
        model: str,
        spending: Spending,
        *,
        on_demand: bool,
        at: dt.datetime | None = None,
        reply: Answered | None = None,
    ) -> None:
        """Add to the day's account, and to that of the hour `at` which it was spent; `on_demand`
        when somebody had asked for it. `reply` is what it was spent on: stored together, neither is
        lost. Where another worker gave it up for lost, the most it can have cost is booked by now,
        and nothing is added."""
        asked_for = spending.tokens if on_demand else 0
        adding = recording(day, model, spending, asked_for=asked_for, at=at)

        async def work(connection: Connection) -> None:
            if reply and not await _is_noted(connection, reply):
                return
            for statement in adding:
                await connection.execute(statement)

        await self._database.write(work)

    async def spent(self, day: dt.date) -> Spending:
        """All models' spending on that day."""
        sums = [func.coalesce(func.sum(amount), 0) for amount in _AMOUNTS]
        (row,) = await self._database.rows(select(*sums).where(tables.spending.c.day == day))
        return Spending(*row)

    async def on_demand(self, day: dt.date) -> int:
        """The tokens of that day that somebody had asked for."""
        total = func.coalesce(func.sum(tables.spending.c.on_demand), 0)
        (row,) = await self._database.rows(select(total).where(tables.spending.c.day == day))
        return int(row[0])

    async def recent(self, days: int) -> list[Account]:
        """The accounts of the newest `days` days on record, newest first, then by model."""
        columns = tables.spending.c
        newest = select(columns.day).distinct().order_by(columns.day.desc()).limit(days)
        statement = select(columns.day, columns.model, *_AMOUNTS).where(columns.day.in_(newest))
        rows = await self._database.rows(statement.order_by(columns.day.desc(), columns.model))
        return [Account(day, model, Spending(*amounts)) for day, model, *amounts in rows]

    async def since(self, day: dt.date) -> list[Account]:
        """The accounts from that day on, oldest first, then by model."""
        columns = tables.spending.c
        statement = select(columns.day, columns.model, *_AMOUNTS).where(columns.day >= day)
        slots = tables.spending_slots.c
        begins = dt.datetime.combine(day, dt.time(), dt.UTC)
        by_hour = select(slots.at, slots.model, *_SLOT_AMOUNTS).where(slots.at >= begins)

        async def work(connection: Connection) -> list[Account]:
            known: dict[tuple[dt.date, str], list[SlotSpending]] = {}
            for at, model, *amounts in await connection.execute(by_hour.order_by(slots.at)):
                slot = SlotSpending(at, model, Spending(*amounts))
                known.setdefault((at.date(), model), []).append(slot)
            rows = await connection.execute(statement.order_by(columns.day, columns.model))
            return [
                Account(day, model, Spending(*amounts), tuple(known.get((day, model), ())))
                for day, model, *amounts in rows
            ]

        return await self._database.read(work)

    async def forget_slots(self, before: dt.datetime) -> None:
        """Forget at which hour earlier calls were made; their days' accounts stay."""
        slots = tables.spending_slots
        await self._database.run(delete(slots).where(slots.c.at < before))


async def _is_noted(connection: Connection, reply: Answered) -> bool:
    """Whether the question of that reply is still noted, which is kept then."""
    keep = delete(replies) if reply.body is None else update(replies).values(body=reply.body)
    its = (replies.c.mark == reply.mark, replies.c.at == reply.at, replies.c.body.is_(None))
    return (await connection.execute(keep.where(*its))).rowcount == 1


def recording(
    day: dt.date, model: str, spending: Spending, *, asked_for: int, at: dt.datetime | None
) -> list[Insert]:
    """What adds to the day's account, and to that of the hour `at` which it was spent."""
    values = {"day": day, "model": model, "on_demand": asked_for, **asdict(spending)}
    adding = [_ADDING_TO_DAY.values(values)]
    if at is not None:
        slot = {"at": slot_of(at), "model": model, **asdict(spending)}
        adding.append(_ADDING_TO_SLOT.values(slot))
    return adding


def _adding(table: Table, key: str, amounts: Sequence[Column[Any]]) -> Insert:
    """What adds its values to the amounts of a row."""
    statement = insert(table)
    added = {amount.name: amount + statement.excluded[amount.name] for amount in amounts}
    return statement.on_conflict_do_update(index_elements=[key, "model"], set_=added)


# Made once, for making them takes longer than carrying them out.
_ADDING_TO_DAY = _adding(tables.spending, "day", [*_AMOUNTS, tables.spending.c.on_demand])
_ADDING_TO_SLOT = _adding(tables.spending_slots, "at", _SLOT_AMOUNTS)
