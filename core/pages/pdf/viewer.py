"""A PDF as PDFium shows it: a page's letters, where they stand, and pictures of it.

Everything that touches the library is here and in `annotations`. A damaged PDF may crash it, so
only the process that may crash (`core.pages.pdf.child`) opens one.
"""

# Tested in tests/core/pages/pdf/test_child.py and test_ink.py.

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Callable, Collection, Iterator
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from core.pages.pdf.annotations import draw_nothing, is_written_on, make_one, pixels_of
from core.pages.pdf.mapped import FIRST, mend
from core.pages.pdf.shown import Box, Picture, Style

_MOST_OBJECTS = 200_000  # of one page; a chart of a million points is not walked
_DEEPEST = 12  # forms within forms
_TRIED = 800  # pixels across and down, of two pictures that are compared
_FINE = 100.0  # how many parts of a pixel a place is told in
_SPOKEN = b"ActualText"
_MOST_SPOKEN = 2_000  # characters; of longer ones no more is known
_MOST_LEAN = 3.0  # of a letter's height that its head may be beside its foot, to be read
_MOST_LOST = 0.05  # of the pages cannot be opened, and
_MOST_BARE = 0.2  # are lost or show nothing, where the rest is read
_FARTHEST = 100_000.0  # points from the page's corner; what is said to stand farther is beside it

# Where TeX's two encodings have these: the older one first.
_TEX_SIGNS = dict(zip("\x0b\x0c\r\x0e\x0f", "ﬀﬁﬂﬃﬄ", strict=True))
_TEX_SIGNS |= dict(zip("\x1b\x1c\x1d\x1e\x1f\x15\x16", "ﬀﬁﬂﬃﬄ–—", strict=True))
_SIMPLE_FONT = re.compile(rb"/Subtype\s*/(?:Type1|TrueType|MMType1|Type3)\b")
_NUMBERED_FONT = re.compile(rb"/Subtype\s*/Type0\b")


class Damaged(Exception):
    """The PDF, or a page of it, cannot be opened; an encrypted one neither."""


class Pdf:
    """A PDF that is open. Raises Damaged when it cannot be opened."""

    def __init__(self, data: bytes) -> None:
        pdfium.FPDF_InitLibrary()
        self._data = data  # The library reads from it as long as the PDF is open.
        self._handle = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
        if not self._handle:
            raise Damaged
        self._styles: dict[int, tuple[int, str]] = {}
        self._trial: Any = None

    def by_name(self) -> Pdf | None:
        """This PDF read by its fonts' own names for their letters, not by what it says they stand
        for; None when it cannot be had."""
        pieces: list[bytes] = []

        def keep(_writer: Any, data: int, size: int) -> int:
            pieces.append(ctypes.string_at(data, size))
            return 1

        writer = pdfium.FPDF_FILEWRITE()
        writer.version = 1
        writer.WriteBlock = type(writer.WriteBlock)(keep)
        if not pdfium.FPDF_SaveAsCopy(self._handle, writer, 0):
            return None
        copy = b"".join(pieces)
        # Fonts of the other kind number their letters: reading those again costs much for nothing.
        simple = len(_SIMPLE_FONT.findall(copy))
        if simple == 0 or len(_NUMBERED_FONT.findall(copy)) > 2 * simple:
            return None
        try:
            return Pdf(copy.replace(b"/ToUnicode", b"/NoUnicode"))
        except Damaged:
            return None

    def page(self, at: int) -> Page | None:
        """The page with that number, which the caller closes; None when it is damaged. Texts of
        annotations and of forms' fields are part of it, as far as they are shown."""
        handle = pdfium.FPDF_LoadPage(self._handle, at)
        if handle and is_written_on(handle) and self._stays_as_it_is(at):
            make_one(handle)
            pdfium.FPDF_ClosePage(handle)
            handle = pdfium.FPDF_LoadPage(self._handle, at)
        return Page(handle, at, self._styles) if handle else None

    def _stays_as_it_is(self, at: int) -> bool:
        """Whether a page still shows what it did when something is drawn into it. One that has its
        fonts and colours from a part of the PDF that pages share loses them."""
        if not self._trial:
            self._trial = pdfium.FPDF_LoadMemDocument64(self._data, len(self._data), None)
        shown = []
        for _ in range(2):
            handle = pdfium.FPDF_LoadPage(self._trial, at)
            if not handle:
                return False
            shown.append(pixels_of(handle, _TRIED))
            draw_nothing(handle)
            pdfium.FPDF_ClosePage(handle)
        return b"" != shown[0] == shown[1]

    def pages(self, most: int) -> Iterator[Page]:
        """Its pages, so many at most, one open at a time; one that is damaged is passed over.

        Raises Damaged at the end where so many are lost that it is no whole paper: a file that
        broke off may still be opened.
        """
        count = min(most, pdfium.FPDF_GetPageCount(self._handle))
        lost = bare = 0
        for at in range(count):
            page = self.page(at)
            if page is None:
                lost += 1
                continue
            # A last page may well be empty.
            bare += page.is_bare and at + 1 < count
            try:
                yield page
            finally:
                page.close()
        if lost > _MOST_LOST * count or (count > 1 and lost + bare >= _MOST_BARE * count):
            raise Damaged


