"""What a paper calls its own method."""

from __future__ import annotations

import pytest

from core.checking.words.own_names import own_names
from core.document import Document, Section
from core.models import Paper
from tests.core.tabled import FINANCE, READING, SPEECH


def test_a_paper_names_its_method_in_title_abstract_and_tables() -> None:
    assert own_names(_paper("Otter: Swimming", ""), None) == {"otter"}
    assert own_names(_paper("On Swimming", "We propose Otter. It beats GPT-4."), None) == {"otter"}
    assert own_names(_paper("On Swimming", "We present a test for GPT-4."), None) == set()
    assert "rivergp" in own_names(_paper("x", ""), FINANCE.document)
    assert "ibi" in own_names(_paper("x", ""), READING.document)
    assert "otter" in own_names(_paper("x", ""), SPEECH.document)


@pytest.mark.parametrize(
    ("abstract", "opening", "names"),
    [
        ("We study ducks.", "To this end, we propose DIP (Duck Imaging), a camera.", {"dip"}),
        ("We study ducks.", "Ducks swim. In this work, we introduce Otter.", {"otter"}),
        ("We study ducks.", "In this paper, we present DIP, a camera for ducks.", {"dip"}),
        ("We propose DIP (Duck Imaging).", "We introduce LakeBench.", {"dip"}),
        ("We propose Otter.", "We present DIP, a camera.", {"otter"}),
        ("We study ducks.", "We propose a camera and train it with SGD.", set[str]()),
        ("We study ducks.", "We build on DIP (Duck Imaging).", set[str]()),
    ],
)
def test_a_paper_names_its_method_in_its_opening(
    abstract: str, opening: str, names: set[str]
) -> None:
    document = Document(
        paper_id="x", title="On Swimming", sections=(Section("1 Introduction", 1, opening),)
    )

    assert own_names(_paper("On Swimming", abstract), document) == names


def _paper(title: str, abstract: str) -> Paper:
    return Paper(id="2602.00001", title=title, abstract=abstract)
