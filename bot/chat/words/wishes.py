"""What somebody says of their interests: what is to be done, of which kind, and with what. Pure.

`世界模型, agent memory`; `+retrieval -video`; `author Yann LeCun`; `more agents, less video`; links
and ids; `具身=embodied`. The words that are read stand in `language.toml`, under `interests`.
"""

# Chinese is read here: signs between words.

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.chat.words.keywords import MARKS, parts
from bot.chat.words.lexicon import remembered, spoken
from bot.chat.words.tidying import shortened, tidied
from core.errors import KeywordsTooMany, KeywordTooLong, SettingInvalid
from core.identify import papers_in
from core.interests.interest import Kind

# How many things one message may name, papers aside, how long each may be, and how long all of it.
MOST, LONGEST, LONGEST_TEXT = 40, 100, 8_000
YES, NO = "yes", "no"


class Deed(StrEnum):
    """What is to be done with an interest. The value is its name in `language.toml`."""

    ADD = "add"
    MORE = "more"
    LESS = "less"
    REMOVE = "remove"
    MUTE = "mute"
    UNMUTE = "unmute"


class Whole(StrEnum):
    """What is to be done with all interests. The value is its name in `language.toml`, and what
    our buttons type."""

    RESET = "reset"
    FORGET = "forget"
    EXPORT = "export"
    IMPORT = "import"
    SHOW = "show"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One thing that is to be done. `kind` is None where nothing says of which kind it is;
    `english` is how papers say the words, where that was said."""

    deed: Deed
    value: str
    kind: Kind | None = None
    english: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a line asks for: something with all, or each of the wishes. `sure` is the answer to
    whether it is meant; None where there is none."""

    whole: Whole | None = None
    sure: bool | None = None
    wishes: tuple[Wish, ...] = ()


_KINDS = {
    "author": Kind.AUTHOR,
    "lab": Kind.LAB,
    "paper": Kind.PAPER,
    "words": Kind.WORDS,
}
# A sign before a word, at the beginning of the text, behind a blank or a mark. A figure behind it
# is a number.
_SIGN = re.compile(r"(?:(?<=[\s,，、;；])|^)(?P<sign>[+＋−－–-])(?=[^\W\d]|\d{1,3}[A-Za-z])")
_SIGNS = {"+": Deed.ADD, "＋": Deed.ADD}
# A stroke parts words where blanks stand around it, and where nobody says what is English for what.
_MARKS = MARKS.translate({ord(stroke): None for stroke in "/／|｜"})
_STROKE = re.compile(r"\s[/／|｜]\s")
_EQUALS = re.compile(r"\s{0,9}[=＝]\s{0,9}")
_ALTERNATIVES = re.compile(r"\s{0,9}[/|／｜]\s{0,9}")
_COLONS = ":："
_BEHIND = f" {_COLONS}\t\u3000"
_BEFORE = f"{_BEHIND}+＋-－−–"
# A plus behind a word may be part of it: C++.
_AFTER = f"{_BEHIND}-－−–"


def parse_wishes(text: str) -> Said:
    """What the text asks for.

    Raises SettingInvalid when nothing is named, KeywordsTooMany and KeywordTooLong.
    """
    if len(text) > LONGEST_TEXT:
        raise KeywordTooLong(shortened(text), LONGEST)
    all_of_it = _whole(text)
    if all_of_it is not None:
        return all_of_it
    if _names_nothing(text):
        raise SettingInvalid(shortened(text), (), "interests")
    found: dict[tuple[Deed, Kind | None, str], Wish] = {}
    for wish in _wishes(_turned_round(text)):
        found.setdefault((wish.deed, wish.kind, wish.value.casefold()), wish)
    wishes = tuple(found.values())
    if not wishes:
        raise SettingInvalid(shortened(text), (), "interests")
    named = [wish for wish in wishes if wish.kind is not Kind.PAPER]
    if len(named) > MOST:
        raise KeywordsTooMany(len(named), MOST)
    for wish in named:
        if len(wish.value) > LONGEST:
            raise KeywordTooLong(shortened(wish.value), LONGEST)
    return Said(wishes=wishes)


def says_what_to_do_with_all(text: str) -> bool:
    """Whether the text asks to empty, keep, save or bring back all interests."""
    said = _whole(text)
    return said is not None and said.whole is not Whole.SHOW


def _whole(text: str) -> Said | None:
    plain = tidied(text)
    sure: bool | None = None
    first, _, last = plain.rpartition(" ")
    if first and last in (YES, NO):
        plain, sure = first, last == YES
    for whole in Whole:
        if plain in _words()[whole]:
            return Said(whole=whole, sure=sure)
    return None


