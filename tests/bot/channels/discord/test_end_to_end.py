"""What people see of Paperboy in their Discord servers, from the first command to the morning list
and back."""

from __future__ import annotations

import asyncio

import pytest

from bot.channels.discord.errors import DiscordTokenRejected
from tests.discord_world import SERVICE, SLOT, discord_scene
from tests.fakes.discord import FakeDiscord
from tests.fakes.discord_control import Right
from tests.fakes.discord_library import connected_to
from tests.fakes.discord_limits import CALLBACK
from tests.fakes.discord_state import FORUM
from tests.fakes.server import PATIENCE
from tests.fakes.telegram import FakeTelegram
from tests.telegram_world import settings_for
from tests.world import DATE, busy_day, full_texts

POINTS = ["Field", "Core contribution", "How to use it", "Key innovations", "Results"]
FIRST = "Morning papers · Thu, 5 Feb"


def points(text):
    return [point for point in POINTS if point in text]


async def morning(stage):
    """It is 08:30 in Shanghai."""
    await stage.reach(2026, 2, 6, 0, 30)


async def test_a_server_from_the_first_command_to_the_five_points(stage):
    owner, manager, member = (stage.discord.user(name) for name in ("Olga", "Mia", "Max"))
    guild = stage.discord.guild(owner, bot=None)
    stage.discord.join(guild, manager, manager=True)
    stage.discord.join(guild, member)
    stage.discord.join_guild(guild)
    channel = guild.system_channel

    assert "subscribe" in stage.discord.visible(manager, channel)
    assert "subscribe" not in stage.discord.visible(member, channel)
    refused = await stage.discord.slash(
        member, channel, "subscribe", SLOT, forced=True
    ).wait_answer()
    assert refused.ephemeral
    assert (
        refused.text
        == "/subscribe is for this chat's admins. Please ask one of them; reading is for everybody."
    )
    assert (await stage.known(channel)).subscribed_at is None

    done = await stage.uses(manager, channel, "subscribe", **SLOT)
    assert done.text.startswith(
        r"Done: the morning list comes here at 08\:30 (Beijing time), every day."
        "\nNext delivery: <t:1770337800:F>"
    )

    before = len(stage.discord.messages(channel))
    await stage.reach(2026, 2, 6, 0, 29)
    await stage.quiet()
    assert len(stage.discord.messages(channel)) == before
    await morning(stage)
    (list_,) = await stage.next(channel, before)
    assert list_.text.startswith(FIRST)

    chosen = await stage.chooses(list_, member, "3 · HY3D-Bench")
    assert chosen.ephemeral
    assert points(chosen.text) == POINTS
    shown = await stage.presses(chosen.original, member, "Show everyone")
    assert not shown.ephemeral
    assert points(shown.text) == POINTS
    assert len(stage.discord.messages(channel)) == before + 2

    await stage.quiet()
    assert len(stage.discord.messages(channel)) == before + 2


async def test_what_is_asked_is_for_whoever_asks_until_they_show_it(stage):
    member = stage.discord.user()
    channel = stage.discord.guild(member).system_channel

    list_ = await stage.uses(member, channel, "date", day="2026-02-05")
    report = await stage.uses(member, channel, "paper", number="3")
    assert (list_.ephemeral, report.ephemeral) == (True, True)
    assert list_.text.startswith(FIRST)
    assert points(report.text) == POINTS
    score = await stage.presses(report.original, member, "Score")
    assert score.ephemeral
    assert "Total" in score.text
    assert stage.discord.messages(channel) == []

    for mine in (list_, report):
        shown = await stage.presses(mine.original, member, "Show everyone")
        assert not shown.ephemeral
        assert shown.text == mine.text
    assert len(stage.discord.messages(channel)) == 2

    unknown = await stage.uses(member, channel, "paper", number="99")
    assert unknown.ephemeral
    assert unknown.text.startswith("The list of 5 Feb runs from 1 to 12")
    help_ = await stage.uses(member, channel, "help")
    for nothing_to_show in (unknown, help_):
        labels = [button["label"] for button in nothing_to_show.original.buttons]
        assert "Show everyone" not in labels


