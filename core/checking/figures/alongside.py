"""What numbers that stand side by side lend each other: unit, scale, money, "about". Pure."""

# Chinese is read here: what joins numbers.
# Tested in tests/core/checking/figures/test_quantities.py.

from __future__ import annotations

import re
from collections.abc import Iterator

from core.checking.figures import units
from core.checking.figures.quantity import Quantity

# What makes two numbers the ends of one figure.
JOIN = re.compile(r"\s?(?:[-–—~～]|到|至|\bto\b|→|->)\s?$|[:：/]$|\s[:：/]\s$")
_TO = re.compile(r"\s?(?:\bto\b|到|至)\s?")
_STARTS = re.compile(r"(?:\bfrom\b|\bbetween\b|[从由自在])[^\d,.;:，。；：]{0,18}$", re.IGNORECASE)
_LISTED = re.compile(
    r"\s?(?:[提上]?[升高增][加长]?[至到]|[下减]?[降少短小低][低少]?[至到]|[,/、~–-]|and|or|和|与|vs\.?|to|到|至|±)\s?(?:and|or|from|to)?\s?"
)
# What stands between two numbers before which "about" stands once.
_AND = re.compile(
    r"[^\d，。；,;.:（(]{0,10}?(?:和|与|及|、)\s?|(?:\s[a-z]{1,12}){0,3}\s(?:and|or)\s",
    re.IGNORECASE,
)
# How far apart two numbers of a list may stand.
_FURTHEST = 10
_AGAINST = re.compile(
    r"[^\d.;:。；：]{0,12}?\b(?:vs\.?|versus|against|compared (?:to|with)|rather than"
    r"|instead of|from|to)[\s(](?:just |only |about |the )?[^\d.;:。；：]{0,12}",
    re.IGNORECASE,
)


def is_setting_beside(text: str, one: Quantity, other: Quantity) -> bool:
    """Whether a bare number stands before the end of a change: "from 23% at a length of 336 to
    5.8%"."""
    if one.unit or not other.unit or one.number <= other.number:
        return False
    if _TO.fullmatch(text, one.end, other.start) is None:
        return False
    return _STARTS.search(text, max(0, one.start - 2 * _FURTHEST), one.start) is None


def shared(text: str, found: list[Quantity]) -> list[Quantity]:
    """Give the unit at the end of a list to the bare numbers before it, as in "71.2/64.5%".

    The scale at the end of a range or list, "7 to 70 billion", may be that of all of it too; so may
    the money before it, "$2-3 million". Hours and minutes side by side are one time as well.
    """
    parts = _join_times(text, found)
    for index in range(len(found) - 1):
        if _also_roughly(text, found[index], found[index + 1]):
            found[index + 1] = found[index + 1]._replace(stance="~")
    factor = 1.0  # of what follows
    for index in range(len(found) - 2, -1, -1):
        this = found[index]
        following = found[index + 1]
        joint = None
        if following.start - this.end <= _FURTHEST:
            joint = _LISTED.fullmatch(text, this.end, following.start)
        scaled = this.value != this.number
        if following.number and following.value != following.number:
            factor = following.value / following.number
        if joint is None or _AGAINST.fullmatch(text, this.end, following.start):
            found += _also_measured(text, this, following)
        if joint is None:
            factor = 1.0
            continue
        money = this.unit if this.unit in units.MONEY.values() else ""
        if factor != 1 and not scaled and (money or not this.unit or this.soft):
            unit = money
            if following.unit and not following.soft:
                unit = following.unit
            found.append(
                this._replace(
                    value=this.value * factor, step=this.step * factor, unit=unit, aside=True
                )
            )
        if money and not following.unit and JOIN.fullmatch(text, this.end, following.start):
            found[index + 1] = following._replace(unit=money, soft=True)
            continue
        if not following.unit or this.unit or scaled:
            continue
        if is_setting_beside(text, this, following):
            continue
        if joint[0].strip() != "," or following.soft:
            found[index] = this._replace(unit=following.unit, soft=True)
    return found + parts


def _join_times(text: str, found: list[Quantity]) -> list[Quantity]:
    """Make hours and minutes side by side one time; gives their parts, which support figures."""
    parts: list[Quantity] = []
    for index in range(len(found) - 2, -1, -1):
        this = found[index]
        following = found[index + 1]
        if this.unit != following.unit or not _one_time(text, this, following):
            continue
        value = this.value + following.value
        worth = following.value / following.number if following.number else 1.0
        found[index : index + 2] = [
            following._replace(
                start=this.start,
                value=value,
                number=value / worth,
                stance=this.stance or following.stance,
            )
        ]
        parts += [each._replace(aside=True) for each in (this, following)]
    return parts


def _also_roughly(text: str, this: Quantity, following: Quantity) -> bool:
    """Whether the word for "about" before a number holds for the next one too: 约需 176 秒标定和 44
    秒量化."""
    if this.stance != "~" or following.stance or following.word or this.unit != following.unit:
        return False
    return _AND.fullmatch(text, this.end, following.start) is not None


def _also_measured(text: str, this: Quantity, following: Quantity) -> Iterator[Quantity]:
    """A bare number with the unit of what it is compared to: "14.2 minutes versus 8.9"."""
    if not this.unit or following.unit or following.word or this.soft or not this.number:
        return
    if _AGAINST.fullmatch(text, this.end, following.start):
        worth = this.value / this.number
        value, step = following.value * worth, following.step * worth
        yield following._replace(value=value, step=step, unit=this.unit, aside=True)


def _one_time(text: str, one: Quantity, other: Quantity) -> bool:
    """Whether two times are one: 1 h 30 min."""
    if one.unit not in ("s", "month") or one.value <= other.value or one.word or other.word:
        return False
    return not text[one.end : other.start].strip() and one.step > other.step
