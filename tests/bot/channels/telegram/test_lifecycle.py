"""How the service begins, what it outlives, and how it ends."""

from __future__ import annotations

import signal
import time

import pytest

from bot.channels.telegram.errors import (
    TelegramAddressWrong,
    TelegramConflict,
    TelegramTokenRejected,
    TelegramWebhookSet,
)
from bot.chat.problems import operator_text
from core.records import Stage
from locales import Translator
from tests.fakes.server import PATIENCE
from tests.fakes.telegram import FakeTelegram
from tests.processes import Started
from tests.telegram_world import scene
from tests.world import DATE

WRONG = "123456789:" + "wrong-token-for-tests-0000000000000"
OTHERS = "https://elsewhere.example/hook"


async def ended(tmp_path, error, *, act=None, telegram=None, **settings):
    """The error that ends the service, at once or after `act` has done something to it."""

    async def run():
        async with scene(tmp_path, telegram=telegram, demo=False, **settings) as stage:
            if act:
                await stage.telegram.updates.poll(None, 1, 0)  # somebody else's, which ends ours
                act(stage.telegram)
            await stage.ended()

    with pytest.raises(error) as raised:
        await run()
    return raised.value


async def test_a_wrong_token(tmp_path):
    await ended(tmp_path, TelegramTokenRejected, telegram_token=WRONG)


async def test_a_webhook_that_others_set(tmp_path):
    telegram = FakeTelegram(limits=None)
    telegram.updates.set_webhook(OTHERS, "", 40, drop=False)
    error = await ended(tmp_path, TelegramWebhookSet, telegram=telegram)

    assert error.for_operator()["url"] == OTHERS
    assert telegram.updates.webhook


@pytest.fixture
def hurry(monkeypatch):
    monkeypatch.setattr("bot.channels.telegram.bot.PAUSE", 0.05)
    monkeypatch.setattr("bot.channels.life.PAUSE", 0.05)


async def test_a_webhook_that_others_set_later(tmp_path, hurry):
    def act(telegram):
        telegram.updates.set_webhook(OTHERS, "", 40, drop=False)

    error = await ended(tmp_path, TelegramWebhookSet, act=act)
    assert error.for_operator()["url"] == OTHERS


async def test_a_second_poller_that_stays(tmp_path, hurry):
    def act(telegram):
        telegram.fail_always("getUpdates", "409:terminated by other getUpdates request")

    await ended(tmp_path, TelegramConflict, act=act)


async def test_a_second_poller_that_lets_go(tmp_path, hurry):
    async with scene(tmp_path) as stage:
        for _ in range(2):
            stage.telegram.fail("getUpdates", "409:terminated by other getUpdates request")
            await stage.telegram.updates.poll(None, 1, 0)
            ann = stage.telegram.user()
            await stage.says(stage.telegram.private(ann), ann, "/help")


async def test_a_token_that_is_revoked(tmp_path, hurry):
    def act(telegram):
        telegram.token = WRONG

    await ended(tmp_path, TelegramTokenRejected, act=act)


async def test_commands_are_registered_by_place_and_language(tmp_path):
    async with scene(tmp_path) as stage:
        await stage.until(lambda: len(stage.telegram.commands) == 9)
        menus = stage.telegram.commands

    reading = ["today", "date", "paper", "ask", "why", "table", "similar", "score"]
    reading += ["like", "dislike", "search", "interests", "privacy", "forget", "help", "start"]
    everything = [*reading[:11], "subscribe", "unsubscribe", "settings", "interests", "lang"]
    everything += reading[12:]
    for language in ("", "en", "zh"):
        names = {
            scope: [command["command"] for command in commands]
            for (scope, code), commands in menus.items()
            if code == language
        }
        assert names == {
            "all_private_chats": everything,
            "all_group_chats": reading,
            "all_chat_administrators": everything,
        }
    first = {
        code: commands[0]["description"]
        for (scope, code), commands in menus.items()
        if "group" in scope
    }
    assert first == {"": "the newest list", "en": "the newest list", "zh": "最新一期"}


async def test_menus_that_are_not_taken_stop_nobody_and_are_offered_again(tmp_path, monkeypatch):
    monkeypatch.setattr("bot.channels.telegram.bot.MENUS", 0.05)
    telegram = FakeTelegram(limits=None)
    telegram.fail_always("setMyCommands", "429:60")
    async with scene(tmp_path, telegram=telegram) as stage:
        ann = stage.telegram.user()
        assert await stage.says(stage.telegram.private(ann), ann, "/help")
        assert not telegram.commands
        telegram.heal()
        await stage.until(lambda: len(telegram.commands) == 9)


