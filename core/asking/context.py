"""Sentences that answer, as readers see them: with the one before and the one behind each. Pure.

An answer often goes on in the next sentence, or says "this" of the last one. What stands together
is shown once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from core.asking.asked import Drawn
from core.asking.passages import AUTHORS
from core.asking.quotes import units

LONGEST = 900  # characters of what is shown together for one sentence
IN_CONTEXT = 2  # sentences that are shown with those beside them, where what is shown is ours


def in_context(chosen: Sequence[Drawn], most: int | None = None) -> tuple[Drawn, ...]:
    """The sentences in the order of their passages, the first ones, `most` of them, with those
    beside them; a row as it is."""
    shown: list[Drawn] = []
    first = chosen[:most]
    for each in chosen:
        if not _is_prose(each):
            shown.append(each)
            continue
        together = [other for other in chosen if other.passage == each.passage]
        shown += [replace(each, text=text) for text in _stretches(together, first)]
    return tuple(dict.fromkeys(shown))


def _is_prose(drawn: Drawn) -> bool:
    """Whether sentences stand beside it, and not rows of a table or lines of a paper's head."""
    if drawn.passage.section == AUTHORS or " | " in drawn.passage.text:
        return False
    return drawn.text in drawn.passage.text


def _stretches(together: Sequence[Drawn], first: Sequence[Drawn]) -> list[str]:
    """The stretches of one passage that hold the sentences and what stands beside the first."""
    text = together[0].passage.text
    parts = list(units(text))
    wanted: set[int] = set()
    for each in together:
        start = text.find(each.text)
        end = start + len(each.text)
        own = [
            number for number, (part, at) in enumerate(parts) if at < end and at + len(part) > start
        ]
        beside = [number for number in (own[0] - 1, own[-1] + 1) if 0 <= number < len(parts)]
        length = sum(len(parts[number][0]) for number in (*own, *beside))
        alone = length > LONGEST or each not in first
        wanted.update(own if alone else (*own, *beside))
    found: list[str] = []
    numbers = sorted(wanted)
    begun = numbers[0]
    for number, following in pairwise((*numbers, len(parts) + 1)):
        if following != number + 1:
            last, at = parts[number]
            found.append(text[parts[begun][1] : at + len(last)])
            begun = following
    return found
