"""What becomes of chats: blocked, kicked, muted, closed, moved; and of people who ask for the same
thing at once."""

from __future__ import annotations

import asyncio

import pytest

from core.delivery import DeliveryState
from core.records import Stage
from locales import Translator
from tests.fakes.server import PATIENCE
from tests.fakes.telegram import FakeTelegram
from tests.telegram_world import scene
from tests.world import DATE, busy_day, full_texts

LIST = "Morning papers · Thu, 5 Feb"


@pytest.fixture
async def stage(tmp_path):
    async with scene(tmp_path) as stage:
        yield stage


async def subscribed(stage, chat, user, **how):
    """The chat, subscribed for half past eight in Shanghai."""
    assert (await stage.says(chat, user, "/subscribe 08:30 Asia/Shanghai", **how)).text.startswith(
        "Done:"
    )
    return chat


async def settled(stage):
    """It is half past eight, and everything owed has met its fate; how many met which."""
    await stage.reach(2026, 2, 6, 0, 30)
    await stage.idle()
    async with asyncio.timeout(PATIENCE):
        while await under_way(stage):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    return await stage.app.storage.deliveries.counts()


async def under_way(stage):
    if await stage.app.storage.chats.due(stage.clock.now(), 1):
        return True
    counts = await stage.app.storage.deliveries.counts()
    return bool({DeliveryState.OWED, DeliveryState.SENDING} & counts.keys())


def lists(stage, chat):
    return [message for message in stage.telegram.messages(chat) if message.text.startswith(LIST)]


async def test_a_blocked_bot_leaves_the_chat_alone_until_it_is_back(stage):
    ann = stage.telegram.user()
    chat = await subscribed(stage, stage.telegram.private(ann), ann)
    stage.telegram.block(ann)
    await stage.idle()
    assert (await stage.known(chat)).paused == "blocked"
    assert await settled(stage) == {}

    stage.telegram.unblock(ann)
    assert (await stage.says(chat, ann, "/start")).text.startswith(
        "Done: the morning list comes here at 08:30"
    )
    assert (await stage.known(chat)).paused is None


async def test_a_deactivated_account_is_found_out_at_the_push(stage):
    ann = stage.telegram.user()
    chat = await subscribed(stage, stage.telegram.private(ann), ann)
    stage.telegram.deactivate(ann)

    assert await settled(stage) == {DeliveryState.FAILED: 1}
    assert (await stage.known(chat)).paused == "deactivated"
    await stage.reach(2026, 2, 7, 0, 30)
    await stage.quiet()
    assert len(stage.telegram.calls("sendMessage")) == 2  # what was said, and what was refused


async def test_a_group_that_throws_the_bot_out_and_takes_it_back(stage):
    owner, member = stage.telegram.user(), stage.telegram.user()
    group = await subscribed(stage, stage.telegram.group(owner), owner)
    stage.telegram.join(group, member)
    stage.telegram.kick_bot(group, owner)
    await stage.idle()
    assert (await stage.known(group)).paused == "kicked"

    stage.telegram.add_bot(group, owner)
    await stage.next(group, 1)
    # Everybody may say hello, but who brings the lists back is an admin.
    assert (await stage.says(group, member, "/start")).text.startswith("I am Paperboy")
    assert (await stage.known(group)).paused == "kicked"
    assert (await stage.says(group, owner, "/start")).text.startswith("Done:")
    await settled(stage)
    assert len(lists(stage, group)) == 1


async def test_a_muted_bot_comes_back_with_subscribe(stage):
    owner = stage.telegram.user()
    group = await subscribed(stage, stage.telegram.group(owner), owner)
    stage.telegram.restrict(group)
    await settled(stage)
    assert (await stage.known(group)).paused == "no_rights"

    stage.telegram.restrict(group, muted=False)
    assert (await stage.says(group, owner, "/subscribe")).text.startswith("Done:")
    assert (await stage.known(group)).paused is None