@pytest.mark.parametrize(
    "fault", ["502", "500", "429:1", "403", "drop", "page:403", "page:502:empty", "page:429:text"]
)
async def test_what_passes_at_the_first_word_is_waited_for(tmp_path, hurry, capsys, fault):
    telegram = FakeTelegram(limits=None)
    telegram.fail("getMe", fault, fault, fault)
    async with scene(tmp_path, telegram=telegram) as stage:
        ann = stage.telegram.user()
        assert await stage.says(stage.telegram.private(ann), ann, "/help")
    said = capsys.readouterr().out

    assert said.count("platform out of reach") == 1
    assert said.count("platform is back") == 1
    assert "Traceback" not in said
    assert telegram.token not in said


@pytest.mark.parametrize(
    "fault",
    [
        "page:404",
        "page:404:json",
        "page:200",
        "page:200:list",
        "page:301:empty",
        "page:405:text",
        "page:400",
    ],
)
async def test_an_address_where_something_else_answers(tmp_path, capsys, fault):
    telegram = FakeTelegram(limits=None)
    telegram.fail_always("getMe", fault)
    error = await ended(tmp_path, TelegramAddressWrong, telegram=telegram)
    said = operator_text(Translator("en"), error) + capsys.readouterr().out

    assert error.for_operator()["address"] == telegram.url
    assert "Traceback" not in said
    assert telegram.token not in said


async def test_an_address_that_was_right_is_out_of_order_and_not_wrong(tmp_path, hurry):
    telegram = FakeTelegram(limits=None)
    async with scene(tmp_path, telegram=telegram) as stage:
        telegram.fail_always("*", "page:404")
        await telegram.updates.poll(None, 1, 0)
        await stage.until(lambda: stage.app.standings.of("telegram").stage is Stage.WAITING)
        telegram.heal()
        ann = stage.telegram.user()
        assert await stage.says(stage.telegram.private(ann), ann, "/help")


async def test_what_nobody_can_read_later_is_out_of_order_too(tmp_path, hurry):
    telegram = FakeTelegram(limits=None)
    async with scene(tmp_path, telegram=telegram) as stage:
        telegram.fail_always("getWebhookInfo", 'said:200:{"ok": true, "result": []}')
        telegram.fail_always("getUpdates", "409:terminated by other getUpdates request")
        await telegram.updates.poll(None, 1, 0)
        await stage.until(lambda: stage.app.standings.of("telegram").stage is Stage.WAITING)
        telegram.heal()
        ann = stage.telegram.user()
        assert await stage.says(stage.telegram.private(ann), ann, "/help")


async def test_what_was_heard_is_not_heard_again_after_a_break(tmp_path, hurry):
    telegram = FakeTelegram(limits=None)
    async with scene(tmp_path, telegram=telegram) as stage:
        ann = telegram.user()
        chat = telegram.private(ann)
        await stage.says(chat, ann, "/help")
        telegram.fail_always("*", "502")
        await telegram.updates.poll(None, 1, 0)
        await stage.until(lambda: stage.app.standings.of("telegram").stage is Stage.WAITING)
        telegram.heal()
        await stage.says(chat, ann, "/help")
        await stage.quiet()

    assert len(telegram.messages(chat)) == 2


async def test_a_relay_that_holds_no_poll_open_is_not_asked_without_end(tmp_path):
    telegram = FakeTelegram(limits=None)
    telegram.fail_always("getUpdates", 'said:200:{"ok": true, "result": []}')
    async with scene(tmp_path, telegram=telegram) as stage:
        before = len(telegram.calls("getUpdates"))
        await stage.quiet()
        assert len(telegram.calls("getUpdates")) - before <= 1
        telegram.heal()
        ann = telegram.user()
        assert await stage.says(telegram.private(ann), ann, "/help")


@pytest.fixture
def telegram():
    with FakeTelegram(limits=None).in_thread() as telegram:
        yield telegram


def variables(telegram, **more):
    return {"telegram_token": telegram.token, "telegram_base_url": telegram.url} | more


