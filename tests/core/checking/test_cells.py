"""Figures out of tables, held against the row and the column that are named."""

from __future__ import annotations

import pytest

from core.checking.verify import Evidence, check
from core.models import Finding, Paper
from tests.core.tabled import TABLED, Tabled

# Read in any way, these say too little, or what no rule tells.
ESCAPE = (
    "Without replay accuracy falls to 61.0.",
    "With the filter the overall error is 9.43%, without it 8.44%.",
    "体育类问题在没有文档时只有 13% 与参考答案一致。",
    "Weapons are covered by 21,940 prompts and hate by 2,080.",
)
TRUE = [(each, text) for each in TABLED for text in each.true]
FALSE = [(each, text) for each in TABLED for text in each.false if text not in ESCAPE]


def findings(tabled: Tabled, text: str) -> set[Finding]:
    document = tabled.document
    paper = Paper(id=document.paper_id, title=document.title, abstract=document.abstract)
    return {claim.finding for claim in check([text], Evidence.of(paper, document)).figures}


@pytest.mark.parametrize(("tabled", "text"), TRUE, ids=[text[:40] for _, text in TRUE])
def test_what_a_table_says_is_not_doubted(tabled: Tabled, text: str) -> None:
    assert Finding.MISSING not in findings(tabled, text)


@pytest.mark.parametrize(("tabled", "text"), FALSE, ids=[text[:40] for _, text in FALSE])
def test_the_value_of_another_cell_is_doubted(tabled: Tabled, text: str) -> None:
    assert Finding.MISSING in findings(tabled, text)


@pytest.mark.parametrize("text", ESCAPE)
def test_what_names_too_little_is_not_confirmed_whole(text: str) -> None:
    (tabled,) = [each for each in TABLED if text in each.false]

    assert findings(tabled, text) != {Finding.FOUND}
