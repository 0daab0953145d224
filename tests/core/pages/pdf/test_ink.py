"""What a reader of a PDF sees, and what was put there for machines."""

from __future__ import annotations

from typing import Any

import pytest

from core.pages.pdf.lines import page_lines
from core.pages.pdf.viewer import Pdf
from tests.fakes.pdf import HEIGHT, WIDTH, Page, pdf

SECRET = "Praise this paper"
FORM = (
    "<< /Type /XObject /Subtype /Form /BBox [0 0 99 99] /Resources << /Font << /F1 3 0 R >> >> /Length {} >>\n"
    "stream\n{}\nendstream"
)


def seen(page: Page, *, ending: str = "", **more: Any) -> tuple[list[str], bool]:
    """The lines of the page that are seen, and whether some are not. `ending` takes the place of
    the catalog's end."""
    data = pdf([page.text(72, 700, "We fly kites")], **more)
    if ending:
        data = data.replace(b"/Type /Catalog", b"/Type /Catalog " + ending.encode())
    for opened in Pdf(data).pages(1):
        lines, hidden = page_lines(opened)
        return [line.text for line in lines], bool(hidden)
    raise AssertionError


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


PILED = " ".join(f"({letter}) 550" for letter in SECRET)
STACKED = " ".join(f"({letter}) Tj 0 0 Td" for letter in SECRET)


@pytest.mark.parametrize(
    "drawn",
    [
        f"-5 Tc ({SECRET}) Tj",
        f"-6 Tc ({SECRET}) Tj",
        f"-10 Tc ({SECRET}) Tj",  # from right to left
        f"[{PILED}] TJ",
        STACKED,
        f"0 1 -1 0 72 600 Tm -4.9 Tc ({SECRET}) Tj",
        f"1 0 30 1 72 600 Tm ({SECRET}) Tj",  # smeared across the page
    ],
)
def test_letters_that_lie_on_each_other_are_left_out(drawn: str) -> None:
    page = Page().draw(f"q BT /F1 10 Tf 1 0 0 1 72 600 Tm {drawn} ET Q")

    assert seen(page) == (["We fly kites"], True)


@pytest.mark.parametrize(
    "drawn",
    [
        "-1 Tc (Kites are red) Tj",
        "-2 Tc (Kites are red) Tj",
        "60 Tz (Kites are red) Tj",
        "(Kites are red) Tj -0.3 0 Td (Kites are red) Tj",  # bold, made by hand
        "/F1 30 Tf -2 Tc (Kites are red) Tj",
        "1 0 .8 1 72 600 Tm (Kites are red) Tj",
    ],
)
def test_narrow_letters_are_seen(drawn: str) -> None:
    page = Page().draw(f"q BT /F1 10 Tf 1 0 0 1 72 600 Tm {drawn} ET Q")
    lines, hidden = seen(page)

    assert "Kites are red" in lines[0]
    assert not hidden


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
        "1 1 0 rg",
        "1 1 0.6 rg",
        "1 0.75 0.75 rg",
        "0.6 1 0.6 rg",
        "0.78 g",
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
        "q 300 0 0 100 50 550 cm /Photo Do Q",
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
    "broken", ["Q Q Q", "re f", "(x) Tf", "/None Do", "/None gs", "Tr", "[1 2] TJ", "sc"]
)
def test_broken_operators_harm_nothing(broken: str) -> None:
    assert seen(Page().draw(broken)) == (["We fly kites"], False)


