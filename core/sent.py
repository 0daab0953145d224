"""What a sent message is about, so that a reply to it is understood. Frozen data."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.asking.prompts import Turn
from core.editions.keys import ListKey


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """A list; or one paper; or what was asked and answered about one.

    `list_key` is the list that the message shows, or in which its paper has that `number`. `turns`
    is the talk about the paper, as far as it is kept; the message itself is its last turn. Without
    any of these, it is certain that the message is about nothing.
    """

    list_key: ListKey | None = None
    number: int | None = None
    paper_id: str | None = None
    turns: tuple[Turn, ...] = ()

    def before(self) -> About:
        """What the talk was about before the message itself was said."""
        return replace(self, turns=self.turns[:-1])
