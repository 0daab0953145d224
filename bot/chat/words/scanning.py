"""A text as a row of known words and numbers, each with a letter that says what it is. Pure.

A kind of text (a day, an hour) has its vocabulary, and its forms are patterns over those letters:
"2月5日" is `NMND` whichever language says it.
"""

# Tested in tests/bot/chat/words/test_dates.py.

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bot.chat.words import lexicon
from bot.chat.words.misspellings import MISSPELT, name_meant, with_zeros
from bot.chat.words.tidying import LONGEST, tidied

NUMBER, ORDINAL, UNKNOWN = "N", "O", "?"
MARKS = ",.;:!"
_LETTERS = re.compile(r"(?<![a-z])[a-z]+")
_DIGITS = re.compile(r"[0-9]+")
# "twenty" and "five" are one number.
_TENS = range(20, 100, 10)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text: what it is, which one, and how it was typed, from where to where."""

    sign: str
    value: int
    text: str
    start: int
    end: int

    @property
    def digits(self) -> str:
        """A number's digits, as many as were typed."""
        if self.text.isdigit():
            return self.text
        return str(self.value)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words with their sign and value; a word without a sign says nothing and is passed over.

    `names` are those that are understood with a letter wrong. Where there are `rows`, numerals
    that stand together count one by one: "周二三" is Tuesday and Wednesday.
    """

    words: Mapping[str, tuple[str, int]]
    numerals: Mapping[str, int]
    ordinal_endings: tuple[str, ...]
    names: Mapping[str, tuple[str, int]]
    pattern: re.Pattern[str]
    run: re.Pattern[str] | None = field(default=None)
    rows: bool = False


def vocabulary(
    *tables: tuple[str, Iterable[tuple[str, int]]], names: str = "", rows: bool = False
) -> Vocabulary:
    """The vocabulary of these words, each table with its sign, and of all numbers; what an earlier
    table has a later one does not change. `names` are the signs of words that may be misspelt."""
    words: dict[str, tuple[str, int]] = {}
    for sign, entries in tables:
        for word, value in entries:
            words.setdefault(word.casefold(), (sign, value))
    for word, value in lexicon.number_words().items():
        words.setdefault(word, (NUMBER, value))
    for word, value in lexicon.ordinal_words().items():
        words.setdefault(word, (ORDINAL, value))
    numerals = lexicon.numerals()
    run = None
    if numerals:
        run = re.compile(f"[{''.join(numerals)}]+")
    endings = lexicon.words_of("ordinal_endings")
    return Vocabulary(words, numerals, endings, _spelt(words, names), _longest(words), run, rows)


def _spelt(words: Mapping[str, tuple[str, int]], names: str) -> dict[str, tuple[str, int]]:
    """The words of those signs that are long enough to be known when they are misspelt."""
    spelt: dict[str, tuple[str, int]] = {}
    for word, meaning in words.items():
        if meaning[0] and meaning[0] in names and word.isascii() and word.isalpha():
            spelt[word] = meaning
    return {word: meaning for word, meaning in spelt.items() if len(word) >= MISSPELT}


def valued(words: Iterable[str], value: int = 0) -> list[tuple[str, int]]:
    """The words as a table's entries, all of that value."""
    return [(word, value) for word in words]


def numbered(rows: Iterable[Iterable[str]], first: int = 0) -> list[tuple[str, int]]:
    """Rows of words as a table's entries: each row's value is its place, from `first` on."""
    entries: list[tuple[str, int]] = []
    for value, row in enumerate(rows, first):
        entries += valued(row, value)
    return entries


def scan(text: str, known: Vocabulary) -> tuple[Token, ...]:
    """The words, numbers and signs of the text; what is not known has the sign `?`."""
    plain = with_zeros(tidied(text))
    if len(plain) > LONGEST:
        return (Token(UNKNOWN, 0, plain, 0, len(plain)),)
    tokens: list[Token] = []
    at = 0
    while at < len(plain):
        token = _token(plain, at, known)
        at = token.end
        if token.sign:
            tokens.append(token)
    return tuple(_trimmed(_joined(tokens)))


def _trimmed(tokens: list[Token]) -> list[Token]:
    """The tokens without the marks that end and part sentences, before and after all others."""
    first, last = 0, len(tokens)
    while first < last and tokens[first].sign in MARKS:
        first += 1
    while first < last and tokens[last - 1].sign in MARKS:
        last -= 1
    return tokens[first:last]


def signs(tokens: Iterable[Token]) -> str:
    """The letters of the tokens, for patterns."""
    return "".join(token.sign for token in tokens)


