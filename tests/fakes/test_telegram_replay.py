"""Recorded updates go through the real library, and its answers find their chats."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from telegram import Update
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, RetryAfter, TelegramError

from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_library import bot_of

UPDATE: dict[str, Any] = {
    "update_id": 500_000,
    "message": {
        "message_id": 35,
        "from": {"id": 42, "is_bot": False, "first_name": "Ann"},
        "chat": {"id": -1001234567489, "title": "Readers", "is_forum": True, "type": "supergroup"},
        "date": 1704564319,
        "message_thread_id": 33,
        "is_topic_message": True,
        "text": "/paper 3",
    },
}


async def test_an_injected_update_opens_its_chat() -> None:
    async with FakeTelegram(limits=None) as telegram, bot_of(telegram) as bot:
        assert telegram.inject(UPDATE)["update_id"] == 500_000
        assert telegram.inject(UPDATE)["update_id"] == 500_001
        heard = (await bot.get_updates(timeout=0))[0]
        assert heard.message
        await heard.message.reply_text("here", do_quote=True)

    (sent,) = telegram.sent
    assert (sent.chat.id, sent.thread, sent.reply_to) == (-1001234567489, 33, 35)


async def test_an_injected_query_can_be_answered_and_its_message_edited() -> None:
    message = {
        "message_id": 5,
        "chat": {"id": 42, "type": "private", "first_name": "Ann"},
        "date": 1,
        "text": "List",
    }
    query = {
        "id": "77",
        "from": {"id": 42, "is_bot": False, "first_name": "Ann"},
        "message": message,
        "data": "a",
    }
    async with FakeTelegram(limits=None) as telegram, bot_of(telegram) as bot:
        telegram.inject({"update_id": 1, "callback_query": query | {"chat_instance": "1"}})
        (heard,) = await bot.get_updates(timeout=0)
        assert heard.callback_query
        await heard.callback_query.answer()
        await heard.callback_query.edit_message_text("Card")

    assert telegram.chats[42].stored[5].text == "Card"


def updates_in(folder: Path) -> list[dict[str, Any]]:
    """The recorded updates, those of getUpdates answers too."""
    found = []
    for path in sorted(folder.rglob("*.json")):
        content = json.loads(path.read_text())
        content = (
            content["result"] if isinstance(content, dict) and "result" in content else content
        )
        found += [
            each
            for each in (content if isinstance(content, list) else [content])
            if _readable(each)
        ]
    return found


def _readable(update: dict[str, Any]) -> bool:
    """Whether it is an update in a shape the library still reads: it refuses polls from before Bot
    API 10.0."""
    try:
        return "update_id" in update and bool(Update.de_json(update, None))
    except (TypeError, KeyError):
        return False


@pytest.mark.recorded
async def test_recorded_updates_reach_the_library(recorded: Path) -> None:
    updates = updates_in(recorded / "telegram")
    assert len(updates) > 100
    async with FakeTelegram(limits=None) as telegram, bot_of(telegram) as bot:
        await bot.get_updates(timeout=0, allowed_updates=Update.ALL_TYPES)
        injected = [telegram.inject(update) for update in updates]
        heard: list[Update] = []
        while batch := await bot.get_updates(heard[-1].update_id + 1 if heard else None, timeout=0):
            heard += batch

    kinds = [next((name for name in each if name != "update_id"), None) for each in injected]
    known = [
        each["update_id"]
        for each, kind in zip(injected, kinds, strict=True)
        if kind in Update.ALL_TYPES
    ]
    assert [update.update_id for update in heard] == known


@pytest.mark.recorded
async def test_every_recorded_refusal_becomes_its_error(recorded: Path) -> None:
    kinds = {400: BadRequest, 401: InvalidToken, 403: Forbidden, 409: Conflict, 429: RetryAfter}
    async with FakeTelegram(limits=None) as telegram, bot_of(telegram) as bot:
        chat = telegram.private()
        for path in sorted((recorded / "telegram" / "errors").glob("*.json")):
            body = json.loads(path.read_text())
            status, parameters = body["error_code"], body.get("parameters", {})
            detail = parameters.get("retry_after") or body["description"].partition(": ")[2]
            telegram.fail("sendMessage", f"{status}:{detail}" if detail else str(status))
            with pytest.raises(TelegramError) as refused:
                await bot.send_message(chat.id, "a")
            assert isinstance(refused.value, kinds[status]), path.name
