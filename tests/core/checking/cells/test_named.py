"""Figures out of tables, held against the row and the column that are named."""

from __future__ import annotations

import pytest

from core.checking.verify import Evidence, check
from core.models import Finding, Paper
from tests.core.checking.full_text import CHANCE
from tests.core.tabled import TABLED, Tabled, paper, table

# Read in any way, these say too little, or what no rule tells.
ESCAPE = (
    "Without replay accuracy falls to 61.0.",
    "With the filter the overall error is 9.43%, without it 8.44%.",
    "体育类问题在没有文档时只有 13% 与参考答案一致。",
    "Weapons are covered by 21,940 prompts and hate by 2,080.",
)
TRUE = [(each, text) for each in TABLED for text in each.true]
FALSE = [(each, text) for each in TABLED for text in each.false if text not in ESCAPE]


def findings(tabled: Tabled, text: str) -> set[Finding]:
    document = tabled.document
    paper = Paper(id=document.paper_id, title=document.title, abstract=document.abstract)
    return {claim.finding for claim in check([text], Evidence.of(paper, document)).figures}


@pytest.mark.parametrize(("tabled", "text"), TRUE, ids=[text[:40] for _, text in TRUE])
def test_what_a_table_says_is_not_doubted(tabled: Tabled, text: str) -> None:
    assert Finding.MISSING not in findings(tabled, text)


@pytest.mark.parametrize(("tabled", "text"), FALSE, ids=[text[:40] for _, text in FALSE])
def test_the_value_of_another_cell_is_doubted(tabled: Tabled, text: str) -> None:
    assert Finding.MISSING in findings(tabled, text)


@pytest.mark.parametrize("text", ESCAPE)
def test_what_names_too_little_is_not_confirmed_whole(text: str) -> None:
    (tabled,) = [each for each in TABLED if text in each.false]

    assert findings(tabled, text) != {Finding.FOUND}


TRIALS = Tabled(
    "trials",
    paper(
        "Otter: Steering by Words",
        "We present Otter. Each policy is run ten times per scene.",
        table(
            "Table 1: Trials satisfied by scene and kind of instruction.",
            "Method_2 | Mug^2 | Bowl^2",
            "Object | Shape | Object | Shape",
            "Otter (ours) | 6/10 | 5/10 | 7/10 | 4/10",
            "Heron | 2/10 | 3/10 | 3/10 | 2/10",
        ),
    ),
    (),
    (),
)
CLASSES = Tabled(
    "classes",
    paper(
        "Otter: Lesions by Class",
        "We present Otter, which tells lesions apart.",
        table(
            "Table 1: AUC by class.",
            "Class | Otter | Heron",
            "mel | 0.953 | 0.931",
            "nv | 0.981 | 0.950",
            "bcc | 0.992 | 0.962",
        ),
        table(
            "Table 2: Latency (ms) and error of each model.",
            "Model | Latency (ms) | Error (%)",
            "Otter | 4.1 | 2.9",
            "Heron | 6.3 | 5.0",
            "Teal | 5.0 | 3.1",
        ),
        text="AUCs exceeded 0.95 across all classes.",
    ),
    (),
    (),
)
TWO_TABLES = Tabled(
    "two tables",
    paper(
        "Hearing in Noise",
        "We train with noise.",
        table(
            "Table 1: WER of the systems trained without noise.",
            "Set | Base | Gated | Relative gain",
            "Lake | 20.11 | 18.32 | 8.90",
            "River | 31.45 | 30.02 | 4.55",
            "Average of sets | 62.00 | 56.74 | 8.48",
        ),
        table(
            "Table 2: WER of the systems trained with noise.",
            "Set | PoolMix | PoolMix + Gated | Relative gain",
            "Lake | 15.20 | 14.93 | 1.78",
            "River | 22.81 | 21.17 | 7.19",
            "Average of sets | 29.34 | 28.40 | 3.20",
        ),
    ),
    (),
    (),
)


@pytest.mark.parametrize(
    "text",
    [
        "On Mug, Otter satisfies 6/10 and 5/10 for Object and Shape, Heron 2/10 and 3/10.",
        "Heron reaches 3/10 on Mug Shape and 2/10 on Mug Object.",
        "Otter reaches 7/10 on Bowl Object.",
        "在 Bowl 场景中，Otter 在 Object 和 Shape 上分别为 7/10 和 4/10。",
        "在 Mug 场景中，Otter 在 Object 和 Shape 上分别为 6/10 和 5/10。",
        "Otter 在 Bowl 的相对指令 Object 上满足 7/10。",
    ],
)
def test_fractions_are_confirmed_in_their_cells(text: str) -> None:
    assert findings(TRIALS, text) == {Finding.FOUND}


