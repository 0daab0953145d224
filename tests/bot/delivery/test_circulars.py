"""What the operator tells all chats comes once to each that wants it, after the lists."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from bot.app.crew import press_of
from bot.delivery.circulars import BATCH, IDLE, Mailing
from core.chats import NOT_ALLOWED, Ban, BanKind, Chat, ChatKey, ChatSettings
from core.circulars import LONGEST, CircularState, make_circular
from core.delivery import DeliveryState
from core.errors import CircularEmpty, CircularNameInvalid, CircularTooLong
from tests.bot.talk import StandingClock
from tests.chats import put
from tests.fakes.telegram import FakeTelegram
from tests.storage import build
from tests.telegram_world import settings_for
from tests.world import world

NOON = dt.datetime(2026, 2, 5, 12, tzinfo=dt.UTC)
BEFORE = NOON - dt.timedelta(days=3)


def key(number):
    return ChatKey("telegram", str(number))


def circular(name="hello", at=NOON, **texts):
    return make_circular(texts or {"": "Hello all"}, at, name)


@asynccontextmanager
async def office(folder):
    """The store, and what mails from it; nothing is sent."""
    clock = StandingClock(2026, 2, 5, 12)
    async with (
        FakeTelegram(limits=None) as telegram,
        world(folder, {}, {}) as place,
        place.app(use_model=False, clock=clock, **settings_for(telegram)) as app,
    ):
        press = await press_of(app)
        yield app, Mailing(storage=app.storage, press=press, clock=clock, wake=lambda: None)


async def subscribe(app, *numbers, **chosen):
    for number in numbers:
        chat = Chat(key=key(number), subscribed_at=BEFORE, next_due=NOON + dt.timedelta(hours=9))
        await put(app.storage, replace(chat, settings=ChatSettings(**chosen)))


async def owed(app):
    return await app.storage.deliveries.owed("telegram", 5000)


async def mailed(mailing):
    while await mailing.step(NOON):
        pass


async def test_it_comes_to_those_who_get_lists_and_did_not_refuse(tmp_path):
    async with office(tmp_path) as (app, mailing):
        await subscribe(app, 1)
        await subscribe(app, 2, language="zh")
        await subscribe(app, 3, announcements=False)
        late = Chat(key=key(4), subscribed_at=NOON + dt.timedelta(minutes=1))
        await put(app.storage, late)
        await put(app.storage, Chat(key=key(5)))
        await subscribe(app, 6, 7)
        await app.storage.chats.hold(key(6), NOT_ALLOWED)
        await app.storage.bans.put(Ban(key=key(7), kind=BanKind.SILENCED, since=NOON))
        await app.storage.circulars.begin(circular(en="Down on Sunday", zh="周日停机"))
        await mailed(mailing)

        said = {each.key.chat_id: each.body for each in await owed(app)}
        assert said.keys() == {"1", "2"}
        assert "周日停机" in said["2"]
        stored = await app.storage.circulars.get("hello")
        assert stored is not None
        assert stored.state is CircularState.DONE


async def test_who_dies_amid_begins_where_it_ended_and_owes_nobody_twice(tmp_path):
    chats = 3 * BATCH + 7
    async with office(tmp_path) as (app, mailing):
        await subscribe(app, *range(1000, 1000 + chats))
        await app.storage.circulars.begin(circular())
        seen = Counter()
        for _ in range(20):
            # Each step is another process, which finds nothing but the store.
            await replace(mailing).step(NOON)
            for each in await owed(app):
                seen[each.key.chat_id] += 1
                assert await app.storage.deliveries.sending(each, NOON)
                await app.storage.deliveries.sent(each, each.key.chat_id, NOON)

        assert len(seen) == chats
        assert set(seen.values()) == {1}
        counts = await app.storage.circulars.counts(circular())
        assert counts == {DeliveryState.SENT: chats}


async def test_lists_come_first(tmp_path):
    async with office(tmp_path) as (app, mailing):
        await subscribe(app, *range(1000, 1000 + 2 * BATCH))
        await app.storage.circulars.begin(circular())
        lists = [build.delivery(key(1000 + number)) for number in range(IDLE)]
        await app.storage.deliveries.owe(lists, [], NOON)

        assert not await mailing.step(NOON)
        assert len(await owed(app)) == IDLE
        await app.storage.deliveries.sending(lists[0], NOON)
        assert await mailing.step(NOON)
        after = await owed(app)
        assert len(after) == IDLE - 1 + BATCH
        # What it owes now keeps the rest waiting, so no list stands behind more than one batch.
        assert not await mailing.step(NOON)


async def test_nobody_who_is_due_waits_for_it(tmp_path):
    async with office(tmp_path) as (app, mailing):
        await subscribe(app, 1, 2)
        await app.storage.circulars.begin(circular())
        assert not await mailing.step(NOON + dt.timedelta(hours=9))
        assert await owed(app) == []


async def test_one_name_is_sent_once(tmp_path):
    async with office(tmp_path) as (app, mailing):
        await subscribe(app, 1)
        assert await app.storage.circulars.begin(circular()) is None
        await mailed(mailing)
        before = await app.storage.circulars.begin(circular(at=NOON + dt.timedelta(days=400)))
        await mailed(mailing)

        assert before is not None
        assert before.at == NOON
        assert len(await owed(app)) == 1


async def test_who_refuses_while_it_is_owed_does_not_get_it(tmp_path):
    async with office(tmp_path) as (app, mailing):
        await subscribe(app, 1, 2)
        await app.storage.circulars.begin(circular())
        await mailed(mailing)
        await subscribe(app, 2, announcements=False)

        assert [each.key.chat_id for each in await owed(app)] == ["1"]


async def test_called_off_nobody_else_gets_it(tmp_path):
    async with office(tmp_path) as (app, mailing):
        await subscribe(app, *range(1000, 1000 + BATCH + 1))
        await app.storage.circulars.begin(circular())
        await mailing.step(NOON)
        sent, doubted, *_ = await owed(app)
        await app.storage.deliveries.sending(sent, NOON)
        await app.storage.deliveries.sent(sent, "1", NOON)
        await app.storage.deliveries.sending(doubted, NOON)
        await app.storage.deliveries.owed_again(doubted, NOON, in_doubt=True)
        await app.storage.circulars.cancel("hello", NOON)
        await mailed(mailing)

        counts = await app.storage.circulars.counts(circular())
        assert counts == {DeliveryState.SENT: 1, DeliveryState.UNKNOWN: 1}
        assert await app.storage.circulars.under_way() == []


async def test_who_is_forgotten_amid_leaves_no_trace_and_costs_nobody_theirs(tmp_path):
    async with office(tmp_path) as (app, mailing):
        await subscribe(app, *range(1000, 1000 + BATCH + 5))
        await app.storage.circulars.begin(circular())
        await mailing.step(NOON)
        (begun,) = await app.storage.circulars.under_way()
        last = begun.after["telegram"]
        await app.storage.people.forget(None, last, NOON)
        for each in await owed(app):
            await app.storage.deliveries.sending(each, NOON)
            await app.storage.deliveries.sent(each, each.key.chat_id, NOON)
        await mailed(mailing)

        counts = await app.storage.circulars.counts(circular())
        assert counts == {DeliveryState.SENT: BATCH - 1, DeliveryState.OWED: 5}


async def test_a_platform_that_is_stuck_holds_up_no_other(tmp_path):
    async with office(tmp_path) as (app, mailing):
        await subscribe(app, 1)
        stuck = [ChatKey("discord", str(number)) for number in range(IDLE)]
        for each in stuck:
            chat = Chat(key=each, subscribed_at=BEFORE, next_due=NOON + dt.timedelta(hours=9))
            await put(app.storage, chat)
        await app.storage.deliveries.owe([build.delivery(each) for each in stuck], [], NOON)
        press = mailing.press
        renderers = {"discord": press.renderers["telegram"], **press.renderers}
        mailing.press = replace(press, renderers=renderers)
        await app.storage.circulars.begin(circular())
        await mailed(mailing)

        assert [each.key.chat_id for each in await owed(app)] == ["1"]
        assert len(await app.storage.circulars.under_way()) == 1


@pytest.mark.parametrize(
    ("texts", "name", "error"),
    [
        ({}, "", CircularEmpty),
        ({"en": "  \n "}, "", CircularEmpty),
        ({"": "x" * (LONGEST + 1)}, "", CircularTooLong),
        ({"": "x"}, "3x", CircularNameInvalid),
        ({"": "x"}, "a-b", CircularNameInvalid),
        ({"": "x"}, "a" * 40, CircularNameInvalid),
        ({"": "x"}, "名", CircularNameInvalid),
    ],
)
def test_what_cannot_be_told(texts, name, error):
    with pytest.raises(error):
        make_circular(texts, NOON, name)


def test_the_same_texts_have_the_same_name():
    one = make_circular({"en": "a", "zh": "b"}, NOON)
    again = make_circular({"zh": "b\n", "en": " a"}, NOON + dt.timedelta(days=1))
    other = make_circular({"en": "b", "zh": "a"}, NOON)
    assert one.name == again.name != other.name


@pytest.mark.parametrize(
    ("texts", "language", "said"),
    [
        ({"zh": "z", "en": "e"}, "en", "e"),
        ({"": "all", "zh": "z"}, "en", "all"),
        ({"zh": "z"}, "en", "z"),
    ],
)
def test_a_chat_is_told_in_its_language_else_in_what_there_is(texts, language, said):
    assert make_circular(texts, NOON).text_for(language) == said
