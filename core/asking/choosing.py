"""Which sentences and table rows of a paper answer a question, if any do. Pure.

A sentence answers when it is of the kind that is wanted (`kinds`) and speaks of what was asked:
itself, or else by the titles and the sentences around it, which count for less.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from core.asking import signs
from core.asking.concepts import Concept
from core.asking.kinds import STRICT, Kind, explains, fits, numbers
from core.asking.passages import Passage
from core.asking.quotes import units
from core.models import Quote

# How much of what a question speaks of a sentence must speak of, as these places count.
ENOUGH = 0.55
HERE, TITLES, AROUND, PAPER = 1.0, 0.75, 0.5, 0.3
AROUND_REASON = 0.65
ENOUGH_OF_RARE = 0.45  # the same where few sentences are of the kind that is wanted
HERE_AT_LEAST = 0.35  # of the question, in the sentence itself
HERE_FOR_REASON = 0.25
SHORTENED = 5  # letters
NEARLY_ALL, ONE_OF = 0.7, 4  # a share; one concept may be missing of so many
MOST = 0.6  # the same in it or above it, where the question is whether something is so
LOOSE, FOREIGN = 0.3, 0.3  # what a loose or an unread word weighs, beside a plain one
TRANSLATED = 0.7  # the same of a word that may stand there in another translation
FITS, NEAR, EXPLAINS, EXACT = 0.25, 0.3, 0.35, 0.1  # what speaks for a sentence besides
JOINED, OUTRIGHT = 0.15, 0.1
SHORT, LONG = 40, 450  # characters
CELL = 120  # characters of a cell that holds data
MANY_WORDS = 3  # of the name of what is counted: a paper may have another for one of them
BESIDE = 16  # characters behind a word in which the next one stands
NEAR_BY = 45  # characters between a number and the word for what it counts
WHOLE = 700  # characters of a sentence with the one beside it
SECOND = 0.72  # a second sentence is as good as this share of the first
# Kinds of which a paper has few sentences.
_RARE = frozenset({Kind.DURATION, Kind.OFTEN, Kind.SHARE, Kind.SUPPORT})
_OF_NUMBERS = frozenset({Kind.NUMBER, Kind.QUANTITY, Kind.SHARE, Kind.DURATION})
# How a number is joined to what stands before it.
_LINKS = re.compile(
    r"(?:[=:]|\b(?:of|is|was|are|were|to|by|at|with|about|approximately|over|than|and))\W*$"
)
_CAPTION = re.compile(r"(?:Figure|Fig\.|Table) ?\w+[:.]")
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
    def told(self) -> str:
        """The same as an answer tells it: a row with the heads of its columns."""
        if not self.above:
            return self.text
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
    the concepts in the paper's title, `beside` pairs of those that stand beside each other, `instances`
    those of the kinds of things of which one is asked for.
    """

    concepts: tuple[Concept, ...]
    weights: tuple[float, ...]
    kinds: frozenset[Kind]
    paper: frozenset[int] = field(default_factory=frozenset)
    counted: tuple[int, ...] = ()
    absent: bool = False
    beside: tuple[tuple[int, int], ...] = ()
    instances: tuple[int, ...] = ()

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
        yield from _prose(passage)
        return
    above = (*(line for line in lines[: lines.index(rows[0])] if line), rows[0])
    for line in above[:-1]:
        yield Drawn(line, passage)
    for row in rows[1:]:
        yield Drawn(row, passage, above)


def _prose(passage: Passage) -> Iterator[Drawn]:
    """The sentences; a question that the paper asks stands with what follows it."""
    asking: int | None = None
    for part, start in units(passage.text):
        end = start + len(part)
        if part.endswith("?") and asking is None:
            asking = start
            continue
        if asking is not None:
            start, asking = asking, None
        yield Drawn(passage.text[start:end], passage)
    if asking is not None:
        yield Drawn(passage.text[asking:], passage)


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
    return [_whole(each.drawn) for each in chosen]


