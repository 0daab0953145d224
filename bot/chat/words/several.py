"""Several papers of a list at once: `2 and 3`, `第二、三篇`, `2-4`, `1 2 3`, `前三篇`. Pure."""

# Chinese is read here: marks between numbers.

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.chat.words.lexicon import interest_words, remembered, words_of
from bot.chat.words.numbers import (
    DIGITS,
    LONGEST_NUMBER,
    halves,
    is_number,
    list_named,
)
from bot.chat.words.scanning import Token, Vocabulary, scan, signs, valued, vocabulary
from bot.chat.words.tidying import LONGEST, shortened
from core.editions.keys import ListKey
from core.errors import NumberUnclear

# The most papers that can be chosen from.
MOST = 25
# This many are offered where one is read.
MOST_LIKELY = 4
# Words at the beginning of a question that may be the numbers of several papers.
MOST_BEFORE = 5
_ONE = "[ni]*[NO]i*"
_JOINED = re.compile(rf"{_ONE}(?:[,;]?\+{_ONE}|[,;/]{_ONE}|n[NO]i*)+")
# Of two numbers that a blank parts one may be a day, but for what stands in "第2 3篇".
_IN_A_ROW = re.compile(r"[ni]?N(?:[,;+]?N){2,}i*|nNNi+")
_SPANNED = re.compile(rf"{_ONE}[-~t]{_ONE}")
_FIRST = re.compile(r"[fO]Ni*")
_DAY_AND_NUMBER = re.compile(r"[Ni]*n[Ni]*|N/NnNi*")
_MAYBE_DAY = re.compile(r"N[-~/]N")


@dataclass(frozen=True, slots=True)
class Several:
    """Numbers in a list, each once, and which list where that was said. `joined` says that words
    or marks stand between all of them, so that they cannot be a day: "2-4" may be one."""

    numbers: tuple[int, ...]
    key: ListKey | None = None
    joined: bool = True

    def unclear(self, text: str) -> NumberUnclear:
        """What is said of the text that names them where one paper is read."""
        day = f" {self.key}" if self.key else ""
        likely = tuple(f"{number}{day}" for number in self.numbers[:MOST_LIKELY])
        return NumberUnclear(shortened(text), likely)


@remembered
def _words() -> Vocabulary:
    """n before a number, i after it, + between two, t between the ends of a span, f before how many
    are the first."""
    return vocabulary(
        ("n", valued(words_of("number_signs"))),
        ("i", valued(word for word in words_of("items") if word != "one")),
        ("+", valued((*interest_words("and"), "+"))),
        ("t", valued(word for word in words_of("until") if word not in "-~")),
        ("f", valued(words_of("first_of_list"))),
        ("", valued(words_of("fillers"))),
        ("", valued(("'s", "'", ".", "of", "on"))),
    )


def read_several(text: str, today: dt.date) -> Several | None:
    """The numbers that the text names, at least two and at most 25; None for anything else."""
    if len(text) > LONGEST:
        return None
    numbers = _numbers(text)
    if numbers and _day_and_number(text, today):
        return None
    if numbers:
        kinds = signs(scan(text, _words()))
        is_row = _IN_A_ROW.fullmatch(kinds) and not _JOINED.fullmatch(kinds)
        return replace(numbers, joined=False) if is_row and list_named(text, today) else numbers
    for one, other in halves(" ".join(text.split())):
        for part, day in ((one, other), (other, one)):
            numbers = _numbers(part)
            key = list_named(day, today) if numbers else None
            if numbers and key:
                return Several(numbers.numbers, key)
    return None


def _day_and_number(text: str, today: dt.date) -> bool:
    """Whether the first of two numbers that nothing joins is a day: `4号第3篇`, `2/5 #3`."""
    if not _DAY_AND_NUMBER.fullmatch(signs(scan(text, _words()))):
        return False
    return any(
        (is_number(one) or "/" in one) and is_number(other) and list_named(one, today)
        for one, other in halves(" ".join(text.split()))
    )


def several_before(text: str, today: dt.date) -> NumberUnclear | None:
    """What is said of a question whose beginning names several papers, "2 and 3",
    `第二篇和第三篇`; None where it names one. What a comma parts may be the question's own."""
    words = text.split()
    cuts = [" ".join(words[:count]) for count in range(2, MOST_BEFORE + 1)]
    first = "".join(words[:1])
    cuts += [first[:end] for end in range(min(len(first), LONGEST_NUMBER), 1, -1)]
    for cut in cuts:
        read = None if set(cut) & set(",，、/-~") else read_several(cut, today)
        after = text.strip()[len(cut) :][:1]
        if read and read.joined and not (after.isascii() and after.isalnum()):
            return read.unclear(cut)
    return None


def _numbers(text: str) -> Several | None:
    tokens = scan(text, _words())
    kinds = signs(tokens)
    found = [token.value for token in tokens if token.sign in "NO"]
    if any(len(token.digits) > DIGITS for token in tokens if token.sign in "NO"):
        return None
    joined = _JOINED.fullmatch(kinds) is not None
    if not joined and _IN_A_ROW.fullmatch(kinds):
        # "3 02 05" is a paper of a day.
        digits = [each.digits for each in tokens if each.sign == "N"]
        joined = all(len(each) < DIGITS and each[0] != "0" for each in digits)
    if not joined:
        found = _span(tokens, kinds)
    numbers = tuple(dict.fromkeys(found))
    if not 1 < len(numbers) <= MOST or min(numbers) < 1:
        return None
    return Several(numbers, joined=_MAYBE_DAY.fullmatch(kinds) is None)


def _span(tokens: Sequence[Token], kinds: str) -> list[int]:
    """The numbers of "2 to 4" and "the first three"; [] for anything else."""
    found = [token.value for token in tokens if token.sign in "NO"]
    if _SPANNED.fullmatch(kinds):
        first, last = sorted(found)
        return list(range(first, min(last, first + MOST) + 1))
    if _FIRST.fullmatch(kinds) and (tokens[0].sign == "f" or tokens[0].value == 1):
        return list(range(1, min(found[-1], MOST + 1) + 1))
    return []
