"""What the bot may ask and set, through the real library."""

from __future__ import annotations

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    ChatMemberAdministrator,
)
from telegram import InlineKeyboardButton as Button
from telegram import InlineKeyboardMarkup as Keyboard
from telegram.constants import ChatAction
from telegram.error import BadRequest, Forbidden, InvalidToken

from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_library import bot_of

KEYBOARD = Keyboard(
    [[Button("1", callback_data="paper:1"), Button("arXiv", url="https://arxiv.org/abs/1")]]
)


async def test_a_query_is_answered_once(telegram: FakeTelegram, bot: Bot) -> None:
    chat = telegram.private()
    await bot.send_message(chat.id, "a", reply_markup=KEYBOARD)
    assert chat.person
    query = telegram.press(telegram.messages(chat)[0], chat.person, "made up", forged=True)

    assert await bot.answer_callback_query(query.id)
    for key in (query.id, "17"):
        with pytest.raises(BadRequest, match="Query is too old"):
            await bot.answer_callback_query(key)


async def test_who_is_where(telegram: FakeTelegram, bot: Bot) -> None:
    owner, stranger = telegram.user(), telegram.user()
    group = telegram.group(owner, bot="administrator")
    admin = telegram.join(group, telegram.user(), "administrator")

    assert (await bot.get_chat(group.id)).title == "Readers"
    assert isinstance(await bot.get_chat_member(group.id, admin.id), ChatMemberAdministrator)
    assert (await bot.get_chat_member(group.id, stranger.id)).status == "left"
    assert {member.user.id for member in await bot.get_chat_administrators(group.id)} == {
        owner.id,
        admin.id,
        telegram.bot.id,
    }
    with pytest.raises(BadRequest, match="User not found"):
        await bot.get_chat_member(group.id, 5)
    await bot.leave_chat(group.id)
    with pytest.raises(Forbidden):
        await bot.get_chat(group.id)


async def test_commands_are_kept_by_scope_and_language(telegram: FakeTelegram, bot: Bot) -> None:
    chat = telegram.private()
    today = [BotCommand("today", "Today's list")]
    await bot.set_my_commands(today)
    await bot.set_my_commands(today, BotCommandScopeAllPrivateChats(), "zh")
    await bot.set_my_commands([], BotCommandScopeChat(chat.id))

    assert set(telegram.commands) == {
        ("default", ""),
        ("all_private_chats", "zh"),
        (f"chat:{chat.id}", ""),
    }
    assert list(await bot.get_my_commands(BotCommandScopeAllPrivateChats(), "zh")) == today
    for wrong in (BotCommand("Today", "a"), BotCommand("today", "a" * 257)):
        with pytest.raises(BadRequest, match="Bot_command"):
            await bot.set_my_commands([wrong])
    with pytest.raises(BadRequest, match="language code"):
        await bot.set_my_commands(today, language_code="english")


async def test_tokens_methods_and_actions(telegram: FakeTelegram, bot: Bot) -> None:
    for token in ("7000000001:" + "A" * 35, "nonsense"):
        with pytest.raises(InvalidToken):
            async with bot_of(telegram, token=token):
                pass
    with pytest.raises(Exception, match="not found"):
        await bot.do_api_request("sendNonsense")
    assert await bot.send_chat_action(telegram.private().id, ChatAction.TYPING)
    with pytest.raises(BadRequest, match="Wrong parameter action"):
        await bot.send_chat_action(telegram.private().id, "dancing")