def numbers_touch(tokens: Sequence[Token]) -> bool:
    """Whether numbers that follow each other did so as they were typed, without words between."""
    for one, other in pairwise(tokens):
        if one.sign == other.sign == NUMBER and other.start - one.end > 1:
            return False
    return True


def _token(text: str, at: int, known: Vocabulary) -> Token:
    """The longest thing known that begins there."""
    if text[at] == " ":
        return Token("", 0, " ", at, at + 1)
    digits = _DIGITS.match(text, at)
    if digits:
        return _number(text, digits, known)
    word = known.pattern.match(text, at)
    run = None
    if known.run:
        run = known.run.match(text, at)
    if run and (word is None or run.end() > word.end()):
        value = _evaluated(run[0], known.numerals)
        if not known.rows and _is_about(run[0], known.numerals):
            return Token(UNKNOWN, 0, run[0], at, run.end())
        return Token(NUMBER, value, _digits_of(run[0], known.numerals), at, run.end())
    if word:
        sign, value = known.words[word[0]]
        return Token(sign, value, word[0], at, word.end())
    meant = _misspelt(text, at, known)
    if meant:
        return meant
    letter = text[at]
    if letter in "+-/.,:;#'~":
        return Token(letter, 0, letter, at, at + 1)
    return Token(UNKNOWN, 0, letter, at, at + 1)


def _misspelt(text: str, at: int, known: Vocabulary) -> Token | None:
    """The name that an unknown word is with a letter or two wrong, if it is one."""
    letters = _LETTERS.match(text, at)
    if not letters or not known.names:
        return None
    name = name_meant(letters[0], known.names)
    if name is None:
        return None
    sign, value = known.names[name]
    return Token(sign, value, name, at, letters.end())


def _number(text: str, digits: re.Match[str], known: Vocabulary) -> Token:
    """A number in digits, an ordinal where "th" follows, be it after a blank."""
    value = int(digits[0][:9])
    begin = digits.end() + text.startswith(" ", digits.end())
    for ending in known.ordinal_endings:
        end = begin + len(ending)
        if text.startswith(ending, begin) and not text[end : end + 1].isalpha():
            return Token(ORDINAL, value, digits[0], digits.start(), end)
    return Token(NUMBER, value, digits[0], digits.start(), digits.end())


def _is_about(run: str, numerals: Mapping[str, int]) -> bool:
    """Whether two numerals mean either of them: "三四" is three or four, "三五" three to five."""
    if len(run) != 2:
        return False
    less, more = (numerals[character] for character in run)
    return 0 < less < more < 10 and (more == less + 1 or (less, more) == (3, 5))


def _evaluated(run: str, numerals: Mapping[str, int]) -> int:
    """The value of numerals that are written together: 25 for "二十五", 2026 for "二〇二六"."""
    total = current = 0
    for character in run[:9]:
        value = numerals[character]
        if value in (10, 100):
            total += (current or 1) * value
            current = 0
        elif value > 10:
            total += value
        else:
            current = current * 10 + value
    return total + current


def _digits_of(run: str, numerals: Mapping[str, int]) -> str:
    """The number in digits: as many as there are numerals where each is one."""
    values = [numerals[character] for character in run]
    if max(values) < 10:
        return "".join(map(str, values))
    return str(_evaluated(run, numerals))


def _joined(tokens: Iterable[Token]) -> list[Token]:
    """The tokens, with number words that belong together as one."""
    joined: list[Token] = []
    for token in tokens:
        before = joined[-1] if joined else None
        if before is None or before.sign != NUMBER or not before.text.isalpha():
            joined.append(token)
        elif before.value in _TENS and _is_digit_in_words(token):
            value = before.value + token.value
            joined[-1] = Token(token.sign, value, str(value), before.start, token.end)
        elif token.sign != "-":  # of "twenty-five"
            joined.append(token)
    return joined


def _is_digit_in_words(token: Token) -> bool:
    """Whether it is "five" or "fifth", say."""
    return token.sign in (NUMBER, ORDINAL) and token.text.isalpha() and 0 < token.value < 10


def _longest(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of the words, the longest first; words of Latin letters stand alone."""
    parts: list[str] = []
    for word in sorted(words, key=len, reverse=True):
        part = re.escape(word)
        if word[0].isalpha() and word[0] < "\u0250":
            part = rf"(?<![a-z]){part}"
        if word[-1].isalpha() and word[-1] < "\u0250":
            part = rf"{part}(?![a-z])"
        parts.append(part)
    return re.compile("|".join(parts))
