"""What the sections of a method tell, each under its title."""

from __future__ import annotations

import pytest

from core.document import Document, Section
from core.models import Labelled
from core.reading.extractive import read
from core.reading.own import Names
from core.reading.parts import covered, parts
from core.reading.quotable import Said, Text
from tests.core.reading.reports import AT, ENGLISH, paper, used

TITLE = "BoatNet: Folding Boats"
CREASES = "The crease predictor maps a sheet of paper to a grid of folds."
WINGS = "We train the folding of both wings on ten sheets."
SEA = "Each boat is placed and measured on ten lakes of still water."
ABOUT = "We propose BoatNet, a folder of recordings of boats on lakes."
METHOD = (
    ("1 Introduction", 1, "Boats float."),
    ("2 Method", 1, "Boats are made here."),
    ("2.1 Crease predictor", 2, CREASES),
    ("2.2 Folding of wings.", 2, WINGS),
)


def text(*sections: tuple[str, int, str], title: str = TITLE) -> Text:
    document = Document(
        paper_id="2602.00001",
        title=title,
        sections=tuple(Section(name, level, told) for name, level, told in sections),
    )
    return Text(paper(title=title, abstract=ABOUT), document)


def told(*sections: tuple[str, int, str], title: str = TITLE) -> dict[str, str]:
    found = parts(title, text(*sections, title=title), Said(), Names(("BoatNet",)))
    return {part.name: part.text for part in found}


def test_each_part_of_the_method_is_told_under_its_title() -> None:
    assert told(*METHOD) == {"Crease predictor": CREASES, "Folding of wings": WINGS}


def test_parts_follow_how_the_work_goes_on_and_nothing_is_told_twice() -> None:
    data = "The data set contains 1,100 sentence–graph pairs of boats."
    notes = used(
        ("2 Crease predictor", CREASES), ("3 Folding of wings", WINGS), ("4 Data of lakes", data)
    ).notes

    assert [note.name for note in notes] == ["Crease predictor", "Folding of wings", "Data"]


def test_steps_that_are_told_at_length_need_no_parts() -> None:
    first = "cut the whole sheet of paper along its diagonal until both halves are equal"
    second = "glue each of the halves to the other one where the creases of both are alike"
    abstract = f"Boats are made in two steps: (1) {first}, and (2) {second}."
    document = Document(
        paper_id="2602.00001", title="Boats", sections=(Section("2 Crease predictor", 1, CREASES),)
    )
    for opening, are_told in (
        (abstract, False),
        ("We fold boats in two steps: cutting and gluing.", True),
    ):
        usage = read(paper(abstract=opening), document, ENGLISH, AT, None).usage
        assert len(usage.steps) == 2
        assert (Labelled("Crease predictor", CREASES) in usage.notes) is are_told


def test_what_goes_on_stands_with_it_as_long_as_both_are_short() -> None:
    more, long = "The grid is sent to the press.", f"The grid is sent to {'the press and ' * 30}us."
    for behind, together in ((more, f"{CREASES} {more}"), (long, CREASES)):
        part = ("2.1 Crease predictor", 2, f"{CREASES} {behind}")
        assert told(*METHOD[:2], part) == {"Crease predictor": together}


@pytest.mark.parametrize(
    "stray",
    [
        # What others do, what is argued, what leans or points, what came of it, what is defined.
        "FoldNet (smith2020fold) maps a crease predictor to a grid of folds.",
        "Standard crease predictors assign equal weight to all of the folds.",
        "Crease predictors are expensive to train on sheets of paper.",
        "This crease predictor maps sheets of paper to grids of folds.",
        "The crease predictor maps a sheet to the folds of Section 3.",
        "The crease predictor outperforms all that we train on sheets.",
        "$x$ is what the crease predictor maps to grids of folds.",
        "In recent years crease predictors are used on many sheets of paper.",
        "Note that the crease predictor maps a sheet of paper to folds.",
        "The crease predictor is a thing of beauty on lakes.",
        "The crease predictor requires sheets and maps the folds of each to grids.",
        "The crease predictor plays the role of what maps sheets of paper to folds.",
        "The crease predictor can be described as what maps sheets to grids of folds.",
        "A third crease predictor maps what sheets of paper are left to grids of folds.",
        "The crease predictor maps more sheets of paper to folds than (4) maps.",
        "Identical crease predictors that are used for sheets map them to folds.",
        "We now train the crease predictor that maps sheets of paper to folds.",
    ],
)
def test_what_tells_no_doing_of_the_work_is_no_part(stray: str) -> None:
    assert told(*METHOD[:2], ("2.1 Crease predictor", 2, stray)) == {}