class Page:
    """An open page. What it tells of itself holds until it is closed."""

    def __init__(self, handle: Any, number: int, fonts: dict[int, tuple[int, str]]) -> None:
        self.number = number
        self._handle = handle
        self._fonts = fonts
        self._styles: dict[int, Style] = {}
        self._texts: list[Any] = []
        count = pdfium.FPDFPage_CountObjects(handle)
        self.is_bare = count == 0  # What is drawn there may be damaged, if there is anything.
        self._looks: dict[int, int] = {}  # of each text, by its address
        self._numbers: dict[tuple[Any, ...], int] = {}
        self.spoken: set[str] = set()  # what texts said to be read as, which is not read
        self._collect(lambda at: pdfium.FPDFPage_GetObject(handle, at), count, ())
        self._text = pdfium.FPDFText_LoadPage(handle)
        self._places = [ctypes.c_double() for _ in range(4)]
        self._refer = [ctypes.byref(place) for place in self._places]
        self.width: float = pdfium.FPDF_GetPageWidthF(handle)
        self.height: float = pdfium.FPDF_GetPageHeightF(handle)

    def close(self) -> None:
        """Let go of it."""
        if self._text:
            pdfium.FPDFText_ClosePage(self._text)
        pdfium.FPDF_ClosePage(self._handle)

    @property
    def looks(self) -> int:
        """In how many looks its texts are drawn."""
        return len(self._numbers)

    def letters(self, most: int) -> list[str]:
        """Its characters in the order in which they are drawn, line breaks among them.

        A character that takes two places stands at the first; "" stands at the second.
        """
        if not self._text:
            return []
        text, code_at = self._text, pdfium.FPDFText_GetUnicode
        count = min(most, pdfium.FPDFText_CountChars(text))
        letters = [chr(min(code_at(text, at), 0x10FFFF)) for at in range(count)]
        self._name_signs(letters)
        highest = max(letters, default="")
        if highest >= FIRST:
            mend(letters, self.origin)
        if highest >= "\ud800":
            _pair(letters)
        return letters

    def _name_signs(self, letters: list[str]) -> None:
        """Put ligatures and dashes in the place of the numbers that TeX's fonts of pixels give
        them, which have no names."""
        for at, letter in enumerate(letters):
            if letter >= " " or letter not in _TEX_SIGNS:
                continue
            beside = letters[max(0, at - 1) : at] + letters[at + 1 : at + 2]
            if not any(map(str.isalnum, beside)):
                continue
            if letter != "\r" or not pdfium.FPDFText_IsGenerated(self._text, at):
                letters[at] = _TEX_SIGNS[letter]

    def text(self, most: int) -> str:
        """Its characters at once, to be compared with another reading of it."""
        count = min(most, pdfium.FPDFText_CountChars(self._text)) if self._text else 0
        buffer = (ctypes.c_ushort * (count + 1))()
        length = pdfium.FPDFText_GetText(self._text, 0, count, buffer) if count > 0 else 0
        return bytes(buffer)[: 2 * length].decode("utf-16-le", "replace")

    def box(self, at: int) -> Box:
        """Where the character's ink stands, in the page's points."""
        left, right, bottom, top = self._refer
        if not pdfium.FPDFText_GetCharBox(self._text, at, left, right, bottom, top):
            return 0.0, 0.0, 0.0, 0.0
        left_x, right_x, bottom_y, top_y = (place.value for place in self._places)
        near = -_FARTHEST < left_x <= right_x < _FARTHEST
        if near and -_FARTHEST < bottom_y <= top_y < _FARTHEST:
            return left_x, bottom_y, right_x, top_y
        return -1.0, -1.0, -1.0, -1.0

    def origin(self, at: int) -> tuple[float, float]:
        """Where the character begins, on its line."""
        x, y = self._places[:2]
        if not pdfium.FPDFText_GetCharOrigin(self._text, at, self._refer[0], self._refer[1]):
            return 0.0, 0.0
        return x.value, y.value

    def end(self, at: int) -> float:
        """Where the character ends on its line, and the next one begins unless it is moved."""
        box = pdfium.FS_RECTF()
        found = pdfium.FPDFText_GetLooseCharBox(self._text, at, box)
        return float(box.right) if found else 0.0

    def style(self, at: int) -> Style:
        """The font and size of the character at that place, and which text it belongs to."""
        text = pdfium.FPDFText_GetTextObject(self._text, at)
        owner = _address(text)
        known = self._styles.get(owner)
        if known is None:
            known = self._style(text, owner, at)
            self._styles[owner] = known
        return known

    def _style(self, text: Any, owner: int, at: int) -> Style:
        size = float(pdfium.FPDFText_GetFontSize(self._text, at))
        matrix = pdfium.FS_MATRIX()
        upright = False
        if pdfium.FPDFText_GetMatrix(self._text, at, matrix):
            size = _drawn_size(size, matrix)
            upright = matrix.a > 0 and matrix.d > 0 and matrix.b == 0
        if not text:
            return Style(owner, -1, "", size, upright)
        font = pdfium.FPDFTextObj_GetFont(text)
        number, name = self._fonts.setdefault(_address(font), (len(self._fonts), _font_name(font)))
        return Style(owner, number, name, size, upright, self._looks.get(owner, 0))

    def picture(self, scale: float) -> Picture:
        """What a reader sees of it, so many pixels to a point; raises Damaged."""
        width = max(1, math.ceil(self.width * scale))
        height = max(1, math.ceil(self.height * scale))
        # Colours are mixed with what is below them, as the page may ask, only on a picture that may
        # be transparent.
        kind, channels = pdfium.FPDFBitmap_BGR, 3
        if pdfium.FPDFPage_HasTransparency(self._handle):
            kind, channels = pdfium.FPDFBitmap_BGRA, 4
        bitmap = pdfium.FPDFBitmap_CreateEx(width, height, kind, None, width * channels)
        if not bitmap:
            raise Damaged
        try:
            pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
            pdfium.FPDF_RenderPageBitmap(
                bitmap, self._handle, 0, 0, width, height, 0, pdfium.FPDF_ANNOT
            )
            stride = pdfium.FPDFBitmap_GetStride(bitmap)
            buffer = pdfium.FPDFBitmap_GetBuffer(bitmap)
            pixels = ctypes.string_at(buffer, stride * height)
        finally:
            pdfium.FPDFBitmap_Destroy(bitmap)
        return Picture(pixels, width, height, stride, channels, self._to_pixels(width, height))

    def _to_pixels(self, width: int, height: int) -> tuple[float, ...]:
        """The matrix from points to a picture's pixels: a page may be turned or cropped."""
        x, y = ctypes.c_int(), ctypes.c_int()
        across = self.width or 1.0
        corners = []
        for point in ((0.0, 0.0), (across, 0.0), (0.0, across)):
            pdfium.FPDF_PageToDevice(
                self._handle, 0, 0, int(width * _FINE), int(height * _FINE), 0, *point, x, y
            )
            corners.append((x.value / _FINE, y.value / _FINE))
        (x0, y0), (x1, y1), (x2, y2) = corners
        return (
            (x1 - x0) / across,
            (y1 - y0) / across,
            (x2 - x0) / across,
            (y2 - y0) / across,
            x0,
            y0,
        )

    def show_texts(self, owners: Collection[int] | None = None) -> None:
        """Draw all texts in pictures from now on, or those of these owners too."""
        self._set_active(owners, active=True)

    def hide_texts(self, owners: Collection[int] | None = None) -> None:
        """Leave all texts out of pictures from now on, or those of these owners."""
        self._set_active(owners, active=False)

    def _set_active(self, owners: Collection[int] | None, *, active: bool) -> None:
        for text in self._texts:
            if owners is None or _address(text) in owners:
                pdfium.FPDFPageObj_SetIsActive(text, active)

    def _collect(self, get: Callable[[int], Any], count: int, forms: tuple[int, ...]) -> None:
        """Gather the texts among so many objects, those within forms too."""
        for at in range(min(count, _MOST_OBJECTS - len(self._texts))):
            held = get(at)
            kind = pdfium.FPDFPageObj_GetType(held)
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                self._texts.append(held)
                self.spoken.update(_take_spoken(held))
                look = (*_look(held), forms)
                number = self._numbers.setdefault(look, len(self._numbers))
                self._looks[_address(held)] = number
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and len(forms) < _DEEPEST:
                within = (*forms, _address(held))
                self._collect(_within(held), pdfium.FPDFFormObj_CountObjects(held), within)


