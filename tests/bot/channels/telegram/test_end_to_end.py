"""What people see of Paperboy in their Telegram chats, from the first greeting to the morning list
and back."""

from __future__ import annotations

import dataclasses

import pytest

from tests.telegram_world import scene
from tests.world import DATE, busy_day

POINTS = ["Field", "Core contribution", "How to use it", "Key innovations", "Results"]
CAPTION = "Tap a number to read it"
FIRST = "Morning papers · Thu, 5 Feb"


@pytest.fixture
async def stage(tmp_path):
    """The evening before the demo edition is due: in Shanghai it is four in the morning of the
    6th."""
    async with scene(tmp_path, {DATE: []}) as stage:
        yield stage


def points(text):
    return [row for row in text.splitlines() if row in POINTS]


def labels(message):
    return [[button["text"] for button in row] for row in message.buttons]


async def morning(stage):
    """It is 08:30 in Shanghai."""
    await stage.reach(2026, 2, 6, 0, 30)


async def test_a_group_from_the_first_greeting_to_the_last_list(stage):
    owner, member = stage.telegram.user("Olga"), stage.telegram.user("Max")
    group = stage.telegram.group(owner, bot="left")
    stage.telegram.join(group, member)

    stage.telegram.add_bot(group, owner)
    (greeting,) = await stage.next(group, 0)
    assert "/subscribe 08:30" in greeting.text

    refused = await stage.says(group, member, "/subscribe 08:30 Asia/Shanghai")
    assert (
        refused.text
        == "/subscribe is for this chat's admins. Please ask one of them; reading is for everybody."
    )
    assert (await stage.known(group)).subscribed_at is None

    done = await stage.says(group, owner, "/subscribe 08:30 Asia/Shanghai")
    assert done.text.startswith(
        "Done: the morning list comes here at 08:30 (Beijing time), every day.\n"
        "Next delivery: Fri, 6 Feb 08:30\n"
    )
    assert done.reply_to == stage.telegram.said(group).id

    await stage.reach(2026, 2, 6, 0, 29)
    await stage.quiet()
    assert len(stage.telegram.messages(group)) == 3
    await morning(stage)
    (list_,) = await stage.next(group, 3)
    assert list_.text.startswith(f"{FIRST}\n12 papers, 1 🏆\n\n🏆 1. WideSeek-R1")
    assert labels(list_) == [
        ["1", "2", "3", "4", "5", "6"],
        ["7", "8", "9", "10", "11", "12"],
        ["Interests"],
        ["Settings"],
    ]
    await stage.quiet()
    assert len(stage.telegram.messages(group)) == 4

    report = await stage.says(group, member, "/paper 3")
    assert report.text.startswith("3. HY3D-Bench")
    assert points(report.text) == POINTS
    assert report.reply_to == stage.telegram.said(group).id


async def test_numbers_mean_the_list_last_seen_or_replied_to(stage):
    owner = stage.telegram.user()
    group = stage.telegram.group(owner)
    stage.place.hub.days[DATE] = busy_day(6)

    demo = await stage.says(group, owner, "/date 2026-02-05")
    assert (await stage.says(group, owner, "/paper 3")).text.startswith("3. HY3D-Bench")
    other = await stage.says(group, owner, f"/date {DATE}")
    assert other.text.startswith("Morning papers · Tue, 3 Feb")
    report = await stage.says(group, owner, "/paper 3")  # nobody read it before: it is read now
    assert report.text.startswith("3. Study")

    # A bare number in reply to a list is one of that very list, whichever was seen last.
    assert (await stage.says(group, owner, "3", reply_to=demo)).text.startswith("3. HY3D-Bench")
    assert (await stage.says(group, owner, "#3", reply_to=other)).text.startswith("3. Study")
    assert (await stage.says(group, owner, "99", reply_to=demo)).text.startswith(
        "The list of 5 Feb runs from 1 to"
    )


