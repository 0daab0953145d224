"""What watches the service asks here: `/healthz` whether it works, `/metrics` how it is doing.

A small HTTP server at the place that PAPERBOY_METRICS names; without a host in it, for this machine
alone. It reads and tells figures: nothing can be changed by it, and it names no chat and no person.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import structlog
from aiohttp import web

from bot.app.listening import Listening
from bot.channels.standings import is_alive
from core.errors import Problem, SettingsInvalid, StoreUnavailable
from core.llm.prices import Prices

if TYPE_CHECKING:
    from bot.app.root import App

# Seconds an answer may take: past them the store counts as out of reach.
PATIENCE = 10.0
HEALTH, METRICS = "/healthz", "/metrics"

log = structlog.get_logger()

Answer = Callable[[], Awaitable[web.Response]]


class Monitor:
    """Answers those two questions of one service."""

    def __init__(self, app: App, prices: Prices) -> None:
        self._app = app
        self._prices = prices
        self._answers: dict[str, Answer] = {HEALTH: self._health, METRICS: self._metrics}
        # Who asks at the same time waits, so that whoever asks often takes one reader of the store.
        self._one = asyncio.Lock()

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """The answer to a request: a text for GET and HEAD of the two paths."""
        answer = self._answers.get(request.path)
        if answer is None:
            return web.Response(status=404, text="")
        if request.method not in ("GET", "HEAD"):
            return web.Response(status=405, text="", headers={"Allow": "GET, HEAD"})
        try:
            async with asyncio.timeout(PATIENCE), self._one:
                return await answer()
        except TimeoutError:
            return web.json_response({"status": "failing", "store": "timeout"}, status=503)
        except StoreUnavailable as error:
            told = {"status": "failing", "store": error.trouble.value}
            return web.json_response(told, status=503)

    async def _health(self) -> web.Response:
        """200 while the store can be read. A platform out of reach is only told: no new start would
        bring it back."""
        storage, clock = self._app.storage, self._app.clock
        stages = {}
        for standing in await storage.platforms.all():
            if is_alive(standing, clock.now()):
                stages[standing.platform] = standing.stage.value
        return web.json_response({"status": "ok", "store": "ok", "platforms": stages})

    async def _metrics(self) -> web.Response:
        try:
            from bot.app.metrics import TEXT, Now, exposition
        except ImportError:
            return web.Response(status=501, text="paperboy[metrics] is not installed\n")
        app, now = self._app, self._app.clock.now()
        moment = Now(
            at=now,
            figures=await app.storage.vitals.figures(now),
            standings=await app.storage.platforms.all(),
            workers=await app.storage.workers.all(),
            sources=app.client.outcomes,
            prices=self._prices,
            daily_tokens=app.settings.paperboy_daily_tokens,
        )
        return web.Response(body=exposition(moment), headers={"Content-Type": TEXT})


@asynccontextmanager
async def watched(app: App, prices: Prices, place: Listening) -> AsyncIterator[int]:
    """Inside, requests at that place are answered; yields the port.

    Raises SettingsInvalid when nobody can listen there.
    """
    # The library's own log would quote from requests it cannot parse.
    silent = logging.Logger("monitor", logging.CRITICAL + 1)
    server = web.Server(Monitor(app, prices).answer, access_log=None, logger=silent)
    try:
        acceptor = await asyncio.get_running_loop().create_server(server, place.host, place.port)
    except OSError as error:
        told = (("reason", error.strerror or str(error)), ("place", str(place)))
        raise SettingsInvalid((Problem("PAPERBOY_METRICS", "settings.taken", told),)) from None
    port: int = acceptor.sockets[0].getsockname()[1]
    log.info("figures can be read", at=f"http://{Listening(place.host, port)}{METRICS}")
    try:
        yield port
    finally:
        acceptor.close()
        await server.shutdown(0)
