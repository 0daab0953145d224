"""The settings' panel on Discord as people use it: by every kind of control, by whoever may not,
after a restart, and the last release's."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import Any

import pytest

from bot.channels.discord.panel import payload
from core.chats import ChatSettings
from tests.bot.channels.discord.test_panel import panel
from tests.discord_world import SLOT, discord_scene
from tests.fakes.discord import FakeDiscord
from tests.fakes.discord_components import check_components
from tests.fakes.discord_form import Form
from tests.fakes.discord_state import COMPONENTS_V2, Message

REFUSAL = "/settings is for this chat's admins. Please ask one of them; reading is for everybody."
# The last release's panel: an embed, with menus whose options are actions.
OLD_ROWS = [
    {
        "type": 1,
        "id": 1,
        "components": [
            {
                "type": 3,
                "id": 2,
                "custom_id": "open",
                "options": [
                    {"label": "top 5", "value": "set:most:5"},
                    {"label": "Silent push", "value": "set:silent:"},
                ],
            }
        ],
    },
    {
        "type": 1,
        "id": 3,
        "components": [
            {"type": 2, "id": 4, "style": 2, "label": "Always list…", "custom_id": "form:include"},
            {"type": 2, "id": 5, "style": 2, "label": "Mention…", "custom_id": "form:mention"},
        ],
    },
]


@pytest.fixture
async def stage(tmp_path):
    async with discord_scene(tmp_path) as stage:
        yield stage


async def opened(stage, owner, channel) -> Message:
    asked = await stage.uses(owner, channel, "settings")
    assert asked.ephemeral
    assert asked.original.flags & COMPONENTS_V2
    return asked.original


async def choose(stage, message, who, name, *values, forged=False):
    return await stage.discord.select(
        message, who, f"settings:{name}", values, forged=forged
    ).wait_answer()


async def test_the_panel_from_opening_to_every_kind_of_control(stage):
    owner = stage.discord.user("Olga")
    channel = stage.discord.guild(owner).system_channel
    role = stage.discord.role(channel.guild, "readers", mentionable=True)
    await stage.uses(owner, channel, "subscribe", **SLOT)
    message = await opened(stage, owner, channel)
    assert "Next delivery: <t:1770337800:F> (your time)" in message.text
    assert not message.embeds
    assert not message.content

    await choose(stage, message, owner, "day", *"01234")
    assert "**Days** — workdays" in message.text
    await choose(stage, message, owner, "day", "5")
    await choose(stage, message, owner, "time", "07:00")
    assert "Next delivery: <t:1770418800:F>" in message.text  # on Saturday
    await choose(stage, message, owner, "zone", "Europe/London")
    await choose(stage, message, owner, "most", "10")
    await choose(stage, message, owner, "least", "40")
    await choose(stage, message, owner, "empty", "on")
    await choose(stage, message, owner, "mention", role)
    await choose(stage, message, owner, "switches", "silent", "thread", "announcements")
    await choose(stage, message, owner, "lang", "zh")
    assert message.text.startswith("**设置**")
    known = (await stage.known(channel)).settings
    assert known == ChatSettings(
        language="zh",
        time=dt.time(7),
        zone="Europe/London",
        weekdays=(5,),
        most=10,
        least_score=40,
        empty_weekends=True,
        mention=str(role.id),
        silent=True,
        daily_thread=True,
    )
    await choose(stage, message, owner, "mention")
    await choose(stage, message, owner, "switches")
    known = (await stage.known(channel)).settings
    assert (known.mention, known.silent, known.daily_thread) == (None, False, False)


async def test_what_is_typed_has_a_form(stage):
    owner = stage.discord.user("Olga")
    channel = stage.discord.guild(owner).system_channel
    message = await opened(stage, owner, channel)
    typed = {
        "time": ("早上 7 点 45", "Time** — 07\\:45"),
        "zone": ("Paris", "Time zone** — Paris time"),
        "most": ("七篇", "Papers** — 7"),
        "least": ("不限", "Lowest score** — any"),
    }
    for name, (words, told) in typed.items():
        form = await choose(stage, message, owner, name, "…")
        await stage.discord.submit_modal(form, {name: words}).wait_answer()
        assert told in message.text
    form = await stage.discord.press(message, owner, "form:include").wait_answer()
    await stage.discord.submit_modal(form, {"include": "“agent, RAG”；视频"}).wait_answer()
    assert (await stage.known(channel)).settings.include == ("agent, RAG", "视频")
    # What the form comes with is read as the same.
    form = await stage.discord.press(message, owner, "form:include").wait_answer()
    await stage.discord.submit_modal(form).wait_answer()
    assert (await stage.known(channel)).settings.include == ("agent, RAG", "视频")

    form = await choose(stage, message, owner, "time", "…")
    refused = await stage.discord.submit_modal(form, {"time": "25:00"}).wait_answer()
    assert refused.ephemeral
    assert "25:00" in refused.text.replace("\\", "")
    assert refused.original is not message
    assert "Time** — 07\\:45" in message.text


async def test_a_stranger_gains_nothing(stage):
    owner, stranger = stage.discord.user("Olga"), stage.discord.user("Max")
    guild = stage.discord.guild(owner)
    stage.discord.join(guild, stranger)
    channel = guild.system_channel
    # A panel that all see, as a relayed interaction could claim.
    shown = stage.discord.store(
        channel, stage.discord.bot, **payload_of(ChatSettings()), content="", embeds=[]
    )
    for name, value in (("day", "0"), ("switches", "silent"), ("most", "5"), ("lang", "zh")):
        stage.clock.pass_(minutes=1)
        refused = await choose(stage, shown, stranger, name, value)
        assert refused.ephemeral
        assert refused.text == REFUSAL
    form = await stage.discord.press(shown, stranger, "form:include").wait_answer()
    refused = await stage.discord.submit_modal(form, {"include": "agent"}).wait_answer()
    assert refused.text == REFUSAL
    assert not shown.edits
    assert (await stage.known(channel)).settings == ChatSettings()


def payload_of(chosen_: ChatSettings) -> dict[str, Any]:
    message = payload(panel(chosen_))
    return {
        "flags": message["flags"],
        "components": check_components(Form(), message, v2=True),
    }


@pytest.mark.parametrize("pressed", ["menu", "form", "settings:time", "set:day:3"])
async def test_an_old_panel_is_answered_with_a_new_one(stage, pressed):
    owner = stage.discord.user("Olga")
    channel = stage.discord.guild(owner).system_channel
    old = stage.discord.store(
        channel, stage.discord.bot, embeds=[{"title": "Settings"}], components=OLD_ROWS
    )
    if pressed == "menu":
        answered = await stage.discord.select(old, owner, "open", ["set:most:5"]).wait_answer()
        assert (await stage.known(channel)).settings.most == 5
    elif pressed == "form":
        form = await stage.presses(old, owner, "Always list…")
        answered = await stage.discord.submit_modal(form, {"include": "agent"}).wait_answer()
        assert (await stage.known(channel)).settings.include == ("agent",)
    else:
        answered = await stage.discord.press(old, owner, pressed, forged=True).wait_answer()
    assert answered.ephemeral
    assert answered.original is not old
    assert answered.original.flags & COMPONENTS_V2
    assert not old.edits
    assert old.embeds


async def test_what_is_no_panel_does_not_take_its_place(stage):
    owner = stage.discord.user("Olga")
    channel = stage.discord.guild(owner).system_channel
    message = await opened(stage, owner, channel)
    pressed = await stage.discord.press(
        message, owner, "date:2026-02-05", forged=True
    ).wait_answer()
    assert pressed.ephemeral
    assert pressed.original is not message
    assert "HY3D" in pressed.text
    subscribed = await stage.presses(message, owner, "Subscribe")
    assert subscribed.original is not message
    assert subscribed.text.startswith("Done: ")


async def test_two_at_once_keep_both(stage):
    olga, ann = stage.discord.user("Olga"), stage.discord.user("Ann")
    guild = stage.discord.guild(olga)
    admins = stage.discord.role(guild, "admins", permissions=1 << 5)
    stage.discord.join(guild, ann)
    guild.members[ann.id].append(admins.id)
    channel = guild.system_channel
    hers, theirs = await opened(stage, olga, channel), await opened(stage, ann, channel)
    pressed = [
        stage.discord.select(hers, olga, "settings:switches", ["silent"]),
        stage.discord.select(theirs, ann, "settings:switches", ["thread"]),
    ]
    for each in pressed:
        await each.wait_answer()
    # Of two presses on one message, an edit does not say whose answer it is: one at a time each.
    pressed = [
        stage.discord.select(hers, olga, "settings:day", list("01")),
        stage.discord.select(theirs, ann, "settings:most", ["5"]),
    ]
    for each in pressed:
        await each.wait_answer()
    known = (await stage.known(channel)).settings
    assert (known.silent, known.daily_thread, known.most) == (True, True, 5)
    assert known.weekdays == (0, 1)


async def test_after_a_restart_it_still_works(tmp_path):
    async with FakeDiscord(limits=None) as discord:
        owner = discord.user("Olga")
        channel = discord.guild(owner).system_channel
        async with discord_scene(tmp_path, discord=discord) as stage:
            message = await opened(stage, owner, channel)
            await choose(stage, message, owner, "switches", "silent")
        async with discord_scene(tmp_path, discord=discord) as stage:
            await choose(stage, message, owner, "day", "0", "6")
            await choose(stage, message, owner, "switches")
            known = (await stage.known(channel)).settings
    assert (known.weekdays, known.silent) == ((0, 6), False)


async def test_in_direct_messages_there_are_no_roles_and_threads(stage):
    ann = stage.discord.user("Ann")
    private = stage.discord.private(ann)
    asked = await stage.uses(ann, private, "settings")
    names = [menu["custom_id"] for menu in asked.original.selects]
    assert "settings:mention" not in names
    switches = [option["value"] for option in asked.original.selects[-1]["options"]]
    assert switches == ["silent", "announcements"]
    await choose(stage, asked.original, ann, "switches", "silent")
    assert (await stage.known(private)).settings.silent
    forged = await choose(stage, asked.original, ann, "thread", "on", forged=True)
    assert forged.text
    assert not (await stage.known(private)).settings.daily_thread


async def test_a_slow_change_still_ends_in_the_panel(stage):
    owner = stage.discord.user("Olga")
    channel = stage.discord.guild(owner).system_channel
    message = await opened(stage, owner, channel)
    subscriptions, change = stage.app.office.subscriptions, stage.app.office.subscriptions.change

    async def slowly(*asked):
        await asyncio.sleep(2.0)
        return await change(*asked)

    subscriptions.change = slowly
    pressed = stage.discord.select(message, owner, "settings:most", ["5"])
    await stage.until(lambda: "Papers** — 5" in message.text)
    assert pressed.original is message
    old = stage.discord.store(channel, stage.discord.bot, content="old", components=OLD_ROWS)
    pressed = stage.discord.select(old, owner, "open", ["set:most:5"])
    await stage.until(lambda: len(pressed.messages) == 1)
    assert pressed.messages[0].flags & COMPONENTS_V2
    assert not old.edits


async def test_sources_have_a_form_and_are_completed_while_typed(stage):
    owner = stage.discord.user("Olga")
    channel = stage.discord.guild(owner).system_channel
    message = await opened(stage, owner, channel)
    form = await stage.presses(message, owner, "Sources — Hugging Face's daily list")
    (label,) = form.modal["components"]
    assert label["component"]["options"][4]["label"] == "cs.RO Robotics"
    await stage.discord.submit_modal(form, {"sources": ["cs.RO", "cs.CL"]}).wait_answer()
    assert (await stage.known(channel)).settings.categories == ("cs.RO", "cs.CL")
    message = await opened(stage, owner, channel)
    form = await stage.presses(message, owner, "Sources — Hugging Face, arXiv cs.RO, cs.CL")
    await stage.discord.submit_modal(form, {"sources": []}).wait_answer()
    assert (await stage.known(channel)).settings.categories == ()

    assert await stage.typing(owner, channel, "settings", "category", "neuro") == [
        "q-bio.NC Neurons and Cognition"
    ]
    assert (await stage.typing(owner, channel, "settings", "category", ""))[0].startswith("cs.AI")
    await stage.uses(owner, channel, "settings", category="+q-bio.NC")
    assert (await stage.known(channel)).settings.categories == ("q-bio.NC",)
    assert await stage.typing(owner, channel, "settings", "category", "q-bio.NC") == [
        "✓ q-bio.NC Neurons and Cognition"
    ]
    refused = await stage.uses(owner, channel, "settings", category="cs.ROB")
    assert "There is no category or venue “cs.ROB”; the nearest is cs.RO." in refused.original.text
