"""Subscribing a chat, and what it may choose: use cases from a request to a view."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from bot.chat import views
from bot.chat.audience import Audience
from bot.chat.gate import Gate
from bot.chat.hours import next_slot
from bot.chat.panel import apply, settings_view
from bot.chat.request import Request
from bot.chat.words.slots import parse_slot
from core.chats import EVERY_DAY, Chat, ChatSettings
from core.ports import Clock
from locales import Translator
from storage import Storage


class Subscriptions:
    """What chats chose, kept so that the schedule finds them."""

    def __init__(
        self,
        storage: Storage,
        clock: Clock,
        gate: Gate,
        *,
        translators: Mapping[str, Translator],
        zone: ZoneInfo,
    ) -> None:
        """`translators` by language, the default first; `zone` is the one of chats that chose
        none."""
        self._storage = storage
        self._clock = clock
        self._gate = gate
        self._translators = translators
        self._zone = zone
        self._languages = {code: t.about.name for code, t in translators.items()}

    async def start(self, request: Request) -> views.View:
        """A greeting; a subscribed chat that was out of reach for a while gets its lists again."""
        lost = request.chat.paused and request.chat.subscribed_at
        if lost and await request.may(Audience.ADMINS):
            return await self.subscribe(request, "")
        return views.text_view(request.t, "chat.start")

    async def subscribe(self, request: Request, text: str) -> views.View:
        """From now on the morning list comes here. This also revives a paused chat, and changes the
        time of a subscribed one.

        Raises ChatNotServed, also when the operator asks, who is answered anywhere: no list would
        come.
        """
        self._gate.require(request.chat.key, request.within)
        slot = parse_slot(text, request.t.language)
        now = self._clock.now()

        def subscribed(chat: Chat) -> Chat:
            settings = dataclasses.replace(
                chat.settings,
                time=slot.time or chat.settings.time,
                zone=slot.zone or chat.settings.zone,
                weekdays=chat.settings.weekdays or EVERY_DAY,
            )
            if chat.gets_lists:
                # The new hour may already have passed today. The schedule looks at once, and knows
                # what was sent.
                return dataclasses.replace(chat, settings=settings, next_due=now)
            due = next_slot(settings, self._zone_of(settings), now)
            return dataclasses.replace(
                chat, settings=settings, subscribed_at=now, next_due=due, paused=None
            )

        chat = await self._storage.chats.change(request.chat.key, subscribed)
        settings = chat.settings
        own_zone = self._zone_of(settings)
        local = next_slot(settings, own_zone, now).astimezone(own_zone)
        return views.text_view(
            request.t,
            "chat.subscribed",
            time=f"{settings.time:%H:%M}",
            zone=request.t.zone(str(local.tzinfo)),
            next=local.date(),
        )

    async def unsubscribe(self, request: Request) -> views.View:
        """The morning list does not come any more; what the chat is owed is dropped."""
        if request.chat.subscribed_at is None:
            return views.text_view(request.t, "chat.not_subscribed")
        await self._storage.chats.unsubscribe(request.chat.key)
        return views.text_view(request.t, "chat.unsubscribed")

    async def settings(self, request: Request, text: str) -> views.View:
        """The panel; with `FIELD VALUE`, after that change."""
        if text:
            field, _, value = text.partition(" ")
            return await self.change(request, field.casefold(), value)
        return settings_view(
            request.t, request.chat.settings, self._zone, self._languages, request.place
        )

    async def change(self, request: Request, field: str, value: str) -> views.View:
        """The panel after one change, in the language it now speaks."""
        now = self._clock.now()

        def changed(chat: Chat) -> Chat:
            settings = apply(chat.settings, field, value, self._languages, request.place)
            next_due = chat.next_due
            if chat.gets_lists:
                # The hour may be another now: the schedule looks at once.
                next_due = now
            return dataclasses.replace(chat, settings=settings, next_due=next_due)

        chat = await self._storage.chats.change(request.chat.key, changed)
        settings = chat.settings
        t = self._translators.get(settings.language or "", request.t)
        return settings_view(t, settings, self._zone, self._languages, request.place)

    def _zone_of(self, settings: ChatSettings) -> ZoneInfo:
        if settings.zone:
            return ZoneInfo(settings.zone)
        return self._zone
