"""How python-telegram-bot asks Telegram: its own requests, on our transport, checked by us."""

from __future__ import annotations

import httpx

from bot.channels.telegram.wire import NotTelegram, TelegramRequest
from core.errors import SourceMalformed, SourceTooLarge
from core.network.outside import Outside
from core.network.transport import HttpxTransport
from core.sources.http.body import Truncated, read_body

# Bytes: some times as many as a hundred of the longest updates have.
LARGEST = 8 * 1024 * 1024
# As many connections as the library allows itself, for everything and for the one poll.
CONNECTIONS, POLLS = 256, 1


def request(outside: Outside, connections: int) -> TelegramRequest:
    """A request of the library's on our transport, over so many connections at most."""
    transport = Bounded(HttpxTransport(outside, httpx.Limits(max_connections=connections)))
    return TelegramRequest(connections, httpx_kwargs={"transport": transport, "trust_env": False})


class Bounded(httpx.AsyncBaseTransport):
    """Hands over another transport's answers to calls whole, for the library reads whatever comes.
    How much of a file is read says who downloads it."""

    def __init__(self, inner: httpx.AsyncBaseTransport) -> None:
        self._inner = inner

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The answer, decoded; raises NotTelegram where it is too large, or nonsense."""
        response = await self._inner.handle_async_request(request)
        if request.method != "POST":
            return response
        status = response.status_code
        try:
            body = await read_body(request.url.host, response, LARGEST)
        except (SourceTooLarge, SourceMalformed):
            raise NotTelegram(status) from None
        except Truncated:
            raise httpx.RemoteProtocolError("the answer breaks off") from None
        finally:
            await response.aclose()
        return httpx.Response(status, content=body, extensions=response.extensions)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._inner.aclose()
