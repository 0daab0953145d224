"""A question about one paper → an answer that rests on quotes, or where the answer may stand.

    concepts ─ passages.find ─ sentences ranked ─┬─ model ─ located ─ relevant? ─┬─ Answer
    (glossary, else model)                       └─ those that answer ───────────┘

The model only proposes. Every quote must stand in a passage it was given; and what it quotes must
speak of what was asked: the question's concepts, weighed by how rare each is in the paper, must be
covered well enough. A concept the paper never mentions weighs most. So a model that repeats
something near is refused. Without a model the sentences answer that speak of what was asked and are
of the kind that is wanted (a number, a time, a reason: `core.asking.kinds`).
docs/decisions/questions.md tells how the rules were measured.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import lru_cache, partial

from core.asking import answers, choosing, confirming, prompts, proposed
from core.asking.asked import Drawn
from core.asking.concepts import Concept, Vocabulary, concepts, known_words
from core.asking.fitting import fitting
from core.asking.inquiry import (
    GIVEN,
    SEARCHED,
    Inquiry,
    given_to_model,
    ranked,
    spoken_by,
    together,
    with_evidence,
)
from core.asking.kinds import Kind, counted, kinds
from core.asking.parting import asks_several, goes_on, parts
from core.asking.passages import Passage
from core.asking.prompts import Turn
from core.asking.record import Topic, topics
from core.asking.spelling import respelled, spellings
from core.document import Document
from core.errors import ArgumentMissing, ModelAnswerInvalid, ModelError, OverBudget
from core.failing import Failing
from core.language import Languages, described
from core.llm.budget import Budget
from core.models import Answer, Paper, Provenance, Shortfall, Source, Writer
from core.ports import Clock, Encoder, Model, Passages
from core.reading.prompts import Prompt
from core.records import Step
from core.unseen import seen

RELEVANT = 0.5  # how much of the question the passages that a model quotes must speak of
REPEATS = 0.65  # the same of a model that only repeats what it quotes
PROMISING = 0.3  # the same of all that it is given, else it is not asked
REPEATED = 7  # at most, ours and those of a model that only repeats
WORDS = 4  # a model's, for one piece of a question
LONGEST_QUESTION = 500  # characters; what is longer is no question to search by
# Reasoning models think within these; an answer takes some 400 tokens.
ANSWER_TOKENS, TERMS_TOKENS = 4_000, 2_000
# What is reserved of the day's budget: passages, all instructions, what was said before, all
# answers.
COST = GIVEN // 3 + 2_000 + ANSWER_TOKENS + TERMS_TOKENS + confirming.TOKENS


class Answerer:
    """Answers questions about papers. `model` None means that the best sentences are the answer,
    `encoder` None that they are told by their words alone. `failing` is told when a model was of no
    use."""

    def __init__(
        self,
        model: Model | None,
        passages: Passages,
        *,
        budget: Budget,
        clock: Clock,
        languages: Languages,
        encoder: Encoder | None = None,
        failing: Failing | None = None,
    ) -> None:
        self._model = model
        self._passages = passages
        self._budget = budget
        self._clock = clock
        self._languages = languages
        self._encoder = encoder
        self._failing = failing
        self._spellings = lru_cache(maxsize=4)(spellings)

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

        `lacking` says why there is no document. Where the model gives nothing of use, sentences of
        the paper answer, if any do. Raises ArgumentMissing for an empty question.
        """
        inquiry = await self.inquiry(paper, document, question, language, earlier)
        read = inquiry.document
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
            return answers.without_model(inquiry, replace(provenance, shortfall=shortfall))
        with ExitStack() as held:
            day = self._clock.now().date()
            if not await self._budget.hold(held, COST, day, on_demand=True):
                await self._failed(OverBudget(self._budget.cap or 0), paper, language)
                over_budget = replace(provenance, shortfall=Shortfall.OVER_BUDGET)
                return answers.without_model(inquiry, over_budget)
            try:
                answer = await self._with_model(inquiry, provenance, self._model)
            except ModelError as error:
                await self._failed(error, paper, language)
            else:
                if self._failing:
                    await self._failing.clear(day, paper.id, Step.QUESTION, language)
                return answer
        away = replace(provenance, shortfall=Shortfall.MODEL_AWAY)
        return answers.without_model(inquiry, away)

    async def _failed(self, error: ModelError, paper: Paper, language: str) -> None:
        if self._failing:
            day = self._clock.now().date()
            await self._failing.note(error, day, paper.id, Step.QUESTION, language)

    def topics(self, question: str, earlier: Sequence[Turn] = ()) -> tuple[Topic, ...]:
        """What the question asks of the paper's own record; () where it asks for more."""
        return topics(question, self._languages, follows=bool(earlier))

    async def inquiry(
        self,
        paper: Paper,
        document: Document | None,
        question: str,
        language: str,
        earlier: Sequence[Turn] = (),
    ) -> Inquiry:
        """The question with what was found for it, without a model. Raises ArgumentMissing for an
        empty one."""
        text = " ".join(seen(question).split())[:LONGEST_QUESTION]
        if not text:
            raise ArgumentMissing("ask")
        read = document or Document(paper_id=paper.id, title=paper.title, abstract=paper.abstract)
        if not read.head:
            read = replace(read, head=read.authors or paper.authors)
        inquiry = Inquiry(
            paper=paper,
            document=read,
            typed=text,
            text=text,
            language=described(self._languages, language),
            earlier=tuple(earlier),
            topics=self.topics(text, earlier),
        )
        inquiry = await self._searched(await asyncio.to_thread(self._spelled, inquiry))
        return replace(inquiry, parts=await self._parts(inquiry))

    def _spelled(self, inquiry: Inquiry) -> Inquiry:
        """The inquiry with its words as the paper spells them."""
        known = known_words(self._languages, inquiry.language.code)
        paper = self._spellings(inquiry.document)
        return replace(inquiry, text=respelled(inquiry.typed, known, paper))

    async def _searched(
        self, inquiry: Inquiry, words: Mapping[str, Sequence[str]] | None = None
    ) -> Inquiry:
        """The inquiry with its concepts, and with what a search for them found.

        What the last question spoke of is looked for as well; it counts as asked only where the
        new question names nothing at all, or goes on from it.
        """
        known = known_words(self._languages, inquiry.language.code)
        asked = concepts(inquiry.text, known, words)
        last: tuple[Concept, ...] = ()
        whole = _gone_on_from(inquiry, known)
        if whole or inquiry.earlier:
            last = concepts(whole or inquiry.earlier[-1].question, known)
        carried = tuple(concept for concept in last if concept not in asked)
        if whole:
            named = any(concept.proper for concept in asked)  # it stands for the name before it
            asked += tuple(each for each in carried if not (named and each.proper))
            carried = ()
        found = await self._passages.find(inquiry.document, (*asked, *carried), SEARCHED)
        text = (whole or inquiry.text).translate(known.variants)
        names = [concept.name for concept in asked or carried]
        found = await asyncio.to_thread(with_evidence, found, (*asked, *carried))
        inquiry = replace(
            inquiry,
            kinds=kinds(text, known.kinds),
            counted=counted(text, known.kinds.get(Kind.NUMBER.value, ()), names),
            concepts=asked or carried,
            found=found,
            carried=_compared_by(inquiry, whole, alone=not asked and bool(carried)),
        )
        return await ranked(inquiry, self._passages, self._encoder)

    async def _parts(self, inquiry: Inquiry) -> tuple[Inquiry, ...]:
        """The questions that this one consists of, where it asks for several things.

        One that names nothing itself asks of what the whole question names.
        """
        texts = parts(inquiry.text)
        if len(texts) < 2:
            return ()
        found = []
        for text in texts:
            part = await self._searched(replace(inquiry, text=text, earlier=()))
            if not part.kinds:
                return ()  # "…, and …" within one question
            if all(concept.loose for concept in part.concepts):
                of_all = replace(inquiry, kinds=part.kinds, counted=())
                part = await ranked(of_all, self._passages, self._encoder)
            found.append(part)
        return tuple(found)

    async def _with_model(self, inquiry: Inquiry, provenance: Provenance, model: Model) -> Answer:
        written = replace(
            provenance, writer=Writer.MODEL, model=model.name, prompt_version=prompts.ASK_VERSION
        )
        as_asked = inquiry
        widened = inquiry.unknown
        if widened:
            inquiry = await self._widened(inquiry, model)
        given = given_to_model(inquiry)
        if not await self._promising(inquiry, given):
            if own := answers.best(as_asked, answers.SENTENCES):
                return answers.of_sentences(as_asked, provenance, own)
            # The model gave the words that were looked for.
            return answers.refusal(inquiry, written)
        prompt = Prompt(
            instructions=prompts.answer_instructions(inquiry.language),
            material=prompts.answer_material(
                inquiry.paper, given.items(), inquiry.typed, inquiry.earlier
            ),
            answer=prompts.SaidAnswer,
            max_tokens=ANSWER_TOKENS,
            subject=inquiry.paper.id,
            urgent=True,
        )
        answered = await model.ask(prompt, partial(proposed.advice, inquiry, given))
        said = answered.answer
        written = replace(written, model=answered.model)
        drawn = await asyncio.to_thread(proposed.found_in, said.quotes, given)
        if not (said.answered and said.text):
            return answers.refusal(inquiry, written)
        if not drawn:
            return answers.without_model(inquiry, provenance)  # what it quotes is not in the paper
        covered = await self._quoted(inquiry, drawn)
        if covered < RELEVANT and not widened:
            # The paper may say it in other words than the question, which only the model knows.
            inquiry = await self._widened(inquiry, model)
            covered = await self._quoted(inquiry, drawn)
        if proposed.repeats(said.text, drawn):
            own = answers.best(as_asked, answers.SENTENCES)
            return await self._repeated(inquiry, own, provenance, written, covered, drawn)
        relevant = covered >= RELEVANT
        if not (relevant or await confirming.confirmed(inquiry, drawn, model)):
            return answers.refusal(inquiry, written)
        checked = await asyncio.to_thread(proposed.checked, inquiry, said.text, drawn)
        return replace(answers.quoting(inquiry, written, said.text, drawn), check=checked)

    async def _repeated(
        self,
        inquiry: Inquiry,
        own: Sequence[Drawn],
        provenance: Provenance,
        written: Provenance,
        covered: float,
        drawn: Sequence[Drawn],
    ) -> Answer:
        """The answer where a model wrote nothing of its own: what it chose may be no better than
        what we choose, so our `own` comes first. Where there is none of ours, its word must speak
        of more of the question, else what it chose is what comes nearest."""
        theirs: list[Drawn] = []
        if own or (covered >= REPEATS and await self._fitting(inquiry, drawn)):
            theirs = [each for each in drawn if each not in own]
        kept = [*own, *theirs][:REPEATED]
        if not kept:
            return answers.refusal(inquiry, written, drawn)
        if not theirs:
            written = provenance
        return answers.of_sentences(inquiry, written, kept)

    async def _widened(self, inquiry: Inquiry, model: Model) -> Inquiry:
        """The inquiry with other words for what it asks about."""
        return await self._searched(inquiry, await _other_words(inquiry.text, model))

    async def _promising(self, inquiry: Inquiry, given: Mapping[int, Passage]) -> bool:
        """Whether all passages to be shown together speak of enough of what was asked."""
        drawn = [Drawn(passage.text, passage) for passage in given.values()]
        return await self._covered(inquiry, [drawn]) >= PROMISING

    async def _quoted(self, inquiry: Inquiry, drawn: Sequence[Drawn]) -> float:
        """How much of what was asked the quotes of one section speak of.

        Where several things are asked, all quotes may speak of it together.
        """
        groups: dict[str, list[Drawn]] = defaultdict(list)
        several = asks_several(inquiry.text)
        for each in drawn:
            section = each.passage.within
            if several:
                section = ""
            groups[section].append(each)
        return await self._covered(inquiry, list(groups.values()))

    async def _fitting(self, inquiry: Inquiry, drawn: Sequence[Drawn]) -> bool:
        """Whether some quote is of the kind that is wanted."""
        spoken = await spoken_by(inquiry, drawn, self._passages)
        pairs = zip(drawn, spoken, strict=True)
        return any(fitting(inquiry.asked, each, said) for each, said in pairs)

    async def _covered(self, inquiry: Inquiry, groups: Sequence[Sequence[Drawn]]) -> float:
        """How much of the question the group that speaks of most speaks of."""
        most = 0.0
        for group in groups:
            spoken = await spoken_by(inquiry, group, self._passages)
            most = max(most, choosing.covered(inquiry.asked, together(spoken)))
        return most


def _gone_on_from(inquiry: Inquiry, known: Vocabulary) -> str:
    """The question that this one goes on from, and that tells which kind of answer is wanted: the
    last whole one; "" where this one is whole."""
    rest = goes_on(inquiry.text)
    if rest is None or kinds(rest.translate(known.variants), known.kinds):
        return ""
    before = (turn.question for turn in reversed(inquiry.earlier))
    return next((question for question in before if goes_on(question) is None), "")


def _compared_by(inquiry: Inquiry, whole: str, *, alone: bool) -> str:
    """What is compared by meaning in place of the question: what it goes on from, with what it
    names, or the question before, where it names nothing; "" for the question itself."""
    if whole:
        return f"{whole} {goes_on(inquiry.text)}"
    return inquiry.earlier[-1].question if alone else ""


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
