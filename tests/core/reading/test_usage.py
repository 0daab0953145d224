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
        "If the model produces a malformed name of a lake, it is asked again.",
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


@pytest.mark.parametrize(
    ("told", "is_told"),
    [
        ("We train for 30 epochs with a batch size of 64.", True),
        ("Models are optimized by AdamW at a learning rate of 3e-4 for 2,000 steps.", True),
        ("我们以学习率 2e-5、批大小 128 训练全部模型三轮，其余设置与前文的实验保持一致。", True),
        # One setting, settings without numbers, and what others were trained with.
        ("We train all of the models for 30 epochs.", False),
        ("Batch size and learning rate are trained with care.", False),
        ("The baselines are trained for 30 epochs with a batch size of 64.", False),
    ],
)
def test_how_the_work_was_trained_is_told(told: str, is_told: bool) -> None:
    sections = (Section("4 Experiments", 1, f"Boats are folded here. {told} Then we look."),)
    document = Document(paper_id="2602.00001", title="T", sections=sections)

    facts = paper(abstract="We propose BoatNet, a folder of long sheets.")

    notes = read(facts, document, ENGLISH, AT, None).usage.notes
    assert [note.text for note in notes] == [told] * is_told


def test_whatever_is_released_is_told() -> None:
    told = "The harness, the mutants and the agents' logs are released."
    abstract = f"We propose BoatNet, a folder of long sheets. {told}"

    usage = read(paper(abstract=abstract), None, ENGLISH, AT, None).usage
    assert [note.text for note in usage.notes] == [told]
