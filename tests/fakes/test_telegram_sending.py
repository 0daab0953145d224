"""What may be written into chats, and what is refused, through the real library."""

from __future__ import annotations

import pytest
from telegram import Bot
from telegram import InlineKeyboardButton as Button
from telegram import InlineKeyboardMarkup as Keyboard
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden

from tests.fakes.telegram import FakeTelegram

KEYBOARD = Keyboard(
    [[Button("1", callback_data="paper:1"), Button("arXiv", url="https://arxiv.org/abs/1")]]
)


@pytest.mark.parametrize(
    ("text", "options", "reason"),
    [
        ("", {}, "Message text is empty"),
        ("<b> </b>", {"parse_mode": ParseMode.HTML}, "Message text is empty"),
        ("a" * 4097, {}, "Message is too long"),
        (
            "p<0.05",
            {"parse_mode": ParseMode.HTML},
            "Can't parse entities: unclosed start tag at byte offset 1",
        ),
        ("a", {"reply_to_message_id": 99}, "Message to be replied not found"),
        ("a", {"message_thread_id": 7}, "Message thread not found"),
        (
            "a",
            {"reply_markup": Keyboard([[Button("1", callback_data="论" * 22)]])},
            "Button_data_invalid",
        ),
        ("a", {"parse_mode": ParseMode.MARKDOWN_V2}, "Unsupported parse_mode"),
    ],
)
async def test_what_cannot_be_sent_is_refused(
    telegram: FakeTelegram, bot: Bot, text: str, options: dict[str, object], reason: str
) -> None:
    chat = telegram.private()

    with pytest.raises(BadRequest) as refused:
        await bot.send_message(chat.id, text, **options)  # type: ignore[arg-type]
    assert str(refused.value).lower() == reason.lower()
    assert telegram.messages(chat) == []


async def test_what_was_sent_is_kept(telegram: FakeTelegram, bot: Bot) -> None:
    chat = telegram.private()
    first = await bot.send_message(chat.id, "a", disable_notification=True)
    second = await bot.send_message(
        chat.id,
        "b",
        reply_to_message_id=99,
        allow_sending_without_reply=True,
        disable_web_page_preview=True,
    )

    assert [message.silent for message in telegram.messages(chat)] == [True, False]
    assert telegram.messages(chat)[1].preview == {"is_disabled": True}
    assert (first.text, second.reply_to_message) == ("a", None)
    assert telegram.calls("sendMessage")[0].values["text"] == "a"


async def test_edits_and_deletions(telegram: FakeTelegram, bot: Bot) -> None:
    chat = telegram.private()
    telegram.say(chat, chat.person, "hello")
    sent = await bot.send_message(chat.id, "a", reply_markup=KEYBOARD)

    with pytest.raises(BadRequest, match="not modified"):
        await bot.edit_message_text("a", chat.id, sent.id, reply_markup=KEYBOARD)
    with pytest.raises(BadRequest, match="can't be edited"):
        await bot.edit_message_text("b", chat.id, telegram.said(chat).id)
    with pytest.raises(BadRequest, match="to edit not found"):
        await bot.edit_message_text("b", chat.id, 99)
    await bot.edit_message_reply_markup(chat.id, sent.id)
    await bot.delete_message(chat.id, sent.id)
    with pytest.raises(BadRequest, match="to delete not found"):
        await bot.delete_message(chat.id, sent.id)

    (message,) = telegram.messages(chat)
    assert (message.buttons, message.deleted, len(message.edits)) == ([], True, 1)

    old = await bot.send_message(chat.id, "two days ago")
    telegram.messages(chat)[-1].date -= 48 * 3600 + 60
    with pytest.raises(BadRequest, match="can't be deleted"):
        await bot.delete_message(chat.id, old.id)


async def test_an_action_shows_until_the_next_message(telegram: FakeTelegram, bot: Bot) -> None:
    chat = telegram.private()
    await bot.send_chat_action(chat.id, ChatAction.TYPING)
    assert telegram.sees_action(chat)
    await bot.send_message(chat.id, "a")
    assert not telegram.sees_action(chat)
    await bot.send_chat_action(chat.id, ChatAction.TYPING)
    chat.actions[-1] = chat.actions[-1]._replace(at=chat.actions[-1].at - 5)
    assert not telegram.sees_action(chat)
    with pytest.raises(BadRequest, match="to channels"):
        await bot.send_chat_action(telegram.channel(telegram.user()).id, ChatAction.TYPING)


async def test_photos_come_as_files_and_addresses(telegram: FakeTelegram, bot: Bot) -> None:
    chat = telegram.private()
    picture = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40

    sent = await bot.send_photo(chat.id, picture, "<b>论文</b>", parse_mode=ParseMode.HTML)
    await bot.send_photo(chat.id, "https://example.org/a.png")
    with pytest.raises(BadRequest, match="caption is too long"):
        await bot.send_photo(chat.id, picture, "a" * 1025)

    assert (sent.caption, sent.photo[0].file_size) == ("论文", len(picture))
    assert [bool(message.photo) for message in telegram.messages(chat)] == [True, True]


async def test_whom_the_bot_cannot_reach(telegram: FakeTelegram, bot: Bot) -> None:
    blocked, gone, shy = telegram.private(), telegram.private(), telegram.private(started=False)
    group = telegram.group(telegram.user())
    assert blocked.person
    assert gone.person
    telegram.block(blocked.person)
    telegram.deactivate(gone.person)
    telegram.kick_bot(group)
    said = {
        blocked: "blocked by the user",
        gone: "deactivated",
        shy: "can't initiate",
        group: "kicked from the super",
    }

    for chat, reason in said.items():
        with pytest.raises(Forbidden, match=reason):
            await bot.send_message(chat.id, "a")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(5, "a")
    telegram.unblock(blocked.person)
    assert await bot.send_message(blocked.id, "a")


async def test_rights_and_migration(telegram: FakeTelegram, bot: Bot) -> None:
    owner = telegram.user()
    group, channel = telegram.group(owner, kind="group"), telegram.channel(owner, bot="member")
    telegram.restrict(group)
    with pytest.raises(BadRequest, match="Not enough rights to send text messages"):
        await bot.send_message(group.id, "a")
    with pytest.raises(BadRequest, match="Need administrator rights"):
        await bot.send_message(channel.id, "a")
    telegram.restrict(group, muted=False)

    new = telegram.migrate(group)
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(group.id, "a")
    assert moved.value.new_chat_id == new.id
    await bot.send_message(new.id, "a")
    telegram.add_bot(channel, owner, as_admin=True)
    posted = await bot.send_message(channel.id, "a")
    assert (posted.from_user, posted.sender_chat and posted.sender_chat.id) == (None, channel.id)
