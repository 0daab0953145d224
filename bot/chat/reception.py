"""Who asks, in which chat, and what that chose: what use cases are handed. No platform is known
here."""

# Tested in tests/bot/chat/test_desk.py.

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from bot.chat.homes import Homes
from bot.chat.hours import zone_of
from bot.chat.panel import ANYWHERE, Features
from bot.chat.request import May, Named, Notify, Request, anything, by_id
from core.chats import Chat, ChatKey, inheriting
from core.errors import StoreUnavailable
from core.language import Language
from core.ports import Clock
from core.sent import About
from locales import Translator
from storage import Storage


class Reception:
    """Makes requests of chats, with what they chose and the language they are spoken to."""

    def __init__(
        self,
        storage: Storage,
        clock: Clock,
        *,
        translators: Mapping[str, Translator],
        zone: ZoneInfo,
        homes: Homes,
    ) -> None:
        """`translators` by language, the default first; `zone` is that of chats that chose none."""
        self.homes, self._storage = homes, storage
        self._clock = clock
        self._translators = translators
        self.zone = zone

    async def request(
        self,
        key: ChatKey,
        notify: Notify,
        may: May = anything,
        *,
        delivers: bool = False,
        place: Features = ANYWHERE,
        person: str = "",
        own: ChatKey | None = None,
        about: About | None = None,
        within: tuple[str, ...] = (),
        insider: bool = False,
        parent: ChatKey | None = None,
        named: Named = by_id,
        always: bool = False,
    ) -> Request:
        """The request of a chat, with what it chose: nothing in a place that did not let us in.

        What a thread did not choose is its `parent`'s choice; where threads bear their chat's id,
        that one's. `always` makes one though the store cannot be read, to say so.
        """
        chat = Chat(key=key)
        holder: Chat | None = None
        unread: StoreUnavailable | None = None
        try:
            if not place.invite:
                chat = await self.chat(key)
                holder = await self._parent(key, parent)
                chat = inheriting(chat, holder)
        except StoreUnavailable as error:
            if not always:
                raise
            unread = error
        zone = zone_of(chat.settings, self.zone)
        today = self._clock.now().astimezone(zone).date()
        return Request(
            chat,
            self.translator(chat),
            today,
            notify,
            may=may,
            delivers=delivers,
            place=place,
            person=person,
            own=own,
            about=about,
            within=within,
            insider=insider,
            parent=holder,
            named=named,
            here=key if chat.key != key else None,
            unread=unread,
        )

    async def _parent(self, key: ChatKey, named: ChatKey | None) -> Chat | None:
        """The chat that holds this one; None when nothing does."""
        if named is None and key.thread_id:
            named = dataclasses.replace(key, thread_id="")
        if named is None:
            return None
        return await self.chat(named)

    async def chat(self, key: ChatKey) -> Chat:
        """The chat and what it chose, with the account that it belongs to."""
        return await self._storage.chats.get(await self.homes.of(key))

    async def called(self, key: ChatKey, title: str) -> None:
        """Remember what people call a chat that gets lists, to name it when it is lost."""
        chat = await self._storage.chats.get(key)
        if chat.gets_lists and chat.title != title:
            await self._storage.chats.change(
                key, lambda chat: dataclasses.replace(chat, title=title)
            )

    def translator(self, chat: Chat) -> Translator:
        """The language the chat chose, or the operator's first."""
        return self.speaking(chat.settings.language)

    def speaking(self, language: str | None) -> Translator:
        """That language, or the operator's first."""
        return self._translators.get(language or "") or next(iter(self._translators.values()))

    @property
    def spoken(self) -> tuple[Language, ...]:
        """The languages a chat may choose, the operator's first one first."""
        return tuple(t.about for t in self._translators.values())
