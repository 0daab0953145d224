"""What is text, and what stands beside it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.pages.pdf.layout import rows
from core.pages.pdf.printed import arranged
from core.pages.pdf.shown import Line, Row, Style, Word

FULL = "A line of the text that fills the column from its left to its right end, {}"


def line(text: str, x: float, y: float, *, size: float = 10, font: str = "Roman") -> Line:
    """A line whose letters are half as wide as they are high."""
    box = (x, y, x + len(text) * size / 2, y + 0.7 * size)
    return Line((Word(text, 0, len(text), box, Style(1, 1, font, size)),))


def column(top: float, count: int, start: int = 0, x: float = 72) -> list[Line]:
    texts = (FULL.format(chr(97 + at)) for at in range(start, start + count))
    return [line(text, x, top - 12 * at) for at, text in enumerate(texts)]


def aside(page: list[Row]) -> list[str]:
    return [row.text for row in page if row.aside]


def test_a_figure_with_its_caption_stands_beside_the_text() -> None:
    figure = [line("2 Encoder", 100, 740), line("loss", 300, 700), line("10 20", 200, 690, size=5)]
    caption = [line("Figure 1: What the encoder does.", 72, 660), line("More.", 72, 648)]
    (page,) = rows([[*figure, *caption, *column(600, 12)]])

    assert aside(page) == [
        "2 Encoder",
        "loss",
        "10 20",
        "Figure 1: What the encoder does.",
        "More.",
    ]


def test_a_table_follows_its_caption() -> None:
    table = [
        line("Table 1: Results.", 72, 740),
        line("Model Accuracy", 150, 720),
        line("Ours 81.4", 150, 708),
    ]
    (page,) = rows([[*table, *column(660, 12)]])

    assert aside(page) == ["Table 1: Results.", "Model Accuracy", "Ours 81.4"]


def test_a_sentence_about_a_figure_is_text() -> None:
    text = column(700, 3)
    about = line(
        "Figure 1. It shows that the text goes on where the line before it ended, as it", 72, 664
    )
    (page,) = rows([[*text, about, *column(652, 8, 9)]])

    assert aside(page) == []


def test_footnotes_stand_beside_the_text() -> None:
    note = line("1 The code can be had from the first author.", 72, 90, size=8)
    (page,) = rows([[*column(700, 12), note]])

    assert aside(page) == [note.text]


def test_a_figure_does_not_break_a_sentence() -> None:
    first = [*column(700, 11), line("the sentence goes on", 72, 568)]
    figure = [line("Encoder", 150, 740), line("Figure 1: The encoder.", 72, 700)]
    rest = [line("over the page and ends.", 72, 650), *column(638, 11, 12)]
    heads = [line("1 Introduction", 72, 740, size=14), line("2 End", 72, 760, size=14)]
    read = arranged(rows([[heads[0], *first], [*figure, *rest], [heads[1], *column(700, 4)]]))

    texts = "\n\n".join(str(section[2]) for section in read["sections"])
    assert "the sentence goes on over the page and ends." in texts
    assert "Figure 1: The encoder." in texts


def test_a_running_head_is_told_by_its_place() -> None:
    pages = [[line(f"{at} Kites of {at}", 300, 750), *column(700, 12)] for at in range(1, 5)]

    assert [row.margin for page in rows(pages) for row in page] == [True, *[False] * 12] * 4


def test_what_begins_the_text_of_a_page_is_no_running_head() -> None:
    pages = [column(700, 12) for _ in range(3)]
    pages.append([line("Strings", 72, 700, size=12), *column(670, 12)])

    assert not any(row.margin for page in rows(pages) for row in page)


def half(text: str, x: float, at: int) -> Line:
    words: list[Word] = []
    for each in text.split():
        box = (x, 700.0 - 12 * at, x + len(each) * 4.5, 707.0 - 12 * at)
        words.append(Word(each, 0, len(each), box, Style(1, 1, "Roman", 10)))
        x += len(each) * 4.5 + 3
    return Line(tuple(words))


@pytest.mark.parametrize("joined", [True, False])
def test_columns_drawn_across_the_page_are_read_one_after_the_other(joined: bool) -> None:
    lefts = [half(f"the left column {at} has words of its own", 72, at) for at in range(12)]
    rights = [half(f"and {at} is the right one's", 320, at) for at in range(12)]
    page = [
        half("A title that goes over both of the columns of the page, as some titles do", 72, -2)
    ]
    for one, other in zip(lefts, rights, strict=True):
        page += [Line(one.words + other.words)] if joined else [one, other]
    texts = [row.text for row in rows([page])[0]]

    assert texts[1:] == [each.text for each in (*lefts, *rights)]


def test_columns_drawn_one_after_the_other_stay() -> None:
    lefts = [half(f"the left column {at} has words of its own", 72, at) for at in range(12)]
    rights = [half(f"and {at} is the right one's", 320, at) for at in range(12)]

    assert [row.text for row in rows([[*rights, *lefts]])[0]] == [
        each.text for each in (*rights, *lefts)
    ]


def test_wide_blanks_near_the_middle_part_no_columns() -> None:
    page: list[Line] = []
    for at in range(24):
        left = half("a line of one column with blanks" + "s" * (at % 5), 72, at)
        right = half("as wide as gaps are within it", left.box[2] + 9, at)
        page.append(Line(left.words + right.words))

    texts = [row.text for row in rows([page])[0]]

    assert texts == [each.text for each in page]


def test_a_table_among_short_lines_parts_no_columns() -> None:
    page = [half("the last line of a paragraph of text", 72, at) for at in range(16)]
    page += [
        Line((*half(f"the kite that is {at}", 72, at).words, *half("8 4", 460, at).words))
        for at in range(16, 28)
    ]

    assert rows([page])[0][19].text == "the kite that is 19 8 4"


def test_cells_of_a_table_stay_in_their_rows() -> None:
    page = [
        Line((*half(f"{at}.5 points", 72, at).words, *half("81.4", 320, at).words))
        for at in range(20)
    ]

    assert rows([page])[0][3].text == "3.5 points 81.4"


def test_numbers_of_lines_are_no_text() -> None:
    page: list[Line] = []
    for at, row in enumerate(column(740, 30), 1):
        number = Word(str(at), 0, 2, (50, row.box[1], 58, row.box[3]), Style(2, 2, "Sans", 5))
        page.append(Line((number, *row.words)))
    table = [line("81 77", 72, 300), line("82 79", 72, 288)]
    (numbered,) = rows([page])
    (short,) = rows([[*table, *column(700, 12)]])

    assert numbered[4].text == FULL.format("e")
    assert short[0].text == "81 77"


def numbered(page: list[Line], start: int) -> list[Line]:
    """The lines with numbers in the margin that are set even on their right."""
    with_numbers: list[Line] = []
    for at, row in enumerate(page, start):
        left = 60 - 5 * len(str(at))
        number = Word(str(at), 0, 2, (left, row.box[1], 60, row.box[3]), Style(2, 2, "Sans", 5))
        with_numbers.append(Line((number, *row.words)))
    return with_numbers


def test_every_fifth_line_may_have_a_number() -> None:
    plain = column(740, 40)
    page = [row if at % 5 else numbered([row], at)[0] for at, row in enumerate(plain, 1)]
    beside = [
        row if at % 5 else Line((*row.words, *numbered([row], at)[0].words[:1]))
        for at, row in enumerate(plain, 1)
    ]
    table = [line(f"{5 * at} kites", 72, 500 - 12 * at) for at in range(1, 9)]

    for with_numbers in (page, beside):
        assert [row.text for row in rows([with_numbers])[0]] == [row.text for row in plain]
    assert [row.text for row in rows([table])[0]] == [row.text for row in table]


def test_a_section_keeps_its_number_beside_numbers_of_lines() -> None:
    heading = Line((*line("2", 72, 620).words, *line("Kites", 84, 620).words))
    (page,) = rows([[*numbered(column(740, 10), 1), heading, *numbered(column(608, 30), 12)]])

    assert page[10].text == "2 Kites"
    assert page[11].text == FULL.format("a")


def test_the_last_page_may_have_few_numbers_of_lines() -> None:
    first, last = rows([numbered(column(740, 30), 1), numbered(column(740, 5), 31)])

    assert [first[0].text, last[0].text] == [FULL.format("a"), FULL.format("a")]


def test_numbers_of_lines_may_be_drawn_after_the_text() -> None:
    plain = column(740, 40)
    numbers = [line(str(at), 55, 740 - 12 * at) for at in range(5, 41, 5)]
    ticks = [line(str(at), 90, 740 - 12 * at) for at in range(5, 41, 5)]

    assert [row.text for row in rows([[*plain, *numbers]])[0]] == [row.text for row in plain]
    assert len(rows([[*plain, *ticks]])[0]) == 48


def test_a_page_of_many_lines_may_have_numbers_at_few() -> None:
    plain = column(740, 30)
    many = [*numbered(plain, 31), *(line(f"[{at}] A work", 400, 740 - 8 * at) for at in range(70))]
    (_, page) = rows([numbered(plain, 1), many])

    assert page[0].text == FULL.format("a")


def test_letters_without_a_font_of_a_name_are_set_alike_in_chinese() -> None:
    page = [
        replace_font(line("风筝飞得很高，也飞得很远，但没有人看见", 72, 700 - 12 * at), at)
        for at in range(9)
    ]
    latin = [replace_font(each, at) for at, each in enumerate(column(500, 3), 50)]
    found = rows([[*page, *latin]])[0]

    assert [row.apart for row in found] == [False] * 9 + [True] * 3


def replace_font(line: Line, font: int) -> Line:
    (word,) = line.words
    return Line((replace(word, style=Style(1, font, "", 10)),))


def test_no_pages_and_empty_ones_have_no_rows() -> None:
    assert rows([]) == []
    assert rows([[], []]) == [[], []]


def test_a_watermark_is_beside_the_text() -> None:
    turned = Word("DRAFT", 0, 5, (100, 200, 500, 600), Style(3, 3, "Bold", 90, upright=False))
    page = [*column(740, 20), Line((turned,))]
    across = [Line((replace(turned, box=(9 * at, 9 * at, 99, 700)),)) for at in range(20)]

    (found,) = rows([page])
    (all_turned,) = rows([across])

    assert [row.text for row in found if row.aside and row.edge] == ["DRAFT"]
    assert not all(row.edge for row in all_turned)


def test_a_latin_letter_among_chinese_ones_sets_nothing_apart() -> None:
    style = Style(1, 1, "Song", 10)
    page = [Line((Word(text, 0, 9, (72, 700, 300, 710), style),)) for text in ("模型 X 光", "模型")]

    assert [row.apart for row in rows([page])[0]] == [False, False]


def turned(page: list[Line], way: int) -> list[Line]:
    """The page printed sideways: its lines run up (1) or down (-1), a word after the other."""
    found: list[Line] = []
    for each in page:
        whole = each.words[0]
        first, _, rest = whole.text.partition(" ")
        left, bottom, right, top = whole.box
        middle = left + (right - left) * len(first) / len(whole.text)
        words = []
        for text, (x0, x1) in ((first, (left, middle)), (rest, (middle, right))):
            box = (-top, x0, -bottom, x1) if way > 0 else (bottom, -x1, top, -x0)
            words.append(replace(whole, text=text, box=box, style=Style(1, 1, "Roman", 10, False)))
        found.append(Line(tuple(words)))
    return found


@pytest.mark.parametrize("way", [1, -1])
def test_a_page_that_is_printed_sideways_is_read_as_when_it_is_turned(way: int) -> None:
    page = [line("A Table Across", 72, 700), *column(600, 12), line("7 of 9", 300, 40)]

    (read,) = rows([turned(page, way)])

    (expected,) = rows([page])
    assert [(row.text, row.edge, row.aside) for row in read] == [
        (row.text, row.edge, row.aside) for row in expected
    ]


def test_a_word_across_a_page_turns_nothing() -> None:
    stamp = turned([line("Draft of today", 72, 700)], 1)

    (read,) = rows([[*stamp, *column(600, 12)]])

    assert [row.text for row in read if row.aside] == ["Draft of today"]
