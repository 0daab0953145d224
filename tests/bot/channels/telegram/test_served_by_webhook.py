"""Being served through a webhook: what is heard, and what ends it."""

from __future__ import annotations

import socket

import aiohttp
import pytest

from bot.channels.telegram.errors import TelegramWebhookFailed, TelegramWebhookSet
from core.records import Stage
from tests.bot.channels.telegram.test_lifecycle import OTHERS, ended
from tests.telegram_world import scene


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@pytest.fixture
def hook():
    """Settings of a webhook on a free port."""
    port = free_port()
    return {
        "telegram_webhook_url": f"http://127.0.0.1:{port}/secret/path",
        "telegram_webhook_port": port,
    }


async def test_a_webhook_hears_what_is_delivered_once(tmp_path, hook):
    async with scene(tmp_path, **hook) as stage:
        ann = stage.telegram.user()
        chat = stage.telegram.private(ann)
        stage.telegram.deliver_twice(2)
        assert await stage.says(chat, ann, "/help")
        assert await stage.says(chat, ann, "/score 1 2026-02-05")
        await stage.quiet()

        assert len(stage.telegram.messages(chat)) == 2
        assert stage.telegram.calls("getUpdates") == []
        assert stage.telegram.updates.webhook.url == hook["telegram_webhook_url"]


async def test_a_webhook_listens_to_telegram_alone(tmp_path, hook):
    async with scene(tmp_path, **hook) as stage, aiohttp.ClientSession() as stranger:
        ann = stage.telegram.user()
        chat = stage.telegram.private(ann)
        stage.telegram.say(chat, ann, "/help")
        (update,) = [{"update_id": 1, "message": stage.telegram.said(chat).json()}]
        await stage.next(chat, 0)
        secret = stage.telegram.updates.webhook.secret
        for headers in (
            {},
            {"X-Telegram-Bot-Api-Secret-Token": "guess"},
            {"X-Telegram-Bot-Api-Secret-Token": ""},
        ):
            async with stranger.post(
                hook["telegram_webhook_url"], json=update, headers=headers
            ) as response:
                assert response.status == 403
        await stage.quiet()

    assert len(secret) == 64
    assert len(stage.telegram.messages(chat)) == 1


@pytest.fixture
def idle(monkeypatch):
    monkeypatch.setattr("bot.channels.telegram.bot.IDLE", 0.05)
    monkeypatch.setattr("bot.channels.telegram.bot.PAUSE", 0.05)
    monkeypatch.setattr("bot.channels.life.PAUSE", 0.05)


async def test_a_webhook_that_others_take_ends_it(tmp_path, hook, idle):
    async def run():
        async with scene(tmp_path, demo=False, **hook) as stage:
            await stage.until(lambda: stage.telegram.updates.webhook)
            stage.telegram.updates.set_webhook(OTHERS, "", 40, drop=False)
            await stage.ended()

    with pytest.raises(TelegramWebhookSet):
        await run()


async def test_a_webhook_that_is_removed_is_set_again(tmp_path, hook, idle):
    async with scene(tmp_path, **hook) as stage:
        await stage.until(lambda: stage.telegram.updates.webhook)
        stage.telegram.updates.set_webhook("", "", 40, drop=False)
        await stage.until(lambda: stage.telegram.updates.webhook)
        ann = stage.telegram.user()
        assert await stage.says(stage.telegram.private(ann), ann, "/help")


async def test_behind_a_webhook_too_telegram_may_be_out_of_reach(tmp_path, hook, idle):
    async with scene(tmp_path, **hook) as stage:
        stage.telegram.fail_always("*", "page:502")
        await stage.until(lambda: stage.app.standings.of("telegram").stage is Stage.WAITING)
        stage.telegram.heal()
        ann = stage.telegram.user()
        assert await stage.says(stage.telegram.private(ann), ann, "/help")


async def test_a_webhook_that_telegram_refuses(tmp_path, hook):
    error = await ended(
        tmp_path,
        TelegramWebhookFailed,
        **hook | {"telegram_webhook_url": "http://plain.example/hook"},
    )

    assert error.port == hook["telegram_webhook_port"]
    assert (
        error.for_operator()["reason"] == "Bad webhook: an https url must be provided for webhook"
    )


async def test_a_port_that_is_taken(tmp_path, hook):
    with socket.socket() as listener:
        listener.bind(("0.0.0.0", hook["telegram_webhook_port"]))
        listener.listen()
        error = await ended(tmp_path, TelegramWebhookFailed, **hook)

    assert str(error.for_operator()["reason"]).startswith("Address already in use")
