"""Names of data sets taken from sentences."""

from __future__ import annotations

import time

import pytest

from core.document import Table
from core.reading.terms import benchmarks, listed


def test_benchmarks() -> None:
    pool = [
        "We test on the BoatBench benchmark and the Lake-7 dataset.",
        "On RiverQA it wins; BoatBench is harder. The dataset is large.",
    ]

    assert list(benchmarks(pool)) == ["BoatBench", "Lake-7", "RiverQA"]


def test_a_set_of_which_a_part_is_told_is_one_and_a_hash_is_none() -> None:
    pool = [
        "We fold all 18 languages of LAKES.",
        "A SHA-256-hashed corpus is stored.",
        "The NWP-enhanced dataset is.",
    ]

    assert list(benchmarks(pool)) == ["LAKES"]


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ("ImageNet-1K ImageNet ImageNet1K", ["ImageNet-1K"]),
        ("ImageNet ImageNet-21K", ["ImageNet", "ImageNet-21K"]),
        ("MS-COCO COCO", ["MS-COCO"]),
        ("MS-COCO-5K MS-COCO", ["MS-COCO-5K"]),
        ("LakeQA Lake-QA", ["LakeQA"]),
        ("T1–T4 C4", []),
        ("HumanEval HumanEval+", ["HumanEval", "HumanEval+"]),
        ("GSM8K GSM8K-Hard", ["GSM8K", "GSM8K-Hard"]),
        ("RiverQA Big-RiverQA", ["RiverQA", "Big-RiverQA"]),
        ("AIME-24 AIME-25", ["AIME-24", "AIME-25"]),
    ],
)
def test_a_data_set_is_told_once_however_it_is_written(names: str, told: list[str]) -> None:
    pool = [f"We test on the {name} benchmark." for name in names.split()]

    assert list(benchmarks(pool)) == told


@pytest.mark.parametrize(
    "word", ["ACGT" * 2000, "Aa-" * 2000, "A1 " * 2000, "we propose " * 800, "$x{" * 2000]
)
def test_odd_sentences_cost_no_time(word: str) -> None:
    start = time.process_time()
    list(benchmarks([word]))

    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    "sentence",
    [
        "It generalizes well to the OOD benchmark suite.",
        "We keep unanimous labels, following their use in LakeEval.",
        "Pairs are judged twice, as in RiverBench.",
        "Unlike RiverQA, ours has no rivers.",
        "Mixes of MedQA-like cases are drawn.",
        "It outperforms LongMemEval-Fw by far.",
        "We introduce LakeMargin, a corpus-prior-corrected measure of similarity.",
    ],
)
def test_what_is_no_data_set_of_the_paper(sentence: str) -> None:
    assert list(benchmarks([sentence])) == []


def test_a_task_and_what_others_were_trained_with_are_no_data_sets() -> None:
    pool = [
        "Boat phase recognition (BPR) is hard, and few BPR datasets are public.",
        "The backbone is pre-trained on the ImageNet dataset.",
        "We test on the Lake-7 dataset.",
    ]

    assert list(benchmarks(pool)) == ["Lake-7"]


def test_a_data_set_that_a_paper_introduces_is_told() -> None:
    pool = ["We introduce BoatAMR, the first large AMR dataset for boats.", "Otter is a small net."]

    assert list(benchmarks(pool)) == ["BoatAMR"]


def test_numbered_tasks_and_languages_are_no_sets_of_their_own() -> None:
    pool = [
        "We test on the HarbourEval (EN) benchmark and on the HarbourEval dataset.",
        "The data of the Task 5 challenge and of the Track B benchmark is used.",
        "We try it on the MT10 and MT50 suites, and on Lakes and MT50 suites.",
    ]

    assert list(benchmarks(pool)) == ["HarbourEval", "MT10", "MT50"]


def test_tables_of_data_sets_are_read_by_their_head() -> None:
    tables = [
        Table("Table 1: Data", "Dataset | Boats\nLake-7 | 12\n | (train/test)\nRiver* | 9"),
        Table("Table 2: Results", "Method | F1\nOtter-2 | 81.0"),
    ]

    assert list(listed(tables)) == ["Lake-7", "River"]


def test_a_benchmark_of_others_is_told_only_where_it_is_tried_on() -> None:
    pool = [
        "The CASTLE benchmark addressed this for towers with a hand-made corpus.",
        "The Lake-7 benchmark [smith] was introduced for boats.",
        "The Pond-3 dataset contains 12 ponds.",
    ]

    assert list(benchmarks(pool)) == ["Pond-3"]
    assert list(benchmarks([*pool, "We test on the CASTLE benchmark."])) == ["Pond-3", "CASTLE"]


def test_what_a_harness_is_based_on_is_no_data_set() -> None:
    pool = [
        "We run all boats with a custom benchmark based on Lake Benchmark and FoldBench.",
        "The scripts are built on RiverBench.",
        "We test on BoatBench.",
    ]

    assert list(benchmarks(pool)) == ["BoatBench"]


def test_a_site_by_number_is_no_data_set() -> None:
    assert list(benchmarks(["Boats on the Farm 1 dataset and the Lake-7 dataset."])) == ["Lake-7"]


@pytest.mark.parametrize(
    "sentence",
    [
        # Rivals, and what measures are called by.
        "We are within a point of the ConvFold benchmark on boats.",
        "It is beaten by the ConvFold benchmark in two of ten.",
        "We use mAP over all steps, as is standard for benchmarking the COCO dataset.",
        "With uniform constants it is not COCO keypoint AP.",
        "Boxes are stored with COCO format and trained from ImageNet weights.",
        "These lakes are under-represented in the BPCC corpus.",
    ],
)
def test_a_rival_and_a_measures_home_are_no_data_sets(sentence: str) -> None:
    assert list(benchmarks([sentence])) == []


def test_sets_in_a_row_and_one_with_whose_it_is() -> None:
    pool = [
        "It is tried under a leave-one-dataset-out protocol across SisLake, KLake and UMALake.",
        "We report on two corpora (RIVER and Pond-3).",
        "Boats of three datasets: LLMs, RNNs and Lake-7.",
        "We use the Otter DNS dataset, and link it to the Heron DNS dataset.",
        "We train on Fold2.7K-train, Fold-R, and Fold-Real datasets.",
        "For reefs the Ree-776 benchmark is utilized, and sets are used, including the Surf-1 dataset.",
    ]

    assert list(benchmarks(pool)) == [
        *("SisLake", "KLake", "UMALake", "RIVER", "Pond-3", "Lake-7"),
        *("Otter DNS", "Heron DNS", "Fold-Real", "Ree-776", "Surf-1"),
    ]
