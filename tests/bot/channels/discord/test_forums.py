"""Lists as posts of a forum: how it is subscribed, what is posted, and what is left alone."""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt
import json

import pytest

import locales
from bot.channels.discord.daily_thread import ThreadSender
from bot.channels.discord.posts import PostSender
from bot.channels.discord.sender import DiscordSender
from bot.channels.discord.wire import trace
from bot.chat.sent import SentMessages
from bot.delivery import circulars
from core.chats import ChatKey
from core.circulars import make_circular
from core.delivery import Delivery, DeliveryKind, DeliveryState
from core.editions.keys import DAILY
from storage import open_storage
from tests.discord_world import SLOT, discord_scene
from tests.fakes.discord import FakeDiscord
from tests.fakes.discord_control import Right
from tests.fakes.discord_library import Client
from tests.fakes.discord_limits import OPEN_POST, SEND
from tests.fakes.server import PATIENCE
from tests.world import DATE, busy_day, full_texts

DAY, NAME = dt.date(2026, 2, 5), "Morning papers · 5 Feb"


def a_forum(stage, locale="en-US"):
    """A forum of a new server, a post that people have there, and the server's owner."""
    owner = stage.discord.user("Olga", locale=locale)
    guild = stage.discord.guild(owner, locale=locale)
    forum = stage.discord.forum(guild, "papers-forum")
    return owner, forum, stage.discord.thread(forum, "Hello", by=owner)


async def subscribed(stage):
    """A forum whose lists come as posts."""
    owner, forum, post = a_forum(stage)
    asked = await stage.uses(owner, post, "subscribe", **SLOT)
    await stage.presses(asked.original, owner, "New posts in #papers-forum")
    return owner, forum, post


def posts(stage, forum):
    """The posts that the bot has opened there."""
    threads = forum.guild.channels.values()
    return [each for each in threads if each.parent is forum and each.opener is stage.discord.bot]


async def morning(stage, forum, count=1):
    """It is 08:30 in Shanghai: the forum's posts, once there are so many."""
    await stage.reach(2026, 2, 6, 0, 30)
    await stage.until(lambda: len(posts(stage, forum)) >= count)
    return posts(stage, forum)


async def rows(stage, forum, state):
    """The forum's rows in the ledger, once all are in that state."""
    key = ChatKey("discord", str(forum.id))
    async with asyncio.timeout(PATIENCE):
        while True:
            found = await stage.app.storage.deliveries.of(key, DAILY.on(DAY))
            if found and all(row.state is state for row in found):
                return found
            await stage.quiet()


async def settled(stage, forum):
    """The forum's rows, once nothing is on its way."""
    async with asyncio.timeout(PATIENCE):
        while True:
            key = ChatKey("discord", str(forum.id))
            found = await stage.app.storage.deliveries.of(key, DAILY.on(DAY))
            if not any(row.state in ("owed", "sending") for row in found):
                return found
            await stage.quiet()


def parts(forum, *texts, first=0):
    """Parts of the day's list for the forum, as texts."""
    deliveries = []
    for part, text in enumerate(texts, start=first):
        body = json.dumps({"content": text, "allowed_mentions": {"parse": []}})
        key = ChatKey("discord", str(forum.id))
        row = Delivery(
            key=key, list_key=DAILY.on(DAY), kind=DeliveryKind.LIST, part=part, body=body
        )
        deliveries.append(row)
    return deliveries


def said(discord, forum):
    """All that the bot said in the forum's posts."""
    texts = []
    for thread in forum.guild.channels.values():
        if thread.parent is forum:
            texts += [message.text for message in discord.messages(thread)]
    return texts


@pytest.mark.parametrize(
    ("locale", "here", "each", "name"),
    [
        ("en-US", "This post", "New posts in #papers-forum", NAME),
        ("zh-CN", "这个帖子", "在 #papers-forum 发新帖子", "论文晨报 · 2月5日"),
    ],
)
async def test_an_admin_chooses_between_the_post_and_new_ones(stage, locale, here, each, name):
    owner, forum, post = a_forum(stage, locale)
    asked = await stage.uses(owner, post, "subscribe", **SLOT)
    assert [button["label"] for button in asked.original.buttons][:2] == [here, each]
    for place in (forum, post):
        assert (await stage.known(place)).subscribed_at is None

    done = await stage.presses(asked.original, owner, each)
    assert f"<#{forum.id}>" in done.text
    known = await stage.known(forum)
    assert (f"{known.settings.time:%H:%M}", known.settings.zone) == ("08:30", "Asia/Shanghai")
    assert known.settings.language == ("zh" if locale == "zh-CN" else "en")
    assert (await stage.known(post)).subscribed_at is None

    (opened,) = await morning(stage, forum)
    assert opened.name == name
    (list_,) = stage.discord.messages(opened)
    assert list_.embeds
    assert list_.id == opened.id
    assert (await rows(stage, forum, DeliveryState.SENT))[0].message_id == str(opened.id)


