"""Which list and which paper our old messages mean, whatever has been shown since."""

from __future__ import annotations

import datetime as dt

import pytest

from core.chats import ChatKey
from core.editions.keys import DAILY
from core.sent import About
from tests.telegram_world import scene, serving
from tests.world import DATE, busy_day

OLD, NEWER = "2026-02-05", DATE
LIST = DAILY.on(dt.date(2026, 2, 5))


@pytest.fixture
async def stage(tmp_path):
    """The demo's day, and another."""
    async with scene(tmp_path, {DATE: busy_day(6)}) as stage:
        yield stage


def key_of(chat) -> ChatKey:
    return ChatKey("telegram", str(chat.id))


async def two_lists(stage, chat, user):
    """The old list, whose buttons are taken away, and after it a newer one."""
    old = await stage.says(chat, user, f"/date {OLD}")
    await stage.says(chat, user, f"/date {NEWER}")
    await stage.idle()
    old.markup = None
    return old


async def test_a_number_is_of_the_list_it_replies_to(stage):
    owner = stage.telegram.user()
    group = stage.telegram.group(owner)
    old = await two_lists(stage, group, owner)

    assert (await stage.says(group, owner, "3", reply_to=old)).text.startswith("3. HY3D-Bench")


async def test_a_restart_forgets_nothing(tmp_path):
    async with scene(tmp_path, {DATE: busy_day(6)}) as stage:
        owner = stage.telegram.user()
        group = stage.telegram.group(owner)
        old = await two_lists(stage, group, owner)
        await stage.stop()
        async with serving(stage.app, stage.telegram):
            shown = await stage.says(group, owner, "3", reply_to=old)
            assert shown.text.startswith("3. HY3D-Bench")


async def test_a_message_means_what_it_shows_now(stage):
    ann = stage.telegram.user()
    chat = stage.telegram.private(ann)
    shown = await stage.says(chat, ann, f"/date {OLD}")
    await stage.idle()
    messages = stage.app.storage.messages
    assert await messages.about(key_of(chat), str(shown.id)) == About(list_key=LIST)

    await stage.presses(shown, ann, "3")
    turned = await messages.about(key_of(chat), str(shown.id))
    assert (turned.list_key, turned.number, turned.turns) == (LIST, 3, ())
    assert turned.paper_id

    await stage.presses(shown, ann, "‹ List")
    assert await messages.about(key_of(chat), str(shown.id)) == About(list_key=LIST)


async def test_messages_of_two_chats_may_have_the_same_id(stage):
    ann, max_ = stage.telegram.user("Ann"), stage.telegram.user("Max")
    first, second = stage.telegram.private(ann), stage.telegram.private(max_)
    old = await two_lists(stage, first, ann)
    other = await stage.says(second, max_, f"/date {NEWER}")
    await stage.idle()
    old_about = await stage.app.storage.messages.about(key_of(first), str(old.id))
    await stage.app.storage.messages.save(
        key_of(second),
        str(old.id),
        About(list_key=DAILY.on(dt.date(2026, 2, 3))),
        stage.clock.now(),
    )

    assert await stage.app.storage.messages.about(key_of(first), str(old.id)) == old_about
    assert (await stage.says(first, ann, "99", reply_to=old)).text.startswith("The list of 5 Feb")
    shown = await stage.says(second, max_, "99", reply_to=other)
    assert shown.text.startswith("The list of 3 Feb")


async def test_a_group_takes_what_is_known_with_it(stage):
    owner = stage.telegram.user()
    group = stage.telegram.group(owner, kind="group")
    old = await two_lists(stage, group, owner)
    new = stage.telegram.migrate(group)
    await stage.idle()

    messages = stage.app.storage.messages
    assert await messages.about(key_of(new), str(old.id)) == About(list_key=LIST)
    assert await messages.about(key_of(group), str(old.id)) is None


async def test_a_group_that_only_opened_papers_takes_what_is_known_with_it(stage):
    """It has chosen nothing, and has seen no list: of it, messages are all that is stored."""
    owner = stage.telegram.user()
    group = stage.telegram.group(owner, kind="group")
    card = await stage.says(group, owner, "/paper 2602.03907")
    await stage.idle()
    messages = stage.app.storage.messages
    about = await messages.about(key_of(group), str(card.id))
    assert about.paper_id == "2602.03907"
    new = stage.telegram.migrate(group)
    await stage.idle()

    assert await messages.about(key_of(new), str(card.id)) == about


async def test_in_a_group_that_has_moved_a_new_message_is_not_taken_for_an_old_one(stage):
    owner = stage.telegram.user()
    group = stage.telegram.group(owner, kind="group")
    await stage.says(group, owner, f"/date {OLD}")
    await stage.says(group, owner, f"/date {NEWER}")
    await stage.idle()
    new = stage.telegram.migrate(group)
    await stage.idle()
    panel = await stage.says(new, owner, "/settings")
    await stage.idle()
    await stage.app.storage.messages.save(
        key_of(new), str(panel.id), About(list_key=LIST), stage.clock.now()
    )
    language = panel.buttons[0][0]["text"]
    await stage.presses(panel, owner, language)

    shown = await stage.says(new, owner, "99", reply_to=panel)
    assert shown.text.startswith("The list of 3 Feb")


async def test_a_message_from_before_is_read_off_its_buttons(stage):
    owner = stage.telegram.user()
    group = stage.telegram.group(owner)
    old = await stage.says(group, owner, f"/date {OLD}")
    await stage.says(group, owner, f"/date {NEWER}")
    await stage.idle()
    await stage.app.storage.retention.forget_messages(stage.clock.now() + dt.timedelta(days=1))

    assert (await stage.says(group, owner, "3", reply_to=old)).text.startswith("3. HY3D-Bench")
    old.markup = None
    assert (await stage.says(group, owner, "99", reply_to=old)).text.startswith("The list of 3 Feb")


async def test_in_a_channel_only_what_is_known_is_ours(stage):
    channel = stage.telegram.channel(stage.telegram.user())
    old = await two_lists(stage, channel, None)
    assert (await stage.says(channel, None, "3", reply_to=old)).text.startswith("3. HY3D-Bench")

    before = len(stage.telegram.messages(channel))
    theirs = stage.telegram.said(channel)
    theirs.markup = {"inline_keyboard": [[{"text": "Another bot's", "callback_data": "vote:1"}]]}
    stage.telegram.say(channel, None, "3", reply_to=theirs)
    await stage.quiet()
    assert len(stage.telegram.messages(channel)) == before
