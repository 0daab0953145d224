"""Figures of a sentence held against each other's places: rivals, exchanges, values used twice."""

from __future__ import annotations

import pytest

from core.checking.verify import Evidence, check, decided_by_rules
from core.models import Finding
from tests.core.checking.full_text import CHANCE, is_doubted

PAPER = Evidence.of_texts(
    [
        "CulturBench contains 2,610 samples in 14 languages from 51 regions, across 16 topics.",
        "The best model reaches an accuracy of 44.48%, while people reach a recall of 87.12%.",
        "Leakage rises from 5% to 60%, and drops to 12% with our filter.",
        "It needs 250 hours on 32 cards; the 7B and the 70B model are compared.",
        "F1 is 0.487 vs. 0.189 before. It renders at 30 fps.",
    ]
)


def outcomes(text: str) -> dict[str, Finding]:
    return {claim.text: claim.finding for claim in check([text], PAPER).figures}


@pytest.mark.parametrize(
    "text",
    [
        "包含14种语言、51个地区的2610个样本，涵盖16个主题。",
        "最佳模型准确率为 44.48%，人类召回率为 87.12%。",
        "泄露率从 5% 上升到 60%，过滤后降至 12%。",
        "F1 从 0.189 提升至 0.487。",
        "比较了 70B 和 7B 模型。",
        "We compare the 70B and 7B models.",
    ],
)
def test_true_figures_are_confirmed_in_whatever_order(text):
    assert set(outcomes(text).values()) == {Finding.FOUND}, outcomes(text)


@pytest.mark.parametrize(
    ("text", "false"),
    [
        # Another figure of the paper.
        ("包含51种语言的2610个样本，涵盖16个主题。", "51"),
        ("最佳模型的准确率为 87.12%。", "87.12%"),
        # One value for two things.
        ("最佳模型准确率为 44.48%，人类召回率为 44.48%。", "44.48%"),
        # Two exchanged.
        ("最佳模型准确率为 87.12%，人类召回率为 44.48%。", "87.12%"),
        # A change told the wrong way round.
        ("F1 从 0.487 提升至 0.189。", "0.189"),
        ("泄露率从 60% 上升到 5%。", "5%"),
    ],
)
def test_what_stands_elsewhere_in_the_paper_is_doubted(text, false):
    assert outcomes(text)[false] is Finding.MISSING, outcomes(text)


def test_a_unit_that_is_not_read_leaves_a_figure_open_or_confirmed_but_never_doubted():
    assert outcomes("以 30 的速度渲染")["30"] is not Finding.MISSING


def test_all_none_years_and_numbers_in_words_may_be_the_writers_own():
    found = outcomes("在 2031 年份的数据上，全部 100% 通过，共十三种。")

    assert Finding.MISSING not in found.values(), found


def test_an_open_figure_tells_the_sentence_that_states_it():
    (claim,) = check(["共十三种。"], PAPER).open

    assert (claim.text, claim.sentence, claim.section) == ("十三", "共十三种。", "")


def test_a_figure_confirmed_once_is_not_open_for_another_sentence():
    checked = check(["包含 2610 个样本。", "2610 个。"], PAPER)

    assert [claim.finding for claim in checked.figures] == [Finding.FOUND]


FULL = Evidence.of_texts(
    [
        *CHANCE,
        "For each pair of heron and camera we run four independent loops with fresh histories.",
        "The outdoor set consists of 30 real noisy pictures of herons.",
        "The main heron pass takes about 3 hours on Marsh and 4.5 hours on Delta.",
        "Plotting of all results completes in under three minutes.",
        "The fastest heron filter costs 0.9 seconds, while the marsh filter needs 214.6 seconds.",
        "Each of the 5 panels shows 35 dots; every arrow is 4 mm long.",
        "The lift of the heron catalogue is 0.87× at most.",
        "Each decoder block uses dilation rates 1, 2, 4 and 8.",
        "Training uses 128-bit keys throughout.",
        "The learning rate is 3e-4 for the painter and 5e-4 for the critic.",
        "WideLink offers a bandwidth of 170 GB/s, roughly three times that of SlimBus (60 GB/s).",
        "For Heron-3 and Heron-MC, the initial penalty is set as k_0=8 and k_0=6, respectively.",
        "Raising the limit of calls from 4 to 16 lifts recall from 40.5% to 42.1%.",
        "On average, MC achieves 0.47 dB, 0.52 dB and 1.09 dB gains over FX-1, FX-2 and FX-3, respectively.",
        "The filter gains +1.32 BLEU on DunSet for CHAT and +1.35 for TRANS-T, with TealSet gains of +0.73 and +1.03, respectively.",
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        # A count that the paper writes as a word, and one that is a digit off.
        ("For each pair of heron and camera 4 independent loops are run.", False),
        ("For each pair of heron and camera 5 independent loops are run.", True),
        ("The outdoor set has 30 real noisy pictures of herons.", False),
        ("The outdoor set has 35 real noisy pictures of herons.", True),
        # A unit says nothing of what is measured.
        ("On Marsh the main heron pass takes about 3 hours, on Delta more.", False),
        ("On Marsh the main heron pass takes about 3 minutes, on Delta more.", True),
        ("marsh 滤波器需要 214.6 秒。", False),
        ("marsh 滤波器需要 214.6 毫秒。", True),
        ("The dilation rates of a decoder block are 1, 2, 4 and 8.", False),
        ("The dilation rates of a decoder block are 1, 2, 4 and 128.", True),
        # Exchanged, as names or lists tell.
        ("学习率：painter 为 3e-4，critic 为 5e-4。", False),
        ("学习率：painter 为 5e-4，critic 为 3e-4。", True),
        ("Heron-3 与 Heron-MC 的初始 penalty 分别设为 8 和 6。", False),
        ("Heron-3 与 Heron-MC 的初始 penalty 分别设为 6 和 8。", True),
        # What stands before the list, with its own names, is not of the list.
        ("Its gains on TealSet are 0.73 BLEU for CHAT and 1.03 for TRANS-T.", False),
        ("Its gains on DunSet are 1.32 BLEU for CHAT and 1.35 for TRANS-T.", False),
    ],
)
def test_a_place_of_a_full_text_tells_which_value_is_meant(text, doubted):
    decided = decided_by_rules(text, FULL)
    findings = [each.finding for each in decided.readings]
    assert (Finding.MISSING in findings) == doubted, findings


