"""Figures whose number stands in the named row in another scale."""

from __future__ import annotations

import pytest

from core.models import Finding
from tests.core.checking.test_cells import findings
from tests.core.tabled import Tabled, paper, table

SETS = Tabled(
    "sets",
    paper(
        "Teal: A Reader of Ponds",
        "We study ponds.",
        table(
            "Table 1: Data sets.",
            "Data set | Kind | Train size",
            "MarshQA | QA | 0.5k",
            "LakeQA | QA | 52k",
            "PondQA | Reading | 5k",
            "FenQA | Reading | 7M",
        ),
    ),
    (),
    (),
)


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("MarshQA 仅 0.5k 条。", False),
        ("MarshQA 仅 0.05 万条。", False),
        ("LakeQA 有 5.2 万条，而 MarshQA 仅 0.5 万条。", True),
        ("LakeQA 有 5.2 万条，而 PondQA 仅 0.5 万条。", False),
        ("FenQA has 7M examples.", False),
        ("FenQA has 7k examples.", True),
        ("FenQA has 7 million examples, MarshQA 500.", False),
    ],
)
def test_a_number_in_another_scale_than_its_row_has_is_doubted(text: str, doubted: bool) -> None:
    assert (Finding.MISSING in findings(SETS, text)) == doubted