async def test_the_other_button_subscribes_the_post_alone(stage):
    owner, forum, post = a_forum(stage)
    asked = await stage.uses(owner, post, "subscribe", **SLOT)
    done = await stage.presses(asked.original, owner, "This post")
    assert f"<#{post.id}>" in done.text
    await stage.reach(2026, 2, 6, 0, 30)
    await stage.next(post, 0)

    assert posts(stage, forum) == []
    assert (await stage.known(forum)).subscribed_at is None
    again = await stage.uses(owner, post, "subscribe", time="09:15")
    assert "This post" not in again.text
    assert f"{(await stage.known(post)).settings.time:%H:%M}" == "09:15"


async def test_only_an_admins_press_subscribes(stage):
    owner, forum, post = a_forum(stage)
    stranger = stage.discord.join(forum.guild, stage.discord.user("Max"))
    asked = await stage.uses(owner, post, "subscribe")
    button = asked.original.custom_id("New posts in #papers-forum")
    asked.original.only = None
    await stage.discord.press(asked.original, stranger, button).wait_answer()
    assert (await stage.known(forum)).subscribed_at is None

    # Elsewhere it is no word that anybody would type.
    channel = forum.guild.system_channel
    asked = await stage.uses(owner, channel, "subscribe")
    await stage.discord.press(asked.original, owner, button, forged=True).wait_answer()
    assert (await stage.known(forum)).subscribed_at is None


async def test_an_hour_that_is_not_understood_is_said_before_it_is_asked(stage):
    owner, _, post = a_forum(stage)
    told = await stage.uses(owner, post, "subscribe", time="whenever")
    assert "This post" not in [button["label"] for button in told.original.buttons]


async def test_what_is_settled_in_its_posts_is_settled_for_the_forum(stage):
    owner, forum, post = await subscribed(stage)
    panel = await stage.uses(owner, post, "settings")
    assert "not subscribed" not in panel.text
    await stage.uses(owner, post, "subscribe", time="07:45")
    assert f"{(await stage.known(forum)).settings.time:%H:%M}" == "07:45"
    await stage.uses(owner, post, "lang", language="zh")
    assert (await stage.known(forum)).settings.language == "zh"
    await stage.uses(owner, post, "unsubscribe")
    assert (await stage.known(forum)).subscribed_at is None
    assert (await stage.known(post)).subscribed_at is None


async def test_missing_rights_are_named(stage):
    owner, forum, post = a_forum(stage)
    for right, name in (
        (Right.SEND_MESSAGES, "“Create Posts”"),
        (Right.SEND_MESSAGES_IN_THREADS, "“Send Messages in Threads”"),
    ):
        stage.discord.deny(forum, right)
        asked = await stage.uses(owner, post, "subscribe", **SLOT)
        refused = await stage.presses(asked.original, owner, "New posts in #papers-forum")
        assert name in refused.text
        assert (await stage.known(forum)).subscribed_at is None
        stage.discord.allow(forum, right)
    stage.discord.deny(forum, Right.EMBED_LINKS)
    asked = await stage.uses(owner, post, "subscribe", **SLOT)
    told = await stage.presses(asked.original, owner, "New posts in #papers-forum")
    assert "“Embed Links”" in told.text

    (opened,) = await morning(stage, forum)
    await rows(stage, forum, DeliveryState.SENT)
    assert not any(message.embeds for message in stage.discord.messages(opened))


