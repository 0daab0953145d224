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
from dataclasses import replace
from itertools import chain, groupby
from typing import Any, NamedTuple

from core.pages.pdf.headings import Heading, headings, is_references, opens_appendix
from core.pages.pdf.joining import Vocabulary, joined, vocabulary
from core.pages.pdf.shown import Row

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
_ENDS = re.compile(r"[.!?:。！？：][\"”’)\]]?$")
_FEWEST = 3  # lines of an abstract without a heading
_SHORTEST = 200  # characters of one
_TOP = 80  # lines, within which it stands
_OPENING = 3_000  # characters: title, authors and most of the abstract
_LONG = 1_200  # characters after which a paragraph ends with the next sentence that ends a line
_ABSTRACT = re.compile(r"(?:abstract\b|摘要)[\s.:：—–-]*", re.IGNORECASE)
_CONTENTS = re.compile(
    r"(?:table of )?contents|list of (?:figures|tables|algorithms)|目\s?录|目\s?次", re.IGNORECASE
)
_ENTRY = re.compile(r"[\s.]\d{1,4}$")
_ENTRY_LINES = 3  # that an entry may take
_KEYWORDS = re.compile(
    r"(?:ccs concepts|(?:additional )?key ?words|index terms|acm reference format|关键词)\b",
    re.IGNORECASE,
)


class Part(NamedTuple):
    """A heading, and the rows below it."""

    heading: Heading
    rows: list[Row]


_UNTITLED = Heading(0, 0, "", 1)


def arranged(pages: Sequence[Sequence[Row]]) -> dict[str, Any]:
    """`stamp` ([id, version] or None), `opening` (the first page's lines), `abstract` and
    `sections`: [title, level, text] each, references left out."""
    stamp = None
    for row in pages[0] if pages else ():
        found_stamp = _STAMP.search(row.text)
        if found_stamp:
            stamp = [found_stamp["id"], found_stamp["version"]]
            break
    kept = _without_margins([_cleaned(page) for page in pages])
    rows = _without_contents(list(chain.from_iterable(kept)))
    opening = [row.text for row in kept[0][:120]] if kept else []
    lines = [row.text for row in rows]
    words = vocabulary(lines)
    found = headings(rows, words)
    measure = _measure(lines)
    parts = list(_parts(rows, found))
    abstract, parts = _abstract_apart(parts)
    sections: list[list[Any]] = []
    for part in parts:
        text = _prose(part.rows, words, measure)
        if text:
            sections.append([part.heading.title, part.heading.level, text])
    return {
        "stamp": stamp,
        "opening": "\n".join(opening)[:_OPENING],
        "abstract": _prose(abstract, words, measure),
        "sections": sections,
    }


def _cleaned(page: Sequence[Row]) -> list[Row]:
    """The page's rows that hold anything, without its stamp, their white space collapsed."""
    rows: list[Row] = []
    for row in page:
        text = _UNPRINTABLE.sub("", _STAMP.sub("", row.text).translate(_LIGATURES))
        text = " ".join(text.split())
        if text:
            rows.append(replace(row, text=text))
    return rows


