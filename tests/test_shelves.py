"""Several lists of one morning: a second shelf of the same source and day, and a second source that
closes elsewhere.

The shelves are invented here, through the table of policies. Everything else is the real thing on
both platforms.
"""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt
from contextlib import asynccontextmanager
from zoneinfo import ZoneInfo

import pytest

from bot.app.running import serve_platforms
from bot.channels.discord.sender import nonce
from core.chats import ChatKey, ChatSettings
from core.delivery import DeliveryKind, DeliveryState
from core.editions.keys import DAILY, Shelf
from core.editions.policies import POLICIES, Policy
from core.editions.select import ranked
from core.models import Counts, Listing, Paper
from tests.bot.talk import StandingClock, Talk
from tests.chats import put_subscribed
from tests.discord_world import unhurried
from tests.fakes.discord import FakeDiscord
from tests.fakes.discord_library import connected_to
from tests.fakes.hub import item
from tests.fakes.server import PATIENCE
from tests.fakes.telegram import FakeTelegram
from tests.telegram_world import LOOK, SWIFT, settings_for
from tests.world import world

LATE, ARXIV = Shelf("hf", "late"), Shelf("arxiv", "daily")
TUESDAY, WEDNESDAY = dt.date(2026, 2, 3), dt.date(2026, 2, 4)
EVENING = (2026, 2, 4, 20)
# Noon in Shanghai on Thursday: in New York it is still Wednesday, whose list grows.
NOON = dt.time(12)
DUE = dt.datetime(2026, 2, 5, 4, tzinfo=dt.UTC)
LISTS = [DAILY.on(WEDNESDAY), LATE.on(WEDNESDAY), ARXIV.on(TUESDAY)]


def backwards(listings, labs):
    """The same papers, the last first, and all of them."""
    entries = ranked(listings, labs)
    turned = [
        dataclasses.replace(e, rank=len(entries) + 1 - e.rank, selected=True) for e in entries
    ]
    return tuple(sorted(turned, key=lambda entry: entry.rank))


SHELVES = POLICIES | {
    LATE: Policy(shelf=LATE, rank=backwards, grows_for=dt.timedelta(days=1), zone="UTC"),
    ARXIV: Policy(
        shelf=ARXIV, rank=ranked, grows_for=dt.timedelta(days=1), zone="America/New_York"
    ),
}


class Announced:
    """A source of another kind: three papers a day, whatever the day."""

    def __init__(self):
        self.asked = []

    async def listings(self, key):
        """Implements core.ports.Hub."""
        self.asked.append(key)
        return [
            Listing(
                Paper(
                    id=f"26{key.day:%m%d}.{number:05}"[-10:],
                    title=f"Announced {number} of {key.day}",
                ),
                Counts(upvotes=9 - number),
            )
            for number in (1, 2, 3)
        ]


def listed(date):
    labs = {"organization": {"fullname": "Qwen"}}
    return [
        item(f"2602.{number:05}", f"Study {number} of {date}", upvotes=90 - number, **labs)
        for number in (1, 2, 3)
    ]


class Scene:
    def __init__(self, telegram, discord, place, app, clock):
        self.telegram, self.discord, self.place, self.app, self.clock = (
            telegram,
            discord,
            place,
            app,
            clock,
        )
        self.ann, self.olga = telegram.user(), discord.user()
        self.chat = telegram.private(self.ann)
        self.channel = discord.guild(self.olga).system_channel
        self.keys = [
            ChatKey("telegram", str(self.chat.id)),
            ChatKey("discord", str(self.channel.id)),
        ]

    async def subscribe(self):
        for key in self.keys:
            chosen = ChatSettings(language="en", time=NOON, zone="Asia/Shanghai")
            await put_subscribed(self.app.storage, key, chosen, self.clock.now(), {}, DUE)

    @asynccontextmanager
    async def serving(self):
        told = asyncio.Event()
        with connected_to(self.discord), unhurried():
            work = serve_platforms(self.app, told, rates=SWIFT, look=LOOK)
            service = asyncio.get_running_loop().create_task(work)
            try:
                await self.discord.wait_for(
                    lambda: service.done() or self.discord.gateway.connected, timeout=PATIENCE
                )
                yield
            finally:
                told.set()
                await service

    async def morning(self, moment=DUE, shelves=SHELVES):
        """Let the clock come to the moment, once the newest closed list of each shelf has been
        read."""
        self.clock.time = moment - dt.timedelta(minutes=30)
        async with asyncio.timeout(PATIENCE):
            for shelf in shelves:
                while not await self._is_read(SHELVES[shelf].closed(moment), shelf):  # noqa: ASYNC110 (it tells nobody)
                    await asyncio.sleep(0.02)
        self.clock.time = moment

    async def _is_read(self, day, shelf):
        edition = await self.app.storage.editions.get(shelf.on(day))
        return edition is not None and edition.ready_at is not None

    async def arrived(self, count):
        """Wait until each chat has so many lists, and nothing is owed any more."""
        async with asyncio.timeout(PATIENCE):
            while True:
                counts = await self.app.storage.deliveries.counts()
                if counts == {DeliveryState.SENT: 2 * count}:
                    return
                await asyncio.sleep(0.02)


