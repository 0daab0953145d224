"""Names of data sets taken from sentences."""

from __future__ import annotations

import time

import pytest

from core.reading.terms import benchmarks


def test_benchmarks() -> None:
    pool = [
        "We test on the BoatBench benchmark and the Lake-7 dataset.",
        "On RiverQA it wins; BoatBench is harder. The dataset is large.",
    ]

    assert list(benchmarks(pool)) == ["BoatBench", "Lake-7", "RiverQA"]


@pytest.mark.parametrize(
    "word", ["ACGT" * 2000, "Aa-" * 2000, "A1 " * 2000, "we propose " * 800, "$x{" * 2000]
)
def test_odd_sentences_cost_no_time(word: str) -> None:
    start = time.process_time()
    list(benchmarks([word]))

    assert time.process_time() - start < 1
