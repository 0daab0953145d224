"""The lines of a printed paper → its stamp, abstract and sections, as data for JSON. Pure.

A PDF knows letters and places; paragraphs, headings and running heads are told by how papers are
usually set.
"""

# Chinese is read here: ends of sentences.

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
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
_WORD_AT_HEAD = re.compile(r"[^\W\d_]*")
_ENDS = re.compile(r"[.!?:。！？：][\"”’)\]]?$")
_OPENING = 3_000  # characters: title, authors and most of the abstract
_LONG = 1_200  # characters after which a paragraph ends with the next sentence that ends a line
_ABSTRACT = re.compile(r"abstract\b[\s.:—–-]*", re.IGNORECASE)


def arranged(pages: Sequence[str]) -> dict[str, Any]:
    """`stamp` ([id, version] or None), `opening` (the first page's lines), `abstract` and
    `sections`: [title, level, text] each, references left out."""
    stamp = None
    found_stamp = _STAMP.search(pages[0]) if pages else None
    if found_stamp:
        stamp = [found_stamp["id"], found_stamp["version"]]
    kept = _without_margins([_lines(page) for page in pages])
    lines = list(chain.from_iterable(kept))
    opening = kept[0][:120] if kept else []
    found = headings(lines)
    words = _vocabulary(lines)
    measure = _measure(lines)
    texts = [(heading, _prose(part, words, measure)) for heading, part in _parts(lines, found)]
    abstract, texts = _abstract_apart(texts)
    return {
        "stamp": stamp,
        "opening": "\n".join(opening)[:_OPENING],
        "abstract": abstract,
        "sections": [[heading.title, heading.level, text] for heading, text in texts if text],
    }


def _lines(page: str) -> list[str]:
    """The page's lines that hold anything, without its stamp, their white space collapsed."""
    page = _UNPRINTABLE.sub("", _STAMP.sub("", page).translate(_LIGATURES))
    lines = [" ".join(line.split()) for line in page.splitlines()]
    return [line for line in lines if line]


def _without_margins(pages: Sequence[list[str]]) -> list[list[str]]:
    """The pages without page numbers, and without lines that several pages have at their edge."""
    pages_with: Counter[str] = Counter()
    for page in pages:
        pages_with.update({_shape(line) for line in (*page[:2], *page[-2:])})
    often = max(3, len(pages) // 5)
    if len(pages) < 6:
        often = 2
    kept: list[list[str]] = []
    for page in pages:
        body: list[str] = []
        for at, line in enumerate(page):
            at_edge = min(at, len(page) - 1 - at) < 2
            if at_edge and (_PAGE_NUMBER.fullmatch(line) or pages_with[_shape(line)] >= often):
                continue
            body.append(line)
        kept.append(body)
    return kept


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def _parts(lines: Sequence[str], found: Sequence[Heading]) -> Iterator[tuple[Heading, list[str]]]:
    """Each heading and the lines below it; what stands before the first has one without title.

    References are left out, until an appendix begins.
    """
    starts = [Heading(0, 0, "", 1), *found]
    ends = [heading.at for heading in found] + [len(lines)]
    in_references = False
    for heading, end in zip(starts, ends, strict=True):
        if is_references(heading.title):
            in_references = True
        elif opens_appendix(heading):
            in_references = False
        if not in_references:
            yield heading, list(lines[heading.at + heading.lines : end])


def _abstract_apart(texts: list[tuple[Heading, str]]) -> tuple[str, list[tuple[Heading, str]]]:
    """The abstract and the other parts.

    Title and authors, which stand before the first heading, are no part of the text. Where nothing
    but the abstract has a heading, they cannot be told from it.
    """
    abstracts: list[str] = []
    rest: list[tuple[Heading, str]] = []
    for heading, text in texts:
        if heading.title.lower().strip(" .:") == "abstract":
            abstracts.append(text)
        else:
            rest.append((heading, text))
    if len(texts) == 1:
        return "", rest
    (_, front), *rest = rest
    abstract = abstracts[0] if abstracts else ""
    inline = _ABSTRACT.search(front)
    if inline and not abstract:
        abstract = front[inline.end() :].strip()
    if rest:
        return abstract, rest
    return "", [(Heading(0, 0, "", 1), abstract or front)]


def _vocabulary(lines: Sequence[str]) -> Counter[str]:
    """The words that stand whole within a line, those with hyphens too."""
    words: Counter[str] = Counter()
    for line in lines:
        found = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*(?!-$)\b", line)
        words.update(word.lower() for word in found)
    return words


def _measure(lines: Sequence[str]) -> float:
    """About how many characters a full line has."""
    lengths = [len(line) for line in lines if len(line) > 20]
    if len(lengths) < 2:
        return 80.0
    _, _, three_quarters = statistics.quantiles(lengths, n=4)
    return three_quarters


def _prose(lines: Sequence[str], words: Counter[str], measure: float) -> str:
    """The lines as paragraphs.

    A paragraph ends with a sentence that leaves its line short, or once it is long.
    """
    paragraphs: list[str] = []
    pieces: list[str] = []
    length = 0
    for line in lines:
        if pieces:
            pieces[-1] = _before(pieces[-1], line, words)
        pieces.append(line)
        length += len(line)
        if _ENDS.search(line) and (len(line) < 0.8 * measure or length > _LONG):
            paragraphs.append("".join(pieces))
            pieces = []
            length = 0
    if pieces:
        paragraphs.append("".join(pieces))
    return "\n\n".join(paragraphs)


def _before(last: str, line: str, words: Counter[str]) -> str:
    """A line as it stands before the next one: with a space behind it, or with its word mended.

    A word that is broken between the lines loses its hyphen, unless that belongs to the word.
    """
    broken = _BROKEN.search(last)
    if last.endswith("-") and not line[:1].isspace() and (not broken or not line[:1].islower()):
        if line[:1].isalnum() and last[-2:-1].isalnum():
            return last
        return last + " "
    if not broken:
        chinese = last[-1:] > "\u2e7f" and line[:1] > "\u2e7f"
        return last if chinese else last + " "
    left = broken["left"].lower()
    right = _WORD_AT_HEAD.match(line)[0].lower()  # type: ignore[index]
    compound = words[f"{left}-{right}"] > words[left + right]
    several = last[: broken.start()].endswith("-") and not words[left + right]
    if compound or several:
        return last
    return last[:-1]
