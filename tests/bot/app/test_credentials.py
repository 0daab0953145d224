"""User and password in any address are used, and never seen again: not in an answer, a log, an
error or the store."""

from __future__ import annotations

import base64
import io
import logging
from urllib.parse import quote

import aiohttp
import pytest
import structlog
from aiohttp import web

from bot.app.cli import SECRET_SHAPES
from bot.app.logs import configure_logs
from core.masking import Mask
from tests.fakes.proxy import FakeProxy
from tests.fakes.server import LoopbackServer
from tests.fakes.telegram import FakeTelegram
from tests.world import DATE

USER, PASSWORD = "adalovelace", "s3cret/wörd: 1"
FORMS = (
    PASSWORD,
    quote(PASSWORD, safe=""),
    quote(PASSWORD),
    base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode(),
)


class Relay(LoopbackServer):
    """Lets through who has the right user and password, with the key that the server behind it
    wants."""

    def __init__(self, behind: str, key: str = "") -> None:
        super().__init__()
        self.behind, self.key = behind, key
        self.let_through = self.sent_away = 0

    def routes(self) -> list[web.RouteDef]:
        return [web.route("*", "/{path:.*}", self._pass_on)]

    async def _pass_on(self, request: web.Request) -> web.Response:
        right = "Basic " + FORMS[-1]
        if request.headers.get("Authorization") != right:
            self.sent_away += 1
            return web.Response(status=401, text="<h1>Who are you?</h1>", content_type="text/html")
        self.let_through += 1
        headers = {
            name: value
            for name, value in request.headers.items()
            if name not in ("Authorization", "Host")
        }
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        there = self.behind + request.path_qs
        async with (
            aiohttp.ClientSession(auto_decompress=False) as session,
            session.request(
                request.method,
                there,
                headers=headers,
                data=await request.read(),
                allow_redirects=False,
            ) as answer,
        ):
            return web.Response(
                status=answer.status, body=await answer.read(), headers=_kept(answer.headers)
            )

    def address(self, password: str = PASSWORD) -> str:
        """The relay's address, with user and password."""
        return self.url.replace("://", f"://{USER}:{quote(password, safe='')}@")


def _kept(headers):
    return {name: headers[name] for name in ("Content-Type", "ETag", "Location") if name in headers}


@pytest.fixture
def relays(place):
    """Relays before the hub, arXiv and the model of the place, and before a Telegram."""
    telegram = FakeTelegram(limits=None)
    with telegram.in_thread():
        hub, arxiv = Relay(place.hub.url), Relay(place.arxiv.url)
        model, chat = Relay(place.model.url, place.model.key), Relay(telegram.url)
        with hub.in_thread(), arxiv.in_thread(), model.in_thread(), chat.in_thread():
            yield {
                "hub": hub,
                "arxiv": arxiv,
                "model": model,
                "telegram": chat,
                "token": telegram.token,
            }


def variables(relays, password: str = PASSWORD) -> dict[str, str]:
    return {
        "paperboy_hub_url": relays["hub"].address(password),
        "paperboy_arxiv_url": relays["arxiv"].address(password),
        "openai_base_url": relays["model"].address(password) + "/v1",
        "telegram_base_url": relays["telegram"].address(password),
        "telegram_token": relays["token"],
    }


def everything(paperboy, monkeypatch, **given) -> list:
    """What the commands do and say."""
    told = [
        paperboy("doctor", "--debug", **given),
        paperboy("ingest", "--date", DATE, "--debug"),
        paperboy("status"),
    ]
    monkeypatch.setattr(
        "sys.stdin", io.StringIO(f"/date {DATE}\n/paper 1\n/why 1\n/score 1\n/status\n")
    )
    return [*told, paperboy("chat"), paperboy("export", "report", "--date", DATE, "--debug")]


def test_they_are_used_and_never_seen(paperboy, monkeypatch, place, relays, tmp_path):
    told = everything(paperboy, monkeypatch, **variables(relays))

    assert [ran.code for ran in told[:4]] == [0, 0, 0, 0]
    for name in ("hub", "arxiv", "model", "telegram"):
        assert relays[name].let_through, name
        assert not relays[name].sent_away, name
    printed = "".join(ran.out + ran.err for ran in told)
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("paperboy.db*"))
    for form in FORMS:
        assert form not in printed
        assert form.encode() not in stored
    assert USER not in printed


