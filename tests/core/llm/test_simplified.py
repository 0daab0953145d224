"""Traditional characters read as simplified ones."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from core.llm import simplified as module
from core.llm.simplified import simplified


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("請於 30 秒後重試", "请于 30 秒后重试"),
        ("標題、亮點", "标题、亮点"),
        ("標题 and 摘要", "标题 and 摘要"),
        ("", ""),
    ],
)
def test_simplified(text: str, same: str):
    assert simplified(text) == same


def test_each_character_has_its_own_place():
    rows = re.findall(r'^ +"(\S+)"$', Path(module.__file__).read_text("utf-8"), re.MULTILINE)
    half = len(rows) // 2
    traditional = "".join(rows[:half])

    assert simplified(traditional) == "".join(rows[half:])
    assert len(set(traditional)) == len(traditional)
    assert not set(traditional) & set(simplified(traditional))
