"""What people type: dates, numbers, ids, commands."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.arguments import (
    Asked,
    Wanted,
    is_courtesy,
    is_question,
    parse_list,
    parse_question,
    parse_wanted,
    question_around,
    split_command,
)
from bot.chat.words.dates import parse_date
from core.asking.ask import LONGEST_QUESTION
from core.editions.keys import DAILY, Shelf
from core.errors import (
    ArgumentMissing,
    DateImpossible,
    DateInFuture,
    DateInvalid,
    NumberInvalid,
    PaperboyError,
)
from tests.spoken import LANGUAGES

TODAY = dt.date(2026, 2, 6)
ARXIV = Shelf("arxiv", "daily")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-02-05", dt.date(2026, 2, 5)),
        ("2026/2/5", dt.date(2026, 2, 5)),
        ("2026.02.05", dt.date(2026, 2, 5)),
        ("20260205", dt.date(2026, 2, 5)),
        ("2026年2月5日", dt.date(2026, 2, 5)),
        ("２０２６－０２－０５", dt.date(2026, 2, 5)),
        ("02-05", dt.date(2026, 2, 5)),
        ("2月5日", dt.date(2026, 2, 5)),
        ("12-31", dt.date(2025, 12, 31)),
        ("02-29", dt.date(2024, 2, 29)),
        ("yesterday", dt.date(2026, 2, 5)),
        ("昨天", dt.date(2026, 2, 5)),
        ("前天", dt.date(2026, 2, 4)),
        (" Today ", TODAY),
        ("-1", dt.date(2026, 2, 5)),
        ("-0", TODAY),
    ],
)
def test_dates(text, expected):
    assert parse_date(text, TODAY) == expected


@pytest.mark.parametrize("text", ["", "soon", "--1", "3", "-1000"])
def test_what_is_no_date_says_so(text):
    with pytest.raises(DateInvalid) as caught:
        parse_date(text, TODAY)
    assert caught.value.text == text


@pytest.mark.parametrize("text", ["2026-02-30", "13-32", "2026-13-01", "0-0"])
def test_a_day_that_is_in_no_calendar_says_so(text):
    with pytest.raises(DateImpossible) as caught:
        parse_date(text, TODAY)
    assert caught.value.text == text


@pytest.mark.parametrize(
    "text", ["2026-02-05-arxiv-daily", " 2026-02-05-arxiv-daily ", "2026-12-31-arxiv-daily"]
)
def test_another_list_is_meant_by_its_key(text):
    """What is still to come, the list's own policy tells: its day may have begun before the
    chat's."""
    assert parse_list(text, TODAY).shelf == ARXIV


@pytest.mark.parametrize("text", ["2026-02-05", "昨天", "2026-02-05-hf-daily"])
def test_a_date_alone_means_the_daily_list(text):
    assert parse_list(text, TODAY) == DAILY.on(dt.date(2026, 2, 5))


@pytest.mark.parametrize(
    "text", ["2026-02-05-arxiv", "2026-02-30-arxiv-daily", "2026-02-05-ARXIV-daily", "-arxiv-daily"]
)
def test_what_is_neither_date_nor_key_says_so(text):
    with pytest.raises(DateInvalid):
        parse_list(text, TODAY)


def test_tomorrow_has_no_papers():
    with pytest.raises(DateInFuture) as caught:
        parse_date("2026-02-07", TODAY)
    assert caught.value.date == dt.date(2026, 2, 7)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("3", Wanted(number=3)),
        ("#3", Wanted(number=3)),
        ("３", Wanted(number=3)),
        ("3 2026-02-05", Wanted(number=3, key=DAILY.on(dt.date(2026, 2, 5)))),
        ("3 2026-02-05-arxiv-daily", Wanted(number=3, key=ARXIV.on(dt.date(2026, 2, 5)))),
        ("3 昨天", Wanted(number=3, key=DAILY.on(dt.date(2026, 2, 5)))),
        ("2602.04634", Wanted(paper_id="2602.04634")),
        ("2602.04634v2", Wanted(paper_id="2602.04634")),
        ("arXiv: 2602.04634", Wanted(paper_id="2602.04634")),
        ("math.GT/0309136", Wanted(paper_id="math/0309136")),
        ("https://arxiv.org/pdf/2602.04634v1", Wanted(paper_id="2602.04634")),
        ("https://huggingface.co/papers/2602.04634?x=1", Wanted(paper_id="2602.04634")),
    ],
)
def test_which_paper(text, wanted):
    assert parse_wanted(text, "paper", TODAY) == wanted


