"""What a paper says is new in it: the list of its innovations."""

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
    document = Document(
        paper_id="2602.00001", title="T", sections=(Section("1 Introduction", 1, text),)
    )
    abstract = "We propose BoatNet, an efficient folder of long sheets."

    report = read(paper(abstract=abstract), document, ENGLISH, AT, None)

    assert [item.text for item in report.innovations] == [first, f"{second}."]


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


@pytest.mark.parametrize(
    "announcing",
    [
        "This paper makes three claims.",
        "We augment the press with three complementary algorithmic innovations.",
        "Three findings follow.",
    ],
)
def test_claims_findings_and_mechanisms_are_counted(announcing: str) -> None:
    told = (
        f"{announcing} First, the standard press is one that folders cannot mend. "
        "Second, drying of sheets by wind halves the time of each fold. "
        "Third, a streaming lid keeps the rain from every sheet of the lake."
    )

    found = [item.text for item in of_introduction(told).innovations]

    assert found[:3] == [
        "The standard press is one that folders cannot mend.",
        "Drying of sheets by wind halves the time of each fold.",
        "A streaming lid keeps the rain from every sheet of the lake.",
    ]


def test_what_we_do_fills_a_short_list() -> None:
    abstract = (
        "We propose BoatNet, an efficient folder of long sheets. "
        "To use the wind correctly, we synthesize sheets that teach the folder when to wait. "
        "Experiments on lakes last for years. "
        "We then show that the wings are not to blame: a lid keeps a boat dry for nine hours."
    )

    told = [
        item.text for item in read(paper(abstract=abstract), None, ENGLISH, AT, None).innovations
    ]

    assert any("synthesize sheets" in each for each in told)
    assert any("the wings are not to blame" in each for each in told)


def test_a_place_in_the_name_of_an_item_is_left_out() -> None:
    told = (
        "We present BoatNet, a press. Three mechanisms are coupled.\n\n"
        "(1) A forkable tree of sheets (§3.2). Each session is a tree of dry and of wet sheets.\n\n"
        "(2) Pruning of wet creases (§3.4). On top of the tree, a press decides what to fold."
    )

    report = of_introduction(told)

    assert [item.name for item in report.innovations[:2]] == [
        "A forkable tree of sheets",
        "Pruning of wet creases",
    ]


def test_what_others_rest_on_is_no_list_of_ours() -> None:
    told = (
        "Earlier presses rest on two main ideas. First, they weigh every sheet before it is folded. "
        "Second, they wait for the wind of the lake before they fold a sheet."
    )

    shown = [item.text for item in of_introduction(told).innovations]

    assert not any("weigh every sheet" in each for each in shown)


@pytest.mark.parametrize(
    "trial",
    [
        "Extensive experiments on two lakes demonstrate the strength of BoatNet over folders.",
        "Comprehensive trials: We provide extensive experiments on the boats of seven lakes.",
        "We conduct comprehensive experiments on the sheets of three mills.",
        "We perform ten systematic ablation experiments on the wings of a boat.",
        "Experiments on two lakes show that BoatNet improves the boats of every folder.",
    ],
)
def test_trials_alone_are_no_innovation_of_a_list(trial: str) -> None:
    listed = (
        "We fold the first boat that floats on every lake of the country.",
        "We measure how long a thousand boats of paper stay above water.",
    )
    text = "\n\n- ".join(("Our contributions are:", *listed, trial))
    document = Document(
        paper_id="2602.00001", title="T", sections=(Section("1 Introduction", 1, text),)
    )

    report = read(paper(), document, ENGLISH, AT, Shortfall.NO_MODEL)

    assert [item.text for item in report.innovations][:2] == list(listed)
    assert not any(item.text in trial for item in report.innovations)


