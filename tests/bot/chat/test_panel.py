"""The panel shows what is set, and each of its buttons changes just that."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from bot.chat.panel import WORD_LENGTH, WORDS, apply, settings_view
from core.chats import ChatSettings
from core.errors import (
    ArgumentMissing,
    LanguageUnknown,
    RequestError,
    SettingInvalid,
    TimeInvalid,
    ZoneInvalid,
)
from locales import Translator
from tests.bot.chat.views.samples import said, sent

ZH, EN = Translator("zh"), Translator("en")
ZONE, LANGUAGES = ZoneInfo("Asia/Shanghai"), {"zh": "中文", "en": "English"}


def buttons(settings, t=EN):
    return [button for row in settings_view(t, settings, ZONE, LANGUAGES).buttons for button in row]


def changed(field, value="", settings=ChatSettings()):  # noqa: B008  (frozen)
    return apply(settings, field, value, LANGUAGES)


@pytest.mark.parametrize("t", [ZH, EN], ids=["zh", "en"])
def test_every_button_changes_the_settings_or_is_ticked(t):
    for settings in (
        ChatSettings(),
        ChatSettings(language="en", time=dt.time(23, 45), zone="Asia/Tokyo", most=5),
    ):
        for button in buttons(settings, t):
            field, value = button.action.target.field, button.action.target.value
            again = apply(settings, field, value, LANGUAGES)
            ticked = button.label.startswith("✓ ")
            toggles = field in ("day", "silent", "previews", "empty")
            told = settings_view(t, again, ZONE, LANGUAGES) != settings_view(
                t, settings, ZONE, LANGUAGES
            )
            assert told == (toggles or not ticked), button


def test_what_is_set_is_ticked():
    settings = ChatSettings(
        language="zh", weekdays=(0, 4), most=10, least_score=50, silent=True, empty_days=False
    )
    ticked = [sent(button) for button in buttons(settings) if button.label.startswith("✓ ")]

    assert ticked == [
        *("set:lang:zh", "set:zone:Asia/Shanghai", "set:day:0", "set:day:4"),
        *("set:most:10", "set:least:50", "set:silent:"),
    ]


def test_what_is_set_is_told():
    rows = said(
        settings_view(
            EN, ChatSettings(weekdays=(), mute=("video", "视频"), most=5), ZONE, LANGUAGES
        )
    )

    for row in (
        "Language English",
        "Time zone Asia/Shanghai",
        "Days none",
        "Papers 5",
        "Never list video, 视频",
    ):
        assert row in rows


def test_the_time_goes_round_midnight():
    labels = [sent(button) for button in buttons(ChatSettings(time=dt.time(0, 10)))]

    assert "set:time:23:40" in labels
    assert "set:time:00:40" in labels


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("lang", "en", {"language": "en"}),
        ("time", "8点30", {"time": dt.time(8, 30)}),
        ("zone", "北京", {"zone": "Asia/Shanghai"}),
        ("day", "6", {"weekdays": (0, 1, 2, 3, 4, 5)}),
        ("most", "7", {"most": 7}),
        ("most", "0", {"most": None}),
        ("least", "55", {"least_score": 55}),
        ("include", " agent,RAG，强化学习、agent ", {"include": ("agent", "RAG", "强化学习")}),
        ("mute", "-", {"mute": ()}),
        ("mute", "x" * 99, {"mute": ("x" * WORD_LENGTH,)}),
        ("include", ",".join(map(str, range(99))), {"include": tuple(map(str, range(WORDS)))}),
        ("silent", "", {"silent": True}),
        ("previews", "", {"previews": True}),
        ("empty", "", {"empty_days": False}),
    ],
)
def test_changes(field, value, expected):
    assert changed(field, value) == ChatSettings(**expected)


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("", "", SettingInvalid),
        ("colour", "red", SettingInvalid),
        ("lang", "fr", LanguageUnknown),
        ("lang", "", ArgumentMissing),
        ("time", "25:00", TimeInvalid),
        ("zone", "Mars", ZoneInvalid),
        ("day", "7", SettingInvalid),
        ("day", "-1", SettingInvalid),
        ("most", "51", SettingInvalid),
        ("most", "²", SettingInvalid),
        ("most", "9" * 4000, SettingInvalid),
        ("least", "-1", SettingInvalid),
        ("include", "", ArgumentMissing),
        ("mute", ",，、", SettingInvalid),
    ],
)
def test_what_cannot_be_set_is_told(field, value, error):
    with pytest.raises(RequestError) as raised:
        changed(field, value)

    assert type(raised.value) is error