def test_a_set_of_data_is_told_by_what_it_holds_whoever_made_it() -> None:
    holds = "LakeBench (smith2020lake) comprises ten recordings of each lake."

    assert told(*METHOD[:2], ("2.1 Recordings of lakes", 2, holds)) == {
        "Recordings of lakes": holds
    }


@pytest.mark.parametrize(
    "title",
    [
        "2.1 Proof of folding",
        "2.1 Why creases help",
        "2.1 Background",
        "2.1 Our method",
        "2.1 $x$",
        "2.1 Benefits of a crease predictor vary",
        "2.1 Task definition of the crease predictor",
    ],
)
def test_titles_of_what_is_no_part(title: str) -> None:
    assert told(*METHOD[:2], (title, 2, CREASES)) == {}


def test_a_title_of_no_words_names_no_part() -> None:
    strong = (
        "The folder encodes, embeds and maps each sheet of paper to a grid of many small folds."
    )

    assert told(*METHOD[:2], ("17", 2, strong)) == {}
    assert told(*METHOD[:2], ("17 Folder", 2, strong)) == {"Folder": strong}


def test_parts_of_preliminaries_are_none_of_the_work() -> None:
    assert told(METHOD[0], ("2 Preliminaries", 1, ""), ("2.1 Creases", 2, CREASES)) == {}


def test_what_introduces_is_no_part_whatever_it_is_called() -> None:
    assert told(("1 The Era of Boats", 1, CREASES), ("3 Results", 1, "Boats float.")) == {}


def test_deeper_sections_are_told_where_others_tell_little() -> None:
    deep = (
        *METHOD[:2],
        ("2.1 Crease", 2, "Boats are many."),
        ("2.1.1 Crease predictor", 3, CREASES),
        ("2.1.2 Folding of wings", 3, WINGS),
    )

    assert told(*deep) == {"Crease predictor": CREASES, "Folding of wings": WINGS}


def test_what_is_set_up_for_trials_is_told_where_the_method_tells_little() -> None:
    trials = (
        ("3 Experimental setup", 1, ""),
        ("3.1 Lakes", 2, SEA),
        ("4 Results", 1, ""),
        ("4.1 Deep lakes", 2, "We place ten boats and measure them on each of the lakes."),
    )

    assert told(METHOD[0], *trials) == {"Lakes": SEA}


def test_several_settings_stand_under_training_alone() -> None:
    run = "We train the crease predictor with AdamW and a batch size of 64 for 30 epochs."

    assert told(*METHOD[:2], ("2.1 Crease predictor", 2, run)) == {}


def test_a_survey_is_told_by_what_it_covers() -> None:
    chapters = ("2 Paper boats", "3 Rafts", "4 Canoes", "5 Discussion", "6 Ferries")
    sections = tuple((title, 1, CREASES) for title in chapters)
    below = tuple((f"2.{place} Sort {place}", 2, CREASES) for place in range(1, 5))
    survey = "Boats: A Survey"

    assert told(*sections, title=survey) == {}
    assert covered(survey, text(*sections)) == "Paper boats; Rafts; Canoes; Ferries"
    assert covered(survey, text(*sections[:1], *below)) == "Sort 1; Sort 2; Sort 3; Sort 4"
    assert covered(survey, text(*sections[:2])) == ""
    assert covered(TITLE, text(*sections)) == ""


def test_chinese_parts() -> None:
    crease = "该模型把一张纸的折痕映射为网格，并使用这个网格生成、收集每一张纸的折叠顺序，再输出折好的船。"

    assert told(("1 引言", 1, "船。"), ("2 折痕预测", 1, crease)) == {"折痕预测": crease}


def test_a_paragraph_on_one_part_is_not_how_the_whole_goes_on_beside_two_parts() -> None:
    local = (
        "The press reads the sheet, extracts its creases and stores them in a table. "
        "It then selects ten creases, ranks all of them and sends the best one to the folder."
    )
    parts_of_it = (("3 Crease predictor", CREASES), ("4 Folding of wings", WINGS))
    beside = used(("2 Properties of the press", local), *parts_of_it).notes
    alone = used(("2 Properties of the press", local)).notes

    assert "How it works" not in [note.name for note in beside]
    assert [(note.name, note.text) for note in alone] == [("How it works", local)]


