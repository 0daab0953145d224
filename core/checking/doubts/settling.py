"""Whether a sentence or row of the paper settles a doubted figure. Pure.

Somebody has pointed to the place; here it is held against what the statement says. The value must
stand there, in a unit that fits; nothing that the statement names may have a rival there; and
something of what it names must be there. docs/decisions/figure-check.md tells more.
"""

# Tested in tests/core/checking/doubts/test_settling.py.

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from core.checking.doubts import cells, naming, turns, values
from core.checking.doubts.naming import is_size, kinds
from core.checking.doubts.refusal import Refusal
from core.checking.doubts.turns import Turn
from core.checking.doubts.weighed import Weighed, too_little
from core.checking.doubts.wording import Doubted
from core.checking.figures.quantity import Quantity
from core.checking.figures.relations import has_decimals
from core.checking.naming.matching import alike
from core.checking.naming.respectively import belongings
from core.checking.paper.evidence import Evidence
from core.checking.paper.mentions import Mention, nearby, standing
from core.checking.places import explaining, support
from core.checking.tables.labels import OURS
from core.checking.words import roles
from core.checking.words.direction import Agreement, agreement
from core.checking.words.names import names, squeezed, stem, words
from core.checking.words.roles import Role
from core.models import Finding
from core.plain import plain

_COMPARED = re.compile(r"(?:\bvs\.?|\bversus|\bagainst|\bthan|\bover)\s?[~$]?$", re.IGNORECASE)
# By how much of a statement's words another value may fit it better anywhere in the paper.
_BETTER_ELSEWHERE = 0.1
# A number of so many digits hardly stands in a table by chance.
_TELLING = 3
# How much of a statement's words a cell must share, and by how much more than any other, where
# nothing names its row or column.
_LEAST_OF_CELL, _AHEAD = 0.3, 0.05
# How many places that hold a value are weighed.
_MOST_VALUED = 200
_OF_ANOTHER = (Refusal.CONDITION, Refusal.VARIANT, Refusal.NAME)
# What no likelihood makes up for: the place speaks of another thing, or says otherwise. Without
# what is compared or counts another thing: of 276 doubted true figures two would be lost, of 291 of
# false statements none is kept out.
_CONTRARY = (
    *_OF_ANOTHER,
    Refusal.ROW,
    Refusal.COLUMN,
    Refusal.UNIT,
    Refusal.DIRECTION,
    Refusal.NO_VALUE,
)
# Up to which likelihood of being wrong a figure is settled by a place for which too little speaks,
# and by one for which enough does: of 394 doubted figures of false statements these settle 5.
_LIKELY, _MAY_BE = 0.12, 0.18
# How much is read of what a model says a figure is about, in characters.
_LONGEST_ABOUT = 400