async def test_one_chat_that_is_gone_costs_the_others_nothing(stage):
    people = [stage.telegram.user() for _ in range(5)]
    chats = [await subscribed(stage, stage.telegram.private(person), person) for person in people]
    stage.telegram.deactivate(people[0])
    stage.telegram.fail(str(chats[1].id), "400:can't parse entities")
    stage.telegram.fail(str(chats[2].id), "429:1")

    await settled(stage)
    assert [len(stage.telegram.messages(chat)) for chat in chats] == [1, 2, 2, 2, 2]
    assert stage.telegram.messages(chats[1])[1].buttons == []  # the second try went without markup


async def test_a_group_keeps_its_settings_when_it_moves(stage):
    owner = stage.telegram.user()
    group = await subscribed(stage, stage.telegram.group(owner, kind="group"), owner)
    await stage.says(group, owner, "/settings most 3")
    new = stage.telegram.migrate(group)
    await stage.idle()

    assert (await stage.known(new)).settings.most == 3
    assert (await stage.known(new)).subscribed_at
    assert not (await stage.known(group)).subscribed_at
    await settled(stage)
    assert len(lists(stage, new)) == 1


async def test_a_group_that_moves_unheard_is_followed(stage):
    owner = stage.telegram.user()
    first, second = (stage.telegram.group(owner, kind="group") for _ in range(2))
    await subscribed(stage, first, owner)
    stage.telegram.updates.allow(["callback_query"])  # the news of the move is lost
    new = stage.telegram.migrate(first)
    await settled(stage)
    assert len(lists(stage, new)) == 1

    # An answer follows as well.
    stage.telegram.updates.allow([])
    newer = stage.telegram.migrate(second)
    stage.telegram.inject(
        {
            "message": stage.telegram.store(
                second, sender=owner, text="/help", entities=COMMAND
            ).json()
        }
    )
    (answer,) = await stage.next(newer, 0)
    assert answer.text.startswith("What I can do")


COMMAND = [{"type": "bot_command", "offset": 0, "length": 5}]


async def test_an_answer_that_follows_a_group_replies_to_nothing_else_there(stage):
    owner = stage.telegram.user()
    group = await subscribed(stage, stage.telegram.group(owner, kind="group"), owner)
    (list_,) = await stage.asked(group, owner, "/date 2026-02-05")
    new = stage.telegram.migrate(group)
    while new.last_id < list_.id:  # messages there are counted anew
        stage.telegram.store(new, sender=owner, text="hello")
    await stage.presses(list_, owner, "3")

    [answer] = stage.telegram.messages(new)
    assert answer.text.startswith("3. HY3D-Bench")
    assert answer.reply_to is None


@pytest.mark.parametrize("heard", [True, False])
async def test_a_group_that_moves_while_it_waits_gets_its_list_at_once(stage, heard):
    owner = stage.telegram.user()
    group = stage.telegram.group(owner, kind="group")
    await subscribed(stage, group, owner)
    stage.telegram.fail(str(group.id), "429:3600" if heard else "502")
    await stage.reach(2026, 2, 6, 0, 30)
    await stage.until(
        lambda: any(call.status in (429, 502) for call in stage.telegram.calls("sendMessage"))
    )
    new = stage.telegram.migrate(group)
    await stage.until(lambda: lists(stage, new))
    await stage.quiet()

    assert len(lists(stage, new)) == 1
    assert lists(stage, group) == []


async def test_a_closed_topic_is_told_once_in_the_general_one(stage):
    owner = stage.telegram.user()
    forum = stage.telegram.group(owner, forum=True)
    thread = stage.telegram.topic(forum)
    await subscribed(stage, forum, owner, thread=thread)
    stage.telegram.close_topic(forum, thread)
    await settled(stage)
    _, told = await stage.next(forum, 0, 2)
    assert told.thread is None
    assert told.text.startswith("The topic I deliver to was closed, so the push is paused.")
    assert (await stage.known(forum, thread)).paused == "topic_closed"
    await stage.reach(2026, 2, 7, 0, 30)
    await stage.quiet()
    assert len(stage.telegram.messages(forum)) == 2

    stage.telegram.close_topic(forum, thread, closed=False)
    await subscribed(stage, forum, owner, thread=thread)
    assert (await stage.known(forum, thread)).paused is None


