"""Where Paperboy lives on Discord: whose language and list a place has, and what it lacks there."""

from __future__ import annotations

import dataclasses
from functools import partial

import pytest

from core.chats import ChatKey, ChatSettings
from core.editions.keys import DAILY
from tests.discord_world import SLOT
from tests.fakes.discord_control import Right


async def morning(stage, channel):
    """It is 08:30 in Shanghai: the list's messages."""
    before = len(stage.discord.messages(channel))
    await stage.reach(2026, 2, 6, 0, 30)
    await stage.next(channel, before)
    return stage.discord.messages(channel)[before:]


async def seen_by_all(stage, user, channel):
    """A list that all in the channel see: who asked for it shows it to everybody."""
    asked = await stage.uses(user, channel, "date", day="2026-02-05")
    await stage.presses(asked.original, user, "Show everyone")


@pytest.mark.parametrize(
    ("locale", "says"), [("zh-CN", "论文晨报"), ("zh-TW", "论文晨报"), ("en-GB", "Morning papers")]
)
async def test_a_server_where_nobody_chose_gets_lists_in_its_own_language(stage, locale, says):
    owner = stage.discord.user("Olga", locale="en-US")
    channel = stage.discord.guild(owner, locale=locale).system_channel
    await stage.uses(owner, channel, "subscribe", **SLOT)

    assert (await morning(stage, channel))[0].text.startswith(says)


async def test_a_language_somebody_chose_wins(stage):
    owner = stage.discord.user("Olga", locale="zh-CN")
    channel = stage.discord.guild(owner, locale="zh-CN").system_channel
    await stage.uses(owner, channel, "lang", language="en")
    await stage.uses(owner, channel, "subscribe", **SLOT)

    assert (await morning(stage, channel))[0].text.startswith("Morning papers")


@pytest.mark.parametrize("kind", ["thread", "post", "news"])
async def test_a_thread_has_its_parents_language_and_list(stage, kind):
    owner = stage.discord.user("Olga", locale="en-US")
    guild = stage.discord.guild(owner)
    parent = guild.system_channel
    if kind == "news":
        parent = stage.discord.announcements(guild)
    if kind == "post":
        parent = stage.discord.forum(guild)
    else:
        await stage.uses(owner, parent, "lang", language="zh")
        await seen_by_all(stage, owner, parent)
    thread = stage.discord.thread(parent, by=owner)
    member = stage.discord.join(guild, stage.discord.user("Max", locale="fr"))
    report = await stage.uses(member, thread, "paper", number="3")

    assert "HY3D-Bench" in report.text
    if kind != "post":
        assert "应用领域" in report.text
    assert (await stage.known(thread)).settings.language is None


async def test_a_thread_keeps_what_was_chosen_in_it_and_the_rest_is_the_parents(stage):
    owner = stage.discord.user("Olga")
    channel = stage.discord.guild(owner).system_channel
    await stage.uses(owner, channel, "subscribe", time="06:15", zone="Asia/Tokyo")
    await stage.uses(owner, channel, "lang", language="zh")
    thread = stage.discord.thread(channel, by=owner)
    await stage.uses(owner, thread, "subscribe", time="07:45")
    known = await stage.known(thread)

    assert (known.settings.language, known.settings.zone) == ("zh", "Asia/Tokyo")
    assert f"{known.settings.time:%H:%M}" == "07:45"
    await stage.uses(owner, channel, "lang", language="en")
    assert (await stage.known(thread)).settings.language == "zh"


async def test_the_parents_list_is_a_threads_until_it_asks_for_another(stage):
    owner = stage.discord.user("Olga")
    channel = stage.discord.guild(owner).system_channel
    thread = stage.discord.thread(channel, by=owner)
    await seen_by_all(stage, owner, channel)
    assert "HY3D-Bench" in (await stage.uses(owner, thread, "paper", number="3")).text
    assert (await stage.known(thread)).seen is None
    await seen_by_all(stage, owner, thread)

    assert (await stage.known(thread)).seen == (await stage.known(channel)).seen
    assert (await stage.known(thread)).seen.shelf == DAILY


