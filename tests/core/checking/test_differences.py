"""Differences that a writer has worked out from two named cells."""

from __future__ import annotations

import pytest

from core.models import Finding
from tests.core.checking.test_cells import findings
from tests.core.tabled import FINANCE, Tabled


@pytest.mark.parametrize(
    ("tabled", "text", "doubted"),
    [
        (FINANCE, "The gap between OPT-66B and GPT-NeoX on FPB is 4.03 points.", False),
        (FINANCE, "The gap between OPT-66B and GPT-NeoX on FPB is 7.77 points.", True),
        (FINANCE, "OPT-66B 与 GPT-NeoX 在 FPB 上相差 4.03。", False),
        (FINANCE, "OPT-66B 与 GPT-NeoX 在 FPB 上相差 7.77。", True),
    ],
)
def test_a_gap_is_what_two_named_cells_give(tabled: Tabled, text: str, doubted: bool) -> None:
    assert (Finding.MISSING in findings(tabled, text)) == doubted
