"""Whatever people, or modified clients, send: no crash, no foreign chat touched, one clear
sentence."""

from __future__ import annotations

import asyncio
import dataclasses
import itertools
import json

import pytest

from bot.channels.telegram.sender import telegram_rates
from core.chats import ChatSettings
from tests.fakes.server import PATIENCE
from tests.fakes.telegram import FakeTelegram
from tests.telegram_world import scene
from tests.world import busy_day

UNEXPECTED = "Something unexpected happened"
SCRIPTS = [
    "٣",
    "三",
    "③",
    "３",
    "³",
    "-3",
    "3.5",
    "0x3",
    "1e3",
    "𝟛",
    "\u202e3",
    "3\u200b",
    "NaN",
    "%s",
    "{0}",
    "'; --",
    "💥",
]
NUMBERED = (
    *("/paper", "/score", "/date", "/lang", "/subscribe"),
    *("/settings most", "/settings time"),
)
SEVERAL_LINES = (
    *("3. HY3D", "Papers — ", "Time — "),
    *("Done: ", "Already subscribed: ", "Changed: "),
)
FORGED = [
    *(
        "",
        ":",
        "::",
        "paper",
        "paper:",
        "paper::",
        "paper:2026-02-05",
        "paper:2026-02-05:",
        "x" * 64,
    ),
    *(
        "paper:2026-02-05:0",
        "paper:2026-02-05:13",
        "paper:2026-02-05:-1",
        "paper:2026-02-05:9999",
        "paper:x:3",
    ),
    *(
        "paper:2026-02-31:1",
        "paper:2099-01-01:1",
        "paper:0001-01-01:1",
        "report:2026-02-05:99",
        "score:2026-02-05:99",
    ),
    *(
        "date:",
        "date:soon",
        "date:2099-01-01",
        "date:2026-02-30",
        "open:nothing",
        "open:2602.99999",
        "card:99",
    ),
    *(
        "set:colour:red",
        "set:lang:fr",
        "set:time:25:00",
        "set:zone:Mars",
        "set:day:9",
        "set:most:-1",
    ),
    *(
        "set:most:999",
        "set:least:x",
        "subscribe:08:30",
        "start",
        "status",
        "paper:2026-02-05:1:2",
        "/subscribe",
        "🏆",
    ),
]


@pytest.fixture
async def stage(tmp_path):
    async with scene(tmp_path, {"2026-02-04": []}) as stage:
        stage.place.hub.newest = "2026-02-06"
        yield stage


@pytest.mark.usefixtures("unhurried")
async def test_numbers_and_dates_in_any_script_get_one_sentence(stage):
    ann = stage.telegram.user()
    chat = stage.telegram.private(ann)
    # Each in three places, and each place with half of them.
    for text, command in zip(3 * SCRIPTS, itertools.cycle(NUMBERED), strict=False):
        answer = await stage.says(chat, ann, f"{command} {text}")
        assert UNEXPECTED not in answer.text, (command, text)
        said = answer.text.removesuffix("\n\nThe numbers are those of 5 Feb.")
        assert "\n" not in said or answer.text.startswith(SEVERAL_LINES), (command, text)


@pytest.mark.usefixtures("unhurried")
async def test_the_longest_messages_there_are(stage):
    ann = stage.telegram.user()
    chat = stage.telegram.private(ann)
    for command in (
        "/search",
        "/paper",
        "/date",
        "/subscribe",
        "/lang",
        "/settings include",
        "/settings",
        "/start",
        "",
    ):
        for letter in ("x", "世", "𝔵", "<", "a "):
            text = f"{command} {letter * 10_000}".strip()[:4096]
            answer = await stage.says(chat, ann, text)
            assert UNEXPECTED not in answer.text
            assert len(answer.text) < 1500


