"""Figures of another thing of the same name, and counts of something else."""

from __future__ import annotations

import pytest

from core.checking.verify import Evidence, decided_by_rules
from core.document import Document, Section
from core.models import Finding, Paper
from tests.core.checking.full_text import CHANCE, is_doubted

EVIDENCE = Evidence.of_texts(
    [
        *CHANCE,
        "On dataset D_1, the heron parser achieves a substantial 4.07% improvement of recall.",
        "In stage 2, the heron parser is tuned with a warmup ratio of 0.065.",
        "The heron parser is validated at 250-epoch intervals over the schedule.",
        "The heron prompt is cut off after 3,072 tokens of context.",
        "Each judge of the pond study read 7 letters, every one of nine paragraphs, twice.",
        "We asked 42 readers of the marsh survey, who own nine boats.",
    ]
)


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("On dataset D1, the heron parser improves recall by 4.07%.", False),
        ("On dataset D2, the heron parser improves recall by 4.07%.", True),
        ("在数据集D2上，heron parser 的 recall 提升了 4.07%。", True),
        ("在数据集D1上，heron parser 的 recall 提升了 4.07%。", False),
        ("On D1 rather than D2, the heron parser improves recall by 4.07%.", False),
        ("In stage 2 the heron parser is tuned with a warmup ratio of 0.065.", False),
        ("In stage 3 the heron parser is tuned with a warmup ratio of 0.065.", True),
        ("Stage 1 stays; in stage 2 the heron parser is tuned with a warmup of 0.065.", False),
        ("The heron parser is validated every 250 epochs of the schedule.", False),
        ("The heron parser is validated every 250 iterations of the schedule.", True),
        ("heron 解析器每 250 次迭代验证一次 schedule。", True),
        ("The heron prompt is cut off after 3,072 tokens of context.", False),
        ("The heron prompt is cut off after 3,072 characters of context.", True),
        ("heron 的 prompt 在 3072 个词元处截断。", False),
        # What the paper counts as well, but not so many.
        ("Each judge of the pond study read 7 letters.", False),
        ("Each judge of the pond study read 7 paragraphs.", True),
        ("Each judge of the pond study read nine paragraphs in 7 letters.", False),
        ("The marsh survey asked 42 people who own boats.", False),
        ("The marsh survey asked owners of 42 boats.", True),
    ],
)
def test_what_is_of_its_like_or_counts_otherwise_is_doubted(text: str, doubted: bool) -> None:
    decided = decided_by_rules(text, EVIDENCE)
    assert decided is not None
    findings = [each.finding for each in decided.readings]
    assert (Finding.MISSING in findings) == doubted, findings


PONDS = """Table 1: Recall of the parsers.

Model | Mere | Tarn | Mere2
Otter | 64.0 | 83.2 | 73.6
Badger | 72.3 | 79.8 | 76.0

In the formal tests the 34 Tarn visitors without any parser keep their base notes.

The rates of the baselines range from 21% (Mere2) to 93% (Mere) for untrained parsers."""
PAPER = Paper(id="2602.00011", title="Otter: Small Ponds", abstract="Otter is small.")
OF_PONDS = Evidence.of(
    PAPER,
    Document(
        paper_id=PAPER.id,
        title=PAPER.title,
        sections=(Section("Results", 1, PONDS), Section("Chance", 1, "\n\n".join(CHANCE))),
    ),
)


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        (
            "In the formal tests, 34 visitors of Tarn without any parser keep their base notes.",
            False,
        ),
        (
            "In the formal tests, 34 visitors of Mere without any parser keep their base notes.",
            True,
        ),
        ("Mere 上有 34 名访客没有任何解析器，只保留基础记录。", True),
        ("Tarn 上有 34 名访客没有任何解析器，只保留基础记录。", False),
        ("有 34 名访客没有任何解析器，只保留基础记录。", False),
        ("Untrained baselines have rates from 21% on Mere2 to 93% on Mere.", False),
        ("Untrained baselines have rates of only 21% on Tarn, and 93% on Mere.", True),
        ("Unlike on Mere, 34 visitors of Tarn without any parser keep their base notes.", False),
        # Neither is a row or a column of one table.
        (
            "In the formal tests, 34 visitors of Loch without any parser keep their base notes.",
            False,
        ),
    ],
)
def test_what_is_told_of_another_row_or_column_is_doubted(text: str, doubted: bool) -> None:
    assert is_doubted(text, OF_PONDS) == doubted