@pytest.fixture
async def scene(tmp_path):
    clock = StandingClock(*EVENING)
    telegram = FakeTelegram(limits=None, now=lambda: clock.now().timestamp())
    days = {str(day): listed(day) for day in (TUESDAY, WEDNESDAY, dt.date(2026, 2, 5))}
    async with FakeDiscord(limits=None) as discord, telegram, world(tmp_path, days, {}) as place:
        settings = settings_for(
            telegram, discord_token=discord.token, paperboy_deep_read="on_demand"
        )
        hubs = {ARXIV.source: Announced()}
        async with place.app(
            use_model=False, clock=clock, policies=SHELVES, more_hubs=hubs, **settings
        ) as app:
            yield Scene(telegram, discord, place, app, clock)


TITLES = {
    DAILY.on(WEDNESDAY): [f"Study {number} of 2026-02-04" for number in (1, 2, 3)],
    LATE.on(WEDNESDAY): [f"Study {number} of 2026-02-04" for number in (3, 2, 1)],
    ARXIV.on(TUESDAY): ["Announced 1 of 2026-02-03"],
}


async def test_all_lists_arrive_and_their_buttons_open_their_own_papers(scene):
    await scene.subscribe()
    async with scene.serving():
        await scene.morning()
        await scene.arrived(3)

        for key in scene.keys:
            for list_key in LISTS:
                (row,) = await scene.app.storage.deliveries.of(key, list_key)
                assert (row.kind, row.state) == (DeliveryKind.LIST, DeliveryState.SENT)
            # The list that came last is the one whose numbers are meant from now on.
            assert (await scene.app.storage.chats.get(key)).seen == LATE.on(WEDNESDAY)

        messages = {
            message.text.split("\n")[0]: message for message in scene.telegram.messages(scene.chat)
        }
        assert (
            len(scene.telegram.messages(scene.chat))
            == len(scene.discord.messages(scene.channel))
            == 3
        )
        assert len(messages) == 2, "two lists of Wednesday, one of Tuesday"
        await _press_all(scene)


async def _press_all(scene):
    """Every number of every list, as people press them."""
    on_telegram = {}
    for message in scene.telegram.messages(scene.chat):
        offered = [button.get("callback_data") or "" for row in message.buttons for button in row]
        for data in offered:
            if data.startswith("paper:"):
                on_telegram[data] = message
    expected = {
        f"paper:{key}:{rank}": title
        for key, titles in TITLES.items()
        for rank, title in enumerate(titles, start=1)
    }
    assert on_telegram.keys() == expected.keys()
    for data, message in on_telegram.items():
        # In a private chat the list becomes the card, and the next number is pressed on what it was
        # before.
        scene.telegram.press(message, scene.ann, data, forged=True)
        title = f"{data.split(':')[2]}. {expected[data]}"
        await scene.telegram.wait_for(
            lambda message=message, title=title: message.text.startswith(title)
        )
    before = len(scene.telegram.messages(scene.chat))
    for link in ("open_2026-02-04_1", "open_2026-02-04-hf-late_1", "open_2026-02-03-arxiv-daily_1"):
        scene.telegram.say(scene.chat, scene.ann, f"/start {link}")
    await scene.telegram.wait_for(lambda: len(scene.telegram.messages(scene.chat)) == before + 3)
    opened = sorted(
        message.text.split("\n")[0] for message in scene.telegram.messages(scene.chat)[before:]
    )
    assert opened == sorted(f"1. {titles[0]}" for titles in TITLES.values())
    for message in scene.discord.messages(scene.channel):
        (menu, *_) = message.selects
        for option in menu["options"]:
            asked = scene.discord.select(message, scene.olga, menu["custom_id"], [option["value"]])
            shown = str(await asked.wait_answer())
            assert expected.pop(option["value"]) in shown
    assert not expected


