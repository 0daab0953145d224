"""A question about one paper → an answer that rests on quotes, or "the paper does not say".

    concepts ─ passages.find ─┬─ model ─ located ─┬─ spoken ─ relevant? ─ Answer
    (glossary, else model)    └─ best sentences ──┘

The model only proposes. Every quote must stand in a passage it was given; and what it quotes must
speak of what was asked: the question's concepts, weighed by how rare each is in the paper, must be
covered well enough (`RELEVANT`). A concept the paper never mentions weighs most. So a model that
repeats something near is refused. docs/decisions/questions.md tells how the rule was measured.
"""

# Chinese is read here: how people join questions.

from __future__ import annotations

import asyncio
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice

import structlog

from core.asking import prompts
from core.asking.concepts import Concept, concepts, known_words
from core.asking.passages import Found, Passage
from core.asking.prompts import Turn
from core.asking.quotes import located, units
from core.checking import verify
from core.document import Document, Section
from core.errors import ArgumentMissing, ModelAnswerInvalid, ModelError
from core.language import Language, Languages, described
from core.llm.budget import Budget
from core.models import Answer, Check, Paper, Provenance, Quote, Shortfall, Source, Writer
from core.ports import Clock, Model, Passages
from core.reading.prompts import Prompt
from core.unseen import seen

__all__ = ["LONGEST_QUESTION", "Answerer", "Turn"]

log = structlog.get_logger()

RELEVANT = 0.55  # how much of the question's weight the quoted passages must speak of
RETRIEVED = 8  # passages
QUOTES, SENTENCES = 3, 2  # at most, by a model and without one
WORDS = 4  # a model's, for one piece of a question
LONGEST_QUESTION = 500  # characters; what is longer is no question to search by
SHOWN = 16_000  # characters of passages a model is given, those beside the retrieved ones included
# Reasoning models think within these; an answer takes some 400 tokens.
ANSWER_TOKENS, TERMS_TOKENS = 4_000, 2_000
# What is reserved of the day's budget: passages, both instructions, what was said before, both
# answers.
COST = SHOWN // 3 + 2_000 + ANSWER_TOKENS + TERMS_TOKENS

# Signs that a question asks for several things, which may be answered in several places.
_SEVERAL = re.compile(r"\band\b|[,;，；、]|和|与|以及|[?？].*[?？]", re.IGNORECASE)


@dataclass(frozen=True)
class _Inquiry:
    """A question to a text: what it asks about (`concepts`), and what a search for that `found`."""

    paper: Paper
    document: Document
    text: str
    language: Language
    earlier: tuple[Turn, ...]
    concepts: tuple[Concept, ...]
    found: Found

    def weight(self, spoken: Iterable[int]) -> float:
        """How much of the question the concepts with these numbers are, from 0 to 1.

        1 for a question without concepts.
        """
        total = len(self.found.passages)
        counts = self.found.counts[: len(self.concepts)]
        rarity = [math.log((total + 1) / (count + 0.5)) for count in counts]
        if not rarity:
            return 1.0
        return sum(rarity[number] for number in set(spoken)) / sum(rarity)

    @property
    def unknown(self) -> bool:
        """Whether the text never mentions some concept, as far as we know its words."""
        return 0 in self.found.counts[: len(self.concepts)]

    @property
    def best(self) -> Sequence[int]:
        """The passages found; the text's first ones when the question names nothing to find."""
        if self.concepts:
            return self.found.best
        return range(min(RETRIEVED, len(self.found.passages)))


@dataclass(frozen=True)
class _Drawn:
    """A sentence or row of a passage."""

    text: str
    passage: Passage

    @property
    def quote(self) -> Quote:
        """The same as readers see it."""
        return Quote(self.text, self.passage.section, self.passage.anchor)

    @property
    def told(self) -> str:
        """The same under the titles it stands under."""
        return f"{self.passage.within}\n{self.text}"


