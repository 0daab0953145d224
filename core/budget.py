"""The day's token budget: what may still be asked of a model. Pure but for its own counters.

A reservation is taken before a reading starts and given back when it ends; meanwhile the model reports what its calls
really used. So concurrent readings together never plan beyond the cap, and a cautious estimate costs nothing lasting.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

# A cautious estimate: English runs at about 4 characters a token, Chinese and TeX at fewer.
CHARACTERS_PER_TOKEN = 3.5


def estimate_tokens(text: str) -> int:
    """About how many tokens the text is, rounded up; one per non-ASCII character."""
    wide = sum(1 for character in text if not character.isascii())
    return int((len(text) - wide) / CHARACTERS_PER_TOKEN) + wide + 1


@dataclass(slots=True)
class Budget:
    """Tokens per UTC day. `cap` None means no limit; `spent` is what the day has used so far."""

    cap: int | None
    day: dt.date
    spent: int = 0
    reserved: int = 0

    def fits(self, tokens: int, day: dt.date) -> bool:
        """Whether so many more tokens are within the cap of that day."""
        self._turn(day)
        return self.cap is None or self.spent + self.reserved + tokens <= self.cap

    @contextmanager
    def reserve(self, tokens: int) -> Iterator[None]:
        """Hold so many tokens for the length of a reading."""
        self.reserved += tokens
        try:
            yield
        finally:
            self.reserved -= tokens

    def spend(self, tokens: int, day: dt.date) -> None:
        """A call has used so many tokens."""
        self._turn(day)
        self.spent += tokens

    def _turn(self, day: dt.date) -> None:
        if day > self.day:
            self.day, self.spent = day, 0