async def test_without_embeds_a_long_list_is_text_in_one_post(tmp_path):
    async with (
        FakeDiscord(limits=None) as discord,
        discord_scene(tmp_path, {DATE: []}, discord=discord) as stage,
    ):
        _, forum, _ = await subscribed(stage)
        discord.deny(forum, Right.EMBED_LINKS)
        discord.fail(OPEN_POST, "lost")
        (row,) = parts(forum, "")
        embed = {"title": "Papers", "description": "\n".join(["word " * 19] * 40)}
        body = json.dumps({"embeds": [embed], "allowed_mentions": {"parse": []}})
        owed = dataclasses.replace(row, body=body)
        await stage.app.storage.deliveries.owe([owed], [], stage.clock.now())
        await stage.until(lambda: posts(stage, forum))
        await rows(stage, forum, DeliveryState.SENT)

        (opened,) = posts(stage, forum)
        assert len(discord.messages(opened)) > 1
        assert " ".join(said(discord, forum)).count("word") == 19 * 40


@pytest.mark.parametrize("moderated", [False, True])
async def test_a_forum_that_wants_a_tag_gets_the_first_that_may_be_given(stage, moderated):
    _, forum, _ = await subscribed(stage)
    first = stage.discord.tag(forum, "first", moderated=moderated)
    second = stage.discord.tag(forum, "second")
    (opened,) = await morning(stage, forum)

    assert opened.tags == [second if moderated else first]


async def test_further_parts_stand_in_the_post_and_numbers_there_are_its_lists(tmp_path):
    day = busy_day(30)
    async with discord_scene(tmp_path, {DATE: day}, pages=full_texts(day)) as stage:
        owner, forum, post = await subscribed(stage)
        owed = parts(forum, "one", "two", "three")
        await stage.app.storage.deliveries.owe(owed, [], stage.clock.now())
        await stage.until(lambda: posts(stage, forum))
        await rows(stage, forum, DeliveryState.SENT)
        (opened,) = posts(stage, forum)

        texts = [message.text for message in stage.discord.messages(opened)]
        assert texts == ["one", "two", "three"]
        assert (await stage.known(opened)).seen == DAILY.on(DAY)
        await stage.uses(owner, post, "date", day=DATE)
        report = await stage.uses(owner, opened, "paper", number="3")
        assert "HY3D-Bench" in report.text
        for message in stage.discord.messages(opened):
            key = ChatKey("discord", str(opened.id))
            about = await stage.app.storage.messages.about(key, str(message.id))
            assert about.list_key == DAILY.on(DAY)


async def test_a_post_of_which_no_answer_came_is_found_and_not_opened_again(tmp_path):
    async with (
        FakeDiscord(limits=None) as discord,
        discord_scene(tmp_path, {DATE: []}, discord=discord) as stage,
    ):
        _, forum, _ = await subscribed(stage)
        discord.fail(OPEN_POST, "lost")
        (opened,) = await morning(stage, forum)
        found = await rows(stage, forum, DeliveryState.SENT)

        assert found[0].message_id == str(opened.id)
        assert len(posts(stage, forum)) == 1
        assert (await stage.known(opened)).seen == DAILY.on(DAY)


async def test_a_post_that_is_not_found_stays_unknown(tmp_path):
    async with (
        FakeDiscord(limits=None) as discord,
        discord_scene(tmp_path, {DATE: []}, discord=discord) as stage,
    ):
        _, forum, _ = await subscribed(stage)
        discord.fail(OPEN_POST, "500")
        await stage.reach(2026, 2, 6, 0, 30)
        await rows(stage, forum, DeliveryState.UNKNOWN)
        await stage.quiet()

        assert posts(stage, forum) == []
        assert len(discord.calls(OPEN_POST)) == 1


@pytest.mark.parametrize(
    ("age", "there", "state"),
    [
        (10, True, DeliveryState.SENT),
        (10, False, DeliveryState.UNKNOWN),
        (400, True, DeliveryState.UNKNOWN),
    ],
)
async def test_what_a_crash_interrupted_is_looked_for(tmp_path, age, there, state):
    async with FakeDiscord(limits=None) as discord:
        async with discord_scene(tmp_path, {DATE: []}, discord=discord) as stage:
            _, forum, _ = await subscribed(stage)
            url = stage.app.settings.database_url
            now = stage.clock.now()
        opened = None
        if there:
            opened = discord.add_thread(forum, NAME, discord.bot)
            discord.store(opened, discord.bot, message_id=opened.id, content="one")
        async with open_storage(url) as storage:
            first, _ = owed = parts(forum, "one", "two")
            await storage.deliveries.owe(owed, [], now)
            await storage.deliveries.sending(first, now - dt.timedelta(seconds=age))
        async with discord_scene(tmp_path, {DATE: []}, discord=discord) as stage:
            await stage.until(lambda: "two" in said(discord, forum))
            found = await settled(stage, forum)

            # What was left of the list is there once, in the same post where there is one.
            assert [row.state for row in found] == [state, DeliveryState.SENT]
            assert said(discord, forum) == (["one", "two"] if there else ["two"])
            assert len(posts(stage, forum)) == 1
            if opened:
                assert [each.text for each in discord.messages(opened)] == ["one", "two"]


