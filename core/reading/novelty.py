"""What a paper says is new in it: its contribution in one sentence, and its innovations. Pure."""

# Tested in tests/core/reading/test_extractive.py.

# Chinese is read here: cues in sentences.

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from core.models import Labelled, Paper
from core.reading import tells
from core.reading.condense import Kind
from core.reading.cues import CUES, GIVES
from core.reading.quotable import (
    Said,
    Text,
    is_item,
    quotable,
    reads_well,
    stands_alone,
    without_marker,
)
from core.reading.tells import Tell
from core.reading.usage import is_release
from core.sentences import sentences

_MOST, _ENOUGH, _IDEAS = 5, 3, 2
_FURTHER = re.compile(r"\b(?:also|further|additionally|moreover|finally)\b", re.IGNORECASE)
_SAYS_LITTLE = 60  # characters
_ANNOUNCED = re.compile(
    r"contributions?\b|\bour (?:\w{1,20} ){0,3}(?:findings|novelt\w{1,4}|innovations|results)\b|"
    r"summari[sz]ed? (?:as follows|below)|主要贡献|创新点",
    re.IGNORECASE,
)
# Strong words: a thing of the paper's own, not a mere look at one.
_MAKES = re.compile(
    r"\b(?:we|this (?:paper|work|report|article)|our (?:work|paper))\b[^.;]{0,40}?\b(?:propos|"
    r"introduc|present|develop|design|devis|build|creat|releas|formulat|establish|prove|provid|"
    r"show that|demonstrate that|find that|derive|discover|identif)\w*|"
    r"(?:我们|本文|本研究)[^。；]{0,12}(?:提出|介绍|构建|设计|开发|发布)",
    re.IGNORECASE,
)
_SURVEYS = re.compile(
    r"\b(?:we|this (?:paper|survey|review|article|study))\b[^.;]{0,40}?\b(?:giv|conduct|survey|"
    r"summari[sz]|review|offer|compar|report|discuss|cover)\w*",
    re.IGNORECASE,
)
# Where the paper's text goes on, what will be told, or what others did.
_FURNITURE = re.compile(
    r"\b(?:in (?:this|the next|the following) (?:section|subsection|appendix)|code (?:is|are|and)|"
    r"available at|acknowledge|et al\b|related work|we (?:refer|leave|defer|note|refer)|"
    r"future work|hope|plan to|hope to|intend to|will|now|only|previous(?:ly)? (?:work|propos)|"
    r"for details)\b",
    re.IGNORECASE,
)
_PAIN = re.compile(f"{CUES['lack'].pattern}|{CUES['hard'].pattern}", re.IGNORECASE)
_RUN_IN = re.compile(r"\s?(?:\((?:\d|i{1,3}|iv|v|[a-e])\)|(?<=[:;,])\s\d\))\s")
_BELOW = 12  # paragraphs, in which the items of an announced list stand
_HEAD = re.compile(r"^([^:.;$]{3,60})[:.]\s+(?=[A-Za-z\u4e00-\u9fff])")
_SPOKEN = re.compile(r"\b(?:we|our|this|that|these|is|are|was|were|can|i)\b", re.IGNORECASE)
_PROPOSES = re.compile(
    r"\bwe (?:propose|introduce|develop|design|devise|call|term|dub)\b|提出", re.IGNORECASE
)
# What stands between an item of a list and the next: stops, and a word behind them.
_STOPS = (",", ";", "、", "；")
_JOINING = ("and", "or", "以及", "并且", "而且", "和", "且")


def contribution(paper: Paper, text: Text) -> str:
    """The sentence that says what the paper gives: that which proposes what the title names, else
    the first to propose or to give something; "" where there is nothing to read."""
    name, colon, _ = paper.title.partition(":")
    given = [each for each in text.opening if GIVES.search(each) and not _FURTHER.search(each)]
    proposing = [each for each in given if CUES["proposes"].search(each)]
    if colon:
        for sentence in (*proposing, *given):
            if name.strip() in sentence:
                return sentence
    introduced = [each for each in text.of(Kind.INTRODUCTION) if GIVES.search(each)]
    surveying = [each for each in text.opening if _SURVEYS.search(each)]
    pools = (proposing, given, surveying, introduced)
    for pool in pools:
        for sentence in pool:
            if stands_alone(sentence):
                return sentence
    for pool in pools:
        if pool:
            return pool[0]
    telling = [each for each in text.opening if len(each) >= _SAYS_LITTLE]
    return tells.best(telling or text.opening, Tell.IDEA)


