"""Tables of settings."""

from __future__ import annotations

import pytest

from core.document import Document, Section
from core.models import Paper
from core.reading.quotable import Text
from core.reading.tabled import tabled

PAIRS = "Optimizer: AdamW; Learning rate: 3e-4; Batch size: 64"
ROWS = "Optimizer | AdamW\nLearning rate | 3e-4\nBatch size | 64"


def told(rows: str, caption: str = "Table 5: Hyperparameters of BoatNet.") -> str:
    text = f"{caption}\n\n{rows}"
    document = Document(paper_id="1", title="Boats", sections=(Section("A Details", 1, text),))
    return tabled(Text(Paper(id="2602.00001", title="Boats", abstract="We fold."), document))


@pytest.mark.parametrize(
    "rows",
    [
        ROWS,
        f"Hyperparameter | Value\n{ROWS}",
        f"Setting | Value\nTraining | \n{ROWS}",
        "Parameter | Symbol | Value\nOptimizer | - | AdamW\nLearning rate | $\\eta$ | 3e-4\n"
        "Batch size | $B$ | 64",
        # All names above all values, and two pairs in a row.
        "Optimizer | Learning rate | Batch size\nAdamW | 3e-4 | 64",
    ],
)
def test_each_setting_is_told_with_its_value(rows: str) -> None:
    assert told(rows) == PAIRS


def test_two_settings_may_stand_in_a_row() -> None:
    rows = "Optimizer | AdamW | Learning rate | 3e-4\nBatch size | 64 | Epochs | 3"

    assert told(rows) == f"{PAIRS.replace('; Batch', '; Batch')}; Epochs: 3"


def test_settings_that_follow_others_are_the_papers() -> None:
    assert told(ROWS, "Table 5: Hyperparameters, following Smith et al. (2020).") == PAIRS


@pytest.mark.parametrize(
    ("rows", "caption"),
    [
        # Settings of several models, beside each other.
        (
            "Hyperparameter | Small | Large\nLearning rate | 1 | 2\nBatch size | 3 | 4\nEpochs | 5 | 6",
            "Table 5: Hyperparameters.",
        ),
        ("Model | Batch size | Epochs\nA | 64 | 3\nB | 32 | 4", "Table 5: Training settings."),
        # Too few, and none of training.
        ("Learning rate | 3e-4\nBatch size | 64", "Table 5: Hyperparameters."),
        ("Sheets | 3\nSails | 4\nBoats | 5", "Table 5: Implementation details."),
        # What was searched, what came of it, what others took, and another table.
        (ROWS, "Table 5: Search space of hyperparameters."),
        (ROWS, "Table 5: Results under different hyperparameters."),
        (ROWS, "Table 5: Hyperparameters of the baselines."),
        (ROWS, "Table 5: Hyperparameters used by Smith et al. (2020)."),
        (ROWS, "Table 5: Training settings of FoldNet [12]."),
        (ROWS, "Table 5: What boats are made of."),
    ],
)
def test_other_tables_tell_nothing(rows: str, caption: str) -> None:
    assert told(rows, caption) == ""
