"""Letters that makers of PDFs write down wrongly, and what they stand for.

Chromium's PDFs name a Chinese character by the first number that its font draws alike, and that is
often a radical's: ⽣ for 生. Some of Ghostscript's have the two halves of a ligature's numbers
exchanged, and add up the last ones of three: 昀椀 for fi, 昀케 for ffi.
"""

# Tested in tests/core/pages/pdf/test_lines.py.
# Chinese is read here: its radicals.

from __future__ import annotations

import unicodedata
from collections.abc import Callable

FIRST = "\u2e80"  # No letter below is mended here.
_KANGXI = map(chr, range(0x2F00, 0x2FD6))
_MENDED = {sign: unicodedata.normalize("NFKC", sign) for sign in _KANGXI} | dict(zip(
    "⺟⺠⺩⺫⻁⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
    "母民王目虎西见角贝车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟", strict=True,
))  # fmt: skip
_SUMS = {ord("f") + ord(letter): sign for letter, sign in zip("il", "ﬁﬂ", strict=True)}


def mend(letters: list[str], origin: Callable[[int], tuple[float, float]]) -> None:
    """Put what such letters stand for in their place; `origin` says where each is drawn."""
    for at, letter in enumerate(letters):
        if letter < FIRST:
            continue
        if letter in _MENDED:
            letters[at] = _MENDED[letter]
            continue
        first, second = (_exchanged(each) for each in (*letters[at : at + 2], "", "")[:2])
        # The letters of a ligature are drawn as one.
        if first.isalpha() and second.isalpha() and origin(at) == origin(at + 1):
            letters[at : at + 2] = first, second


def _exchanged(letter: str) -> str:
    """The Latin letter whose number has these halves, or the two whose sum has; "" for none."""
    high, low = divmod(ord(letter or "\0"), 0x100)
    if low or high >= 0x100:
        return ""
    return _SUMS.get(high) or (chr(high) if high < 0x80 else "")
