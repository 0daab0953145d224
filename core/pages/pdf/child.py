"""A PDF on standard input → its text as JSON on standard output.

It runs as a process of its own, because its input may be hostile:
`python -m core.pages.pdf.child PAGES SECONDS MEGABYTES`, the most pages that are read, and the
processor time and memory it may use. It ends with a status other than 0 when the PDF is damaged,
encrypted, holds no words, or wants more. It imports little, so that it starts in 0.2 s.
"""

from __future__ import annotations

import json
import sys

from core.pages.apart import confine
from core.pages.pdf.layout import rows
from core.pages.pdf.letters import ToldLetter, untrue
from core.pages.pdf.lines import page_lines, told_letters
from core.pages.pdf.printed import arranged
from core.pages.pdf.shown import Line
from core.pages.pdf.viewer import Damaged, Pdf
from core.pages.pdf.wording import is_wording

_MOST = 4_000_000  # characters of text; the longest surveys have some 1,500,000
_READABLE = 20  # letters; a word or two, or white digits, align what is seen


def main(pages: int, seconds: int, megabytes: int) -> None:
    """Read standard input, write standard output, within these limits."""
    confine(seconds, megabytes)
    try:
        found, hidden = read(sys.stdin.buffer.read(), pages)
    except Damaged:
        sys.exit(1)
    if not is_wording(line.text for page in found for line in page):
        sys.exit(1)
    json.dump(arranged(rows(found)) | {"hidden": hidden}, sys.stdout)


def read(pdf: bytes, pages: int) -> tuple[list[list[Line]], bool]:
    """The lines of each page as a reader sees them, of so many pages at most, and whether the PDF
    holds text that a reader does not see. Raises Damaged, also where most of it is not what it
    says."""
    opened = Pdf(pdf)
    by_name = opened.by_name()
    found: list[list[Line]] = []
    told: dict[int, list[ToldLetter]] = {}
    unseen: list[str] = []
    length = 0
    for page in opened.pages(pages):
        named = by_name.page(page.number) if by_name else None
        try:
            lines, hidden = page_lines(page, named)
        finally:
            if named:
                named.close()
        told_letters(page, lines, told)
        found.append(lines)
        unseen += hidden
        length += sum(len(line.text) for line in lines)
        if length > _MOST:
            break
    kept, lied = _without_fonts(found, untrue(told))
    if len(lied) > sum(len(line.words) for lines in kept for line in lines):
        raise Damaged
    return kept, letters(unseen + lied) >= _READABLE


def _without_fonts(pages: list[list[Line]], fonts: set[int]) -> tuple[list[list[Line]], list[str]]:
    """The lines without the words set in those fonts, and these words."""
    if not fonts:
        return pages, []
    kept: list[list[Line]] = []
    left_out: list[str] = []
    for page in pages:
        lines: list[Line] = []
        for line in page:
            words = tuple(word for word in line.words if word.style.font not in fonts)
            left_out += [word.text for word in line.words if word.style.font in fonts]
            if words:
                lines.append(Line(words))
        kept.append(lines)
    return kept, left_out


def letters(hidden: list[str]) -> int:
    """How many letters those words have. A word of several letters counts once, however often it
    stands there."""
    once = {word for word in hidden if len(word) > 1}
    single = [word for word in hidden if len(word) == 1]
    return sum(map(str.isalpha, "".join([*once, *single])))


if __name__ == "__main__":
    main(*(int(each) for each in sys.argv[1:]))