def test_what_keeps_it_from_running_is_one_sentence(paperboy, telegram):
    ran = paperboy("run", **variables(telegram, telegram_token=WRONG))
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "Telegram rejects TELEGRAM_TOKEN. Please copy it again from @BotFather.\n"

    ran = paperboy("run", **variables(telegram, telegram_base_url=f"{telegram.url}/elsewhere/bot"))
    assert (ran.code, ran.out) == (1, "")
    there = f"{telegram.url}/elsewhere"
    assert (
        ran.err
        == f"{there} answers, but it is no Bot API server. Please check TELEGRAM_BASE_URL.\n"
    )

    telegram.updates.set_webhook(OTHERS, "", 40, drop=False)
    ran = paperboy("run", **variables(telegram))
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"This bot has a webhook ({OTHERS}).")
    assert ran.err.count("\n") == 1

    ran = paperboy("run", **variables(telegram, telegram_webhook_url="http://plain.example/hook"))
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(
        "The webhook cannot be set up on port 8443: Bad webhook: an https url must be provided"
    )
    assert ran.err.count("\n") == 1


def test_the_doctor_looks_at_telegram_too(paperboy, place, telegram):
    ran = paperboy("doctor", **variables(telegram))
    assert ran.code == 0
    assert ran.out.splitlines()[-1] == f"✓ Telegram knows the bot: {telegram.url}"
    assert telegram.commands == {}

    telegram.updates.set_webhook(OTHERS, "", 40, drop=False)
    ran = paperboy("doctor", **variables(telegram))
    assert ran.code == 1
    assert ran.out.splitlines()[-1].startswith(f"⚠ This bot has a webhook ({OTHERS}).")


def started(place, telegram, **more):
    """`python -m bot` in a process of its own, once it listens."""
    environment = {
        "LC_ALL": "en_US.UTF-8",
        **place.variables(**(variables(telegram, paperboy_languages="en,zh") | more)),
    }
    return Started("bot", cwd=place.folder, env=environment, apart=True)


def stopped(process):
    """How the process ended, and what it printed; raises TimeoutExpired when it goes on."""
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=PATIENCE)
    return process.returncode, out, err


def test_a_process_ends_soon_after_it_is_told_to(place, telegram):
    ann, eve = telegram.user("Ann"), telegram.user("Eve")
    chat, flood = telegram.private(ann), telegram.private(eve)
    place.model.latency = 2 * PATIENCE  # somebody's report will not be ready in time
    process = started(place, telegram)
    try:
        telegram.wait_until(lambda: telegram.calls("getUpdates"))
        telegram.fail("sendMessage", "429:1")  # the library warns of its own future then
        telegram.say(chat, ann, "/date 2026-02-05")
        telegram.say(chat, ann, "/paper 3")
        telegram.say(chat, ann, f"/paper 1 {DATE}")
        for _ in range(30):
            telegram.say(flood, eve, "/help")
        telegram.wait_until(lambda: len(telegram.messages(chat)) >= 3)
    finally:
        code, out, err = stopped(process)

    assert (code, out) == (0, "")
    assert "Traceback" not in err
    assert "Warning" not in err
    assert telegram.token not in err
    assert telegram.messages(chat)[0].text.startswith("Morning papers · Thu, 5 Feb")


def test_a_process_can_be_stopped_while_it_begins(place, telegram):
    telegram.fail_always("getMe", "timeout")
    process = started(place, telegram)
    try:
        telegram.wait_until(lambda: telegram.calls("getMe"))
    finally:
        code, out, err = stopped(process)

    assert (code, out, err) == (0, "", "")


def test_a_process_waits_for_telegram_and_another_tells_so(paperboy, place, telegram):
    nowhere = "http://127.0.0.1:9"
    process = started(place, telegram, telegram_base_url=nowhere)
    said = ""
    try:
        until = time.monotonic() + 30
        while "telegram is not served" not in said and time.monotonic() < until:
            said = paperboy("status").out
        assert process.poll() is None
    finally:
        code, out, err = stopped(process)

    assert "tried again: 127.0.0.1:9 is out of reach." in said
    assert "telegram: Paperboy is not running." in paperboy("status", **variables(telegram)).out
    assert "telegram" not in paperboy("status", telegram_token="").out
    assert (code, out) == (0, "")
    assert err.count("platform out of reach") == err.count("\n") == 1
    assert "Traceback" not in err
