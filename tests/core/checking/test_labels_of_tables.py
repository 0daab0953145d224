"""Statements about tables whose heads are cut off, whose rows are told by settings, whose names are
given in parts, and that say alike what another table says of something else."""

from __future__ import annotations

import pytest

from core.models import Finding
from tests.core.checking.cells.test_named import findings
from tests.core.tabled import Tabled, paper, table


def _paper(*tables: str, title: str = "Teal: A Reader of Ponds") -> Tabled:
    made = (table(caption, *rows) for caption, *rows in (each.split("\n") for each in tables))
    return Tabled(title, paper(title, "We study ponds.", *made), (), ())


PONDS = _paper(
    "Table 1: Detection of ducks on Pond-A.\n"
    "Method | Pre | Rec | Num.\n"
    "SWANNet | 71.26 | 64.83 | 58.91\n"
    "HERON | 69.44 | 66.05 | 57.38\n"
    "Teal (ours) | 74.17 | 68.52 | 61.73"
)
HORIZONS = _paper(
    "Table 1: Error by horizon.\n"
    "Data set | H | RiverNet | LakeNet | Teal\n"
    "Flow1 | 96 | 0.412 | 0.437 | 0.398\n"
    " | 192 | 0.455 | 0.471 | 0.446\n"
    " | 336 | 0.489 | 0.502 | 0.481\n"
    "Flow2 | 96 | 0.287 | 0.305 | 0.279\n"
    " | 192 | 0.341 | 0.366 | 0.337\n"
    " | 336 | 0.377 | 0.394 | 0.369"
)
MODELS = _paper(
    "Table 1: Accuracy under each budget.\n"
    "Model | Recall | Fluency\n"
    "BC-R1-32B | 0.763 | 0.968\n"
    "Swan-R1-32B | 0.702 | 0.951\n"
    "Goose-32B | 0.679 | 0.947"
)
PLACES = _paper(
    "Table 1: Results on Marsh-Easy.\nMethod | BirdF1 | Error\nHeron | 0.8812 | 0.0923\n"
    "Teal | 0.9127 | 0.0718",
    "Table 2: Results on Marsh-Hard.\nMethod | BirdF1 | Error\nHeron | 0.6034 | 0.2246\n"
    "Teal | 0.6791 | 0.1885",
)
LEVELS = _paper(
    "Table 1: Detection by size.\n"
    "Method | AP_BEV^3 | AP_3D^3\n"
    " | Easy | Moderate | Hard | Easy | Moderate | Hard\n"
    "Teal | 81.72 | 82.25 | 74.13 | 78.46 | 77.65 | 69.88\n"
    "Heron | 80.05 | 80.83 | 73.17 | 76.31 | 75.52 | 68.07"
)
SERIES = _paper(
    "Table 1: Scores of large readers.\n"
    " | Task | Beaver | Beaver | Crane-3.1 | Otter\n"
    " |  | V2-0312 | V3 | 40B-Inst. | 0407\n"
    "English | Lake | 78.2 | 88.5 | 85.3 | 87.2\n"
    " | Pond | 58.5 | 75.9 | 71.6 | 72.6\n"
    "Chinese | Marsh | 61.4 | 74.8 | 70.1 | 69.3"
)
GROUPS = _paper(
    "Table 1: Robustness.\n"
    "Strong wind | Success | Error (m)\n"
    "Heron | 42% | 0.31\n"
    "Teal | 49% | 0.12\n"
    "Broken motor^3\n"
    "Heron | 33% | 0.35\n"
    "Teal | 38% | 0.26"
)
BOLD = _paper(
    "Table 1: Distances.\n"
    "Method | Near | Far | Mean\n"
    "Heron | $1.3127$ | $0.5238$ | $0.3342$\n"
    "Teal | $\\mathbf{0.5519}$ | $\\mathbf{0.3073}$ | $\\mathbf{0.1684}$\n"
    "Gain (%) | $58.0\\%$ | $41.3\\%$ | $49.6\\%$"
)
SIGNED = _paper(
    "Table 1: Change against each model by lookback.\n"
    "Setting | Change of the error (%)\n"
    "L=336, RiverNet | +1.26\n"
    "L=336, LakeNet | +2.47\n"
    "L=96, RiverNet | +0.83\n"
    "L=96, LakeNet | +1.95"
)
INDEXED = _paper(
    "Table 1: Accuracy.\n"
    "Method | Lake | Pond\n"
    "$B_{\\text{MIX}20}$ | 64.9 | 38.2\n"
    "$S_{\\text{MIX}20}$ | 63.1 | 38.5\n"
    "$B_{T}$ | 57.3 | 35.8"
)
SYMBOLS = _paper(
    "Table 1: Points of the gate. C is the cost ratio; Gau. = Gaussian distance.\n"
    "Model | C | Gau. | Skip\n"
    "Crane-Q4 | 1.08 | 0.4392 | 97.1\n"
    "Heron-Q4 | 2.45 | 0.5243 | 61.4\n"
    "Heron-F16 | 3.57 | 0.6116 | 41.8"
)
COMPOUNDS = _paper(
    "Table 1: Overall accuracy (OA).\n"
    "Data set | F1 | OA\nPond-CD | 93.41 | 95.12\nLake-CD | 92.77 | 98.66",
    "Table 2: Comparison on Lake-CD.\n"
    "Method | F1 | OA\nHeron | 81.94 | 97.83\nTeal-CD (ours) | 92.77 | 98.66",
    title="Teal-CD: A Reader of Changes",
)
CONTEXTS = _paper(
    "Table 1: Recall by context.\n"
    "Context | 1K | 10K\n"
    "Fixed 1.44 s | 91.27 | 90.35\n"
    "Fixed 2.88 s | 94.83 | 94.16\n"
    "Fixed 4.32 s | 95.09 | 94.74\n"
    "Variable 2.16 s | 95.62 | 95.31"
)
RANGES = _paper(
    "Table 1: What was drawn.\n"
    "Parameter | Training range | Test range\n"
    "Mass (kg) | 0.183 to 0.870 | 0.126 to 1.210\n"
    "Length (m) | 0.052 to 0.190 | 0.041 to 0.230\n"
    "Load (% of mass) | [20, 40] | [15, 55]"
)
HELPED = _paper(
    "Table 1: With the helper Sprite and without.\n"
    "Model | Lake | Pond\n"
    "Crane 4.8 | 52.16 | 71.34\n"
    "Crane 4.8 + Sprite | 54.29 | 73.08\n"
    "Heron 5 | 51.47 | 70.11\n"
    "Heron 5 + Sprite | 53.05 | 72.26"
)
CHANGES = _paper(
    "Table 1: Change of F1.\n"
    "Change | Lake | Pond\nHeron for Crane | -3.64 | -1.33\nw/o gate | -2.18 | -1.09"
)
TRUE = [
    (PONDS, "SWANNet has a precision of 71.26 and a recall of 64.83."),
    (PONDS, "HERON 的精确率和召回率分别为 69.44 和 66.05。"),
    (PONDS, "The numeric score of HERON is 57.38."),
    (HORIZONS, "On Flow1 at a horizon of 192, LakeNet's error is 0.471."),
    (HORIZONS, "Flow2 预测 336 步时，RiverNet 的误差为 0.377。"),
    (MODELS, "BlackCrow-R1-32B has a recall of 0.763."),
    (PLACES, "在 Marsh-Hard 上，Teal 的 BirdF1 为 0.6791。"),
    (PLACES, "On Marsh-Easy Teal's BirdF1 is 0.9127, on Marsh-Hard 0.6791."),
    (LEVELS, "Teal 在 Easy、Moderate 和 Hard 上的 BEV AP 分别为 81.72、82.25 和 74.13。"),
    (SERIES, "On Lake Beaver-V3 scores 88.5, Otter-0407 87.2."),
    (SERIES, "V3 在 Pond 上得 75.9，比 Otter-0407 高 3.3 分。"),
    (GROUPS, "With a broken motor Teal's success rate drops to 38%."),
    (BOLD, "Teal 的 Near 距离为 0.5519，Heron 为 1.3127。"),
    (SIGNED, "With a lookback of L=96 the edge over LakeNet is 1.95%."),
    (INDEXED, "S_MIX20 在 Lake 上达到 63.1%，B_MIX20 为 64.9%。"),
    (SYMBOLS, "Heron-Q4 has a cost ratio of 2.45 and skips 61.4%."),
    (SYMBOLS, "Heron-F16 的 Gaussian distance 为 0.6116。"),
    (COMPOUNDS, "On Lake-CD the model's overall accuracy is 98.66."),
    (COMPOUNDS, "Pond-CD 上本文方法的 F1 为 93.41。"),
    (CONTEXTS, "固定 2.88 秒上下文在 1K 上的召回率为 94.83。"),
    (RANGES, "Training covered masses from 0.183 to 0.870 kg and lengths from 0.052 to 0.190 m."),
    (RANGES, "测试时载荷占质量的 15% 至 55%，训练时为 20% 至 40%。"),
    (HELPED, "Without Sprite, Crane 4.8 gets 52.16 on Lake."),
    (HELPED, "加入 Sprite 后，Crane 4.8 在 Lake 上达到 54.29。"),
    (CHANGES, "把 Heron 换成 Crane 后，Lake 上的 F1 下降了 3.64。"),
    (CHANGES, "The gate raises F1 on Lake by 2.18."),
]
FALSE = [
    (PONDS, "SWANNet's precision and recall are 64.83 and 71.26."),
    (PONDS, "HERON 的精确率和召回率分别为 66.05 和 69.44。"),
    (PONDS, "HERON has a precision of 71.26."),
    (HORIZONS, "On Flow1 at a horizon of 192, LakeNet's error is 0.437."),
    (HORIZONS, "Flow2 预测 336 步时，RiverNet 的误差为 0.341。"),
    (MODELS, "BlackCrow-R1-32B 的召回率为 0.702。"),
    (LEVELS, "Teal 在 Easy、Moderate 和 Hard 上的 BEV AP 分别为 82.25、81.72 和 74.13。"),
    (SERIES, "On Lake Beaver-V3 scores 87.2."),
    (SERIES, "V3 在 Pond 上得 75.9，比 Otter-0407 高 4.3 分。"),
    (GROUPS, "Against strong wind Teal's success rate drops to 38%."),
    (BOLD, "Teal 的 Near 距离为 0.3073。"),
    (SIGNED, "With a lookback of L=336 the edge over RiverNet is 0.83%."),
    (INDEXED, "S_MIX20 在 Lake 上达到 64.9%。"),
    (SYMBOLS, "Heron-Q4 has a cost ratio of 3.57."),
    (SYMBOLS, "Crane-Q4 has a Gaussian distance of 1.08."),
    (CONTEXTS, "固定 2.88 秒上下文在 1K 上的召回率为 95.62。"),
    (RANGES, "Training covered masses from 0.126 to 1.210 kg and lengths from 0.052 to 0.190 m."),
    (HELPED, "Without Sprite, Crane 4.8 gets 54.29 on Lake."),
]


@pytest.mark.parametrize(("tabled", "text"), TRUE, ids=[text[:40] for _, text in TRUE])
def test_a_cell_is_found_by_labels_in_whatever_form(tabled: Tabled, text: str) -> None:
    assert Finding.MISSING not in findings(tabled, text)


@pytest.mark.parametrize(("tabled", "text"), FALSE, ids=[text[:40] for _, text in FALSE])
def test_the_value_of_another_cell_is_doubted_by_labels_in_whatever_form(
    tabled: Tabled, text: str
) -> None:
    assert Finding.MISSING in findings(tabled, text)
