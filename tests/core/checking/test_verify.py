"""The figure check: what it finds, derives and flags, and that saying a figure another way never
flags it."""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.checking.verify import Evidence, check, statements
from core.document import Document, Section
from core.models import (
    ClaimKind,
    Finding,
    Labelled,
    Paper,
    Provenance,
    Report,
    Results,
    Source,
    Summary,
    Usage,
    Writer,
)

PAPER = Paper(
    id="2402.00001", title="Alpha: A Fast Model", abstract="Alpha is 2.71 times faster than Beta."
)
TEXT = r"""Alpha reaches $35.7\%$ on HumanEval while Beta reaches 29.3% on the same benchmark.

We train on 250{,}000 samples for 12 hours on eight GPUs with 80GB of memory, at a learning rate of $10^{-4}$.

Training takes 128 ms per step. The model has 7B parameters. About 868,000 documents remain. It is preferred in 62.3% of
cases. Concordance rises to 0.94 on average. Six of seven suites improve, and memory falls from 40 GB to 10 GB.

We improve MBPP by 3.2 percentage points and gain +22.3 (57.3 vs. 35.0) in DS-1000.

Table 1: Accuracy (%) of the models.

Model | Params | MMLU | GSM8K
Alpha-7B | 7B | 71.2 | 64.5
Beta-13B | 13B | 55.0 | 48.1

Costs double when three teachers are used, for half of the runs."""
DOCUMENT = Document(
    paper_id=PAPER.id, title=PAPER.title, sections=(Section("4 Results", 1, TEXT, "S4"),)
)
EVIDENCE = Evidence.of(PAPER, DOCUMENT)

TRUE = [
    "Alpha 在 HumanEval 上达到 35.7%，Beta 为 29.3%。",
    "Alpha reaches 35.7 percent on HumanEval.",
    "使用 25 万样本训练 12 小时。",
    "Trained on 250K samples.",
    "使用 250,000 个样本。",
    "用二十五万个样本训练。",
    "使用 8 张 80GB 的 GPU。",
    "学习率为 1e-4。",
    "The learning rate is 0.0001.",
    "每步 128 毫秒。",
    "Steps take 0.128 s.",
    "模型有 70 亿参数。",
    "约 87 万篇文档。",
    "about 868K documents",
    "胜率超过 60%。",
    "preferred in about 62% of cases",
    "一致率达 94%。",
    "The concordance is 0.94.",
    "Alpha 快 2.71 倍。",
    "在 7 个测试集中有 6 个提升。",
    "MBPP 提升 3.2 个百分点。",
    "Alpha-7B 在 MMLU 上为 71.2，在 GSM8K 上为 64.5。",
    "Alpha-7B reaches 71.2% on MMLU.",
    "成本翻倍。",
    "The cost is 2x.",
    "一半的实验",
    "使用 3 个教师。",
    "显存从 40 GB 降至 10 GB。",
    "DS-1000 提升 22.3（57.3 对 35.0）。",
    "显存降低 4 倍，从 40GB 到 10GB。",
]
FALSE = [
    "Alpha 在 HumanEval 上达到 36.7%。",
    "Alpha reaches 35.7 on HumanEval.",
    "Alpha reaches 35.7 ms on HumanEval.",
    "Alpha reaches 35.7 points on HumanEval.",
    "Alpha 在 HumanEval 上提升 35.7 倍。",
    "约 88 万篇文档。",
    "87 万篇文档。",
    "胜率超过 63%。",
    "preferred in 62% of cases",
    "使用 25 亿样本训练。",
    "训练 12 天。",
    "每步 128 秒。",
    "模型有 8B 参数。",
    "Alpha 快 2.7 倍。",
    "Alpha 快 2.71。",
    "MBPP 提升 3.2%。",
    "学习率为 1e-5。",
    "an invented 91.4%",
    "Alpha 在 HumanEval 上达到 29.3%，Beta 为 35.7%。",
    "Alpha-7B 在 MMLU 上为 64.5，在 GSM8K 上为 71.2。",
    "Alpha-7B 在 MMLU 上为 55.0，Beta-13B 为 71.2。",
    "显存从 40 MB 降至 10 GB。",
    "4.71 times faster",
]
DERIVED = {
    "从 35.7% 降至 29.3%，相差 6.4 个百分点。": ("6.4 个百分点", {"35.7%", "29.3%"}),
    "MMLU 从 55.0 提升到 71.2，提高 29.5%。": ("29.5%", {"55.0", "71.2"}),
    "GSM8K: 64.5 vs 48.1, a gain of 16.4 points": ("16.4 points", {"64.5", "48.1"}),
}


