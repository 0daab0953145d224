"""Which sentences and table rows of a paper answer a question, if any do. Pure.

A sentence answers when it is of the kind that is wanted (`kinds`) and speaks of what was asked:
itself, or else by the titles and the sentences around it, which count for less.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from core.asking.concepts import Concept
from core.asking.kinds import STRICT, Kind, explains, fits, numbers
from core.asking.passages import Passage
from core.asking.quotes import units
from core.models import Quote

# How much of what a question speaks of a sentence must speak of, as these places count.
ENOUGH = 0.55
HERE, TITLES, AROUND, PAPER = 1.0, 0.7, 0.45, 0.3
AROUND_REASON = 0.65
HERE_AT_LEAST = 0.25  # of the question, in the sentence itself
LOOSE, FOREIGN = 0.3, 0.6  # what a loose or an unread word weighs, beside a plain one
TRANSLATED = 0.7  # the same of a word that may stand there in another translation
FITS, NEAR, EXPLAINS = 0.25, 0.3, 0.35  # what speaks for a sentence besides
SHORT, LONG = 40, 450  # characters
NEAR_BY = 45  # characters between a number and the word for what it counts
SECOND = 0.72  # a second sentence is as good as this share of the first
# Sections that speak of other papers.
_OTHERS = re.compile(r"related work|previous work|prior work|background|literature", re.IGNORECASE)


@dataclass(frozen=True)
class Drawn:
    """A sentence or row of a passage. `above` is a row's caption and head, "" for a sentence."""

    text: str
    passage: Passage
    above: tuple[str, ...] = ()

    @property
    def quote(self) -> Quote:
        """The same as readers see it."""
        return Quote(self.text, self.passage.section, self.passage.anchor)

    @property
    def titles(self) -> str:
        """What it stands under."""
        return "\n".join((self.passage.within, *self.above))


@dataclass(frozen=True)
class Spoken:
    """The numbers of the concepts that a sentence speaks of: itself, its titles, its passage."""

    here: frozenset[int]
    titles: frozenset[int]
    around: frozenset[int]


@dataclass(frozen=True)
class Asked:
    """What a question asks: its concepts, how much each weighs, and the kinds of answer wanted.

    `counted` are the numbers of the concepts of which a count or size is wanted, `paper` those of
    the concepts in the paper's title.
    """

    concepts: tuple[Concept, ...]
    weights: tuple[float, ...]
    kinds: frozenset[Kind]
    paper: frozenset[int] = field(default_factory=frozenset)
    counted: tuple[int, ...] = ()

    @property
    def around(self) -> float:
        """What a word counts that stands around a sentence: a reason is often given behind what it
        is a reason for."""
        return AROUND_REASON if Kind.REASON in self.kinds else AROUND

    def share(self, numbers: Collection[int]) -> float:
        """How much of the question these concepts are, from 0 to 1; 0 of a question without any."""
        total = sum(self.weights)
        return sum(self.weights[number] for number in numbers) / total if total else 0.0


@dataclass(frozen=True)
class Ranked:
    """A sentence with how well it answers. `answers` tells whether it does at all."""

    drawn: Drawn
    score: float
    answers: bool


def weights(concepts: Sequence[Concept], counts: Sequence[int], total: int) -> tuple[float, ...]:
    """What each concept weighs, by how many of the paper's passages speak of it: the rarer the
    more, and most when none does."""
    found = []
    for concept, count in zip(concepts, counts, strict=False):
        weight = math.log((total + 1) / (count + 0.5)) + 0.3
        if concept.loose:
            weight *= LOOSE
        if concept.foreign and not count:
            weight *= FOREIGN
        elif not count and not concept.name.isascii():
            weight *= TRANSLATED
        found.append(weight)
    return tuple(found)


def sentences_of(passage: Passage) -> Iterator[Drawn]:
    """The passage's sentences and rows; a table's head and caption are above its rows."""
    lines = passage.text.split("\n")
    rows = [line for line in lines if " | " in line]
    if len(rows) < 2:
        for part, _ in units(passage.text):
            yield Drawn(part, passage)
        return
    above = (*(line for line in lines[: lines.index(rows[0])] if line), rows[0])
    for line in above[:-1]:
        yield Drawn(line, passage)
    for row in rows[1:]:
        yield Drawn(row, passage, above)


