"""A question as its paper spells it: without slips of typing, its names joined or parted. Pure.

A word is mended only where it stands neither in the paper nor among the words known of questions,
and only by as much as people slip. A name that the paper lacks is no slip for one that it has:
names are known by their own list and by their figures.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from core.asking.concepts import Vocabulary
from core.asking.wording import spelled_otherwise
from core.document import Document

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:['’@_.+-][A-Za-z0-9]+)*")
# What a paper writes as one word, by its parts.
_WRITTEN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-_.][A-Za-z0-9]+){0,5}")
# What stands below a letter in a formula.
_SYMBOL = re.compile(r"\b([A-Za-z])_\{?(?:\\(?:text|mathrm|mathit)\{)?([A-Za-z0-9]{1,9})\b")
_WORD_OR_FIGURE = re.compile(rf"{_WORD.pattern}|\d[\w.]*")
_SIGNS = re.compile(r"[-_.]")
_ENDING = re.compile(r"(?:ings?|ed|es|s|e|er|ers)$")
# What makes a word of its own of another one: "reuse" is no slip for "refuse".
_BEGINNING = re.compile(r"(?:re|un|non|pre|post|mis|dis|over|under|multi|sub|inter|anti|co)")
_SHORTEST, _SUBSTITUTED, _TWICE = 4, 6, 8  # letters of a word with a slip, another letter, two
_MENDED = 12  # words of a question, at most
_JOINED = 3  # words that a paper may write as one
_GROWN = 4  # letters behind a stem


@dataclass(frozen=True, slots=True)
class Spellings:
    """The words of a paper in small letters, those that stand alone somewhere, and how it writes
    those that have signs in them, by their letters alone."""

    words: frozenset[str]
    alone: frozenset[str]
    forms: Mapping[str, str]


def spellings(document: Document) -> Spellings:
    """How the paper spells."""
    words: set[str] = set()
    alone: set[str] = set()
    forms: dict[str, str] = {}
    texts = [document.title, document.abstract]
    for section in document.sections:
        texts += (section.title, section.text)
    for text in texts:
        for written in set(_WRITTEN.findall(text)):
            parts = _SIGNS.split(written.casefold())
            words.update(parts)
            if len(parts) == 1:
                alone.update(parts)
            end = len(parts[0])
            for part in parts[1:]:
                end += 1 + len(part)
                letters = _SIGNS.sub("", written[:end]).casefold()
                if len(letters) >= _SHORTEST:
                    forms.setdefault(letters, written[:end])
        for symbol, below in _SYMBOL.findall(text):
            forms.setdefault(f"{symbol}{below}".casefold(), f"{symbol}_{below}")
    return Spellings(frozenset(words), frozenset(alone), forms)


def respelled(question: str, vocabulary: Vocabulary, paper: Spellings) -> str:
    """The question with its slips mended."""
    told = unicodedata.normalize("NFKC", question)
    told = _WORD.sub(lambda found: _unfolded(found[0], vocabulary), told)
    known = _known(vocabulary)
    mended: dict[str, str] = {}
    for found in _WORD.finditer(told):
        word = found[0]
        if len(mended) < _MENDED and word not in mended and not _stands(word, known, paper):
            # What begins a question has a capital whatever it is.
            whole = word if found.start() else word[0].lower() + word[1:]
            meant = _mended(whole, vocabulary, known, paper)
            mended[word] = word if meant == whole else meant
    told = _WORD.sub(lambda found: mended.get(found[0], found[0]), told)
    return _as_written(told, vocabulary, paper)


def _unfolded(word: str, vocabulary: Vocabulary) -> str:
    small = word.casefold().replace("’", "'")
    return vocabulary.shortened.get(small, word)


def _as_written(told: str, vocabulary: Vocabulary, paper: Spellings) -> str:
    """The question with its words joined or parted as the paper has them."""
    found = list(_WORD_OR_FIGURE.finditer(told))
    pieces: list[str] = []
    at, number = 0, 0
    while number < len(found):
        size = _JOINED
        form = ""
        while size and not form:
            some = found[number : number + size]
            if len(some) == size and _adjoin(some):
                form = _form([each[0].casefold() for each in some], vocabulary, paper)
                parted = _SIGNS.sub(" ", some[0][0])
                if form == parted.casefold():
                    form = parted  # with its capitals
            size -= 1
        if form:
            pieces += (told[at : found[number].start()], form)
            at = found[number + size].end()
            number += size
        number += 1
    return "".join(pieces) + told[at:]


def _adjoin(found: Sequence[re.Match[str]]) -> bool:
    """Whether nothing but a blank or a sign stands between the words."""
    return all(one.end() + 1 == other.start() for one, other in pairwise(found))


def _form(words: Sequence[str], vocabulary: Vocabulary, paper: Spellings) -> str:
    """How the paper writes the words as one; "" where it does not, or no otherwise than they are.

    Words that stand alone in the paper as well are left alone.
    """
    if not words[0][0].isalpha() or not vocabulary.framing.isdisjoint(words):
        return ""
    letters = _SIGNS.sub("", "".join(words))
    form = paper.forms.get(letters, "")
    if len(words) == 1:
        if form and words[0] not in paper.words and words[0] != form.casefold():
            return form
        parts = _SIGNS.split(words[0])
        if len(parts) > 1 and not form and letters not in paper.words:
            return _parted(parts, paper)
        return _grown(words[0], paper)
    if letters in paper.words and not paper.words.issuperset(words):
        return letters
    if all(word in paper.alone and word.isalpha() for word in words):
        return ""
    return form


def _parted(parts: Sequence[str], paper: Spellings) -> str:
    """The words of which somebody made one ("human-made"), if the paper has each of them."""
    if all(len(part) > 1 and part.isalpha() and part in paper.words for part in parts):
        return " ".join(parts)
    return ""


def _grown(word: str, paper: Spellings) -> str:
    """How the paper writes another form of the word: "pre-trained" for "pretrain"."""
    if len(word) <= _SHORTEST or not word.isalpha():
        return ""
    bare = _ENDING.sub("", word)
    if len(bare) < _SHORTEST or any(each in paper.words for each in (word, bare, bare + "e")):
        return ""
    for letters, form in paper.forms.items():
        if letters.startswith(bare) and len(letters) <= len(bare) + _GROWN and letters.isalpha():
            return form
    return ""


@lru_cache(maxsize=4)
def _known(vocabulary: Vocabulary) -> frozenset[str]:
    """The words known of questions, in small letters."""
    told: list[str] = [*vocabulary.framing, *vocabulary.loose, *vocabulary.names]
    told += vocabulary.ordinary
    for family in vocabulary.families.values():
        told += family
    told += vocabulary.compounds
    for group in vocabulary.alike:
        told += group
    for english in vocabulary.terms.values():
        told += english
    for phrases in vocabulary.kinds.values():
        told += phrases
    return frozenset(word for each in told for word in re.split(r"[\s-]", each.casefold()))


def _stands(word: str, known: Collection[str], paper: Spellings) -> bool:
    """Whether the word is no slip: it is known as it is or in another form, or too short, or holds
    figures."""
    small = word.casefold()
    if len(small) < _SHORTEST or not small.isascii() or not small.isalpha():
        return True
    bare = _ENDING.sub("", small)
    forms = [small, bare, small + "s", *spelled_otherwise(small)]
    forms += [bare + ending for ending in ("e", "ed", "ing", "er")]
    if small in paper.forms or any(letters.startswith(bare) for letters in paper.forms):
        return True
    if bare[-1:] == bare[-2:-1]:
        forms.append(bare[:-1])  # "running"
    beginning = _BEGINNING.match(small)
    if beginning:
        forms += [form[beginning.end() :] for form in forms]
    return any(form in paper.words or form in known for form in forms if len(form) > 2)


def _mended(word: str, vocabulary: Vocabulary, known: Collection[str], paper: Spellings) -> str:
    """The word that was meant; the same where none can be told.

    One with a capital is taken for a name, of which only the paper knows how it is spelled.
    """
    small = word.casefold()
    asking = {each for phrases in vocabulary.kinds.values() for each in phrases}
    pools: tuple[Collection[str], ...] = (vocabulary.framing | asking, paper.words, known)
    named = word != small
    if named:
        pools = (paper.words,)
    slips = set(_slips(small))
    others = set(_others(small)) if len(small) >= _SUBSTITUTED and not named else set()
    for near in (slips, others):
        for pool in pools:
            found = near.intersection(pool)
            if pool is known:
                # "weigh" is a word of its own, and no slip for "weight".
                found = {each for each in found if not each.startswith(small)}
            if found:
                return min(found, key=lambda each: (each not in known, each))
    if len(small) < _TWICE or named:
        return word
    for pool in pools[1:]:
        for each in sorted(pool):
            alike = each[:1] == small[:1] and abs(len(each) - len(small)) <= 1
            if alike and each.isalpha() and not slips.isdisjoint(_slips(each)):
                return each
    return word


def _slips(word: str) -> Iterator[str]:
    """The words from which that one is made by a letter too many, too few or in another's place.
    The first letter stays, as it does as a rule."""
    for at in range(len(word)):
        before, behind = word[:at], word[at:]
        if len(behind) > 1:
            yield before + behind[1] + behind[0] + behind[2:]
        if not at:
            continue
        yield before + behind[1:]
        for letter in _LETTERS:
            yield before + letter + behind
    yield from (word + letter for letter in _LETTERS)


def _others(word: str) -> Iterator[str]:
    """The words that differ from that one by a letter."""
    for at in range(1, len(word)):
        for letter in _LETTERS:
            yield word[:at] + letter + word[at + 1 :]
