"""A PDF on standard input → its text as JSON on standard output.

It runs as a process of its own, because its input may be hostile:
`python -m core.pages.pdf.child PAGES SECONDS MEGABYTES`, the most pages that are read, and the
processor time and memory it may use. It ends with a status other than 0 when the PDF is damaged,
encrypted, or wants more. It imports little, so that it starts in 0.1 s.
"""

from __future__ import annotations

import io
import json
import sys
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import ArrayObject, TextStringObject

from core.pages.apart import confine
from core.pages.pdf.ink import Box, Ink
from core.pages.pdf.printed import arranged

_MOST = 4_000_000  # characters of text; the longest surveys have some 1,500,000
_READABLE = 20  # letters; a word or two, or white digits, align what is seen
_EDGE = 72.0  # points past the page's edge that still count as on it


def main(pages: int, seconds: int, megabytes: int) -> None:
    """Read standard input, write standard output, within these limits."""
    confine(seconds, megabytes)
    reader = PdfReader(io.BytesIO(sys.stdin.buffer.read()))
    if reader.is_encrypted and not reader.decrypt(""):
        sys.exit(1)
    texts: list[str] = []
    unseen = 0
    for page in reader.pages[:pages]:
        text, letters = page_text(page)
        # Half a character of UTF-16 could not be stored.
        texts.append(text.encode("utf-8", "replace").decode())
        unseen += letters
        if sum(map(len, texts)) > _MOST:
            break
    json.dump(arranged(texts) | {"hidden": unseen >= _READABLE}, sys.stdout)


def page_text(page: PageObject) -> tuple[str, int]:
    """What a reader sees of the page, line by line, and how many letters a reader does not see.

    An unseen text of several letters counts once, however often it stands there.
    """
    ink = Ink(page.get("/Resources", {}), _edges(page))
    unseen: list[str] = []

    def before(operator: bytes, operands: list[Any], cm: list[float], tm: list[float]) -> None:
        if ink.hides(operator, operands, cm, tm):
            text = _emptied(operator, operands)
            if len(text) == 1 or text not in unseen:
                unseen.append(text)

    def after(operator: bytes, operands: list[Any], cm: list[float], tm: list[float]) -> None:
        if operator == b"Do":
            ink.leave()

    text = page.extract_text(visitor_operand_before=before, visitor_operand_after=after)
    return text, sum(map(str.isalpha, "".join(unseen)))


def _emptied(operator: bytes, operands: list[Any]) -> str:
    """Take the text out of an operator before it is read, and return it in its font's encoding."""
    if not operands:
        return ""
    shown = operands[-1:]
    operands[-1] = TextStringObject("")
    if operator == b"TJ":
        if isinstance(shown[0], list):
            shown = shown[0]
        operands[-1] = ArrayObject()
    pieces: list[str] = []
    for piece in shown:
        if isinstance(piece, bytes):
            pieces.append(piece.decode("latin-1"))
        elif isinstance(piece, str):
            pieces.append(piece)
    return "".join(pieces)


def _edges(page: PageObject) -> Box | None:
    """The page's box and a margin around it; None when it has no sensible one."""
    try:
        box = page.cropbox
        left, bottom, right, top = (
            float(side) for side in (box.left, box.bottom, box.right, box.top)
        )
    except (TypeError, ValueError, AttributeError):
        return None
    if right - left < _EDGE or top - bottom < _EDGE:
        return None
    return left - _EDGE, bottom - _EDGE, right + _EDGE, top + _EDGE


if __name__ == "__main__":
    main(*(int(each) for each in sys.argv[1:]))