def _whole(drawn: Drawn) -> Drawn:
    """The sentence with the one before it, if it speaks of that, or with what it announces."""
    if drawn.above:
        return drawn
    text = drawn.passage.text
    start = text.find(drawn.text)
    end = start + len(drawn.text)
    for part, at in units(text):
        if at + len(part) < start <= at + len(part) + 2 and signs.SPEAKS_OF_LAST.match(drawn.text):
            start = at
        if end <= at <= end + 2 and drawn.text.endswith(":"):
            end = at + len(part)
            break
    if end - start > WHOLE:
        return drawn
    return replace(drawn, text=text[start:end])


def _ranked(asked: Asked, drawn: Drawn, spoken: Spoken) -> Ranked:
    share = covered(asked, spoken)
    here = asked.share(spoken.here)
    if Kind.LIMITS in asked.kinds or drawn.above:
        # A section of limitations need not call each of them one, nor a row say what its head says.
        here = asked.share(spoken.here | spoken.titles)
    fit = _fit(asked, drawn)
    score = share + FITS * fit
    near = 0.0
    if asked.kinds & _OF_NUMBERS:
        near = _near_numbers(asked, drawn.text, spoken)
        score += NEAR * near
    explained = Kind.MEANING in asked.kinds and _explained(asked, drawn.text, spoken)
    if explained:
        score += EXPLAINS
    score += OUTRIGHT * _outright(asked, drawn)
    score += JOINED * _joined(asked, drawn.text, spoken)
    if not SHORT <= len(drawn.text) <= LONG:
        score -= 0.1
    if _OTHERS.search(drawn.passage.within):
        score -= 0.15
    if asked.key is not None and asked.key not in spoken.here | spoken.titles:
        score -= 0.1
    if " | " in drawn.text and not asked.kinds & _OF_NUMBERS:
        score -= 0.1
    if _CAPTION.match(drawn.text):
        score -= 0.2
    score += EXACT * _exactly(asked, drawn.text, spoken)
    if drawn.text.endswith("?"):
        score -= 0.3
    answers = (
        fitting(asked, drawn, spoken)
        and share >= ENOUGH
        and (here >= asked.here_at_least or not asked.concepts)
    )
    return Ranked(drawn, score, answers)


def fitting(asked: Asked, drawn: Drawn, spoken: Spoken) -> bool:
    """Whether a sentence is of the kinds wanted and speaks of the names and things asked for.

    Names must stand in its passage or above it; what is counted, at least in its passage.
    """
    above = spoken.here | spoken.titles | asked.paper
    if signs.GOES_ON.match(drawn.text):
        above |= spoken.around
    proper = {number for number, concept in enumerate(asked.concepts) if concept.proper}
    named = above
    if not asked.kinds & _OF_NUMBERS:
        named = above | spoken.around
    if not proper <= named or asked.absent:
        return False
    if not _on_the_matter(asked, spoken, above):
        return False
    if asked.kinds & _OF_NUMBERS and not _measured(asked, drawn, spoken):
        return False
    if not _says_instances(asked, drawn):
        return False
    said = f"{drawn.titles}\n{drawn.passage.text}".casefold()
    counted = [asked.concepts[number] for number in asked.counted]
    missing = [thing for thing in counted if not (thing.loose or _counts(thing, said))]
    if len(missing) > (len(counted) >= MANY_WORDS):
        return False
    return all(fits(drawn.text, drawn.titles, kind) for kind in asked.kinds & STRICT)


def _on_the_matter(asked: Asked, spoken: Spoken, above: Collection[int]) -> bool:
    """Whether a sentence speaks of what the kind of question is about above all.

    Whether something is so or who does it, only a sentence on nearly all of it tells; so which
    country or tool it is; where something is, one on that very thing.
    """
    plain = [number for number, concept in enumerate(asked.concepts) if not concept.loose]
    if not asked.concepts:
        return True
    near = {*above, *spoken.around}
    missing = len(asked.concepts) - len(near & set(range(len(asked.concepts))))
    if not asked.kinds and asked.share(set(above)) < MOST:
        return False
    if (not asked.kinds or Kind.PERSON in asked.kinds) and missing > len(asked.concepts) // ONE_OF:
        return False
    if Kind.INSTANCE in asked.kinds and asked.share(near) < NEARLY_ALL:
        return False
    if Kind.MANNER in asked.kinds and len(asked.concepts) - 1 not in near:
        return False
    if Kind.PLACE in asked.kinds and plain and plain[0] not in above:
        return False
    return True


