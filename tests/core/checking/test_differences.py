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


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("BoolQ rises from 57.46 with the base model to 74.57, about 1.3 times as much.", False),
        ("BoolQ rises from 57.46 with the base model to 74.57, about 1.5 times as much.", True),
        # A total is told of what it is said of alone.
        ("Sampling at a temperature of 0.7, our model answers 3 tasks in total.", True),
        ("模型以温度 0.7 采样，共答 3 题。", True),
    ],
)
def test_about_so_many_times_is_no_more_than_its_digits_say(text: str, doubted: bool) -> None:
    assert (Finding.MISSING in findings(FINANCE, text)) == doubted
