"""What a paper contributes, with what that needs beside it, and of a study what it found."""

from __future__ import annotations

import pytest

from core.document import Document, Section
from core.models import Shortfall
from core.reading.extractive import read
from tests.core.reading.reports import AT, ENGLISH, paper


def contributed(abstract: str, title: str = "Folding Boats") -> str:
    return read(paper(title=title, abstract=abstract), None, ENGLISH, AT, None).contribution


@pytest.mark.parametrize(
    "proposing",
    [
        "We propose an algorithm which folds boats of any sheet of paper.",
        "We introduce a table of creases that folds boats of any paper.",
        "We present a theorem prover that folds boats of any paper.",
    ],
)
def test_a_thing_that_tables_are_called_after_points_nowhere(proposing: str) -> None:
    text = f"We call this approach training of creases. {proposing} It is fast."

    report = read(paper(abstract=text), None, ENGLISH, AT, Shortfall.NO_HTML)

    assert report.contribution == proposing


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("To address this, we propose WetNet, a dryer.", "We propose WetNet, a dryer."),
        ("Based on this finding, we propose WetNet.", "We propose WetNet."),
        ("To fill this gap of science, we present WetNet.", "We present WetNet."),
        ("为了解决这一问题，本文提出了一种方法。", "本文提出了一种方法。"),
        # A turn tells that something else was told before, which is the contribution.
        ("We give a boat to everybody. Then, we propose lakes.", "We give a boat to everybody."),
    ],
)
def test_a_motive_that_hangs_is_left_out_of_the_contribution(told: str, shown: str) -> None:
    report = read(paper(abstract=f"Boats sink. {told}"), None, ENGLISH, AT, Shortfall.NO_HTML)

    assert report.contribution == shown


def test_the_fourth_of_several_contributions_is_not_the_one() -> None:
    first = "Paper boats sink on four lakes of five, and folding them twice keeps them dry."
    listed = "First, two lakes are looked at. Fourth, we present a study of boats on eleven rivers."
    document = Document(
        paper_id="2602.00001", title="T", sections=(Section("1 Introduction", 1, listed),)
    )

    report = read(paper(abstract=first), document, ENGLISH, AT, None)

    assert report.contribution == first


@pytest.mark.parametrize("tries", ["evaluate", "examine"])
@pytest.mark.parametrize("told", ["have been reported", "are often said"])
def test_a_claim_that_is_tried_is_told_with_the_trial(tries: str, told: str) -> None:
    claim = f"Boats of wet paper {told} to float as long as dry ones."
    trial = f"We {tries} this claim on seven lakes with two kinds of sheets."
    edge = "We discuss why the wind, absent from earlier trials, changes the picture."

    report = read(
        paper(abstract=f"{claim} {trial} They sink. {edge}"), None, ENGLISH, AT, Shortfall.NO_HTML
    )

    assert report.contribution == f"{claim} {trial}"


def test_a_trial_is_not_told_with_what_it_does_not_try() -> None:
    before = "The LakeBench sheets were folded in 2020."
    trial = "We test this hypothesis on LakeBench with 7 folders."

    report = read(paper(abstract=f"{before} {trial}"), None, ENGLISH, AT, Shortfall.NO_HTML)

    assert before not in report.contribution


@pytest.mark.parametrize("mark", ["Draft", "TL;DR"])
def test_what_an_unfinished_abstract_leaves_is_not_told(mark: str) -> None:
    text = f"TODO: write an abstract. {mark}: we propose BoatNet, a folder of long sheets."

    report = read(paper(abstract=text), None, ENGLISH, AT, Shortfall.NO_HTML)

    assert report.contribution == "We propose BoatNet, a folder of long sheets."


@pytest.mark.parametrize(
    ("others", "told"),
    [
        # What is built is more than what is taken, and what is done with it first of all.
        (
            "We train folders of five kinds on lakes.",
            "We construct a benchmark of boats for five kinds of lakes.",
        ),
        (
            "Starting from one press, we train two folders.",
            "The paper introduces a press for boats.",
        ),
        ("A second lake is presented here.", "This paper demonstrates the use of boats on lakes."),
    ],
)
def test_what_a_paper_makes_is_its_contribution(others: str, told: str) -> None:
    assert contributed(f"{told} {others} Boats float.") == told


