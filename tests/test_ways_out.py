"""A whole day behind a proxy: it is read, and its list is pushed on both platforms, by all five
ways out.

The servers have names that only the proxy knows, so what arrives has come through it. Where
NO_PROXY names one, the test has this machine know its name as well.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import discord.http
import pytest
import yarl
from discord.gateway import DiscordWebSocket

from bot.app.environment import load_settings
from bot.app.root import open_app
from bot.app.running import serve_platforms
from core.chats import ChatKey, ChatSettings
from core.editions.keys import DAILY
from core.network.addresses import place
from tests.bot.talk import StandingClock
from tests.chats import put_subscribed
from tests.fakes.authority import Authority
from tests.fakes.discord import FakeDiscord
from tests.fakes.proxy import FakeProxy, TlsFront, named
from tests.fakes.server import PATIENCE
from tests.fakes.telegram import FakeTelegram
from tests.telegram_world import LOOK, SWIFT
from tests.world import DATE, busy_day, full_texts, world

DAY = dt.date.fromisoformat(DATE)
CLOSED = dt.datetime(2026, 2, 4, 0, 5, tzinfo=dt.UTC)
DUE = dt.datetime(2026, 2, 4, 0, 30, tzinfo=dt.UTC)
NAMES = {"hub.test", "arxiv.test", "model.test", "telegram.test", "discord.test", "gateway.test"}
PASSWORD = "p@ss/word"


class Scene:
    """The servers under their names, and the addresses that lead to them."""

    def __init__(self, tmp_path):
        day = busy_day(3)
        self.clock = StandingClock(2026, 2, 3, 20)
        self.telegram = FakeTelegram(limits=None, now=lambda: self.clock.now().timestamp())
        self.discord = FakeDiscord(limits=None)
        self.world = world(tmp_path, {DATE: day}, full_texts(day))
        self.authority = Authority(tmp_path)
        self.tls = self.authority.server(*NAMES)
        self.place = None

    @asynccontextmanager
    async def open(self, monkeypatch, *, tls: bool) -> AsyncIterator[None]:
        """Inside, the servers run, and the environment leads to them."""
        async with AsyncExitStack() as stack:
            self.place = await stack.enter_async_context(self.world)
            await stack.enter_async_context(self.telegram)
            await stack.enter_async_context(self.discord)

            async def under(name: str, address: str) -> str:
                if not tls:
                    return named(address, name)
                front = await stack.enter_async_context(TlsFront(self.tls, address))
                scheme = "wss" if address.startswith("ws") else "https"
                return named(address, name, scheme=scheme, port=front.port)

            variables = self.place.variables(
                paperboy_hub_url=await under("hub.test", self.place.hub.url),
                paperboy_arxiv_url=await under("arxiv.test", self.place.arxiv.url),
                openai_base_url=await under("model.test", self.place.model.base_url),
                telegram_base_url=await under("telegram.test", self.telegram.url),
                telegram_token=self.telegram.token,
                discord_token=self.discord.token,
                paperboy_languages="en",
                ssl_cert_file=self.authority.file,
            )
            for name, value in variables.items():
                monkeypatch.setenv(name, value)
            gateway = await under("gateway.test", self.discord.gateway.url)
            monkeypatch.setattr(
                discord.http.Route, "BASE", await under("discord.test", self.discord.api_url)
            )
            monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(gateway))
            self.discord.gateway.url = gateway  # which it tells its clients
            yield

    async def a_day_and_a_push(self) -> None:
        """Read the day, and let a chat on each platform have its list."""
        chat = self.telegram.private()
        channel = self.discord.guild(self.discord.user()).system_channel
        async with open_app(load_settings(), clock=self.clock) as app:
            report = await app.pipeline.ingest(DAILY.on(DAY), _Silence())
            assert (report.source_error, report.failed) == (None, ())
            assert report.reports["html"] > 0
            for key in (ChatKey("telegram", str(chat.id)), ChatKey("discord", str(channel.id))):
                await put_subscribed(
                    app.storage, key, ChatSettings(language="en"), self.clock.now(), {}, DUE
                )
            async with self._serving(app):
                self.clock.time = CLOSED
                await self._read(app)
                self.clock.time = DUE
                await self.until(
                    lambda: self.telegram.messages(chat) and self.discord.messages(channel)
                )
        assert self.telegram.messages(chat)[0].text.startswith("Morning")
        assert self.discord.messages(channel)[0].text.startswith("Morning")
        assert self.place.model.prompts

    async def until(self, predicate):
        return await self.discord.wait_for(predicate, timeout=PATIENCE)

    async def _read(self, app) -> None:
        """Wait until the day is ready to be pushed."""
        async with asyncio.timeout(PATIENCE):
            while not (await app.storage.editions.get(DAILY.on(DAY))).ready_at:  # noqa: ASYNC110 (the store tells nobody)
                await asyncio.sleep(0.02)

    @asynccontextmanager
    async def _serving(self, app) -> AsyncIterator[None]:
        told = asyncio.Event()
        service = asyncio.get_running_loop().create_task(
            serve_platforms(app, told, rates=SWIFT, look=LOOK)
        )
        try:
            await self.until(
                lambda: service.done() or (self.discord.gateway.connected and self.telegram.history)
            )
            yield
        finally:
            told.set()
            await service


class _Silence:
    def planned(self, step, count):
        pass

    def done(self, step, paper_id):
        pass


@pytest.fixture
def scene(tmp_path):
    return Scene(tmp_path)


@pytest.mark.parametrize(
    ("variable", "scheme", "user", "tls"),
    [
        ("HTTPS_PROXY", "http", "", True),
        ("https_proxy", "http", "ada", True),
        ("ALL_PROXY", "socks5", "", True),
        ("all_proxy", "socks5h", "ada", True),
        ("PAPERBOY_PROXY", "socks", "", False),
        ("ALL_PROXY", "socks4", "", False),
    ],
)
async def test_a_day_and_a_push_go_through_the_proxy(
    scene, monkeypatch, variable, scheme, user, tls
):
    proxy = FakeProxy(user=user, password=PASSWORD if user else "")
    async with proxy, scene.open(monkeypatch, tls=tls):
        monkeypatch.setenv(variable, proxy.address(scheme))
        await scene.a_day_and_a_push()

    assert proxy.hosts == NAMES


@pytest.mark.parametrize("scheme", ["http", "socks5"])
async def test_what_no_proxy_names_goes_past_the_proxy(scene, monkeypatch, scheme):
    exempt = {"model.test", "gateway.test", "hub.test"}
    known = socket.getaddrinfo

    def getaddrinfo(host, *args, **more):
        name = host.decode() if isinstance(host, bytes) else host
        return known("127.0.0.1" if name in exempt else host, *args, **more)

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    async with FakeProxy() as proxy, scene.open(monkeypatch, tls=True):
        monkeypatch.setenv("ALL_PROXY", proxy.address(scheme))
        monkeypatch.setenv(
            "NO_PROXY",
            "localhost,::1,[::1],fe80::/10, .model.test ;gateway.test,10.0.0.0/33,*.hub.test",
        )
        await scene.a_day_and_a_push()

    assert proxy.hosts == NAMES - exempt


async def test_our_own_setting_overrides_the_usual_ones(scene, monkeypatch):
    async with FakeProxy() as ours, FakeProxy() as others, scene.open(monkeypatch, tls=False):
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, others.address("http"))
        monkeypatch.setenv("PAPERBOY_PROXY", ours.address("socks5"))
        await scene.a_day_and_a_push()

    assert (ours.hosts, others.seen) == (NAMES, [])


async def test_without_the_proxy_nobody_knows_the_names(scene, monkeypatch):
    """What the others rest on."""
    async with scene.open(monkeypatch, tls=False):
        for name in NAMES:
            with pytest.raises(OSError, match=r"\w"):
                await asyncio.get_running_loop().getaddrinfo(name, 80)
        assert place(load_settings().paperboy_hub_url).startswith("hub.test:")
