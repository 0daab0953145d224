"""The role that a list calls and the thread under it: how they are set, what is sent, and what is
left alone."""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt

import pytest

from bot.delivery.newsroom import Newsroom
from bot.delivery.press import Press
from core.chats import ChatKey, ChatSettings
from core.delivery import Delivery, DeliveryKind, DeliveryState
from core.editions.keys import DAILY
from tests.chats import put_subscribed
from tests.discord_world import SLOT, discord_scene
from tests.fakes.discord import FakeDiscord
from tests.fakes.discord_control import Right
from tests.fakes.discord_limits import SEND
from tests.fakes.server import PATIENCE
from tests.world import DATE

THREADS = "POST /channels/{channel_id}/messages/{message_id}/threads"
DAY, NAME = dt.date(2026, 2, 5), "Morning papers · 5 Feb"


async def subscribed(stage, **settings):
    """A guild whose first channel is subscribed, with those settings; its owner and that
    channel."""
    owner = stage.discord.user("Olga")
    channel = stage.discord.guild(owner).system_channel
    await stage.uses(owner, channel, "subscribe", **SLOT)
    if settings:
        key = ChatKey("discord", str(channel.id))
        await stage.app.storage.chats.change(
            key,
            lambda chat: dataclasses.replace(
                chat, settings=dataclasses.replace(chat.settings, **settings)
            ),
        )
    return owner, channel


async def morning(stage, channel):
    """It is 08:30 in Shanghai: the list."""
    before = len(stage.discord.messages(channel))
    await stage.reach(2026, 2, 6, 0, 30)
    (list_,) = await stage.next(channel, before)
    return list_


async def thread_row(stage, channel, state=DeliveryState.SENT):
    """The ledger's row of the thread, once it is in that state."""

    async with asyncio.timeout(PATIENCE):
        while True:
            rows = await stage.app.storage.deliveries.of(
                ChatKey("discord", str(channel.id)), DAILY.on(DAY)
            )
            if rows and rows[-1].kind == "thread" and rows[-1].state is state:
                return rows[-1]
            await stage.quiet()


async def choose_role(stage, panel, owner, *roles):
    return await stage.discord.select(panel, owner, "settings:mention", roles).wait_answer()


async def switch(stage, panel, owner, *on):
    """Whatever is not among those is off."""
    return await stage.discord.select(panel, owner, "settings:switches", on).wait_answer()


async def test_a_role_is_called_and_a_thread_opened(stage):
    owner, channel = await subscribed(stage)
    role = stage.discord.role(channel.guild, "readers", mentionable=True)
    panel = (await stage.uses(owner, channel, "settings")).original
    assert "Mention role** — none" in panel.text

    await choose_role(stage, panel, owner, role)
    await switch(stage, panel, owner, "thread")
    assert "Mention role** — readers" in panel.text
    assert "Thread per day — on" in panel.text

    list_ = await morning(stage, channel)
    assert list_.mentions["mention_roles"] == [str(role.id)]
    assert list_.content == f"<@&{role.id}>"
    assert stage.discord.calls(SEND)[-1].body["allowed_mentions"] == {
        "parse": [],
        "roles": [str(role.id)],
    }
    thread = await stage.until(lambda: list_.thread)
    assert (thread.name, thread.id) == (NAME, list_.id)
    assert len(stage.discord.messages(channel)) == 1

    opened = await stage.discord.press(panel, owner, "form:mention", forged=True).wait_answer()
    await stage.discord.submit_modal(opened).wait_answer()
    assert (await stage.known(channel)).settings.mention == str(role.id)
    await choose_role(stage, panel, owner)
    await switch(stage, panel, owner)
    settings = (await stage.known(channel)).settings
    assert (settings.mention, settings.daily_thread) == (None, False)


