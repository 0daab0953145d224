"""Homes: to which of a platform's accounts a chat belongs, where several know it.

That is the account whose row in `chats` there is: who subscribes the chat with another takes it
there, so that there is one list.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from sqlalchemy import Select, select

from core.accounts import kind_of
from core.chats import FORGOTTEN, NOT_ALLOWED, Chat, ChatKey
from storage import tables
from storage.accounts import accounts_of
from storage.chat_rows import chat_row
from storage.engine.database import AnyRow, Connection, Database, insert
from storage.engine.engines import engine_of
from storage.moved_chats import change_account
from storage.owed import drop_unwanted

_CHATS = tables.chats.c


class Homes:
    """The chats' accounts. `names` are those of the platform that may know a chat, `served` those
    that are served."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, key: ChatKey, names: Collection[str], served: Collection[str]) -> ChatKey:
        """The chat as the account knows it that it belongs to; as it is, where no other does. From
        an account that is not served any more it is taken to this one."""
        rows = await self._database.rows(_rows(key, names, [key.thread_id]))
        found = _chosen(rows, served, key.platform)
        if found is None or found == key.platform:
            return key
        home = replace(key, platform=found)
        if found in served:
            return home
        await self.bring(home, key)
        return key

    async def found(self, key: ChatKey) -> ChatKey:
        """The chat as the account knows it that it belongs to, of all that ever were; for who names
        a chat and not its account."""

        async def work(connection: Connection) -> ChatKey:
            names = await accounts_of(connection, key.platform)
            rows = (await connection.execute(_rows(key, names, [key.thread_id]))).all()
            found = _chosen(rows, names, key.platform)
            return key if found is None else replace(key, platform=found)

        return await self._database.read(work)

    async def is_own(self, key: ChatKey, names: Collection[str], served: Collection[str]) -> bool:
        """Whether the chat, or the one that it is a thread of, belongs to this account; from now on
        it does, where it belonged to none."""

        async def work(connection: Connection) -> bool:
            await _alone(connection, key)
            for thread in dict.fromkeys((key.thread_id, "")):
                place = replace(key, thread_id=thread)
                rows = (await connection.execute(_rows(place, names, [thread]))).all()
                # An account that was put out of the chat says nothing there.
                rows = [row for row in rows if row.paused in (None, NOT_ALLOWED)]
                found = _chosen(rows, served)
                if found is None:
                    continue
                if found not in served:
                    await _bring(connection, replace(place, platform=found), place)
                    return True
                return found == key.platform
            row = chat_row(Chat(key=replace(key, thread_id="")))
            await connection.execute(insert(tables.chats).values(row).on_conflict_do_nothing())
            return True

        return await self._database.write(work)

    async def take(self, key: ChatKey, names: Collection[str]) -> bool:
        """From now on the chat belongs to this account, whichever others know it; returns whether
        lists came from one of them."""

        async def work(connection: Connection) -> bool:
            await _alone(connection, key)
            rows = (await connection.execute(_rows(key, names, [key.thread_id]))).all()
            others = [row for row in rows if row.platform != key.platform]
            for row in sorted(others, key=lambda row: row.subscribed_at is not None):
                await _bring(connection, replace(key, platform=row.platform), key)
            return any(row.subscribed_at for row in others)

        return await self._database.write(work)

    async def bring(self, old_key: ChatKey, new_key: ChatKey) -> None:
        """From now on the chat belongs to the other account, with all that is stored of it; but
        messages stay with who sent them, and what is on its way with who sends it."""

        async def work(connection: Connection) -> None:
            await _alone(connection, new_key)
            await _bring(connection, old_key, new_key)

        await self._database.write(work)


async def _alone(connection: Connection, key: ChatKey) -> None:
    name = f"home {kind_of(key.platform)} {key.chat_id}"
    await engine_of(connection).alone(connection, [name])


async def _bring(connection: Connection, old_key: ChatKey, new_key: ChatKey) -> None:
    await change_account(connection, old_key, new_key)
    await drop_unwanted(connection, new_key)


def _rows(key: ChatKey, names: Collection[str], threads: Sequence[str]) -> Select[tuple[object]]:
    its = (_CHATS.chat_id == key.chat_id, _CHATS.thread_id.in_(threads))
    columns = (_CHATS.platform, _CHATS.subscribed_at, _CHATS.paused)
    return select(*columns).where(_CHATS.platform.in_(sorted(names)), *its)


def _chosen(rows: Sequence[AnyRow], served: Collection[str], asked: str = "") -> str | None:
    """The account among these rows of the chat that it belongs to; None where there is none. Of
    several without a subscription, the one that is `asked`."""

    def rank(row: AnyRow) -> tuple[bool, bool, bool, str]:
        unsubscribed = row.subscribed_at is None
        other = unsubscribed and row.platform != asked
        return (unsubscribed, other, row.platform not in served, row.platform)

    known = [row for row in rows if row.subscribed_at or row.paused != FORGOTTEN]
    return str(min(known, key=rank).platform) if known else None
