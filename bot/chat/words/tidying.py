"""What people type, made plain before it is read. Pure."""

# Chinese is read here: full-width signs.

# Tested in tests/bot/chat/words/test_times.py.

from __future__ import annotations

import functools
import re
import unicodedata

from bot.chat.words.lexicon import variants
from core.bounds import normalized

# Nobody names a day, an hour or a zone at greater length.
LONGEST = 80
# Chinese keyboards type full-width digits and signs.
HALF_WIDTH = {
    ord(wide): narrow
    for wide, narrow in zip("０１２３４５６７８９－／．＃", "0123456789-/.#", strict=True)
}
# What is one sign to people: dashes, quotes, stops, the parts of a keycap.
_ALIKE = {
    **dict.fromkeys(map(ord, "‐‑‒–—―−﹣"), "-"),
    **dict.fromkeys(map(ord, "’‘`´"), "'"),
    ord("。"): ".",
    ord("、"): ",",
    ord("～"): "~",
    # Circles are zeros in "二○二六", and no pictures.
    ord("○"): "〇",
    ord("◯"): "〇",
    ord("("): " ",
    ord(")"): " ",
    ord("\ufe0f"): None,
    ord("\u20e3"): None,
}
_AROUND = " .,;:!?~…()[]{}<>\"'“”「」『』《》【】〈〉*_\\"
_BLANKS = re.compile(r"\s+")


def tidied(text: str) -> str:
    """The text in small letters and half-width signs, as the commoner of two scripts writes it,
    without the punctuation around it; cut where nobody means anything any more."""
    return _tidied(text[: LONGEST + 1])


# The words for an hour and a zone are looked at again wherever the text may be cut between them.
@functools.lru_cache(maxsize=512)
def _tidied(text: str) -> str:
    plain = normalized("NFKC", text).translate(_ALIKE).casefold()
    plain = plain.translate(variants())
    visible = [each for each in plain if each.isspace() or not _says_nothing(each)]
    return _BLANKS.sub(" ", "".join(visible)).strip(_AROUND)


def small_letters(text: str) -> str:
    """The text in small letters, as the commoner of two scripts writes it, each in its place."""
    letters: list[str] = []
    for char in text.translate(variants()):
        small = char.casefold()
        letters.append(small if len(small) == 1 else char)
    return "".join(letters)


def _says_nothing(character: str) -> bool:
    """Whether the character is a picture or cannot be seen."""
    category = unicodedata.category(character)
    return category == "So" or category[0] == "C"


def shortened(text: str) -> str:
    """What somebody typed, as errors repeat it."""
    return " ".join(text.split())[:60]
