"""Rows that are two others together, rows and columns called by names that begin with a number, and
changes of which a row tells but one end; several figures of one line."""

from __future__ import annotations

import pytest

from core.checking.figures.quantities import quantities
from core.models import Finding
from tests.core.checking.cells.test_named import findings
from tests.core.tabled import Tabled, paper, table


def _paper(caption: str, *rows: str, text: str = "") -> Tabled:
    title = "Teal: A Reader of Ponds"
    return Tabled(title, paper(title, "We study ponds.", table(caption, *rows), text=text), (), ())


QUERIES = _paper(
    "Table 1: Recall of each kind of query.",
    "Query | Lake | Pond | Marsh",
    "title | 41.2 | 38.5 | 29.4",
    "abstract | 33.1 | 30.6 | 22.8",
    "title and abstract | 52.7 | 47.9 | 35.6",
    "citations | 18.3 | 15.2 | 11.7",
    "title + citations | 45.8 | 40.1 | 31.9",
)
DEPTHS = _paper(
    "Table 1: Accuracy of each variant.",
    "Kind | Variant | Accuracy | Error",
    "Adapters | Narrow | 61.2 | 4.1",
    " | Wide | 62.8 | 3.9",
    "Depth | 8 layers | 60.3 | 4.4",
    " | 6 layers | 59.3 | 4.6",
    "Width | 16 heads | 58.7 | 4.8",
    " | 12 heads | 57.5 | 5.0",
    "Memory | Full | 63.4 | 3.7",
)
INDEXES = _paper(
    "Table 1: Precision of each index.",
    " | TAP | 1+AJY | 2+MHL | 2+MTA | 2+MHLMTA",
    "Precision after 10 documents",
    "lake | 0.258 | 0.291 | 0.274 | 0.293 | 0.284",
    "pond | 0.156 | 0.130 | 0.138 | 0.128 | 0.144",
    "Precision after 30 documents",
    "lake | 0.217 | 0.227 | 0.232 | 0.225 | 0.239",
    "pond | 0.111 | 0.105 | 0.113 | 0.101 | 0.117",
)
SHOTS = _paper(
    "Table 1: Results.",
    "Shots | Model | Score | Slots",
    "Zero-shot | Heron | 36.1 | 82.7",
    " | Otter | 14.7 | 68.7",
    "Few-shot | Heron | 40.8 | 84.7",
    " | Otter | 26.5 | 75.7",
)
LEVELS = _paper(
    "Table 1: Average accuracy (%) at each noise level.",
    "Model | low | mid | high",
    "DS-Swan | 35.1 | 53.2 | 87.1",
    "BC-Crane | 39.0 | 66.7 | 88.7",
    "Teal-Tiny | 39.4 | 76.0 | 88.9",
    "Teal-Small | 33.9 | 80.4 | 91.9",
    text=(
        "In the extreme low regime the ordering shifts: Teal-Tiny (39.4%) slightly outperforms "
        "Teal-Small (33.9%), and CNN baselines remain competitive. Noise is mixed from many lakes. "
        "We use a rate of 0.1. The ponds were heard for 12 days."
    ),
)
NOISES = _paper(
    "Table 1: Accuracy at each ratio of signal to noise (dB).",
    "Model | 5 | 10 | 20 | 40",
    "Heron | 65.2 | 71.6 | 78.3 | 83.9",
    "Otter | 68.7 | 74.5 | 80.1 | 86.4",
)


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("The title search of abstracts scores 41.2 on Lake.", False),
        ("Abstract titles alone reach 41.2 on Lake.", False),
        ("Searching citations by title gives 18.3 on Lake.", False),
        ("With the title and the abstract together, recall on Lake is 52.7.", False),
        ("With the abstract alone, recall on Lake falls to 33.1.", False),
        ("Using only the title, recall on Pond is 38.5.", False),
        ("只用标题检索摘要时，Lake 上的召回率为 41.2。", False),
        ("标题加摘要在 Lake 上达到 52.7。", False),
        ("把标题与引文结合，Pond 上为 40.1。", False),
        ("With the title and the abstract together, recall on Lake is 41.2.", True),
        ("The title search of abstracts scores 18.3 on Lake.", True),
        ("Using only the title, recall on Pond is 47.9.", True),
        ("标题加摘要在 Lake 上达到 33.1。", True),
        ("仅用标题，Marsh 上的召回率为 35.6。", True),
    ],
)
def test_a_row_of_two_others_is_named_where_these_are_joined(text: str, doubted: bool) -> None:
    assert (Finding.MISSING in findings(QUERIES, text)) == doubted


