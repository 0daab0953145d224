"""Layouts of tables as papers have them, each with what is true of one and what is not.

Units and powers in captions, small deviations, cells of several values, one column of values, and
variants of the own method.
"""

# Chinese is written here: what reports say of tables.

from __future__ import annotations

import pytest

from core.models import Finding
from tests.core.checking.cells.test_named import findings
from tests.core.tabled import Tabled, paper, table

FOUND, DERIVED, MISSING = Finding.FOUND, Finding.DERIVED, Finding.MISSING


def tabled(*rows: str) -> Tabled:
    """A paper with one table, whose caption comes first."""
    title = "Terns: A Study of Many Systems"
    return Tabled("terns", paper(title, "We compare several systems.", table(*rows)), (), ())


ENERGY = tabled(
    "Table 1: Energy before and after (kWh).",
    "Site | Before | After",
    "Mill | 482 | 395",
    "Depot | 731 | 644",
)
GAS = tabled(
    "Table 1: Gas by city and year (ppm).",
    "City | 2019 | 2021",
    "Arden | 412 | 431",
    "Borley | 388 | 397",
)
ERRORS = tabled(
    r"Table 1: Mean errors ($\times 10^{-3}$) on two data sets.",
    "Model | Tidepool | Estuary",
    "Krill | 4.82 | 7.15",
    "Copepod | 3.96 | 6.28",
)
RETURNS = tabled(
    "Table 1: Mean and deviation over five seeds.",
    "Method | Return | Violations",
    r"Cinder | $812_{\pm 14}$ | $6.3_{0.9}$",
    r"Ember | $874_{\pm 22}$ | $4.1_{0.7}$",
)
TYPES = tabled(
    "Table 1: Precision / recall / F1 on each type.",
    "Type | Tagger | Linker",
    "Person | 91.2 / 88.7 / 89.9 | 93.4 / 90.6 / 92.0",
    "Place | 84.5 / 80.3 / 82.3 | 86.8 / 83.9 / 85.3",
)
HARDWARE = tabled(
    "Table 1: Throughput by card and batch, in samples per second.",
    "Card | Batch | Throughput",
    "A100 | 1 | 212",
    " | 8 | 846",
    " | 32 | 1507",
    "T4 | 1 | 74",
    " | 8 | 261",
    " | 32 | 398",
)
VARIANTS = tabled(
    "Table 1: Accuracy and size.",
    "Model | Params (M) | Top-1",
    "Resnick-50 | 25.6 | 76.2",
    "Ours-S | 22.1 | 79.4",
    "Ours-B | 48.7 | 81.9",
    "Ours-L | 97.3 | 83.6",
)
SHOTS = tabled(
    "Table 1: Accuracy by number of shots.",
    "Model_2 | Bramble^2 | Thistle^2",
    "1-shot | 5-shot | 1-shot | 5-shot",
    "Sedge | 48.6 | 57.3 | 39.7 | 50.8",
    "Rush | 51.2 | 60.9 | 42.4 | 53.1",
)
TRUE = [
    (ENERGY, "Depot 改造前为 731 kWh。"),
    (GAS, "Arden 的浓度为 412 ppm。"),
    (ERRORS, "Copepod's error on Estuary is 6.28×10^-3."),
    (ERRORS, "Krill 在 Tidepool 上的误差为 0.00482。"),
    (RETURNS, "Ember has the highest return, 874."),
    (RETURNS, "Cinder 的违规为 6.3。"),
    (TYPES, "Linker has a recall of 83.9 on places."),
    (TYPES, "Tagger 在 Person 上的 F1 为 89.9。"),
    (HARDWARE, "T4 在批大小为 8 时吞吐为每秒 261 个样本。"),
    (VARIANTS, "Ours-L 的 Top-1 为 83.6。"),
    (SHOTS, "Thistle 5-shot 上 Rush 比 Sedge 高 2.3 个点。"),
]
FALSE = [
    (ENERGY, "Depot 的能耗降至 395 kWh。"),
    (ERRORS, "Copepod's error on Estuary is 7.15×10^-3."),
    (ERRORS, "Krill 在 Tidepool 上的误差为 0.0482。"),
    (RETURNS, "Ember has a return of 812."),
    (RETURNS, "Cinder 的违规为 4.1。"),
    (TYPES, "Linker has a recall of 86.8 on places."),
    (TYPES, "Tagger 在 Person 上的 F1 为 88.7。"),
    (HARDWARE, "T4 在批大小为 8 时吞吐为每秒 846 个样本。"),
    (SHOTS, "Thistle 5-shot 上 Rush 比 Sedge 高 3.6 个点。"),
]
UNSETTLED = [
    (VARIANTS, "The small variant reaches a top-1 of 81.9."),
]


@pytest.mark.parametrize(("paper", "text"), TRUE, ids=[text[:40] for _, text in TRUE])
def test_what_a_layout_says_is_found(paper: Tabled, text: str) -> None:
    assert findings(paper, text) <= {FOUND, DERIVED}


@pytest.mark.parametrize(("paper", "text"), FALSE, ids=[text[:40] for _, text in FALSE])
def test_the_value_of_another_place_is_doubted(paper: Tabled, text: str) -> None:
    assert MISSING in findings(paper, text)


@pytest.mark.parametrize(("paper", "text"), UNSETTLED, ids=[text[:40] for _, text in UNSETTLED])
def test_what_cannot_be_told_is_neither_doubted_nor_found(paper: Tabled, text: str) -> None:
    assert Finding.OPEN in findings(paper, text)
    assert MISSING not in findings(paper, text)
