"""The test model and its mutations: true to the table, and each kind changes what is said."""

from __future__ import annotations

import random

import pytest

from bench.mutations import KINDS, percent_dropped, statements, values_swapped
from core.document import Document, Section, Table

ROWS = "Model | MMLU | GSM8K\nAlpha | 71.2 | 64.5\nBeta | 55.0 | 48.1"
DOCUMENT = Document(
    paper_id="2402.00001",
    title="Alpha",
    sections=(
        Section(
            "Results", 1, "The model reaches 35.7% on HumanEval, see Table 3.\n\n" + ROWS, "S4"
        ),
    ),
    tables=(Table("", ROWS),),
)


def test_statements_are_the_papers_own():
    assert [each.text for each in statements(DOCUMENT, "page")] == [
        "The model reaches 35.7% on HumanEval, see Table 3.",
        "在 HumanEval 上达到 35.7%。",
        "Alpha reaches 71.2 on MMLU and 64.5 on GSM8K.",
        "Beta 在 MMLU 上达到 55.0，在 GSM8K 上达到 48.1。",
    ]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(20))
def test_every_mutation_changes_a_figure_and_leaves_labels_alone(kind, seed):
    text = "Alpha reaches 35.7% on HumanEval and Beta 29.3% (see Table 3)."
    after = KINDS[kind](text, random.Random(seed))

    assert after is not None
    assert after != text
    assert "Table 3" in after


def test_what_changes_no_meaning_is_no_mutation():
    chance = random.Random(1)

    assert values_swapped("We try 0.1, 0.2 and 0.5.", chance) is None
    assert percent_dropped("From 3% to 7% more.", chance) == "From 3% to 7 more."
