"""The two cells of a line that a sentence may compare, and how much it says of them. Pure."""

# Tested in tests/core/checking/cells/test_compared.py.

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from core.checking.figures.quantity import Quantity
from core.checking.figures.relations import measure_alike
from core.checking.naming.matching import Named, tells
from core.checking.naming.targets import Spoken
from core.checking.paper.evidence import Evidence
from core.checking.paper.mentions import Mention
from core.checking.places.fitting import Reading
from core.checking.tables.grids import Axis, Label
from core.checking.tables.labels import Key
from core.checking.words.comparisons import is_between
from core.checking.words.roles import Role, role

_GRIDS, _CELLS, _LINE = 60, 2_000, 60
_FEW = 3  # values of a cell: one with its interval
# What a cell that the sentence states weighs beside words.
_STATED = 3.0
# What a word weighs more that is of both: "at 3B, A beats B" speaks of the 3B ones.
_OF_BOTH = 0.5
# What a word of a label weighs against it that the sentence lacks: "Heron" is Heron before it is
# Heron-Coder.
_UNSAID = 0.02
# From what part of the most said on a pair is said to be meant, or may be.
SAME, NEARLY = 0.96, 0.85


class Pair(NamedTuple):
    """Two cells of one line; `weight` is how much the sentence says of both, and `told` whether it
    tells the line, each of the two, and which of them the other is compared with: the second."""

    ours: Mention
    theirs: Mention
    weight: float
    told: bool


@dataclass(frozen=True, slots=True)
class _Said:
    """What a sentence says of an axis: the keys of its labels; those of what it compares with, and
    those that it says twice; and whether it tells a gap between two."""

    axis: Axis
    keys: Sequence[Key]
    opposed: frozenset[str]
    twice: frozenset[str]
    between: bool

    @classmethod
    def of(cls, spoken: Spoken, figure: Quantity, axis: Axis, beside: Axis) -> _Said:
        """What is said for a gap; nothing that is told to be of another one."""
        keys = [
            key
            for key in spoken.telling(axis)
            if tells(key, beside) and not spoken.is_of_another_gain(key, figure)
        ]
        places = {(key.key, key.start) for key in keys}
        times = Counter(key for key, _ in places)
        opposed = (key for key in keys if spoken.is_compared(key) or _is_start(spoken, key))
        return cls(
            axis,
            keys,
            frozenset(key.key for key in opposed),
            frozenset(key for key, count in times.items() if count > 1),
            is_between(spoken.text),
        )

    def of_label(self, label: Label) -> frozenset[str]:
        """The keys that stand in a label."""
        return frozenset(key.key for key in self.keys if key.stands_in(label))

    def weight(self, keys: Collection[str]) -> float:
        """How much keys tell of a label."""
        return sum(self.axis.telling[key] for key in keys)

    def unsaid(self, label: Label) -> float:
        """How much of a label a sentence does not say."""
        telling = self.axis.telling
        return sum(telling.get(key, 0.0) for key in label - self.of_label(label))


def pairs(
    spoken: Spoken, figure: Quantity, readings: Sequence[Reading], evidence: Evidence
) -> Iterator[Pair]:
    """Each two cells of a line of which the sentence says something: of one of the two, and of the
    other or of the line."""
    stated = {
        id(mention)
        for each in readings
        if each.quantity is not figure
        for _, mention in each.best
        if mention.cell is not None
    }
    for number, grid in enumerate(evidence.grids[:_GRIDS]):
        cells = evidence.cells(number)
        if len(cells) > _CELLS:
            continue
        rows = _Said.of(spoken, figure, grid.rows, grid.columns)
        columns = _Said.of(spoken, figure, grid.columns, grid.rows)
        if rows.keys or columns.keys:
            of_rows, of_columns = spoken.pair(grid, figure)
            by_row = [(each.cell.row, each.cell.column, each) for each in cells if each.cell]
            yield from _compared(by_row, rows, columns, stated, of_columns)
            by_column = [(row, column, each) for column, row, each in by_row]
            yield from _compared(by_column, columns, rows, stated, of_rows)


def _is_start(spoken: Spoken, key: Key) -> bool:
    """Whether a key is where something starts: the 9% of "from 9% to 27%", or the gate of "from
    the gate to the pool"."""
    return spoken.is_left(key) or any(
        each.start <= key.start < each.end and role(spoken.text, each.start) is Role.FROM
        for each in spoken.figures
    )


def _compared(
    cells: Sequence[tuple[Label, Label, Mention]],
    across: _Said,
    along: _Said,
    stated: Collection[int],
    lines_named: Named | None,
) -> Iterator[Pair]:
    """The pairs of cells of one line; each cell is given behind its own label and its line's.

    What is stated of another line than the gap's says nothing of it: "76.1 on A, but 0.8 less on
    B".
    """
    lines: dict[Label, list[tuple[Label, Mention]]] = defaultdict(list)
    for label, line, mention in cells:
        lines[line].append((label, mention))
    said = {label: across.of_label(label) for label in across.axis.labels}
    unsaid = {label: across.unsaid(label) for label in across.axis.labels}
    nothing: frozenset[str] = frozenset()
    for line, found in lines.items():
        of_line = along.of_label(line)
        # Many cells of one label, as below heads that are not read, are no two that can be told.
        is_only = len(along.axis.labels) == 1 and len(found) <= _FEW * len({at for at, _ in found})
        is_line_told = bool(of_line) or is_only
        is_other = (
            lines_named is not None and lines_named.by_name and line not in lines_named.labels
        )
        for (one, ours), (other, theirs) in combinations(found[:_LINE], 2):
            if one == other or not measure_alike(ours.quantity, theirs.quantity):
                continue
            first, second = said.get(one, nothing), said.get(other, nothing)
            are_stated = (id(ours) in stated) + (id(theirs) in stated) if not is_other else 0
            if not are_stated:
                both = first - second and second - first
                if first == second or not (of_line or both):
                    continue
            weight = across.weight(first | second) + _OF_BOTH * across.weight(first & second)
            weight += along.weight(of_line) + _STATED * are_stated
            weight -= _UNSAID * (unsaid.get(one, 0.0) + unsaid.get(other, 0.0))
            side = _side(first, second, across)
            if side:
                ours, theirs = theirs, ours
            yield Pair(ours, theirs, weight, is_line_told and side is not None)


def _side(first: frozenset[str], second: frozenset[str], said: _Said) -> bool | None:
    """Whether the first of two labels is what the other is compared with, by what a sentence says
    of each; None where it does not tell."""
    own, its = first - second, second - first
    if not own and not its:
        return None
    # "PaLM-Coder improves on PaLM": all words of the one are of the other too.
    shared = first & second & said.twice
    if not (own or shared) or not (its or shared):
        return None
    sides = bool((own or shared) & said.opposed), bool((its or shared) & said.opposed)
    if all(sides) and not (own and its):
        sides = not its, not own  # "PaLM trails PaLM-Coder": what the one alone is called tells
    if sides[0] != sides[1]:
        return sides[0]
    return False if said.between else None
