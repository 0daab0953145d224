"""Which figure a word of a sentence is told to be of: "85.8 for GPT-3.5", "GPT (85.8)". Pure."""

# Chinese is read here: what stands between a thing and its figure.
# Tested in tests/core/checking/test_owning.py.

from __future__ import annotations

import re
from collections.abc import Sequence

from core.checking.labels import Key
from core.checking.names import stem
from core.checking.quantity import Quantity

_OWNED = re.compile(r"\s?|\s?%?\s(?:for|of|by|from|in|on|with|under|using)\s(?:the\s)?")
_JOINED = re.compile(r"[\s-]?|\s?\((?:w/\s?)?")
_BELONGS = re.compile(r"\s?(?:的|'s)\s?")
# "(10-shot)" is a setting and owns nothing.
_PART = re.compile(r"[-‑][A-Za-z]")
_OPENS = re.compile(r"\s?[(（]")
# What stands between a figure of a list and what the next one is called.
_LIST_COMMA = re.compile(r"\s?[%\u4e00-\u9fff]{,2}(?:、|，|,\s|\sand\s(?:an?\s|the\s)?|和|而)")
_LIST_MARK = re.compile(r"[，、,;；和与]")
# How many characters a label's words may stand apart.
_NEAR = 12
_PARAMETERS = stem("parameter")
_SEVERAL = 2


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
            after = each.end <= key.start and _OWNED.fullmatch(text, each.end, key.start)
            before = key.end <= each.start and _OPENS.fullmatch(text, key.end, each.start)
            if after or before or _leads_in_list(text, figures, key, each):
                found[key] = each
        if last in found and key not in found and found[last].end <= key.start:
            between = text[reach : key.start]
            joined = key.start <= reach or _JOINED.fullmatch(between)
            if joined:
                found[key] = found[last]
        reach = max(reach, key.end)
        last = key
    return _possessed(text, keys, figures) | found


def _possessed(text: str, keys: Sequence[Key], figures: Sequence[Quantity]) -> dict[Key, Quantity]:
    """The figures of "A 的 26.2", each with its key, where there are several of them."""
    found: dict[Key, Quantity] = {}
    for key in keys:
        for each in figures:
            if key.end <= each.start and _BELONGS.fullmatch(text, key.end, each.start):
                found[key] = each
    if len(set(found.values())) < _SEVERAL:
        return {}
    for key in keys:
        for owned, each in list(found.items()):
            near = key.end <= owned.start and not _LIST_MARK.search(text, key.end, owned.start)
            if near and owned.start - key.end <= 2:
                found[key] = each
    return found


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
