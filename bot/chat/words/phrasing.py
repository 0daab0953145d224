"""How people put what they want of their interests: around the topic stand a request, a verb, a
kind, and words that say nothing. Pure.

`Could you please show me fewer papers about video?`; `以后别再给我推荐医学的论文了`. All of these
words stand in `language.toml`, under `interests`. What is left and still speaks as a sentence does
was not understood, and nobody guesses what it meant.
"""

# Chinese is read here: signs between words.

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from bot.chat.words.lexicon import interest_words, remembered
from core.identify import papers_in
from core.interests.interest import Kind


class Deed(StrEnum):
    """What is to be done with an interest. The value is its name in `language.toml`.

    UNWANTED is what somebody has no interest in: removed where it was asked for, and less of it
    wanted where it was not.
    """

    ADD = "add"
    MORE = "more"
    LESS = "less"
    REMOVE = "remove"
    UNWANTED = "unwanted"
    MUTE = "mute"
    UNMUTE = "unmute"


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidPhrase:
    """What one piece of a text says: what is to be done (None: as before), of which kind (None:
    nobody says), and with what. `followed` says that it was put as people and labs are followed,
    `of_whom` that, or that it has papers. `exact` marks words in quotes: they mean themselves."""

    deed: Deed | None
    kind: Kind | None
    topic: str
    followed: bool = False
    of_whom: bool = False
    exact: bool = False


# In the order in which they are looked for.
KINDS: Final = (Kind.AUTHOR, Kind.LAB, Kind.PAPER, Kind.WORDS)
# Characters of a piece that is read: what may be named, and words around it.
LONGEST: Final = 300
COLONS: Final = ":："
BEHIND: Final = f" {COLONS}\t\u3000"
_QUOTES: Final = {'"': '"', "“": "”", "「": "」", "『": "』", "«": "»", "《": "》"}
# A list of words to be found behind a topic, by what they ask for.
_AFTER: Final = {f"{deed}_after": deed for deed in Deed}
_LISTS: Final = (
    *Deed, *KINDS, *_AFTER, "take", "polite", "doing", "about", "little", "between", "follow",
    "papers_of", "ending", "and", "but", "sentence", "sentence_first", "spared", "topics",
)  # fmt: skip
_JOINED_TO: Final = frozenset((*map(str, Deed), "polite", "little"))
# Lists whose single characters stand before others without a blank.
_JOINED: Final = frozenset(("polite", "doing", "take", "sentence_first"))
_SENTENCE_ENDS: Final = "。！？!?.…~～ \u3000"
_APOSTROPHES: Final = str.maketrans("’‘`´", "''''")


def read_phrase(text: str, *, behind_names: bool = False) -> SaidPhrase | None:
    """What the piece says; None where it speaks as a sentence does that nobody understands.
    One that is too long is taken as it is. `behind_names` says that names of people or labs came
    before, so that "topic" names a kind."""
    if len(text) > LONGEST:
        return SaidPhrase(deed=None, kind=None, topic=text)
    rest = text.translate(_APOSTROPHES).strip().rstrip(_SENTENCE_ENDS)
    begins_as_topic = _opening(rest, "topics") > 0
    before = _Before(deed=None, followed=False, rest=rest)
    if not begins_as_topic:
        before = _before(rest)
    deed = before.deed
    kind, rest = kind_before(before.rest, behind_names=behind_names)
    if deed is None:
        deed, rest = _deed_behind(rest, begins_as_topic=begins_as_topic)
    exact = _unquoted(rest)
    if exact is not None:
        return SaidPhrase(deed=deed, kind=kind, topic=exact, exact=True)
    rest = _without_endings(rest, "ending")
    bare = _without_endings(rest, "papers_of")
    topic = _without_endings(bare, "ending")
    named = kind in (Kind.AUTHOR, Kind.LAB)
    if not named and _is_sentence(topic, begins_as_topic=begins_as_topic):
        return None
    followed = before.followed
    of_whom = followed or bare != rest
    return SaidPhrase(deed=deed, kind=kind, topic=topic, followed=followed, of_whom=of_whom)


def with_signs(text: str) -> str:
    """The text, in which what is excepted has the sign of what is wanted less:
    `agents but not web agents` as `agents, -web agents`; and a comma where "and" leads to something
    else that is to be done: `remove video and add agents`."""
    # "Everything except" is how somebody begins who wants less.
    begins = _opening(text.lstrip(), Deed.MUTE) + len(text) - len(text.lstrip())
    parted = _and_then().sub(", ", text)
    begins = min(begins, len(parted))
    return parted[:begins] + _but().sub(", -", parted[begins:])


