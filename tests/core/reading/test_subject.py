"""What a paper says that it is about, in its own words."""

from __future__ import annotations

import pytest

from core.reading.subject import is_broad, of_title, subject


@pytest.mark.parametrize(
    ("title", "blocks", "words", "titled"),
    [
        ("Boats", ["Keywords: Paper Boats; Calm Lakes."], ["paper boats", "calm lakes"], ""),
        (
            "Boats",
            ["Index Terms—paper boats, LiDAR maps, AI"],
            ["paper boats", "LiDAR maps", "AI"],
            "",
        ),
        ("Boats", ["Keywords: Paper Boats $\\cdot$ Lakes"], ["paper boats", "lakes"], ""),
        ("Folding for Calm Lakes", ["Keywords: Boats"], ["boats"], "calm lakes"),
        ("Boats", ["关键词：纸船、湖泊"], ["纸船", "湖泊"], ""),
    ],
)
def test_keywords_and_what_a_title_is_for(
    title: str, blocks: list[str], words: list[str], titled: str
) -> None:
    found = subject(title, blocks)

    assert (list(found.keywords), found.title) == (words, titled)


@pytest.mark.parametrize(
    ("title", "told"),
    [
        # Behind "for", whatever the paper works by.
        ("Decision Models for Biological Sequences", "biological sequences"),
        ("Folding of boats for calm lakes under rain", "calm lakes"),
        ("Nets with Memory via Deep Learning for Playlist Completion", "playlist completion"),
        ("FoldNet: A Benchmark for Crack Re-Identification, and Its Limits", "crack re-identification"),
        # What ends as doings do, with what it is of, without what it is praised for.
        ("FoldNet: Robust and Efficient Ancestry Estimation with Sails", "ancestry estimation"),
        ("Choosing How Much: Budgeted Selection of Table Statistics", "budgeted selection of table statistics"),
        ("Detection of the Coastal Reefs Using Machine Learning", "detection of coastal reefs"),
        ("Leaf Classification and Counting via Feature Fusion", "leaf classification and counting"),
        ("A Sail-Checked Crack Detection Benchmark with Probes", "sail-checked crack detection"),
        ("Neural shape reconstruction from lakes", "neural shape reconstruction"),
        ("State-of-the-Art Reef Removal by Drones", "reef removal"),
        ("Improving Low-Cost Reef Mapping through Drones", "low-cost reef mapping"),
        ("Confidence Before Competence: Reef Frequency and Calibration During Training", "reef frequency and calibration"),
        ("Fast and Precise Reef Mapping", "reef mapping"),
        ("Cost-Efficient, Enhanced Reef Mapping for Calm Lakes", "calm lakes"),
        # A doing of a doing is one of them.
        ("Sails with Memory for Depression Detection", "depression detection"),
        ("Optimal Folds for Diffusion Sampling", "diffusion sampling"),
        # What is only looked at is for what it is of.
        ("Sail-Driven Evaluation of Folding Skill via Reefs", "folding skill"),
        # What is done is told by its verb, and what stands before how it was done.
        ("Classifying Seasick Sailors with Long Short-Term Memory", "seasick sailors"),
        ("Creating Paper Sailors using Folding Machines", "paper sailors"),
        ("Benchmarking Reef–Reef Interface Prediction on Lakes", "reef–reef interface prediction"),
        ("Reef Ages Estimated with Nets for Harbour Values Learned", "harbour values"),
        ("Does Folding Survive Rain in Thai Lakes? Evidence From a Year", "thai lakes"),
        # What something is used for is no means.
        ("SailSet: Using Folds to Make a Dataset of Harbour Smoke in Summer", "harbour smoke"),
        # Data alone are no subject.
        ("Less Need for Labeled Data in Reef Image Analysis", "reef image analysis"),
        # A letter alone is a name, letters of a name within a word are none.
        ("Nets for X-Ray Baggage Inspection", "X-ray baggage inspection"),
        ("Multi-Modal COntrollable Reef INbetweening", "multi-modal controllable reef inbetweening"),
        ("A SURVEY OF NETS FOR REEF MAPPING", "reef mapping"),
        # What a collection is of, and where it is looked at.
        ("SmokeSet: A Labelled Dataset of Wildfire Smoke Plumes in Summer", "wildfire smoke plumes"),
        ("A Folder of High-Dimensional Paper Sheets", "high-dimensional paper sheets"),
        # Whom it is for is no subject.
        ("Micro Reef Detection of Sunken Boats for Residential Users", "micro reef detection"),
        # What is done with anything, where nothing else is told.
        ("Conversational Domain Adaptation", "conversational domain adaptation"),
        ("CODE for Virtual Try-On", "virtual try-on"),
        ("A Survey for Novel Harbour Passport Conformance Tasks", "harbour passport conformance"),
    ],
)  # fmt: skip
def test_what_a_title_works_on(title: str, told: str) -> None:
    assert subject(title, []).title == told


