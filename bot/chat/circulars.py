"""What the operator tells all chats: written, looked at, confirmed, and called off.

It is confirmed by its name, under which it goes out once, however often the button is pressed.
"""

# Chinese is read here: the brackets around a language's code.

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping
from typing import Final

from bot.chat.request import Request
from bot.chat.views import View, text_view
from bot.chat.views.circulars import CircularCounts, Reach, draft_view, overview
from core.chats import Chat
from core.circulars import ANY, Circular, CircularState, make_circular
from core.errors import CircularNameTaken, CircularUnknown
from core.ports import Clock
from locales import Translator
from storage import Storage

# Circulars that are told of.
SHOWN: Final = 5
# Chats that are counted at once.
_AT_ONCE: Final = 1000
# What is said when one is called off, by what it is then.
CALLED_OFF: Final[Mapping[CircularState, str]] = {
    CircularState.DRAFT: "circular.discarded",
    CircularState.DONE: "circular.over",
    CircularState.CANCELLED: "circular.cancelled",
}
# What our buttons say.
_ORDER = re.compile(r"(send|cancel) ([a-z][a-z0-9]{0,30})")
# What begins the text of a language: [zh].
_LANGUAGE = re.compile(r"[\[【]([A-Za-z-]{2,12})[\]】]")


async def reach(
    storage: Storage, platforms: Iterable[str], circular: Circular, languages: Iterable[str]
) -> Reach:
    """Whom the circular would come to if it were begun at its moment. A chat of none of the
    `languages` has the first of them."""
    spoken = list(languages)
    found = Reach()
    for platform in platforms:
        after = None
        while True:
            chats = await storage.circulars.audience(platform, circular.at, after, _AT_ONCE)
            for chat in chats:
                _count(found, chat, spoken)
            if len(chats) < _AT_ONCE:
                break
            after = chats[-1].key
    return found


def _count(found: Reach, chat: Chat, spoken: list[str]) -> None:
    if not chat.settings.announcements:
        found.refusing += 1
        return
    language = chat.settings.language
    found.platforms[chat.key.platform] += 1
    found.languages[language if language in spoken else spoken[0]] += 1


def texts_in(text: str, languages: Iterable[str]) -> dict[str, str]:
    """The texts by language that somebody wrote in one: each begins with its language's code in
    square brackets, and what stands before the first is for all others. Pure."""
    known = {code.casefold(): code for code in languages}
    texts: dict[str, str] = {}
    language, start = ANY, 0
    for found in _LANGUAGE.finditer(text):
        code = known.get(found[1].casefold())
        if code is None:
            continue
        texts[language] = text[start : found.start()]
        language, start = code, found.end()
    texts[language] = text[start:]
    # Where only one line can be typed, a break is written.
    return {code: said.replace("\\n", "\n") for code, said in texts.items() if said.strip()}


class Circulars:
    """The use cases of `/announce`."""

    def __init__(
        self, storage: Storage, clock: Clock, translators: Mapping[str, Translator]
    ) -> None:
        """`translators` by language, the default first."""
        self._storage = storage
        self._clock = clock
        self._translators = translators

    async def said(self, request: Request, text: str) -> View:
        """Shows what is to be sent, and asks; after a yes, sends it; without a text, tells what was
        sent. Raises RequestError."""
        if not request.in_private:
            return text_view(request.t, "circular.in_private")
        order = _ORDER.fullmatch(text.strip())
        if order:
            return await self._ordered(request, order[1], order[2])
        if not text.strip():
            return await self._told(request)
        return await self._draft(request, text)

    async def _ordered(self, request: Request, order: str, name: str) -> View:
        """What a button says. One may be pressed long after its draft was dropped: its line is
        never taken for a text."""
        named = await self._storage.circulars.get(name)
        if named is None:
            raise CircularUnknown(name)
        if order == "send":
            return await self._send(request, named)
        return await self._cancel(request, named)

    async def _draft(self, request: Request, text: str) -> View:
        now = self._clock.now()
        draft = make_circular(texts_in(text, self._translators), now)
        before = await self._storage.circulars.draft(draft)
        if before is not None:
            return await self._told(request, before, "circular.before")
        platforms = [each.platform for each in await self._storage.platforms.all()]
        found = await reach(self._storage, platforms, draft, self._translators)
        names = {code: t.about.name for code, t in self._translators.items()}
        return draft_view(request.t, draft, found, names, ask=True)

    async def _send(self, request: Request, draft: Circular) -> View:
        fresh = dataclasses.replace(draft, at=self._clock.now())
        before = await self._storage.circulars.begin(fresh)
        if before is not None:
            return await self._told(request, before, "circular.before")
        sent = dataclasses.replace(fresh, state=CircularState.UNDER_WAY)
        return await self._told(request, sent, "circular.begun")

    async def _cancel(self, request: Request, circular: Circular) -> View:
        cancelled = await called_off(self._storage, circular.name, self._clock)
        if cancelled.state is CircularState.DRAFT:
            return text_view(request.t, "circular.discarded")
        return await self._told(request, cancelled, CALLED_OFF[cancelled.state])

    async def _told(
        self, request: Request, circular: Circular | None = None, said: str = "circular.how"
    ) -> View:
        """The sentence, and how far that circular is, or the last ones are."""
        told = [circular] if circular else await self._storage.circulars.all(SHOWN)
        standings = [await standing_of(self._storage, each) for each in told]
        return overview(request.t, said, standings, buttons=True)


async def standing_of(storage: Storage, circular: Circular) -> CircularCounts:
    """How far the circular is."""
    return CircularCounts(circular, await storage.circulars.counts(circular))


async def begun(storage: Storage, circular: Circular) -> Circular | None:
    """Send the circular from now on, and return None; where it was begun before, return what is
    stored of it. Raises CircularNameTaken where another one has its name."""
    return _the_same(await storage.circulars.begin(circular), circular)


async def known(storage: Storage, circular: Circular) -> Circular | None:
    """What is stored of the circular if it was begun before, else None. Raises CircularNameTaken
    where another one has its name."""
    before = await storage.circulars.get(circular.name)
    if before is not None and before.state is CircularState.DRAFT:
        return None
    return _the_same(before, circular)


def _the_same(before: Circular | None, circular: Circular) -> Circular | None:
    if before is not None and before.texts != circular.texts:
        raise CircularNameTaken(circular.name)
    return before


async def called_off(storage: Storage, name: str, clock: Clock) -> Circular:
    """Send that circular to nobody any more, and return it as it is then, a draft as one. Raises
    CircularUnknown."""
    found = await storage.circulars.cancel(name, clock.now())
    if found is None:
        raise CircularUnknown(name[:40])
    return found
