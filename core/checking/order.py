"""Whether of two figures that a sentence ranks the greater is said to be the greater. Pure.

"48.1, above GPT-3.5's 57.3" contradicts itself, whatever the paper says.
"""

# Chinese is read here: words that rank.
# Tested in tests/core/checking/test_order.py.

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from core.checking import units
from core.checking.comparing import has_decimals, is_size
from core.checking.direction import costs
from core.checking.evidence import Evidence
from core.checking.going import BEGINS, ENDS, wanted
from core.checking.quantity import Quantity
from core.checking.reading import By, Reading, Reason
from core.models import Finding
from core.plain import plain

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
# "Better with fewer weights (61.2 vs 59.8)" says nothing of these.
_OF_COUNTS = ("fewer", "少于", "更少")
_WORDS = re.compile(rf"{BEGINS}(?:({_MORE})|({_LESS})|({_AHEAD})|({_BEHIND})){ENDS}", re.IGNORECASE)
# What stands between the first figure and such a word, and between that and whose the other is:
# "高于 GPT-3.5 的 48.1".
_SUBJECTS = re.compile(r"[^，。；;、\d,]{,40}[)）]?[，,]?[^，。；;、\d,]{,16}")
# What says which is more only where "than" follows.
_THAN = re.compile(r"(?:higher|lower|more|less|fewer|[a-z]+er|worse)$|[更较略]|便宜", re.IGNORECASE)
_OTHERS = re.compile(
    r"[^，。；;、,]{2,40}?(?:的\s?|['’]s\s|\s?[(（]|\s(?:at|with|of)\s)[约$]?|\s?the\s",
    re.IGNORECASE,
)
# "Otter trails Heron (48.1 vs 57.3)": what is told of the first is told before both.
_BESIDE = re.compile(
    r"\s?(?:%\s?)?(?:vs\.?|versus|against|compared (?:to|with)|as opposed to|对比?|比)"
    r"\s?(?:(?:only|just|仅)\s?)?(?:[A-Z][\w.@-]{0,20}(?:'s|’s|\s?的)?\s?)?",
    re.IGNORECASE,
)
# "It is higher with the gate, at 48.1, and 57.3 without".
_HIGHER = re.compile(
    r"(?:([更较]高|[更较]大|[更较]多|\b(?:higher|greater|larger)\b)"
    r"|([更较]低|[更较]小|[更较]少|\b(?:lower|smaller|fewer)\b))(?!\s(?:than|or)\b)"
    r"[^，。；,;:\d]{0,24}[，,:：（(]?\s?(?:只|仅|约)?(?:为|达到?|有|at|with|of)?\s?$",
    re.IGNORECASE,
)
_OTHER_ONE = re.compile(
    r"\s?%?[）)]?[，,；;]?\s?(?:而|against|versus|vs\.?|while|whereas|compared (?:to|with)|and)?\s?"
    r"(?:(?:不|无|没有|去掉|未|基线|原|另|对照)[^，。；,;:\d]{0,14}(?:为|是|有|达)?"
    r"|(?:it\s|that\s)?(?:is\s|was\s|at\s|of\s)?)\s?",
    re.IGNORECASE,
)
_WITHOUT_BEHIND = re.compile(r"\s?%?\s(?:without|otherwise|for the baseline)\b", re.IGNORECASE)
_HIGHER_BEFORE = 50
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
# What is better with more of a change of what should be little.
_CHANGED = re.compile(
    r"reduc|sav(?:es?|ings?)|gains?\b|speed-?up|降低|减少|节省|提升|加速|降幅", re.IGNORECASE
)
_NOT = re.compile(
    r"\b(?:not|no|never|neither|without|cannot)\b|n't\b|不(?!如)|未|没有|并非|而非", re.IGNORECASE
)
_MEASURE = re.compile(r"\d\.\d|\d%")
_SENTENCE_END = re.compile(r"[。；;]|[.:]\s")
_VERDICT_BEFORE = 80


