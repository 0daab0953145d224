"""Who is an admin, when Telegram does not say so at once."""

from __future__ import annotations

import pytest

from bot.channels.telegram import access
from tests.telegram_world import scene


@pytest.fixture
def hurry(monkeypatch):
    monkeypatch.setattr(access, "PAUSES", (0.01, 0.01, 0.01))


@pytest.mark.usefixtures("hurry")
@pytest.mark.parametrize(
    "fault", ["500", "502", "429:1", "drop", "page:403", "page:200", "said:200:{}"]
)
async def test_an_admin_is_one_although_something_passed_when_that_was_asked(tmp_path, fault):
    async with scene(tmp_path) as stage:
        owner = stage.telegram.user()
        group = stage.telegram.group(owner)
        stage.telegram.fail("getChatMember", fault, fault)

        assert (await stage.says(group, owner, "/subscribe 08:30")).text.startswith("Done")


@pytest.mark.usefixtures("hurry")
@pytest.mark.parametrize("fault", ["500", "400:CHAT_ADMIN_REQUIRED"])
async def test_whom_telegram_never_calls_an_admin_is_none(tmp_path, fault):
    async with scene(tmp_path) as stage:
        owner = stage.telegram.user()
        group = stage.telegram.group(owner)
        stage.telegram.fail_always("getChatMember", fault)

        assert not (await stage.says(group, owner, "/subscribe 08:30")).text.startswith("Done")
        tries = len(stage.telegram.calls("getChatMember"))
    assert tries == (1 if fault.startswith("400") else 4)


@pytest.mark.parametrize("text", ["Hi", "hello!", "你好", "您好～"])
async def test_who_says_hello_to_the_bot_is_told_what_there_is(tmp_path, text):
    async with scene(tmp_path) as stage:
        ann = stage.telegram.user()
        assert "/help" in (await stage.says(stage.telegram.private(ann), ann, text)).text
        group = stage.telegram.group(ann)
        stage.telegram.say(group, ann, text)
        await stage.quiet()
        assert not stage.telegram.messages(group)
        named = f"@{stage.telegram.bot.username} {text}"
        assert "/help" in (await stage.says(group, ann, named)).text


@pytest.mark.parametrize(
    ("text", "begins"),
    [("/paper_3", "3. HY3D"), ("/paper3", "3. HY3D"), ("/date_2026_02_05", "Morning papers")],
)
async def test_a_command_in_one_word_is_one_in_a_group_too(tmp_path, text, begins):
    async with scene(tmp_path) as stage:
        owner = stage.telegram.user()
        group = stage.telegram.group(owner)
        await stage.says(group, owner, "/date 2026-02-05")

        assert (await stage.says(group, owner, text)).text.startswith(begins)


@pytest.mark.parametrize("text", ["/paperback_3", "/3", "/whyever", "/foo_paper_3"])
async def test_a_command_of_another_bot_is_left_to_it(tmp_path, text):
    async with scene(tmp_path) as stage:
        owner = stage.telegram.user()
        group = stage.telegram.group(owner)
        before = len(stage.telegram.messages(group))
        stage.telegram.say(group, owner, text)
        await stage.quiet()
        assert len(stage.telegram.messages(group)) == before


LINK = "https://arxiv.org/abs/2602.03907"


@pytest.mark.parametrize(
    ("text", "how"),
    [
        (LINK, {"picture": True}),
        (f"Look at this: {LINK}", {"picture": True}),
        ("/paper 2602.03907", {"picture": True}),
        ("Paper", {"behind": LINK}),
        ("Paper", {"behind": LINK, "picture": True}),
        (f"{'word ' * 100} {LINK}", {}),
        (LINK, {"file": ("paper.pdf", b"%PDF-1.7")}),
        ("", {"file": ("2602.03907v2.pdf", b"%PDF-1.7")}),
    ],
)
async def test_a_paper_is_found_under_pictures_behind_words_and_in_what_is_passed_on(
    tmp_path, text, how
):
    async with scene(tmp_path) as stage:
        ann = stage.telegram.user()
        answer = await stage.says(stage.telegram.private(ann), ann, text, **how)
        assert answer.text.startswith("3. HY3D")


async def test_a_picture_without_words_is_answered_where_nobody_else_is(tmp_path):
    async with scene(tmp_path) as stage:
        ann = stage.telegram.user()
        chat, group = stage.telegram.private(ann), stage.telegram.group(ann, bot="administrator")
        assert "/help" in (await stage.says(chat, ann, "", picture=True)).text
        stage.telegram.say(group, ann, "", picture=True)
        stage.telegram.say(group, ann, LINK, picture=True)
        await stage.quiet()
        assert not stage.telegram.messages(group)
        named = f"/paper@{stage.telegram.bot.username} 2602.03907"
        assert (await stage.says(group, ann, named, picture=True)).text.startswith("3. HY3D")
