"""Renders what a chat is owed: each decision about a shelf becomes the parts of its messages."""

# Tested in tests/bot/delivery/test_newsroom.py.

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

import structlog

from bot.chat import views
from bot.chat.announced import announced_day, letters_alone, without_list
from bot.chat.picking import NOTHING, Picker
from bot.chat.views.model import sentences
from bot.chat.views.picks import PicksToShow
from bot.delivery.schedule import Decision
from core.chats import Chat, ChatKey
from core.delivery import Delivery, DeliveryKind
from core.editions.keys import ANNOUNCED, DAILY, ListKey, Shelf
from core.editions.select import for_chat
from core.errors import StoreUnavailable
from core.shown import ShownList
from locales import Translator

log = structlog.get_logger()

# A body and a role's id → the body that calls the role.
Call = Callable[[str, str], str]

# A list and a language → the stored list as it is shown; None when it is not stored.
Shown = Callable[[ListKey, str], Awaitable[ShownList | None]]

# So often chats for which choosing failed are parted: enough to find three of a batch.
HALVED = 24

# The first day of the weekend, as `date.weekday` counts.
SATURDAY = 5


class Render(Protocol):
    """How a platform writes messages."""

    def __call__(
        self, view: views.View, t: Translator, *, silent: bool, previews: bool
    ) -> Sequence[str]:
        """The bodies of the view's message parts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """Knows how each platform writes.

    `shown` finds lists. `renderers` by platform; `callers` too, where messages can call a role;
    `threaded` are the platforms where a list can have a thread, `hearing` those where people can
    answer. `picker` chooses what stands beside lists; with `peek` nothing is fixed by that.
    """

    shown: Shown
    renderers: Mapping[str, Render]
    translators: Mapping[str, Translator]
    callers: Mapping[str, Call] = field(default_factory=dict)
    threaded: frozenset[str] = frozenset()
    hearing: frozenset[str] = frozenset()
    picker: Picker | None = None
    peek: bool = False

    def translator(self, chat: Chat) -> Translator:
        """The translator into the chat's language, or into the first one where it chose none."""
        chosen = self.translators.get(chat.settings.language or "")
        if chosen:
            return chosen
        return next(iter(self.translators.values()))

    def rendered(self, chat: Chat, view: views.View) -> Sequence[str]:
        """The bodies of the view's message parts, as the chat's platform writes them."""
        render = self.renderers[chat.key.platform]
        settings = chat.settings
        t = self.translator(chat)
        return render(view, t, silent=settings.silent, previews=settings.previews)

    def has_thread(self, chat: Chat) -> bool:
        """Whether a list in this chat gets a thread."""
        return chat.key.platform in self.threaded and chat.settings.daily_thread

    def introduces(self, chat: Chat) -> bool:
        """Whether the chat is still to be told, once, that it can have interests."""
        return chat.key.platform in self.hearing and not chat.introduced

    def tells_of_sources(self, chat: Chat) -> bool:
        """Whether the chat is still to be told, once, that other sources can be chosen: not in the
        list that introduces interests."""
        told = chat.told_of_sources or not chat.introduced or bool(chat.settings.categories)
        return chat.key.platform in self.hearing and not told


class Printed(NamedTuple):
    """A list's message parts; without papers it is a sentence that says why."""

    bodies: Sequence[str] = ()
    papers: bool = False