def ranked(asked: Asked, drawn: Sequence[Drawn], spoken: Sequence[Spoken]) -> list[Ranked]:
    """The sentences, the one that answers best first."""
    scored = [_ranked(asked, each, said) for each, said in zip(drawn, spoken, strict=True)]
    return sorted(scored, key=lambda each: -each.score)


def best(found: Sequence[Ranked], most: int) -> list[Drawn]:
    """The sentences that answer, at most so many, in the order they are ranked; none if none do."""
    answering = [each for each in found if each.answers]
    chosen: list[Ranked] = []
    for each in answering:
        if len(chosen) == most or each.score < SECOND * answering[0].score:
            break
        if all(each.drawn.text != other.drawn.text for other in chosen):
            chosen.append(each)
    return [each.drawn for each in chosen]


def _ranked(asked: Asked, drawn: Drawn, spoken: Spoken) -> Ranked:
    share = covered(asked, spoken)
    here = asked.share(spoken.here)
    fit = _fit(asked, drawn)
    score = share + FITS * fit
    if asked.kinds & {Kind.NUMBER, Kind.QUANTITY}:
        score += NEAR * _near_numbers(asked, drawn.text, spoken)
    explained = Kind.MEANING in asked.kinds and _explained(asked, drawn.text, spoken)
    if explained:
        score += EXPLAINS
    if not SHORT <= len(drawn.text) <= LONG:
        score -= 0.1
    if _OTHERS.search(drawn.passage.within):
        score -= 0.15
    if drawn.text.endswith("?"):
        score -= 0.3
    answers = (
        fitting(asked, drawn, spoken)
        and share >= ENOUGH
        and (here >= HERE_AT_LEAST or not asked.concepts)
    )
    return Ranked(drawn, score, answers)


def fitting(asked: Asked, drawn: Drawn, spoken: Spoken) -> bool:
    """Whether a sentence is of the kinds wanted and speaks of the names and things asked for.

    Names must stand in it or above it; what is counted, at least in its passage.
    """
    above = spoken.here | spoken.titles | asked.paper
    proper = {number for number, concept in enumerate(asked.concepts) if concept.proper}
    things = {number for number in asked.counted if not asked.concepts[number].loose}
    if not (proper <= above and things <= above | spoken.around):
        return False
    return all(fits(drawn.text, drawn.titles, kind) for kind in asked.kinds & STRICT)


def covered(asked: Asked, spoken: Spoken) -> float:
    """How much of the question is spoken of, each concept where it counts most; all of a question
    that names nothing."""
    if not asked.concepts:
        return 1.0
    places = (
        (HERE, spoken.here),
        (TITLES, spoken.titles),
        (asked.around, spoken.around),
        (PAPER, asked.paper),
    )
    share, seen = 0.0, set[int]()
    for worth, numbers_there in places:
        share += worth * asked.share(numbers_there - seen)
        seen |= numbers_there
    return share


def _fit(asked: Asked, drawn: Drawn) -> float:
    """The share of the kinds wanted that the sentence is of; 1 where none is wanted."""
    if not asked.kinds:
        return 1.0
    fitting = [kind for kind in asked.kinds if fits(drawn.text, drawn.titles, kind)]
    return len(fitting) / len(asked.kinds)


def _near_numbers(asked: Asked, text: str, spoken: Spoken) -> float:
    """How much of the question stands beside one number of the sentence, at most."""
    places = list(numbers(text))
    if " | " in text and places:
        return asked.share(spoken.here)
    most = 0.0
    for start, end in places[:20]:
        beside = text[max(0, start - NEAR_BY) : end + NEAR_BY].casefold()
        near = [number for number in spoken.here if _named(asked.concepts[number], beside)]
        most = max(most, asked.share(near))
    return most


def _named(concept: Concept, text: str) -> bool:
    return any(_stem(word) in text for word in concept.words)


def _stem(word: str) -> str:
    return word.casefold()[: max(4, len(word) - 3)]


def _explained(asked: Asked, text: str, spoken: Spoken) -> bool:
    """Whether the sentence says what the weightiest thing of the question is."""
    if not spoken.here:
        return False
    weightiest = max(range(len(asked.weights)), key=lambda number: asked.weights[number])
    if weightiest not in spoken.here:
        return False
    words = [word for word in asked.concepts[weightiest].words if re.search(r"\w", word)]
    return any(explains(text, word.rstrip("s")) for word in words)
