"""What the gateway tells, as far as the library can read it."""

# Tested in tests/bot/channels/discord/test_bot.py.

from __future__ import annotations

from collections.abc import Callable, Mapping
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
INTERACTION = "INTERACTION_CREATE"
# What the library reads of every interaction and we of none.
_UNUSED = {"version": 1, "attachment_size_limit": 0}


def pass_over_unreadable(parsers: dict[str, Parse]) -> None:
    """Let the library's `parsers`, by the names of events, pass over what they cannot read. Its
    contents stay secret."""
    for event, parse in parsers.items():
        if event not in BEGINNING:
            parsers[event] = _careful(event, parse)


def _careful(event: str, parse: Parse) -> Parse:
    def careful(data: Any) -> None:
        try:
            parse(_completed(data) if event == INTERACTION else data)
        except UNREADABLE as error:
            log.warning("event passed over", event_name=event, why=type(error).__name__)

    return careful


def _completed(data: Mapping[str, Any]) -> dict[str, Any]:
    """The interaction with what we do not use of it, and with a channel that the library knows: it
    tells none of a kind newer than itself, and one chat would be taken for another."""
    channel = data.get("channel") or {}
    if not _is_known(channel.get("type")):
        kind = discord.ChannelType.text if data.get("guild_id") else discord.ChannelType.private
        channel = {"name": "", "position": 0} | channel
        channel |= {"id": data["channel_id"], "type": kind.value}
    return _UNUSED | dict(data) | {"channel": channel}


def _is_known(kind: Any) -> bool:
    try:
        discord.ChannelType(kind)
    except ValueError:
        return False
    return True
