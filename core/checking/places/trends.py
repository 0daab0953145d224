"""Whether two figures of a change go the way that the sentence says. Pure.

"Drops from 6.1% to 8.6%", "latency improves (48 → 72 ms)" and "up to 0.64, from 0.81" contradict
themselves, whatever the paper says; so does "from 48 to 36 ms, a cut of 40%".
"""

# Chinese is read here: words of changes.
# Tested in tests/core/checking/places/test_trends.py.

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product

from core.checking.figures import units
from core.checking.figures.quantity import Quantity
from core.checking.figures.relations import has_decimals, is_kept
from core.checking.places.fitting import By, Reading, Reason, fit
from core.checking.words.direction import said
from core.checking.words.roles import Role
from core.models import Finding

# An English word begins and ends at a letter; a Chinese one may stand beside a name.
BEGINS = r"(?:(?<![A-Za-z-])|(?=[\u4e00-\u9fff]))"
ENDS = r"(?:(?![A-Za-z])|(?<=[\u4e00-\u9fff]))"
# What goes up or down whatever is wanted, and what says that it is better or worse then.
_MORE = (
    r"increas(?:e[sd]?|ing)|ris(?:e|es|en|ing)|rose|rais(?:es?|ed|ing)|gr[eo]w(?:s|n|ing)?|growth"
    r"|boost(?:s|ed|ing)?|lift(?:s|ed|ing)?|climb(?:s|ed|ing)?|jump(?:s|ed|ing)?|soar(?:s|ed|ing)?|surg(?:es?|ed|ing)"
    r"|(?:go|goes|gone|going|went|mov(?:es?|ed|ing)|push(?:es|ed|ing)?) up|up(?=\sfrom\b)"
    r"|(?:is|are|was|were|gets?|becomes?) (?:\w{2,12} )?higher"
    r"|更高|上升|升[高至到为]|增[加长大至到为多]|上涨|涨[至到为]|扩大|延长|提高|提升|攀升"
)
_LESS = (
    r"reduc(?:es?|ed|ing|tions?)|decreas(?:e[sd]?|ing)|drop(?:s|ped|ping)?|declin(?:es?|ed|ing)"
    r"|lower(?:s|ed|ing)|f[ae]ll(?:s|en|ing)?|cut(?:s|ting)?|shr[aiu]nk(?:s|ing)?|halv(?:es?|ed|ing)"
    r"|shorten(?:s|ed|ing)?|narrow(?:s|ed|ing)?|plung(?:es?|ed|ing)|plummet(?:s|ed|ing)?"
    r"|s[ia]nk(?:s|ing)?|slip(?:s|ped|ping)?|dip(?:s|ped|ping)?|decay(?:s|ed|ing)?|slash(?:es|ed|ing)?"
    r"|compress(?:es|ed|ing)?"
    r"|(?:go|goes|gone|going|went|mov(?:es?|ed|ing)|br(?:ing|ings|ought)) down"
    r"|(?:is|are|was|were|gets?|becomes?) (?:\w{2,12} )?lower"
    r"|down(?=\s(?:from|to)\b)|更低|下降|降[低至到为]|减[少小低至到为半]|下跌|跌[至到为]|下滑|滑落"
    r"|缩[短小减至到]|压缩"
)
_BETTER = (
    r"improv(?:es?|ed|ing|ements?)|enhanc(?:es?|ed|ing)"
    r"|better|更好|变好|改善|改进"
)
_WORSE = (
    r"worse(?:ns?|ned|ning)?|degrad(?:es?|ed|ing)|deteriorat(?:es?|ed|ing)|hurt(?:s|ing)?"
    r"|regress(?:es|ed|ing)|变差|更差|恶化|退化"
)
_WORD = re.compile(rf"{BEGINS}(?:({_MORE})|({_LESS})|({_BETTER})|({_WORSE})){ENDS}", re.IGNORECASE)
# Between the figures where a change starts and where it ends, and the other way round.
_ARROW = re.compile(r"[^，。；;\d]{0,4}(?:→|⟶|-{1,2}>)\s?[$€]?")
_BACKWARD = re.compile(
    r"\s?[^，。；;,\d(（]{0,12}(?:[,，(（]\s?(?:up\s|down\s)?|\b(?:up|down)\s)"
    r"(?:from|原[为来先]的?|此前为|之前为)\s?(?:(?:the|its)\s[\w\s'’]{1,24}\s)?[$€]?",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"[，。；;：]|[.,:]\s|(?<![A-Za-z])(?:and|but|while|whereas|although|though|because|since|by|when"
    r"|after|that|which|if|as)(?![A-Za-z])|但|而|却|并",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"(?<![A-Za-z])(?:not|no|never|without|cannot|avoid(?:s|ed|ing)?|prevent(?:s|ed|ing)?|by)\s"
    r"(?:\w{1,16}\s)?$|n't\s(?:\w{1,16}\s)?$|[不未无避]\S?$|没有$|防止$",
    re.IGNORECASE,
)
_DENIED = 28
# How far from a change its percentage stands, what it is a part of rather, and from where on a
# sentence of the paper tells it; how far it may be off, of itself, and where it is told roughly.
_WITHIN = 60
_PART = re.compile(r"\s?%?\s?(?:of\b|的)")
_RELATIVE = re.compile(r"\brelative\b|相对", re.IGNORECASE)
_BY = re.compile(r"(?:[降增涨升跌]幅|幅度|相对|\b(?:up|down))[^\d，。；,;]{0,12}$")
_COMES_TO = re.compile(r"(?:[到至达]|\b(?:to|at))\s?(?:约|about\s|only\s)?$")
_TOLD = 0.35
_EXACT, _ROUGH = 0.02, 0.1
_APART = re.compile(r"相差|差距|差异为|之差|\bapart\b|\bdifference of\b|\bgap of\b", re.IGNORECASE)
_TWO = 2
_RANGES = re.compile(r"\b(?:rang(?:es?|ed|ing)|var(?:y|ies|ied|ying)|between)\b|不等|范围")
_REACH = 90
# Before these a comma parts nothing: "grows with the width, from 12".
_AT_ONCE = ("from", "从", "由")
# What costs, by its unit, and what is better with more of it.
_COSTLY = frozenset(("s", "gpu s", "month", "byte", "j", "kwh", "w", *units.MONEY.values()))
_UNWANTED = re.compile(
    r"error|latenc|delay|perplex|\bloss\b|\b(?:time|memory|cost)\b|\b[wc]er\b|\br?m[as]e\b|\bfid\b"
    r"|lpips|failure|hallucinat|regret|energy|错误|误差|延迟|时延|耗时|时间|显存|内存|成本|困惑度|损失"
    r"|失败|幻觉|能耗",
    re.IGNORECASE,
)
_WANTED = re.compile(
    r"accura|r²|\bfps\b|precision|recall|\bf1\b|\bauc|agreement|satisf|success|throughput|coverage|bleu|rouge|dice|\biou\b|psnr|ssim|\bm?ap\b|score|reward|fluen|adequa|rating"
    r"|准确|召回|精确率|得分|回报|奖励|成功率|吞吐|覆盖|满意|一致性",
    re.IGNORECASE,
)


