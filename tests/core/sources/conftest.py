"""A site that answers what a test puts there, and a client that does not wait long."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp import web

from core.sources.http.client import Limits, PoliteClient
from tests.fakes.server import LoopbackServer, play

AGENT = "Paperboy/0 (+https://example.org/contact)"
QUICK = Limits(total=5, connect=1, read=1, size=100_000, backoff=0.01, longest_wait=2)
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Site(LoopbackServer):
    """Answers a path with what a test put there; else with "hello"."""

    wants_contact = True

    def __init__(self) -> None:
        super().__init__()
        self.answers: dict[str, Answer] = {}

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/{path:.*}", self._answer)]

    @property
    def host(self) -> str:
        return self.url.removeprefix("http://")

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        if fault := self.fault(request.path):
            return await play(fault, request, b"hello" * 20, "text/plain")
        if answer := self.answers.get(request.path):
            return await answer(request)
        return web.Response(text="hello")

    def answer(self, path: str, **response: object) -> None:
        async def respond(request: web.Request) -> web.Response:
            return web.Response(**response)  # type: ignore[arg-type]

        self.answers[path] = respond


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with Site() as server:
        yield server


@pytest.fixture
async def client() -> AsyncIterator[PoliteClient]:
    async with PoliteClient(AGENT, limits=QUICK) as polite:
        yield polite
