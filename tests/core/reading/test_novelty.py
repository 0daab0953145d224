"""What a paper says is new in it: its contribution, and the list of its innovations."""

from __future__ import annotations

import pytest

from core.document import Document, Section
from core.models import Report, Shortfall
from core.reading.extractive import read
from tests.core.reading.reports import AT, ENGLISH, paper


@pytest.mark.parametrize(
    "introduction",
    [
        "Our contributions are:\n\n- {0}\n\n- {1}\n\n- {2}",
        "Our main contributions are as follows.\n\n1. {0}\n\n2. {1}\n\n3. {2}",
        "In summary, our contributions are: (1) {0}, (2) {1}, (3) {2}",
        "The contributions of this work are threefold:\n\n• {0}\n\n• {1}\n\n• {2}",
        "The contributions of this work are:\n\n• {0};\n\n• {1}; and\n\n• {2}",
        "Our main contributions are as follows.\n\n1. {0},\n\n2. {1}, and\n\n3. {2}",
        "In summary, our contributions are: (1) {0}; (2) {1}; and (3) {2}",
        "Our contributions can be told as: 1) {0}; 2) {1}; and 3) {2}",
        "我们的主要贡献如下。\n\n1. {0}；\n\n2. {1}；以及\n\n3. {2}",
    ],
)
def test_listed_contributions_come_first(introduction: str) -> None:
    listed = (
        "We show that creases can be learned from photographs of boats",
        "We fold the first boat that floats on every lake of the country",
        "We measure how long a thousand boats of paper stay above water",
    )
    document = Document(
        paper_id="2602.00001",
        title="T",
        sections=(Section("1 Introduction", 1, introduction.format(*listed) + "."),),
    )

    report = read(paper(), document, ENGLISH, AT, Shortfall.NO_MODEL)

    assert [item.text.rstrip(".") for item in report.innovations] == list(listed)


@pytest.mark.parametrize(
    "release",
    [
        "Code and weights are available.",
        "All code is publicly available at https://github.com/example/boatnet.",
        "Models, data and scripts are released on the project page.",
        "Our code is available to everybody.",
    ],
)
def test_what_is_released_is_no_innovation(release: str) -> None:
    told = f"We propose BoatNet, an efficient folder of long sheets. {release}"

    report = read(paper(abstract=told), None, ENGLISH, AT, Shortfall.NO_HTML)

    assert release not in [item.text for item in report.innovations]
    assert release in [note.text for note in report.usage.notes]


@pytest.mark.parametrize(
    "told",
    [
        "We release the protocol, the code, and the raw measurements of all our boats.",
        "The practical consequence is blunt.",
    ],
)
def test_what_says_little_is_no_innovation(told: str) -> None:
    text = f"Boats sink. {told} We propose BoatNet, an efficient folder of long sheets."

    report = read(paper(abstract=text), None, ENGLISH, AT, Shortfall.NO_HTML)

    assert told not in [item.text for item in report.innovations]


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


def test_without_an_abstract_no_background_is_an_innovation() -> None:
    text = (
        "The success of large folders has since shifted attention towards using them on lakes. "
        "Boats are made of paper by people in many countries of the world."
    )
    document = Document(
        paper_id="2602.00001", title="T", sections=(Section("1 Introduction", 1, text),)
    )

    assert read(paper(abstract=""), document, ENGLISH, AT, None).innovations == ()


LISTED = (
    "We show that creases can be learned from photographs of boats",
    "We fold the first boat that floats on every lake of the country",
    "We measure how long a thousand boats of paper stay above water",
)


def of_introduction(text: str, title: str = "1 Introduction") -> Report:
    sections = (Section("1 Introduction", 1, "Boats of paper float."), Section(title, 2, text))
    document = Document(paper_id="2602.00001", title="T", sections=sections)
    facts = paper(abstract="We propose BoatNet, a model of sails, of wind and of waves.")
    return read(facts, document, ENGLISH, AT, None)


@pytest.mark.parametrize(
    "counted",
    [
        "Our contributions are threefold. First, {0}. Second, {1}. Third, {2}.",
        "This paper makes three contributions. (1) {0}. (2) {1}. (3) {2}.",
        "We summarize our contributions.\n\nFirst, {0}.\n\nSecond, {1}.\n\nFinally, {2}.",
    ],
)
def test_contributions_that_are_counted_are_told(counted: str) -> None:
    report = of_introduction(counted.format(*LISTED))

    assert [item.text.rstrip(".") for item in report.innovations] == list(LISTED)


