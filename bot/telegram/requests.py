"""The ways python-telegram-bot asks Telegram: its own request, on our transport."""

from __future__ import annotations

import httpx
from telegram.request import HTTPXRequest

from core.network.outside import Outside
from core.network.transport import HttpxTransport

# As many as the library allows itself.
CONNECTIONS = 256


def request(outside: Outside, connections: int) -> HTTPXRequest:
    """A request of the library's that goes the way its addresses go, over so many connections at most."""
    transport = HttpxTransport(outside, httpx.Limits(max_connections=connections))
    return HTTPXRequest(connections, httpx_kwargs={"transport": transport, "trust_env": False})
