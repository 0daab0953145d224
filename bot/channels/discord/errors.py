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
