"""Names taken from sentences."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.reading.terms import benchmarks, term


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("We propose a novel crease predictor that folds boats.", "crease predictor"),
        ("In this paper, we introduce BoatNet, which folds boats.", "BoatNet"),
        ("We present a model called FoldFormer for boats.", "FoldFormer"),
        ("Crease pruning: we drop every second crease.", "Crease pruning"),
        ("Training relies on RiverMix throughout.", "RiverMix"),
        ("It dries after two careful folding passes.", "two careful folding passes"),
        ("本文提出一种折纸方法，它很快。", "本文提出一种折纸方法"),
    ],
)
def test_names(sentence: str, name: str) -> None:
    assert term(sentence) == name


def test_a_keyword_of_the_paper_names_a_sentence() -> None:
    assert (
        term("It rests on Sparse attention alone.", ("attention", "sparse attention"))
        == "Sparse attention"
    )


@given(st.text(alphabet="aAbB .,:-We propose a new$。，0\n", max_size=120))
def test_a_name_is_a_piece_of_its_sentence(sentence: str) -> None:
    assert term(sentence, ("ab",)) in sentence


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
    term(word)
    list(benchmarks([word]))

    assert time.process_time() - start < 1
