"""A long text → messages that Telegram takes, counted as Telegram counts. Pure.

Nothing is dropped but white space at a cut. A cut is made at the best place in the later part of what fits: between
blocks, else lines, sentences, words, and never inside a character that people see as one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.telegram.markup import UNSEEN, Level, Run, escape, opened, tags

# Telegram's limits are 4096 characters without markup, 32,768 bytes with it, and formatting beyond 100 entities is
# ignored. Characters are counted in UTF-16 units: never fewer than code points, whichever the server counts.
UNITS = 4000
BYTES = 32_000
ENTITIES = 100

_SENTENCE = re.compile(r"[。！？]+[”’」』）)]*|[.!?]+[\"'”’)\]]*(?=\s)")
_WORD = re.compile(r"\s+|[，、；：]")
_JOINER = "\u200d"


def split(runs: Sequence[Run]) -> list[list[Run]]:
    """The runs of each message, in order, without white space at either end; [] when there is nothing to say."""
    messages: list[list[Run]] = []
    rest = _trimmed(runs)
    while rest:
        head, tail = _parted(rest, _cut(rest))
        if head := _trimmed(head):
            messages.append(head)
        rest = _trimmed(tail)
    return messages


def _cut(runs: Sequence[Run]) -> int:
    """After how many characters the message ends: at the best place, then the latest, in the last two thirds."""
    reach = _reach(runs)
    if reach == sum(len(run.text) for run in runs):
        return reach
    text = _beginning(runs, reach + 1)
    best = (Level.CHARACTER, _whole(text, reach))
    for place, level in _places(runs, reach):
        if reach // 3 < place <= reach and not _joined(text, place):
            best = max(best, (level, place))
    return best[1]


def _reach(runs: Sequence[Run]) -> int:
    """How many characters from the beginning fit in one message."""
    units = size = entities = reach = 0
    marks: tuple[str, ...] = ()
    for run in runs:
        begun = opened(marks, run.marks)
        entities += len(begun)
        size += sum(len(tag.encode()) for mark in begun for tag in tags(mark))
        if entities > ENTITIES or size > BYTES:
            return reach
        fitting = _fitting(run.text, UNITS - units, BYTES - size)
        reach += fitting
        if fitting < len(run.text):
            return reach
        units, size, marks = units + _units(run.text), size + _size(run.text), run.marks
    return reach


def _fitting(text: str, units: int, size: int) -> int:
    """How many characters of the text take at most so many units and bytes."""
    near = text[: units + 1]  # a character takes at least one unit, so no more than this can fit
    if _units(near) <= units and _size(near) <= size:
        return len(near)
    for index, char in enumerate(near):
        units, size = units - _units(char), size - _size(char)
        if units < 0 or size < 0:
            return index
    return len(near)


def _places(runs: Sequence[Run], end: int) -> Iterator[tuple[int, Level]]:
    """Where the text may be parted, up to about `end`, and how well."""
    offset = 0
    for run in runs:
        if offset > end:
            return
        if run.level:
            yield offset, run.level
        elif not run.text.isspace():
            near = run.text[: end - offset + 1]
            yield from ((offset + found.end(), Level.WORD) for found in _WORD.finditer(near))
            yield from ((offset + found.end(), Level.SENTENCE) for found in _SENTENCE.finditer(near))
        offset += len(run.text)


def _whole(text: str, end: int) -> int:
    """The last place up to `end` between two whole characters; `end` itself if a single one fills a message."""
    place = end
    while place > 0 and _joined(text, place):
        place -= 1
    return place or end


def _joined(text: str, place: int) -> bool:
    """Whether the characters around the place are seen as one: marks, joined or coloured emoji, flags."""
    if not 0 < place < len(text):
        return False
    before, after = text[place - 1], text[place]
    if _extends(after) or before == _JOINER:
        return True
    if not (_is_flag(before) and _is_flag(after)):
        return False
    start = place
    while start > 0 and _is_flag(text[start - 1]):
        start -= 1
    return (place - start) % 2 == 1


def _extends(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Mc", "Me", "Cf") or "\U0001f3fb" <= char <= "\U0001f3ff"


def _is_flag(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _beginning(runs: Sequence[Run], length: int) -> str:
    pieces: list[str] = []
    for run in runs:
        if length <= 0:
            break
        pieces.append(run.text[:length])
        length -= len(run.text)
    return "".join(pieces)


def _parted(runs: Sequence[Run], place: int) -> tuple[list[Run], list[Run]]:
    head: list[Run] = []
    for index, run in enumerate(runs):
        if place < len(run.text):
            return (
                [*head, replace(run, text=run.text[:place])],
                [replace(run, text=run.text[place:]), *runs[index + 1 :]],
            )
        head.append(run)
        place -= len(run.text)
    return head, []


def _trimmed(runs: Sequence[Run]) -> list[Run]:
    """The runs without white space before the first word and after the last, and without empty ones."""
    kept = [run for run in runs if run.text]
    while kept and not kept[0].text.strip(UNSEEN):
        kept.pop(0)
    while kept and not kept[-1].text.strip(UNSEEN):
        kept.pop()
    if kept:
        kept[0] = replace(kept[0], text=kept[0].text.lstrip(UNSEEN))
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip(UNSEEN))
    return kept


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _size(text: str) -> int:
    return len(escape(text).encode())
