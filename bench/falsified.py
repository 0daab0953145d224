"""Sentences that a model wrote in Chinese, each with one thing in it made false.

Figures are found here by an expression of its own, not by the check's, so that what the check
overlooks counts.
"""

# Chinese is read here: units, and words of direction.

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_UNIT = (
    r"个百分点|%|％|倍|毫秒|分钟|秒|个?小时|天|GB|MB|KB|TB|比特|字节|万|亿|ms\b|bits?\b|[xX×](?![\w×])"
    r"|points?\b|[BMKk](?![A-Za-z0-9])"
)
_FIGURE = re.compile(
    rf"(?<![A-Za-z0-9_.,+^@#/])(?<![A-Za-z\d][-–])(\d+(?:,\d{{3}})*(?:\.\d+)?)(?![\d^])"
    rf"(?:\s?({_UNIT}))?(?![A-Za-z_^]|[.,]\d)"
)
# Numbers of lists, of places in the paper and of versions are not figures; years are not measured.
_LABEL_BEFORE = re.compile(r"(?:第|图|表|式|节|[A-Z][A-Za-z]+|[（(])\s?$")
_LABEL_AFTER = re.compile(r"\s?(?:[.、)）](?!\d)|[年月日](?!均))")
_RANGE = re.compile(r"\s?(?:[%％倍]|个百分点)?\s?[-–—~～:/×x至到]\s?")
# Two of one list may change places, unless what they belong to is listed in the same order.
_SIDE_BY_SIDE = re.compile(
    r"\s?(?:[%％倍]|个百分点|[BMKk])?\s?(?:[,、，/]|and|和|与|及)\s?(?:and\s)?"
)
_IN_TURN = re.compile(r"分别|依次|respectively")
_OTHER_UNITS: dict[str, Sequence[str]] = {
    "%": ("个百分点", "倍", "毫秒"), "％": ("个百分点", "倍"), "个百分点": ("%", "倍"),
    "倍": ("%", "个百分点"), "x": ("%", "个百分点"), "X": ("%",), "×": ("%",),
    "毫秒": ("秒", "%"), "ms": ("秒", "%"), "秒": ("分钟", "毫秒"), "分钟": ("小时", "秒"),
    "小时": ("天", "分钟"), "个小时": ("天", "分钟"), "天": ("小时", "周"),
    "GB": ("MB", "TB"), "MB": ("GB", "KB"), "KB": ("MB", "GB"), "TB": ("GB", "MB"),
    "比特": ("字节", "GB"), "bit": ("字节", "GB"), "bits": ("字节", "GB"), "字节": ("比特", "GB"),
    "万": ("亿", "千"), "亿": ("万", "千"), "B": ("M", "T"), "M": ("B", "K"), "K": ("M", "B"),
    "k": ("M", "B"), "points": ("%",), "point": ("%",),
}  # fmt: skip
# What is said of a change or of two things compared, and what says the contrary.
_CONTRARY = (
    ("提升", "降低"), ("提高", "降低"), ("增加", "减少"), ("增长", "下降"), ("上升", "下降"),
    ("升至", "降至"), ("增至", "减至"), ("高出", "低了"), ("高于", "低于"), ("快于", "慢于"),
    ("更快", "更慢"), ("加快", "减慢"), ("加速", "减速"), ("优于", "劣于"), ("超过", "不及"),
    ("超越", "不及"), ("领先", "落后"), ("缩短", "延长"), ("节省", "多耗"), ("减小", "增大"),
    ("升高", "降低"), ("改善", "恶化"), ("改进", "恶化"),
)  # fmt: skip
_OPPOSITES: dict[str, str] = {}
for _one, _other in _CONTRARY:
    _OPPOSITES.setdefault(_one, _other)
    _OPPOSITES.setdefault(_other, _one)
_DIRECTION = re.compile("|".join(_OPPOSITES))
# A direction belongs to a figure of its clause that stands this near.
_NEAR = 12


@dataclass(frozen=True, slots=True)
class Falsehood:
    """A sentence made false, and the numbers in it that are not true any more."""

    text: str
    numbers: tuple[str, ...]


def measured(text: str) -> list[re.Match[str]]:
    """The figures of a text that measure or count something."""
    found: list[re.Match[str]] = []
    for match in _FIGURE.finditer(text):
        before = text[max(0, match.start() - 20) : match.start()]
        if match[2] is None:
            after = text[match.end() : match.end() + 3]
            if _LABEL_BEFORE.search(before) or _LABEL_AFTER.match(after):
                continue
            if re.fullmatch(r"(?:19|20)\d\d", match[1]):
                continue
        found.append(match)
    return found


