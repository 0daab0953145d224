"""Answers on their way: pages that turn, tokens that are over, problems met late, and one after
another."""

from __future__ import annotations

import asyncio
import dataclasses

import pytest

from bot.chat.views import Picture
from core.editions.keys import DAILY
from core.models import Labelled
from tests.bot.chat.views.samples import report
from tests.discord_world import discord_scene
from tests.fakes.discord import FakeDiscord
from tests.fakes.discord_control import Right
from tests.fakes.discord_interaction import DEFER, UPDATE
from tests.fakes.discord_limits import CALLBACK, FOLLOW_UP, ORIGINAL, SEND

THIRD = {"number": "3", "day": "2026-02-05"}
# Longer than two messages, in words that tell each from the others.
POINTS = [Labelled(f"Point {number}", f"kite{number} " * 110) for number in range(1, 17)]


@pytest.fixture
async def own(stage, channel):
    """What somebody sees alone, and may show everybody."""
    asked = await stage.uses(channel.guild.owner, channel, "paper", **THIRD)
    stage.discord.history.clear()
    return asked.original


def shows(stage, own, day="2026-02-05"):
    """Whoever sees that alone shows everybody the list of that day."""
    return stage.discord.press(own, own.only, f"show:date:{day}", forged=True)


async def write_long(stage, count=16):
    """The third paper's report becomes so long."""
    known = await stage.app.storage.editions.get(DAILY.on(stage.clock.now().date()))
    (paper,) = [entry.paper for entry in known.entries if entry.rank == 3]
    told = report(paper_id=paper.id, language="en", innovations=tuple(POINTS[:count]))
    await stage.app.storage.readings.save_report(told)


@pytest.fixture
def slow(stage, monkeypatch):
    """Every date takes until the event is set."""
    go, date = asyncio.Event(), stage.app.office.desk.date

    async def late(*asked):
        await go.wait()
        return await date(*asked)

    monkeypatch.setattr("bot.channels.discord.adapter.PATIENCE", 0.05)
    stage.app.office.desk.date = late
    return go


def numbers(*messages):
    """Which points the messages tell of."""
    text = "".join(message.text for message in messages)
    return [number for number in range(1, len(POINTS) + 1) if f"kite{number} " in text]


async def test_a_long_answer_is_paged_and_holds_all_of_it(stage, channel):
    await write_long(stage)
    asked = await stage.uses(channel.guild.owner, channel, "paper", number="3", day="2026-02-05")
    await stage.presses(asked.original, channel.guild.owner, "Show everyone")
    await stage.quiet()
    (first,) = stage.discord.messages(channel)
    assert asked.text == first.text
    assert "arXiv" in [button["label"] for button in first.buttons]

    second = await stage.presses(first, channel.guild.owner, "2/3 ›")
    assert second.ephemeral
    mine = second.original
    told = numbers(first) + numbers(mine)
    turned = await stage.presses(mine, channel.guild.owner, "3/3 ›")
    assert turned.response == UPDATE
    assert sorted({*told, *numbers(mine)}) == list(range(1, len(POINTS) + 1))
    assert [button["label"] for button in mine.buttons if "/3" in button["label"]] == ["‹ 2/3"]
    assert first.edits == []
    assert stage.discord.messages(channel) == [first]


async def test_discord_takes_the_pictures(stage, channel):
    desk = stage.app.office.desk
    paper = desk.paper

    async def pictured(*asked):
        picture = Picture("https://x.example/1.png", "Kites in wind")
        return dataclasses.replace(
            await paper(*asked), picture=picture, thumbnail="https://x.example/2.png"
        )

    desk.paper = pictured
    asked = await stage.uses(channel.guild.owner, channel, "paper", **THIRD)

    embeds = asked.original.embeds
    assert embeds[0]["thumbnail"] == {"url": "https://x.example/2.png"}
    assert embeds[-1]["image"] == {"url": "https://x.example/1.png"}
    assert "Kites in wind" in asked.text


async def test_pages_mean_the_paper_they_showed_whatever_the_chat_sees_meanwhile(stage, channel):
    await write_long(stage)
    await stage.uses(channel.guild.owner, channel, "date", day="2026-02-05")
    shown = await stage.uses(channel.guild.owner, channel, "paper", number="3")

    assert shown.original.custom_id("2/3 ›") == "page:2:report:2026-02-05:3"


