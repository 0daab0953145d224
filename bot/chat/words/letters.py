"""Which pick people mean: its letter, with the day of its list. Pure."""

# Chinese is read here: a letter stands within a sentence, or before a question, without a blank.

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from bot.chat.words.lexicon import remembered, words_of
from bot.chat.words.numbers import list_named
from bot.chat.words.scanning import Vocabulary, scan, signs, valued, vocabulary
from bot.chat.words.tidying import tidied
from core.bounds import normalized
from core.editions.keys import ListKey

# Who means a letter says little beside it.
LONGEST = 40
# A Latin letter that is no part of a word: not the A of "A-RAG", nor of "A's".
_LONE = re.compile(r"(?<![A-Za-z0-9'’_-])[A-Za-z](?![A-Za-z0-9'’_-])")
# Capitals that are English words.
ENGLISH_WORDS = frozenset("AI")
_SAYS_NOTHING = re.compile(r"[#.]*")
# A letter before a question, and what may part them.
_BEFORE = re.compile(r"([A-Z])(?=[^A-Za-z0-9'’_-])[ ,，:：、.。]*(.+)", re.DOTALL)
_DATE = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?")
_DAY = re.compile(rf"({_DATE.pattern})\s+(.+)", re.DOTALL)


@remembered
def _around() -> Vocabulary:
    """The words around a letter, none of which says more than it does."""
    around = ("number_signs", "items", "fillers", "pick_signs")
    return vocabulary(*(("", valued(words_of(each))) for each in around))


@dataclass(frozen=True, slots=True)
class NamedLetter:
    """A pick's letter, a capital, and which list it stands beside where that was said."""

    letter: str
    key: ListKey | None = None


@dataclass(frozen=True, slots=True)
class LetteredQuestion:
    """A question to a pick: its letter, with the day if one was named, and what is asked."""

    which: str
    question: str


def read_letter(text: str, today: dt.date) -> NamedLetter | None:
    """The letter meant by `B`, `b`, `看看 B`, `B 2026-02-05`, `昨天的 B`; None where none is.

    Beside other words it is a capital, and these say nothing but a day.
    """
    if len(text) > LONGEST:
        return None
    plain = normalized("NFKC", text).strip()
    if len(alone := tidied(plain)) == 1 and _LONE.match(alone):
        return NamedLetter(alone.upper())
    for found in _LONE.finditer(plain):
        letter = found[0]
        before, after = plain[: found.start()], plain[found.end() :]
        if not letter.isupper():
            continue
        rest = f"{before} {after}"
        if key := list_named(rest, today):
            return NamedLetter(letter, key)
        is_word = letter in ENGLISH_WORDS and _goes_on_in_latin(after)
        if not is_word and _SAYS_NOTHING.fullmatch(signs(scan(rest, _around()))):
            return NamedLetter(letter)
    return None


def read_question(text: str) -> LetteredQuestion | None:
    """The letter right at the beginning of the text, and the question after it; None where no
    capital stands there alone, or nothing is asked."""
    found = _BEFORE.fullmatch(normalized("NFKC", text).strip())
    if found is None:
        return None
    letter, rest = found.groups()
    if dated := _DAY.fullmatch(rest):
        return LetteredQuestion(f"{letter} {dated[1]}", dated[2])
    if not any(map(str.isalnum, rest)) or _DATE.fullmatch(rest.strip()):
        return None
    return LetteredQuestion(letter, rest)


def _goes_on_in_latin(text: str) -> bool:
    """Whether another word of Latin letters follows: "A paper", "I mean"."""
    following = text.strip()
    return following[:1].isascii() and following[:1].isalpha()
