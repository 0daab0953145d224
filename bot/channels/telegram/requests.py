"""How python-telegram-bot asks Telegram: its own requests, on our transport, checked by us."""

from __future__ import annotations

import httpx

from bot.channels.telegram.wire import TelegramRequest
from core.network.outside import Outside
from core.network.transport import HttpxTransport

# As many connections as the library allows itself, for everything and for the one poll.
CONNECTIONS, POLLS = 256, 1


def request(outside: Outside, connections: int) -> TelegramRequest:
    """A request of the library's on our transport, over so many connections at most."""
    transport = HttpxTransport(outside, httpx.Limits(max_connections=connections))
    return TelegramRequest(connections, httpx_kwargs={"transport": transport, "trust_env": False})
