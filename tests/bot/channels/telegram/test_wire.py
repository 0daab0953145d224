"""Whose answer it is, and what becomes of answers that are not Telegram's or that the library
cannot read."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from telegram import Bot

from bot.channels.telegram import wire
from bot.channels.telegram.outbox import Outbox
from bot.channels.telegram.sender import TelegramSender
from bot.channels.telegram.wire import TelegramRequest, is_telegrams
from bot.chat.sent import SentMessages
from bot.chat.views import text_view
from core.chats import ChatKey
from core.delivery import Gone, Limited, Rejected, Uncertain, Unsent
from locales import Translator
from tests.bot.channels.telegram.test_sender import delivery, refusal
from tests.bot.dispatching import FAILED, SENT, scene_in
from tests.bot.talk import StandingClock
from tests.fakes.server import LoopbackServer
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_library import request_of

FORBIDDEN = {
    "ok": False,
    "error_code": 403,
    "description": "Forbidden: bot was blocked by the user",
}


@pytest.fixture
async def telegram():
    async with FakeTelegram(limits=None) as telegram:
        yield telegram


class Endless(LoopbackServer):
    """Answers what is asked of it with this beginning, and a blank now and then."""

    def __init__(self, begin):
        super().__init__()
        self.begin = begin

    def routes(self):
        return [web.post("/bot1:a/getMe", self._me), web.post("/{path:.*}", self._drip)]

    async def _me(self, request):
        me = {"id": 1, "is_bot": True, "first_name": "x", "username": "x_bot"}
        return web.json_response({"ok": True, "result": me})

    async def _drip(self, request):
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(self.begin)
        while True:
            await response.write(b" ")
            await asyncio.sleep(0.1)


@asynccontextmanager
async def bot_at(base_url, token):
    requests = [request_of(TelegramRequest, read_timeout=0.5) for _ in range(2)]
    async with Bot(token, base_url, request=requests[0], get_updates_request=requests[1]) as bot:
        yield bot


@pytest.fixture
async def bot(telegram):
    async with bot_at(telegram.base_url, telegram.token) as bot:
        yield bot


@pytest.mark.parametrize(
    ("status", "answer", "telegrams"),
    [
        (200, {"ok": True, "result": []}, True),
        (200, {"ok": True, "result": None}, True),
        (200, {"ok": True}, False),
        (200, {"result": []}, False),
        (200, [], False),
        (403, FORBIDDEN, True),
        (403, FORBIDDEN | {"parameters": {}}, True),
        (403, FORBIDDEN | {"parameters": None}, True),
        (403, FORBIDDEN | {"parameters": {"of_tomorrow": "x"}}, True),
        (403, FORBIDDEN | {"parameters": {"retry_after": "5"}}, False),
        (403, FORBIDDEN | {"parameters": []}, True),
        (403, FORBIDDEN | {"parameters": [5]}, False),
        (403, FORBIDDEN | {"ok": True}, False),
        (403, FORBIDDEN | {"ok": "false"}, False),
        (403, FORBIDDEN | {"description": None}, False),
        (403, {"ok": False, "description": "Forbidden"}, False),
        (403, {"error": "access_denied", "message": "Forbidden"}, False),
        (403, "Forbidden", False),
        (403, None, False),
    ],
)
def test_telegrams_words_have_a_form(status, answer, telegrams):
    assert is_telegrams(status, json.dumps(answer).encode()) is telegrams


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"{", b"\xff\xfe", b"[" * 100_000, b"error code: 1020"]
)
def test_what_is_no_json_is_somebody_elses(body):
    assert not is_telegrams(200, body)
    assert not is_telegrams(403, body)


LOOKS = ("html", "gbk", "empty", "text", "json", "number", "list", "cut")


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("status", [400, 401, 403, 404, 407, 409, 451, 502, 503, 521, 302])
async def test_pages_mean_that_nothing_was_sent(telegram, bot, status, look):
    chat = telegram.private()
    telegram.fail("sendMessage", f"page:{status}:{look}")

    assert (await refusal(TelegramSender(bot), chat))[0] is Unsent
    assert telegram.messages(chat) == []


@pytest.mark.parametrize("status", [200, 204, 504, 520, 524])
async def test_pages_of_what_may_have_passed_it_on_leave_it_in_doubt(telegram, bot, status):
    telegram.fail("sendMessage", f"page:{status}")

    assert (await refusal(TelegramSender(bot), telegram.private()))[0] is Uncertain


@pytest.mark.parametrize("look", LOOKS)
async def test_a_page_that_answers_everything_let_nothing_pass(telegram, bot, look):
    telegram.fail_always("*", f"page:200:{look}")

    assert (await refusal(TelegramSender(bot), telegram.private()))[0] is Unsent


def said(status, description, *, http=None, **parameters):
    """The fault of an answer in Telegram's form."""
    words = {
        "ok": False,
        "error_code": status,
        "description": description,
        "parameters": parameters,
    }
    return f"said:{http or status}:{json.dumps(words)}"


