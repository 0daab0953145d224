"""Which of the signs that people put under a message are votes. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

# No sign of words that stands for an opinion of a paper; whoever cries or thinks says neither.
LIKES: Final = frozenset("👍❤🔥👏🥰🎉🤩😍💯🏆🆒👌💘⭐🌟🙌💖💙💚💛🧡💜🩷")
DISLIKES: Final = frozenset("👎💩🤮🥱")
# How a sign is to be drawn (variation selectors), and the colours of skin.
_DRAWN: Final = dict.fromkeys((0xFE0E, 0xFE0F, *range(0x1F3FB, 0x1F400)))
# Joins signs to one: a heart and fire are "❤‍🔥".
_JOINER: Final = "\u200d"


@dataclass(frozen=True, slots=True)
class Reaction:
    """That somebody's opinion has changed: what it was, and what it is now; None where there is
    none."""

    before: bool | None
    now: bool | None


def reaction(before: Collection[str], now: Collection[str]) -> Reaction | None:
    """What it means that somebody's signs under a message became others; None where nothing.

    Who says the same by another sign says it again: of the first one we may not have been told.
    """
    changed = Reaction(opinion(before), opinion(now))
    added = [sign for sign in now if sign not in before]
    if changed.before == changed.now and opinion(added) is None:
        return None
    return changed


def opinion(signs: Iterable[str]) -> bool | None:
    """Whether the signs of one person under one message are for it; None where they say nothing
    of that, or both."""
    said: set[bool] = set()
    for sign in signs:
        first = undrawn(sign).split(_JOINER)[0]
        if first in LIKES:
            said.add(True)
        elif first in DISLIKES:
            said.add(False)
    if len(said) == 1:
        return said.pop()
    return None


def undrawn(text: str) -> str:
    """The text without what only says how its signs are drawn."""
    return text.translate(_DRAWN)
