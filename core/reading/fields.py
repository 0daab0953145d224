"""The field of a paper as a phrase, from the words of its title, its keywords and its abstract.
Pure.

What fields and topics there are stands in fields.toml; what a language calls them is its own.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from importlib import resources
from typing import NamedTuple

from core.language import ReadingWords
from core.models import Paper
from core.reading.subject import Subject, is_broad, stems

_TITLE, _KEYWORDS, _ABSTRACT = 3.0, 2.0, 1.0
# What saying a word once more adds, and how often that counts.
_AGAIN, _MOST = 0.25, 8
_ENOUGH = 1.5  # of what a topic must have: once in the title, or several times elsewhere
_TOPICS, _MOST_TOLD = 2, 3
_SURE = 3.7  # of what a field must have that the title does not name, where it names a subject
_BY_CHANCE = 2.0  # of what a field must have that the title does not name
_SHARE = 0.7  # of a topic's weight that its field has, too
# How much of the weight of a field that is a means to others another one must have.
_APPLIED = 0.4
# How much of it another one must have to be told beside it without the title.
_NEARLY = 0.6
_TITLED_AND_MORE = 5.0  # of what a title names and another text, too
# Who speaks of both speaks of vision.
_SIGHT = {"multimodal learning", "computer vision"}
_SEEN = {"multimodal learning": "computer vision"}
_ALIKE = 2  # letters
_NOTHING = Subject()
_OF_ANY = frozenset(("learn", "model"))  # stems of words by which many are called
_KINDS = ("means", "general", "domains", "beside")


class _Terms(NamedTuple):
    """Any of the words that speak of something, of which fields and topics each speaks, what all
    are called, and the field a topic belongs to."""

    words: re.Pattern[str]
    speaks_of: Mapping[str, tuple[str, ...]]
    fields: frozenset[str]
    field_of: Mapping[str, str]
    told_with: Mapping[str, re.Pattern[str]]
    means: frozenset[str]
    general: frozenset[str]
    domains: frozenset[str]
    beside: frozenset[str]


def field(paper: Paper, abstract: str, words: ReadingWords, own: Subject = _NOTHING) -> str:
    """The field and at most two topics, as the language calls them; the source's keywords where
    none is known, and "" where there are none either. Where fewer topics are known, the paper's
    `own` words follow them; what its title says that it works on always does, if it says more."""
    terms = _known()
    is_told = len(own.keywords) > 1  # not of the title
    texts = (
        (_TITLE, paper.title),
        (_KEYWORDS, "; ".join((*paper.ai_keywords, *own.keywords * is_told))),
        (_ABSTRACT, abstract),
    )
    weights = _weights(terms, texts)
    for name, others in terms.told_with.items():
        if name in weights and not any(others.search(text.lower()) for _, text in texts):
            del weights[name]
    titled = frozenset(_said(terms, paper.title))
    worked_on = frozenset(_said(terms, own.title))
    of_topics = {name: weights[name] for name in weights if name in terms.field_of}
    fields = {name: weights[name] for name in weights if name in terms.fields}
    for name, weight in of_topics.items():
        its = terms.field_of[name]
        fields[its] = fields.get(its, 0.0) + _SHARE * weight
    # A topic that the title names, names its field.
    titled |= {terms.field_of[name] for name in titled & of_topics.keys()}
    worked_on |= {terms.field_of[name] for name in worked_on & of_topics.keys()}
    topics = _topics(titled, of_topics, terms)
    whole_name = _field_of(titled, worked_on, fields, terms)
    whole = ""
    by_chance = own.title and whole_name not in titled and fields.get(whole_name, 0.0) < _SURE
    if by_chance:
        # What the title says that is worked on tells more, and is never wrong.
        topics = [name for name in topics if name in titled][:_TOPICS]
    elif whole_name and fields[whole_name] >= _ENOUGH:
        # "AI safety: AI safety and alignment" says nothing more.
        topics = [name for name in topics if not name.startswith(whole_name)]
        topics = sorted(topics, key=lambda name: (name not in worked_on, name not in titled))
        topics = topics[:_TOPICS]
        topics.sort(key=lambda name: terms.field_of[name] != whole_name)
        beside = _beside(whole_name, titled, fields, terms)
        seen = {_SEEN.get(field, field) for field in map(terms.field_of.__getitem__, topics)}
        if beside and beside not in seen:
            topics.insert(0, beside)
        whole = words.called(whole_name)
    topics = topics if whole else topics[:_TOPICS]
    # What a paper's keywords say is nearer than what the table of words calls it.
    if is_told:
        topics = [name for name in topics if name in titled]
    named = [words.called(name) for name in topics]
    count = max(_TOPICS + is_told - len(named), is_told)
    own_words = _others(own, whole_name if whole else "", topics, count)
    # "Noise-robust keyword spotting" tells keyword spotting, too, in that language.
    named = [each for each in named if not _is_in(each, own_words)]
    named = [*named[: max(_MOST_TOLD + is_told - len(own_words), 0)], *own_words]
    if whole and named:
        return words.about.format(field=_capital(whole), topics=words.comma.join(named))
    return _capital(whole or words.comma.join(named)) or words.comma.join(paper.ai_keywords[:3])


def _is_in(name: str, phrases: Sequence[str]) -> bool:
    """Whether a phrase tells what is called so, too: by its words, or as one kind of it ("video
    object segmentation" of "image segmentation")."""
    parts = [stems(part) - _OF_ANY for part in name.split(" and ")]
    for phrase in phrases:
        is_kind = len(phrase.split()) > len(name.split()) and _last(name) == _last(phrase)
        if is_kind or any(its and its <= stems(phrase) for its in parts):
            return True
    return False


def _last(words: str) -> str:
    return words.lower().replace("-", "").split()[-1]


def _others(own: Subject, whole: str, told: Sequence[str], count: int) -> list[str]:
    """The first `count` of a paper's keywords that say more than the field and the topics, and
    behind them what its title says that it works on, where that says more."""
    # A keyword may have the field's words.
    topics = stems(" ".join(told))
    known = topics | stems(whole)
    found: list[str] = []
    for each in own.keywords:
        its = stems(each)
        new = its - known and 2 * len(its - topics) > len(its)
        if len(found) < count and new and not is_broad(each):
            found.append(each)
            known |= its
            topics |= its
    its = stems(own.title)
    more = len(its - known) > 1 or 2 * len(its - topics) >= len(its)
    if its - known and more:
        found = [*(each for each in found if not _is_in(each, [own.title])), own.title]
    return found


def _field_of(
    titled: Set[str], worked_on: Set[str], weights: Mapping[str, float], terms: _Terms
) -> str:
    """The field with the most weight, or, where that is but a means or the title does not name it,
    the next one that the title names: robots that are steered by a language model are robotics.
    What the title says that is worked on is no means. "" without any, or with so little that it may
    be chance."""
    first, *others = [*_heaviest_first(weights), ""]
    if first in terms.means or first not in titled:
        share = _APPLIED if first in terms.means else _NEARLY
        for name in others:
            if name not in titled - terms.means:
                continue
            if name in worked_on or weights[name] >= share * weights[first]:
                return name
    return first if first in titled or weights.get(first, 0.0) >= _BY_CHANCE else ""


def _topics(titled: Set[str], weights: Mapping[str, float], terms: _Terms) -> list[str]:
    """The topics that are spoken of enough; those by which others work only where the title names
    them, or one where there is no other."""
    enough = [name for name in _heaviest_first(weights) if weights[name] >= _ENOUGH]
    told: list[str] = []
    for name in enough:
        if name not in terms.general or name in titled:
            told.append(name)
    return told or enough[:1]


def _beside(whole: str, titled: Set[str], weights: Mapping[str, float], terms: _Terms) -> str:
    """Another field that the paper is about: what is worked on beside the means, or the means
    beside it; "" without."""
    for name in _heaviest_first(weights):
        share = weights[name] / weights[whole]
        named = name in titled and share >= _APPLIED
        often = name in titled and weights[name] >= _TITLED_AND_MORE
        if name == whole or {name, whole} == _SIGHT:
            continue
        if (name in terms.domains and (named or often or share >= _NEARLY)) or (
            name in terms.beside and named
        ):
            return name
    return ""


def _weights(terms: _Terms, texts: tuple[tuple[float, str], ...]) -> dict[str, float]:
    """How much the texts speak of each field and topic, of those that they speak of. Of words in
    one another the longest speaks: hate speech is no speech."""
    weights: dict[str, float] = {}
    for worth, text in texts:
        for name, said in _said(terms, text).items():
            more = worth * (len(said) + _AGAIN * min(said.total(), _MOST))
            weights[name] = weights.get(name, 0.0) + more
    return weights


def _said(terms: _Terms, text: str) -> dict[str, Counter[str]]:
    """How often a text says each word that speaks of a field or topic."""
    said: dict[str, Counter[str]] = {}
    for word in terms.words.findall(text.lower()):
        for name in terms.speaks_of[word]:
            said.setdefault(name, Counter())[word] += 1
    return said


def _heaviest_first(weights: Mapping[str, float]) -> list[str]:
    return sorted(weights, key=lambda name: -weights[name])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@functools.cache
def _known() -> _Terms:
    text = resources.files("core.reading").joinpath("fields.toml").read_text("utf-8")
    told = tomllib.loads(text)
    field_of = {name: whole for whole, its in told["topics"].items() for name in its}
    speaks_of: dict[str, tuple[str, ...]] = dict.fromkeys(_each(told["nothing"]), ())
    for named in (told["fields"], *told["topics"].values()):
        for name, words in named.items():
            for word in _each(words):
                speaks_of[word] = (*speaks_of.get(word, ()), name)
    speaks_of |= _also_within(speaks_of, field_of)
    told_with = {name: _any_of(_each(words)) for name, words in told["told_with"].items()}
    kinds = (frozenset(told[kind]) for kind in _KINDS)
    fields = frozenset(told["fields"])
    return _Terms(_any_of(speaks_of), speaks_of, fields, field_of, told_with, *kinds)


def _also_within(
    speaks_of: Mapping[str, tuple[str, ...]], field_of: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """What words speak of with those that stand in them, which are of the same field: robot
    manipulation is manipulation, while a satellite image is no image of vision."""
    more: dict[str, tuple[str, ...]] = {}
    for long, names in speaks_of.items():
        wholes = {field_of.get(name, name) for name in names}
        words = long.split()
        parts = {
            " ".join(words[start:end])
            for start in range(len(words))
            for end in range(start + 1, len(words) + 1)
        }
        within = {name for part in parts for name in speaks_of.get(part, ())}
        also = {name for name in within if field_of.get(name, name) in wholes}
        more[long] = tuple(sorted(also | set(names)))
    return more


def _each(words: str) -> list[str]:
    """The words that stand between commas."""
    return [" ".join(word.split()) for word in words.split(",")]


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of the words in small letters, the longest first; those that begin alike
    stand together, so that few are tried at each letter of a text."""
    alike: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        alike.setdefault(word[:_ALIKE], []).append(re.escape(word[_ALIKE:]))
    groups = (f"{re.escape(start)}(?:{'|'.join(rests)})" for start, rests in alike.items())
    return re.compile(rf"\b(?:{'|'.join(groups)})\b")
