"""Asking a paper on Discord: by command, by the form under its report, and further, under an
answer."""

from __future__ import annotations

import asyncio

import pytest

from core.chats import ChatKey
from tests.discord_world import discord_scene
from tests.fakes.discord import FakeDiscord
from tests.world import DATE, busy_day, full_texts

QUESTION = "What accuracy does the example reach?"


@pytest.fixture
async def stage(tmp_path):
    """A day that was read in full, with a model that repeats what it is given."""
    day = busy_day(4)
    async with discord_scene(tmp_path, {DATE: day}, pages=full_texts(day), use_model=True) as stage:
        yield stage


async def opened(stage, user, channel):
    """The report of the first paper."""
    await stage.uses(user, channel, "date", day=DATE)
    asked = await stage.uses(user, channel, "paper", number="1")
    await stage.until(lambda: "Key innovations" in asked.original.text)
    return asked.original


async def answered(stage, asked):
    """The message that answers, once it does."""
    await stage.until(lambda: asked.original is not None and "Source" in asked.original.text)
    return asked.original


async def test_the_command_asks(stage):
    ann = stage.discord.user("Ann")
    channel = stage.discord.guild(ann).system_channel
    await opened(stage, ann, channel)

    answer = await answered(
        stage, await stage.uses(ann, channel, "ask", number="1", question=QUESTION)
    )
    assert "81.4 percent accuracy" in answer.text


async def test_the_form_asks_and_asks_further(stage):
    ann = stage.discord.user("Ann")
    channel = stage.discord.guild(ann).system_channel
    report = await opened(stage, ann, channel)

    form = await stage.presses(report, ann, "Ask")
    assert form.modal["title"] == "Ask this paper"
    first = await answered(
        stage, await stage.discord.submit_modal(form, {"ask": QUESTION}).wait_answer()
    )
    assert "81.4 percent accuracy" in first.text

    asked = len(stage.place.model.prompts)
    form = await stage.presses(first, ann, "Ask more")
    more = "And what does the best baseline reach?"
    second = await answered(
        stage, await stage.discord.submit_modal(form, {"ask": more}).wait_answer()
    )
    assert "77.9 percent" in second.text
    assert any(QUESTION in prompt for prompt in stage.place.model.prompts[asked:])


async def test_what_was_opened_alone_is_asked_alone(stage):
    ann, max_ = stage.discord.user("Ann"), stage.discord.user("Max")
    guild = stage.discord.guild(ann)
    stage.discord.join(guild, max_)
    channel = guild.system_channel
    report = await opened(stage, ann, channel)
    everybodys = (await stage.presses(report, ann, "Show everyone")).original

    form = await stage.presses(everybodys, max_, "Ask")
    public = await stage.discord.submit_modal(form, {"ask": QUESTION}).wait_answer()
    assert not public.ephemeral

    list_ = await stage.uses(max_, channel, "date", day=DATE)
    own = await stage.chooses(list_.original, max_, "1")
    assert own.ephemeral
    form = await stage.presses(own.original, max_, "Ask")
    alone = await stage.discord.submit_modal(form, {"ask": QUESTION}).wait_answer()
    answer = await answered(stage, alone)
    assert alone.ephemeral

    asked = len(stage.place.model.prompts)
    shown = await stage.presses(answer, max_, "Show everyone")
    assert not shown.ephemeral
    assert shown.original.text == answer.text
    assert [button["label"] for button in shown.original.buttons] == [
        "Ask more",
        "The paper",
        "arXiv",
    ]
    assert len(stage.place.model.prompts) == asked


async def test_the_figures_are_shown_to_whoever_pressed(stage):
    ann = stage.discord.user("Ann")
    channel = stage.discord.guild(ann).system_channel
    report = await opened(stage, ann, channel)

    why = await stage.presses(report, ann, "Numbers")
    assert why.ephemeral
    assert "81.4" in why.original.text
    assert not report.edits or "Where the report's figures" not in report.text


async def test_a_talk_goes_on_after_a_restart_whatever_the_message_says(tmp_path):
    day = busy_day(4)
    async with FakeDiscord(limits=None) as discord:
        async with discord_scene(
            tmp_path, {DATE: day}, pages=full_texts(day), use_model=True, discord=discord
        ) as stage:
            ann = discord.user("Ann")
            channel = discord.guild(ann).system_channel
            await opened(stage, ann, channel)
            asked = await stage.uses(ann, channel, "ask", number="1", question=QUESTION)
            first = await answered(stage, asked)
        first.embeds[0]["title"] = first.embeds[0]["description"] = "Taken away"

        more = "And what does the best baseline reach?"
        async with discord_scene(
            tmp_path, {DATE: day}, pages=full_texts(day), use_model=True, discord=discord
        ) as stage:
            form = await stage.presses(first, ann, "Ask more")
            sent = discord.submit_modal(form, {"ask": more})
            await answered(stage, await sent.wait_answer())
            assert any(QUESTION in prompt for prompt in stage.place.model.prompts)


async def test_what_is_shown_to_one_alone_is_known_and_so_is_what_they_show_everybody(stage):
    ann, max_ = stage.discord.user("Ann"), stage.discord.user("Max")
    guild = stage.discord.guild(ann)
    stage.discord.join(guild, max_)
    channel = guild.system_channel
    await opened(stage, ann, channel)
    list_ = await stage.uses(max_, channel, "date", day=DATE)
    own = await stage.chooses(list_.original, max_, "1")
    form = await stage.presses(own.original, max_, "Ask")
    alone = await stage.discord.submit_modal(form, {"ask": QUESTION}).wait_answer()
    answer = await answered(stage, alone)
    shown = await stage.presses(answer, max_, "Show everyone")
    await stage.until(lambda: not _answering())

    about = stage.app.storage.messages.about
    key = ChatKey("discord", str(channel.id))
    list_about, own_about, answer_about, shown_about = [
        await about(key, str(message.id))
        for message in (list_.original, own.original, answer, shown.original)
    ]
    assert (list_about.list_key.day.isoformat(), list_about.paper_id) == (DATE, None)
    assert (own_about.number, own_about.turns) == (1, ())
    assert [turn.question for turn in answer_about.turns] == [QUESTION]
    assert shown_about == answer_about


async def test_a_page_of_an_answer_is_asked_for_with_what_was_said_before(stage):
    ann = stage.discord.user("Ann")
    channel = stage.discord.guild(ann).system_channel
    report = await opened(stage, ann, channel)
    form = await stage.presses(report, ann, "Ask")
    first = await answered(
        stage, await stage.discord.submit_modal(form, {"ask": QUESTION}).wait_answer()
    )
    form = await stage.presses(first, ann, "Ask more")
    more = "And what does the best baseline reach?"
    second = await answered(
        stage, await stage.discord.submit_modal(form, {"ask": more}).wait_answer()
    )

    asked = len(stage.place.model.prompts)
    line = f"/ask 1 {DATE} {more}"
    turned = stage.discord.press(second, ann, f"page:1:{line}", forged=True)
    page = await answered(stage, await turned.wait_answer())
    await stage.until(lambda: not _answering())
    assert any(QUESTION in prompt for prompt in stage.place.model.prompts[asked:])
    about = await stage.app.storage.messages.about(
        ChatKey("discord", str(channel.id)), str(page.id)
    )
    assert [turn.question for turn in about.turns] == [QUESTION, more]


def _answering():
    """The interactions that are still being answered."""
    return [task for task in asyncio.all_tasks() if task.get_name().startswith("interaction ")]
