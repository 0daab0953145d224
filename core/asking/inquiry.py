"""A question to a text, what a search found for it, and where else the answer may stand."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import structlog

from core.asking import choosing, learned, meaning, ordering, weighing
from core.asking.asked import Asked, Drawn, Spoken
from core.asking.choosing import Ranked
from core.asking.concepts import Concept
from core.asking.evidence import evidence_for, shown
from core.asking.kinds import Kind, denies
from core.asking.passages import Found, Passage
from core.asking.prompts import Turn
from core.asking.record import Topic
from core.document import Document
from core.encoder.late import EncoderUnreadable
from core.language import Language
from core.models import Paper, Quote
from core.ports import Encoder, Passages
from core.sentences import first_sentence

log = structlog.get_logger()

RETRIEVED = 12  # passages a model is given, with those beside them
SEARCHED = 40  # passages whose sentences are looked at one by one
MAIN = 6  # a paper's sections, where nothing tells which one may hold the answer
SHORT = 20  # passages; a paper has more
FAINT = 0.05  # how likely what was found answers; below it, it is beside the point
NAME_WORDS = 2  # of the name of a work, at most
GIVEN = 12_000  # characters of passages a model is given, those beside the retrieved ones included

NOTHING = Found((), (), ())
UNASKED = Asked((), (), frozenset())


@dataclass(frozen=True)
class Inquiry:
    """A question to a text: what it asks about (`concepts`), and what a search for that `found`.
    `parts` are the questions that it consists of, where it asks for several things. `typed` is what
    somebody typed, `text` the same as the paper spells it, `carried` the question before it, where
    it names nothing itself, `likely` how likely what was found answers it, from 0 to 1, `topics`
    what it asks of the paper's own record, and nothing more."""

    paper: Paper
    document: Document
    text: str
    language: Language
    earlier: tuple[Turn, ...]
    kinds: frozenset[Kind] = frozenset()
    counted: tuple[int, ...] = ()
    concepts: tuple[Concept, ...] = ()
    found: Found = NOTHING
    asked: Asked = UNASKED
    ranking: tuple[Ranked, ...] = ()
    parts: tuple[Inquiry, ...] = ()
    typed: str = ""
    carried: str = ""
    likely: float = 0.0
    topics: tuple[Topic, ...] = ()

    @property
    def is_short(self) -> bool:
        """Whether the text is an abstract or little more: what is `likely` was fitted to papers."""
        return len(self.found.passages) < SHORT

    @property
    def by_meaning(self) -> bool:
        """Whether sentences tell how near their meaning is to the question's."""
        return meaning.is_told(self.ranking)

    @property
    def counts(self) -> tuple[int, ...]:
        """How many passages speak of each concept."""
        return tuple(map(len, self.found.speaking[: len(self.concepts)]))

    @property
    def unknown(self) -> bool:
        """Whether the text never mentions some concept, as far as we know its words."""
        return 0 in self.counts

    @property
    def absent(self) -> tuple[str, ...]:
        """What the text never mentions, of what it would have to mention to answer.

        Words of another language are left out: the paper may have other words for them.
        """
        counted = zip(self.concepts, self.counts, strict=True)
        return tuple(
            concept.name
            for concept, count in counted
            if concept.name.isascii() and not (count or concept.loose)
        )

    @property
    def best(self) -> Sequence[int]:
        """The passages found; the text's first ones when the question names nothing to find."""
        if self.concepts:
            return self.found.best
        return range(min(RETRIEVED, len(self.found.passages)))

    @property
    def order(self) -> list[int]:
        """The passages found, those with the sentences that answer best first."""
        numbers = {id(self.found.passages[number]): number for number in self.best}
        by_sentence = [numbers[id(each.drawn.passage)] for each in self.ranking]
        return list(dict.fromkeys((*by_sentence, *self.best)))[:RETRIEVED]


async def ranked(inquiry: Inquiry, passages: Passages, encoder: Encoder | None) -> Inquiry:
    """The inquiry with the sentences of what was found, the one that answers best first."""
    weights = choosing.weights(inquiry.concepts, inquiry.counts, len(inquiry.found.passages))
    (titled,) = await passages.spoken(inquiry.concepts, [inquiry.paper.title])
    asked = Asked(
        inquiry.concepts,
        weights,
        inquiry.kinds,
        titled,
        inquiry.counted,
        absent=bool(inquiry.absent),
        beside=_beside(inquiry),
        own=_own(inquiry.paper.title),
        counts=inquiry.counts,
        denies=denies(inquiry.text),
    )
    drawn = await asyncio.to_thread(_drawn, inquiry)
    said = await spoken_by(inquiry, drawn, passages)
    ranking = await asyncio.to_thread(choosing.ranked, asked, drawn, said)
    if len(inquiry.found.passages) >= SHORT:
        if encoder:
            ranking = await _with_nearness(inquiry, asked, ranking, encoder)
        order = learned.order(by_meaning=meaning.is_told(ranking))
        ranking = await asyncio.to_thread(ordering.in_order, asked, ranking, order)
    likely = await asyncio.to_thread(_likely, asked, ranking)
    return replace(inquiry, asked=asked, ranking=tuple(ranking), likely=likely)


