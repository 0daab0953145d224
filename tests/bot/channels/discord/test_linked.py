"""Reading a paper from any message that links to one, by the message's menu."""

from __future__ import annotations

import pytest

from bot.channels.discord.linked import papers_of
from tests.discord_world import discord_scene
from tests.fakes.discord import FakeDiscord
from tests.fakes.discord_limits import SEND

READ = "Read this paper"
FIRST = "2602.04634"
LINK = f"https://arxiv.org/abs/{FIRST}"


async def ids(stage):
    """The ids of two papers that are stored."""
    hits = await stage.app.storage.answers.of_search("bench", "en", 5)
    return [hit.paper.id for hit in hits.hits][:2]


def data(message, **more):
    return {"target_id": "1", "resolved": {"messages": {"1": message | more}}}


EMBED = {
    "title": "t",
    "author": {"name": "arXiv", "url": "https://arxiv.org/abs/2602.00001"},
    "url": "https://huggingface.co/papers/2602.00002",
    "description": "see arxiv.org/pdf/2602.00003v2",
    "fields": [{"name": "2602.00004", "value": "[x](https://alphaxiv.org/abs/2602.00005)"}],
    "footer": {"text": "arXiv:2602.00006"},
}


def test_papers_are_found_wherever_in_a_message_they_stand():
    link = {"type": 2, "style": 5, "label": "PDF", "url": "https://arxiv.org/pdf/2602.00007"}
    said = {"type": 10, "content": "2602.00008"}
    message = {
        "content": f"{LINK} again: <{LINK}>",
        "embeds": [EMBED],
        "components": [
            {"type": 1, "components": [link]},
            {"type": 17, "components": [{"type": 9, "components": [said], "accessory": link}]},
        ],
        "attachments": [{"filename": "2602.00009v1.pdf", "id": "260200010"}],
    }
    forwarded = {"content": "2602.00011", "embeds": [{"url": "https://arxiv.org/abs/2602.00012"}]}

    found = papers_of(data(message, message_snapshots=[{"message": forwarded}]))

    assert found[0] == FIRST
    assert len(found) == 12
    assert set(found) == {
        FIRST,
        *(f"2602.0000{number}" for number in range(1, 10)),
        "2602.00011",
        "2602.00012",
    }


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"target_id": "1"},
        {"target_id": "1", "resolved": {"messages": {"2": {"content": LINK}}}},
        data({"content": None, "embeds": None, "components": [None, 3, {"components": "x"}]}),
        data({"message_snapshots": [{}], "author": {"username": LINK}}),
    ],
)
def test_where_nothing_stands_nothing_is_found(broken):
    assert papers_of(broken) == ()


def test_a_message_of_parts_within_parts_comes_to_an_end():
    part = {"content": "2602.00001"}
    for _ in range(5000):
        part = {"components": [part]}

    assert papers_of(data({"content": LINK, "components": [part]})) == (FIRST,)


async def test_one_link_is_read_for_whoever_asks(stage, ann, channel):
    paper, _ = await ids(stage)
    message = stage.discord.say(channel, ann, f"哇，https://arxiv.org/abs/{paper}v2，快看")

    asked = await stage.discord.menu(ann, message, READ).wait_answer()

    assert asked.ephemeral
    assert "Core contribution" in asked.text
    shown = await stage.presses(asked.original, ann, "Show everyone")
    assert not shown.ephemeral
    assert shown.text == asked.text


async def test_of_several_links_one_is_chosen(stage, ann, channel):
    one, other = await ids(stage)
    text = f"https://huggingface.co/papers/{one} {other} https://arxiv.org/abs/2602.99999"
    message = stage.discord.say(channel, ann, text)

    asked = await stage.discord.menu(ann, message, READ).wait_answer()

    assert asked.ephemeral
    assert asked.text == "This message links to 3 papers. Which one?"
    (menu,) = asked.original.selects
    labels = [option["label"] for option in menu["options"]]
    assert one not in labels[0]  # a title says more
    assert labels[2] == "2602.99999"
    assert not asked.original.buttons
    chosen = await stage.chooses(asked.original, ann, labels[1])
    assert chosen.ephemeral
    assert "Core contribution" in chosen.text


async def test_a_message_without_a_paper_is_one_sentence(stage, ann, channel):
    message = stage.discord.say(channel, ann, "https://example.org/2602.04634")

    asked = await stage.discord.menu(ann, message, READ).wait_answer()

    assert asked.ephemeral
    assert asked.text.startswith("I see no link to a paper in this message.")
    assert "\n" not in asked.text
    assert not asked.original.buttons


async def test_a_forwarded_message_is_read_in_the_language_of_whoever_asks(stage, ann, channel):
    paper, _ = await ids(stage)
    embed = {"type": "rich", "url": f"https://arxiv.org/abs/{paper}"}
    snapshot = {"message": {"content": "", "embeds": [embed]}}
    message = stage.discord.say(channel, ann, "", snapshots=[snapshot])

    asked = await stage.discord.menu(ann, message, READ, locale="zh-CN").wait_answer()

    assert "核心贡献" in asked.text


async def test_a_paper_that_is_none_is_told(stage, ann, channel):
    message = stage.discord.say(channel, ann, "https://arxiv.org/abs/2602.99999")

    asked = await stage.discord.menu(ann, message, READ).wait_answer()

    assert asked.ephemeral
    assert "2602.99999" in asked.text
    assert not asked.original.buttons


async def test_it_goes_on_after_a_restart_and_is_registered_once(tmp_path):
    async with FakeDiscord(limits=None) as discord:
        ann = discord.user("Ann")
        channel = discord.guild(ann).system_channel
        async with discord_scene(tmp_path, discord=discord) as stage:
            one, other = await ids(stage)
            message = discord.say(channel, ann, f"{one} {other}")
            asked = await discord.menu(ann, message, READ).wait_answer()
        async with discord_scene(tmp_path, discord=discord) as stage:
            option = asked.original.selects[0]["options"][0]["label"]
            assert "Core contribution" in (await stage.chooses(asked.original, ann, option)).text
        assert discord.syncs == 1
        assert discord.calls(SEND) == []