class Settling:
    """Holds doubted figures against places of one paper."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self._own = evidence.own | {OURS}
        self._valued: dict[Quantity, dict[int, list[Mention]]] = {}
        # How well another value fits a statement's figure best, wherever it stands.
        self._rivals: dict[tuple[str, Quantity], float] = {}
        self._at: dict[int, list[Mention]] = defaultdict(list)
        for mention in evidence.mentions:
            self._at[mention.place].append(mention)

    def refusal(self, doubted: Doubted, finding: Finding, place: int) -> Refusal | None:
        """Why that place does not settle the figure; None where it does."""
        for end in doubted.stated.ends:
            refusal = self._end_refused(doubted, end, finding, place)
            if refusal is not None:
                return refusal
        return None

    def settles_at(
        self, doubted: Doubted, finding: Finding, place: int, wrong: float | None
    ) -> bool:
        """Whether that place settles the figure, which is wrong with that likelihood; None where
        that is not known."""
        return _settles(self.refusal(doubted, finding, place), wrong)

    def settles(self, doubted: Doubted, finding: Finding, wrong: float | None) -> list[int]:
        """The places that settle the figure, which is wrong with that likelihood, if somebody
        vouches for them; the one that tells most of it first.

        None of them where a place that tells as much of it says that it is of another condition.
        """
        if wrong is not None and wrong >= _MAY_BE:
            return []
        end = doubted.stated.ends[0]
        around = self.around(doubted, end)
        fits: dict[int, float] = {}
        against = 0.0
        texts: set[str] = set()
        for place in self._holding_all(doubted):
            told = max(explaining.explained(around, each) for each in self.holding(end, place))
            refusal = self.refusal(doubted, finding, place)
            if _settles(refusal, wrong):
                fits[place] = told
            elif refusal in _OF_ANOTHER:
                texts.add(self.evidence.places[place].text)
                if place not in self.evidence.rows:
                    against = max(against, told)
        kept = [
            place
            for place, told in fits.items()
            if self.evidence.places[place].text not in texts
            and (place in self.evidence.rows or told > against or not against)
        ]
        return sorted(kept, key=fits.__getitem__, reverse=True)

    def _holding_all(self, doubted: Doubted) -> Iterator[int]:
        """The places that hold every value of a figure."""
        first, *others = doubted.stated.ends
        for place in islice(self.valued(first), _MOST_VALUED):
            if all(self.holding(end, place) for end in others):
                yield place

    def holding(self, end: Quantity, place: int) -> Sequence[Mention]:
        """The mentions of a value at a place, in a unit that fits."""
        return self.valued(end).get(place, ())

    def valued(self, end: Quantity) -> Mapping[int, Sequence[Mention]]:
        """By place, the mentions of a value in a unit that fits."""
        known = self._valued.get(end)
        if known is None:
            known = defaultdict(list)
            for mention in support.of_value(end, self.evidence):
                if values.is_opposed(end, mention.quantity) or values.is_in_words(end, mention):
                    continue
                known[mention.place].append(mention)
            self._valued[end] = known
        return known

    def speaks_otherwise(self, doubted: Doubted, about: str) -> bool:
        """Whether what somebody takes the figure to be is not what the statement says of it."""
        about = plain(about[:_LONGEST_ABOUT])
        if naming.another_condition(doubted.spoken, None, about, None):
            return True
        return doubted.names_another_variant(about)

    def _end_refused(
        self, doubted: Doubted, end: Quantity, finding: Finding, place: int
    ) -> Refusal | None:
        refusal: Refusal | None = Refusal.NO_VALUE
        for mention in self.holding(end, place):
            if mention.in_table:
                refusal = self._cell_refused(doubted, end, mention)
            else:
                refusal = self._sentence_refused(doubted, end, finding, mention)
            if refusal is None:
                return None
        return refusal

    def _sentence_refused(
        self, doubted: Doubted, end: Quantity, finding: Finding, mention: Mention
    ) -> Refusal | None:
        place = self.evidence.places[mention.place]
        text = plain(place.text)
        at = (end.start, end.end)
        there = (mention.quantity.start, mention.quantity.end)
        may_turn = bool(end.unit) or has_decimals(end)
        if may_turn and agreement(doubted.text, at, text, there) is Agreement.CONTRARY:
            return Refusal.DIRECTION
        role = roles.role(doubted.text, end.start)
        if {role, mention.role} == {Role.FROM, Role.TO}:
            return Refusal.DIRECTION
        # "Fewer than 0.05%" compares with no other.
        before = _COMPARED.search(text, 0, mention.quantity.start)
        compared = before is not None and not mention.quantity.stance
        if compared and role is Role.NONE and self._own & {key.key for key in doubted.naming.keys}:
            return Refusal.COMPARED
        if naming.another_condition(doubted.spoken, at, text, there):
            return Refusal.CONDITION
        if turns.turn(doubted, end, mention, text) is Turn.OTHERS:
            return Refusal.CONDITION
        whole = f"{place.section} ; {text}"
        if naming.another_variant(doubted.spoken, doubted.span, text) or naming.another_variant(
            doubted.spoken, doubted.span, whole
        ):
            return Refusal.VARIANT
        if self._another_name(doubted, whole):
            return Refusal.NAME
        if values.counts_another(doubted, end, mention):
            return Refusal.COUNTED
        weighed = self.weighed(doubted, end, mention)
        refusal = too_little(weighed, finding)
        if refusal is None and not weighed.in_order and self._fits_elsewhere(doubted, end, mention):
            return Refusal.ELSEWHERE
        return refusal

    def weighed(self, doubted: Doubted, end: Quantity, mention: Mention) -> Weighed:
        """What speaks for a value in a sentence."""
        around = self.around(doubted, end)
        weight = explaining.weight(around) or 1.0
        shared = explaining.explained(around, mention)
        behind = -1.0
        own = {mention.quantity.value, *self._in_order(doubted, end, mention)}
        for sibling in self._at[mention.place]:
            if sibling.quantity.value in own:
                continue
            if values.comparable(mention.quantity, sibling.quantity):
                better = explaining.explained(around, sibling) - shared
                behind = max(behind, better / weight)
        in_order, out_of_order, twice = self._order(doubted, end, mention)
        text = plain(self.evidence.places[mention.place].text)
        by_turn = turns.turn(doubted, end, mention, text) is Turn.OURS
        named = by_turn or self._named(doubted, mention)
        named = named or naming.same_condition(doubted.spoken, text, mention.quantity.start)
        return Weighed(shared / weight, behind, in_order, out_of_order, twice, named, by_turn)

    def _fits_elsewhere(self, doubted: Doubted, end: Quantity, mention: Mention) -> bool:
        """Whether another value, wherever it stands, has more of what stands around the figure."""
        around = self.around(doubted, end)
        key = doubted.text, end
        if key not in self._rivals:
            stated = {each.value for one in (doubted.stated, *doubted.others) for each in one.ends}
            rivals = (
                explaining.explained(around, each)
                for each in self.evidence.mentions
                if each.quantity.value not in stated and alike(each.quantity, end)
            )
            self._rivals[key] = max(rivals, default=0.0)
        more = self._rivals[key] - explaining.explained(around, mention)
        return more > _BETTER_ELSEWHERE * explaining.weight(around)

    def _order(self, doubted: Doubted, end: Quantity, mention: Mention) -> tuple[int, int, bool]:
        """How many of the statement's other figures stand on the same side of the value there, how
        many on the other, and whether the statement has the number twice and the place once."""
        in_order = out_of_order = 0
        twice = False
        # What is counted says of a figure what it is, in whatever order.
        counts = not roles.counted(doubted.text, end.end).isdisjoint(mention.counted)
        for other in doubted.others:
            for each in other.ends:
                if is_size(each):
                    continue
                held = list(self.holding(each, mention.place))
                if not held:
                    continue
                if each.number == end.number:
                    twice = twice or len({there.quantity.start for there in held}) < 2
                    continue
                before = each.start < end.start
                ways = {(there.quantity.start < mention.quantity.start) == before for there in held}
                in_order += ways == {True}
                out_of_order += ways == {False} and not counts
        return in_order, out_of_order, twice

    def around(self, doubted: Doubted, end: Quantity) -> explaining.Around:
        """The stems around a figure that the paper has too."""
        found, marks = words(doubted.spoken, self.evidence.pairs)
        found += [word._replace(stem=OURS) for word in found if word.stem in self.evidence.own]
        every = [doubted.stated, *doubted.others]
        every.sort(key=lambda stated: stated.start)
        in_turn = belongings(doubted.text, [each for stated in every for each in stated.ends])
        near = nearby(found, standing(marks, end.start), in_turn.get(end.start))
        return explaining.known(near, self.evidence)

    def _named(self, doubted: Doubted, mention: Mention) -> bool:
        """Whether the sentence has a name that the statement has, beside the paper's own."""
        here = squeezed(plain(self.evidence.places[mention.place].text))
        return any(
            squeezed(name) in here and stem(name) not in self._own and not kinds(name)
            for name, _ in names(doubted.spoken)
        )

    def _another_name(self, doubted: Doubted, there: str) -> bool:
        """Whether the statement names what the paper knows and the place does not name.

        Where several figures share the names of a clause, one of these is enough.
        """
        here = squeezed(there)
        missing = shared = False
        for name, _ in names(doubted.spoken):
            if stem(name) in self._own:
                continue
            if squeezed(name) in here:
                shared = True
            elif self.evidence.named(name) is not None:
                missing = True
        return missing and not (shared and doubted.listed)

    def _cell_refused(self, doubted: Doubted, end: Quantity, mention: Mention) -> Refusal | None:
        row = self.evidence.rows[mention.place]
        beside = f"{plain(' ; '.join(row.labels))} ; {mention.head}"
        # The words beside one of a cell's values tell more than the head over all of them.
        several = mention.cell is not None and mention.cell.among
        called = plain(" ; ".join(row.labels)) if several else beside
        if naming.another_condition(doubted.spoken, None, called, None):
            return Refusal.CONDITION
        cell = cells.text_of(mention, self.evidence)
        if turns.turn(doubted, end, mention, cell) is Turn.OTHERS:
            return Refusal.CONDITION
        if cells.is_of_another_unit(end, mention, cell):
            return Refusal.UNIT
        # A caption tells more than the title of the section that the table happens to stand in.
        told = f"{beside} ; {plain(row.caption)}"
        whole = f"{told} ; {self.evidence.places[mention.place].section}"
        if any(
            naming.another_variant(doubted.spoken, doubted.span, each)
            for each in (beside, told, whole)
        ):
            return Refusal.VARIANT
        text = plain(self.evidence.places[mention.place].text)
        if self._another_name(doubted, f"{whole} ; {text}"):
            return Refusal.NAME
        refusal = cells.refused(doubted, end, mention, self.evidence)
        rivals: Sequence[Mention] = ()
        if refusal is Refusal.AMONG and doubted.listed:
            rivals = self._at[mention.place]
        elif refusal is Refusal.UNTOLD and mention.cell is not None:
            if self._stands_with_others(doubted, mention):
                return None
            rivals = self.evidence.cells(mention.cell.grid)
        if rivals and self._fits_best(doubted, end, mention, rivals):
            return None
        return refusal

    def _stands_with_others(self, doubted: Doubted, mention: Mention) -> bool:
        """Whether another figure of the statement stands in the cell's row or column: "9.91 against
        10.04"."""
        for stated in doubted.others:
            for each in stated.ends:
                if values.digits(each) < _TELLING:
                    continue
                for several in self.valued(each).values():
                    if any(cells.in_line(mention, other) for other in several):
                        return True
        return False

    def _fits_best(
        self, doubted: Doubted, end: Quantity, mention: Mention, rivals: Iterable[Mention]
    ) -> bool:
        """Whether the words of a cell's row, column and caption fit the statement better than those
        of its rivals.

        What the statement lists with the figure is none, where it stands in the same order.
        """
        around = self.around(doubted, end)
        whole = explaining.weight(around)
        ours = explaining.explained(around, mention)
        if not around or ours < _LEAST_OF_CELL * whole:
            return False
        stated = self._in_order(doubted, end, mention)
        for other in rivals:
            same = other.cell == mention.cell and other.place == mention.place
            if other is mention or same or not alike(other.quantity, mention.quantity):
                continue
            if other.place == mention.place and other.quantity.value in stated:
                continue
            if explaining.explained(around, other) > ours - _AHEAD * whole:
                return False
        return True

    def _in_order(self, doubted: Doubted, end: Quantity, mention: Mention) -> set[float]:
        """The values beside a mention that the statement lists with it in the same order."""
        found: set[float] = set()
        listed = doubted.others if doubted.listed else ()
        for stated in (doubted.stated, *listed):
            for each in stated.ends:
                for there in self.holding(each, mention.place):
                    text = self.evidence.places[mention.place].text
                    before = _at(text, there) < _at(text, mention)
                    if each is not end and before == (each.start < end.start):
                        found.add(there.quantity.value)
        return found


def _settles(refusal: Refusal | None, wrong: float | None) -> bool:
    """Whether a place with that refusal settles a figure that is wrong with that likelihood."""
    if wrong is None or refusal in _CONTRARY:
        return refusal is None
    return wrong < (_MAY_BE if refusal is None else _LIKELY)


def _at(text: str, mention: Mention) -> int:
    """Where a mention's number stands in the text of its place."""
    if not mention.in_table:
        return mention.quantity.start
    return text.find(support.written(mention.quantity))
