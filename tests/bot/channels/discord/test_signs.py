"""Signs of life on Discord: it is told in time that we are thinking, and a list is there while its
texts come."""

from __future__ import annotations

import pytest

from tests.discord_world import discord_scene
from tests.fakes.discord_interaction import DEFER
from tests.world import DATE, busy_day, full_texts


@pytest.fixture
async def stage(tmp_path, monkeypatch):
    monkeypatch.setattr("bot.chat.notices.BETWEEN", 0.2)
    day = busy_day(4)
    async with discord_scene(
        tmp_path,
        {DATE: day},
        pages=full_texts(day),
        use_model=True,
        paperboy_deep_read="on_demand",
    ) as stage:
        stage.place.model.latency = 1.2
        yield stage


async def test_a_list_is_there_at_once_and_its_texts_come(stage):
    owner = stage.discord.user("Olga")
    channel = stage.discord.guild(owner).system_channel
    asked = await stage.uses(owner, channel, "date", day=DATE)
    assert " to go…" in asked.text
    await stage.until(lambda: "Writing summaries" not in asked.text)
    await stage.quiet()

    assert asked.response == DEFER
    (list_,) = asked.messages
    assert not stage.discord.messages(channel)
    assert list_.text.startswith("Morning papers")
    assert list_.buttons


async def test_a_report_that_takes_its_time_is_one_message(stage):
    owner = stage.discord.user("Olga")
    channel = stage.discord.guild(owner).system_channel
    asked = await stage.uses(owner, channel, "paper", number="1", day=DATE)
    await stage.until(lambda: "Core contribution" in asked.text)
    await stage.quiet()
    assert asked.response == DEFER
    assert len(asked.messages) == 1
    assert not stage.discord.messages(channel)
