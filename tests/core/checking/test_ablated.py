"""Values of rows without something, held against the whole method's."""

from __future__ import annotations

import pytest

from bench.figure_check import paper_of
from core.checking.verify import Evidence
from tests.core.checking.full_text import CHANCE, is_doubted
from tests.core.tabled import paper, table

DOCUMENT = paper(
    "Otter: Counting Boats",
    "We present Otter, which counts boats.",
    table(
        "Table 1: Ablation.",
        "Variant | Accuracy | Latency (ms)",
        "Otter | 71.4 | 48.3",
        "w/o cache | 70.9 | 81.6",
        "w/o gate | 68.2 | 47.1",
        "+ masks | 72.6 | 55.7",
    ),
    text=" ".join(CHANCE),
)
EVIDENCE = Evidence.of(paper_of(DOCUMENT), DOCUMENT)


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("Without the cache, latency rises to 81.6 ms.", False),
        ("Without the cache, latency drops to 81.6 ms.", True),
        ("去掉缓存后延迟更高，达 81.6 ms。", False),
        ("去掉缓存后延迟更低，仅 81.6 ms。", True),
        ("Removing the gate worsens accuracy to 68.2.", False),
        ("Removing the gate improves accuracy to 68.2.", True),
        ("加上 masks 后 accuracy 升至 72.6。", False),
        ("加上 masks 后 accuracy 降至 72.6。", True),
        # What is compared with another row says nothing of the whole method's.
        ("Compared with no cache, leaving out the gate as well cuts latency to 47.1 ms.", False),
        ("Adding masks to the variant without cache lowers latency further to 55.7 ms.", False),
    ],
)
def test_a_value_without_a_part_goes_the_way_it_is_said_to(text: str, doubted: bool) -> None:
    assert is_doubted(text, EVIDENCE) == doubted
