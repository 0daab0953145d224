"""Which sentences and table rows of a paper answer a question, if any do. Pure.

A sentence answers when it is of the kind that is wanted (`kinds`) and speaks of what was asked:
itself, or else by the titles and the sentences around it, which count for less.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from core.asking import signs
from core.asking.asked import NOTHING_SPOKEN, Asked, Drawn, Spoken
from core.asking.concepts import Concept
from core.asking.fitting import OF_NUMBERS, barred, fitting, named, near_numbers, stem
from core.asking.kinds import Kind, explains, fits
from core.asking.passages import AUTHORS, Passage
from core.asking.quotes import units

# How much of what a question speaks of a sentence must speak of, as these places count.
ENOUGH = 0.6
HERE, TITLES, SECTION, PAPER = 1.0, 0.75, 0.35, 0.3  # `Asked.around` for what stands around it
LOOSE, FOREIGN = 0.3, 0.3  # what a loose or an unread word weighs, beside a plain one
LOOSE_OF_PLAIN = 0.4  # the same at most, of the plain word that weighs most
TRANSLATED = 0.7  # the same of a word that may stand there in another translation
FITS, NEAR, EXPLAINS, EXACT = 0.25, 0.3, 0.35, 0.1  # what speaks for a sentence besides
JOINED, OUTRIGHT, TITLED = 0.15, 0.1, 0.15
OWN_ROW = 0.1  # the row of the paper's own work
# What speaks against one: it is very short or long, tells of other work, lacks the weightiest word,
# is a row where no number is asked for, or a caption, is said to somebody (as in a prompt), or asks
# something itself.
ODD_LENGTH, OF_OTHERS, KEYLESS = 0.1, 0.15, 0.1
ROW, ROW_OF_COMPARISON, CAPTION = 0.1, 0.3, 0.2
SAID_TO_SOMEBODY, QUESTION = 0.2, 0.3
NAMES_OF_ROW = 60  # characters in which a row says what it is of
SHORT, LONG = 40, 450  # characters
BESIDE = 16  # characters behind a word in which the next one stands
WHOLE = 700  # characters of a sentence with the one beside it
SAME = 0.8  # of the words of two sentences
SECOND = 0.65  # a second sentence is as good as this share of the first


@dataclass(frozen=True)
class Ranked:
    """A sentence with how well it answers. `answers` tells whether it does at all by the rules,
    `beside` what those next to it speak of, `near` how near its meaning is to the question's (a
    cosine) and `relevance` how likely it answers by a model that read both (log odds; both None
    where nothing tells), `odds` how likely it answers by all that is known, as a logarithm."""

    drawn: Drawn
    score: float
    answers: bool
    spoken: Spoken = NOTHING_SPOKEN
    fitting: bool = False
    barred: bool = False
    beside: frozenset[int] = frozenset()
    near: float | None = None
    relevance: float | None = None
    odds: float = 0.0


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
    plain = [weight for weight, concept in zip(found, concepts, strict=False) if not concept.loose]
    if not plain:
        return tuple(found)
    # What a paper may well put otherwise is never what a question is about.
    most = LOOSE_OF_PLAIN * max(plain)
    return tuple(
        min(weight, most) if concept.loose else weight
        for weight, concept in zip(found, concepts, strict=False)
    )


def sentences_of(passage: Passage) -> Iterator[Drawn]:
    """The passage's sentences and rows; a table's head and caption are above its rows."""
    if passage.section == AUTHORS:
        yield Drawn(passage.text, passage)
        return
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


def best_by_rules(found: Sequence[Ranked], most: int) -> list[Drawn]:
    """The best of the sentences that answer by the rules alone, none much worse than the first;
    none if none do."""
    able = [each for each in found if each.answers and not each.barred]
    return best([each for each in able if each.score >= SECOND * able[0].score], most)


def best(found: Sequence[Ranked], most: int) -> list[Drawn]:
    """The best sentences, at most so many, in the order they are ranked."""
    chosen: list[Ranked] = []
    for each in found:
        if len(chosen) == most:
            break
        if not any(_alike(each.drawn.text, other.drawn.text) for other in chosen):
            chosen.append(each)
    return [_whole(each.drawn) for each in chosen]


def _alike(one: str, other: str) -> bool:
    """Whether two sentences say the same in nearly the same words, as an abstract and an
    introduction do."""
    words, others = (set(re.findall(r"\w+", text.casefold())) for text in (one, other))
    return len(words & others) >= SAME * len(words | others)


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
        announced = drawn.text.endswith(":") or signs.ADDRESS.fullmatch(part)
        if end <= at <= end + 2 and announced:
            end = at + len(part)
            break
    if end - start > WHOLE:
        return drawn
    return replace(drawn, text=text[start:end])


def _ranked(asked: Asked, drawn: Drawn, spoken: Spoken) -> Ranked:
    share = covered(asked, spoken)
    score = _score(asked, drawn, spoken, share)
    here = asked.share(spoken.here)
    if (
        asked.kinds & {Kind.LIMITS, Kind.DURATION, Kind.TIME}
        or drawn.above
        or signs.GOES_ON.match(drawn.text)
    ):
        # A section of limitations need not call each of them one, nor a row say what its head says.
        here = asked.share(spoken.here | spoken.titles)
    fits_in = fitting(asked, drawn, spoken)
    answers = fits_in and share >= ENOUGH and (here >= asked.here_at_least or not asked.concepts)
    return Ranked(drawn, score, answers, spoken, fits_in, barred(asked, drawn, spoken))


def _score(asked: Asked, drawn: Drawn, spoken: Spoken, share: float) -> float:
    """How well a sentence answers that speaks of that share of the question, by what speaks for it
    and against it besides."""
    score = share + FITS * fit(asked, drawn)
    if asked.kinds & OF_NUMBERS:
        score += NEAR * near_numbers(asked, drawn.text, spoken)
    if Kind.MEANING in asked.kinds and _explained(asked, drawn.text, spoken):
        score += EXPLAINS
    score += OUTRIGHT * outright(asked, drawn)
    score += TITLED * titled(asked, drawn)
    score += JOINED * joined(asked, drawn.text, spoken)
    if not SHORT <= len(drawn.text) <= LONG:
        score -= ODD_LENGTH
    if signs.OTHERS.search(drawn.passage.within):
        score -= OF_OTHERS
    if asked.key is not None and asked.key not in spoken.here | spoken.titles:
        score -= KEYLESS
    if " | " in drawn.text and not asked.kinds & OF_NUMBERS:
        score -= ROW_OF_COMPARISON if asked.kinds == {Kind.COMPARISON} else ROW
    if drawn.above and is_own_row(asked, drawn.text):
        score += OWN_ROW
    if signs.CAPTION.match(drawn.text):
        score -= CAPTION
    score += EXACT * exactly(asked, drawn.text, spoken)
    if signs.SPOKEN.search(drawn.text):
        score -= SAID_TO_SOMEBODY
    if drawn.text.endswith("?"):
        score -= QUESTION
    return score


def is_own_row(asked: Asked, row: str) -> bool:
    """Whether a row tells of the paper's own work, by its name or by "ours"."""
    named_so = bool(asked.own) and asked.own in row
    return named_so or bool(signs.OWN_ROW.search(row[:NAMES_OF_ROW]))


