"""Which paper people mean: its number in a list, with the list's day, or its id anywhere. Pure."""

# Chinese is read here: marks between words, a full stop within an id.

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

from bot.chat.words.corrections import correction_in
from bot.chat.words.dates import day_words, read_date
from bot.chat.words.lexicon import remembered, words_of
from bot.chat.words.scanning import ORDINAL, Vocabulary, scan, signs, valued, vocabulary
from bot.chat.words.tidying import HALF_WIDTH, LONGEST, shortened, tidied
from core.bounds import normalized
from core.editions.keys import DAILY, ListKey, read_key
from core.errors import (
    DateImpossible,
    DateInFuture,
    DateInvalid,
    NumberInvalid,
    NumberUnclear,
)
from core.identify import papers_in

DIGITS = 4  # of a number in a list
LONGEST_NUMBER = 24  # characters with all that stands around it
# A full stop of Chinese within an id.
_STOP = re.compile(r"(?<=\d)。(?=\d)")
_NUMBER = re.compile(r"[n#]*[NO][in]*N?")
_LAST = re.compile(r"n?lN?[in]*N?")
_COUNTED_BACK = re.compile(r"r[NO]i?|[NO]i?ri?")
_BETWEEN = " ,，、;；"


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number in a list, and which list where that was said."""

    number: int
    key: ListKey | None = None


@remembered
def paper_words() -> Vocabulary:
    """The words around a paper's number: n before it, i after it."""
    return vocabulary(
        ("n", valued(words_of("number_signs"))),
        ("i", valued(word for word in words_of("items") if word != "one")),
        ("", valued(words_of("fillers"))),
        ("", valued(("'s", "'", ".", "of", "on"))),
    )


@dataclass(frozen=True, slots=True)
class FromEnd:
    """A place in a list counted from its end, from 1 on, and which list where that was said."""

    place: int
    key: ListKey | None = None


@remembered
def _words_from_end() -> Vocabulary:
    """The words around a place counted from the end: l the last, r before or after a number that
    counts from there."""
    return vocabulary(
        ("l", valued(words_of("last_of_list"))),
        ("r", valued(words_of("from_the_end"))),
        ("n", valued(words_of("number_signs"))),
        ("i", valued(word for word in words_of("items") if word != "one")),
        ("", valued(words_of("fillers"))),
        ("", valued(("'s", "'", ".", "of", "on", "in"))),
    )


def read_from_end(text: str, today: dt.date) -> FromEnd | None:
    """The place meant by `最后一篇`, `the last one`, `倒数第二篇`, `昨天的最后一篇`; None where
    none is."""
    if len(text) > LONGEST:
        return None
    text = " ".join(text.translate(HALF_WIDTH).split())
    place = _place_from_end(text)
    if place:
        return FromEnd(place)
    for one, other in halves(text):
        for part, day in ((one, other), (other, one)):
            # "last Friday" is a day.
            place = None if part.casefold() in words_of("last_of_list") else _place_from_end(part)
            key = list_named(day, today) if place else None
            if place and key:
                return FromEnd(place, key)
    return None


def _place_from_end(text: str) -> int | None:
    """The place, 1 for the last; None for anything else."""
    tokens = scan(text, _words_from_end())
    kinds = signs(tokens)
    numbers = [token.value for token in tokens if token.sign in ("N", "O")]
    if _LAST.fullmatch(kinds) and numbers in ([], [1]):
        return 1
    if _COUNTED_BACK.fullmatch(kinds) and 0 < numbers[0] < 10**DIGITS:
        return numbers[0]
    return None


# Characters of a text in which ids are looked for: more than a message of any channel has.
LONGEST_TEXT = 10_000


def ids_in(text: str) -> tuple[str, ...]:
    """The papers whose ids or links stand anywhere in the text, each once, in their order."""
    return papers_in(_STOP.sub(".", normalized("NFKC", text[:LONGEST_TEXT])))


def is_number(text: str) -> bool:
    """Whether the text is a paper's number and nothing else."""
    return len(text) <= LONGEST_NUMBER and _number(text) is not None


def ends_with_number(text: str) -> bool:
    """Whether the text is a paper's number and what belongs to it, without fillers after it but
    for the "的" of "第三篇的方法"."""
    if not is_number(text):
        return False
    after = tidied(text)[scan(text, paper_words())[-1].end :].strip()
    return not after or after in words_of("possessive")