def test_what_the_paper_does_comes_before_what_it_takes() -> None:
    told = "We evaluate folders of sheets without any training on lakes."

    assert contributed(f"{told} From one press, we train two folders. Boats float.") == told


def test_a_name_alone_is_told_with_what_the_thing_does() -> None:
    named = "We introduce a new model called BoatNet, which stands for a Net of Boats."
    does = "BoatNet folds every sheet of paper on both sides before it comes to the lake."

    assert contributed(f"{named} {does}", "BoatNet: A Net") == f"{named} {does}"
    # What it reached, and where it is, are told elsewhere.
    for other in (
        "BoatNet outperforms the best folder by 12.5% on lakes.",
        "BoatNet is released under CC BY 4.0 at https://example.org.",
        "FoldNet folds every sheet of paper on one side only.",
    ):
        assert contributed(f"{named} {other}", "BoatNet: A Net") == named


def test_what_addresses_what_was_told_before_is_told_with_how() -> None:
    gives = "We propose Boats On Lakes (BOL), which addresses both challenges."
    does = "For dry folds, BOL folds every sheet of paper before it comes to the lake."

    assert contributed(f"{gives} {does}", "BOL: Boats") == f"{gives} {does}"

    whole = "We propose Boats On Lakes (BOL), which solves all known puzzles."
    assert contributed(f"{whole} {does}", "BOL: Boats") == whole


def test_what_has_a_name_is_told_rather_than_a_few_words_without() -> None:
    few = "To overcome these old and heavy constraints, we present a unified solution of wood."
    named = "First, we introduce BOAT-1, a press that folds sheets of paper with a single move."

    told = contributed(f"{few} {named} Boats float.")

    assert told == "We introduce BOAT-1, a press that folds sheets of paper with a single move."
    more = few.replace("solution of wood", f"solution{' for sheets of paper' * 3}")
    assert contributed(f"{more} {named} Boats float.").startswith("We present a unified solution")


@pytest.mark.parametrize(
    ("aside", "told"),
    [
        (
            "We use PaperMill (Folder et al., 2019), which releases sheets with their creases.",
            "Scoring 29 boats on six lakes, we find that the first sink before the last one floats.",
        ),
        (
            "We further examine the debate of several folders and find that it does little.",
            "We identify a blind spot: boats that look like leaves pass every lock of the lake.",
        ),
        (
            "We argue that order should be told beside speed, and release the sheets and a harness.",
            "We benchmark five widely used folders on 40 sheets across eight lakes.",
        ),
    ],
)
def test_neither_what_it_takes_nor_what_it_adds_is_the_contribution(aside: str, told: str) -> None:
    assert contributed(f"Boats are dangerous when they look dry. {told} {aside}") == told
    if not aside.startswith("We argue"):
        assert contributed(f"Boats are dangerous when they look dry. {aside} {told}") == told


@pytest.mark.parametrize("claims", ["both claims", "these two claims", "the two assumptions"])
def test_claims_that_are_tried_together_are_told_with_the_trial(claims: str) -> None:
    before = "Boats are widely reported to sink in rain, with glue offered as the remedy."
    trial = f"We test {claims} on a hundred lakes of the north."

    report = read(paper(abstract=f"{before} {trial}"), None, ENGLISH, AT, Shortfall.NO_HTML)

    assert report.contribution == f"{before} {trial}"


@pytest.mark.parametrize("made", ["built", "designed", "created", "implemented"])
def test_what_was_made_comes_before_what_was_proved_of_it(made: str) -> None:
    thing = f"We {made} a monitor that counts the boats of a lake without touching them."
    proof = "We proved that no mirror can count them, and derived a bound of its delay."

    report = read(paper(abstract=f"{thing} {proof}"), None, ENGLISH, AT, Shortfall.NO_HTML)

    assert report.contribution == thing


GAP = "Folding of paper boats by presses remains slow, and wet presses ruin the sheets of a lake."


def test_what_the_title_speaks_of_is_told_before_a_sentence_that_lacks_it() -> None:
    title = "Wet Presses for Paper Boats"
    gives = "We introduce LIDO, an executable framework that revises what was chosen before."

    assert contributed(f"{GAP} {gives} It is fast.", title) == f"{GAP} {gives}"
    # Where the sentence speaks of it itself, nothing needs to be told before.
    whole = gives.replace("framework", "framework of wet presses for paper boats")
    assert contributed(f"{GAP} {whole} It is fast.", title) == whole


