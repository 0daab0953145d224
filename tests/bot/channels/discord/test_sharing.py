"""Showing everybody what somebody sees alone: once, whatever happens meanwhile."""

from __future__ import annotations

import asyncio

import pytest

from tests.discord_world import THIRD, discord_scene
from tests.fakes.discord import FakeDiscord
from tests.fakes.discord_limits import CALLBACK

ALREADY = "It has been shown to everyone already."


@pytest.mark.parametrize(
    ("name", "options"),
    [("paper", THIRD), ("date", {"day": "2026-02-05"}), ("search", {"words": "bench"})],
)
async def test_a_second_press_says_that_it_stands_there(stage, ann, channel, name, options):
    mine = await stage.uses(ann, channel, name, **options)
    shown = await stage.presses(mine.original, ann, "Show everyone")
    again = await stage.presses(mine.original, ann, "Show everyone")

    assert shown.text == mine.text
    assert "Show everyone" not in [button["label"] for button in shown.original.buttons]
    assert (again.ephemeral, again.text) == (True, ALREADY)
    assert stage.discord.messages(channel) == [shown.original]


@pytest.mark.parametrize("name", ["paper", "search"])
async def test_two_presses_at_once_show_it_once(stage, ann, channel, name):
    options = {"paper": THIRD, "search": {"words": "bench"}}[name]
    mine = (await stage.uses(ann, channel, name, **options)).original
    presses = [stage.discord.press(mine, ann, mine.custom_id("Show everyone")) for _ in range(3)]
    for each in presses:
        await each.wait_answer()

    assert sorted(each.ephemeral for each in presses) == [False, True, True]
    assert len(stage.discord.messages(channel)) == 1


async def test_a_restart_forgets_nothing(tmp_path):
    async with FakeDiscord(limits=None) as discord:
        ann = discord.user("Ann")
        channel = discord.guild(ann).system_channel
        async with discord_scene(tmp_path, discord=discord) as stage:
            mine = (await stage.uses(ann, channel, "paper", **THIRD)).original
            await stage.presses(mine, ann, "Show everyone")
        async with discord_scene(tmp_path, discord=discord, at=(2026, 2, 6, 4)) as stage:
            again = await stage.presses(mine, ann, "Show everyone")

        assert again.text == ALREADY
        assert len(discord.messages(channel)) == 1


async def test_what_the_same_message_turns_into_is_shown_too(stage, ann, channel):
    mine = (await stage.uses(ann, channel, "paper", **THIRD)).original
    await stage.presses(mine, ann, "Show everyone")
    await stage.presses(mine, ann, "Summary")
    summary = await stage.presses(mine, ann, "Show everyone")
    await stage.presses(mine, ann, "Full report")
    again = await stage.presses(mine, ann, "Show everyone")

    assert not summary.ephemeral
    assert again.text == ALREADY
    assert len(stage.discord.messages(channel)) == 2


async def test_each_shows_their_own(stage, ann, channel):
    max_ = stage.discord.join(channel.guild, stage.discord.user("Max"))
    for person in (ann, max_):
        mine = await stage.uses(person, channel, "paper", **THIRD)
        shown = await stage.presses(mine.original, person, "Show everyone")
        assert not shown.ephemeral


async def test_what_did_not_get_through_can_be_shown_again(stage, ann, channel, monkeypatch):
    for name, options in (("paper", THIRD), ("search", {"words": "bench"})):
        mine = (await stage.uses(ann, channel, name, **options)).original
        stage.discord.fail(CALLBACK, "403:50013")
        with monkeypatch.context() as impatient:
            impatient.setattr("bot.channels.discord.reply.FIRST", 0.2)
            stage.discord.press(mine, ann, mine.custom_id("Show everyone"))
            await stage.until(lambda: stage.discord.calls(CALLBACK)[-1].status == 403)
            await stage.until(lambda: not _answering())
        shown = await stage.presses(mine, ann, "Show everyone")
        assert not shown.ephemeral


async def test_a_problem_is_told_alone_and_it_can_be_shown_later(stage, ann, channel):
    mine = (await stage.uses(ann, channel, "paper", **THIRD)).original
    desk = stage.app.office.desk
    paper = desk.paper

    async def broken(*asked):
        raise RuntimeError

    desk.paper = broken
    failed = await stage.presses(mine, ann, "Show everyone")
    desk.paper = paper
    shown = await stage.presses(mine, ann, "Show everyone")

    assert (failed.ephemeral, shown.ephemeral) == (True, False)
    assert stage.discord.messages(channel) == [shown.original]


async def test_in_direct_messages_there_is_nobody_to_show_it_to(stage, ann):
    stage.discord.guild(ann)
    private = stage.discord.private(ann)
    for name, options in (("paper", THIRD), ("search", {"words": "bench"})):
        asked = await stage.uses(ann, private, name, **options)
        assert not asked.ephemeral
        assert "Show everyone" not in [button["label"] for button in asked.original.buttons]


def _answering():
    """The interactions that are still being answered."""
    return [task for task in asyncio.all_tasks() if task.get_name().startswith("interaction ")]
