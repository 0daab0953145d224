"""Lists that people saw alone in a chat where others see another, so that their numbers mean it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import ColumnElement, delete, select

from core.chats import ChatKey
from core.editions.keys import ListKey, read_key
from storage import tables
from storage.chat_rows import same
from storage.engine.database import Database, upsert

_SEEN = tables.seen_alone.c


@dataclass(frozen=True, slots=True)
class Seen:
    """The list, and the one that all had seen in the chat by then."""

    own: ListKey
    of_chat: ListKey | None


class SeenLists:
    """Which list each person saw last alone, by chat."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def note(self, key: ChatKey, person: str, seen: Seen, at: dt.datetime) -> None:
        """The person has seen that list alone in the chat."""
        of_chat = str(seen.of_chat) if seen.of_chat else None
        row = asdict(key) | {"person": person, "own": str(seen.own), "of_chat": of_chat, "at": at}
        await self._database.run(upsert(tables.seen_alone), row)

    async def of(self, key: ChatKey, person: str, since: dt.datetime) -> Seen | None:
        """What they saw there last, since then; None when nothing, or it cannot be told."""
        where = (*_theirs(key, person), _SEEN.at >= since)
        for row in await self._database.rows(select(tables.seen_alone).where(*where)):
            own = read_key(row.own)
            if own is not None:
                return Seen(own, read_key(row.of_chat or ""))
        return None

    async def forget(self, before: dt.datetime) -> None:
        """Forget what was seen before then."""
        await self._database.run(delete(tables.seen_alone).where(_SEEN.at < before))


def _theirs(key: ChatKey, person: str) -> Sequence[ColumnElement[bool]]:
    return [*same(tables.seen_alone, key), _SEEN.person == person]