def test_what_only_matters_is_not_told_before() -> None:
    praise = "Folding of paper boats by wet presses is in use on every lake of the world today."
    gives = "We introduce LIDO, an executable framework that revises what was chosen before."

    assert contributed(f"{praise} {gives}", "Wet Presses for Paper Boats") == gives
    # Unless it tells which two are meant.
    both = "We train eight folders and score the same sheets of a mill against both kinds."
    assert contributed(f"{praise} {both}", "Wet Presses for Paper Boats") == f"{praise} {both}"


@pytest.mark.parametrize(
    "gives",
    [
        "This research presents a press of wood that folds both wings of a boat at once.",
        "BoatNet is proposed, which is able to fold both wings of a boat at once.",
        "Using two presses, I propose a measure of how wet a boat of paper becomes.",
        "This study evaluated the folding of wings by presses of wood on seven lakes.",
    ],
)
def test_who_else_gives(gives: str) -> None:
    then = "The press uses two boards, and it folds every sheet of a mill by hand."
    trial = "We find that lakes are wet."

    assert contributed(f"Boats sink. {gives} {then} {trial}").startswith(gives)


def test_neither_a_name_given_nor_what_was_shown_of_it_is_the_contribution() -> None:
    gives = "This work introduces the task of folding boats that many people sail on one lake."
    shown = "We demonstrate the strength of BOL by trials on lakes with many sheets of paper."

    assert contributed(f"{gives} {shown}", "BOL: Boats") == gives
    named = "We name this proposed press Boats On Lakes (BOL)."
    assert contributed(f"{gives} {named}", "Boats") == gives


@pytest.mark.parametrize(
    "aside",
    [
        "Others fold paper boats with wet presses, which ruin the sheets of a lake for years.",
        "They fold all paper boats with wet presses, which ruin the sheets of a lake for years.",
        "Wet presses ruin boats.",
    ],
)
def test_what_leans_or_says_little_is_not_told_before(aside: str) -> None:
    gives = "We introduce LIDO, an executable framework that revises what was chosen before."

    assert contributed(f"{aside} {gives}", "Wet Presses for Paper Boats") == gives


@pytest.mark.parametrize(
    "gives",
    [
        "We address this gap by a lid of wood that keeps every long sheet of the harbour dry.",
        "We built LIDO to catch them: a lid of wood that keeps every sheet of the harbour dry.",
    ],
)
def test_what_is_addressed_is_told_before(gives: str) -> None:
    assert contributed(f"{GAP} {gives} It is fast.") == f"{GAP} {gives}"
    # And what that hangs on.
    hanging = "Five mistakes of this kind each break a sheet, and no log of the harbour tells them."
    assert contributed(f"{GAP} {hanging} {gives}") == f"{GAP} {hanging} {gives}"


STUDY = "We compare two ways of folding paper boats on the same three hundred sheets of a mill."


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ("The long way was 5% slower. Thus, the wings of a boat are its weak side.", "The wings of a boat are its weak side."),
        ("These results support folding by hand on lakes without wind.", "These results support folding by hand on lakes without wind."),
        ("Sheets were of one mill. We find that wet sheets last longer.", "We find that wet sheets last longer."),
        ("Sheets were of one mill. The short way improves the boats of every lake.", "The short way improves the boats of every lake."),
        ("Speed and beauty of a boat are therefore distinct aims.", "Speed and beauty of a boat are therefore distinct aims."),
    ],
)  # fmt: skip
def test_a_study_is_told_with_what_it_found(found: str, told: str) -> None:
    assert contributed(f"{STUDY} {found} Code is available.") == f"{STUDY} {told}"
    looks = "We present a systematic comparison of two ways of folding paper boats on lakes."
    assert contributed(f"{looks} {found}") == f"{looks} {told}"
    # What is made is told for itself.
    made = "We propose BoatNet, a folder of boats that presses both wings of a sheet at once."
    assert contributed(f"{made} {found}") == made


@pytest.mark.parametrize(
    "aside",
    [
        "We first evaluate the performance of three presses.",
        "Future presses should improve the boats of every lake.",
        "All results are reproducible from the sheets of a mill.",
        "(i) The short way improves the boats of every lake.",
    ],
)
def test_no_trial_and_no_hope_is_what_a_study_found(aside: str) -> None:
    assert contributed(f"{STUDY} {aside}") == STUDY