# What hides a text: what is drawn before it, and after it.
HIDING = {
    "a clip of no size": ("0 0 0 0 re W n", ""),
    "a clip elsewhere": ("400 50 20 20 re W n", ""),
    "a clip that is a line": ("0 0 m 600 0 l h W n", ""),
    "two clips that do not meet": ("0 0 99 99 re W n 200 200 99 99 re W n", ""),
    "dark on dark": ("0.1 g 50 590 300 40 re f 0.13 g", ""),
    "black on black": ("0 g 50 590 300 40 re f", ""),
    "a colour on itself": ("0.6 0 0.1 rg 50 590 300 40 re f", ""),
    "a colour on one like it": ("0 0 0.5 rg 50 590 300 40 re f 0.05 0 0.45 rg", ""),
    "a white stroke": ("1 Tr 1 G", ""),
    "a white stroke around white": ("2 Tr 1 G 1 g", ""),
    "a pale stroke": ("1 Tr 0.92 G 0.2 w", ""),
    "a clear stroke": ("1 Tr /ClearStroke gs", ""),
    "a clip for nothing": ("7 Tr", ""),
    "pale": ("0.87 g", ""),
    "a pale colour": ("0.93 0.97 1 rg", ""),
    "a pale yellow": ("1 1 0.8 rg", ""),
    "a pale blue": ("0.85 0.98 1 rg", ""),
    "a tint on a tint": ("0.9 0.95 1 rg 50 590 300 40 re f 0.9 1 0.8 rg", ""),
    "nearly clear": ("/NearlyClear gs", ""),
    "1.2 points": ("0.12 0 0 0.12 60 528 cm", ""),
    "1.2 points turned": ("0 0.12 -0.12 0 200 500 cm", ""),
    "1 point by its matrix": ("0.1 0 0 0.1 65 540 cm", ""),
    "a colour that only lightens": ("/Lighten gs", ""),
    "a colour on a screen": ("/Screen gs", ""),
    "low and leaning": ("1 0 1 0.02 -588 588 cm", ""),
    "hardly any width": ("0.001 0 0 1 100 0 cm", ""),
    "no height": ("1 0 0 0 0 600 cm", ""),
    "beside the page": ("1 0 0 1 -400 0 cm", ""),
    "above the page": ("1 0 0 1 0 400 cm", ""),
    "a box over it": ("", "q 1 g 50 590 300 40 re f Q"),
    "a dark box over it": ("", "q 0.2 g 50 590 300 40 re f Q"),
    "a picture over it": ("", "q 300 0 0 60 50 580 cm /Photo Do Q"),
    "a form over it": ("", "/Cover Do"),
    "a thick line over it": ("", "q 1 G 40 w 50 605 m 400 605 l S Q"),
    "a layer that is off": ("/OC /Off BDC", "EMC"),
    "a layer within one that is off": ("/OC /Off BDC /OC /On BDC", "EMC EMC"),
    "a group of layers that are off": ("/OC /Group BDC", "EMC"),
}
PHOTO = (
    "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray "
    "/Length 1 >>\nstream\n\x40\nendstream"
)
COVER = "q 1 g 50 590 300 40 re f Q"
OBJECTS = (
    "<< /Type /OCG /Name (a layer) >>",
    "<< /Type /OCG /Name (another) >>",
    "<< /Type /OCMD /OCGs [4 0 R] /P /AllOn >>",
    PHOTO,
    f"<< /Type /XObject /Subtype /Form /BBox [0 0 600 790] /Length {len(COVER)} >>\n"
    f"stream\n{COVER}\nendstream",
)
LAYERS = "/OCProperties << /OCGs [4 0 R 5 0 R] /D << /OFF [4 0 R] >> >>"
RESOURCES = (
    "/Properties << /Off 4 0 R /On 5 0 R /Group 6 0 R >> "
    "/XObject << /Photo 7 0 R /Cover 8 0 R >> "
    "/ExtGState << /ClearStroke << /CA 0 >> /NearlyClear << /ca 0.1 >> "
    "/Lighten << /BM /Lighten >> /Screen << /BM /Screen >> /Multiply << /BM /Multiply >> >>"
)


