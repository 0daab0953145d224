"""Facts that papers tell in prose (settings, sizes, costs, studies), as people say them: a table of
phrases.

`tests/core/told_in_prose.txt` has three invented papers: title ("T: "), abstract ("A: "), sections
("S: ") with paragraphs ("P: "), tables ("C: ", "R: "), and phrases ("- "). In braces stand what is
true and then what is false: of another stage or thing, in another unit, or invented; "<> 0-1" says
that the first two values exchanged are false as well. False ones that the check does not doubt are
left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.checking.places.together import FULL_TEXT
from core.checking.verify import Evidence
from core.document import Document, Section
from core.models import Paper
from tests.core.checking.full_text import is_doubted
from tests.core.tabled import table

TOLD = Path(__file__).parent.parent / "told_in_prose.txt"
SLOT = re.compile(r"\{([^{}]+)\}")


def evidence_of(lines: list[tuple[str, str]]) -> Evidence:
    title, abstract = (next(text for kind, text in lines if kind == each) for each in ("T:", "A:"))
    sections: list[tuple[str, list[str]]] = []
    rows: list[list[str]] = []
    for kind, text in lines:
        if kind == "S:":
            sections.append((text, []))
        elif kind == "P:":
            sections[-1][1].append(text)
        elif kind == "C:":
            rows.append([text])
        elif kind == "R:":
            rows[-1].append(text)
    tables = tuple(table(*each) for each in rows)
    blocks = [block for each in tables for block in (each.caption, each.rows)]
    sections.append(("Results", blocks))
    document = Document(
        paper_id="2602.09101",
        title=title,
        abstract=abstract,
        sections=tuple(Section(head, 1, "\n\n".join(each)) for head, each in sections),
        tables=tables,
    )
    return Evidence.of(Paper(id="2602.09101", title=title, abstract=abstract), document)


def papers() -> list[tuple[Evidence, list[str]]]:
    read: list[list[tuple[str, str]]] = []
    for line in TOLD.read_text("utf-8").splitlines():
        kind, _, text = line.partition(" ")
        if kind == "T:":
            read.append([])
        read[-1].append((kind, text))
    return [(evidence_of(each), [text for kind, text in each if kind == "-"]) for each in read]


PAPERS = papers()


def filled(phrase: str, values: list[str]) -> str:
    left = iter(values)
    return SLOT.sub(lambda _: next(left), phrase)


def told(line: str) -> tuple[str, Iterator[str]]:
    """What is true of a line, and all that is false."""
    phrase, _, exchanged = line.partition(" <> ")
    slots = [each.split("|") for each in SLOT.findall(phrase)]
    true = [values[0] for values in slots]

    def false() -> Iterator[str]:
        for number, values in enumerate(slots):
            for value in values[1:]:
                yield filled(phrase, [*true[:number], value, *true[number + 1 :]])
        for pair in exchanged.split():
            one, other = map(int, pair.split("-"))
            values = list(true)
            values[one], values[other] = values[other], values[one]
            yield filled(phrase, values)

    return filled(phrase, true), false()


@pytest.mark.parametrize(("evidence", "lines"), PAPERS, ids=["law", "speech", "birds"])
def test_true_facts_of_prose_are_not_doubted_and_false_ones_are(evidence, lines):
    assert len(evidence.mentions) >= FULL_TEXT
    doubted: list[str] = []
    passed: list[str] = []
    for line in lines:
        true, false = told(line)
        doubted += [true] if is_doubted(true, evidence) else []
        passed += [each for each in false if not is_doubted(each, evidence)]
    assert not doubted
    assert not passed
