"""Chats: where messages go, and what each chat chose."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import select

from core.models import Chat, ChatKey, ChatSettings
from storage import tables
from storage.database import Database, upsert


class Chats:
    """The known chats."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, key: ChatKey) -> Chat:
        """The chat; one that chose nothing yet when it is unknown."""
        same = [tables.chats.c[name] == value for name, value in asdict(key).items()]
        for row in await self._database.rows(select(tables.chats).where(*same)):
            return Chat(key=key, settings=ChatSettings(language=row.language), seen_date=row.seen_date)
        return Chat(key=key)

    async def save(self, chat: Chat) -> None:
        """Store it over what is known of it."""
        row = asdict(chat.key) | {"language": chat.settings.language, "seen_date": chat.seen_date}
        await self._database.run(upsert(tables.chats), row)
