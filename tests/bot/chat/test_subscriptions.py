"""Subscribing: what is stored, and when the schedule looks at the chat again."""

from __future__ import annotations

import asyncio
import datetime as dt

import pytest

from bot.app.archives import ensure_demo
from bot.app.root import open_app
from bot.app.settings import Settings
from bot.chat.actions import read_action, write_action
from bot.chat.audience import Audience
from bot.chat.commands import answer, press
from core.chats import EVERY_DAY, ChatKey
from core.chats import Chat as StoredChat
from core.editions.keys import DAILY
from storage.serving import Settled
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
        await asyncio.gather(*(self.done(request, line) for request, line in pairs))

    async def done(self, request, line):
        if line.startswith("/"):
            return await answer(self.app.office, request, line)
        return await press(self.app.office, request, read_action(line))

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
        "Done: the morning list comes here at 08:30 (Beijing time), every day.\n"
        "Next delivery: Fri, 6 Feb 08:30\n"
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


async def test_who_subscribes_again_is_told_what_is_new(chat):
    assert (await chat.says("/subscribe 09:00 Tokyo")).startswith("Done: ")
    assert (await chat.says("/subscribe")).startswith("Already subscribed: ")
    assert (await chat.says("/subscribe 09:00")).startswith("Already subscribed: ")
    assert (await chat.says("/subscribe 09:30")).startswith("Changed: ")


async def test_the_greeting_of_a_subscribed_chat_says_when_the_list_comes(chat):
    assert "/subscribe" in await chat.says("/start")
    await chat.says("/subscribe Mon-Fri 09:00 Tokyo")

    greeting = await chat.says("/start")
    assert "The morning list comes here at 09:00 (Tokyo time), workdays." in greeting
    assert "/subscribe" not in greeting
    await chat.says("/unsubscribe")
    assert "/subscribe" in await chat.says("/start")


async def test_naming_what_holds_anyway_changes_nothing(chat):
    assert (await chat.says("/subscribe")).startswith("Done: ")
    assert (await chat.says("/subscribe 08:30 Beijing")).startswith("Already subscribed: ")
    assert (await chat.says("/subscribe every day 08:30")).startswith("Already subscribed: ")
    assert (await chat.says("/subscribe 08:30 Taipei")).startswith("Changed: ")


async def test_settings_alone_subscribe_nobody(chat):
    assert "Time 07:00" in await chat.says("/settings time 07:00")
    stored = await chat.stored()

    assert (stored.settings.time, stored.subscribed_at, stored.next_due) == (dt.time(7), None, None)


async def test_two_admins_at_once_lose_nothing(unhurried, chat):
    for most in range(1, 21):
        silent = not (await chat.stored()).settings.silent
        word = "on" if silent else "off"
        await chat.hears_at_once(f"/settings most {most}", f"/settings silent {word}")
        settings = (await chat.stored()).settings

        assert (settings.most, settings.silent) == (most, silent)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("set:day:0", "set:day:1", {"weekdays": (2, 3, 4, 5, 6)}),
        ("set:empty:", "set:empty:", {"empty_days": True}),
        ("set:switches:silent on", "set:silent:on", {"silent": True}),
        ("set:day:0,1,2,3,4,", "/settings most 3", {"weekdays": (0, 1, 2, 3, 4), "most": 3}),
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


@pytest.mark.parametrize("text", ["off", "stop", "no thanks", "取消", "关"])
async def test_who_turns_a_subscription_off_is_shown_how(chat, text):
    await chat.says("/subscribe 07:00")
    assert "/unsubscribe" in "".join(await chat.says(f"/subscribe {text}"))
    stored = await chat.stored()
    assert stored.subscribed_at
    assert stored.settings.time == dt.time(7)
    await chat.says("/subscribe 0")
    assert (await chat.stored()).settings.time == dt.time(0)


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


WORKDAYS = (0, 1, 2, 3, 4)


@pytest.mark.parametrize(
    ("lines", "time", "weekdays"),
    [
        (("/subscribe weekdays 9:00",), dt.time(9), WORKDAYS),
        (("/subscribe 每周一 9点",), dt.time(9), (0,)),
        (("/subscribe 9:00", "/subscribe 工作日"), dt.time(9), WORKDAYS),
        (("/subscribe Mon-Fri 9:00", "/subscribe 8:00"), dt.time(8), WORKDAYS),
        (("/subscribe Mon-Fri 9:00", "/subscribe every day 8:00"), dt.time(8), EVERY_DAY),
        (("/subscribe 9:00", "/settings 工作日 8:00"), dt.time(8), WORKDAYS),
        (("/subscribe 9:00", "/settings time 8:00 Mon-Fri"), dt.time(8), WORKDAYS),
        (("/subscribe 9:00", "/settings days 周末 8:00"), dt.time(8), (5, 6)),
        (("/subscribe 9:00", "/settings 工作日 8:00 东京"), dt.time(8), WORKDAYS),
    ],
)
async def test_weekdays_are_taken_with_the_hour(chat, lines, time, weekdays):
    for line in lines:
        said = await chat.says(line)
    settings = (await chat.stored()).settings

    assert (settings.time, settings.weekdays) == (time, weekdays)
    assert f"{time:%H:%M}" in said or lines[-1] == "/subscribe 工作日"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("/subscribe 25:00", "I cannot read “25:00” as a time."),
        ("/subscribe Mars", "I do not know the time zone “Mars”."),
        ("/subscribe 08:30 Mars", "I do not know the time zone “Mars”."),
        ("/settings colour blue", "There is no setting “colour”."),
        ("/settings silent maybe", "“maybe” is not possible here. This is either on or off."),
        ("/settings days never", "I cannot read “never” as weekdays."),
        ("/settings most many", "“many” is not possible here."),
    ],
)
async def test_what_cannot_be_is_said_kindly_and_changes_nothing(chat, line, sentence):
    assert (await chat.says(line)).startswith(sentence)
    assert (await chat.stored()).subscribed_at is None


