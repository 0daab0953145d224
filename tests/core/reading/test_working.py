"""How the work goes on: captions of overview figures, the paragraphs that introduce them, and
paragraphs that tell one doing after the other."""

from __future__ import annotations

import pytest

from core.document import Document, Section
from core.models import Paper
from core.reading.own import Names
from core.reading.quotable import Text
from core.reading.working import working

OWN = Names(("BoatNet",))
RUN = (
    "The sheet is split into squares and each square is encoded by a small net. The codes are merged "
    "along the diagonal and decoded into creases."
)
CAPTION = "The folder reads a square sheet and predicts its creases. These creases are then checked by hand."


def told(text: str, section: str = "3 Method", title: str = "BoatNet: Boats") -> str:
    paper = Paper(id="2602.00001", title=title, abstract="We fold boats.")
    sections = (Section(section, 1, text),)
    return working(title, Text(paper, Document(paper_id="1", title=title, sections=sections)), OWN)


def test_the_caption_of_an_overview_is_told_without_its_title_and_its_drawing() -> None:
    caption = f"Figure 2: Overview of BoatNet. {CAPTION} Dashed lines are cut. Boats float."

    assert told(caption) == CAPTION


@pytest.mark.parametrize(
    "title",
    [
        "Comparison of our framework with FoldNet.",
        "Overview of existing folders.",
        "The standard folding pipeline [3] et al.",
        "Accuracy of the whole system.",
        "Photos of seven boats.",
    ],
)
def test_captions_of_other_figures_are_left_out(title: str) -> None:
    assert told(f"Figure 2: {title} {CAPTION}") == ""


def test_what_is_left_of_a_caption_is_no_more_than_a_remark() -> None:
    drawn = "Dashed lines are the boats that float on the lake."

    assert (
        told(f"Figure 2: Overview of BoatNet. {drawn} The boats of the lake are unlabeled.") == ""
    )
    assert told(f"Figure 2: Overview of BoatNet. {drawn} {CAPTION}") == CAPTION


def test_what_a_sentence_itself_told_before_is_no_other() -> None:
    caption = "Some sheets are used to train the folder, which is then run on the rest of them."

    assert told(f"Figure 2: Overview of BoatNet. {caption}") == caption


def test_a_paragraph_goes_on_behind_what_its_figure_shows() -> None:
    first = "Given a square sheet at 300 dpi, we compute its creases by a net of nine small layers."

    assert told(f"Figure 1 illustrates the BoatNet architecture. {first}") == first
    # Of others' figures, and of what is no overview.
    assert told(f"Figure 1 illustrates boats of Lake Garda. {first[6:]}") == ""


def test_a_paragraph_that_is_labelled_as_what_goes_in_and_out_is_told_to_its_end() -> None:
    sentences = "The net has 1,928 rather long creases. It takes a square sheet and emits one fold per crease."

    assert told(f"Inputs and outputs. {sentences} However, FoldNet et al. differ.") == sentences


def test_sentences_in_a_row_that_tell_most_doings_are_told() -> None:
    few = "We split the sheet and fold it. Boats are nice."

    assert told(f"{few}\n\n{RUN} It would be wrong to sail.") == RUN


def test_one_sentence_that_tells_what_goes_in_and_what_comes_out_is_told() -> None:
    sentence = (
        "BoatNet is inserted between the press and the lake: the clerk reads each boat first."
    )

    assert told(f"Boats are nice. {sentence} Boats are wet.", "1 Introduction") == sentence


@pytest.mark.parametrize(
    "citation", [" [12]", " (Smith et al., 2020)", " smith2020fold", " (Smith, 2020)"]
)
def test_how_a_cited_work_goes_on_is_not_told_as_how_the_papers_does(citation: str) -> None:
    goes = (
        "FoldNet first encodes the sheet, then retrieves creases and ranks them. "
        "It decodes boats and filters out wet ones by score."
    )

    assert told(f"We fold as FoldNet{citation} does.\n\n{goes}") == ""
    # A part of the paper's own that it names, and its own name.
    part = goes.replace("FoldNet", "SailRank")
    assert told(f"We fold as FoldNet{citation} does.\n\n{part}") == part
    own = goes.replace("FoldNet", "BoatNet")
    assert told(f"We fold as BoatNet{citation} does.\n\n{own}") == own


@pytest.mark.parametrize(
    ("section", "text"),
    [
        # What others do, what is argued, planned or asked, and what only holds in a case.
        ("3 Method", RUN.replace("The sheet", "In existing work the sheet")),
        ("3 Method", RUN.replace("is split", "should be split").replace("are merged", "would be")),
        (
            "3 Method",
            "If the sheet is wet, it is split, encoded, merged, decoded and then discarded.",
        ),
        # Where the paper speaks of what it rests on, of data, and of results.
        ("3 Preliminaries", RUN),
        ("3 Datasets", RUN),
        ("4 Results", RUN),
        # A doing or two.
        ("3 Method", "The sheet is split and encoded. The lake is blue."),
    ],
)
def test_what_is_not_how_the_work_goes_on_is_left_out(section: str, text: str) -> None:
    assert told(text, section) == ""


def test_a_survey_tells_how_the_work_of_others_goes_on() -> None:
    assert told(RUN, title="Boats: A Survey") == ""


def test_the_first_paragraph_of_an_overview_is_told() -> None:
    sentence = "BoatNet predicts the creases of a boat from a sheet through three parts: a press, a net, a lid."

    assert told(f"{sentence}\n\nFigure 1: Boats.", "3 System Architecture") == sentence
    assert told("It is nice to fold boats by the lake.", "3 System Architecture") == ""


def test_what_there_is_to_do_in_a_benchmark_is_told_wherever_it_stands() -> None:
    task = (
        "An instance is a pair: a square sheet of paper, and a lake for it. "
        "The task is to produce a boat from the sheet that floats."
    )

    assert told(f"{task} Boats are nice.", "5.1 Task Definition") == task


def test_an_introduction_tells_what_takes_and_makes_something() -> None:
    goes = "A folding interface takes a sheet and a lake, then returns a boat that floats on it."
    argued = "Folding has emerged as a powerful means to split, encode, merge and press sheets."

    assert told(f"{argued} {goes} Boats are wet.", "1 Introduction") == goes
    assert told(argued.replace("has emerged as", "is"), "1 Introduction") == ""


def test_steps_that_a_caption_counts_are_told_without_their_numbers() -> None:
    steps = (
        "A tagger marks each sheet as dry or wet by the words that stand on it.",
        "Wet sheets are held until the same top prediction is stable for four layers.",
    )
    counted = " ".join(f"({number}) {step}" for number, step in enumerate(steps, 1))

    assert told(f"Figure 1: Overview of BoatNet. {counted}") == " ".join(steps)
    # Letters stand for the parts of the drawing.
    assert told(f"Figure 1: Overview of BoatNet. (a) {steps[0]}") == ""
