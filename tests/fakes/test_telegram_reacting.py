"""Who is told of signs under messages, as the real library hears of it."""

from __future__ import annotations

import pytest
from telegram import Bot, ReactionTypeEmoji, Update
from telegram.ext import MessageReactionHandler

from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_library import polling


async def test_only_who_asks_for_them_is_told(telegram: FakeTelegram, bot: Bot) -> None:
    ann = telegram.user("Ann")
    chat = telegram.private(ann)
    await bot.send_message(chat.id, "a")
    (message,) = telegram.messages(chat)
    telegram.react(message, ann, "👍")
    assert await bot.get_updates(timeout=0) == ()
    await bot.get_updates(timeout=0, allowed_updates=[Update.MESSAGE_REACTION])
    telegram.react(message, ann, "🔥")
    (told,) = await bot.get_updates(timeout=0)
    assert told.message_reaction
    assert told.message_reaction.old_reaction == (ReactionTypeEmoji("👍"),)
    assert told.message_reaction.new_reaction == (ReactionTypeEmoji("🔥"),)
    assert told.effective_user
    assert told.effective_user.id == ann.id


async def test_in_company_only_admins_are_told(telegram: FakeTelegram) -> None:
    heard: list[Update] = []

    async def hear(update: Update, context: object) -> None:
        heard.append(update)

    ann = telegram.user("Ann")
    group, channel = telegram.group(ann), telegram.channel(ann)
    handler = MessageReactionHandler(hear)
    async with polling(telegram, handler, allowed_updates=Update.ALL_TYPES) as bot:
        for chat in (group, channel):
            await bot.send_message(chat.id, "a")
        (asked,), (post,) = telegram.messages(group), telegram.messages(channel)
        assert telegram.react(asked, ann, "👍") is None
        telegram.add_bot(group, ann, as_admin=True)
        telegram.react(asked, ann)
        telegram.react(asked, ann, "👎", sender_chat=group)
        telegram.react(post, ann, "👍")
        await telegram.wait_for(lambda: len(heard) == 3)
    person, hidden, counted = heard
    assert person.message_reaction
    assert person.message_reaction.user
    assert hidden.message_reaction
    assert hidden.message_reaction.user is None
    assert hidden.message_reaction.actor_chat
    assert hidden.message_reaction.actor_chat.id == group.id
    assert counted.message_reaction is None
    assert counted.message_reaction_count
    assert counted.message_reaction_count.reactions[0].total_count == 1


async def test_what_people_cannot_do(telegram: FakeTelegram, bot: Bot) -> None:
    ann, eve = telegram.user("Ann"), telegram.user("Eve")
    chat = telegram.private(ann)
    await bot.send_message(chat.id, "a")
    (message,) = telegram.messages(chat)
    with pytest.raises(AssertionError, match="too many"):
        telegram.react(message, ann, "👍", "🔥")
    assert telegram.react(message, ann, "👍", "🔥", premium=True) is not None
    with pytest.raises(AssertionError, match="no 🦷"):
        telegram.react(message, ann, "🦷")
    with pytest.raises(AssertionError, match="who is there"):
        telegram.react(message, eve, "👍")