@pytest.mark.parametrize(
    ("locale", "names"),
    [
        ("en-US", {"post": "“Send Messages”", "view": "“View Channel”", "embed": "“Embed Links”"}),
        ("zh-CN", {"post": "“发送消息”", "view": "“查看频道”", "embed": "“嵌入链接”"}),
    ],
)
async def test_what_is_missing_is_named_before_it_fails(stage, locale, names):
    owner = stage.discord.user("Olga", locale=locale)
    guild = stage.discord.guild(owner, locale=locale)
    silent, hidden, plain = (stage.discord.channel(guild, name) for name in ("a", "b", "c"))
    stage.discord.deny(silent, Right.SEND_MESSAGES)
    stage.discord.deny(hidden, Right.VIEW_CHANNEL)
    stage.discord.deny(plain, Right.EMBED_LINKS)

    refused = await stage.uses(owner, silent, "subscribe", **SLOT)
    assert refused.ephemeral
    assert names["post"] in refused.text
    assert names["view"] not in refused.text
    assert "Paperboy" in refused.text
    assert (await stage.known(silent)).subscribed_at is None
    refused = await stage.uses(owner, hidden, "subscribe", **SLOT)
    assert names["view"] in refused.text
    assert (await stage.known(hidden)).subscribed_at is None

    told = await stage.uses(owner, plain, "subscribe", **SLOT)
    assert names["embed"] in told.text
    assert names["post"] not in told.text
    assert (await stage.known(plain)).subscribed_at is not None


async def test_once_it_is_given_the_button_subscribes(stage):
    owner = stage.discord.user("Olga")
    channel = stage.discord.guild(owner).system_channel
    stage.discord.deny(channel, Right.SEND_MESSAGES)
    refused = await stage.uses(owner, channel, "subscribe")
    stage.discord.allow(channel, Right.SEND_MESSAGES)
    done = await stage.presses(refused.original, owner, "Subscribe")

    assert (await stage.known(channel)).subscribed_at is not None
    assert f"<#{channel.id}>" in done.text


async def test_in_a_thread_it_is_the_threads_permissions_that_count(stage):
    owner = stage.discord.user("Olga")
    guild = stage.discord.guild(owner)
    channel = guild.system_channel
    stage.discord.deny(channel, Right.SEND_MESSAGES)
    thread = stage.discord.thread(channel, by=owner)
    done = await stage.uses(owner, thread, "subscribe", **SLOT)
    assert f"<#{thread.id}>" in done.text
    assert (await morning(stage, thread))[0].embeds

    other = stage.discord.thread(stage.discord.forum(guild), by=owner)
    stage.discord.deny(other.parent, Right.SEND_MESSAGES_IN_THREADS)
    refused = await into_this_post(stage, owner, other)
    assert "“Send Messages in Threads”" in refused.text
    locked = stage.discord.thread(guild.system_channel, by=owner)
    stage.discord.archive(locked, archived=False, locked=True)
    refused = await stage.uses(owner, locked, "subscribe", **SLOT)
    assert "“Manage Threads”" in refused.text


async def test_what_is_chosen_and_cannot_be_done_is_named(stage):
    owner = stage.discord.user("Olga")
    channel = stage.discord.guild(owner).system_channel
    await stage.uses(owner, channel, "subscribe", **SLOT)
    stage.discord.deny(channel, Right.CREATE_PUBLIC_THREADS)
    done = await stage.uses(owner, channel, "subscribe", **SLOT)
    assert "Create Public Threads" not in done.text

    panel = (await stage.uses(owner, channel, "settings")).original
    await stage.discord.select(panel, owner, "settings:switches", ["thread"]).wait_answer()
    done = await stage.uses(owner, channel, "subscribe", **SLOT)
    assert "“Create Public Threads”" in done.text


