"""Picks: what was shown to a chat beside a list. Once shown, a letter is that paper for good."""

# Tested in tests/storage/test_interests.py.

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from typing import Any, Final

from sqlalchemy import String, and_, bindparam, cast, select, tuple_, update

from core.chats import ChatKey
from core.editions.keys import ListKey
from core.interests.interest import Picks
from storage import pool, tables
from storage.bodies import picks_body, picks_of
from storage.chat_rows import among_bound, bound_keys, key_in, same
from storage.engine.database import AnyRow, Connection, Database, batches, insert
from storage.keys import key_row, of_bound_list, of_list

# This many lists back a vote may be on a pick; later it says nothing of the picking.
RECENT = 14
# Rows changed in one transaction: other writers hardly wait.
AT_ONCE: Final = 100
# Picks that are made rows before the next ones are: those of a hundred chats take a megabyte.
_FEW: Final = 20

_KEY: Final = tuple(tables.picks.primary_key.columns)
# Every answer with a list asks this, and so it is built once.
_OF_CHATS: Final = select(tables.picks).where(
    among_bound(tables.picks), *of_bound_list(tables.picks)
)


class ShownPicks:
    """The picks of each chat and day."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, key: ChatKey, list_key: ListKey) -> Picks | None:
        """What was shown beside that list; None when nothing was yet."""
        where = (*same(tables.picks, key), *of_list(tables.picks, list_key))
        rows = await self._database.rows(select(tables.picks.c.body).where(*where))
        return picks_of(rows[0].body) if rows else None

    async def explored(self, key: ChatKey, paper_id: str) -> bool:
        """Whether the paper was there to explore when the chat was shown it as a pick last."""
        bodies = select(tables.picks.c.body).where(*same(tables.picks, key))
        newest = bodies.order_by(tables.picks.c.at.desc()).limit(RECENT)
        for row in await self._database.rows(newest):
            for pick in picks_of(row.body).picks:
                if pick.paper_id == paper_id:
                    return pick.explores
        return False

    async def of_all(self, keys: Iterable[ChatKey], list_key: ListKey) -> dict[ChatKey, Picks]:
        """By chat, what was shown beside that list; those are missing where nothing was yet."""

        async def work(connection: Connection) -> dict[ChatKey, Picks]:
            return await _of_all(connection, keys, list_key)

        return await self._database.read(work)

    async def freeze_all(
        self, list_key: ListKey, picks: Mapping[ChatKey, Picks], at: dt.datetime
    ) -> dict[ChatKey, Picks]:
        """Fix the picks of several chats as `freeze` does, in one transaction."""

        async def work(connection: Connection) -> dict[ChatKey, Picks]:
            for keys in batches(picks, _FEW):
                rows = [_row(key, list_key, picks[key], at) for key in keys]
                await connection.execute(insert(tables.picks).on_conflict_do_nothing(), rows)
            if picks:
                await pool.hold(connection, _papers_of(picks.values()))
            return await _of_all(connection, picks, list_key)

        return await self._database.write(work)

    async def freeze(self, key: ChatKey, list_key: ListKey, picks: Picks, at: dt.datetime) -> Picks:
        """These are shown from now on, unless others were before; returns those that are."""
        row = _row(key, list_key, picks, at)
        where = (*same(tables.picks, key), *of_list(tables.picks, list_key))

        async def work(connection: Connection) -> Picks:
            await connection.execute(insert(tables.picks).on_conflict_do_nothing(), row)
            await pool.hold(connection, _papers_of([picks]))
            return picks_of(await connection.scalar(select(tables.picks.c.body).where(*where)))

        return await self._database.write(work)

    async def forget_reasons(self, before: dt.datetime) -> None:
        """Forget what those picks were chosen for that were shown before then. Letters stay."""
        body = tables.picks.c.body
        reasoned = cast(body, String).like('%"shares"%')
        wanted = select(tables.picks).where(tables.picks.c.at < before, reasoned)
        some = wanted.order_by(*_KEY).limit(AT_ONCE)
        named = and_(*(column == bindparam(f"of_{column.name}") for column in _KEY))
        statement = update(tables.picks).where(named).values(body=bindparam("bare"))
        rows = await self._database.rows(some)
        while rows:
            changed = [_bare(row) for row in rows]

            async def work(connection: Connection, changed: list[dict[str, Any]] = changed) -> None:
                await connection.execute(statement, changed)

            await self._database.write(work)
            # Behind the last one: what was looked at is not looked at again.
            last = tuple(getattr(rows[-1], column.name) for column in _KEY)
            rows = await self._database.rows(some.where(tuple_(*_KEY) > last))


def _row(key: ChatKey, list_key: ListKey, picks: Picks, at: dt.datetime) -> dict[str, Any]:
    return {**asdict(key), **key_row(list_key), "body": picks_body(picks), "at": at}


def _papers_of(shown: Iterable[Picks]) -> set[str]:
    return {pick.paper_id for picks in shown for pick in picks.picks}


def _bare(row: AnyRow) -> dict[str, Any]:
    """The row's key, and its picks without what they were chosen for."""
    picks = picks_of(row.body)
    bare = replace(picks, picks=tuple(replace(pick, shares=()) for pick in picks.picks))
    key = {f"of_{column.name}": getattr(row, column.name) for column in _KEY}
    return {**key, "bare": picks_body(bare)}


async def _of_all(
    connection: Connection, keys: Iterable[ChatKey], list_key: ListKey
) -> dict[ChatKey, Picks]:
    found: dict[ChatKey, Picks] = {}
    for batch in batches(keys):
        rows = await connection.execute(_OF_CHATS, bound_keys(batch) | key_row(list_key))
        found |= {key_in(row): picks_of(row.body) for row in rows}
    return found