@pytest.mark.parametrize("kind", ["private", "group", "channel"])
async def test_forged_buttons_are_answered_and_change_nothing(stage, kind):
    owner, eve = stage.telegram.user("Olga"), stage.telegram.user("Eve")
    chats = {
        "private": lambda: stage.telegram.private(owner),
        "group": lambda: stage.telegram.group(owner),
        "channel": lambda: stage.telegram.channel(owner),
    }
    chat = chats[kind]()
    presser = owner if kind == "private" else stage.telegram.join(chat, eve)
    (message,) = await stage.asked(chat, None if kind == "channel" else owner, "/date 2026-02-05")
    before, known = message.text, await stage.known(chat)

    for data in FORGED:
        count = len(stage.telegram.sent)
        query = stage.telegram.press(message, presser, data, forged=True)
        await stage.until(lambda query=query: query.answered)
        await stage.idle()
        # In private, a sentence that recommends something is a message, with a button for it.
        said = [each.text for each in stage.telegram.sent[count:] if kind == "private"]
        if query.text or query.url:
            said.append(query.text)
        assert len(said) == 1, data
        assert UNEXPECTED not in said[0], data
        assert "\n" not in said[0], data
    assert message.text == before
    assert await stage.known(chat) == known
    assert kind == "private" or stage.telegram.sent == [message]


async def test_forged_settings_of_somebody_else_touch_nobody(stage):
    ann, eve = stage.telegram.user("Ann"), stage.telegram.user("Eve")
    group = stage.telegram.group(ann)
    stage.telegram.join(group, eve)
    panel = await stage.says(group, ann, "/settings")

    for data in ("set:most:5", "set:lang:zh", "set:silent:", "settings"):
        assert (await stage.forges(panel, eve, data)).startswith(
            "/settings is for this chat's admins."
        )
    # A link that opens the private chat cannot change what is set there either.
    chat = stage.telegram.private(eve)
    await stage.says(chat, eve, "/start set_most_5")
    await stage.says(chat, eve, "/start settings_most_5")
    assert (
        (await stage.known(group)).settings == (await stage.known(chat)).settings == ChatSettings()
    )


async def test_a_button_of_a_message_that_is_gone(stage):
    ann = stage.telegram.user()
    chat = stage.telegram.private(ann)
    message = await stage.says(chat, ann, "/date 2026-02-05")
    message.deleted = True

    assert await stage.forges(message, ann, "paper:2026-02-05:3") == (
        "This button no longer works. Send /today for the newest list."
    )


async def test_nobody_answers_a_bot_nor_a_post_twice(stage):
    """Two bots would answer each other for ever; and Telegram shows a channel's posts, which we
    hear there, in its discussion group again."""
    owner = stage.telegram.user()
    group, channel = stage.telegram.group(owner), stage.telegram.channel(owner)
    group.linked = channel
    robot = stage.telegram.user("Robot", username="some_bot")
    robot.is_bot = True
    stage.telegram.join(group, robot)
    listed = await stage.says(group, owner, "/date 2026-02-05")
    before = len(stage.telegram.messages(group))
    name = f"@{stage.telegram.bot.username}"
    for text in ("/help", f"/help{name}", f"{name} hello", "3"):
        stage.telegram.say(group, robot, text, reply_to=listed if text == "3" else None)
    stage.telegram.say(group, None, "/subscribe 08:30", sender_chat=channel)
    await stage.quiet()
    assert len(stage.telegram.messages(group)) == before
    assert (await stage.known(group)).subscribed_at is None

    assert (await stage.says(channel, owner, "/subscribe 08:30")).text.startswith("Done:")
    written = await stage.says(group, owner, "/subscribe 08:30", sender_chat=channel)
    assert written.text.startswith("Done:")