def hold_against_changes(text: str, readings: Sequence[Reading]) -> None:
    """Doubt two figures of a change that goes up in words and down in numbers, or the contrary."""
    for one, other in _changes(text, readings):
        first, last = one.quantity, other.quantity
        if first.unit != last.unit and first.unit and last.unit:
            continue
        told = _way(text, one, other)
        if told * (last.value - first.value) < 0:
            one.doubt(Reason.DIRECTION, By.DIRECTION)
            other.doubt(Reason.DIRECTION, By.DIRECTION)


def hold_against_percentages(text: str, readings: Sequence[Reading]) -> None:
    """Doubt the percentage beside two figures that does not follow from them: "from 0.170 to 0.120,
    a cut of about 20 %"; leave it open where it does."""
    for told in readings:
        quantity = told.quantity
        if quantity.unit != units.PERCENT or quantity.word or not _is_by_so_much(text, told):
            continue
        two = _compared(text, [each for each in readings if each is not told])
        if two is None or not _is_beside(text, quantity, *two):
            continue
        if any(not at.in_table and fit(told, at) >= _TOLD for _, at in told.best):
            continue  # the paper tells it so
        if _is_in_their_row(told, readings):
            continue  # so does a table, from values with more digits than it shows
        if not any(_nearly(quantity, each) for each in _shares(*two)):
            told.doubt(Reason.NOT_THERE, By.SHARE)
        elif told.finding is Finding.MISSING:
            told.finding = Finding.OPEN