def _pair(letters: list[str]) -> None:
    """Join the halves of characters that take two places."""
    for at in range(1, len(letters)):
        before, letter = letters[at - 1], letters[at]
        if "\udc00" <= letter <= "\udfff" and "\ud800" <= before <= "\udbff":
            pair = (before + letter).encode("utf-16-le", "surrogatepass")
            letters[at - 1] = pair.decode("utf-16-le")
            letters[at] = ""


def _within(form: Any) -> Callable[[int], Any]:
    return lambda at: pdfium.FPDFFormObj_GetObject(form, at)


def _take_spoken(text: Any) -> list[str]:
    """Take away what a text says to be read as, and return it: it may say anything, and only the
    ink is seen."""
    spoken: list[str] = []
    for at in range(max(0, pdfium.FPDFPageObj_CountMarks(text))):
        mark = pdfium.FPDFPageObj_GetMark(text, at)
        if not mark or pdfium.FPDFPageObjMark_CountParams(mark) < 1:
            continue
        length = ctypes.c_ulong(0)
        buffer = (pdfium.FPDF_WCHAR * _MOST_SPOKEN)()
        size = ctypes.sizeof(buffer)
        if pdfium.FPDFPageObjMark_GetParamStringValue(mark, _SPOKEN, buffer, size, length):
            said = bytes(buffer)[: min(length.value, size)].decode("utf-16-le", "replace")
            spoken.append(said.rstrip("\0"))
            pdfium.FPDFPageObjMark_RemoveParam(text, mark, _SPOKEN)
    return spoken