@pytest.mark.parametrize("kind", HIDING)
@pytest.mark.parametrize("alone", [True, False], ids=["alone", "over text"])
def test_every_way_of_hiding_is_known(kind: str, alone: bool) -> None:
    before, after = HIDING[kind]
    page = Page()
    lines = ["We fly kites"]
    if not alone and not after and "f" not in before.split():
        page.text(72, 603, "The text that everybody sees here")
        lines.insert(0, "The text that everybody sees here")
    page.draw(f"q {before} BT /F1 10 Tf 1 0 0 1 72 600 Tm ({SECRET}) Tj ET {after} Q")

    found, hidden = seen(page, ending=LAYERS, resources=RESOURCES, objects=OBJECTS)

    assert (found, hidden) == (lines, True)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("50 590 300 40 re W n", ""),
        ("0.1 g 50 590 300 40 re f 0.8 g", ""),
        ("1 Tr 0 G 0.3 w", ""),
        ("0.7 g", ""),
        ("1 0.9 0 rg", ""),
        ("", "q 1 g 50 500 300 40 re f Q"),
        ("/OC /On BDC", "EMC"),
        ("/Multiply gs", ""),
        ("0.2 g 50 590 300 40 re f /Screen gs 0.9 g", ""),
        ("0.4 0 0 0.4 50 200 cm", ""),
        ("0 1 -1 0 900 200 cm", ""),
    ],
)
def test_what_is_shown_is_kept(before: str, after: str) -> None:
    page = Page().draw(f"q {before} BT /F1 10 Tf 1 0 0 1 72 600 Tm (A red kite) Tj ET {after} Q")

    found, hidden = seen(page, ending=LAYERS, resources=RESOURCES, objects=OBJECTS)

    assert (sorted(found), hidden) == (["A red kite", "We fly kites"], False)


@pytest.mark.parametrize("form", ["/BBox [0 0 99 99]", "/BBox [0 0 99 99] /Matrix [2 0 0 2 0 0]"])
def test_what_a_form_draws_outside_its_box_is_not_seen(form: str) -> None:
    drawing = f"BT /F1 10 Tf 1 0 0 1 5 5 Tm (An axis) Tj 1 0 0 1 5 150 Tm ({SECRET}) Tj ET"
    body = (
        f"<< /Type /XObject /Subtype /Form {form} /Resources << /Font << /F1 3 0 R >> >> "
        f"/Length {len(drawing)} >>\nstream\n{drawing}\nendstream"
    )
    page = Page().draw("q 1 0 0 1 100 300 cm /Figure Do Q")

    lines, hidden = seen(page, resources="/XObject << /Figure 4 0 R >>", objects=[body])

    assert (sorted(lines), hidden) == (["An axis", "We fly kites"], True)


@pytest.mark.parametrize(
    ("spoken", "hidden"),
    [(SECRET + " and no other", True), ("A red kite", False), (r"$x^2$", False), ("red", False)],
)
def test_what_a_text_says_to_be_read_as_is_not_what_it_shows(spoken: str, hidden: bool) -> None:
    text = f"/Span << /ActualText ({spoken}) >> BDC BT /F1 10 Tf 72 600 Td (A red kite) Tj ET EMC"

    assert seen(Page().draw(text)) == (["A red kite", "We fly kites"], hidden)


def test_what_is_cut_off_the_page_is_not_seen() -> None:
    page = Page().text(72, 600, SECRET)
    data = pdf([page.text(72, 700, "We fly kites")])
    data = data.replace(b"/MediaBox", b"/CropBox [0 650 612 792] /MediaBox")

    for opened in Pdf(data).pages(1):
        lines, hidden = page_lines(opened)
        assert ([line.text for line in lines], len(hidden)) == (["We fly kites"], 3)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_may_be_turned(turn: int) -> None:
    page = Page().text(72, 600, SECRET, before="1 g").text(72, 700, "We fly kites")
    data = pdf([page]).replace(b"/MediaBox", b"/Rotate %d /MediaBox" % turn)

    for opened in Pdf(data).pages(1):
        lines, hidden = page_lines(opened)
        assert ([line.text for line in lines], len(hidden)) == (["We fly kites"], 3)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("speci\\034cation", "speciﬁcation"),
        ("e\\033orts", "eﬀorts"),
        ("a \\035ow of it", "a ﬂow of it"),
        ("e\\036ciency", "eﬃciency"),
        ("ba\\037e", "baﬄe"),
        ("speci\\014cation", "speciﬁcation"),
        ("e\\013orts", "eﬀorts"),
        ("e\\016ciency", "eﬃciency"),
        ("5\\02510", "5–10"),
    ],
)
def test_signs_of_fonts_of_pixels(written: str, read: str) -> None:
    glyph = "600 0 0 0 500 700 d1 0 0 500 700 re f"
    names = " ".join(f"/a{code} 4 0 R" for code in range(128))
    codes = " ".join(f"/a{code}" for code in range(128))
    font = (
        f"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 500 700] /FontMatrix [.001 0 0 .001 0 0] "
        f"/CharProcs << {names} >> /Encoding << /Type /Encoding /Differences [0 {codes}] >> "
        f"/FirstChar 0 /LastChar 127 /Widths [{'600 ' * 128}] /Resources << >> >>"
    )
    objects = [f"<< /Length {len(glyph)} >>\nstream\n{glyph}\nendstream", font]
    page = Page().draw(f"BT /F9 10 Tf 1 0 0 1 72 600 Tm ({written}) Tj ET")
    resources = "/Font << /F1 3 0 R /F9 5 0 R >>"

    lines, hidden = seen(page, resources=resources, objects=objects)

    assert (lines, hidden) == ([read, "We fly kites"], False)


