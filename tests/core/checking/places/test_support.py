"""What speaks for a figure and what against it, in sentences that share few words with the
paper."""

from __future__ import annotations

import pytest

from core.checking.figures.quantities import quantities
from core.checking.places.support import of_value
from core.checking.verify import Evidence, check
from core.document import Document, Section
from core.models import Check, Finding, Paper
from tests.core.checking.full_text import CHANCE, is_doubted

TEXT = """Table 1: Accuracy of the models.

Model | Params (M) | TriviaQA | OpenBook | Average
Otter | 380 | 64.0 | 83.2 | 73.6
Badger | 710 | 72.3 | 79.8 | 76.0
Marmot | 450 | 85.8 | 86.0 | 85.9

We train Otter for 11 hours on 8 H100 GPUs, with 12 000 examples and a batch size of 64.

Of 400 answers, 344 were right. Otter answers 3.5 times faster than Marmot and takes 40% less memory.

The abstract rounds: Otter reaches 83% on OpenBook. The gate saves 70% of the training time."""
PAPER = Paper(id="2602.00010", title="Otter: Small Answers", abstract="Otter is small.")
EVIDENCE = Evidence.of(
    PAPER, Document(paper_id=PAPER.id, title=PAPER.title, sections=(Section("Results", 1, TEXT),))
)

TRUE = {
    "its own method unnamed": "TriviaQA is the weak spot: 64.0, against 85.8 for Marmot and 72.3 for Badger.",
    "its own method unnamed, in Chinese": "TriviaQA 上只有 64.0，而 Marmot 达到 85.8。",
    "two side by side, the other's name before both": "It loses to Marmot everywhere: on average (73.6 vs 85.9).",
    "hardware": "Training: 11 hours on 8 H100 GPUs.",
    "hardware in Chinese": "用 8 张 H100 训练 11 小时。",
    "hardware without its name": "训练只需 8 块 GPU，批量为 64。",
    "thousands apart by a space": "只用 1.2 万条样本。",
    "a share": "400 个回答中有 344 个正确，占 86%。",
    "a model's size in a table": "Badger 有 7.1 亿参数。",
    "mean for average": "The mean is 73.6.",
    "another place that rounds it": "OpenBook: 83.2 for Otter.",
    "what only counts": "No answer is written twice, and the second half is left out.",
}
FALSE = {
    "another unit where the sentence is about": "The gate saves 70 ms of the training time.",
    "another scale": "用了 1.2 亿条样本。",
    "another model's value": "Otter reaches 72.3 on TriviaQA.",
    "exchanged between two columns": "On TriviaQA Otter reaches 83.2, on OpenBook 64.0.",
    "exchanged, each named behind it": "It compares 64.0 for Marmot with 85.8 for Otter on TriviaQA.",
    "hours for cards": "训练用 11 张 H100，8 小时。",
    "no share": "400 个回答中有 344 个正确，占 81%。",
}


def read(text: str) -> Check:
    return check([text], EVIDENCE)


@pytest.mark.parametrize("case", TRUE)
def test_what_is_true_is_not_refused_for_its_words(case):
    assert [claim.text for claim in read(TRUE[case]).missing] == []


@pytest.mark.parametrize("case", FALSE)
def test_what_is_false_is_refused(case):
    assert read(FALSE[case]).missing != ()


def test_a_difference_to_a_named_neighbour_in_the_table_is_derived():
    derived, alone = (
        read("On TriviaQA Otter gets 64.0, 8.3 points behind Badger."),
        read("It is 8.3 points behind."),
    )

    assert {claim.text: (claim.finding, claim.basis) for claim in derived.figures} == {
        "64.0": (Finding.FOUND, ()),
        "8.3 points": (Finding.DERIVED, ("64.0", "72.3")),
    }
    assert [claim.text for claim in alone.missing] == ["8.3 points"]


