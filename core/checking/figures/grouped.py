"""Numbers with thousands parted by a blank, "7 148", or as in India, "12,34,567", read as one.

Two numbers side by side look the same. They are two behind a name, "Otter 7 148 times", where both
are alike or sizes that machines have, "128 256", and where a unit stands behind the first. Pure.
"""

# Tested in tests/core/checking/figures/test_grouped.py and test_quantities.py.

from __future__ import annotations

import re
from collections.abc import Sequence

from core.checking.figures.quantity import Quantity

_SPACED = re.compile(r"(?<![\d.,])([1-9]\d{0,2}(?:[ '’\u2009\u202f]\d{3}){1,3})(?![\d.,]*\d)")
_INDIAN = re.compile(r"(?<![^\s₹.\u4e00-\u9fff])([1-9]\d?(?:,\d\d){1,3},\d{3})(?![\d]|[.,]\d)")
INDIAN = re.compile(r"\d,\d\d,\d")
SPACE = re.compile(r"\d[ '’\u2009\u202f]\d")
_NAME_BEFORE = re.compile(r"(?<![A-Za-z0-9])[A-Z][\w.+-]{0,20}\s$")
_GROUP = re.compile(r"\d+")
_LONGEST = 24
_SEVERAL = 2
_LONG = 3  # digits


def joined(text: str, found: Sequence[Quantity]) -> tuple[list[Quantity], list[Quantity]]:
    """The quantities of a plain text, those of one number joined; and what else they may be: its
    parts, or a number that they may be."""
    whole = list(found)
    aside: list[Quantity] = []
    for match in (*_SPACED.finditer(text), *_INDIAN.finditer(text)):
        parts = [each for each in found if match.start() <= each.start < match.end()]
        number = float("".join(_GROUP.findall(match[1])))
        if not _is_one(text, match, parts):
            aside.append(Quantity(*match.span(), number, "", 1.0, number, aside=True))
            continue
        first, last = parts[0], parts[-1]
        one = last._replace(
            start=first.start,
            value=number * last.step,
            number=number,
            stance=first.stance or last.stance,
            sign=first.sign,
        )
        whole = [each for each in whole if each not in parts]
        whole.append(one)
        aside += [each._replace(aside=True) for each in parts]
    return whole, aside


def _is_one(text: str, match: re.Match[str], parts: Sequence[Quantity]) -> bool:
    groups = _GROUP.findall(match[1])
    if "," in match[1]:
        return len(parts) > 1 and not all(_is_power_of_two(group) for group in groups)
    if len(parts) != len(groups) or any(each.aside or each.word for each in parts):
        return False
    if any(each.unit or each.value != each.number for each in parts[:-1]) or not parts[-1].step:
        return False
    if len(groups) > _SEVERAL and len(groups[0]) == _LONG:
        return False
    if all(_is_power_of_two(group) for group in groups) or len(set(groups)) == 1:
        return False
    return not _NAME_BEFORE.search(text, max(0, match.start() - _LONGEST), match.start())


def _is_power_of_two(group: str) -> bool:
    number = int(group)
    return number > 0 and number & (number - 1) == 0
