"""What models write of papers, each in its smallest form: notations, lists, names, directions.

Of every kind the paper's words, what is said of them, and what becomes of the figures or names.
"""

from __future__ import annotations

import pytest

from core.checking.verify import Evidence, check
from core.document import Document, Section
from core.models import Finding, Paper

FOUND, MISSING, OPEN, DERIVED = Finding.FOUND, Finding.MISSING, Finding.OPEN, Finding.DERIVED

MARGINS = (
    "We win by margins of 21.4% on KANO (detection), 17.3% on LimaSeg (segmentation), and 12.6% on "
    "NovaBench (counting)."
)
SETTINGS = "It reaches 61.2% and 48.5% on the DeltaA and DeltaB settings, respectively."
TOKENS = "It uses 363 billion tokens of financial data and 345 billion tokens of general data."
BY_LANGUAGE = "It improves by 3.96% overall, 6.22% on Korean and 4.80% on German."

# How numbers are written: by the paper, and by who writes of it.
NOTATIONS = [
    ("We train an 80-billion-parameter model.", "800 亿参数"),
    ("It takes 256x256 images.", "图像为 256×256"),
    ("It takes 256times256 images.", "图像为 256×256"),
    ("It has sub-500 ms latency.", "延迟低于 500 毫秒"),
    ("It gains +3% to +6%.", "提升 3%-6%"),
    ("It heard one hundred million of hours.", "1 亿小时"),
    ("It has a 360^circ view.", "360° 视角"),
    (r"The error is below $1^\circ$.", "误差低于 1°"),
    ("It grows 2times.", "增长 2 倍"),
    ("It has a 2.3* speedup.", "加速 2.3 倍"),
    ("It is better by a factor of 1.2.", "1.2 倍"),
    ("It gains 14%p.", "提升 14 个百分点"),
    (r"It gains 11\%pt.", "提升 11 个百分点"),
    ("It works at 2-bits.", "2 位量化"),
    ("It works at 3-bit and 4-bit.", "在 3 位和 4 位量化下"),
    ("BitNet has 1.58 bits.", "1.58位BitNet"),
    ("We release RiverForm-8B.", "8B 模型"),
    ("It reaches 91.2\u200b% there.", "达到 91.2%"),
    ("We use N = 200 points.", "200 个点时"),
    ("It holds sim750 items.", "约 750 项"),
    ("It needs about 70~GB.", "约 70 GB"),
    ("It ranges from 7 to 70 billion parameters.", "7B-70B 参数"),
    ("The mean is 1.73 (+/- 0.42) mm.", "平均 1.73 毫米"),
    ("It spans six decades.", "跨越六十年"),
    ("A billion users have it.", "十亿用户"),
    ("One in three of them was changed.", "三分之一被修改"),
    ("It works for 4 out of 5 sites.", "4/5 的网站"),
    ("It triples the strength.", "增加两倍"),
    ("It rates from 0 to 100 on the interpretable scale.", "0-100 分"),
    ("It scores 62.47 on MMLU.", "MMLU 得分 62.5"),
    ("The British National Corpus 2014 is used.", "英国国家语料库2014"),
    ("We use a 21 k-frame set.", "21k帧"),
]


def outcomes(paper: str, text: str) -> dict[str, Finding]:
    return {claim.text: claim.finding for claim in check([text], Evidence.of_texts([paper])).claims}


@pytest.mark.parametrize(("paper", "text"), NOTATIONS)
def test_a_figure_is_found_however_it_is_written(paper, text):
    found = outcomes(paper, text)

    assert found
    assert set(found.values()) <= {FOUND, DERIVED}, found


@pytest.mark.parametrize(
    "text",
    ["训练模型；2.", "先训练；2. 再评测；3. 部署", "使用插值（KBI） 4.", "统一三维与统一两类任务",
     "18世纪的文本", "研究1 与研究2", "AIME'25 与 R1-0528", "Task 1 与 Subtask 2", "排名第 11 位"],
)  # fmt: skip
def test_numbers_of_lists_names_and_labels_are_no_figures(text):
    assert check([text], Evidence.of_texts(["Nothing."])).figures == ()


@pytest.mark.parametrize(
    "text",
    ["It beats the baseline (99.9).", "The pipeline (88.8) wins.", "Conversion: 12.3",
     "Training is stable (45.6).", "Multi-stage 33.3", "The intersection (66.6)", "代表3种方法"],
)  # fmt: skip
def test_a_label_is_a_word_and_no_end_of_one(text):
    assert set(outcomes("Nothing.", text).values()) == {MISSING}
    assert set(outcomes(text, text).values()) == {FOUND}