async def test_each_closed_topic_is_named(stage):
    owner = stage.telegram.user()
    forum = stage.telegram.group(owner, forum=True)
    names = ("Robots", "/help everybody")
    threads = [stage.telegram.topic(forum, name) for name in names]
    for thread in threads:
        await subscribed(stage, forum, owner, thread=thread)
        stage.telegram.close_topic(forum, thread)
    await settled(stage)
    told = (await stage.next(forum, 0, 4))[2:]
    assert sorted(message.text.split("\n")[-1] for message in told) == [
        "The topic is called: /\u2060help everybody",
        "The topic is called: Robots",
    ]


async def test_a_topic_that_closes_before_the_answer(stage):
    owner = stage.telegram.user()
    forum = stage.telegram.group(owner, forum=True)
    thread = stage.telegram.topic(forum)
    await subscribed(stage, forum, owner, thread=thread)
    stage.telegram.close_topic(forum, thread)
    for _ in range(2):
        stage.telegram.say(forum, owner, "/help", thread=thread)
    await stage.quiet()

    assert [message.thread for message in stage.telegram.messages(forum)] == [thread, None]


async def test_a_report_that_is_not_there_yet_is_announced_and_costs_one_reading(tmp_path):
    day = busy_day(6)
    world = {"pages": full_texts(day), "use_model": True, "model": {"latency": 0.3}}
    async with scene(tmp_path, {DATE: day}, paperboy_deep_read="on_demand", **world) as stage:
        people = [stage.telegram.user() for _ in range(3)]
        group = stage.telegram.group(people[0])
        chats = [group, *(stage.telegram.private(person) for person in people[1:])]
        for chat, person in zip(chats, people, strict=True):
            stage.telegram.say(chat, person, f"/paper 1 {DATE}")
        for chat in chats:
            first, *_ = await stage.next(chat, 0)
            assert first.text == "Reading this paper…"
        await stage.idle()
        for chat in chats:
            (report,) = stage.telegram.messages(chat)
            assert "\nCore contribution\n" in report.text

        assert stage.place.model.calls("Task: a report") == 1
        # Who asks meanwhile for something else does not wait for it.
        stage.telegram.say(group, people[0], f"/paper 2 {DATE}")
        stage.telegram.say(group, people[0], "/help")
        report, help_ = await stage.next(group, 1, 2)
        await stage.idle()
        assert help_.text.startswith("What I can do")
        assert report.text.startswith("🏆 2.")


async def test_a_button_tells_that_it_is_being_read(tmp_path):
    day = busy_day(6)
    world = {"pages": full_texts(day), "use_model": True, "model": {"latency": 0.1}}
    async with scene(tmp_path, {DATE: day}, paperboy_deep_read="on_demand", **world) as stage:
        ann = stage.telegram.user()
        chat = stage.telegram.private(ann)
        list_ = await stage.says(chat, ann, f"/date {DATE}")
        await stage.presses(list_, ann, "1")
        assert await stage.presses(list_, ann, "Full report") == "Reading this paper…"

        assert "\nCore contribution\n" in list_.text
        assert stage.telegram.messages(chat) == [list_]
        stage.place.model.always("", "500")
        await stage.presses(list_, ann, "‹ List")
        await stage.presses(list_, ann, "2")
        await stage.presses(list_, ann, "Full report")
        assert "\nCore contribution\n" in list_.text
        assert "the model did not answer" in list_.text


