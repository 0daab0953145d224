"""A chat's own papers beside the list."""

from __future__ import annotations

import pytest

from bot.channels.console.render import render as to_terminal
from bot.channels.discord.render import render as to_discord
from bot.channels.telegram.render import render as to_telegram
from bot.chat.views import PicksToShow, View, list_view
from bot.chat.views.picks import short_name, why_picked
from bot.chat.views.prose import cells
from core.interests.interest import Because, Pick, Picks, Share
from core.models import Entry
from locales import Translator
from tests.bot.chat.views.samples import LIST, edition, entry, paper, said, sent, summary

ZH, EN = Translator("zh"), Translator("en")
ARAG = "2601.00001"
LIKED = {ARAG: "A-RAG：用分层接口扩展智能检索"}


def pick(number: int, *shares: Share, explores: bool = False) -> Pick:
    return Pick(paper_id=f"2602.{number:05}", shares=shares, explores=explores)


def share(because: Because, *named: str, counts: float = 1.0) -> Share:
    return Share(because=because, named=named, share=counts)


def beside(*picks: Pick, marked: tuple[str, ...] = (), only: bool = False) -> PicksToShow:
    return PicksToShow(picks=Picks(picks=picks, marked=marked), liked=LIKED, only=only)


def unselected(number: int) -> Entry:
    return entry(number, selected=False)


def shown(picks: PicksToShow | None, count: int = 2, t: Translator = ZH) -> View:
    entries = [entry(number) for number in range(1, count + 1)]
    return list_view(t, edition(*entries, unselected(30), unselected(31)), {}, picks=picks)


LIKE = share(Because.LIKE, ARAG)
WORDS = share(Because.WORDS, "retrieval", "memory", counts=0.3)


def test_picks_stand_after_the_list_under_letters_each_with_its_reason() -> None:
    view = shown(beside(pick(30, LIKE, WORDS), pick(31, WORDS, explores=True)))

    assert said(view, narrow=True)[-8:-1] == [
        "给你的",
        "A. Kites in Wind 30",
        "Kite Lab · ▲84 ★2.4k · 40.3",
        "像你赞过的 A-RAG：retrieval、memory",
        "B. Kites in Wind 31",
        "Kite Lab · ▲84 ★2.4k · 39.3",
        "换换口味 · 说到 retrieval、memory",
    ]


def test_english_mirrors_it() -> None:
    view = shown(beside(pick(30, WORDS), pick(31, explores=True)), t=EN)

    lines = said(view, narrow=True)
    assert "For you" in lines
    assert "About retrieval, memory" in lines
    assert "Something different" in lines


def test_a_letters_button_names_the_paper_for_ever() -> None:
    view = shown(beside(pick(30), pick(31)))

    assert [(each.label, sent(each)) for each in view.buttons[0]] == [
        ("A", "paper:2602.00030"),
        ("B", "paper:2602.00031"),
    ]
    assert [each.label for each in view.buttons[1]] == ["1", "2"]


def test_a_letter_whose_paper_left_the_list_is_not_given_to_another() -> None:
    view = shown(beside(pick(29), pick(31)))

    assert [each.label for each in view.buttons[0]] == ["B"]


def test_a_list_without_picks_is_what_it_always_was() -> None:
    assert shown(None) == shown(PicksToShow(picks=Picks()))


def test_entries_that_fit_say_so_and_keep_their_score_at_the_end() -> None:
    lines = said(shown(beside(marked=("2602.00002",))))

    assert lines[3] == "Kite Lab · ▲84 ★2.4k · 69.3"
    assert lines[6] == "Kite Lab · 合口味 · ▲84 ★2.4k · 68.3"


@pytest.mark.parametrize("t", [ZH, EN])
def test_what_fits_is_said_however_long_the_lab_is(t: Translator) -> None:
    long = entry(1, paper=paper(1, organization="Universitätsklinikum Hamburg-Eppendorf"))
    marked = PicksToShow(picks=Picks(marked=("2602.00001",)))

    view = list_view(t, edition(long), {}, picks=marked)

    [facts] = [text for text in said(view) if "▲84" in text]
    assert t.t("picks.fits") in facts
    assert cells(facts) <= 36


def test_an_entry_that_fits_is_written_out_in_a_long_list() -> None:
    lines = said(shown(beside(pick(30), marked=("2602.00017",)), count=20), narrow=True)

    at = lines.index("17. Kites in Wind 17")
    assert "合口味" in lines[at + 1]
    assert lines.index("另外 9 篇") > at
    assert lines.index("给你的") > lines.index("20. Kites in Wind 20")


def test_only_what_fits_keeps_the_numbers() -> None:
    view = shown(beside(pick(30), marked=("2602.00002",), only=True), count=3)

    lines = said(view)
    assert lines[1] == "3 篇，合口味 1 篇"
    assert "2. Kites in Wind 2" in lines
    assert "1. Kites in Wind 1" not in lines
    assert [[each.label for each in row] for row in view.buttons] == [
        ["A"],
        ["2"],
        ["全部显示", "设置"],
    ]


