"""Large letters that a paper begins with."""

from __future__ import annotations

import pytest

from core.pages.pdf.layout import rows
from core.pages.pdf.shown import Line, Style, Word


def line(text: str, x: float, y: float, *, size: float = 10) -> Line:
    words: list[Word] = []
    for each in text.split():
        box = (x, y, x + len(each) * size / 2, y + 0.7 * size)
        words.append(Word(each, 0, len(each), box, Style(1, 1, "Roman", size)))
        x += len(each) * size / 2 + 3
    return Line(tuple(words))


def beside(letter: str, text: str, *, x: float = 88) -> list[str]:
    """The rows of a page that begins with a letter of three lines' height, drawn first."""
    page = [
        line(letter, 72, 676, size=30),
        line(text, x, 690),
        line("new and old kites fly as high as they did, and higher than other kites", 88, 678),
        *(
            line("A line of the text that fills the column to its end", 72, 660 - 12 * at)
            for at in range(9)
        ),
    ]
    return [row.text for row in rows([page])[0]]


@pytest.mark.parametrize(
    ("letter", "rest", "read"),
    [
        ("D", "ISENTANGLED kites fly", "DISENTANGLED kites fly"),
        ("P", "rivate kites fly", "Private kites fly"),
        ("A", "utonomous kites fly", "Autonomous kites fly"),
        ("A", "new kite flies", "A new kite flies"),
        ("I", "N this work kites fly", "IN this work kites fly"),
    ],
)
def test_a_word_has_its_initial(letter: str, rest: str, read: str) -> None:
    found = beside(letter, rest)

    assert found[0] == read
    assert len(found) == 11


def test_a_large_letter_beside_nothing_stays() -> None:
    assert beside("D", "ISENTANGLED kites fly", x=150)[:2] == ["D", "ISENTANGLED kites fly"]