def _measured(asked: Asked, drawn: Drawn, spoken: Spoken) -> bool:
    """Whether a number of the sentence may well be that of what is asked."""
    compound = {number for number, each in enumerate(asked.concepts) if each.compound}
    if not compound <= spoken.here | spoken.titles:
        return False
    if not asked.concepts:
        return True
    if not asked.kinds & STRICT:
        return True
    if drawn.above:
        return _in_its_column(asked, drawn)
    return _near_numbers(asked, drawn.text, spoken) > 0


def _in_its_column(asked: Asked, drawn: Drawn) -> bool:
    """Whether the row has a number below the heads that speak of what is asked, where some do."""
    heads, cells = drawn.above[-1].split(" | "), drawn.text.split(" | ")
    if len(heads) != len(cells):
        return True
    below = [
        cell
        for head, cell in zip(heads, cells, strict=True)
        if any(_heads(concept, head.casefold()) for concept in asked.concepts)
    ]
    return not below or any(character.isdigit() for cell in below for character in cell)


def _heads(concept: Concept, head: str) -> bool:
    """Whether the head of a column is the concept, which may well be shortened there."""
    return any(word.casefold()[:SHORTENED] in head for word in concept.words)


def _says_instances(asked: Asked, drawn: Drawn) -> bool:
    """Whether the kinds of things of which one is asked for are named as such: a tokenizer is more
    than tokens."""
    said = f"{drawn.titles}\n{drawn.text}".casefold()
    return all(
        any(_singular(word) in said for word in asked.concepts[number].words)
        for number in asked.instances
    )


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
    if " | " in text:
        amid_cells = text.index(" | ")
        if any(start > amid_cells for start, _ in places):
            return asked.share(spoken.here)
        return 0.0
    most = 0.0
    for start, end in places[:20]:
        behind = text[end : end + NEAR_BY].casefold()
        before = text[max(0, start - NEAR_BY) : start].casefold()
        near = {number for number in spoken.here if _named(asked.concepts[number], behind)}
        most = max(most, asked.share(near))
        near |= {number for number in spoken.here if _named(asked.concepts[number], before)}
        linked = 1.0
        if not _LINKS.search(before):
            linked = 0.7
        most = max(most, linked * asked.share(near))
    return most


def _outright(asked: Asked, drawn: Drawn) -> float:
    """How clearly the sentence shows that it is of the kinds wanted, beyond the signs of a kind."""
    clear = 0.0
    if Kind.MEANING in asked.kinds and signs.DEFINES.search(drawn.text):
        clear += 2.0
    if Kind.MANNER in asked.kinds and signs.HOW.search(drawn.text):
        clear += 1.0
    if asked.kinds & {Kind.NAMES, Kind.INSTANCE} and signs.TAKES.search(drawn.text):
        clear += 1.0
    if Kind.PLACE in asked.kinds and signs.HAD.search(drawn.text):
        clear += 2.0
    if Kind.SUPPORT in asked.kinds and signs.SUPPORT_TITLE.search(drawn.titles):
        clear += 3.0
    return clear


def _joined(asked: Asked, text: str, spoken: Spoken) -> float:
    """How much of the question stands in the sentence as closely together as the question has
    it."""
    found: set[int] = set()
    small = text.casefold()
    for one, other in asked.beside:
        if one in spoken.here and other in spoken.here:
            for word in asked.concepts[one].words:
                end = small.find(_stem(word))
                if end >= 0 and _named(asked.concepts[other], small[end : end + len(word) + BESIDE]):
                    found |= {one, other}
    return asked.share(found)


def _exactly(asked: Asked, text: str, spoken: Spoken) -> float:
    """How much of the question the sentence speaks of in its very words."""
    told = set(re.findall(r"[\w.+-]+", text.casefold()))
    same = [
        number
        for number in spoken.here
        if any(word.casefold() in told for word in asked.concepts[number].words)
    ]
    return asked.share(same)


def _counts(thing: Concept, text: str) -> bool:
    """Whether the text has a word for the thing that is counted: its own, or a translation."""
    words = thing.words
    if thing.name.isascii():
        words = words[:1]
    return any(_singular(word) in text for word in words)


def _singular(word: str) -> str:
    return re.sub(r"(?:ies|s)$", "", word.casefold())


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
