"""All vocabularies, made before anybody types. Pure but for what it remembers."""

from __future__ import annotations

from bot.chat.words.corrections import correction_in
from bot.chat.words.counts import count_words
from bot.chat.words.dates import day_words
from bot.chat.words.numbers import paper_words
from bot.chat.words.places import is_country, is_region, places
from bot.chat.words.switches import switch_words
from bot.chat.words.times import hour_words
from bot.chat.words.weekdays import week_words
from bot.chat.words.zones import read_zone


def warm() -> None:
    """Make every vocabulary there is, which takes a fifth of a second, so that nobody waits for
    it; what is made stays."""
    for make in (day_words, hour_words, week_words, switch_words, paper_words, count_words, places):
        make()
    correction_in("")
    is_country("")
    is_region("")
    read_zone("-", "")
