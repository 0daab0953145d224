"""A text without TeX's marks and with full-width digits made narrow, and where each of its
characters comes from."""

# Chinese is read here: full-width signs.

from __future__ import annotations

import re

_WIDE = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)}
_WIDE |= {ord(wide): ord(narrow) for wide, narrow in zip("％．＄−", "%.$-", strict=True)}
_TEX = re.compile(r"[\\${}]")
_TEX_STEPS = (
    # A dollar before a number is money unless it opens or closes a formula; the wide one outlives
    # the others' removal.
    (
        re.compile(
            r"((?<!\\)\$(?!\s)(?:[^$]{1,300}?(?<![\s\\])\$(?!\d)|(?!\d)[^$]{1,300}?(?<![\s\\])\$"
            r"|[^$]{0,80}?[\\^_=][^$]{0,80}?(?<!\\)\$))"
            r"|\\?\$(?=\d)"
        ),
        None,
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
            text = pattern.sub(replacement if replacement is not None else _money, text)
    return text if text.isascii() else text.translate(_WIDE)


def source(text: str, start: int, end: int) -> str:
    """What stands in the text, letter for letter, where its plain form has the characters from
    `start` to `end`."""
    return Origins(text).cut(start, end)


class Origins:
    """Where in a text the characters of its plain form come from, looked up once for many
    pieces."""

    def __init__(self, text: str) -> None:
        self._text, self._origins = text, _origins(text)

    def cut(self, start: int, end: int) -> str:
        """What stands in the text, letter for letter, for a piece of its plain form."""
        return self._text[self._origins[start][0] : self._origins[end - 1][1]]


def _money(match: re.Match[str]) -> str:
    return match[1] or "＄"


def _origins(text: str) -> list[tuple[int, int]]:
    """For every character of the plain text, where in the text that begins and ends which it was
    made from."""
    origins = [(index, index + 1) for index in range(len(text))]
    for pattern, replacement in _TEX_STEPS if _TEX.search(text) else ():
        parts: list[str] = []
        made: list[tuple[int, int]] = []
        kept = 0
        for match in pattern.finditer(text):
            start, end = match.span()
            parts += [
                text[kept:start],
                match.expand(replacement) if replacement is not None else _money(match),
            ]
            made += origins[kept:start]
            whole = (origins[start][0], origins[end - 1][1])
            made += origins[start:end] if parts[-1] == match[0] else [whole] * len(parts[-1])
            kept = end
        text, origins = "".join((*parts, text[kept:])), made + origins[kept:]
    return origins
