"""Parts, wholes and percentages that one sentence gives."""

from __future__ import annotations

import pytest

from core.checking.verify import Evidence, check
from core.models import Finding

EVIDENCE = Evidence.of_texts(
    [
        "For 1,127 out of 1,320 cases (85.4%) all annotators agreed; kappa was 0.79.",
        "The taxonomy has 13 hazard categories, 7 of which have tests.",
    ]
)


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("Annotators agreed on 1,127 of the 1,320 cases, that is 85.4%.", False),
        ("Annotators agreed on 1,127 of the 1,320 cases, that is 79%.", True),
        ("1,320 个案例中有 1,127 个（85.4%）标注一致。", False),
        ("1,320 个案例中有 1,127 个（79%）标注一致。", True),
        ("Of the cases, 1,127 of 1,320 led the annotators to agree (about 85%).", False),
        ("Annotators agreed on 1,127 of 1,320 cases, about 79%.", True),
        ("分类体系有 13 个危险类别，其中 7 个设有测试。", False),
        ("分类体系有 7 个危险类别，其中 13 个设有测试。", True),
        ("Of the categories, 7 out of 13 have tests.", False),
        ("Of the categories, 13 out of 7 have tests.", True),
    ],
)
def test_a_part_of_a_whole_and_its_share_agree(text: str, doubted: bool) -> None:
    assert bool(check([text], EVIDENCE).missing) == doubted


FLAGGED = Evidence.of_texts(
    ["The judge flags 31 of 288 (10.8%) and 47 of 288 (16.3%) leaks; it was run with 12% noise."]
)


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("The judge flags 47 of 288 leaks, about 16%.", False),
        ("The judge flags 47 of 288 leaks, about 12%.", True),
        ("288 个泄漏中有 47 个（16.3%）被标记。", False),
        ("288 个泄漏中有 47 个（12%）被标记。", True),
    ],
)
def test_a_share_that_stands_elsewhere_is_not_that_of_the_two(text: str, doubted: bool) -> None:
    assert bool(check([text], FLAGGED).missing) == doubted


@pytest.mark.parametrize(
    "text", ["从 1548 秒缩短到 887 秒，约为原来的 57%。", "它用 887 秒，是原先的 1548 秒的 57%。"]
)
def test_a_share_of_what_was_before_is_derived(text: str) -> None:
    paper = ["Otter needs 887 seconds, Heron 1548 seconds. Swans like 57% of ponds."]
    found = {claim.finding for claim in check([text], Evidence.of_texts(paper)).figures}

    assert Finding.MISSING not in found
