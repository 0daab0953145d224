"""The ears of a webhook: a small HTTP server that looks at who speaks before it listens.

Anybody can reach it. So path, method and Telegram's secret are looked at before a byte of a body is
read; who does not have the secret is answered in a word, and the connection is closed. Everything
has a bound: the headers, the body, the time for both, the bodies read at once, the connections,
what waits to be handled.

Telegram delivers again what is not acknowledged, for as long as it takes. So an update is
acknowledged as soon as it is in the queue; when that is full, it is to come again; and what nobody
can read is acknowledged too, or it would come for ever. What was said is told to nobody, logs
included.
"""

from __future__ import annotations

import asyncio
import errno
import hmac
import json
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any
from urllib.parse import unquote, urlsplit

import structlog
from aiohttp import HttpVersion11, web

SECRET = "X-Telegram-Bot-Api-Secret-Token"
# Bytes of a body. An update with the longest message is a few kilobytes.
LARGEST = 2**20
# Bodies that are read at once, and connections there may be: Telegram opens 40 unless it is told
# otherwise (Bot API, setWebhook, max_connections). Whoever has the secret waits until a body can
# be read; further connections are closed at once.
BODIES, CONNECTIONS = 16, 200
# Seconds for the headers of a request, and for its body. A connection may idle as long as headers
# may take.
HEADERS, BODY = 10.0, 10.0
# Seconds in which the rest of an unwanted request is read and dropped, so that its sender reads the
# answer before the connection ends.
LINGER = 0.5
# Bytes of a line of headers, and how many lines.
LINE, LINES = 4096, 64
# Updates that wait to be handled.
WAITING = 1000

log = structlog.get_logger()


class Webhook:
    """Puts updates into `queue`, as objects, from whoever knows the path and the secret."""

    def __init__(self, url: str, secret: str) -> None:
        self.path = unquote(urlsplit(url).path) or "/"
        self._secret = secret.encode()
        self.queue: asyncio.Queue[dict[str, Any]] = asyncio.Queue(WAITING)

    def unwanted(self, request: web.BaseRequest) -> int | None:
        """The status for a request that is none of Telegram's, as its headers tell; else None."""
        if request.method != "POST":
            return 405
        if not self._knows_the_secret(request):
            return 403
        if request.headers.get("Content-Encoding", "identity").casefold() != "identity":
            return 415
        if (request.content_length or 0) > LARGEST:
            return 413
        return None

    def _knows_the_secret(self, request: web.BaseRequest) -> bool:
        """Whether it names the secret, once; comparing takes the same time whatever it names."""
        named = request.headers.getall(SECRET, [])
        if len(named) != 1:
            return False
        return hmac.compare_digest(named[0].encode(errors="surrogateescape"), self._secret)

    def queued(self, body: bytes) -> int:
        """Queue the update that the body is; the status that says what became of it."""
        try:
            update = json.loads(body)
        except (ValueError, RecursionError):
            update = None
        if not isinstance(update, dict):
            log.warning("a webhook's request was no update, and was passed over")
            return 200
        try:
            self.queue.put_nowait(update)
        except asyncio.QueueFull:
            log.warning("too many updates wait; Telegram is to send one again")
            return 503
        return 200


class Door:
    """Answers at one port, for the webhooks of several bots: each has a path of its own."""

    def __init__(self, *webhooks: Webhook) -> None:
        self.webhooks = list(webhooks)
        self._bodies = asyncio.Semaphore(BODIES)

    @asynccontextmanager
    async def listening(self, listener: socket.socket) -> AsyncIterator[None]:
        """Inside, requests at that socket are answered; what is under way at the end breaks off."""
        # The library's own log would quote from requests it cannot parse.
        silent = logging.Logger("webhook", logging.CRITICAL + 1)
        server = web.Server(
            self._answer,
            access_log=None,
            auto_decompress=False,
            keepalive_timeout=HEADERS,
            lingering_time=LINGER,
            logger=silent,
            max_field_size=LINE,
            max_headers=LINES,
            max_line_size=LINE,
        )

        def protocol() -> asyncio.Protocol:
            if len(server.connections) < CONNECTIONS:
                return server()
            return _SentAway()

        acceptor = await asyncio.get_running_loop().create_server(protocol, sock=listener)
        try:
            yield
        finally:
            acceptor.close()
            await server.shutdown(LINGER)

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        status = await self._status(request)
        response = web.Response(status=status, text="")
        if status != 200:
            response.force_close()
        return response

    async def _status(self, request: web.BaseRequest) -> int:
        for webhook in self.webhooks:
            if request.path == webhook.path:
                return webhook.unwanted(request) or await self._heard(request, webhook)
        return 404

    async def _heard(self, request: web.BaseRequest, webhook: Webhook) -> int:
        """Read the body, and queue the update; the status that says what became of it."""
        try:
            async with asyncio.timeout(BODY), self._bodies:
                await _ask_for_the_body(request)
                body = await _read(request)
        except TimeoutError:
            log.warning("a webhook's request did not arrive in time")
            return 408
        except (ValueError, OSError, web.RequestPayloadError):
            return 400  # it broke off, or was no body
        if body is None:
            log.warning("a webhook's request was too large")
            return 413
        return webhook.queued(body)


class Doors:
    """The ports at which this process listens, each as long as a webhook is there."""

    def __init__(self) -> None:
        self._open: dict[int, tuple[Door, AsyncExitStack]] = {}

    @asynccontextmanager
    async def opened(self, port: int, webhook: Webhook) -> AsyncIterator[None]:
        """Inside, the webhook hears what comes to that port. Raises OSError."""
        if port in self._open:
            door, stack = self._open[port]
            door.webhooks.append(webhook)
        else:
            stack = AsyncExitStack()
            listener = stack.enter_context(_listener(port))
            listener.setblocking(False)
            door = Door(webhook)
            # From now on another finds it open.
            self._open[port] = (door, stack)
            await stack.enter_async_context(door.listening(listener))
        try:
            yield
        finally:
            door.webhooks.remove(webhook)
            if not door.webhooks:
                del self._open[port]
                await stack.aclose()


def _listener(port: int) -> socket.socket:
    """Who listens at that port of all interfaces, by IPv6 and by IPv4 as far as the machine has
    them. Raises OSError."""
    if socket.has_dualstack_ipv6():
        try:
            return socket.create_server(("::", port), family=socket.AF_INET6, dualstack_ipv6=True)
        except OSError as error:
            if error.errno not in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT):
                raise
    return socket.create_server(("0.0.0.0", port))


# A port is the process's, whichever bots there are.
DOORS = Doors()


class _SentAway(asyncio.Protocol):
    """Closes a connection beyond those that there may be."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Called by the loop."""
        assert isinstance(transport, asyncio.Transport)
        transport.abort()


async def _ask_for_the_body(request: web.BaseRequest) -> None:
    """Tell the sender that the body is wanted, if they wait to be told."""
    waits = request.headers.get("Expect", "").casefold() == "100-continue"
    if waits and request.version == HttpVersion11:
        await request.writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        # Otherwise the library would think that the answer itself has begun.
        request.writer.output_size = 0


async def _read(request: web.BaseRequest) -> bytes | None:
    """The body, or None when it is larger than it may be."""
    body = bytearray()
    async for chunk in request.content.iter_any():
        body += chunk
        if len(body) > LARGEST:
            return None
    return bytes(body)
