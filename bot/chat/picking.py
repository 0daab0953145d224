"""What of a day fits a chat: its picks, and which entries of the list are marked for it.

What was shown once is shown for good: letters do not change when interests do.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import structlog

from bot.chat.accepted import newly_accepted
from bot.chat.announced import (
    WITH_LETTERS,
    are_known,
    known_of,
    picked_again,
    picked_today,
    singled_out,
)
from bot.chat.backgrounds import Backgrounds
from bot.chat.beside import shown_with
from bot.chat.vectors import PaperVectors
from bot.chat.views.picks import PicksToShow
from core.chats import Chat, ChatKey
from core.editions.keys import ANNOUNCED, Shelf
from core.editions.select import for_chat, mentions
from core.interests.interest import Because, ChatInterests, Pick, Picks, Share
from core.models import Edition, Entry
from core.ports import Clock
from core.shown import ShownList
from storage import Storage

if TYPE_CHECKING:
    from bot.chat.mornings import Mornings

log = structlog.get_logger()

NOTHING = Picks()


class Picker:
    """Chooses for each chat."""

    def __init__(
        self,
        storage: Storage,
        clock: Clock,
        *,
        own_labs: str | None = None,
        vectors: PaperVectors | None = None,
    ) -> None:
        """`own_labs` is the operator's text of labs, `vectors` are those of papers' texts, where a
        model makes such."""
        self._own_labs = own_labs
        self._storage = storage
        self._vectors = vectors
        self._clock = clock
        self.backgrounds: Final = Backgrounds(storage, clock)
        self._mornings: Mornings | None = None
        # By shelf, for a morning may have lists for some chats and letters alone for others.
        self._announced: dict[Shelf, Mornings] = {}

    async def beside(self, chat: Chat, shown: ShownList, *, peek: bool = False) -> Picks:
        """What stands beside that list in the chat, fixed from now on; with `peek` only what would.

        Whatever goes wrong is logged, and the list stands alone.
        """
        found = await self.beside_all([chat], shown, peek=peek)
        return found.get(chat.key, NOTHING)

    async def beside_all(
        self, chats: Sequence[Chat], shown: ShownList, *, peek: bool = False
    ) -> Mapping[ChatKey, Picks]:
        """By chat, what `beside` returns. Those are missing that want nothing, and those whose
        picks went wrong; nothing stands beside the list of those that nothing fits."""
        stored: dict[ChatKey, Picks] = {}
        try:
            keys = [chat.key for chat in chats]
            stored = await self._storage.picks.of_all(keys, shown.edition.key)
            missing = [chat for chat in chats if chat.key not in stored]
            chosen = await self._chosen(missing, shown)
            fixed = {key: picks for key, picks in chosen.items() if picks != NOTHING}
            if fixed and not peek:
                now = self._clock.now()
                chosen |= await self._storage.picks.freeze_all(shown.edition.key, fixed, now)
        except Exception:
            # A chat's list is worth more than what stands beside it.
            log.exception("nothing picked", day=str(shown.edition.key), chats=len(chats))
            return stored
        return stored | chosen

    async def shown(self, picks: Sequence[Picks], language: str) -> PicksToShow:
        """What is shown with the picks of one chat or of several: titles, and what is not of the
        list, in that language where there is such."""
        return await shown_with(self._storage, picks, language)

    async def _chosen(self, chats: Sequence[Chat], shown: ShownList) -> dict[ChatKey, Picks]:
        """What is picked for those of the chats that want anything; `NOTHING` where nothing
        fits."""
        alone = shown.edition.key.shelf == ANNOUNCED
        if alone:
            known = await known_of(self._storage, shown.edition.key)
            chats = [chat for chat in chats if chat.settings.categories and are_known(chat, known)]
        if not chats or not (shown.edition.entries or alone):
            return {}
        asked = await self._storage.interests.of_all([chat.key for chat in chats])
        wanting: list[tuple[Chat, ChatInterests]] = []
        choosing: list[tuple[Chat, ChatInterests]] = []
        for chat in chats:
            wants = asked.get(chat.key, ChatInterests())
            if chat.settings.categories and shown.edition.key.shelf in WITH_LETTERS:
                if wants.wants or not alone:
                    choosing.append((chat, wants))
            elif wants.wants:
                wanting.append((chat, wants))
        found: dict[ChatKey, Picks] = {}
        if wanting:
            if self._mornings is None:
                self._mornings = await self._loaded()
            found |= await self._mornings.chosen(wanting, shown.edition, {})
        if choosing:
            found |= await self._out_of_both(choosing, shown.edition)
        return found

    async def _out_of_both(
        self, chats: Sequence[tuple[Chat, ChatInterests]], edition: Edition
    ) -> dict[ChatKey, Picks]:
        """What is picked out of the list and what was announced, for chats that chose topics;
        those that asked for nothing yet have what attention singles out."""
        keys = [chat.key for chat, _ in chats]
        again = await picked_again(self._storage, keys, edition)
        accepted = await newly_accepted(self._storage, chats, edition)
        seen = await picked_today(self._storage, keys, edition)
        for told in (again, accepted):
            for key, those in told.items():
                seen[key] = seen.get(key, frozenset()) | {each.paper_id for each in those}
        wanting = [(chat, asked) for chat, asked in chats if asked.wants]
        found: dict[ChatKey, Picks] = {}
        if wanting:
            shelf = edition.key.shelf
            if shelf not in self._announced:
                self._announced[shelf] = await self._loaded(announced=True)
            found |= await self._announced[shelf].chosen(wanting, edition, seen)
        unasked = [chat for chat, asked in chats if not asked.wants]
        if unasked:
            known = await singled_out(self._storage, edition)
            for chat in unasked:
                found[chat.key] = _by_attention(chat, edition, known, seen.get(chat.key, ()))
        alone = edition.key.shelf == ANNOUNCED
        for key, picks in found.items():
            # Without letters no such message is sent: what it would tell waits for the next list.
            if picks.picks or not alone:
                news = accepted.get(key, ())
                found[key] = replace(picks, again=again.get(key, ()), accepted=news)
        return found

    async def _loaded(self, *, announced: bool = False) -> Mornings:
        """Loads numpy, which takes a while, and which Paperboy does without until somebody wants
        anything."""

        def mornings() -> Mornings:
            from bot.chat.mornings import Mornings

            return Mornings(
                self._storage,
                self.backgrounds,
                announced=announced,
                own_labs=self._own_labs,
                vectors=self._vectors,
            )

        return await asyncio.to_thread(mornings)


def _by_attention(
    chat: Chat, edition: Edition, known: Mapping[str, Sequence[str]], seen: Collection[str]
) -> Picks:
    """The papers of the chat's categories that made most noise beyond the list: what attention
    singled out."""
    settings = chat.settings
    wanted = set(settings.categories)
    loud: list[Entry] = []
    for entry in for_chat(edition, settings).entries:
        is_open = not entry.selected and entry.paper.id not in seen
        is_wanted = not wanted.isdisjoint(known.get(entry.paper.id, ()))
        if is_open and is_wanted and not mentions(entry, settings.mute):
            loud.append(entry)
    loud.sort(key=lambda entry: (-entry.verdict.score, entry.rank))
    noise = (Share(because=Because.NOISE, share=0.0),)
    picks = tuple(Pick(paper_id=entry.paper.id, shares=noise) for entry in loud[: settings.picks])
    return Picks(picks=picks, unasked=True)
