"""A sentence as the keys of its words, and its clauses. Pure."""

# Chinese is read here: what parts clauses.
# Tested in tests/core/checking/cells/test_named.py.

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from core.checking.figures import units
from core.checking.figures.quantity import Quantity
from core.checking.figures.relations import has_decimals
from core.checking.naming.gaps import is_gain
from core.checking.naming.matching import is_edition, measures
from core.checking.tables import labels
from core.checking.tables.grids import Axis
from core.checking.tables.labels import Key
from core.checking.words.names import Stems, stem

_CLAUSE = re.compile(
    r"[，。；;！？]|[,:]\s|(?<!\bal)(?<!\bvs)(?<!\be\.g)(?<!\bi\.e)(?<!\b[A-Z])\.\s(?![a-z\u4e00-\u9fff])"
    r"|\b(?:while|whereas|but)\b|而(?![且非])|但是?|相比之下"
)
_BRACKETED = re.compile(r"[(（\[][^()（）\[\]]{,80}[)）\]]")
# A clause that goes before what it tells of: "With 61.2 on Lake, Otter …", 以 61.2 的 F1，Otter ….
_LEADS = re.compile(r"\s?(?:with|at|以|凭借?)(?![A-Za-z])", re.IGNORECASE)
_COMPARES = re.compile(
    r"\s?(?:(?:compared|relative|next) (?:to|with)|against|versus|unlike|相[比较]于?|[与和跟同较])",
    re.IGNORECASE,
)
_WHERE = re.compile(r"(?:\b(?:on|in|at|under|for)\s(?:the\s)?|[在于对]\s?)$", re.IGNORECASE)
# A clause that says of what the value before is: "61.2, obtained by Otter", 61.2，由 Otter 取得.
_TOLD_OF = re.compile(
    r"[,，]\s?(?:(?:which (?:is|was)|and is|as)\s)?(?:(?:obtained|achieved|reached|attained|held"
    r"|set|given|reported|scored|delivered|produced|coming|measured|observed)"
    r"\s(?:by|with|using|from|for)\b"
    r"|by\b|from\b|由|来自|出自|属于)",
    re.IGNORECASE,
)
# How far from a number what it counts, and where it holds, may stand.
_BESIDE = 8
_PARAMETERS = stem("parameter")
_SCALES = ((1e12, "t"), (1e9, "b"), (1e6, "m"), (1e3, "k"))


_WITHOUT = f"{labels.WITHOUT} "


