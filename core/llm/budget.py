"""The day's token budget: what may still be asked of a model.

A reservation is taken before a reading starts and given back when it ends; meanwhile the model
reports what its calls really used. So concurrent readings together never plan beyond the cap.
Reservations are cautious: who does not fit beside those still running waits for them to settle, and
only then is told no.
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


# Of a day's cap this part is kept for what is read ahead of anyone asking, until that has been
# read.
KEPT = 0.6


class Budget:
    """Tokens per UTC day. `cap` None means no limit; `spent` is what the day has used so far.

    What people ask for (`on_demand`) may use no more than what is not kept for the morning:
    strangers who ask for much must not cost a chat its list.
    """

    def __init__(
        self, cap: int | None, day: dt.date, spent: int = 0, spent_on_demand: int = 0
    ) -> None:
        self._cap, self._day = cap, day
        self._spent, self._reserved = spent, 0
        self._spent_on_demand, self._reserved_on_demand = spent_on_demand, 0
        self._released: dt.date | None = None
        self._settled = asyncio.Event()

    @property
    def cap(self) -> int | None:
        """The tokens a day has, None for no limit."""
        return self._cap

    def fits(self, tokens: int, day: dt.date, *, on_demand: bool = False) -> bool:
        """Whether so many more tokens are within the cap of that day, whatever the running readings
        use."""
        self._turn(day)
        return self._left(on_demand, planned=True) >= tokens

    async def admits(self, tokens: int, day: dt.date, *, on_demand: bool = False) -> bool:
        """The same, but a no is final: where a running reading may give back enough, this waits for
        it."""
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
        """A call has used so many tokens."""
        self._turn(day)
        self._spent += tokens
        if on_demand:
            self._spent_on_demand += tokens

    def release(self, day: dt.date) -> None:
        """What had to be read ahead on that day has been read: nothing is kept for it any more."""
        self._released = day

    def _left(self, on_demand: bool, *, planned: bool) -> float:
        """Tokens that are left; with `planned`, those that running readings have reserved are gone
        too."""
        if self._cap is None:
            return math.inf
        left = self._cap - self._spent - (self._reserved if planned else 0)
        if not on_demand or self._released == self._day:
            return left
        used = self._spent_on_demand + (self._reserved_on_demand if planned else 0)
        return min(left, self._cap * (1 - KEPT) - used)

    def _turn(self, day: dt.date) -> None:
        """Another day has its own cap, be it an earlier one: a clock that went wrong is set right
        again."""
        if day != self._day:
            self._day, self._spent, self._spent_on_demand = day, 0, 0