@pytest.mark.parametrize("wrong", ["hunter22", "p w/ü"])
def test_wrong_ones_are_not_seen_either(paperboy, monkeypatch, place, relays, tmp_path, wrong):
    told = everything(paperboy, monkeypatch, **variables(relays, wrong))

    assert told[0].code == 1
    printed = "".join(ran.out + ran.err for ran in told)
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("paperboy.db*"))
    for form in (wrong, quote(wrong, safe="")):
        assert form not in printed
        assert form.encode() not in stored
    assert USER not in printed


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("openai_base_url", "ada:s3cret@hub.example"),
        ("openai_base_url", "https://ada:s3cret@[hub.example"),
        ("openai_fallback_base_url", "https://ada:s3cret@127.0.0.1:9/v1"),
        ("openai_headers", "s3cret without a colon"),
        ("openai_headers", "X-A: s3cret|B b: s3cret"),
        ("paperboy_hub_url", "https://ada:s3cret@hub.example:99999"),
        ("paperboy_arxiv_url", "ftp://ada:s3cret@arxiv.example"),
        ("telegram_base_url", "https://ada:s3cret@"),
        ("telegram_webhook_url", "https://ada:s3cret@bot.example:8443/hook"),
        ("telegram_webhook_url", "http://ada:s3cret@bot.example/hook"),
        ("telegram_token", "s3cret schlüssel"),
        ("database_url", "postgresql://ada:s3cret@db.example/papers"),
        ("paperboy_proxy", "s3cret://ada:s3cret@proxy.example"),
        ("https_proxy", "ada:s3cret@proxy.example:99999"),
        ("no_proxy", "http://ada:s3cret@hub.example:1:2"),
        ("no_proxy", "ada:s3cret@hub.example:99999"),
        ("ssl_cert_file", "https://ada:s3cret@files.example/all.pem"),
        ("paperboy_contact", "https://ada:s3cret@me.example"),
    ],
)
def test_what_is_wrong_with_a_setting_is_told_without_its_secret(paperboy, place, name, value):
    told = [paperboy("doctor", "--debug", **{name: value}), paperboy("status", "--debug")]

    assert "s3cret" not in "".join(ran.out + ran.err for ran in told)


def test_a_query_with_a_key_is_not_shown(paperboy, place):
    ran = paperboy(
        "doctor", "--debug", openai_base_url=f"{place.model.base_url}?api-key=abcdefgh0123"
    )

    assert "abcdefgh0123" not in ran.out + ran.err


def test_a_proxys_password_is_not_seen(paperboy, monkeypatch, place, tmp_path):
    with FakeProxy(user=USER, password="hunter22").in_thread() as proxy:
        for scheme in ("http", "socks5"):
            given = {
                "paperboy_hub_url": "http://hub.test",
                "paperboy_arxiv_url": "https://arxiv.test",
            }
            told = everything(
                paperboy,
                monkeypatch,
                **given,
                all_proxy=proxy.address(scheme, password="s3cret-word"),
            )
            printed = "".join(ran.out + ran.err for ran in told)

            assert proxy.place in printed
            assert "s3cret-word" not in printed
            assert USER not in printed


@pytest.mark.parametrize(
    "line",
    [
        "GET https://ada:s3cret@hub.example/x",
        "proxy socks5h://ada:s3cret@127.0.0.1:1080 refused",
        "GET https://hub.example/v1?api-key=s3cret&page=2",
        "GET https://hub.example/v1?page=2&access_token=s3cret",
        "https://key-s3cret@hub.example",
    ],
)
def test_logs_show_no_credentials_of_any_address(line, capsys):
    configure_logs(logging.INFO, Mask(shapes=SECRET_SHAPES))
    try:
        structlog.get_logger().info("sent", what=line)
        logging.getLogger("some.library").warning(line)
        told = capsys.readouterr().err
    finally:
        logging.basicConfig(level=logging.WARNING, handlers=[], force=True)
        structlog.reset_defaults()

    assert told.count("***") == 2
    assert "s3cret" not in told
    assert "example" in told or "127.0.0.1:1080" in told
