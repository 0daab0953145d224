"""Views as terminal text: they fit, they keep their words, and nothing in them commands the
terminal."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from bot.channels.console.render import render
from bot.chat.views import Item, View, help_view, list_view, report_view, search_view, sentences
from bot.chat.views.model import line
from bot.chat.views.prose import printable, title_of
from core.editions.keys import DAILY
from core.models import SearchHit
from locales import Translator
from tests.bot.chat.views.anything import evidence_views, rich_report
from tests.bot.chat.views.samples import LIST, edition, entry, paper, report, said, summary

ZH, EN = Translator("zh"), Translator("en")
ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
HOSTILE = "\x1b]0;owned\x07\x1b[2J\u202eright to left\u2066 \r\nsecond\tline\x9b31m\u200b"


def morning() -> View:
    shown = edition(entry(1, golden=True), entry(2), listed=35)
    return list_view(
        ZH,
        shown,
        {"2602.00001": summary(1), "2602.00002": summary(2)},
        previous=DAILY.on(dt.date(2026, 2, 4)),
    )


def test_the_list_at_eighty_columns() -> None:
    assert render(morning(), 80, color=False).split("\n") == [
        "论文晨报 · 2月5日 星期四",
        "35 篇里选出 2 篇，1 篇 🏆",
        "",
        "🏆  1. 风中的风筝 1",
        "       Kite Lab · ▲84 ★2.4k · 69.3",
        "       风筝 1 比以前高 30%。",
        "─" * 80,
        "    2. 风中的风筝 2",
        "       Kite Lab · ▲84 ★2.4k · 68.3",
        "       风筝 2 比以前高 30%。",
        "",
        "/paper N 看完整报告 · /date 2026-02-04 前一期",
    ]


def test_the_list_on_a_narrow_terminal() -> None:
    assert render(morning(), 32, color=False).split("\n")[3:10] == [
        "🏆 1. 风中的风筝 1",
        "   Kite Lab · ▲84 ★2.4k · 69.3",
        "   风筝 1 比以前高 30%。",
        "─" * 32,
        "2. 风中的风筝 2",
        "   Kite Lab · ▲84 ★2.4k · 68.3",
        "   风筝 2 比以前高 30%。",
    ]


def test_the_report_ends_with_plain_addresses() -> None:
    linked = paper(1, repository="https://github.com/kites/fly")

    rows = render(
        report_view(ZH, linked, report(), entry=entry(3), key=LIST), 80, color=False
    ).split("\n")

    assert rows[-6:] == [
        "读自 arXiv HTML v1 · reader-9 · 2月4日 19:12",
        "",
        "https://arxiv.org/abs/2602.00001 · https://arxiv.org/pdf/2602.00001",
        "https://huggingface.co/papers/2602.00001 · https://github.com/kites/fly",
        "/ask 3 加上问题，问这篇论文 · /similar 3 相近的论文 · /score 3 为什么是这个分数",
        "/like 3 多来这样的",
    ]
    start = rows.index("使用指南")
    assert rows[start : start + 11] == [
        "使用指南",
        "  输入：一只风筝和 wind.csv。",
        "  输出：高度曲线。",
        "  步骤：",
        "    1. 放线。",
        "    2. 等风。",
        "  资源：一片空地。",
        "  注意：不要靠近电线。",
        "    • 雨天不放",
        "    • 夜里不放",
        "",
    ]


def test_list_items_hang_below_their_text() -> None:
    long = report(contribution="1. " + "高" * 30)

    rows = render(report_view(ZH, paper(1), long), 40, color=False).split("\n")

    assert "  1. " + "高" * 17 in rows
    assert "     " + "高" * 13 in rows


def test_help_lines_up_where_there_is_room() -> None:
    view = help_view(EN, [("/paper 3", "report.field"), ("/lang zh|en", "report.input")])

    assert render(view, 80, color=False).split("\n")[2:] == [
        "/paper 3     Field",
        "/lang zh|en  Input",
    ]
    assert render(view, 20, color=False).split("\n")[2:] == [
        "/paper 3",
        "  Field",
        "/lang zh|en",
        "  Input",
    ]


def test_colour_adds_weight_and_nothing_else() -> None:
    plain, coloured = render(morning(), 80, color=False), render(morning(), 80, color=True)

    assert ESCAPES.sub("", coloured) == plain
    assert "\x1b[1m论文晨报 · 2月5日 星期四\x1b[0m" in coloured
    assert "\x1b[2mKite Lab · ▲84 ★2.4k · 69.3\x1b[0m" in coloured


def test_chinese_and_english_have_the_same_shape() -> None:
    def shape(t: Translator) -> list[bool]:
        view = report_view(t, paper(1), report(), entry=entry(3), key=LIST, summary=summary(1))
        return [bool(row) for row in render(view, 80, color=False).split("\n")]

    assert shape(ZH) == shape(EN)


@pytest.mark.parametrize("color", [True, False])
def test_hostile_text_never_reaches_the_terminal_raw(color: bool) -> None:
    raw = sentences([HOSTILE])
    shown = edition(entry(1, paper=paper(1, title=HOSTILE, organization=HOSTILE, abstract=HOSTILE)))
    views = [
        raw,
        list_view(EN, shown, {}),
        report_view(EN, shown.entries[0].paper, report(field=HOSTILE)),
    ]

    for view in views:
        text = ESCAPES.sub("", render(view, 80, color))
        assert not set(text) & set("\x1b\x07\x9b\r\t\u202e\u2066\u200b")
        assert "right to left" in text


def test_a_title_of_four_thousand_characters_survives() -> None:
    long = edition(
        entry(1, paper=paper(1, title="风" * 4000)), entry(2, paper=paper(2, title="w" * 4000))
    )

    rows = render(list_view(EN, long, {}), 44, color=False).split("\n")

    assert max(map(cell_len, rows)) <= 44
    assert sum(row.count("…") for row in rows) == 2


WORDS = st.text(max_size=120) | st.text(
    alphabet="汉字，。（）“” abc-*`$[]🏆\u202e\x1b\n", max_size=120
)


@settings(max_examples=30)
@given(
    titles=st.lists(WORDS, min_size=1, max_size=15),
    why=WORDS,
    width=st.integers(0, 120),
    color=st.booleans(),
)
def test_any_list_fits_and_keeps_every_title(
    titles: list[str], why: str, width: int, color: bool
) -> None:
    entries = [
        entry(
            rank,
            golden=rank % 3 == 0,
            paper=paper(rank, title=title, organization=why, abstract=why),
        )
        for rank, title in enumerate(titles, start=1)
    ]

    text = render(list_view(ZH, edition(*entries), {}, previous=LIST), width, color)

    check(text, width, color)
    words = "".join(ESCAPES.sub("", text).split())
    beginnings = ["".join(title_of(title)[:20].split()) for title in titles]
    assert all(beginning in words for beginning in beginnings)


@settings(max_examples=30)
@given(text=WORDS, words=WORDS, width=st.integers(0, 120), color=st.booleans())
def test_any_report_and_any_search_fit(text: str, words: str, width: int, color: bool) -> None:
    given_paper = paper(
        1, title=text, organization=words, repository="https://kites.example/" + "x" * 90
    )
    told = report(
        field=text, contribution="\n".join([f"  - {text}", f"        1. {words}"]), innovations=()
    )

    check(render(report_view(EN, given_paper, told), width, color), width, color)
    check(
        render(search_view(ZH, words, [SearchHit(given_paper, LIST, 3)], {}), width, color),
        width,
        color,
    )


@settings(max_examples=30)
@given(
    texts=st.lists(WORDS, max_size=5),
    text=WORDS,
    other=WORDS,
    width=st.integers(0, 120),
    color=st.booleans(),
)
def test_any_evidence_fits_and_keeps_its_words(
    texts: list[str], text: str, other: str, width: int, color: bool
) -> None:
    shown = [
        *evidence_views(EN, texts, text, other, old=False),
        rich_report(ZH, texts, text, other, old=True),
    ]
    for view in shown:
        rows = render(view, width, color)
        check(rows, width, color)
        words = "".join(ESCAPES.sub("", rows).split())
        assert all("".join(printable(each).split()) in words for each in said(view))


def test_an_entry_without_a_number_bears_its_mark() -> None:
    view = View((Item(None, "⚠", line("30%"), (line("It rises by 30%."),)),))

    assert render(view, 80, color=False).split("\n") == ["⚠ 30%", "It rises by 30%."]


def check(text: str, width: int, color: bool) -> None:
    bare = ESCAPES.sub("", text)
    assert color or bare == text
    assert "\x1b" not in bare
    assert max(cell_len(row) for row in bare.split("\n")) <= min(max(width, 20), 80)
    assert all(row == row.rstrip() for row in bare.split("\n"))
