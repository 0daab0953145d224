"""What stands after "subscribe"."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.chat.words.slots import Slot, parse_slot
from core.errors import TimeInvalid, ZoneInvalid, ZoneUnclear

HALF_PAST = dt.time(8, 30)
EVERY, WORKDAYS = (0, 1, 2, 3, 4, 5, 6), (0, 1, 2, 3, 4)


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("", Slot()),
        ("8:30", Slot(HALF_PAST)),
        ("Tokyo", Slot(zone="Asia/Tokyo")),
        ("8:30 Tokyo", Slot(HALF_PAST, "Asia/Tokyo")),
        ("每天早上8点半 北京时间", Slot(HALF_PAST, "Asia/Shanghai", EVERY)),
        ("北京时间早上八点半", Slot(HALF_PAST, "Asia/Shanghai")),
        ("8点半东京", Slot(HALF_PAST, "Asia/Tokyo")),
        ("UTC+8 8:30", Slot(HALF_PAST, "Etc/GMT-8")),
        ("8:30+8", Slot(HALF_PAST, "Etc/GMT-8")),
        ("at half past 8 New York time please", Slot(HALF_PAST, "America/New_York")),
        ("half-past eight London", Slot(HALF_PAST, "Europe/London")),
        ("8:30 -5", Slot(HALF_PAST, "Etc/GMT+5")),
        ("8:30 UTC - 5", Slot(HALF_PAST, "Etc/GMT+5")),
        ("-5 8:30", Slot(HALF_PAST, "Etc/GMT+5")),
        ("8:30 London, ON", Slot(HALF_PAST, "America/Toronto")),
        ("London, ON 8:30", Slot(HALF_PAST, "America/Toronto")),
        ("London ON 8:30", Slot(HALF_PAST, "America/Toronto")),
        ("Portland, ME 8:30am", Slot(HALF_PAST, "America/New_York")),
        ("8:30 AoE", Slot(HALF_PAST, "Etc/GMT+12")),
        ("8:30 tomorrow, Wien", Slot(HALF_PAST, "Europe/Vienna")),
        ("提前到8点半", Slot(HALF_PAST)),
        ("8:30 Seattle WA", Slot(HALF_PAST, "America/Los_Angeles")),
        ("8:30, London +0", Slot(HALF_PAST, "Europe/London")),
        ("8:30, UTC ±0", Slot(HALF_PAST, "UTC")),
        ("change it to 8:30, Lisbon", Slot(HALF_PAST, "Europe/Lisbon")),
        ("730 hrs UTC", Slot(dt.time(7, 30), "UTC")),
        ("每晚八点 台北", Slot(dt.time(20), "Asia/Taipei")),
    ],
)
def test_hour_and_zone_are_told_apart(text: str, slot: Slot) -> None:
    assert parse_slot(text, "zh") == slot


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("weekdays 8:30", Slot(HALF_PAST, None, WORKDAYS)),
        ("8:30 Mon-Fri", Slot(HALF_PAST, None, WORKDAYS)),
        ("every weekday at 8:30", Slot(HALF_PAST, None, WORKDAYS)),
        ("工作日早上8点半", Slot(HALF_PAST, None, WORKDAYS)),
        ("每周一 8点半", Slot(HALF_PAST, None, (0,))),
        ("周一三五8点半", Slot(HALF_PAST, None, (0, 2, 4))),
        ("周1到周5 8:30", Slot(HALF_PAST, None, WORKDAYS)),
        ("除了周日 每天8点半", Slot(HALF_PAST, None, EVERY[:6])),
        ("8:30 except Sunday", Slot(HALF_PAST, None, EVERY[:6])),
        ("daily 8:30", Slot(HALF_PAST, None, EVERY)),
        ("Mondays at half past 8 New York", Slot(HALF_PAST, "America/New_York", (0,))),
        ("8:30 Berlin weekdays", Slot(HALF_PAST, "Europe/Berlin", WORKDAYS)),
        ("8:30 weekdays Berlin", Slot(HALF_PAST, "Europe/Berlin", WORKDAYS)),
        ("Berlin Mon-Fri 8:30", Slot(HALF_PAST, "Europe/Berlin", WORKDAYS)),
        ("周末 东京", Slot(None, "Asia/Tokyo", (5, 6))),
        ("Mon-Fri", Slot(None, None, WORKDAYS)),
        ("周六", Slot(None, None, (5,))),
        ("Sat 9:00, no, Sun 8:30", Slot(HALF_PAST, None, (6,))),
    ],
)
def test_weekdays_stand_beside_them(text: str, slot: Slot) -> None:
    assert parse_slot(text, "zh") == slot
    assert parse_slot(slot.words) == slot


@pytest.mark.parametrize(
    "text",
    ["25:30", "25:30 Tokyo", "8:75 北京", "北京时间 99点", "8:30:99", "8点70分", "八点七十分",
     "morning", "早上", "in the evening", "Tue 25:00", "工作日 99点", "8:75 Mon-Fri", "8:30 135",
     "100点 上海", "早一点", "晚一点吧", "早点 北京", "an hour later", "提前一小时", "8-9", "8 - 9", "8:30-9:30", "8–10 London", "8am-9am", "八点-九点"],
)  # fmt: skip
def test_a_wrong_hour_is_blamed(text: str) -> None:
    with pytest.raises(TimeInvalid):
        parse_slot(text, "zh")


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("8:30 Shanghia", "Shanghia"),
        ("Atlantis 8:30", "Atlantis"),
        ("8:30 Etc/GMT+8", "Etc/GMT+8"),
        ("8:30 UTC+99", "UTC+99"),
        ("8:30 −100", "−100"),
        ("8:30 UTC-100", "UTC-100"),
        ("Atlantis", "Atlantis"),
        ("8:30 日内瓦湖", "日内瓦湖"),
        ("Satu Mare", "Satu Mare"),
        ("8:30 Tokyo Berlin", "Tokyo Berlin"),
    ],
)
def test_a_wrong_zone_is_blamed(text: str, part: str) -> None:
    with pytest.raises(ZoneInvalid) as caught:
        parse_slot(text, "zh")
    assert caught.value.text == part


@pytest.mark.parametrize("text", ["Paris, TX 8:30", "8:30 Naples, FL", "8:30 Brazil"])
def test_beside_an_hour_an_unclear_place_is_blamed(text: str) -> None:
    with pytest.raises(ZoneUnclear):
        parse_slot(text, "en")
