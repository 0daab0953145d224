"""One paper's report."""

from __future__ import annotations

import dataclasses
import datetime as dt

from bot.chat.views import Footer, Section, View, card_view, report_view
from core.models import Check, Claim, ClaimKind, Finding, Labelled, Results, Usage
from locales import Translator
from tests.bot.chat.views.samples import LIST, entry, paper, report, said, sent, summary

ZH, EN = Translator("zh"), Translator("en")
SHANGHAI = dt.timezone(dt.timedelta(hours=8))


def test_the_report_reads_as_it_should_in_chinese() -> None:
    view = report_view(
        ZH,
        paper(1),
        report(),
        entry=entry(3, golden=True),
        key=LIST,
        summary=summary(1),
        zone=SHANGHAI,
    )

    assert said(view) == [
        "🏆 3. 风中的风筝 1",
        "Kites in Wind 1",
        "Kite Lab",
        "Frontier Lab · ▲84 ★2.4k · 67.3",
        "应用领域",
        "风筝、空气动力学。",
        "一句话核心贡献",
        "风筝第一次能自己起飞。",
        "使用指南",
        "输入：一只风筝和 wind.csv。",
        "输出：高度曲线。",
        "步骤：",
        "1. 放线。",
        "2. 等风。",
        "资源：一片空地。",
        "注意：不要靠近电线。",
        "• 雨天不放",
        "• 夜里不放",
        "主要创新点",
        "1. 自起飞：不用助跑。",
        "2. 没有名字的一点。",
        "实验效果",
        "数据集：WindBench",
        "对比：",
        "• 比手放高 30%。",
        "• 比弹射高 12%。",
        "主要结果：最高 h=120 米。",
        "局限：没有试过台风。",
        "读自 arXiv HTML v1 · reader-9 · 2月5日 03:12",
    ]


def test_english_has_the_same_five_headings() -> None:
    view = report_view(EN, paper(1), report())

    sections = [block for block in view.blocks if isinstance(block, Section)]
    assert [section.title.text for section in sections] == [
        "Field",
        "Core contribution",
        "How to use it",
        "Key innovations",
        "Results",
    ]
    assert [section.collapsible for section in sections] == [False, False, True, False, True]
    assert "Steps:" in said(view)


def test_without_an_entry_there_is_no_number_and_no_way_to_a_score() -> None:
    view = report_view(ZH, paper(1), report())

    assert said(view)[:3] == ["Kites in Wind 1", "Kite Lab", "应用领域"]
    assert view.hints == (
        "/ask 2602.00001 加上问题，问这篇论文",
        "/similar 2602.00001 相近的论文",
        "/like 2602.00001 多来这样的",
    )
    assert [sent(button) for row in view.buttons for button in row] == [
        "like:2602.00001",
        "dislike:2602.00001",
        "ask:2602.00001",
        "similar:2602.00001",
        *[None] * 3,
    ]


def test_links_are_buttons_and_the_score_is_one_press_away() -> None:
    linked = paper(
        1, repository="https://github.com/kites/fly", project_page="https://kites.example"
    )

    view = report_view(ZH, linked, report(), entry=entry(3), key=LIST)

    assert [
        [(button.label, sent(button) or button.url) for button in row] for row in view.buttons
    ] == [
        [
            ("👍", "like:2026-02-05:3"),
            ("👎", "dislike:2026-02-05:3"),
            ("得分", "score:2026-02-05:3"),
            ("提问", "ask:2026-02-05:3"),
        ],
        [
            ("概要", "card:2026-02-05:3"),
            ("‹ 列表", "date:2026-02-05"),
            ("相近论文", "similar:2026-02-05:3"),
        ],
        [
            ("arXiv", "https://arxiv.org/abs/2602.00001"),
            ("PDF", "https://arxiv.org/pdf/2602.00001"),
            ("Hugging Face", "https://huggingface.co/papers/2602.00001"),
            ("代码", "https://github.com/kites/fly"),
            ("项目主页 · kites.example", "https://kites.example"),
        ],
    ]
    assert view.hints == (
        "/ask 3 加上问题，问这篇论文",
        "/similar 3 相近的论文",
        "/score 3 为什么是这个分数",
        "/like 3 多来这样的",
    )


