"""How papers write numbers in English and how reports write them in Chinese.

Each line of tests/core/data/notations.txt is what a paper says and what is said of it; all of it is
true, so nothing is doubted.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from core.checking.verify import Evidence, check
from core.models import Finding, Paper

# What no rule can tell from another meaning, or what the writer worked out, may be left open.
OPEN = 10
SAID = Path(__file__).parents[1] / "data" / "notations.txt"
LINES = SAID.read_text(encoding="utf-8").splitlines()


def findings(line: str) -> set[Finding]:
    english, chinese = line.split(" | ")
    abstract = f"We present a method for many things. It {english}. It is useful for others."
    paper = Paper(id="2602.00001", title="A study of things", abstract=abstract)
    found = check([f"{chinese}。"], Evidence.of(paper, None))
    return {claim.finding for claim in found.claims}


@pytest.mark.parametrize("line", LINES)
def test_what_is_true_is_not_doubted_however_it_is_written(line):
    assert Finding.MISSING not in findings(line)


def test_nearly_all_of_it_is_confirmed():
    unsettled = [line for line in LINES if Finding.OPEN in findings(line)]

    assert len(unsettled) <= OPEN, unsettled


@pytest.mark.parametrize(
    "line",
    [
        "a chip of 102.4 GOPS | 算力 102.4 TOPS 的芯片",
        "8.2 TOPS (INT8) | 8.2 GOPS in INT8",
        "a board of 1.5 POPS | a board of 1.5 TOPS",
        "a chip of 102.4 GOPS | a chip of 102.4 GFLOPS",
        "12.5 TOPS at 3 W | 功耗 12.5 W",
    ],
)
def test_operations_in_a_second_are_told_in_their_scale(line):
    assert Finding.MISSING in findings(line)


@pytest.mark.parametrize(
    "line",
    [
        "an error rate of 0.25% | 错误率为 25‰",
        "45 bps | 4.5 个百分点",
        "takes 1h 30m | 耗时 80 分钟",
        "a film of 2:15:30 | 影片时长 2 小时 51 分 30 秒",
        "a context of 32K tokens | 上下文为 23,768 个词元",
        "a context of 33K tokens | 上下文为 33,792 个词元",
        "131072 tokens | 256K 词元",
        "1.5 GiB of cache | 1356 MiB 缓存",
        "a cache of 1.5 GB | 1.536 GB 的缓存",
        "an error of 2 × 10-6 | 误差为 2e-5",
        "batches of 2^12 | 批大小为 2048",
        "1.6 Tb/s | 160 Gbps",
        "2.4 GWh | 24 万千瓦时",
        "12,34,567 rows | 约 1230 万行",
        "two and a half times faster | 快 3.5 倍",
    ],
)
def test_another_number_in_another_notation_is_doubted(line):
    assert Finding.MISSING in findings(line)
