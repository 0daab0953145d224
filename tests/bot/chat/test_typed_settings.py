"""What is typed behind the command of the settings is understood, or the part that is not is
named."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re

import pytest

from bot.chat.changes import apply
from bot.chat.typed_settings import typed, understood
from core.chats import EVERY_DAY, ChatSettings
from core.errors import (
    KeywordsTooMany,
    KeywordTooLong,
    LanguageUnknown,
    SettingInvalid,
    ZoneInvalid,
    ZoneUnclear,
)
from locales import Translator
from tests.bot.chat.test_changes import DEFAULT, EVERYWHERE, LANGUAGES

ZH, EN = Translator("zh"), Translator("en")
SPOKEN = (ZH.about, EN.about)


def words(text: str, settings: ChatSettings = DEFAULT, language: str = "zh") -> ChatSettings:
    """The settings after that was typed behind the command."""
    change = understood(typed(text, SPOKEN), SPOKEN, language)
    return apply(settings, change.field, change.value, LANGUAGES, EVERYWHERE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("silent on", {"silent": True}),
        ("静音 开", {"silent": True}),
        ("静音开", {"silent": True}),
        ("静音：开", {"silent": True}),
        ("靜音 開", {"silent": True}),
        ("打开静音", {"silent": True}),
        ("turn on silent push", {"silent": True}),
        ("turn silent on", {"silent": True}),
        ("把静音打开", {"silent": True}),
        ("请把静音推送关了", {}),
        ("每天都送", {"weekdays": EVERY_DAY}),
        ("week days", {"weekdays": (0, 1, 2, 3, 4)}),
        ("weekdays only", {"weekdays": (0, 1, 2, 3, 4)}),
        ("no weekends", {"weekdays": (0, 1, 2, 3, 4)}),
        ("周末不推", {"weekdays": (0, 1, 2, 3, 4)}),
        ("weekends off", {"weekdays": (0, 1, 2, 3, 4)}),
        ("weekends too", {"weekdays": (0, 1, 2, 3, 4, 5, 6)}),
        ("turn off Sundays", {"weekdays": (0, 1, 2, 3, 4, 5)}),
        ("周六 关", {"weekdays": (0, 1, 2, 3, 4, 6)}),
        ("weekend on", {"weekdays": EVERY_DAY}),
        ("周末开", {"weekdays": EVERY_DAY}),
        ("on Saturday", {"weekdays": (5,)}),
        ("workdays on", {"weekdays": (0, 1, 2, 3, 4)}),
        ("top 10", {"most": 10}),
        ("前10篇", {"most": 10}),
        ("mute not vision", {"mute": ("vision",)}),
        ("屏蔽词 不要视频、不看 3D", {"mute": ("视频", "3D")}),
        ("mute less is more", {"mute": ("less is more",)}),
        ("关注词 +智能体", {"include": ("智能体",)}),
        ("关闭 没有论文时", {"empty_days": False}),
        ("身份组 无", {}),
        ("Silent ON", {"silent": True}),
        ("silent off", {}),
        ("静音 关", {}),
        ("thread off", {}),
        ("子区 开", {"daily_thread": True}),
        ("previews on", {"previews": True}),
        ("empty on", {"empty_weekends": True}),
        ("empty off", {"empty_days": False}),
        ("没有论文时 关", {"empty_days": False}),
        ("empty workdays", {}),
        ("time 7:45", {"time": dt.time(7, 45)}),
        ("时间 7:45", {"time": dt.time(7, 45)}),
        ("时区 北京", {"zone": "Asia/Shanghai"}),
        ("time zone Asia/Tokyo", {"zone": "Asia/Tokyo"}),
        ("day 1", {"weekdays": (0,)}),
        ("星期 工作日", {"weekdays": (0, 1, 2, 3, 4)}),
        ("days every day", {"weekdays": EVERY_DAY}),
        ("篇数 十", {"most": 10}),
        ("篇数 二十五篇", {"most": 25}),
        ("most １０", {"most": 10}),
        ("most top 5", {"most": 5}),
        ("papers at most ten", {"most": 10}),
        ("最多10篇", {"most": 10}),
        ("most all", {}),
        ("篇数 全部", {}),
        ("最低分 45分", {"least_score": 45}),
        ("least any", {}),
        ("最低分 不限", {}),
        ("mute 视频；3D", {"mute": ("视频", "3D")}),
        ("屏蔽词 视频、3D", {"mute": ("视频", "3D")}),
        ("静默 开", {"silent": True}),
        ("include agent，RAG", {"include": ("agent", "RAG")}),
        ("关注词 清空", {}),
        ("mute off", {}),
        ("屏蔽词 取消", {}),
        ("score none", {}),
        ("include -", {}),
        ("picks 3", {"picks": 3}),
        ("给你的 三篇", {"picks": 3}),
        ("letters ten", {"picks": 10}),
        ("推荐 关", {"picks": 0}),
        ("picks 0", {"picks": 0}),
        ("for you on", {}),
        ("explore off", {"explore": False}),
        ("换换口味 不要", {"explore": False}),
        ("只看合口味的 开", {"only_fitting": True}),
        ("only what fits yes", {"only_fitting": True}),
        ("语言 英文", {"language": "en"}),
        ("language 中文", {"language": "zh"}),
        # Of one setting alone these can be the value.
        ("周三", {"weekdays": (2,)}),
        ("工作日", {"weekdays": (0, 1, 2, 3, 4)}),
        ("every day but Sunday", {"weekdays": (0, 1, 2, 3, 4, 5)}),
        ("Mon-Wed", {"weekdays": (0, 1, 2)}),
        ("７：４５", {"time": dt.time(7, 45)}),
        ("早上八点半", {"time": dt.time(8, 30)}),
        ("9pm", {"time": dt.time(21)}),
        ("英文", {"language": "en"}),
        ("English", {"language": "en"}),
    ],
)
def test_words(text: str, expected: dict[str, object]) -> None:
    assert words(text) == ChatSettings(**expected)


def test_signs_change_a_list_and_leave_the_rest() -> None:
    before = words("include agent, RAG")
    assert words("include +视频, -rag", before).include == ("agent", "视频")
    assert words("include 3D", before).include == ("3D",)
    with pytest.raises(SettingInvalid):
        words("include not vision", before)


@pytest.mark.parametrize("t", [ZH, EN], ids=["zh", "en"])
def test_the_setting_that_is_recommended_for_interests_is_one(t: Translator) -> None:
    sentence = t.t("error.setting_invalid.interests", text="x")
    told = re.search(r"/settings (.+? (?:on|开))", sentence)
    assert told is not None
    assert words(told[1]) == dataclasses.replace(DEFAULT, only_fitting=True)


def test_long_lists_are_whole() -> None:
    many = tuple(f"İstanbul {number}" for number in range(20))
    assert words("Include " + "; ".join(many)).include == many


def test_said_twice_it_stays() -> None:
    once = words("silent on")
    assert words("silent on", once) == once
    assert words("静音 关", once) == DEFAULT


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        *(("巴黎", "Europe/Paris"), ("东京", "Asia/Tokyo"), ("纽约", "America/New_York")),
        *(("Paris", "Europe/Paris"), ("new york", "America/New_York"), ("法国", "Europe/Paris")),
        *(("北京时间", "Asia/Shanghai"), ("Beijing time", "Asia/Shanghai")),
        *(("EST", "America/New_York"), ("UTC+8", "Etc/GMT-8"), ("GMT-5", "Etc/GMT+5")),
        *(("东八区", "Etc/GMT-8"), ("東京時間", "Asia/Tokyo"), ("慕尼黑", "Europe/Berlin")),
        *(("time Paris", "Europe/Paris"), ("时间 巴黎", "Europe/Paris")),
        *(("Asia/Seoul", "Asia/Seoul"), ("I live in Zürich", "Europe/Zurich")),
        *(("set timezone to Paris", "Europe/Paris"), ("把时区改成巴黎", "Europe/Paris")),
        *(("change my time zone to UTC+8", "Etc/GMT-8"), ("时区换成伦敦", "Europe/London")),
        *(("我在新加坡", "Asia/Singapore"), ("Tokyo, no sorry, Seoul", "Asia/Seoul")),
    ],
)
def test_a_place_alone_is_a_zone(text: str, zone: str) -> None:
    assert words(text) == ChatSettings(zone=zone)


@pytest.mark.parametrize("text", ["美国", "USA", "CST", "Australia", "time USA", "US time"])
def test_a_place_with_several_zones_is_asked_for_one_of_them(text: str) -> None:
    with pytest.raises(ZoneUnclear) as raised:
        words(text, language="en")
    assert len(raised.value.likely) > 1
    assert words(raised.value.likely[0]).zone == raised.value.likely[0]


@pytest.mark.parametrize(
    "text",
    ["08:30 巴黎", "Paris 8:30", "time 8:30 Paris", "时间 早上八点半 巴黎", "8.30am Paris time"],
)
def test_an_hour_and_its_zone_are_both_set(text: str) -> None:
    assert words(text) == ChatSettings(time=dt.time(8, 30), zone="Europe/Paris")


@pytest.mark.parametrize("text", ["include China", "mute 巴黎, Tokyo", "关注词 东京"])
def test_a_place_among_keywords_stays_one(text: str) -> None:
    assert words(text).zone is None


@pytest.mark.parametrize("text", ["5", "五", "xyz", "Mars", "on", "关"])
def test_what_may_be_any_setting_is_none(text: str) -> None:
    with pytest.raises(SettingInvalid):
        typed(text, SPOKEN)


@pytest.mark.parametrize("text", ["silent", "时间", "time zone", "关注词"])
def test_a_setting_alone_is_its_page(text: str) -> None:
    assert typed(text, SPOKEN).words == ""


@pytest.mark.parametrize(
    ("text", "field", "words"),
    [
        ("include Austin, TX", "include", "Austin, TX"),
        ("include a, b: c", "include", "a, b: c"),
        ("mute video, CA", "mute", "video, CA"),
        ("time -3", "time", "-3"),
        ("Austin, TX", "zone", "Austin, TX"),
        ("zone -3", "zone", "-3"),
        ("time 8:30, Paris", "slot", "8:30, Paris"),
    ],
)
def test_what_names_its_setting_is_no_zone(text, field, words):
    said = typed(text, SPOKEN)

    assert (said.field, said.words) == (field, words)


@pytest.mark.parametrize(
    ("text", "part", "setting"),
    [
        ("colour red", "colour", ""),
        ("silent maybe", "maybe", "switch"),
        ("静音 也许", "也许", "switch"),
        ("most many", "many", "most"),
        ("most 51", "51", "most"),
        ("least -1", "-1", "least"),
        ("empty sometimes", "sometimes", "empty"),
        ("mute ,，、", ",,、", "mute"),
        ("时间 25:00", "25:00", "time"),
    ],
)
def test_what_is_not_understood_names_the_part(text: str, part: str | None, setting: str) -> None:
    with pytest.raises(SettingInvalid) as raised:
        words(text)

    assert raised.value.setting == setting
    assert part is None or raised.value.text == part
    for t in (ZH, EN):
        key = raised.value.key()
        assert not setting or t.has(f"{key}.{setting}")


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("include " + "x" * 500, KeywordTooLong),
        ("include " + ",".join(map(str, range(99))), KeywordsTooMany),
        ("time zone Mars", ZoneInvalid),
        ("语言 火星文", LanguageUnknown),
    ],
)
def test_other_mistakes_are_told_as_everywhere(text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        words(text)