def parse_numbered(text: str, today: dt.date) -> Numbered:
    """The number meant by `3`, `#3`, `第三篇`, `No. 3`, and the day beside it: `3 2026-02-05`,
    `昨天的第二篇`.

    Raises NumberInvalid; NumberUnclear for `26 Nov 3`, of which either may be the day's;
    DateInFuture for a day after `today`, DateInvalid and DateImpossible where the day beside a
    number cannot be read.
    """
    text = " ".join(text[: LONGEST + 1].translate(HALF_WIDTH).split())
    numbered = _read(text, today) or _corrected(text, today)
    if numbered is None:
        _refuse(text, today)
    if numbered.key and numbered.key.shelf == DAILY and numbered.key.day > today:
        raise DateInFuture(numbered.key.day, None)
    return numbered


def _read(text: str, today: dt.date) -> Numbered | None:
    """The number that a text without corrections means, its day perhaps one to come; None where it
    means none."""
    number = _number(text)
    if number is not None:
        return Numbered(number)
    found: dict[str, Numbered] = {}
    for one, other in halves(text):
        for part, day in ((one, other), (other, one)):
            number = key = None
            if len(part) <= LONGEST_NUMBER and part.casefold() not in words_of("items"):
                number = _number(part)
            if number is not None and not (day == one and _is_ordinal_word(day)):
                key = list_named(day, today)
            if number is not None and key is not None:
                found.setdefault(f"{number} {key}", Numbered(number, key))
    if len(found) > 1:
        raise NumberUnclear(shortened(text), tuple(found))
    return next(iter(found.values()), None)


def _is_ordinal_word(text: str) -> bool:
    """Whether that is a place in a row as a word: "first 3" are three, and none of the first."""
    tokens = scan(text, day_words())
    return signs(tokens) == ORDINAL and tokens[0].text.isalpha()


def _corrected(text: str, today: dt.date) -> Numbered | None:
    """What "第二篇，不对，第三篇" ends with, in the list that was said before where it names none;
    None where either part is not understood."""
    correction = correction_in(text)
    if correction is None:
        return None
    meant = _read(correction.meant, today)
    if meant is None or not correction.said:
        return meant
    said = _read(correction.said, today) or _corrected(correction.said, today)
    if said is None:
        return None
    return Numbered(meant.number, meant.key or said.key)


def _refuse(text: str, today: dt.date) -> NoReturn:
    """Raise for the day beside a number that is plain, or for the number."""
    first, _, rest = text.partition(" ")
    if rest and _number(first) is not None:
        # The number is plain: what is not is the day.
        read_date(scan(rest, day_words()), today, rest)
    raise NumberInvalid(shortened(text))


def _number(text: str) -> int | None:
    """The number, None for anything else."""
    tokens = scan(text, paper_words())
    if not _NUMBER.fullmatch(signs(tokens)):
        return None
    found = [token for token in tokens if token.sign in ("N", "O")]
    if len(found) == 2 and (found[0].sign != "O" or found[1].text != "one"):
        return None
    if len(found[0].digits) > DIGITS:
        return None
    return found[0].value


def list_named(text: str, today: dt.date) -> ListKey | None:
    """The list of a day, or of a key's short form; None for anything else."""
    key = read_key(text.strip())
    if key:
        return key
    tokens = scan(text, day_words())
    if signs(tokens) in ("N", "NN", "-N") and not text.startswith("-") and len(text) < DIGITS:
        return None
    try:
        return DAILY.on(read_date(tokens, today, text))
    except (DateInvalid, DateImpossible):
        return None


def halves(text: str) -> Iterator[tuple[str, str]]:
    """The text in two, at blanks and marks first and then between scripts."""
    blanks = [at for at, letter in enumerate(text) if letter in _BETWEEN]
    others = [
        at
        for at in range(1, len(text))
        if at not in blanks and not (text[at - 1].isascii() and text[at].isascii())
    ]
    for at in (*blanks, *others):
        one, other = text[:at].strip(_BETWEEN), text[at:].strip(_BETWEEN)
        if one and other:
            yield one, other
