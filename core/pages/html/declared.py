"""The declarations of a style. Pure."""

# Tested in tests/core/pages/html/test_visibility.py.

from __future__ import annotations

import re

# Characters of a style; LaTeXML writes some hundred, so a longer one is meant to be misread.
_LONGEST = 2000
# One that is not closed goes on to the end.
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)


def declarations(style: str, longest: int = _LONGEST) -> dict[str, str]:
    """The declarations of a style, in small letters, without comments and `!important`.

    A style that is longer than `longest` is taken to hide its text.
    """
    if len(style) > longest:
        return {"display": "none"}
    plain = _COMMENT.sub("", style).lower()
    pairs = (part.partition(":") for part in plain.split(";"))
    return {
        name.strip(): value.replace("!important", "").strip() for name, _, value in pairs if value
    }