async def test_what_one_sees_alone_turns_in_place(stage):
    member = stage.discord.user()
    channel = stage.discord.guild(member).system_channel
    list_ = await stage.uses(member, channel, "date", day="2026-02-05")
    mine = await stage.chooses(list_.original, member, "1 · ")
    text = mine.text

    turned = await stage.presses(mine.original, member, "Summary")
    assert points(mine.original.text) == []
    assert turned.original is mine.original
    await stage.presses(mine.original, member, "Full report")
    assert mine.original.text == text
    await stage.presses(mine.original, member, "‹ List")
    assert mine.original.text.startswith(FIRST)
    assert stage.discord.messages(channel) == []


async def test_arguments_are_completed(stage):
    owner = stage.discord.user()
    channel = stage.discord.guild(owner).system_channel
    await stage.uses(owner, channel, "date", day="2026-02-05")

    papers = await stage.typing(owner, channel, "paper", "number", "3d")
    assert papers[0].startswith("3 · HY3D-Bench")
    assert len(await stage.typing(owner, channel, "paper", "number", "")) == 12
    assert await stage.typing(owner, channel, "date", "day", "02-05") == ["2026-02-05 · Thu, 5 Feb"]
    (zone,) = await stage.typing(owner, channel, "subscribe", "zone", "los ang")
    assert zone.endswith("America/Los_Angeles")
    assert await stage.typing(owner, channel, "subscribe", "time", "08") == ["08:00", "08:30"]


async def test_numbers_are_completed_by_the_day_beside_them(tmp_path):
    async with discord_scene(tmp_path, {DATE: busy_day(3)}) as stage:
        owner = stage.discord.user()
        channel = stage.discord.guild(owner).system_channel
        await stage.uses(owner, channel, "date", day=DATE)
        found = {}
        for day in (DATE, "2026-02-05", "someday"):
            asked = stage.discord.autocomplete(owner, channel, "paper", "number", "", {"day": day})
            found[day] = [choice["name"] for choice in (await asked.wait_answer()).choices]

    assert "3 · HY3D-Bench" in found["2026-02-05"][2]
    assert found[DATE][0].startswith("1 · Study 1")
    assert found["someday"] == []


async def test_what_takes_too_long_to_complete_is_left_to_who_types(stage, monkeypatch):
    monkeypatch.setattr("bot.channels.discord.asides.COMPLETED_IN", 0.05)
    owner = stage.discord.user()
    channel = stage.discord.guild(owner).system_channel

    async def shown(*asked):
        await asyncio.sleep(PATIENCE)

    stage.app.office.desk.shelves.shown = shown
    assert await stage.typing(owner, channel, "paper", "number", "3") == []


async def test_the_panel_its_menus_and_its_form(stage):
    owner, member = stage.discord.user("Olga"), stage.discord.user("Max")
    guild = stage.discord.guild(owner)
    stage.discord.join(guild, member)
    channel = guild.system_channel
    await stage.uses(owner, channel, "subscribe", **SLOT)
    asked = await stage.uses(owner, channel, "settings")
    panel = asked.original
    assert asked.ephemeral

    await stage.chooses(panel, owner, "top 5")
    assert (await stage.known(channel)).settings.most == 5
    opened = await stage.discord.press(panel, owner, "form:include").wait_answer()
    await stage.discord.submit_modal(opened, {"include": "agent, RAG"}).wait_answer()
    assert "agent, RAG" in panel.text
    again = await stage.discord.press(panel, owner, "form:include").wait_answer()
    await stage.discord.submit_modal(again, {"include": ""}).wait_answer()
    opened = await stage.discord.press(panel, owner, "form:mute").wait_answer()
    await stage.discord.submit_modal(opened, {"mute": "video"}).wait_answer()
    await stage.chooses(panel, owner, "中文")
    assert "设置" in panel.text
    known = (await stage.known(channel)).settings
    assert (known.language, known.include, known.mute) == ("zh", (), ("video",))

    list_ = await stage.uses(member, channel, "date", day="2026-02-05")
    forged = await stage.discord.press(
        list_.original, member, "set:most:0", forged=True
    ).wait_answer()
    assert forged.ephemeral
    assert not list_.original.edits
    assert (await stage.known(channel)).settings.most == 5


