"""What is to be searched for in what people type behind "search". Pure."""

# Chinese is read here: numerals, which are no other form of a word.

from __future__ import annotations

import re

from bot.chat.words.lexicon import variants, words_of
from bot.chat.words.tidying import tidied

# Operators of other searches. All words are looked for anyway.
_OR = re.compile(r" (?:OR|\|\|?) ")
_AND = re.compile(r"(?<!\S)(?:AND|&&|NEAR(?:/\d{1,3})?)(?!\S)")
_NUMERALS = frozenset("一二三四五六七八九十")


def searched(text: str) -> tuple[str, ...]:
    """The texts of which a paper holds all words of one: those that OR parts, without AND and NEAR,
    each also as the commoner of two scripts writes it. The first is what was typed, if that has no
    operator."""
    found: dict[str, None] = {}
    for part in _OR.split(" ".join(text.split())):
        plain = " ".join(_AND.sub(" ", part).split())
        if any(map(str.isalnum, plain)):
            found |= {plain: None, _common(plain): None}
    return tuple(found) or (text,)


def topic_searched(text: str) -> str | None:
    """What is left of a text without the words that ask for it: `蛋白质` of `有没有蛋白质的论文`,
    "video" of "papers about video"; None where it has none of them."""
    plain = tidied(text)
    topic = plain
    while topic:
        fewer = _without_one(topic)
        if fewer == topic:
            break
        topic = fewer
    return topic if topic and topic != plain else None


def _without_one(text: str) -> str:
    """The text without the longest word that asks, at its beginning or else at its end."""
    for word in sorted(words_of("before_search"), key=len, reverse=True):
        rest = text[len(word) :]
        if text.startswith(word) and (not word.isascii() or rest[:1] in (" ", ":")):
            return rest.strip(" :")
    for word in sorted(words_of("after_search"), key=len, reverse=True):
        rest = text[: -len(word)]
        if text.endswith(word) and (not word.isascii() or rest.endswith(" ")):
            return rest.strip()
    return text


def _common(text: str) -> str:
    """The text in the commoner script; a numeral's other form may be a word: `參數`."""
    table = {char: other for char, other in variants().items() if other not in _NUMERALS}
    return text.translate(table)
