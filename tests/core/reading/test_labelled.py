"""What labelled paragraphs and sections on data tell of how a work is used."""

from __future__ import annotations

import pytest

from core.document import Document, Section
from core.models import Paper
from core.reading import labelled
from core.reading.quotable import Text


def of(text: str, title: str = "4 Experiments") -> Text:
    document = Document(paper_id="2602.00001", title="Boats", sections=(Section(title, 1, text),))
    return Text(Paper(id="2602.00001", title="Boats"), document)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Dataset. LakeSet V2 [smith2020lake], 12-class (sail, row). Training: 84,843 boats; Test: 11,005.",
            "LakeSet V2 [smith2020lake], 12-class (sail, row). Training: 84,843 boats; Test: 11,005.",
        ),
        (
            "Corpus: 400 hours of waves at 16 kHz from RiverBank.",
            "400 hours of waves at 16 kHz from RiverBank.",
        ),
        # It ends where the paragraph speaks of others, or leans on what it said.
        (
            "Data. Photos of 900 boats at Lake Garda. The baselines see 80 more of them.",
            "Photos of 900 boats at Lake Garda.",
        ),
        ("Data. Boats are many.", ""),
        ("Dataset bias. LakeSet V2 has 12 classes of boats.", ""),
        ("Data augmentation. We flip 80 of the boats at Lake Garda.", ""),
    ],
)
def test_a_paragraph_labelled_as_data_is_told(text: str, told: str) -> None:
    assert labelled.data(of(text)) == told


@pytest.mark.parametrize(
    ("title", "told"),
    [
        (
            "3.1 Dataset and Split",
            "We used the public LakeSet 2019 collection, with photos of seven lakes. The resulting train, "
            "validation, and test sizes were 17,124, 3,668, and 3,668.",
        ),
        (
            "3 Data Sources",
            "The time series used for this analysis was the level of the lake at Como. The weather data used "
            "for this analysis was obtained from two services.",
        ),
        ("2.2 Price data", "Daily prices come from the market of the lake, stored by boat."),
        (
            "2 Dataset description",
            "The dataset used in this paper is a set of 15,000 lakes called LakeSet, described in "
            "more detail in [smith2021lakes].",
        ),
        ("2 Materials", "Water samples were collected from nine lakes between May and June."),
        (
            "3. Data",
            "After filtering for length, the sailing set is 294,119 pairs (train 283,753 / test 6,183).",
        ),
    ],
)
def test_a_section_on_data_tells_its_source_and_its_amount(title: str, told: str) -> None:
    text = f"Boats are of paper. {told} They float in a seven by seven grid."

    assert labelled.data(of(text, title)) == told


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("3 Method", "Water samples were collected from nine lakes between May and June."),
        ("3 Data Augmentation", "We use twelve flips of the photos of the data."),
        (
            "3 Data",
            "To test our data, we also trained BoatNet-M on 4.8T tokens of the same corpus.",
        ),
        ("3 Data", "There are 26,530 more prompts for rivers, because we use templates for lakes."),
        ("3 Data", "We collected an additional 100 sentences on boats."),
        ("3 Data", "- LakeDaily, a collection of words, drawn from 11,000 pairs of sentences."),
    ],
)
def test_what_is_neither_source_nor_amount_is_left_out(title: str, text: str) -> None:
    assert labelled.data(of(text, title)) == ""


def test_the_base_model_may_begin_with_a_small_letter() -> None:
    text = of("Base model. lakelab/boat-en-1B (1.1B parameters). This one floats.")

    assert list(labelled.base(text)) == ["lakelab/boat-en-1B (1.1B parameters)."]


def test_items_that_give_the_address_of_a_thing_are_told() -> None:
    code, model = (
        "Code and paper: https://github.com/example/boat",
        "Model: https://example.org/boat",
    )
    text = of(
        f"All is public.\n\n- {code}\n\n- {model}\n\n- LakeNet: https://example.org/lake\n\n- COCO data: https://example.org/coco"
    )

    assert list(labelled.addresses(text)) == [code, model]