async def test_in_private_the_one_message_turns(stage):
    await write_long(stage)
    ann = stage.discord.user()
    stage.discord.guild(ann)
    private = stage.discord.private(ann)
    asked = await stage.uses(ann, private, "paper", **THIRD)
    await stage.presses(asked.original, ann, "2/3 ›")

    assert stage.discord.messages(private) == [asked.original]
    assert "‹ 1/3" in [button["label"] for button in asked.original.buttons]


async def test_pages_outlive_a_restart_and_a_shorter_report(tmp_path):
    async with FakeDiscord(limits=None) as discord:
        owner = discord.user()
        channel = discord.guild(owner).system_channel
        async with discord_scene(tmp_path, discord=discord) as stage:
            await write_long(stage)
            first = (await stage.uses(owner, channel, "paper", **THIRD)).original
            second = (await stage.presses(first, owner, "2/3 ›")).original
        async with discord_scene(tmp_path, discord=discord) as stage:
            await write_long(stage, 11)
            await stage.presses(second, owner, "3/3 ›")
            assert [button["label"] for button in second.buttons if "/" in button["label"]] == [
                "‹ 1/2"
            ]
            await write_long(stage, 1)
            await stage.presses(second, owner, "‹ 1/2")
            assert numbers(second) == [1]
            assert not [button for button in second.buttons if "/" in button["label"]]


async def test_a_page_that_somebody_else_shows_to_all_begins_anew(stage, channel):
    await write_long(stage)
    asked = await stage.uses(channel.guild.owner, channel, "paper", **THIRD)
    first = asked.text
    mine = await stage.presses(asked.original, channel.guild.owner, "2/3 ›")
    shown = await stage.presses(mine.original, channel.guild.owner, "Show everyone")

    assert not shown.ephemeral
    assert shown.text == first != asked.text


async def test_a_forged_page_is_told_kindly(stage, channel):
    asked = await stage.uses(channel.guild.owner, channel, "paper", **THIRD)
    for forged in ("page:2:", "page:x:dance", "page", "/paper 3", "page:1:page:2:report:1"):
        answered = await stage.discord.press(
            asked.original, channel.guild.owner, forged, forged=True
        ).wait_answer()
        assert answered.text.startswith("This button no longer works.")
        assert answered.ephemeral


async def test_a_typed_line_is_paged_by_its_words(stage, channel):
    asked = await stage.uses(channel.guild.owner, channel, "help")
    pressed = stage.discord.press(
        asked.original, channel.guild.owner, "page:9:/search HY3D", forged=True
    )

    assert (await pressed.wait_answer()).text.startswith("“HY3D”")


@pytest.mark.parametrize("over", ["expired", "late"])
async def test_what_everybody_waits_for_is_said_when_the_token_is_over(
    stage, channel, own, slow, over
):
    owner = channel.guild.owner
    if over == "late":
        stage.discord.fail_always(CALLBACK, "404:10062")
    asked = shows(stage, own)
    await stage.until(lambda: stage.discord.calls(CALLBACK))
    await stage.quiet()
    asked.expire()
    slow.set()

    await stage.until(lambda: stage.discord.calls(SEND))
    await stage.quiet()
    said = stage.discord.messages(channel)[-1]
    assert said.content == f"<@{owner.id}>"
    assert [user["id"] for user in said.mentions["mentions"]] == [str(owner.id)]
    assert "Morning papers" in said.text
    assert len(stage.discord.calls(SEND)) == 1
    assert len(stage.discord.messages(channel)) == (1 if over == "late" else 2)


@pytest.mark.parametrize("known", [True, False])
async def test_without_embeds_it_is_said_in_words(stage, channel, own, slow, known):
    owner = channel.guild.owner
    if known:
        stage.discord.deny(channel, Right.EMBED_LINKS)
    asked = shows(stage, own)
    await stage.until(lambda: stage.discord.calls(CALLBACK))
    await stage.quiet()
    stage.discord.deny(channel, Right.EMBED_LINKS)
    asked.expire()
    before = len(stage.discord.messages(channel))
    slow.set()
    (first, *others) = await stage.next(channel, before)
    await stage.quiet()

    assert first.content.startswith(f"<@{owner.id}>\n")
    assert "Morning papers" in first.text
    assert "HY3D-Bench" in "".join(message.text for message in (first, *others))
    said = stage.discord.messages(channel)[before:]
    assert not any(message.embeds for message in said)
    assert said[-1].buttons
    refused = [call for call in stage.discord.calls(SEND) if call.status == 403]
    assert len(refused) == (0 if known else 1)


