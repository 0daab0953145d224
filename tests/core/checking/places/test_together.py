"""Figures that a place of the paper has side by side, and the odd one."""

from __future__ import annotations

import pytest

from core.checking.verify import Evidence, check
from core.document import Document, Section
from core.models import Finding, Paper
from tests.core.checking.full_text import CHANCE

EVIDENCE = Evidence.of_texts(
    [
        *CHANCE,
        "The tracker is trained on OtterVOT, which contains 841, 18, and 282 videos.",
        "We use top-p 0.9 and temperature 0.7 for all generation.",
        "A slope of 0.45 means a 4.5% decrease for each 10% of probability.",
        "A slope of 0.23 means a 2.3% decrease in preference for each 10% rise in probability.",
        "Human raters chose 3175 pairs.",
        "Results on SQuAD 1.1 are in the appendix.",
    ]
)


def findings(text: str) -> dict[str, Finding]:
    return {claim.text: claim.finding for claim in check([text], EVIDENCE).figures}


def test_the_odd_one_of_several_is_doubted() -> None:
    assert findings("OtterVOT is split into 841, 81 and 282 videos.")["81"] is Finding.MISSING
    assert (
        Finding.MISSING not in findings("OtterVOT is split into 841, 18 and 282 videos.").values()
    )


def test_a_long_number_that_stands_nowhere_near_is_doubted() -> None:
    assert findings("The optimizer took 3175 steps.")["3175"] is Finding.MISSING
    assert findings("Raters chose 3175 pairs.")["3175"] is Finding.FOUND


def test_what_a_sentence_has_together_is_meant() -> None:
    found = findings(
        "At a slope of 0.45, preference falls by 4.5% for each 10% rise in probability."
    )
    assert Finding.MISSING not in found.values()


@pytest.mark.parametrize(
    ("text", "doubted"),
    [("Generation uses top-p 0.9 and temperature 0.7.", False), ("Top-p 45.5 is used.", True)],
)
def test_a_stranger_is_no_support(text: str, doubted: bool) -> None:
    assert (Finding.MISSING in findings(text).values()) == doubted


def test_a_version_measures_nothing() -> None:
    assert findings("Otter is tried on SQuAD 1.1 test data.")["1.1"] is Finding.FOUND


SCALED = Evidence.of_texts(
    [
        "We used values of 2.8, 3.7 and 6.0 TFLOPS for K80, K40 and M40, and 9.5 TFLOPS for P100.",
    ]
)


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("Throughputs lie between 2.8 TFLOPS for a K80 and 9.5 for a P100.", Finding.OPEN),
        ("Throughputs lie between 2.8 TFLOPS for a K80 and 9.4 for a P100.", Finding.MISSING),
        ("The P100 took 9.5.", Finding.MISSING),
    ],
)
def test_a_figure_may_share_its_neighbours_unit(text: str, finding: Finding) -> None:
    last = check([text], SCALED).figures[-1]
    assert last.finding is finding


NAMED = Evidence.of_texts(
    [
        "We use a full $2^3$ factorial design over three interventions.",
        "The corrected token always lies within the base model's top-5 alternatives.",
    ]
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("采用2³析因设计分解干预。", []),
        ("修正的 token 总在前 5 个候选中。", [Finding.OPEN]),
        ("修正的 token 总在前 6 个候选中。", [Finding.MISSING]),
    ],
)
def test_powers_are_no_figures_and_top_5_is_there(text: str, found: list[Finding]) -> None:
    assert [claim.finding for claim in check([text], NAMED).figures] == found


TABLE = """Table 2: Skips and costs.

Gate | Model | Skips | C | R | Accuracy | Cost
logistic | Otter-FP16 | 86.1 | 1.57 | 98.2 | 41.3 | 3.05
logistic | Badger-FP16 | 71.3 | 2.44 | 96.6 | 37.9 | 1.57
forest | Otter-FP16 | 64.9 | 2.91 | 97.7 | 98.2 | 2.88

On Otter-FP16 the logistic gate skips 86.1% of prompts at a cost ratio of 1.57 and keeps 98.2%.

The guess of the second word is right in between 84% and 91% of cases for all topics.

Otter-small is best at a short length with an error of 0.3612 and 14 wins.

Heron comes second with 0.3698."""
PAPER = Paper(id="2602.00012", title="Gates", abstract=" ".join(CHANCE))
OF_TABLE = Evidence.of(
    PAPER, Document(paper_id=PAPER.id, title=PAPER.title, sections=(Section("Gates", 1, TABLE),))
)


