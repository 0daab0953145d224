"""Why Discord cannot be served, and what the operator can mend."""

from __future__ import annotations

from dataclasses import dataclass

from core.errors import ForOperator, PlatformRefused, PlatformUnreachable


@dataclass(eq=False)
class DiscordTokenRejected(PlatformRefused):
    pass


@dataclass(eq=False)
class DiscordUnreachable(PlatformUnreachable):
    """`reason` and `proxy` as core.network.trouble tells them."""

    reason: ForOperator
    proxy: ForOperator = ""


@dataclass(eq=False)
class DiscordShardsTooFew(PlatformRefused):
    """Discord wants the application heard in more than so many shards; it recommends `wanted`."""

    shards: int
    wanted: int


@dataclass(eq=False)
class DiscordStartsUsed(PlatformUnreachable):
    """So many sessions were begun that Discord lets none begin for `minutes`."""

    minutes: int