def test_a_missing_claim_says_which_sentence_states_it():
    texts = [
        "Otter reaches 64.0 on TriviaQA. Otter takes 55% less memory.",
        "With WinoGrande it is better.",
    ]

    assert [(claim.text, claim.sentence) for claim in check(texts, EVIDENCE).missing] == [
        ("55%", "Otter takes 55% less memory."),
        ("WinoGrande", "With WinoGrande it is better."),
    ]


def test_what_one_sentence_derives_another_may_repeat():
    first, second = "A gain of 8.3 points.", "On TriviaQA the gap is 8.3 points, from 64.0 to 72.3."

    assert check([first], EVIDENCE).missing != ()
    for texts in ([first, second], [second, first]):
        assert check(texts, EVIDENCE).missing == ()


def test_what_one_sentence_contradicts_is_missing_though_another_has_it_right():
    right, wrong = "Marmot reaches 85.8 on TriviaQA.", "Badger reaches 85.8 on TriviaQA."
    for texts in ([right, wrong], [wrong, right]):
        assert [(claim.text, claim.sentence) for claim in check(texts, EVIDENCE).missing] == [
            ("85.8", wrong)
        ]


TIMED = """Table 2: Latency (ms) and memory (GB).

Model | Latency (ms) | Memory (GB)
Otter | 12.4 | 3.7
Badger | 26.1 | 8.2"""
OF_TIMED = Evidence.of(
    PAPER, Document(paper_id=PAPER.id, title=PAPER.title, sections=(Section("Cost", 1, TIMED),))
)


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("Otter answers within 12.4 ms.", Finding.FOUND),
        ("Otter 的延迟为 12.4 毫秒。", Finding.FOUND),
        ("Otter answers within 12.4 s.", Finding.OPEN),
        ("Otter 的延迟为 12.4 秒。", Finding.OPEN),
        ("Otter answers within 12.4 minutes.", Finding.OPEN),
        ("Badger takes 8.2 GB of memory.", Finding.FOUND),
        ("Badger takes 8.2 MB of memory.", Finding.OPEN),
    ],
)
def test_a_figure_of_another_scale_than_its_head_tells_is_open(text: str, finding: Finding) -> None:
    assert [claim.finding for claim in check([text], OF_TIMED).figures] == [finding]


MIXED = """We tell the run time to unlearn (RTU), measured in seconds. It runs on one A100 (40G).

Table 3: Settings.

Parameter | Range | Unit
Delay | [0, 25] | $\\mathrm{ms}$
Load | [-3, 12] | kg
Friction | [0.2, 1.35] | -
Force | 17.5 | N

Table 4: The chip.

Module | Area (mm^2) | Voltage (V) | Bandwidth (GB/s) | Pressure (kPa) | RTU
Otter | 1.35 | 0.85 | 17.25 | 101.5 | 55.5
Badger | 0.06 | 0.95 | 25.75 | 102.5 | 153.2"""
OF_MIXED = Evidence.of(
    PAPER, Document(paper_id=PAPER.id, title=PAPER.title, sections=(Section("Cost", 1, MIXED),))
)


@pytest.mark.parametrize(
    "text",
    [
        "The delay lies between 0 and 25 ms.",
        "延迟在 0 到 25 毫秒之间。",
        "The load reaches 12 kg.",
        "载荷最大为 12 公斤。",
        "Otter has an area of 1.35 mm², Badger of 0.06.",
        "Otter 和 Badger 的面积分别为 1.35 和 0.06 平方毫米。",
        "Otter runs at 0.85 V.",
        "Badger is measured at 102.5 kPa.",
        "Otter takes 55.5 s, about 36 % of the 153.2 s that Badger takes.",
        "Badger 耗时 153.2 秒。",
        "It needs a card of 40 GB.",
        "只需一张 40GB 的显卡。",
    ],
)
def test_a_unit_is_told_by_the_head_the_row_or_the_text(text: str) -> None:
    assert check([text], OF_MIXED).missing == ()


@pytest.mark.parametrize(
    "text",
    [
        "The load reaches 12 ms.",
        "Otter has an area of 1.35 kg.",
        "Otter runs at 0.85 mm².",
        "Badger is measured at 102.5 V.",
        "Otter takes 55.5 GB.",
        "The force is 17.5 kg.",
        "The friction reaches 1.35 s.",
    ],
)
def test_a_unit_that_nothing_tells_is_doubted(text: str) -> None:
    assert check([text], OF_MIXED).missing != ()


