"""What will stand beside a list, before anybody is due: so that it can be summarized in time."""

# Tested in tests/bot/delivery/test_morning_picks.py.

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from bot.chat.picking import Picker
from core.chats import Chat
from core.interests.interest import Picks, as_entry
from core.models import Edition, Entry
from core.shown import ShownList
from storage import Storage

# Chats that are looked at at once.
_AT_ONCE: Final = 100
# This many picks are summarized ahead in each language; the others when they are asked for.
MOST: Final = 60
# The language that papers are written in, in which a model has nothing to say of a title.
PAPERS_SPEAK: Final = "en"


async def foreseen(
    storage: Storage, picker: Picker, edition: Edition, languages: Sequence[str]
) -> Mapping[str, Edition]:
    """By language, the edition with those papers alone that will be picked beside it and are not in
    the list itself, those of most chats first, and of these the best. Of what was announced there
    are those alone whose titles that language does not share. Nothing is fixed by looking."""
    chats = await storage.chats.interested()
    shown = ShownList(edition, {}, None, None)
    found: dict[str, _Counted] = {}
    for begin in range(0, len(chats), _AT_ONCE):
        these = chats[begin : begin + _AT_ONCE]
        picks = await picker.beside_all(these, shown, peek=True)
        for chat in these:
            if chat.key in picks:
                language = _language(chat, languages)
                counted = found.setdefault(language, _Counted(announced=language != PAPERS_SPEAK))
                counted.add(picks[chat.key])
    ids = {name for counted in found.values() for name in counted.chats}
    listed = {entry.paper.id: entry for entry in edition.entries}
    entries = dict(listed)
    for paper_id, paper in (await storage.papers.many(ids - listed.keys())).items():
        entries[paper_id] = as_entry(paper)
    return {language: _picked(edition, entries, counted) for language, counted in found.items()}


@dataclass(slots=True)
class _Counted:
    """For how many chats of a language each paper will be picked, and its best place there;
    `announced` says whether those count that are not of the list."""

    announced: bool
    chats: Counter[str] = field(default_factory=Counter)
    places: dict[str, int] = field(default_factory=dict)

    def add(self, picks: Picks) -> None:
        """Count a chat's picks."""
        for place, pick in enumerate(picks.picks):
            if self.announced or not pick.announced:
                self.chats[pick.paper_id] += 1
                self.places[pick.paper_id] = min(place, self.places.get(pick.paper_id, place))

    def order(self, paper_id: str) -> tuple[int, int, str]:
        """What most chats get comes first, and of that the best."""
        return -self.chats[paper_id], self.places[paper_id], paper_id


def _language(chat: Chat, languages: Sequence[str]) -> str:
    chosen = chat.settings.language
    if chosen and chosen in languages:
        return chosen
    return languages[0]


def _picked(edition: Edition, entries: Mapping[str, Entry], counted: _Counted) -> Edition:
    wanted = [name for name in counted.chats if name in entries and not entries[name].selected]
    best = sorted(wanted, key=counted.order)[:MOST]
    return replace(edition, entries=tuple(replace(entries[name], selected=True) for name in best))