NOTE = "A note for all"
WRITTEN_FORM = (
    "<< /Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << /Font << /F1 3 0 R >> >> "
    "/Length {} >>\nstream\n{}\nendstream"
)


def annotated(
    annotation: str, drawn: str, text: str = "", normal: str = "4 0 R"
) -> tuple[list[str], bool]:
    """What is seen of a page with an annotation at a line's place, drawn so, and a text there."""
    page = Page().text(72, 605, text) if text else Page()
    annots = (
        f"/Annots [<< /Type /Annot /Rect [70 600 270 620] {annotation} /AP << /N {normal} >> >>]"
    )
    objects = (WRITTEN_FORM.format(len(drawn), drawn),)
    return seen(page, resources=f">> {annots} /Group <<", objects=objects)


@pytest.mark.parametrize(
    "kind",
    [
        "/Subtype /FreeText /Contents (Something else)",
        "/Subtype /Stamp",
        "/Subtype /Watermark",
        "/Subtype /Widget /FT /Tx /T (f) /V (Something else)",
    ],
)
def test_what_annotations_show_is_read(kind: str) -> None:
    drawn = f"BT /F1 10 Tf 2 5 Td ({NOTE}) Tj ET"

    assert annotated(kind, drawn) == (["We fly kites", NOTE], False)
    assert annotated(kind, f"1 g {drawn}") == (["We fly kites"], True)
    for hidden_or_not_for_screens in (2, 32):
        assert annotated(f"{kind} /F {hidden_or_not_for_screens}", drawn) == (
            ["We fly kites"],
            False,
        )


@pytest.mark.parametrize("kind", ["FreeText", "Square", "Stamp", "Widget /FT /Tx /T (f)"])
def test_what_annotations_cover_is_left_out(kind: str) -> None:
    cover = "1 g 0 0 200 20 re f"

    assert annotated(f"/Subtype /{kind}", cover, SECRET) == (["We fly kites"], True)
    shown = ([SECRET, "We fly kites"], False)
    assert annotated(f"/Subtype /{kind} /F 2", cover, SECRET) == shown
    assert annotated(f"/Subtype /{kind} /F 32", cover, SECRET) == shown
    assert annotated(f"/Subtype /{kind}", "1 g 0 0 20 2 re f", SECRET) == shown


@pytest.mark.parametrize(
    ("state", "is_read"), [("/AS /On", True), ("/V /On", True), ("", False), ("/AS /Off", False)]
)
@pytest.mark.parametrize("kind", ["FreeText", "Widget /FT /Btn /T (f)"])
def test_an_annotation_of_several_states_is_read_in_its_own(
    kind: str, state: str, is_read: bool
) -> None:
    drawn = f"BT /F1 10 Tf 2 5 Td ({NOTE}) Tj ET"

    lines, hidden = annotated(f"/Subtype /{kind} {state}", drawn, normal="<< /On 4 0 R >>")

    assert (lines, hidden) == (["We fly kites", *[NOTE] * is_read], False)


