"""Whether somebody asks behind "settings" who changed what. Pure."""

from __future__ import annotations

from bot.chat.words.lexicon import words_of
from bot.chat.words.tidying import tidied


def asks_for_log(text: str) -> bool:
    """Whether the text asks for the log of changes, as "log", `谁改的`, "who changed this"."""
    return tidied(text) in words_of("changelog")