@pytest.mark.parametrize("http", [200, None])
@pytest.mark.parametrize(
    ("status", "description", "meaning"),
    [
        (403, "Forbidden: bot was blocked by the user", Gone),
        (400, "Bad Request: can't parse entities", Rejected),
        (401, "Unauthorized", Unsent),
        (409, "Conflict: something else is going on", Unsent),
        (420, "FLOOD_WAIT_5", Limited),
        (429, "Too Many Requests: retry after 5", Limited),
        (500, "Internal Server Error", Unsent),
        (502, "Bad Gateway", Unsent),
    ],
)
async def test_telegrams_words_count_whatever_is_written_on_them(
    telegram, bot, http, status, description, meaning
):
    """The type is HTML's, and some relays say 200 to everything."""
    telegram.fail("sendMessage", said(status, description, http=http))

    assert (await refusal(TelegramSender(bot), telegram.private()))[0] is meaning


STRANGE = ["30", True, [], {}, 10**30, -(10**30), float("nan"), float("inf")]


@pytest.mark.parametrize("seconds", [0, -5, 1.5, None, *STRANGE])
async def test_whatever_a_limit_asks_for_the_message_stays_owed(telegram, bot, seconds):
    telegram.fail("sendMessage", said(429, "Too Many Requests: later", retry_after=seconds))

    assert (await refusal(TelegramSender(bot), telegram.private()))[0] in (Limited, Unsent)


@pytest.mark.parametrize("chat", [0, 1.5, None, *STRANGE])
async def test_nobody_moves_to_what_is_no_chat(telegram, bot, chat):
    telegram.fail(
        "sendMessage", said(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=chat)
    )

    assert (await refusal(TelegramSender(bot), telegram.private()))[0] in (Rejected, Unsent)


async def test_telegrams_own_word_on_the_token_says_nothing_of_the_chat(telegram, bot):
    chat = telegram.private()
    telegram.fail("sendMessage", "401", "404", "403", "429:0")
    found = [(await refusal(TelegramSender(bot), chat))[0] for _ in range(4)]

    assert found == [Unsent, Unsent, Unsent, Limited]


@pytest.mark.parametrize("look", ["bare", "strange"])
async def test_an_echo_nobody_can_read_was_sent(telegram, bot, look):
    chat = telegram.private()
    telegram.fail("sendMessage", f"echo:{look}")

    assert await TelegramSender(bot).send(delivery(chat)) == str(telegram.messages(chat)[0].id)


async def test_an_echo_without_a_message_was_sent(telegram, bot):
    chat = telegram.private()
    telegram.fail("sendMessage", "echo:true")

    assert await TelegramSender(bot).send(delivery(chat)) == ""
    assert len(telegram.messages(chat)) == 1


@pytest.mark.parametrize("number", [True, 1.0, "1", None, 2**70])
async def test_an_echo_with_what_is_no_id_was_sent(telegram, bot, number):
    answer = json.dumps({"ok": True, "result": {"message_id": number}})
    telegram.fail("sendMessage", f"said:200:{answer}")

    assert await TelegramSender(bot).send(delivery(telegram.private())) == ""


@pytest.mark.parametrize(
    "limit",
    [
        {"parameters": {"retry_after": 0}},
        {"parameters": {"retry_after": None}},
        {"parameters": {"retry_after": "7"}},
        {"parameters": {"retry_after": True}},
        {"parameters": []},
        {},
    ],
)
async def test_a_limit_without_a_number_is_waited_for_all_the_same(telegram, bot, limit):
    said = {"ok": False, "error_code": 429, "description": "Slow down"} | limit
    telegram.fail("sendMessage", f"said:429:{json.dumps(said)}")

    assert await refusal(TelegramSender(bot), telegram.private()) == (Limited, 5)


@pytest.mark.parametrize("page", ["", "error code: 1015", "<title>Too many</title>"])
async def test_a_relays_limit_is_a_limit(telegram, bot, page):
    telegram.fail("sendMessage", f"said:429:{page}")

    assert await refusal(TelegramSender(bot), telegram.private()) == (Limited, 5)


@pytest.mark.parametrize(
    ("fault", "means"),
    [
        ("400:FLOOD_WAIT_30", (Limited, 30)),
        ("420:FLOOD_PREMIUM_WAIT_7", (Limited, 7)),
        ("400:SLOWMODE_WAIT_12", (Limited, 12)),
        ("400:PAYMENT_REQUIRED", (Gone, "no_rights")),
        ("403:ALLOW_PAYMENT_REQUIRED_10", (Gone, "no_rights")),
    ],
)
async def test_the_servers_own_names_are_known(telegram, bot, fault, means):
    telegram.fail("sendMessage", fault)

    assert await refusal(TelegramSender(bot), telegram.private()) == means


async def test_an_echo_that_begins_with_a_mark_of_its_order_is_read_and_not_logged(
    telegram, bot, caplog
):
    echo = json.dumps({"ok": True, "result": {"message_id": 7, "text": "s3cret"}})
    telegram.fail("sendMessage", f"said:200:\ufeff{echo}")

    assert await TelegramSender(bot).send(delivery(telegram.private())) == "7"
    assert "s3cret" not in caplog.text


