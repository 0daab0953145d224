"""python-telegram-bot on our transport: through a proxy, and what becomes of a message when that is
in trouble."""

from __future__ import annotations

import gzip
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from telegram import Bot

from bot.app.settings import Settings
from bot.channels.accounts import Account
from bot.channels.telegram.bot import TelegramBot
from bot.channels.telegram.errors import TelegramUnreachable
from bot.channels.telegram.requests import CONNECTIONS, request
from bot.channels.telegram.sender import translated
from bot.channels.telegram.wire import NotTelegram
from bot.chat.problems import operator_text
from core.delivery import Unsent
from core.network.outside import Outside, outside
from core.network.proxies import Proxies, parse_proxy
from locales import Translator, translators
from tests.fakes.authority import Authority
from tests.fakes.proxy import FakeProxy, TlsFront, named
from tests.fakes.server import LoopbackServer
from tests.fakes.telegram import FakeTelegram


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram(limits=None) as server:
        yield server


def behind(address: str, authority: Authority | None = None) -> Outside:
    proxy = parse_proxy(address, "ALL_PROXY")
    return outside(Proxies(proxy, proxy), cert_file=str(authority.file) if authority else None)


@asynccontextmanager
async def bot_of(url: str, token: str, ways: Outside) -> AsyncIterator[Bot]:
    """The library's bot, made as ours makes it."""
    bot = Bot(
        token,
        base_url=f"{url}/bot",
        request=request(ways, CONNECTIONS),
        get_updates_request=request(ways, 1),
    )
    async with bot:
        yield bot


@pytest.mark.parametrize("scheme", ["http", "socks5", "socks4"])
async def test_asking_hearing_and_sending_go_through_the_proxy(telegram, tmp_path, scheme):
    chat = telegram.private()
    authority = Authority(tmp_path)
    async with (
        FakeProxy() as proxy,
        TlsFront(authority.server("telegram.test"), telegram.url) as front,
    ):
        address = named(telegram.url, "telegram.test", scheme="https", port=front.port)
        async with bot_of(address, telegram.token, behind(proxy.address(scheme), authority)) as bot:
            await bot.send_message(chat.id, "hello")
            telegram.say(chat, None, "hi")
            (update,) = await bot.get_updates(timeout=1)

    assert update.message.text == "hi"
    assert [message.text for message in telegram.messages(chat)][:1] == ["hello"]
    assert {led.host for led in proxy.seen} == {"telegram.test"}
    assert len(proxy.seen) == 2  # one way for asking, one for hearing


@pytest.mark.parametrize("fault", ["refused", "password", "beyond", "page", "login", "dropped"])
@pytest.mark.parametrize("scheme", ["http", "socks5"])
async def test_a_message_that_met_a_proxys_trouble_was_not_sent(telegram, tmp_path, scheme, fault):
    """So it is sent again, and is not left unknown."""
    chat = telegram.private()
    authority = Authority(tmp_path)
    async with (
        FakeProxy() as proxy,
        TlsFront(authority.server("telegram.test"), telegram.url) as front,
    ):
        address = named(telegram.url, "telegram.test", scheme="https", port=front.port)
        ways = behind(proxy.address(scheme), authority)
        bot = Bot(telegram.token, base_url=f"{address}/bot", request=request(ways, 1))
        await bot._request[1].initialize()
        proxy.fault = fault
        with pytest.raises(Unsent), translated():
            await bot.send_message(chat.id, "hello")
        proxy.fault = ""
        await bot.send_message(chat.id, "hello")
        await bot._request[1].shutdown()

    assert len(telegram.messages(chat)) == 1


async def test_a_proxy_that_is_down_is_named_when_telegram_is_out_of_reach():
    settings = Settings(telegram_token="123456789:AA", telegram_base_url="http://telegram.test")
    ways = behind("socks5://ada:s3cret-word@127.0.0.1:9")
    account = Account("telegram", token=settings.telegram_token[0])
    with pytest.raises(TelegramUnreachable) as caught:
        await TelegramBot(settings, account, translators(("en",)), ways).check()

    told = {"host": "telegram.test", "reason": "proxy_down", "proxy": "127.0.0.1:9 (ALL_PROXY)"}
    assert caught.value.for_operator() == told


