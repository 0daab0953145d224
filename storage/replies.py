"""What models were asked for texts that are not written yet, and what they answered.

A question is noted before it is sent. Its answer is stored with what it cost, in one transaction,
and goes when its text is written. A question that nobody asks any more and that has no answer was
on its way when its process was killed: it is booked as if it had been answered at length.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import ColumnElement, case, delete, literal, select

from core.llm.kept import KeptQuestion, Lost
from core.records import Spending, Step, TextKey
from core.working import to_write
from storage.engine.base import Connection
from storage.engine.database import Database, upsert
from storage.engine.engines import engine_of
from storage.spending import recording
from storage.work_tables import leases, replies, workers

_COLUMNS = replies.c


class Replies:
    """Questions and answers, by their marks."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def asked(self, asked: KeptQuestion, at: dt.datetime) -> None:
        """Note that it is about to be sent."""
        row = {
            "mark": asked.mark,
            **of(asked.text),
            "model": asked.model,
            "at": at,
            "prompt": asked.most.prompt,
            "completion": asked.most.completion,
            "on_demand": asked.on_demand,
            "body": None,
        }
        await self._database.run(upsert(replies), row)

    async def refused(self, mark: str, at: dt.datetime) -> None:
        """Nothing was answered to that, which was noted then."""
        its = (_COLUMNS.mark == mark, _COLUMNS.at == at)
        await self._database.run(delete(replies).where(*its))

    async def answer(self, mark: str) -> bytes | None:
        """What was answered to that, where its text has not been written yet."""
        statement = select(_COLUMNS.body).where(_COLUMNS.mark == mark, _COLUMNS.body.is_not(None))
        rows = await self._database.rows(statement)
        return bytes(rows[0].body) if rows else None

    async def lost(self, step: Step, paper_id: str, language: str | None = None) -> list[Lost]:
        """Book what was asked for that text, or for it in all languages, and will not be answered
        any more, and return it. To be called by who alone may ask."""
        its = [_COLUMNS.step == step, _COLUMNS.paper_id == paper_id, _COLUMNS.body.is_(None)]
        if language is not None:
            its.append(_COLUMNS.language == language)
        if not await self._database.rows(select(_COLUMNS.mark).where(*its).limit(1)):
            return []
        return await self._database.write(lambda connection: _booked(connection, *its))

    async def lost_by_the_gone(self) -> None:
        """Book what was asked for texts that nobody alive writes any more. To be called before
        this process asks anything, where it works alone."""
        await self._database.write(book_lost)

    async def forget(self, text: TextKey) -> None:
        """The answers for that text are of no use."""
        await self._database.write(lambda connection: written(connection, [text]))

    async def forget_old(self, before: dt.datetime) -> None:
        """Forget what was asked before then, and for whatever reason is not written."""

        async def work(connection: Connection) -> None:
            await _booked(connection, _COLUMNS.at < before, _COLUMNS.body.is_(None))
            await connection.execute(delete(replies).where(_COLUMNS.at < before))

        await self._database.write(work)


async def book_lost(connection: Connection) -> None:
    """Book what was asked by those who were killed: who is alive claims what it writes. Of a day's
    tokens as much is left only when all of that is counted, whoever will write these texts."""
    now = await engine_of(connection).moment(connection)
    summary = literal(to_write("summary", "")) + _COLUMNS.paper_id + " " + _COLUMNS.language
    report = literal(to_write("report", "")) + _COLUMNS.paper_id
    claim = case((_COLUMNS.step == Step.SUMMARIZE, summary), else_=report)
    alive = select(workers.c.owner).where(workers.c.until > now)
    claimed = select(leases.c.name).where(leases.c.owner.in_(alive))
    which = (_COLUMNS.body.is_(None), claim.not_in(claimed))
    if (await connection.execute(select(_COLUMNS.mark).where(*which).limit(1))).all():
        await _booked(connection, *which)


async def written(connection: Connection, texts: Iterable[TextKey]) -> None:
    """Forget what was answered for those texts."""
    for text in texts:
        its = (replies.c[name] == value for name, value in of(text).items())
        await connection.execute(delete(replies).where(*its, _COLUMNS.body.is_not(None)))


def of(text: TextKey) -> dict[str, str]:
    """The columns that say which text it is."""
    step, paper_id, language = text
    return {"step": step, "paper_id": paper_id, "language": language}


async def _booked(connection: Connection, *which: ColumnElement[bool]) -> list[Lost]:
    """Forget these questions, and book the most that each may have cost."""
    gone = (await connection.execute(delete(replies).where(*which).returning(replies))).all()
    found = [
        Lost(row.at, Spending(1, row.prompt, 0, row.completion), row.on_demand) for row in gone
    ]
    for row, lost in zip(gone, found, strict=True):
        asked_for = lost.spent.tokens if lost.on_demand else 0
        account = (lost.at.date(), row.model, lost.spent)
        for statement in recording(*account, asked_for=asked_for, at=lost.at):
            await connection.execute(statement)
    return found