async def test_a_forum_that_the_library_does_not_know_is_found_out(tmp_path):
    async with (
        FakeDiscord(limits=None) as discord,
        discord_scene(tmp_path, {DATE: []}, discord=discord) as stage,
    ):
        _, forum, _ = await subscribed(stage)
        async with (
            Client(max_ratelimit_timeout=30.0, http_trace=trace()) as client,
            open_storage(f"sqlite:///{tmp_path / 'other.db'}") as storage,
        ):
            await client.login(discord.token)  # and hears of no channel
            posting = posting_of(client, storage, stage.clock)
            (first, second) = parts(forum, "one", "two")
            opened = await posting.send(first)
            await storage.deliveries.owe([first], [], stage.clock.now())
            await storage.deliveries.sending(first, stage.clock.now())
            await storage.deliveries.sent(first, opened, stage.clock.now())
            await posting.send(second)

        (post,) = posts(stage, forum)
        assert [message.text for message in discord.messages(post)] == ["one", "two"]


def posting_of(client, storage, clock):
    """A sender of posts by that client, speaking English."""

    async def speak(key):
        return locales.translators(("en",))["en"]

    messages = DiscordSender(client)
    threads = ThreadSender(messages, storage, speak)
    return PostSender(messages, threads, storage, SentMessages(storage, clock), speak)


async def test_a_forum_that_is_gone_or_hidden_pauses(stage):
    owner, hidden, _ = await subscribed(stage)
    gone = stage.discord.forum(hidden.guild, "gone")
    post = stage.discord.thread(gone, "Hi", by=owner)
    asked = await stage.uses(owner, post, "subscribe", **SLOT)
    await stage.presses(asked.original, owner, "New posts in #gone")
    stage.discord.deny(hidden, Right.VIEW_CHANNEL)
    stage.discord.delete_channel(gone)
    await stage.reach(2026, 2, 6, 0, 30)
    told = await stage.next(hidden.guild.system_channel, 0, 2)

    said = "\n".join(message.text for message in told)
    assert "#gone" in said
    assert "#papers-forum" in said
    assert (await stage.known(gone)).paused == "not_found"
    assert (await stage.known(hidden)).paused == "no_rights"


async def test_a_deleted_post_loses_its_rest_and_the_forum_goes_on(stage):
    _, forum, _ = await subscribed(stage)
    (opened,) = await morning(stage, forum)
    await rows(stage, forum, DeliveryState.SENT)
    stage.discord.delete_channel(opened)
    before = len(stage.discord.calls(SEND))
    await stage.app.storage.deliveries.owe(parts(forum, "more", first=9), [], stage.clock.now())
    await stage.until(lambda: len(stage.discord.calls(SEND)) > before)
    last = (await settled(stage, forum))[-1]

    assert (last.part, last.state) == (9, DeliveryState.FAILED)
    assert (await stage.known(forum)).paused is None
    assert "more" not in said(stage.discord, forum)


async def test_what_is_told_to_all_is_a_post_in_which_it_is_refused(stage, monkeypatch):
    monkeypatch.setattr(circulars, "PAUSE", 0.05)
    owner, forum, _ = await subscribed(stage)
    for name in ("one", "two"):
        told = make_circular({"": f"Told {name}."}, stage.clock.now(), name)
        await stage.app.storage.circulars.begin(told)
    await stage.until(lambda: len(posts(stage, forum)) == 2)
    await stage.quiet()

    assert {post.name for post in posts(stage, forum)} == {"From this bot's operator · 5 Feb"}
    (first,) = stage.discord.messages(posts(stage, forum)[0])
    assert "Told " in first.text
    await stage.presses(first, owner, "No more of these")
    assert not (await stage.known(forum)).settings.announcements
