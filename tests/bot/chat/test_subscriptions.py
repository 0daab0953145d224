"""Subscribing: what is stored, and when the schedule looks at the chat again."""

from __future__ import annotations

import asyncio
import datetime as dt

import pytest

from bot.app.root import open_app
from bot.app.settings import Settings
from bot.chat.commands import answer
from core.chats import Chat as StoredChat
from core.chats import ChatKey
from core.editions.keys import DAILY
from storage.chats import Settled
from tests.bot.chat.views.samples import said
from tests.bot.talk import StandingClock

KEY = ChatKey("telegram", "42")


class Chat:
    """A chat that messages can be pushed to."""

    def __init__(self, app, clock):
        self.app, self.clock = app, clock

    async def request(self):
        async def notify(view):
            raise AssertionError("nothing here is slow")

        return await self.app.office.desk.request(KEY, notify, delivers=True)

    async def says(self, line):
        return "\n".join(said(await answer(self.app.office, await self.request(), line)))

    async def hears_at_once(self, *lines):
        """The lines come together: each is asked before any is answered."""
        requests = [await self.request() for _ in lines]
        pairs = zip(requests, lines, strict=True)
        await asyncio.gather(*(answer(self.app.office, request, line) for request, line in pairs))

    async def stored(self):
        return await self.app.storage.chats.get(KEY)


@pytest.fixture
async def chat():
    clock = StandingClock(2026, 2, 5, 2)  # 10:00 in Shanghai
    settings = Settings(_env_file=None, paperboy_languages=("en", "zh"))
    async with open_app(settings, clock=clock) as app:
        yield Chat(app, clock)


async def test_a_new_chat_is_due_at_its_next_hour(chat):
    told = await chat.says("/subscribe 08:30 Asia/Shanghai")
    stored = await chat.stored()

    assert told.startswith(
        "Done: the morning papers come here at 08:30 (Beijing time). Next: Fri, 6 Feb."
    )
    assert (stored.subscribed_at, stored.through) == (chat.clock.time, {})
    assert stored.next_due == dt.datetime(2026, 2, 6, 0, 30, tzinfo=dt.UTC)


async def test_the_zone_and_the_time_are_kept_when_only_one_is_named(chat):
    await chat.says("/subscribe 07:00 Tokyo")
    await chat.says("/subscribe 09:15")
    await chat.says("/subscribe Berlin")
    settings = (await chat.stored()).settings

    assert (settings.time, settings.zone) == (dt.time(9, 15), "Europe/Berlin")


async def test_a_lively_chat_that_changes_its_hour_is_looked_at_at_once(chat):
    """The new hour may already have come today; what was sent is known, so nothing comes twice."""
    await chat.says("/subscribe 12:00 Asia/Shanghai")
    since = (await chat.stored()).subscribed_at
    chat.clock.pass_(minutes=5)
    for line in ("/subscribe 09:00", "/settings time 09:30", "/settings zone Tokyo"):
        await chat.says(line)
        stored = await chat.stored()
        assert (stored.subscribed_at, stored.next_due) == (since, chat.clock.time)


async def test_settings_alone_subscribe_nobody(chat):
    assert "Time 07:00" in await chat.says("/settings time 07:00")
    stored = await chat.stored()

    assert (stored.settings.time, stored.subscribed_at, stored.next_due) == (dt.time(7), None, None)


async def test_two_admins_at_once_lose_nothing(unhurried, chat):
    for most in range(1, 21):
        silent = (await chat.stored()).settings.silent
        await chat.hears_at_once(f"/settings most {most}", "/settings silent")
        settings = (await chat.stored()).settings

        assert (settings.most, settings.silent) == (most, not silent)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("/settings day 0", "/settings day 1", {"weekdays": (2, 3, 4, 5, 6)}),
        ("/settings empty", "/settings empty", {"empty_days": True}),
        ("/subscribe 07:00", "/settings zone Tokyo", {"time": dt.time(7), "zone": "Asia/Tokyo"}),
        ("/subscribe 07:00", "/subscribe Tokyo", {"time": dt.time(7), "zone": "Asia/Tokyo"}),
        ("/language zh", "/settings mute agents", {"language": "zh", "mute": ("agents",)}),
        ("/language zh", "/subscribe 07:00", {"language": "zh", "time": dt.time(7)}),
        ("/settings most many", "/settings most 3", {"most": 3}),
    ],
)
async def test_what_two_ask_at_once_is_done_as_if_one_had_waited(chat, one, other, expected):
    for lines in ((one, other), (other, one)):
        await chat.app.storage.chats.change(KEY, lambda _: StoredChat(key=KEY))
        await chat.hears_at_once(*lines)

        settings = (await chat.stored()).settings
        assert {name: getattr(settings, name) for name in expected} == expected


async def test_settings_give_no_time_to_a_chat_that_was_paused_meanwhile(chat):
    await chat.says("/subscribe 08:30 Asia/Shanghai")
    asked = await chat.request()
    await chat.app.storage.chats.pause(KEY, "blocked")
    await answer(chat.app.office, asked, "/settings time 07:00")
    stored = await chat.stored()

    assert (stored.settings.time, stored.paused, stored.next_due) == (dt.time(7), "blocked", None)


async def test_subscribing_forgets_nothing_that_was_settled_meanwhile(chat):
    await chat.says("/subscribe 12:00 Asia/Shanghai")
    asked = await chat.request()
    await chat.app.storage.deliveries.owe(
        [], [Settled(KEY, {DAILY: dt.date(2026, 2, 4)}, chat.clock.time)], chat.clock.time
    )
    chat.clock.pass_(minutes=5)
    await answer(chat.app.office, asked, "/subscribe 13:00")

    assert (await chat.stored()).through == {DAILY: dt.date(2026, 2, 4)}


async def test_unsubscribing_keeps_what_was_chosen(chat):
    await chat.says("/subscribe 07:00 Tokyo")
    assert (await chat.says("/unsubscribe")).startswith("You are unsubscribed.")
    stored = await chat.stored()
    assert (stored.subscribed_at, stored.next_due, stored.settings.time) == (None, None, dt.time(7))

    assert (await chat.says("/unsubscribe")).startswith("There is no subscription here.")


@pytest.mark.parametrize("line", ["/start", "/subscribe"])
async def test_a_paused_chat_is_revived(chat, line):
    await chat.says("/subscribe 08:30 Asia/Shanghai")
    await chat.app.storage.chats.pause(KEY, "blocked")
    chat.clock.pass_(days=3)
    await chat.says(line)
    stored = await chat.stored()

    assert (stored.paused, stored.subscribed_at) == (None, chat.clock.time)
    assert stored.next_due == dt.datetime(2026, 2, 9, 0, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("/subscribe 25:00", "I cannot read “25:00” as a time."),
        ("/subscribe Mars", "I do not know the time zone “Mars”."),
        ("/subscribe 08:30 Mars", "I do not know the time zone “Mars”."),
        ("/settings colour blue", "“colour” is not possible here."),
        ("/settings most many", "“many” is not possible here."),
    ],
)
async def test_what_cannot_be_is_said_kindly_and_changes_nothing(chat, line, sentence):
    assert (await chat.says(line)).startswith(sentence)
    assert (await chat.stored()).subscribed_at is None