async def _with_nearness(
    inquiry: Inquiry, asked: Asked, ranking: list[Ranked], encoder: Encoder
) -> list[Ranked]:
    try:
        text = inquiry.carried or inquiry.text
        return await meaning.with_nearness(asked, text, ranking, encoder)
    except EncoderUnreadable as error:
        log.warning("sentences are told by their words alone", error=str(error))
        return ranking


def _likely(asked: Asked, ranking: Sequence[Ranked]) -> float:
    known = learned.learned(by_meaning=meaning.is_told(ranking))
    return learned.likely(weighing.all_signs(asked, ranking), known)


def with_evidence(found: Found, concepts: Sequence[Concept]) -> Found:
    """The same, with the passages that show something of a thing which none names."""
    speaking, best = list(found.speaking), list(found.best)
    for number, concept in enumerate(concepts):
        evidence = evidence_for(concept)
        if not evidence or not evidence.counts:
            continue
        showing = [
            at for at, passage in enumerate(found.passages) if evidence.shown.search(passage.text)
        ]
        speaking[number] |= set(showing)
        best += [at for at in showing[:RETRIEVED] if at not in best]
    return Found(found.passages, tuple(best), tuple(speaking))


def _sections(inquiry: Inquiry) -> dict[str, frozenset[int]]:
    """What each section speaks of somewhere."""
    found: dict[str, set[int]] = {passage.within: set() for passage in inquiry.found.passages}
    for number, speaking in enumerate(inquiry.found.speaking[: len(inquiry.concepts)]):
        for at in speaking:
            found[inquiry.found.passages[at].within].add(number)
    return {within: frozenset(numbers) for within, numbers in found.items()}


def _own(title: str) -> str:
    """The name of a work with which the paper's title begins, "" where it begins with none."""
    name, colon, _ = title.partition(":")
    if colon and len(name.split()) <= NAME_WORDS:
        return name
    return ""


def _beside(inquiry: Inquiry) -> tuple[tuple[int, int], ...]:
    """The pairs of concepts that the question names right behind each other."""
    names = [concept.name for concept in inquiry.concepts]
    return tuple(
        (number, number + 1)
        for number, (name, following) in enumerate(pairwise(names))
        if re.search(rf"{re.escape(name)}\W?{re.escape(following)}", inquiry.text)
    )


def _drawn(inquiry: Inquiry) -> list[Drawn]:
    """The sentences of the passages found."""
    drawn: list[Drawn] = []
    for number in inquiry.best:
        drawn += choosing.sentences_of(inquiry.found.passages[number])
    return drawn


async def spoken_by(inquiry: Inquiry, drawn: Sequence[Drawn], passages: Passages) -> list[Spoken]:
    """What each of the sentences speaks of, in one search."""
    concepts, sections = inquiry.concepts, _sections(inquiry)
    texts: dict[str, int] = {}
    for each in drawn:
        for text in (each.text, each.titles, each.passage.text):
            texts.setdefault(text, len(texts))
    numbers = await passages.spoken(concepts, list(texts))
    return [
        Spoken(
            here=numbers[texts[each.text]] | shown(concepts, each.text, each.titles),
            titles=numbers[texts[each.titles]],
            around=numbers[texts[each.passage.text]],
            section=sections[each.passage.within],
        )
        for each in drawn
    ]


def given_to_model(inquiry: Inquiry) -> dict[int, Passage]:
    """The passages a model is given, by number from 1: the best come first, behind all of them
    those beside them in their sections, as far as there is space."""
    passages, best = inquiry.found.passages, inquiry.order
    beside = (
        number
        for each in best
        for number in (each - 1, each + 1)
        if 0 <= number < len(passages) and passages[number].within == passages[each].within
    )
    chosen: dict[int, Passage] = {}
    space = GIVEN
    for number in dict.fromkeys((*best, *beside)):
        passage = passages[number]
        cost = len(passage.within) + len(passage.text)
        if cost <= space:
            space -= cost
            chosen[number + 1] = passage
    return chosen


def on_the_matter(inquiry: Inquiry) -> list[Ranked]:
    """The sentences that speak of something asked for, themselves or around them, those first that
    may well answer.

    What any paper says in its own way is no matter of a question that names anything else. None
    where next to nothing speaks for any of them.
    """
    if inquiry.likely < FAINT and not inquiry.is_short:
        return []
    read = {
        number
        for number, concept in enumerate(inquiry.concepts)
        if not (concept.loose or concept.foreign)
    }
    found = [
        each
        for each in inquiry.ranking
        if not read or read & (each.spoken.here | each.spoken.titles | each.spoken.around)
    ]
    return sorted(found, key=lambda each: each.barred)


def places(inquiry: Inquiry) -> tuple[Quote, ...]:
    """The main sections, each with its first sentence, of a question whose words could not be read;
    none of others."""
    if not inquiry.concepts or inquiry.found.best:
        return ()
    if not all(concept.foreign or concept.loose for concept in inquiry.concepts):
        return ()
    sections = [each for each in inquiry.document.sections if each.level == 1]
    return tuple(
        Quote(first_sentence(each.text), each.title, each.anchor) for each in sections[:MAIN]
    )


def together(spoken: Iterable[Spoken]) -> Spoken:
    """What several sentences speak of together."""
    here: set[int] = set()
    titles: set[int] = set()
    around: set[int] = set()
    section: set[int] = set()
    for each in spoken:
        here |= each.here
        titles |= each.titles
        around |= each.around
        section |= each.section
    return Spoken(frozenset(here), frozenset(titles), frozenset(around), frozenset(section))
