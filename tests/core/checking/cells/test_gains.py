"""Gains, held against the cells that are compared."""

from __future__ import annotations

import pytest

from core.models import Finding
from tests.core.checking.cells.test_named import findings
from tests.core.tabled import FINANCE, READING, SPEECH, Tabled, paper, table

RETRIEVAL = Tabled(
    "retrieval",
    paper(
        "Finding Molecules by Their Text",
        "We present Otter, which finds molecules.",
        table(
            "Table 1: Results on two splits.",
            "Model | Split | R@1 | Hit@10 | MRR",
            "Heron | Scaffold | 0.129 | 0.531 | 0.256",
            "Otter (ours) | Scaffold | 0.225 | 0.462 | 0.304",
            "Heron | Random | 0.123 | 0.590 | 0.264",
            "Otter (ours) | Random | 0.188 | 0.641 | 0.290",
        ),
    ),
    (),
    (),
)


@pytest.mark.parametrize(
    ("tabled", "text", "finding"),
    [
        (FINANCE, "RiverGPT beats OPT-66B by 2.4 points on FPB.", Finding.DERIVED),
        (FINANCE, "RiverGPT beats OPT-66B by 6.43 points on FPB.", Finding.MISSING),
        (FINANCE, "在 FPB 上，我们的方法比 GPT-NeoX 高 6.43 分。", Finding.DERIVED),
        (FINANCE, "在 FPB 上，我们的方法比 GPT-NeoX 低 6.43 分。", Finding.MISSING),
        (SPEECH, "本文方法的总体错误率比 Whisper-large 低 1.76 个百分点。", Finding.DERIVED),
        (SPEECH, "本文方法的总体错误率比 Whisper-large 高 1.76 个百分点。", Finding.MISSING),
        (FINANCE, "The gap between RiverGPT and OPT-66B on FPB is 2.4 points.", Finding.DERIVED),
        (FINANCE, "OPT-66B 与 RiverGPT 在 FPB 上相差 2.4 分。", Finding.DERIVED),
        (FINANCE, "The gap between RiverGPT and OPT-66B on FPB is 6.43 points.", Finding.MISSING),
        (FINANCE, "GPT-NeoX 与 OPT-66B 在 FPB 上相差 2.4 分。", Finding.MISSING),
        (READING, "On test F1 the single Ibis beats BiDAF by 13.9 points.", Finding.DERIVED),
    ],
)
def test_a_gain_is_what_two_cells_differ_by(tabled: Tabled, text: str, finding: Finding) -> None:
    assert finding in findings(tabled, text)


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("At Hit@10 on the scaffold split, Otter trails Heron by 0.069.", Finding.DERIVED),
        ("At Hit@10 on the scaffold split, Heron trails Otter by 0.069.", Finding.MISSING),
        ("On the scaffold split, Otter beats Heron by 0.096 in R@1.", Finding.DERIVED),
        ("On the scaffold split, Heron beats Otter by 0.096 in R@1.", Finding.MISSING),
        ("Scaffold 划分的 MRR 上，Otter 领先 Heron 0.048。", Finding.DERIVED),
        ("Scaffold 划分的 MRR 上，Otter 落后 Heron 0.048。", Finding.MISSING),
    ],
)
def test_who_is_ahead_has_more_of_what_is_retrieved(text: str, finding: Finding) -> None:
    assert finding in findings(RETRIEVAL, text)


