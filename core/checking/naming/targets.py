"""Which rows and columns of a table a sentence names for each of its figures. Pure.

A sentence names the labels that share most with it: "BERT" any of BERT's rows, "BERT large" that
one. What stands in a figure's own clause counts, what a clause without figures says before it
("在测试集上，…") holds for it too, and a clause that names nothing speaks of what the one before
did. Several labels and as many figures belong to one another in their order.
"""

# Chinese is read here: what parts clauses, and words before gains.
# Tested in tests/core/checking/cells/test_named.py.

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from core.checking.figures.quantity import Quantity
from core.checking.naming.clauses import Worded
from core.checking.naming.gaps import is_to
from core.checking.naming.matching import (
    Named,
    alike,
    groups,
    is_said,
    is_setting,
    is_whole,
    joined,
    most,
    parted,
    rivals,
    tells,
)
from core.checking.naming.owners import owners
from core.checking.naming.replaced import Moved, moved
from core.checking.naming.respectively import listed, runs
from core.checking.tables import labels
from core.checking.tables.grids import Axis, Grid, Label
from core.checking.tables.labels import Key
from core.checking.words import roles
from core.checking.words.comparisons import compared
from core.checking.words.roles import Role

_CHANGE = re.compile(r"\bto\b|[提上]?[升高增]?[到至]|降[到至]|→|->", re.IGNORECASE)
_AGAINST = re.compile(
    r"(?:\bagainst|\bvs\.?|\bversus|\bfrom|\binstead of"
    r"|(?<!\bmore\s)(?<!\bless\s)(?<!\bfewer\s)\bthan|\bthan(?!\s?$)"  # "more than 92"
    # Not the signs of other words: 相对, 对话, 占比, 比例, 由于.
    r"|(?<![相绝针面反校成配])对(?![应齐话象抗称数照角])|(?<!信噪)(?<!压缩)(?<!性价)(?<!百分)(?<!占)比(?![例赛特率重值])"
    r"|从(?!而)|(?<![自理])由(?!于)|而非|，而|[（(])"
    r"[^，。；）)\d]{,8}$"
)
_BESIDE = 8
_PLACED = re.compile(r"\s?%?\s(?:in|on)\s")
_ENDS = frozenset("；;。.！？")
_VERSUS = re.compile(r"\s?(?:vs\.?|versus|against|对比?|比)\s?", re.IGNORECASE)
# How many characters a label's words may stand apart.
_NEAR = 12
_SEVERAL = 2
_LATTER = re.compile(
    r"(?:前者|后者|\bthe former|\bthe latter)(?=(?:'s|的|为|是|\s|at|with|\()*[^\w]?$)"
)
_LATTER_BEHIND = re.compile(r"\s?%?\s(?:for|by|from|with|of|in)\s(the former|the latter)\b")
_FORMER = ("前者", "the former")
# "Disagrees with Heron on 86% of them" tells of what is behind "on".
_ON = re.compile(r"\s(?:on|in|for)\s")
# How many pairs of rows and columns are weighed.
_PAIRS = 400


def _are_names(keys: Iterable[Key]) -> bool:
    return any(key.named or not key.start for key in keys)


