"""A text without TeX's marks and full-width digits, and where each of its characters comes from."""

# Chinese is read here: full-width signs.

from __future__ import annotations

import re
from collections.abc import Callable

_WIDE = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)}
_WIDE |= {ord(wide): ord(narrow) for wide, narrow in zip("％．＄−", "%.$-", strict=True)}
_ANY_WIDE = re.compile("[" + "".join(map(chr, _WIDE)) + "]")
# TeX's marks, and what is left of its words where a copied text has lost them: "256times256". Each
# begins with a letter or sign of its own, so that most of a text is passed over at once.
_TEX = re.compile(
    r"\\|\$|\{|\}|t(?<=\dt)imes\s?\d|s(?<![A-Za-z]s)im\s?\d|a(?<![A-Za-z]a)pprox\s?\d"
    r"|g(?<![A-Za-z]g)eq\s?\d|l(?<![A-Za-z]l)eq\s?\d|p(?<![A-Za-z]p)m\s?\d|\^circ"
    r"|~(?<=\w~)[A-Za-z]|~(?<=[A-Za-z]~)\d"
)

# Narrow stops beside Chinese characters part clauses as the wide ones do.
_STOPS = re.compile(r"[,;:](?:(?<=[\u4e00-\u9fff][,;:])|(?=[\u4e00-\u9fff]))")
_WIDE_STOPS = {",": "，", ";": "；", ":": "："}

_Replacement = str | Callable[[re.Match[str]], str]


def _money(match: re.Match[str]) -> str:
    """A formula as it is; for the dollar of a price the wide one, which later steps leave alone."""
    return match[1] or "＄"


# A dollar sign alone in brackets, "Cost ($)", or before a stroke, "$/hour", is money. In "($k$)"
# and "$x$/$y$" a formula begins or ends with it.
_MONEY = (
    r"(?:(?<=[(\[])\$(?=[)\],/kKM\s])(?![^$()\[\]]{0,80}\$)"
    r"|(?:(?<![^\s(\[])|(?<=US))\$/\w)"
)
_TEX_STEPS: tuple[tuple[re.Pattern[str], _Replacement], ...] = (
    # A dollar before a number is money unless it opens or closes a formula.
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
    (re.compile(r"\^\s?\{?\s?\\circ(?![a-zA-Z])\s?\}?"), "°"),
    (re.compile(r"\\[,;:!> ]"), " "),
    (re.compile(r"\\[dt]?frac\s?(\d)\s?(\d)"), r"\1/\2"),
    (re.compile(r"\\[dt]?frac\s?\{\s?(\d{1,9})\s?\}\s?\{\s?(\d{1,9})\s?\}"), r"\1/\2"),
    (re.compile(r"\\Delta(?![a-zA-Z])"), "Δ"),
    (re.compile(r"\\[a-zA-Z]{1,40}\*?"), " "),
    (re.compile(r"(\d)\s?\^\s?\{\s?([-+−]?\s?\d{1,3})\s?\}"), r"\1^\2"),
    # Set small behind a capital, a number is of its name: F1, CO2.
    (re.compile(r"(?<=[A-Z])[$}]?_\s?\{\s?(\d{1,2})\s?\}"), r"\1"),
    (re.compile(r"_(?<=\$[A-Z]_)(\d)(?=[$\s-])"), r"\1"),
    (re.compile(r"~(?:(?<=[A-Za-z0-9]~)(?=[A-Za-z])|(?<=[A-Za-z]~)(?=\d))"), " "),
    (re.compile(r"times(?<=\dtimes)(?=\s?\d)"), "×"),
    (re.compile(r"sim(?<![A-Za-z]sim)(?=\s?\d)"), "~"),
    (re.compile(r"approx(?<![A-Za-z]approx)(?=\s?\d)"), "~"),
    (re.compile(r"geq(?<![A-Za-z]geq)(?=\s?\d)"), ">"),
    (re.compile(r"leq(?<![A-Za-z]leq)(?=\s?\d)"), "<"),
    (re.compile(r"pm(?<![A-Za-z]pm)(?=\s?\d)"), "±"),
    (re.compile(r"(?<=\d)\s?\^circ(?![a-zA-Z])"), "°"),
    (re.compile(rf"[{{}}\\]|(?!{_MONEY})\$"), ""),
)


def plain(text: str) -> str:
    """The text without TeX's marks, with full-width digits made narrow and Chinese stops wide."""
    if _TEX.search(text):
        for pattern, replacement in _TEX_STEPS:
            text = pattern.sub(replacement, text)
    if text.isascii():
        return text
    text = _STOPS.sub(lambda match: _WIDE_STOPS[match[0]], text)
    if _ANY_WIDE.search(text):
        text = text.translate(_WIDE)
    return text


class Origins:
    """Where in a text the characters of its plain form come from, kept for many pieces."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._origins = _origins(text)

    def cut(self, start: int, end: int) -> str:
        """What stands in the text, letter for letter, for a piece of its plain form."""
        first, _ = self._origins[start]
        _, last = self._origins[end - 1]
        return self._text[first:last]


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
            parts.append(text[kept:start])
            made += origins[kept:start]
            new = _replaced(match, replacement)
            parts.append(new)
            if new == match[0]:
                made += origins[start:end]
            else:
                first, _ = origins[start]
                _, last = origins[end - 1]
                made += [(first, last)] * len(new)
            kept = end
        parts.append(text[kept:])
        text = "".join(parts)
        origins = made + origins[kept:]
    return origins


def _replaced(match: re.Match[str], replacement: _Replacement) -> str:
    """What a match is replaced by."""
    if isinstance(replacement, str):
        return match.expand(replacement)
    return replacement(match)
