"""Titles of papers, however they are written. Pure."""

# Tested in tests/core/interests/library/test_reading.py.

from __future__ import annotations

import html
import re

from core.bounds import normalized

# Characters of a title that are looked at.
LONGEST = 2_000
_COMMAND = re.compile(r"\\[A-Za-z]{1,40}\s?|\\.")


def title_key(title: str) -> str:
    """What tells titles apart: letters and digits, without accents, braces and commands of TeX."""
    text = _COMMAND.sub("", html.unescape(title[:LONGEST]))
    letters = normalized("NFKD", text).casefold()
    return "".join(letter for letter in letters if letter.isalnum())