async def test_a_list_of_two_messages(tmp_path):
    day = busy_day(100)
    for each in day:
        each["paper"]["title"] += " and " + "Write " * 20
    async with scene(
        tmp_path, {DATE: day}, at=(2026, 2, 3, 20), paperboy_deep_read="on_demand"
    ) as stage:
        ann = stage.telegram.user()
        chat = stage.telegram.private(ann)
        await stage.says(chat, ann, "/subscribe 08:30 Asia/Shanghai")
        await stage.reach(2026, 2, 4, 0, 0)
        await stage.read(DATE)
        await stage.reach(2026, 2, 4, 0, 30)
        first, second = await stage.next(chat, 1, 2)
        assert (first.buttons, len(second.buttons) > 4) == ([], True)

        # The first has no buttons that tell its date, but the ledger knows it.
        await stage.says(chat, ann, "/date 2026-02-05")
        report = await stage.says(chat, ann, "3", reply_to=first)
        assert "3. Study" in report.text.split("\n")[0]

        # What takes two messages turns the one, and its second part is a reply.
        await stage.presses(second, ann, "4")
        before = len(stage.telegram.messages(chat))
        await stage.presses(second, ann, "‹ List")
        (further,) = await stage.next(chat, before)
        assert (second.buttons, further.reply_to) == ([], second.id)
        assert (second.text, bool(further.buttons)) == (first.text, True)


async def test_unsubscribing_ends_it(stage):
    owner = stage.telegram.user()
    group = stage.telegram.group(owner)
    await stage.says(group, owner, "/subscribe 08:30 Asia/Shanghai")

    assert (await stage.says(group, owner, "/unsubscribe")).text.startswith("You are unsubscribed.")
    await morning(stage)
    await stage.quiet()
    assert len(stage.telegram.messages(group)) == 2
    assert (await stage.says(group, owner, "/unsubscribe")).text.startswith(
        "There is no subscription here."
    )


async def test_a_private_chat_turns_one_message(stage):
    ann = stage.telegram.user("Ann")
    chat = stage.telegram.private(ann, started=False)
    assert "/subscribe 08:30" in (await stage.says(chat, ann, "/start")).text
    await stage.says(chat, ann, "/subscribe 08:30 Asia/Shanghai")
    await morning(stage)
    (message,) = await stage.next(chat, 2)
    list_ = message.text
    assert message.reply_to is None

    assert await stage.presses(message, ann, "3") == ""
    card = message.text
    assert card.startswith("3. HY3D-Bench")
    assert points(card) == []
    told = await stage.presses(message, ann, "Score")
    assert (
        told == "Frontier Lab +20.0\n22 upvotes +15.7\n163 stars +30.6\n2 comments +1.1\nTotal 67.4"
    )
    assert message.text == card
    await stage.presses(message, ann, "Full report")
    assert points(message.text) == POINTS
    await stage.presses(message, ann, "Summary")
    assert message.text == card
    await stage.presses(message, ann, "Full report")
    await stage.presses(message, ann, "‹ List")
    assert list_.startswith(message.text.removesuffix(CAPTION))
    assert len(stage.telegram.messages(chat)) == 3

    # The settings are another matter, so the list stays.
    await stage.presses(message, ann, "Settings")
    assert list_.startswith(message.text.removesuffix(CAPTION))
    assert stage.telegram.messages(chat)[-1].text.startswith("Settings\n")


async def test_score_is_told_to_whoever_pressed_alone(stage):
    ann = stage.telegram.user()
    chat = stage.telegram.private(ann)
    report = await stage.says(chat, ann, "/paper 1 2026-02-05")
    query = stage.telegram.press(report, ann, report.data("Score"))
    await stage.until(lambda: query.answered)

    assert query.alert
    assert "\nTotal 70.3\n🏆 Viral:" in query.text
    assert len(stage.telegram.messages(chat)) == 1