class Firewall(LoopbackServer):
    """Answers every request with its page."""

    def routes(self) -> list[web.RouteDef]:
        return [web.route("*", "/{path:.*}", self._page)]

    async def _page(self, request: web.Request) -> web.Response:
        return web.Response(status=403, text="<title>Blocked</title>", content_type="text/html")


async def test_a_firewall_that_answers_for_telegram_is_told_by_its_status():
    async with Firewall() as firewall:
        settings = Settings(telegram_token="123456789:AA", telegram_base_url=firewall.url)
        account = Account("telegram", token=settings.telegram_token[0])
        with pytest.raises(TelegramUnreachable) as caught:
            await TelegramBot(
                settings, account, translators(("en",)), behind("http://127.0.0.1:9")
            ).check()

    assert "HTTP 403" in operator_text(Translator("en"), caught.value)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("429:60", "answers: “Flood control exceeded. Retry in 60 seconds”."),
        ("500", "answers: “Internal Server Error”."),
        ("drop", "is out of reach."),
        ("timeout:9", "is out of reach."),
        ("page:429", "but not Telegram (HTTP 429)"),
    ],
)
async def test_what_telegram_itself_says_is_told(telegram, fault, words):
    telegram.fail_always("getMe", fault)
    settings = Settings(telegram_token=telegram.token, telegram_base_url=telegram.url)
    account = Account("telegram", token=settings.telegram_token[0])
    bot = TelegramBot(settings, account, translators(("en",)), behind("http://127.0.0.1:9"))
    with pytest.raises(TelegramUnreachable) as caught:
        await bot.check()

    assert words in operator_text(Translator("en"), caught.value)


async def test_a_bot_that_was_shut_down_can_sign_in_again(telegram):
    ways = behind("http://127.0.0.1:9")  # which is not asked: the server is on this machine
    bot = Bot(
        telegram.token,
        base_url=telegram.base_url,
        request=request(ways, 1),
        get_updates_request=request(ways, 1),
    )
    for _ in range(2):
        async with bot:
            assert bot.username


class Filling(LoopbackServer):
    """Answers every call with what Telegram might say, filled up with so many blanks."""

    def __init__(self, blanks: int, encoding: str) -> None:
        super().__init__()
        body = b'{"ok": true, "result": {"message_id": 7}}' + b" " * blanks
        self.body = gzip.compress(body) if encoding else body
        self.headers = {"Content-Encoding": encoding} if encoding else {}

    def routes(self) -> list[web.RouteDef]:
        return [web.post("/{path:.*}", self._answer)]

    async def _answer(self, request: web.Request) -> web.Response:
        return web.Response(body=self.body, headers=self.headers)


@pytest.mark.parametrize("encoding", ["", "gzip"])
async def test_an_answer_of_any_size_is_not_read_whole(encoding: str) -> None:
    """Packed, 64 megabytes of blanks are 64 kilobytes."""
    way = request(behind("http://127.0.0.1:9"), 1)
    async with way, Filling(1000, encoding) as server:
        status, body = await way.do_request(f"{server.url}/x", "POST")
        assert (status, json.loads(body)["result"]) == (200, {"message_id": 7})
    async with way, Filling(64 * 1024 * 1024, encoding) as server:
        with pytest.raises(NotTelegram):
            await way.do_request(f"{server.url}/x", "POST")


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
async def test_what_is_not_packed_as_it_says_is_somebody_elses(encoding: str) -> None:
    way = request(behind("http://127.0.0.1:9"), 1)
    async with way, Filling(0, "") as server:
        server.headers = {"Content-Encoding": encoding}
        with pytest.raises(NotTelegram):
            await way.do_request(f"{server.url}/x", "POST")