def figures(text: str, evidence: Evidence = EVIDENCE) -> dict[str, Finding]:
    return {claim.text: claim.finding for claim in check([text], evidence).figures}


@pytest.mark.parametrize("text", TRUE)
def test_what_the_paper_states_is_found(text):
    found = figures(text)

    assert found
    assert Finding.MISSING not in found.values(), found


@pytest.mark.parametrize("text", FALSE)
def test_what_the_paper_does_not_state_is_missing(text):
    assert Finding.MISSING in figures(text).values(), figures(text)


@pytest.mark.parametrize("text", DERIVED)
def test_differences_ratios_and_changes_are_derived_and_say_from_what(text):
    figure, basis = DERIVED[text]
    claim = next(claim for claim in check([text], EVIDENCE).claims if claim.text == figure)

    assert claim.finding is Finding.DERIVED
    assert set(claim.basis) == basis


def test_a_found_claim_says_where():
    (claim,) = check(["每步 128 毫秒"], EVIDENCE).claims

    assert (claim.kind, claim.section, claim.anchor) == (ClaimKind.FIGURE, "4 Results", "S4")
    assert claim.sentence == "Training takes 128 ms per step."


def test_names_must_stand_in_the_paper():
    claims = check(
        ["Alpha-7B 在 humaneval、MMLU、GSM-8K 与 WinoGrande 上评测，HumanEval 最好。"], EVIDENCE
    ).claims

    assert {claim.text: claim.finding for claim in claims} == {
        "Alpha-7B": Finding.FOUND,
        "MMLU": Finding.FOUND,
        "GSM-8K": Finding.FOUND,
        "WinoGrande": Finding.MISSING,
        "HumanEval": Finding.FOUND,
    }


def test_claims_come_in_order_each_once_and_missing_anywhere_is_missing():
    claims = check(
        ["MMLU 为 71.2，GSM8K 为 64.5。", "MMLU 为 64.5，GSM8K 为 71.2。"], EVIDENCE
    ).claims

    assert [claim.text for claim in claims] == ["MMLU", "71.2", "GSM8K", "64.5"]
    assert [claim.finding for claim in claims if claim.kind is ClaimKind.FIGURE] == [
        Finding.MISSING
    ] * 2


def test_a_report_is_held_against_another_languages_report():
    evidence = Evidence.of_texts(["Alpha 在 MMLU 上达到 71.2%，快 2.5 倍，使用 25 万样本。"])

    assert set(
        figures(
            "Alpha reaches 71.2% on MMLU, 2.5x faster, with 250,000 samples.", evidence
        ).values()
    ) == {Finding.FOUND}
    assert figures("Alpha 在 MMLU 上达到 72.1%。", evidence) == {"72.1%": Finding.MISSING}


def test_without_evidence_every_figure_is_missing():
    assert figures("reaches 35.7%", Evidence.of_texts([])) == {"35.7%": Finding.MISSING}


def test_statements_are_everything_a_reading_states_in_its_order():
    provenance = Provenance(
        source=Source.HTML, writer=Writer.MODEL, created_at=dt.datetime(2026, 2, 3, tzinfo=dt.UTC)
    )
    report = Report(
        paper_id="1", language="en", field="f", contribution="c",
        usage=Usage(input="i", output="o", steps=("s",), requirements="r", notes=(Labelled("n", "t"),)),
        innovations=(Labelled("a", "b"), Labelled("", "z")),
        results=Results(datasets=("d",), comparisons=("e",), figures=("g",), notes=(Labelled("h", "k"),)),
        provenance=provenance,
    )  # fmt: skip
    summary = Summary(
        paper_id="1", language="en", title=None, text="t", highlights=("u", "v"), provenance=provenance
    )  # fmt: skip

    assert statements(report) == [
        "f",
        "c",
        "i",
        "o",
        "s",
        "r",
        "n: t",
        "a: b",
        "z",
        "d",
        "e",
        "g",
        "h: k",
    ]
    assert statements(summary) == ["t", "u", "v"]