async def test_a_groups_button_answers_and_pressed_again_only_points(stage):
    owner, max_, eve = (stage.telegram.user(name) for name in ("Olga", "Max", "Eve"))
    group = stage.telegram.group(owner)
    for user in (max_, eve):
        stage.telegram.join(group, user)
    message = await stage.says(group, owner, "/date 2026-02-05")
    list_ = message.text

    assert await stage.presses(message, max_, "3") == ""
    assert list_.startswith(message.text.removesuffix(CAPTION))
    _, card = stage.telegram.messages(group)
    assert card.text.startswith("3. HY3D-Bench")
    assert card.reply_to == message.id

    assert await stage.presses(message, eve, "3") == "Answered just now: look a little further up."
    assert await stage.presses(message, eve, "4") == ""
    assert len(stage.telegram.messages(group)) == 3
    stage.clock.pass_(minutes=9)
    assert await stage.presses(message, max_, "3") == "Answered just now: look a little further up."
    stage.clock.pass_(minutes=2)
    assert await stage.presses(message, max_, "3") == ""
    assert len(stage.telegram.messages(group)) == 4

    # Nobody's card turns under their eyes: the report is an answer of its own, found again.
    shown = card.text
    await stage.presses(card, max_, "Full report")
    *_, report = stage.telegram.messages(group)
    assert (points(report.text), report.reply_to) == (POINTS, card.id)
    assert await stage.presses(card, eve, "Full report") == (
        "Answered just now: look a little further up."
    )
    assert (card.text, len(stage.telegram.messages(group))) == (shown, 5)


async def test_a_topic_is_subscribed_and_answers_stay_in_it(stage):
    owner = stage.telegram.user()
    forum = stage.telegram.group(owner, forum=True)
    papers, other = stage.telegram.topic(forum, "Papers"), stage.telegram.topic(forum, "Other")
    await stage.says(forum, owner, "/subscribe 08:30 Asia/Shanghai", thread=papers)
    await morning(stage)
    list_ = (await stage.next(forum, 1))[0]
    await stage.presses(list_, owner, "2")
    await stage.says(forum, owner, "/paper 3", thread=papers)
    await stage.says(forum, owner, "/help", thread=other)
    await stage.says(forum, owner, "/help")
    await stage.quiet()

    assert [message.thread for message in stage.telegram.messages(forum)] == [papers] * 4 + [
        other,
        None,
    ]
    assert list_.text.startswith(FIRST)
    assert (await stage.known(forum, papers)).subscribed_at
    assert not (await stage.known(forum, other)).subscribed_at
    assert not (await stage.known(forum)).subscribed_at


async def test_a_topic_has_its_groups_language_and_list_until_it_chooses(stage):
    owner = stage.telegram.user("Olga")
    forum = stage.telegram.group(owner, forum=True)
    topic = stage.telegram.topic(forum, "Papers")
    await stage.says(forum, owner, "/lang 中文")
    await stage.says(forum, owner, "/date 2026-02-05")
    report = await stage.says(forum, owner, "/paper 3", thread=topic)
    assert "应用领域" in report.text
    assert "HY3D-Bench" in report.text

    await stage.says(forum, owner, "/lang en", thread=topic)
    report = await stage.says(forum, owner, "/paper 3", thread=topic)
    assert "Field" in report.text
    assert (await stage.known(forum)).settings.language == "zh"