def _value(number: str) -> float:
    return float(number.replace(",", ""))


def _replaced(text: str, match: re.Match[str], number: str) -> Falsehood:
    return Falsehood(text[: match.start(1)] + number + text[match.end(1) :], (number,))


def digit_changed(text: str, abstract: str, chance: random.Random) -> Falsehood | None:
    """One digit of one figure is another; the first does not become a zero."""
    del abstract
    found = measured(text)
    if not found:
        return None
    match = chance.choice(found)
    number = match[1]
    places = [index for index, char in enumerate(number) if char.isdigit()]
    place = chance.choice(places)
    digits = [each for each in "0123456789" if each != number[place]]
    if place == 0:
        digits = [each for each in digits if each != "0"]
    changed = number[:place] + chance.choice(digits) + number[place + 1 :]
    return _replaced(text, match, changed)


def other_figure(text: str, abstract: str, chance: random.Random) -> Falsehood | None:
    """A figure has the number of another one of the abstract."""
    return _another(measured(text), measured(abstract), chance)


def other_of_its_unit(text: str, abstract: str, chance: random.Random) -> Falsehood | None:
    """A figure has the number of another one of the abstract that has its unit: the hardest."""
    return _another(measured(text), measured(abstract), chance, of_its_unit=True)


def _another(
    stated: Sequence[re.Match[str]],
    of_abstract: Sequence[re.Match[str]],
    chance: random.Random,
    *,
    of_its_unit: bool = False,
) -> Falsehood | None:
    choices: list[tuple[re.Match[str], str]] = []
    for match in stated:
        for other in of_abstract:
            fits = not of_its_unit or (match[2] or "") == (other[2] or "")
            if fits and _value(match[1]) != _value(other[1]):
                choices.append((match, other[1]))
    if not choices:
        return None
    match, number = chance.choice(choices)
    return _replaced(match.string, match, number)


def exchanged(text: str, abstract: str, chance: random.Random) -> Falsehood | None:
    """Two figures of one unit change places; not the ends of a range, nor of a mere list."""
    del abstract
    found = measured(text)
    in_turn = _IN_TURN.search(text) is not None
    pairs: list[tuple[re.Match[str], re.Match[str]]] = []
    for index, one in enumerate(found):
        for other in found[index + 1 :]:
            if one[2] != other[2] or _value(one[1]) == _value(other[1]):
                continue
            a_range = _RANGE.fullmatch(text, one.end(1), other.start(1))
            a_list = not in_turn and _SIDE_BY_SIDE.fullmatch(text, one.end(1), other.start(1))
            if not a_range and not a_list:
                pairs.append((one, other))
    if not pairs:
        return None
    one, other = chance.choice(pairs)
    between = text[one.end(1) : other.start(1)]
    changed = text[: one.start(1)] + other[1] + between + one[1] + text[other.end(1) :]
    return Falsehood(changed, (one[1], other[1]))


def unit_changed(text: str, abstract: str, chance: random.Random) -> Falsehood | None:
    """A figure's unit is another one."""
    del abstract
    found = [match for match in measured(text) if match[2] in _OTHER_UNITS]
    if not found:
        return None
    match = chance.choice(found)
    unit = chance.choice(_OTHER_UNITS[match[2]])
    return Falsehood(text[: match.start(2)] + unit + text[match.end(2) :], (match[1],))


def direction_turned(text: str, abstract: str, chance: random.Random) -> Falsehood | None:
    """A word near a figure says the contrary: 降低 for 提升, 慢于 for 快于."""
    del abstract
    choices: list[tuple[re.Match[str], str]] = []
    figures = measured(text)
    for word in _DIRECTION.finditer(text):
        for match in figures:
            between = text[word.end() : match.start()]
            if match.start() < word.start():
                between = text[match.end() : word.start()]
            if len(between) <= _NEAR and not re.search(r"[，。；、,;]", between):
                choices.append((word, match[1]))
    if not choices:
        return None
    word, number = chance.choice(choices)
    changed = text[: word.start()] + _OPPOSITES[word[0]] + text[word.end() :]
    return Falsehood(changed, (number,))


KINDS: dict[str, Callable[[str, str, random.Random], Falsehood | None]] = {
    "digit": digit_changed,
    "another figure": other_figure,
    "another of its unit": other_of_its_unit,
    "two exchanged": exchanged,
    "unit": unit_changed,
    "direction": direction_turned,
}