async def test_nothing_comes_twice_and_the_next_morning_brings_the_next_of_each(scene):
    await scene.subscribe()
    async with scene.serving():
        await scene.morning()
        await scene.arrived(3)
    async with scene.serving():
        scene.clock.time = DUE + dt.timedelta(minutes=30)
        await asyncio.sleep(0.3)
        await scene.arrived(3)
        await scene.morning(DUE + dt.timedelta(days=1))
        await scene.arrived(6)
    for key in scene.keys:
        through = (await scene.app.storage.chats.get(key)).through
        assert through == {DAILY: dt.date(2026, 2, 5), LATE: dt.date(2026, 2, 5), ARXIV: WEDNESDAY}


async def test_each_source_is_asked_for_its_own_days(scene):
    hub = scene.app.pipeline._hubs[ARXIV.source]
    newsroom_time = dt.datetime(2026, 2, 5, 4, 30, tzinfo=dt.UTC)
    scene.clock.time = newsroom_time
    async with scene.serving():
        await scene.discord.wait_for(lambda: len(hub.asked) >= 2)
    local = newsroom_time.astimezone(ZoneInfo("America/New_York")).date()
    assert {key.day for key in hub.asked} == {local, local - dt.timedelta(days=1)}
    assert {key.shelf for key in hub.asked} == {ARXIV}


async def test_lists_of_one_day_have_different_nonces(scene):
    await scene.subscribe()
    async with scene.serving():
        await scene.morning()
        await scene.arrived(3)
    rows = [
        row for key in LISTS for row in await scene.app.storage.deliveries.of(scene.keys[1], key)
    ]
    assert len({nonce(row) for row in rows}) == len(rows) == 3


@pytest.mark.parametrize("form", ["{}", "2026-02-04-hf-late", "2026-02-03-arxiv-daily"])
async def test_what_is_pressed_in_an_answer_stays_in_its_list(scene, form):
    """A card, its score and the way back, each by the button that the answer before shows."""
    talk = Talk(scene.app)
    day = form.format("2026-02-04")
    await talk.press(f"date:{day}")  # the first list also says how it is ordered
    first = await talk.press(f"date:{day}")
    again = await talk.press(f"date:{day}")
    assert first == again
    card = await talk.press(f"open:{day}:1")
    score = await talk.press(f"score:{day}:1")
    title = next(titles[0] for key, titles in TITLES.items() if str(key) == day)
    assert f"1. {title}" in "\n".join(card)
    assert f"1. {title}" in "\n".join(score)
    # What is typed after that is about the list that was shown last, and is told so that it stays
    # with its own.
    assert f"1. {title}" in await talk.say("/score 1")
    assert "/ask 1 and" in (await talk.press(f"ask:{day}:1"))[0]
    await talk.press("date:2026-02-03")
    assert f"/ask 1 {day} and" in (await talk.press(f"ask:{day}:1"))[0]
    assert f"1. {title}" in await talk.say(f"/score 1 {day}")


async def test_a_key_of_no_day_is_told_so(scene):
    pressed = "\n".join(await Talk(scene.app).press("date:2026-02-30-hf-late"))
    typed = await Talk(scene.app).say("/date 2026-02-30-hf-late")

    assert "no longer works" in pressed
    assert "cannot read" in typed


@pytest.mark.parametrize("action", ["date:2026-02-04-gone-daily", "open:2026-02-04-hf-gone:1"])
async def test_a_list_that_nobody_makes_is_told_so(scene, action):
    said = "\n".join(await Talk(scene.app).press(action))

    assert "cannot read" in said
    assert not await scene.app.storage.editions.keys(99)


async def test_what_is_stored_of_a_shelf_that_is_no_more_can_still_be_opened(scene):
    await Talk(scene.app).press("date:2026-02-03-arxiv-daily")
    async with scene.place.app(use_model=False, clock=scene.clock) as later:
        shown = "\n".join(await Talk(later).press("date:2026-02-03-arxiv-daily"))
        card = "\n".join(await Talk(later).press("open:2026-02-03-arxiv-daily:1"))

    assert "Announced 1 of 2026-02-03" in shown
    assert "Announced 1 of 2026-02-03" in card


async def test_a_source_that_is_down_holds_up_no_other(scene, monkeypatch):
    async def down(key):
        raise OSError("no route")

    monkeypatch.setattr(scene.app.pipeline._hubs[ARXIV.source], "listings", down)
    await scene.subscribe()
    async with scene.serving():
        await scene.morning(shelves=[DAILY, LATE])
        await scene.arrived(2)
        for key in scene.keys:
            through = (await scene.app.storage.chats.get(key)).through
            assert through[DAILY] == through[LATE] == WEDNESDAY
            assert through.get(ARXIV, dt.date(2026, 2, 2)) == dt.date(2026, 2, 2)
