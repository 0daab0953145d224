"""A chat that asks for nothing and votes on nothing gets, byte for byte, what it would get were
there no interests: but for one line and its button, once, whatever other chats want."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from dataclasses import replace

import pytest

from core.chats import ChatKey
from core.editions.keys import DAILY
from core.editions.progress import NoProgress
from core.interests.interest import Interest, Kind, Vote
from tests.bot.channels.discord.test_first_morning import ready
from tests.bot.talk import StandingClock, Talk
from tests.discord_world import SLOT, discord_scene
from tests.fakes.discord_limits import SEND
from tests.telegram_world import scene
from tests.world import busy_day, world

MORNINGS = (4, 5, 6)
LINE = {
    "en": "Send /like 3, and papers of your own come with the list.",
    "zh": "喜欢哪篇就发 /like 3，以后随晨报再给你几篇合口味的。",
}


def days():
    """Three days, the papers of each its own."""
    found = {}
    for number, size in ((3, 14), (4, 9), (5, 6)):
        text = json.dumps(busy_day(size)).replace("2602.0", f"2602.{number}")
        found[f"2026-02-0{number}"] = json.loads(text)
    return found


async def switched_off(app, key):
    """All that interests do there is off: the chat has been told of them, and wants no letters."""

    def off(chat):
        settings = replace(chat.settings, picks=0, explore=False)
        return replace(chat, settings=settings, introduced=True)

    await app.storage.chats.change(key, off)


async def told_of_sources(app, key):
    """The chat has been told of arXiv's announcements, which has a line of its own."""
    await app.storage.chats.change(key, lambda chat: replace(chat, told_of_sources=True))


async def others_want(app, key):
    """Somebody else wants something, and has voted."""
    await app.storage.interests.put(key, [Interest(kind=Kind.WORDS, value="efficient agents")])
    at = dt.datetime(2026, 2, 3, tzinfo=dt.UTC)
    vote = Vote(paper_id="2602.30001", person="", up=True, at=at)
    await app.storage.interests.cast(key, vote)


async def telegram_mornings(folder, language, *, on):
    """What is sent to the chat: three lists, each as its calls' values."""
    async with scene(
        folder, days(), at=(2026, 2, 3, 20), paperboy_deep_read="on_demand", demo=False
    ) as stage:
        ann, bea = (stage.telegram.user(name, language=language) for name in ("Ann", "Bea"))
        chats = {user: stage.telegram.private(user) for user in (ann, bea)}
        for user, chat in chats.items():
            await stage.says(chat, user, f"/lang {language}")
            await stage.says(chat, user, "/subscribe 08:30 Asia/Shanghai")
        await told_of_sources(stage.app, ChatKey("telegram", str(chats[ann].id)))
        if on:
            await others_want(stage.app, ChatKey("telegram", str(chats[bea].id)))
        else:
            await switched_off(stage.app, ChatKey("telegram", str(chats[ann].id)))
        begun = len(stage.telegram.history)
        for number in MORNINGS:
            before = {user: len(stage.telegram.messages(chat)) for user, chat in chats.items()}
            await stage.reach(2026, 2, number, 0, 0)
            await stage.read(f"2026-02-0{number - 1}")
            await stage.reach(2026, 2, number, 0, 30)
            for user, chat in chats.items():
                await stage.next(chat, before[user])
        sent = stage.telegram.history[begun:]
        mine = str(chats[ann].id)
        return [call.values for call in sent if str(call.values.get("chat_id")) == mine]


async def discord_mornings(folder, language, *, on):
    """The same on Discord, in two channels of a server."""
    async with discord_scene(
        folder, days(), at=(2026, 2, 3, 20), paperboy_deep_read="on_demand"
    ) as stage:
        locale = {"en": "en-US", "zh": "zh-CN"}[language]
        ann = stage.discord.user("Ann", locale=locale)
        guild = stage.discord.guild(ann)
        here, there = stage.discord.channel(guild), stage.discord.channel(guild)
        for channel in (here, there):
            await stage.uses(ann, channel, "lang", language=language)
            await stage.uses(ann, channel, "subscribe", **SLOT)
        await told_of_sources(stage.app, ChatKey("discord", str(here.id)))
        if on:
            await others_want(stage.app, ChatKey("discord", str(there.id)))
        else:
            await switched_off(stage.app, ChatKey("discord", str(here.id)))
        begun = len(stage.discord.history)
        for number in MORNINGS:
            before = {channel: len(stage.discord.messages(channel)) for channel in (here, there)}
            await stage.reach(2026, 2, number, 0, 0)
            await ready(stage, DAILY.on(dt.date(2026, 2, number - 1)))
            await stage.reach(2026, 2, number, 0, 30)
            for channel, count in before.items():
                await stage.next(channel, count)
        sent = [call for call in stage.discord.history[begun:] if call.route == SEND]
        mine = [call.body for call in sent if call.params["channel_id"] == str(here.id)]
        return [{name: part for name, part in body.items() if name != "nonce"} for body in mine]


@pytest.mark.parametrize(
    ("mornings", "language"), [(telegram_mornings, "en"), (discord_mornings, "zh")]
)
async def test_mornings_differ_by_one_line_once(tmp_path_factory, mornings, language):
    with_interests = await mornings(tmp_path_factory.mktemp("on"), language, on=True)
    without = await mornings(tmp_path_factory.mktemp("off"), language, on=False)

    assert len(with_interests) == len(without) == len(MORNINGS)
    assert [as_bytes(each) for each in with_interests[1:]] == [
        as_bytes(each) for each in without[1:]
    ]
    first, plain = Counter(texts(with_interests[0])), Counter(texts(without[0]))
    # The line, and the button: its style, label and what it does.
    assert not plain - first
    more = first - plain
    assert LINE[language] in more
    assert more.total() <= 5


def as_bytes(payload):
    return json.dumps(payload, ensure_ascii=False, sort_keys=True).encode()


def texts(payload):
    """All pieces of text in the payload, line by line."""
    if isinstance(payload, dict):
        return [line for part in payload.values() for line in texts(part)]
    if isinstance(payload, list):
        return [line for part in payload for line in texts(part)]
    if isinstance(payload, str) and payload[:1] in ("{", "["):
        return texts(json.loads(payload))
    return str(payload).splitlines()


LINES = ("/today", "/date 2026-02-04", "/paper 2", "/search study", "/settings", "/status")


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_the_terminal_says_the_same_whatever_others_want(tmp_path_factory, language):
    said = []
    for on in (False, True):
        clock = StandingClock(2026, 2, 6, 12)
        folder = tmp_path_factory.mktemp("terminal")
        async with (
            world(folder, days(), {}) as place,
            place.app(clock=clock, use_model=False, paperboy_deep_read="on_demand") as app,
        ):
            if on:
                await others_want(app, ChatKey("telegram", "77"))
            for day in days():
                await app.pipeline.ingest(DAILY.on(dt.date.fromisoformat(day)), NoProgress())
            talk = Talk(app)
            await talk.say(f"/lang {language}")
            rows = []
            for line in LINES:
                clock.pass_(minutes=1)
                rows.append(await talk.rows(line))
            said.append(rows)

    assert said[0] == said[1]
