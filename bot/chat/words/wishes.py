"""What somebody says of their interests: what is to be done, of which kind, and with what. Pure.

`世界模型, agent memory`; `+retrieval -video`; `author Yann LeCun`; `more agents, less video`; links
and ids; `具身=embodied`. The words that are read stand in `language.toml`, under `interests`.
"""

# Chinese is read here: signs between words.

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.chat.words.keywords import MARKS, parts
from bot.chat.words.lexicon import interest_words, remembered
from bot.chat.words.phrasing import BEHIND, Deed, SaidPhrase, joined_by_and, read_phrase, with_signs
from bot.chat.words.tidying import shortened, tidied
from core.errors import KeywordsTooMany, KeywordTooLong, SettingInvalid
from core.identify import papers_in
from core.interests.interest import Kind

# How many things one message may name, papers aside, how long each may be, and how long all of it.
MOST, LONGEST, LONGEST_TEXT = 40, 100, 8_000
YES, NO = "yes", "no"


class Whole(StrEnum):
    """What is to be done with all interests, or, of MINE, with one's own votes alone. The value is
    its name in `language.toml`, and what our buttons type."""

    MINE = "mine"
    RESET = "reset"
    FORGET = "forget"
    EXPORT = "export"
    IMPORT = "import"
    SHOW = "show"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One thing that is to be done. `kind` is None where nothing says of which kind it is;
    `english` is how papers say the words, where that was said. `followed` says that it was put
    as people and labs are followed, `of_whom` that, or that it has papers."""

    deed: Deed
    value: str
    kind: Kind | None = None
    english: tuple[str, ...] = ()
    followed: bool = False
    of_whom: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a line asks for: something with all, or each of the wishes. `sure` is the answer to
    whether it is meant; None where there is none."""

    whole: Whole | None = None
    sure: bool | None = None
    wishes: tuple[Wish, ...] = ()


# A sign before a word, at the beginning of the text, behind a blank or a mark. A figure behind it
# is a number.
_SIGN = re.compile(r"(?:(?<=[\s,，、;；])|^)(?P<sign>[+＋−－–-])(?=[^\W\d]|\d{1,3}[A-Za-z])")
_SIGN_FIRST = frozenset("+＋−－–-")
# Where signs are used, one between characters that no blank parts, or a full-width one, begins a
# word; it doesn't in "text-to-image".
_WITHOUT_BLANK = re.compile(r"(?<=[\u3400-\u9fff])(?=[+＋−－–-])|(?<=\w)(?=[＋－][^\W\d])")
_SIGNS = {"+": Deed.ADD, "＋": Deed.ADD}
# A stroke parts words where blanks stand around it, and where nobody says what is English for what.
_MARKS = MARKS.translate({ord(stroke): None for stroke in "/／|｜"})
_STROKE = re.compile(r"\s[/／|｜]\s")
_EQUALS = re.compile(r"\s{0,9}[=＝]\s{0,9}")
_ALTERNATIVES = re.compile(r"\s{0,9}[/|／｜]\s{0,9}")
_BEFORE = f"{BEHIND}+＋-－−–"
_QUOTES = frozenset("\"“”「」『』«»《》'‘’")
# A plus behind a word may be part of it: C++.
_AFTER = f"{BEHIND}-－−–"


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
    for wish in _wishes(with_signs(text)):
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


def _wishes(text: str) -> Iterator[Wish]:
    """Each of the wishes; raises SettingInvalid where a piece is not understood."""
    deed, kind = Deed.ADD, None
    asked = None
    followed = False
    for sign, piece in _signed(text):
        if sign is not None:
            deed, kind, followed = sign, None, False
        if not _EQUALS.search(piece):
            piece = _STROKE.sub(", ", piece)
        for number, part in enumerate(_with_verdict(piece)):
            if sign is not None and number:
                deed, sign = Deed.ADD, None  # the sign is that of one word
            said = _read(part, text, behind_names=kind in (Kind.AUTHOR, Kind.LAB))
            if said is None:
                raise SettingInvalid(shortened(part), (), "interests")
            asked = said.deed or sign
            if said.deed is not None:
                deed, kind, followed = said.deed, None, said.followed
            kind = said.kind or kind
            followed = followed and not said.exact
            of_whom = followed or said.of_whom
            yield from _one(deed, kind, replace(said, followed=followed, of_whom=of_whom))
    if asked is None and text.rstrip().endswith(("?", "？")):
        raise SettingInvalid(shortened(text), (), "interests")


def _with_verdict(piece: str) -> list[str]:
    """The parts of the piece, the last with what a blank parts from it that is only said behind
    something: `机器人 不要了`."""
    found = parts(piece, _MARKS)
    last = " ".join(found[-2:])
    if len(found) > 1 and found[-1] in _words()["behind"] and last in " ".join(piece.split()):
        return [*found[:-2], last]
    return found


def _read(part: str, text: str, *, behind_names: bool) -> SaidPhrase | None:
    """What the part says; what stands in quotes means itself."""
    before = text[: max(0, text.find(part))].rstrip()
    if before[-1:] in _QUOTES and text[len(before) :].lstrip()[len(part) :][:1] in _QUOTES:
        return SaidPhrase(deed=None, kind=None, topic=part, exact=True)
    return read_phrase(part, behind_names=behind_names)


def _one(deed: Deed, kind: Kind | None, said: SaidPhrase) -> Iterator[Wish]:
    """What that part of the text wants: each paper that it links to, or the words that it is."""
    text = said.topic
    papers = papers_in(text)
    if kind is not Kind.WORDS and (papers or kind is not None) and deed is Deed.MUTE:
        deed = Deed.LESS  # words alone can be kept from lists
    for paper in papers:
        yield Wish(deed=deed, kind=Kind.PAPER, value=paper)
    text = text.lstrip(_BEFORE).rstrip(_AFTER)
    if papers or not any(map(str.isalnum, text)):
        return
    value, *english = _EQUALS.split(text, maxsplit=1)
    meant: list[str] = []
    for each in english:
        meant += [word for word in _ALTERNATIVES.split(each) if word.strip()]
    values = [value.strip()]
    if kind in (Kind.AUTHOR, Kind.LAB) and not said.exact:
        values = joined_by_and(value)
    for each in filter(None, values):
        yield Wish(
            deed=deed,
            kind=kind,
            value=each,
            english=tuple(meant),
            followed=said.followed,
            of_whom=said.of_whom,
        )


def _signed(text: str) -> Iterator[tuple[Deed | None, str]]:
    """The text from sign to sign, each piece with what its sign says."""
    if text.lstrip()[:1] in _SIGN_FIRST:
        text = _WITHOUT_BLANK.sub(" ", text)
    signs = list(_SIGN.finditer(text))
    begins = signs[0].start() if signs else len(text)
    yield None, text[:begins]
    ends = [sign.start() for sign in signs[1:]]
    for sign, end in zip(signs, [*ends, len(text)], strict=False):
        yield _SIGNS.get(sign["sign"], Deed.LESS), text[sign.end() : end]


@remembered
def _words() -> dict[str, tuple[str, ...]]:
    """What all languages have for each."""
    found = {str(name): interest_words(name) for name in (*Whole, "alone")}
    behind: list[str] = []
    for deed in Deed:
        behind += interest_words(f"{deed}_after")
    return found | {"behind": tuple(behind)}