async def test_what_one_person_waits_for_is_never_said_to_all(stage, channel, slow):
    owner = channel.guild.owner
    list_ = await stage.uses(owner, channel, "paper", **THIRD)
    panel = await stage.uses(owner, channel, "settings")
    for press in ((list_.original, "date:2026-02-05"), (panel.original, "set:most:5")):
        stage.discord.fail_always(CALLBACK, "404:10062")
        stage.discord.press(*press[:1], owner, press[1], forged=True)
    slow.set()
    await stage.until(lambda: len(stage.discord.calls(ORIGINAL)) >= 2)
    await stage.quiet()

    assert stage.discord.calls(SEND) == []


async def test_where_we_may_not_write_nothing_is_said(stage, channel, own, slow):
    stage.discord.deny(channel, Right.SEND_MESSAGES)
    asked = shows(stage, own)
    await asked.wait_response()
    asked.expire()
    slow.set()

    await stage.until(lambda: [call for call in stage.discord.calls(SEND) if call.status == 403])


@pytest.mark.parametrize("fault", ["lost", "500:done"])
async def test_what_is_said_in_the_channel_is_said_once(stage, channel, own, slow, fault):
    asked = shows(stage, own)
    await asked.wait_response()
    asked.expire()
    stage.discord.fail(SEND, fault)
    slow.set()

    await stage.until(
        lambda: len(stage.discord.calls(SEND)) == 2 and stage.discord.calls(SEND)[1].status
    )
    await stage.quiet()
    assert len([message for message in stage.discord.messages(channel) if not message.loading]) == 1


@pytest.mark.parametrize("fault", ["lost", "503"])
async def test_a_deferral_is_given_once_whatever_becomes_of_the_request(
    stage, channel, own, slow, fault
):
    stage.discord.fail(CALLBACK, fault)
    asked = shows(stage, own)
    await stage.until(lambda: len(stage.discord.calls(CALLBACK)) == 2)
    slow.set()
    await asked.wait_answer()
    await stage.quiet()

    assert asked.deferred
    assert len(stage.discord.messages(channel)) == 1


@pytest.mark.parametrize(
    "faults", [["503"], ["page:403", "page:502:gbk", "429:0.2"], ["500", "drop", "page:429:text"]]
)
async def test_a_late_answer_outlives_what_passes(stage, channel, own, slow, faults, monkeypatch):
    monkeypatch.setattr("bot.channels.discord.reply.PAUSE", 0.05)
    asked = shows(stage, own)
    await asked.wait_response()
    stage.discord.fail(ORIGINAL, *faults)
    slow.set()
    await asked.wait_answer()
    await stage.quiet()

    assert "Morning papers" in asked.text
    assert len(stage.discord.calls(ORIGINAL)) == len(faults) + 1
    assert len(stage.discord.messages(channel)) == 1


@pytest.mark.parametrize(
    ("fault", "calls"), [("page:403", 2), ("429:0.1", 2), ("502", 2), ("timeout", 1), ("lost", 1)]
)
async def test_a_further_message_is_repeated_unless_it_may_have_arrived(
    stage, channel, own, slow, fault, calls, monkeypatch
):
    monkeypatch.setattr("bot.channels.discord.reply.PATIENCE", 0.5)
    monkeypatch.setattr("bot.channels.discord.reply.PAUSE", 0.05)
    asked = shows(stage, own, "2026-01-31")
    await asked.wait_response()
    stage.discord.fail(FOLLOW_UP, fault)
    slow.set()
    await stage.until(lambda: len(stage.discord.calls(FOLLOW_UP)) == calls)
    await stage.until(lambda: [each for each in asked.messages if each.ephemeral])
    await stage.quiet()

    assert len(stage.discord.calls(FOLLOW_UP)) == calls
    assert len([each for each in asked.messages if each.ephemeral]) == 1


async def test_an_answer_is_not_tried_for_ever(stage, channel, own, slow, monkeypatch):
    monkeypatch.setattr("bot.channels.discord.reply.PAUSE", 0.05)
    monkeypatch.setattr("bot.channels.discord.reply.LASTING", 0.4)
    asked = shows(stage, own)
    await asked.wait_response()
    stage.discord.fail_always(ORIGINAL, "page:403")
    slow.set()
    await stage.until(lambda: len(stage.discord.calls(ORIGINAL)) >= 3)
    await stage.until(
        lambda: (
            not [each for each in asyncio.all_tasks() if each.get_name().startswith("interaction")]
        )
    )

    assert not asked.answered


