"""The server, as the real library sees it: methods, refusals, faults."""

from __future__ import annotations

import asyncio
import json
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from telegram import Bot
from telegram import InlineKeyboardButton as Button
from telegram import InlineKeyboardMarkup as Keyboard
from telegram import Update as TelegramUpdate
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut
from telegram.ext import CallbackQueryHandler, CommandHandler, ContextTypes

from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_library import bot_of, polling

KEYBOARD = Keyboard(
    [[Button("1", callback_data="paper:1"), Button("arXiv", url="https://arxiv.org/abs/1")]]
)


async def test_a_command_is_answered_and_a_button_turns_the_message(telegram: FakeTelegram) -> None:
    async def today(update: TelegramUpdate, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message
        await update.message.reply_html("<b>List</b>", reply_markup=KEYBOARD, do_quote=True)

    async def open_paper(update: TelegramUpdate, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.callback_query
        await update.callback_query.answer("opened")
        await update.callback_query.edit_message_text(f"Card of {update.callback_query.data}")

    chat = telegram.private()
    async with polling(telegram, CommandHandler("today", today), CallbackQueryHandler(open_paper)):
        telegram.say(chat, chat.person, "/today")
        (message,) = await telegram.wait_for(lambda: telegram.messages(chat))
        assert (message.text, message.html) == ("List", "<b>List</b>")
        assert message.entities == [{"type": "bold", "offset": 0, "length": 4}]
        assert message.reply_to == telegram.said(chat).id
        assert chat.person
        query = telegram.press(message, chat.person, message.data("1"))
        await telegram.wait_for(lambda: message.edits)

    assert (query.answered, query.text) == (True, "opened")
    assert (message.text, message.buttons, message.edits[0].text) == ("Card of paper:1", [], "List")


async def test_flood_is_refused_with_the_time_to_wait() -> None:
    async with FakeTelegram() as telegram, bot_of(telegram) as bot:
        chats = [telegram.private() for _ in range(31)]
        await asyncio.gather(*(bot.send_message(chat.id, "a") for chat in chats[:30]))

        for chat in chats[-1], chats[0]:
            with pytest.raises(RetryAfter):
                await bot.send_message(chat.id, "a")
        assert telegram.calls("sendMessage")[-1].refusal == "Too Many Requests: retry after 1"
        assert (telegram.refused, telegram.peak()) == (2, 30)
        assert telegram.messages(chats[-1]) == []


async def test_a_time_out_after_acceptance_leaves_one_message(telegram: FakeTelegram) -> None:
    chat = telegram.private()
    telegram.fail("sendMessage", "timeout")
    async with bot_of(telegram, read_timeout=0.2) as bot:
        with pytest.raises(TimedOut):
            await bot.send_message(chat.id, "a")
        await bot.send_message(chat.id, "b")

    assert [message.text for message in telegram.messages(chat)] == ["a", "b"]
    assert [call.status for call in telegram.calls("sendMessage")] == [None, 200]


@pytest.mark.parametrize(
    ("fault", "error", "text"),
    [
        ("500", NetworkError, "Internal Server Error"),
        ("502", NetworkError, "Bad Gateway"),
        ("drop", NetworkError, "httpx"),
        ("429:7", RetryAfter, "7 seconds"),
        ("400:TOPIC_CLOSED", BadRequest, "Topic_closed"),
        ("403:bot was blocked by the user", Forbidden, "blocked"),
    ],
)
async def test_faults(
    telegram: FakeTelegram, bot: Bot, fault: str, error: type[Exception], text: str
) -> None:
    chat = telegram.private()
    telegram.fail(str(chat.id), fault)

    with pytest.raises(error, match=text):
        await bot.send_message(chat.id, "a")
    await bot.send_message(chat.id, "b")
    assert [message.text for message in telegram.messages(chat)] == ["b"]


async def test_slow_answers_come_late_but_were_done_at_once(
    telegram: FakeTelegram, bot: Bot
) -> None:
    telegram.latency = 0.1
    telegram.fail("sendMessage", "slow:0.2")
    began = time.monotonic()
    await bot.send_message(telegram.private().id, "a")

    assert time.monotonic() - began >= 0.3
    assert telegram.sent[0].at - began < 0.1


def call(telegram: FakeTelegram, method: str, body: dict[str, object]) -> Any:
    """A blocking call without the library, as JSON."""
    url, headers = (
        f"{telegram.base_url}{telegram.token}/{method}",
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(
        urllib.request.Request(url, json.dumps(body).encode(), headers)
    ) as response:
        return json.load(response)["result"]


def test_a_thread_serves_blocking_tests_and_takes_json() -> None:
    with FakeTelegram(limits=None).in_thread() as telegram, ThreadPoolExecutor() as pool:
        chat = telegram.private()
        polled = pool.submit(call, telegram, "getUpdates", {"timeout": 5})
        telegram.wait_until(lambda: telegram.calls("getUpdates"))
        telegram.say(chat, chat.person, "/today")
        assert polled.result(2)[0]["message"]["text"] == "/today"

        sent = call(
            telegram,
            "sendMessage",
            {"chat_id": chat.id, "text": "a", "reply_markup": KEYBOARD.to_dict()},
        )
        assert sent["text"] == "a"
        (message,) = telegram.wait_until(lambda: telegram.messages(chat))
        assert message.data("1") == "paper:1"
        with pytest.raises(TimeoutError):
            telegram.wait_until(lambda: False, 0.02)