def test_what_comes_in_with_then_is_told() -> None:
    comes = "A crease learner is then fit over the folds of dry sheets of paper."

    assert told(*METHOD[:2], ("2.1 Crease predictor", 2, comes)) == {"Crease predictor": comes}
    leaning = "The sheet is then fit by the crease predictor over the folds of paper."
    assert told(*METHOD[:2], ("2.1 Crease predictor", 2, leaning)) == {}


def test_what_the_own_work_does_is_told_though_a_condition_is_said() -> None:
    does = "BoatNet (Algorithm 1) maps dry sheets to folds but holds wet ones, which must dry."

    assert told(*METHOD[:2], ("2.1 Folds", 2, does)) == {"Folds": does}
    others = does.replace("BoatNet", "FoldNet")
    assert told(*METHOD[:2], ("2.1 Folds", 2, others)) == {}


@pytest.mark.parametrize(
    "stray",
    [
        "Paperer supports several crease predictors and includes one that selects folds.",
        "We evaluate four crease predictors and BoatNet.",
        "A good crease predictor maps each sheet of paper to few folds.",
    ],
)
def test_what_tools_offer_or_what_is_tried_is_no_part(stray: str) -> None:
    assert told(*METHOD[:2], ("2.1 Crease predictor", 2, stray)) == {}


def test_what_speaks_as_the_abstract_does_is_told_rather_than_an_aside() -> None:
    aside = "We use the crease of the predictor with some colour at the margin of each."
    own = "We use the crease of the predictor for recordings of boats on lakes and BoatNet."

    part = ("2.1 Crease predictor", 2, f"{aside} Rain falls. {own}")
    assert told(*METHOD[:2], part) == {"Crease predictor": own}


def test_a_part_below_another_is_told_where_few_are() -> None:
    below = (
        ("2.3 Sheets of paper", 2, "We do two things with sheets of paper."),
        ("Wet:", 3, "We dry and sort wet sheets of paper by the size of each sheet of paper."),
        (
            "Dry boats:",
            3,
            "Dry boats are extracted from recordings of lakes and converted to grids.",
        ),
    )

    names = list(told(*METHOD, *below))
    assert names == ["Crease predictor", "Folding of wings", "Sheets of paper", "Dry boats"]


def test_what_goes_on_without_a_doing_of_its_own_words_stands_with_it() -> None:
    behind = (
        "Each fold is then kept where it reaches the rim, so it cannot be lost on any of the lakes."
    )
    part = ("2.1 Crease predictor", 2, f"{CREASES} {behind}")

    assert told(*METHOD[:2], part) == {"Crease predictor": f"{CREASES} {behind}"}


def test_a_heading_is_told_with_what_stands_below_it() -> None:
    heading = "We partition all sheets of paper by their lake."
    below = "If sheets of several lakes are wet, folds must respect the lakes."
    part = ("6 Recommendations", 1, f"{heading} {below}")

    assert told(*METHOD[:2], part) == {"Recommendations": f"{heading} {below}"}


@pytest.mark.parametrize(
    "sentence",
    [
        # What follows from an argument, what is done so that something cannot be, what it is.
        "We therefore fit the folds of each sheet with a model of the crease as covariate.",
        "The predictor is trained on lakes of the north, so that no crease could have been seen.",
        "The crease predictor is the share of all of the folds of a sheet on one lake.",
        "The trained predictor (its smaller variant) was run on each of the ten sheets.",
        "We began by transforming each sheet into a vector of creases of ten lakes.",
    ],
)
def test_what_is_done_is_told_whatever_it_follows_from(sentence: str) -> None:
    part = ("2.1 Crease predictor", 2, sentence)

    assert told(*METHOD[:2], part) == {"Crease predictor": sentence}


@pytest.mark.parametrize(
    "title", ["No folding was observed", "Wet boats (10% of all)", "Use of AI-assisted tools"]
)
def test_a_title_that_tells_what_came_of_it_is_no_part(title: str) -> None:
    assert told(*METHOD[:2], (f"2.1 {title}", 2, CREASES)) == {}


def test_what_tells_little_is_told_where_parts_are_few_unless_it_is_a_result() -> None:
    little = "Each sheet is split into two halves."
    for sentence, is_told in ((little, True), ("Each sheet is split in 56% of all.", False)):
        found = told(*METHOD[:2], ("2.1 Boats", 2, sentence))
        assert ("Boats" in found) is is_told