@pytest.mark.parametrize(
    ("text", "error"),
    [("", ArgumentMissing), ("of them", NumberInvalid), ("3 soon", DateInvalid)],
)
def test_which_paper_unclear(text, error):
    with pytest.raises(error):
        parse_wanted(text, "paper", TODAY)


@given(st.text(max_size=200))
def test_any_text_is_understood_or_refused_kindly(text):
    for parse in (lambda: parse_date(text, TODAY), lambda: parse_wanted(text, "paper", TODAY)):
        with suppress(PaperboyError):
            parse()
    name, rest = split_command(text)
    assert (name + rest) == "" or name or rest


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("/paper 3", ("paper", "3")),
        ("/PAPER@PaperboyBot  3 ", ("paper", "3")),
        ("／今天", ("today", "")),
        ("/搜索 视频", ("search", "视频")),
        ("/搜尋視頻", ("search", "視頻")),
        ("/订阅 8:30", ("subscribe", "8:30")),
        ("/设置静音 开", ("settings", "静音 开")),
        ("/论文 3", ("paper", "论文 3")),
        ("/问3 用了什么数据", ("ask", "3 用了什么数据")),
        ("/天气", ("天气", "")),
        ("3", ("paper", "3")),
        ("#12", ("paper", "#12")),
        ("hello there", ("", "hello there")),
        ("/", ("", "")),
        ("/ask\n3 why?", ("ask", "3 why?")),
        ("/ask 3\nwhy?", ("ask", "3\nwhy?")),
    ],
)
def test_commands(line, expected):
    assert split_command(line) == expected


@pytest.mark.parametrize(
    ("text", "wanted", "question"),
    [
        ("3 Which data sets were used?", Wanted(number=3), "Which data sets were used?"),
        ("#3  用了哪些数据集？", Wanted(number=3), "用了哪些数据集？"),
        (
            "3 2026-02-05-arxiv-daily Why?",
            Wanted(number=3, key=ARXIV.on(dt.date(2026, 2, 5))),
            "Why?",
        ),
        ("3 2026-02-05-x Why?", Wanted(number=3), "2026-02-05-x Why?"),
        ("3 2026-02-05 Why?", Wanted(number=3, key=DAILY.on(dt.date(2026, 2, 5))), "Why?"),
        ("2602.03907 How large\nis it?", Wanted(paper_id="2602.03907"), "How large is it?"),
        ("https://arxiv.org/abs/2602.03907v2 Why?", Wanted(paper_id="2602.03907"), "Why?"),
        ("3 7 layers?", Wanted(number=3), "7 layers?"),
        ("3 100000 steps?", Wanted(number=3), "100000 steps?"),
        ("3 20240101 之后的数据？", Wanted(number=3), "20240101 之后的数据？"),
        ("2602.03907 2026-02-05 之后呢？", Wanted(paper_id="2602.03907"), "2026-02-05 之后呢？"),
        ("3\n用了哪些\n数据集？", Wanted(number=3), "用了哪些 数据集？"),
        ("3用了哪些 GPU？", Wanted(number=3), "用了哪些 GPU？"),
        ("第三篇他们怎么做的？", Wanted(number=3), "他们怎么做的？"),
        ("第三篇的方法是什么？", Wanted(number=3), "方法是什么？"),
        ("３，用了哪些 GPU？", Wanted(number=3), "用了哪些 GPU？"),
        ("3 **x** <b>y</b>?", Wanted(number=3), "**x** <b>y</b>?"),
        ("3 thanks to what?", Wanted(number=3), "thanks to what?"),
        ("3 谢谢谁资助的", Wanted(number=3), "谢谢谁资助的"),
    ],
)
def test_a_question_follows_the_paper(text, wanted, question):
    assert parse_question(text, TODAY) == Asked(wanted, question)