async def test_in_the_thread_numbers_are_those_of_its_list(stage):
    owner, channel = await subscribed(stage, daily_thread=True, language="zh")
    list_ = await morning(stage, channel)
    thread = await stage.until(lambda: list_.thread)
    assert thread.name == "论文晨报 · 2月5日"
    await stage.quiet()

    known = await stage.known(thread)
    assert (known.seen, known.settings.language, known.subscribed_at) == (DAILY.on(DAY), None, None)
    report = await stage.uses(owner, thread, "paper", number="3")
    assert "HY3D-Bench" in report.text


async def test_roles_that_may_not_be_mentioned_are_refused(stage):
    owner, channel = await subscribed(stage)
    quiet = stage.discord.role(channel.guild, "quiet")
    everyone = channel.guild.roles[channel.guild.id]
    elsewhere = stage.discord.role(
        stage.discord.guild(stage.discord.user()), "theirs", mentionable=True
    )
    panel = (await stage.uses(owner, channel, "settings")).original

    for role in (quiet, everyone, elsewhere):
        refused = await choose_role(stage, panel, owner, role)
        assert refused.ephemeral
        assert "cannot mention this role" in refused.text
    assert (await stage.known(channel)).settings.mention is None

    loud = stage.discord.role(channel.guild, "loud", permissions=Right.MENTION_EVERYONE)
    channel.guild.members[stage.discord.bot.id].append(loud.id)
    await choose_role(stage, panel, owner, quiet)
    assert (await stage.known(channel)).settings.mention == str(quiet.id)
    refused = await choose_role(stage, panel, owner, everyone)
    assert "It never mentions" in refused.text


async def test_a_role_that_is_lost_is_told(stage):
    owner, channel = await subscribed(stage, mention="77")
    panel = (await stage.uses(owner, channel, "settings")).original
    assert "⚠ the chosen role can no longer be mentioned" in panel.text
    list_ = await morning(stage, channel)
    assert list_.mentions["mention_roles"] == []


async def test_only_places_that_have_them_offer_them(stage):
    owner, channel = await subscribed(stage)
    private = stage.discord.private(owner)
    thread, post = (
        stage.discord.thread(channel),
        stage.discord.thread(stage.discord.forum(channel.guild)),
    )
    for place in (private, thread, post):
        panel = (await stage.uses(owner, place, "settings")).original
        assert "Thread per day" not in panel.text
        assert ("Mention role" in panel.text) == (place is not private)
        await stage.discord.press(panel, owner, "set:thread:", forged=True).wait_answer()
        assert not (await stage.known(place)).settings.daily_thread
    await stage.discord.press(panel, owner, "set:mention:77", forged=True).wait_answer()
    assert (await stage.known(post)).settings.mention is None
    news = stage.discord.announcements(channel.guild)
    await switch(stage, (await stage.uses(owner, news, "settings")).original, owner, "thread")
    assert (await stage.known(news)).settings.daily_thread


async def test_without_the_permission_the_list_arrives_and_the_setting_stays(stage):
    _, channel = await subscribed(stage, daily_thread=True)
    stage.discord.deny(channel, Right.CREATE_PUBLIC_THREADS)
    list_ = await morning(stage, channel)
    row = await thread_row(stage, channel, DeliveryState.FAILED)

    assert row.error == "no_rights"
    assert list_.thread is None
    assert len(stage.discord.calls(THREADS)) == 1
    known = await stage.known(channel)
    assert (known.paused, known.settings.daily_thread) == (None, True)
    told = stage.discord.messages(channel)[-1]
    assert "“Create Public Threads”" in told.text
    assert told is not list_


@pytest.mark.parametrize(
    ("fault", "earlier", "told"),
    [
        ("403:50013", None, "“创建公共子区”"),
        ("403:50013", "no_rights", None),
        ("403:50013", "30033: too many", "“创建公共子区”"),
        ("400:160006", None, "下一期会再试"),
        ("400:30033", None, "下一期会再试"),
        ("404:10008", None, None),
    ],
)
async def test_a_refused_thread_is_asked_for_once_and_told_once(stage, fault, earlier, told):
    _, channel = await subscribed(stage, daily_thread=True, language="zh")
    if earlier:
        await refused_yesterday(stage, channel, earlier)
    stage.discord.fail(THREADS, fault)
    list_ = await morning(stage, channel)
    await thread_row(stage, channel, DeliveryState.FAILED)
    await stage.quiet()
    after = [message.text for message in stage.discord.messages(channel) if message is not list_]

    assert len(stage.discord.calls(THREADS)) == 1
    assert len(after) == (1 if told else 0)
    assert all(told in text for text in after)


