"""Pushes one platform's owed deliveries, each chat's in order, and writes down what becomes of
them.

A delivery is `sending` before it leaves and `sent` once it has arrived. When it certainly did not
arrive, it is owed again. When nobody can tell, it is `unknown` and not sent again; but where the
platform recognizes what it got before, it is sent again for as long as that lasts. So nothing
arrives twice, whenever a crash comes.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections import deque
from dataclasses import replace
from typing import NamedTuple

import structlog

from bot.delivery.lane import Lane, SendSlot
from bot.delivery.membership import Membership
from bot.delivery.outage import STORE_PAUSE, Outage
from core.chats import ChatKey
from core.delivery import (
    Delivery,
    DeliveryError,
    Gone,
    Held,
    Limited,
    Moved,
    Rejected,
    Uncertain,
    Unsent,
    Untraced,
)
from core.errors import StoreUnavailable
from core.ports import Clock, Sender
from storage import Storage

# Rows read from the ledger at once.
BATCH = 100
# Rows held in memory at most, should this many chats have to wait.
MOST = 5000
# More is read while fewer chats than this could be sent to within a second.
ENOUGH = 40
# How often a message is tried while others get through: with the pauses between, for about two
# hours.
TRIES = 120
# After how long a message that is not taken is told in the log.
LONG = dt.timedelta(minutes=10)
# How often it is tried to write down what became of a message, until the chat gets its answers.
STORE_TRIES = 10
# Seconds that what is under way gets to arrive when Paperboy stops.
GRACE = 2.0

log = structlog.get_logger()


class Pusher:
    """Pushes what is owed to one platform's chats."""

    def __init__(
        self,
        platform: str,
        sender: Sender,
        lane: Lane,
        storage: Storage,
        clock: Clock,
        membership: Membership,
    ) -> None:
        self.platform = platform
        self._sender = sender
        self._lane = lane
        self._clock = clock
        self._ledger = storage.deliveries
        self._membership = membership
        self._rows: dict[ChatKey, deque[Delivery]] = {}
        self._tasks: dict[ChatKey, asyncio.Task[None]] = {}
        self._under_way: set[ChatKey] = set()
        self._last_read: Delivery | None = None
        self._more = False
        self._woken = False
        self._stopping = False
        self._news = asyncio.Event()
        # When we began, and the chats of which we know what they got just before that.
        self._begun = clock.now()
        self._recalled: set[str] = set()
        self._unread = Outage("the ledger cannot be read", platform=platform)
        self._unwritten = Outage("the ledger cannot be written", platform=platform)

    def wake(self) -> None:
        """Look into the ledger again, from its beginning."""
        self._last_read = None
        self._more = True
        self._woken = True
        self._news.set()

    async def run(self) -> None:
        """Keep a task for each of some chats until cancelled, then let what is under way arrive."""
        self._stopping = False
        self._begun = self._clock.now()
        self._recalled.clear()
        self.wake()
        try:
            while True:
                self._news.clear()
                if self._more and self._wants_more():
                    await self._read()
                else:
                    await self._news.wait()
        finally:
            await self._stop()

    def _wants_more(self) -> bool:
        """Whether more rows are needed in memory, and there is room for them."""
        held = sum(map(len, self._rows.values()))
        return held < MOST and self._lane.startable(1.0) < ENOUGH

    async def _read(self) -> None:
        """Take the next owed deliveries into memory."""
        self._woken = False
        try:
            rows = await self._ledger.owed(self.platform, BATCH, self._last_read)
            await self._recall({row.key for row in rows if row.key.chat_id not in self._recalled})
        except StoreUnavailable as error:
            self._unread.met(error)
            await asyncio.sleep(STORE_PAUSE)
            return
        self._unread.is_over()
        if not self._woken:
            if rows:
                self._last_read = rows[-1]
            self._more = len(rows) == BATCH
        for row in rows:
            self._take(row)
        # Let the new tasks join the lane before it is asked again whether there are enough.
        await asyncio.sleep(0)

    async def _recall(self, chats: set[ChatKey]) -> None:
        """Let the lane know what these chats got just before we began, from whoever sent then: it
        counts for their limits."""
        memory = dt.timedelta(seconds=self._lane.memory)
        now = self._clock.now()
        if not chats or not memory or now - self._begun > memory:
            return
        for key, at in await self._ledger.lately(chats, self._begun - memory, self._begun):
            self._lane.remember(key, (now - at).total_seconds())
        self._recalled |= {key.chat_id for key in chats}

    def _take(self, delivery: Delivery) -> None:
        rows = self._rows.setdefault(delivery.key, deque())
        if _identity(delivery) not in map(_identity, rows):
            rows.append(delivery)
        if delivery.key not in self._tasks:
            # Not detached work: `run` does not end before these tasks do.
            self._tasks[delivery.key] = asyncio.get_running_loop().create_task(
                self._serve(delivery.key, rows), name=f"push to {_name(delivery.key)}"
            )

    async def _serve(self, key: ChatKey, rows: deque[Delivery]) -> None:
        """Deliver the chat's rows one after the other."""
        try:
            while rows and not self._stopping and await self._deliver(rows[0]):
                rows.popleft()
        except StoreUnavailable as error:
            self._unwritten.met(error)
            await asyncio.sleep(STORE_PAUSE)
            self.wake()
        except Exception:  # a bug of ours, met in one chat, must not end the push to the others
            log.exception("a push failed", chat=_name(key))
        finally:
            del self._rows[key], self._tasks[key]
            self._news.set()

    async def _deliver(self, delivery: Delivery) -> bool:
        """Bring the delivery to its end. False when the chat gets nothing more for now."""
        plain = False
        effort = _Effort(self._clock.now())
        while True:
            async with self._lane.push(delivery.key) as slot:
                if not await self._note_sending(delivery, slot):
                    return True
                begun = self._clock.now()
                again = self._is_repeatable(delivery, begun)
                last = effort.is_last(self._lane.passed)
                tried = await self._send(delivery, slot, plain=plain, last=last, again=again)
            self._news.set()
            # Nobody else knows it. But the chat is answered meanwhile.
            recorded = tried.recorded
            while not recorded:
                recorded = await self._record(delivery, tried.result, last=tried.last)
            match tried.result:
                case Gone():
                    await self._membership.tell(delivery.key)
                    return False
                case Moved() | Held():
                    return False
                case Rejected(in_any_form=False) if not plain:
                    plain = True
                case Untraced():
                    return True
                case Uncertain() if again:
                    delivery = replace(delivery, tried_at=delivery.tried_at or begun)
                case Unsent() if not tried.last:
                    pass
                case Limited():
                    pass
                case _:
                    return True
            if self._stopping:
                return False
            if effort.is_long(begun):
                log.warning(
                    "a message is not taken for long; it stays owed",
                    chat=_name(delivery.key),
                    why=str(tried.result),
                )

    def _is_repeatable(self, delivery: Delivery, at: dt.datetime) -> bool:
        """Whether it arrives once, even if it has been sent before and is sent again at that
        moment."""
        span = self._sender.idempotent_for
        if not span:
            return False
        since = at - (delivery.tried_at or at)
        # A first try in the future was written by a clock that was wrong: nobody knows how long ago
        # it was.
        return dt.timedelta() <= since <= span

    async def _note_sending(self, delivery: Delivery, slot: SendSlot) -> bool:
        """Note in the ledger that it is being sent, and wait for its moment; returns False where it
        is owed no more."""
        try:
            if not await self._ledger.sending(delivery, self._clock.now()):
                return False
            self._unwritten.is_over()
            await slot.begin()
        except asyncio.CancelledError:
            await self._ledger.owed_again(delivery, self._clock.now())
            raise
        return True

    async def _send(
        self, delivery: Delivery, slot: SendSlot, *, plain: bool, last: bool, again: bool
    ) -> _Try:
        """Send it and write down what became of it.

        `last` when it will not be tried again, `again` when it may be even though it perhaps
        arrived.
        """
        self._under_way.add(delivery.key)
        try:
            result = await self._try_to_send(delivery, slot, plain=plain, again=again)
            match result:
                case Untraced():
                    last = True
                case Uncertain():
                    last = not again
                case Rejected(in_any_form=in_any_form):
                    last = last or plain or in_any_form
            if isinstance(result, DeliveryError):
                log.info("a message did not go out", chat=_name(delivery.key), why=str(result))
            recorded = await self._record(delivery, result, last=last)
            return _Try(result, last, recorded)
        finally:
            self._under_way.discard(delivery.key)

    async def _try_to_send(
        self, delivery: Delivery, slot: SendSlot, *, plain: bool, again: bool
    ) -> str | DeliveryError:
        """Send it, unless that is too late; returns the message's id, or what went wrong."""
        if delivery.tried_at and not again:
            return Uncertain("too late to send it again")
        try:
            message_id = await self._sender.send(delivery, plain=plain)
        except DeliveryError as error:
            slot.heard(error)
            return error
        except asyncio.CancelledError:
            await self._write(delivery, Uncertain("stopped"), last=not again)
            raise
        except Exception as error:
            # A bug in the sender: perhaps it had sent the message, so it is not sent again.
            log.exception("sending failed", chat=_name(delivery.key))
            return Uncertain(type(error).__name__)
        slot.heard(None)
        return message_id

    async def _record(self, delivery: Delivery, result: str | DeliveryError, *, last: bool) -> bool:
        """Write it down; whether that could be done, with a store that is in trouble for a
        while."""
        for _ in range(STORE_TRIES):
            try:
                await self._write(delivery, result, last=last)
            except StoreUnavailable as error:
                self._unwritten.met(error)
                await asyncio.sleep(STORE_PAUSE)
            except asyncio.CancelledError:
                await self._write(delivery, result, last=last)
                raise
            else:
                return True
        return False

    async def _write(self, delivery: Delivery, result: str | DeliveryError, *, last: bool) -> None:
        """Write down what became of it; `last` when it will not be tried again."""
        now = self._clock.now()
        match result:
            case str():
                await self._ledger.sent(delivery, result, now)
            case Uncertain() if last:
                await self._ledger.unknown(delivery, now)
            case Uncertain(reason=reason):
                await self._ledger.owed_again(delivery, now, reason, in_doubt=True)
            case Gone(reason=reason):
                await self._membership.lost(delivery.key, reason)
                await self._ledger.failed(delivery, reason, now)
            case Held(reason=reason):
                await self._ledger.owed_again(delivery, now)
                await self._membership.held(delivery.key, reason)
            case Moved(chat_id=chat_id):
                await self._ledger.owed_again(delivery, now)
                await self._membership.moved(delivery.key, chat_id)
            case Unsent(reason=reason) | Rejected(reason=reason) if last:
                await self._ledger.failed(delivery, reason, now)
            case Unsent(reason=reason) | Rejected(reason=reason):
                await self._ledger.owed_again(delivery, now, reason)
            case Limited(seconds=seconds):
                await self._ledger.owed_again(delivery, now, f"429 · {seconds:g} s")
            case _:
                await self._ledger.owed_again(delivery, now)

    async def _stop(self) -> None:
        """What has not begun stays owed; the rest gets its time, and is unknown after that."""
        self._stopping = True
        tasks = dict(self._tasks)
        for key, task in tasks.items():
            if key not in self._under_way:
                task.cancel()
        if tasks:
            _, late = await asyncio.wait(tasks.values(), timeout=GRACE)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)


class _Try(NamedTuple):
    """What came of sending a message: its id, or what went wrong; whether that was the last try,
    and whether it could be written down."""

    result: str | DeliveryError
    last: bool
    recorded: bool


class _Effort:
    """How hard it was tried to deliver one message, since that moment."""

    def __init__(self, since: dt.datetime) -> None:
        self._since = since
        self._told = False
        self._tries = 0
        self._passed = -1

    def is_last(self, passed: int) -> bool:
        """Whether the try that begins now is the last one, when so many messages to anybody have
        got through so far.

        What fails while nothing gets through at all says nothing of the message, and is not
        counted.
        """
        if passed > self._passed:
            self._tries += 1
        self._passed = passed
        return self._tries >= TRIES

    def is_long(self, now: dt.datetime) -> bool:
        """Whether it has become long; only once."""
        long = not self._told and now - self._since >= LONG
        self._told = self._told or long
        return long


def _identity(delivery: Delivery) -> tuple[object, ...]:
    """What tells a delivery from the chat's others."""
    return delivery.list_key, delivery.kind, delivery.part


def _name(key: ChatKey) -> str:
    return ":".join(filter(None, (key.platform, key.chat_id, key.thread_id)))
