"""Announcement channels: their lists, the thread of the day, and publishing."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json

import pytest

from core.chats import ChatKey
from core.delivery import Delivery, DeliveryKind, DeliveryState
from core.editions.keys import DAILY
from tests.discord_world import SLOT, discord_scene
from tests.fakes.discord import FakeDiscord
from tests.fakes.discord_limits import CROSSPOST
from tests.fakes.discord_state import CROSSPOSTED
from tests.world import DATE

DAY = dt.date(2026, 2, 5)


async def subscribed(stage, **settings):
    """A subscribed announcement channel with those settings, and its server's owner."""
    owner = stage.discord.user("Olga")
    news = stage.discord.announcements(stage.discord.guild(owner))
    await stage.uses(owner, news, "subscribe", **SLOT)

    def chosen(chat):
        changed = dataclasses.replace(chat.settings, **settings)
        return dataclasses.replace(chat, settings=changed)

    await stage.app.storage.chats.change(ChatKey("discord", str(news.id)), chosen)
    return owner, news


async def morning(stage, news):
    """It is 08:30 in Shanghai: the list."""
    await stage.reach(2026, 2, 6, 0, 30)
    (list_,) = await stage.next(news, 0)
    return list_


async def test_a_list_is_published_where_that_is_chosen(stage):
    owner, news = await subscribed(stage)
    panel = (await stage.uses(owner, news, "settings")).original
    assert "Publish — off" in panel.text
    await stage.discord.select(panel, owner, "settings:switches", ["publish"]).wait_answer()
    assert (await stage.known(news)).settings.publish

    list_ = await morning(stage, news)
    await stage.until(lambda: list_.flags & CROSSPOSTED)
    assert len(stage.discord.calls(CROSSPOST)) == 1


async def test_by_default_nothing_is_published(stage):
    _, news = await subscribed(stage)
    list_ = await morning(stage, news)
    await stage.quiet()

    assert list_.embeds
    assert stage.discord.calls(CROSSPOST) == []


@pytest.mark.parametrize("fault", ["429:3600", "403:50013", "400:40033", "500", "drop"])
async def test_what_is_not_published_has_arrived_all_the_same(stage, fault):
    _, news = await subscribed(stage, publish=True)
    stage.discord.fail_always(CROSSPOST, fault)
    await morning(stage, news)
    await stage.until(lambda: stage.discord.calls(CROSSPOST))
    await stage.quiet()

    key = ChatKey("discord", str(news.id))
    (row,) = await stage.app.storage.deliveries.of(key, DAILY.on(DAY))
    assert row.state is DeliveryState.SENT
    assert len(stage.discord.messages(news)) == 1
    assert len(stage.discord.calls(CROSSPOST)) == 1


async def test_all_parts_are_published_until_discord_takes_no_more(tmp_path):
    async with (
        FakeDiscord() as discord,
        discord_scene(tmp_path, {DATE: []}, discord=discord) as stage,
    ):
        _, news = await subscribed(stage, publish=True)
        key = ChatKey("discord", str(news.id))
        owed = []
        for part in range(12):
            body = json.dumps({"content": f"part {part}", "allowed_mentions": {"parse": []}})
            kind = DeliveryKind.LIST
            owed.append(Delivery(key=key, list_key=DAILY.on(DAY), kind=kind, part=part, body=body))
        await stage.app.storage.deliveries.owe(owed, [], stage.clock.now())
        await stage.until(lambda: len(discord.calls(CROSSPOST)) == 12)
        await stage.quiet()

        published = [bool(message.flags & CROSSPOSTED) for message in discord.messages(news)]
        assert published == [True] * 10 + [False] * 2
        assert len(await stage.app.storage.deliveries.of(key, DAILY.on(DAY))) == 12


async def test_the_days_thread_hangs_on_the_list(stage):
    _, news = await subscribed(stage, daily_thread=True, publish=True)
    list_ = await morning(stage, news)
    thread = await stage.until(lambda: list_.thread)

    assert (thread.id, thread.kind) == (list_.id, 10)
    await stage.until(lambda: list_.flags & CROSSPOSTED)


async def test_only_announcements_offer_it(stage):
    owner, news = await subscribed(stage)
    thread = stage.discord.thread(news)
    for place in (news.guild.system_channel, thread, stage.discord.private(owner)):
        panel = (await stage.uses(owner, place, "settings")).original
        assert "Publish" not in panel.text
        await stage.discord.press(panel, owner, "set:publish:on", forged=True).wait_answer()
        assert not (await stage.known(place)).settings.publish
