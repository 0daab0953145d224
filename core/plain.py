"""A text without TeX's marks and full-width digits, and where each of its characters comes from."""

from __future__ import annotations

import re
from collections.abc import Callable

_WIDE = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)}
_WIDE |= {ord(wide): ord(narrow) for wide, narrow in zip("％．＄−", "%.$-", strict=True)}
Replacement = str | Callable[[re.Match[str]], str]
"""What takes a match's place: a template, or what a function makes of the match."""
_TEX = re.compile(r"[\\${}]")


def _money(match: re.Match[str]) -> str:
    """The formula as it is; a wide dollar sign for one that means money."""
    return match[1] or "＄"


_TEX_STEPS: tuple[tuple[re.Pattern[str], Replacement], ...] = (
    # A dollar before a number is money unless it opens or closes a formula; the wide one outlives
    # the others' removal.
    (
        re.compile(
            r"((?<!\\)\$(?!\s)(?:[^$]{1,300}?(?<![\s\\])\$(?!\d)|(?!\d)[^$]{1,300}?(?<![\s\\])\$"
            r"|[^$]{0,80}?[\\^_=][^$]{0,80}?(?<!\\)\$))"
            r"|\\?\$(?=\d)"
        ),
        _money,
    ),
    (re.compile(r"\{\s*,\s*\}"), ","),
    (re.compile(r"\\%"), "%"),
    (re.compile(r"\\(?:times|cdot)(?![a-zA-Z])"), "×"),
    (re.compile(r"\\pm(?![a-zA-Z])"), "±"),
    (re.compile(r"\\(?:sim|approx|simeq)(?![a-zA-Z])"), "~"),
    (re.compile(r"\\(?:geq?|gtrsim)(?![a-zA-Z])"), ">"),
    (re.compile(r"\\(?:leq?|lesssim)(?![a-zA-Z])"), "<"),
    (re.compile(r"\\(?:to|rightarrow)(?![a-zA-Z])"), "→"),
    (re.compile(r"\\[,;:!> ]"), " "),
    (re.compile(r"\\d?frac\s?\{\s?(\d{1,9})\s?\}\s?\{\s?(\d{1,9})\s?\}"), r"\1/\2"),
    (re.compile(r"\\[a-zA-Z]{1,40}\*?"), " "),
    (re.compile(r"(\d)\s?\^\s?\{\s?([-+−]?\s?\d{1,3})\s?\}"), r"\1^\2"),
    (re.compile(r"[{}$\\]"), ""),
)


def plain(text: str) -> str:
    """The text without TeX's marks and with full-width digits made narrow."""
    if _TEX.search(text):
        for pattern, replacement in _TEX_STEPS:
            text = pattern.sub(replacement, text)
    if text.isascii():
        return text
    return text.translate(_WIDE)


def source(text: str, start: int, end: int) -> str:
    """The piece of the text whose plain form has the characters from `start` to `end`."""
    return Origins(text).cut(start, end)


class Origins:
    """Where in a text the characters of its plain form come from, found once for many pieces."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._origins = _origins(text)

    def cut(self, start: int, end: int) -> str:
        """The piece of the text whose plain form has the characters from `start` to `end`."""
        begin = self._origins[start][0]
        after = self._origins[end - 1][1]
        return self._text[begin:after]


def _replaced(match: re.Match[str], replacement: Replacement) -> str:
    """What takes the match's place."""
    if isinstance(replacement, str):
        return match.expand(replacement)
    return replacement(match)


def _origins(text: str) -> list[tuple[int, int]]:
    """For every character of the plain text, where its origin in the text begins and ends."""
    origins = [(index, index + 1) for index in range(len(text))]
    if not _TEX.search(text):
        return origins
    for pattern, replacement in _TEX_STEPS:
        parts: list[str] = []
        made: list[tuple[int, int]] = []
        kept = 0
        for match in pattern.finditer(text):
            start, end = match.span()
            new = _replaced(match, replacement)
            parts += [text[kept:start], new]
            made += origins[kept:start]
            if new == match[0]:
                made += origins[start:end]
            else:
                whole = (origins[start][0], origins[end - 1][1])
                made += [whole] * len(new)
            kept = end
        text = "".join((*parts, text[kept:]))
        origins = made + origins[kept:]
    return origins