def covered(asked: Asked, spoken: Spoken) -> float:
    """How much of the question is spoken of, each concept where it counts most; all of a question
    that names nothing."""
    if not asked.concepts:
        return 1.0
    places = (
        (HERE, spoken.here),
        (TITLES, spoken.titles),
        (asked.around, spoken.around),
        (SECTION, spoken.section),
        (PAPER, asked.paper),
    )
    share, seen = 0.0, set[int]()
    for worth, numbers_there in places:
        share += worth * asked.share(numbers_there - seen)
        seen |= numbers_there
    return share


def fit(asked: Asked, drawn: Drawn) -> float:
    """The share of the kinds wanted that the sentence is of; 1 where none is wanted."""
    if not asked.kinds:
        return 1.0
    of_them = [kind for kind in asked.kinds if fits(drawn.text, drawn.titles, kind)]
    return len(of_them) / len(asked.kinds)


def outright(asked: Asked, drawn: Drawn) -> float:
    """How clearly the sentence shows that it is of the kinds wanted, beyond the signs of a kind."""
    clear = 0.0
    if Kind.MEANING in asked.kinds and signs.DEFINES.search(drawn.text):
        clear += 2.0
    if Kind.MANNER in asked.kinds and signs.HOW.search(drawn.text):
        clear += 1.0
    if asked.kinds & {Kind.NAMES, Kind.INSTANCE} and signs.TAKES.search(drawn.text):
        clear += 1.0
    if Kind.NAMES in asked.kinds and signs.LISTS.search(drawn.text):
        clear += 2.5
    if {Kind.COMPARISON, Kind.NAMES} <= asked.kinds and signs.COMPARES.search(drawn.text):
        clear += 3.0
    if {Kind.COMPARISON, Kind.NUMBER} <= asked.kinds and signs.BY_SO_MUCH.search(drawn.text):
        clear += 2.0
    if Kind.PERSON in asked.kinds and drawn.passage.section == AUTHORS:
        clear += 3.0
    if Kind.PLACE in asked.kinds and signs.HAD.search(drawn.text):
        clear += 2.0
    if Kind.LIMITS in asked.kinds and signs.WEAK_TITLE.search(drawn.titles):
        clear += 4.0
    if Kind.TOTAL in asked.kinds and signs.TOTAL.search(drawn.text):
        clear += 2.0
    if Kind.REASON in asked.kinds and signs.CHOICE.search(drawn.text):
        clear += 2.0
    if Kind.SUPPORT in asked.kinds and signs.SUPPORT_TITLE.search(drawn.titles):
        clear += 3.0
    return clear


