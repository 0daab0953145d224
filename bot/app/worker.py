"""A worker: one of several processes that share a store on a server.

It gives signs of life, by which what it has claimed stays its own; it holds the day's tokens and
the sources' turns together with the others, and hears what they tell. A worker that could give no
sign for as long as that is believed has lost its claims, and begins anew under another name.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import math
from collections.abc import AsyncIterator, Iterable
from contextlib import aclosing, asynccontextmanager, suppress
from dataclasses import dataclass

import structlog

from bot.app.roles import Role
from bot.app.shares import WorkersShare
from bot.delivery.background import Background
from bot.delivery.outage import Outage
from core.errors import StoreUnavailable
from core.llm.budget import Budget
from core.sharing import count_of, member, whole_of
from core.working import LOOK, Share, Tokens, Used, is_of_token
from storage import Storage
from storage.workers import Holding, Identity, new_owner, new_presence

# How long a sign of life is believed, and how often one is given: what a worker did that cannot be
# reached is done by another after some ten seconds, and what a killed one did, of which the server
# knows, after one or two.
SPAN = dt.timedelta(seconds=8)
BEAT = 2.0
# Seconds of a head start that a worker has for a token, for each that it serves less than another;
# at most this many. One that serves less has looked within the first of them.
HEAD_START, LONGEST_START = LOOK + 0.05, 1.0
# Seconds until a lost lock of the server's is taken again.
AGAIN = 2.0
# Seconds added to each pause between requests: the store's answers take a moment to arrive.
MARGIN = 0.1

log = structlog.get_logger()


@dataclass(slots=True)
class _Joint:
    """A claim that several in this worker hold together: what is set when it is lost, and how many
    they are."""

    lost: asyncio.Event
    inside: int = 0


class Worker:
    """Implements core.working.Claims and SharedTokens."""

    shared = True

    def __init__(self, storage: Storage, identity: Identity, budget: Budget) -> None:
        self._workers = storage.workers
        self._identity = identity
        self._budget = budget
        # By name, what is claimed or being claimed; set when it is lost.
        self._mine: dict[str, asyncio.Event] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._batches = storage.batches
        self._calls = storage.calls
        self._presence: int | None = None
        # Tokens are claimed one after the other, so that each counts for the next.
        self._one_token = asyncio.Lock()
        # What others had claimed when that was looked at last, for all that is waited for.
        self._taken: frozenset[str] = frozenset()
        self._looked = -math.inf
        self._looking = asyncio.Lock()
        self._joint: dict[str, _Joint] = {}

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Inside, it is alive. Raises StoreUnavailable."""
        await self._begin()
        self._budget.shared = self
        try:
            async with Background() as background:
                background.keep("be alive", self._beat)
                background.keep("be present", self._be_present)
                yield
        finally:
            self._budget.shared = None
            if self._timer:
                self._timer.cancel()
            with suppress(StoreUnavailable):
                await self._workers.end(self._identity.owner)

    @asynccontextmanager
    async def tried(self, name: str) -> AsyncIterator[bool]:
        """Inside, the claim is ours if that is yielded."""
        lost = await self._claimed((name,))
        try:
            yield lost is not None
        finally:
            if lost is not None:
                await self._give_up((name,), lost)

    @asynccontextmanager
    async def held(
        self, *names: str, look: float = LOOK, beside: str = ""
    ) -> AsyncIterator[asyncio.Event]:
        """Inside, all these claims are ours; what is yielded is set when they are lost."""
        async with self._beside(beside, look), self._held(names, look) as lost:
            yield lost

    @asynccontextmanager
    async def _beside(self, name: str, look: float) -> AsyncIterator[None]:
        """Inside, that claim is this worker's, which has it as long as somebody is inside; without
        a name there is none."""
        if not name:
            yield
            return
        joint = await self._joined(name, look)
        joint.inside += 1
        try:
            yield
        finally:
            joint.inside -= 1
            if not joint.inside:
                del self._joint[name]
                await self._give_up((name,), joint.lost)

    async def _joined(self, name: str, look: float) -> _Joint:
        """The claim once it is this worker's, looking for it so often."""
        while name not in self._joint or self._joint[name].lost.is_set():
            lost = None
            # Before those have left that lost it, there would be nobody to give it up.
            if name not in self._joint and await self._are_free((name,), look / 2):
                lost = await self._claimed((name,))
            if lost is not None:
                self._joint[name] = _Joint(lost)
            else:  # another's, just being claimed, or lost by those that are about to leave
                await asyncio.sleep(look)
        return self._joint[name]

    @asynccontextmanager
    async def _held(self, names: tuple[str, ...], look: float) -> AsyncIterator[asyncio.Event]:
        claim = self._claimed_in_turn if any(map(is_of_token, names)) else self._claimed
        lost = await claim(names)
        while lost is None:
            await asyncio.sleep(look)
            if await self._are_free(names, look / 2):
                lost = await claim(names)
        try:
            yield lost
        finally:
            if lost is not None:
                await self._give_up(names, lost)

    @asynccontextmanager
    async def once(self, *names: str) -> AsyncIterator[asyncio.Event | None]:
        """Inside, all these claims are ours, unless None is yielded."""
        lost = None
        if await self._are_free(names, LOOK / 2):
            lost = await self._claimed_in_turn(names)
        try:
            yield lost
        finally:
            if lost is not None:
                await self._give_up(names, lost)

    @asynccontextmanager
    async def among(self, whole: str, count: int) -> AsyncIterator[Share | None]:
        """Inside, it is one of those that do the whole in parts, unless None is yielded."""
        owner = self._identity.owner
        await self._are_free((), LOOK / 2)
        before = (
            count_of(each) for each in self._taken if whole_of(each) == whole and count_of(each)
        )
        agreed = next(before, count)
        # Another may have begun meanwhile, with another number: then this cannot be claimed.
        mine = (member(whole, owner, agreed),)
        lost = await self._claimed(mine) if agreed > 1 else None
        if lost is None:
            yield None
            return
        if count and agreed != count:
            log.warning("other workers do it in other parts", what=whole, parts=agreed, set=count)
        try:
            yield WorkersShare(
                self._claimed, self._give_up, self._workers, owner, whole, agreed, lost
            )
        finally:
            await self._give_up(mine, lost)

    async def reserve(self, day: dt.date, held: Tokens, cap: int, asked: int | None) -> Used | None:
        """Hold so many tokens of the day, if the others leave so many."""
        return await self._workers.reserve(self._identity.owner, day, held, cap, asked)

    async def _claimed_in_turn(self, names: tuple[str, ...]) -> asyncio.Event | None:
        """What `_claimed` returns, for names that go with a token: workers that serve fewer tokens
        come first, so that tokens spread over the workers."""
        async with self._one_token:
            if _tokens(self._mine) and not await self._are_free(names, 0.0):
                return None
            await asyncio.sleep(await self._head_start())
            return await self._claimed(names)

    async def _head_start(self) -> float:
        """The seconds for which those that serve fewer tokens come before this worker."""
        mine = len(_tokens(self._mine))
        if not mine:
            return 0.0
        others = [
            len(_tokens(alive.claims))
            for alive in await self._workers.all()
            if alive.owner != self._identity.owner and alive.role not in _TOKENLESS
        ]
        more = max(mine - min(others, default=mine), 0)
        return min(more * HEAD_START, LONGEST_START)

    async def _are_free(self, names: tuple[str, ...], fresh: float) -> bool:
        """Whether no other worker had any of that so many seconds ago. That is cheaper than to try,
        and one look serves all that is waited for."""
        loop = asyncio.get_running_loop()
        async with self._looking:
            if loop.time() - self._looked >= fresh:
                self._taken = await self._workers.taken(self._identity.owner)
                self._looked = loop.time()
            return self._taken.isdisjoint(names)

    async def _claimed(self, names: tuple[str, ...]) -> asyncio.Event | None:
        """Claim all of that; the event that tells its loss, or None when it cannot be had now."""
        if any(name in self._mine for name in names):
            return None
        lost = asyncio.Event()
        # From now on a sign of life speaks of it, for it may come between the claim and its answer.
        self._mine |= dict.fromkeys(names, lost)
        had = False
        try:
            had = await self._workers.claim(self._identity.owner, names)
        finally:
            if not had:
                self._forget(names, lost)
        return lost if had and not lost.is_set() else None

    async def _give_up(self, names: tuple[str, ...], lost: asyncio.Event) -> None:
        self._forget(names, lost)
        if not lost.is_set():
            # What cannot be given up now is, with the next sign of life.
            with suppress(StoreUnavailable):
                await self._workers.give_up(self._identity.owner, names)

    def _forget(self, names: tuple[str, ...], lost: asyncio.Event) -> None:
        for name in names:
            if self._mine.get(name) is lost:
                del self._mine[name]

    async def _begin(self) -> None:
        asked = asyncio.get_running_loop().time()
        await self._workers.begin(self._identity.owner, SPAN, self._identity.role)
        self._believed_since(asked)

    async def _beat(self) -> None:
        """For ever: give signs of life."""
        loop = asyncio.get_running_loop()
        outage = Outage("no sign of life can be given")
        while True:
            await asyncio.sleep(BEAT)
            asked = loop.time()
            try:
                alive = await self._workers.renew(self._identity.owner, SPAN, self._holding())
                if alive and self._timer is not None:
                    self._believed_since(asked)
                    if released := await self._workers.released():
                        self._budget.release(released)
                    if self._budget.aside:
                        self._budget.aside = await self._batches.set_aside(self._budget.day)
                else:
                    self._lose()
                    self._identity.owner = new_owner()
                    await self._begin()
            except StoreUnavailable as error:
                outage.met(error)
                continue
            if outage.told:
                outage.is_over()
                log.info("signs of life are given again")

    async def _be_present(self) -> None:
        """For ever: hold a lock of the server's, by which others know at once when we are gone."""
        while self._calls is not None:
            presence = new_presence()
            with suppress(StoreUnavailable):
                async with aclosing(self._calls.present(presence)) as present:
                    async for _ in present:
                        self._presence = presence
            self._presence = None
            await asyncio.sleep(AGAIN)

    def _holding(self) -> Holding:
        budget = self._budget
        return Holding(
            claims=tuple(self._mine),
            presence=self._presence,
            day=budget.day,
            held=budget.held,
            released=budget.released,
            role=self._identity.role,
        )

    def _believed_since(self, moment: float) -> None:
        """Lose everything unless another sign of life is given in time."""
        if self._timer:
            self._timer.cancel()
        until = moment + SPAN.total_seconds()
        self._timer = asyncio.get_running_loop().call_at(until, self._lose)

    def _lose(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None
        if self._mine:
            log.warning("taken for dead: what was claimed is lost", claims=sorted(self._mine))
        for lost in self._mine.values():
            lost.set()
        self._mine.clear()


# Who reads serves no token.
_TOKENLESS = frozenset((Role.READ.value,))


def _tokens(claims: Iterable[str]) -> set[str]:
    """The accounts that these claims are about."""
    return {whole_of(claim).partition(" ")[2] for claim in claims if is_of_token(claim)}


class StorePace:
    """One source's pace. Implements core.working.SharedPace."""

    def __init__(self, storage: Storage, name: str) -> None:
        self._paces = storage.paces
        self._name = name

    async def turn(self, interval: float, longest: float) -> float:
        """In how many seconds the next request may begin; at once where the store cannot say."""
        try:
            return await self._paces.turn(self._name, interval + MARGIN, longest)
        except StoreUnavailable as error:
            log.warning("a pace is not shared", reason=error.reason)
            return 0.0

    async def hold(self, seconds: float) -> None:
        """Let nothing begin for so long."""
        with suppress(StoreUnavailable):
            await self._paces.hold(self._name, seconds)