def _look(text: Any) -> tuple[Any, ...]:
    """What a text's ink depends on, apart from its letters."""
    parts = [ctypes.c_uint() for _ in range(4)]
    refer = [ctypes.byref(part) for part in parts]
    colours: list[tuple[int, ...]] = []
    for get in (pdfium.FPDFPageObj_GetFillColor, pdfium.FPDFPageObj_GetStrokeColor):
        known = get(text, *refer)
        colours.append(tuple(part.value for part in parts) if known else ())
    clips = pdfium.FPDFClipPath_CountPaths(pdfium.FPDFPageObj_GetClipPath(text))
    marks = pdfium.FPDFPageObj_CountMarks(text)
    return (*colours, pdfium.FPDFTextObj_GetTextRenderMode(text), clips, marks)


def _drawn_size(size: float, matrix: Any) -> float:
    """The size of letters drawn through that matrix, by their height: they are stretched a little
    across to make lines even, and how far they lean makes them no higher."""
    across = math.hypot(matrix.a, matrix.b)
    area = abs(matrix.a * matrix.d - matrix.b * matrix.c)
    up = area / across if across else 0.0
    size *= up if across > 0.5 * up else across
    lean = abs(matrix.a * matrix.c + matrix.b * matrix.d) / area if area else 0.0
    return size / lean if lean > _MOST_LEAN else size


def _font_name(font: Any) -> str:
    """The font's name as the PDF gives it, without the mark of a subset."""
    buffer = ctypes.create_string_buffer(128)
    length = pdfium.FPDFFont_GetBaseFontName(font, buffer, 128)
    if not 0 < length <= 128:
        return ""
    name = buffer.value.decode("utf-8", "replace")
    return name.partition("+")[2] or name


def _address(handle: Any) -> int:
    """What tells one handle from another."""
    return ctypes.addressof(handle.contents) if handle else 0
