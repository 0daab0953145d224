"""Numbers whose thousands a space sets apart."""

from __future__ import annotations

import pytest

from core.checking.figures.figures import figures
from core.models import Finding
from tests.core.checking.cells.test_named import findings
from tests.core.tabled import Tabled, paper, table


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("训练查询为 7 148 条。", [7148]),
        ("It has 8 841 823 documents and 532 761 queries.", [8_841_823, 532_761]),
        ("It takes 34 306 ms.", [34.306]),
        ("约 34 306 篇", [34_306]),
        ("34\u202f306", [34_306]),
        ("Llama 3 405B has layers.", [405e9]),
        ("At step 4 100 samples are left.", [100]),
        ("It has 12 queries.", [12]),
    ],
)
def test_thousands_apart_are_one_figure(text: str, values: list[float]) -> None:
    found = [end.value for each in figures(text) for end in each.ends]

    assert sorted(found) == pytest.approx(sorted(values))


COUNTS = Tabled(
    "counts",
    paper(
        "Teal: Questions of Ponds",
        "We gather questions.",
        table(
            "Table 1: Statistics of the subsets.",
            "Country | Code | Train queries | Test queries | Test documents | Test articles",
            "Argentina | ar | 22 560 | 5 481 | 3 829 | 3 498",
            "Bolivia | bo | 24 912 | 4 810 | 3 230 | 2 866",
            "Spain | es | 23 476 | 7 148 | 5 004 | 4 654",
        ),
    ),
    (),
    (),
)


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("Argentina contributes 22,560 training queries.", False),
        ("Argentina contributes 24,912 training queries.", True),
        ("西班牙的训练查询为 23 476 条。", False),
        ("西班牙的训练查询为 7 148 条。", True),
        ("Spain has 5004 test documents of 4654 test articles.", False),
        ("Spain has 4 654 test documents of 5 004 test articles.", True),
    ],
)
def test_a_cell_with_spaces_is_held_against_what_is_named(text: str, doubted: bool) -> None:
    assert (Finding.MISSING in findings(COUNTS, text)) == doubted
