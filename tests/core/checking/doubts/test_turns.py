"""Whose turn a value stands in, where a text tells several conditions and as many values."""

from __future__ import annotations

import pytest

from core.checking.doubts.asking import read
from core.checking.doubts.settling import Settling
from core.checking.doubts.turns import Turn, turn
from core.checking.paper.evidence import Evidence
from core.document import Document, Section
from core.models import Claim, ClaimKind, Finding, Paper
from core.plain import plain

PAPER = Paper(id="2602.00001", title="Otter: Small Nets", abstract="Otter is a small net.")
LISTED = "We train 7B and 14B models, which reach 75.2% and 78.4% on Lake."
ONE_BY_ONE = "Otter reaches 96.5% at 16 kHz and 94.5% at 8 kHz."
ONE_VALUE = "The 7B and 14B models reach 75.2% on Lake."


def of(text: str, figure: str, sentence: str) -> Turn:
    document = Document(
        paper_id=PAPER.id,
        title=PAPER.title,
        abstract=PAPER.abstract,
        sections=(Section("4 Results", 1, text),),
    )
    settling = Settling(Evidence.of(PAPER, document))
    claim = Claim(text=figure, kind=ClaimKind.FIGURE, finding=Finding.OPEN, sentence=sentence)
    doubted = read(claim, settling)
    assert doubted is not None
    (end,) = doubted.stated.ends
    ((_, (mention,)),) = settling.valued(end).items()
    return turn(doubted, end, mention, plain(text))


@pytest.mark.parametrize(
    ("text", "figure", "sentence", "whose"),
    [
        (LISTED, "75.2%", "The 7B model gets 75.2%.", Turn.OURS),
        (LISTED, "78.4%", "14B 的模型得 78.4%。", Turn.OURS),
        (LISTED, "78.4%", "The 7B model gets 78.4%.", Turn.OTHERS),
        (ONE_BY_ONE, "94.5%", "采样率为 8 kHz 时准确率为 94.5%。", Turn.OURS),
        (ONE_BY_ONE, "94.5%", "采样率为 16 kHz 时准确率为 94.5%。", Turn.OTHERS),
        (ONE_BY_ONE, "94.5%", "Otter reaches 94.5%.", Turn.NONE),
        (ONE_VALUE, "75.2%", "The 14B model gets 75.2%.", Turn.NONE),
    ],
)
def test_a_value_is_of_the_condition_whose_turn_it_is(
    text: str, figure: str, sentence: str, whose: Turn
) -> None:
    assert of(text, figure, sentence) is whose
