"""Whether of two figures that a sentence ranks the greater is said to be the greater. Pure.

"48.1, above GPT-3.5's 57.3" contradicts itself, whatever the paper says.
"""

# Chinese is read here: words that rank.
# Tested in tests/core/checking/test_order.py.

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from core.checking.comparing import has_decimals
from core.checking.reading import Reading, Reason
from core.models import Finding

_MORE = (
    r"高于|超过了?|多于|大于|超出|higher than|above|more than|greater than|larger than"
    r"|exceed(?:s|ing)?"
)
_LESS = r"低于|少于|小于|不及|不到|lower than|below|less than|fewer than|smaller than"
# Behind it stands whose the other figure is: "高于 GPT-3.5 的 48.1"; what is "over 0.99" is no
# more than another figure.
_RANKED = re.compile(
    rf"[^，。；;、\d]{{,8}}[，,]?\s?(?:(?:也|仍|略|远|明显|slightly|well|far|still)\s?)?"
    rf"(?:({_MORE})|({_LESS}))\s?[^，。；;、,]{{2,24}}?(?:的\s?|'s\s|\s?[(（]|\s(?:at|with|of)\s)",
    re.IGNORECASE,
)


def hold_against_order(text: str, readings: Sequence[Reading]) -> None:
    """Doubt two figures of a plain sentence that are ranked the wrong way round."""
    for one, other in pairwise(readings):
        first, last = one.quantity, other.quantity
        if first.unit != last.unit or has_decimals(first) != has_decimals(last):
            continue
        if not (one.best and other.best) or one.figure == other.figure:
            continue
        found = _RANKED.fullmatch(text, first.end, last.start)
        if found is None:
            continue
        way = 1 if found[1] else -1
        if way * (first.value - last.value) < 0:
            for reading in (one, other):
                if reading.finding is not Finding.DERIVED:
                    reading.doubt(Reason.DIRECTION)
