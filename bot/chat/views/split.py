"""A long text → parts that fit. Pure.

Nothing is dropped but white space at a cut. A cut is made at the best place in the later part of
what fits: between blocks, else lines, sentences, words, and never inside a character that people
see as one.
"""

# Chinese is read here: where a long text may be parted.

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from bot.chat.views.runs import UNSEEN, Level, Run

_SENTENCE = re.compile(r"[。！？]++[”’」』）)]*+|(?<![.!?])[.!?]++[\"'”’)\]]*+(?=\s)")
_WORD = re.compile(r"\s+|[，、；：]")
_JOINER = "\u200d"

# How many characters of the runs, from the beginning, fit into a part.
Reach = Callable[[Sequence[Run]], int]


def split_runs(runs: Sequence[Run], reach: Reach) -> list[list[Run]]:
    """The runs of each part, in order, without white space at either end; [] when there is nothing
    to say."""
    parts: list[list[Run]] = []
    rest = trimmed(runs)
    while rest:
        head, rest = first_part(rest, reach)
        if head:
            parts.append(head)
    return parts


def first_part(runs: Sequence[Run], reach: Reach) -> tuple[list[Run], list[Run]]:
    """What fits of the trimmed runs, and the rest, both without white space at either end."""
    head, tail = parted(runs, _cut(runs, reach(runs)))
    return trimmed(head), trimmed(tail)


def parted(runs: Sequence[Run], place: int) -> tuple[list[Run], list[Run]]:
    """The runs before and after that many characters."""
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


def trimmed(runs: Sequence[Run]) -> list[Run]:
    """The runs without white space before the first word and after the last, and without empty
    ones."""
    said = [index for index, run in enumerate(runs) if run.text.strip(UNSEEN)]
    if not said:
        return []
    kept = [run for run in runs[said[0] : said[-1] + 1] if run.text]
    kept[0] = replace(kept[0], text=kept[0].text.lstrip(UNSEEN))
    kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip(UNSEEN))
    return kept


def whole(text: str, end: int) -> int:
    """The last place up to `end` between two whole characters; `end` itself if a single one fills a
    part."""
    place = end
    while place > 0 and _joined(text, place):
        place -= 1
    return place or end


def _cut(runs: Sequence[Run], reach: int) -> int:
    """After how many characters the part ends: at the best place, then the latest, in the last two
    thirds."""
    if reach == sum(len(run.text) for run in runs):
        return reach
    text = _beginning(runs, reach + 1)
    best = (Level.CHARACTER, whole(text, reach))
    for place, level in _places(runs, reach):
        if reach // 3 < place <= reach and not _joined(text, place):
            best = max(best, (level, place))
    return best[1]


def _places(runs: Sequence[Run], end: int) -> Iterator[tuple[int, Level]]:
    """Where the text may be parted, up to about `end`, and how well."""
    offset = 0
    for run in runs:
        if offset > end:
            return
        if run.level > Level.CHARACTER:
            yield offset, run.level
        elif run.level is Level.CHARACTER and not run.text.isspace():
            near = run.text[: end - offset + 1]
            yield from ((offset + found.end(), Level.WORD) for found in _WORD.finditer(near))
            yield from (
                (offset + found.end(), Level.SENTENCE) for found in _SENTENCE.finditer(near)
            )
        offset += len(run.text)


def _joined(text: str, place: int) -> bool:
    """Whether the characters around the place are seen as one: marks, joined or coloured emoji,
    flags."""
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
    return (
        unicodedata.category(char) in ("Mn", "Mc", "Me", "Cf")
        or "\U0001f3fb" <= char <= "\U0001f3ff"
    )


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
