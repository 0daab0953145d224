"""Questions: how many each chat and person has asked on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import tables
from storage.database import Database


class Questions:
    """The day's counts. Those of earlier days are dropped on the way."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def spend(self, day: dt.date, askers: Sequence[tuple[str, int]]) -> str | None:
        """Count one question for each asker; or for none, and name the first who has asked up to its limit."""

        async def work(connection: AsyncConnection) -> str | None:
            columns = tables.questions.c
            today = select(columns.asker, columns.count).where(columns.day == day)
            counts = {asker: count for asker, count in await connection.execute(today)}
            spent = next((asker for asker, limit in askers if counts.get(asker, 0) >= limit), None)
            if spent is None:
                await connection.execute(delete(tables.questions).where(columns.day < day))
                for asker in dict(askers):
                    first = insert(tables.questions).values(day=day, asker=asker, count=1)
                    more = {"count": columns.count + 1}
                    await connection.execute(first.on_conflict_do_update(index_elements=["day", "asker"], set_=more))
            return spent

        return await self._database.write(work)

    async def give_back(self, day: dt.date, askers: Sequence[str]) -> None:
        """Count one question less for each asker."""

        async def work(connection: AsyncConnection) -> None:
            columns = tables.questions.c
            asked = columns.asker.in_(askers) & (columns.day == day) & (columns.count > 0)
            await connection.execute(update(tables.questions).where(asked).values(count=columns.count - 1))

        await self._database.write(work)
