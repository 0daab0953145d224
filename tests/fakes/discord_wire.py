"""One gateway connection: payloads packed as the bot asked for, sent in the order they were put."""

from __future__ import annotations

import asyncio
import contextlib
import json
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Self

from aiohttp import ClientConnectionError, web

from tests.fakes.discord_state import Json

if TYPE_CHECKING:
    from tests.fakes.discord_gateway import Session

_GOODBYES = (1000, 1001)


class Wire:
    """A websocket. `put` and `hang_up` may be called from any thread."""

    def __init__(self, socket: web.WebSocketResponse, request: web.Request) -> None:
        self.socket = socket
        self.session: Session | None = None
        self.closed_with = 0
        self._request, self._loop = request, asyncio.get_running_loop()
        self._compression = request.query.get("compress")
        self._zlib = zlib.compressobj()
        self._queue: asyncio.Queue[Json] = asyncio.Queue()
        self._sender = self._loop.create_task(self._send(), name="gateway")

    @classmethod
    async def opened(cls, request: web.Request) -> Self:
        """The connection that was asked for."""
        socket = web.WebSocketResponse(max_msg_size=4096, compress=False, timeout=0.2)
        await socket.prepare(request)
        return cls(socket, request)

    @property
    def goodbye(self) -> bool:
        """Whether the bot closed it for good."""
        return self.socket.close_code in _GOODBYES and not self.closed_with

    def put(self, payload: Json) -> None:
        """Send that, after what was put before."""
        self._call(lambda: self._queue.put_nowait(payload))

    def read(self, data: str | bytes) -> Json:
        """What the bot said; an empty payload when it cannot be read."""
        try:
            payload = json.loads(data)
        except ValueError:
            return {}
        return payload if isinstance(payload, dict) else {}

    def hang_up(self, code: int | None) -> None:
        """End it with a close code, or by cutting the line."""
        self.closed_with = code or 1006
        self._call(lambda: self._loop.create_task(self._cut(code)))

    async def end(self) -> None:
        """Stop sending."""
        self._sender.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._sender

    async def _cut(self, code: int | None) -> None:
        if code is None and self._request.transport:
            self._request.transport.abort()
        elif code:
            await self.socket.close(code=code)

    async def _send(self) -> None:
        with contextlib.suppress(ConnectionError, ClientConnectionError, RuntimeError):
            while True:
                text = json.dumps(
                    await self._queue.get(), ensure_ascii=False, separators=(",", ":")
                )
                if self._compression == "zlib-stream":
                    packed = self._zlib.compress(text.encode()) + self._zlib.flush(
                        zlib.Z_SYNC_FLUSH
                    )
                    await self.socket.send_bytes(packed)
                else:
                    await self.socket.send_str(text)

    def _call(self, act: Callable[[], object]) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(act)
