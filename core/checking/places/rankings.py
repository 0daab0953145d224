"""Whether of two figures that a sentence ranks the greater is said to be the greater. Pure.

"48.1, above GPT-3.5's 57.3" contradicts itself, whatever the paper says.
"""

# Chinese is read here: words that rank.
# Tested in tests/core/checking/test_directions.py.

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from core.checking.figures.quantity import Quantity
from core.checking.figures.relations import has_decimals, is_size
from core.checking.places.fitting import By, Reading, Reason
from core.checking.places.trends import BEGINS, ENDS, better
from core.models import Finding

# What is more or less whatever is wanted, and what is better or worse.
_MORE = (
    r"高于|超过了?|多于|大于|长于|超出|[更较略]高|更[多大长]|higher|above|more(?! \w+ than)"
    r"|(?:greater|larger|longer) than|exceed(?:s|ing)?"
)
_LESS = (
    r"低于|少于|小于|短于|不到|[更较略]低|更[少小短]|lower|below|less(?! \w+ than)|fewer"
    r"|(?:smaller|shorter) than"
)
_AHEAD = (
    r"outperform(?:s|ed|ing)?|beats?|surpass(?:es|ed|ing)?|better|ahead of|leads?"
    r"|faster|quicker|cheaper|stronger|more \w+(?= than)|improv(?:es?|ed|ing) (?:up)?on"
    r"|优于|好于|超越|领先|胜过|强于|胜出|快于|更[快好强]|略好|便宜"
)
_BEHIND = (
    r"trail(?:s|ed|ing)?|lag(?:s|ged|ging)?|behind|worse|underperform(?:s|ed|ing)?"
    r"|falls? short|loses? to|inferior to|slower|weaker|less \w+(?= than)"
    r"|落后|劣于|逊于|弱于|不如|不及|逊色|差于|慢于|更[慢差弱]|略差"
)
_WORDS = re.compile(rf"{BEGINS}(?:({_MORE})|({_LESS})|({_AHEAD})|({_BEHIND})){ENDS}", re.IGNORECASE)
# What stands between the first figure and such a word, and between that and whose the other is:
# "高于 GPT-3.5 的 48.1".
_SUBJECTS = re.compile(r"[^，。；;、\d,]{,40}[)）]?[，,]?[^，。；;、\d,]{,16}")
_OTHERS = re.compile(
    r"[^，。；;、,]{2,40}?(?:的\s?|['’]s\s|\s?[(（]|\s(?:at|with|of)\s)[约$]?|\s?the\s",
    re.IGNORECASE,
)
# What says which is more only where "than" follows.
_THAN = re.compile(r"(?:higher|lower|more|less|fewer|[a-z]+er|worse)$|[更较略]|便宜", re.IGNORECASE)
# "Otter trails Heron (48.1 vs 57.3)": what is told of the first is told before both.
_BESIDE = re.compile(
    r"\s?(?:%\s?)?(?:vs\.?|versus|against|compared (?:to|with)|as opposed to|对比?|比)"
    r"\s?(?:(?:only|just|仅)\s?)?(?:[A-Z][\w.@-]{0,20}(?:'s|’s|\s?的)?\s?)?",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:not|no|never|neither|without|cannot)\b|n't\b|不(?!如)|未|没有|并非|而非", re.IGNORECASE
)
_MEASURE = re.compile(r"\d\.\d|\d%")
_SENTENCE_END = re.compile(r"[。；;]|[.:]\s")
_REACH = 80
# How plainly such figures are doubted: the sentence contradicts itself, whatever the paper says.
RANKED = 2.0


def hold_against_ranks(text: str, readings: Sequence[Reading]) -> None:
    """Doubt figures of a plain sentence that are ranked the wrong way round."""
    for one, other in pairwise(readings):
        first, last = one.quantity, other.quantity
        if first.unit != last.unit or has_decimals(first) != has_decimals(last):
            continue
        if not (one.best and other.best) or one.figure == other.figure or is_size(first):
            continue
        way = _before(text, one, last) or _between(text, one, last)
        if way * (first.value - last.value) < 0:
            for reading in (one, other):
                if reading.finding is not Finding.DERIVED:
                    reading.doubt(Reason.DIRECTION, By.DIRECTION, RANKED)


def _between(text: str, one: Reading, last: Quantity) -> int:
    """Whether the first of two figures is said to be more, 1, or less, -1, by a word between them:
    "Otter (48.1) beats Heron (57.3)"; 0 where it is not told."""
    start = one.quantity.end
    said = list(_WORDS.finditer(text, start, last.start))
    if len(said) != 1 or _NOT.search(text, start, said[0].start()):
        return 0
    (word,) = said
    if _THAN.match(word[0]) and " than" not in text[word.end() : last.start]:
        return 0
    stands_so = _SUBJECTS.fullmatch(text, start, word.start())
    if stands_so is None or not _OTHERS.fullmatch(text, word.end(), last.start):
        return 0
    return _way(text, one, word)


def _before(text: str, one: Reading, last: Quantity) -> int:
    """The same by words before both: "Otter beats Heron (48.1 vs 57.3)"."""
    start = one.quantity.start
    if not _BESIDE.fullmatch(text, one.quantity.end, last.start):
        return 0
    first = max(0, start - _REACH)
    for ended in _SENTENCE_END.finditer(text, first, start):
        first = ended.end()
    if _MEASURE.search(text, first, start) or _NOT.search(text, first, start):
        return 0
    ways = {_way(text, one, each) for each in _WORDS.finditer(text, first, start)}
    return ways.pop() if len(ways) == 1 else 0


def _way(text: str, one: Reading, word: re.Match[str]) -> int:
    """Which of two figures a word says to be more: "better" is less of what should be little."""
    if word[1] or word[2]:
        return 1 if word[1] else -1
    return better(text, one) * (1 if word[3] else -1)
