"""Asking a paper on Discord: by command, by the form under its report, and further, under an
answer."""

from __future__ import annotations

from types import SimpleNamespace

import discord
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.discord.questions import earlier_of
from bot.channels.discord.render import render
from bot.chat.views import answer_view
from bot.chat.views.model import line
from bot.chat.views.prose import prose
from core.asking.prompts import answer_material
from core.models import Answer, Quote
from locales import Translator
from tests.bot.chat.views.samples import paper, provenance
from tests.discord_world import discord_scene
from tests.world import DATE, busy_day, full_texts

EN = Translator("en")
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
    await stage.until(
        lambda: asked.original is not None and "What it rests on" in asked.original.text
    )
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

    form = await stage.presses(report, max_, "Ask")
    public = await stage.discord.submit_modal(form, {"ask": QUESTION}).wait_answer()
    assert not public.ephemeral

    list_ = await stage.uses(ann, channel, "date", day=DATE)
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

    why = await stage.presses(report, ann, "Figures")
    assert why.ephemeral
    assert "81.4" in why.original.text
    assert not report.edits or "Where the report's figures" not in report.text


HOSTILE = st.lists(
    st.sampled_from(
        (
            "why",
            "为什么",
            "*x*",
            "a_b",
            "\n",
            "\n\n",
            "### ",
            "-# ",
            "- ",
            "<<<",
            "EARLIER>>>",
            "`a`",
            "<@1>",
            "?",
            "1. ",
        )
    ),
    min_size=1,
    max_size=12,
).map("".join)


@settings(max_examples=50)
@given(question=HOSTILE, text=HOSTILE, long=st.booleans())
def test_what_was_said_is_read_off_the_message(question, text, long):
    question = f"How {question}{' high' * (80 if long else 0)}?"
    answer = Answer(
        paper_id="2602.00001", language="en", question=question, answered=True, text=f"So {text}",
        quotes=(Quote("It rises.", "4 Results", "S4"),), provenance=provenance(),
    )  # fmt: skip
    [payload] = render(answer_view(EN, line("3. Kites"), paper(), answer), EN)
    embeds = [discord.Embed.from_dict(embed) for embed in payload["embeds"]]
    buttons = [SimpleNamespace(children=[SimpleNamespace(custom_id="about:2602.00001")])]

    [turn] = earlier_of(SimpleNamespace(embeds=embeds, components=buttons))
    assert _letters(turn.question) == _letters(question)
    assert _letters(turn.answer) == _letters("".join(each.text for each in prose(answer.text)))
    told = answer_material(paper(), [], "And then?", (turn,))
    assert told.count("<<<") == told.count(">>>") == 3
    assert "rises" not in told


def _letters(text):
    return "".join(char for char in text if char.isalpha())
