"""Whether a text says what somebody quotes from it. Pure.

A quote may differ from the text in white space, in the form of quotation marks and dashes, and in
TeX's markup; in nothing else. What comes back is the text's own, and always whole sentences or
table rows: half a sentence may say the opposite.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from core.sentences import sentences

_SHORTEST = 10  # characters, white space aside; anything shorter stands in every text
_PIECE = re.compile(r"\\(?:text|math|operatorname)[a-z]*|[\s\\${}_^~*]|(.)", re.DOTALL)
_SIGNS = {
    "×": "times",
    "≤": "leq",
    "≥": "geq",
    "±": "pm",
    "≈": "approx",
    "→": "rightarrow",
    "∼": "sim",
}
_SIGNS |= dict.fromkeys("‘’‚′`", "'") | dict.fromkeys("“”„″«»", '"') | dict.fromkeys("‐‑‒–—−", "-")
_SIGNS |= {"‹": "<", "›": ">"}


def located(quote: str, text: str) -> str | None:
    """The sentences or rows in which the quote stands, as the text has them; None for none."""
    said = "".join(sign for sign, _ in _signs(quote))
    if len(said) < _SHORTEST:
        return None
    signs = list(_signs(text))
    at = "".join(sign for sign, _ in signs).find(said)
    if at < 0:
        return None
    _, first = signs[at]
    _, last = signs[at + len(said) - 1]
    parts = [part for part, start in units(text) if start <= last and start + len(part) > first]
    return " ".join(parts) or None


def units(text: str) -> Iterator[tuple[str, int]]:
    """The sentences of every line, and the rows of tables, with where each begins."""
    start = 0
    for line in text.split("\n"):
        parts = sentences(line)
        if " | " in line:
            parts = (line,)
        for part in parts:
            start = text.index(part, start)
            yield part, start
            start += len(part)


def _signs(text: str) -> Iterator[tuple[str, int]]:
    """The signs that count, in one spelling, one by one with their places."""
    for piece in _PIECE.finditer(text):
        if piece[1]:
            for sign in unicodedata.normalize("NFKC", _SIGNS.get(piece[0], piece[0])):
                yield sign, piece.start()
