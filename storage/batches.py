"""Texts that were put off, and the batches that they were sent with.

A text is put off once. What came back for it is kept (`replies`), and booked in the same
transaction: so it is neither lost nor booked twice, wherever the process dies.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, update

from core.editions.keys import ListKey, read_key
from core.editions.putting_off import PutOff, PutOffCounts
from core.llm.batches import SentBatch
from core.records import Spending, Step, TextKey
from storage import work_tables
from storage.engine.base import Connection
from storage.engine.database import AnyRow, Database, insert, upsert
from storage.replies import of, written
from storage.spending import recording
from storage.turns import alone, set_aside, spent_on, summed

_TEXTS, _BATCHES = work_tables.put_off.c, work_tables.batches.c
_UNDER_WAY = and_(~_BATCHES.ended, ~_BATCHES.refused)
# Of a text that waits, without what came back, which may be long.
_WAITING = (
    *(_TEXTS.step, _TEXTS.paper_id, _TEXTS.language, _TEXTS.list, _TEXTS.until, _TEXTS.batch),
    *(_BATCHES.ended, _BATCHES.refused),
)


class Batches:
    """What waits for batches, and the batches."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, texts: Sequence[PutOff]) -> set[TextKey]:
        """Put these texts off, but for those that have been before; those of them that wait now."""
        rows = [
            {
                "step": each.step,
                "paper_id": each.paper_id,
                "language": each.language,
                "list": str(each.key),
                "place": place,
                "until": each.until,
                "tokens": 0,
                "done": False,
            }
            for place, each in enumerate(texts)
        ]
        statement = insert(work_tables.put_off).on_conflict_do_nothing()
        waiting = select(_TEXTS.step, _TEXTS.paper_id, _TEXTS.language).where(~_TEXTS.done)

        async def work(connection: Connection) -> set[TextKey]:
            if rows:
                await connection.execute(statement, rows)
            found = await connection.execute(waiting)
            return {(Step(row.step), row.paper_id, row.language) for row in found}

        asked = {each.text for each in texts}
        return asked & await self._database.write(work)

    async def waiting(self) -> list[PutOff]:
        """The texts that wait, those first that are wanted first."""
        statement = (
            select(*_WAITING)
            .outerjoin(work_tables.batches, _BATCHES.name == _TEXTS.batch)
            .where(~_TEXTS.done)
            .order_by(_TEXTS.until, _TEXTS.list, _TEXTS.place)
        )
        return [_put_off(row) for row in await self._database.rows(statement)]

    async def of(self, key: ListKey, papers: Collection[str]) -> PutOffCounts:
        """How many of the list's texts about these papers are put off."""
        statement = select(_TEXTS.done, func.count()).where(*_about(key, papers))
        rows = await self._database.rows(statement.group_by(_TEXTS.done))
        counts = {bool(done): count for done, count in rows}
        return PutOffCounts(waiting=counts.get(False, 0), ever=sum(counts.values()))

    async def hurry(self, key: ListKey, papers: Collection[str], now: dt.datetime) -> None:
        """Let the list's texts about these papers wait no longer."""
        late = (*_about(key, papers), _TEXTS.until > now, ~_TEXTS.done)
        await self._database.run(update(work_tables.put_off).where(*late).values(until=now))

    async def done(self, text: TextKey) -> None:
        """The text has been read, or tried to be; what came back for it is forgotten."""
        said = update(work_tables.put_off).where(*_is(text)).values(done=True)

        async def work(connection: Connection) -> None:
            await connection.execute(said)
            await written(connection, [text])

        await self._database.write(work)

    async def begin(
        self, sent: SentBatch, asked: Mapping[TextKey, tuple[str, int]], cap: int | None
    ) -> bool:
        """Set the tokens aside and note what will be sent, and return True; False where the day's
        tokens do not allow it beside what is spent and held. `asked` has each text's mark and the
        tokens of its question."""
        row = {
            "name": sent.name,
            "address": sent.address,
            "model": sent.model,
            "at": sent.at,
            "tokens": sent.tokens,
            "cancelled": False,
            "ended": False,
            "refused": False,
        }

        async def work(connection: Connection) -> bool:
            now = await alone(connection)
            if cap is not None and await _taken(connection, sent.at, now) + sent.tokens > cap:
                return False
            await connection.execute(work_tables.batches.insert(), row)
            for text, (mark, tokens) in asked.items():
                said = update(work_tables.put_off).where(*_is(text))
                said = said.values(batch=sent.name, mark=mark, tokens=tokens)
                await connection.execute(said)
            return True

        return await self._database.write(work)

    async def note(
        self,
        name: str,
        *,
        file: str | None = None,
        remote: str | None = None,
        cancelled: bool = False,
    ) -> None:
        """Note what the endpoint calls it, or that it was called off."""
        values = {"file": file, "remote": remote, "cancelled": cancelled or None}
        said = {name: value for name, value in values.items() if value is not None}
        await self._database.run(
            update(work_tables.batches).where(_BATCHES.name == name).values(**said)
        )

    async def under_way(self) -> list[SentBatch]:
        """The batches that are being sent, or have not ended, the oldest first."""
        statement = select(work_tables.batches).where(_UNDER_WAY)
        rows = await self._database.rows(statement.order_by(_BATCHES.at, _BATCHES.name))
        return [_sent(row) for row in rows]

    async def set_aside(self, day: dt.date) -> int:
        """The tokens of that day that are set aside for batches."""
        (row,) = await self._database.rows(select(set_aside(day)))
        return int(row[0])

    async def asked(self, name: str) -> dict[str, int]:
        """The marks of that batch's questions, with about how many tokens each has."""
        statement = select(_TEXTS.mark, _TEXTS.tokens).where(_TEXTS.batch == name)
        return {row.mark: row.tokens for row in await self._database.rows(statement)}

    async def drop(self, name: str) -> None:
        """That batch was never sent: its texts wait for another."""

        async def work(connection: Connection) -> None:
            free = update(work_tables.put_off).where(_TEXTS.batch == name)
            await connection.execute(free.values(batch=None, mark=None))
            await connection.execute(delete(work_tables.batches).where(_BATCHES.name == name))

        await self._database.write(work)

    async def settle(
        self,
        name: str,
        answers: Mapping[str, bytes],
        account: str,
        spent: Spending,
        at: dt.datetime,
    ) -> bool:
        """The batch has ended, with these answers by mark; book what it used, under that account,
        `at` the moment when it was sent. Returns whether that was news."""

        async def work(connection: Connection) -> bool:
            ending = update(work_tables.batches).where(_BATCHES.name == name, _UNDER_WAY)
            if not (await connection.execute(ending.values(ended=True))).rowcount:
                return False
            mine = select(work_tables.put_off).where(_TEXTS.batch == name, ~_TEXTS.done)
            kept = [
                _kept(row, account, at, answers[row.mark])
                for row in await connection.execute(mine)
                if row.mark in answers
            ]
            if kept:
                await connection.execute(upsert(work_tables.replies), kept)
            if spent.tokens:
                for statement in recording(at.date(), account, spent, asked_for=0, at=at):
                    await connection.execute(statement)
            return True

        return await self._database.write(work)

    async def refuse(self, name: str) -> None:
        """The endpoint did not take that batch: nothing of it was sent."""
        mine = _BATCHES.name == name
        await self._database.run(update(work_tables.batches).where(mine).values(refused=True))

    async def refused_since(self, address: str, since: dt.datetime) -> bool:
        """Whether that endpoint has refused a batch since then."""
        mine = (_BATCHES.address == address, _BATCHES.refused, _BATCHES.at >= since)
        return bool(await self._database.rows(select(_BATCHES.name).where(*mine).limit(1)))

    async def any(self) -> bool:
        """Whether anything waits, or is under way."""
        waits = select(_TEXTS.step).where(~_TEXTS.done).limit(1)
        goes = select(_BATCHES.name).where(_UNDER_WAY).limit(1)
        return bool(await self._database.rows(waits) or await self._database.rows(goes))

    async def forget(self, before: dt.datetime) -> None:
        """Forget the texts that were read, and the batches that ended, if they are that old."""
        old = (_TEXTS.done, _TEXTS.until < before)
        over = (or_(_BATCHES.ended, _BATCHES.refused), _BATCHES.at < before)

        async def work(connection: Connection) -> None:
            await connection.execute(delete(work_tables.put_off).where(*old))
            await connection.execute(delete(work_tables.batches).where(*over))

        await self._database.write(work)