async def test_what_is_not_for_us_is_not_answered(stage):
    owner, admin = stage.telegram.user(), stage.telegram.user()
    group = stage.telegram.group(owner, bot="administrator")  # so that it hears everything
    channel = stage.telegram.channel(owner)
    chat = stage.telegram.private(admin)
    list_ = await stage.says(group, owner, "/date 2026-02-05")
    stage.telegram.say(group, owner, "talk among people")

    for text in (
        "hello",
        "3",
        "/today@other_bot",
        "/weather",
        "/weather 3",
        "see /today",
        "three",
        "http://x.org/3",
    ):
        assert stage.telegram.say(group, owner, text)
        assert stage.telegram.say(channel, None, text)
    stage.telegram.say(group, owner, "3", reply_to=stage.telegram.said(group))
    stage.telegram.say(group, owner, "3 of us", reply_to=list_)
    stage.telegram.say(chat, admin, "/today@other_bot")
    stage.telegram.say(group, owner, "/helpp")
    stage.telegram.say(group, owner, "/help", edit_of=stage.telegram.said(group))
    await stage.quiet()

    assert stage.telegram.sent == [list_]


async def test_a_command_for_us_by_name_is_answered_whatever_it_is(stage):
    owner = stage.telegram.user()
    group = stage.telegram.group(owner)
    name = stage.telegram.bot.username

    assert (await stage.says(group, owner, f"/PAPER@{name.upper()} 3 2026-02-05")).text.startswith(
        "3. HY3D-Bench"
    )
    assert (await stage.says(group, owner, f"/weather@{name}")).text.startswith(
        "There is no command “weather”"
    )


async def test_talk_in_private_is_answered_with_what_works(stage):
    ann = stage.telegram.user()
    chat = stage.telegram.private(ann)

    assert (await stage.says(chat, ann, "hello there")).text.startswith(
        "I understand commands only"
    )
    assert (await stage.says(chat, ann, "/weather")).text.startswith(
        "There is no command “weather”"
    )
    await stage.says(chat, ann, "/date 2026-02-05")
    assert (await stage.says(chat, ann, "3")).text.startswith("3. HY3D-Bench")


async def test_edited_messages_are_not_run_again(stage):
    ann = stage.telegram.user()
    chat = stage.telegram.private(ann)
    await stage.says(chat, ann, "/help")
    stage.telegram.say(chat, ann, "/date 2026-02-05", edit_of=stage.telegram.said(chat))
    await stage.quiet()

    assert len(stage.telegram.messages(chat)) == 1


async def test_one_person_is_answered_in_the_order_of_asking(stage):
    ann = stage.telegram.user()
    chat = stage.telegram.private(ann)
    stage.place.hub.days["2026-02-04"] = busy_day(5)
    for text in ("/date 2026-02-05", "/score 3", "/date 2026-02-04", "/score 3", "/help"):
        stage.telegram.say(chat, ann, text)
    answers = await stage.next(chat, 0, 5)

    firsts = [answer.text.split("\n")[0].split(" ")[:2] for answer in answers]
    assert firsts == [
        ["Morning", "papers"],
        ["3.", "HY3D-Bench:"],
        ["Morning", "papers"],
        ["3.", "Study"],
        ["What", "I"],
    ]


async def test_service_messages_are_passed_over(stage):
    owner = stage.telegram.user()
    forum = stage.telegram.group(owner, forum=True)
    thread = stage.telegram.topic(forum)
    stage.telegram.close_topic(forum, thread)
    await stage.quiet()

    assert stage.telegram.sent == []


async def test_a_command_where_no_text_is_asks_nothing(stage, capsys):
    ann = stage.telegram.user()
    chat = stage.telegram.private(ann)
    command = [{"type": "bot_command", "offset": 0, "length": 5}]
    bare = stage.telegram.store(chat, sender=ann).json() | {"entities": command}
    stage.telegram.inject({"message": bare})
    stage.telegram.inject({"message": bare | {"text": " "}})
    await stage.quiet()

    assert stage.telegram.sent == []
    assert "background work failed" not in capsys.readouterr().out


async def test_a_press_of_what_is_no_text_ends_nothing(stage, capsys):
    ann = stage.telegram.user()
    chat = stage.telegram.private(ann)
    shown = await stage.says(chat, ann, "/help")
    pressed = {"id": "1", "from": ann.json(), "chat_instance": "1", "message": shown.json()}
    stage.telegram.inject({"callback_query": pressed | {"data": 5}})

    assert await stage.says(chat, ann, "/help")
    said = capsys.readouterr().out
    assert "update passed over" in said
    assert "platform died" not in said


