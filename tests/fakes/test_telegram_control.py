"""What people do, as the real library hears of it."""

from __future__ import annotations

import pytest
from telegram import Bot, Update
from telegram.error import BadRequest

from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_library import bot_of


async def news(telegram: FakeTelegram, bot: Bot) -> list[Update]:
    """The updates since the last time."""
    found = list(await bot.get_updates(timeout=0))
    await bot.get_updates(found[-1].update_id + 1 if found else None, timeout=0)
    return found


async def test_privacy_mode_shows_what_concerns_the_bot(telegram: FakeTelegram, bot: Bot) -> None:
    owner = telegram.user()
    group = telegram.group(owner)
    sent = await bot.send_message(group.id, "a")
    name = telegram.bot.username

    for text in ("hello", "/today@other_bot", "hello @somebody_else"):
        assert telegram.say(group, owner, text) is None
    for text in ("/today", f"/today@{name}", f"🏆 hello @{name}"):
        assert telegram.say(group, owner, text)
    assert telegram.say(group, owner, "3", reply_to=telegram.messages(group)[0])
    heard = await news(telegram, bot)
    assert len(heard) == 4
    reply = heard[-1].message
    assert reply
    assert reply.reply_to_message
    assert reply.reply_to_message.id == sent.id
    telegram.add_bot(group, owner, as_admin=True)
    assert telegram.say(group, owner, "hello")


async def test_without_privacy_mode_groups_show_everything() -> None:
    async with FakeTelegram(privacy=False) as telegram, bot_of(telegram) as bot:
        owner = telegram.user()
        assert telegram.say(telegram.group(owner), owner, "hello")
        assert (await bot.get_me()).can_read_all_group_messages


async def test_hidden_admins_and_channels_speak_through_a_chat(
    telegram: FakeTelegram, bot: Bot
) -> None:
    owner = telegram.user()
    group, channel, other = telegram.group(owner), telegram.channel(owner), telegram.channel(owner)
    group.linked = channel

    for sender in (group, channel, other):
        user = None if sender is channel else owner
        telegram.say(group, user, "/subscribe", sender_chat=sender)
    telegram.say(channel, owner, "/subscribe")
    heard = await news(telegram, bot)
    anonymous, forwarded, posing = (update.message for update in heard[:3])

    assert anonymous
    assert anonymous.from_user
    assert anonymous.sender_chat
    assert (anonymous.from_user.id, anonymous.sender_chat.id) == (1087968824, group.id)
    assert forwarded
    assert forwarded.is_automatic_forward
    assert posing
    assert (posing.sender_chat, posing.is_automatic_forward) != (None, True)
    assert heard[3].channel_post
    assert heard[3].channel_post.from_user is None
    assert (await bot.get_chat(group.id)).linked_chat_id == channel.id


async def test_topics(telegram: FakeTelegram, bot: Bot) -> None:
    owner = telegram.user()
    forum = telegram.group(owner, forum=True)
    thread = telegram.topic(forum)
    await news(telegram, bot)

    telegram.say(forum, owner, "/subscribe", thread=thread)
    (heard,) = await news(telegram, bot)
    assert heard.message
    assert (heard.message.message_thread_id, heard.message.is_topic_message) == (thread, True)
    assert heard.message.reply_to_message
    assert heard.message.reply_to_message.forum_topic_created
    await heard.message.reply_text("done")
    await bot.send_message(forum.id, "general")
    assert [message.text for message in telegram.messages(forum, thread)] == ["done"]
    assert [message.text for message in telegram.messages(forum, 0)] == ["general"]
    for missing in (1, 99):
        with pytest.raises(BadRequest, match="thread not found"):
            await bot.send_message(forum.id, "a", message_thread_id=missing)


async def test_topics_close_and_go(telegram: FakeTelegram, bot: Bot) -> None:
    owner = telegram.user()
    forum = telegram.group(owner, forum=True)
    thread, other = telegram.topic(forum), telegram.topic(forum)

    telegram.close_topic(forum, thread)
    with pytest.raises(BadRequest, match="Topic_closed"):
        await bot.send_message(forum.id, "a", message_thread_id=thread)
    telegram.close_topic(forum, thread, closed=False)
    await bot.send_message(forum.id, "a", message_thread_id=thread)
    telegram.delete_topic(forum, other)
    with pytest.raises(BadRequest, match="thread not found"):
        await bot.send_message(forum.id, "a", message_thread_id=other)
    with pytest.raises(BadRequest, match="rights to create a topic"):
        await bot.create_forum_topic(forum.id, "Papers")
    telegram.add_bot(forum, owner, as_admin=True)
    assert (await bot.create_forum_topic(forum.id, "Papers")).message_thread_id in forum.topics


async def test_the_bot_is_told_of_its_own_fate(telegram: FakeTelegram, bot: Bot) -> None:
    owner, reader = telegram.user(), telegram.user()
    group, chat = telegram.group(owner, bot="left"), telegram.private(reader)
    assert telegram.say(group, owner, "/start") is None

    telegram.add_bot(group, owner)
    telegram.kick_bot(group, owner)
    telegram.block(reader)
    telegram.unblock(reader)
    heard = await news(telegram, bot)

    changes = [update.my_chat_member for update in heard if update.my_chat_member]
    assert [(each.old_chat_member.status, each.new_chat_member.status) for each in changes] == [
        ("left", "member"),
        ("member", "kicked"),
        ("member", "kicked"),
        ("kicked", "member"),
    ]
    assert [bool(update.message and update.message.new_chat_members) for update in heard][1]
    assert telegram.say(chat, reader, "/start")


async def test_a_migration_is_told_in_both_chats(telegram: FakeTelegram, bot: Bot) -> None:
    group = telegram.group(telegram.user(), kind="group")
    new = telegram.migrate(group)

    first, second = (update.message for update in await news(telegram, bot))
    assert first
    assert second
    assert (first.chat.id, first.migrate_to_chat_id) == (group.id, new.id)
    assert (second.chat.id, second.migrate_from_chat_id) == (new.id, group.id)


async def test_edited_messages_are_shown_as_such(telegram: FakeTelegram, bot: Bot) -> None:
    chat = telegram.private()
    telegram.say(chat, chat.person, "/todya")
    telegram.say(chat, chat.person, "/today", edit_of=telegram.said(chat))

    heard = (await news(telegram, bot))[-1]
    assert heard.edited_message
    assert (heard.edited_message.text, heard.message) == ("/today", None)


async def test_a_button_of_a_deleted_message_is_inaccessible(
    telegram: FakeTelegram, bot: Bot
) -> None:
    chat = telegram.private()
    await bot.send_message(chat.id, "a")
    (message,) = telegram.messages(chat)
    message.deleted = True
    assert chat.person
    with pytest.raises(AssertionError, match="no button"):
        telegram.press(message, chat.person, "paper:1")
    telegram.press(message, chat.person, "paper:1", forged=True)

    (heard,) = await news(telegram, bot)
    assert heard.callback_query
    assert heard.callback_query.message
    assert not heard.callback_query.message.is_accessible
