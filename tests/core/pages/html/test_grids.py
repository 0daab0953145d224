"""Cells laid out in rows and columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.pages.html.grids import Cell, Grid, cells_of, is_figure, laid_out


def row(*texts: str, head: bool = False) -> list[Cell]:
    return [Cell(text, head=head) for text in texts]


def test_headers_of_two_levels_stand_over_their_columns() -> None:
    top = [
        Cell("System", rows=2, head=True),
        Cell("Dev", columns=2, head=True),
        Cell("Test", columns=2, head=True),
    ]
    found = laid_out([top, row("EM", "F1", "EM", "F1", head=True), row("Ours", "1", "2", "3", "4")])

    assert found.heads == ("System", "Dev EM", "Dev F1", "Test EM", "Test F1")
    assert found.head_rows == 2
    assert found.lines == (
        "System | Dev |  | Test | ",
        " | EM | F1 | EM | F1",
        "Ours | 1 | 2 | 3 | 4",
    )


def test_a_cell_that_spans_rows_pushes_the_cells_below_aside() -> None:
    found = laid_out(
        [row("a", "b"), [Cell("x", rows=3), Cell("1")], row("2"), row("3"), row("y", "4")]
    )

    assert found.lines == ("a | b", "x | 1", " | 2", " | 3", "y | 4")


def test_a_line_across_the_table_is_one_cell_and_empty_rows_are_none() -> None:
    assert laid_out(
        [[Cell("Closed models", columns=3)], row("", "", ""), row("a", "1", "2")]
    ).lines == (
        "Closed models",
        "a | 1 | 2",
    )


@pytest.mark.parametrize(
    ("rows", "heads"),
    [
        ([row("Model", "Score"), row("Ours", "1.5")], ("Model", "Score")),
        ([row("", "Score"), row("Ours", "1.5")], ("", "Score")),
        ([row("Ours", "1.5"), row("Theirs", "2")], ()),
        ([row("Name", "Text"), row("Ours", "words")], ()),
        ([row("Model", "A"), row("", "Acc"), row("Ours", "1")], ("Model", "A Acc")),
        ([row("A"), row("1")], ()),
        ([row("a", "b", head=True)], ()),
        ([], ()),
    ],
)
def test_headers_told_by_marks_or_figures(rows: list[list[Cell]], heads: tuple[str, ...]) -> None:
    assert laid_out(rows).heads == heads


@pytest.mark.parametrize(
    "cell",
    [
        "71.2",
        "$0.14 \\pm 0.01$",
        "80.6/80.1",
        "2.08 (1.00x)",
        "-3",
        "+1.2%",
        "10/10",
        "1,024",
        "$0.14$ $\\pm$ $0.01$",
    ],
)
def test_figures(cell: str) -> None:
    assert is_figure(cell)


@pytest.mark.parametrize(
    "cell", ["", "-", "GPT-4", "words", "BLEU (2014)", "700 thousand words of text", "1" * 500]
)
def test_no_figures(cell: str) -> None:
    assert not is_figure(cell)


def test_a_bar_within_a_cell_does_not_part_it() -> None:
    assert laid_out([row("p(x | y)", "1")]).lines == ("p(x|y) | 1",)


CELLS = st.builds(
    Cell,
    st.sampled_from(["", "a", "1", "b c"]),
    st.integers(1, 9999),
    st.integers(1, 9999),
    st.booleans(),
)


@given(st.lists(st.lists(CELLS, max_size=5), max_size=6))
def test_any_cells_are_laid_out_with_every_text_once(rows: list[list[Cell]]) -> None:
    found: Grid = laid_out(rows)
    told = [cell for line in found.lines for cell in cells_of(line) if cell]

    assert len(told) <= sum(bool(cell.text) for each in rows for cell in each)
    assert found.head_rows < max(len(found.lines), 1)