def test_another_scale_than_the_head_of_an_area_is_not_confirmed() -> None:
    (claim,) = check(["Otter has an area of 1.35 cm²."], OF_MIXED).figures

    assert claim.finding in (Finding.OPEN, Finding.MISSING)


CARDED = """Table 4: Cost on a card of 4 GB: time per epoch (s), peak memory (MB).

Model | Time (ms) | Peak Mem (MB)
Otter | 1318.42 | 1836
Badger | 2619.07 | 8219"""
OF_CARD = Evidence.of(
    PAPER, Document(paper_id=PAPER.id, title=PAPER.title, sections=(Section("Cost", 1, CARDED),))
)


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("Otter takes 1318.42 ms.", Finding.FOUND),
        ("Otter takes 1318.42 s.", Finding.MISSING),
        ("Otter 耗时 1318.42 秒。", Finding.MISSING),
        ("Otter needs 1836 MB of memory.", Finding.FOUND),
        ("Otter needs 1836 GB of memory.", Finding.MISSING),
    ],
)
def test_a_long_number_has_the_scale_of_its_own_head(text: str, finding: Finding) -> None:
    assert [claim.finding for claim in check([text], OF_CARD).figures] == [finding]


ALIGNED = Evidence.of_texts(
    [
        "The scales of Otter are aligned with alpha = 2 at most, well above the 1.27 of Marmot.",
        "The rate of Otter decays by a factor of 0.2 after ten rounds.",
    ]
)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("The scales of Marmot are aligned with 1.27, below the factor of 2 of Otter.", False),
        ("The scales of Otter are aligned up to a scale factor of 2.", False),
        ("The scales of Otter are aligned up to a scale factor of 3.", True),
        ("Otter makes the scales faster by a factor of 2.", True),
        ("The rate of Otter is multiplied by 0.2 after ten rounds.", False),
        ("Otter 的学习率在十轮后乘以 0.2。", False),
        ("The rate of Otter is multiplied by 0.3 after ten rounds.", True),
    ],
)
def test_a_factor_may_be_a_bare_number(text: str, missing: bool) -> None:
    assert bool(check([text], ALIGNED).missing) is missing


SHARES = Evidence.of_texts(
    [
        *CHANCE,
        "The heron parser is trained with a balance weight of 1.0, a learning rate of 3e-4 and a "
        "clip ratio of 0.2.",
        "The median acceptance rate of the gate lies between 0.61 and 0.64 on all splits.",
        "Badger reaches an accuracy of 71.5 on the pond split.",
        "The gate drops 10% of the tokens, and of the labels 0.83% are noisy.",
    ]
)


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        # One digit is a setting, no score in percent.
        ("The heron parser is trained with a decay coefficient of 0.01.", True),
        ("heron 解析器训练时的衰减系数取 0.01。", True),
        ("Badger reaches an accuracy of 0.715 on the pond split.", False),
        ("The gate drops a share of 0.1 of the tokens.", False),
        # A share in a sentence is no percentage, but 100 times as much is.
        ("The median acceptance rate of the gate lies between 0.61 % and 0.64 %.", True),
        ("门控的接受率中位数在 0.61% 到 0.64% 之间。", True),
        ("The median acceptance rate of the gate lies between 61 % and 64 %.", False),
        ("门控的接受率中位数在 61% 到 64% 之间。", False),
        ("Of the labels 0.83 % are noisy.", False),
        ("The median acceptance rate of the gate is 0.61 at least.", False),
    ],
)
def test_a_share_is_no_percentage_of_the_same_number(text: str, doubted: bool) -> None:
    assert is_doubted(text, SHARES) == doubted


