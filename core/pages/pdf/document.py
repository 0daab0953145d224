"""A paper's PDF → its document. The PDF is read in a process of its own, which has limits."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from core.bounds import bounded_document
from core.document import Document, Section
from core.errors import NoFullText, WrongDocument
from core.identify import paper_id
from core.models import Paper, Shortfall, Source
from core.pages.apart import read_apart
from core.pages.html.extract import mismatch
from core.unseen import seen_document

_FIRST_LINES = 12  # of the first page, among which the title stands
_TITLE_LINES = 4  # lines a title may take


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfLimits:
    """What reading one PDF may use: `seconds` to wait, half of them as processor time."""

    pages: int = 150
    seconds: int = 120
    megabytes: int = 512


async def pdf_document(
    pdf: bytes, paper: Paper, address: str, lacking: Shortfall, limits: PdfLimits = PdfLimits()
) -> Document:
    """The document a PDF from that address holds. `lacking` says why it was not the HTML.

    Raises NoFullText when no text can be had from it, WrongDocument when the text is not that
    paper's or too short.
    """
    read = await _read(pdf, limits)
    if read is None:
        raise NoFullText(paper.id)
    return await asyncio.to_thread(_document, read, paper, address, lacking)


async def _read(pdf: bytes, limits: PdfLimits) -> dict[str, Any] | None:
    """What `core.pages.pdf.child` says of it; None when it fails or takes too long."""
    processor_seconds = max(1, limits.seconds // 2)
    told = [str(limits.pages), str(processor_seconds), str(limits.megabytes)]
    said = await read_apart("core.pages.pdf.child", told, pdf, limits.seconds)
    if said is None:
        return None
    read: dict[str, Any] = await asyncio.to_thread(json.loads, said)
    return read


def _document(read: dict[str, Any], paper: Paper, address: str, lacking: Shortfall) -> Document:
    """The document of what was read. Raises WrongDocument."""
    lines = read["opening"].splitlines()
    stamp, version = read["stamp"] or (None, None)
    stamped = paper_id(stamp) if stamp else None
    document = Document(
        paper_id=paper.id,
        title=_title(lines, paper.title),
        authors=tuple(_present(paper.authors, read["opening"])),
        abstract=read["abstract"],
        sections=tuple(Section(title, level, text) for title, level, text in read["sections"]),
        version=version or _version_in(address, paper.id),
        source=Source.PDF,
        lacking=lacking,
        hidden=read["hidden"],
    )
    document = bounded_document(seen_document(document))
    if stamped not in (None, paper.id):
        raise WrongDocument(paper.id, "title")
    judged = document
    if stamped == paper.id:
        # Where arXiv's stamp says that it is the paper, a title that differs has changed.
        judged = replace(document, title=paper.title)
    reason = mismatch(judged, paper)
    if reason:
        raise WrongDocument(paper.id, reason)
    return document


def _title(lines: list[str], wanted: str) -> str:
    """The lines at the top that are most like the wanted title; where none is, the first line."""
    words = _words(wanted)
    best = " ".join(lines[:1])
    likeness = 0.0
    for start in range(min(_FIRST_LINES, len(lines))):
        for end in range(start + 1, min(start + _TITLE_LINES, len(lines)) + 1):
            text = " ".join(lines[start:end])
            there = _words(text)
            alike = 2 * len(words & there) / (len(words) + len(there) or 1)
            if alike > likeness:
                best = text
                likeness = alike
    return best


def _present(authors: Iterable[str], opening: str) -> list[str]:
    """The authors whose family name, and given name or initial, stand above the abstract."""
    there = _words(re.split(r"\babstract\b", opening, maxsplit=1, flags=re.IGNORECASE)[0])
    initials = {word for word in there if len(word) == 1}
    found = []
    for author in filter(str.strip, authors):
        first = author.split()[0]
        last = author.split()[-1]
        if _words(last) <= there and (_words(first) <= there or first[:1].casefold() in initials):
            found.append(author)
    return found


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _version_in(address: str, paper_id: str) -> str | None:
    """The version that the address of that paper's PDF names, or None."""
    found = re.search(rf"/{re.escape(paper_id)}(v\d+)", address)
    return found[1] if found else None