async def test_a_channel_gets_posts_and_its_readers_their_own_chat(stage):
    owner, reader = stage.telegram.user("Olga"), stage.telegram.user("Rita")
    channel = stage.telegram.channel(owner)
    done = await stage.says(channel, None, "/subscribe 08:30 Asia/Shanghai")
    assert done.text.startswith("Done:")
    assert done.reply_to is None
    await morning(stage)
    (post,) = await stage.next(channel, 1)
    assert post.text.startswith(FIRST)

    # What one reader wants to see is shown to that reader alone.
    query = stage.telegram.press(post, reader, post.data("3"))
    await stage.until(lambda: query.answered)
    name, payload = query.url.split("?start=")
    assert name == f"https://t.me/{stage.telegram.bot.username}"
    chat = stage.telegram.private(reader, started=False)
    card = await stage.says(chat, reader, f"/start {payload}")
    assert card.text.startswith("3. HY3D-Bench")
    assert await stage.presses(post, reader, "Settings") == (
        "/settings is for this chat's admins. Please ask one of them; reading is for everybody."
    )
    assert len(stage.telegram.messages(channel)) == 2
    await stage.presses(post, owner, "Settings")
    assert stage.telegram.messages(channel)[-1].text.startswith("Settings\n")


async def test_who_may_subscribe_a_group(stage):
    owner, admin, max_ = (stage.telegram.user(name) for name in ("Olga", "Ada", "Max"))
    group, linked, other = (
        stage.telegram.group(owner),
        stage.telegram.channel(owner, "Linked"),
        stage.telegram.channel(max_, "Other"),
    )
    stage.telegram.join(group, admin, "administrator")
    stage.telegram.join(group, max_)
    group.linked = linked

    async def said(user, **how):
        return (await stage.says(group, user, "/subscribe", **how)).text.split()[0]

    assert await said(owner) == "Done:"
    assert await said(admin) == "Already"
    assert await said(None, sender_chat=group) == "Already"
    assert await said(owner, sender_chat=linked) == "Already"
    assert await said(max_) == "/subscribe"
    assert await said(max_, sender_chat=other) == "/subscribe"


async def test_subscribing_again_changes_nothing_but_what_it_says(stage):
    ann = stage.telegram.user()
    chat = stage.telegram.private(ann)
    first = await stage.says(chat, ann, "/subscribe 08:30 Asia/Shanghai")
    before = await stage.known(chat)
    stage.clock.pass_(minutes=5)
    again = await stage.says(chat, ann, "/subscribe 08:30 Asia/Shanghai")
    assert again.text == first.text.replace("Done: the", "Already subscribed: the")
    assert dataclasses.replace(await stage.known(chat), next_due=before.next_due) == before

    assert "at 21:00 (Beijing time)" in (await stage.says(chat, ann, "/subscribe 21:00")).text
    assert "at 21:00 (Berlin time)" in (await stage.says(chat, ann, "/subscribe Berlin")).text
    assert (await stage.says(chat, ann, "/subscribe 25:00")).text.startswith(
        "I cannot read “25:00” as a time."
    )
    assert (await stage.says(chat, ann, "/subscribe Mars")).text.startswith(
        "I do not know the time zone “Mars”."
    )
    assert (await stage.known(chat)).settings.zone == "Europe/Berlin"


async def test_the_morning_list_respects_silence_and_previews(stage):
    ann = stage.telegram.user()
    chat = stage.telegram.private(ann)
    await stage.says(chat, ann, "/subscribe 08:30 Asia/Shanghai")
    for field in ("silent", "previews"):
        await stage.says(chat, ann, f"/settings {field} on")
    await morning(stage)
    (list_,) = await stage.next(chat, 3)

    assert list_.silent
    # The page of the list's first paper; its text has no link of its own.
    assert list_.preview["is_disabled"] is False
    assert list_.preview["url"].startswith("https://arxiv.org/abs/")


async def test_the_operator_may_ask_how_it_is_doing(tmp_path):
    async with scene(tmp_path, telegram_operators="100001") as stage:
        ann, max_ = stage.telegram.user(), stage.telegram.user()
        assert ann.id == 100001
        told = await stage.says(stage.telegram.private(ann), ann, "/status")
        refused = await stage.says(stage.telegram.private(max_), max_, "/status")
        helped = await stage.says(stage.telegram.private(max_), max_, "/help")

    assert "1 day, 12 papers" in told.text
    assert refused.text == "/status is for the operator of this bot."
    assert "/status" not in helped.text