def innovations(text: Text, said: Said) -> tuple[Labelled, ...]:
    """Three to five pieces, where there are so many: what the introduction lists, what the paper
    says that it makes, then what tells its idea."""
    chosen = said.take(_listed(text.blocks[Kind.INTRODUCTION]), _MOST)
    if len(chosen) < _ENOUGH:
        chosen += said.take(_made(text), _ENOUGH - len(chosen))
    if len(chosen) < _ENOUGH:
        ideas = _telling(text.abstract)
        chosen += said.take(ideas, min(_IDEAS, _ENOUGH - len(chosen)))
    return tuple(_named(piece) for piece in chosen)


def _named(piece: str) -> Labelled:
    """The piece behind the name that it begins with, if it does."""
    head = _HEAD.match(piece)
    if head and len(piece) - head.end() >= 20 and not _SPOKEN.search(head[1]):
        return Labelled(head[1], piece[head.end() :])
    return Labelled("", piece)


def _listed(blocks: Sequence[str]) -> Iterator[str]:
    """The items below what announces the contributions, or those within its sentence."""
    for index, block in enumerate(blocks):
        if not _ANNOUNCED.search(block):
            continue
        below = list(_items(blocks[index + 1 : index + 1 + _BELOW]))
        if len(below) > 1:
            yield from below
            return
        for sentence in sentences(block):
            parts = _RUN_IN.split(sentence)
            if len(parts) > 2 and _ANNOUNCED.search(parts[0]):
                yield from filter(_is_whole, (_without_joining(part) for part in parts[1:]))
                return


def _items(blocks: Sequence[str]) -> Iterator[str]:
    """The first sentences of a list's items, as far as they can be quoted, up to its end."""
    for number, block in enumerate(blocks):
        if is_item(block):
            item = without_marker(block)
            first = _without_joining(next(iter(sentences(item)), ""))
            head = _HEAD.fullmatch(first + " A")
            if head is None and len(first) < 60 and len(first) < len(item):
                # The item's title, with a full stop behind it.
                first = item[: _end_of_second(item)]
            if _is_whole(first):
                yield first
        elif number > 1:
            return


def _end_of_second(item: str) -> int:
    """Where the item's second sentence ends."""
    both = sentences(item)[:2]
    return item.find(both[-1]) + len(both[-1])


def _is_whole(piece: str) -> bool:
    capital = piece[:1].upper() + piece[1:]
    return reads_well(capital) and not _FURNITURE.search(piece)


def _made(text: Text) -> Iterator[str]:
    """What the paper says that it makes: in the abstract, the introduction, then anywhere."""
    method = [each for each in text.of(Kind.METHOD) if _PROPOSES.search(each)]
    for pool in (text.abstract, text.of(Kind.INTRODUCTION), method):
        for sentence in pool:
            telling = _MAKES.search(sentence) and not _FURNITURE.search(sentence)
            plain = stands_alone(sentence) and not sentence.endswith(("?", "？"))
            plain = plain and not is_release(sentence)
            if telling and plain and len(sentence) >= _SAYS_LITTLE and reads_well(sentence):
                yield sentence


def _telling(opening: Sequence[str]) -> Iterator[str]:
    """The abstract's sentences that tell an idea rather than anything else, the best first."""
    weights = tells.told(opening)
    order = sorted(range(len(opening)), key=lambda index: -weights[index][Tell.IDEA])
    for index in order:
        strongest = max(weights[index], key=lambda tell: weights[index][tell])
        sentence = opening[index]
        asks = sentence.endswith(("?", "？"))
        of_others = CUES["prior"].search(sentence) and _PAIN.search(sentence)
        telling = strongest is Tell.IDEA and not (asks or of_others or is_release(sentence))
        if telling and stands_alone(sentence) and len(sentence) >= _SAYS_LITTLE:
            yield from quotable(sentence)


def _without_joining(item: str) -> str:
    """An item of a list without what leads to the next one: "..., and"."""
    trailing = " \t\n" + "".join(_STOPS)
    kept = item.rstrip(trailing)
    for word in _JOINING:
        before = kept.removesuffix(word).rstrip()
        if kept.endswith(word) and before.endswith(_STOPS):
            return before.rstrip(trailing)
    return kept