LAKES = Tabled(
    "lakes",
    paper(
        "Teal: Hearing Birds",
        "We study birds.",
        table(
            "Table 1: Accuracy on each lake.",
            "Model | Lake | Pond",
            "BC-Heron-1 | 73.7 | 71.6",
            "DS-Swan-S | 70.1 | 75.6",
            "Teal-Tiny | 70.8 | 77.1",
            "Teal-Small | 79.2 | 78.0",
        ),
    ),
    (),
    (),
)


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        (
            "On Lake, Teal-Small has 79.2, 5.5 points ahead of BC-Heron-1 and 9.1 ahead of "
            "DS-Swan-S.",
            Finding.DERIVED,
        ),
        (
            "On Lake, Teal-Small is 5.5 points better than BC-Heron-1 and 9.1 better than "
            "DS-Swan-S.",
            Finding.DERIVED,
        ),
        (
            "On Pond, Teal-Small is 6.4 points above BC-Heron-1 and 2.4 points above DS-Swan-S.",
            Finding.DERIVED,
        ),
        (
            "On Lake, Teal-Small is 5.5 points higher than BC-Heron-1, 9.1 higher than DS-Swan-S "
            "and 8.4 higher than Teal-Tiny.",
            Finding.DERIVED,
        ),
        (
            "On Lake, Teal-Small is 9.1 points better than BC-Heron-1 and 5.5 better than "
            "DS-Swan-S.",
            Finding.MISSING,
        ),
        (
            "On Pond, Teal-Small is 2.4 points above BC-Heron-1 and 6.4 points above DS-Swan-S.",
            Finding.MISSING,
        ),
    ],
)
def test_each_of_several_gaps_is_to_its_own_thing(text: str, finding: Finding) -> None:
    found = findings(LAKES, text)

    assert finding in found
    assert (Finding.MISSING in found) == (finding is Finding.MISSING)


PONDS = Tabled(
    "ponds",
    paper(
        "Otter: Seeing Ponds",
        "We present Otter. Heron-XL reaches 47.2, only a little above the small Crane at 46.9.",
        table(
            "Table 1: Accuracy under rain.", "Model | Accuracy", "Heron-XL | 61.0", "Crane | 58.7"
        ),
    ),
    (),
    (),
)


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("Heron-XL scores 47.2, a mere 0.3 more than Crane.", False),
        ("Heron-XL 得 47.2，只比 Crane 高 0.3。", False),
        ("Heron-XL scores 47.2, a mere 0.4 more than Crane.", True),
    ],
)
def test_a_gap_of_two_figures_that_the_text_has_is_no_tables(text: str, doubted: bool) -> None:
    assert (Finding.MISSING in findings(PONDS, text)) == doubted


TRANSLATION = table(
    "Table 1: BLEU of the models.",
    "Model | BLEU EN-DE | BLEU EN-FR",
    "ConvS2S | 25.16 | 40.46",
    "ConvS2S Ensemble | 26.36 | 41.29",
    "GNMT + RL Ensemble | 26.3 | 41.16",
    "Kite (base) | 27.3 | 38.1",
    "Kite (big) | 28.4 | 41.8",
)


def translating(sentence: str) -> Tabled:
    """A paper about the Kite that says so, and has that table."""
    said = paper("Kite: Translating Fast", "We present Kite.", TRANSLATION, text=sentence)
    return Tabled("translation", said, (), ())


@pytest.mark.parametrize(
    "sentence",
    [
        "Kite improves over ConvS2S by 2.5 points on EN-DE.",
        "ConvS2S Ensemble gains 1.5 BLEU over ConvS2S on EN-DE.",
    ],
)
def test_what_the_paper_says_in_these_words_is_found_whatever_its_tables_give(
    sentence: str,
) -> None:
    said = translating(sentence)

    for label in ("", "Findings: ", "结论："):
        assert findings(said, label + sentence) == {Finding.FOUND}
    assert Finding.MISSING in findings(translating("Kites fly."), sentence)


@pytest.mark.parametrize(
    "other",
    [
        "Kite improves over ConvS2S by 2.4 points on EN-DE.",
        "It is false that Kite improves over ConvS2S by 2.5 points on EN-DE.",
        "Kite improves over ConvS2S by 2.5 points on EN-FR.",
    ],
)
def test_no_other_sentence_is_found_by_its_words(other: str) -> None:
    said = translating("Kite improves over ConvS2S by 2.5 points on EN-DE.")

    assert Finding.FOUND not in findings(said, other)
