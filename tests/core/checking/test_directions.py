"""Many ways to tell a direction, a change and a rounded figure, true ones and false ones.

`directions.txt` holds three invented papers, and templates with what is put into them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from bench.tallies import paper_of
from core.checking.verify import Evidence
from tests.core.checking.full_text import is_doubted
from tests.core.tabled import paper, table

LINES = Path(__file__).with_name("directions.txt").read_text("utf-8").splitlines()
LETTERS = ("m", "k", "p")


@cache
def evidence(letter: str) -> Evidence:
    """The paper of that letter as the check sees it."""
    told: dict[str, str] = {}
    tables: list[list[str]] = []
    for line in LINES[LINES.index(f"paper {letter}") + 1 :]:
        kind, _, rest = line.partition(" ")
        if not kind:
            break
        if kind == "table":
            tables.append([rest])
        elif kind == "row":
            tables[-1].append(rest)
        else:
            told[kind] = f"{told[kind]}\n\n{rest}" if kind in told else rest
    laid = [table(*rows) for rows in tables]
    document = paper(told["title"], told["abstract"], *laid, text=told["text"])
    return Evidence.of(paper_of(document), document)


def templates() -> list[tuple[str, str, tuple[str, ...]]]:
    """The papers' letters, the templates, and what is put into each."""
    found: list[tuple[str, str, list[str]]] = []
    for line in LINES:
        letter, colon, template = line.partition(": ")
        if colon and letter in LETTERS:
            found.append((letter, template, []))
        elif line.startswith(" "):
            found[-1][2].append(line.strip())
    return [(letter, template, tuple(filled)) for letter, template, filled in found]


@pytest.mark.parametrize(("letter", "template", "filled"), templates())
def test_what_is_told_the_wrong_way_is_doubted(
    letter: str, template: str, filled: tuple[str, ...]
) -> None:
    told = {
        each: is_doubted(template.format(*each.split("|")[1:]), evidence(letter)) for each in filled
    }

    assert told == {each: not each.startswith("=") for each in filled}
