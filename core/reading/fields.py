"""The field of a paper as a phrase, from the words of its title, its keywords and its abstract.
Pure.

What fields and topics there are stands in fields.toml; what a language calls them is its own.
"""

# Chinese is read here: what papers lead their keywords with.

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from typing import NamedTuple

from core.language import ReadingWords
from core.models import Paper

_TITLE, _KEYWORDS, _ABSTRACT = 3.0, 2.0, 1.0
# What saying a word once more adds, and how often that counts.
_AGAIN, _MOST = 0.25, 8
_ENOUGH = 1.5  # of what a topic must have: once in the title, or several times elsewhere
_TOPICS = 2
_SHARE = 0.7  # of a topic's weight that its field has, too
# How much of the weight of a field that is a means to others another one must have.
_APPLIED = 0.4
# How much of it another one must have to be told beside it without the title.
_NEARLY = 0.6
# Who speaks of both speaks of vision.
_SIGHT = {"multimodal learning", "computer vision"}
_SEEN = {"multimodal learning": "computer vision"}
_LISTED = re.compile(
    r"(?:key ?-?words(?: and phrases)?|index terms|关键词)\s?[:：.—–-]{1,3}\s*(?P<words>\S.*)", re.I
)
# What a title says that the work is for.
_FOR = re.compile(
    r"\bfor (?P<what>(?!(?:your|our|my|their|its|the|an?|better|more|all|any)\b)"
    r"[\w-]{2,24}(?: (?!(?:under|with|via|using|in|by|from|across|through|based|on|without|and|at|"
    r"over|against|towards?|of|to)\b)[\w-]{2,24}){1,4})"
    r"(?= (?:under|with|via|using|in|by|from|across|through|based|on|without|and|at|over|against|"
    r"towards?)\b|$)|"
    r"\b(?:in|of) (?P<where>(?-i:(?:[A-Z][\w-]{2,20} ){1,3}[A-Z][a-z-]{3,20}))$",
    re.IGNORECASE,
)
_LONGEST, _STEM = 40, 5  # characters of a keyword, letters by which words are the same
_BROAD = re.compile(
    r"(?:deep |machine |supervised |federated )?learning|neural networks?|benchmarks?|evaluation|"
    r"python|"
    r"(?:large )?language models?|llms?|artificial intelligence|ai|data ?sets?|transformers?|"
    r"surveys?|"
    r"optimization|algorithms?|methods?|models?|systems?|foundation models?|generative ai",
    re.IGNORECASE,
)
_KINDS = ("means", "general", "domains", "beside")


class _Terms(NamedTuple):
    """The words that speak of each field and of each topic, and the field a topic belongs to."""

    fields: Mapping[str, re.Pattern[str]]
    topics: Mapping[str, re.Pattern[str]]
    field_of: Mapping[str, str]
    told_with: Mapping[str, re.Pattern[str]]
    means: frozenset[str]
    general: frozenset[str]
    domains: frozenset[str]
    beside: frozenset[str]


def field(paper: Paper, abstract: str, words: ReadingWords, own: Sequence[str] = ()) -> str:
    """The field and at most two topics, as the language calls them; the source's keywords where
    none is known, and "" where there are none either. Where fewer topics are known, the paper's
    `own` words follow them."""
    terms = _known()
    texts = (
        (_TITLE, paper.title),
        (_KEYWORDS, "; ".join(paper.ai_keywords)),
        (_ABSTRACT, abstract),
    )
    of_topics = _weights(terms.topics, texts)
    for name, others in terms.told_with.items():
        if name in of_topics and not any(others.search(text) for _, text in texts):
            del of_topics[name]
    topics = _topics(paper.title, of_topics, terms)
    fields = _weights(terms.fields, texts)
    for name, weight in of_topics.items():
        its = terms.field_of[name]
        fields[its] = fields.get(its, 0.0) + _SHARE * weight
    whole_name = _field_of(paper.title, fields, terms)
    if whole_name and fields[whole_name] >= _ENOUGH:
        # "AI safety: AI safety and alignment" says nothing more.
        topics = [name for name in topics if not name.startswith(whole_name)][:_TOPICS]
        beside = _beside(whole_name, paper.title, fields, terms)
        seen = {_SEEN.get(field, field) for field in map(terms.field_of.__getitem__, topics)}
        if beside and beside not in seen:
            topics.insert(0, beside)
        named = [words.called(name) for name in topics]
        named += _others(own, (whole_name, *topics), _TOPICS - len(named))
        whole = words.called(whole_name)
        if named:
            return words.about.format(field=_capital(whole), topics=words.comma.join(named))
        return _capital(whole)
    known = [words.called(name) for name in topics[:_TOPICS]]
    return words.comma.join(known or paper.ai_keywords[:3])