async def test_an_echo_that_drips_for_ever_is_given_up(telegram, monkeypatch):
    monkeypatch.setattr(wire, "WHOLE", 0.5)
    async with Endless(b'{"ok": true, ') as server, bot_at(f"{server.url}/bot", "1:a") as bot:
        sender = TelegramSender(bot)

        assert await refusal(sender, telegram.private()) == (Uncertain, "Timed out")


async def test_a_push_with_strange_echoes_arrives_once(telegram, bot, tmp_path):
    chats = [telegram.private() for _ in range(8)]
    looks = ["bare", "strange", "true", "bare"] * 2
    for chat, look in zip(chats, looks, strict=True):
        telegram.fail(str(chat.id), f"echo:{look}")
    async with scene_in(tmp_path) as scene:
        scene.use(TelegramSender(bot))
        await scene.owe([chat.id for chat in chats], body=delivery(chats[0]).body)
        await scene.pushed()

        assert await scene.storage.deliveries.counts() == {SENT: 16}
    assert [len(telegram.messages(chat)) for chat in chats] == [2] * 8


async def test_a_relay_that_refuses_everything_pauses_nobody(telegram, bot, tmp_path, monkeypatch):
    """For a while it says 403 to whatever comes, on one page or another; then all arrives, once and
    in order."""
    monkeypatch.setattr("bot.delivery.lane.PAUSE", 0.02)
    monkeypatch.setattr("bot.delivery.refusals.LONGEST_PAUSE", 0.1)
    monkeypatch.setattr("bot.delivery.push.TRIES", 5)
    chats = [telegram.private() for _ in range(16)]
    async with scene_in(tmp_path) as scene:
        scene.use(TelegramSender(bot))
        await scene.owe([chat.id for chat in chats], body=delivery(chats[0]).body)
        for chat, look in zip(chats, LOOKS * 2, strict=True):
            telegram.fail(str(chat.id), *[f"page:403:{look}"] * 6)
        await scene.pushed()

        assert await scene.storage.deliveries.counts() == {SENT: 32}
        paused = [
            chat
            for chat in chats
            if (await scene.storage.chats.get(ChatKey("telegram", str(chat.id)))).paused
        ]
        assert paused == []
        assert FAILED not in await scene.storage.deliveries.counts()
    assert [len(telegram.messages(chat)) for chat in chats] == [2] * 16


@pytest.fixture
def outbox(bot, tmp_path):
    """What says and turns, over a dispatcher."""

    async def opened(work):
        async with scene_in(tmp_path) as scene:
            scene.use(TelegramSender(bot))
            sent = SentMessages(scene.storage, StandingClock(2026, 2, 5))
            await work(Outbox(bot, scene.dispatcher, sent))

    return opened


@pytest.mark.parametrize("look", ["bare", "strange", "true"])
async def test_answers_and_edits_do_not_care_for_their_echo(telegram, outbox, look):
    chat = telegram.private()
    key = ChatKey("telegram", str(chat.id))
    view = text_view(Translator("en"), "chat.start")

    async def work(outbox):
        telegram.fail("sendMessage", f"echo:{look}")
        telegram.fail("editMessageText", f"echo:{look}")
        await outbox.show(key, view)
        (message,) = telegram.messages(chat)
        await outbox.turn(key, message.id, text_view(Translator("zh"), "chat.start"))
        assert "报童" in message.text
        assert len(telegram.messages(chat)) == 1

    await outbox(work)


@pytest.mark.parametrize(
    "faults", [["502"], ["500", "page:502", "429:1"], ["page:403", "page:403:json"]]
)
async def test_an_answer_outlives_what_passes(telegram, outbox, faults, monkeypatch):
    monkeypatch.setattr("bot.delivery.lane.PAUSE", 0.05)
    monkeypatch.setattr("bot.delivery.refusals.LONGEST_PAUSE", 0.1)
    chat = telegram.private()
    key = ChatKey("telegram", str(chat.id))

    async def work(outbox):
        telegram.fail("sendMessage", *faults)
        await outbox.show(key, text_view(Translator("en"), "chat.start"))
        await outbox.show(key, text_view(Translator("zh"), "chat.start"))
        first, second = telegram.messages(chat)
        telegram.fail("editMessageText", *faults, "timeout")
        await outbox.turn(key, second.id, text_view(Translator("en"), "chat.start"))

        assert telegram.messages(chat) == [first, second]
        assert first.text == second.text
        assert "Paperboy" in first.text

    await outbox(work)


async def test_an_answer_in_doubt_is_not_sent_again(telegram, outbox):
    chat = telegram.private()
    telegram.fail("sendMessage", "timeout")

    async def work(outbox):
        with pytest.raises(Uncertain):
            await outbox.show(
                ChatKey("telegram", str(chat.id)), text_view(Translator("en"), "chat.start")
            )

    await outbox(work)
    assert len(telegram.messages(chat)) == 1
