"""The log of who changed which setting of a chat: the last changes of each, for a while."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Final

from sqlalchemy import delete, insert, select, update

from core.changelog import INTERESTS, Author, Change
from core.chats import ChatKey, ChatSettings
from storage import tables
from storage.bodies import settings_body, settings_of
from storage.chat_rows import chat_of, same
from storage.engine.database import AnyRow, Connection, Database

# Changes that are kept of a chat.
MOST: Final = 100
# Interests are changed step by step; within this time one entry stands for all steps.
TOGETHER: Final = dt.timedelta(minutes=10)

_COLUMNS = tables.setting_changes.c


class Changelog:
    """What was changed in chats."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def last(self, key: ChatKey, limit: int) -> list[Change]:
        """The chat's last changes, the newest first."""
        mine = select(tables.setting_changes).where(*same(tables.setting_changes, key))
        rows = await self._database.rows(mine.order_by(_COLUMNS.number.desc()).limit(limit))
        return [_change(row) for row in rows]

    async def interests(self, key: ChatKey, author: Author) -> None:
        """Note that the author changed the chat's interests."""

        async def work(connection: Connection) -> None:
            stored = select(tables.chats).where(*same(tables.chats, key))
            row = (await connection.execute(stored)).one_or_none()
            person = author.kept(chat_of(row)) if row is not None else ""
            if not await _is_going_on(connection, key, person, author.at):
                change = Change(setting=INTERESTS, at=author.at, person=person)
                await note(connection, key, [change])

        await self._database.write(work)

    async def forget(self, before: dt.datetime) -> None:
        """Forget what was changed before then."""
        await self._database.run(delete(tables.setting_changes).where(_COLUMNS.at < before))


async def _is_going_on(connection: Connection, key: ChatKey, person: str, at: dt.datetime) -> bool:
    """Whether the chat's last entry says that the same person has been changing its interests."""
    mine = select(tables.setting_changes).where(*same(tables.setting_changes, key))
    newest = mine.order_by(_COLUMNS.number.desc()).limit(1)
    for row in await connection.execute(newest):
        alike = (row.setting, row.person) == (INTERESTS, person)
        return alike and dt.timedelta() <= at - row.at <= TOGETHER
    return False


async def note(connection: Connection, key: ChatKey, changes: Sequence[Change]) -> None:
    """Write the chat's changes down, and forget those before its last ones."""
    if not changes:
        return
    rows = [asdict(key) | _values(change) for change in changes]
    await connection.execute(insert(tables.setting_changes), rows)
    mine = same(tables.setting_changes, key)
    oldest = select(_COLUMNS.number).where(*mine).order_by(_COLUMNS.number.desc())
    last = await connection.scalar(oldest.offset(MOST - 1).limit(1))
    if last is not None:
        gone = delete(tables.setting_changes).where(*mine, _COLUMNS.number < last)
        await connection.execute(gone)


async def forget_authors(connection: Connection, key: ChatKey) -> None:
    """Keep what was changed in the chat without who changed it."""
    theirs = (*same(tables.setting_changes, key), _COLUMNS.person != "")
    await connection.execute(update(tables.setting_changes).where(*theirs).values(person=""))


def _values(change: Change) -> dict[str, Any]:
    return {
        "at": change.at,
        "person": change.person,
        "setting": change.setting,
        "before": _body(change.before),
        "after": _body(change.after),
        "on": change.on,
    }


def _body(settings: ChatSettings | None) -> dict[str, Any] | None:
    """What the settings say that others do not."""
    if settings is None:
        return None
    usual = settings_body(ChatSettings())
    return {name: value for name, value in settings_body(settings).items() if value != usual[name]}


def _change(row: AnyRow) -> Change:
    return Change(
        setting=row.setting,
        at=row.at,
        person=row.person,
        before=None if row.before is None else settings_of(row.before),
        after=None if row.after is None else settings_of(row.after),
        on=row.on,
    )
