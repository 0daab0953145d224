"""The day's token budget: what may still be asked of a model.

A reservation is taken before a reading starts and given back when it ends; meanwhile the model
reports what its calls really used. So concurrent readings together never plan beyond the cap.
Reservations are cautious: a reading that does not fit beside the running ones waits until they have
settled, and only then gets a no.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import math
from collections.abc import Iterator
from contextlib import contextmanager

# A cautious estimate: English runs at about 4 characters a token, Chinese and TeX at fewer.
CHARACTERS_PER_TOKEN = 3.5


def estimate_tokens(text: str) -> int:
    """About how many tokens the text is, rounded up; one per non-ASCII character."""
    narrow = len(text.encode("ascii", "ignore"))
    return int(narrow / CHARACTERS_PER_TOKEN) + len(text) - narrow + 1


# This part of a day's cap is kept for what is read before anyone asks, until that has been read.
KEPT = 0.6


class Budget:
    """Tokens per UTC day. `cap` None means no limit; `spent` is what the day has used so far.

    What people ask for (`on_demand`) may use no more than what is not kept for the morning:
    strangers who ask for much must not cost a chat its list.
    """

    def __init__(
        self, cap: int | None, day: dt.date, spent: int = 0, spent_on_demand: int = 0
    ) -> None:
        self._cap = cap
        self._day = day
        self._spent = spent
        self._reserved = 0
        self._spent_on_demand = spent_on_demand
        self._reserved_on_demand = 0
        self._released: dt.date | None = None
        self._settled = asyncio.Event()

    @property
    def cap(self) -> int | None:
        """The tokens a day has, None for no limit."""
        return self._cap

    def fits(self, tokens: int, day: dt.date, *, on_demand: bool = False) -> bool:
        """Whether so many more tokens fit into that day's cap beside all that is reserved."""
        self._begin_day(day)
        return self._left(on_demand, planned=True) >= tokens

    async def admits(self, tokens: int, day: dt.date, *, on_demand: bool = False) -> bool:
        """The same, but a no is final: this waits while running readings may give back enough."""
        while not self.fits(tokens, day, on_demand=on_demand):
            if self._left(on_demand, planned=False) < tokens or not self._reserved:
                return False
            await self._settled.wait()
        return True

    @contextmanager
    def reserve(self, tokens: int, *, on_demand: bool = False) -> Iterator[None]:
        """Hold so many tokens for the length of a reading."""
        asked = tokens if on_demand else 0
        self._reserved += tokens
        self._reserved_on_demand += asked
        try:
            yield
        finally:
            self._reserved -= tokens
            self._reserved_on_demand -= asked
            self._settled.set()
            self._settled = asyncio.Event()

    def spend(self, tokens: int, day: dt.date, *, on_demand: bool = False) -> None:
        """Count tokens that a call has used."""
        self._begin_day(day)
        self._spent += tokens
        if on_demand:
            self._spent_on_demand += tokens

    def release(self, day: dt.date) -> None:
        """Keep nothing any more on that day: all that had to be read ahead has been read."""
        self._released = day

    def _left(self, on_demand: bool, *, planned: bool) -> float:
        """Tokens that are left; `planned` counts what running readings have reserved as used."""
        if self._cap is None:
            return math.inf
        used = self._spent
        used_on_demand = self._spent_on_demand
        if planned:
            used += self._reserved
            used_on_demand += self._reserved_on_demand
        left = self._cap - used
        if not on_demand or self._released == self._day:
            return left
        return min(left, self._cap * (1 - KEPT) - used_on_demand)

    def _begin_day(self, day: dt.date) -> None:
        """Begin to count anew if it is another day.

        It may be an earlier day, after a wrong clock was set right.
        """
        if day == self._day:
            return
        self._day = day
        self._spent = 0
        self._spent_on_demand = 0
