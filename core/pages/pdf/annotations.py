"""What a PDF's notes, stamps and form fields show, drawn into their page, of whose text they are no
part by themselves."""

# Tested in tests/core/pages/pdf/test_ink.py.

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

_MOST_ANNOTATIONS = 5_000  # of one page
# Annotations whose words are shown; those of the others are links, or shown when pointed at.
_WRITTEN = (
    pdfium.FPDF_ANNOT_FREETEXT,
    pdfium.FPDF_ANNOT_STAMP,
    pdfium.FPDF_ANNOT_WATERMARK,
    pdfium.FPDF_ANNOT_WIDGET,
)


def is_written_on(page: Any) -> bool:
    """Whether any of its annotations has words of its own, which are no part of its text, and all
    of them may be drawn: not what is on a layer, which may be off."""
    if pdfium.FPDFPage_GetAnnotCount(page) > _MOST_ANNOTATIONS:
        return False
    found = list(_annotations(page))
    return any(kind in _WRITTEN for _, kind, *_ in found) and not any(each[3] for each in found)


def make_one(page: Any) -> None:
    """Draw its annotations into the page: in a reader they lie over it."""
    # Those without a picture of their own get one when they are drawn.
    pixels_of(page, 1, pdfium.FPDF_ANNOT)
    for at, _, is_shown, _ in reversed(list(_annotations(page))):
        if not is_shown:
            pdfium.FPDFPage_RemoveAnnot(page, at)
    _flatten(page)


def _flatten(page: Any) -> None:
    """Draw its annotations into the page, as they are; it keeps its measure."""
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    # Of one that has it from a part that pages share the library would make a letter.
    pdfium.FPDFPage_SetMediaBox(page, box.left, box.bottom, box.right, box.top)
    pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)


def draw_nothing(page: Any) -> None:
    """Draw an annotation of no ink into the page, and none of its own."""
    for at in reversed(range(pdfium.FPDFPage_GetAnnotCount(page))):
        pdfium.FPDFPage_RemoveAnnot(page, at)
    annotation = pdfium.FPDFPage_CreateAnnot(page, pdfium.FPDF_ANNOT_STAMP)
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    pdfium.FPDFAnnot_SetRect(annotation, box)
    pdfium.FPDFAnnot_SetAP(annotation, 0, (ctypes.c_ushort * 2)(ord(" ")))
    pdfium.FPDFPage_CloseAnnot(annotation)
    _flatten(page)


def pixels_of(page: Any, size: int, flags: int = 0) -> bytes:
    """A picture of the page, so many pixels wide and high; nothing where there can be none."""
    bitmap = pdfium.FPDFBitmap_Create(size, size, 1)
    if not bitmap:
        return b""
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, size, size, 0xFFFFFFFF)
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, size, size, 0, flags)
    pixels = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), 4 * size * size)
    pdfium.FPDFBitmap_Destroy(bitmap)
    return pixels


def _annotations(page: Any) -> Iterator[tuple[int, int, bool, bool]]:
    """The number and kind of each annotation, whether it is for screens and has a picture in its
    state, and whether it is part of a layer."""
    for at in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, at)
        if not annotation:
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        is_shown = not pdfium.FPDFAnnot_GetFlags(annotation) & pdfium.FPDF_ANNOT_FLAG_NOVIEW
        is_shown &= pdfium.FPDFAnnot_GetAP(annotation, 0, None, 0) > 2  # bytes, which end a text
        yield at, kind, is_shown, bool(pdfium.FPDFAnnot_HasKey(annotation, b"OC"))
        pdfium.FPDFPage_CloseAnnot(annotation)
