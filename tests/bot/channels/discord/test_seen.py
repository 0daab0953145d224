"""Which list somebody's numbers mean where others see another."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.channels.discord.seen import SeenAlone
from core.chats import ChatKey
from core.editions.keys import DAILY
from core.keeping import SEEN
from core.sent import About
from storage import open_storage
from tests.bot.talk import StandingClock
from tests.discord_world import discord_scene
from tests.fakes.discord import FakeDiscord
from tests.world import DATE, busy_day, full_texts

KEY = ChatKey("discord", "1")
OLD, NEW = DAILY.on(dt.date(2026, 2, 4)), DAILY.on(dt.date(2026, 2, 5))


@pytest.fixture
async def stored(tmp_path):
    """What is stored of lists seen alone."""
    async with open_storage(f"sqlite:///{tmp_path / 'seen.db'}") as storage:
        yield storage.seen


@pytest.mark.parametrize("guest", [False, True])
async def test_a_list_seen_alone_counts_until_all_see_another(stored, guest):
    seen = SeenAlone(stored, StandingClock(2026, 2, 6))
    await seen.note(KEY, "7", About(list_key=OLD), None, guest=guest)

    assert await seen.of(KEY, "7", None, guest=guest) == OLD
    assert await seen.of(KEY, "8", None, guest=guest) is None
    assert await seen.of(ChatKey("discord", "2"), "7", None, guest=guest) is None
    assert await seen.of(KEY, "7", NEW, guest=guest) == NEW
    # Of a place that did not let us in nothing is stored.
    assert (await stored.of(KEY, "7", dt.datetime.min.replace(tzinfo=dt.UTC)) is None) is guest


@pytest.mark.parametrize("guest", [False, True])
async def test_only_whole_lists_count(stored, guest):
    seen = SeenAlone(stored, StandingClock(2026, 2, 6))
    for about in (None, About(), About(list_key=OLD, number=3), About(paper_id="2602.00001")):
        await seen.note(KEY, "7", about, None, guest=guest)

    assert await seen.of(KEY, "7", NEW, guest=guest) == NEW


async def test_so_many_guests_are_remembered(stored):
    seen = SeenAlone(stored, StandingClock(2026, 2, 6), most=2)
    for person in ("1", "2", "1", "3"):
        await seen.note(KEY, person, About(list_key=OLD), None, guest=True)

    found = [await seen.of(KEY, person, None, guest=True) for person in ("1", "2", "3")]
    assert found == [OLD, None, OLD]


async def test_it_counts_for_a_week(stored):
    clock = StandingClock(2026, 2, 6)
    seen = SeenAlone(stored, clock)
    await seen.note(KEY, "7", About(list_key=OLD), None)
    clock.time += SEEN
    assert await seen.of(KEY, "7", None) == OLD
    clock.time += dt.timedelta(seconds=1)
    assert await seen.of(KEY, "7", None) is None


async def test_a_restart_changes_nobodys_numbers_and_whoever_wants_is_forgotten(tmp_path):
    day = busy_day(3)
    async with FakeDiscord(limits=None) as discord:
        ann = discord.user("Ann")
        channel = discord.guild(ann).system_channel
        async with discord_scene(
            tmp_path, {DATE: day}, pages=full_texts(day), discord=discord
        ) as stage:
            newest = await stage.uses(ann, channel, "date", day=DATE)
            await stage.presses(newest.original, ann, "Show everyone")
            await stage.uses(ann, channel, "date", day="2026-02-05")
        async with discord_scene(
            tmp_path, {DATE: day}, pages=full_texts(day), discord=discord
        ) as stage:
            assert "HY3D-Bench" in (await stage.uses(ann, channel, "score", number="3")).text

            told = await stage.uses(ann, channel, "privacy")
            assert "in 1 channel, which list you looked at alone" in told.text
            asked = await stage.presses(told.original, ann, "Forget me")
            done = await stage.presses(asked.original, ann, "Yes, forget me")
            assert "which list you looked at in 1 channel" in done.text
            assert "HY3D-Bench" not in (await stage.uses(ann, channel, "score", number="3")).text


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
