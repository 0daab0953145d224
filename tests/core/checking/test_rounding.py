"""Figures told roughly, further off than anybody rounds."""

from __future__ import annotations

import pytest

from core.checking.verify import Evidence, decided_by_rules
from core.document import Document, Section
from core.models import Finding, Paper
from tests.core.checking.full_text import CHANCE

TEXT = """Table 3: In how many captions a word stands.

Word | Captions
heron | 7,894
marsh | 2,310

Table 4: Share of heron nests that stay after a storm, by detector.

Detector | Marshes | Lakes
heron detector | 53.8 | 31.2

After a storm, the heron detector stays with the same nest in 90.2% of the marshes and in 80.9% of
the lakes.

The heron benchmark consists of 1,427 annotated nests.

Its recordings show over two million flights of swifts.

Each training batch contained 24,000 audio frames.

Ensembles of heron detectors reach an average precision of 83.4%, above 61.2% of single ones."""
PAPER = Paper(id="2602.00011", title="Heron: Counting Nests", abstract=" ".join(CHANCE))
EVIDENCE = Evidence.of(
    PAPER, Document(paper_id=PAPER.id, title=PAPER.title, sections=(Section("Data", 1, TEXT),))
)


def by_rules(text: str, evidence: Evidence) -> list[Finding]:
    decided = decided_by_rules(text, evidence)
    assert decided is not None
    return [each.finding for each in decided.readings]


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("The heron benchmark has about 1,400 annotated nests.", False),
        ("The heron benchmark has about 1,000 annotated nests.", True),
        ("heron 基准共有约 1000 个标注的巢。", True),
        ("heron 基准共有约 1400 个标注的巢。", False),
        ("A training batch contains about 24,000 audio frames.", False),
        ("A training batch contains about 30,000 audio frames.", True),
        ("Ensembles of heron detectors reach an average precision of about 83%.", False),
        ("Ensembles of heron detectors reach an average precision of about 70%.", True),
        (
            "After a storm the heron detector stays with the same nest in about 90.2% of the marshes.",
            False,
        ),
        # "Nearly" may be a little less than there is, "less than" not.
        ("The heron benchmark has nearly 1,450 annotated nests.", False),
        ("The heron benchmark has fewer than 1,500 annotated nests.", False),
        ("The heron benchmark has fewer than 1,400 annotated nests.", True),
        ("heron 基准共有不到 1400 个标注的巢。", True),
        ("Its recordings show over 2 million flights of swifts.", False),
        ("Its recordings show less than 2 million flights of swifts.", True),
        ("heron 基准共有近 1430 个标注的巢。", False),
        # The word that the table counts is named.
        # "About" may stand before the verb.
        ("heron 一词约出现在 7900 条 captions 中。", False),
        ("heron 一词约出现在 7000 条 captions 中。", True),
    ],
)
def test_a_rough_figure_is_no_further_off_than_people_round(text: str, doubted: bool) -> None:
    assert (Finding.MISSING in by_rules(text, EVIDENCE)) == doubted