@pytest.mark.parametrize(
    ("now", "line", "expected"),
    [
        # Friday's list comes on Saturday, and then none before Tuesday.
        ((2026, 2, 6, 2), "/subscribe 08:30 Asia/Shanghai", "Next delivery: Sat, 7 Feb 08:30"),
        ((2026, 2, 7, 2), "/subscribe 08:30 Asia/Shanghai", "Next delivery: Tue, 10 Feb 08:30"),
        # West of the Atlantic a day's list is there in its own evening.
        ((2026, 2, 7, 2), "/subscribe 20:00 New York", "Next delivery: Mon, 9 Feb 20:00"),
    ],
)
async def test_the_next_delivery_is_one_that_can_bring_a_list(chat, now, line, expected):
    chat.clock.time = dt.datetime(*now, tzinfo=dt.UTC)

    assert expected in await chat.says(line)
    assert expected in await chat.says("/settings time")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("/settings time 7:45", ("Time 07:45", "Next delivery: Fri, 6 Feb 07:45")),
        ("/settings zone Paris", ("Time zone Paris time", "Next delivery: Thu, 5 Feb 08:30")),
        ("/settings 巴黎", ("Time zone Paris time", "Next delivery: Thu, 5 Feb 08:30")),
        ("/settings 7:45 Paris", ("Next delivery: Thu, 5 Feb 07:45",)),
        ("/settings days 周一到周五", ("Days workdays", "Next delivery: Fri, 6 Feb 08:30")),
        # The first Monday brings Friday's list.
        ("/settings day 1", ("Days Mon", "Next delivery: Mon, 9 Feb 08:30")),
    ],
)
async def test_a_change_of_when_says_what_was_understood(chat, line, told):
    await chat.says("/subscribe 08:30 Asia/Shanghai")
    said_ = await chat.says(line)

    assert [each for each in told if each not in said_] == []


async def test_without_a_subscription_the_settings_say_so_and_offer_one(chat):
    request = await chat.request()
    view = await answer(chat.app.office, request, "/settings")

    assert "Not subscribed: no list will come." in said(view)
    assert written(view)[-1] == "run:/subscribe"


async def test_subscribing_offers_the_newest_list_and_leaving_the_way_back(chat):
    await ensure_demo(chat.app)
    office = chat.app.office
    newest = "run:/date 2026-02-05"

    greeting = await answer(office, await chat.request(), "/start")
    assert written(greeting) == ["run:/subscribe", newest, "run:/help"]
    done = await press(office, await chat.request(), read_action("run:/subscribe"))
    assert written(done) == ["settings", "run:/unsubscribe", newest]
    greeting = await answer(office, await chat.request(), "/start")
    assert written(greeting) == ["settings", newest, "run:/help"]
    assert "run:/subscribe" not in written(await answer(office, await chat.request(), "/help"))
    gone = await answer(office, await chat.request(), "/unsubscribe")
    assert written(gone) == ["run:/subscribe", "run:/today"]
    assert "run:/subscribe" in written(await answer(office, await chat.request(), "/help"))
    again = await answer(office, await chat.request(), "/unsubscribe")
    assert written(again) == ["run:/subscribe", "run:/today"]
    assert said(await press(office, await chat.request(), read_action(newest)))


async def test_a_list_that_is_asked_for_is_as_if_nothing_were_chosen(chat):
    await ensure_demo(chat.app)

    async def say(line):
        return said(await answer(chat.app.office, await chat.request(), line))

    await say("/date 2026-02-05")
    shown = await say("/date 2026-02-05")
    for setting in ("include diffusion", "papers 3"):
        told = await say(f"/settings {setting}")
        assert any("those you ask for stay as they are" in row for row in told), setting
        assert await say("/date 2026-02-05") == shown, setting


async def test_who_may_not_subscribe_is_greeted_without_that_button(chat):
    async def may(audience):
        return audience is Audience.EVERYONE

    async def notify(view):
        raise AssertionError("nothing here is slow")

    request = await chat.app.office.desk.request(KEY, notify, may, delivers=True)
    assert written(await answer(chat.app.office, request, "/start")) == ["run:/help"]


def written(view):
    """What the view's buttons bring back."""
    return [write_action(button.action) for row in view.buttons for button in row]