# What stands before a value that another one is compared to, and how far before.
_COMPARED = re.compile(
    r"(?:[低高少多]于|\b(?:below|above|(?:lower|higher|fewer|less|more) than))\s?[A-Za-z]"
    r"[^，。；,;]{0,24}(?:的\s?|['’]s\s|\(|（)$"
)
_REACH = 40
# "2.2 GB, 5.7 GB more than Heron's 7.9 GB", and 24.9，比 Heron 的 29.5 高 4.6.
_GAP_BEFORE = re.compile(
    r"\s?(?:points?\s)?(?:(?:more|higher|greater|larger|above)"
    r"|(less|lower|fewer|smaller|below))\b[^,;.]{2,40}",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"[^，。；,;\d]{,8}[，,]\s?(?:[但却仍也]\s?)?(?:只|仅)?(?:比|较)[^，。；,;\d]{1,24}"
    r"|[^，。；,;\d]{,16}(?:比|较)[^，。；,;\d]{1,24}"
)
_GAP_BEHIND = re.compile(r"\s?(?:分|点)?(?:还|要|仅|只)?(?:[高多大]|([低少小]))[出了约]{,2}\s?")


def hold_against_order(text: str, readings: Sequence[Reading]) -> None:
    """Doubt figures of a plain sentence that are ranked the wrong way round, and gaps between two
    of them that are told so."""
    for one, other, gap in zip(readings, readings[1:], readings[2:], strict=False):
        _hold_gap(text, one, other, gap)
    for number, (one, other) in enumerate(pairwise(readings)):
        first, last = one.quantity, other.quantity
        if first.unit != last.unit or has_decimals(first) != has_decimals(last):
            continue
        if not (one.best and other.best) or one.figure == other.figure:
            continue
        if is_size(first) or first.value == last.value:
            continue
        way = _before(text, one, last) or _higher(text, one, last)
        if not number or not _BESIDE.fullmatch(
            text, readings[number - 1].quantity.end, first.start
        ):
            # The second of "(48.1 vs 57.3)" is ranked already.
            way = _between(text, one, last) or way
        if way * (first.value - last.value) < 0:
            for reading in (one, other):
                if reading.finding is not Finding.DERIVED:
                    reading.doubt(Reason.DIRECTION, By.ORDER)


def _between(text: str, one: Reading, last: Quantity) -> int:
    """Whether the first of two figures is said to be more, by words between them: "Otter (48.1)
    beats Heron (57.3)"; 1 where it is, -1 where it is less, else 0."""
    start = one.quantity.end
    said = list(_WORDS.finditer(text, start, last.start))
    if len(said) != 1 or _NOT.search(text, start, said[0].start()):
        return 0
    if not _SUBJECTS.fullmatch(text, start, said[0].start()):
        return 0
    if _THAN.match(said[0][0]) and " than" not in text[said[0].end() : last.start]:
        return 0
    if not _OTHERS.fullmatch(text, said[0].end(), last.start):
        return 0
    return _way(text, one, said[0])


def _before(text: str, one: Reading, last: Quantity) -> int:
    """The same by words before both: "Otter beats Heron (48.1 vs 57.3)"."""
    start = one.quantity.start
    if not _BESIDE.fullmatch(text, one.quantity.end, last.start):
        return 0
    first = max(0, start - _VERDICT_BEFORE)
    for ended in _SENTENCE_END.finditer(text, first, start):
        first = ended.end()
    said = list(_WORDS.finditer(text, first, start))
    if not said or _MEASURE.search(text, first, start) or _NOT.search(text, first, start):
        return 0
    ways = {_way(text, one, each) for each in said}
    return ways.pop() if len(ways) == 1 else 0