async def test_unsubscribing_ends_it(stage):
    owner = stage.discord.user()
    channel = stage.discord.guild(owner).system_channel
    await stage.uses(owner, channel, "subscribe", **SLOT)
    left = await stage.uses(owner, channel, "unsubscribe")
    assert left.text.startswith("You are unsubscribed.")
    await morning(stage)
    await stage.quiet()
    assert FIRST not in "".join(message.text for message in stage.discord.messages(channel))


async def test_direct_messages_threads_and_announcements(stage):
    owner = stage.discord.user()
    guild = stage.discord.guild(owner)
    places = [
        stage.discord.private(owner),
        stage.discord.thread(guild.system_channel),
        stage.discord.thread(stage.discord.forum(guild)),
        stage.discord.announcements(guild),
    ]
    for channel in places:
        done = await stage.uses(owner, channel, "subscribe", **SLOT)
        if channel.parent and channel.parent.kind == FORUM:
            await stage.presses(done.original, owner, "This post")
    before = [len(stage.discord.messages(channel)) for channel in places]
    await morning(stage)
    for channel, count in zip(places, before, strict=True):
        (list_,) = await stage.next(channel, count)
        assert list_.text.startswith(FIRST)

    direct = stage.discord.messages(places[0])[-1]
    report = await stage.chooses(direct, owner, "2 · ")
    assert not report.ephemeral
    assert points(report.text) == POINTS


async def test_old_buttons_work_after_a_restart_and_unknown_ones_say_so(tmp_path):
    async with FakeDiscord(limits=None) as discord:
        owner = discord.user()
        channel = discord.guild(owner).system_channel
        async with discord_scene(tmp_path, discord=discord) as stage:
            list_ = await stage.uses(owner, channel, "date", day="2026-02-05")
        async with discord_scene(tmp_path, discord=discord) as stage:
            assert points((await stage.chooses(list_.original, owner, "3 · ")).text) == POINTS
            stale = await discord.press(
                list_.original, owner, "frobnicate:1", forged=True
            ).wait_answer()
        assert stale.ephemeral
        assert stale.text.startswith("This button no longer works.")
        assert discord.syncs == 1


async def test_a_channel_that_takes_nothing_pauses_and_the_server_hears_of_it(stage):
    owner = stage.discord.user()
    guild = stage.discord.guild(owner)
    closed, deleted = (
        stage.discord.channel(guild, "closed"),
        stage.discord.channel(guild, "deleted"),
    )
    for channel in (closed, deleted):
        await stage.uses(owner, channel, "subscribe", **SLOT)
    stage.discord.delete_channel(deleted)
    (told,) = await stage.next(guild.system_channel, 0)
    assert told.text.startswith("I can no longer post in #deleted")
    assert (await stage.known(deleted)).paused == "not_found"

    stage.discord.deny(closed, Right.SEND_MESSAGES)
    await morning(stage)
    await stage.next(guild.system_channel, 1)
    assert (await stage.known(closed)).paused == "no_rights"
    await stage.quiet()
    assert len(stage.discord.messages(guild.system_channel)) == 2


@pytest.mark.parametrize(
    "fault", ["500:done", "503:done", "502", "503", "lost", "drop", "timeout", "429:20:global"]
)
async def test_an_answer_is_given_once_whatever_becomes_of_the_request(stage, monkeypatch, fault):
    monkeypatch.setattr("bot.channels.discord.reply.PATIENCE", 1.5)
    owner = stage.discord.user()
    channel = stage.discord.guild(owner).system_channel
    stage.discord.fail(CALLBACK, fault)
    asked = await stage.uses(owner, channel, "help")
    await stage.until(lambda: len(stage.discord.calls(CALLBACK)) == 2)
    await stage.quiet()
    assert r"/paper" in asked.text
    assert len(asked.messages) == 1


