"""Hours as people name them."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.chat.words.times import parse_time
from core.errors import TimeInvalid


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("8点半", "08:30"),
        ("早上8點半", "08:30"),
        ("晚上十点一刻", "22:15"),
        ("下午三点三刻", "15:45"),
        ("中午", "12:00"),
        ("中午一点", "13:00"),
        ("晚上12点", "00:00"),
        ("零点", "00:00"),
        ("八点零五分", "08:05"),
        ("差一刻九点", "08:45"),
        ("九点差五分", "08:55"),
        ("8:5", "08:05"),
        ("８：３０", "08:30"),
        ("08.30", "08:30"),
        ("0830", "08:30"),
        ("8", "08:00"),
        ("20h30", "20:30"),
        ("8:30am", "08:30"),
        ("12 am", "00:00"),
        ("12 p.m.", "12:00"),
        ("half past eight", "08:30"),
        ("quarter to nine", "08:45"),
        ("ten past 7 in the evening", "19:10"),
        ("eight thirty", "08:30"),
        ("noon", "12:00"),
        ("at lunchtime", "12:00"),
        ("mid-day", "12:00"),
        ("lunch at 12:30", "12:30"),
        ("after lunch", "13:00"),
        ("after lunch at 2", "14:00"),
        ("午饭时", "12:00"),
        ("每天午餐时间", "12:00"),
        ("吃午饭的时候", "12:00"),
        ("午饭后", "13:00"),
        ("吃完午饭两点", "14:00"),
        ("midnight", "00:00"),
        ("every day at 9 please", "09:00"),
        ("8pm, no sorry, 9", "21:00"),
        ("正午，不对，1点", "13:00"),
        ("twelve hundred", "12:00"),
        ("each day at 8 o'clock", "08:00"),
        ("夜里两点", "02:00"),
        ("深夜十一点", "23:00"),
    ],
)
def test_hours_are_understood(text: str, hour: str) -> None:
    assert f"{parse_time(text):%H:%M}" == hour


@pytest.mark.parametrize(
    ("text", "likely"),
    [
        ("25:30", ()),
        ("8:75", ()),
        ("早上15点", ()),
        ("十点多", ()),
        ("soon", ()),
        ("两三点", ()),
        ("8 i think 10", ()),
        ("8:30, no, 15", ()),
        ("20:00, no, 9", ()),
        ("12点，不，1点", ()),
        ("eight hundred thirty", ()),
        ("no. 3", ()),
        ("8 to 9", ()),
        ("10 to 11", ()),
        ("12 in the morning", ()),
        ("every 8 hours", ()),
        ("in 8 hours", ()),
        ("深夜五点", ()),
        ("24:00", ("00:00",)),
        ("8-30", ("08:30",)),
        ("half eight", ("08:30",)),
    ],
)
def test_what_names_no_hour_is_told_with_what_may_be_meant(
    text: str, likely: tuple[str, ...]
) -> None:
    with pytest.raises(TimeInvalid) as caught:
        parse_time(text)
    assert caught.value.likely == likely


def test_hours_as_we_write_them_are_read_as_the_same() -> None:
    for minute in range(24 * 60):
        time = dt.time(*divmod(minute, 60))
        for written in (f"{time:%H:%M}", f"{time:%H%M}", f"{time:%I:%M %p}"):
            assert parse_time(written) == time
