"""A server that takes every request and says nothing, or never comes to its end."""

from __future__ import annotations

import asyncio
import itertools
from contextlib import suppress
from typing import Self

from tests.fakes.server import InThread

_DRIP = 0.02  # Seconds between two headers.


class Mute(InThread):
    """Hears and says nothing; or, if it is to `drip`, a header after the other for ever.

    Once requests for as many different paths wait as are in `enough`, it hangs up on all of them
    and on whoever comes later.
    """

    def __init__(self, *, drip: bool = False, enough: int | None = None) -> None:
        self.url = ""
        self.paths: set[bytes] = set()
        self._drip = drip
        self._enough = enough
        self._met = asyncio.Event()
        self._taking: list[asyncio.Task[None]] = []
        self._server: asyncio.Server | None = None

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._take, "127.0.0.1", 0)
        host, port = self._server.sockets[0].getsockname()[:2]
        self.url = f"http://{host}:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server
        self._met.set()
        self._server.close()
        await asyncio.gather(*self._taking, return_exceptions=True)

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._taking.append(task)
        with suppress(OSError, IndexError):
            path = (await reader.readline()).split(b" ")[1]
            self.paths.add(path)
            if self._enough and len(self.paths) >= self._enough:
                self._met.set()
            if self._drip:
                await self._say(writer)
            else:
                await self._met.wait()
            self.paths.discard(path)
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()

    async def _say(self, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n")
        for number in itertools.count():
            if self._met.is_set():
                return
            writer.write(b"X-Wait-%d: 1\r\n" % number)
            await writer.drain()
            await asyncio.sleep(_DRIP)
