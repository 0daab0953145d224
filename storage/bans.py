"""Bans: what the operator keeps from chats and people.

A ban is in force while its row says so. The service notes which are over, and forgets these once
that is certain: a clock that was ahead for a moment must not end a silence.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import asdict, replace

from sqlalchemy import and_, bindparam, delete, or_, select, update

from core.accounts import kind_of
from core.chats import Ban, BanKind, ChatKey
from storage import tables
from storage.accounts import accounts_of
from storage.chat_rows import IN_FORCE, OVER, key_in, same
from storage.engine.database import AnyRow, Connection, Database, upsert
from storage.owed import take_back

_COLUMNS = tables.bans.c
_BY_KEY = (_COLUMNS.platform, _COLUMNS.chat_id, _COLUMNS.thread_id)

# Whatever began this much later than now was written by a clock that was ahead.
_AHEAD = dt.timedelta(days=7)

# What is asked with every answer and every look is built once.
_EXPIRED = and_(_COLUMNS.until <= bindparam("now"), IN_FORCE)
_FIND_EXPIRED = select(tables.bans).where(_EXPIRED)
_WRONG = select(tables.bans).where(
    or_(
        and_(_COLUMNS.until > bindparam("now"), ~IN_FORCE),
        and_(_COLUMNS.since > bindparam("ahead"), _COLUMNS.until.is_not(None)),
    )
)
_OF_ALL = _COLUMNS.thread_id == ""
_BANNED = (
    select(_COLUMNS.kind)
    .where(
        _COLUMNS.platform == bindparam("platform"),
        _COLUMNS.kind == BanKind.BANNED,
        or_(
            and_(
                _COLUMNS.chat_id == bindparam("chat_id"),
                or_(_OF_ALL, _COLUMNS.thread_id == bindparam("thread_id")),
            ),
            and_(_COLUMNS.chat_id.in_(bindparam("others", expanding=True)), _OF_ALL),
        ),
    )
    .limit(1)
)


class Bans:
    """Who is silenced or banned."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, ban: Ban) -> None:
        """From now on that holds, in place of what held for the same key.

        What the chats are owed is dropped, and will be due again once they get lists; what is on
        its way arrives.
        """
        ban = replace(ban, key=_of_all(ban.key))
        row = asdict(ban.key) | {"kind": ban.kind, "since": ban.since, "until": ban.until}
        chats = tables.chats.c

        async def work(connection: Connection) -> None:
            names = await accounts_of(connection, ban.key.platform)
            named = (chats.platform.in_(names), chats.chat_id == ban.key.chat_id)
            found = await connection.execute(select(tables.chats).where(*named))
            keys = [key_in(each) for each in found]
            for key in keys:
                if ban.covers(key):
                    await take_back(connection, key)
            await connection.execute(upsert(tables.bans), row)

        await self._database.write(work)

    async def lift(self, key: ChatKey) -> bool:
        """Nothing is kept from that chat or person any more; returns whether anything was."""

        its = (*same(tables.bans, _of_all(key)), IN_FORCE)

        async def work(connection: Connection) -> bool:
            gone = await connection.execute(delete(tables.bans).where(*its))
            return gone.rowcount > 0

        return await self._database.write(work)

    async def expire(self, now: dt.datetime) -> list[Ban]:
        """End those whose time is over; returns them."""
        found = [_ban(row) for row in await self._database.rows(_FIND_EXPIRED, {"now": now})]
        if found:
            await self._database.run(
                update(tables.bans).where(_EXPIRED).values(kind=OVER), {"now": now}
            )
        return found

    async def wrong(self, now: dt.datetime) -> list[Ban]:
        """Those that a clock that was ahead has ended or begun, as they are right, if it is right
        now: they end at their time, and last as long as they were to."""
        rows = await self._database.rows(_WRONG, {"now": now, "ahead": now + _AHEAD})
        found: list[Ban] = []
        for row in rows:
            since, until = row.since, row.until
            if since > now:
                since, until = now, now + (until - since)
            kind = BanKind.SILENCED if row.kind == OVER else BanKind(row.kind)
            found.append(Ban(key=key_in(row), kind=kind, since=since, until=until))
        return found

    async def forget(self, before: dt.datetime) -> None:
        """Forget those that are over since before then."""
        old = (_COLUMNS.until < before, ~IN_FORCE)
        await self._database.run(delete(tables.bans).where(*old))

    async def is_banned(self, key: ChatKey, others: Collection[str] = ()) -> bool:
        """Whether nobody is answered in that chat, or one of the `others` is banned: who asks, or
        what holds the chat, by their ids."""
        asked = asdict(_of_all(key)) | {"others": list(others)}
        return bool(await self._database.rows(_BANNED, asked))

    async def of(self, key: ChatKey) -> Ban | None:
        """What is kept from that chat, or None; of a thread, what is kept from it alone first."""
        here = (
            _COLUMNS.platform == kind_of(key.platform),
            _COLUMNS.chat_id == key.chat_id,
            _COLUMNS.thread_id.in_(("", key.thread_id)),
            IN_FORCE,
        )
        statement = select(tables.bans).where(*here).order_by(_COLUMNS.thread_id.desc())
        rows = await self._database.rows(statement.limit(1))
        return _ban(rows[0]) if rows else None

    async def all(self) -> list[Ban]:
        """All that are in force, by key."""
        rows = await self._database.rows(select(tables.bans).where(IN_FORCE).order_by(*_BY_KEY))
        return [_ban(row) for row in rows]


def _of_all(key: ChatKey) -> ChatKey:
    """The chat or person, on whichever of a platform's accounts: a ban is on all of them."""
    return replace(key, platform=kind_of(key.platform))


def _ban(row: AnyRow) -> Ban:
    return Ban(key=key_in(row), kind=BanKind(row.kind), since=row.since, until=row.until)
