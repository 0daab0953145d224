"""Which figures of a sentence say by how much one thing is above another. Pure."""

# Chinese is read here: words before gains.
# Tested in tests/core/checking/naming/test_gaps.py.

from __future__ import annotations

import re
from collections.abc import Sequence

from core.checking.figures import units
from core.checking.figures.quantity import Quantity
from core.checking.figures.relations import has_decimals
from core.checking.naming.matching import alike

# Words that go with how much: "by only about", 足足.
_HOW_MUCH = (
    r"(?:(?:about|around|roughly|approximately|some|only|just|nearly|almost|another|a mere"
    r"|(?:slightly |a little |no |little )?(?:more|less|fewer) than|over|under|below|above|at least"
    r"|at most|close to|up to|as much as|upwards of|well)\s"
    r"|约|大约|大概|近|将近|接近|只有?|仅有?|不过|至少|至多|最多|足足|整整|高达|多达|达|超过|不到|不足"
    r"|逾|略|大于|小于|了|出|过)*"
)
_GAIN = re.compile(
    r"(?:\bby\s|\b(?:another|a further)\s|[+＋]|[再又另]"
    r"|(?<![最较更至降升增减提误偏方准残容公视])(?:高(?!达)|低|多|少|快|慢|强|弱|差)"
    r"|提升|提高|领先|落后|下降|上升|增加|减少|降低|增长|下滑|上涨|改善|高出|低了|掉|降|涨|跌|拉开"
    rf"|相差|缩小|节省|损失)\s?{_HOW_MUCH}\s?$"
    # The other one may stand between: 落后 Heron 2.1 个点.
    r"|(?:领先|落后|超过|超出|[优高低多少逊弱强差]于|不[如及敌]|胜过)(?:于|了)?\s?[A-Za-z][\w.+-]{1,20}"
    rf"(?:\s[A-Za-z][\w.+-]{{,20}})?\s?{_HOW_MUCH}\s$",
    re.IGNORECASE,
)
# A noun that is so much, and a verb of which that is the object.
_OF_GAP = re.compile(
    r"(?:\b(?:gap|lead|margin|difference|advantage|edge|gain|improvement|drop|decrease|increase|decline"
    r"|deficit|shortfall|uplift|boost)s?\s(?:[a-z]+\s[^,;.\d]{,40}?\s)?(?:is|was|are|were|of|by)\s"
    r"|\b(?:adds?|gains?|los(?:es?|ing)|lost|sheds?|cedes?|gives? up)\s"
    r"|(?:差距|差异|差值|(?<![误偏方准残容公视])差|优势|[升降增涨跌]幅|幅度|增益|落差)[^，。；,;\d]{,8}?(?:为|是|有|达|到|在)\s?)"
    rf"{_HOW_MUCH}\s?$",
    re.IGNORECASE,
)
# Of what a sentence speaks that gives points in brackets: "the lead is largest on A (8.4 points)".
_OF_GAPS = re.compile(r"\b(?:leads?|gaps?|margins?|advantages?)\b|优势|差距|领先", re.IGNORECASE)
# What is paid in points: "costs only 0.25 points".
_PAID = re.compile(
    r"(?:\b(?:cost(?:s|ing)?|at (?:the|a) (?:cost|expense|price) of|sacrific(?:es?|ed|ing)"
    rf"|giv(?:es?|ing) away)\s|(?:代价|牺牲|付出)(?:是|为)?\s?){_HOW_MUCH}\s?$"
    # Whom it costs may stand between: "costs Llama 70B 1.4 points".
    rf"|\b(?:costs?|costing)\s(?:the\s)?(?:[A-Z][\w.+-]*\s){{1,2}}(?:[\w.+-]+\s){{,2}}{_HOW_MUCH}$",
    re.IGNORECASE,
)
# What stands behind it: "2.4 points more", 9.7 分的差距.
_AHEAD = re.compile(
    r"%?\s(?:above|below|ahead|behind|over(?!\s(?:all|the|our|these|\d|three|four|five|six|seven|ten))|higher|lower|more|less|fewer|better|worse|greater|smaller"
    r"|short)\b"
    r"|%?\s(?:[A-Z][\w@.-]{,11}\s)?(?:percentage\s)?(?:points?\s)?"
    r"(?:above|below|ahead|behind|higher|lower|more|less|fewer|better|worse|greater|smaller"
    r"|short of|apart)\b"
    r"|%?\s?(?:个?(?:百分)?点|分)?的?(?:差距|优势|差异|提升|增益|领先|降幅|增幅|涨幅|下降|改善)"
    r"(?!\s?(?:了|约|近|到|至|达)*\s?\d)"
)
# What stands between it and the thing that it is a gap to, whose name may go on.
_REACH = 48
_TO = re.compile(
    r"\s?%?\s(?:points?\s)?(?:above|below|over|behind|(?:ahead|short)\sof|[a-z]{3,9}\sthan)\s"
    r"(?:the\s)?(?:[A-Za-z0-9.]{1,16}[-_ ]){,2}"
)
# How far before a figure its verb or its noun stands.
_BESIDE, _BEFORE = 24, 72
_COMPARES = re.compile(
    r"beat|outperform|surpass|exceed|improv|increas|reduc|drop|rais|rise|gain|lower|higher|lead|better"
    r"|worse|fall|decreas|cut|grow|ahead|behind|trail|lag|lift|push|boost|climb|jump|slip|sink|declin|shrink",
    re.IGNORECASE,
)
# What stands between the figures of a list.
_ALSO = re.compile(r"\s?%?(?:个?(?:百分)?点|分)?\s?(?:和|与|及|、|,|\band\b)\s?")
# What stands before a gap of which only the value is told: "3.5 points on A, but only 0.5 on B".
_BUT_ALSO = re.compile(r"(?:\bbut|\bonly|\band|\bjust|仅|只|则?为)\s?(?:by\s|only\s|just\s)?$")
_SMALL = 10
_OF_POINTS = (units.POINTS, units.SCORE)