async def test_a_first_answer_that_does_not_get_through_is_said_in_the_channel(
    stage, channel, own, monkeypatch
):
    monkeypatch.setattr("bot.channels.discord.reply.FIRST", 0.3)
    stage.discord.fail_always(CALLBACK, "page:403")
    shows(stage, own)
    await stage.until(lambda: stage.discord.messages(channel))
    await stage.quiet()

    assert len(stage.discord.messages(channel)) == 1
    assert len(stage.discord.calls(CALLBACK)) >= 2


async def test_a_callback_that_fails_for_good_but_arrived_is_no_second_answer(
    stage, channel, monkeypatch
):
    monkeypatch.setattr("bot.channels.discord.reply.PATIENCE", 0.3)
    asked = stage.discord.slash(channel.guild.owner, channel, "help")
    stage.discord.fail(CALLBACK, "timeout", "404:10062")
    await asked.wait_answer()
    await stage.until(
        lambda: [call for call in stage.discord.calls(ORIGINAL) if call.status == 200]
    )
    await stage.quiet()

    assert len(asked.messages) == 1
    assert stage.discord.calls(SEND) == []


async def test_a_problem_met_late_is_shown_to_who_asked_alone(stage, channel, own, slow):
    asked = shows(stage, own, "2026-01-31")
    await asked.wait_response()
    assert (asked.response, asked.ephemeral) == (DEFER, False)
    slow.set()
    await stage.until(lambda: [each for each in asked.messages if not each.loading])

    (told,) = [each for each in asked.messages if not each.deleted]
    assert told.ephemeral
    assert "rests at weekends" in told.text
    assert [message.deleted for message in stage.discord.messages(channel)] == [True]


async def test_a_problem_met_late_is_told_although_somebody_deleted_the_waiting(
    stage, channel, own, slow
):
    asked = shows(stage, own, "2026-01-31")
    await asked.wait_response()
    stage.discord.delete_message(asked.original)
    slow.set()

    await stage.until(lambda: [each for each in asked.messages if each.ephemeral])
    assert len(stage.discord.calls(FOLLOW_UP)) == 1


async def test_in_private_a_late_problem_takes_the_place_of_the_waiting(stage, slow):
    ann = stage.discord.user()
    stage.discord.guild(ann)
    asked = stage.discord.slash(ann, stage.discord.private(ann), "date", {"day": "2026-01-31"})
    await asked.wait_response()
    slow.set()
    await asked.wait_answer()

    assert "rests at weekends" in asked.text
    assert len(asked.messages) == 1


async def test_presses_in_a_row_count_in_their_order(stage, channel):
    owner, subscriptions = channel.guild.owner, stage.app.office.subscriptions
    panel, change, pauses = (
        (await stage.uses(owner, channel, "settings")).original,
        subscriptions.change,
        [0.2, 0.1],
    )

    async def slower_at_first(*asked):
        await asyncio.sleep(pauses.pop(0) if pauses else 0)
        return await change(*asked)

    subscriptions.change = slower_at_first
    asked = [
        stage.discord.press(panel, owner, f"set:most:{most}", forged=True) for most in (5, 20, 10)
    ]
    for each in asked:
        await each.wait_answer()
    await stage.quiet()

    assert (await stage.known(channel)).settings.most == 10
    assert "Papers** — 10" in panel.text
    assert [each.original for each in asked] == [panel] * len(asked)


async def test_who_waits_for_their_turn_is_told_in_time(stage, channel, slow):
    owner = channel.guild.owner
    asked = [stage.discord.slash(owner, channel, "date", {"day": "2026-02-05"})]
    asked += [stage.discord.slash(owner, channel, "paper", {"number": "3"}) for _ in range(3)]
    for each in asked:
        assert (await each.wait_response()).deferred
    typed = await stage.typing(owner, channel, "date", "day", "02-05")
    other = stage.discord.join(channel.guild, stage.discord.user("Max"))
    await stage.uses(other, channel, "help")
    assert not any(each.answered for each in asked)
    slow.set()
    for each in asked:
        await each.wait_answer()

    assert typed
    assert all(each.text.startswith("3. HY3D-Bench") for each in asked[1:])


@pytest.mark.usefixtures("unhurried")
async def test_nobody_keeps_us_from_others(stage, channel, slow):
    greedy, other = (
        channel.guild.owner,
        stage.discord.join(channel.guild, stage.discord.user("Max")),
    )
    asked = [stage.discord.slash(greedy, channel, "date", {"day": "2026-02-05"}) for _ in range(60)]
    await stage.uses(other, channel, "help")
    await stage.quiet()
    assert sum(each.response is not None for each in asked) == 20
    slow.set()
    await stage.until(lambda: sum(each.answered for each in asked) == 20)

    await stage.uses(greedy, channel, "help")