@pytest.mark.parametrize(
    ("paper", "text", "expected"),
    [
        (MARGINS, "在 KANO（检测）、LimaSeg（分割）和 NovaBench（计数）上分别提升 21.4%、17.3% 和 12.6%", FOUND),
        (SETTINGS, "在 DeltaA 和 DeltaB 上分别达到 61.2% 和 48.5%", FOUND),
        (SETTINGS, "在 DeltaA 和 DeltaB 上分别达到 48.5% 和 61.2%", MISSING),
        (TOKENS, "金融语料 3630 亿，通用语料 3450 亿", FOUND),
        (TOKENS, "金融语料 3450 亿，通用语料 3630 亿", MISSING),
        (BY_LANGUAGE, "Korean improves by 4.80%", MISSING),
    ],
)  # fmt: skip
def test_what_is_told_in_turn_belongs_to_its_own(paper, text, expected):
    figures = check([text], Evidence.of_texts([paper])).figures

    assert {claim.finding for claim in figures} == {expected}


def test_where_it_cannot_be_told_there_is_no_mark():
    assert outcomes(BY_LANGUAGE, "韩语提升 6.22%")["6.22%"] in (FOUND, OPEN)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It runs 40% slower than the baseline.", FOUND),
        ("比基线慢 40%。", FOUND),
        ("It runs 40% faster than the baseline.", MISSING),
        ("比基线快 40%。", MISSING),
    ],
)
def test_a_direction_must_not_be_turned_round(text, expected):
    found = outcomes("It runs 40% slower than the baseline.", text)

    assert found["40%"] is expected


def test_a_change_that_is_worked_out_is_derived():
    steps = outcomes("Steps go from 4720.0 to 2063.3.", "从 4720 降到约 2063，减少 56%")
    points = outcomes(
        "It falls from 1.0000 to 0.8912.", "It loses about 11 points, from 1.0000 to 0.8912."
    )

    assert steps["56%"] is DERIVED
    assert points["11 points"] is DERIVED


NAMED = (
    "We evaluate on ARC (challenging) and AIME24 with ViT models, on a CPU and a GPU, after SFT and "
    "GRPO. GPT-4 is the judge."
)


@pytest.mark.parametrize("name", ["ARC-Challenge", "ViT-based", "CPU-GPU", "SFT+GRPO", "AIME"])
def test_names_are_known_by_their_parts_and_forms(name):
    assert MISSING not in outcomes(NAMED, f"在 {name} 上评测").values()


@pytest.mark.parametrize(
    "name", ["Claude", "Gemini", "Llama", "Mistral", "Falcon", "Adafactor", "GPT-5", "AIME25"]
)
@pytest.mark.parametrize("text", ["优于 {}，效果更好。", "It is better than {} on both."])
def test_names_that_the_paper_does_not_know_are_doubted(name, text):
    assert outcomes(NAMED, text.format(name))[name] is MISSING
    assert outcomes(f"{NAMED} {name} is worse.", text.format(name))[name] is FOUND


def test_words_that_begin_a_sentence_or_are_made_of_names_are_no_names():
    assert outcomes("Nothing.", "Training is Bayesian. Results follow: Better ones.") == {}


ROWS = "\n".join((
    "Task | Ours | Base", "RTE | 69.31 | 53.79", "FPB | 51.07 | 48.67", "MNLI | 84.15 | 80.02",
    "QQP | 88.41 | 85.13", "SST | 93.27 | 90.36", "CoLA | 60.18 | 52.44",
))  # fmt: skip
TITLE = "RiverGPT: Finance"
TABLE = Document(
    paper_id="2602.00001",
    title=TITLE,
    sections=(Section("Results", 1, f"Table 1: Results.\n\n{ROWS}"),),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我们的方法在 RTE 上达到 69.31", FOUND),
        ("我们的方法在 RTE 上达到 53.79", MISSING),
        ("RiverGPT reaches 51.07 on FPB.", FOUND),
        ("RiverGPT reaches 48.67 on FPB.", MISSING),
        ("Base reaches 48.67 on FPB.", FOUND),
    ],
)
def test_the_papers_own_method_is_ours_in_its_tables(text, expected):
    evidence = Evidence.of(Paper(id="2602.00001", title=TITLE, abstract="Finance."), TABLE)

    assert {claim.finding for claim in check([text], evidence).figures} == {expected}
