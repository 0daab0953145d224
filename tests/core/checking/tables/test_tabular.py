"""The lines of tables with the heads over their cells and the labels beside them."""

from __future__ import annotations

import pytest

from core.checking.figures.quantities import quantities
from core.checking.tables.tabular import beside_value, lines_of, listed_in
from core.document import Table


def test_a_head_over_several_columns_holds_for_each_of_them() -> None:
    rows = (
        "Model | BLEU |  | Cost | \n | EN-DE | EN-FR | EN-DE | EN-FR\nOtter | 24.6 | 39.9 | 23 | 14"
    )

    *heads, line = lines_of(rows)

    assert [head.is_head for head in heads] == [True, True]
    assert line.heads == ("Model", "BLEU EN-DE", "BLEU EN-FR", "Cost EN-DE", "Cost EN-FR")


def test_a_label_over_several_rows_and_a_line_across_hold_for_the_rows_below() -> None:
    rows = "Size | Model | PPL\n3B | Llama | 10.0\n | Otter | 9.9\nLarge ones\n7B | Llama | 8.9"

    labels = [line.labels for line in lines_of(rows) if not line.is_head]

    assert labels == [
        ("3B", "Llama", "Size"),
        ("3B", "Otter", "Size"),
        ("Large ones",),
        ("7B", "Llama", "Large ones", "Size"),
    ]


def test_heads_within_a_table_take_the_place_of_those_above() -> None:
    rows = (
        "GPT-4 | Prior | Slope\nNews | 0.13 | -0.10\nGPT-3.5 | Before | After\nNews | 0.01 | 0.84"
    )

    last = lines_of(rows)[-1]

    assert last.heads == ("GPT-3.5", "Before", "After")
    assert last.labels == ("News", "GPT-3.5")


def test_a_head_may_begin_with_a_number() -> None:
    rows = "Base | 30M examples | 90M examples\n10 | 11 | 13"

    assert lines_of(rows)[-1].heads == ("Base", "30M examples", "90M examples")


@pytest.mark.parametrize("label", ["2D Mask", "3D box", "4D", "360-degree", "5-shot"])
def test_a_label_may_begin_with_a_number(label: str) -> None:
    line = lines_of(f"Method | Input | AP | Recall\nOtter | {label} | 60.2 | 70.1")[-1]

    assert line.naming == 2
    assert label in line.labels


@pytest.mark.parametrize("cell", ["2.5", "30", "71.2 (0.4)", "±0.3", "12 ms", "3-4"])
def test_a_value_behind_a_label_is_none(cell: str) -> None:
    assert lines_of(f"Method | Width | AP | Recall\nOtter | {cell} | 60.2 | 70.1")[-1].naming == 1


def test_rows_called_alike_are_told_by_a_column_of_settings() -> None:
    rows = "Data | H | A | B\nLake | 96 | 0.41 | 0.43\n | 192 | 0.45 | 0.47\n | 336 | 0.48 | 0.50"

    *_, line = lines_of(rows)

    assert line.labels == ("Lake", "336", "Data")
    assert line.naming == 2


@pytest.mark.parametrize(
    "rows",
    [
        "Data | N | A\nLake | 96 | 0.41\nPond | 192 | 0.45\nMarsh | 336 | 0.48",  # told without
        "Data | N | A\nLake | 96 | 0.41\n | 92 | 0.45\n | 336 | 0.48",  # does not rise
        "Data | N | A\nLake | 9.6 | 0.41\n | 19.2 | 0.45\n | 33.6 | 0.48",  # values
        "Data | N\nLake | 96\n | 192\n | 336",  # nothing else
    ],
)
def test_other_numbers_are_no_settings(rows: str) -> None:
    assert {line.naming for line in lines_of(rows) if not line.is_head} == {1}


@pytest.mark.parametrize("signs", [("-5", "-10"), ("$-$5", "$-$10"), ("−5", "−10")])
def test_levels_below_zero_are_heads(signs: tuple[str, str]) -> None:
    rows = f"Model | Clean | 10 | 5 | 0 | {signs[0]} | {signs[1]}\nOtter | 96.4 | 94.5 | 93.1 | 89.3 | 80.8 | 68.9"

    head, line = lines_of(rows)

    assert head.is_head
    assert line.heads[1:4] == ("Clean", "10", "5")


