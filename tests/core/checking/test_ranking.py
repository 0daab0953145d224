"""Figures of which a sentence says which is more before or behind both."""

from __future__ import annotations

import pytest

from core.checking.verify import Evidence, check

EVIDENCE = Evidence.of_texts(
    ["Otter uses 22,719 tokens on Lake and 10,018 tokens on Pond, at errors of 4.9% and 3.2%."]
)


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("Otter uses more tokens on Lake (22,719) than on Pond (10,018).", False),
        ("Otter uses fewer tokens on Lake (22,719) than on Pond (10,018).", True),
        ("Otter's error is higher on Lake with 4.9% than on Pond with 3.2%.", False),
        ("Otter's error is lower on Lake with 4.9% than on Pond with 3.2%.", True),
        ("Otter is more accurate on Pond (3.2%) than on Lake (4.9%).", False),
        ("Otter 在 Lake 上的 token（22,719）比 Pond 上（10,018）多。", False),
        ("Otter 在 Lake 上的 token（22,719）比 Pond 上（10,018）更少。", True),
        ("Otter 在 Lake 上为 22,719，比 Pond 的 10,018 多。", False),
        ("Otter 在 Lake 上为 22,719，比 Pond 的 10,018 少。", True),
        ("Going to Pond lowers the tokens of Otter from 22,719 to 10,018.", False),
        ("Going to Pond lowers the tokens of Otter from 10,018 to 22,719.", True),
        ("Otter's error falls from 3.2% down to 4.9%.", True),
        ("Otter's error rises on Lake, from 3.2% to 4.9%.", False),
        ("It drops when Otter goes from 3.2% to 4.9%.", False),
        ("换到 Pond 后，token 数由 22,719 个降至 10,018 个。", False),
        ("换到 Pond 后，token 数由 10,018 个降至 22,719 个。", True),
        ("误差从 3.2% 降低到了 4.9%。", True),
        ("More than 10,018 tokens are fewer than 22,719.", False),
    ],
)
def test_the_lesser_of_two_is_not_said_to_be_more(text: str, doubted: bool) -> None:
    assert bool(check([text], EVIDENCE).missing) == doubted
