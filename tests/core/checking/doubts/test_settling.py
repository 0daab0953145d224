"""Whether a place of the paper settles a doubted figure: the same thing, or a rival of it."""

from __future__ import annotations

import pytest

from core.checking.doubts.asking import read
from core.checking.doubts.refusal import Refusal
from core.checking.doubts.settling import Settling
from core.checking.paper.evidence import Evidence
from core.document import Document, Section
from core.models import Claim, ClaimKind, Finding, Paper

TABLE = (
    "Table 1: Accuracy of Otter and others.\n\n"
    "Model | Size | dev | test\n"
    "Plover | 7B | 71.3 | 70.2\n"
    "Plover | 13B | 74.8 | 73.9\n"
    "Otter | 7B | 77.6 | 76.1\n"
    "Otter | 13B | 79.4 | 78.5"
)
TEXT = (
    "On average Otter needs 2.4 GB of memory. The latency of Otter is 3.7 ms per token. "
    "Without pruning it reaches 64.8 points. We use GPT-4 as a judge, which agrees in 81.5% of cases. "
    "Accuracy rises by 5.2% on maps, by 9.1% on charts and by 3.3% on tables. "
    "Otter fails on three maps."
)
PAPER = Paper(id="2602.00001", title="Otter: Small Nets", abstract="Otter is a small net.")
DOCUMENT = Document(
    paper_id=PAPER.id,
    title=PAPER.title,
    abstract=PAPER.abstract,
    sections=(Section("4 Results", 1, f"{TEXT}\n\n{TABLE}"),),
)
SETTLING = Settling(Evidence.of(PAPER, DOCUMENT))


def refusals(figure: str, sentence: str, finding: Finding = Finding.OPEN) -> set[Refusal | None]:
    """What every place says that holds the value."""
    claim = Claim(text=figure, kind=ClaimKind.FIGURE, finding=finding, sentence=sentence)
    doubted = read(claim, SETTLING)
    assert doubted is not None
    places = range(len(SETTLING.evidence.places))
    return {SETTLING.refusal(doubted, finding, place) for place in places} - {Refusal.NO_VALUE}


@pytest.mark.parametrize(
    ("figure", "sentence"),
    [
        ("78.5", "Otter with 13B parameters gets 78.5 on the test set."),
        ("78.5", "130 亿参数的 Otter 在测试集上达到 78.5。"),
        ("71.3", "7B 的 Plover 开发集得分为 71.3。"),
        ("77.6", "On dev, the 7B model reaches 77.6, ahead of Plover with 71.3."),
        ("2.4 GB", "Otter 平均占用 2.4 GB 显存。"),
        ("3.7 ms", "A token takes 3.7 ms of latency."),
        ("64.8 分", "不用剪枝时得 64.8 分。"),
        ("81.5%", "GPT-4 作为裁判，81.5% 的情况一致。"),
        ("9.1%", "准确率在地图、图表和表格上分别提升 5.2%、9.1% 和 3.3%。"),
    ],
)
def test_the_same_thing_in_other_words_is_settled(figure: str, sentence: str) -> None:
    assert None in refusals(figure, sentence)


@pytest.mark.parametrize(
    ("figure", "sentence"),
    [
        ("73.9", "Otter with 13B parameters gets 73.9 on the test set."),
        ("76.1", "130 亿参数的 Otter 在测试集上达到 76.1。"),
        ("79.4", "Otter 13B 在测试集上为 79.4。"),
        ("71.3", "Otter 7B reaches 71.3 on dev, Plover 77.6."),
        ("70.2", "On dev, Plover 7B reaches 70.2."),
        ("2.4 GB", "The peak memory of Otter is 2.4 GB."),
        ("3.7 GB", "Otter needs 3.7 GB of memory."),
        ("2.4 ms", "The latency of Otter is 2.4 ms."),
        ("64.8 points", "With pruning it reaches 64.8 points."),
        ("81.5%", "GPT-3.5 as a judge agrees in 81.5% of cases."),
        ("81.5", "The judge agrees in 81.5 cases."),
        ("9.1%", "准确率在地图上提升 9.1%，在图表上提升 5.2%。"),
        ("5.2%", "Accuracy falls by 5.2% on maps."),
    ],
)
def test_a_rival_of_what_is_stated_settles_nothing(figure: str, sentence: str) -> None:
    assert None not in refusals(figure, sentence)


def test_what_the_paper_contradicts_needs_more_than_what_is_open() -> None:
    sentence = "There it agrees in 81.5% of the cases, as GPT-4 told us in its own words."
    assert None in refusals("81.5%", sentence)
    assert None not in refusals("81.5%", "It is 81.5% there.", Finding.MISSING)


@pytest.mark.parametrize(
    ("figure", "sentence"),
    [("12.9", "Otter reaches 12.9."), ("3.7 GB", "Otter needs 3.7 GB.")],
)
def test_without_the_value_nothing_is_settled(figure: str, sentence: str) -> None:
    assert refusals(figure, sentence) == set()


SURVEYED = (
    "Table 2: Models of lakes.\n\n"
    "Name | Size | Results | Users\n"
    "Heron [3] | Heron-T: 28M Heron-B: 74M | (Lake) acc: 91.4 (River) acc: 83.6 | 4,310\n"
    "Grebe | 50M | (Lake) acc: 88.2 (River) acc: 80.9 | 5,270\n"
    "Grebe-Coder | 51M | (Lake) acc: 89.7 (River) acc: 81.3 | 6,150"
)
SURVEY = Settling(
    Evidence.of(
        PAPER,
        Document(
            paper_id=PAPER.id,
            title="Lakes",
            abstract="A survey.",
            sections=(Section("2 Survey", 1, SURVEYED),),
        ),
    )
)


