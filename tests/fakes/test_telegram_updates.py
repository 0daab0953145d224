"""How updates reach the real library: polling, conflicts, webhooks."""

from __future__ import annotations

import asyncio
import socket

import pytest
from telegram import Bot
from telegram.error import BadRequest, Conflict

from bot.channels.telegram.webhook import Door, Webhook
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_library import bot_of


async def test_a_poll_waits_and_an_offset_confirms(telegram: FakeTelegram, bot: Bot) -> None:
    chat = telegram.private()
    assert await bot.get_updates(timeout=0) == ()

    waiting = asyncio.gather(bot.get_updates(timeout=5))
    await telegram.wait_for(lambda: len(telegram.calls("getUpdates")) == 2)
    telegram.say(chat, chat.person, "one")
    ((first,),) = await waiting
    telegram.say(chat, chat.person, "two")

    assert [
        update.message.text for update in await bot.get_updates(timeout=0) if update.message
    ] == ["one", "two"]
    (second,) = await bot.get_updates(first.update_id + 1, timeout=0)
    assert second.update_id == first.update_id + 1
    assert await bot.get_updates(second.update_id + 1, timeout=0) == ()
    assert not telegram.updates.pending


async def test_only_what_is_asked_for_is_queued(telegram: FakeTelegram, bot: Bot) -> None:
    chat = telegram.private()
    await bot.get_updates(timeout=0, allowed_updates=["callback_query"])
    telegram.say(chat, chat.person, "one")

    assert await bot.get_updates(timeout=0, allowed_updates=[]) == ()
    telegram.say(chat, chat.person, "two")
    assert len(await bot.get_updates(timeout=0)) == 1


async def test_a_second_poller_ends_the_first(telegram: FakeTelegram, bot: Bot) -> None:
    first = asyncio.gather(bot.get_updates(timeout=5))
    await telegram.wait_for(lambda: telegram.calls("getUpdates"))
    async with bot_of(telegram) as other:
        await other.get_updates(timeout=0)

    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await first


async def test_polling_and_a_webhook_exclude_each_other(telegram: FakeTelegram, bot: Bot) -> None:
    await bot.set_webhook("https://example.org/hook", max_connections=7)

    assert (await bot.get_webhook_info()).max_connections == 7
    with pytest.raises(Conflict, match="webhook is active"):
        await bot.get_updates(timeout=0)
    await bot.delete_webhook()
    assert await bot.get_updates(timeout=0) == ()
    for url, secret in (("http://example.org/", ""), ("https://example.org/", "no blanks")):
        with pytest.raises(BadRequest):
            await bot.set_webhook(url, secret_token=secret)


async def test_a_webhook_gets_each_update_with_the_secret(telegram: FakeTelegram, bot: Bot) -> None:
    chat = telegram.private()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/hook"
        webhook = Webhook(url, "right")
        async with Door(webhook).listening(listener):
            await bot.set_webhook(url, secret_token="right")
            telegram.deliver_twice()
            telegram.say(chat, chat.person, "one")
            telegram.say(chat, chat.person, "two")
            seen = [(await webhook.queue.get())["update_id"] for _ in range(3)]
            assert seen[0] == seen[1] < seen[2]

            telegram.updates.set_webhook(url, "wrong", 1, drop=False)
            telegram.say(chat, chat.person, "three")
            await telegram.wait_for(lambda: "403" in telegram.updates.failure)
            assert "403" in str((await bot.get_webhook_info()).last_error_message)
            assert webhook.queue.empty()
