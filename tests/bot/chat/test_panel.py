"""The panel shows what is set, and what can be."""

from __future__ import annotations

import datetime as dt
import unicodedata
from zoneinfo import ZoneInfo

import pytest

from bot.chat.actions import write_action
from bot.chat.panel import MOST_CHOICES, OF_LISTS, Features, panel_of
from bot.chat.views.model import Button, line
from bot.chat.views.settings import Kind, Panel, setting_view, settings_view
from bot.chat.words.categories import MOST_CATEGORIES
from core.announcements import topics
from core.categories import CATEGORIES
from core.chats import ChatSettings
from locales import Translator
from tests.bot.chat.test_changes import DEFAULT, EVERYWHERE, LANGUAGES, changed
from tests.bot.chat.test_typed_settings import words
from tests.bot.chat.views.samples import said, sent

ZH, EN = Translator("zh"), Translator("en")
ZONE = ZoneInfo("Asia/Shanghai")
STATUS = line("Next delivery: Fri, 6 Feb 08:30")


def panel(settings: ChatSettings = DEFAULT, t: Translator = EN) -> Panel:
    return panel_of(t, settings, ZONE, LANGUAGES, EVERYWHERE, status=STATUS, picks=True)


def page(name: str, settings: ChatSettings = DEFAULT, t: Translator = EN):
    setting = panel(settings, t).setting(name)
    assert setting
    return setting_view(panel(settings, t), setting)


def buttons(view) -> list[Button]:
    return [button for row in view.buttons for button in row]


def cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


@pytest.mark.parametrize("t", [ZH, EN], ids=["zh", "en"])
def test_every_button_changes_the_settings_or_is_ticked(t: Translator) -> None:
    for settings in (
        ChatSettings(),
        ChatSettings(language="en", time=dt.time(23, 45), zone="Asia/Tokyo", most=5, silent=True),
    ):
        for setting in panel(settings, t).settings:
            for choice in (*setting.choices, *setting.presets):
                if setting.kind is Kind.SEVERAL and choice in setting.choices:
                    continue  # these turn over
                again = changed(setting.name, choice.value, settings)
                shown = panel(again, t).setting(setting.name)
                assert shown
                told = (*shown.choices, *shown.presets)
                assert choice.value in [each.value for each in told if each.chosen]
                assert (again == settings) or not choice.chosen or setting.name in ("lang", "zone")


@pytest.mark.parametrize("t", [ZH, EN], ids=["zh", "en"])
def test_nothing_stands_without_a_caption_on_a_narrow_screen(t: Translator) -> None:
    shown = panel(ChatSettings(include=("agent", "RAG"), mute=("视频",)), t)
    first = settings_view(shown)
    for row, setting in zip(
        [row for row in buttons(first) if row.action], shown.settings, strict=True
    ):
        assert row.label == setting.caption
        assert sent(row) == f"settings:{setting.name}"
    for view in (first, *(setting_view(shown, each) for each in shown.settings)):
        for row in view.buttons:
            # Two cells for each button's border.
            assert sum(cells(button.label) + 2 for button in row) <= 36, row
    for setting in shown.settings:
        view = setting_view(shown, setting)
        assert setting.about
        assert (t.t("panel.of_lists") in setting.about) == (setting.name in OF_LISTS)
        assert said(view)[0] == f"{setting.caption} {setting.value}"
        assert sent(buttons(view)[-1]) == "settings:all"
        assert all(len(write_action(b.action).encode()) <= 64 for b in buttons(view) if b.action)


def test_what_is_set_is_ticked() -> None:
    settings = ChatSettings(language="zh", weekdays=(0, 4), most=10, empty_days=False)
    ticked = {
        name: [sent(b) for b in buttons(page(name, settings)) if b.label.startswith("✓ ")]
        for name in ("lang", "zone", "day", "most", "silent", "empty", "time")
    }

    assert ticked == {
        "lang": ["set:lang:zh"],
        "zone": ["set:zone:Asia/Shanghai"],
        "day": ["set:day:0", "set:day:4"],
        "most": ["set:most:10"],
        "silent": ["set:silent:off"],
        "empty": ["set:empty:off"],
        "time": ["set:time:08:30"],
    }


def test_what_is_set_is_told() -> None:
    settings = ChatSettings(weekdays=(), mute=("video", "a, b"), most=5, zone="Europe/Paris")
    rows = said(settings_view(panel(settings)))

    for row in (
        "Language English",
        "Time zone Paris time",
        "Days no day",
        "Papers 5",
        'Never list video, "a, b"',
        "Next delivery: Fri, 6 Feb 08:30",
    ):
        assert row in rows


def test_lists_of_words_and_sources_have_the_languages_own_marks() -> None:
    settings = ChatSettings(mute=("视频", "3D", "a、b"), categories=("cs.RO", "cs.CL"))
    rows = [said(settings_view(panel(settings, t))) for t in (EN, ZH)]

    assert 'Never list 视频, 3D, "a、b"' in rows[0]
    assert '屏蔽词 视频、3D、"a、b"' in rows[1]
    assert "Sources Hugging Face, arXiv cs.RO, cs.CL" in rows[0]
    assert "论文来源 Hugging Face、arXiv cs.RO、cs.CL" in rows[1]


def test_a_place_shows_what_it_has() -> None:
    place = Features(previews=False)
    plain = panel_of(EN, DEFAULT, ZONE, LANGUAGES, place, status=STATUS, picks=True)
    lacking = {"mention", "thread", "previews"}
    assert {each.name for each in panel().settings} - {s.name for s in plain.settings} == lacking


def test_what_concerns_picks_is_for_chats_with_interests() -> None:
    plain = panel_of(EN, DEFAULT, ZONE, LANGUAGES, EVERYWHERE, status=STATUS)
    there = {each.name for each in panel().settings} - {each.name for each in plain.settings}

    assert there == {"picks", "explore", "fitting"}


def test_an_offset_is_taken_as_people_mean_it() -> None:
    settings = words("时区 UTC+8")
    assert settings.zone == "Etc/GMT-8"
    assert "Time zone UTC+8" in said(page("zone", settings))


def test_however_much_is_chosen_the_menu_of_sources_has_room() -> None:
    unusual = CATEGORIES[:MOST_CATEGORIES]
    assert not set(unusual) & set(topics.usual())
    setting = panel(ChatSettings(categories=unusual)).setting("sources")
    assert setting
    offered = [choice.value for choice in setting.choices]
    assert len(offered) == MOST_CHOICES
    assert {*unusual, "ICLR", "ARR", "cs.AI"} <= set(offered)
    assert [choice.value for choice in setting.choices if choice.chosen] == list(unusual)


@pytest.mark.parametrize(
    ("chosen", "shown"),
    [
        (("cs.RO", "cs.CL"), "Hugging Face, arXiv cs.RO, cs.CL"),
        (("ICLR", "cs.RO"), "Hugging Face, ICLR, arXiv cs.RO"),
        (("ICML",), "Hugging Face, ICML"),
    ],
)
def test_sources_are_told_in_one_line(chosen: tuple[str, ...], shown: str) -> None:
    setting = panel(ChatSettings(categories=chosen)).setting("sources")
    assert setting
    assert setting.value == shown
