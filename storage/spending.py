"""Spending: what model calls cost, by UTC day and model."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, fields

from sqlalchemy import func, select

from core.llm.costs import Account
from core.records import Spending
from storage import tables
from storage.engine.database import Database, insert

_AMOUNTS = [tables.spending.c[field.name] for field in fields(Spending)]


class Ledger:
    """The days' accounts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def record(
        self, day: dt.date, model: str, spending: Spending, *, on_demand: bool
    ) -> None:
        """Add to the day's account; `on_demand` when somebody had asked for it."""
        asked_for = spending.tokens if on_demand else 0
        statement = insert(tables.spending).values(
            day=day, model=model, on_demand=asked_for, **asdict(spending)
        )
        amounts = (*_AMOUNTS, tables.spending.c.on_demand)
        added = {amount.name: amount + statement.excluded[amount.name] for amount in amounts}
        await self._database.run(
            statement.on_conflict_do_update(index_elements=["day", "model"], set_=added)
        )

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
        rows = await self._database.rows(statement.order_by(columns.day, columns.model))
        return [Account(day, model, Spending(*amounts)) for day, model, *amounts in rows]
