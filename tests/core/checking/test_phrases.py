"""Ways of saying by how much one row of a table is above another, in both languages."""

from __future__ import annotations

import pytest

from core.models import Finding
from tests.core.checking.cells.test_named import findings
from tests.core.tabled import FINANCE

_ENGLISH = """
On FPB, RiverGPT beats GPT-NeoX by {} points.
On FPB, RiverGPT is {} points above GPT-NeoX.
RiverGPT's F1 on FPB is {} higher than GPT-NeoX's.
On FPB RiverGPT scores 51.07, {} points ahead of GPT-NeoX.
RiverGPT reaches 51.07 on FPB, which is {} more than GPT-NeoX.
RiverGPT reaches 51.07 on FPB, an improvement of {} over GPT-NeoX.
RiverGPT improves on GPT-NeoX by {} points on FPB, reaching 51.07.
The gap between RiverGPT and GPT-NeoX on FPB is {} points.
GPT-NeoX trails RiverGPT by {} points on FPB.
GPT-NeoX lags RiverGPT on FPB by {}.
GPT-NeoX falls {} points short of RiverGPT on FPB.
With 51.07 on FPB, RiverGPT leads GPT-NeoX by {} points.
Compared with GPT-NeoX, RiverGPT gains {} points on FPB.
RiverGPT outperforms GPT-NeoX on FPB (+{}).
Relative to GPT-NeoX, FPB improves by {} points with RiverGPT.
There is a {}-point margin over GPT-NeoX on FPB.
"""
_CHINESE = """
在 FPB 上，RiverGPT 比 GPT-NeoX 高 {} 个点。
在 FPB 上 RiverGPT 得 51.07，领先 GPT-NeoX {} 个点。
在 FPB 上 GPT-NeoX 落后 RiverGPT {} 个点。
在 FPB 上 GPT-NeoX 只有 44.64，落后 RiverGPT {} 个点。
RiverGPT 在 FPB 上达到 51.07，较 GPT-NeoX 提升 {}。
RiverGPT 在 FPB 上达到 51.07，相比 GPT-NeoX 提升了 {} 个百分点。
RiverGPT 在 FPB 上达到 51.07，超过 GPT-NeoX {} 个百分点。
RiverGPT 在 FPB 上达到 51.07，超出 GPT-NeoX {} 分。
FPB 上 RiverGPT 与 GPT-NeoX 的差距为 {} 个点。
与 GPT-NeoX 相比，RiverGPT 在 FPB 上的 F1 高 {}。
RiverGPT 在 FPB 上优于 GPT-NeoX，高出 {} 个百分点。
GPT-NeoX 在 FPB 上比 RiverGPT 低 {} 个百分点，仅为 44.64。
GPT-NeoX 在 FPB 上逊于 RiverGPT {} 分。
RiverGPT 在 FPB 上以 {} 个点的优势胜过 GPT-NeoX。
RiverGPT 在 FPB 上对 GPT-NeoX 的优势是 {} 分。
RiverGPT 把 FPB 的 F1 在 GPT-NeoX 的基础上提高了 {}。
"""


@pytest.mark.parametrize("text", [*_ENGLISH.strip().splitlines(), *_CHINESE.strip().splitlines()])
def test_a_gap_is_that_of_the_two_that_are_named_however_it_is_said(text: str) -> None:
    right, of_another, strange = (findings(FINANCE, text.format(gap)) for gap in
                                  ("6.43", "2.40", "8.15"))  # fmt: skip
    assert Finding.MISSING not in right
    assert Finding.DERIVED in right
    assert Finding.MISSING in of_another
    assert Finding.MISSING in strange