async def refused_yesterday(stage, channel, error):
    """The ledger has a thread that was refused the day before."""
    ledger = stage.app.storage.deliveries
    row = Delivery(
        key=ChatKey("discord", str(channel.id)),
        list_key=DAILY.on(DAY - dt.timedelta(days=1)),
        kind=DeliveryKind.THREAD,
        part=0,
        body=NAME,
    )
    await ledger.owe([row], [], stage.clock.now())
    await ledger.failed(row, error, stage.clock.now())


async def test_a_role_that_is_deleted_is_said_once_and_dropped(stage):
    owner, channel = await subscribed(stage)
    role = stage.discord.role(channel.guild, "readers", mentionable=True)
    panel = (await stage.uses(owner, channel, "settings")).original
    await choose_role(stage, panel, owner, role)
    stage.discord.delete_role(channel.guild, role)
    list_ = await morning(stage, channel)

    assert list_.content == (
        "The role that this list used to mention is gone, so nobody is mentioned any more. "
        "Choose another one in /settings."
    )
    assert list_.embeds
    assert list_.mentions["mention_roles"] == []
    assert (await stage.known(channel)).settings.mention is None
    panel = (await stage.uses(owner, channel, "settings")).original
    assert "can no longer be mentioned" not in panel.text


async def test_a_thread_that_is_there_is_not_opened_again(tmp_path):
    async with (
        FakeDiscord(limits=None) as discord,
        discord_scene(tmp_path, {DATE: []}, discord=discord) as stage,
    ):
        _, channel = await subscribed(stage, daily_thread=True)
        discord.fail(THREADS, "lost")
        list_ = await morning(stage, channel)
        row = await thread_row(stage, channel)

        assert row.message_id == str(list_.id)
        assert [call.code for call in discord.calls(THREADS)][-1] == 160004
        assert len([each for each in channel.guild.channels.values() if each.is_thread]) == 1
        assert len(discord.messages(channel)) == 1


async def test_the_first_part_alone_calls_and_a_day_without_papers_calls_nobody(stage):
    app, clock = stage.app, stage.clock

    def render(view, t, *, silent, previews):
        return ["one", "two"]

    room = Newsroom(
        app.storage,
        app.pipeline,
        app.policies,
        app.budget,
        app.office.gate,
        clock,
        Press(
            shown=app.office.desk.shelves.shown,
            renderers={"elsewhere": render, "plain": render},
            callers={"elsewhere": lambda body, role: f"{role} {body}"},
            threaded=frozenset({"elsewhere"}),
            translators=app.translators,
        ),
        zone=app.settings.zone,
        wake=lambda: None,
    )
    due = dt.datetime(2026, 2, 6, 0, 30, tzinfo=dt.UTC)
    for platform, number, least in (
        ("elsewhere", "1", None),
        ("elsewhere", "2", 1000.0),
        ("plain", "3", None),
    ):
        settings = ChatSettings(mention="7", daily_thread=True, least_score=least)
        key = ChatKey(platform, number)
        await put_subscribed(app.storage, key, settings, clock.now(), {}, due)
    assert await room.serve(due) == 3
    owed = [
        *await app.storage.deliveries.owed("elsewhere", 99),
        *await app.storage.deliveries.owed("plain", 99),
    ]
    rows = [(row.key.chat_id, row.kind, row.body) for row in owed]

    assert rows == [
        *(("1", "list", "7 one"), ("1", "list", "two"), ("1", "thread", NAME)),
        *(("2", "list", "one"), ("2", "list", "two")),
        # Where there are neither roles nor threads, whatever the chat's settings say.
        *(("3", "list", "one"), ("3", "list", "two")),
    ]
