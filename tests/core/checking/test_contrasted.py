"""Figures that the paper tells of something else, beside another one of what is named."""

from __future__ import annotations

import pytest

from core.checking.verify import Evidence
from tests.core.checking.full_text import CHANCE, is_doubted

EVIDENCE = Evidence.of_texts(
    [
        *CHANCE,
        "Heron 3.8 27B has the highest recall at 5.1% while Heron 3.6 35B hides 8.7% of the bugs.",
        "OtterNet reaches a mean score of .483 compared to HeronNet's .466.",
        "HeronNet-7B runs 2.1x faster (CRANE 6000) and OtterNet-8B runs 3.7x faster (CRANE 5090).",
        "On OtterBench the filter has a balanced accuracy of 0.971 and an MCC of 0.952.",
        "On DunBench the filter has a balanced accuracy of 0.883 and an MCC of 0.764.",
        "From HeronSim we take the official split, about 52k images. From Real Teal, a set of "
        "street views, we take around 21k samples.",
        "The TealFP format has a block size of 16, and DunFX formats one of 32.",
        "We therefore use m=1 for LapWing and m=2 for Pochard in the main comparisons.",
        "On TealBench and DunBench the filter is close to the base.",
        "LapWing turns down only 81.3% of DunBench toxic prompts.",
        "FastHeron has 41.5M parameters, OtterDet 39.8M and TealNet 25.9M.",
    ]
)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Heron 3.6 35B hides 8.7% of the bugs.", False),
        ("Heron 3.8 27B has the highest recall while hiding 8.7% of the bugs.", True),
        ("Heron 3.8 27B 的 recall 最高，漏掉 8.7% 的 bugs。", True),
        ("HeronNet reaches a mean score of .466.", False),
        ("HeronNet reaches a mean score of .483.", True),
        ("OtterNet reaches .483, ahead of HeronNet.", False),
        ("On the CRANE 6000, HeronNet-7B runs 2.1 times as fast.", False),
        ("On the CRANE 6000, HeronNet-7B runs 3.7 times as fast.", True),
        ("OtterNet-8B 在 CRANE 5090 上快 3.7 倍。", False),
        ("LapWing turns down only 81.3% of the toxic DunBench prompts.", False),
        ("LapWing turns down only 81.3% of the toxic TealBench prompts.", True),
    ],
)
def test_a_figure_is_not_that_of_what_the_paper_sets_against_it(text: str, wrong: bool) -> None:
    assert is_doubted(text, EVIDENCE) is wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("On OtterBench the filter has a balanced accuracy of 0.971 and an MCC of 0.952.", False),
        ("On OtterBench the filter has a balanced accuracy of 0.971 and an MCC of 0.764.", True),
        ("OtterBench 上 filter 的 balanced accuracy 为 0.971，MCC 为 0.764。", True),
        ("Balanced accuracy is 0.971 on OtterBench; on DunBench the MCC is 0.764.", False),
    ],
)
def test_a_figure_of_another_sentence_is_not_that_of_what_is_named(text: str, wrong: bool) -> None:
    assert is_doubted(text, EVIDENCE) is wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("About 52k images come from HeronSim and about 21k from Real Teal.", False),
        ("About 21k images come from HeronSim and about 52k from Real Teal.", True),
        ("约 2.1 万张 images 来自 HeronSim，约 5.2 万张来自 Real Teal。", True),
        ("TealFP has a block size of 16, while DunFX formats have 32.", False),
        ("TealFP 的 block size 为 32，而 DunFX 系列统一为 16。", True),
        ("OtterDet has 39.8M parameters, slightly fewer than FastHeron (41.5M).", False),
        ("OtterDet has 41.5M parameters, slightly more than FastHeron (39.8M).", True),
        ("In the main comparison Pochard uses m=2 and LapWing m=1.", False),
        ("In the main comparison Pochard uses m=1 and LapWing m=2.", True),
    ],
)
def test_figures_that_are_each_the_others_by_name_are_exchanged(text: str, wrong: bool) -> None:
    assert is_doubted(text, EVIDENCE) is wrong


SHARED = Evidence.of_texts(
    [
        *CHANCE,
        "Under one budget (20% in all), TealNet lets a query see a large part of the KVX blocks "
        "(73% of them), whereas DunNet keeps it to few KVX blocks (24% of them).",
        "So a query in TealNet sees about 73% of the KVX blocks, while DunNet keeps only 24%.",
    ]
)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("A query in TealNet sees some 73% of the KVX blocks, while DunNet sees some 24%.", False),
        ("A query in TealNet sees some 24% of the KVX blocks, while DunNet sees some 73%.", True),
        ("TealNet 的每个查询能看到 24% 的 KVX 块，而 DunNet 能看到 73%。", True),
        ("TealNet 的每个查询能看到 73% 的 KVX 块，而 DunNet 能看到 24%。", False),
    ],
)
def test_a_name_that_both_have_does_not_hide_that_figures_are_exchanged(
    text: str, wrong: bool
) -> None:
    assert is_doubted(text, SHARED) is wrong
