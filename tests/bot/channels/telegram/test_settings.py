"""The settings panel in a chat: it changes in place, for those who may, and what it sets counts."""

from __future__ import annotations

import datetime as dt

import pytest

from core.chats import ChatSettings
from tests.telegram_world import scene


@pytest.fixture
async def stage(tmp_path):
    async with scene(tmp_path) as stage:
        yield stage


async def test_every_change_is_confirmed_in_place(stage):
    ann = stage.telegram.user()
    chat = stage.telegram.private(ann)
    await stage.says(chat, ann, "/subscribe 08:30 Asia/Shanghai")
    panel = await stage.says(chat, ann, "/settings")

    changes = {
        "中文": "语言 — 中文",
        "English": "Language — English",
        "09:00 ›": "Time — 09:00",
        "‹ 08:30": "Time — 08:30",
        "Tokyo": "Time zone — Asia/Tokyo",
        "✓ Sat": "Days — Mon Tue Wed Thu Fri Sun",
        "top 5": "Papers — 5",
        "≥ 40": "Lowest score — 40",
        "Silent push": "Silent push — on",
        "Link previews": "Link previews — on",
        "✓ Tell about empty days": "Tell about empty days — off",
    }
    for label, row in changes.items():
        assert await stage.presses(panel, ann, label) in ("Updated.", "已更新。")
        assert row in panel.text.splitlines()
    assert len(stage.telegram.messages(chat)) == 2

    known = await stage.known(chat)
    assert known.settings == ChatSettings(
        language="en",
        zone="Asia/Tokyo",
        weekdays=(0, 1, 2, 3, 4, 6),
        most=5,
        least_score=40,
        silent=True,
        previews=True,
        empty_days=False,
    )
    # Looked at at once, for a new hour may have come already; then at that hour.
    assert known.next_due in (stage.clock.time, dt.datetime(2026, 2, 5, 23, 30, tzinfo=dt.UTC))


async def test_words_go_in_by_hand(stage):
    ann = stage.telegram.user()
    chat = stage.telegram.private(ann)

    assert (
        "Always list — agent, RAG"
        in (await stage.says(chat, ann, "/settings include agent，RAG")).text
    )
    assert "Never list — 视频" in (await stage.says(chat, ann, "/settings Mute 视频")).text
    assert "Always list — none" in (await stage.says(chat, ann, "/settings include -")).text
    assert (await stage.says(chat, ann, "/settings include")).text.startswith(
        "/settings needs a little more."
    )
    assert (await stage.says(chat, ann, "/settings colour red")).text.startswith(
        "“colour” is not possible here."
    )


async def test_in_a_group_the_panel_is_the_admins(stage):
    owner, member = stage.telegram.user(), stage.telegram.user()
    group = stage.telegram.group(owner)
    stage.telegram.join(group, member)
    panel = await stage.says(group, owner, "/settings")
    before = panel.text

    query = stage.telegram.press(panel, member, panel.data("top 5"))
    await stage.until(lambda: query.answered)
    assert query.alert
    assert (
        query.text
        == "/settings is for this chat's admins. Please ask one of them; reading is for everybody."
    )
    assert panel.text == before
    assert (await stage.says(group, member, "/settings")).text.startswith(
        "/settings is for this chat's admins."
    )
    assert (await stage.says(group, member, "/lang zh")).text.startswith(
        "/lang is for this chat's admins."
    )
    assert (await stage.known(group)).settings == ChatSettings()

    await stage.presses(panel, owner, "top 5")
    assert (await stage.known(group)).settings.most == 5


async def test_filters_choose_and_keep_the_numbers(stage):
    ann = stage.telegram.user()
    chat = stage.telegram.private(ann)
    await stage.says(chat, ann, "/subscribe 08:30 Asia/Shanghai")
    for words in ("most 3", "least 50", "include Discussion", "mute 3D"):
        await stage.says(chat, ann, f"/settings {words}")
    await stage.reach(2026, 2, 6, 0, 30)
    (list_,) = await stage.next(chat, 5)

    assert [button["text"] for button in list_.buttons[0]] == ["1", "2", "4", "11"]
    assert (await stage.says(chat, ann, "/paper 11")).text.startswith(
        "11. Context Learning for Multi-Agent Discussion"
    )


async def test_a_list_that_filters_leave_empty_is_said(stage):
    ann = stage.telegram.user()
    chat = stage.telegram.private(ann)
    await stage.says(chat, ann, "/subscribe 08:30 Asia/Shanghai")
    await stage.says(chat, ann, "/settings least 1000")
    await stage.reach(2026, 2, 6, 0, 30)
    (told,) = await stage.next(chat, 2)

    assert told.text.startswith("Thu, 5 Feb: 12 papers, none within this chat's settings.")