def is_gain(text: str, figures: Sequence[Quantity], figure: Quantity) -> bool:
    """Whether a figure says by how much one thing is above another."""
    if figure.unit == units.POINTS or _AHEAD.match(text, figure.end):
        return True
    if figure.unit in _OF_POINTS and _OF_GAPS.search(text, 0, figure.start):
        return True
    before = max(0, figure.start - _BEFORE)
    if _OF_GAP.search(text, before, figure.start):
        return True
    if is_paid(text, figure):
        return True
    found = _GAIN.search(text, max(0, figure.start - _BESIDE), figure.start)
    if found is None:
        leads = _leads_to_gap(text, figures, figure)
        return leads or _goes_on_from_gain(text, figures, figure)
    if not found[0].lower().startswith("by"):
        return True
    return _COMPARES.search(text, 0, figure.start) is not None


def is_paid(text: str, figure: Quantity) -> bool:
    """Whether a figure says how many points something costs, which tells no direction of its own:
    "replacing A with B costs 0.25 points"."""
    before = max(0, figure.start - _BEFORE)
    return figure.unit in _OF_POINTS and _PAID.search(text, before, figure.start) is not None


def is_to(text: str, gap: Quantity, start: int) -> bool:
    """Whether a word that begins there in a plain text is of what a gap is one to: the Heron of
    "5.5 ahead of Heron"."""
    near = gap.end <= start <= gap.end + _REACH
    return near and _TO.fullmatch(text, gap.end, start) is not None


def _leads_to_gap(text: str, figures: Sequence[Quantity], figure: Quantity) -> bool:
    """Whether a figure stands in a list before a gap: "3.3 and 2.4 points above"."""
    behind = [each for each in figures if each.start >= figure.end]
    if not behind or not (alike(behind[0], figure) and has_decimals(figure)):
        return False
    found = _ALSO.fullmatch(text, figure.end, behind[0].start)
    if found is None or "," in found[0]:
        return False  # "drops to 55.5, 3.6 below"
    return bool(_AHEAD.match(text, behind[0].end)) or _leads_to_gap(text, behind, behind[0])


def _goes_on_from_gain(text: str, figures: Sequence[Quantity], figure: Quantity) -> bool:
    """Whether a figure stands in a list behind a gain: "by 3.3 and 2.4"."""
    before = [each for each in figures if each.end <= figure.start]
    if not before:
        return False
    last = before[-1]
    if _ALSO.fullmatch(text, last.end, figure.start):
        return alike(last, figure) and is_gain(text, figures, last)
    if not (has_decimals(figure) and figure.value < _SMALL and not figure.unit):
        return False
    if not _BUT_ALSO.search(text, last.end, figure.start):
        return False
    return any(each.unit in _OF_POINTS and each.value < _SMALL for each in before)
