"""A long text → messages that Telegram takes, counted as Telegram counts. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.channels.telegram.markup import escape, opened, tags
from bot.chat.views.runs import Run, units
from bot.chat.views.split import split_runs

# Telegram's limits are 4096 characters without markup, 32,768 bytes with it, and formatting beyond
# 100 entities is ignored.
UNITS = 4000
BYTES = 32_000
ENTITIES = 100


def split_message(runs: Sequence[Run]) -> list[list[Run]]:
    """The runs of each message, in order, stripped of white space; [] when nothing is said."""
    return split_runs(runs, _reach)


def _reach(runs: Sequence[Run]) -> int:
    """How many characters from the beginning fit in one message."""
    counted = size = entities = reach = 0
    marks: tuple[str, ...] = ()
    for run in runs:
        begun = opened(marks, run.marks)
        entities += len(begun)
        for mark in begun:
            size += sum(len(tag.encode()) for tag in tags(mark))
        if entities > ENTITIES or size > BYTES:
            return reach
        fitting = _fitting(run.text, UNITS - counted, BYTES - size)
        reach += fitting
        if fitting < len(run.text):
            return reach
        counted += units(run.text)
        size += _size(run.text)
        marks = run.marks
    return reach


def _fitting(text: str, most: int, size: int) -> int:
    """How many characters of the text take at most so many units and bytes."""
    near = text[: most + 1]  # a character takes at least one unit, so no more than this can fit
    fits, fails = 0, len(near) + 1
    tried = len(near)
    while fails - fits > 1:
        if units(near[:tried]) <= most and _size(near[:tried]) <= size:
            fits = tried
        else:
            fails = tried
        tried = (fits + fails) // 2
    return fits


def _size(text: str) -> int:
    return len(escape(text).encode())
