"""The panel shows what is set; each of its buttons changes just that; and words are understood."""

from __future__ import annotations

import datetime as dt
import unicodedata
from zoneinfo import ZoneInfo

import pytest

from bot.chat.actions import write_action
from bot.chat.changes import apply, typed, understood
from bot.chat.panel import MOST_CHOICES, Features, panel_of
from bot.chat.views.model import Button, line
from bot.chat.views.settings import Kind, Panel, setting_view, settings_view
from bot.chat.words.categories import MOST_CATEGORIES
from core.announcements import topics
from core.categories import CATEGORIES
from core.chats import EVERY_DAY, ChatSettings
from core.errors import (
    KeywordsTooMany,
    KeywordTooLong,
    LanguageUnknown,
    NoWeekdayLeft,
    RequestError,
    RoleNotMentionable,
    SettingInvalid,
    TimeInvalid,
    ZoneInvalid,
)
from locales import Translator
from tests.bot.chat.views.samples import said, sent

ZH, EN = Translator("zh"), Translator("en")
ZONE, LANGUAGES = ZoneInfo("Asia/Shanghai"), {"zh": "中文", "en": "English"}
SPOKEN = (ZH.about, EN.about)
EVERYWHERE = Features(roles={"7": "readers"}, threads=True)
STATUS = line("Next delivery: Fri, 6 Feb 08:30")
DEFAULT = ChatSettings()


def panel(settings: ChatSettings = DEFAULT, t: Translator = EN) -> Panel:
    return panel_of(t, settings, ZONE, LANGUAGES, EVERYWHERE, status=STATUS, picks=True)


def page(name: str, settings: ChatSettings = DEFAULT, t: Translator = EN):
    setting = panel(settings, t).setting(name)
    assert setting
    return setting_view(panel(settings, t), setting)


def buttons(view) -> list[Button]:
    return [button for row in view.buttons for button in row]


def changed(field: str, value: str = "", settings: ChatSettings = DEFAULT) -> ChatSettings:
    return apply(settings, field, value, LANGUAGES, EVERYWHERE)


def words(text: str, settings: ChatSettings = DEFAULT, language: str = "zh") -> ChatSettings:
    """The settings after that was typed behind the command."""
    change = understood(typed(text, SPOKEN), SPOKEN, language)
    return apply(settings, change.field, change.value, LANGUAGES, EVERYWHERE)


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
        assert row.label.startswith(setting.caption)
        assert sent(row) == f"settings:{setting.name}"
    for view in (first, *(setting_view(shown, each) for each in shown.settings)):
        for row in view.buttons:
            # Two cells for each button's border.
            assert sum(cells(button.label) + 2 for button in row) <= 36, row
    for setting in shown.settings:
        view = setting_view(shown, setting)
        assert setting.about
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


def test_a_place_shows_what_it_has() -> None:
    place = Features(previews=False)
    plain = panel_of(EN, DEFAULT, ZONE, LANGUAGES, place, status=STATUS, picks=True)
    lacking = {"mention", "thread", "previews"}
    assert {each.name for each in panel().settings} - {s.name for s in plain.settings} == lacking


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("lang", "en", {"language": "en"}),
        ("time", "09:00", {"time": dt.time(9)}),
        ("zone", "Asia/Tokyo", {"zone": "Asia/Tokyo"}),
        ("day", "6", {"weekdays": (0, 1, 2, 3, 4, 5)}),
        ("day", "4,0,", {"weekdays": (0, 4)}),
        ("day", "6,", {"weekdays": (6,)}),
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
    ("text", "expected"),
    [
        ("silent on", {"silent": True}),
        ("静音 开", {"silent": True}),
        ("静音开", {"silent": True}),
        ("静音：开", {"silent": True}),
        ("靜音 開", {"silent": True}),
        ("打开静音", {"silent": True}),
        ("turn on silent push", {"silent": True}),
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


def test_long_lists_are_whole() -> None:
    many = tuple(f"İstanbul {number}" for number in range(20))
    assert words("Include " + "; ".join(many)).include == many


def test_what_concerns_picks_is_for_chats_with_interests() -> None:
    plain = panel_of(EN, DEFAULT, ZONE, LANGUAGES, EVERYWHERE, status=STATUS)
    there = {each.name for each in panel().settings} - {each.name for each in plain.settings}

    assert there == {"picks", "explore", "fitting"}


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
    with pytest.raises(ZoneInvalid) as raised:
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
    ("field", "value", "error"),
    [
        ("", "", SettingInvalid),
        ("colour", "red", SettingInvalid),
        ("lang", "fr", LanguageUnknown),
        ("time", "25:00", TimeInvalid),
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
        ("时间 25:00", TimeInvalid),
        ("time zone Mars", ZoneInvalid),
        ("语言 火星文", LanguageUnknown),
    ],
)
def test_other_mistakes_are_told_as_everywhere(text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        words(text)


def test_an_offset_is_taken_as_people_mean_it() -> None:
    settings = words("时区 UTC+8")
    assert settings.zone == "Etc/GMT-8"
    assert "Time zone UTC+8" in said(page("zone", settings))


def test_the_last_weekday_stays() -> None:
    with pytest.raises(NoWeekdayLeft):
        changed("day", "3", ChatSettings(weekdays=(3,)))
    # A chat of older times may have none: any day can be turned on again.
    assert changed("day", "3", ChatSettings(weekdays=())).weekdays == (3,)


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
