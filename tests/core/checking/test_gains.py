"""Gains, held against the cells that are compared."""

from __future__ import annotations

import pytest

from core.models import Finding
from tests.core.checking.test_cells import findings
from tests.core.tabled import FINANCE, READING, SPEECH, Tabled


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
