"""Lists of keywords as people write them. Pure."""

# Chinese is read here: marks between words.

from __future__ import annotations

import re

from core.errors import SettingInvalid

MOST_WORDS, LONGEST_WORD = 20, 40
_BETWEEN = re.compile(r"[,，、;；|\n]")


def parse_keywords(text: str) -> tuple[str, ...]:
    """The words, each once, in their order; raises SettingInvalid when there is none, or more or
    longer ones than can be kept."""
    words = [word.strip() for word in _BETWEEN.split(text)]
    found = tuple(dict.fromkeys(word for word in words if word))
    if not found or len(found) > MOST_WORDS or max(map(len, found)) > LONGEST_WORD:
        raise SettingInvalid(text.strip()[:40])
    return found
