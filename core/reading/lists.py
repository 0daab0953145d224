"""Lists in a paper's text: below a paragraph that announces them, or within a sentence. Pure."""

# Tested in tests/core/reading/test_novelty.py.

# Chinese is read here: what joins the items of a list.

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from core.reading.quotable import is_item, without_marker
from core.sentences import sentences

BELOW = 12  # paragraphs, in which the items of an announced list stand
# A name before its text.
HEAD = re.compile(r"^([^:.;$]{3,60})[:.]\s+(?=[A-Za-z\u4e00-\u9fff])")
_SHORT = 60  # characters
_RUN_IN = re.compile(r"\s?(?:\((?:C?\d|i{1,3}|iv|v|[a-e])\)|(?:(?<=[:;,])|(?<=[;,] and))\s\d\))\s")
# What stands between an item of a list and the next: stops, and a word behind them.
_STOPS = (",", ";", "、", "；")
_JOINING = ("and", "or", "以及", "并且", "而且", "和", "且")


def items(blocks: Sequence[str]) -> Iterator[str]:
    """The first sentences of the list's items that these paragraphs begin with, up to its end; a
    title that an item begins with comes along."""
    for number, block in enumerate(blocks):
        if is_item(block):
            item = without_marker(block)
            first = without_joining(next(iter(sentences(item)), ""))
            head = HEAD.fullmatch(first + " A")
            if head is None and len(first) < _SHORT and len(first) < len(item):
                # The item's title, with a full stop behind it.
                first = without_joining(item[: _end_of_second(item)])
            yield first
        elif number > 1:
            return


def within(sentence: str) -> tuple[str, list[str]]:
    """What announces the sentence's numbered items, and these; none where there are fewer than
    two."""
    announcing, *parts = _RUN_IN.split(sentence)
    return announcing, [without_joining(part) for part in parts] if len(parts) > 1 else []


def without_joining(item: str) -> str:
    """An item of a list without what leads to the next one: "..., and"."""
    trailing = " \t\n" + "".join(_STOPS)
    kept = item.rstrip(trailing)
    for word in _JOINING:
        before = kept.removesuffix(word).rstrip()
        if kept.endswith(word) and before.endswith(_STOPS):
            return before.rstrip(trailing)
    return kept


def _end_of_second(item: str) -> int:
    """Where the item's second sentence ends."""
    both = sentences(item)[:2]
    return item.find(both[-1]) + len(both[-1])
