"""What only one worker does at a time, and what workers share, where several have one store.

`Alone` is what a process is that has its store for itself: nothing is asked, and all is its own.
"""

# Tested in tests/bot/app/test_worker.py.

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final, Protocol

# Whoever holds these does that for all chats, all lists, all sources.
ROUNDS: Final = "rounds"
CIRCULARS: Final = "circulars"
BATCHES: Final = "batches"
# Seconds between two looks of somebody who waits for a claim.
LOOK: Final = 0.25


def to_send(platform: str) -> str:
    """The claim of whoever sends what is owed by that account."""
    return f"send {platform}"


def to_hear(platform: str) -> str:
    """The claim of whoever hears what people say to that account."""
    return f"hear {platform}"


def to_write(*text: str) -> str:
    """The claim of whoever writes that text: its kind, its paper, and the language, where it is
    not written for all of them together."""
    return " ".join(("write", *text))


def is_of_token(claim: str) -> bool:
    """Whether that is what a worker does with a bot's token: send or hear."""
    return claim.startswith((to_send(""), to_hear("")))


def is_heard(claim: str) -> bool:
    """Whether that is hearing, all of an account or a part of it."""
    return claim.startswith(to_hear(""))


# Does one part, for ever, and sets the event once it does.
Do = Callable[[int, asyncio.Event], Coroutine[Any, Any, None]]


class Share(Protocol):
    """One worker's share of what several do in parts."""

    @property
    def count(self) -> int:
        """How many parts there are, for all who do them."""

    @property
    def lost(self) -> asyncio.Event:
        """Set when this worker has no share any more."""

    async def keep(self, do: Do) -> None:
        """For ever: do those parts that are this worker's now, from 0. A part whose worker dies is
        another's, and who comes later gets some of those that are done. Raises what `do` raises."""


class Claims(Protocol):
    """What is done by one worker at a time. A claim ends with its worker, however that dies."""

    @property
    def shared(self) -> bool:
        """Whether there may be other workers."""

    def tried(self, name: str) -> AbstractAsyncContextManager[bool]:
        """Inside, the claim is ours if that is yielded; nobody waits for it.

        Raises StoreUnavailable.
        """

    def held(
        self, *names: str, look: float = LOOK, beside: str = ""
    ) -> AbstractAsyncContextManager[asyncio.Event]:
        """Inside, all these claims are ours, once they can be had together, which is looked at
        every `look` seconds; what is yielded is set when they are lost. All that is held `beside`
        the same name is held by one worker. Raises StoreUnavailable."""

    def once(self, *names: str) -> AbstractAsyncContextManager[asyncio.Event | None]:
        """Inside, all these claims are ours where they can be had now; else None is yielded. Raises
        StoreUnavailable."""

    def among(self, whole: str, count: int) -> AbstractAsyncContextManager[Share | None]:
        """Inside, this worker is one of those that do `whole` in so many parts, or in as many as
        those do it in already; 0 wants no number of its own. None is yielded while somebody does
        all of it, or where that is one part. Raises StoreUnavailable."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """How many tokens, and how many of them because somebody had asked."""

    tokens: int = 0
    on_demand: int = 0


@dataclass(frozen=True, slots=True)
class Used:
    """What a day has used so far, and what other workers hold of it. `released` when nothing is
    kept for reading ahead any more; `aside` is what batches may still use."""

    spent: Tokens
    elsewhere: Tokens
    released: bool
    aside: int = 0


class SharedTokens(Protocol):
    """A day's tokens, which all workers share."""

    async def reserve(self, day: dt.date, held: Tokens, cap: int, asked: int | None) -> Used | None:
        """Hold so many tokens of the day in all, from now on, and return None; or change nothing,
        and return what is used, where that would exceed the cap beside what others use and hold, or
        `asked`, the most that may be used on demand; None asks nothing of that."""


class SharedPace(Protocol):
    """The pace of one source, which all workers share."""

    async def turn(self, interval: float, longest: float) -> float:
        """In how many seconds the next request may begin, which is ours from now on. Where that is
        more than `longest`, it is not: nothing has changed."""

    async def hold(self, seconds: float) -> None:
        """Let nothing begin for so long."""


class Alone:
    """Nobody else works with the store. Implements Claims."""

    shared = False

    @asynccontextmanager
    async def tried(self, name: str) -> AsyncIterator[bool]:
        """Inside, it is ours."""
        yield True

    @asynccontextmanager
    async def held(
        self, *names: str, look: float = LOOK, beside: str = ""
    ) -> AsyncIterator[asyncio.Event]:
        """Inside, they are ours, and never lost."""
        yield asyncio.Event()

    @asynccontextmanager
    async def once(self, *names: str) -> AsyncIterator[asyncio.Event | None]:
        """Inside, they are ours at once, and never lost."""
        yield asyncio.Event()

    @asynccontextmanager
    async def among(self, whole: str, count: int) -> AsyncIterator[Share | None]:
        """Nobody else does any of it."""
        yield None
