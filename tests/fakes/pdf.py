"""PDFs made by hand, as few as a test needs: text at places, in sizes, colours and modes of
drawing."""

from __future__ import annotations

import textwrap
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

WIDTH, HEIGHT, LINE = 612, 792, 12
FILLER = (
    "We compare the example with three baselines on two data sets, and report the mean of five runs with other "
    "seeds. The example reaches 81.4 percent accuracy where the best baseline reaches 77.9 percent, and it needs "
    "12 hours on 8 devices. Removing the second stage costs 2.3 points, which shows that the stage matters."
)


@dataclass
class Page:
    """One page's drawing operators; every method returns the page. Places are points from the lower
    left corner."""

    operators: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, text: str, *, size: float = 10, before: str = "") -> Page:
        """A line of text, in a graphics state of its own that `before` changes."""
        shown = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        self.operators.append(f"q BT {before} /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({shown}) Tj ET Q")
        return self

    def draw(self, operators: str) -> Page:
        """Anything else."""
        self.operators.append(operators)
        return self

    def stamp(self, text: str) -> Page:
        """What arXiv prints up the first page's margin."""
        self.operators.append(f"q BT 0.5 g /F1 20 Tf 0 1 -1 0 32 220 Tm ({text}) Tj ET Q")
        return self

    def column(self, x: float, top: float, lines: Sequence[str]) -> Page:
        """Lines below each other."""
        for at, line in enumerate(lines):
            self.text(x, top - at * LINE, line)
        return self


def pdf(
    pages: Sequence[Page], *, resources: str = "", objects: Sequence[str] = (), trailer: str = ""
) -> bytes:
    """A PDF of those pages. `objects` are numbered from 4 on; `resources` may refer to them, and so
    may `trailer`."""
    first = 4 + len(objects)
    kids = " ".join(f"{first + 2 * at} 0 R" for at in range(len(pages)))
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        *(each.encode() for each in objects),
    ]
    for at, page in enumerate(pages):
        content = zlib.compress("\n".join(page.operators).encode("cp1252"))
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {first + 2 * at + 1} 0 R "
            f"/Resources << /Font << /F1 3 0 R >> {resources} >> >>".encode()
        )
        head = f"<< /Length {len(content)} /Filter /FlateDecode >>\nstream\n".encode()
        bodies.append(head + content + b"\nendstream")
    return _file(bodies, trailer)


def paper_pdf(
    title: str,
    authors: Sequence[str] = ("Ada Example",),
    abstract: str = "We study an example and show that it works.",
    sections: Mapping[str, Sequence[str]] | None = None,
    *,
    stamp: str = "",
    columns: int = 1,
    hidden: str = "",
) -> bytes:
    """A paper as it is printed: title, authors, abstract, sections of paragraphs, references, with
    a running head and page numbers. `stamp` ("2602.00001v2") goes up the margin; `hidden` is set in
    white."""
    if sections is None:
        names = ("1 Introduction", "2 Method", "3 Experiments", "4 Conclusion")
        sections = {name: [FILLER] * 4 for name in names}
    width = 84 if columns == 1 else 40
    lines = [
        *textwrap.wrap(title, 60),
        ", ".join(authors),
        "Abstract",
        *textwrap.wrap(abstract, width),
    ]
    for name, paragraphs in sections.items():
        lines += [name, *(line for each in paragraphs for line in textwrap.wrap(each, width))]
    lines += ["References", "[1] Q. Quoted. A Work that is Cited. In Proceedings of Citing, 2019."]
    rows = 52
    parts = [lines[at : at + rows] for at in range(0, len(lines), rows)]
    pages = []
    for number, start in enumerate(range(0, len(parts), columns), 1):
        page = Page().text(200, 760, "A running head of this venue, 2026")
        for at, part in enumerate(parts[start : start + columns]):
            page.column(72 + at * 250, 730, part)
        pages.append(page.text(300, 40, str(number)))
    if stamp:
        pages[0].stamp(f"arXiv:{stamp}  [cs.CL]  4 Feb 2026")
    if hidden:
        pages[-1].text(72, 80, hidden, before="1 g")
    return pdf(pages)


def _file(bodies: Sequence[bytes], trailer: str) -> bytes:
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += f"trailer\n<< /Size {len(bodies) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
