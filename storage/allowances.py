"""Allowances: how often chats and people have done what is limited.

Each count is for a span of time, told by the moment at which it began. Spending is one statement,
alone with its askers' counts, so that two processes never let one more through.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    Subquery,
    bindparam,
    delete,
    exists,
    func,
    literal,
    select,
    union_all,
    update,
)
from sqlalchemy.sql.dml import ReturningInsert

from storage import tables
from storage.engine.database import Connection, Database, insert
from storage.engine.engines import engine_of

_COLUMNS = tables.allowances.c
_KEY = ["what", "who", "since"]
_SINCE = _COLUMNS.since.type


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
        bound: dict[str, Any] = {"its_what": what, "its_since": since, "amount": amount}
        limits = dict(askers)
        for place, (who, most) in enumerate(limits.items()):
            bound |= {f"who_{place}": who, f"most_{place}": most}
        counted, at_limit = _spending(len(limits))

        async def work(connection: Connection) -> str | None:
            # The statement looks at the askers' rows before it changes them.
            names = [f"{what} {who}" for who, _ in askers]
            await engine_of(connection).alone(connection, names)
            if (await connection.execute(counted, bound)).all():
                return None
            return str((await connection.execute(at_limit, bound)).scalars().first())

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


# Built once for each number of askers, which is small: building them takes longer than they do.
@cache
def _spending(askers: int) -> tuple[ReturningInsert[Any], Select[Any]]:
    """What counts an amount for so many askers unless that exceeds a limit, and what finds the
    first at their limit."""
    what, since = bindparam("its_what", type_=String), bindparam("its_since", type_=_SINCE)
    amount = bindparam("amount", type_=Integer)
    wanted, every = _wanted(askers), _wanted(askers)
    same = (_COLUMNS.what == what, _COLUMNS.since == since, _COLUMNS.who == wanted.c.who)
    count = func.coalesce(select(_COLUMNS.count).where(*same).scalar_subquery(), 0)
    too_many: ColumnElement[bool] = count + amount > wanted.c.most
    full = exists().where(too_many).select_from(wanted).correlate_except(wanted)
    rows = select(what, every.c.who, since, amount).where(~full)
    counted = (
        insert(tables.allowances)
        .from_select([*_KEY, "count"], rows)
        .on_conflict_do_update(index_elements=_KEY, set_={"count": _COLUMNS.count + amount})
    )
    at_limit = select(wanted.c.who).where(too_many).order_by(wanted.c.place)
    return counted.returning(_COLUMNS.who), at_limit


def _wanted(askers: int) -> Subquery:
    """The askers with their limits, in their order, as a table."""
    rows = [
        select(
            literal(place, Integer).label("place"),
            bindparam(f"who_{place}", type_=String).label("who"),
            bindparam(f"most_{place}", type_=Integer).label("most"),
        )
        for place in range(askers)
    ]
    return union_all(*rows).subquery()