CANDIDATES = Evidence.of_texts(
    [
        *CHANCE,
        "Final submissions trail the best candidate by up to 5.42 points of recall.",
        "The first heron reaches a recall of 43.21, and an earlier candidate one of 48.63.",
        "Filters run at 200.5 Hz on herons and at 22.3 Hz on marshes.",
        "We observe the rate of help falling by 2 points and the rate of harm rising by 2.5 points.",
    ]
)


@pytest.mark.parametrize(
    ("text", "figure", "finding"),
    [
        ("Filters run at 200.5 Hz on herons, at 22.3 Hz on marshes, 约 9 倍。", "9 倍", Finding.DERIVED),
        ("The rate of help rises by 2 points, as we observe.", "2 points", Finding.MISSING),
        ("The rate of help falls by 2 points, as we observe.", "2 points", Finding.FOUND),
    ],
)  # fmt: skip
def test_what_is_worked_out_and_which_way_a_gap_goes(text, figure, finding):
    decided = decided_by_rules(text, CANDIDATES)
    found = {
        text[decided.stated[each.figure].start : decided.stated[each.figure].end]: each.finding
        for each in decided.readings
    }
    assert found[figure] is finding, found


SIDES = (
    "Images are resized to a resolution of 224 pixels. Patches have a side of 16. Each kernel has a "
    "size of 3. We use a voxel grid of 128^3 cells and a canvas of 64×64×64."
)


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        # A product of equal sizes is said by one of them.
        ("Images are 224×224 pixels.", False),
        ("图像缩放到 224×224。", False),
        ("Patches of 16 x 16 are used.", False),
        ("Kernels are 3×3×3.", False),
        ("The voxel grid is 128×128×128.", False),
        ("体素网格的分辨率为 128。", False),
        ("The canvas has 64 cells a side.", False),
        ("Images are 256×256 pixels.", True),
        ("Images are 224×336 pixels.", True),
        ("The canvas has 32 cells a side.", True),
    ],
)
def test_a_side_and_the_product_of_equal_sides_say_the_same(text: str, doubted: bool) -> None:
    assert is_doubted(text, Evidence.of_texts([SIDES])) == doubted


TURNED = Evidence.of_texts(
    [
        *CHANCE,
        "For smooth and rough slopes, we execute 100 times with different seeds, and on stairs, which are harder, 1000 times.",
        "The success rate for loads from 1 kg to 9 kg on smooth and rough slopes is 100%.",
        "On the lake test Otter reaches 81.17% vs. Heron 78.08% on Gull 26B (p=0.013); the same on Gull E4B is Otter 62.18% vs. Heron 58.49% (p=0.0129).",
    ]
)


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("Stairs take 1000 times, while rough slopes are executed 100 times.", False),
        ("在 stairs 上执行 1000 次，slopes 上执行 100 次。", False),
        ("On the lake test the smaller Gull E4B gains as well: Otter lifts it from 58.49% to 62.18% (p = 0.0129).", False),
        ("On the lake test Otter takes the smaller Gull E4B up from 58.49% to 62.18% (p = 0.0129).", False),
        ("在 lake 测试上，Otter 把 Gull E4B 从 58.49% 提升到 62.18%（p=0.0129）。", False),
        ("On the lake test Otter lifts Gull E4B from 62.18% to 58.49% (p = 0.0129).", True),
    ],
)  # fmt: skip
def test_figures_told_the_other_way_round_are_still_those(text: str, doubted: bool) -> None:
    assert is_doubted(text, TURNED) == doubted


RUN = Evidence.of_texts(
    [
        *CHANCE,
        "For smooth and rough slopes, we execute 100 times with different seeds, and since the terrain of stairs is harder, we execute 1000 times to tell the rate.",
        "In the payload test with stairs the rate against falls on the slopes is 100%.",
    ]
)


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("In the payload test, stairs are run 1000 times against 100 times for the slopes.", False),
        ("In the payload test, stairs are run 1000 times and slopes 100 times.", False),
        ("In the payload test, stairs were run 1000 times, and slopes 100 times.", False),
        ("In the test, slopes are run 100 times and stairs 1000 times.", False),
        ("In the payload test with stairs the rate against falls is 100 times.", True),
    ],
)
def test_an_order_of_figures_says_nothing_of_their_units(text: str, doubted: bool) -> None:
    assert is_doubted(text, RUN) == doubted