def hold_against_subtraction(text: str, readings: Sequence[Reading]) -> None:
    """Doubt what is told as the difference of two figures beside it and is not: "from 0.153 to
    0.273, a rise of 0.140"; leave a bound open that it keeps: "over 0.1"."""
    for told in readings:
        quantity = told.quantity
        if not told.gap or quantity.word or quantity.unit == units.PERCENT:
            continue
        others = [each for each in readings if each is not told]
        found = list(_changes(text, others)) or list(_apart(text, told, others))
        if len(found) != 1:
            continue
        one, other = sorted(each.quantity for each in found[0])
        if not _are_of(quantity, one, other) or not _is_beside(text, quantity, one, other):
            continue
        if any(not at.in_table and fit(told, at) >= _TOLD for _, at in told.best):
            continue  # the paper tells it so
        if _is_in_their_row(told, readings):
            continue
        if not _differ_by(quantity, one, other):
            told.doubt(Reason.NOT_THERE, By.SHARE)
        elif quantity.stance and told.finding is Finding.MISSING:
            told.finding, told.reckoned = Finding.OPEN, True


def _apart(
    text: str, told: Reading, others: Sequence[Reading]
) -> Iterator[tuple[Reading, Reading]]:
    """The two figures that a sentence states and says to be apart by another one behind them."""
    measured = [each for each in others if not each.quantity.word]
    two = [each for each in measured if each.best and each.quantity.start < told.quantity.start]
    if len(two) == len(measured) == _TWO and _APART.search(text, two[1].quantity.end):
        yield two[0], two[1]


def _are_of(gap: Quantity, one: Quantity, other: Quantity) -> bool:
    """Whether a figure may be the difference of two, by their units and decimals."""
    if one.unit != other.unit or has_decimals(one) != has_decimals(other):
        return False
    if gap.unit in (units.POINTS, units.SCORE):
        return one.unit in ("", units.PERCENT, units.SCORE)
    return gap.unit == one.unit and (has_decimals(gap) or not has_decimals(one))


def _differ_by(gap: Quantity, one: Quantity, other: Quantity) -> bool:
    """Whether two values differ by so much, as all three are rounded; shares also in percent. A
    bound need only be kept."""
    difference, rounding = abs(one.value - other.value), (one.step + other.step) / 2
    are_shares = bool(gap.unit) and max(one.value, other.value) <= 1
    for scale in (1, 100) if are_shares else (1,):
        slack = (rounding * scale + gap.step / 2) * (1 + 1e-6)
        if gap.stance:
            slack = max(slack, _ROUGH * gap.value)
        if abs(difference * scale - gap.value) <= slack or is_kept(gap, difference * scale):
            return True
    return False


def _is_in_their_row(told: Reading, readings: Sequence[Reading]) -> bool:
    """Whether a row of a table has a figure and two others of the sentence."""
    others = [each for each in readings if each is not told]
    return any(
        at.in_table and sum(bool(each.best_of(at.place)) for each in others) >= _TWO
        for _, at in told.best
    )


def _is_by_so_much(text: str, told: Reading) -> bool:
    """Whether a percentage is told as that by which something changes: no part of something, and no
    end of another change."""
    start, end = told.quantity.start, told.quantity.end
    if told.role is not Role.NONE or _COMES_TO.search(text, 0, start) or _PART.match(text, end):
        return False
    return told.gap or said(text, start, end) is not None or bool(_BY.search(text, 0, start))


def _is_beside(text: str, percentage: Quantity, one: Quantity, other: Quantity) -> bool:
    """Whether a percentage stands right behind two figures or, in their clause, before them."""
    if percentage.start > other.end:
        between = text[other.end : percentage.start]
    else:
        between = text[percentage.end : one.start]
        breaks = (between[each.end() :].strip() for each in _BREAK.finditer(between))
        if any(rest not in _AT_ONCE for rest in breaks):
            return False
    return len(between) <= _WITHIN and not re.search(r"\d", between)