def test_bold_values_are_no_heads() -> None:
    rows = "Method | A | B\nHeron | $1.2$ | $3.4$\nOtter | $\\mathbf{5.6}$ | $\\mathbf{7.8}$\nGain | $9\\%$ | $8\\%$"

    *_, own, gain = lines_of(rows)

    assert own.labels == ("Otter", "Method")
    assert gain.heads == ("Method", "A", "B")


@pytest.mark.parametrize(
    ("rows", "marked", "heads"),
    [
        ("M | A | B\nHeron | 1.25 | 3.41\nOtter | 5.62 | 7.83", 2, ("M", "A", "B")),
        (
            " | Task | Otter | Otter\n |  | V2 | V3\nEn | Lake | 1.25 | 3.41",
            1,
            ("", "Task", "Otter V2", "Otter V3"),
        ),
        (
            " | M | AP | \n |  | Easy | Hard\n(a) | Heron | 1.25 | 3.41",
            1,
            ("", "M", "AP Easy", "Hard"),
        ),
        (" | M | A | B\n | Kind | Wide | Deep\n | Heron | 1.25 | 3.41", 1, ("", "M", "A", "B")),
    ],
)
def test_heads_are_counted_by_what_they_hold(
    rows: str, marked: int, heads: tuple[str, ...]
) -> None:
    spread = tuple(
        " ".join(dict.fromkeys(filter(None, cells)))
        for cells in zip(
            *(map(str.strip, row.split("|")) for row in rows.split("\n")[:marked]), strict=True
        )
    )

    assert lines_of(rows, Table("", rows, spread, marked))[-1].heads == heads


def test_a_line_across_takes_the_place_of_a_corner_that_named_the_rows_above() -> None:
    rows = "Strong wind | A\nHeron | 1.2\nBroken motor\nHeron | 3.4"

    labels = [line.labels for line in lines_of(rows) if len(line.cells) > 1][1:]

    assert labels == [("Heron", "Strong wind"), ("Heron", "Broken motor")]


@pytest.mark.parametrize(
    ("cell", "head", "said"),
    [
        ("(sMNIST) acc: 99.5 (sCIFAR) acc: 82.1", "Score", ["(sMNIST) acc", "(sCIFAR) acc"]),
        (
            "Acc: 81.7 (Camel) 65.2 (Brick) F1: 80.1 (Camel)",
            "Score",
            ["Acc Camel", "Acc Brick", "F1 Camel"],
        ),
        ("LAKE F1: 90.3 IoU: 82.7 RIVER F1: 66.8", "Score", ["LAKE F1", "LAKE IoU", "RIVER F1"]),
        ("0.93(PSAX) 0.90(A4C)", "Score", ["(PSAX) ", "(A4C)"]),
        ("42.2 (WorldView) 47.6 (Gaofen)", "Score", [" (WorldView) ", " (Gaofen)"]),
        ("84.6/83.4", "MNLI-(m/mm)", ["m", "mm"]),
        ("57.3 (+22.3)", "HumanEval", ["", ""]),
    ],
)
def test_a_cell_of_several_values_says_what_each_is(cell: str, head: str, said: list[str]) -> None:
    found = quantities(cell)

    assert [beside_value(cell, head, each, found) for each in found] == said


@pytest.mark.parametrize(
    ("caption", "head", "said"),
    [
        ("Precision / recall / F1 on each type.", "Tagger", ["Precision ", " recall ", " F1"]),
        ("P/R/F1 on each type.", "Tagger", ["P", "R", "F1"]),
        ("Precision / recall on each type.", "Tagger", ["", "", ""]),
        ("P/R/F1, or A/B/C, on each type.", "Tagger", ["", "", ""]),
        ("P/R/F1 on each type.", "Tagger (a/b/c)", ["", "", ""]),
    ],
)
def test_a_caption_lists_what_the_values_of_cells_are(caption, head, said) -> None:
    cell = "91.2 / 88.7 / 89.9"
    found = quantities(cell)

    assert [listed_in(caption, cell, head, each, found) for each in found] == said
