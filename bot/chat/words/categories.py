"""arXiv's categories, and venues, as people name them: `cs.RO, +ICLR`, `robotics`. Pure."""

# Chinese is read here: the signs before a name.

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from bot.chat.words.keywords import parts
from bot.chat.words.phrasing import joined_by_and
from bot.chat.words.tidying import shortened, tidied
from core.announcements import topics, venues
from core.announcements.topics import every, nearest, topic_of
from core.bounds import normalized
from core.categories import CATEGORIES, is_archive
from core.errors import CategoryUnknown
from core.language import Language

# The most a chat can have: all of them fit in a menu.
MOST_CATEGORIES: Final = 12
_ADD, _REMOVE = "+＋", "-－−"
# What may stand before a category: "arXiv:cs.RO".
_SOURCE = re.compile(r"arxiv[\s:./]{1,3}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NamedCategory:
    """A category that somebody named, and the sign before it: "+", "-", or none."""

    category: str
    sign: str = ""

    def __str__(self) -> str:
        return f"{self.sign}{self.category}"


def parse_categories(text: str, languages: Sequence[Language]) -> tuple[NamedCategory, ...]:
    """The categories that the text names; raises CategoryUnknown for what is none."""
    called = _called(languages)
    signs = _signs(languages)
    found: dict[str, NamedCategory] = {}
    for part in parts(text):
        if names_the_daily_list(part, languages):
            continue
        for wanted in _read(part, called, signs):
            found.setdefault(wanted.category, wanted)
    if not found:
        raise CategoryUnknown(shortened(text))
    return tuple(found.values())


def names_the_daily_list(text: str, languages: Sequence[Language]) -> bool:
    """Whether the text means the list that always comes."""
    small = tidied(text)
    return any(small in language.answers.get("daily_list", ()) for language in languages)


def names_a_category(text: str) -> bool:
    """Whether the text is written as a category or nearly so, and not as words: `+cs.RO`."""
    bare = text.strip().lstrip(_ADD + _REMOVE)
    if topic_of(bare) is not None or is_archive(bare):
        return True
    archive, _, part = bare.partition(".")
    if part and archive.casefold() in {category.partition(".")[0] for category in CATEGORIES}:
        return True
    if bare == text.strip():
        return False
    misspelt = nearest(bare)  # behind a sign
    return misspelt is not None and venues.is_venue(misspelt)


def categories_like(text: str, languages: Sequence[Language]) -> list[str]:
    """The categories whose name or id begins or goes on like that, the usual ones first."""
    small = normalized("NFKC", text).strip().lstrip(_ADD + _REMOVE).casefold()
    called = [each for each in _called(languages).items() if small in each[0]]
    found = [category for category in every() if category.casefold().startswith(small)]
    found += [category for _, category in called]
    for category in every():
        names = [topics.name(category, language.code).casefold() for language in languages]
        if small in category.casefold() or any(small in each for each in names):
            found.append(category)
    return list(dict.fromkeys(found))


def _read(part: str, called: dict[str, str], signs: dict[str, str]) -> Iterator[NamedCategory]:
    sign, bare = _signed(part.strip(), signs)
    category = topic_of(bare) or called.get(bare.casefold())
    if category:
        yield NamedCategory(category, sign)
        return
    words = part.split()
    if len(words) > 1 and any(topic_of(_signed(word, {})[1]) for word in words):
        for word in words:
            yield from _read(word, called, {})
        return
    joined = joined_by_and(bare)
    if len(joined) > 1:
        for each in joined:
            yield from _read(sign + each, called, {})
        return
    near = nearest(bare)
    close = get_close_matches(bare.casefold(), called, n=1, cutoff=0.75)
    if close:
        near = called[close[0]]
    raise CategoryUnknown(shortened(bare), near or "", (near,) if near else ())


def _signed(part: str, signs: dict[str, str]) -> tuple[str, str]:
    """The sign before a category, or the word that stands for one, and the rest."""
    sign = ""
    if part[:1] and part[0] in _ADD:
        sign = "+"
    if part[:1] and part[0] in _REMOVE:
        sign = "-"
    rest = normalized("NFKC", part[len(sign) :]).strip()
    for word in () if sign else signs:
        after = rest[len(word) :]
        apart = not word[-1].isascii() or after[:1].isspace()
        if after.strip() and apart and rest.casefold().startswith(word):
            sign, rest = signs[word], after.strip()
            break
    source = _SOURCE.match(rest)
    if source and source.end() < len(rest):
        rest = rest[source.end() :]
    return sign, rest


def _signs(languages: Sequence[Language]) -> dict[str, str]:
    """What people say in place of a sign, the longest first."""
    found: dict[str, str] = {}
    for language in languages:
        for deed, sign in (("add", "+"), ("more", "+"), ("remove", "-"), ("mute", "-")):
            found |= dict.fromkeys(language.interests.get(deed, ()), sign)
    return dict(sorted(found.items(), key=lambda each: -len(each[0])))


def _called(languages: Sequence[Language]) -> dict[str, str]:
    """The categories and venues by what people call them in any language, in small letters."""
    found: dict[str, str] = dict(venues.called())
    for language in languages:
        for category, names in language.categories.items():
            found |= {each.casefold(): category for each in names}
    return found
