"""`once`: read what is due, send what is due, end. For cron and the runners of CI, which start a
process now and then and keep its folder.

It is the service's own work, look by look, without ears: nothing is answered. Since both look at
what is stored, a run that was killed is finished by the next, and a run with nothing to do does
nothing.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace

import structlog

from bot.app.crew import Crew
from bot.app.root import App
from bot.delivery.background import until
from bot.delivery.newsroom import Newsroom
from core.chats import Chat, ChatKey
from core.delivery import DeliveryState
from core.editions.keys import DAILY
from core.errors import OperatorError
from core.working import ROUNDS, Claims, to_send

# A chat that is due so soon is waited for: the schedule looks again after a minute at one whose
# list is not ready.
SOON = dt.timedelta(minutes=2)
# Seconds between two looks at whether all has been sent.
BREATH = 0.2
# The hour of chats that did not choose one: when the day's list closes.
MIDNIGHT = dt.time(0)

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class OnceOutcome:
    """How many messages were sent, how many are still owed, whether a chat still waits for its
    list, and what kept platforms from being reached."""

    sent: int
    owed: int
    waiting: bool
    troubles: tuple[OperatorError, ...]

    @property
    def whole(self) -> bool:
        """Whether nothing is left of what is due."""
        return not (self.owed or self.waiting or self.troubles)


async def subscribe(app: App, keys: Sequence[ChatKey]) -> None:
    """Have the lists sent to those chats from the newest closed one on, but for those that had
    lists before, which keep what they chose, and those that ended that."""
    now = app.clock.now()
    policy = app.policies[DAILY]
    # Whoever subscribes gets what closes from then on: this lets the newest be the first.
    before = policy.close_of(policy.closed(now)) - dt.timedelta(minutes=1)

    for key in keys:

        def subscribed(chat: Chat) -> Chat:
            if chat.subscribed_at or chat.through:
                return chat
            settings = replace(chat.settings, time=MIDNIGHT, zone="UTC")
            return replace(chat, settings=settings, subscribed_at=before, next_due=now)

        await app.storage.chats.change(key, subscribed)


async def run_once(app: App, crew: Crew, longest: dt.timedelta, stop: asyncio.Event) -> OnceOutcome:
    """Read what is due and send it, for so long at most and until `stop` is set; returns what
    became of it."""
    ends = asyncio.get_running_loop().time() + longest.total_seconds()
    sent = await _counted(app, DeliveryState.SENT)
    troubles: list[OperatorError] = []
    try:
        async with asyncio.timeout_at(ends), _sending(crew, app.claims, troubles) as reached:
            await until(stop, _work(app, crew.newsroom, reached))
    except TimeoutError:
        log.warning("what is due takes longer than this run may", minutes=longest.seconds // 60)
    finally:
        await crew.newsroom.stop()
    soonest = await app.storage.chats.soonest(crew.platforms)
    return OnceOutcome(
        sent=await _counted(app, DeliveryState.SENT) - sent,
        owed=await _counted(app, DeliveryState.OWED),
        waiting=_is_soon(soonest, app.clock.now()),
        troubles=tuple(troubles),
    )


@asynccontextmanager
async def _sending(
    crew: Crew, claims: Claims, troubles: list[OperatorError]
) -> AsyncIterator[list[str]]:
    """Inside, what is owed is sent on the platforms that are yielded; why the others cannot be
    reached is added to `troubles`. In the end what is under way gets its time."""
    reached: list[str] = []
    async with AsyncExitStack() as stack:
        for name, platform in crew.platforms.items():
            try:
                await stack.enter_async_context(platform.signed_in(crew.dispatcher))
            except OperatorError as error:
                troubles.append(error)
                continue
            reached.append(name)
        await crew.dispatcher.recover()
        for name in reached:
            await crew.admissions[name].look()
        loop = asyncio.get_running_loop()
        # Not detached work: they are ended below.
        pushes = [loop.create_task(_push(crew, claims, name)) for name in reached]
        try:
            yield reached
        finally:
            for push in pushes:
                push.cancel()
            await asyncio.gather(*pushes, return_exceptions=True)


async def _push(crew: Crew, claims: Claims, name: str) -> None:
    """Send what is owed on that platform, unless another worker does."""
    async with claims.held(to_send(name)) as lost:
        if claims.shared:
            await crew.dispatcher.recover()
        await until(lost, crew.dispatcher.push(name))


async def _work(app: App, newsroom: Newsroom, platforms: Sequence[str]) -> None:
    """Look and send until nobody is due and nothing owed."""
    # What follows a list, such as summaries of what stands beside it, is begun at the second look.
    await newsroom.read(app.clock.now())
    while True:
        await newsroom.read(app.clock.now())
        async with app.claims.tried(ROUNDS) as ours:
            while ours and await newsroom.serve(app.clock.now()):
                pass
        await _all_sent(app, platforms)
        while await newsroom.mail(app.clock.now()):
            await _all_sent(app, platforms)
        now = app.clock.now()
        soonest = await app.storage.chats.soonest(platforms)
        if soonest is None or not _is_soon(soonest, now):
            return
        await asyncio.sleep(max((soonest - now).total_seconds(), BREATH))


def _is_soon(soonest: dt.datetime | None, now: dt.datetime) -> bool:
    return soonest is not None and soonest <= now + SOON


async def _all_sent(app: App, platforms: Sequence[str]) -> None:
    while True:
        if not await _is_owing(app, platforms):
            return
        await asyncio.sleep(BREATH)


async def _is_owing(app: App, platforms: Sequence[str]) -> bool:
    """Whether anything is still to be sent, or on its way."""
    ledger = app.storage.deliveries
    for platform in platforms:
        if await ledger.owed(platform, 1):
            return True
    return bool(await ledger.listed(DeliveryState.SENDING, 1))


async def _counted(app: App, state: DeliveryState) -> int:
    return (await app.storage.deliveries.counts()).get(state, 0)