@pytest.mark.parametrize("title", ["1.2 Contributions", "Contributions.", "Our Contributions"])
def test_a_section_on_contributions_is_read(title: str) -> None:
    report = of_introduction("- {}.\n\n- {}.\n\n- {}.".format(*LISTED), title)

    assert [item.text.rstrip(".") for item in report.innovations] == list(LISTED)


def test_a_list_of_what_the_paper_makes_needs_no_announcement() -> None:
    made = (
        "We show that creases can be learned from photographs of boats.",
        "We design a folder which makes sails that no wind can tear.",
        "We release nothing but provide a thousand drawings of lakes.",
    )
    listed = "\n\n".join(f"- {each}" for each in made)

    report = of_introduction(f"Boats of paper are folded here.\n\n{listed}")

    assert tuple(item.text for item in report.innovations) == made


def test_any_other_list_of_the_introduction_is_none() -> None:
    listed = "- Lakes are wide and deep.\n\n- We propose a folder of boats for every lake of all."

    report = of_introduction(f"Boats of paper are folded here.\n\n{listed}")

    assert "Lakes are wide and deep." not in [item.text for item in report.innovations]


@pytest.mark.parametrize(
    "hanging",
    [
        "A second boat of thin paper is then folded to carry the first one over the lake.",
        "We propose to fold these sheets along the longest crease of every boat.",
        "We find that this crease is what keeps boats of paper above the water.",
        "All four conditions use three seeds and a matched budget of paper for every boat.",
    ],
)
def test_what_hangs_on_what_is_said_before_is_no_innovation(hanging: str) -> None:
    text = f"Boats sink. We propose BoatNet, an efficient folder of long sheets. {hanging}"

    report = read(paper(abstract=text), None, ENGLISH, AT, Shortfall.NO_HTML)

    assert hanging not in [item.text for item in report.innovations]


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


def test_what_a_paper_shows_is_told_where_it_makes_nothing() -> None:
    shown = "The results separate the folding of boats from the drying of their paper."
    cited = "Earlier trials [12] show that boats of paper sink in every lake of the land."
    document = Document(
        paper_id="2602.00001",
        title="T",
        sections=(Section("1 Introduction", 1, f"{cited} {shown}"),),
    )
    abstract = "We evaluate boats of paper on five lakes by 300 trials of a day each."

    report = read(paper(abstract=abstract), document, ENGLISH, AT, None)

    assert [item.text for item in report.innovations] == [shown]


def test_what_the_own_method_does_is_told_where_little_else_is() -> None:
    does = "BoatNet replaces every crease of a sheet by a fold that no water can enter."
    abstract = f"We propose BoatNet, an efficient folder of long sheets. {does}"

    report = read(paper(abstract=abstract, title="BoatNet: Boats"), None, ENGLISH, AT, None)

    assert does in [item.text for item in report.innovations]


@pytest.mark.parametrize(
    "denial",
    [
        "The techniques we use, folding and drying, are established.",
        "Our building blocks are all well known.",
        "We do not propose a new folder.",
    ],
)
def test_what_is_not_new_is_neither_contribution_nor_innovation(denial: str) -> None:
    done = "We adapt BoatNet to all 21 lakes using only public sheets."

    report = read(paper(abstract=f"{denial} {done}"), None, ENGLISH, AT, Shortfall.NO_HTML)

    assert report.contribution == done
    assert denial not in [item.text for item in report.innovations]


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


def test_what_we_contribute_is_told_without_its_places() -> None:
    told = (
        "In summary, we contribute (i) a folding of sheets as a choice of creases (§3, §4); (ii) a way of "
        "measuring only the creases that matter (§5)."
    )
    document = Document(
        paper_id="2602.00001", title="T", sections=(Section("1 Introduction", 1, told),)
    )

    report = read(paper(), document, ENGLISH, AT, Shortfall.NO_MODEL)

    assert [item.text for item in report.innovations[:2]] == [
        "a folding of sheets as a choice of creases",
        "a way of measuring only the creases that matter",
    ]


