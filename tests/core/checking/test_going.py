"""Figures between which a sentence says a change goes."""

from __future__ import annotations

import pytest

from core.checking.verify import Evidence, check

EVIDENCE = Evidence.of_texts(
    [
        "The error is 8.6% for Heron. The error is 6.1% for Otter.",
        "The recall is 61.2% for Heron. The recall is 57.5% for Otter.",
    ]
)


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("The error drops from 8.6% to 6.1%.", False),
        ("The error rises from 8.6% to 6.1%.", True),
        ("误差由 8.6% 降至 6.1%。", False),
        ("误差由 8.6% 增至 6.1%。", True),
        ("将Otter的误差从8.6%升至6.1%。", True),
        ("The error improves (8.6% → 6.1%).", False),
        ("The error gets worse (8.6% → 6.1%).", True),
        ("召回率变差（61.2% → 57.5%）。", False),
        ("召回率变好（61.2% → 57.5%）。", True),
        ("The error is 6.1%, down from 8.6%.", False),
        ("The error is 6.1%, up from 8.6%.", True),
        ("误差降至 6.1%（原为 8.6%）。", False),
        ("误差升至 6.1%（原为 8.6%）。", True),
        # What other words tell, or nothing, is no way.
        ("误差由 8.6% 变为 6.1%。", False),
        ("误差由 8.6% 先降低再提升到 6.1%。", False),
        ("It does not raise the error from 8.6% to 6.1%.", False),
        ("Dropping labels brings recall from 57.5% to 61.2%.", False),
        ("The recall rises to 61.2% and the error from 6.1% to 8.6%.", False),
        ("It reduces errors by amounts ranging from 6.1% to 8.6%.", False),
    ],
)
def test_a_change_goes_the_way_it_is_said_to(text: str, doubted: bool) -> None:
    assert bool(check([text], EVIDENCE).missing) == doubted