def _compared(text: str, others: Sequence[Reading]) -> tuple[Quantity, Quantity] | None:
    """The two figures of a sentence, in its order, whose change it tells, or that it compares
    relatively; of two percentages a change may be told in points."""
    relative = _RELATIVE.search(text) is not None
    found = list(_changes(text, others))
    if not found and relative and len(others) == _TWO:
        found = [(others[0], others[1])] if all(map(_may_change, others)) else []
    if len(found) != 1:
        return None
    one, other = sorted(each.quantity for each in found[0])
    if one.unit != other.unit or has_decimals(one) != has_decimals(other):
        return None
    return (one, other) if relative or one.unit not in units.COMPARED else None


def _may_change(reading: Reading) -> bool:
    """Whether a figure stands in the paper, and not as what a row is called: "1024 tokens"."""
    return bool(reading.best) and not any(at.in_table and not at.cell for _, at in reading.best)


def _shares(one: Quantity, other: Quantity) -> Iterator[tuple[float, float]]:
    """By how many percent two values may differ, or how many the one is of the other, each from the
    lowest to the highest that rounding allows."""
    ends = [(each.value - each.step / 2, each.value + each.step / 2) for each in (one, other)]
    if min(low for low, _ in ends) <= 0:
        return
    for low, high in (ends, ends[::-1]):
        ratios = [100 * left / right for left, right in product(low, high)]
        yield min(ratios), max(ratios)
        changes = [ratio - 100 for ratio in ratios]
        yield min(map(abs, changes)), max(map(abs, changes))


def _nearly(told: Quantity, span: tuple[float, float]) -> bool:
    """Whether a percentage, as it is rounded, lies within a span; a bound need only be kept."""
    slack = max(told.step / 2, _EXACT * told.value)
    if told.stance:
        slack = max(slack, _ROUGH * told.value, 1.0)
    is_much = told.stance == ">" or told.value >= span[0] - slack
    return is_much and (told.stance == "<" or told.value <= span[1] + slack)


def _changes(text: str, readings: Sequence[Reading]) -> Iterator[tuple[Reading, Reading]]:
    """The figures between which the text says a change goes, in its own order."""
    for index, one in enumerate(readings[:-1]):
        for other in readings[index + 1 : index + 3]:
            alike = has_decimals(one.quantity) == has_decimals(other.quantity)
            if not alike and not one.quantity.unit:
                continue
            if not (one.best and other.best):
                continue
            if one.role is Role.FROM and other.role is Role.TO:
                yield one, other
                break
            between = one.quantity.end, other.quantity.start
            if other is readings[index + 1] and _ARROW.fullmatch(text, *between):
                yield one, other
            elif other is readings[index + 1] and _BACKWARD.fullmatch(text, *between):
                yield other, one


def _way(text: str, one: Reading, other: Reading) -> int:
    """Which way a text says it goes from one figure to the other: 1 up, -1 down, 0 untold."""
    first, last = sorted((one.quantity, other.quantity))
    words = list(_WORD.finditer(text, first.end, last.start))
    if not words:
        before = max(0, first.start - _REACH)
        for broken in _BREAK.finditer(text, before, first.start):
            if text[broken.end() : first.start].strip() not in _AT_ONCE:
                before = broken.end()
        words = [
            each
            for each in _WORD.finditer(text, before, first.start)
            if each.start() or not each[0].endswith("ing")  # what a sentence begins with is done
        ]
    if not words or _RANGES.search(text, words[0].start(), last.start):
        return 0
    ways = {_told(text, word, one) for word in words}
    return ways.pop() if len(ways) == 1 else 0


def _told(text: str, word: re.Match[str], one: Reading) -> int:
    if _NOT.search(text, max(0, word.start() - _DENIED), word.start()):
        return 0
    if word[1] or word[2]:
        return 1 if word[1] else -1
    return better(text, one) * (1 if word[3] else -1)


def better(text: str, reading: Reading) -> int:
    """Whether more of what a figure measures is better, 1, or less, -1; 0 where neither its text
    nor the tables that have its value say so, or not the same."""
    ways = {_wanted(at.context) for _, at in reading.best if at.in_table}
    ways.add(-1 if reading.quantity.unit in _COSTLY else _wanted(text))
    ways.discard(0)
    return ways.pop() if len(ways) == 1 else 0


def _wanted(text: str) -> int:
    return int(_WANTED.search(text) is not None) - int(_UNWANTED.search(text) is not None)