@dataclass(frozen=True)
class Spoken(Worded):
    """A plain sentence and its figures, as they name a table's labels."""

    def named(self, axis: Axis, beside: Axis, figure: Quantity) -> Named | None:
        """The labels of an axis named for a figure; None where the sentence names none.

        A clause that names nothing on the axis `beside` either may speak of anything.
        """
        keys = [
            key
            for key in self._not_moved(axis, figure)
            if not self._is_object(key, figure) and not self._is_of_another(key, figure, axis)
        ]
        if not keys:
            return None
        at = self._clause_of(figure.start)
        latter = self._of_latter(axis, figure)
        if latter is not None:
            found = most(axis.labels, latter)
            surely = any(is_said(label, latter, axis, self.own) for label in found)
            return Named(found, tuple(latter), surely)
        own = self._listed(axis, beside, figure, keys)
        if own:
            found = most(most(axis.labels, own), self._topics(keys, at))
            return Named(found, tuple(own), any(is_said(x, own, axis, self.own) for x in found))
        if self._listed(beside, axis, figure, self._telling(beside, figure)):
            at = self._clause_of(self._run(figure)[0].start)
        if roles.role(self.text, figure.start) is Role.FROM and self._moved is None:
            opposed = self.compared(axis, beside, figure)
            if opposed is not None:
                return opposed._replace(surely=False)
        spoken = self._within(keys, at)
        if (
            not self._is_moved(figure, axis, beside)
            and self._is_against(figure, spoken, beside)
            and len(self._in_turn(axis, figure, at, spoken)) == len(spoken)
        ):
            if self._follows_another(figure):
                return self.compared(axis, beside, figure)
            return None
        topics = self._topics(keys, at)
        # "Without the formula, the formula accuracy" speaks of rows without it.
        denied = {key.key for key in topics}
        spoken = [key for key in spoken if f"{labels.WITHOUT} {key.key}" not in denied]
        if spoken:
            spoken = self._in_turn(axis, figure, at, spoken)
        elif topics or self._says_anything_of(beside, figure, at):
            spoken = self._before(keys, at)
        spoken = spoken or self.ahead(keys, at)
        if not (spoken or topics):
            return None
        found = most(axis.labels, spoken)
        narrower = most(found, topics)
        if len(narrower) > 1 and spoken and not topics:
            narrower = most(narrower, self._carried(keys, at))
        said = (*spoken, *topics)
        telling = [key for key in said if tells(key, beside)]
        surely = any(is_said(label, telling, axis, self.own) for label in narrower)
        return Named(narrower, said, surely, is_whole(narrower, telling, axis))

    def _topics(self, keys: Sequence[Key], clause: int) -> list[Key]:
        """What the clauses without figures say before one: "on the test set, …"."""
        found: list[Key] = []
        for number in range(clause):
            if not self._figures_in(number, keys):
                found += self._within(keys, number)
        return found

    def _of_latter(self, axis: Axis, figure: Quantity) -> list[Key] | None:
        """The keys of what a figure is given to by 前者, 后者, "the former" or "the latter"."""
        word = _LATTER_BEHIND.match(self.text, figure.end) or _LATTER.search(
            self.text, max(0, figure.start - _NEAR), figure.start
        )
        if word is None:
            return None
        before = [key for key in self._telling(axis, figure) if key.end <= word.start()]
        things = joined(groups(axis.labels, before, self.text))
        things = [each for each in things if _are_names(each.keys)]
        if len(things) < _SEVERAL or things[-1].labels & things[-2].labels:
            return None
        which = -2 if word[word.lastindex or 0] in _FORMER else -1
        return list(things[which].keys)

    def _says_anything_of(self, axis: Axis, figure: Quantity, clause: int) -> bool:
        """Whether a figure's clause names its own label of an axis."""
        keys = self._within(self._telling(axis, figure), clause)
        return any(not self._is_object(key, figure) for key in keys)

    def anywhere(self, axis: Axis) -> frozenset[Label]:
        """The labels of an axis that the sentence names anywhere, for whatever figure."""
        known = self._anywhere.get(id(axis))
        if known is None:
            keys = self.telling(axis)
            found: set[Label] = set()
            for group in groups(axis.labels, keys, self.text):
                narrow = most(group.labels, keys)
                found |= {label for label in narrow if is_said(label, group.keys, axis, self.own)}
            known = frozenset(found)
            self._anywhere[id(axis)] = known
        return known

    @cached_property
    def _anywhere(self) -> dict[int, frozenset[Label]]:
        return {}

    def names(self, figure: Quantity) -> list[Key]:
        """The names, but the own method's, that a figure's clause gives as the figure's own."""
        known = self._names.get(figure)
        if known is None:
            known = self._named_by(figure)
            self._names[figure] = known
        return known

    @cached_property
    def _names(self) -> dict[Quantity, list[Key]]:
        return {}

    def _named_by(self, figure: Quantity) -> list[Key]:
        keys = [
            key
            for key in self.keys
            if key.named
            and key.key not in (labels.OURS, *self.own)
            and not any(each.start <= key.start < each.end for each in self.figures)
            and not self._is_object(key, figure)
            and not self._is_of_another(key, figure)
        ]
        if self._is_against(figure, keys):
            return []
        return self._within(keys, self._clause_of(figure.start))

    def beside(self, figure: Quantity, keys: Iterable[Key]) -> bool:
        """Whether one of the keys stands in a figure's clause."""
        return bool(self._within(keys, self._clause_of(figure.start)))

    def compared(self, axis: Axis, beside: Axis, figure: Quantity) -> Named | None:
        """The labels of what something is compared with, up to a figure's clause."""
        at = self._clause_of(figure.start)
        end = self._clauses[at][1]
        keys = [
            key
            for key in self._telling(axis, figure)
            if key.start < end
            and self.is_compared(key)
            and not self.is_of_another_gain(key, figure)
        ]
        if not keys:
            return None
        found = most(axis.labels, keys)
        telling = [key for key in keys if tells(key, beside)]
        surely = any(is_said(label, telling, axis, self.own) for label in found)
        return Named(found, tuple(keys), surely)

    def pair(self, grid: Grid, figure: Quantity) -> tuple[Named | None, Named | None]:
        """The rows and the columns of a table that are named for a figure.

        Of those named, where rows and columns have words in common, such pairs that more is said of
        than of others.
        """
        known = self._pairs.get((id(grid), figure))
        if known is None:
            rows, columns = self._paired(grid, figure)
            known = self._parted(rows, grid.rows), self._parted(columns, grid.columns)
            self._pairs[id(grid), figure] = known
        return known

    @cached_property
    def _pairs(self) -> dict[tuple[int, Quantity], tuple[Named | None, Named | None]]:
        return {}

    def _parted(self, named: Named | None, axis: Axis) -> Named | None:
        if named is None:
            return None
        return named._replace(labels=parted(named.labels, axis, named.said, self.text))

    def _paired(self, grid: Grid, figure: Quantity) -> tuple[Named | None, Named | None]:
        rows = self.named(grid.rows, grid.columns, figure)
        columns = self.named(grid.columns, grid.rows, figure)
        if rows is None or columns is None or len(rows.labels) * len(columns.labels) > _PAIRS:
            return rows, columns
        said = {*rows.said, *columns.said}
        shares: dict[tuple[Label, Label], frozenset[Key]] = {}
        for row in rows.labels:
            for column in columns.labels:
                share = (key for key in said if key.stands_in(row) or key.stands_in(column))
                shares[row, column] = frozenset(share)
        closest = [
            pair
            for pair, share in shares.items()
            if not any(share < other for other in shares.values())
        ]
        return (
            rows._replace(labels=frozenset(row for row, _ in closest)),
            columns._replace(labels=frozenset(column for _, column in closest)),
        )

    def _telling(self, axis: Axis, figure: Quantity) -> list[Key]:
        return [
            key
            for key in self.telling(axis)
            if not self._in_a_figure(key, figure) or self._is_setting(key, axis, figure)
        ]

    def _is_setting(self, key: Key, axis: Axis, figure: Quantity) -> bool:
        """Whether a key is another figure's number by which several labels are told."""
        is_own = figure.start <= key.start < figure.end
        return not is_own and is_setting(key, axis, self.text, self.keys)

    def _not_moved(self, axis: Axis, figure: Quantity) -> list[Key]:
        """The telling keys, but those of what is changed for something else, where a figure is of
        this, and the contrary."""
        keys = self._telling(axis, figure)
        found = self._moved
        if found is None:
            return keys
        which = roles.role(self.text, figure.start)
        others = [] if which is Role.NONE else found.other_end(keys, begins=which is Role.FROM)
        return [key for key in keys if key not in others]

    def _changes_from(self, figure: Quantity) -> bool:
        """Whether a figure is a setting that changes: the 4 of "from 4 to 8 layers"."""
        return any(start <= figure.start < end for start, end in self._moved or ())

    def is_left(self, key: Key) -> bool:
        """Whether a key is of what something is changed from: "from A to B", 把 A 换成 B."""
        found = self._moved
        return found is not None and found.before[0] <= key.start < found.before[1]

    def _is_moved(self, figure: Quantity, *axes: Axis) -> bool:
        """Whether a figure begins or ends a change from one thing of a table to another."""
        return any(
            len(self._not_moved(axis, figure)) < len(self._telling(axis, figure)) for axis in axes
        )

    @cached_property
    def _moved(self) -> Moved | None:
        return moved(self.text, self.figures)

    def _is_against(
        self, figure: Quantity, keys: Iterable[Key], beside: Axis | None = None
    ) -> bool:
        """Whether a figure is what another is held against, without a word of whose it is."""
        owned = figure in self._owners.values()
        if owned and not _VERSUS.match(self.text, figure.end):
            return False  # "GPT-3.5 (85.8)" says it, "on average (73.6 vs 85.9)" does not
        found = _AGAINST.search(self.text, max(0, figure.start - 24), figure.start)
        if found is None:
            return False
        if beside is not None and found[0][0] in "（(":
            keys = [*keys, *self._telling(beside, figure)]  # "Otter (Lake: 61.2)"
        return not any(
            found.start() <= key.start < figure.start
            or figure.end <= key.start < figure.end + _NEAR
            for key in keys
        )

    def _follows_another(self, figure: Quantity) -> bool:
        """Whether a figure is the second of "(59.8 vs 53.0)"."""
        return any(
            each.end <= figure.start and _VERSUS.fullmatch(self.text, each.end, figure.start)
            for each in self.figures
        )

    def _before(self, keys: Sequence[Key], clause: int) -> list[Key]:
        """What the nearest clause before says, within what a semicolon parts.

        Nothing where a figure stands before that whose subject is left out.
        """
        found: list[Key] = []
        for number in range(clause - 1, -1, -1):
            if self.text[self._clauses[number + 1][0]] in _ENDS:
                break
            said = self._within(keys, number)
            found = found or said
            values = self._figures_in(number, keys)
            if not said and not all(map(self.is_gain, values)):
                return []
        return found

    def _carried(self, keys: Sequence[Key], clause: int) -> list[Key]:
        """What the clause before says where its figures hold, "on Lake", which goes on to hold."""
        return [key for key in self._before(keys, clause) if self._holds(key)]

    def _is_of_another(self, key: Key, figure: Quantity, axis: Axis | None = None) -> bool:
        """Whether a key is told to be another figure's: "85.8 for GPT-3.5", "GPT-3.5 (85.8)"; not
        where that calls labels of an axis itself, as the 25 of "25 ns with 10k frames"."""
        owner = self._owners.get(key)
        if owner is None or owner == figure or self._changes_from(owner):
            return False
        if (
            key.end <= owner.start
            and self._run(owner)[:1] == [owner]
            and figure in self._run(owner)
        ):
            return False  # "Heron 48.1 and 61.2"
        if axis is not None and any(
            owner.start <= each.start < owner.end for each in self._telling(axis, figure)
        ):
            return False
        # "80.1 on Lake, and BoatNet 75.2": where one figure holds, the next clause's does too.
        placed = _PLACED.match(self.text, owner.end, key.end) is not None
        return not placed or self._clause_of(owner.start) == self._clause_of(figure.start)

    def is_of_another_gain(self, key: Key, figure: Quantity) -> bool:
        """Whether a key is told to be another gain's: "by 9.8 on Lake and by 10.2 on Pond", "5.5
        ahead of Heron and 9.1 ahead of Teal"."""
        owner = self._owners.get(key)
        if owner is not None and owner != figure and self.is_gain(owner):
            return True
        return any(
            each != figure and self.is_gain(each) and is_to(self.text, each, key.start)
            for each in self.figures
        )

    @cached_property
    def _owners(self) -> dict[Key, Quantity]:
        return owners(self.text, self.keys, self.figures)

    def _is_object(self, key: Key, figure: Quantity) -> bool:
        """Whether a key is of what something is compared with, and no figure's own label."""
        before = self.text[key.end : figure.start]
        beside = key.end <= figure.start <= key.end + _BESIDE and not _ON.fullmatch(before)
        if beside and self._clause_of(key.start) == self._clause_of(figure.start):
            return False
        if self._owners.get(key) == figure:
            return False
        return self.is_compared(key)

    def is_compared(self, key: Key) -> bool:
        """Whether a key stands behind a word that compares, and not behind where that holds."""
        return key.start in self._compared

    @cached_property
    def _compared(self) -> frozenset[int]:
        """Where keys stand that stand behind a word that compares."""
        return compared(self.text, {key.start for key in self.keys})

    def _in_turn(self, axis: Axis, figure: Quantity, clause: int, keys: list[Key]) -> list[Key]:
        """Of several labels in a clause the figure's own, where each figure has one."""
        things = rivals(groups(axis.labels, keys, self.text))
        if len(things) < 2:
            return keys
        values = [each for each in self._figures_in(clause) if not self.is_gain(each)]
        if figure not in values:
            values = self._counts_in(clause, keys)
        comparable = [each for each in values if alike(each, figure)]
        if figure not in comparable or len(comparable) != len(things) or self._changes(comparable):
            return keys
        own = things[comparable.index(figure)]
        # What is of this one's label too is told of all: the AP of "easy, medium and hard AP".
        others = {
            key
            for each in things
            if each is not own
            for key in each.keys
            if not any(key.stands_in(label) for label in own.labels)
        }
        return [key for key in keys if key not in others]

    def _listed(self, axis: Axis, beside: Axis, figure: Quantity, keys: Sequence[Key]) -> list[Key]:
        """The keys of a figure's own of as many things as figures, of this axis alone."""
        run = self._run(figure)
        own = listed(axis.labels, self.text, run, keys, self.figures)
        others = self._telling(beside, figure)
        if not own or listed(beside.labels, self.text, run, others, self.figures):
            return []
        return list(own[run.index(figure)].keys)

    def _run(self, figure: Quantity) -> list[Quantity]:
        """The figures side by side of which one is a value, all of one kind; else none."""
        for run in self._runs:
            if figure in run and all(alike(each, figure) for each in run):
                return run if not any(map(self.is_gain, run)) else []
        return []

    @cached_property
    def _runs(self) -> list[list[Quantity]]:
        return runs(self.text, self.figures)

    def _changes(self, figures: Sequence[Quantity]) -> bool:
        """Whether a change leads from one figure to the next."""
        first, last = figures[0], figures[-1]
        return _CHANGE.search(self.text, first.end, last.start) is not None