def _without_margins(pages: Sequence[list[Row]]) -> list[list[Row]]:
    """The pages without page numbers, and without lines that several pages have at their edge."""
    pages_with: Counter[str] = Counter()
    for page in pages:
        pages_with.update({_shape(row.text) for row in page if row.edge})
    often = max(3, len(pages) // 5)
    if len(pages) < 6:
        often = 2
    kept: list[list[Row]] = []
    for at, page in enumerate(pages):
        body: list[Row] = []
        sizes = [row.style[1] for row in page if not row.aside]
        largest = max(sizes, default=0.0)
        usual = statistics.median(sizes) if sizes else 0.0
        for row in page:
            # The title may be the running head of the pages that follow it.
            if at == 0 and usual < largest == row.style[1]:
                body.append(row)
                continue
            repeated = pages_with[_shape(row.text)] >= often
            number = _PAGE_NUMBER.fullmatch(row.text)
            if row.margin or (row.edge and (number or repeated)):
                continue
            body.append(row)
        kept.append(body)
    return kept


def _without_contents(rows: Sequence[Row]) -> list[Row]:
    """The rows without tables of contents: their headings, and what ends with a page's number."""
    kept: list[Row] = []
    at = 0
    while at < len(rows):
        end = _contents_end(rows, at) if _CONTENTS.fullmatch(rows[at].text) else at
        if end == at:
            kept.append(rows[at])
            end = at + 1
        at = end
    return kept


def _contents_end(rows: Sequence[Row], start: int) -> int:
    """Where the table of contents ends whose heading is at `start`; there if it has no entries."""
    end = start
    for at in range(start + 1, len(rows)):
        row = rows[at]
        named = _CONTENTS.fullmatch(row.text)
        if _ENTRY.search(row.text) or named:
            end = at + 1
        elif at - end >= _ENTRY_LINES or row.style == rows[start].style:
            break
    return end


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def _parts(rows: Sequence[Row], found: Sequence[Heading]) -> Iterator[Part]:
    """Yields the headings and the rows below each; what stands before the first has no title.

    References are left out, until an appendix begins: a heading set like theirs may be one.
    """
    starts = [_UNTITLED, *found]
    ends = [heading.at for heading in found] + [len(rows)]
    in_references = False
    style: tuple[str, float] | None = None
    for heading, end in zip(starts, ends, strict=True):
        if is_references(heading.title):
            in_references = True
            style = _style_apart(rows[heading.at : end], heading)
        elif opens_appendix(heading) or (style and rows[heading.at].style == style):
            in_references = False
        if not in_references:
            yield Part(heading, list(rows[heading.at + heading.lines : end]))


def _style_apart(rows: Sequence[Row], heading: Heading) -> tuple[str, float] | None:
    """The type of the heading at the head of these rows; None where others are set in it, too."""
    style = rows[0].style
    if any(row.style == style for row in rows[heading.lines :]):
        return None
    return style


def _abstract_apart(parts: list[Part]) -> tuple[list[Row], list[Part]]:
    """The abstract and the other parts.

    Title and authors, which stand before the first heading, are no part of the text. Where there is
    no heading, they go with the abstract if it can be told from what follows.
    """
    if len(parts) == 1:
        return _letter(parts[0])
    abstracts: list[list[Row]] = []
    others: list[Part] = []
    for part in parts:
        if _ABSTRACT.fullmatch(part.heading.title):
            abstracts.append(_before_keywords(part.rows))
        elif not _KEYWORDS.match(part.heading.title):
            others.append(part)
    front, *rest = others
    abstract = abstracts[0] if abstracts else _abstract_in(front.rows)
    if rest:
        return abstract, rest
    return [], [Part(_UNTITLED, abstract or front.rows)]


def _abstract_in(front: Sequence[Row]) -> list[Row]:
    """The rows of the abstract above the first heading: those from the word on or, where it does
    not stand there, the longest run of lines below each other, set alike."""
    for at, row in enumerate(front):
        opened = _ABSTRACT.match(row.text)
        if opened:
            first = replace(row, text=row.text[opened.end() :])
            rows = [each for each in (first, *front[at + 1 :]) if each.text]
            return _before_keywords(rows)
    runs = [_before_keywords(run) for run in _runs(front) if len(run) >= _FEWEST]
    longest = max(runs, key=_length, default=[])
    return longest if _length(longest) >= _SHORTEST else []


def _letter(part: Part) -> tuple[list[Row], list[Part]]:
    """The abstract of a text without headings, and what follows it: letters set it in another type,
    above the text."""
    end = 0
    for run in _runs(part.rows[:_TOP]):
        end += len(run)
        if len(run) < _FEWEST or _length(run) < _SHORTEST:
            continue
        if _usual_style(run) == _usual_style(part.rows):
            break
        return _before_keywords(run), [part._replace(rows=part.rows[end:])]
    return [], [part]


def _length(rows: Sequence[Row]) -> int:
    return sum(len(row.text) for row in rows)


def _usual_style(rows: Sequence[Row]) -> tuple[str, float]:
    """The style that most of the rows have; there is one row at least."""
    return Counter(row.style for row in rows).most_common(1)[0][0]


def _runs(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows in runs: below each other, of one size."""
    runs: list[list[Row]] = []
    for row in rows:
        before = runs[-1][-1] if runs else None
        if before and row.below and abs(row.style[1] - before.style[1]) < 0.5:
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _before_keywords(rows: Sequence[Row]) -> list[Row]:
    """The rows of an abstract without the keywords that follow it."""
    for at, row in enumerate(rows):
        if _KEYWORDS.match(row.text):
            return list(rows[:at])
    return list(rows)


def _measure(lines: Sequence[str]) -> float:
    """About how many characters a full line has."""
    lengths = [len(line) for line in lines if len(line) > 20]
    if len(lengths) < 2:
        return 80.0
    _, _, three_quarters = statistics.quantiles(lengths, n=4)
    return three_quarters


def _prose(rows: Sequence[Row], words: Vocabulary, measure: float) -> str:
    """The rows as paragraphs. What stands aside follows the paragraph that it interrupts.

    A paragraph ends with a sentence that leaves its line short, or once it is long.
    """
    set_aside = any(not row.aside for row in rows)
    paragraphs: list[str] = []
    waiting: list[str] = []
    open_rows: list[str] = []
    length = 0
    for aside, group in groupby(rows, key=lambda row: row.aside and set_aside):
        if aside:
            waiting.append(joined([row.text for row in group], words))
            if not open_rows:
                paragraphs += waiting
                waiting = []
            continue
        for row in group:
            open_rows.append(row.text)
            length += len(row.text)
            short = len(row.text) < 0.8 * measure
            if _ENDS.search(row.text) and (short or length > _LONG):
                paragraphs += [joined(open_rows, words), *waiting]
                open_rows = []
                waiting = []
                length = 0
    if open_rows:
        paragraphs.append(joined(open_rows, words))
    return "\n\n".join([*paragraphs, *waiting])