def test_what_fills_up_does_not_tell_a_finding_in_other_words() -> None:
    abstract = (
        "Harbours rely on paper boats to keep their lakes alive. This study analyzes 406,826 tickets "
        "and 1,117 boats across 37 harbours over a four-year period from 2021 to 2025. We find that "
        "while the number of boats of paper on all of the lakes remained stable at first, it "
        "underwent a steep decline beginning in January 2024, with large differences. We also "
        "examine what the boats of paper have in common with those of wood. Together, these findings "
        "indicate that boats and harbours decline in parallel, for want of hands."
    )
    again = (
        "Through a reading of 3,300 tickets, we find that the ratio underwent a steep decline "
        "beginning in January 2024 (Pettitt test), from harbour to harbour."
    )
    document = Document(
        paper_id="2602.00001",
        title="Tickets",
        abstract=abstract,
        sections=(Section("1 Introduction", 1, again),),
    )

    report = read(paper(abstract=abstract), document, ENGLISH, AT, Shortfall.NO_MODEL)

    shown = " ".join(item.text for item in report.innovations)
    assert shown.count("underwent a steep decline") == 1


def test_items_of_a_list_may_share_words() -> None:
    listed = (
        "We fold boats that float on each of the seven lakes in the north.",
        "We measure ten winds that blow on each of the seven lakes in the north.",
    )
    shown = [
        item.text
        for item in of_introduction("\n\n- ".join(("Our contributions are:", *listed))).innovations
    ]

    assert shown[:2] == list(listed)


@pytest.mark.parametrize(
    "introduction",
    [
        "Contributions. (C1) {0}. (C2) {1}. (C3) {2}.",
        "Three design choices distinguish this study from a hobby. First, {0}. Second, {1}. "
        "Third, {2}.",
        "Our study differs from those in three ways. First, {0}. Second, {1}. Third, {2}.",
        "The empirical contributions are {0}; {1}; and {2}.",
    ],
)
def test_what_is_new_may_be_counted_in_other_words(introduction: str) -> None:
    listed = (
        "a table of worths of creases with an interval of each",
        "a comparison of boats that are pooled and boats alone",
        "a look at how all that hangs on the kinds of sheets",
    )

    report = of_introduction(introduction.format(*listed))

    told = [item.text.rstrip(".").lower() for item in report.innovations]
    assert told[:3] == list(listed)


def test_a_list_keeps_what_the_contribution_tells_along() -> None:
    made = "We present ForkBoat, a boat whose first-class object is the branch of a river it takes."
    does = "ForkBoat makes the branch an object: pruning decides for each branch whether it rows."
    listed = ("pruning decides whether each branch rows", "a rower that sees the whole river ahead")
    text = f"Our contributions are:\n\n- {listed[0]}\n\n- {listed[1]}"
    document = Document(
        paper_id="2602.00001", title="T", sections=(Section("1 Introduction", 1, text),)
    )

    facts = paper(title="ForkBoat: Branches", abstract=f"{made} {does}")
    report = read(facts, document, ENGLISH, AT, None)

    assert report.contribution == f"{made} {does}"
    assert [item.text for item in report.innovations] == list(listed)


def test_a_list_does_not_repeat_the_contribution() -> None:
    made = "We present a boat whose first-class object is the branch of a river that it takes"
    text = f"Our contributions are:\n\n- {made}.\n\n- A rower that sees the whole river ahead."
    document = Document(
        paper_id="2602.00001", title="T", sections=(Section("1 Introduction", 1, text),)
    )

    report = read(paper(abstract=f"{made}."), document, ENGLISH, AT, None)

    assert [item.text for item in report.innovations] == [
        "A rower that sees the whole river ahead."
    ]


def test_without_a_list_the_likeliest_sentences_are_told() -> None:
    new = (
        "We propose BoatNet, a novel framework that learns the order of creases without any labels.",
        "Unlike prior folders, our approach jointly models the sheet and its creases in one network.",
    )
    sections = (
        Section("1 Introduction", 1, f"Boats of paper sink. {new[1]} Lakes are calm in the north."),
        Section("2 Experiments", 1, "We train for 30 epochs with a learning rate of 3e-4."),
    )
    document = Document(
        paper_id="2602.00001",
        title="Folding",
        abstract=f"Boats of paper are folded by hand. {new[0]}",
        sections=sections,
    )

    told = read(paper(abstract=document.abstract), document, ENGLISH, AT, None)

    assert told.contribution == new[0]
    assert [item.text for item in told.innovations] == [new[1]]
