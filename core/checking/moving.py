"""What a sentence says is changed for something else: "from A to B", "A 换成 B". Pure."""

# Chinese is read here: words that change one thing for another.
# Tested in tests/core/checking/test_moving.py.

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from core.checking.naming import measures
from core.checking.quantity import Quantity

_MOVES = re.compile(
    r"(?:\bfrom\s(?P<one>[^,;:]{1,60}?)\sto\s(?P<other>[^,;:]{1,40})"
    r"|\b(?:replac|swap|exchang)\w+\s(?P<two>[^,;:]{2,60}?)\s(?:by|with|for)\s(?P<next>[^,;:]{2,40})"
    r"|[从由](?P<eins>[^，。；：]{1,40}?)(?:换成|换为|改成|改为|变为|到|至)(?P<zwei>[^，。；：]{1,30})"
    r"|[把将](?P<ein>[^，。；：]{1,40}?)(?:换成|换为|改成|改为|变为)(?P<zwo>[^，。；：]{1,30}))",
    re.IGNORECASE,
)
_GROUPS = 8


class Moved(NamedTuple):
    """Where stands what is changed, and for what: offsets of a text, begin and end."""

    before: tuple[int, int]
    after: tuple[int, int]


def moved(text: str, figures: Iterable[Quantity]) -> Moved | None:
    """What the text says is changed for what; None where it says nothing of the kind, or where
    figures are what changes."""
    found = _MOVES.search(text)
    if found is None:
        return None
    spans = [found.span(group) for group in range(1, _GROUPS + 1)]
    before, after = [span for span in spans if span != (-1, -1)]
    for each in figures:
        if measures(each) and before[0] <= each.start < before[1]:
            return None
        if measures(each) and after[0] <= each.start < after[1]:
            after = after[0], each.start
    return Moved(before, after)
