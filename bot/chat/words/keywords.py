"""Lists of keywords as people write them, and as they are written back. Pure."""

# Chinese is read here: marks between words, and quotes.

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.chat.words.tidying import shortened
from core.errors import KeywordsTooMany, KeywordTooLong, SettingInvalid

MOST_WORDS, LONGEST_WORD = 20, 40
BETWEEN = ", "
_QUOTES = {
    '"': '"', "“": "”", "”": "”", "„": "”", "「": "」", "『": "』", "'": "'", "‘": "’",
    "«": "»", "＂": "＂",
}  # fmt: skip
_MARKS = ",，、;；|｜/／\n\r\t\u3000﹐﹑､"
_CHINESE = re.compile(r"[\u3400-\u9fff]\s+[\u3400-\u9fff]")
_BESIDE_CHINESE = re.compile(r"[\u3400-\u9fff]\s|\S\s+[\u3400-\u9fff]")
_ENDS = "。！？!?.… \u3000"


def parse_keywords(text: str) -> tuple[str, ...]:
    """The words, each once, in their order: `视频；3D`, `"agent, RAG" diffusion`.

    Raises SettingInvalid when there is none, KeywordsTooMany and KeywordTooLong.
    """
    found: dict[str, str] = {}
    for word in _parts(text):
        if any(map(str.isalnum, word)):
            found.setdefault(word.casefold(), word)
    if not found:
        raise SettingInvalid(shortened(text))
    if len(found) > MOST_WORDS:
        raise KeywordsTooMany(len(found), MOST_WORDS)
    for word in found.values():
        if len(word) > LONGEST_WORD:
            raise KeywordTooLong(word, LONGEST_WORD)
    return tuple(found.values())


def shown_keywords(words: Iterable[str]) -> str:
    """The words as a list that is read as the same words; those with marks in them in quotes."""
    return BETWEEN.join(map(_quoted, words))


def _parts(text: str) -> list[str]:
    """What stands between marks, or in quotes."""
    parts: list[str] = []
    current: list[str] = []
    quote, at = "", 0
    # With such blanks and no marks, a blank beside a Chinese word parts as well.
    unmarked = not any(mark in text for mark in _MARKS)
    blanks = _CHINESE
    if unmarked and _CHINESE.search(text):
        blanks = _BESIDE_CHINESE
    while at < len(text):
        letter = text[at]
        if not quote and letter in _QUOTES and not "".join(current).strip() and _closes(text, at):
            current, quote = [], _QUOTES[letter]
        elif quote and letter == quote:
            parts.append(_plain("".join(current)))
            current, quote = [], ""
        elif not quote and (letter in _MARKS or _is_between(text, at, blanks)):
            parts.append(_unended("".join(current)))
            current = []
        else:
            current.append(letter)
        at += 1
    parts.append(_unended("".join(current)))
    return [part for part in parts if part]


def _is_between(text: str, at: int, blanks: re.Pattern[str]) -> bool:
    """Whether a blank there parts two words, where one is Chinese and none belongs otherwise."""
    return bool(at and text[at].isspace() and blanks.match(text, at - 1))


def _closes(text: str, at: int) -> bool:
    """Whether the quote that opens there is closed."""
    return text.find(_QUOTES[text[at]], at + 1) >= 0


def _plain(word: str) -> str:
    return " ".join(word.split())


def _unended(word: str) -> str:
    """The word without the stop that ends a sentence."""
    return _plain(word).rstrip(_ENDS)


def _quoted(word: str) -> str:
    """The word, in quotes where it would not be read as itself."""
    if _parts(word) == [word]:
        return word
    for opening, closing in (('"', '"'), ("“", "”"), ("「", "」"), ("'", "'")):
        if closing not in word:
            return f"{opening}{word}{closing}"
    return word