async def test_telegram_out_of_order_for_a_while(tmp_path, monkeypatch):
    monkeypatch.setattr("bot.channels.telegram.bot.PAUSE", 0.05)
    monkeypatch.setattr("bot.delivery.refusals.LONGEST_PAUSE", 0.05)
    monkeypatch.setattr("bot.channels.life.LONGEST_PAUSE", 0.05)
    telegram = FakeTelegram(limits=None)
    async with scene(tmp_path, telegram=telegram) as stage:
        ann = stage.telegram.user()
        chat = await subscribed(stage, stage.telegram.private(ann), ann)
        stage.telegram.fail_always("*", "502")
        await stage.telegram.updates.poll(None, 1, 0)  # what hangs is cut off
        await stage.reach(2026, 2, 6, 0, 30)
        await asyncio.sleep(0.5)
        assert len(stage.telegram.messages(chat)) == 1

        stage.telegram.heal()
        (list_,) = await stage.next(chat, 1)
        assert list_.text.startswith(LIST)
        assert (await stage.says(chat, ann, "/help")).text.startswith("What I can do")


async def test_a_group_that_telegram_limits_delays_nobody_and_gets_its_list_in_the_end(stage):
    ann = stage.telegram.user()
    group = await subscribed(stage, stage.telegram.group(ann), ann)
    chats = [await subscribed(stage, stage.telegram.private(), None) for _ in range(5)]
    stage.telegram.fail_always(str(group.id), "429:1")
    await stage.reach(2026, 2, 6, 0, 30)
    await stage.until(lambda: all(lists(stage, chat) for chat in chats))
    await stage.until(lambda: stage.telegram.refused)
    refused = stage.telegram.refused
    assert (await stage.says(chats[0], chats[0].person, "/help")).text.startswith("What I can do")
    assert stage.telegram.refused <= refused + 1
    assert lists(stage, group) == []
    assert f"telegram {group.id}: not taken yet (429 · 1 s)" in await status(stage)

    stage.telegram.heal()
    await stage.until(lambda: lists(stage, group))
    await stage.quiet()
    assert len(lists(stage, group)) == 1
    assert "not taken yet" not in await status(stage)


async def test_a_relay_that_says_403_to_everything_pauses_nobody(tmp_path, monkeypatch):
    for name in (
        "bot.channels.telegram.bot.PAUSE",
        "bot.channels.life.PAUSE",
        "bot.channels.life.LONGEST_PAUSE",
        "bot.delivery.refusals.LONGEST_PAUSE",
    ):
        monkeypatch.setattr(name, 0.05)
    async with scene(tmp_path) as stage:
        people = [stage.telegram.user() for _ in range(12)]
        chats = [
            await subscribed(stage, stage.telegram.private(person), person) for person in people
        ]
        stage.telegram.fail_always("*", "page:403")
        await stage.telegram.updates.poll(None, 1, 0)
        await stage.reach(2026, 2, 6, 0, 30)
        await stage.until(lambda: stage.app.standings.of("telegram").stage is Stage.WAITING)
        counts = await stage.app.storage.deliveries.counts()
        assert counts.keys() <= {DeliveryState.OWED, DeliveryState.SENDING}

        stage.telegram.heal()
        await stage.until(lambda: all(lists(stage, chat) for chat in chats))
        await settled(stage)
        assert [len(lists(stage, chat)) for chat in chats] == [1] * 12
        assert [(await stage.known(chat)).paused for chat in chats] == [None] * 12
        assert await stage.app.storage.deliveries.counts() == {DeliveryState.SENT: 12}


async def status(stage):
    return "\n".join(await stage.app.office.status(Translator("en")))


async def test_it_ends_in_time_while_telegram_answers_nothing(tmp_path):
    async with scene(tmp_path) as stage:
        people = [stage.telegram.user() for _ in range(3)]
        for person in people:
            await subscribed(stage, stage.telegram.private(person), person)
        sent = len(stage.telegram.calls("sendMessage"))
        stage.telegram.fail_always("*", "timeout")
        await stage.reach(2026, 2, 6, 0, 30)
        await stage.until(lambda: len(stage.telegram.calls("sendMessage")) == sent + 3)
        await stage.stop()

        assert await stage.app.storage.deliveries.counts() == {DeliveryState.UNKNOWN: 3}
