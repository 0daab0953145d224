"""Each button of the panel changes just what it says."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.chat.changes import apply
from bot.chat.panel import Features
from core.chats import ChatSettings
from core.errors import (
    LanguageUnknown,
    NoWeekdayLeft,
    RequestError,
    RoleNotMentionable,
    SettingInvalid,
    ZoneInvalid,
)

LANGUAGES = {"zh": "中文", "en": "English"}
EVERYWHERE = Features(roles={"7": "readers"}, threads=True)
DEFAULT = ChatSettings()


def changed(field: str, value: str = "", settings: ChatSettings = DEFAULT) -> ChatSettings:
    return apply(settings, field, value, LANGUAGES, EVERYWHERE)


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("lang", "en", {"language": "en"}),
        ("time", "09:00", {"time": dt.time(9)}),
        ("zone", "Asia/Tokyo", {"zone": "Asia/Tokyo"}),
        ("day", "6", {"weekdays": (0, 1, 2, 3, 4, 5)}),
        ("day", "4,0,", {"weekdays": (0, 4)}),
        ("day", "6,", {"weekdays": (6,)}),
        ("day", "-5,6,", {"weekdays": (0, 1, 2, 3, 4)}),
        ("most", "0", {"most": None}),
        ("least", "55", {"least_score": 55}),
        ("include", "agent\nC, D\n", {"include": ("agent", "C, D")}),
        ("mute", "-", {"mute": ()}),
        ("silent", "", {"silent": True}),  # a button of older messages
        ("silent", "on", {"silent": True}),
        ("silent", "off", {}),
        ("empty", "", {"empty_days": False}),
        ("empty", "on", {"empty_weekends": True}),
        ("mention", "7", {"mention": "7"}),
        ("switches", "silent on,thread on", {"silent": True, "daily_thread": True}),
        ("switches", "", {}),
    ],
)
def test_presses(field: str, value: str, expected: dict[str, object]) -> None:
    assert changed(field, value) == ChatSettings(**expected)


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("", "", SettingInvalid),
        ("colour", "red", SettingInvalid),
        ("lang", "fr", LanguageUnknown),
        ("time", "25:00", SettingInvalid),
        ("zone", "Mars", ZoneInvalid),
        ("day", "7", SettingInvalid),
        ("day", "-1", SettingInvalid),
        ("day", "0,x,", SettingInvalid),
        ("day", ",", NoWeekdayLeft),
        ("most", "51", SettingInvalid),
        ("most", "²", SettingInvalid),
        ("most", "9" * 4000, SettingInvalid),
        ("least", "-1", SettingInvalid),
        ("picks", "11", SettingInvalid),
        ("picks", "", SettingInvalid),
        ("fitting", "maybe", SettingInvalid),
        ("silent", "maybe", SettingInvalid),
        ("empty", "maybe", SettingInvalid),
        ("mention", "8", RoleNotMentionable),
        ("switches", "switches on", SettingInvalid),
        ("switches", "most on", SettingInvalid),
    ],
)
def test_what_cannot_be_pressed_is_told(field: str, value: str, error: type[Exception]) -> None:
    with pytest.raises(RequestError) as raised:
        changed(field, value)

    assert type(raised.value) is error


def test_the_last_weekday_stays() -> None:
    with pytest.raises(NoWeekdayLeft):
        changed("day", "3", ChatSettings(weekdays=(3,)))
    # A chat of older times may have none: any day can be turned on again.
    assert changed("day", "3", ChatSettings(weekdays=())).weekdays == (3,)
    assert changed("day", "+5,6,", ChatSettings(weekdays=(0, 2))).weekdays == (0, 2, 5, 6)
