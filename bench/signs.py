"""The signs of figures that the trees are fitted to (bench/weighed.py), kept where the statements
themselves are not: of papers that lie elsewhere."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.checking.weighing import Signs
from core.models import Finding

KEPT = Path(__file__).with_name("brought_signs.csv.gz")
# The same of papers as the rules read them that had not been mended on any case of theirs: how far
# rules are right about papers that nobody has read, no later ones can tell of these.
UNMENDED = Path(__file__).with_name("unmended_signs.csv.gz")
_FIRST = ("paper", "statement", "true", "wrong", "finding", "weight")
_ABOUT = "#"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a statement about a paper: whether the statement is true, whether the figure is
    wrong, as far as that is known, what the rules make of it, its signs and its weight."""

    paper: str
    text: str
    true: bool
    wrong: bool | None
    finding: Finding
    signs: Signs
    weight: float


def written_signs(figures: Sequence[Figure], about: Iterable[str], path: Path = KEPT) -> None:
    """Keep the signs of figures, below some lines that say what they are of; statements become
    numbers."""
    names = sorted({name for each in figures for name in each.signs})
    numbers: dict[str, int] = {}
    held = io.StringIO()
    for line in about:
        held.write(f"{_ABOUT} {line}\n")
    rows = csv.writer(held, lineterminator="\n")
    rows.writerow((*_FIRST, *names))
    for each in figures:
        number = numbers.setdefault(each.text, len(numbers))
        wrong = "" if each.wrong is None else int(each.wrong)
        told = (f"{each.signs[name]:.4g}" if name in each.signs else "" for name in names)
        first = (each.paper, number, int(each.true), wrong, each.finding.value, each.weight)
        rows.writerow((*first, *told))
    # No time in the head, so that the same signs make the same file.
    path.write_bytes(gzip.compress(held.getvalue().encode(), mtime=0))


def read_signs(path: Path = KEPT) -> list[Figure]:
    """The figures whose signs are kept; a statement's text is its number there."""
    text = gzip.decompress(path.read_bytes()).decode()
    return list(_read(line for line in text.splitlines() if not line.startswith(_ABOUT)))


def _read(lines: Iterable[str]) -> Iterator[Figure]:
    for row in csv.DictReader(lines):
        first = {name: row.pop(name) for name in _FIRST}
        yield Figure(
            first["paper"],
            f"{first['paper']} {first['statement']}",
            first["true"] == "1",
            first["wrong"] == "1" if first["wrong"] else None,
            Finding(first["finding"]),
            {name: float(value) for name, value in row.items() if value},
            float(first["weight"]),
        )
