"""The Translator speaks numbers, dates and plurals as its language does."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import LanguageUnknown
from locales import Translator, known_languages, translators

THURSDAY = dt.date(2026, 2, 5)


@pytest.fixture(scope="module")
def zh() -> Translator:
    return Translator("zh")


@pytest.fixture(scope="module")
def en() -> Translator:
    return Translator("en")


def test_a_date_has_its_weekday_and_the_year_when_asked(zh: Translator, en: Translator) -> None:
    assert (zh.date(THURSDAY), en.date(THURSDAY)) == ("2月5日 星期四", "Thu, 5 Feb")
    assert (zh.date(THURSDAY, year=True), en.date(THURSDAY, year=True)) == (
        "2026年2月5日 星期四",
        "Thu, 5 Feb 2026",
    )
    assert (zh.date(THURSDAY, weekday=False), en.date(THURSDAY, weekday=False)) == (
        "2月5日",
        "5 Feb",
    )


def test_a_moment_is_told_in_the_zone_asked_for(zh: Translator, en: Translator) -> None:
    moment = dt.datetime(2026, 2, 4, 19, 12, tzinfo=dt.UTC)
    shanghai = dt.timezone(dt.timedelta(hours=8))

    assert zh.time(moment, shanghai) == "2月5日 03:12"
    assert en.time(moment, dt.UTC) == "4 Feb, 19:12"


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (0, "0"),
        (84, "84"),
        (999, "999"),
        (1000, "1k"),
        (2397, "2.4k"),
        (9949, "9.9k"),
        (9950, "10k"),
        (12345, "12k"),
        (999_499, "999k"),
        (999_500, "1M"),
        (1_234_567, "1.2M"),
    ],
)
def test_a_count_is_short_in_both_languages(
    zh: Translator, en: Translator, n: int, said: str
) -> None:
    assert zh.number(n) == en.number(n) == said


@given(n=st.integers(0, 10**9))
def test_a_short_count_is_about_right(en: Translator, n: int) -> None:
    said = en.number(n)
    value = float(said.rstrip("kM")) * {"k": 1e3, "M": 1e6}.get(said[-1], 1)

    assert abs(value - n) <= 0.055 * max(n, 1)
    assert len(said) <= 5


def test_scores_have_one_decimal(zh: Translator) -> None:
    assert [zh.score(67.42), zh.score(50)] == ["67.4", "50.0"]


def test_plurals_follow_the_language(zh: Translator, en: Translator) -> None:
    assert [en.plural("list.papers", n) for n in (0, 1, 2)] == ["0 papers", "1 paper", "2 papers"]
    assert [zh.plural("list.papers", n) for n in (0, 1, 2)] == ["0 篇", "1 篇", "2 篇"]


def test_dates_among_the_data_are_written_as_the_placeholder_asks(zh: Translator) -> None:
    assert (
        zh.t("hint.nearest", nearest=THURSDAY, day="2月5日")
        == "离它最近的一期是2月5日，发 /date 2026-02-05 查看。"
    )
    assert zh.t("list.header", date=THURSDAY) == "论文晨报 · 2月5日 星期四"


def test_data_is_never_read_as_a_template(en: Translator) -> None:
    assert "{path} {0!r}" in en.t("error.search_empty", words="{path} {0!r}")


def test_a_missing_key_is_an_error_not_a_text(zh: Translator) -> None:
    with pytest.raises(KeyError, match=r"no\.such"):
        zh.t("no.such")
    with pytest.raises(KeyError, match=r"no\.such"):
        zh.plural("no.such", 2)
    assert not zh.has("no.such")
    assert zh.has("list.papers")


def test_translators_come_in_the_order_asked_for() -> None:
    found = translators(["zh", "en"])

    assert [(code, translator.language) for code, translator in found.items()] == [
        ("zh", "zh"),
        ("en", "en"),
    ]


@pytest.mark.parametrize("code", ["tlh", "", "../zh", "ZH", "zh_CN"])
def test_an_unknown_language_names_the_known_ones(code: str) -> None:
    with pytest.raises(LanguageUnknown) as raised:
        translators(["zh", code])

    assert raised.value.text == code
    assert raised.value.languages == ", ".join(known_languages()) == "en, zh"


@pytest.mark.parametrize(
    ("name", "english", "chinese"),
    [
        ("Asia/Shanghai", "Beijing time", "北京时间"),
        ("PRC", "Beijing time", "北京时间"),
        ("Asia/Calcutta", "Kolkata time", "加尔各答时间"),
        ("Europe/Berlin", "Berlin time", "柏林时间"),
        ("Etc/GMT-8", "UTC+8", "UTC+8"),
        ("Etc/GMT+5", "UTC-5", "UTC-5"),
        ("Etc/UTC", "UTC", "UTC"),
        ("localtime", "localtime", "localtime"),
    ],
)
def test_zones_are_called_as_people_call_them(name: str, english: str, chinese: str) -> None:
    assert Translator("en").zone(name) == english
    assert Translator("zh").zone(name) == chinese
