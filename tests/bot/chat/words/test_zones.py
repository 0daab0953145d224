"""Zones as people name them."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo, available_timezones

import pytest

from bot.chat.words.places import NO_PLACES, alike, places
from bot.chat.words.zones import parse_zone
from core.errors import ZoneInvalid, ZoneUnclear
from locales import Translator

MONTHS = [dt.datetime(2026, month, 15, 12, tzinfo=dt.UTC) for month in range(1, 13)]


def offsets(zone: str) -> list[dt.timedelta | None]:
    """What its clocks show against UTC through a year."""
    return [moment.astimezone(ZoneInfo(zone)).utcoffset() for moment in MONTHS]


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("GMT+8", "Etc/GMT-8"),
        ("UTC-5", "Etc/GMT+5"),
        ("＋８", "Etc/GMT-8"),
        ("+08:00", "Etc/GMT-8"),
        ("utc +0800", "Etc/GMT-8"),
        ("UTC+5:30", "Asia/Kolkata"),
        ("UTC", "UTC"),
        ("东八区", "Etc/GMT-8"),
        ("西5區", "Etc/GMT+5"),
        ("东十二区", "Etc/GMT-12"),
        ("北京时间", "Asia/Shanghai"),
        ("深圳", "Asia/Shanghai"),
        ("杭州市", "Asia/Shanghai"),
        ("紐約時間", "America/New_York"),
        ("雪梨", "Australia/Sydney"),
        ("美国东部时间", "America/New_York"),
        ("asia/shanghai", "Asia/Shanghai"),
        ("America/Argentina/Buenos Aires", "America/Argentina/Buenos_Aires"),
        ("Asia/Beijing", "Asia/Shanghai"),
        ("Zürich", "Europe/Zurich"),
        ("sao paulo", "America/Sao_Paulo"),
        ("Bangalore", "Asia/Kolkata"),
        ("慕尼黑", "Europe/Berlin"),
        ("Tokyo, Japan", "Asia/Tokyo"),
        ("Tijuana, Mexico", "America/Tijuana"),
        ("Paris, Texas", "America/Chicago"),
        ("加州奥克兰", "America/Los_Angeles"),
        ("Perth, Scotland", "Europe/London"),
        ("San Jose, Costa Rica", "America/Costa_Rica"),
        ("Hyderabad, Pakistan", "Asia/Karachi"),
        ("Tbilisi, Georgia", "Asia/Tbilisi"),
        ("Tijuana Mexico", "America/Tijuana"),
        ("乌鲁木齐 中国", "Asia/Urumqi"),
        ("central Europe", "Europe/Berlin"),
        ("i'm in the bay area", "America/Los_Angeles"),
        ("中国北京", "Asia/Shanghai"),
        ("EST", "America/New_York"),
        ("pacific time", "America/Los_Angeles"),
        ("UTC+八", "Etc/GMT-8"),
        ("utc plus 8", "Etc/GMT-8"),
        ("GMT minus 5", "Etc/GMT+5"),
        ("UTC加8", "Etc/GMT-8"),
        ("G.M.T. +2", "Etc/GMT-2"),
        ("(GMT+08:00) Beijing, Chongqing", "Asia/Shanghai"),
        ("广东省深圳市", "Asia/Shanghai"),
        ("Austin, TX", "America/Chicago"),
        ("we're in Nashville, TN", "America/Chicago"),
        ("Portland, Maine", "America/New_York"),
        ("Cambridge, MA", "America/New_York"),
        ("Urbana, IL", "America/Chicago"),
        ("London, ON", "America/Toronto"),
        ("Perth, WA", "Australia/Perth"),
        ("Berlin, DE", "Europe/Berlin"),
        ("Toronto, CA", "America/Toronto"),
        ("Kyiv", "Europe/Kyiv"),
        ("utc plus eight", "Etc/GMT-8"),
        ("UTC +8 hours", "Etc/GMT-8"),
        ("UTC±0", "UTC"),
        ("+545", "Asia/Kathmandu"),
        ("UTC-0930", "Pacific/Marquesas"),
        ("seattle wa", "America/Los_Angeles"),
        ("London ON", "America/Toronto"),
        ("london on", "Europe/London"),
        ("Tokyo JP", "Asia/Tokyo"),
        ("Abu Dhabi, AE", "Asia/Dubai"),
        ("Eastern Time (US & Canada)", "America/New_York"),
        ("St. John's, Newfoundland", "America/St_Johns"),
        ("Chatham Islands", "Pacific/Chatham"),
        ("Medellín", "America/Bogota"),
        ("Łódź", "Europe/Warsaw"),
        ("Tromsø", "Europe/Oslo"),
        ("Davis, California", "America/Los_Angeles"),
        ("Myanmar", "Asia/Yangon"),
        ("Bali", "Asia/Makassar"),
        ("塞浦路斯", "Asia/Nicosia"),
        ("聖荷西", "America/Los_Angeles"),
        ("協調世界時", "UTC"),
        ("中原標準時間", "Asia/Taipei"),
        ("桃園", "Asia/Taipei"),
        ("弗莱堡", "Europe/Berlin"),
        ("海淀区", "Asia/Shanghai"),
    ],
)
def test_zones_are_understood(text: str, zone: str) -> None:
    assert parse_zone(text, "zh") == zone
    assert parse_zone(text, "en") == zone


@pytest.mark.parametrize(
    "text",
    ["USA", "澳洲", "Newcastle", "印度尼西亚", "time in Canada", "Paris, TX", "Naples FL"],
)
def test_a_place_of_several_zones_is_told_from_one_that_is_unknown(text: str) -> None:
    with pytest.raises(ZoneUnclear) as caught:
        parse_zone(text, "en")
    assert len(caught.value.likely) > 1


def test_an_abbreviation_means_what_the_chats_language_means() -> None:
    assert parse_zone("CST", "zh") == "Asia/Shanghai"
    with pytest.raises(ZoneUnclear) as caught:
        parse_zone("CST", "en")
    assert set(caught.value.likely) == {"America/Chicago", "Asia/Shanghai"}


@pytest.mark.parametrize(
    ("text", "likely"),
    [
        ("Etc/GMT+8", ("UTC+8", "UTC-8")),
        ("Shanghia", ("Shanghai",)),
        ("UTC+15", ()),
        ("+25", ()),
        ("zzzz", ()),
        ("−100", ("UTC-1",)),
        ("UTC+800", ("UTC+8",)),
        ("-900", ("UTC-9",)),
        ("-3:30", ("America/St_Johns",)),
        ("UTC+12:45", ("Pacific/Chatham",)),
        ("localtime", ()),
        ("", ()),
    ],
)
def test_what_names_no_zone_is_told_with_what_may_be_meant(
    text: str, likely: tuple[str, ...]
) -> None:
    with pytest.raises(ZoneInvalid) as caught:
        parse_zone(text, "zh")
    assert caught.value.likely == likely
    for each in likely:
        assert parse_zone(each, "zh")


@pytest.mark.parametrize(
    "text",
    [
        "London, Canada",
        "美国剑桥",
        "Athens, Georgia",
        "London Paris",
        "eastern Europe",
        "Nowhere, KY",
        "Silent ON",
        "Previews OR",
    ],
)
def test_two_words_that_are_no_place_together_are_none(text: str) -> None:
    with pytest.raises(ZoneInvalid):
        parse_zone(text, "en")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_zones_as_we_show_them_are_read_as_the_same(language: str) -> None:
    t = Translator(language)
    wrong: list[tuple[str, str]] = []
    for zone in sorted(available_timezones() - NO_PLACES):
        shown = t.zone(zone)
        if shown.startswith("Etc/") or offsets(parse_zone(shown, language)) != offsets(zone):
            wrong.append((zone, shown))
    assert wrong == []


def test_every_zone_that_a_language_names_is_one() -> None:
    world = places()
    for named in world.own.values():
        for zone in named.values():
            assert ZoneInfo(zone)
    for zones in world.unclear.values():
        assert all(map(ZoneInfo, zones))


def test_names_that_differ_little_are_offered_once_each_zone() -> None:
    assert alike("Singapre") == ("Singapore",)
    assert alike("x") == ()
