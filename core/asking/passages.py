"""A document cut into passages to be found one by one. Pure.

A passage is two to five sentences of one section, fewer where it has no more or they are long; or a
table, or a part of a long one, with its caption. Passages keep their document's order.
"""

# Chinese is read here: captions.

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.document import Document, Section
from core.sentences import sentences

ABSTRACT, AUTHORS = "Abstract", "Authors"
_SENTENCES, _CHARACTERS = 5, 700
_ROWS = 1500  # characters of a table in one passage
_DEEPEST = 6  # titles a passage stands under; HTML has no more levels
_CAPTION = re.compile(r"(?:Supplementary )?Tab(?:le|\.)\s?\S|表\s?\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a section. `within` is the section's title behind those of the sections it
    belongs to."""

    section: str
    within: str
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: all passages of the document, and the numbers of the best, best first.

    `speaking` tells for each concept that was searched for which passages speak of it.
    """

    passages: tuple[Passage, ...]
    best: tuple[int, ...]
    speaking: tuple[frozenset[int], ...]


def cut(document: Document) -> tuple[Passage, ...]:
    """The passages of the abstract and of every section, in order."""
    passages: list[Passage] = []
    for section, within in _placed((*before(document), *document.sections)):
        for text in _texts(section.text):
            passages.append(Passage(section.title, within, section.anchor, text))
    return tuple(passages)


def before(document: Document) -> tuple[Section, Section]:
    """What stands before the first section: the abstract, and who wrote the paper."""
    return Section(ABSTRACT, 1, document.abstract), Section(AUTHORS, 1, _lines(document.head))


def _lines(head: tuple[str, ...]) -> str:
    """The lines of a paper's head, in blocks of which two are short enough for a passage."""
    blocks: list[str] = []
    for line in head:
        if blocks and 2 * (len(blocks[-1]) + len(line)) < _CHARACTERS:
            blocks[-1] = f"{blocks[-1]}; {line}"
        else:
            blocks.append(line)
    return ";\n\n".join(blocks)


def _placed(sections: tuple[Section, ...]) -> Iterator[tuple[Section, str]]:
    """Each section with the titles it stands under, its own last."""
    above: list[Section] = []
    for section in sections:
        above = [each for each in above if each.level < section.level]
        above = [*above, section][-_DEEPEST:]
        yield section, " › ".join(each.title for each in above if each.title)


def _texts(text: str) -> Iterator[str]:
    """The texts of passages: prose is gathered until it is long enough; a table stands alone."""
    gathered: list[str] = []
    caption = ""
    for block in text.split("\n\n"):
        if " | " in block.partition("\n")[0]:
            yield from _flushed(gathered)
            yield from _table(caption, block.split("\n"))
            caption = ""
            continue
        if caption:
            gathered.append(caption)
        caption = ""
        if _CAPTION.match(block):
            caption = block
            continue
        yield from _prose(gathered, block)
    if caption:
        gathered.append(caption)
    yield from _flushed(gathered)


def _prose(gathered: list[str], block: str) -> Iterator[str]:
    """Add the block's sentences to what is gathered; what is enough for a passage comes out."""
    for sentence in sentences(block):
        gathered.append(sentence)
        if len(gathered) >= _SENTENCES or sum(map(len, gathered)) >= _CHARACTERS:
            yield from _flushed(gathered)
    if len(gathered) > 1:
        yield from _flushed(gathered)


def _table(caption: str, rows: list[str]) -> Iterator[str]:
    """The table's texts; each repeats the caption and the first row."""
    head = rows[:1]
    if caption:
        head.insert(0, caption)
    piece = list(head)
    for row in rows[1:]:
        if len(piece) > len(head) and sum(map(len, piece)) + len(row) > _ROWS:
            yield "\n".join(piece)
            piece = list(head)
        piece.append(row)
    yield "\n".join(piece)


def _flushed(gathered: list[str]) -> Iterator[str]:
    if gathered:
        yield " ".join(gathered)
        gathered.clear()