class Answerer:
    """Answers questions about papers. `model` None means that the best sentences are the answer."""

    def __init__(
        self,
        model: Model | None,
        passages: Passages,
        *,
        budget: Budget,
        clock: Clock,
        languages: Languages,
    ) -> None:
        self._model = model
        self._passages = passages
        self._budget = budget
        self._clock = clock
        self._languages = languages

    async def answer(
        self,
        paper: Paper,
        document: Document | None,
        question: str,
        language: str,
        earlier: Sequence[Turn] = (),
        lacking: Shortfall | None = None,
    ) -> Answer:
        """What the paper says to the question: by its document or, without one, by its abstract.

        `lacking` says why there is no document. Where the model gives nothing of use, the nearest
        sentences answer. Raises ArgumentMissing for an empty question.
        """
        text = " ".join(seen(question).split())[:LONGEST_QUESTION]
        if not text:
            raise ArgumentMissing("ask")
        read = document or Document(paper_id=paper.id, title=paper.title, abstract=paper.abstract)
        inquiry = _Inquiry(
            paper=paper,
            document=read,
            text=text,
            language=described(self._languages, language),
            earlier=tuple(earlier),
            concepts=(),
            found=Found((), (), ()),
        )
        inquiry = await self._searched(inquiry)
        provenance = Provenance(
            source=read.source,
            writer=Writer.EXTRACTIVE,
            created_at=self._clock.now(),
            version=read.version,
            shortfall=read.lacking,
            hidden=read.hidden,
        )
        if document is None:
            provenance = replace(provenance, source=Source.ABSTRACT, shortfall=lacking)
        if self._model is None:
            shortfall = provenance.shortfall or Shortfall.NO_MODEL
            return await self._without_model(inquiry, replace(provenance, shortfall=shortfall))
        if not await self._budget.admits(COST, self._clock.now().date(), on_demand=True):
            over_budget = replace(provenance, shortfall=Shortfall.OVER_BUDGET)
            return await self._without_model(inquiry, over_budget)
        try:
            with self._budget.reserve(COST, on_demand=True):
                return await self._with_model(inquiry, provenance, self._model)
        except ModelError as error:
            log.warning(
                "a question was answered without the model", paper=paper.id, error=str(error)
            )
            away = replace(provenance, shortfall=Shortfall.MODEL_AWAY)
            return await self._without_model(inquiry, away)

    async def _searched(
        self, inquiry: _Inquiry, words: Mapping[str, Sequence[str]] | None = None
    ) -> _Inquiry:
        """The inquiry with its concepts, and with what a search for them found.

        What the last question spoke of is looked for as well; it counts as asked only where the
        new question names nothing at all.
        """
        known = known_words(self._languages, inquiry.language.code)
        asked = concepts(inquiry.text, known, words)
        last: tuple[Concept, ...] = ()
        if inquiry.earlier:
            last = concepts(inquiry.earlier[-1].question, known)
        carried = tuple(concept for concept in last if concept not in asked)
        found = await self._passages.find(inquiry.document, (*asked, *carried), RETRIEVED)
        return replace(inquiry, concepts=asked or carried, found=found)

    async def _with_model(self, inquiry: _Inquiry, provenance: Provenance, model: Model) -> Answer:
        written = replace(
            provenance, writer=Writer.MODEL, model=model.name, prompt_version=prompts.ASK_VERSION
        )
        widened = inquiry.unknown or not await self._promising(inquiry)
        if widened:
            inquiry = await self._widened(inquiry, model)
            if not await self._promising(inquiry):
                return _refusal(inquiry, written)  # the model gave the words that were looked for
        shown = _shown(inquiry)
        prompt = Prompt(
            instructions=prompts.answer_instructions(inquiry.language),
            material=prompts.answer_material(
                inquiry.paper, shown.items(), inquiry.text, inquiry.earlier
            ),
            answer=prompts.SaidAnswer,
            max_tokens=ANSWER_TOKENS,
            subject=inquiry.paper.id,
            urgent=True,
        )
        answered = await model.ask(prompt, partial(_advice, inquiry, shown))
        said = answered.answer
        written = replace(written, model=answered.model)
        drawn = await asyncio.to_thread(_drawn, said.quotes, shown)
        if not (said.answered and said.text and drawn):
            return _refusal(inquiry, written, drawn)
        relevant = await self._relevant(inquiry, drawn)
        if not relevant and not widened:
            # The paper may say it in other words than the question, which only the model knows.
            relevant = await self._relevant(await self._widened(inquiry, model), drawn)
        if not relevant:
            return _refusal(inquiry, written, drawn)
        checked = await asyncio.to_thread(_checked, inquiry, said.text, drawn)
        return replace(_answer(inquiry, written, said.text, drawn), check=checked)

    async def _widened(self, inquiry: _Inquiry, model: Model) -> _Inquiry:
        """The inquiry with other words for what it asks about."""
        return await self._searched(inquiry, await _other_words(inquiry.text, model))

    async def _without_model(self, inquiry: _Inquiry, provenance: Provenance) -> Answer:
        """The sentence that speaks most of the question, and the next best of its passage."""
        drawn: list[_Drawn] = []
        for number in inquiry.best:
            passage = inquiry.found.passages[number]
            drawn += [_Drawn(part, passage) for part, _ in units(passage.text)]
        weights = await self._weights(inquiry, [[each.told] for each in drawn])
        ranked = sorted(range(len(drawn)), key=lambda at: -weights[at])
        beside = [at for at in ranked if drawn[at].passage is drawn[ranked[0]].passage]
        chosen = [drawn[at] for at in sorted(beside[:SENTENCES])]
        if not await self._relevant(inquiry, chosen):
            return _refusal(inquiry, provenance, chosen)
        return _answer(inquiry, provenance, " ".join(each.text for each in chosen), chosen)

    async def _promising(self, inquiry: _Inquiry) -> bool:
        """Whether all passages to be shown together speak of what was asked.

        If they do not, no quote from them will.
        """
        told = [f"{each.within}\n{each.text}" for each in _shown(inquiry).values()]
        return await self._covered(inquiry, [told])

    async def _relevant(self, inquiry: _Inquiry, drawn: Sequence[_Drawn]) -> bool:
        """Whether the quotes of one section speak of what was asked.

        Where several things are asked, all quotes may speak of it together.
        """
        together: dict[str, list[str]] = defaultdict(list)
        several = _SEVERAL.search(inquiry.text)
        for each in drawn:
            section = each.passage.within
            if several:
                section = ""
            together[section].append(each.told)
        return await self._covered(inquiry, list(together.values()))

    async def _covered(self, inquiry: _Inquiry, groups: Sequence[Sequence[str]]) -> bool:
        return max(await self._weights(inquiry, groups), default=0.0) >= RELEVANT

    async def _weights(self, inquiry: _Inquiry, groups: Sequence[Sequence[str]]) -> list[float]:
        """How much of the question each group of texts speaks of, with the paper's title."""
        texts = ["\n".join((inquiry.paper.title, *group)) for group in groups]
        spoken = await self._passages.spoken(inquiry.concepts, texts)
        return [inquiry.weight(each) for each in spoken]