@pytest.mark.parametrize(
    "text", ["只用摘要时，Lake 为 52.7。", "The abstract alone has 52.7 on Lake."]
)
def test_what_is_told_of_one_alone_is_not_confirmed_of_both(text: str) -> None:
    assert Finding.FOUND not in findings(QUERIES, text)


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("With only 6 layers accuracy falls to 59.3, a point below the 8-layer one (60.3).", False),
        ("The 8-layer variant has an accuracy of 60.3.", False),
        ("With 16 heads the error is 4.8.", False),
        ("12 个头（12 heads）时准确率为 57.5。", False),
        ("6 层（6 layers）的错误率为 4.6。", False),
        ("With 16 heads the accuracy is 57.5.", True),
        ("With 8 layers the error is 4.6.", True),
        ("With 6 layers the accuracy is 60.3.", True),
        ("The accuracy with 12 heads is 59.3.", True),
        ("The wide adapter has an accuracy of 61.2.", True),
    ],
)
def test_a_row_may_be_called_by_a_count(text: str, doubted: bool) -> None:
    assert (Finding.MISSING in findings(DEPTHS, text)) == doubted


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        (
            "After 10 documents the precision on lake is 0.291 with 1+AJY and 0.284 with 2+MHLMTA.",
            False,
        ),
        ("10 篇文档时，lake 上 2+MTA 的精确率为 0.293。", False),
        ("After 10 documents the precision on lake is 0.291 with 2+MHLMTA.", True),
        ("After 30 documents the precision of 2+MTA on pond is 0.113.", True),
    ],
)
def test_a_column_may_be_called_by_a_number_and_a_name(text: str, doubted: bool) -> None:
    assert (Finding.MISSING in findings(INDEXES, text)) == doubted


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("the index 2+MTA", []),
        ("索引 1+AJY 与 2+MHL", []),
        ("100+GPUs", [100]),
        ("5+ datasets", [5]),
        ("2+3 layers", [2, 3]),
        ("8+ GPUs", [8]),
    ],
)
def test_a_name_may_begin_with_a_number_and_a_plus(text: str, values: list[float]) -> None:
    assert [each.value for each in quantities(text)] == values


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("Few-shot examples help Heron (score 36.1 to 40.8).", False),
        ("Few-shot examples help Otter on slots (68.7 → 75.7).", False),
        ("Few-shot examples lift Otter's score from 14.7 to 26.5.", False),
        ("Few-shot examples take the slots of Otter from 68.7 to 75.7.", False),
        ("加入 few-shot 示例后，Heron 的 Score 由 36.1 升至 40.8。", False),
        ("Few-shot examples help Heron (36.1 to 40.8).", False),
        ("Few-shot examples lift Otter from 14.7 to 26.5.", False),
        ("With few-shot examples Otter goes up, 68.7 → 75.7.", False),
        ("加入 few-shot 示例后，Heron 由 36.1 升至 40.8。", False),
        ("Few-shot examples lift Otter's score from 14.7 to 40.8.", True),
        ("The few-shot score of Heron is 36.1.", True),
    ],
)
def test_a_change_begins_without_what_brings_it(text: str, doubted: bool) -> None:
    assert (Finding.MISSING in findings(SHOTS, text)) == doubted


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        (
            "At the extreme low level Teal-Small averages just 33.9%, below Teal-Tiny and below "
            "the two CNN baselines at 35.1% and 39.0%.",
            False,
        ),
        ("低噪声下 Teal-Small 为 33.9%，两个 CNN baselines 为 35.1% 和 39.0%。", False),
        (
            "Teal-Small reaches 33.9% in the extreme regime; CNN baselines remain competitive with "
            "39.0% and 35.1%.",
            False,
        ),
        ("CNN baselines remain competitive (35.1% and 39.0%), Teal-Small has 33.9%.", False),
        ("In the extreme low regime 33.9%, 35.1% and 39.0% are far below the rest.", False),
        ("In the extreme low regime Teal-Tiny has 39.0%.", True),
        ("In the extreme low regime Teal-Tiny (39.5%) slightly outperforms Teal-Small.", True),
    ],
)
def test_three_figures_of_one_line_are_told_of_that(text: str, doubted: bool) -> None:
    assert (Finding.MISSING in findings(LEVELS, text)) == doubted


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("At 10 dB Heron has an accuracy of 71.6.", False),
        ("Heron's accuracy is 71.6 at 10 dB and 83.9 at 40 dB.", False),
        ("信噪比为 10 dB 时，Heron 的准确率为 71.6。", False),
        ("在 20 dB 下，Otter 达到 80.1。", False),
        ("信噪比从 5 dB 提高到 40 dB 时，Otter 从 68.7 升至 86.4。", False),
        ("At 5 dB Heron has an accuracy of 71.6.", True),
        ("信噪比为 5 dB 时，Heron 的准确率为 71.6。", True),
        ("在 40 dB 下，Otter 达到 80.1。", True),
    ],
)
def test_a_level_with_its_unit_names_a_column_of_bare_levels(text: str, doubted: bool) -> None:
    assert (Finding.MISSING in findings(NOISES, text)) == doubted
