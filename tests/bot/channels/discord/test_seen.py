"""Which list somebody's numbers mean where others see another."""

from __future__ import annotations

import datetime as dt

from bot.channels.discord.seen import SeenAlone
from core.chats import ChatKey
from core.editions.keys import DAILY
from core.sent import About
from tests.discord_world import discord_scene
from tests.world import DATE, busy_day, full_texts

KEY = ChatKey("discord", "1")
OLD, NEW = DAILY.on(dt.date(2026, 2, 4)), DAILY.on(dt.date(2026, 2, 5))


def test_a_list_seen_alone_counts_until_all_see_another():
    seen = SeenAlone()
    seen.note(KEY, "7", About(list_key=OLD), None)

    assert seen.of(KEY, "7", None) == OLD
    assert seen.of(KEY, "8", None) is None
    assert seen.of(ChatKey("discord", "2"), "7", None) is None
    assert seen.of(KEY, "7", NEW) == NEW


def test_only_whole_lists_count():
    seen = SeenAlone()
    for about in (None, About(), About(list_key=OLD, number=3), About(paper_id="2602.00001")):
        seen.note(KEY, "7", about, None)

    assert seen.of(KEY, "7", NEW) == NEW


def test_so_many_are_remembered():
    seen = SeenAlone(most=2)
    for person in ("1", "2", "1", "3"):
        seen.note(KEY, person, About(list_key=OLD), None)

    assert [seen.of(KEY, person, None) for person in ("1", "2", "3")] == [OLD, None, OLD]


async def test_what_one_looks_at_alone_changes_nobodys_numbers(tmp_path):
    day = busy_day(3)
    async with discord_scene(tmp_path, {DATE: day}, pages=full_texts(day)) as stage:
        ann, max_ = stage.discord.user("Ann"), stage.discord.user("Max")
        guild = stage.discord.guild(ann)
        stage.discord.join(guild, max_)
        channel = guild.system_channel
        older = await stage.uses(ann, channel, "date", day="2026-02-05")
        await stage.uses(max_, channel, "date", day=DATE)

        assert (await stage.known(channel)).seen is None
        mine = await stage.uses(ann, channel, "score", number="3")
        theirs = await stage.uses(max_, channel, "score", number="3")
        assert "HY3D-Bench" in mine.text
        assert "HY3D-Bench" not in theirs.text

        await stage.presses(older.original, ann, "Show everyone")
        assert str((await stage.known(channel)).seen) == "2026-02-05"
        all_see = await stage.uses(max_, channel, "score", number="3")
        assert "HY3D-Bench" in all_see.text
