"""Where a person brought Paperboy along: servers that did not install it, and private messages of
people among themselves. There it sees nothing, posts nothing, keeps nothing."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import func, select

from core.editions.keys import DAILY
from core.models import Labelled
from storage import tables
from tests.bot.chat.views.samples import report
from tests.discord_world import SLOT, THIRD, discord_scene
from tests.fakes.discord import FakeDiscord
from tests.fakes.discord_control import Right
from tests.fakes.discord_limits import CALLBACK, FOLLOW_UP, SEND

READING = {"today", "date", "paper", "ask", "why", "table", "similar", "score", "search", "help"}
INVITE = "Add Paperboy to a server"


@pytest.fixture
def ann(stage):
    return stage.discord.install(stage.discord.user("Ann"))


@pytest.fixture
def max_(stage):
    return stage.discord.user("Max")


@pytest.fixture(params=["server", "two people", "a group"])
def channel(request, stage, ann, max_):
    """A place that did not let us in, where Ann and Max are."""
    if request.param == "server":
        guild = stage.discord.guild(stage.discord.user("Olga"), bot=None)
        stage.discord.join(guild, ann)
        stage.discord.join(guild, max_)
        return guild.system_channel
    if request.param == "a group":
        return stage.discord.group(ann, max_, stage.discord.user("Kim"))
    return stage.discord.group(ann, max_)


async def kept(stage):
    """How much is kept of chats and of messages."""

    async def counted(connection):
        found = []
        for table in (tables.chats, tables.messages):
            found.append(await connection.scalar(select(func.count()).select_from(table)))
        return found

    return await stage.app.storage.chats._database.read(counted)


async def test_it_reads_for_whoever_brought_it_and_keeps_nothing(stage, ann, max_, channel):
    assert set(stage.discord.visible(ann, channel)) >= {*READING, "subscribe"}
    assert "status" not in stage.discord.visible(ann, channel)
    assert stage.discord.visible(max_, channel) == []

    list_ = await stage.uses(ann, channel, "date", day="2026-02-05")
    report_ = await stage.uses(ann, channel, "paper", number="3")
    assert (list_.ephemeral, report_.ephemeral) == (True, True)
    assert "HY3D-Bench" in report_.text
    turned = await stage.presses(report_.original, ann, "Summary")
    assert turned.original is report_.original
    chosen = await stage.chooses(list_.original, ann, "1 · ")
    assert chosen.ephemeral
    for name, options in (("today", {}), ("search", {"words": "bench"}), ("help", {})):
        assert (await stage.uses(ann, channel, name, **options)).ephemeral
    assert (await stage.typing(ann, channel, "paper", "number", "3d"))[0].startswith("3 · HY3D")

    assert await kept(stage) == [0, 0]
    assert stage.discord.calls(SEND) == []


async def test_what_is_shown_to_all_is_pressed_by_a_stranger_for_himself(stage, ann, max_, channel):
    mine = await stage.uses(ann, channel, "date", day="2026-02-05")
    shown = await stage.presses(mine.original, ann, "Show everyone")
    again = await stage.presses(mine.original, ann, "Show everyone")
    assert not shown.ephemeral
    assert again.text == "It has been shown to everyone already."

    theirs = await stage.chooses(shown.original, max_, "2 · ")
    assert theirs.ephemeral
    assert "Core contribution" in theirs.text
    forged = await stage.discord.press(
        shown.original, max_, "set:most:5", forged=True
    ).wait_answer()
    assert forged.ephemeral
    assert forged.text.startswith("There is nothing to set here")
    assert not shown.original.edits
    assert await kept(stage) == [0, 0]
    assert stage.discord.calls(SEND) == []


async def test_subscribing_answers_with_the_invitation(stage, ann, max_, channel):
    asked = await stage.uses(ann, channel, "subscribe", **SLOT)

    (button,) = asked.original.buttons
    assert asked.ephemeral
    assert asked.text.startswith("I am only here because you brought me along")
    assert button["label"] == INVITE
    link = f"client_id={stage.discord.bot.id}&scope=bot+applications.commands"
    assert link in button["url"]
    assert button["url"].endswith("&permissions=309237664768")
    assert await kept(stage) == [0, 0]


@pytest.mark.parametrize(
    "form",
    [
        "settings",
        "set:lang:zh",
        "run:/subscribe 08:30",
        "run:/settings lang zh",
        "run:/lang zh",
        "run:/unsubscribe",
    ],
)
async def test_nothing_is_set_by_old_or_forged_buttons(stage, ann, channel, form):
    mine = await stage.uses(ann, channel, "date", day="2026-02-05")
    pressed = await stage.discord.press(mine.original, ann, form, forged=True).wait_answer()
    while pressed.original.loading:
        await stage.quiet()

    assert pressed.text.startswith(("There is nothing to set here", "I am only here"))
    assert [button["label"] for button in pressed.original.buttons] == [INVITE]
    assert await kept(stage) == [0, 0]


async def test_a_form_that_is_forged_sets_nothing(stage, ann, channel):
    mine = await stage.uses(ann, channel, "date", day="2026-02-05")
    form = await stage.discord.press(mine.original, ann, "form:mute", forged=True).wait_answer()
    sent = await stage.discord.submit_modal(form, {"mute": "video"}).wait_answer()

    assert "There is nothing to set here" in "".join(each.text for each in sent.messages)
    assert await kept(stage) == [0, 0]


async def test_a_number_means_the_newest_list_or_the_day_beside_it(stage, ann, channel):
    newest = await stage.uses(ann, channel, "paper", number="3")
    dated = await stage.uses(ann, channel, "paper", **THIRD)

    assert newest.text == dated.text


async def test_what_a_server_had_chosen_before_it_threw_us_out_is_not_looked_at(tmp_path):
    async with discord_scene(tmp_path) as stage:
        ann = stage.discord.install(stage.discord.user("Ann", locale="de"))
        guild = stage.discord.guild(ann)
        channel = guild.system_channel
        await stage.uses(ann, channel, "lang", language="zh")
        stage.discord.leave_guild(guild)
        asked = await stage.uses(ann, channel, "help")

        assert "What I can do" in asked.text


async def test_a_long_answer_is_pages_and_a_late_problem_is_told(stage, ann, channel, monkeypatch):
    known = await stage.app.storage.editions.get(DAILY.on(stage.clock.now().date()))
    (paper,) = [entry.paper for entry in known.entries if entry.rank == 3]
    points = [Labelled(f"Point {number}", f"kite{number} " * 500) for number in range(1, 20)]
    told = report(paper_id=paper.id, language="en", innovations=tuple(points))
    await stage.app.storage.readings.save_report(told)

    asked = await stage.uses(ann, channel, "paper", **THIRD)
    (page,) = [button["label"] for button in asked.original.buttons if "/" in button["label"]]
    await stage.presses(asked.original, ann, page)
    assert stage.discord.calls(FOLLOW_UP) == []

    monkeypatch.setattr("bot.channels.discord.adapter.PATIENCE", 0.0)
    late = await stage.uses(ann, channel, "date", day="2026-01-31")
    await stage.until(lambda: "rests at weekends" in late.text)
    assert late.ephemeral


async def test_more_messages_than_discord_takes_are_cut_not_refused(stage, ann, channel):
    search = stage.app.office.desk.search

    async def long(request, words):
        view = await search(request, "bench")
        return type(view)(view.blocks * 150, view.buttons)

    stage.app.office.desk.search = long
    asked = await stage.uses(ann, channel, "search", words="bench " + "bench" * 18)
    await stage.until(lambda: not _answering())

    assert asked.follow_ups == 4
    assert all(call.status == 200 for call in stage.discord.calls(FOLLOW_UP))


async def test_when_the_token_is_over_nothing_is_posted(stage, ann, channel, monkeypatch):
    mine = await stage.uses(ann, channel, "date", day="2026-02-05")
    stage.discord.fail_always(CALLBACK, "404:10062")
    stage.discord.press(mine.original, ann, mine.original.custom_id("Show everyone"))
    await stage.until(lambda: stage.discord.calls(CALLBACK)[-1].status == 404)
    await stage.until(lambda: not _answering())

    assert stage.discord.calls(SEND) == []


async def test_a_message_among_people_is_read(stage, ann, max_, channel):
    hits = await stage.app.storage.answers.of_search("bench", "en", 1)
    message = stage.discord.say(channel, max_, f"https://arxiv.org/abs/{hits.hits[0].paper.id}")

    asked = await stage.discord.menu(ann, message, "Read this paper").wait_answer()

    assert asked.ephemeral
    assert "Core contribution" in asked.text
    assert await kept(stage) == [0, 0]


async def test_buttons_work_after_a_restart(tmp_path):
    async with FakeDiscord(limits=None) as discord:
        ann = discord.install(discord.user("Ann"))
        channel = discord.group(ann, discord.user("Max"))
        async with discord_scene(tmp_path, discord=discord) as stage:
            mine = (await stage.uses(ann, channel, "date", day="2026-02-05")).original
        async with discord_scene(tmp_path, discord=discord) as stage:
            assert "Core contribution" in (await stage.chooses(mine, ann, "3 · ")).text
            assert not (await stage.presses(mine, ann, "Show everyone")).ephemeral


async def test_who_may_not_use_apps_of_their_own_sees_it_alone(stage, ann):
    guild = stage.discord.guild(stage.discord.user("Olga"), bot=None)
    stage.discord.join(guild, ann)
    stage.discord.deny(guild.system_channel, Right.USE_EXTERNAL_APPS, who=ann)
    mine = await stage.uses(ann, guild.system_channel, "date", day="2026-02-05")
    shown = await stage.presses(mine.original, ann, "Show everyone")

    assert shown.ephemeral
    assert stage.discord.messages(guild.system_channel) == []


async def test_its_own_direct_messages_are_home(stage, ann):
    private = stage.discord.private(ann)
    done = await stage.uses(ann, private, "subscribe", **SLOT)

    assert done.text.startswith("Done: the morning list comes here")
    assert (await stage.known(private)).subscribed_at is not None


async def test_a_server_that_let_us_in_stays_as_it_is(stage, ann):
    guild = stage.discord.guild(ann)
    done = await stage.uses(ann, guild.system_channel, "subscribe", **SLOT)

    assert done.text.startswith("Done: the morning list comes here")


def _answering():
    """The interactions that are still being answered."""
    return [task for task in asyncio.all_tasks() if task.get_name().startswith("interaction ")]