@pytest.mark.usefixtures("unhurried")
async def test_a_gateway_that_drops_loses_nobodys_question(stage, monkeypatch):
    """Twenty times, while one question is being answered and another comes: resumed, and every
    other time anew."""
    monkeypatch.setattr("discord.AutoShardedClient.before_identify_hook", _at_once)
    owner, gateway = stage.discord.user(), stage.discord.gateway
    channel, report = (
        stage.discord.guild(owner).system_channel,
        {"number": "3", "day": "2026-02-05"},
    )
    asked = []
    for number in range(20):
        anew = number % 2 == 1
        before = gateway.identifies + gateway.resumes
        asked.append(stage.discord.slash(owner, channel, "paper", report))
        if anew:
            await asked[-1].wait_response()
            gateway.forget()
        gateway.drop()
        if not anew:
            asked.append(stage.discord.slash(owner, channel, "paper", report))

        def back(before: int = before) -> bool:
            return gateway.identifies + gateway.resumes > before and gateway.connected

        await stage.until(back)
    for each in asked:
        await each.wait_answer()
        assert points(each.text) == POINTS
    assert (gateway.identifies, gateway.resumes) == (11, 10)
    assert len([message for each in asked for message in each.messages]) == len(asked) == 30


async def _at_once(*_, **__):
    """Instead of the library's five seconds before it identifies again."""


def is_running():
    """Whether the service has not come to an end."""
    return any(task.get_name() == SERVICE for task in asyncio.all_tasks())


async def test_a_token_revoked_while_running_ends_with_its_sentence(tmp_path):
    async def cut_off():
        async with discord_scene(tmp_path) as stage:
            stage.discord.gateway.drop(4004)
            await stage.until(lambda: not is_running())

    with pytest.raises(DiscordTokenRejected):
        await cut_off()


async def test_what_takes_longer_is_announced_at_once(tmp_path):
    days, pages = {DATE: busy_day(3)}, full_texts(busy_day(3))
    async with discord_scene(tmp_path, days, pages=pages) as stage:
        owner = stage.discord.user()
        channel = stage.discord.guild(owner).system_channel
        list_ = await stage.uses(owner, channel, "date", day=DATE)
        report = await stage.uses(owner, channel, "paper", number="1")
        assert report.deferred
        assert report.text.startswith("🏆 1. Study")
        assert len(report.messages) == 1

        chosen = await stage.chooses(list_.original, owner, "2 · ")
        assert (chosen.deferred, chosen.ephemeral) == (True, True)
        # The invented page says of nothing that it is new.
        assert points(chosen.text) == [each for each in POINTS if each != "Key innovations"]


async def test_a_wrong_token_is_one_sentence(tmp_path):
    with pytest.raises(DiscordTokenRejected):
        async with discord_scene(tmp_path, discord_token="not.the.token"):
            pass


async def test_both_platforms_in_one_process(tmp_path):
    async with (
        FakeTelegram(limits=None) as telegram,
        discord_scene(tmp_path, {DATE: []}, **settings_for(telegram)) as stage,
    ):
        owner = stage.discord.user()
        channel, ann = stage.discord.guild(owner).system_channel, telegram.user()
        chat = telegram.private(ann)
        await stage.uses(owner, channel, "subscribe", **SLOT)
        await stage.uses(owner, channel, "lang", language="zh")
        before = len(stage.discord.messages(channel))
        telegram.say(chat, ann, "/subscribe 08:30 Asia/Shanghai")
        await telegram.wait_for(lambda: telegram.messages(chat))
        await morning(stage)
        (there,) = await stage.next(channel, before)
        await telegram.wait_for(lambda: len(telegram.messages(chat)) == 2)

    assert there.text.startswith("论文晨报 · 2月5日")
    assert telegram.messages(chat)[-1].text.startswith(FIRST)


def test_the_doctor_tells_how_to_invite_the_bot(paperboy, place):
    discord = FakeDiscord(limits=None)
    with discord.in_thread(), connected_to(discord):
        ran = paperboy("doctor", discord_token=discord.token)
        wrong = paperboy("doctor", discord_token="not.the.token")

    link = f"client_id={discord.bot.id}&scope=bot+applications.commands&permissions=309237664768"
    assert ran.out.splitlines()[-1].endswith(f"https://discord.com/oauth2/authorize?{link}")
    assert (ran.code, wrong.code) == (0, 1)
    assert wrong.out.splitlines()[-1].startswith("⚠ Discord rejects DISCORD_TOKEN.")
