"""What will stand beside a list, before anybody is due: so that it can be summarized in time."""

# Tested in tests/bot/delivery/test_morning_picks.py.

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from bot.chat.picking import Picker
from core.chats import Chat
from core.models import Edition, Entry
from core.shown import ShownList
from storage import Storage

# Chats that are looked at at once.
_AT_ONCE: Final = 100
# So many picks are summarized ahead in each language; the others when they are asked for.
MOST: Final = 20


async def foreseen(
    storage: Storage, picker: Picker, edition: Edition, languages: Sequence[str]
) -> Mapping[str, Edition]:
    """By language, the edition with those papers alone that will be picked out of it and are not in
    the list itself, those of most chats first. Nothing is fixed by looking."""
    chats = await storage.chats.interested()
    shown = ShownList(edition, {}, None, None)
    counts: dict[str, Counter[str]] = {}
    for begin in range(0, len(chats), _AT_ONCE):
        these = chats[begin : begin + _AT_ONCE]
        picks = await picker.beside_all(these, shown, peek=True)
        for chat in these:
            if chat.key in picks:
                counted = counts.setdefault(_language(chat, languages), Counter())
                counted.update(pick.paper_id for pick in picks[chat.key].picks)
    return {language: _picked(edition, counted) for language, counted in counts.items()}


def _language(chat: Chat, languages: Sequence[str]) -> str:
    chosen = chat.settings.language
    if chosen and chosen in languages:
        return chosen
    return languages[0]


def _picked(edition: Edition, counted: Counter[str]) -> Edition:
    def order(entry: Entry) -> tuple[int, int]:
        return -counted[entry.paper.id], entry.rank

    wanted = [each for each in edition.entries if counted[each.paper.id] and not each.selected]
    best = sorted(wanted, key=order)[:MOST]
    return replace(edition, entries=tuple(replace(entry, selected=True) for entry in best))