# What one language says in its own units and words, and what the other makes of it.
SAID = [
    ("It walks 120 metres.", "行走 120 米。"),
    ("It walks 120 m in total.", "共行走 0.12 公里。"),
    ("It ran for 30 seconds.", "运行 30 秒。"),
    ("Training takes twelve hours.", "训练 12 小时。"),
    ("It takes twelve days.", "耗时 12 天。"),
    ("It weighs 250 grams.", "重 0.25 千克。"),
    ("It draws 300 W.", "功耗 300 瓦。"),
    ("It runs at 50 Hz.", "频率为 50 赫兹。"),
    ("It turns by 45°.", "旋转 45 度。"),
    ("It costs $5 a run.", "每次 5 美元。"),
    ("It costs $5 million.", "成本 500 万美元。"),
    ("It costs 20 euros.", "成本 €20。"),
    ("It costs 300 yuan.", "成本 300 元。"),
    ("It takes 1,000 GPU hours.", "耗时 1000 GPU 小时。"),
    ("We use 16 A100 GPUs.", "使用 16 张 A100。"),
    ("It halves memory.", "显存减半。"),
    ("It doubles the speed.", "速度翻倍。"),
    ("A third of the users left.", "三分之一离开。"),
    ("Two-thirds of the users left.", "三分之二离开。"),
    ("It wins 2/3 of them.", "胜率三分之二。"),
    ("It wins 3 of 4.", "胜率 3/4。"),
    ("16 authors wrote it.", "16 位作者。"),
    ("It uses 16-bit weights.", "16 位权重。"),
]


@pytest.mark.parametrize(("english", "chinese"), SAID)
def test_units_and_words_of_either_language_support_the_others(english, chinese):
    for said, paper in ((chinese, english), (english, chinese)):
        found = figures(said, Evidence.of_texts([paper]))

        assert found
        assert set(found.values()) == {Finding.FOUND}, said


@pytest.mark.parametrize(
    ("paper", "text"),
    [("It lasts 100 m.", "100 ms"), ("It costs $5.", "5 元"), ("It weighs 5 kg.", "5 克"), ("120 m long", "120M"),
     ("16 authors", "16 位量化")],
)  # fmt: skip
def test_units_and_words_are_not_taken_for_others(paper, text):
    assert set(figures(text, Evidence.of_texts([paper])).values()) == {Finding.MISSING}


@pytest.mark.parametrize(
    ("paper", "text"),
    [("A third of them", "四分之一"), ("It doubles.", "减半"), ("33%", "四分之一")],
)
def test_what_is_said_in_words_alone_is_not_confirmed_by_another_number(paper, text):
    assert set(figures(text, Evidence.of_texts([paper])).values()) == {Finding.OPEN}


@pytest.mark.parametrize(
    "text",
    [
        "1. 训练\n2. 评测",
        "流程：\n   1. 训练；\n   2. 评测；\n（3）部署",
        "1) train; 2) test",
        "* **流程**：\n 1. **训**\n 2. **测**",
        "① 训练 ② 评测",
        "包括：1）训练；2）评测",
        "Steps\n- 1. train\n- 2. test",
    ],
)
def test_the_numbers_of_a_list_are_no_figures(text):
    assert figures(text) == {}


PIECES = st.sampled_from(
    [
        r"$35.7\%$",
        r"$1{,}000$",
        r"$\frac{1}{3}$",
        r"$10^{-4}$",
        r"3\,ms",
        r"$\sim$30",
        "３５％",
        "25\n万",
        "$5",
        "三分之一",
        "GPT-4",
        "MMLU",
        "提升",
        "，",
        "。",
        " ",
        "\n",
        "from 3 to 7%",
        "Top 5: 10%",
        "{",
        "}",
        "$",
        "\\",
        "a third of it",
    ]
)


@given(st.lists(PIECES, max_size=12))
def test_every_claim_stands_letter_for_letter_in_its_text(pieces):
    text = "".join(pieces)

    assert all(
        each in text
        for claim in check([text], EVIDENCE).claims
        for each in (claim.text, *claim.basis)
    )