def test_the_proposed_method_needs_no_name_to_be_told() -> None:
    told = "The proposed method allows a boat to be folded without a lake."
    text = f"A light folder was developed for long sheets. {told} It was dry."

    report = read(paper(abstract=text), None, ENGLISH, AT, Shortfall.NO_HTML)

    assert told in (report.contribution, *(item.text for item in report.innovations))


def contributed(abstract: str, title: str = "Folding Boats") -> str:
    return read(paper(title=title, abstract=abstract), None, ENGLISH, AT, None).contribution


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


def test_a_name_of_a_contribution_is_told_without_its_place() -> None:
    told = (
        "Our contributions are:\n\n"
        "- A count of blind spots (§3): We fold sheets that nobody has folded before.\n\n"
        "- A net of lakes (Section 4): We dry sheets that nobody has dried before."
    )
    document = Document(
        paper_id="2602.00001", title="T", sections=(Section("1 Introduction", 1, told),)
    )

    report = read(paper(), document, ENGLISH, AT, Shortfall.NO_MODEL)

    names = [item.name for item in report.innovations]
    assert names[:2] == ["A count of blind spots", "A net of lakes"]


def test_what_a_study_contributes_is_counted() -> None:
    first, second = "a protocol for folding sheets of paper", "a comparison of two kinds of presses"
    text = f"This study contributes (i) {first}, and (ii) {second}."
    does = "BoatNet replaces every crease of a sheet by a fold that no water can enter."
    document = Document(
        paper_id="2602.00001", title="T", sections=(Section("1 Introduction", 1, text),)
    )
    abstract = f"We propose BoatNet, an efficient folder of long sheets. {does}"

    report = read(paper(abstract=abstract), document, ENGLISH, AT, None)

    # What is but named is told with what the work does.
    assert [item.text for item in report.innovations] == [first, f"{second}.", does]


def test_what_has_a_name_is_told_rather_than_a_few_words_without() -> None:
    few = "To overcome these old and heavy constraints, we present a unified solution of wood."
    named = "First, we introduce BOAT-1, a press that folds sheets of paper with a single move."

    told = contributed(f"{few} {named} Boats float.")

    assert told == "We introduce BOAT-1, a press that folds sheets of paper with a single move."
    more = few.replace("solution of wood", f"solution{' for sheets of paper' * 3}")
    assert contributed(f"{more} {named} Boats float.").startswith("We present a unified solution")


def test_what_the_abstract_goes_on_with_is_told_where_little_else_is() -> None:
    first = "During the last fold of a sheet, both of its wings are pressed by a lid of wood."
    abstract = (
        "Boats are folded on many lakes. We present a press that folds sheets of paper. "
        f"This sheet is wet. {first} Its cost falls by 80%. Experiments on lakes last for years. "
        "The lid of the press is painted with a thin coat of wax."
    )

    report = read(paper(abstract=abstract), None, ENGLISH, AT, None)

    assert [item.text for item in report.innovations] == [first]


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


@pytest.mark.parametrize(
    "aside",
    [
        "We ask how often a crease is folded before the boat floats, and when it sinks.",
        "The data set is derived from notes by clerks of the harbour, which tell roughly who sank.",
    ],
)
def test_questions_and_sources_of_data_are_no_innovations(aside: str) -> None:
    abstract = f"We introduce BoatSet, a large collection of creases of paper. {aside}"

    report = read(paper(abstract=abstract), None, ENGLISH, AT, Shortfall.NO_HTML)

    assert aside not in [item.text for item in report.innovations]


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


def test_where_a_thing_is_is_no_innovation_of_a_list() -> None:
    where = "We released the tool at https://github.com/example/boat with an image for each lake."
    ideas = ("We built a monitor that counts boats.", "We ran it on two hundred lakes for a year.")
    listed = "\n\n".join(f"- {each}" for each in (*ideas, where))
    document = Document(
        paper_id="2602.00001",
        title="T",
        sections=(Section("1 Introduction", 1, f"Our contributions are:\n\n{listed}"),),
    )

    report = read(paper(), document, ENGLISH, AT, None)

    assert where not in [item.text for item in report.innovations]
    assert where in [note.text for note in report.usage.notes]
