"""The declarations of a style. Pure."""

# Tested in tests/core/pages/html/test_visibility.py.

from __future__ import annotations

import re

# Characters of a style; LaTeXML writes some hundred, so a longer one is meant to be misread.
_LONGEST = 2000
# One that is not closed goes on to the end.
# A letter by its number, or any other sign with its meaning taken away.
_ESCAPE = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|(.))", re.DOTALL)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)


def declarations(style: str, longest: int = _LONGEST) -> dict[str, str]:
    """The declarations of a style, in small letters, without comments and `!important`.

    A style that is longer than `longest` is taken to hide its text.
    """
    if len(style) > longest:
        return {"display": "none"}
    plain = _COMMENT.sub("", style).lower()
    if "\\" in plain:
        plain = _ESCAPE.sub(_letter, plain)
    pairs = (part.partition(":") for part in plain.split(";"))
    return {
        name.strip(): value.replace("!important", "").strip() for name, _, value in pairs if value
    }


def _letter(escape: re.Match[str]) -> str:
    """The letter that an escape stands for, unless it would end a declaration."""
    if not escape[1]:
        letter = escape[2]
    else:
        letter = chr(min(int(escape[1], 16), 0x10FFFF)).lower()
    if letter in ";:":
        return "_"
    return letter