def titled(asked: Asked, drawn: Drawn) -> bool:
    """Whether the title of the section says nothing but what is asked for."""
    words = re.findall(r"[^\W\d_]{3,}", drawn.passage.section.casefold())
    asked_for = " ".join(" ".join(concept.words) for concept in asked.concepts).casefold()
    return bool(words) and all(word in asked_for for word in words)


def joined(asked: Asked, text: str, spoken: Spoken) -> float:
    """How much of the question stands in the sentence as closely together as the question has
    it."""
    found: set[int] = set()
    small = text.casefold()
    for one, other in asked.beside:
        if one in spoken.here and other in spoken.here:
            for word in asked.concepts[one].words:
                end = small.find(stem(word))
                if end >= 0 and named(asked.concepts[other], small[end : end + len(word) + BESIDE]):
                    found |= {one, other}
    return asked.share(found)


def exactly(asked: Asked, text: str, spoken: Spoken) -> float:
    """How much of the question the sentence speaks of in its very words."""
    told = set(re.findall(r"[\w.+-]+", text.casefold()))
    same: list[int] = []
    for number in spoken.here:
        words = map(str.casefold, asked.concepts[number].words)
        if not told.isdisjoint(words):
            same.append(number)
    return asked.share(same)


def _explained(asked: Asked, text: str, spoken: Spoken) -> bool:
    """Whether the sentence says what the thing that is asked for is: by its whole name where that
    has several words, else the weightiest thing of the question."""
    if not spoken.here:
        return False
    chained = {number for pair in asked.beside for number in pair}
    if chained and len(chained) == len(asked.concepts):
        return explains(text, " ".join(concept.name for concept in asked.concepts))
    weightiest = max(range(len(asked.weights)), key=lambda number: asked.weights[number])
    if weightiest not in spoken.here:
        return False
    words = [word for word in asked.concepts[weightiest].words if re.search(r"\w", word)]
    return any(explains(text, word.rstrip("s")) for word in words)
