"""How updates reach the real library: polling, conflicts, webhooks."""

from __future__ import annotations

import asyncio

import pytest
from telegram import Bot
from telegram.error import BadRequest, Conflict
from telegram.ext import Application, TypeHandler

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

    assert [update.message.text for update in await bot.get_updates(timeout=0) if update.message] == ["one", "two"]
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


async def test_a_webhook_gets_each_update_with_the_secret(telegram: FakeTelegram, unused_tcp_port: int) -> None:
    seen: list[int] = []

    async def note(update: object, _: object) -> None:
        seen.append(update.update_id)  # type: ignore[attr-defined]

    application = Application.builder().token(telegram.token).base_url(telegram.base_url).build()
    application.add_handler(TypeHandler(object, note))
    chat, url = telegram.private(), f"http://127.0.0.1:{unused_tcp_port}/hook"
    assert application.updater
    async with application:
        await application.start()
        await application.updater.start_webhook(
            "127.0.0.1", unused_tcp_port, "hook", webhook_url=url, secret_token="right"
        )
        telegram.deliver_twice()
        telegram.say(chat, chat.person, "one")
        telegram.say(chat, chat.person, "two")
        await telegram.wait_for(lambda: len(seen) == 3)
        assert seen[0] == seen[1] < seen[2]

        telegram.updates.set_webhook(url, "wrong", 1, drop=False)
        telegram.say(chat, chat.person, "three")
        await telegram.wait_for(lambda: "403" in telegram.updates.failure)
        assert "403" in str((await application.bot.get_webhook_info()).last_error_message)
        assert len(seen) == 3
        await application.updater.stop()
        await application.stop()
