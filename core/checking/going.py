"""Whether two figures of a change go the way that the sentence says. Pure.

"Drops from 6.1% to 8.6%", "latency improves (48 → 72 ms)" and "up to 0.64, from 0.81" contradict
themselves, whatever the paper says.
"""

# Chinese is read here: words of changes.
# Tested in tests/core/checking/test_going.py.

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from core.checking import units
from core.checking.comparing import has_decimals
from core.checking.reading import By, Reading, Reason
from core.checking.roles import Role

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