def test_what_is_no_web_address_becomes_no_button() -> None:
    odd = paper(
        1, repository="javascript:alert(1)", project_page="https://kites.example/ or ask us"
    )

    assert len(report_view(ZH, odd, report()).buttons[-1]) == 3


def test_a_point_that_says_nothing_is_left_out() -> None:
    bare = dataclasses.replace(
        report(), field="", usage=Usage(steps=("", " ")), results=Results(), innovations=()
    )

    shown = said(report_view(ZH, paper(1), bare))

    headings = {"应用领域", "使用指南", "主要创新点", "实验效果"}
    assert "一句话核心贡献" in shown
    assert not headings.intersection(shown)


def test_lists_inside_a_labelled_text_stand_below_its_label() -> None:
    nested = Usage(notes=(Labelled("流程：", "1. 放线\n   - 慢慢放\n2. 等风"),))

    usage = report_view(ZH, paper(1), report(usage=nested)).blocks[3]

    assert isinstance(usage, Section)
    lines = [(line.depth, line.marker, line.text) for block in usage.blocks for line in block.lines]  # type: ignore[union-attr]
    assert lines == [(0, "", "流程："), (1, "1.", "放线"), (2, "•", "慢慢放"), (1, "2.", "等风")]


def test_a_name_that_ends_as_a_sentence_does_has_one_mark() -> None:
    points = (Labelled("Lift.", "It rises."), Labelled("升力。", "能飞。"))
    shown = said(report_view(EN, paper(1), report(innovations=points)))

    assert {"1. Lift: It rises.", "2. 升力: 能飞。"} <= set(shown)


def test_foreign_words_keep_their_own_colon() -> None:
    points = (Labelled("KiteSet", "a set of kites"), Labelled("KiteSet", "一组风筝"))
    usage = Usage(input="kites", notes=(Labelled("数据：", "1,294 kites"),))
    shown = said(report_view(ZH, paper(1), report(innovations=points, usage=usage)))

    assert {"1. KiteSet: a set of kites", "2. KiteSet：一组风筝"} <= set(shown)
    assert {"输入：kites", "数据：1,294 kites"} <= set(shown)


def test_notes_of_one_name_stand_together_below_it() -> None:
    notes = (
        Labelled("局限", "只试过一种风。"),
        Labelled("", "另有一事。"),
        Labelled("许可", "MIT"),
        Labelled("局限", "要有人放。"),
        Labelled("", "还有一事。"),
    )
    shown = said(report_view(ZH, paper(1), report(usage=Usage(notes=notes))))

    start = shown.index("局限：")
    assert shown[start : start + 6] == [
        "局限：",
        "• 只试过一种风。",
        "• 要有人放。",
        "另有一事。",
        "许可：MIT",
        "还有一事。",
    ]


def test_a_card_says_nothing_twice() -> None:
    told = summary(
        text="风筝飞得更高。 它\n也更稳。", highlights=("风筝飞得更高。", "它 也更稳。", "更便宜。")
    )
    shown = said(card_view(ZH, paper(1), summary=told))

    assert [text for text in shown if text.startswith("•")] == ["• 更便宜。"]


def test_a_name_without_a_text_is_kept() -> None:
    shown = said(
        report_view(EN, paper(1), report(innovations=(Labelled("**Lift**", ""), Labelled("", ""))))
    )

    assert shown[shown.index("Key innovations") + 1 :][:2] == ["1. Lift", "Results"]


def test_the_provenance_is_the_last_line() -> None:
    assert isinstance(report_view(EN, paper(1), report()).blocks[-1], Footer)


def test_a_point_with_a_doubt_is_not_folded() -> None:
    claim = Claim(text="120", kind=ClaimKind.FIGURE, finding=Finding.MISSING)
    doubtful = dataclasses.replace(report(), check=Check((claim,)))

    sections = [
        block for block in report_view(ZH, paper(1), doubtful).blocks if isinstance(block, Section)
    ]

    assert "⚠" in said(View((sections[-1],)))[-2]
    assert [section.collapsible for section in sections] == [False, False, True, False, False]