def test_what_is_done_about_an_observation_is_told_with_it() -> None:
    saw = "We show that a boat of paper sinks by its wings, and never by the folds of its middle."
    done = "We therefore dry the wings and leave the folds as they are."

    assert contributed(f"{saw} Wings weigh 5 g. {done}") == f"{saw} {done}"


def test_what_this_paper_is_about_comes_before_what_it_then_proposes() -> None:
    about = "This paper describes the approach of a team to a race of boats on a lake."
    then = "We propose a fleet of different boats that fold themselves by sails of silk."
    later = "The paper presents a list of lakes that others can use for their races."

    assert contributed(f"{about} {then} They are fast.") == f"{about} {then}"
    shows = "This paper demonstrates advantages of measuring the width of wings on a lake."
    assert contributed(f"{shows} Wings were wide. {later}").startswith(shows)


def test_what_is_done_first_is_told_with_what_then() -> None:
    first = "We introduce BOL, a press of sheets which first folds both wings of a boat by hand."
    then = "The sheet is then dried by the wind of the lake."

    assert contributed(f"{first} {then}", "BOL: Boats") == f"{first} {then}"


@pytest.mark.parametrize(
    "verdict",
    [
        "We hope our boats could inspire others to develop new presses of wood.",
        "We present the theory as a bound, and mark where the trials of presses support it.",
        "We present this as a case of one lake; the press is built for others.",
    ],
)
def test_hopes_and_verdicts_are_no_contribution(verdict: str) -> None:
    told = "We study a compact press that folds both wings of a boat with one move."

    assert contributed(f"{told} {verdict}").startswith(told)


def test_what_was_put_together_first_is_the_contribution() -> None:
    made = "We assembled a set of 165 boats and developed a model that folds them."
    aside = "We introduce a measure of wetness."

    assert contributed(f"{made} It folds well. {aside}") == made


def test_who_took_part_in_something_says_what_was_done_there() -> None:
    taken = "This paper presents the systems and results for the shared task on folding boats."
    done = "We took an approach by counting creases of paper boats."

    assert contributed(f"{taken} {done} It sank.") == f"{taken} {done}"


def test_what_a_named_thing_is_is_told_with_what_it_has() -> None:
    made = "BoatDB is a store for paper boats. Each boat carries a crease of its own kind."
    lost = "The lead narrows on lakes. We trace each of those losses to the creases."

    assert contributed(f"Boats sink. {made} {lost}", "BoatDB: Boats on Disk") == made


def test_a_named_system_of_a_shared_task_is_told_by_what_it_does() -> None:
    taken = "This paper describes FoldMT, a system designed for the Shared Task of Boats."
    done = "To address this, we propose a hybrid of creases and of glue."

    assert contributed(f"{taken} {done}", "FoldMT: Folding") == f"{taken} We{done[19:]}"


def test_who_asks_and_answers_contributes_that() -> None:
    answered = (
        "We ask whether boats (e.g. of paper) float, and arrive at an answer: they track wind."
    )

    assert contributed(f"Boats sink. {answered}").startswith(answered)


def test_what_was_done_comes_before_what_hangs_on_a_figure() -> None:
    hangs = "We show that this figure survives no change of the lake."
    done = "We train a small network that sees a boat sink, and run it on a buoy under 5 dollars."
    figure = "Boats of paper are reported to float on 99 of a hundred winter days."

    assert contributed(f"{figure} {hangs} {done}") == done
    assert contributed(f"{figure} {hangs}") == f"{figure} {hangs}"


@pytest.mark.parametrize(
    "done",
    [
        "We estimate the worth of every crease from the folds of a master.",
        "We fit a model of sinking to the logs of seven lakes.",
        "I form one portfolio of all boats that are sold by mills.",
    ],
)
def test_what_is_done_with_what_there_is_comes_before_what_is_added(done: str) -> None:
    more = "We extend the analysis with other kinds of sheets and with colder lakes."

    assert contributed(f"{done} {more} They float.") == done


@pytest.mark.parametrize("asks", ["we ask whether", "I test whether", "we study how"])
def test_a_question_is_told_before_what_was_done(asks: str) -> None:
    question = f"Because most lakes freeze, {asks} boats of wax last a winter there."
    done = "From the logs of seven mills, I assembled a set of 566 boats and left them on the ice."

    assert contributed(f"Boats matter. {question} It is cold. {done}") == f"{question} {done}"


