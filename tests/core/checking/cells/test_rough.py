"""Rough figures, held against the one cell that is named for them."""

from __future__ import annotations

import pytest

from core.models import Finding
from tests.core.checking.cells.test_named import findings
from tests.core.tabled import Tabled, paper, table

COSTS = Tabled(
    "costs",
    paper(
        "Teal: A Reader of Ponds",
        "We study ponds.",
        table(
            "Table 1: What each reader needs.",
            "Model | Parameters | Accuracy (%) | Energy (J)",
            "Heron | 418,327 | 65.2 | 61.3",
            "Crane | 84,116 | 60.8 | 48.9",
            "Teal | 84,652 | 67.6 | 12.4",
        ),
        text="Crane needs about 40 in accuracy and in energy.",
    ),
    (),
    (),
)


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("Teal needs about 85,000 parameters.", False),
        ("Teal needs about 60,000 parameters.", True),
        ("Heron 的参数量约为 36 万。", True),
        ("Heron 的参数量约为 42 万。", False),
        ("Heron has an accuracy of about 65%.", False),
        ("Heron has an accuracy of about 50%.", True),
        ("Crane 的准确率约为 80%。", True),
        ("Teal needs about 40 in accuracy and in energy.", True),
        ("Teal has an accuracy and an energy of about 40.", True),
        ("Crane reaches an accuracy of about 61%, the lowest.", False),
    ],
)
def test_a_rough_figure_is_about_what_the_named_cell_holds(text: str, doubted: bool) -> None:
    assert (Finding.MISSING in findings(COSTS, text)) == doubted