def own_words(title: str, blocks: Iterable[str]) -> list[str]:
    """What a paper's keywords say that it is about, then what its title says that it is for."""
    words: list[str] = []
    for block in blocks:
        listed = _LISTED.match(block)
        if listed and not words:
            words = re.split(r"\s?(?:[,;·•，；、]|\$\\cdot\$)\s?", listed["words"].strip(" ."))
    found = [_small(each) for each in words if each and len(each) < _LONGEST]
    behind = _FOR.search(title)
    if behind:
        found.append(_small(behind["what"] or behind["where"]))
    return found


def _others(own: Sequence[str], told: Sequence[str], count: int) -> list[str]:
    """The first `count` of a paper's own words that say more than what is told."""
    known = {stem for name in told for stem in _stems(name)}
    found: list[str] = []
    for each in own:
        stems = _stems(each)
        if len(found) < count and stems - known and not _BROAD.fullmatch(each):
            found.append(each)
            known |= stems
    return found


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in re.findall(r"[^\W\d_]{3,}", text.lower())}


def _small(words: str) -> str:
    """The words as they stand within a sentence: "Neural SDF Maps" as "neural SDF maps"."""
    return re.sub(r"\b[A-Z](?:[a-z]+)?\b", lambda word: word[0].lower(), words)


def _field_of(title: str, weights: Mapping[str, float], terms: _Terms) -> str:
    """The field with the most weight, or, where that is but a means, the next one that the title
    names: robots that are steered by a language model are robotics. "" without any."""
    first, *others = [*_heaviest_first(weights), ""]
    if first in terms.means:
        for name in others:
            applied = (
                name not in terms.means and weights.get(name, 0.0) >= _APPLIED * weights[first]
            )
            if applied and terms.fields[name].search(title):
                return name
    return first


def _topics(title: str, weights: Mapping[str, float], terms: _Terms) -> list[str]:
    """The topics that are spoken of enough; those by which others work only where the title names
    them, or one where there is no other."""
    enough = [name for name in _heaviest_first(weights) if weights[name] >= _ENOUGH]
    told: list[str] = []
    for name in enough:
        if name not in terms.general or terms.topics[name].search(title):
            told.append(name)
    return told or enough[:1]


def _beside(whole: str, title: str, weights: Mapping[str, float], terms: _Terms) -> str:
    """Another field that the paper is about: what is worked on beside the means, or the means
    beside it; "" without."""
    for name in _heaviest_first(weights):
        share = weights[name] / weights[whole]
        named = terms.fields[name].search(title) is not None and share >= _APPLIED
        if name == whole or {name, whole} == _SIGHT:
            continue
        if (name in terms.domains and (named or share >= _NEARLY)) or (
            name in terms.beside and named
        ):
            return name
    return ""


def _weights(
    known: Mapping[str, re.Pattern[str]], texts: tuple[tuple[float, str], ...]
) -> dict[str, float]:
    """How much the texts speak of each name, of those that they speak of."""
    weights: dict[str, float] = {}
    for name, pattern in known.items():
        weight = 0.0
        for worth, text in texts:
            said = [word.lower() for word in pattern.findall(text)]
            weight += worth * (len(set(said)) + _AGAIN * min(len(said), _MOST))
        if weight:
            weights[name] = weight
    return weights


def _heaviest_first(weights: Mapping[str, float]) -> list[str]:
    return sorted(weights, key=lambda name: -weights[name])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@functools.cache
def _known() -> _Terms:
    text = resources.files("core.reading").joinpath("fields.toml").read_text("utf-8")
    told = tomllib.loads(text)
    fields = {name: _any_of(words) for name, words in told["fields"].items()}
    topics: dict[str, re.Pattern[str]] = {}
    field_of: dict[str, str] = {}
    for whole, its in told["topics"].items():
        for name, words in its.items():
            topics[name] = _any_of(words)
            field_of[name] = whole
    told_with = {name: _any_of(words) for name, words in told["told_with"].items()}
    return _Terms(fields, topics, field_of, told_with, *(frozenset(told[kind]) for kind in _KINDS))


def _any_of(words: str) -> re.Pattern[str]:
    """A pattern for any of the words, which stand between commas."""
    each = [re.escape(word.strip()) for word in words.split(",")]
    longest_first = sorted(each, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(longest_first)})\b", re.IGNORECASE)
