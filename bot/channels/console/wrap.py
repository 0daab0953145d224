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
    last = 0  # the latest place since `start` where a break is allowed
    room = width
    if first is not None:
        room = first
    for index, char in enumerate(text):
        if index > start and _may_break(text[index - 1], char):
            last = index
        used += _cells_of(char)
        while used > room and not char.isspace():
            if last > start:
                start = last
            else:
                start = index
            cuts.append(start)
            used = cells(text[start : index + 1])
            last = start
            room = width
    return cuts


def _may_break(before: str, after: str) -> bool:
    if after.isspace() or after in CLOSING or before in OPENING or not _cells_of(after):
        return False
    return before.isspace() or _cells_of(before) == 2 or _cells_of(after) == 2


@lru_cache(maxsize=4096)
def _cells_of(char: str) -> int:
    return get_character_cell_size(char)
