"""Accents that are drawn apart from their letters, and put on them again.

TeX's older fonts have no letters with accents: it draws the accent, and then its letter below it.
A page then holds "M¨uller", and for a capital the accent may come last of its line.
"""

# Tested in tests/core/pages/pdf/test_accents.py.

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from core.pages.pdf.shown import Box
from core.pages.pdf.viewer import Page

_COMBINING = dict(zip("`´ˆ^˜~¯˘˙¨˚ˇ˝", map(chr, (
    0x300, 0x301, 0x302, 0x302, 0x303, 0x303, 0x304, 0x306, 0x307, 0x308, 0x30A, 0x30C, 0x30B,
)), strict=True))  # fmt: skip
_BELOW = {"¸": "\u0327", "˛": "\u0328"}
_SIGNS = _COMBINING | _BELOW
_DOTLESS = {"ı": "i", "ȷ": "j", "ł": "l"}
_MOST = 2_000  # accents of a page
_BESIDE = 3  # letters before and behind an accent, among which its own mostly is
_REACH = 300  # letters of a line or two, among which it is else
_HIGH = 1.5  # times the height of a letter: how far its accent's middle is above its foot


def put_on(page: Page, letters: list[str]) -> None:
    """Put the accents on the letters below (or above) them; "" stays in an accent's place, or a
    blank where it stood alone."""
    if _SIGNS.keys().isdisjoint(letters):
        return
    places = [at for at, letter in enumerate(letters) if letter in _SIGNS]
    for at in places[:_MOST]:
        wanted = _letter_of(page, letters, at)
        if wanted is None:
            continue
        below, whole = wanted
        letters[below] = whole
        alone = not (_is_letter(letters, at - 1) or _is_letter(letters, at + 1))
        letters[at] = " " if alone else ""


def _letter_of(page: Page, letters: Sequence[str], at: int) -> tuple[int, str] | None:
    """The place of the letter that an accent stands on, and the two as one; None for none."""
    accent = page.box(at)
    for reach in (_BESIDE, _REACH):
        for other in range(max(0, at - reach), min(len(letters), at + reach + 1)):
            letter = letters[other]
            whole = _together(letter, letters[at])
            if whole and _is_on(accent, page.box(other), low=letters[at] in _BELOW):
                return other, whole
    return None


def _together(letter: str, accent: str) -> str:
    """A letter with an accent, where the two are one letter of some language; else ""."""
    if len(letter) != 1 or not letter.isalpha():
        return ""
    whole = unicodedata.normalize("NFC", _DOTLESS.get(letter, letter) + _SIGNS[accent])
    return whole if len(whole) == 1 else ""


def _is_on(accent: Box, letter: Box, *, low: bool) -> bool:
    """Whether an accent is drawn on a letter: its middle within the letter's width, close to it."""
    middle = (accent[0] + accent[2]) / 2
    height = letter[3] - letter[1]
    if not letter[0] < middle < letter[2] or height <= 0:
        return False
    up = (accent[1] + accent[3]) / 2 - letter[1]
    if low:
        return -0.5 * height < up < 0.5 * height
    return 0.6 * height < up < (_HIGH + 0.5) * height


def _is_letter(letters: Sequence[str], at: int) -> bool:
    return 0 <= at < len(letters) and letters[at][:1].isalpha()
