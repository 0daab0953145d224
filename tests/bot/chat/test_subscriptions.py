"""Subscribing: what is stored, and when the schedule looks at the chat again."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.app.root import open_app
from bot.app.settings import Settings
from bot.chat.commands import answer
from core.chats import ChatKey
from tests.bot.chat.views.samples import said
from tests.bot.talk import StandingClock

KEY = ChatKey("telegram", "42")


class Chat:
    """A chat that messages can be pushed to."""

    def __init__(self, app, clock):
        self.app, self.clock = app, clock

    async def says(self, line):
        async def notify(view):
            raise AssertionError("nothing here is slow")

        request = await self.app.office.desk.request(KEY, notify, delivers=True)
        return "\n".join(said(await answer(self.app.office, request, line)))

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

    assert told.startswith("Done: the morning papers come here at 08:30 (Asia/Shanghai). Next: Fri, 6 Feb.")
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
