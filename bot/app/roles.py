"""What a worker does of the service, and how it takes its turn at what only one does at a time."""

# Tested in tests/bot/app/test_roles.py.

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import replace
from enum import StrEnum
from typing import Any, Final

from bot.channels.life import FOR_REPLIES, Duties
from bot.delivery.background import until
from bot.delivery.pace import Rates
from core.working import Claims

# Seconds between two looks at a loop that another worker runs: nobody waits for these.
LOOK: Final = 5.0

Loop = Callable[[], Coroutine[Any, Any, None]]


class Role(StrEnum):
    """What a worker does."""

    ALL = "all"
    READ = "read"
    SEND = "send"
    LISTEN = "listen"

    @property
    def reads(self) -> bool:
        """Whether it reads lists and papers before anybody asks."""
        return self in (Role.ALL, Role.READ)

    @property
    def duties(self) -> Duties:
        """What it does on each platform."""
        return Duties(sends=self in (Role.ALL, Role.SEND), hears=self in (Role.ALL, Role.LISTEN))

    def share(self, rates: Rates) -> Rates:
        """The part of a platform's rate that is this worker's while it serves there."""
        part = {Role.SEND: 1 - FOR_REPLIES, Role.LISTEN: FOR_REPLIES}.get(self, 1.0)
        return replace(rates, per_second=rates.per_second * part)


def in_turn(claims: Claims, name: str, loop: Loop) -> Loop:
    """The loop, run by one worker at a time: it begins once that can be claimed, and ends when the
    claim is lost."""

    async def taken() -> None:
        async with claims.held(name, look=LOOK) as lost:
            await until(lost, loop())

    return taken
