"""What a question asks, and the sentences that may answer it: the nouns of `choosing`. Pure."""

# Tested in tests/core/asking/test_choosing.py.

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from core.asking.concepts import Concept
from core.asking.kinds import Kind
from core.asking.passages import Passage
from core.models import Quote

AROUND = 0.5  # what a word counts that stands around a sentence, of 1
AROUND_REASON = 0.65
HERE_AT_LEAST = 0.35  # of the question, in the sentence itself
HERE_FOR_REASON = 0.15


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
    def told(self) -> str:
        """The same as an answer tells it: a row with the heads of its columns, a sentence of a note
        without the note's brackets."""
        if not self.above:
            return _out_of_note(self.text)
        heads, cells = self.above[-1].split(" | "), self.text.split(" | ")
        if len(heads) != len(cells):
            return self.text
        pairs = [
            f"{head.strip()}: {cell.strip()}" if head.strip() else cell.strip()
            for head, cell in zip(heads, cells, strict=True)
            if cell.strip() not in ("", "-", "–", "—")
        ]
        return f"{'; '.join(pairs)}."

    @property
    def titles(self) -> str:
        """What it stands under."""
        return "\n".join((self.passage.within, *self.above))


def _out_of_note(sentence: str) -> str:
    """The sentence without brackets that are closed behind it, opened before it or stand around it
    as a whole."""
    more = sentence.count("[") - sentence.count("]")
    if more > 0 and sentence.startswith("["):
        return sentence[1:]
    if more < 0 and sentence.endswith("]"):
        return sentence[:-1]
    is_note = sentence.startswith("[") and sentence.find("]") == len(sentence) - 1
    return sentence[1:-1] if is_note and sentence[-2] in ".?!" else sentence


@dataclass(frozen=True)
class Spoken:
    """The numbers of the concepts that a sentence speaks of: itself, its titles, its passage, its
    section."""

    here: frozenset[int]
    titles: frozenset[int]
    around: frozenset[int]
    section: frozenset[int] = frozenset()


NOTHING_SPOKEN = Spoken(frozenset(), frozenset(), frozenset())


@dataclass(frozen=True)
class Asked:
    """What a question asks: its concepts, how much each weighs, and the kinds of answer wanted.

    `counted` are the numbers of the concepts of which a count or size is wanted, `paper` those of
    the concepts in the paper's title, `beside` pairs of those that stand beside each other,
    `own` is what the paper calls its own work, where its title begins with a name for it, `counts`
    how many of its passages speak of each concept, `denies` whether it asks of what is not so.
    """

    concepts: tuple[Concept, ...]
    weights: tuple[float, ...]
    kinds: frozenset[Kind]
    paper: frozenset[int] = field(default_factory=frozenset)
    counted: tuple[int, ...] = ()
    absent: bool = False
    beside: tuple[tuple[int, int], ...] = ()
    own: str = ""
    counts: tuple[int, ...] = ()
    denies: bool = False

    @property
    def around(self) -> float:
        """What a word counts that stands around a sentence: a reason is often given behind what it
        is a reason for."""
        return AROUND_REASON if Kind.REASON in self.kinds else AROUND

    @property
    def here_at_least(self) -> float:
        """How much of the question an answer itself must speak of."""
        return HERE_FOR_REASON if Kind.REASON in self.kinds else HERE_AT_LEAST

    @property
    def key(self) -> int | None:
        """The number of the concept that weighs most; None of a question that names nothing."""
        numbered = range(len(self.concepts))
        return max(numbered, key=lambda number: self.weights[number], default=None)

    def share(self, numbers: Collection[int]) -> float:
        """How much of the question these concepts are, from 0 to 1; 0 of a question without any."""
        total = sum(self.weights)
        return sum(self.weights[number] for number in numbers) / total if total else 0.0