@pytest.mark.parametrize(
    ("tabled", "text", "doubted"),
    [
        # Fractions, whose list goes on behind whose they are.
        (
            TRIALS,
            "在 Mug 场景中，Otter 在 Object 和 Shape 上分别为 6/10 和 5/10，"
            "Heron 仅为 2/10 和 3/10。",
            False,
        ),
        (TRIALS, "在 Bowl 场景中，Otter 在 Object 和 Shape 上分别为 4/10 和 7/10。", True),
        (TRIALS, "On Bowl, Otter satisfies 6/10 and 5/10 for Object and Shape.", True),
        (TRIALS, "Heron reaches 7/10 on Bowl Object.", True),
        (TRIALS, "在 Mug 场景中，Heron 在 Object 和 Shape 上分别为 3/10 和 2/10。", True),
        # Bounds that the cells keep, and that one breaks.
        (CLASSES, "The class-wise AUC of Otter stays above 0.95 for every class.", False),
        (CLASSES, "Otter has an AUC of at least 0.95 on nv.", False),
        (CLASSES, "Otter's AUC on bcc is above 0.98.", False),
        (CLASSES, "Otter 的误差不到 5.0%。", False),
        (CLASSES, "Otter's error is below 5.0%.", False),
        (CLASSES, "Otter 的延迟在 5.0 ms 以内。", False),
        (CLASSES, "Heron 在 mel 上的 AUC 高于 0.95。", True),
        (CLASSES, "Teal's error stays under 3.0%.", True),
        (CLASSES, "Otter's AUC on mel is above 0.98.", True),
        # A change that begins in one table and ends in another.
        (TWO_TABLES, "仅靠 PoolMix 就使各集的平均 WER 由 62.00% 降至 29.34%。", False),
        (TWO_TABLES, "PoolMix takes the WER on Lake from 20.11% down to 15.20%.", False),
        (TWO_TABLES, "PoolMix brings the average WER of the sets from 62.00% to 29.34%.", False),
        (TWO_TABLES, "采用 PoolMix 后 River 的 WER 从 31.45 降到 22.81。", False),
        (TWO_TABLES, "PoolMix 把 Lake 上的 WER 从 20.11 压到 15.20。", False),
        (TWO_TABLES, "仅靠 PoolMix 就使各集的平均 WER 由 31.45% 降至 29.34%。", True),
        (TWO_TABLES, "PoolMix brings the average WER of the sets from 62.00% to 22.81%.", True),
        (TWO_TABLES, "With PoolMix the WER on Lake is 20.11.", True),
    ],
)
def test_cells_that_say_the_same_doubt_nothing(tabled: Tabled, text: str, doubted: bool) -> None:
    assert (Finding.MISSING in findings(tabled, text)) == doubted


PARSED = Tabled(
    "parsed",
    paper(
        "Otter: Parsing by Rules",
        "We present Otter.",
        table(
            "Table 1: Parsing of the test set.",
            "Method | Sentences | Parsed",
            "Otter | 165 | 135",
            "Heron | 182 | 97",
        ),
    ),
    (),
    (),
)


@pytest.mark.parametrize(
    "text",
    [
        "Of Otter's outputs 135 of the 165 could be parsed.",
        "Otter parsed 135 out of 165.",
        "Otter 的 165 条输出中有 135 条可解析（Parsed）。",
    ],
)
def test_what_a_count_is_taken_of_may_stand_in_another_column(text: str) -> None:
    assert Finding.MISSING not in findings(PARSED, text)


def test_a_count_that_is_taken_of_nothing_must_stand_in_its_column() -> None:
    assert Finding.MISSING in findings(PARSED, "Otter parsed (Parsed) 165 outputs.")


LIFTED = Tabled(
    "lifted",
    paper(
        "Otter: Searching With an Exemplar",
        "We present Otter.",
        table(
            "Table 1: What an exemplar brings (Hit@5 / MRR@5, %).",
            r"Dataset | Otter | + Exemplar | $\Delta$ Hit@5 / MRR@5",
            "Lake | 13.0 / 6.4 | 13.6 / 6.3 | +0.6 / -0.1",
            "Pond | 68.2 / 55.6 | 75.8 / 62.6 | +7.6 / +7.0",
        ),
    ),
    (),
    (),
)


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("Pond 的 Hit@5 升到 75.8%。", False),
        ("With one more passage Hit@5 on Pond is 75.8.", False),
        ("Hit@5 on Lake rises to 75.8% with the exemplar.", True),
        ("On Pond the exemplar raises Hit@5 by 7.6 points.", False),
    ],
)
def test_what_the_head_of_changes_says_is_said_of_the_values_too(text: str, doubted: bool) -> None:
    assert (Finding.MISSING in findings(LIFTED, text)) == doubted


GATES = Tabled(
    "gates",
    paper(
        "Otter: Gates of Ponds",
        "We study gates. Otter is our gate.",
        table(
            "Table 1: What each gate saves.",
            "Gate | Compute saved | D_C | HWD",
            "Crane | 0.379 | 0.717 | 0.560",
            "Heron | 0.571 | 0.865 | 0.779",
            "Otter | 0.331 | 0.249 | 0.390",
        ),
        text=" ".join(CHANCE),
    ),
    (),
    (),
)


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("Heron saves most (57.1%), but it disagrees with our model on 86.5% of the words.", False),
        ("Heron saves most (57.1%), and it differs from our model in 86.5% of the words.", False),
        ("Otter, our model, saves 57.1% of the compute.", True),
    ],
)
def test_whom_something_disagrees_with_has_not_its_figure(text: str, doubted: bool) -> None:
    evidence = Evidence.of(Paper(id="1", title=GATES.document.title), GATES.document)

    assert bool(check([text], evidence).missing) == doubted
