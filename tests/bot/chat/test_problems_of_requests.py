"""What cannot be done as asked is told in one sentence, with what can be."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.chat.problems import reader_text, reader_view
from core import errors
from locales import Translator

ZH, EN = Translator("zh"), Translator("en")
FRIDAY, SATURDAY, MONDAY = dt.date(2026, 2, 6), dt.date(2026, 2, 7), dt.date(2026, 2, 9)


def test_a_weekend_is_named_and_the_nearest_edition_offered() -> None:
    assert reader_text(ZH, errors.EditionEmpty(SATURDAY, FRIDAY)) == (
        "没有2月7日的论文：周末 Hugging Face 不更新。离它最近的一期是2月6日，发 /date 2026-02-06 查看。"
    )
    assert reader_text(EN, errors.EditionUnknown(SATURDAY, FRIDAY)) == (
        "No papers for 7 Feb: Hugging Face rests at weekends. The nearest list is that of 6 Feb: send /date 2026-02-06."
    )


def test_a_weekday_without_papers_is_not_called_a_weekend() -> None:
    assert (
        reader_text(ZH, errors.EditionEmpty(MONDAY, None))
        == "没有2月9日的论文：Hugging Face 这天没有更新。"
    )
    assert reader_text(EN, errors.EditionUnknown(MONDAY, None)) == "I have no list of 9 Feb."


def test_of_a_weekend_nobody_is_told_to_try_again() -> None:
    """Whether Hugging Face is away or just has no such list: the calendar alone tells."""
    for error in (errors.EditionUnreachable(SATURDAY, None), errors.DateNotListedYet(SATURDAY)):
        assert "周末一般不更新" in reader_text(ZH, error)
        assert "weekend" in reader_text(EN, error)
    assert "请晚些再看" in reader_text(ZH, errors.DateNotListedYet(MONDAY))


def test_an_unreachable_day_offers_the_nearest_too() -> None:
    assert reader_text(ZH, errors.EditionUnreachable(MONDAY, FRIDAY)).endswith(
        "发 /date 2026-02-06 查看。"
    )


def test_a_future_date_offers_the_newest() -> None:
    assert reader_text(ZH, errors.DateInFuture(MONDAY, FRIDAY)) == (
        "2月9日还没到。最新一期是2月6日，发 /date 2026-02-06 查看。"
    )
    assert reader_text(EN, errors.DateInFuture(MONDAY, None)) == "9 Feb 2026 is still to come."


@pytest.mark.parametrize(
    ("command", "example_"),
    [
        ("paper", "/paper 3"),
        ("/score", "/score 3"),
        ("date", "/date "),
        ("search", "/search "),
        ("lang", "/lang "),
        ("other", "/help"),
    ],
)
def test_a_missing_argument_gets_the_example_of_its_command(command: str, example_: str) -> None:
    assert example_ in reader_text(ZH, errors.ArgumentMissing(command))
    assert example_ in reader_text(EN, errors.ArgumentMissing(command))


def test_what_somebody_typed_comes_back_short_and_clean() -> None:
    told = reader_text(EN, errors.DateInvalid("\x1b[2J\nsoon {0} " + "x" * 4000))

    assert "“[2J soon {0} xxx" in told
    assert "\n" not in told
    assert len(told) < 200


def test_a_command_is_named_and_plain_words_are_answered() -> None:
    assert reader_text(ZH, errors.CommandUnknown("/dance")).startswith("没有“dance”这个命令。")
    for nothing in ("你好", "/", "//"):
        assert reader_text(ZH, errors.CommandUnknown(nothing)).startswith("我只听得懂命令")


def test_no_sentence_holds_a_command_that_there_is_not() -> None:
    assert reader_text(EN, errors.CommandUnknown("/tody")) == (
        "There is no command “tody”. Did you mean /today?"
    )
    assert "Did you mean /today?" in reader_text(EN, errors.CommandUnknown("/tody@paper_bot"))
    assert "Did you mean" not in reader_text(EN, errors.CommandUnknown("/subscribe"))
    assert "/xyzzy" not in reader_text(EN, errors.CommandUnknown("/xyzzy"))


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("/unsubscribe", ""),
        ("/unsubscrib", "/unsubscribe"),
        ("/subscirbe", "/subscribe"),
        ("/pirvacy", "/privacy"),
        ("/lnag", "/lang"),
        ("/froget", "/forget"),
    ],
)
def test_a_command_is_recommended_where_it_is_there(typed: str, near: str) -> None:
    here = reader_text(EN, errors.CommandUnknown(typed))
    nowhere = reader_text(EN, errors.CommandUnknown(typed, ("subscribe", "unsubscribe")))

    assert here.partition("Did you mean ")[2].rstrip("?") == near
    if "subscribe" in typed + near:
        assert "Did you mean" not in nowhere
    else:
        assert nowhere == here


def test_languages_go_by_their_names() -> None:
    unknown = errors.LanguageUnknown("fr", "zh, en")

    assert "Chinese, English" in reader_text(EN, unknown)
    assert [button.label for button in reader_view(EN, unknown).buttons[0]] == ["中文", "English"]


def test_who_named_a_paper_is_asked_for_the_question_alone() -> None:
    told = reader_text(EN, errors.ArgumentMissing("ask", "5"))

    assert told.startswith("What do you want to know about paper 5? For example /ask 5 ")