async def _taken(connection: Connection, at: dt.datetime, now: dt.datetime) -> int:
    """The tokens of that day that are spent, held by workers, or set aside."""
    workers, day = work_tables.workers.c, at.date()
    held = summed(workers.reserved, workers.until > now, workers.day == day)
    parts = (spent_on(day)[0], held, set_aside(day))
    return int(sum((await connection.execute(select(*parts))).one()))


def _is(text: TextKey) -> list[ColumnElement[bool]]:
    step, paper_id, language = text
    return [_TEXTS.step == step, _TEXTS.paper_id == paper_id, _TEXTS.language == language]


def _about(key: ListKey, papers: Collection[str]) -> list[ColumnElement[bool]]:
    return [_TEXTS.list == str(key), _TEXTS.paper_id.in_(papers)]


def _kept(row: AnyRow, account: str, at: dt.datetime, body: bytes) -> dict[str, object]:
    """The row of an answer that came back for that text; it is booked with its batch."""
    text = of((Step(row.step), row.paper_id, row.language))
    nothing = {"prompt": 0, "completion": 0, "on_demand": False}
    return {"mark": row.mark, **text, "model": account, "at": at, **nothing, "body": body}


def _put_off(row: AnyRow) -> PutOff:
    key = read_key(row.list)
    assert key is not None
    return PutOff(
        step=Step(row.step),
        paper_id=row.paper_id,
        language=row.language,
        key=key,
        until=row.until,
        batch=row.batch,
        back=bool(row.ended or row.refused),
    )


def _sent(row: AnyRow) -> SentBatch:
    return SentBatch(
        name=row.name,
        address=row.address,
        model=row.model,
        at=row.at,
        tokens=row.tokens,
        file=row.file,
        remote=row.remote,
        cancelled=row.cancelled,
    )
