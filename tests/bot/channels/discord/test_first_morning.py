"""The first morning with letters on Discord: three likes, next morning's picks and their reasons,
and all of it forgotten."""

from __future__ import annotations

import asyncio
import datetime as dt

import pytest

from core.chats import ChatKey
from core.editions.keys import DAILY
from tests.bot.channels.telegram.test_first_morning import NEXT, SAID, next_day
from tests.bot.delivery.mornings import day
from tests.discord_world import SLOT, discord_scene
from tests.fakes.server import PATIENCE

LOCALES = {"en": "en-US", "zh": "zh-CN"}
FIRST_LIST, SECOND_LIST = DAILY.on(dt.date(2026, 2, 3)), DAILY.on(dt.date(2026, 2, 4))


async def ready(stage, list_key):
    """Wait until that day has been read."""
    async with asyncio.timeout(PATIENCE):
        while True:
            edition = await stage.app.storage.editions.get(list_key)
            if edition and edition.ready_at:
                return
            await asyncio.sleep(0.02)


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_three_likes_are_next_mornings_letters(tmp_path, language):
    heading, liked, back = SAID[language]
    days = {"2026-02-03": day(), NEXT: next_day()}
    async with discord_scene(
        tmp_path, days, at=(2026, 2, 3, 20), paperboy_deep_read="on_demand"
    ) as stage:
        ann = stage.discord.user("Ann", locale=LOCALES[language])
        guild = stage.discord.guild(ann)
        channel = stage.discord.channel(guild)
        key = ChatKey("discord", str(channel.id))
        await stage.uses(ann, channel, "lang", language=language)
        await stage.uses(ann, channel, "subscribe", **SLOT)
        lists = []
        for number, list_key in ((4, FIRST_LIST), (5, SECOND_LIST)):
            before = len(stage.discord.messages(channel))
            await stage.reach(2026, 2, number, 0, 0)
            await ready(stage, list_key)
            await stage.reach(2026, 2, number, 0, 30)
            lists += await stage.next(channel, before)
            if number == 4:
                for paper in ("2602.00009", "2602.00011", "2602.00001"):
                    await stage.uses(ann, channel, "like", number=paper)

        first, second = lists
        assert heading not in first.text
        assert heading in second.text
        assert liked in second.text
        picks = await stage.app.storage.picks.of(key, SECOND_LIST)
        assert {"2602.01009", "2602.01011"} <= {each.paper_id for each in picks.picks[:3]}
        assert "%" in (await stage.uses(ann, channel, "why", number="A")).text
        assert "3" in (await stage.uses(ann, channel, "interests")).text

        taken = await stage.uses(ann, channel, "like", number="2602.00009")
        assert back in taken.text
        votes = await stage.app.storage.interests.votes(key)
        assert [vote.person for vote in votes] == [str(ann.id)] * 2
        assert await stage.app.storage.picks.of(key, SECOND_LIST) == picks

        asks = await stage.uses(ann, channel, "interests", wishes="forget")
        sure = asks.original.buttons[0]["label"]
        await stage.presses(asks.original, ann, sure)
        assert await stage.app.storage.interests.votes(key) == []
        assert await stage.app.storage.picks.of(key, SECOND_LIST) is None
        assert heading not in (await stage.uses(ann, channel, "date", day=NEXT)).text