async def test_a_role_that_may_not_be_called_any_more_is_named(stage):
    owner = stage.discord.user("Olga")
    channel = stage.discord.guild(owner).system_channel
    quiet = stage.discord.role(channel.guild, "quiet")
    loud = stage.discord.role(channel.guild, "loud", mentionable=True)
    key = ChatKey("discord", str(channel.id))
    for role, said in ((quiet, True), (loud, False)):
        settings = ChatSettings(mention=str(role.id))
        await stage.app.storage.chats.change(key, partial(dataclasses.replace, settings=settings))
        done = await stage.uses(owner, channel, "subscribe", **SLOT)
        assert ("@here, and All Roles" in done.text) == said


async def test_the_channel_is_named_where_one_subscribes(stage):
    owner = stage.discord.user("Olga")
    guild = stage.discord.guild(owner)
    for place in (guild.system_channel, stage.discord.announcements(guild)):
        done = await stage.uses(owner, place, "subscribe", **SLOT)
        assert f"<#{place.id}>" in done.text
    private = await stage.uses(owner, stage.discord.private(owner), "subscribe", **SLOT)
    assert "<#" not in private.text


async def test_an_archived_thread_is_opened_by_its_list_and_a_locked_one_is_paused(stage):
    owner = stage.discord.user("Olga")
    guild = stage.discord.guild(owner)
    archived, locked = (
        stage.discord.thread(guild.system_channel, name, by=owner) for name in ("old", "shut")
    )
    for thread in (archived, locked):
        await stage.uses(owner, thread, "subscribe", **SLOT)
    stage.discord.archive(archived)
    stage.discord.archive(locked, locked=True)
    assert (await morning(stage, archived))[0].embeds
    (told,) = await stage.next(guild.system_channel, 0)

    assert "#shut" in told.text
    assert (await stage.known(archived)).paused is None
    assert (await stage.known(locked)).paused == "topic_closed"


async def into_this_post(stage, owner, post):
    """The owner subscribes the forum's post, and not the forum."""
    asked = await stage.uses(owner, post, "subscribe", **SLOT)
    return await stage.presses(asked.original, owner, asked.original.buttons[0]["label"])


@pytest.mark.parametrize("kind", ["text", "forum"])
async def test_with_its_parent_a_thread_is_gone_and_the_server_hears_of_it(stage, kind):
    owner = stage.discord.user("Olga")
    guild = stage.discord.guild(owner)
    parent = stage.discord.channel(guild)
    if kind == "forum":
        parent = stage.discord.forum(guild)
    thread = stage.discord.thread(parent, "robots", by=owner)
    if kind == "forum":
        await into_this_post(stage, owner, thread)
    else:
        await stage.uses(owner, thread, "subscribe", **SLOT)
    stage.discord.delete_channel(parent)
    await stage.reach(2026, 2, 6, 0, 30)
    (told,) = await stage.next(guild.system_channel, 0)

    assert "#robots" in told.text
    assert (await stage.known(thread)).paused == "not_found"


async def test_a_forum_post_gets_lists_and_answers(stage):
    owner = stage.discord.user("Olga", locale="zh-CN")
    guild = stage.discord.guild(owner, locale="zh-CN")
    post = stage.discord.thread(stage.discord.forum(guild), "每日论文", by=owner)
    await into_this_post(stage, owner, post)
    list_ = (await morning(stage, post))[-1]

    assert (await stage.known(post)).settings.language == "zh"
    assert "HY3D-Bench" in (await stage.chooses(list_, owner, "3 · ")).text


async def test_what_is_typed_in_a_thread_is_completed_from_its_parents_list(stage):
    owner = stage.discord.user("Olga")
    channel = stage.discord.guild(owner).system_channel
    await seen_by_all(stage, owner, channel)
    thread = stage.discord.thread(channel, by=owner)

    offered = await stage.typing(owner, thread, "paper", "number", "3")
    assert any("HY3D-Bench" in each for each in offered)


async def test_a_right_that_is_given_back_brings_embeds_back(stage):
    owner = stage.discord.user("Olga")
    channel = stage.discord.guild(owner).system_channel
    stage.discord.deny(channel, Right.EMBED_LINKS)
    await stage.uses(owner, channel, "subscribe", **SLOT)
    stage.discord.allow(channel, Right.EMBED_LINKS)
    await stage.quiet()

    assert (await morning(stage, channel))[0].embeds
