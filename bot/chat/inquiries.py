"""Use cases about one paper's report: its figures, its table, questions, and a new reading."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

from bot.chat import views
from bot.chat.actions import Action, Verb
from bot.chat.arguments import Asked, Wanted
from bot.chat.beside import papers_named, titles
from bot.chat.desk import Desk
from bot.chat.gate import Gate, What
from bot.chat.meant import Picked
from bot.chat.request import Charge, Request
from core.asking.ask import Answerer
from core.asking.prompts import Turn
from core.asking.record import ALONE, Topic
from core.document import Document, Table
from core.errors import NoFullText, NoTable, PaperUnknown, SourceError, SourceUnreachable
from core.identify import page_of, place_of
from core.models import Paper, Provenance, Shortfall, Writer
from core.reading import exhibits
from core.reading.reader import Reader
from core.reading.texts import Material
from core.shown import ShownPaper
from storage import Storage

# Rows of a table shown in a chat.
MOST_ROWS = 24
# Why no model has answered, though there is one.
UNANSWERED = (Shortfall.OVER_BUDGET, Shortfall.MODEL_AWAY)


class Inquiries:
    """The use cases behind a report's buttons, and `/why`, `/table` and `/ask`."""

    def __init__(
        self, desk: Desk, storage: Storage, reader: Reader, answerer: Answerer, gate: Gate
    ) -> None:
        self._desk = desk
        self._storage = storage
        self._reader = reader
        self._answerer = answerer
        self._gate = gate

    async def why(self, request: Request, wanted: Wanted) -> views.View:
        """Where the figures of the paper's report stand in the paper."""
        found = await self._desk.find(request, wanted)
        report = await self._desk.readings.of(request, found)
        again = _again(Verb.WHY, found)
        title = _title(found)
        return views.why_view(request.t, title, found.paper, report, again, found.place)

    async def why_picked(self, request: Request, picked: Picked) -> views.View:
        """Why the chat was given that paper: all that spoke for it and against it, and the way to
        the figures of its report where it has been read."""
        found = await self._desk.find(request, picked.wanted)
        named = papers_named([picked.pick])
        liked = await titles(self._storage, named, request.t.language)
        likes: dict[str, int] = {}
        if not request.in_private:
            for vote in await self._storage.interests.votes(request.home.key):
                if vote.up:
                    likes[vote.paper_id] = likes.get(vote.paper_id, 0) + 1
        return views.picked_view(
            request.t,
            picked.letter,
            picked.pick,
            found,
            day=picked.key.day,
            liked=liked,
            likes=likes,
        )

    async def table(self, request: Request, wanted: Wanted) -> views.View:
        """The paper's main results as text; raises NoTable, NoFullText or another SourceError."""
        found = await self._desk.find(request, wanted)
        if not await self._reader.texts.are_stored(found.paper):
            await self._desk.readings.charge(request)
        _, document, lacking = await self._material(request, found)
        if lacking is Shortfall.SOURCE_DOWN:
            raise SourceUnreachable(place_of(found.paper.id), "")
        if lacking is Shortfall.NO_TEXT:
            raise NoFullText(found.paper.id)
        told = f"{found.paper.abstract} {found.summary.text if found.summary else ''}"
        results = await asyncio.to_thread(_main_results, document, found.paper.title, told)
        if results is None:
            raise NoTable(found.paper.id, page_of(found.paper.id))
        table, rows = results
        title = _title(found)
        return views.table_view(
            request.t,
            title,
            found.paper,
            table.caption,
            rows[:MOST_ROWS],
            more=len(rows[MOST_ROWS:]),
            again=_again(Verb.TABLE, found),
            place=found.place,
        )

    async def again(self, request: Request, wanted: Wanted) -> views.View:
        """The report, read anew if that can give more than what is stored."""
        found = await self._desk.find(request, wanted)
        report = await self._desk.readings.of(request, found)
        better = views.may_be_bettered(report.provenance, found.revision)
        if better and self._reader.can_replace(report):
            await self._desk.readings.charge(request)
            await request.notify(views.text_view(request.t, "chat.reading"))
            await self._reader.reread(found.paper, request.t.language)
        return await self._desk.paper(request, wanted)

    async def ask(self, request: Request, asked: Asked) -> views.View:
        """What the paper says to a question; raises ChatQuestionsSpent, PersonQuestionsSpent,
        SourceError."""
        found = await self._desk.find(request, asked.wanted)
        earlier = _earlier(request, found)
        topics = self._answerer.topics(asked.question, earlier)

        def recorded(**more: Any) -> views.View | None:
            return views.recorded_view(
                request.t,
                _title(found),
                found,
                asked.question,
                topics,
                self._desk.zone,
                earlier=earlier,
                **more,
            )

        alone = bool(topics) and not self._reader.uses_model
        if alone and (known := recorded()):
            return known
        async with self._counted(request) as give_back:
            if self._reader.uses_model:
                await request.notify(views.text_view(request.t, "chat.thinking"))
            try:
                paper, document, lacking = await self._material(request, found)
            except (NoFullText, SourceError):
                if alone and (known := recorded(last=True)):
                    return known
                raise
            if alone and len(topics) > 1:
                texts, made_of = await self._texts(request, paper, document, lacking, topics)
                if known := recorded(texts=texts, searched=made_of, last=True):
                    return known
            answer = await self._answerer.answer(
                paper, document, asked.question, request.t.language, earlier, lacking
            )
            if answer.provenance.shortfall in UNANSWERED:
                await give_back()
        made_of = answer.provenance
        if topics and not answer.answered and made_of.writer is not Writer.MODEL:
            known = recorded(searched=made_of, last=True)
            if known:
                return known
        return views.answer_view(
            request.t,
            _title(found),
            paper,
            answer,
            self._desk.zone,
            place=found.place,
            earlier=earlier,
        )

    async def _texts(
        self,
        request: Request,
        paper: Paper,
        document: Document | None,
        lacking: Shortfall | None,
        topics: Sequence[Topic],
    ) -> tuple[dict[Topic, str], Provenance | None]:
        """What the paper's text tells of each of the topics, and what that was made of."""
        texts: dict[Topic, str] = {}
        made_of: Provenance | None = None
        for topic in topics:
            answer = await self._answerer.answer(
                paper, document, ALONE[topic], request.t.language, (), lacking
            )
            made_of = answer.provenance
            if answer.answered:
                texts[topic] = answer.text
        return texts, made_of

    async def _material(self, request: Request, found: ShownPaper) -> Material:
        """What there is to read of the paper; raises SourceError."""
        try:
            looking_up = self._desk.readings.looking_up(found.paper.id, request.t.language)
            async with looking_up as failed:
                material = await self._reader.texts.of(found.paper)
                if material.lacking is Shortfall.SOURCE_DOWN:
                    failed.append(SourceUnreachable(place_of(found.paper.id), ""))
                return material
        except PaperUnknown:
            if found.entry is None:
                raise
            # The paper exists, for it is listed: what the source lacks is its text.
            raise NoFullText(found.paper.id) from None

    @asynccontextmanager
    async def _counted(self, request: Request) -> AsyncIterator[Callable[[], Awaitable[None]]]:
        """Count the question, which costs a model's answer; raises RequestError past the limit.

        A question that no model answered does not count: it is given back by calling what this
        yields, and when the work within fails.
        """
        charges: list[Charge] = []
        if self._reader.uses_model:
            charges.append(await self._gate.charge(request, What.QUESTION))

        async def give_back() -> None:
            while charges:
                await self._gate.give_back(charges.pop())

        try:
            yield give_back
        except Exception:
            await give_back()
            raise


def _title(found: ShownPaper) -> views.Line:
    return views.title_line(found.paper, found.summary, found.entry)


def _again(verb: Verb, found: ShownPaper) -> Action:
    return views.action(verb, found.paper, found.place)


def _earlier(request: Request, found: ShownPaper) -> tuple[Turn, ...]:
    """What was said before about the same paper, in the thread in which it is asked now."""
    about = request.about
    if about is None or about.paper_id != found.paper.id:
        return ()
    return about.turns


def _main_results(
    document: Document | None, title: str, told: str
) -> tuple[Table, list[exhibits.Line]] | None:
    """The table of the main results that are told, and all of its lines, the paper's own first;
    None where there is none."""
    if document is None:
        return None
    table = exhibits.results_table(document, f"{document.abstract} {told}")
    if table is None:
        return None
    lines = exhibits.table_lines(table, table.rows.count("\n") + 1)
    return table, exhibits.own_first(lines, title)
