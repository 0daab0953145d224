"""Headings told from lines that look like them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.pages.pdf.headings import Heading, is_references
from core.pages.pdf.headings import headings as headings_of
from core.pages.pdf.joining import vocabulary
from core.pages.pdf.shown import Row

TEXT = ("Roman", 10.0)
LARGE = ("Bold", 14.0)


def headings(lines: Sequence[str]) -> list[Heading]:
    """The headings among lines that look alike."""
    return headings_of([Row(line) for line in lines], vocabulary(lines))


def titles(*lines: str) -> list[tuple[int, str]]:
    return [(heading.level, heading.title) for heading in headings(lines)]


def test_numbers_that_go_on() -> None:
    lines = (
        "1 Introduction",
        "Text.",
        "2 Kites",
        "2.1 Strings",
        "2.1.1 Knots",
        "2.2 Tails",
        "3 Wind",
        "4 Conclusion",
    )

    assert titles(*lines) == [
        (1, "Introduction"), (1, "Kites"), (2, "Strings"), (3, "Knots"), (2, "Tails"), (1, "Wind"), (1, "Conclusion"),
    ]  # fmt: skip


def test_affiliations_rows_and_footnotes_do_not_go_on() -> None:
    lines = (
        "1 University of Kites", "2 Wind Institute", "Abstract", "1 Introduction", "12 Layers", "2 Method",
        "1 The code is available.", "3 Results", "7 Baseline", "8 Ours", "4 Conclusion", "References",
    )  # fmt: skip

    assert titles(*lines) == [
        (1, name)
        for name in ("Abstract", "Introduction", "Method", "Results", "Conclusion", "References")
    ]


def test_a_number_may_stand_on_a_line_of_its_own() -> None:
    found = headings(("1", "Introduction", "Text.", "2", "Method", "Text.", "3", "Results"))

    assert [(heading.at, heading.lines, heading.title) for heading in found] == [
        (0, 2, "Introduction"), (3, 2, "Method"), (6, 2, "Results"),
    ]  # fmt: skip


def test_one_that_cannot_be_read_is_passed_over() -> None:
    assert titles("1 Introduction", "2 Method", "4 Results", "5 Conclusion") == [
        (1, "Introduction"), (1, "Method"), (1, "Results"), (1, "Conclusion"),
    ]  # fmt: skip


def test_small_capitals_and_roman_numbers() -> None:
    assert titles("A BSTRACT", "1 I NTRODUCTION", "2 R ELATED W ORK", "3 E XPERIMENTS") == [
        (1, "ABSTRACT"), (1, "INTRODUCTION"), (1, "RELATED WORK"), (1, "EXPERIMENTS"),
    ]  # fmt: skip
    assert titles("I. INTRODUCTION", "II. METHOD", "III. RESULTS", "IV. CONCLUSION")[-1] == (
        1,
        "CONCLUSION",
    )


def test_a_table_of_contents_is_not_the_text() -> None:
    text = ("1 Introduction", "Text.", "2 Kites", "Text.", "3 Conclusion")
    found = headings(("1 Introduction", "2 Kites", "3 Conclusion", *text))

    assert [heading.at for heading in found if heading.number] == [3, 5, 7]


def test_appendices_go_on_after_the_references() -> None:
    text = ("1 Introduction", "2 Method", "3 Conclusion", "References", "4 Kites of the World")
    lines = (*text, "A Proofs", "A.1 First", "B Tables")

    assert titles(*lines)[3:] == [(1, "References"), (1, "Proofs"), (2, "First"), (1, "Tables")]


def test_names_without_numbers() -> None:
    assert titles("Introduction", "we fly.", "KITE STRINGS", "Results and Discussion", "conclusion", "References") == [
        (1, "Introduction"), (1, "KITE STRINGS"), (1, "Results and Discussion"), (1, "References"),
    ]  # fmt: skip


def test_what_cannot_be_told_is_not_guessed() -> None:
    assert headings(("A letter about kites.", "They fly.", "Introduction", "Yours")) == []


def test_the_references_have_several_names() -> None:
    assert [
        is_references(name)
        for name in ("References", "REFERENCES:", "参考文献", "Reference frames")
    ] == [
        True,
        True,
        True,
        False,
    ]


def test_a_heading_may_take_several_lines() -> None:
    rows = [
        Row("1 Introduction", LARGE, apart=True),
        Row("Text.", TEXT),
        Row("2 A Method of Two Stages for Re-", LARGE, apart=True),
        Row("trieval", LARGE, apart=True),
        Row("Text of retrieval.", TEXT),
        Row("3 Conclusion", LARGE, apart=True),
        Row("4 Kites", LARGE, apart=True, below=False),
    ]
    found = headings_of(rows, vocabulary([row.text for row in rows]))

    assert [(each.title, each.lines) for each in found] == [
        ("Introduction", 1), ("A Method of Two Stages for Retrieval", 2), ("Conclusion", 1), ("Kites", 1),
    ]  # fmt: skip


def test_what_is_set_like_the_text_is_none_where_headings_are_not() -> None:
    rows = [
        Row("1 Introduction", LARGE, apart=True),
        Row("2 Encoder", TEXT),
        Row("2 Method", LARGE, apart=True),
        Row("3 Decoder", TEXT),
        Row("3 Conclusion", LARGE, apart=True),
    ]
    found = headings_of(rows, vocabulary([]))

    assert [each.title for each in found] == ["Introduction", "Method", "Conclusion"]


def test_what_is_set_like_a_heading_is_one_without_a_number_too() -> None:
    names = ("1 Introduction", "2 Method", "3 Conclusion", "The Help of Others")
    rows: list[Row] = []
    for name in names:
        rows += [Row(name, LARGE, apart=True), Row("Text.", TEXT), Row("And text.", TEXT)]

    assert [each.title for each in headings_of(rows, vocabulary([]))][-1] == "The Help of Others"


def test_letters_below_roman_numbers_are_parts_of_sections() -> None:
    lines = (
        "I. INTRODUCTION",
        "II. METHOD",
        "A. Kites",
        "B. Strings",
        "III. RESULTS",
        "A. Wind",
        "IV. END",
    )

    assert titles(*lines) == [
        (1, "INTRODUCTION"), (1, "METHOD"), (2, "Kites"), (2, "Strings"), (1, "RESULTS"), (2, "Wind"), (1, "END"),
    ]  # fmt: skip


def test_chinese_titles() -> None:
    assert titles("1 引言", "文字。", "2 方法", "2.1 数据集", "3 结论") == [
        (1, "引言"), (1, "方法"), (2, "数据集"), (1, "结论"),
    ]  # fmt: skip


def test_roman_numbers_may_stand_without_a_dot() -> None:
    lines = (
        "I Introduction",
        "II Method",
        "III Results",
        "III.1 Wind",
        "IV Discussion",
        "V Conclusion",
    )

    assert titles(*lines) == [
        (1, "Introduction"), (1, "Method"), (1, "Results"), (2, "Wind"), (1, "Discussion"), (1, "Conclusion"),
    ]  # fmt: skip


LINE = st.from_regex(r"(?:[0-9A-Z]{1,2}(?:\.[0-9]){0,2}\.? )?[A-Z][a-z]{2,8}", fullmatch=True)


STYLES = st.sampled_from([TEXT, LARGE, ("Bold", 10.0)])


@settings(max_examples=30)
@given(st.lists(st.tuples(LINE, STYLES, st.booleans(), st.booleans()), max_size=40))
def test_rows_of_any_kind_have_headings_in_order(
    told: list[tuple[str, tuple[str, float], bool, bool]],
) -> None:
    rows = [
        Row(text, style, apart=style != TEXT, aside=aside, below=below)
        for text, style, aside, below in told
    ]
    found = headings_of(rows, vocabulary([row.text for row in rows]))

    assert [heading.at for heading in found] == sorted({heading.at for heading in found})


@settings(max_examples=30)
@given(st.lists(LINE | st.text(max_size=30), max_size=80))
def test_any_lines_have_headings_in_order(lines: list[str]) -> None:
    found = headings(lines)

    assert [heading.at for heading in found] == sorted({heading.at for heading in found})
    assert all(heading.title and 1 <= heading.level <= 6 for heading in found)


@pytest.mark.parametrize(
    "lines",
    [
        ("第一章 绪论", "文字。", "第二章 方法与数据", "文字。", "第三章 总结"),
        ("第1章 绪论", "文字。", "第2章 方法与数据", "文字。", "第3章 总结"),
        ("一、绪论", "文字。", "二、方法与数据", "文字。", "三、总结"),
    ],
)
def test_chapters_in_chinese(lines: tuple[str, ...]) -> None:
    assert titles(*lines) == [(1, "绪论"), (1, "方法与数据"), (1, "总结")]


def test_tens_in_chinese() -> None:
    numbers = ("九", "十", "十一", "二十", "二十一", "二十二")
    lines = [f"第{number}章 风筝的测量" for number in numbers]

    assert [heading.number for heading in headings(lines)[-3:]] == [(20,), (21,), (22,)]


def test_a_chapter_above_its_title() -> None:
    lines = ("Chapter 1", "Kites", "Text.", "Chapter 2", "Strings", "Text.", "Chapter 3", "Wind")

    assert titles(*lines) == [(1, "Kites"), (1, "Strings"), (1, "Wind")]


def test_a_running_head_with_its_page_is_no_heading() -> None:
    rows = [Row("1 Kites"), Row("2 Strings"), Row("2 Strings 7", edge=True), Row("3 Wind")]
    found = headings_of(rows, vocabulary([row.text for row in rows]))

    assert [heading.title for heading in found] == ["Kites", "Strings", "Wind"]


def test_boxes_of_a_figure_that_are_called_like_sections_are_none() -> None:
    lines = [
        "1 Introduction",
        "Text.",
        "2 A Method",
        "Text.",
        "2 Encoder 3 Decoder",
        "3 Results",
        "Text.",
        "4 End",
    ]
    expected = ["Introduction", "A Method", "Results", "End"]
    assert [title for _, title in titles(*lines)] == expected

    lines[2:5] = ["2 Beyond Level 3 Autonomy", "Text."]  # the only one of its number
    assert titles(*lines)[1] == (1, "Beyond Level 3 Autonomy")


def titles_of(rows: Sequence[Row]) -> list[tuple[int, str]]:
    found = headings_of(rows, vocabulary([row.text for row in rows]))
    return [(each.level, each.title) for each in found]


def test_a_heading_may_stand_right_below_a_table() -> None:
    rows = [
        Row("1 Introduction", LARGE, apart=True),
        Row("Text.", TEXT),
        Row("2 Results", LARGE, apart=True),
        Row("2 Kites 81.4", ("Sans", 9.0), apart=True, aside=True),
        Row("3 Ablations of Kites", LARGE, apart=True, aside=True),
        Row("4 Conclusion", LARGE, apart=True),
    ]

    assert [title for _, title in titles_of(rows)] == [
        "Introduction", "Results", "Ablations of Kites", "Conclusion",
    ]  # fmt: skip


def test_references_may_be_set_as_small_as_what_stands_aside() -> None:
    small = ("Caps", 9.0)
    rows: list[Row] = []
    for name in ("1 INTRODUCTION", "2 METHOD", "3 CONCLUSION", "references"):
        rows += [Row(name, small, apart=True, aside=True), Row("Text.", TEXT)]

    assert titles_of(rows)[-1] == (1, "References")


BOLD = ("Bold", 10.0)
ITALIC = ("Italic", 10.0)


def test_headings_as_large_as_the_text_are_told_by_their_type() -> None:
    rows: list[Row] = []
    for name in ("INTRODUCTION", "Kites of Others", "METHOD", "Strings", "Tails", "CONCLUSION"):
        style = BOLD if name.isupper() else ITALIC
        rows += [
            Row(name, style, apart=True, below=False),
            Row("Text that is set.", TEXT, below=False),
            Row("It goes on.", TEXT),
        ]
    rows[9:9] = [Row("Knots in Tables", ITALIC, apart=True, aside=True), Row("Text.", TEXT)]

    assert titles_of(rows) == [
        (1, "INTRODUCTION"), (2, "Kites of Others"), (1, "METHOD"), (2, "Knots in Tables"), (2, "Strings"),
        (2, "Tails"), (1, "CONCLUSION"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "row",
    [
        Row("A theorem holds.", ITALIC, apart=True, below=False),
        Row("a kite of one word", ITALIC, apart=True, below=False),
        Row("A Line of Many", ITALIC, apart=True),
    ],
    ids=["a sentence", "no capital", "within a paragraph"],
)
def test_what_is_set_otherwise_within_the_text_is_none(row: Row) -> None:
    rows = [Row("INTRODUCTION", BOLD, apart=True), Row("Text.", TEXT)]
    rows += [row, Row("Text that goes on.", TEXT), Row("And on.", TEXT)] * 4
    rows += [Row("CONCLUSION", BOLD, apart=True), Row("Text.", TEXT)]

    assert titles_of(rows) == [(1, "INTRODUCTION"), (1, "CONCLUSION")]


def test_a_type_that_much_else_is_set_in_tells_no_heading() -> None:
    rows = [Row("INTRODUCTION", BOLD, apart=True), Row("Text.", TEXT)]
    for name in ("Strings", "Tails", "Knots"):
        rows += [Row(name, ITALIC, apart=True, below=False), Row("Text of it.", TEXT)]
        rows += [Row("a quoted line", ITALIC, apart=True), Row("Text.", TEXT)]
    rows += [Row("CONCLUSION", BOLD, apart=True), Row("Text.", TEXT)]

    assert titles_of(rows) == [(1, "INTRODUCTION"), (1, "CONCLUSION")]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (
            ("一、引言", "二、方法", "（一）训练", "（二）数据", "三、实验", "（一）结果", "四、结论"),
            [(1, "引言"), (1, "方法"), (2, "训练"), (2, "数据"), (1, "实验"), (2, "结果"), (1, "结论")],
        ),
        (("一．引言", "二．方法", "三．结论"), [(1, "引言"), (1, "方法"), (1, "结论")]),
        (("1．引言", "2．方法", "3、结论"), [(1, "引言"), (1, "方法"), (1, "结论")]),
        (
            ("I. Introduction", "II. Method", "II.A. Strings", "II.B. Tails", "III. Results"),
            [(1, "Introduction"), (1, "Method"), (2, "Strings"), (2, "Tails"), (1, "Results")],
        ),
    ],
)  # fmt: skip
def test_numbers_of_other_kinds(lines: tuple[str, ...], found: list[tuple[int, str]]) -> None:
    assert titles(*lines) == found


def test_a_list_in_chinese_holds_no_headings() -> None:
    lines = ("一、引言", "（一）我们提出了一种风筝；", "（二）我们做了很多实验，结果表明风筝飞得很高，而且飞得很远，还不会掉下来", "二、方法", "三、结论")  # fmt: skip

    assert [title for _, title in titles(*lines)] == ["引言", "方法", "结论"]


def test_sections_may_be_set_like_the_text_where_their_parts_are_not() -> None:
    rows: list[Row] = []
    for name in (
        "I. Introduction",
        "I.A. Kites",
        "I.B. Tails",
        "II. Method",
        "II.A. Wind",
        "III. End",
    ):
        apart = name.count(".") == 2
        rows += [Row(name, ITALIC if apart else TEXT, apart=apart), Row("Text.", TEXT)]

    assert titles_of(rows)[3] == (1, "Method")