class Batch:
    """Renders what one batch of chats is owed; equal lists are rendered once."""

    def __init__(self, press: Press) -> None:
        self._press = press
        self._shown: dict[tuple[ListKey, str], ShownList | None] = {}
        self._lists: dict[Hashable, Printed] = {}
        self._picks: dict[tuple[ListKey, ChatKey], PicksToShow | None] = {}

    async def choose(self, wanted: Sequence[tuple[Chat, ListKey]]) -> None:
        """Choose what stands beside those lists of those chats, all at once."""
        chats: dict[ListKey, list[Chat]] = {}
        for chat, key in wanted:
            if (key, chat.key) not in self._picks:
                chats.setdefault(key, []).append(chat)
        for key, those in chats.items():
            await self._choose(key, those)

    async def _choose(self, key: ListKey, chats: Sequence[Chat]) -> None:
        """Choose for those chats; where that fails, for each half of them by itself, so that what
        is wrong with one chat costs the others nothing."""
        parts, failed = [chats], 0
        while parts:
            part = parts.pop()
            try:
                self._picks |= await self._chosen(key, part)
            except StoreUnavailable:
                raise
            except Exception:
                failed += 1
                if len(part) > 1 and failed <= HALVED:
                    middle = len(part) // 2
                    parts += [part[:middle], part[middle:]]
                    continue
                # A list is worth more than what stands beside it.
                log.exception("nothing chosen", day=str(key), chats=len(part))
                self._picks |= {(key, chat.key): None for chat in part}

    async def _chosen(
        self, key: ListKey, chats: Sequence[Chat]
    ) -> dict[tuple[ListKey, ChatKey], PicksToShow | None]:
        found: dict[tuple[ListKey, ChatKey], PicksToShow | None] = {}
        for chat in chats:
            found[key, chat.key] = None
        picker = self._press.picker
        shown = await self._list_shown(key, self._press.translator(chats[0]).language)
        if picker is None or shown is None:
            return found
        picks = await picker.beside_all(chats, shown, peek=self._press.peek)
        speaking: dict[str, list[Chat]] = {}
        for chat in chats:
            fits = picks.get(chat.key)
            if fits is not None and fits != NOTHING:
                speaking.setdefault(self._press.translator(chat).language, []).append(chat)
            elif fits is not None:
                # Nothing fits, which is not to say that all is shown; and it has interests.
                only = chat.settings.only_fitting
                found[key, chat.key] = PicksToShow(picks=NOTHING, only=only)
        for language, those in speaking.items():
            chosen = [picks[chat.key] for chat in those]
            beside = await picker.shown(chosen, language)
            for chat in those:
                only = chat.settings.only_fitting
                shown_ = dataclasses.replace(beside, picks=picks[chat.key], only=only)
                found[key, chat.key] = shown_
        return found

    async def deliveries(self, chat: Chat, shelf: Shelf, decision: Decision) -> list[Delivery]:
        """The deliveries of that decision about a shelf, in the order they are read."""
        press = self._press
        t = press.translator(chat)
        found: list[Delivery] = []
        alone = alone_for(chat, shelf, decision)
        told = alone is not None and chat.seen == alone
        if told and decision.late:
            # The letters came a while ago, and the list is still awaited.
            return []
        if alone and not told and (bodies := await self._alone(chat, t, alone, decision)):
            # It says what else would be said of the day.
            return parts_of(chat, alone, DeliveryKind.LIST, bodies)
        if decision.late:
            said = sentences([_late(t, decision.late, decision.reason)])
            key = shelf.on(decision.late)
            found += parts_of(chat, key, DeliveryKind.LATE, press.rendered(chat, said))
        if decision.full:
            key = shelf.on(decision.full)
            printed = await self._list(chat, t, key, decision.missed)
            found += parts_of(chat, key, DeliveryKind.LIST, self._called(chat, printed))
            if printed.papers and press.has_thread(chat):
                name = t.t("list.header", date=t.date(decision.full, weekday=False))
                found += parts_of(chat, key, DeliveryKind.THREAD, [name])
        if decision.empty:
            said = sentences([_empty(t, decision.empty)])
            key = shelf.on(decision.empty)
            found += parts_of(chat, key, DeliveryKind.EMPTY, press.rendered(chat, said))
        return found

    async def _alone(
        self, chat: Chat, t: Translator, key: ListKey, decision: Decision
    ) -> Sequence[str]:
        """The letters that come without a list, and why they do; nothing where nothing fits."""
        await self.choose([(chat, key)])
        picks = self._picks[key, chat.key]
        if picks is None or not picks.picks.picks or decision.unlisted is None:
            return ()
        why = _empty(t, decision.unlisted)
        if decision.late:
            why = _late(t, decision.late, decision.reason)
        day = announced_day(key) or key.day
        view = views.letters_view(t, without_list(key), day, why, picks)
        return self._press.rendered(chat, view)

    async def _list(
        self, chat: Chat, t: Translator, key: ListKey, missed: Sequence[dt.date]
    ) -> Printed:
        """The list. When and to whom aside, chats with the same settings get the same, but that
        the first one a chat gets is explained, and but for what was picked for a chat."""
        await self.choose([(chat, key)])
        picks = self._picks[key, chat.key]
        if picks is not None:
            try:
                return await self._printed(chat, t, key, missed, picks)
            except StoreUnavailable:
                raise
            except Exception:
                # Whatever is wrong with what was picked, the list can do without.
                log.exception("a list goes without its picks", chat=chat.key)
        alike = dataclasses.replace(
            chat.settings,
            time=dt.time(),
            zone=None,
            weekdays=(),
            mention=None,
            daily_thread=False,
            publish=False,
        )
        press = self._press
        first = chat.seen is None, press.introduces(chat), press.tells_of_sources(chat)
        same = (chat.key.platform, t.language, key, tuple(missed), alike, first)
        if same not in self._lists:
            self._lists[same] = await self._printed(chat, t, key, missed)
        return self._lists[same]

    async def _list_shown(self, key: ListKey, language: str) -> ShownList | None:
        if key.shelf == ANNOUNCED:
            return without_list(key)
        if (key, language) not in self._shown:
            self._shown[key, language] = await self._press.shown(key, language)
        return self._shown[key, language]

    async def _printed(
        self,
        chat: Chat,
        t: Translator,
        key: ListKey,
        missed: Sequence[dt.date],
        picks: PicksToShow | None = None,
    ) -> Printed:
        shown = await self._list_shown(key, t.language)
        if shown is None:
            return Printed()
        wanted = for_chat(shown.edition, chat.settings)
        if not wanted.selected:
            said = views.none_fits_view(t, shown.edition, shown.summaries, picks)
            return Printed(self._press.rendered(chat, said))
        view = views.list_view(
            t,
            wanted,
            shown.summaries,
            previous=shown.previous,
            following=shown.following,
            missed=[key.shelf.on(day) for day in missed],
            first=chat.seen is None,
            picks=picks,
            introduces=picks is None and self._press.introduces(chat),
            tells_of_sources=self._press.tells_of_sources(chat),
        )
        return Printed(self._press.rendered(chat, view), papers=True)

    def _called(self, chat: Chat, printed: Printed) -> Sequence[str]:
        """The list's bodies; the first calls the role that the chat chose, if there are papers."""
        call = self._press.callers.get(chat.key.platform)
        role = chat.settings.mention
        if not (printed.papers and call and role):
            return printed.bodies
        first, *others = printed.bodies
        return [call(first, role), *others]


def alone_for(chat: Chat, shelf: Shelf, decision: Decision) -> ListKey | None:
    """Under which key the chat may get letters in place of a list; None where it gets none."""
    if shelf != DAILY or decision.unlisted is None or not chat.settings.categories:
        return None
    return letters_alone(decision.unlisted)


def _empty(t: Translator, day: dt.date) -> str:
    if day.weekday() >= SATURDAY:
        return t.t("push.empty.weekend", date=day)
    return t.t("push.empty", date=day)


def _late(t: Translator, day: dt.date, reason: str | None) -> str:
    return t.t("push.late", date=day, reason=t.t(reason or "late.reading"))


def parts_of(chat: Chat, key: ListKey, kind: DeliveryKind, bodies: Sequence[str]) -> list[Delivery]:
    """The bodies as deliveries to the chat, in their order."""
    return [
        Delivery(key=chat.key, list_key=key, kind=kind, part=part, body=body)
        for part, body in enumerate(bodies)
    ]
