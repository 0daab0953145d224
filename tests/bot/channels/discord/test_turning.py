"""Answers longer than a message: their pages, which turn, and their pictures."""

from __future__ import annotations

import dataclasses

from bot.chat.views import Picture
from core.editions.keys import DAILY
from core.models import Labelled
from tests.bot.chat.views.samples import report
from tests.discord_world import THIRD, discord_scene
from tests.fakes.discord import FakeDiscord
from tests.fakes.discord_interaction import UPDATE

# Longer than two messages, in words that tell each from the others.
POINTS = [Labelled(f"Point {number}", f"kite{number} " * 110) for number in range(1, 17)]


async def write_long(stage, count=16):
    """The third paper's report becomes so long."""
    known = await stage.app.storage.editions.get(DAILY.on(stage.clock.now().date()))
    (paper,) = [entry.paper for entry in known.entries if entry.rank == 3]
    told = report(paper_id=paper.id, language="en", innovations=tuple(POINTS[:count]))
    await stage.app.storage.readings.save_report(told)


def numbers(*messages):
    """Which points the messages tell of."""
    text = "".join(message.text for message in messages)
    return [number for number in range(1, len(POINTS) + 1) if f"kite{number} " in text]


async def test_a_long_answer_is_paged_and_holds_all_of_it(stage, channel):
    await write_long(stage)
    asked = await stage.uses(channel.guild.owner, channel, "paper", number="3", day="2026-02-05")
    await stage.presses(asked.original, channel.guild.owner, "Show everyone")
    await stage.quiet()
    (first,) = stage.discord.messages(channel)
    assert asked.text == first.text
    assert "arXiv" in [button["label"] for button in first.buttons]

    second = await stage.presses(first, channel.guild.owner, "2/3 ›")
    assert second.ephemeral
    mine = second.original
    told = numbers(first) + numbers(mine)
    turned = await stage.presses(mine, channel.guild.owner, "3/3 ›")
    assert turned.response == UPDATE
    assert sorted({*told, *numbers(mine)}) == list(range(1, len(POINTS) + 1))
    assert [button["label"] for button in mine.buttons if "/3" in button["label"]] == ["‹ 2/3"]
    assert first.edits == []
    assert stage.discord.messages(channel) == [first]


async def test_discord_takes_the_pictures(stage, channel):
    desk = stage.app.office.desk
    paper = desk.paper

    async def pictured(*asked):
        picture = Picture("https://x.example/1.png", "Kites in wind")
        return dataclasses.replace(
            await paper(*asked), picture=picture, thumbnail="https://x.example/2.png"
        )

    desk.paper = pictured
    asked = await stage.uses(channel.guild.owner, channel, "paper", **THIRD)

    embeds = asked.original.embeds
    assert embeds[0]["thumbnail"] == {"url": "https://x.example/2.png"}
    assert embeds[-1]["image"] == {"url": "https://x.example/1.png"}
    assert "Kites in wind" in asked.text


async def test_pages_mean_the_paper_they_showed_whatever_the_chat_sees_meanwhile(stage, channel):
    await write_long(stage)
    await stage.uses(channel.guild.owner, channel, "date", day="2026-02-05")
    shown = await stage.uses(channel.guild.owner, channel, "paper", number="3")

    assert shown.original.custom_id("2/3 ›") == "page:2:report:2026-02-05:3"


async def test_in_private_the_one_message_turns(stage):
    await write_long(stage)
    ann = stage.discord.user()
    stage.discord.guild(ann)
    private = stage.discord.private(ann)
    asked = await stage.uses(ann, private, "paper", **THIRD)
    await stage.presses(asked.original, ann, "2/3 ›")

    assert stage.discord.messages(private) == [asked.original]
    assert "‹ 1/3" in [button["label"] for button in asked.original.buttons]


async def test_pages_outlive_a_restart_and_a_shorter_report(tmp_path):
    async with FakeDiscord(limits=None) as discord:
        owner = discord.user()
        channel = discord.guild(owner).system_channel
        async with discord_scene(tmp_path, discord=discord) as stage:
            await write_long(stage)
            first = (await stage.uses(owner, channel, "paper", **THIRD)).original
            second = (await stage.presses(first, owner, "2/3 ›")).original
        async with discord_scene(tmp_path, discord=discord) as stage:
            await write_long(stage, 11)
            await stage.presses(second, owner, "3/3 ›")
            assert [button["label"] for button in second.buttons if "/" in button["label"]] == [
                "‹ 1/2"
            ]
            await write_long(stage, 1)
            await stage.presses(second, owner, "‹ 1/2")
            assert numbers(second) == [1]
            assert not [button for button in second.buttons if "/" in button["label"]]


async def test_a_page_that_somebody_else_shows_to_all_begins_anew(stage, channel):
    await write_long(stage)
    asked = await stage.uses(channel.guild.owner, channel, "paper", **THIRD)
    first = asked.text
    mine = await stage.presses(asked.original, channel.guild.owner, "2/3 ›")
    shown = await stage.presses(mine.original, channel.guild.owner, "Show everyone")

    assert not shown.ephemeral
    assert shown.text == first != asked.text


async def test_a_forged_page_is_told_kindly(stage, channel):
    asked = await stage.uses(channel.guild.owner, channel, "paper", **THIRD)
    for forged in ("page:2:", "page:x:dance", "page", "/paper 3", "page:1:page:2:report:1"):
        answered = await stage.discord.press(
            asked.original, channel.guild.owner, forged, forged=True
        ).wait_answer()
        assert answered.text.startswith("This button no longer works.")
        assert answered.ephemeral


async def test_a_typed_line_is_paged_by_its_words(stage, channel):
    asked = await stage.uses(channel.guild.owner, channel, "help")
    pressed = stage.discord.press(
        asked.original, channel.guild.owner, "page:9:/search HY3D", forged=True
    )

    assert (await pressed.wait_answer()).text.startswith("“HY3D”")
