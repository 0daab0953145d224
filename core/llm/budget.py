"""The day's token budget: what may still be asked of a model.

A reservation is taken before a reading starts and given back when it ends; meanwhile the model
reports what its calls really used. So concurrent readings together never plan beyond the cap.
Reservations are cautious: a reading that does not fit beside the running ones waits until they have
settled, and only then gets a no. Where several workers share a day's tokens, each reservation is
settled with them too.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import math
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager

from core.working import SharedTokens, Tokens

# What a day has used.
Recall = Callable[[dt.date], Awaitable[Tokens]]

# A cautious estimate: English runs at about 4 characters a token, Chinese and TeX at fewer.
CHARACTERS_PER_TOKEN = 3.5


def estimate_tokens(text: str) -> int:
    """About how many tokens the text is, rounded up; one per non-ASCII character."""
    narrow = len(text.encode("ascii", "ignore"))
    return int(narrow / CHARACTERS_PER_TOKEN) + len(text) - narrow + 1


# Seconds until other workers are asked again what they have given back.
PAUSE = 1.0

# Other days whose use is remembered.
REMEMBERED = 8

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
        # Set where several workers share the day's tokens.
        self.shared: SharedTokens | None = None
        # What of the day is set aside for batches. They take hours, so nobody waits for it to be
        # given back.
        self.aside = 0
        # What others hold, as far as they were asked.
        self._elsewhere = Tokens()
        # Set where it is known what a day has used that was not counted here: after a restart, a
        # clock that was ahead is set back to a day of before.
        self.recall: Recall | None = None
        self._recalled = {day}
        # What other days have used, and what is set aside of them.
        self._before: dict[dt.date, tuple[int, int, int]] = {}

    @property
    def held(self) -> Tokens:
        """What is reserved."""
        return Tokens(self._reserved, self._reserved_on_demand)

    @property
    def day(self) -> dt.date:
        """The day that is counted."""
        return self._day

    @property
    def released(self) -> dt.date | None:
        """The day of which nothing is kept any more."""
        return self._released

    @property
    def cap(self) -> int | None:
        """The tokens a day has, None for no limit."""
        return self._cap

    def fits(self, tokens: int, day: dt.date, *, on_demand: bool = False) -> bool:
        """Whether so many more tokens fit into that day's cap beside all that is reserved."""
        self._begin_day(day)
        return self._left(on_demand=on_demand, planned=True) >= tokens

    def fits_for_hours(self, tokens: int, day: dt.date) -> bool:
        """Whether so many tokens can be set aside for hours: that leaves what people may ask for
        meanwhile."""
        if self._cap is None:
            return True
        self._begin_day(day)
        asked = max(self._cap * (1 - KEPT) - self._spent_on_demand, 0)
        return self.fits(tokens + int(asked), day)

    async def hold(
        self,
        held: ExitStack,
        tokens: int,
        day: dt.date,
        *,
        on_demand: bool = False,
        patient: bool = True,
    ) -> bool:
        """Whether so many tokens are reserved, until `held` is left.

        Who is `patient` waits while running readings may give back enough, so that a no is final.
        """
        if self.recall is not None and day not in self._recalled:
            used = await self.recall(day)
            self._recalled.add(day)
            self._begin_day(day)
            self._spent = max(self._spent, used.tokens)
            self._spent_on_demand = max(self._spent_on_demand, used.on_demand)
        while True:
            # Where others share the day, they know better what is left.
            if self.shared is not None or self.fits(tokens, day, on_demand=on_demand):
                with ExitStack() as mine:
                    mine.enter_context(self.reserve(tokens, on_demand=on_demand))
                    if await self._agreed(day, on_demand=on_demand):
                        held.enter_context(mine.pop_all())
                        return True
            running = self._reserved or self._elsewhere.tokens
            left = self._left(on_demand=on_demand, planned=False)
            if not patient or left < tokens or not running:
                return False
            if self.shared is None:
                await self._settled.wait()
            else:
                await asyncio.sleep(PAUSE)

    async def _agreed(self, day: dt.date, *, on_demand: bool) -> bool:
        """Whether other workers leave room for all that is reserved here now."""
        if self.shared is None or self._cap is None:
            return True
        asked = int(self._cap * (1 - KEPT)) if on_demand else None
        used = await self.shared.reserve(day, self.held, self._cap, asked)
        if used is None:
            return True
        self._begin_day(day)
        self._spent = max(self._spent, used.spent.tokens)
        self._spent_on_demand = max(self._spent_on_demand, used.spent.on_demand)
        self._elsewhere = used.elsewhere
        self.aside = used.aside
        if used.released:
            self._released = day
        return False

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

    def _left(self, *, on_demand: bool, planned: bool) -> float:
        """Tokens that are left; `planned` counts what running readings have reserved as used."""
        if self._cap is None:
            return math.inf
        used = self._spent + self.aside
        used_on_demand = self._spent_on_demand
        if planned:
            used += self._reserved
            used_on_demand += self._reserved_on_demand
        left = self._cap - used
        if not on_demand or self._released == self._day:
            return left
        return min(left, self._cap * (1 - KEPT) - used_on_demand)

    def _begin_day(self, day: dt.date) -> None:
        """Count that day from now on, if it is another one.

        It may be an earlier day, after a wrong clock was set right: what that has used stays used.
        """
        if day == self._day:
            return
        self._before[self._day] = self._spent, self._spent_on_demand, self.aside
        if len(self._before) > REMEMBERED:
            del self._before[next(iter(self._before))]
        self._day = day
        self._spent, self._spent_on_demand, self.aside = self._before.pop(day, (0, 0, 0))