def test_a_figure_of_the_next_sentence_is_not_doubted_for_its_words() -> None:
    text = "Otter-small is best at a short length (0.3612, 14 wins); 0.3698 follows."
    findings = [each.finding for each in check([text], OF_TABLE).figures]
    assert Finding.MISSING not in findings
    alone = "Otter-small is best at a short length (0.3698)."
    assert check([alone], OF_TABLE).missing


GUARDS = Document(
    paper_id="2602.00011",
    title="Otter: A Filter",
    sections=(
        Section(
            "Results",
            1,
            "Table 1: Share of the harmful prompts that are found.\n\n"
            "Prompts | Otter | Heron | Teal\n"
            "plain | 99.1 | 97.3 | 98.2\nadversarial | 92.4 | 51.8 | 97.1\n\n"
            "Table 2: Latency (ms).\n\n"
            "Length | Otter | FP16\n512 | 72.7 | 253.1\n2048 | 270.5 | 917.1\n\n"
            "Otter finds 92.4% of the adversarial prompts, 40.6 points above Heron and 4.7 below "
            f"Teal. {' '.join(CHANCE)}",
        ),
    ),
)
OF_GUARDS = Evidence.of(
    Paper(id="2602.00011", title=GUARDS.title, abstract="Otter finds harm."), GUARDS
)


@pytest.mark.parametrize(
    ("text", "figure", "doubted"),
    [
        ("Otter 检出 92.4% 的 adversarial prompts，比 Heron 高 40.6 个点，比 Teal 低 4.7 个点。", "40.6", False),
        ("At length 2048 the latency falls from FP16's 917.1 ms to 270.5 ms.", "917.1", False),
        ("长度 2048 时延迟从 FP16 的 917.1 ms 降到 270.5 ms。", "270.5", False),
        ("长度 2048 时 FP16 的延迟为 270.5 ms。", "270.5", True),
    ],
)  # fmt: skip
def test_what_a_sentence_tells_beside_another_figure_no_table_doubts(
    text: str, figure: str, doubted: bool
) -> None:
    (claim,) = (each for each in check([text], OF_GUARDS).figures if each.text.startswith(figure))
    assert (claim.finding is Finding.MISSING) is doubted


SIZED = Evidence.of_texts(
    [
        "Signals are read from a slice of 200 rows, the other 450 are held out.",
        *CHANCE,
        "On Otter 26B the controller lifts accuracy from 71.9% to 77.9% on lakes at 1.30 calls.",
    ]
)


@pytest.mark.parametrize(
    "text",
    [
        "On Otter (200 signals) the controller lifts accuracy from 71.9% to 77.9% at 1.30 calls.",
        "On Otter, with 200 signals, the controller lifts accuracy from 71.9% to 77.9%.",
        "On Otter (450 others) the controller lifts accuracy from 71.9% to 77.9% at 1.30 calls.",
        "On Otter (rows: 200) the controller takes accuracy from 71.9% to 77.9% at 1.30 calls.",
        "在 Otter（200 个信号）上，控制器把准确率从 71.9% 提升到 77.9%，需 1.30 次调用。",
    ],
)
def test_the_size_of_a_model_is_no_other_value_of_a_count(text: str) -> None:
    assert Finding.MISSING not in {claim.finding for claim in check([text], SIZED).figures}


def test_the_size_of_a_model_is_another_value_of_a_size() -> None:
    told = "On Otter 62B the controller lifts accuracy from 71.9% to 77.9% at 1.30 calls."

    (size, *_) = check([told], SIZED).figures
    assert size.finding is Finding.MISSING
