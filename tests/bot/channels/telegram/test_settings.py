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

    # On each page, what is pressed, and what the message then says of it.
    changes = {
        "Language": {"中文": "语言 — 中文", "English": "Language — English"},
        "Time": {"09:00": "Time — 09:00", "08:30": "Time — 08:30"},
        "Time zone": {"Tokyo": "Time zone — Tokyo time"},
        "Days": {
            "✓ Sat": "Days — Mon Tue Wed Thu Fri Sun",
            "workdays": "Days — workdays",
            "Sun": "Days — Mon Tue Wed Thu Fri Sun",
        },
        "Papers": {"top 5": "Papers — 5"},
        "Lowest score": {"≥ 40": "Lowest score — 40"},
        "Silent push": {"on": "Silent push — on", "✓ on": "Silent push — on"},
        "Link previews": {"on": "Link previews — on"},
        "Empty days": {"no": "Empty days — no"},
    }
    for opening, pressed in changes.items():
        stage.clock.pass_(minutes=1)  # nobody may press too much at once
        await stage.presses(panel, ann, opening)
        for label, row in pressed.items():
            assert await stage.presses(panel, ann, label) in ("Updated.", "已更新。")
            assert row in panel.text.splitlines()
        await stage.presses(panel, ann, "‹ Settings")
        assert panel.text.startswith("Settings")
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
    told = {
        "include agent，RAG": "Always list — agent, RAG",
        "Mute 视频；3D": "Never list — 视频, 3D",
        "include -": "Always list — none",
        "mute": "Papers with these words in title or abstract are left out.",
        "colour red": "There is no setting “colour”.",
        "silent maybe": "“maybe” is not possible here. This is either on or off.",
        "静音 开": "Silent push — on",
        "silent on": "Silent push — on",
        "days 周一到周五": "Days — workdays",
        "时间 晚上8点": "Time — 20:00",
    }

    for words, said in told.items():
        assert said in (await stage.says(chat, ann, f"/settings {words}")).text, words


async def test_the_last_weekday_is_not_taken_away(stage):
    ann = stage.telegram.user()
    chat = stage.telegram.private(ann)
    page = await stage.says(chat, ann, "/settings day 3")
    assert "Days — Wed" in page.text

    await stage.presses(page, ann, "✓ Wed")
    await stage.until(
        lambda: stage.telegram.messages(chat)[-1].text.startswith("Keep at least one day")
    )
    assert (await stage.known(chat)).settings.weekdays == (2,)


async def test_in_a_group_the_panel_is_the_admins(stage):
    owner, member = stage.telegram.user(), stage.telegram.user()
    group = stage.telegram.group(owner)
    stage.telegram.join(group, member)
    panel = await stage.says(group, owner, "/settings")
    refusal = (
        "/settings is for this chat's admins. Please ask one of them; reading is for everybody."
    )
    for opening, choice in (("Papers", "top 5"), ("Days", "✓ Sun")):
        before = panel.text
        query = stage.telegram.press(panel, member, panel.data(opening))
        await stage.until(lambda query=query: query.answered)
        assert (query.alert, query.text) == (True, refusal)
        assert panel.text == before
        await stage.presses(panel, owner, opening)
        before = panel.text
        query = stage.telegram.press(panel, member, panel.data(choice))
        await stage.until(lambda query=query: query.answered)
        assert (query.alert, query.text) == (True, refusal)
        assert panel.text == before
        await stage.presses(panel, owner, "‹ Settings")
    assert (await stage.says(group, member, "/settings")).text.startswith(
        "/settings is for this chat's admins."
    )
    assert (await stage.says(group, member, "/lang zh")).text.startswith(
        "/lang is for this chat's admins."
    )
    assert (await stage.known(group)).settings == ChatSettings()

    await stage.presses(panel, owner, "Papers")
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


def shown(message):
    """The message without the marks that keep apps from taking "cs.RO" for an address."""
    return message.text.replace("\u2060", "")


async def test_sources_are_pressed_typed_and_refused_in_one_sentence(stage):
    ann = stage.telegram.user()
    chat = stage.telegram.private(ann)
    woken = []
    stage.app.office.subscriptions.sources_chosen = lambda: woken.append(True)
    page = await stage.says(chat, ann, "/settings")
    await stage.presses(page, ann, "Sources")
    assert "Hugging Face's daily list always comes" in page.text
    await stage.presses(page, ann, "cs.RO Robotics")
    assert "Sources — Hugging Face, arXiv cs.RO" in shown(page)
    assert "/interests world model, robot" in page.text
    await stage.presses(page, ann, "✓ cs.RO Robotics")
    assert (await stage.known(chat)).settings.categories == ()
    assert woken == [True, True]

    told = {
        "cs.RO": ("cs.RO",),
        "来源 +机器学习 +q-bio.nc": ("cs.RO", "cs.LG", "q-bio.NC"),
        "sources -cs.LG": ("cs.RO", "q-bio.NC"),
        "sources robotics, cs.CL": ("cs.RO", "cs.CL"),
    }
    for words, chosen in told.items():
        assert (
            "Sources — Hugging Face, arXiv"
            in (await stage.says(chat, ann, f"/settings {words}")).text
        )
        assert (await stage.known(chat)).settings.categories == chosen, words

    refused = await stage.says(chat, ann, "/settings sources cs.ROB")
    assert shown(refused) == "There is no category or venue “cs.ROB”; the nearest is cs.RO."
    await stage.presses(refused, ann, "/settings sources cs.RO")
    assert (await stage.known(chat)).settings.categories == ("cs.RO",)
    refused = await stage.says(chat, ann, "/settings sources 🤖")
    assert shown(refused) == "There is no category or venue “🤖”."
    many = ", ".join(["cs.AI", "cs.AR", "cs.CC", "cs.CE", "cs.CG", "cs.CL", "cs.CR", "cs.CV", "cs.CY", "cs.DB", "cs.DC", "cs.DL", "cs.DM"])  # fmt: skip
    refused = await stage.says(chat, ann, f"/settings sources {many}")
    assert shown(refused) == "That would be 13 categories and venues; 12 are possible."
    assert "Sources — Hugging Face" in (await stage.says(chat, ann, "/settings sources none")).text
    assert (await stage.known(chat)).settings.categories == ()
