"""Words that stand near others, or on them: the ink of one says nothing of another."""

from __future__ import annotations

import pytest

from tests.core.pages.pdf.test_ink import LAYERS, OBJECTS, RESOURCES, SECRET, seen
from tests.fakes.pdf import Page


def set_at(x: float, y: float, text: str, before: str = "", size: float = 10) -> str:
    return f"q {before} BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET Q"


ABOVE = "They compare the gypsy quality of the kites"
BELOW = "The kites that fly by day and by night again"
NEAR_TEXT = {
    "between lines": set_at(72, 594, SECRET, "1 g", 4),
    "half a line below": set_at(72, 594, SECRET, "1 g", 8),
    "on a line, small": set_at(72, 601, SECRET, "1 g", 3),
    "between lines, clear": set_at(72, 594, SECRET, "/NearlyClear gs", 5),
    "between lines, in a layer that is off": f"/OC /Off BDC {set_at(72, 594, SECRET)} EMC",
    "between lines, clipped": set_at(72, 594, SECRET, "0 0 1 1 re W n"),
}


@pytest.mark.parametrize("kind", NEAR_TEXT)
@pytest.mark.parametrize("last", [True, False], ids=["drawn last", "drawn first"])
def test_ink_of_the_lines_around_says_nothing(kind: str, last: bool) -> None:
    pieces = [set_at(72, 600, ABOVE), set_at(72, 588, BELOW)]
    pieces.insert(2 if last else 0, NEAR_TEXT[kind])
    page = Page().draw("\n".join(pieces))

    found, hidden = seen(page, ending=LAYERS, resources=RESOURCES, objects=OBJECTS)

    assert (found, hidden) == ([ABOVE, BELOW, "We fly kites"], True)


@pytest.mark.parametrize("sign", [".", "|", "P"])
def test_a_letter_that_is_seen_shows_no_others(sign: str) -> None:
    joined = f"BT /F1 10 Tf 72 600 Td 0 g ({sign}) Tj 1 g (raise) Tj 0 g ({sign}) Tj ET"

    found, hidden = seen(Page().draw(joined))

    assert "".join(found[0].split()) == sign + sign
    assert (found[1:], hidden) == (["We fly kites"], True)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("70 605 500 0.01 re W n", ""),
        ("70 603 500 0.3 re W n", ""),
        ("70 597 500 1.2 re W n", ""),
        ("80 0 0.4 790 re W n 0 0 600 790 re W n", ""),
        ("", "q 1 g 50 590 300 16.6 re f Q"),
    ],
)
def test_a_thread_of_a_word_is_none(before: str, after: str) -> None:
    page = Page().draw(f"{set_at(72, 600, SECRET, before)} {after}")

    assert seen(page) == (["We fly kites"], True)


@pytest.mark.parametrize(
    "drawn",
    [
        "BT /F1 10 Tf 72 600 Td ([) Tj 0 0.6 0 rg (12) Tj 0 g (], 1. I. = - 1.5) Tj ET",
        f"q 0.8 g BT /F1 90 Tf 0.7 0.7 -0.7 0.7 60 540 Tm (DRAFT) Tj ET Q {set_at(72, 600, '[12], 1. I. = - 1.5')}",
        f"{set_at(72, 600, '[12], 1. I. = - 1.5')} q 72 603 90 0.4 re f Q",
        f"q 1 0.9 0.6 rg 70 596 200 14 re f Q {set_at(72, 600, '[12], 1. I. = - 1.5', '0.4 g')}",
    ],
    ids=["a link", "a watermark", "struck", "on a ground"],
)
def test_words_drawn_otherwise_are_kept(drawn: str) -> None:
    found, hidden = seen(Page().draw(drawn))

    assert ("[12], 1. I. = - 1.5" in found, hidden) == (True, False)


LINES = " ".join(set_at(72, 690 - 11 * at, f"{ABOVE}, and say so") for at in range(24))


@pytest.mark.parametrize("colour", ["1 0.75 0.75 rg", "1 0.7 0.4 rg", "0.6 0.8 1 rg", "0.7 g"])
def test_a_watermark_over_the_text_is_seen(colour: str) -> None:
    """It takes ink away from the words below it, and shows its own."""
    over = f"q {colour} BT /F1 50 Tf 0.7 0.7 -0.7 0.7 120 440 Tm (Under review) Tj ET Q"

    found, hidden = seen(Page().draw(f"{LINES} {over}"))

    assert not hidden
    assert any("review" in line for line in found)


@pytest.mark.parametrize("colour", ["1 g", "1 1 0.85 rg", "0.95 g", "0.9 1 0.9 rg"])
def test_a_pale_one_that_only_takes_ink_away_is_not(colour: str) -> None:
    over = f"q {colour} BT /F1 50 Tf 0.7 0.7 -0.7 0.7 120 440 Tm (Under review) Tj ET Q"

    found, hidden = seen(Page().draw(f"{LINES} {over}"))

    assert hidden
    assert not any("review" in line for line in found)