async def _other_words(question: str, model: Model) -> dict[str, tuple[str, ...]]:
    """English words for pieces of the question; none when the model cannot say."""
    prompt = Prompt(
        instructions=prompts.terms_instructions(),
        material=prompts.question_material(question),
        answer=prompts.SaidTerms,
        max_tokens=TERMS_TOKENS,
        subject=question,
        urgent=True,
    )
    try:
        written = await model.ask(prompt)
    except ModelAnswerInvalid:
        return {}
    return {each.term: tuple(each.english[:WORDS]) for each in written.answer.terms}


def _shown(inquiry: _Inquiry) -> dict[int, Passage]:
    """The passages a model is given, by number from 1.

    The best come first, each with those beside it in its section.
    """
    passages = inquiry.found.passages
    chosen: dict[int, Passage] = {}
    space = SHOWN
    for best in inquiry.best:
        for number in range(max(0, best - 1), min(len(passages), best + 2)):
            passage = passages[number]
            if passage.within != passages[best].within or number + 1 in chosen:
                continue
            cost = len(passage.within) + len(passage.text)
            if cost <= space:
                space -= cost
                chosen[number + 1] = passage
    return chosen


def _drawn(said: Iterable[prompts.SaidQuote], shown: Mapping[int, Passage]) -> list[_Drawn]:
    """The quotes that stand in a passage the model was given, as the paper has them, each once."""
    found: dict[str, _Drawn] = {}
    for quote in islice(said, 4 * QUOTES):
        searched = list(shown.values())
        if quote.passage in shown:
            searched.insert(0, shown[quote.passage])
        for passage in searched:
            text = located(quote.text, passage.text)
            if text:
                found.setdefault(text, _Drawn(text, passage))
                break
    return list(found.values())[:QUOTES]


def _advice(
    inquiry: _Inquiry, shown: Mapping[int, Passage], said: prompts.SaidAnswer
) -> str | None:
    """What to tell the model if the answer must be written again; None if it may stay."""
    if not said.answered:
        return None
    drawn = _drawn(said.quotes, shown)
    missing = _checked(inquiry, said.text, drawn).missing
    return prompts.advice(quoted=bool(drawn), missing=[claim.text for claim in missing])


def _checked(inquiry: _Inquiry, text: str, drawn: Iterable[_Drawn]) -> Check:
    """The answer's figures and names, looked up in the quoted passages alone."""
    passages = [each.passage for each in drawn]
    sections = dict.fromkeys(
        Section(passage.section, 1, passage.text, passage.anchor) for passage in passages
    )
    quoted = Document(
        paper_id=inquiry.paper.id, title=inquiry.document.title, sections=tuple(sections)
    )
    without_abstract = replace(inquiry.paper, abstract="")
    return verify.check([text], verify.Evidence.of(without_abstract, quoted))


def _answer(
    inquiry: _Inquiry, provenance: Provenance, text: str, drawn: Sequence[_Drawn]
) -> Answer:
    return Answer(
        paper_id=inquiry.paper.id,
        language=inquiry.language.code,
        question=inquiry.text,
        answered=True,
        text=text,
        quotes=tuple(each.quote for each in drawn),
        provenance=provenance,
    )


def _refusal(inquiry: _Inquiry, provenance: Provenance, drawn: Sequence[_Drawn] = ()) -> Answer:
    """The paper does not say; the quotes are what comes nearest."""
    return replace(_answer(inquiry, provenance, "", drawn), answered=False)
