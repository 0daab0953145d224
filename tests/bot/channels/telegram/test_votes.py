"""Votes on Telegram: buttons, lines and signs under messages, by Telegram's real rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.channels.telegram.bot import UPDATES
from core.chats import ChatKey
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_state import Chat, Message, User
from tests.telegram_world import Scene, scene

PAPER = "/paper 3 2026-02-05"
HY3D = "2602.03907"


async def votes(stage: Scene, chat: Chat, thread: int | str = "") -> list[tuple[str, bool]]:
    """Who voted in the chat, and how."""
    await stage.idle()
    key = ChatKey("telegram", str(chat.id), str(thread))
    return [(each.person, each.up) for each in await stage.app.storage.interests.votes(key)]


def labels(message: Message) -> list[str]:
    return [button["text"] for row in message.buttons for button in row]


async def reacts(stage: Scene, message: Message, user: User, *signs: str, **how: object) -> None:
    """Somebody's signs under the message become these, and the service has heard of it."""
    stage.telegram.react(message, user, *signs, **how)  # type: ignore[arg-type]
    await stage.idle()


async def test_the_first_row_votes_and_tells_the_vote_when_nobody_else_looks(
    tmp_path: Path,
) -> None:
    async with scene(tmp_path) as stage:
        ann = stage.telegram.user("Ann")
        chat = stage.telegram.private(ann)
        card = await stage.says(chat, ann, PAPER)
        first = [button["text"] for button in card.buttons[0]][:2]
        assert first == ["👍", "👎"]
        # The first one says what it leads to, with a button: that is a message.
        before = len(stage.telegram.messages(chat))
        assert await stage.presses(card, ann, "👍") == ""
        (said,) = stage.telegram.messages(chat)[before:]
        assert said.text.startswith("👍 3. HY3D-Bench")
        assert "/interests" in said.text
        assert labels(card)[:2] == ["✓ 👍", "👎"]
        words = card.text
        # The next ones are read in passing.
        data = card.data("👎")
        query = stage.telegram.press(card, ann, data)
        await stage.until(lambda: query.answered)
        await stage.idle()
        assert query.text.startswith("👎 3. HY3D-Bench")
        assert not query.alert
        assert labels(card)[:2] == ["👍", "✓ 👎"]
        assert (await stage.forges(card, ann, data)).endswith("taken back.")
        assert labels(card)[:2] == ["👍", "👎"]
        assert card.text == words
        assert len(stage.telegram.messages(chat)) == before + 1
        assert await votes(stage, chat) == []


async def test_in_company_each_has_a_vote_and_no_button_tells_it(tmp_path: Path) -> None:
    async with scene(tmp_path) as stage:
        olga, max_ = stage.telegram.user("Olga"), stage.telegram.user("Max")
        group = stage.telegram.group(olga)
        stage.telegram.join(group, max_)
        await stage.says(group, olga, "/subscribe 08:30 Asia/Shanghai")
        card = await stage.says(group, max_, PAPER)
        before = len(stage.telegram.messages(group))
        told = await stage.presses(card, max_, "👍")
        assert told.startswith("👍 3. HY3D-Bench")
        assert len(told.encode("utf-16-le")) <= 400
        await stage.presses(card, olga, "👎")
        assert labels(card)[:2] == ["👍", "👎"]
        assert len(stage.telegram.messages(group)) == before
        cast = {(str(max_.id), True), (str(olga.id), False)}
        assert set(await votes(stage, group)) == cast
        # Hidden admins are nobody in particular, and have one vote together.
        for expected in (cast | {("", True)}, cast):
            await stage.says(group, olga, "/like 3 2026-02-05", sender_chat=group)
            assert set(await votes(stage, group)) == expected
        # Nor is a person anybody who speaks as a channel of theirs, or as the one that is linked.
        own, group.linked = stage.telegram.channel(max_, "Own"), stage.telegram.channel(olga)
        for user, speaks in ((max_, own), (olga, group.linked)):
            for expected in (cast | {("", True)}, cast):
                await stage.says(group, user, "/like 3 2026-02-05", sender_chat=speaks)
                assert set(await votes(stage, group)) == expected
        # One for and one against leave nothing once nobody's id is kept.
        await stage.says(group, olga, "/unsubscribe")
        assert await votes(stage, group) == []


