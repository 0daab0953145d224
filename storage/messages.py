"""Sent messages: what each is about.

What shows a view is noted here. Of what was pushed the ledger knows the list already, so a pushed
message is here only once a button has turned it into something else.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import select

from core.asking.prompts import Turn
from core.chats import ChatKey
from core.delivery import DeliveryKind
from core.sent import About
from storage import tables
from storage.chat_rows import same
from storage.engine.database import AnyRow, Connection, Database, upsert
from storage.keys import key_columns, key_of, key_row


class Messages:
    """The messages that we have sent to chats."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def save(
        self,
        key: ChatKey,
        message_id: str,
        about: About,
        at: dt.datetime,
        together: Sequence[str] = (),
    ) -> None:
        """From now on that message of the chat is about this. `together` are the ids of all that
        show it with that message, in order; none where it does so alone."""
        row = asdict(key) | {"message_id": message_id, "at": at} | _body(about)
        row["together"] = list(together)
        await self._database.run(upsert(tables.messages), row)

    async def together(self, key: ChatKey, message_id: str) -> tuple[str, ...]:
        """The ids of the messages that show one view with that message of the chat, in order; ()
        where it does so alone, or nothing is known of it."""
        where = (*same(tables.messages, key), tables.messages.c.message_id == message_id)
        found = select(tables.messages.c.together).where(*where)

        async def work(connection: Connection) -> tuple[str, ...]:
            row = (await connection.execute(found)).first()
            if row is None:
                return ()
            return tuple(row.together or ())

        return await self._database.read(work)

    async def thread_of(self, key: ChatKey, message_id: str) -> ChatKey:
        """The chat or the thread of it in which that message of ours stands, for platforms that
        give each message of a chat an id of its own but do not tell the thread; the chat itself
        where nothing is known of it."""
        for table in (tables.messages, tables.deliveries):
            columns = table.c
            threads = select(columns.thread_id, columns.at).where(
                columns.platform == key.platform,
                columns.chat_id == key.chat_id,
                columns.message_id == message_id,
            )
            rows = await self._database.rows(threads.order_by(columns.at.desc()).limit(1))
            if rows:
                return replace(key, thread_id=rows[0].thread_id)
        return key

    async def about(self, key: ChatKey, message_id: str) -> About | None:
        """What that message of the chat is about, also a pushed one; None when it is not known.

        A chat that has moved may give a message the id of one that moved with it: what was noted or
        pushed last is meant.
        """
        noted = (*same(tables.messages, key), tables.messages.c.message_id == message_id)
        pushed = (
            *same(tables.deliveries, key),
            tables.deliveries.c.message_id == message_id,
            tables.deliveries.c.kind != DeliveryKind.CIRCULAR,
        )
        pushed_at = tables.deliveries.c.at
        lists = select(*key_columns(tables.deliveries), pushed_at).where(*pushed)

        async def work(connection: Connection) -> About | None:
            row = (await connection.execute(select(tables.messages).where(*noted))).first()
            last = (await connection.execute(lists.order_by(pushed_at.desc()).limit(1))).first()
            if row is not None and (last is None or last.at <= row.at):
                return _about(row)
            if last is None:
                return None
            return About(list_key=key_of(last))

        return await self._database.read(work)


def _body(about: About) -> dict[str, Any]:
    where: dict[str, Any] = {"source": None, "shelf": None, "date": None}
    if about.list_key:
        where = key_row(about.list_key)
    return {
        **where,
        "number": about.number,
        "paper_id": about.paper_id,
        "turns": [asdict(turn) for turn in about.turns],
    }


def _about(row: AnyRow) -> About:
    list_key = key_of(row) if row.date else None
    return About(
        list_key=list_key,
        number=row.number,
        paper_id=row.paper_id,
        turns=tuple(Turn(each["question"], each["answer"]) for each in row.turns),
    )