REPEATED = Evidence.of_texts(
    [
        "GPT was trained with a batch of 32,000 words; BERT was trained with a batch of 128,000 words.",
        "You get 87 with probability 0.32 or 38 with probability 0.68. We use models of 7B and 13B.",
        "Model | Alpha | Beta\nMMLU (5-shot) | 78.2 | 56.3\nArc (10-shot) | 91.0 | 75.9",
    ]
)


@pytest.mark.parametrize(
    "text",
    [
        "GPT was trained with a batch of 128,000 words; BERT was trained with a batch of 32,000 words.",
        "You get 38 with probability 0.32 or 87 with probability 0.68.",
    ],
)
def test_a_sentence_repeated_with_two_figures_exchanged_is_refused(text):
    assert Finding.MISSING in figures(text, REPEATED).values()


@pytest.mark.parametrize(
    "text",
    [
        "BERT was trained with a batch of 128,000 words; GPT was trained with a batch of 32,000 words.",
        "You get 38 with probability 0.68 or 87 with probability 0.32.",
        "We use models of 13B and 7B.",
        "MMLU (5-shot) reaches 78.2 on Alpha and 56.3 on Beta.",
        "MMLU 在 Beta 上达到 56.3，在 Alpha 上达到 78.2（5-shot）。",
    ],
)
def test_what_is_said_in_another_order_is_found(text):
    assert set(figures(text, REPEATED).values()) == {Finding.FOUND}, figures(text, REPEATED)


def test_a_claim_does_not_run_over_a_label():
    claims = check(["Top 5: 10%"], EVIDENCE).claims

    assert [claim.text for claim in claims] == ["5", "10%"]


WRITTEN = st.integers(min_value=101, max_value=9_998).filter(lambda number: number % 10 != 0)


@given(number=WRITTEN)
def test_another_form_of_a_true_figure_is_never_flagged(number):
    value = number / 10
    evidence = Evidence.of_texts(
        [f"The score of Alpha on MMLU is {value}%.", f"We use {number * 1000:,} samples."]
    )

    for form in (
        f"{value}%",
        f"{value} %",
        f"{value:.2f}%",
        f"百分之{value}",
        f"{value} percent",
        f"**{value}%**",
    ):
        assert (
            Finding.MISSING not in figures(f"Alpha 在 MMLU 上达到 {form}。", evidence).values()
        ), form
    for form in (
        f"{number * 1000}",
        f"{number * 1000:,}",
        f"{number}k",
        f"{number / 10:.10g} 万",
        f"{number}e3",
    ):
        assert Finding.MISSING not in figures(f"使用 {form} 样本", evidence).values(), form


@given(number=WRITTEN, place=st.integers(0, 3), other=st.sampled_from("123456789"))
def test_a_changed_digit_of_a_unique_figure_is_always_flagged(number, place, other):
    digits = f"{number:04d}"
    changed = digits[:place] + other + digits[place + 1 :]
    evidence = Evidence.of_texts([f"The score of Alpha on MMLU is {int(digits) / 10}%."])
    flagged = figures(f"Alpha 在 MMLU 上达到 {int(changed) / 10}%。", evidence)

    assert set(flagged.values()) == {Finding.FOUND if changed == digits else Finding.MISSING}


@pytest.mark.parametrize(
    "text",
    [
        "7 " * 20_000,
        "A 7.5, " * 4_000,
        "$" * 50_000,
        "GPT-4 " * 8_000,
        "1-" * 20_000,
        "a" * 100_000,
    ],
)
def test_hostile_texts_on_either_side_end(text):
    begun = time.thread_time()
    check([text[:4_000]], Evidence.of_texts([text]))

    assert time.thread_time() - begun < 8


@pytest.mark.recorded
def test_mutations_of_recorded_papers_are_caught(recorded):
    from bench.mutations import statements as true_statements
    from bench.tallies import pages, prepared, tally

    documents = {
        name: page
        for name, page in pages(recorded).items()
        if "2306.08568" in name or "1810" in name
    }
    pool = [each for name, page in documents.items() for each in true_statements(page, name)]
    result = tally(pool, prepared(documents), 100, seed=1)

    assert result.missed_share <= 5
    assert result.flagged_share <= 2
    assert result.made == Counter({kind: 20 for kind in result.made})
