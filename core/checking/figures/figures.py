"""The figures that a text states: its quantities, or two of them as a range, ratio or fraction.

Pure, and linear in time.
docs/decisions/figure-check.md says what counts as a figure and what as a name.
"""

# Chinese is read here: what stands between the ends of a range.
# Tested in tests/core/checking/figures/test_quantities.py.

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from core.checking.figures import units
from core.checking.figures.alongside import JOIN, is_setting_beside
from core.checking.figures.quantities import quantities
from core.checking.figures.quantity import Quantity

# Three numbers and more are a list and no fraction: "149 / 21 / 42".
_THREE = re.compile(r"(?<![\d/])\d[\d.,%kKMe万-]{0,10}(?:\s?/\s?\d[\d.,%kKMe万-]{0,10}){2,8}")


class Stated(NamedTuple):
    """A figure as a text states it: one quantity, or the two ends of a range, ratio or fraction.

    `share` is the percentage that a fraction is; `scaled` are the ends where the scale of the
    second, or of the list's last, is that of both: "2 到 3 亿", "52 and 18 hours".
    """

    start: int
    end: int
    ends: tuple[Quantity, ...]
    share: Quantity | None = None
    scaled: tuple[Quantity, ...] = ()


def figures(text: str) -> Iterator[Stated]:
    """The figures a plain text states, in its order; ranges, ratios and fractions are one figure
    with two ends.

    Names, places in the paper, dates, citations, list numbers, and counts below ten written as
    words are no figures.
    """
    held: Quantity | None = None
    found = quantities(text)
    shares = {(each.start, each.end): each for each in found if each.unit == units.PERCENT}
    # The 52 of "52 and 18 hours".
    scaled = {
        each[:2]: (each,)
        for each in found
        if each.aside and each.value != each.number and not each.word
    }
    listed = [match.span() for match in _THREE.finditer(text)]
    for each in found:
        if each.aside or (each.word and each.value < 10 and each.unit in ("", ":")):
            continue
        if held is None:
            held = each
            continue
        joint = JOIN.fullmatch(text, held.end, each.start)
        told_by_word = held.word and joint is not None and joint[0].strip() in ":："
        apart = _is_size_beside(held, each) or is_setting_beside(text, held, each)
        apart = apart or any(start <= held.start < each.start < end for start, end in listed)
        if joint and not told_by_word and not apart:
            share = shares.get((held.start, each.end))
            yield _joined(held, each, joint[0].strip())._replace(share=share)
            held = None
        else:
            yield Stated(held.start, held.end, (held,), scaled=scaled.get(held[:2], ()))
            held = each
    if held is not None:
        yield Stated(held.start, held.end, (held,), scaled=scaled.get(held[:2], ()))


def _is_size_beside(one: Quantity, other: Quantity) -> bool:
    """Whether the size of a model stands before a measure: "from 11% for the 7B to 15%"."""
    scaled = not one.unit and one.value != one.number
    return scaled and other.unit in units.COMPARED


def _joined(low: Quantity, high: Quantity, joint: str) -> Stated:
    """Two quantities as one figure; in a range, the unit of the second is that of both."""
    if not low.unit and high.unit and joint not in ":：/":
        low = low._replace(unit=high.unit)
    scaled: tuple[Quantity, ...] = ()
    if high.number and low.value == low.number and low.number < high.number != high.value:
        factor = high.value / high.number
        scaled = (low._replace(value=low.value * factor, step=low.step * factor), high)
    return Stated(low.start, high.end, (low, high), scaled=scaled)
