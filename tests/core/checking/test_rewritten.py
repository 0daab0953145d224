"""Invented abstracts and what a model might write of them in Chinese: all of it is true.

`tests/core/rewritten.txt` has a title ("T: "), an abstract ("A: ") and sentences ("- ") of each.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from core.checking.verify import Evidence, check
from core.models import Claim, ClaimKind, Finding, Paper

REWRITTEN = Path(__file__).parent.parent / "rewritten.txt"
# Percent of the figures.
MOST_DOUBTED, LEAST_CONFIRMED = 0.7, 92.0


@pytest.fixture(scope="module")
def claims() -> list[Claim]:
    found: list[Claim] = []
    title = ""
    evidence = Evidence.of_texts([])
    for line in REWRITTEN.read_text("utf-8").splitlines():
        kind, _, text = line.partition(" ")
        if kind == "T:":
            title = text
        elif kind == "A:":
            evidence = Evidence.of(Paper(id="2602.00001", title=title, abstract=text), None)
        else:
            found += check([text], evidence).claims
    return found


def test_few_true_figures_are_doubted_and_most_are_confirmed(claims):
    figures = [claim for claim in claims if claim.kind is ClaimKind.FIGURE]
    seen = Counter(claim.finding for claim in figures)
    confirmed = seen[Finding.FOUND] + seen[Finding.DERIVED]

    assert len(figures) > 400
    assert 100 * seen[Finding.MISSING] <= MOST_DOUBTED * len(figures)
    assert 100 * confirmed >= LEAST_CONFIRMED * len(figures)


def test_no_true_name_is_doubted(claims):
    assert [
        each.text
        for each in claims
        if each.finding is Finding.MISSING and each.kind is ClaimKind.NAME
    ] == []
