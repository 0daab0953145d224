"""Who writes the bot's name in a group talks to it, and a reply to a list says which paper."""

from __future__ import annotations

import pytest

from tests.telegram_world import scene


@pytest.fixture
async def stage(tmp_path):
    async with scene(tmp_path) as opened:
        yield opened


async def talk(stage, lines, **how):
    """The first line of each answer in a group, "" for silence."""
    ann = stage.telegram.user("Ann")
    group = stage.telegram.group(ann)
    listed = await stage.says(group, ann, "/today")
    if how.pop("replying", False):
        how["reply_to"] = listed
    answers = []
    for line in lines:
        stage.clock.pass_(seconds=20)
        before = len(stage.telegram.messages(group))
        stage.telegram.say(group, ann, line, **how)
        await stage.idle()
        answers += [
            message.text.split("\n")[0] for message in stage.telegram.messages(group)[before:]
        ] or [""]
    return answers


async def test_a_message_with_its_name_is_read_as_in_private(stage):
    name = stage.telegram.bot.username
    lines = [f"@{name} 3", f"第三篇 @{name}", f"@{name}: /paper 3", f"/paper 3 @{name}"]
    lines += [f"@{name.upper()} https://arxiv.org/abs/2602.03907", f"@{name}　HY3D"]
    lines += [f"看看第三篇 @{name}。", f"@{name}、3", f"👋@{name} 3", f"（@{name}）3"]

    answers = await talk(stage, lines)

    assert [answer[:11] for answer in answers] == ["3. HY3D-Ben"] * len(lines)
    greeting, thanks, list_, lost = await talk(
        stage, [f"@{name}", f"@{name} thanks!", f"@{name} Feb 5", f"@{name} xyzzy"]
    )
    assert "Paperboy" in greeting
    assert thanks == ""
    assert list_.startswith("Morning papers")
    assert "/help" in lost


async def test_talk_about_it_and_to_others_is_left_alone(stage):
    name = stage.telegram.bot.username
    lines = [f"I told @{name} that", f"@{name}2 3", f"x@{name} 3", "@somebody /paper 3", "3"]
    lines += [f"发“@{name} 3”就行", f"“@{name} 3”", f"cc @{name} and @somebody 3"]

    assert await talk(stage, lines) == [""] * len(lines)


async def test_a_reply_to_a_list_names_its_paper_in_other_ways_too(stage):
    lines = ["the last one", "HY3D", "第三篇讲了什么？", "https://arxiv.org/abs/2602.02276", "nice"]

    last, titled, asked, link, nice = await talk(stage, lines, replying=True)

    assert last.startswith("12. ")
    assert titled.startswith("3. HY3D")
    assert asked == "讲了什么？"
    assert (link, nice) == ("", "")


async def test_a_full_width_slash_is_one_where_all_is_heard(tmp_path):
    async with scene(tmp_path) as stage:
        ann = stage.telegram.user("Ann")
        group = stage.telegram.group(ann, bot="administrator")

        answer = await stage.says(group, ann, "／paper３ 2026-02-05")
        assert answer.text.startswith("3. HY3D")
        stage.telegram.say(group, ann, "／nosuch")
        stage.telegram.say(group, ann, "／")
        await stage.quiet()
        assert len(stage.telegram.messages(group)) == 1
