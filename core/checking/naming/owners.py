"""Which figure a word of a sentence is told to be of: "85.8 for GPT-3.5", "GPT (85.8)". Pure."""

# Chinese is read here: what stands between a thing and its figure.
# Tested in tests/core/checking/naming/test_owners.py.

from __future__ import annotations

import re
from collections.abc import Sequence

from core.checking.figures.quantity import Quantity
from core.checking.tables.labels import Key
from core.checking.words.names import stem

_OWNED = re.compile(r"\s?|\s?%?\s(?:for|of|by|from|in|on|with|under|using)\s(?:the\s)?")
# "61.2 (Otter)", and "61.2 at noise 0.2".
_IN_BRACKETS = re.compile(r"\s?%?\s?[(（]")
_CLOSES = re.compile(r"[^()（）]{,40}[)）]")
_SETTING = re.compile(r"\s?%?\s(?:at|under|with|for)\s(?:an?\s|the\s)?(?:[a-z]+\s){,3}")
# Of "61.2 vs. 48.1 for Otter and Heron" neither is of Otter alone.
_PAIRED = re.compile(r"\s?%?\s?(?:vs\.?|versus|and|against|[/、和与])\s?", re.IGNORECASE)
_ALSO = re.compile(r"\s?(?:[,/、和与]|(?:and|vs\.?|versus)\s)\s?(?:the\s)?(?=[A-Z])")
_JOINED = re.compile(r"[\s-]?|\s?\((?:w/\s?)?")
# "(10-shot)" is a setting and owns nothing.
_PART = re.compile(r"[-‑][A-Za-z]")
_OPENS = re.compile(r"\s?[(（]")
# What stands between a figure of a list and what the next one is called.
_LIST_COMMA = re.compile(r"\s?[%\u4e00-\u9fff]{,2}(?:、|，|,\s|\sand\s(?:an?\s|the\s)?|和|而)")
# Whose the value is that a change begins with: "from Heron's 48.1 to 61.2", 从 Heron 的 48.1.
_STARTS = re.compile(r"(?:[从由]|\bfrom\s)[^\d，。；,;]{0,12}$", re.IGNORECASE)
_POSSESSED = re.compile(r"(?:['’]s|\s?的)\s?[^\d，。；,;]{0,12}")
# How many characters a label's words may stand apart.
_NEAR = 12
_PARAMETERS = stem("parameter")


def owners(text: str, keys: Sequence[Key], figures: Sequence[Quantity]) -> dict[Key, Quantity]:
    """The figure that a key is told to be of."""
    found: dict[Key, Quantity] = {}
    last: Key | None = None
    reach = 0
    for key in keys:
        for each in figures:
            is_size = not each.unit and each.number != each.value
            if (is_size and key.key != _PARAMETERS) or _PART.match(text, each.end):
                continue
            after = each.end <= key.start and _follows(text, figures, each, key)
            before = key.end <= each.start and _OPENS.fullmatch(text, key.end, each.start)
            begins = _starts(text, key, each) or _leads_in_list(text, figures, key, each)
            if after or before or begins:
                found[key] = each
        if last in found and key not in found and found[last].end <= key.start:
            between = text[reach : key.start]
            joined = key.start <= reach or _JOINED.fullmatch(between)
            if joined:
                found[key] = found[last]
        reach = max(reach, key.end)
        last = key
    return found


def _follows(text: str, figures: Sequence[Quantity], figure: Quantity, key: Key) -> bool:
    """Whether a key stands behind a figure as its own."""
    number = figures.index(figure)
    paired = number and _PAIRED.fullmatch(text, figures[number - 1].end, figure.start)
    if paired and (_ALSO.match(text, key.end) or "/" in text[key.start : key.end]):
        return False
    if _IN_BRACKETS.fullmatch(text, figure.end, key.start):
        closes = _CLOSES.match(text, key.end)
        # "Otter 61.2 (Heron 48.1)" tells of Heron's.
        return closes is not None and not any(
            key.end <= each.start < closes.end() for each in figures
        )
    if key.key[0].isdigit() and _SETTING.fullmatch(text, figure.end, key.start):
        return True
    return _OWNED.fullmatch(text, figure.end, key.start) is not None


def _starts(text: str, key: Key, figure: Quantity) -> bool:
    """Whether a key stands between "from" and its own figure: "from Heron's 48.1"."""
    return (
        key.end <= figure.start
        and _POSSESSED.fullmatch(text, key.end, figure.start) is not None
        and _STARTS.search(text, max(0, key.start - 2 * _NEAR), key.start) is not None
    )


def _leads_in_list(text: str, figures: Sequence[Quantity], key: Key, figure: Quantity) -> bool:
    """Whether a key stands between a list's comma and its own figure: 恶意用户 in
    "普通用户 175 条、恶意用户 335 条"."""
    if not key.end <= figure.start <= key.end + _NEAR:
        return False
    number = figures.index(figure)
    if not number:
        return False
    between = text[figures[number - 1].end : key.start]
    return _LIST_COMMA.fullmatch(between) is not None
