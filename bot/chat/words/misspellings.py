"""Names with a letter wrong, and zeros typed as letters. Pure."""

# Tested in tests/bot/chat/words/test_misspellings.py.

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from difflib import get_close_matches

# Letters of the shortest word that may be a name misspelt, and how alike it must be.
MISSPELT, ALIKE = 5, 0.8
# Letters that may be wrong, and of the shortest name that may have two wrong.
MOST_OFF, LONG_NAME = 2, 7
_NEAREST = 12
# "9:3o", "1o am", "o8:00"; not the one of "8o'clock".
_ZERO = re.compile(r"(?<=[0-9:])o{1,2}(?![a-z'])|(?<![a-z0-9])o(?=[0-9])")


def with_zeros(text: str) -> str:
    """The text, as long as it was, with zeros for letters that stand among digits."""
    return _ZERO.sub(lambda found: "0" * len(found[0]), text)


def name_meant(word: str, names: Mapping[str, Hashable]) -> str | None:
    """Which of the names an unknown word is with a letter or two wrong; None where it is none, or
    where two that mean something else are as near."""
    if len(word) < MISSPELT:
        return None
    off: dict[str, int] = {}
    for name in get_close_matches(word, names, n=_NEAREST, cutoff=ALIKE):
        if name[0] == word[0]:
            off[name] = letters_off(word, name)
    if not off:
        return None
    least = min(off.values())
    nearest = [name for name, wrong in off.items() if wrong == least]
    if len({names[name] for name in nearest}) > 1:
        return None
    if least > MOST_OFF or (least == MOST_OFF and len(nearest[0]) < LONG_NAME):
        return None
    return nearest[0]


def letters_off(word: str, name: str) -> int:
    """How many letters are wrong, missing, too many, or changed places with the next."""
    before: list[int] = []
    row = list(range(len(name) + 1))
    for at, letter in enumerate(word, 1):
        twice_before, before, row = before, row, [at]
        for place, other in enumerate(name, 1):
            wrong = before[place - 1] + (letter != other)
            least = min(wrong, before[place] + 1, row[place - 1] + 1)
            if at > 1 and place > 1 and letter == name[place - 2] and word[at - 2] == other:
                least = min(least, twice_before[place - 2] + 1)
            row.append(least)
    return row[-1]
