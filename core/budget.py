"""The day's token budget: what may still be asked of a model.

A reservation is taken before a reading starts and given back when it ends; meanwhile the model reports what its calls
really used. So concurrent readings together never plan beyond the cap. Reservations are cautious: who does not fit
beside those still running waits for them to settle, and only then is told no.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

# A cautious estimate: English runs at about 4 characters a token, Chinese and TeX at fewer.
CHARACTERS_PER_TOKEN = 3.5


def estimate_tokens(text: str) -> int:
    """About how many tokens the text is, rounded up; one per non-ASCII character."""
    wide = sum(1 for character in text if not character.isascii())
    return int((len(text) - wide) / CHARACTERS_PER_TOKEN) + wide + 1


class Budget:
    """Tokens per UTC day. `cap` None means no limit; `spent` is what the day has used so far."""

    def __init__(self, cap: int | None, day: dt.date, spent: int = 0) -> None:
        self._cap, self._day, self._spent, self._reserved = cap, day, spent, 0
        self._settled = asyncio.Event()

    @property
    def cap(self) -> int | None:
        """The tokens a day has, None for no limit."""
        return self._cap

    def fits(self, tokens: int, day: dt.date) -> bool:
        """Whether so many more tokens are within the cap of that day, whatever the running readings use."""
        self._turn(day)
        return self._cap is None or self._spent + self._reserved + tokens <= self._cap

    async def admits(self, tokens: int, day: dt.date) -> bool:
        """The same, but a no is final: where a running reading may give back enough, this waits for it."""
        while not self.fits(tokens, day):
            if self._cap is not None and (self._spent + tokens > self._cap or not self._reserved):
                return False
            await self._settled.wait()
        return True

    @contextmanager
    def reserve(self, tokens: int) -> Iterator[None]:
        """Hold so many tokens for the length of a reading."""
        self._reserved += tokens
        try:
            yield
        finally:
            self._reserved -= tokens
            self._settled.set()
            self._settled = asyncio.Event()

    def spend(self, tokens: int, day: dt.date) -> None:
        """A call has used so many tokens."""
        self._turn(day)
        self._spent += tokens

    def _turn(self, day: dt.date) -> None:
        if day > self._day:
            self._day, self._spent = day, 0
