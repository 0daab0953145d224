"""Days as people name them."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.chat.words.dates import parse_date
from core.errors import DateImpossible, DateInFuture, DateInvalid
from locales import Translator

FRIDAY = dt.date(2026, 2, 6)
DAYS_OF_TEN_YEARS = [dt.date(2019, 3, 1) + dt.timedelta(days=day) for day in range(3_653)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-02-05。", "2026-02-05"),
        ("2026-02-05T08:30:00Z", "2026-02-05"),
        ("2026-02-05 08:30", "2026-02-05"),
        ("２０２６年２月５日", "2026-02-05"),
        ("二〇二六年二月五號", "2026-02-05"),
        ("二○二六年二月五日", "2026-02-05"),
        ("昨天的晨报", "2026-02-05"),
        ("双十一", "2025-11-11"),
        ("五一", "2025-05-01"),
        ("-3d", "2026-02-03"),
        ("1w ago", "2026-01-30"),
        ("today a year ago", "2025-02-06"),
        ("2月5号", "2026-02-05"),
        ("2月5日 星期四", "2026-02-05"),
        ("0205", "2026-02-05"),
        ("02/05/2026", "2026-02-05"),
        ("13/01/2026", "2026-01-13"),
        ("05/02", "2025-05-02"),
        ("Feb 5, 2026", "2026-02-05"),
        ("5th of February", "2026-02-05"),
        ("Thu, 5 Feb", "2026-02-05"),
        ("the fifth", "2026-02-05"),
        ("31号", "2026-01-31"),
        ("上个月5号", "2026-01-05"),
        ("去年12月3日", "2025-12-03"),
        ("3天前", "2026-02-03"),
        ("two weeks ago", "2026-01-23"),
        ("三周前的周五", "2026-01-16"),
        ("大前天", "2026-02-03"),
        ("星期五", "2026-02-06"),
        ("禮拜四", "2026-02-05"),
        ("上周五", "2026-01-30"),
        ("上上周三", "2026-01-21"),
        ("周末", "2026-01-31"),
        ("上周末", "2026-01-31"),
        ("last weekend", "2026-01-31"),
        ("the Friday before last", "2026-01-23"),
        ("thursday before last", "2026-01-29"),
        ("last Friday", "2026-01-30"),
        ("friday last week", "2026-01-30"),
        ("this Monday", "2026-02-02"),
        ("Thrusday", "2026-02-05"),
        ("yesterday, please", "2026-02-05"),
        ("嗯，昨天的吧", "2026-02-05"),
        ("the day before yesterday", "2026-02-04"),
        ("昨天的前一天", "2026-02-04"),
        ("十二月底", "2025-12-31"),
        ("last day of December 2024", "2024-12-31"),
        ("两个礼拜前的今天", "2026-01-23"),
        ("上个月3号，不对，4号", "2026-01-04"),
        ("feb 1, no sorry, feb 2, i mean feb 3", "2026-02-03"),
    ],
)
def test_days_are_understood(text: str, day: str) -> None:
    assert parse_date(text, FRIDAY).isoformat() == day


@pytest.mark.parametrize("text", ["2026-02", "2026/2", "February", "二月"])
def test_a_month_is_no_day(text: str) -> None:
    with pytest.raises(DateInvalid):
        parse_date(text, FRIDAY)


def test_the_29th_of_february_is_the_latest_there_was() -> None:
    assert parse_date("02-29", FRIDAY) == dt.date(2024, 2, 29)
    assert parse_date("02-29", dt.date(1903, 3, 1).replace(year=2103)) == dt.date(2096, 2, 29)


@pytest.mark.parametrize(
    "text", ["2026-02-29", "2月30号", "13-40", "2026年13月1日", "32号", "Feb 30"]
)
def test_days_that_no_calendar_has_are_told_as_such(text: str) -> None:
    with pytest.raises(DateImpossible):
        parse_date(text, FRIDAY)


@pytest.mark.parametrize(
    ("text", "day"),
    [("明天", "2026-02-07"), ("本周日", "2026-02-08"), ("next Monday", "2026-02-09")],
)
def test_days_to_come_are_told_as_such(text: str, day: str) -> None:
    with pytest.raises(DateInFuture) as caught:
        parse_date(text, FRIDAY)
    assert caught.value.date.isoformat() == day


@pytest.mark.parametrize("text", ["2026 Feb 05", "2026-Feb-5", "2026, February 5th"])
def test_a_year_may_stand_before_a_months_name(text: str) -> None:
    assert parse_date(text, FRIDAY).isoformat() == "2026-02-05"


@pytest.mark.parametrize(
    ("text", "likely"),
    [
        ("soon", ()),
        ("星期八", ()),
        ("5", ("2026-02-05",)),
        ("205", ("2026-02-05",)),
        ("2月5日 周五", ("2026-02-05",)),
        ("三四天前", ()),
        ("昨天以外", ()),
        ("2 i think 5", ()),
        ("上周三，不对，周四", ()),
        ("3 days ago, no, 4", ()),
        ("2025-01-03, sorry, 01-04", ()),
        ("tuesday, no, whenever", ()),
        ("the day before", ()),
        ("tursday", ()),
        ("2026", ()),
        ("1" * 500, ()),
    ],
)
def test_what_names_no_day_is_told_with_what_may_be_meant(
    text: str, likely: tuple[str, ...]
) -> None:
    with pytest.raises(DateInvalid) as caught:
        parse_date(text, FRIDAY)
    assert caught.value.likely == likely


@pytest.mark.parametrize("language", ["en", "zh"])
def test_days_as_we_write_them_are_read_as_the_same(language: str) -> None:
    t = Translator(language)
    for day in DAYS_OF_TEN_YEARS:
        for weekday in (True, False):
            written = t.date(day, weekday=weekday, year=True)
            assert parse_date(written, DAYS_OF_TEN_YEARS[-1]) == day, written
            assert parse_date(t.date(day, weekday=weekday), day) == day


def test_every_weekday_is_the_latest_that_was() -> None:
    for day in DAYS_OF_TEN_YEARS[:14]:
        for language in ("en", "zh"):
            t = Translator(language)
            for weekday in range(7):
                found = parse_date(t.weekday(weekday), day)
                assert found.weekday() == weekday
                assert dt.timedelta(0) <= day - found < dt.timedelta(days=7)