async def test_an_update_that_the_library_cannot_read_is_passed_over(stage, capsys):
    ann = stage.telegram.user()
    chat = stage.telegram.private(ann)
    unheard_of = stage.telegram.store(chat, sender=ann, photo={"file_id": "only"}).json()
    stage.telegram.say(chat, ann, "/help")
    stage.telegram.inject({"message": unheard_of})
    stage.telegram.say(chat, ann, "/score 1 2026-02-05")
    first, second = await stage.next(chat, 0, 2)

    assert first.text.startswith("What I can do")
    assert second.text.startswith("🏆 1. WideSeek-R1")
    assert "update passed over" in capsys.readouterr().out


@pytest.mark.recorded
async def test_whatever_was_recorded_leaves_it_alive(stage, recorded, capsys):
    updates = []
    for path in sorted((recorded / "telegram").rglob("*.json")):
        content = json.loads(path.read_text())
        content = content.get("result", content) if isinstance(content, dict) else content
        updates += [
            each
            for each in (content if isinstance(content, list) else [content])
            if "update_id" in each
        ]
    assert len(updates) > 100
    for update in updates:
        stage.telegram.inject(update)
    await stage.idle()
    ann = stage.telegram.user()

    assert (await stage.says(stage.telegram.private(ann), ann, "/help")).text.startswith(
        "What I can do"
    )
    assert len(stage.telegram.sent) > 10
    assert "background work failed" not in capsys.readouterr().out


async def test_a_hundred_commands_in_a_second_hold_up_nobody_else(tmp_path):
    """The flood's second answer waits for longer than a test may take, and the others' do not."""
    rates = dataclasses.replace(telegram_rates(), chat_gap=10 * PATIENCE)
    async with scene(tmp_path, telegram=FakeTelegram(), rates=rates) as stage:
        eve, ann, ben = (stage.telegram.user(name) for name in ("Eve", "Ann", "Ben"))
        flood = stage.telegram.private(eve)
        for _ in range(100):
            stage.telegram.say(flood, eve, "/help")
        await stage.next(flood, 0)
        await stage.asked(stage.telegram.private(ann), ann, "/help")
        await stage.asked(stage.telegram.private(ben), ben, "/paper 3 2026-02-05")

        assert len(stage.telegram.messages(flood)) == 1


async def test_a_hundred_commands_in_a_second_are_answered_at_telegrams_pace(tmp_path):
    async with scene(tmp_path, telegram=FakeTelegram(), rates=telegram_rates()) as stage:
        eve = stage.telegram.user("Eve")
        flood = stage.telegram.private(eve)
        for _ in range(100):
            stage.telegram.say(flood, eve, "/help")
        await stage.next(flood, 0, 3)

        assert stage.telegram.refused == 0


async def test_three_hundred_commands_of_a_member_leave_the_group_to_the_others(tmp_path):
    async with scene(tmp_path) as stage:
        eve, ann = stage.telegram.user("Eve"), stage.telegram.user("Ann")
        group = stage.telegram.group(ann)
        stage.telegram.join(group, eve)
        for _ in range(300):
            stage.telegram.say(group, eve, "/help")
        await stage.idle()
        flooded = stage.telegram.messages(group)
        assert len(flooded) <= 11  # ten answers, and a word about it
        assert (await stage.says(group, ann, "/help")).text.startswith("What I can do")


async def test_who_floods_for_long_is_not_remembered_for_ever(tmp_path, monkeypatch):
    monkeypatch.setattr("bot.channels.telegram.adapter.WAITING", 5)
    async with scene(tmp_path, rates=telegram_rates()) as stage:
        eve = stage.telegram.user("Eve")
        chat = stage.telegram.private(eve)
        for _ in range(40):
            stage.telegram.say(chat, eve, "/help")
        await stage.until(lambda: not stage.telegram.updates.pending)

        assert (
            len([task for task in asyncio.all_tasks() if task.get_name().startswith("update ")])
            == 5
        )
