"""Texts in so many rows of a narrow phone, cut where a reader would: at words and clauses. Pure."""

# Tested in tests/bot/chat/views/test_glance.py.

# Chinese is read here: punctuation after which a sentence may end early.

from __future__ import annotations

import functools
import re
from math import ceil, inf

from bot.chat.views.prose import BEFORE_ELLIPSIS, ELLIPSIS, cells, clip

ROW_CELLS = 36
# What a row is broken between: words, and wide characters with what may begin no row. Chinese ones
# behind which nothing of that kind stands are found together, for there are many.
_CLOSING = "，。、；：？！）》」』】〉〕”’…—"
_PIECE = re.compile(
    rf"(?P<chinese>[\u4e00-\u9fff]+(?![{_CLOSING}\s]))"
    rf"|[\u2e80-\uffef][{_CLOSING}]*\s*|[^\s\u2e80-\uffef]+\s*|\s+"
)
_CLAUSE = re.compile(r"[，；：。]|[,;:](?=\s)")
# The beginning and the rest of a Latin word that is cut in two, and what may stand behind a word.
_BEGUN = re.compile(r"[^\s\u2e80-\uffef]{1,40}$")
_REST = re.compile(r"[^\s\u2e80-\uffef]{1,40}")
_BEHIND_WORD = ",.;:!?)]}'’\""
# A number that waits for what it counts: "7.0 times", "80 万个".
_BARE_NUMBER = re.compile(r"(?:^|(?<=[\s(\u2e80-\uffef]))[~≈<>±+$-]?\d[\d.,]{0,15}\s?[百千万亿]?$")
# The part of a hyphenated word that can stand alone, and the longest word that is dropped whole.
_LEAST_PART, _LONGEST_WORD = 4, 16
_LEAST_CLAUSE = 0.85  # of the room


def rows_of(text: str, room: int = ROW_CELLS, most: float = inf) -> int:
    """How many rows of a narrow phone the text takes, of so many cells each. It is not counted on
    where there are more than `most`."""
    rows = 1
    used = 0
    for found in _PIECE.finditer(text):
        if rows > most:
            break
        piece = found[0]
        if found["chinese"]:
            begun, used = _of_chinese(len(piece), used, room)
            rows += begun
            continue
        word = piece.rstrip()
        width = cells(word)
        if used and used + width > room:
            rows += 1
            used = 0
        used += width if word == piece else cells(piece)
        while used > room and width > room:
            rows += 1
            used -= room
            width -= room
    return rows


def _of_chinese(count: int, used: int, room: int) -> tuple[int, int]:
    """How many rows so many characters begin behind those cells of a row, and how many cells of the
    last one are used then."""
    a_row = max(room // 2, 1)
    rest = count - max((room - used) // 2, 0)
    if rest <= 0:
        return 0, used + 2 * count
    rows = ceil(rest / a_row)
    return rows, 2 * (rest - (rows - 1) * a_row)


@functools.lru_cache(maxsize=256)
def clip_rows(text: str, rows: int, room: int) -> str:
    """The text if it takes so many rows at most, else its beginning and an ellipsis, up to the last
    word that fits."""
    text = text[: 4 * rows * room]  # nothing behind is shown, whatever the letters' width
    if rows_of(text, room, rows) <= rows:
        return text
    for fitting in range(rows * room, 1, -1):
        shown = at_a_word(text, clip(text, fitting))
        if rows_of(shown, room, rows) <= rows:
            return shown
    return ELLIPSIS


def brief(text: str, rows: int, room: int) -> str:
    """The sentence if it takes so many rows at most, else its beginning and an ellipsis: up to the
    last clause that fits, or up to the last word where that is much less."""
    shown = clip_rows(text, rows, room)
    if shown == text:
        return text
    ends = [found.start() for found in _CLAUSE.finditer(shown)]
    if ends and cells(shown[: ends[-1]]) >= _LEAST_CLAUSE * rows * room:
        return shown[: ends[-1]] + ELLIPSIS
    return shown


def at_a_word(text: str, cut: str) -> str:
    """The clipped text up to a word's end, unless that word is very long, without a number whose
    unit is cut off, and without what would stand before the ellipsis."""
    if cut == text:
        return text
    kept = cut.removesuffix(ELLIPSIS)
    after = text[len(kept) :]
    begun = _BEGUN.search(kept)
    rest = _REST.match(after)
    if begun and rest and rest[0].strip(_BEHIND_WORD):
        kept = kept[: begun.start()] + _part(begun[0])
        after = ""
    kept = kept.rstrip(BEFORE_ELLIPSIS)
    goes_on = not after or after.lstrip()[:1].isalnum()
    if goes_on and (number := _BARE_NUMBER.search(kept)):
        kept = kept[: number.start()].rstrip(BEFORE_ELLIPSIS)
    if not kept:
        return cut
    return kept + ELLIPSIS


def _part(begun: str) -> str:
    """What stays of a word of which only the beginning fits: the parts before its last hyphen, or
    all there is of a very long one."""
    part, _, _ = begun.rpartition("-")
    if len(part) >= _LEAST_PART and not any(char.isdigit() for char in begun):
        return part
    if len(begun) > _LONGEST_WORD:
        return begun
    return ""