@dataclass(frozen=True)
class Worded:
    """A plain sentence and its figures, and what its paper calls its own method."""

    text: str
    figures: tuple[Quantity, ...]
    own: frozenset[str]
    known: Stems

    @cached_property
    def keys(self) -> list[Key]:
        """The sentence's keys in their order."""
        found = labels.keys(self.text, self.own, self.known)
        for figure in self.figures:
            # 3000 万 and "30 million" are the 30M of a label.
            for scale, letter in _SCALES:
                if not figure.unit and figure.value >= scale:
                    key = f"{figure.value / scale:g}{letter}"
                    found.append(Key(key, figure.start, figure.end, False))
                    break
        found += labels.cut_off(found) + labels.run_together(found, self.text)
        found += labels.initials(self.text, found)
        return sorted(found, key=lambda key: key.start)

    @cached_property
    def _clauses(self) -> list[tuple[int, int]]:
        bracketed = [match.span() for match in _BRACKETED.finditer(self.text)]
        bounds = [
            match.start()
            for match in _CLAUSE.finditer(self.text)
            if not any(start <= match.start() < end for start, end in bracketed)
        ]
        return list(zip([0, *bounds], [*bounds, len(self.text)], strict=True))

    def telling(self, axis: Axis) -> list[Key]:
        """The keys that tell labels of an axis apart."""
        known = self._told.get(id(axis))
        if known is None:
            # "Without the gate" tells rows with it from others too.
            known = [
                key
                for key in self.keys
                if key.key in axis.telling or key.key.removeprefix(_WITHOUT) in axis.telling
            ]
            whole = {key.key for key in known}
            known = [
                key
                for key in known
                if not key.cut
                or (key.cut not in whole and any(key.stands_in(each) for each in axis.labels))
            ]
            self._told[id(axis)] = known
        return known

    @cached_property
    def _told(self) -> dict[int, list[Key]]:
        return {}

    def _in_a_figure(self, key: Key, figure: Quantity) -> bool:
        """Whether a key is a part of a figure that is no label: its value, another's unit."""
        is_own = figure.start <= key.start < figure.end
        if key.key.endswith(labels.PERCENT):
            return is_own
        if is_own:
            return key.key[:1].isdigit() or figure.unit == units.TIMES
        for each in self.figures:
            if each.start <= key.start < each.end:
                if not each.unit and each.number != each.value:
                    return False  # "7B" names a model
                return bool(each.unit) or has_decimals(each) or not key.key[:1].isdigit()
        return False

    def _clause_of(self, at: int) -> int:
        for number, (start, end) in enumerate(self._clauses):
            if start <= at < end:
                return number
        return len(self._clauses) - 1

    def _within(self, keys: Iterable[Key], clause: int) -> list[Key]:
        start, end = self._clauses[clause]
        return [key for key in keys if start <= key.start < end]

    def _figures_in(self, clause: int, keys: Iterable[Key] = ()) -> list[Quantity]:
        """The values in a clause; no number that is a key of a label."""
        return [
            each
            for each in self._numbers_in(clause, keys)
            if (measures(each) or self._counts_parameters(each)) and not is_edition(self.text, each)
        ]

    def _counts_in(self, clause: int, keys: Iterable[Key]) -> list[Quantity]:
        """The small counts in a clause, but numbers that labels are called by."""
        return [
            each
            for each in self._numbers_in(clause, keys)
            if not measures(each) and each.number == each.value
        ]

    def _numbers_in(self, clause: int, keys: Iterable[Key]) -> Iterator[Quantity]:
        """The numbers in a clause that are no keys of labels."""
        start, end = self._clauses[clause]
        labelled = [key.start for key in keys if key.key[0].isdigit()]
        for each in self.figures:
            is_here = start <= each.start < end
            if is_here and not any(each.start <= at < each.end for at in labelled):
                yield each

    def _counts_parameters(self, figure: Quantity) -> bool:
        """Whether a size is told as a number of parameters: "参数量仅 15.8M"."""
        for key in self.keys:
            before = key.end <= figure.start <= key.end + _BESIDE
            behind = figure.end <= key.start <= figure.end + _BESIDE
            if key.key == _PARAMETERS and (before or behind):
                return True
        return False

    def ahead(self, keys: Sequence[Key], clause: int) -> list[Key]:
        """What the clause behind says of the figures of one that begins with "with", or without
        figures of its own, as in "61.2, obtained by Otter"."""
        if clause + 1 == len(self._clauses):
            return []
        (start, _), (behind, _) = self._clauses[clause : clause + 2]
        found = self._within(keys, clause + 1)
        if _COMPARES.match(self.text, start):
            return [key for key in found if self._holds(key)]
        told = _TOLD_OF.match(self.text, behind) and not self._figures_in(clause + 1, keys)
        return found if told or _LEADS.match(self.text, start) else []

    def _holds(self, key: Key) -> bool:
        """Whether a key says where something holds: "on Lake"."""
        return _WHERE.search(self.text, max(0, key.start - _BESIDE), key.start) is not None

    def is_aside(self, cell: Quantity, figure: Quantity) -> bool:
        """Whether a cell's value is but another way to say it, and a figure not said so: the 60 %
        of a cell of 6/10 is what "6/10" says."""
        return cell.aside and "/" not in self.text[figure.start : figure.end]

    def is_gain(self, figure: Quantity) -> bool:
        """Whether a figure says by how much one thing is above another."""
        return figure in self._gains

    @cached_property
    def _gains(self) -> frozenset[Quantity]:
        return frozenset(each for each in self.figures if is_gain(self.text, self.figures, each))
