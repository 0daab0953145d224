"""Gaps that stand beside one of the two values that they lie between."""

from __future__ import annotations

import pytest

from core.models import Finding
from tests.core.checking.cells.test_named import findings
from tests.core.tabled import Tabled, paper, table

LAKES = Tabled(
    "lakes",
    paper(
        "Teal: A Reader of Ponds",
        "We study ponds.",
        table(
            "Table 1: Accuracy by lake.",
            "Method | Lake | Pond",
            "Heron-2 | 53.11 | 61.35",
            "Crane | 57.84 | 66.02",
            "Teal | 61.27 | 70.93",
        ),
        table(
            "Table 2: What the gate costs.",
            "Data set | Variant | Hits | Size (M)",
            "Marsh_2 | Without gate | 79.94 | 107.95",
            "With gate | 68.91 | 112.98",
            "Delta_2 | Without gate | 71.37 | 96.21",
            "With gate | 74.52 | 101.24",
        ),
        table(
            "Table 3: Videos of swans.",
            "Model | Method | Score | Time (s)",
            "Swan 14B | Kestrel | 0.6614 | 913",
            " | Teal | 0.6776 | 887",
            "Swan 5B | Kestrel | 0.6495 | 149",
            " | Teal | 0.6588 | 131",
        ),
        text="On Lake Teal is 5.87 points better than Stork.",
    ),
    (),
    (),
)
TRUE = (
    "On Lake Teal reaches 61.27, 3.43 points above Crane.",
    "On Lake Teal reaches 61.27, 5.87 points above Stork.",
    "Lake 上 Teal 为 61.27，比 Crane 高 3.43 分。",
    "On Pond Teal's 70.93 is 9.58 higher than Heron-2.",
    "On Delta the gate raises hits by 3.15, reaching 74.52.",
    "Marsh 上引入门控后，Hits 下降了 11.03，变为 68.91。",
    "On Lake Teal reaches 61.27, but on Pond it is 4.91 points above Crane.",
    "Lake 上 Teal 比 Crane 高 3.43 分，后者为 57.84。",
    "On Lake it is better than Crane's 57.84, by 3.43 points.",
    "On Lake Teal reaches 61.27, about 3.5 points above Crane.",
    "Lake 上 Teal 为 61.27，比 Crane 高出约 3.4 分。",
    "On Swan 14B, Teal's score of 0.6776 beats that of Kestrel by about 0.016.",
    "On Swan 5B, Teal's score of 0.6588 beats that of Kestrel by 0.0093.",
)
FALSE = (
    "On Lake Teal reaches 61.27, 8.16 points above Crane.",
    "On Lake Teal reaches 61.27, 5.87 points above Crane.",
    "Lake 上 Teal 为 61.27，比 Crane 高 8.16 分。",
    "On Pond Teal's 70.93 is 4.91 higher than Heron-2.",
    "On Lake Teal reaches 61.27, 3.43 points below Crane.",
    "On Marsh the gate raises hits by 11.03, reaching 68.91.",
    "Marsh 上引入门控后，Hits 提高了 11.03，变为 68.91。",
    "Delta 上引入门控后，Hits 下降了 3.15，变为 74.52。",
    "On Lake Teal reaches 61.27, about 8 points above Crane.",
    "Lake 上 Teal 为 61.27，比 Crane 高出约 8.2 分。",
    "On Swan 14B, Teal's score of 0.6776 beats that of Kestrel by about 0.028.",
    "On Swan 5B, Teal's score of 0.6588 beats that of Kestrel by 0.0162.",
)


@pytest.mark.parametrize("text", TRUE)
def test_a_gap_that_the_stated_value_and_the_other_cell_give_is_not_doubted(text: str) -> None:
    assert Finding.MISSING not in findings(LAKES, text)


@pytest.mark.parametrize("text", FALSE)
def test_a_gap_that_they_do_not_give_or_the_other_way_is_doubted(text: str) -> None:
    assert Finding.MISSING in findings(LAKES, text)
