"""How a paper's work is used: what is its own, and not its baselines' or one of its parts."""

from __future__ import annotations

import pytest

from core.document import Document, Section
from core.reading.extractive import read
from tests.core.reading.test_extractive import AT, ENGLISH, paper


@pytest.mark.parametrize(
    "need",
    [
        "Fair trials required fixing six habits, including unpaired GPU timing.",
        "For FoldBoost we run a tuned version on 8 GPUs for four hours.",
        "The baselines are trained on 8 A100 GPUs each for four hours.",
        "FoldNet suffers from its search, requiring 6,000 slow GPU runs.",
    ],
)
def test_what_others_take_is_no_need(need: str) -> None:
    sections = (Section("1 Method", 1, f"{need} Then we fold."),)
    document = Document(paper_id="2602.00001", title="T", sections=sections)

    assert read(paper(), document, ENGLISH, AT, None).usage.requirements == ""


@pytest.mark.parametrize(
    "told",
    [
        "Given a name of a lake, we look up the nearest ones in the table of lakes.",
        "We train a variant in which the model outputs one mark for every lake.",
    ],
)
def test_a_part_of_the_method_is_not_how_the_work_is_used(told: str) -> None:
    sections = (Section("1 Method", 1, f"Tools help. {told} Then we fold."),)
    document = Document(paper_id="2602.00001", title="T", sections=sections)
    usage = read(paper(), document, ENGLISH, AT, None).usage

    assert (usage.input, usage.output) == ("", "")


def test_what_an_abstract_gives_to_the_work_is_its_input() -> None:
    given = "Given a square sheet of paper, our model folds a boat in one pass."
    abstract = f"We propose BoatNet, a folder of long sheets. {given}"

    assert read(paper(abstract=abstract), None, ENGLISH, AT, None).usage.input == given
