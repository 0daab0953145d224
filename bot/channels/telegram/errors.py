"""Why Telegram cannot be served, and what the operator can mend."""

from __future__ import annotations

from dataclasses import dataclass

from core.errors import ForOperator, PlatformRefused, PlatformUnreachable


@dataclass(eq=False)
class TelegramTokenRejected(PlatformRefused):
    pass


@dataclass(eq=False)
class TelegramUnreachable(PlatformUnreachable):
    """`reason` and `proxy` as core.network.trouble tells them; or the words with which Telegram
    itself answers."""

    host: ForOperator
    reason: ForOperator = ""
    proxy: ForOperator = ""


@dataclass(eq=False)
class TelegramAddressWrong(PlatformRefused):
    """Something answers at the address, but it is no Bot API."""

    address: ForOperator


@dataclass(eq=False)
class TelegramConflict(PlatformRefused):
    """Another program polls with the same token."""


@dataclass(eq=False)
class TelegramWebhookSet(PlatformRefused):
    url: ForOperator


@dataclass(eq=False)
class TelegramWebhookFailed(PlatformRefused):
    port: int
    reason: ForOperator
