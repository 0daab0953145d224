"""Multiples, held against the two cells that are compared."""

from __future__ import annotations

import pytest

from core.models import Finding
from tests.core.checking.cells.test_named import findings
from tests.core.tabled import Tabled, paper, table

SERVING = Tabled(
    "serving",
    paper(
        "Marlin: Fast Serving of Small Models",
        "We present Marlin, a system that serves small models quickly.",
        table(
            "Table 1: Latency and memory.",
            "System | Latency (ms) | Memory (GB) | Throughput (req/s)",
            "Marlin (ours) | 48.0 | 6.4 | 520",
            "Heron | 144.0 | 12.8 | 260",
            "Swift | 96.0 | 8.0 | 130",
            "Teal | 72.0 | 10.2 | 410",
        ),
        table(
            "Table 2: Accuracy on four tasks.",
            "System | ARC | PIQA | BoolQ | RTE",
            "Marlin (ours) | 61.2 | 77.4 | 70.3 | 58.9",
            "Heron | 59.8 | 75.0 | 68.2 | 55.1",
            "Swift | 60.4 | 76.1 | 69.9 | 57.3",
            "Teal | 58.3 | 74.2 | 66.6 | 54.0",
        ),
    ),
    true=(),
    false=(),
)
_OUTCOMES = {"✓": Finding.DERIVED, "⚠": Finding.MISSING, "open": Finding.OPEN}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Marlin's latency is {} that of Heron.", {"a third of": "✓", "one third of": "✓"}),
        ("Marlin's latency is {} that of Heron.", {"half": "⚠", "25 % of": "⚠"}),
        ("Marlin's throughput is {} that of Heron.", {"twice": "✓", "2x": "✓", "3x": "⚠"}),
        ("Marlin's throughput is {} as high as Swift's.", {"4 times": "✓", "twice": "⚠"}),
        ("Marlin needs {} the memory of Heron.", {"half": "✓", "a third of": "⚠"}),
        ("Swift takes 96.0 ms, {} as long as Marlin.", {"twice": "✓", "three times": "⚠"}),
        ("Marlin achieves a {} speedup over Heron.", {"3x": "open", "1.5x": "⚠"}),
        ("Marlin 的延迟只有 Heron 的{}。", {"三分之一": "✓", " 33%": "✓", "一半": "⚠"}),
        ("Marlin 的吞吐量是 Heron 的{}。", {"两倍": "✓", " 2 倍": "✓", " 3 倍": "⚠"}),
        ("Marlin 的吞吐量达到 Swift 的{}。", {"四倍": "✓", "两倍": "⚠"}),
        ("Marlin 的显存占用约为 Heron 的{}。", {"一半": "✓", "三分之一": "⚠", " 80%": "⚠"}),
        ("Heron 的显存是 Swift 的 {}。", {"1.6 倍": "✓", "2 倍": "open", "1.25 倍": "⚠"}),
        ("Swift 的延迟为 96.0 ms，是 Marlin 的{}。", {"两倍": "✓", "三倍": "⚠", " 1.5 倍": "⚠"}),
        # "3 times faster" may be four times as fast.
        ("Marlin 比 Heron 快 {}。", {"3 倍": "open", "2 倍": "open", "5 倍": "⚠"}),
    ],
)
def test_a_multiple_is_what_one_cell_is_of_another(text: str, told: dict[str, str]) -> None:
    for multiple, outcome in told.items():
        assert _OUTCOMES[outcome] in findings(SERVING, text.format(multiple)), multiple


def test_a_percentage_of_something_that_is_named_is_no_share_of_it() -> None:
    text = "Marlin 在 ARC 上为 61.2%，高于 Heron 的 59.8%。"
    assert Finding.MISSING not in findings(SERVING, text)
