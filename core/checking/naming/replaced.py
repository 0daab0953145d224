"""What a sentence says is changed for something else: "from A to B", "A 换成 B". Pure."""

# Chinese is read here: words that change one thing for another.
# Tested in tests/core/checking/naming/test_replaced.py.

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from core.checking.figures.quantity import Quantity
from core.checking.naming.matching import measures
from core.checking.tables.labels import Key

_MOVES = re.compile(
    r"(?:\bfrom\s(?P<one>[^,;:]{1,60}?)\sto\s(?P<other>[^,;:]{1,40})"
    r"|\b(?:replac|swap|exchang)\w+\s(?P<two>[^,;:]{2,60}?)\s(?:by|with|for)\s(?P<next>[^,;:]{2,40})"
    r"|[从由](?P<chinese_one>[^，。；：]{1,40}?)(?:换成|换为|改成|改为|变为|到|至)(?P<chinese_other>[^，。；：]{1,30})"
    r"|[把将](?P<put>[^，。；：]{1,40}?)(?:换成|换为|改成|改为|变为)(?P<in_its_place>[^，。；：]{1,30}))",
    re.IGNORECASE,
)
_GROUPS = 8

# Behind it figures change, so that those before are settings: "from 0.2 to 0.3 noise, F1 falls
# from 61.2 to 48.1".
_AGAIN = re.compile(r"(?:\bfrom\s|[从由]\s?)(?=\d)")
# What is added or left out is nothing of what a change begins with: "adding the gate raises F1".
_ADDED = re.compile(
    r"\b(?:add|introduc|incorporat|includ|integrat|insert|remov|dropp|omitt|disabl|ablat|discard)ing"
    r"\s(?P<one>[^,;:]{2,48}?)(?:\s(?:on top of|to|from)\s[^,;:]{2,40}?)?"
    r"(?=,|\s(?:further\s|also\s)?(?:rais|lift|improv|increas|boost|lower|reduc|decreas|drop|cut|push"
    r"|bring|take|mov|chang|hurt|degrad|lead|result|caus|giv|yield)\w*\b)"
    r"|(?:加[入上]|引入|增加|添加|去掉|去除|移除|剔除|删去|删除|省去)(?P<chinese_one>[^，。；：\d]{1,24}?)"
    r"(?=后|之后|时|使|令|让|可将|将|把|，)",
    re.IGNORECASE,
)


class Moved(NamedTuple):
    """Where stands what is changed, and for what: offsets of a text, begin and end.

    Of what is added or left out alone `before` is empty.
    """

    before: tuple[int, int]
    after: tuple[int, int]

    def other_end(self, keys: Iterable[Key], *, begins: bool) -> list[Key]:
        """The keys that a figure with which the change begins, or ends, has nothing to do with."""
        keys = list(keys)
        first, last = (
            [key for key in keys if start <= key.start < end]
            for start, end in (self.before, self.after)
        )
        if not last or (not first and any(self.before)):
            return []
        return last if begins else first


def moved(text: str, figures: Iterable[Quantity]) -> Moved | None:
    """What the text says is changed for what; None where it says nothing of the kind, or where
    figures are what changes."""
    added = _ADDED.search(text)
    if added is not None:
        return Moved((0, 0), added.span("one" if added["one"] else "chinese_one"))
    found = _MOVES.search(text)
    if found is None:
        return None
    spans = [found.span(group) for group in range(1, _GROUPS + 1)]
    before, after = [span for span in spans if span != (-1, -1)]
    if any(measures(each) and before[0] <= each.start < before[1] for each in figures):
        again = _AGAIN.search(text, after[0])
        return None if again is None else Moved(before, (after[0], min(after[1], again.start())))
    for each in figures:
        if measures(each) and after[0] <= each.start < after[1]:
            after = after[0], each.start
    return Moved(before, after)