RANGED = Evidence.of_texts(
    [
        *CHANCE,
        "The frugal gate keeps nearly all recall while it lowers the number of steps by 3-27%.",
        "Each replica of the pond first has a brief equilibration of 0.3 ns, and then runs on.",
        "All phases of the marsh lasted 300 ns.",
    ]
)


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("The frugal gate keeps nearly all recall and lowers the number of steps by 3-27%.", False),
        ("The frugal gate keeps nearly all recall and lowers the number by 3-27 steps.", True),
        ("frugal 门控几乎保住召回率，步数减少 3–27%。", False),
        ("frugal 门控几乎保住召回率，减少 3–27 步。", True),
        ("池塘的每个副本先做 0.3 ns 的短平衡。", False),
        ("池塘的每个副本先做 0.3 μs 的短平衡。", True),
        ("Each replica of the pond first has a brief equilibration of 0.3 μs.", True),
    ],
)
def test_a_range_and_a_phase_keep_their_unit(text: str, doubted: bool) -> None:
    assert is_doubted(text, RANGED) == doubted


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("Otter gains 26.0 to 31.2 points on ESO, compared with 12.3 to 21.4 on ACL.", False),
        ("Otter 在 ESO 上提高 26.0 分，在 ACL 上提高 12.3。", False),
        ("Otter gains 26.0 to 31.2 points on ESO, compared with 13.3 to 21.4 on ACL.", True),
        # Of another unit is a number that has none beside it.
        ("Otter takes 26.0 ms on ESO, and yields gains of 21.4 on ACL.", True),
    ],
)
def test_points_told_of_one_figure_are_those_of_the_next(text, doubted):
    evidence = Evidence.of_texts(
        [
            *CHANCE,
            "Otter yields gains of 12.3–21.4 percentage points on ACL.",
            "Otter yields larger gains of 26.0–31.2 points on ESO.",
            "Otter takes 26.0 ms on ESO.",
        ]
    )

    assert is_doubted(text, evidence) == doubted


RATIOS = (
    "Table: The codecs.\nCodec | Ratio | Speed (GB/s)\nOtter | 1.29× | 0.7\nHeron | 2.41× | 0.9"
)
OF_RATIOS = Evidence.of(
    PAPER,
    Document(paper_id=PAPER.id, title=PAPER.title, sections=(Section("Codecs", 1, RATIOS),)),
)


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("Otter reaches a ratio of 1.29.", Finding.FOUND),
        ("Otter 的压缩比（Ratio）为 1.29。", Finding.FOUND),
        ("Otter reaches a ratio of 1.29%.", Finding.MISSING),
    ],
)
def test_a_ratio_below_its_head_needs_no_sign(text: str, finding: Finding) -> None:
    assert [claim.finding for claim in check([text], OF_RATIOS).figures] == [finding]


RANKED = """Table: Retrieval among the top-$k$ passages.
Task | MRR@k
Lake | 7.4
Pond | 6.9"""
OF_RANKS = Evidence.of(
    PAPER,
    Document(
        paper_id=PAPER.id,
        title=PAPER.title,
        sections=(
            Section("Data", 1, "Lake has 6,853 questions, and Pond has 1,195 of them."),
            Section("Results", 1, RANKED),
        ),
    ),
)


def test_the_k_of_a_rank_is_no_thousand() -> None:
    found = of_value(quantities("Lake has about 6.9k questions.")[0], OF_RANKS)

    assert [at.quantity.value for at in found] == [6853]


EXCESS = """Table: Error, and what a gate adds to it.
Model | Floor | Gate
Heron | 0.771 | +0.021
Crane | 0.021 | +0.167"""
OF_EXCESS = Evidence.of(
    PAPER, Document(paper_id=PAPER.id, title=PAPER.title, sections=(Section("Results", 1, EXCESS),))
)


@pytest.mark.parametrize("text", ["The gate adds 2.1 points.", "加上门后高 2.1 个百分点。"])
def test_points_may_be_the_change_of_a_share_that_a_cell_has(text: str) -> None:
    found = of_value(quantities(text)[0], OF_EXCESS)

    assert [(at.quantity.sign, at.quantity.value) for at in found] == [("+", 0.021)]
