"""Somebody who corrects himself: "Monday, no sorry, Tuesday". Pure."""

# Tested in tests/bot/chat/words/test_corrections.py.

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from bot.chat.words.lexicon import remembered, words_of
from bot.chat.words.tidying import LONGEST, tidied

_MARKS = ",.;:!-"
# "No. 3" takes nothing back, and neither does "no-3".
_MARKS_AFTER = (",", ";", ":", "!", "- ")


@dataclass(frozen=True, slots=True)
class Correction:
    """What was said, and what it was corrected to; `said` is empty where only that stands."""

    said: str
    meant: str


@functools.lru_cache(maxsize=512)
def correction_in(text: str) -> Correction | None:
    """What the last words that take something back ("no sorry", "不对") stand between; None where
    there are none. A bare "no" is one between two marks, and nowhere else."""
    plain = tidied(text)
    if len(plain) > LONGEST:
        return None
    bare = set(words_of("takes_back_between_marks"))
    for found in reversed(list(_takes_back().finditer(plain))):
        said, meant = plain[: found.start()].rstrip(), plain[found.end() :].lstrip()
        if found[0] in bare and not _between_marks(said, meant):
            continue
        meant = meant.strip(_MARKS + " ")
        if meant:
            return Correction(_without_words_before(said), meant)
    return None


def _between_marks(said: str, meant: str) -> bool:
    """Whether a mark, or nothing, stands before, and a mark after."""
    return (not said or said[-1] in _MARKS) and meant.startswith(_MARKS_AFTER)


def _without_words_before(said: str) -> str:
    """What was said, without more such words at its end: "8, oh no, sorry"."""
    shorter = said.rstrip(_MARKS + " ")
    for found in reversed(list(_takes_back().finditer(shorter))):
        if found.end() == len(shorter):
            shorter = shorter[: found.start()].rstrip(_MARKS + " ")
    return shorter


@remembered
def _takes_back() -> re.Pattern[str]:
    """A pattern for any of those words, the longest first."""
    words = {*words_of("takes_back"), *words_of("takes_back_between_marks")}
    parts: list[str] = []
    for word in sorted(words, key=lambda word: (-len(word), word)):
        if word.isascii():
            parts.append(rf"(?<![a-z]){re.escape(word)}(?![a-z])")
        else:
            parts.append(re.escape(word))
    return re.compile("|".join(parts) or r"(?!)")
