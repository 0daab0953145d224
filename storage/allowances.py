"""Allowances: how often chats and people have done what is limited.

Each count is for a span of time, told by the moment at which it began. Spending is one statement,
alone with its askers' counts, so that two processes never let one more through.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import (
    ColumnElement,
    Integer,
    String,
    Subquery,
    delete,
    exists,
    func,
    literal,
    select,
    union_all,
    update,
)

from storage import tables
from storage.engine.database import Connection, Database, insert
from storage.engine.engines import engine_of

_COLUMNS = tables.allowances.c
_KEY = ["what", "who", "since"]


class Allowances:
    """The counts of the spans that are not over yet, and of some that are."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def spend(
        self, what: str, since: dt.datetime, askers: Sequence[tuple[str, int]], amount: int = 1
    ) -> str | None:
        """Count the amount for every asker and return None; or count nothing, and return the first
        asker whose limit that would exceed. Askers come with their limits."""
        if not askers:
            return None
        wanted = _wanted(askers)
        too_many = _count(wanted.c.who, what, since) + amount > wanted.c.most
        full = exists().where(too_many).select_from(wanted).correlate_except(wanted)
        every = _wanted(askers)
        moment = literal(since, _COLUMNS.since.type)
        rows = select(literal(what), every.c.who, moment, literal(amount)).where(~full)
        counted = insert(tables.allowances).from_select([*_KEY, "count"], rows)
        counted = counted.on_conflict_do_update(
            index_elements=_KEY, set_={"count": _COLUMNS.count + amount}
        )

        async def work(connection: Connection) -> str | None:
            # The statement looks at the askers' rows before it changes them.
            names = [f"{what} {who}" for who, _ in askers]
            await engine_of(connection).alone(connection, names)
            if (await connection.execute(counted.returning(_COLUMNS.who))).all():
                return None
            at_limit = select(wanted.c.who).where(too_many).order_by(wanted.c.place)
            return str((await connection.execute(at_limit)).scalars().first())

        return await self._database.write(work)

    async def give_back(
        self, what: str, since: dt.datetime, askers: Sequence[str], amount: int = 1
    ) -> None:
        """Take the amount off each asker's count."""
        same = (
            _COLUMNS.what == what,
            _COLUMNS.since == since,
            _COLUMNS.who.in_(askers),
            _COLUMNS.count >= amount,
        )
        await self._database.run(
            update(tables.allowances).where(*same).values(count=_COLUMNS.count - amount)
        )

    async def forget(self, before: dt.datetime) -> None:
        """Forget the spans that began before then."""
        await self._database.run(delete(tables.allowances).where(_COLUMNS.since < before))


def _wanted(askers: Sequence[tuple[str, int]]) -> Subquery:
    """The askers with their limits, in their order, as a table."""
    rows = [
        select(
            literal(place, Integer).label("place"),
            literal(who, String).label("who"),
            literal(most, Integer).label("most"),
        )
        for place, (who, most) in enumerate(dict(askers).items())
    ]
    return union_all(*rows).subquery()


def _count(who: ColumnElement[str], what: str, since: dt.datetime) -> ColumnElement[int]:
    """How often that asker has done it since then."""
    same = (_COLUMNS.what == what, _COLUMNS.since == since, _COLUMNS.who == who)
    return func.coalesce(select(_COLUMNS.count).where(*same).scalar_subquery(), 0)