async def test_a_channel_s_readers_vote_without_a_word_to_others(tmp_path: Path) -> None:
    async with scene(tmp_path) as stage:
        olga, max_ = stage.telegram.user("Olga"), stage.telegram.user("Max")
        channel = stage.telegram.channel(olga)
        stage.telegram.join(channel, max_)
        await stage.says(channel, olga, "/subscribe 08:30 Asia/Shanghai")
        post = await stage.says(channel, olga, PAPER)
        before = len(stage.telegram.messages(channel))
        assert (await stage.presses(post, max_, "👍")).startswith("👍 3. HY3D-Bench")
        assert await votes(stage, channel) == [(str(max_.id), True)]
        # Telegram tells of a channel's signs their number alone.
        await reacts(stage, post, max_, "👎")
        assert await votes(stage, channel) == [(str(max_.id), True)]
        assert len(stage.telegram.messages(channel)) == before


async def test_signs_are_asked_for_and_count_alone_with_us(tmp_path: Path) -> None:
    assert "message_reaction" in UPDATES
    async with scene(tmp_path) as stage:
        ann = stage.telegram.user("Ann")
        chat = stage.telegram.private(ann)
        listed = await stage.says(chat, ann, "/date 2026-02-05")
        card = await stage.says(chat, ann, PAPER)
        before = len(stage.telegram.messages(chat))
        await reacts(stage, listed, ann, "👍")  # of which paper, nobody can tell
        await reacts(stage, stage.telegram.said(chat), ann, "👍")  # under her own words
        assert await votes(stage, chat) == []
        await reacts(stage, card, ann, "❤")
        await reacts(stage, card, ann, "🔥")
        assert await votes(stage, chat) == [("", True)]
        await reacts(stage, card, ann, "👎", "😢", premium=True)
        assert await votes(stage, chat) == [("", False)]
        await reacts(stage, card, ann, "😢")
        assert await votes(stage, chat) == []
        await reacts(stage, card, ann, "custom:5")
        await reacts(stage, card, ann, "👍")
        await reacts(stage, card, ann)
        assert await votes(stage, chat) == []
        assert len(stage.telegram.messages(chat)) == before


@pytest.mark.parametrize("forum", [False, True])
async def test_signs_in_groups_count_where_we_are_admin(tmp_path: Path, forum: bool) -> None:
    async with scene(tmp_path) as stage:
        olga, max_ = stage.telegram.user("Olga"), stage.telegram.user("Max")
        group = stage.telegram.group(olga, forum=forum)
        stage.telegram.join(group, max_)
        thread = stage.telegram.topic(group) if forum else None
        await stage.says(group, olga, "/subscribe 08:30 Asia/Shanghai", thread=thread)
        card = await stage.says(group, max_, PAPER, thread=thread)
        await reacts(stage, card, max_, "👍")
        assert await votes(stage, group, thread or "") == []
        stage.telegram.add_bot(group, olga, as_admin=True)
        await stage.idle()
        # Nobody told of the 👍 before it.
        await reacts(stage, card, max_, "❤")
        await reacts(stage, card, olga, "👎")
        await reacts(stage, card, olga, "👍", sender_chat=group)
        found = set(await votes(stage, group, thread or ""))
        assert found == {(str(olga.id), False), (str(max_.id), True), ("", True)}


async def test_votes_and_signs_outlive_a_restart(tmp_path: Path) -> None:
    telegram = FakeTelegram(limits=None)
    ann = telegram.user("Ann")
    chat = telegram.private(ann)
    async with scene(tmp_path, telegram=telegram) as stage:
        card = await stage.says(chat, ann, PAPER)
        await reacts(stage, card, ann, "👍")
    async with scene(tmp_path, telegram=telegram, at=(2026, 2, 6, 4)) as stage:
        assert await votes(stage, chat) == [("", True)]
        await reacts(stage, card, ann)
        assert await votes(stage, chat) == []
        await stage.presses(card, ann, "👎")
        assert await votes(stage, chat) == [("", False)]


async def test_a_vote_in_reply_to_a_list_means_its_numbers(tmp_path: Path) -> None:
    async with scene(tmp_path) as stage:
        olga = stage.telegram.user("Olga")
        group = stage.telegram.group(olga)
        listed = await stage.says(group, olga, "/date 2026-02-05")
        await stage.says(group, olga, "赞 3", reply_to=listed)
        assert await votes(stage, group) == [("", True)]
        card = await stage.says(group, olga, PAPER)
        await stage.says(group, olga, "/dislike", reply_to=card)
        assert await votes(stage, group) == [("", False)]