def test_what_is_told_within_needs_no_sentence_before() -> None:
    gap = "Boats of wax are used, yet they struggle with the gap between warm and cold lakes."
    first = "We introduce WAXBOAT, which first melts a sheet of wax on the lake."
    then = "A boat is then folded to fit this sheet."

    assert contributed(f"{gap} To address this, {first} {then}", "WAXBOAT: When Wax Helps") == (
        f"{first} {then}"
    )


def test_what_was_developed_is_the_contribution() -> None:
    made = "A light method was developed for folding boats on farms without any press."

    assert contributed(f"{made} The proposed method reads the weather.") == made
    others = "A light method was developed by Smith for folding boats on farms."
    assert contributed(f"{others} We propose a press for boats.") == "We propose a press for boats."


HOW = "The method expands a sheet to squares and counts how often two of them touch."


@pytest.mark.parametrize(
    ("behind", "told"),
    [
        (HOW, HOW),
        ("Specifically, rows of sheets are folded by one arm.", None),
        # What tells more of what the title names may stand further behind.
        (f"Lakes are wet. {(fits := 'We use GARCH sheets with Student creases on each.')}", fits),
        ("The method is evaluated on seven lakes.", ""),
        ("The method enables rowers to cross wide lakes.", ""),
        ("The method follows three simple steps.", ""),
        ("The method beats all others by 7.5% on lakes.", ""),
    ],
)
def test_what_is_but_made_is_told_with_how_it_works(behind: str, told: str | None) -> None:
    made = "We present a method for folding boats of raw sheets."
    told = behind if told is None else told
    document = Document(
        paper_id="2602.00001", title="T", sections=(Section("1 Introduction", 1, "Boats sink."),)
    )
    facts = paper(title="Folding Boats via GARCH and Student Sheets", abstract=f"{made} {behind}")

    report = read(facts, document, ENGLISH, AT, None)

    assert report.contribution == f"{made} {told}".strip()


def test_an_abstract_alone_keeps_what_is_new_for_itself() -> None:
    made = "We present a method for folding boats of raw sheets."
    further = "Wet sheets are dried by the sun. A press of steel keeps them flat."

    assert contributed(f"{made} {HOW}") == made
    assert contributed(f"{made} {HOW} {further}") == f"{made} {HOW}"


def test_of_two_long_sentences_before_the_nearer_is_told() -> None:
    far = f"Folding of boats by mills goes on by finding three marks{' on every sheet' * 14}."
    near = f"The formula fits a line through those marks{', so an error turns it' * 9}."
    shown = f"We show that this turn, not the marks, is what sinks boats{' on all lakes' * 14}."

    assert contributed(f"{far} {near} {shown}") == f"{near} {shown}"


def test_evidence_is_what_a_study_comes_to() -> None:
    tried = "We assess folding by hand on five lakes with three kinds of sheets."
    comes = "Evidence supports modest gains of dry sheets over wet ones."

    assert contributed(f"{tried} Wax improves on paper by 0.98 points. {comes}") == (
        f"{tried} {comes}"
    )


def test_an_observation_is_told_with_what_the_title_says() -> None:
    shown = "We show that the two interact in a way that defeats the usual remedy."
    named = "As water enters by creases, folding twice does not keep boats of wax dry."

    told = contributed(f"{shown} We predict rain. {named}", "Folding Twice Does Not Keep Boats Dry")

    assert told == f"{shown} {named}"


@pytest.mark.parametrize(
    ("main", "told"),
    [
        ("In this paper, we address the challenge of drying boats on a cold lake.", "made"),
        ("This paper demonstrates the advantages of drying boats on a cold lake.", "came"),
    ],
)
def test_what_is_made_for_a_task_is_told_with_it(main: str, told: str) -> None:
    behind = {
        "came": "Boats of wax improve the days on a lake by far.",
        "made": "We design an efficient dryer for sheets of wax and of wool.",
    }

    assert contributed(f"{main} {behind['came']} {behind['made']}") == f"{main} {behind[told]}"


def test_a_trial_with_its_figure_is_what_came_of_it() -> None:
    main = "This study explores the use of mills as tools for folding boats of every lake."
    came = "We train a robust press, which reaches an accuracy of 99.13% in folding."

    assert contributed(f"{main} We train on sheets. {came}") == f"{main} {came}"