def _names_nothing(text: str) -> bool:
    """Whether it is a number alone, or a word that other commands know and no paper is about."""
    plain = tidied(text)
    return plain.replace(" ", "").isdecimal() or plain in _words()["alone"]


def _turned_round(text: str) -> str:
    """`把视频删掉` as `删掉 视频`; any other text as it is."""
    plain = text.strip()
    for taken in _words()["take"]:
        if not plain.startswith(taken):
            continue
        endings: list[str] = []
        for deed in Deed:
            endings += [word for word in _words()[deed] if plain.endswith(word)]
        word = max(endings, key=len, default="")
        if word and len(plain) > len(taken) + len(word):
            return f"{word} {plain[len(taken) : -len(word)].strip()}"
    return text


def _wishes(text: str) -> Iterator[Wish]:
    deed, kind = Deed.ADD, None
    for sign, piece in _signed(text):
        if sign is not None:
            deed, kind = sign, None
        if not _EQUALS.search(piece):
            piece = _STROKE.sub(", ", piece)
        for number, part in enumerate(parts(piece, _MARKS)):
            if sign is not None and number:
                deed, sign = Deed.ADD, None  # the sign is that of one word
            told, rest = _deed(part)
            if told is not None:
                deed, kind = told, None
            named, rest = _kind(rest)
            if named is not None:
                kind = named
            yield from _one(deed, kind, rest)


def _one(deed: Deed, kind: Kind | None, text: str) -> Iterator[Wish]:
    """What that part of the text wants: each paper that it links to, or the words that it is."""
    papers = papers_in(text)
    for paper in papers:
        yield Wish(deed=deed, kind=Kind.PAPER, value=paper)
    text = text.lstrip(_BEFORE).rstrip(_AFTER)
    if papers or not any(map(str.isalnum, text)):
        return
    value, *english = _EQUALS.split(text, maxsplit=1)
    said: list[str] = []
    for each in english:
        said += [word for word in _ALTERNATIVES.split(each) if word.strip()]
    if value.strip():
        yield Wish(deed=deed, kind=kind, value=value.strip(), english=tuple(said))


def _signed(text: str) -> Iterator[tuple[Deed | None, str]]:
    """The text from sign to sign, each piece with what its sign says."""
    signs = list(_SIGN.finditer(text))
    begins = signs[0].start() if signs else len(text)
    yield None, text[:begins]
    ends = [sign.start() for sign in signs[1:]]
    for sign, end in zip(signs, [*ends, len(text)], strict=False):
        yield _SIGNS.get(sign["sign"], Deed.LESS), text[sign.end() : end]


def _deed(text: str) -> tuple[Deed | None, str]:
    """What the text begins by asking for, and the rest of it."""
    best: Deed | None = None
    length = 0
    for deed in Deed:
        found = _opening(text, _words()[deed])
        if found > length:
            best, length = deed, found
    return best, text[length:].lstrip(_BEHIND)


def _kind(text: str) -> tuple[Kind | None, str]:
    """The kind that the text names first, and the rest of it.

    Words and papers need no name of their kind: it counts with a colon alone, for "主题模型" and
    "word embeddings" are words too.
    """
    for name, kind in _KINDS.items():
        behind = _COLONS if kind in (Kind.WORDS, Kind.PAPER) else _BEHIND
        found = _opening(text, _words()[name], behind, apart=True)
        if found:
            return kind, text[found:].lstrip(_BEHIND)
    return None, text


def _opening(
    text: str, words: tuple[str, ...], behind: str = _BEHIND, *, apart: bool = False
) -> int:
    """How many characters of the text the longest of the words takes, with which it begins; 0 where
    none does.

    Where it must stand `apart`, and where it is Latin or a single character, one of `behind`
    follows it, or nothing.
    """
    small = text.casefold()
    longest = 0
    for word in words:
        must = apart or word[-1].isascii() or len(word) == 1
        if small.startswith(word) and (not must or text[len(word) : len(word) + 1] in behind):
            longest = max(longest, len(word))
    return longest


@remembered
def _words() -> dict[str, tuple[str, ...]]:
    """What all languages have for each."""
    found: dict[str, tuple[str, ...]] = {}
    for name in (*Deed, *Whole, *_KINDS, "take", "alone"):
        said: list[str] = []
        for language in spoken():
            said += language.interests.get(str(name), ())
        found[str(name)] = tuple(said)
    return found
