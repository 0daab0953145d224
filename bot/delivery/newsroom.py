"""The service between the sources and the chats: brings each day in, and hands every chat what it
is due.

Two loops, so that reading, which takes minutes, never holds up a push: `days` reads, `rounds` owes
what `press` renders. Each looks at what is stored, does what is due, and may die at any moment: the
next look finds the same work.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from bot.chat.gate import Gate
from bot.delivery.circulars import Mailing
from bot.delivery.days import Days
from bot.delivery.press import Press
from bot.delivery.rounds import Rounds
from core.editions.pipeline import Pipeline
from core.editions.policies import Policies
from core.editions.putting_off import Later
from core.llm.budget import Budget
from core.llm.nights import Hours
from core.ports import Clock
from core.working import Alone, Claims
from storage import Storage

LOOK = dt.timedelta(minutes=1)  # how often both loops look
PATIENCE = dt.timedelta(seconds=30)  # how long a look waits for what it has begun


@dataclass(slots=True)
class Newsroom:
    """Puts the parts of the service together, and runs them.

    `press` renders lists in all languages that are written; `wake` tells the dispatcher that
    something is owed; `keep` is how long what can be had again is kept, None for ever; at the hours
    of `night` tokens cost less, for which reading waits where it can; `claims` are shared with
    other workers, where there are any.
    """

    storage: Storage
    pipeline: Pipeline
    policies: Policies
    budget: Budget
    gate: Gate
    clock: Clock
    press: Press
    zone: ZoneInfo
    wake: Callable[[], None]
    look: dt.timedelta = LOOK
    patience: dt.timedelta = PATIENCE
    keep: dt.timedelta | None = None
    night: Hours | None = None
    claims: Claims = field(default_factory=Alone)
    _days: Days = field(init=False)
    _rounds: Rounds = field(init=False)
    _mailing: Mailing = field(init=False)

    def __post_init__(self) -> None:
        self._days = Days(
            storage=self.storage,
            pipeline=self.pipeline,
            policies=self.policies,
            budget=self.budget,
            gate=self.gate,
            clock=self.clock,
            languages=tuple(self.press.translators),
            look=self.look,
            patience=self.patience,
            keep=self.keep,
            picker=self.press.picker,
            night=self.night,
            claims=self.claims,
        )
        self._rounds = Rounds(
            storage=self.storage,
            policies=self.policies,
            clock=self.clock,
            days=self._days,
            press=self.press,
            zone=self.zone,
            wake=self.wake,
            look=self.look,
        )
        self._mailing = Mailing(
            storage=self.storage, press=self.press, clock=self.clock, wake=self.wake
        )

    def put_off_to(self, later: Later) -> None:
        """Put off to there, from now on, what may wait."""
        self._days.later = self.pipeline.later = later

    async def read_days(self) -> None:
        """For ever: refresh the open days, close and read those that have ended."""
        await self._days.read_days()

    async def serve_chats(self) -> None:
        """For ever: owe each chat its list when its hour has come."""
        await self._rounds.serve_chats()

    async def send_circulars(self) -> None:
        """For ever: owe each chat what is told to all."""
        await self._mailing.keep_up()

    async def read(self, now: dt.datetime) -> None:
        """Look at the days once, and do or begin what is due."""
        await self._days.read(now)

    async def serve(self, now: dt.datetime) -> int:
        """Look once at the chats that are due, a batch at most; returns how many there were."""
        return await self._rounds.serve(now)

    async def mail(self, now: dt.datetime) -> bool:
        """Owe a batch of what is told to all, unless lists come first; returns whether there may
        be more."""
        return await self._mailing.step(now)

    async def stop(self) -> None:
        """End what is being read."""
        await self._days.stop()
