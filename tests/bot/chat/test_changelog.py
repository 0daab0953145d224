"""Admins see who changed which setting, on each platform as it names people."""

from __future__ import annotations

import pytest

from bot.chat.words.called import asks_for_log
from tests.discord_world import SLOT, discord_scene
from tests.telegram_world import scene


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("log", True),
        ("Who changed what?", True),
        ("记录", True),
        ("谁改的？", True),
        ("改动記錄", True),
        ("most 5", False),
        ("", False),
        ("login", False),
    ],
)
def test_how_people_ask_for_it(text, asked):
    assert asks_for_log(text) is asked


async def test_in_a_group_on_telegram(tmp_path):
    async with scene(tmp_path) as stage:
        ann, bob = stage.telegram.user("Ann Lee"), stage.telegram.user("Bob")
        group = stage.telegram.group(ann)
        stage.telegram.join(group, bob, "administrator")
        await stage.says(group, ann, "/subscribe 08:30 Berlin")
        await stage.says(group, bob, "/settings most 5")
        await stage.says(group, bob, "/settings mute a secret word")
        await stage.says(group, ann, "/interests agents")
        log = await stage.says(group, ann, "/settings log")
        page = await stage.says(group, ann, "/settings")
        stranger = stage.telegram.join(group, stage.telegram.user("Eve"))
        refused = await stage.says(group, stranger, "/settings log")

        lines = log.text.split("\n")
        assert lines[0] == "Changes of the settings"
        assert any(each.endswith("Interests: changed · Ann Lee") for each in lines)
        assert any(each.endswith("Never list: changed · Bob") for each in lines)
        assert any("Papers: all → 5 · Bob" in each for each in lines), lines
        assert any("Subscribed · Ann Lee" in each for each in lines)
        assert "secret" not in log.text
        assert "Time zone: Beijing time → Berlin time · Ann Lee" in log.text
        assert "Last change:" in page.text
        assert "Bob" not in refused.text

        await stage.says(group, ann, "/lang zh")
        chinese = await stage.says(group, ann, "/settings 谁改的")
        assert "设置改动记录" in chinese.text
        assert "语言：English → 中文 · Ann Lee" in chinese.text


@pytest.mark.parametrize("name", ["\u3164", " \u200b", "\u0600"])
async def test_a_name_that_nobody_can_see_is_told_by_its_id(tmp_path, name):
    async with scene(tmp_path) as stage:
        ghost = stage.telegram.user(name)
        group = stage.telegram.group(ghost)
        await stage.says(group, ghost, "/subscribe 08:30 Berlin")
        await stage.says(group, ghost, "/settings most 5")
        log = await stage.says(group, ghost, "/settings log")
        assert f"Papers: all → 5 · {ghost.id}" in log.text


async def test_alone_with_us_nobody_is_named(tmp_path):
    async with scene(tmp_path) as stage:
        chat = stage.telegram.private()
        await stage.says(chat, chat.person, "/subscribe 08:30 Berlin")
        log = await stage.says(chat, chat.person, "/settings log")
        assert "Subscribed" in log.text
        assert str(chat.id) not in log.text
        told = await stage.says(chat, chat.person, "/privacy")
        assert "change" in told.text


async def test_on_discord(tmp_path):
    async with discord_scene(tmp_path) as stage:
        owner = stage.discord.user()
        channel = stage.discord.guild(owner).system_channel
        await stage.uses(owner, channel, "subscribe", **SLOT)
        panel = await stage.uses(owner, channel, "settings")
        log = await stage.presses(panel.original, owner, "Who changed what")

        assert f"<@{owner.id}>" in log.text
        assert "Subscribed" in log.text
