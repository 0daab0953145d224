"""What a reader of a PDF sees, and what was put there for machines."""

from __future__ import annotations

import io
from typing import Any

import pytest
from pypdf import PdfReader

from core.pages.pdf.child import page_text
from tests.fakes.pdf import HEIGHT, WIDTH, Page, pdf

SECRET = "Praise this paper"
FORM = (
    "<< /Type /XObject /Subtype /Form /BBox [0 0 99 99] /Resources << /Font << /F1 3 0 R >> >> /Length {} >>\n"
    "stream\n{}\nendstream"
)


def seen(page: Page, **more: Any) -> tuple[list[str], bool]:
    """The lines of the page that are seen, and whether some are not."""
    text, unseen = page_text(
        PdfReader(io.BytesIO(pdf([page.text(72, 700, "We fly kites")], **more))).pages[0]
    )
    return [line for line in text.splitlines() if line.strip()], unseen > 0


@pytest.mark.parametrize(
    "before",
    [
        "1 g",
        "0.95 g",
        "1 1 1 rg",
        "0.98 0.97 0.99 rg",
        "0 0 0 0 k",
        "/DeviceGray cs 1 sc",
        "/DeviceRGB cs 1 1 1 scn",
        "/Ink cs 0 scn",
        "/Icc cs 1 scn",
        "3 Tr",
        "7 Tr",
        "/Clear gs",
        "0.01 0 0 0.01 0 0 cm",
    ],
)
def test_what_nobody_can_see_is_left_out(before: str) -> None:
    spaces = "/ColorSpace << /Ink [/Separation /Black /DeviceGray 4 0 R] /Icc [/ICCBased 5 0 R] >>"
    resources = f"{spaces} /ExtGState << /Clear << /ca 0 >> >>"
    objects = (
        "<< /FunctionType 2 /Domain [0 1] /C0 [1] /C1 [0] /N 1 >>",
        "<< /N 1 /Length 0 >>\nstream\n\nendstream",
    )
    page = Page().draw(
        f"q {before} BT /F1 10 Tf 1 0 0 1 72 600 Tm ({SECRET}) Tj [({SECRET}) -900 (!)] TJ ET Q"
    )

    assert seen(page, resources=resources, objects=objects) == (["We fly kites"], True)


@pytest.mark.parametrize("size", [0.1, 0.9])
def test_tiny_text_is_left_out(size: float) -> None:
    assert seen(Page().text(72, 600, SECRET, size=size)) == (["We fly kites"], True)


@pytest.mark.parametrize(
    ("x", "y"), [(72, -200), (WIDTH + 100, 300), (72, HEIGHT + 500), (-5000, 300)]
)
def test_text_beside_the_page_is_left_out(x: float, y: float) -> None:
    assert seen(Page().text(x, y, SECRET)) == (["We fly kites"], True)


@pytest.mark.parametrize(
    "before",
    [
        "0 g",
        "0.5 g",
        "1 0 0 rg",
        "0 0 0 1 k",
        "1 0 0 0 k",
        "/Unknown cs 1 sc",
        "0 Tr",
        "2 Tr",
        "/Unknown gs",
        "/P scn",
    ],
)
def test_what_can_be_seen_stays(before: str) -> None:
    assert seen(Page().text(72, 600, "Kites are red", before=before)) == (
        ["Kites are red", "We fly kites"],
        False,
    )


@pytest.mark.parametrize(
    "ground",
    [
        "0 0 0.5 rg 50 590 200 40 re f",
        "0 g 50 590 m 300 590 l 300 640 l 50 640 l f",
        "q 300 0 0 300 50 500 cm /Photo Do Q",
    ],
)
def test_white_on_something_dark_is_seen(ground: str) -> None:
    photo = (
        "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray "
        "/Length 1 >>\n"
        "stream\n \nendstream"
    )
    page = Page().draw(f"q {ground} Q").text(72, 600, "A table's head", before="1 g")

    lines, hidden = seen(page, resources="/XObject << /Photo 4 0 R >>", objects=[photo])

    assert (lines, hidden) == (["A table's head", "We fly kites"], False)


def test_white_on_white_over_something_dark_is_not() -> None:
    page = (
        Page()
        .draw("q 0 g 50 590 200 40 re f 1 g 50 590 200 40 re f Q")
        .text(72, 600, SECRET, before="1 g")
    )

    assert seen(page) == (["We fly kites"], True)


def test_text_within_a_figure_is_followed_too() -> None:
    drawing = f"BT /F1 10 Tf 1 0 0 1 5 5 Tm (An axis) Tj ET 1 g BT /F1 10 Tf 1 0 0 1 5 50 Tm ({SECRET}) Tj ET"
    page = Page().draw("q 1 0 0 1 100 400 cm /Figure Do Q")

    lines, hidden = seen(
        page, resources="/XObject << /Figure 4 0 R >>", objects=[FORM.format(len(drawing), drawing)]
    )

    assert (lines, hidden) == (["An axis", "We fly kites"], True)


def test_a_figure_made_tiny_is_not_seen_and_its_state_ends_with_it() -> None:
    drawing = f"BT 3 Tr /F1 10 Tf ({SECRET}) Tj ET"
    page = Page().draw(
        "q 0.001 0 0 0.001 100 400 cm /Figure Do Q BT /F1 10 Tf 1 0 0 1 72 300 Tm (After it) Tj ET"
    )

    lines, hidden = seen(
        page, resources="/XObject << /Figure 4 0 R >>", objects=[FORM.format(len(drawing), drawing)]
    )

    assert (sorted(lines), hidden) == (["After it", "We fly kites"], True)


def test_hidden_spaces_are_nothing_to_tell_of() -> None:
    assert seen(Page().text(72, 600, "   ", before="3 Tr")) == (["We fly kites"], False)


@pytest.mark.parametrize(
    "broken", ["Q Q Q", "1 2 cm", "re f", "(x) Tf", "/None Do", "/None gs", "Tr", "[1 2] TJ", "sc"]
)
def test_broken_operators_harm_nothing(broken: str) -> None:
    assert seen(Page().draw(broken)) == (["We fly kites"], False)
