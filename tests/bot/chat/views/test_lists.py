"""The morning list."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from bot.chat.views import Item, Section, Style, View, list_view
from bot.chat.views.glance import ROW_CELLS
from bot.chat.views.prose import cells
from core.editions.keys import DAILY
from core.models import Check, Claim, ClaimKind, Counts, EditionState, Finding
from locales import Translator
from tests.bot.chat.views.samples import (
    LIST,
    edition,
    entry,
    paper,
    said,
    sent,
    summary,
)

ZH, EN = Translator("zh"), Translator("en")
MISSED = dt.date(2026, 2, 3)


def many(count: int) -> View:
    return list_view(
        ZH, edition(*(entry(rank, golden=rank in (1, 13)) for rank in range(1, count + 1))), {}
    )


def test_the_list_reads_as_it_should_in_chinese() -> None:
    shown = edition(entry(1, golden=True), entry(2, counts=Counts(18)), listed=35)

    view = list_view(ZH, shown, {"2602.00001": summary(1), "2602.00002": summary(2)})

    assert said(view) == [
        "论文晨报 · 2月5日 星期四",
        "35 篇里选出 2 篇，1 篇 🏆",
        "🏆 1. 风中的风筝 1",
        "Kite Lab · ▲84 ★2.4k · 69.3",
        "风筝 1 比以前高 30%。",
        "2. 风中的风筝 2",
        "Kite Lab · Frontier Lab · ▲18 · 68.3",
        "风筝 2 比以前高 30%。",
    ]


def test_what_is_counted_in_a_growing_list_fits_in_a_phones_row() -> None:
    entries = [entry(rank, golden=rank == 1) for rank in range(1, 13)]
    growing = edition(*entries, state=EditionState.OPEN, listed=35)

    for t in (ZH, EN):
        assert cells(said(list_view(t, growing, {}))[1]) <= ROW_CELLS


def test_the_one_sentence_shows_its_doubt() -> None:
    claim = Claim(text="30%", kind=ClaimKind.FIGURE, finding=Finding.MISSING)
    unsure = dataclasses.replace(summary(1), check=Check((claim,)))

    assert "风筝 1 比以前高 30% ⚠。" in said(
        list_view(ZH, edition(entry(1)), {"2602.00001": unsure})
    )


def test_english_mirrors_it_and_falls_back_on_the_papers_own_words() -> None:
    view = list_view(EN, edition(entry(1), state=EditionState.OPEN, listed=1), {})

    assert said(view) == [
        "Morning papers · Thu, 5 Feb",
        "1 of 1 paper, still growing",
        "1. Kites in Wind 1",
        "Kite Lab · ▲84 ★2.4k · 69.3",
        "We fly kite 1.",
        "These papers have no summaries yet; below each is its abstract's first sentence.",
    ]


def test_number_and_title_lead_and_the_facts_step_back() -> None:
    item = next(
        block for block in list_view(ZH, edition(entry()), {}).blocks if isinstance(block, Item)
    )

    assert [span.style for span in item.title.spans] == [Style.BOLD]
    assert [span.style for line in item.lines for span in line.spans] == [Style.QUIET, Style.PLAIN]


def test_an_archive_does_not_say_how_many_were_listed() -> None:
    for listed in (None, 0, 1):
        shown = edition(entry(1, golden=True), entry(2), listed=listed)
        assert said(list_view(ZH, shown, {}))[1] == "2 篇，1 篇 🏆"


def test_what_is_unknown_is_left_out() -> None:
    bare = entry(1, paper=paper(1, organization=None, abstract=""), counts=Counts())

    shown = said(
        list_view(ZH, edition(bare), {"2602.00001": summary(1, highlights=(), text="", title=None)})
    )

    assert shown[2:] == ["1. Kites in Wind 1", "Frontier Lab · ▲0 · 69.3"]


def test_why_it_matters_comes_from_the_best_there_is() -> None:
    def why(**changes: object) -> str:
        shown = entry(1, paper=paper(1, ai_summary="A kite summary. More."))
        summaries = {"2602.00001": summary(1, **changes)} if changes.pop("written", True) else {}
        return said(list_view(ZH, edition(shown), summaries))[4]

    assert why() == "风筝 1 比以前高 30%。"
    assert why(highlights=("**更高**的 `kite`",)) == "更高的 kite"
    assert why(highlights=()) == "第 1 只风筝。"
    assert why(written=False) == "A kite summary."
    assert why(highlights=("高" * 500,)) == "高" * 35 + "…"


def test_twelve_are_written_out_and_a_longer_list_folds_its_tail() -> None:
    twelve, fourteen = many(12), many(14)

    assert sum(isinstance(block, Item) for block in twelve.blocks) == 12
    assert not any(isinstance(block, Section) for block in twelve.blocks)
    (more,) = [block for block in fourteen.blocks if isinstance(block, Section)]
    assert [block.number for block in fourteen.blocks if isinstance(block, Item)] == [
        *range(1, 11),
        13,
    ]
    assert more.collapsible
    assert more.title.text == "另外 3 篇"
    assert [(item.number, item.lines) for item in more.blocks if isinstance(item, Item)] == [
        (11, ()),
        (12, ()),
        (14, ()),
    ]


def test_every_entry_has_its_button_and_the_day_before_is_one_press_away() -> None:
    shown = edition(*(entry(rank) for rank in range(1, 9)))

    buttons = list_view(ZH, shown, {}, previous=DAILY.on(dt.date(2026, 2, 4))).buttons

    assert [[button.label for button in row] for row in buttons] == [
        ["1", "2", "3", "4"],
        ["5", "6", "7", "8"],
        ["‹ 2月4日", "设置"],
    ]
    assert sent(buttons[0][2]) == "paper:2026-02-05:3"
    assert [sent(button) for button in buttons[-1]] == ["date:2026-02-04", "settings"]


def test_hints_say_what_to_type() -> None:
    view = list_view(
        EN,
        edition(entry()),
        {},
        previous=DAILY.on(dt.date(2026, 2, 4)),
        newest=DAILY.on(dt.date(2026, 2, 9)),
    )

    assert view.hints == (
        "/paper N to read one",
        "/date 2026-02-04 for the one before",
        "/today for the newest",
    )
    assert list_view(EN, edition(entry()), {}, newest=LIST).hints == ("/paper N to read one",)


def test_a_list_of_another_year_says_so() -> None:
    assert (
        said(list_view(ZH, edition(entry()), {}, newest=DAILY.on(dt.date(2027, 1, 4))))[0]
        == "论文晨报 · 2026年2月5日 星期四"
    )


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (EditionState.EMPTY, "2月5日没有论文：Hugging Face 这天没有更新。"),
        (EditionState.CLOSED, "2月5日没有论文：Hugging Face 这天没有更新。"),
        (EditionState.FAILED, "2月5日的论文列表没取到，我会接着再试。"),
        (EditionState.OPEN, "2月5日的论文列表还没有出来，请晚些再看。"),
    ],
)
def test_a_day_without_papers_is_one_sentence(state: EditionState, sentence: str) -> None:
    view = list_view(ZH, edition(state=state), {})

    assert said(view) == [sentence]
    assert view.buttons == ()


def test_a_hostile_title_stays_one_line() -> None:
    hostile = paper(
        1,
        title="Kite\n\n🏆 2. \x1b[31mForged\u202e \u200b entry " + "x" * 4000,
        organization="Lab\r\nB",
    )

    shown = said(list_view(EN, edition(entry(1, paper=hostile)), {}))

    assert shown[2].startswith("1. Kite 🏆 2. [31mForged entry xxx")
    assert shown[2].endswith("…")
    assert len(shown[2]) <= 605
    assert shown[3].startswith("Lab B · ")


def test_a_list_leads_to_both_its_neighbours_and_to_what_was_missed() -> None:
    before, after = DAILY.on(dt.date(2026, 2, 4)), DAILY.on(dt.date(2026, 2, 6))
    view = list_view(
        ZH, edition(entry()), {}, previous=before, following=after, missed=[DAILY.on(MISSED)]
    )

    assert [button.label for button in view.buttons[-1]] == ["‹ 2月4日", "2月6日 ›", "设置"]
    assert [button.label for button in view.buttons[-2]] == ["2月3日 周二"]
    assert [sent(button) for button in view.buttons[-2]] == ["date:2026-02-03"]
    assert "错过的：2月3日" in said(view)
    assert "/date 2026-02-06 后一期" in view.hints
