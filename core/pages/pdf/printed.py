"""The lines of a printed paper, page by page → its stamp, abstract and sections, as plain data for
JSON. Pure.

A PDF knows letters and places; paragraphs, headings and running heads are told by how papers are
usually set.
"""

# Chinese is read here: ends of sentences.

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from core.pages.pdf.headings import Heading, headings, is_references, opens_appendix

# arXiv prints its stamp up the first page's margin; some readers find its letters within a longer
# line.
_STAMP = re.compile(
    r"arXiv:\s?(?P<id>[a-z-]+(?:\.[A-Z]{2})?/\d{7}|\d{4}\.\d{4,5})(?P<version>v\d{1,3})\s*"
    r"(?:\[[\w.-]{2,20}\]\s*\d{1,2}\s[A-Z][a-z]{2}\s\d{4})?"
)
_PAGE_NUMBER = re.compile(
    r"(?:page\s*+)?(?:[-–—]\s*+)?(?:\d{1,4}|[ivxl]{1,6})\s*+(?:[-–—]\s*+)?(?:(?:of|/)\s*+\d{1,4})?",
    re.I,
)
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
    | dict.fromkeys("\u00ad\u2010", "-")
    | {"\u00a0": " "}
)
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
_BROKEN = re.compile(r"(?<![^\W\d_])(?P<left>[^\W\d_]{2,}+)-$")
_ENDS = re.compile(r"[.!?:。！？：][\"”’)\]]?$")
_OPENING = 3_000  # characters: title, authors and most of the abstract
_LONG = 1_200  # characters after which a paragraph ends with the next sentence that ends a line
_ABSTRACT = re.compile(r"abstract\b[\s.:—–-]*", re.IGNORECASE)


def arranged(pages: Sequence[str]) -> dict[str, Any]:
    """`stamp` ([id, version] or None), `opening` (the first page's lines), `abstract` and
    `sections`: [title, level, text] each, references left out."""
    stamp = next((found for page in pages[:1] for found in _STAMP.finditer(page)), None)
    kept = _without_margins([_lines(page) for page in pages])
    opening = [line for page in kept[:1] for line in page][:120]
    lines = [line for page in kept for line in page]
    found = headings(lines)
    words = _vocabulary(lines)
    measure = _measure(lines)
    texts = [(heading, _prose(part, words, measure)) for heading, part in _parts(lines, found)]
    abstract, texts = _abstract_apart(texts)
    return {
        "stamp": [stamp["id"], stamp["version"]] if stamp else None,
        "opening": "\n".join(opening)[:_OPENING],
        "abstract": abstract,
        "sections": [[heading.title, heading.level, text] for heading, text in texts if text],
    }


def _lines(page: str) -> list[str]:
    page = _UNPRINTABLE.sub("", _STAMP.sub("", page).translate(_LIGATURES))
    return [line for line in (" ".join(each.split()) for each in page.splitlines()) if line]


def _without_margins(pages: Sequence[list[str]]) -> list[list[str]]:
    """The pages without page numbers and without the lines that stand at the edge of several of
    them."""
    edges = Counter(
        shape for page in pages for shape in {_shape(line) for line in (*page[:2], *page[-2:])}
    )
    often = max(2 if len(pages) < 6 else 3, len(pages) // 5)
    return [
        [
            line
            for at, line in enumerate(page)
            if not (
                min(at, len(page) - 1 - at) < 2
                and (_PAGE_NUMBER.fullmatch(line) or edges[_shape(line)] >= often)
            )
        ]
        for page in pages
    ]


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def _parts(lines: Sequence[str], found: Sequence[Heading]) -> Iterator[tuple[Heading, list[str]]]:
    """Each heading and the lines below it. What stands before the first is untitled; references are
    passed over until an appendix begins."""
    starts = [Heading(0, 0, "", 1), *found]
    ends = [heading.at for heading in found] + [len(lines)]
    in_references = False
    for heading, end in zip(starts, ends, strict=True):
        in_references = is_references(heading.title) or (
            in_references and not opens_appendix(heading)
        )
        if not in_references:
            yield heading, list(lines[heading.at + heading.lines : end])


def _abstract_apart(texts: list[tuple[Heading, str]]) -> tuple[str, list[tuple[Heading, str]]]:
    """The abstract and the other parts. Title and authors, which stand before the first heading,
    are no part of the text; where nothing but the abstract has a heading, they cannot be told from
    it."""
    named = next(
        (text for heading, text in texts if heading.title.lower().strip(" .:") == "abstract"), ""
    )
    rest = [
        (heading, text)
        for heading, text in texts
        if heading.title.lower().strip(" .:") != "abstract"
    ]
    if len(texts) == 1:
        return "", rest
    (_, front), *rest = rest
    inline = _ABSTRACT.search(front)
    abstract = named or (front[inline.end() :].strip() if inline else "")
    if rest:
        return abstract, rest
    return "", [(Heading(0, 0, "", 1), abstract or front)]


def _vocabulary(lines: Sequence[str]) -> Counter[str]:
    """The words that stand whole within a line, those with hyphens too."""
    return Counter(
        word.lower()
        for line in lines
        for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*(?!-$)\b", line)
    )


def _measure(lines: Sequence[str]) -> float:
    """How many characters a full line has, about."""
    lengths = [len(line) for line in lines if len(line) > 20]
    return statistics.quantiles(lengths, n=4)[2] if len(lengths) > 1 else 80.0


def _prose(lines: Sequence[str], words: Counter[str], measure: float) -> str:
    """The lines as paragraphs: a paragraph ends with a sentence that leaves its line short, or once
    it is long."""
    paragraphs: list[str] = []
    pieces: list[str] = []
    length = 0
    for line in lines:
        pieces[-1:] = _joined(pieces[-1], line, words) if pieces else [line]
        length += len(line)
        if _ENDS.search(line) and (len(line) < 0.8 * measure or length > _LONG):
            paragraphs.append("".join(pieces))
            pieces, length = [], 0
    return "\n\n".join([*paragraphs, *(["".join(pieces)] if pieces else [])])


def _joined(before: str, line: str, words: Counter[str]) -> list[str]:
    """The pieces that two lines make: a word broken between them is mended, a hyphen that belongs
    to it is kept."""
    broken = _BROKEN.search(before)
    if before.endswith("-") and not line[:1].isspace() and (not broken or not line[:1].islower()):
        return (
            [before, line]
            if line[:1].isalnum() and before[-2:-1].isalnum()
            else [before + " ", line]
        )
    if not broken:
        chinese = before[-1:] > "\u2e7f" and line[:1] > "\u2e7f"
        return [before if chinese else before + " ", line]
    right = re.match(r"[^\W\d_]*", line)
    left, rest = broken["left"].lower(), right[0].lower() if right else ""
    compound = words[f"{left}-{rest}"] > words[left + rest]
    several = before[: broken.start()].endswith("-") and not words[left + rest]
    return [before if compound or several else before[:-1], line]
