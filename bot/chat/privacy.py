"""What is stored of a chat and of whoever asks: told in plain words, and forgotten when they say
so."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from bot.chat.audience import Audience
from bot.chat.recommended import command_button, run_button
from bot.chat.request import Request
from bot.chat.views.model import Heading, Paragraph, View, bold, line, live, sentences
from core.accounts import kind_of
from core.chats import Person
from core.errors import NotAllowed
from core.keeping import CHANGES, COUNTS_GONE, DELIVERIES, MESSAGES, SEEN_GONE
from core.ports import Clock
from locales import Translator
from storage import Storage
from storage.people import Erased, Stored

# What is typed after the command, by us in buttons and by people.
YES, NO, CHAT = "yes", "no", "chat"


class Privacy:
    """The use cases of `/privacy` and `/forget`."""

    def __init__(self, storage: Storage, clock: Clock) -> None:
        self._people = storage.people
        self._bans = storage.bans
        self._clock = clock

    async def told(self, request: Request) -> View:
        """What is stored, of how much, and for how long."""
        stored = await self._people.stored(request.chat.key, _person(request))
        t = request.t
        said = _about_chat(t, stored, delivers=request.delivers)
        if await self._bans.of(request.chat.key):
            said.append(t.t("chat.silenced"))
        if request.person:
            said.append(t.plural("privacy.person", stored.counts, days=COUNTS_GONE.days))
        if stored.own_votes:
            said.append(t.plural("privacy.votes.own", stored.own_votes))
        if stored.own_changes:
            said.append(t.plural("privacy.changes.own", stored.own_changes, days=CHANGES.days))
        if stored.seen:
            said.append(t.plural("privacy.seen", stored.seen, days=SEEN_GONE.days))
        said += [t.t("privacy.model"), t.t("privacy.log"), t.t("privacy.ban")]
        if not request.in_private:
            said.append(t.t("privacy.company"))
        heading = Heading((line(bold(t.t("privacy.title"))),))
        paragraphs = [Paragraph((line(live(each)),)) for each in said]
        buttons = [(command_button(t, "forget"),)]
        if not request.in_private and await request.may(Audience.ADMINS):
            buttons.append((run_button(f"/forget {CHAT}", t.t("forget.chat")),))
        return View((heading, *paragraphs), tuple(buttons), private=True)

    async def forget(self, request: Request, text: str) -> View:
        """Ask first; after a yes, forget whoever asks, or the chat, and say what was erased;
        after a no, say that nothing was.

        Raises NotAllowed when somebody who is no admin wants the chat forgotten.
        """
        words = text.casefold().split()
        if NO in words:
            return dataclasses.replace(sentences([request.t.t("forget.kept")]), private=True)
        whole_chat = CHAT in words and not request.in_private
        if whole_chat and not await request.may(Audience.ADMINS):
            raise NotAllowed("forget")
        if YES not in words:
            return await _asked(request, whole_chat=whole_chat)
        now = self._clock.now()
        if whole_chat:
            key = request.chat.key
            erased = await self._people.forget(None, key, now, threads=not key.thread_id)
        else:
            erased = await self._people.forget(_person(request), request.own, now)
        view = sentences(_what_was_erased(request, erased, whole_chat=whole_chat))
        return dataclasses.replace(view, private=True)


def _person(request: Request) -> Person | None:
    if not request.person:
        return None
    return Person(kind_of(request.chat.key.platform), request.person)


def _about_chat(t: Translator, stored: Stored, *, delivers: bool) -> list[str]:
    """What is stored of the chat, a sentence each."""
    chat = "privacy.chat"
    if not stored.chat:
        chat = "privacy.chat.none"
    said = [t.t(chat)]
    if stored.messages:
        said.append(t.plural("privacy.messages", stored.messages, days=MESSAGES.days))
    else:
        said.append(t.t("privacy.messages.none", days=MESSAGES.days))
    if stored.talks:
        said.append(t.plural("privacy.talks", stored.talks))
    if stored.interests:
        said.append(t.plural("privacy.interests", stored.interests))
    if stored.votes:
        said.append(t.plural("privacy.votes", stored.votes))
    if delivers and stored.parts:
        said.append(t.plural("privacy.parts", stored.parts, days=DELIVERIES.days))
    elif delivers:
        said.append(t.t("privacy.parts.none", days=DELIVERIES.days))
    if stored.changes:
        said.append(t.plural("privacy.changes", stored.changes, days=CHANGES.days))
    return said


async def _asked(request: Request, *, whole_chat: bool) -> View:
    """Whether that is really meant, with a button that says yes and one that says no."""
    t = request.t
    if whole_chat:
        question, yes, label = "forget.ask.chat", f"/forget {CHAT} {YES}", "forget.yes.chat"
    elif request.in_private:
        question, yes, label = "forget.ask", f"/forget {YES}", "forget.yes"
    else:
        question, yes, label = "forget.ask.company", f"/forget {YES}", "forget.yes"
    buttons = [(run_button(yes, t.t(label)),)]
    if not whole_chat and not request.in_private and await request.may(Audience.ADMINS):
        buttons.append((run_button(f"/forget {CHAT}", t.t("forget.chat")),))
    buttons.append((run_button(f"/forget {NO}", t.t("forget.keep")),))
    return dataclasses.replace(
        sentences([t.t(question)]),
        buttons=tuple(buttons),
        hints=(t.t("forget.to_type", line=yes),),
        private=True,
    )


def _what_was_erased(request: Request, erased: Erased, *, whole_chat: bool) -> Sequence[str]:
    """What is gone, and what is not, a sentence each."""
    t = request.t
    pieces: list[str] = []
    if erased.chats:
        pieces.append(t.t("forget.piece.chat"))
    for key, count in (
        ("forget.piece.interests", erased.interests),
        ("forget.piece.votes", erased.votes),
        ("forget.piece.messages", erased.messages),
        ("forget.piece.parts", erased.parts),
        ("forget.piece.counts", erased.counts),
        ("forget.piece.seen", erased.seen),
        ("forget.piece.changes", erased.changes),
        ("forget.piece.changes.own", erased.own_changes),
    ):
        if count:
            pieces.append(t.plural(key, count))
    said = [t.t("forget.done.nothing")]
    if pieces:
        said = [t.t("forget.done", what=t.t("text.between").join(pieces))]
    if erased.running:
        said.append(t.plural("forget.running", erased.running, days=COUNTS_GONE.days))
    if erased.under_way:
        said.append(t.t("forget.under_way"))
    if request.own is None and not whole_chat:
        said.append(t.t("forget.elsewhere"))
    return said
