"""Answers on their way: tokens that are over, what does not get through, and problems met late."""

from __future__ import annotations

import asyncio

import pytest

from tests.discord_world import THIRD
from tests.fakes.discord_control import Right
from tests.fakes.discord_interaction import DEFER
from tests.fakes.discord_limits import CALLBACK, FOLLOW_UP, ORIGINAL, SEND


@pytest.fixture
async def own(stage, channel):
    """What somebody sees alone, and may show everybody."""
    asked = await stage.uses(channel.guild.owner, channel, "paper", **THIRD)
    stage.discord.history.clear()
    return asked.original


def shows(stage, own, day="2026-02-05"):
    """Whoever sees that alone shows everybody the list of that day."""
    return stage.discord.press(own, own.only, f"show:date:{day}", forged=True)


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