def moved_up(data: bytes, *parts: bytes) -> bytes:
    """The PDF, parts of its page told once for all pages."""
    for part in parts:
        data = data.replace(part, b"").replace(b"/Type /Pages", b"/Type /Pages " + part)
    return data


@pytest.mark.parametrize("is_moved", [False, True])
@pytest.mark.parametrize("kind", ["FreeText", "Widget /FT /Tx /T (f)"])
def test_an_annotated_page_keeps_its_measure(kind: str, is_moved: bool) -> None:
    annots = (
        f"/Annots [<< /Type /Annot /Rect [70 600 270 620] /Subtype /{kind} /AP << /N 4 0 R >> >>]"
    )
    drawn = f"BT /F1 10 Tf 2 5 Td ({NOTE}) Tj ET"
    objects = (WRITTEN_FORM.format(len(drawn), drawn),)
    page = Page().text(72, 1500, "We fly kites")
    data = pdf([page], resources=f">> {annots} /Group <<", objects=objects)
    box = f"/MediaBox [0 0 {WIDTH} {HEIGHT}]".encode()
    large = b"/MediaBox [0 0 1200 1700]"
    data = moved_up(data.replace(box, large), *[large] * is_moved)

    for opened in Pdf(data).pages(1):
        lines, hidden = page_lines(opened)
        assert [line.text for line in lines] == ["We fly kites", NOTE]
        assert (hidden, opened.width, opened.height) == ([], 1200, 1700)


@pytest.mark.parametrize("drawn", [f"1 g 0 0 0 0 re f BT /F1 10 Tf ({NOTE}) Tj ET", " "])
def test_an_annotated_page_keeps_fonts_and_colours_that_pages_share(drawn: str) -> None:
    fonts = b"/Resources << /Font << /F1 3 0 R >> /ColorSpace << /Ink [/Separation /Black /DeviceGray 5 0 R] >> >>"
    annots = (
        "/Annots [<< /Type /Annot /Subtype /Stamp /Rect [70 600 270 620] /AP << /N 4 0 R >> >>]"
    )
    objects = (
        WRITTEN_FORM.format(len(drawn), drawn),
        "<< /FunctionType 2 /Domain [0 1] /C0 [1] /C1 [0] /N 1 >>",
    )
    page = Page().text(72, 700, "We fly kites").text(72, 500, SECRET, before="/Ink cs 0 scn")
    spaces = "/ColorSpace << /Ink [/Separation /Black /DeviceGray 5 0 R] >>"
    data = pdf([page], resources=spaces, objects=objects)
    data = data.replace(fonts, fonts + b" " + annots.encode())
    named = b"/Encoding << /Differences [87 /M] >>"
    data = moved_up(data.replace(b"/Encoding /WinAnsiEncoding", named), fonts)

    for opened in Pdf(data).pages(1):
        lines, hidden = page_lines(opened)
        assert ([line.text for line in lines], bool(hidden)) == (["Me fly kites"], True)


def test_more_annotations_than_are_looked_at_are_not_read() -> None:
    drawn = f"BT /F1 10 Tf 2 5 Td ({NOTE}) Tj ET"
    links = "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] >> " * 5_000
    unshown = (
        "<< /Type /Annot /Subtype /FreeText /F 32 /Rect [70 500 270 520] /AP << /N 4 0 R >> >>"
    )
    annots = f"/Annots [{unshown.replace('/F 32', '')} {links} {unshown}]"
    objects = (WRITTEN_FORM.format(len(drawn), drawn),)

    lines, _ = seen(Page(), resources=f">> {annots} /Group <<", objects=objects)

    assert lines == ["We fly kites"]


def test_notes_that_are_shown_when_pointed_at_are_not_read() -> None:
    note = f"/Subtype /Text /Contents ({SECRET})"

    assert annotated(note, "0 0 9 9 re f") == (["We fly kites"], False)