def joined_by_and(text: str) -> list[str]:
    """What "and" joins in the text, apart: names of people and labs."""
    return [piece.strip() for piece in _and().split(text) if piece.strip()]


def without_and(text: str, *, first: bool, last: bool) -> str:
    """What is left of one of several pieces without the "and" that led to it, or to the next, a
    blank between them; all of the first and the last where nothing can stand before or after."""
    words = text.split(" ")
    joins = _words()["and"]
    while words and not first and words[0].casefold() in joins:
        words = words[1:]
    while words and not last and words[-1].casefold() in joins:
        words = words[:-1]
    left = " ".join(words)
    glued = [join for join in joins if len(join) > 1 and not join.isascii()]
    found = next((join for join in glued if left.startswith(join)), "")
    return left if first else left.removeprefix(found)


def kind_before(text: str, *, behind_names: bool) -> tuple[Kind | None, str]:
    """The kind that the text names first, and the rest of it.

    Words and papers need no name of their kind: it counts with a colon alone, for "主题模型" and
    "word embeddings" are words too.
    """
    for kind in KINDS:
        named = behind_names or kind in (Kind.AUTHOR, Kind.LAB)
        behind = BEHIND if named else COLONS
        found = _opening(text, kind, behind, apart=True)
        if found:
            return kind, text[found:].lstrip(BEHIND)
    return None, text


class _Before(NamedTuple):
    """What stands before a topic asks for, whether as people are followed, and what is left."""

    deed: Deed | None
    followed: bool
    rest: str


def _before(text: str) -> _Before:
    """What the text begins by asking for. Who says no more than that something is wanted, wants it
    added."""
    asked = False
    while length := _opening(text, "polite"):
        if length < _longest_deed(text).length:
            break
        asked = True
        text = text[length:].lstrip(BEHIND)
    deed, length = _longest_deed(text)
    followed = 0 < length == _opening(text, "follow")
    text = text[length:].lstrip(BEHIND)
    if deed is None and asked and text:
        deed = Deed.ADD
        text = text[_opening(text, "doing") :].lstrip(BEHIND)
    while length := _opening(text, "about"):
        text = text[length:].lstrip(BEHIND)
        deed = deed or Deed.ADD
    while deed is not None and (length := _opening(text, "little")):
        text = text[length:].lstrip(BEHIND)
        while length := _opening(text, "about"):
            text = text[length:].lstrip(BEHIND)
    return _Before(deed, followed, text)


class _Found(NamedTuple):
    """A deed, and how many characters say it."""

    deed: Deed | None
    length: int


def _longest_deed(text: str) -> _Found:
    best = _Found(None, 0)
    for deed in Deed:
        length = _opening(text, deed)
        if length > best.length:
            best = _Found(deed, length)
    return best


def _deed_behind(text: str, *, begins_as_topic: bool) -> tuple[Deed | None, str]:
    """What is asked for behind the topic, and the topic: `把视频删掉`, `综述少推一点`."""
    # "X isn't for me" ends as "papers for me" does.
    for plain in dict.fromkeys((text.rstrip(_SENTENCE_ENDS), _without_endings(text, "ending"))):
        found = _taken(plain, begins_as_topic=begins_as_topic)
        if found[0] is not None:
            return found
    return None, text


def _taken(plain: str, *, begins_as_topic: bool) -> tuple[Deed | None, str]:
    """The deed at the text's end, and what it takes; None where there is none."""
    lists: dict[str, Deed] = dict(_AFTER)
    taken = 0
    if not begins_as_topic:
        taken = _opening(plain, "take")
    if taken:
        lists |= {str(deed): deed for deed in Deed}
    best = _Found(None, 0)
    for name, deed in lists.items():
        for word in _ending_as(plain, name):
            if len(word) > best.length and _ends_with(plain, word):
                best = _Found(deed, len(word))
    if best.deed is None or len(plain) <= taken + best.length:
        return None, plain
    return best.deed, _without_endings(plain[taken : len(plain) - best.length], "between").strip()


def _without_endings(text: str, name: str) -> str:
    """The text without the words of that list at its end, which are no topic's; itself, where
    nothing else would be left of it."""
    found = True
    while found:
        found = False
        text = text.rstrip(_SENTENCE_ENDS)
        if any(_ends_with(text, word) for word in _ending_as(text, "spared")):
            return text
        for word in _ending_as(text, name):
            # A single Chinese character is no topic.
            least = 0 if word[0].isascii() else 1
            if len(text) > len(word) + least and _ends_with(text, word):
                text, found = text[: -len(word)].rstrip(), True
                break
    return text


def _ends_with(text: str, word: str) -> bool:
    if not text.casefold().endswith(word):
        return False
    before = text[: -len(word)]
    apart = word[0].isascii() and word[0].isalnum()
    return not apart or not before or before[-1].isspace()


