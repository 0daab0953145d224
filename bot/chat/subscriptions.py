"""Subscribing a chat, and what it may choose: use cases from a request to a view."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from zoneinfo import ZoneInfo

from bot.chat import views
from bot.chat.audience import Audience
from bot.chat.beside import is_interested
from bot.chat.changes import apply
from bot.chat.gate import Gate
from bot.chat.homes import Homes
from bot.chat.hours import next_list, next_slot, zone_of
from bot.chat.logged import LOG, SHOWN, Logged, last_line, log_view
from bot.chat.panel import OF_PICKS, panel_of, weekdays_in_words
from bot.chat.recommended import command_button, run_button
from bot.chat.request import Request
from bot.chat.targets import Change
from bot.chat.typed_settings import typed, understood
from bot.chat.views.model import Button, Line, Paragraph, Span, View, line, live
from bot.chat.views.settings import ALL, Panel, setting_view, settings_view
from bot.chat.words.called import asks_for_log, command_called
from bot.chat.words.lexicon import spoken
from bot.chat.words.slots import parse_slot
from bot.chat.words.switches import parse_switch
from core.changelog import Change as Logging
from core.chats import EVERY_DAY, Chat, ChatSettings
from core.editions.keys import DAILY
from core.editions.policies import Policies
from core.errors import SettingImpossible, SettingInvalid
from core.ports import Clock
from locales import Translator
from storage import Storage


def _turned(text: str) -> bool | None:
    """Whether the text only turns lists on or off, as "on" and "stop" do; None for anything else:
    a number is an hour."""
    if not text or any(map(str.isdigit, text)):
        return None
    called = command_called(text)
    if called == ("unsubscribe", ""):
        return False
    with suppress(SettingInvalid):
        return parse_switch(text)
    return None


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
        policies: Policies,
        homes: Homes,
    ) -> None:
        """`translators` by language, the default first; `zone` is the one of chats that chose none;
        `homes` tells whose a chat is, where there are several bots."""
        self._storage = storage
        self._homes = homes
        self._clock = clock
        self._gate = gate
        self._translators = translators
        self._zone = zone
        self._policies = policies
        self._languages = {code: t.about.name for code, t in translators.items()}
        self._spoken = spoken()  # people mix them
        # Called when a chat chose other sources.
        self.sources_chosen: Callable[[], None] = lambda: None

    async def start(self, request: Request) -> View:
        """A greeting; a subscribed chat that was out of reach for a while gets its lists again."""
        lost = request.chat.paused and request.chat.subscribed_at
        if lost and await request.may(Audience.ADMINS):
            return await self.subscribe(request, "")
        return await self.greeting(request)

    async def greeting(self, request: Request) -> View:
        """What Paperboy is, with what to press first: for admins the subscription or its settings,
        for everybody the newest list."""
        t = request.t
        name = "subscribe"
        said = views.text_view(t, "chat.start")
        if self.gets_lists(request):
            name = "settings"
            when = self._when_told(t, request.chat.settings)
            said = views.text_view(t, "chat.start.subscribed", **when)
        first: list[tuple[Button, ...]] = []
        if await request.may(Audience.ADMINS):
            first.append((command_button(t, name),))
        buttons = (*first, *await self._newest(t), (command_button(t, "help"),))
        return dataclasses.replace(said, buttons=buttons)

    def gets_lists(self, request: Request) -> bool:
        """Whether lists come to the very place of the request."""
        return request.chat.gets_lists and request.here is None

    async def subscribe(self, request: Request, text: str) -> View:
        """From now on the morning list comes here. This also revives a paused chat, and changes the
        time of a subscribed one.

        Raises ChatNotServed, also when the operator asks, who is answered anywhere: no list would
        come.
        """
        self._gate.require(request.chat.key, request.within)
        turned = _turned(text)
        if turned is False:
            how = views.text_view(request.t, "chat.unsubscribe_how")
            leave = (command_button(request.t, "unsubscribe"),)
            return dataclasses.replace(how, buttons=(leave,))
        slot = parse_slot("" if turned else text, request.t.language)
        now = self._clock.now()

        def subscribed(chat: Chat) -> Chat:
            chat = request.within_parent(chat)
            settings = dataclasses.replace(
                chat.settings,
                # Whoever chose no language gets the lists in the one that is spoken here.
                language=chat.settings.language or request.chat.settings.language,
                time=slot.time or chat.settings.time,
                zone=slot.zone or chat.settings.zone,
                weekdays=slot.weekdays or chat.settings.weekdays or EVERY_DAY,
            )
            if chat.gets_lists:
                # The new hour may already have passed today. The schedule looks at once, and knows
                # what was sent.
                return dataclasses.replace(chat, settings=settings, next_due=now)
            due = next_slot(settings, self._zone, now)
            return dataclasses.replace(
                chat, settings=settings, subscribed_at=now, next_due=due, paused=None
            )

        author = request.author(now)
        key = request.here or request.chat.key
        # There is one list, and it comes from where it was wanted last.
        taken = await self._homes.take(key)
        chat = await self._storage.chats.change(key, subscribed, author)
        # Somebody may have wanted it of another bot meanwhile.
        await self._homes.take(key)
        t, settings = request.t, chat.settings
        done = "chat.subscribed"
        if self.gets_lists(request):
            done = "chat.subscribed.again"
            if self._when(settings) != self._when(request.chat.settings):
                done = "chat.subscribed.changed"
        if await self._storage.bans.of(chat.key):
            done = "chat.subscribed.silenced"
        said = t.t(done, **self._when_told(t, settings))
        status = await self._status(t, chat)
        told = [said]
        if taken:
            told.append(t.t("chat.subscribed.taken"))
        lines = (
            *(line(live(each)) for each in told),
            status,
            line(live(t.t("chat.subscribed.end"))),
        )
        ways = (command_button(t, "settings"), command_button(t, "unsubscribe"))
        return View((Paragraph(lines),), (ways, *await self._newest(t)))

    def next_list(self, chat: Chat) -> dt.datetime | None:
        """The moment, in the chat's zone, at which its next list comes; None if none ever does."""
        policies = self._policies.values()
        moment = next_list(chat, policies, self._zone, self._clock.now())
        if moment is None:
            return None
        return moment.astimezone(zone_of(chat.settings, self._zone))

    async def unsubscribe(self, request: Request) -> View:
        """The morning list does not come any more; what the chat is owed is dropped."""
        said = "chat.not_subscribed"
        if request.chat.subscribed_at is not None:
            author = request.author(self._clock.now())
            await self._storage.chats.unsubscribe(request.chat.key, author)
            said = "chat.unsubscribed"
        t = request.t
        below = (command_button(t, "subscribe"), command_button(t, "today"))
        return dataclasses.replace(views.text_view(t, said), buttons=(below,))

    async def settings(self, request: Request, text: str) -> View:
        """The panel; with a setting's name its page, and with a value too after that change. Raises
        RequestError for what is not understood."""
        if not text.strip():
            return await self.page(request, ALL)
        if asks_for_log(text):
            return await self._log(request)
        try:
            said = typed(text, self._spoken)
            if not said.words:
                if not request.place.has(said.field):
                    raise SettingImpossible(said.field, said.field)
                return await self.page(request, said.field)
            change = understood(said, self._spoken, request.t.language)
            return await self.change(request, change)
        except SettingInvalid as error:
            if request.place.pushes or error.setting:
                raise
            # What is suggested elsewhere may be what this place lacks.
            raise SettingImpossible(error.text) from None

    async def panel(self, request: Request) -> Panel:
        """What can be set, and what is set."""
        return await self._panel(request, request.chat)

    async def page(self, request: Request, name: str) -> View:
        """The page of that setting; all settings where this place has no such one."""
        return await self._page(request, request.chat, name)

    async def change(self, request: Request, change: Change) -> View:
        """The setting's page after one change, in the language the chat now speaks. Raises
        SettingInvalid, SettingImpossible."""
        now = self._clock.now()

        def changed(chat: Chat) -> Chat:
            chat = request.within_parent(chat)
            try:
                settings = apply(
                    chat.settings, change.field, change.value, self._languages, request.place
                )
            except SettingInvalid as error:
                if request.place.types_settings:
                    raise
                raise SettingImpossible(error.text) from None
            next_due = chat.next_due
            if chat.gets_lists:
                # The hour may be another now: the schedule looks at once.
                next_due = now
            return dataclasses.replace(chat, settings=settings, next_due=next_due)

        chat = await self._storage.chats.change(request.chat.key, changed, request.author(now))
        if chat.settings.categories != request.chat.settings.categories:
            self.sources_chosen()
        return await self._page(request, chat, change.field)

    async def _log(self, request: Request) -> View:
        """The last changes of the chat's settings, with who made them."""
        last = await self._storage.changelog.last(request.chat.key, SHOWN)
        return log_view(self._logged(request), last, await _named(request, last))

    def _logged(self, request: Request) -> Logged:
        """What tells changes in the words of this place."""
        chat = request.chat
        t = self._translators.get(chat.settings.language or "", request.t)
        zone = zone_of(chat.settings, self._zone)
        return Logged(t, zone, self._zone, self._languages, request.place)

    async def _page(self, request: Request, chat: Chat, name: str) -> View:
        panel = await self._panel(request, chat, picks=name in OF_PICKS)
        setting = panel.setting(name)
        if setting is None:
            return settings_view(panel)
        chosen = name == "sources" and bool(chat.settings.categories)
        if chosen and not await is_interested(self._storage, request.home.key):
            # Nothing can be picked yet, so that comes first.
            t = self._translators.get(chat.settings.language or "", request.t)
            setting = dataclasses.replace(setting, how=t.t("picks.ask_first"))
        return setting_view(panel, setting)

    async def _panel(self, request: Request, chat: Chat, *, picks: bool = False) -> Panel:
        """The panel; what concerns picks is there once the chat has interests, or it is asked for
        (`picks`)."""
        picks = picks or await is_interested(self._storage, request.home.key)
        t = self._translators.get(chat.settings.language or "", request.t)
        more: list[Button] = []
        told: Line | None = None
        status = line(t.t("panel.asked_for"))
        if request.place.pushes:
            status = await self._status(t, chat)
            if chat.subscribed_at is None:
                more.append(command_button(t, "subscribe"))
            last = await self._storage.changelog.last(chat.key, 1)
            if last:
                logged = self._logged(dataclasses.replace(request, chat=chat))
                told = last_line(logged, last[0], await _named(request, last))
                more.append(run_button(LOG, t.t("log.button")))
        return panel_of(
            t,
            chat.settings,
            self._zone,
            self._languages,
            request.place,
            status=status,
            last=told,
            more=more,
            picks=picks,
        )

    def _when(self, settings: ChatSettings) -> Sequence[object]:
        """What says when the list comes; a zone that is named is that zone all the same."""
        return settings.time, zone_of(settings, self._zone), settings.weekdays

    def _when_told(self, t: Translator, settings: ChatSettings) -> dict[str, str]:
        """Hour, zone and weekdays of the list as words, by their names in sentences."""
        return {
            "time": f"{settings.time:%H:%M}",
            "zone": t.zone(str(zone_of(settings, self._zone))),
            "days": weekdays_in_words(t, settings.weekdays),
        }

    async def _status(self, t: Translator, chat: Chat) -> Line:
        """When the next list comes to the chat, or why none does."""
        if chat.subscribed_at is None:
            return line(t.t("panel.not_subscribed"))
        if await self._storage.bans.of(chat.key):
            return line(t.t("chat.silenced"))
        if chat.paused:
            return line(t.t("panel.paused"))
        moment = self.next_list(chat)
        if moment is None:  # a chat of older times, which wants no weekday
            return line(t.t("panel.not_subscribed"))
        said = f"{t.date(moment.date())} {moment:%H:%M}"
        own_clock = t.t("chat.next.own_clock")
        return line(t.t("chat.next"), Span(said, moment=moment, own_clock=own_clock))

    async def _newest(self, t: Translator) -> tuple[tuple[Button, ...], ...]:
        """A row with a button for the newest list; () where there is none."""
        newest = await self._storage.editions.newest(DAILY)
        if newest is None:
            return ()
        label = t.t("chat.open_newest", date=newest.day)
        return ((run_button(f"/date {newest}", label),),)


async def _named(request: Request, changes: Sequence[Logging]) -> dict[str, Span]:
    """By id, how those who made the changes are called here."""
    people = {each.person for each in changes if each.person}
    return {person: await request.named(person) for person in sorted(people)}