def _way(text: str, one: Reading, said: re.Match[str]) -> int:
    """Whether a figure is said to be more than the other: "better" is less of what should be
    little."""
    if said[1] or said[2]:
        if said[0].lower() in _OF_COUNTS and _is_bare(one.quantity):
            return 0
        return 1 if said[1] else -1
    if one.quantity.unit == units.TIMES or _CHANGED.search(text):
        return 0
    way = wanted(text, one)
    if not way and one.quantity.unit in ("", *units.COMPARED):
        contexts = [text.lower()]
        if said.start() >= one.quantity.end:
            contexts += [at.context for _, at in one.best]
        way = int(any(map(units.scored, contexts)) and not any(map(costs, contexts)))
    return way * (1 if said[3] else -1)


def _is_bare(quantity: Quantity) -> bool:
    return has_decimals(quantity) and not quantity.unit


def _higher(text: str, one: Reading, last: Quantity) -> int:
    """The same by words before the first, where the other one's stand behind: "higher with the
    gate, at 48.1, and 57.3 without"."""
    start = one.quantity.start
    said = _HIGHER.search(text, max(0, start - _HIGHER_BEFORE), start)
    between = _OTHER_ONE.fullmatch(text, one.quantity.end, last.start)
    if said is None or between is None or _NOT.search(said[0]):
        return 0
    if not _CHINESE.search(between[0]) and not _WITHOUT_BEHIND.match(text, last.end):
        return 0
    return 1 if said[1] else -1


def _is_ranked(text: str, one: Quantity, other: Quantity) -> bool:
    """Whether a text has two figures side by side, and the first is more where it is said to be
    ahead, and less where it is said to be behind."""
    first, last = sorted((one, other))
    if not _BESIDE.fullmatch(text, first.end, last.start):
        return False
    return (first.value - last.value) * ahead(text, first.start) > 0


def ahead(text: str, start: int) -> int:
    """Whether a text says before two figures that the first one's is ahead of the second's, 1, or
    behind it, -1; 0 where it says neither."""
    before = _SENTENCE_END.split(text[max(0, start - _VERDICT_BEFORE) : start])[-1]
    said = [each for each in _WORDS.finditer(before) if each[3] or each[4]]
    if len(said) != 1 or _MEASURE.search(before):
        return 0
    sign = -1 if said[0][4] else 1
    return -sign if _NOT.search(before) else sign


def is_of_compared(text: str, reading: Reading) -> bool:
    """Whether a figure is what another one is compared to, of what should be little: "needs 2.4
    tokens, fewer than Heron's 2.6", and the paper calls that better than Heron (2.6)."""
    start = reading.quantity.start
    before = text[max(0, start - _REACH) : start]
    return not reading.gap and _COMPARED.search(before) is not None and costs(text[:start])


def is_ranked_in_both(
    text: str, index: int, readings: Sequence[Reading], evidence: Evidence
) -> bool:
    """Whether sentence and paper both rank a figure and one beside it, each from its own side."""
    reading = readings[index]
    for other in readings[max(0, index - 1) : index + 2]:
        if other is reading or not _is_ranked(text, reading.quantity, other.quantity):
            continue
        for _, at in reading.best:
            paper = plain(evidence.places[at.place].text)
            for there in other.best_of(at.place):
                if not at.in_table and _is_ranked(paper, at.quantity, there.quantity):
                    return True
    return False


def _hold_gap(text: str, one: Reading, other: Reading, third: Reading) -> None:
    """Doubt a gap between two figures of which the sentence says that the other one has more."""
    first, second, last = (each.quantity for each in (one, other, third))
    before = _GAP_BEFORE.fullmatch(text, second.end, last.start)
    against = _AGAINST.fullmatch(text, first.end, second.start)
    behind = _GAP_BEHIND.fullmatch(text, second.end, last.start)
    if before is not None:
        gap, subject, compared, less = other, first, last, before[1]
    elif against is not None and behind is not None:
        gap, subject, compared, less = third, first, second, behind[1]
    else:
        return
    difference = subject.value - compared.value
    if subject.unit != compared.unit or not difference:
        return
    slack = 0.5 * gap.quantity.step * (1 + 1e-6)
    if abs(abs(difference) - gap.quantity.value) > slack:
        return
    if (difference < 0) != bool(less):
        gap.doubt(Reason.DIRECTION, By.ORDER)