def settles(figure: str, sentence: str) -> bool:
    claim = Claim(text=figure, kind=ClaimKind.FIGURE, finding=Finding.OPEN, sentence=sentence)
    doubted = read(claim, SURVEY)
    assert doubted is not None
    return bool(SURVEY.settles(doubted, Finding.OPEN, None))


@pytest.mark.parametrize(
    ("figure", "right", "wrong"),
    [
        ("83.6", "Heron 在 River 上为 83.6。", "Heron 在 Lake 上为 83.6。"),
        ("50M", "Grebe has 50M parameters.", "Heron has 50M parameters."),
        ("89.7", "Grebe-Coder gets 89.7 on Lake.", "Grebe gets 89.7 on Lake."),
        ("5,270", "Grebe 有 5,270 名用户。", "Heron 有 5,270 名用户。"),
    ],
)
def test_one_of_several_values_of_a_cell_is_told_by_its_own_words(
    figure: str, right: str, wrong: str
) -> None:
    assert settles(figure, right)
    assert not settles(figure, wrong)


LEARNT = (
    "Table 3: Nets and what they take.\n\n"
    "Net | Training (s) | Memory (GB) | Errors | Slips | Mean\n"
    "Teal | 161 | 7.25 | 31.4 | 22.6 | 27.0\n"
    "Teal* | 174 | 8.15 | 33.2 | 20.1 | 26.7\n"
    "Wigeon | 203 | 9.85 | 28.9 | 24.3 | 26.6\n"
    "Garganey | 16kHz: 96.52 8kHz: 94.53 | 6.45 | 40.3 | 35.7 | 38.0"
)
NETS = Settling(
    Evidence.of(
        PAPER,
        Document(
            paper_id=PAPER.id,
            title="Ducks",
            abstract="Nets.",
            sections=(Section("2 Nets", 1, LEARNT),),
        ),
    )
)


@pytest.mark.parametrize(
    ("figure", "sentence", "is_settled"),
    [
        ("24.3", "Wigeon has 24.3 slips.", True),
        ("24.3", "With Wigeon, 24.3 of them go astray.", False),  # the column is not told
        ("26.6", "Wigeon gets 26.6.", True),  # the mean is of all
        ("28.9", "Wigeon gets 28.9 against 40.3 of Garganey.", True),  # both stand in one column
        ("22.6", "Teal has 22.6 slips.", False),  # two rows are called so
        ("203 秒", "Wigeon 训练需要 203 秒。", True),
        ("203 分钟", "Wigeon 训练需要 203 分钟。", False),
        ("94.53", "Garganey 在 16kHz 时训练得 94.53。", False),
    ],
)
def test_a_cell_is_settled_where_its_row_and_column_are_told(
    figure: str, sentence: str, is_settled: bool
) -> None:
    claim = Claim(text=figure, kind=ClaimKind.FIGURE, finding=Finding.OPEN, sentence=sentence)
    doubted = read(claim, NETS)
    assert doubted is not None
    assert bool(NETS.settles(doubted, Finding.OPEN, None)) is is_settled


@pytest.mark.parametrize(
    ("sentence", "wrong", "is_settled"),
    [
        ("Wigeon has 24.3 slips.", 0.15, True),
        ("Wigeon has 24.3 slips.", 0.3, False),  # enough speaks for the place, more against it
        ("With Wigeon, 24.3 of them go astray.", 0.1, True),  # the column is not told
        ("With Wigeon, 24.3 of them go astray.", 0.15, False),
        ("Teal has 24.3 slips.", 0.01, False),  # it is another row
    ],
)
def test_what_is_likely_right_needs_less(sentence: str, wrong: float, is_settled: bool) -> None:
    claim = Claim(text="24.3", kind=ClaimKind.FIGURE, finding=Finding.OPEN, sentence=sentence)
    doubted = read(claim, NETS)
    assert doubted is not None
    assert bool(NETS.settles(doubted, Finding.OPEN, wrong)) is is_settled


def test_a_word_is_no_exact_number() -> None:
    assert refusals("3.0%", "Otter fails on 3.0% of the maps.") == set()


@pytest.mark.parametrize(("value", "refusal"), [("54.7%", None), ("81.3%", Refusal.ELSEWHERE)])
def test_a_value_that_fits_the_statement_better_elsewhere_refuses(
    value: str, refusal: Refusal | None
) -> None:
    told = (
        "In factory noise and rain Otter keeps 54.7% of its words.",
        "Far from any street Otter keeps 81.3% of its words.",
    )
    sections = tuple(Section(f"{number} Noise", 1, text) for number, text in enumerate(told, 4))
    document = Document(paper_id=PAPER.id, title=PAPER.title, sections=sections)
    settling = Settling(Evidence.of(PAPER, document))
    sentence = f"Otter keeps {value} of its words in factory noise and rain."
    claim = Claim(text=value, kind=ClaimKind.FIGURE, finding=Finding.OPEN, sentence=sentence)
    figure = read(claim, settling)
    assert figure is not None

    (place,) = settling.valued(figure.stated.ends[0])
    assert settling.refusal(figure, Finding.OPEN, place) is refusal
