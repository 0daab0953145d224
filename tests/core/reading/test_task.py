"""What goes into a work and what comes out, as phrases of the paper's own sentences."""

from __future__ import annotations

import pytest

from core.document import Document, Section
from core.models import Paper
from core.reading.own import own_names
from core.reading.quotable import Text
from core.reading.task import Ends, ends

TITLE = "BoatNet: Boat Shape Detection"
ABSTRACT = "We propose BoatNet, a folder of sheets. "


def of(text: str, section: str = "3 Method", abstract: str = ABSTRACT, level: int = 1) -> Ends:
    document = Document(
        paper_id="2602.00001",
        title=TITLE,
        sections=(Section("3 Method", 1, ""), Section(section, level, text)),
    )
    read = Text(Paper(id="2602.00001", title=TITLE, abstract=abstract), document)
    return ends(TITLE, read, own_names(TITLE, read.opening))


@pytest.mark.parametrize(
    ("told", "given", "made"),
    [
        (
            "BoatNet predicts a map of creases from a pair of photos $(I_{1},I_{2})$ through folds.",
            "a pair of photos",
            "a map of creases",
        ),
        ("BoatNet maps a wet sheet to a dry boat.", "a wet sheet", "a dry boat"),
        (
            "The proposed method utilizes forecast data such as clouds to forecast the level of a lake.",
            "forecast data such as clouds",
            "the level of a lake",
        ),
        ("BoatNet uses attention over folds to predict a boat.", "", ""),
        ("BoatNet uses sequence parallelism to generate long videos.", "", ""),
        (
            "Our model takes a photo of a lake as input and outputs a list of boats.",
            "a photo of a lake",
            "a list of boats",
        ),
        (
            "Given a photo, a map, and one sheet of paper, our model folds boats (Figure 1).",
            "a photo, a map, and one sheet of paper",
            "",
        ),
        (
            "Given a photo of a lake, BoatNet quickly finds the boats in it.",
            "a photo of a lake",
            "quickly finds the boats in it",
        ),
        (
            "Given a crease, BoatNet folds it. The input is a square sheet of paper.",
            "a square sheet of paper",
            "",
        ),
        (
            "Our long policy takes a photo of it as input and outputs a fold.",
            "a photo of it",
            "a fold",
        ),
        ("The input is a square sheet of paper.", "a square sheet of paper", ""),
        ("The model outputs a boat ready to float.", "", "a boat ready to float"),
        (
            "The model generates a report written in the formal, dry style of the lake’s watch.",
            "",
            "a report written in the formal, dry style of the lake’s watch",
        ),
        ("The model returns a short, fluent answer, and stops.", "", "a short, fluent answer"),
        (
            "The model returns a booklet of boats with step-by-step, carefully folded sheets.",
            "",
            "a booklet of boats with step-by-step, carefully folded sheets",
        ),
        ("The model returns a plan, carefully folded by hand.", "", "a plan"),
        ("The model returns a mask, refined by a second one.", "", "a mask"),
        ("The model returns a list of creases, folds and boats.", "", "a list of creases"),
        ("The model returns the label, then stops.", "", "the label"),
        (
            "给定一个问题和一篇长文档，模型首先检索相关章节，然后生成答案。",
            "一个问题和一篇长文档",
            "",
        ),
        (
            "在实际部署与评测的全部过程之中，本文方法的输入为一张方形纸，输出为一只可以浮在水面上的纸船。",
            "一张方形纸",
            "一只可以浮在水面上的纸船",
        ),
    ],
)
def test_what_the_method_says_of_the_whole_work(told: str, given: str, made: str) -> None:
    assert of(f"Boats float. {told}") == Ends(given, made)


def test_the_goal_of_a_task_is_told_where_the_task_is_defined() -> None:
    goal = "Given a photo of a lake, the goal is to predict a list of boats by their colours."

    assert of(goal, "3.1 Problem Definition", level=2) == Ends(
        "a photo of a lake", "a list of boats"
    )
    assert of(goal, "3.4 Loss", level=2) == Ends()


def test_a_problem_setting_is_read_wherever_it_stands() -> None:
    goal = "Given a row of numbers $x_{1:T}$, the forecasting task is to predict $x_{T+1}$."
    document = Document(
        paper_id="2602.00001",
        title=TITLE,
        sections=(Section("2 Background", 1, ""), Section("2.1 Problem Setting", 2, goal)),
    )
    read = Text(Paper(id="2602.00001", title=TITLE, abstract=ABSTRACT), document)

    assert ends(TITLE, read, own_names(TITLE, read.opening)) == Ends("a row of numbers")


def test_a_task_that_the_title_names_is_defined_where_the_paper_begins() -> None:
    of_title = "Boat shape detection estimates a shape from two photos taken over the same lake."
    other = "Lake depth detection estimates a depth from two photos taken over the same lake."

    assert of("Boats float.", abstract=of_title) == Ends(
        "two photos taken over the same lake", "a shape"
    )
    assert of("Boats float.", abstract=other) == Ends()


def test_an_example_of_the_data_tells_both_where_nothing_else_does() -> None:
    told = "Each example provides a list of lakes and predicts the next lake’s five names."

    assert of(told, "Appendix A Details") == Ends("a list of lakes", "the next lake’s five names")


def test_an_example_of_the_data_tells_what_goes_in() -> None:
    told = "Each question pairs a photo of a lake with four names (see Table 2)."

    assert of(told, "4 Data").given == "a photo of a lake with four names"


def test_the_first_lines_of_an_algorithm_tell_both() -> None:
    listing = (
        "1: Input: photos of lakes $I$, a sheet $s$;\n2: Output: $b$\n3: Output: folded boats $B$"
    )

    assert of(listing) == Ends("photos of lakes $I$, a sheet $s$", "folded boats $B$")


@pytest.mark.parametrize(
    "told",
    [
        "Given the success of paper boats, our model folds them again.",
        "The decoder predicts a map of creases from a pair of photos.",
        "BoatNet predicts it from this.",
        "Existing work such as BoatNet predicts a map of creases from a pair of photos.",
        "If BoatNet predicts a map of creases from a pair of photos, it is dried.",
        "BoatNet predicts boats from $x_{t}$ and what is left.",
    ],
)
def test_what_is_no_thing_or_not_of_the_work_is_left_out(told: str) -> None:
    assert of(f"Boats float. {told}") == Ends()