@pytest.mark.parametrize(
    "title",
    [
        "A Capable Folder Locally for Your Phone",
        "Presses for the lake",
        "Folding boats in their lakes",
        "Neural Shape from Lakes",
        "An Efficient Method for Large Language Models",
        "Frontier Folders Exhibit Sophisticated Reasoning",
        "Remove This Sail: Why Passing Tests Cannot Tell You a Sail Is Gone",
        "Quiet Failures on Lakes: Detection and Remediation",
        "Metrics for Measuring Bias",
        "Collusion Breaks Recipient Tracing",
        "Nets with Coloured Reference Images of Boats",
        # Made things, results and limits; a sentence; a pun behind a preposition.
        "A Study on the SW1 Reef Challenge Dataset",
        "A Challenge on Sails: Methods and Results",
        "Long Boats for Real World Limits",
        "Rational Folding Shapes Morphological Composition",
        "Punching Above Precision",
        "Sails for Diffusion and Flow Models",
        # Markup, TeX, addresses and hidden letters are no words.
        r"Sails for \emph{Calm Lakes}",
        "Sails for [Calm Lakes](https://example.org)",
        "Sails for t.me/lakes Channels",
        "Sails for ||calm|| Lakes",
        "Sails for \u200bCalm Lakes",
    ],
)
def test_titles_that_say_nothing_of_what_is_worked_on(title: str) -> None:
    assert of_title(title, "") == ""


def test_a_pun_is_not_taken_up_by_the_abstract() -> None:
    title = "Opening the Box: Silver Lining Detection"

    assert of_title(title, "We sort boats of paper by their age.") == ""
    assert of_title(title, "Detection of each silver lining is hard.") == "Silver Lining Detection"


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("SailRM: Improving Sail Aesthetics with Feedback", ("sail aesthetics",)),
        ("FoldNet: A Harbour Watch Monitor", ("harbour watch monitor",)),
        # Neither counts, nor what the abstract does not take up, nor everything.
        ("Two Harbours", ()),
        ("The Collaboration Gap", ()),
        ("A Mirror Palace with Sails", ()),
        ("Large Language Models", ()),
    ],
)
def test_what_a_title_names_serves_as_a_keyword(title: str, named: tuple[str, ...]) -> None:
    abstract = (
        "The aesthetics of a sail, a monitor of every watch at two harbours of a harbour, their "
        "collaboration and the gap of large language models are studied at a palace."
    )

    found = subject(title, [], abstract)

    assert (found.keywords, found.title) == (named, "")


def test_names_keep_their_capitals_and_other_words_lose_them() -> None:
    abstract = "In languages like Burmese, news is rare. We classify news. Of all, Islamic Inheritance is hard."

    assert subject("FoldNet: Burmese News Classification", [], abstract).title == (
        "Burmese news classification"
    )
    assert subject("Nets for Islamic Inheritance Reasoning", [], abstract).title == (
        "Islamic inheritance reasoning"
    )


def test_a_capital_that_the_abstract_also_writes_small_is_no_name() -> None:
    abstract = "We tell hate Speech, in memes; hate speech is rare."

    assert subject("FoldNet: Hate Speech Detection", [], abstract).title == "hate speech detection"


def test_a_title_in_capitals_keeps_those_of_the_abstract() -> None:
    found = subject("NETS FOR MRI REEF MAPPING", [], "We map each reef by MRI.")

    assert found.title == "MRI reef mapping"


def test_words_for_everything() -> None:
    assert is_broad("large language models")
    assert is_broad("multimodal LLMs")
    assert not is_broad("language models of boats")