def test_where_nothing_fits_one_sentence_leads_to_the_whole_list() -> None:
    view = shown(beside(pick(30), only=True), count=3)

    lines = said(view)
    assert lines[2:4] == ["这一期的列表里没有合口味的。", "给你的"]
    assert [(each.label, sent(each)) for each in view.buttons[-1]] == [
        ("全部显示", f"date:{LIST}"),
        ("设置", "settings"),
    ]


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("A-RAG: Scaling Agentic Retrieval", "A-RAG"),
        ("A-RAG：扩展检索", "A-RAG"),
        ("Attention Is All You Need", "Attention Is All…"),
        ("A very long name of a model indeed: and more", "A very long name of…"),
        ("", ""),
    ],
)
def test_papers_are_called_by_their_short_name(told: str, name: str) -> None:
    assert short_name(told) == name


@pytest.mark.parametrize(
    ("reason", "zh", "en"),
    [
        (share(Because.ASKED, ARAG), "像你给的 A-RAG", "You gave me A-RAG"),
        (share(Because.AUTHOR, "Ann Lee"), "Ann Lee 的论文", "By Ann Lee"),
        (share(Because.LAB, "字节 Seed"), "来自 字节 Seed", "From 字节 Seed"),
        (share(Because.WORDS, "benchmark", "1", "2.5"), "说到 benchmark", "About benchmark"),
        (share(Because.WORDS, "2026"), "说到 2026", "About 2026"),
        (share(Because.NOISE), "大家都在看", "Many people read it"),
        (share(Because.WORDS), "大家都在看", "Many people read it"),
        (share(Because.MEANING), "意思接近你喜欢的论文", "Close in meaning to what you like"),
        (
            share(Because.MEANING, counts=-1.0),
            "意思离你喜欢的论文较远",
            "Far in meaning from what you",
        ),
        (share(Because.LIKE, "2601.00009"), "像你赞过的 2601.00009", "You liked 2601.00009"),
    ],
)
def test_every_kind_of_reason_is_told(reason: Share, zh: str, en: str) -> None:
    assert why_picked(ZH, pick(1, reason), LIKED, 36) == zh
    assert why_picked(EN, pick(1, reason), LIKED, 36).startswith(en)


@pytest.mark.parametrize("room", range(12, 40))
def test_reasons_take_one_row_however_hostile_the_words(room: int) -> None:
    hostile = ("reinforcement learning", "<b>&", "超长词" * 40, "x" * 300)

    for reason in Because:
        for explores in (False, True):
            told = pick(1, share(reason, *hostile), WORDS, explores=explores)
            for t in (ZH, EN):
                assert cells(why_picked(t, told, {"<b>&": "T" * 500}, room)) <= max(room, 19)


def test_telegram_shows_letters_in_their_own_row() -> None:
    [part] = to_telegram(shown(beside(pick(30, LIKE), pick(31))))

    assert "<b>给你的</b>\n<b>A. Kites in Wind 30</b>" in part.text
    assert [[each.label for each in row] for row in part.keyboard] == [
        ["A", "B"],
        ["1", "2"],
        ["设置"],
    ]


def test_telegram_keeps_letters_where_numbers_find_no_room() -> None:
    view = shown(beside(pick(30)), count=120)

    buttons = [each.label for part in to_telegram(view) for row in part.keyboard for each in row]
    assert "A" in buttons
    assert "120" not in buttons


def test_discord_has_letters_in_its_menu_with_their_titles() -> None:
    [payload] = to_discord(shown(beside(pick(30), pick(31))), ZH)

    [menu] = payload["components"][0]["components"]
    assert [each["label"] for each in menu["options"]] == [
        "1 · Kites in Wind 1",
        "2 · Kites in Wind 2",
        "A · Kites in Wind 30",
        "B · Kites in Wind 31",
    ]
    assert "## 给你的" in payload["embeds"][0]["description"].replace("### ", "## ")


@pytest.mark.parametrize("count", [24, 25, 60, 130])
def test_discord_never_cuts_letters_off(count: int) -> None:
    payloads = to_discord(shown(beside(pick(30), pick(31)), count=count), ZH)

    labels: list[str] = []
    for row in payloads[-1]["components"]:
        for each in row["components"]:
            labels += [option["label"] for option in each.get("options", ())]
    assert "A · Kites in Wind 30" in labels
    assert "B · Kites in Wind 31" in labels
    assert "1 · Kites in Wind 1" in labels


def test_the_terminal_lines_letters_up_with_numbers() -> None:
    rows = to_terminal(shown(beside(pick(30, LIKE))), 80, color=False).split("\n")

    assert "    A. Kites in Wind 30" in rows
    assert "       像你赞过的 A-RAG" in rows
    assert any("/paper A" in row for row in rows)


def test_a_translated_title_stands_for_a_pick_too() -> None:
    view = list_view(
        ZH, edition(unselected(30), entry(1)), {"2602.00030": summary(30)}, picks=beside(pick(30))
    )

    assert "A. 风中的风筝 30" in said(view)
