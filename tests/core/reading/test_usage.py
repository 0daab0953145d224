"""How a paper's work is used: what is told of it, under which names and in which order."""

from __future__ import annotations

import pytest

from core.document import Document, Section
from core.language import Language
from core.reading.extractive import read
from core.reading.usage import SHARES
from tests.core.reading.reports import AT, CHINESE, ENGLISH, paper, used

DATA = "We use LakeSet, which contains 12,400 photographs of 310 lakes for training and testing."
SETTINGS = "We train for 30 epochs with AdamW, a learning rate of 3e-4 and a batch size of 64."
NEEDS = "All experiments are run on a single NVIDIA A100 GPU and take about six hours."
LIMITS = "We evaluated on a single data set, so results may not generalize to rivers."
DETECTS = "Given a photograph of a sheet, the folder first detects its creases."
PREDICTS = "A transformer encodes each crease and predicts the order in which they are folded."
WHOLE = (
    ("3 Data", DATA),
    ("4 Crease Detection", DETECTS),
    ("5 Experiments", f"{SETTINGS} {NEEDS}"),
    ("6 Limitations", LIMITS),
)


@pytest.mark.parametrize(
    ("language", "names"),
    [
        (ENGLISH, ("Data", "Settings", "Limits")),
        (CHINESE, ("数据", "实验设置", "局限")),
    ],
)
def test_each_kind_stands_under_its_name(language: Language, names: tuple[str, ...]) -> None:
    usage = used(*WHOLE, language=language)

    data, settings, limits = names
    assert [(note.name, note.text) for note in usage.notes] == [
        ("Crease Detection", DETECTS),
        (data, DATA),
        (settings, SETTINGS),
        (limits, LIMITS),
    ]
    assert usage.requirements == NEEDS


@pytest.mark.parametrize("title", ["4 Method", "4 Proposed Approach"])
def test_a_title_that_says_nothing_is_not_told(title: str) -> None:
    notes = used((title, f"{DETECTS} {PREDICTS}")).notes

    assert [(note.name, note.text) for note in notes] == [("How it works", f"{DETECTS} {PREDICTS}")]


def test_parts_of_the_work_stand_under_their_titles_in_order() -> None:
    notes = used(("4.1 Crease Detection", DETECTS), ("4.2 Ordering:", PREDICTS)).notes

    assert [(note.name, note.text) for note in notes] == [
        ("Crease Detection", DETECTS),
        ("Ordering", PREDICTS),
    ]


def test_no_more_is_told_than_a_chat_can_hold() -> None:
    steps = [
        f"The folder then {verb} the creases of sheet number {count} by a small network of its own."
        for count, verb in enumerate(("detects", "encodes", "predicts", "selects", "orders") * 20)
    ]
    sections = tuple((f"4.{number} Part {number}", step) for number, step in enumerate(steps))

    told = "".join(note.text for note in used(*sections).notes)

    assert 0 < len(told) <= sum(share.characters for share in SHARES.values())


def test_a_survey_tells_its_chapters() -> None:
    titles = ("Folding by Hand", "Folding by Presses", "Learned Folding", "Folding on Water")
    document = Document(
        paper_id="2602.00001",
        title="A Survey of Folding Boats",
        sections=tuple(
            Section(f"{number} {title}", 1, DETECTS) for number, title in enumerate(titles, 2)
        ),
    )

    usage = read(paper(title=document.title), document, ENGLISH, AT, None).usage

    assert usage.notes[0].text == "; ".join(titles)
    assert DETECTS not in [note.text for note in usage.notes]


def test_without_any_sentence_nothing_is_told() -> None:
    usage = used(("4 Method", ""), abstract="Boats.")

    assert (usage.notes, usage.steps, usage.requirements) == ((), (), "")
