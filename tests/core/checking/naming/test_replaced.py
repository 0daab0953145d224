"""What a sentence says is changed for something else."""

from __future__ import annotations

import pytest

from core.checking.figures.quantities import quantities
from core.checking.naming.replaced import moved


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("Going from BERT base to BERT large brings 2.3 points.", "BERT base", "BERT large brings"),
        ("When noise rises from 0.2 to 0.3, F1 falls from 61.2 to 48.1.", "0.2", "0.3"),
        ("噪声由 0.2 增至 0.3，F1 从 61.2 降至 48.1。", " 0.2 增", " 0.3"),
        ("Adding the gate raises F1 from 48.1 to 61.2.", "", "the gate"),
        ("去掉门控后，F1 从 61.2 降到 48.1。", "", "门控"),
        ("Replacing GELU with ReLU costs 0.4.", "GELU", "ReLU costs"),
        ("把 GELU 换成 ReLU，降低 0.4。", " GELU ", " ReLU"),
        ("Growing from S to M lowers it by 0.4.", "S", "M lowers it by"),
        ("由 S 到 M 降低 0.4。", " S ", " M 降低"),
    ],
)
def test_things_are_changed_for_others(text: str, before: str, after: str) -> None:
    found = moved(text, quantities(text))

    assert found is not None
    assert (text[slice(*found.before)], text[slice(*found.after)].rstrip()) == (before, after)


@pytest.mark.parametrize(
    "text", ["It rises from 45.1 to 47.3.", "从 45.1 升到 47.3", "It is 4.", "把层数减到 2 层。"]
)
def test_figures_that_change_move_nothing(text: str) -> None:
    assert moved(text, quantities(text)) is None
