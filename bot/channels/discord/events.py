"""What the gateway tells, as far as the library can read it."""

# Tested in tests/bot/channels/discord/test_bot.py.

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import discord
import structlog

log = structlog.get_logger()

Parse = Callable[[Any], None]

# What the library dies of when an event has a shape newer than itself; the connection would die
# with it, and all that other people do meanwhile be lost.
UNREADABLE = (
    *(ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError),
    *(RecursionError, discord.DiscordException),
)
# Without these nothing is heard at all.
BEGINNING = ("READY", "RESUMED")


def pass_over_unreadable(parsers: dict[str, Parse]) -> None:
    """Let the library's `parsers`, by the names of events, pass over what they cannot read. Its
    contents stay secret."""
    for event, parse in parsers.items():
        if event not in BEGINNING:
            parsers[event] = _careful(event, parse)


def _careful(event: str, parse: Parse) -> Parse:
    def careful(data: Any) -> None:
        try:
            parse(data)
        except UNREADABLE as error:
            log.warning("event passed over", event_name=event, why=type(error).__name__)

    return careful
