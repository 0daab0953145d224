"""Rows that are told by what marks say they have."""

from __future__ import annotations

import pytest

from core.checking.tables.tabular import lines_of
from core.models import Finding
from tests.core.checking.cells.test_named import findings
from tests.core.tabled import Tabled, paper, table


@pytest.mark.parametrize(
    ("has", "lacks"), [("✓", ""), ("✓", "✗"), ("yes", "no"), ("Yes", "-"), ("√", "×")]
)
def test_a_row_is_called_by_what_it_has_and_lacks(has: str, lacks: str) -> None:
    rows = (
        "Run | Gate | Pool | AP | F1 | EM\n"
        f"Otter | {has} | {lacks} | 61.2 | 50.1 | 40.3\n"
        f"Otter | {has} | {has} | 63.4 | 52.2 | 41.7"
    )

    first, last = lines_of(rows)[1:]

    assert first.labels[-1] == "w/o Pool"
    assert last.labels[-1] == "Pool"
    assert not {has, lacks} & {*first.labels, *last.labels}


def test_a_column_of_one_mark_or_of_other_words_tells_nothing() -> None:
    rows = (
        "Run | Gate | Kind | AP | F1 | EM\nOtter | yes | no | 61.2 | 50.1 | 40.3\n"
        "Heron | yes | Lake | 63.4 | 52.2 | 41.7"
    )

    first, last = lines_of(rows)[1:]

    assert first.labels == ("Otter", "yes", "no", "Run")
    assert last.labels == ("Heron", "yes", "Lake", "Run")


@pytest.mark.parametrize(
    ("caption", "label"), [("Ablation of parts.", "w/o Gate"), ("Scores by size.", "- Gate")]
)
def test_a_minus_leaves_out_where_the_caption_says_so(caption: str, label: str) -> None:
    given = table(caption, "Variant | AP | F1", "Full | 61.2 | 50.1", "- Gate | 60.4 | 49.8")

    last = lines_of(given.rows, given)[-1]

    assert last.labels[0] == label


def test_a_row_that_is_numbered_is_called_by_its_number_and_the_head() -> None:
    rows = "ID | Note | AP | F1\n1 | Plain | 61.2 | 50.1\n2 | Pooled | 63.4 | 52.2"

    assert [line.labels[-1] for line in lines_of(rows)[1:]] == ["ID1", "ID2"]


GATES = Tabled(
    "gates",
    paper(
        "Teal: A Reader of Ponds",
        "We study ponds.",
        table(
            "Table 1: Losses by run.",
            "Run | Formula | Epochs | Train loss | Best loss",
            "Stage 1 joint | yes | 1 | 0.481 | 0.648",
            "Stage 1 joint | no | 1 | 0.532 | 0.715",
            "Stage 2 alone | yes | 2 | 0.589 | 0.702",
            "Stage 2 alone | no | 2 | 0.671 | 0.796",
        ),
        table(
            "Table 2: Ablation of the parts.",
            "ID | Gate | Pooling | Lake | Pond",
            "1 | ✗ | ✗ | 51.3 | 61.7",
            "2 | ✓ | ✗ | 54.9 | 63.2",
            "3 | ✓ | ✓ | 58.6 | 66.4",
        ),
        table(
            "Table 3: Ablation on Marsh.",
            "Variant | Reeds | Fens",
            "Full | 71.3 | 62.5",
            "- Weight loss | 69.9 | 60.8",
            "- Domain gate | 70.1 | 61.2",
        ),
        table(
            "Table 4: Scores by threshold.",
            "Test/threshold | 1 (default) | 0.16 | 0.14 | 0.12 | 0.08",
            "VQA | 69.11 | 69.74 | 69.64 | 70.11 | 70.45",
            "SQA | 54.94 | 55.46 | 55.25 | 54.92 | 54.14",
        ),
    ),
    (),
    (),
)


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("Without the formula, stage 2 ends at a train loss of 0.671.", False),
        ("Without the formula, stage 2 ends at a train loss of 0.589.", True),
        ("With the formula, stage 2 ends at a train loss of 0.589.", False),
        ("第二阶段不使用分子式时，训练损失为 0.671。", False),
        ("第二阶段不使用分子式时，训练损失为 0.589。", True),
        ("On Reeds, dropping the domain gate leaves 70.1.", False),
        ("On Reeds, dropping the domain gate leaves 69.9.", True),
        ("At a threshold of 0.12, VQA is 70.11.", False),
        ("At a threshold of 0.12, VQA is 70.45.", True),
        ("阈值为 0.16 时，SQA 为 55.46。", False),
        ("阈值为 0.16 时，SQA 为 54.92。", True),
        ("On Lake, run ID2 reaches 54.9.", False),
        ("On Lake, run ID2 reaches 58.6.", True),
        ("第三组配置（ID3）在 Pond 上为 66.4。", False),
        ("配置 ID1 在 Pond 上为 66.4。", True),
    ],
)
def test_the_value_of_a_row_without_what_is_told_is_doubted(text: str, doubted: bool) -> None:
    assert (Finding.MISSING in findings(GATES, text)) == doubted


@pytest.mark.parametrize(
    ("corner", "label", "said"),
    [
        ("Module removed", "Gate loss", "w/o Gate loss"),
        ("Removed component", "Gate", "w/o Gate"),
        ("w/o", "Gate", "w/o Gate"),
        ("Module removed", "Full (no removal)", "Full (no removal)"),
        ("Removed", "None", "None"),
        ("Removed", "w/o gate", "w/o gate"),
        ("Module", "Gate", "Gate"),
    ],
)
def test_a_row_below_what_was_removed_lacks_that(corner: str, label: str, said: str) -> None:
    rows = f"{corner} | AP | F1 | EM\n{label} | 61.2 | 50.1 | 40.3\nPool | 63.4 | 52.2 | 41.7"

    assert lines_of(rows)[1].labels[0] == said


REMOVED = Tabled(
    "removed",
    paper(
        "Teal: Pools of Ducks",
        "We pool ducks.",
        table(
            "Table 1: Change of accuracy for each module.",
            "Module removed | Q1 | Median | Q3",
            "Full (no removal) | 0.3% | 1.6% | 3.6%",
            "Gate loss | -1.5% | -0.8% | 0.5%",
            "Scaling | -1.0% | 0.2% | 1.5%",
        ),
    ),
    true=(),
    false=(),
)


@pytest.mark.parametrize(
    ("text", "is_doubted"),
    [
        ("Without the gate loss, the median change is -0.8%.", False),
        ("Without scaling a median gain of 0.2% is left.", False),
        ("去掉 scaling 后，median 仍提升 0.2%。", False),
        ("Without scaling the median change is 1.6%.", True),
    ],
)
def test_what_lacks_a_module_has_its_own_figures(text: str, is_doubted: bool) -> None:
    assert (Finding.MISSING in findings(REMOVED, text)) == is_doubted
