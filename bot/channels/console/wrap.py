"""Breaking a line of text into lines that fit, for any mix of Latin and wide characters. Pure.

Latin words stay whole, wide characters may be parted anywhere, but no line begins with closing
punctuation or ends with opening punctuation; a word longer than the line is cut.
"""

# Chinese is read here: punctuation no line may begin or end with.

from __future__ import annotations

from functools import lru_cache

from rich.cells import get_character_cell_size

CLOSING = frozenset("，。、；：？！）》」』】〉〕”’…—·,.;:?!)]}%％★")  # ★ stays beside the upvotes
OPENING = frozenset("（《「『【〈〔“‘([{")


def cells(text: str) -> int:
    """How many cells the text takes in a terminal."""
    return sum(map(_cells_of, text))


def breaks(text: str, width: int, first: int | None = None) -> list[int]:
    """Where the text is cut so that pieces take at most `width` cells; its end is not listed.

    The first piece may take `first` cells instead.

    White space at a cut belongs to the piece before it and does not count. `width` is at least 2.
    """
    cuts: list[int] = []
    start = used = 0
    room = width
    if first is not None:
        room = first
    for index, char in enumerate(text):
        used += _cells_of(char)
        while used > room and not char.isspace():
            start = _last_break(text, start, index)
            cuts.append(start)
            used = cells(text[start : index + 1])
            room = width
    return cuts


def _last_break(text: str, start: int, index: int) -> int:
    """The last place behind `start` where the text may be parted, up to before the character at
    `index`; that very place where there is none."""
    for place in range(index, start, -1):
        if _may_break(text[place - 1], text[place]):
            return place
    return index


def _may_break(before: str, after: str) -> bool:
    if after.isspace() or after in CLOSING or before in OPENING or not _cells_of(after):
        return False
    return before.isspace() or _cells_of(before) == 2 or _cells_of(after) == 2


@lru_cache(maxsize=4096)
def _cells_of(char: str) -> int:
    return get_character_cell_size(char)