@pytest.mark.parametrize(
    "text",
    [
        *("", "3", "3 2026-02-05", "2602.03907 ", "3 😀😀", "3 ？！", "3 \u202e \u3000"),
        *("3 谢谢", "3 thanks!", "第三篇 好的，谢谢", "2602.03907 Thank you 👍", "3 ok"),
    ],
)
def test_a_paper_without_a_question_is_too_little(text):
    with pytest.raises(ArgumentMissing):
        parse_question(text, TODAY)


def test_a_question_without_a_paper_is_told_what_is_missing():
    with pytest.raises(NumberInvalid):
        parse_question("Which data sets?", TODAY)


def test_a_long_question_is_read_as_far_as_it_goes():
    assert len(parse_question("3 " + "why " * 1000, TODAY).question) == LONGEST_QUESTION


@pytest.mark.parametrize(
    "text",
    [
        "Which baselines?",
        "how large is it",
        "用了哪些数据集",
        "这个方法能不能开源",
        "真的吗",
        "Really？",
    ],
)
def test_questions_are_told_from_remarks(text):
    assert is_question(text, LANGUAGES.values())


@pytest.mark.parametrize(
    "text", ["Nice paper!", "谢谢", "read this, Ann", "我也在看这篇", "whatever", "？", "?!"]
)
def test_remarks_are_no_questions(text):
    assert not is_question(text, LANGUAGES.values())


@pytest.mark.parametrize(
    "text",
    [
        *(
            "谢谢",
            "谢谢你！",
            "好的，谢谢～",
            "收到👌",
            "ok",
            "OK!",
            "okay, thanks a lot",
            "Got it.",
            "嗯嗯",
        ),
        *(
            "👍",
            "❤️",
            "👍🏽👍🏽",
            "🙏 thank you so much",
            "太棒了，辛苦了",
            "好",
            "Thx :)",
            "ok谢谢",
            "好的ok",
        ),
        *(
            "学习了",
            "这篇论文真有意思",
            "先收藏，回头看",
            "写得很清楚，谢谢分享",
            "没看懂",
            "nice work",
            "What a great paper!",
            "I love this idea",
            "ok, will read this later",
            "good morning",
            "666",
            "顶",
            "先码",
        ),
    ],
)
def test_thanks_are_told_from_what_wants_an_answer(text):
    assert is_courtesy(text, LANGUAGES.values())


@pytest.mark.parametrize(
    "text",
    [
        *(
            "ok?",
            "好吗？",
            "谢谢，那数据集呢",
            "Thanks, which data set",
            "好用的是哪个",
            "3",
            "66",
            "好的 3",
            "？",
        ),
        *(
            "okapi",
            "thankless task",
            "nice paper about agents",
            "what is this good for",
            "how good is it",
            "the idea",
            "这篇论文",
            "好在哪",
            "是不是真的",
            "代码",
            "explain this",
            "谢谢" * 40,
            "用了多少 GPU",
            "明白怎么训练",
        ),
    ],
)
def test_what_says_more_is_no_courtesy(text):
    assert not is_courtesy(text, LANGUAGES.values())


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("what data does paper 3 use?", 3),
        ("请问第三篇用了什么数据", 3),
        ("what is #12 about", 12),
        ("the third one: what data", 3),
        ("does paper 3 beat paper 4?", None),
        ("why does version 3 use GPT-4?", None),
        ("#3.5 or 3%?", None),
        ("第三篇", 3),
        ("what data?", None),
    ],
)
def test_a_number_may_stand_within_its_question(text: str, number: int | None) -> None:
    asked = question_around(text, TODAY)
    assert (asked.wanted.number if asked else None) == number
    assert asked is None or asked.question == text


def test_what_belongs_to_a_number_is_not_asked() -> None:
    assert parse_question("3 的代码在哪", TODAY).question == "代码在哪"
