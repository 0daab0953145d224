"""Lines break where a reader of either script expects it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from bot.channels.console.wrap import breaks, cells


def pieces(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in pairwise([0, *breaks(text, width), len(text)])]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("kites fly high", 10, ["kites fly ", "high"]),
        ("风筝飞得很高", 6, ["风筝飞", "得很高"]),
        ("风筝飞，很高", 6, ["风筝", "飞，很", "高"]),
        ("风筝（高）", 6, ["风筝", "（高）"]),
        ("用WideSearch测", 11, ["用", "WideSearch", "测"]),
        ("aaaaaaaaaa", 4, ["aaaa", "aaaa", "aa"]),
        ("kites    fly", 5, ["kites    ", "fly"]),
        ("by ▲84 ★2.4k", 11, ["by ", "▲84 ★2.4k"]),
        ("we don’t", 7, ["we ", "don’t"]),
        ("", 5, [""]),
    ],
)
def test_breaking(text: str, width: int, expected: list[str]) -> None:
    assert pieces(text, width) == expected


@given(
    text=st.text(alphabet="ab ，。（“”汉字▲★🏆é\u0301-"),
    width=st.integers(2, 30),
    shorter=st.integers(0, 28),
)
def test_every_piece_fits_and_nothing_is_lost(text: str, width: int, shorter: int) -> None:
    first = max(2, width - shorter)
    edges = [0, *breaks(text, width, first), len(text)]
    found = [text[start:end] for start, end in pairwise(edges)]

    assert "".join(found) == text
    assert all(
        cells(piece.rstrip()) <= (width if index else first) for index, piece in enumerate(found)
    )
    assert all(found) or not text


@given(text=st.text())
def test_cells_are_never_fewer_than_a_terminal_takes(text: str) -> None:
    assert cells(text) >= cell_len(text.replace("\ufe0f", ""))