def _is_sentence(text: str, *, begins_as_topic: bool) -> bool:
    """Whether words stand in it that no topic has."""
    small = text.casefold()
    if not begins_as_topic and _opening(small, "sentence_first"):
        return True
    spared = _patterns()["spared"].sub(" ", small)
    if papers_in(text):
        spared = _patterns()["paper"].sub(" ", spared)
    return _patterns()["sentence"].search(spared) is not None


def _unquoted(text: str) -> str | None:
    """What stands in quotes, where all of the text does."""
    closing = _QUOTES.get(text[:1])
    if closing is None or len(text) < 3 or text[-1] != closing or closing in text[1:-1]:
        return None
    return text[1:-1].strip() or None


def _opening(text: str, name: str, behind: str = BEHIND, *, apart: bool = False) -> int:
    """How many characters of the text the longest word of that list takes, with which it begins; 0
    where none does.

    Where it must stand `apart`, and where it is Latin or a single character, one of `behind`
    follows it, or nothing.
    """
    small = text.casefold()
    longest = 0
    for word in _by_first()[name].get(small[:1], ()):
        if name in _JOINED_TO and _is_within_topic(small, len(word)):
            continue
        must = apart or word[-1].isascii() or (len(word) == 1 and name not in _JOINED)
        if small.startswith(word) and (not must or text[len(word) : len(word) + 1] in behind):
            longest = max(longest, len(word))
    return longest


def _is_within_topic(text: str, length: int) -> bool:
    """Whether a topic begins with the last of so many characters: "多看点云" is no "多看点"."""
    last = text[length - 1 :]
    return not last[:1].isascii() and last.startswith(_words()["topics"])


@remembered
def _and() -> re.Pattern[str]:
    patterns: list[str] = []
    for word in _words()["and"]:
        patterns.append(rf"\s{re.escape(word)}\s" if word[0].isascii() else re.escape(word))
    return re.compile("|".join(patterns) or r"(?!)", re.IGNORECASE)


@remembered
def _and_then() -> re.Pattern[str]:
    """An "and" before what is to be done, or a kind. In Chinese a comma stands there."""
    deeds: list[str] = []
    for name in (*Deed, *KINDS):
        deeds += [re.escape(word) for word in _words()[name] if word[0].isascii()]
    ands = [re.escape(word) for word in _words()["and"] if word[0].isascii()]
    if not deeds or not ands:
        return re.compile(r"(?!)")
    behind = "|".join(sorted(deeds, key=len, reverse=True))
    return re.compile(rf"\s(?:{'|'.join(ands)})\s(?=(?:{behind})\s)", re.IGNORECASE)


@remembered
def _but() -> re.Pattern[str]:
    words = sorted(_words()["but"], key=len, reverse=True)
    patterns: list[str] = []
    for word in words:
        # Latin words stand apart; in Chinese there are no blanks.
        patterns.append(rf"[\s,，]\s{{0,9}}{re.escape(word)}\s" if word[0].isascii() else word)
    return re.compile("|".join(patterns) or r"(?!)", re.IGNORECASE)


@remembered
def _patterns() -> dict[str, re.Pattern[str]]:
    """What finds any word of a list: Latin ones apart from others, as no part of a word."""
    found: dict[str, re.Pattern[str]] = {}
    for name in ("sentence", "spared", "paper"):
        patterns: list[str] = []
        for word in _words()[name]:
            inside = re.escape(word)
            patterns.append(rf"(?<![\w'-]){inside}(?![\w'-])" if word[0].isascii() else inside)
        found[name] = re.compile("|".join(patterns) or r"(?!)")
    return found


def _ending_as(text: str, name: str) -> Iterable[str]:
    """The words of that list whose last character is the text's."""
    return _by_last()[name].get(text[-1:].casefold(), ())


@remembered
def _by_first() -> dict[str, dict[str, list[str]]]:
    return {name: _grouped(words, 0) for name, words in _words().items()}


@remembered
def _by_last() -> dict[str, dict[str, list[str]]]:
    return {name: _grouped(words, -1) for name, words in _words().items()}


def _grouped(words: Iterable[str], place: int) -> dict[str, list[str]]:
    """The words by the character at that place, in their order."""
    found: dict[str, list[str]] = {}
    for word in words:
        found.setdefault(word[place], []).append(word)
    return found


@remembered
def _words() -> dict[str, tuple[str, ...]]:
    """What all languages have for each."""
    found: dict[str, tuple[str, ...]] = {}
    for name in map(str, _LISTS):
        found[name] = tuple(sorted(interest_words(name), key=len, reverse=True))
    return found
