"""The use cases of a chat. Each takes a request and returns a view; no platform is known here."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Awaitable, Callable, Mapping, Sequence
from math import ceil
from zoneinfo import ZoneInfo

import structlog

from bot.chat import views
from bot.chat.arguments import Wanted
from bot.chat.beside import shown_picks
from bot.chat.gate import Gate, What
from bot.chat.homes import Homes
from bot.chat.meant_lists import MeantLists
from bot.chat.paging import SEARCH_LIMIT, paged, searchable, unquoted
from bot.chat.picking import Picker
from bot.chat.problems import reader_text
from bot.chat.readings import Readings
from bot.chat.reception import Reception
from bot.chat.request import Request
from bot.chat.views.picks import with_picks
from bot.chat.words.searches import searched, topic_searched
from core.chats import Chat
from core.editions.keys import DAILY, ListKey
from core.editions.pipeline import Pipeline, unsummarized
from core.editions.progress import Writing
from core.editions.shelf import Shelves
from core.errors import (
    DateNotListedYet,
    LanguageUnknown,
    NoEditionYet,
    NoFullText,
    PaperboyError,
    PaperUnknown,
    RequestError,
    ScoreUnknown,
    SearchEmpty,
    SearchTooShort,
    SourceError,
    StoreUnavailable,
)
from core.interests.interest import Picks
from core.language import meant, named_in
from core.models import Summary
from core.ports import Clock, Library
from core.reading.reader import Reader
from core.shown import ShownHits, ShownList, ShownPaper
from locales import Translator
from storage import Storage

log = structlog.get_logger()

# This many papers of one message can be chosen from.
LINKED_LIMIT = 25
# Characters in which a language is named.
LONGEST_NAMING = 60
# Days that are offered: some two weeks of them.
DAYS = 9
# This many summaries written because somebody asked for a day count as one reading.
SUMMARIES_A_READING = 5


class Desk(Reception):
    """The use cases behind the commands."""

    def __init__(
        self,
        storage: Storage,
        pipeline: Pipeline,
        reader: Reader,
        library: Library,
        clock: Clock,
        gate: Gate,
        picker: Picker,
        *,
        translators: Mapping[str, Translator],
        zone: ZoneInfo,
        homes: Homes,
    ) -> None:
        """`translators` by language, the default first; `zone` is that of chats that chose none."""
        super().__init__(storage, clock, translators=translators, zone=zone, homes=homes)
        self._pipeline = pipeline
        self._reader = reader
        self._library = library
        self._gate = gate
        self._picker = picker
        self.shelves = Shelves(storage, pipeline, clock)
        self.lists = MeantLists(storage, self.shelves, tuple(translators))
        self.readings = Readings(storage, reader, clock, gate)

    async def today(self, request: Request) -> views.View:
        """The newest edition there is: today's as soon as it lists papers. Raises NoEditionYet."""
        today = self._clock.now().date()
        note = ""
        trouble: StoreUnavailable | None = None
        try:
            await self.shelves.fetched(DAILY.on(today))
        except SourceError as error:
            log.info("no edition today", error=str(error))
            if not isinstance(error, DateNotListedYet):
                note = request.t.t("chat.offline")
        except StoreUnavailable as error:
            # What takes nothing new, as a full disk, may well be read.
            log.info("today's list cannot be stored", error=str(error))
            trouble = error
        newest = await self.shelves.newest(DAILY, today)
        if newest is None:
            raise trouble or NoEditionYet
        shown = await self.shelves.shown(newest, request.t.language)
        if shown is None:
            raise NoEditionYet
        return await self._show(request, shown, note)

    async def date(self, request: Request, key: ListKey) -> views.View:
        """That edition, fetched now if nobody has asked for it before."""
        shown = await self.shelves.listed(key, request.t.language, request.today)
        return await self._show(request, shown)

    async def beside(self, request: Request, step: int) -> views.View:
        """The list before or after the one that was replied to or last seen, by -1 or 1; the newest
        where none follows. Raises NoEditionYet."""
        about = request.about.list_key if request.about else None
        here = await self.lists.numbered(request, about)
        shown = here and await self.shelves.peeked(here, request.t.language)
        if not shown:
            raise NoEditionYet
        key = shown.previous if step < 0 else shown.following
        if key is None and step < 0:
            key = DAILY.on(workday_before(shown.edition.key.day))
        return await self.date(request, key) if key else await self.today(request)

    async def days(self, request: Request) -> views.View:
        """The last days that have a list, to choose from; raises NoEditionYet."""
        keys = await self.shelves.last(DAYS, request.today)
        if not keys:
            raise NoEditionYet
        return views.days_view(request.t, keys)

    async def paper(self, request: Request, wanted: Wanted) -> views.View:
        """The full report of a number or an id, read now if need be; else the paper's card."""
        found = await self.find(request, wanted)
        try:
            report = await self.readings.of(request, found)
        except Exception as error:  # noqa: BLE001 (whatever it is, the reader gets what there is of the paper)
            return await self._card_instead(request, found, error)
        if report != found.report:
            # While the report was written, more of the paper may have become known.
            found = await self._again(request, found)
        return views.report_view(
            request.t,
            found.known,
            report,
            entry=found.entry,
            key=found.key,
            summary=found.summary,
            revision=found.revision,
            zone=self.zone,
            vote=await self.vote(request, found),
            submissions=found.submissions,
        )

    async def card(self, request: Request, wanted: Wanted) -> views.View:
        """A paper at a glance: what its summary says, and the way to its report."""
        found = await self.find(request, wanted)
        return await self._card(request, found)

    async def _card_instead(
        self, request: Request, found: ShownPaper, error: Exception
    ) -> views.View:
        """The paper's card, with the reason why there is no more; raises the error when nothing is
        known of the paper."""
        paper = found.paper
        if not (found.summary or paper.ai_summary or paper.abstract or found.entry):
            raise error
        if isinstance(error, PaperUnknown):
            # The paper exists, for it is listed: what arXiv lacks is its text.
            error = NoFullText(paper.id)
        if not isinstance(error, PaperboyError):
            log.error("report not shown", paper=paper.id, exc_info=error)
        return await self._card(request, found, reader_text(request.t, error))

    async def score(self, request: Request, wanted: Wanted) -> views.View:
        """Why a paper has its score; raises ScoreUnknown."""
        found = await self.stored(request, wanted)
        if found is None or found.entry is None or found.key is None:
            raise ScoreUnknown(wanted.paper_id or "")
        return views.score_view(request.t, found.entry, found.key, found.summary)

    async def search(self, request: Request, words: str) -> views.View:
        """Stored papers that hold all the words, or were written by who is named so: the best ten,
        or those of the page that is named after the words. Raises SearchTooShort, SearchEmpty."""
        words, page = paged(words)
        if not searchable(words):
            raise SearchTooShort(words[:60])
        start = (page - 1) * SEARCH_LIMIT
        shown = await self._found(searched(words), request, start)
        topic = None if shown.hits else topic_searched(words)
        if topic and searchable(topic):
            shown = await self._found(searched(topic), request, start)
            words = topic if shown.hits else words
        if not shown.hits and start:
            return await self.search(request, words)
        if not shown.hits:
            raise SearchEmpty(unquoted(words)[:60])
        return views.search_view(
            request.t, words, shown.hits, shown.titles, total=shown.total, start=start
        )

    async def _found(self, texts: Sequence[str], request: Request, start: int) -> ShownHits:
        return await self.shelves.found(texts, request.t.language, SEARCH_LIMIT, start)

    async def linked(self, request: Request, papers: Sequence[str]) -> views.View:
        """The way to each of the papers that somebody's message links to, by their ids."""
        if not papers:
            nothing = views.text_view(request.t, "links.none")
            return dataclasses.replace(nothing, private=True)
        titles: dict[str, str] = {}
        for paper_id in papers[:LINKED_LIMIT]:
            found = await self._storage.answers.of_paper(paper_id, request.t.language)
            titles[paper_id] = ""
            if found is not None:
                titles[paper_id] = views.title_line(found.paper, found.summary, None).text
        return views.linked_view(request.t, titles)

    async def numbered(
        self, request: Request, numbers: Sequence[int], key: ListKey | None
    ) -> views.View:
        """The way to each of the papers with these numbers, of that list or the one last seen;
        raises NoEditionYet and NumberUnknown."""
        about = request.about.list_key if request.about else None
        key = await self.lists.numbered(request, key or about)
        if key is None:
            raise NoEditionYet
        language = request.t.language
        ids: list[str] = []
        for number in numbers:
            found = await self.shelves.numbered(key, number, language, request.today)
            ids.append(found.paper.id)
        return await self.linked(request, ids)

    async def language(self, request: Request, text: str) -> views.View:
        """Speak that language in this chat from now on; raises LanguageUnknown."""
        code = meant(text, self.spoken) or named_in(text[:LONGEST_NAMING], self.spoken)
        if code is None:
            raise LanguageUnknown(text[:20], ", ".join(self._translators))

        def speaking(chat: Chat) -> Chat:
            settings = request.within_parent(chat).settings
            settings = dataclasses.replace(settings, language=code)
            return dataclasses.replace(chat, settings=settings)

        author = request.author(self._clock.now())
        await self._storage.chats.change(request.chat.key, speaking, author)
        return views.text_view(self._translators[code], "chat.language")

    async def _show(self, request: Request, shown: ShownList, note: str = "") -> views.View:
        """The edition as a list, with a note above it. From here on `/paper N` in this chat means
        it; the list is shown at once, and again as its summaries are written. Beside it stand the
        picks of the chat, also for one of its people alone."""
        if request.is_seen:
            before = request.chat.seen
            await self._storage.chats.seen(request.chat.key, shown.edition.key, before)
        picks = Picks()
        if not request.is_guest:
            picks = await self._picker.beside(request.home, shown)
        beside = await shown_picks(self._storage, picks, request.t.language)
        others = beside.others if beside else {}

        def view(summaries: Mapping[str, Summary], writing: Writing | None = None) -> views.View:
            return views.list_view(
                request.t,
                shown.edition,
                summaries,
                previous=shown.previous,
                following=shown.following,
                newest=shown.newest,
                note=note,
                writing=writing,
                first=request.chat.seen is None,
                picks=beside,
            )

        async def heard(writing: Writing) -> None:
            if writing.tried < writing.wanted:
                await request.notify(view(writing.summaries, writing))

        wanted = dataclasses.replace(shown, edition=with_picks(shown.edition, picks, others))
        return view(await self._summaries(request, wanted, heard))

    async def _summaries(
        self, request: Request, shown: ShownList, heard: Callable[[Writing], Awaitable[None]]
    ) -> Mapping[str, Summary]:
        """The papers' summaries in the chat's language; the missing ones of the selected papers are
        written now, where possible. `heard` is told how far they are."""
        missing = unsummarized(shown.edition, shown.summaries)
        if not missing:
            return shown.summaries
        told: Callable[[Writing], Awaitable[None]] | None = None
        if self._reader.uses_model:
            readings = ceil(len(missing) / SUMMARIES_A_READING)
            try:
                await self._gate.charge(request, What.READING, readings)
            except (RequestError, StoreUnavailable):
                # Who has had enough read today gets the list as it is, and so does everybody where
                # nothing that is written could be kept.
                return shown.summaries
            told = heard
            await heard(Writing(shown.summaries, 0, len(missing)))
        language = request.t.language
        try:
            return await self._pipeline.summaries(shown.edition, language, urgent=True, heard=told)
        except StoreUnavailable:
            return shown.summaries

    async def find(self, request: Request, wanted: Wanted) -> ShownPaper:
        """The wanted paper; its number in its edition is fixed from now on. One that is not stored
        comes from its source. Raises RequestError or SourceError."""
        found = await self.stored(request, wanted)
        if found is None:
            await self.readings.charge(request)
            paper_id = wanted.paper_id or ""
            async with self.readings.looking_up(paper_id, request.t.language):
                paper = await self._library.paper(paper_id)
            await self._storage.papers.save([paper])
            found = ShownPaper(paper, paper)
        return found

    async def stored(self, request: Request, wanted: Wanted) -> ShownPaper | None:
        """The wanted paper with what is stored of it; None for an id that is not stored. Raises
        NoEditionYet."""
        language = request.t.language
        if wanted.paper_id:
            return await self.shelves.known(wanted.paper_id, language)
        key = await self.lists.numbered(request, wanted.key)
        if key is None:
            raise NoEditionYet
        return await self.shelves.numbered(key, wanted.number or 0, language, request.today)

    async def _again(self, request: Request, found: ShownPaper) -> ShownPaper:
        """What is stored of the found paper by now."""
        answers = self._storage.answers
        language = request.t.language
        if found.key and found.entry:
            stored = await answers.of_number(found.key, found.entry.rank, language)
        else:
            stored = await answers.of_paper(found.paper.id, language)
        return stored or found

    async def _card(self, request: Request, found: ShownPaper, note: str = "") -> views.View:
        return views.card_view(
            request.t,
            found.paper,
            entry=found.entry,
            key=found.key,
            summary=found.summary,
            note=note,
            vote=await self.vote(request, found),
            submissions=found.submissions,
        )

    async def vote(self, request: Request, found: ShownPaper) -> bool | None:
        """How the paper was voted on, as may be shown there: by whoever is alone with us."""
        if not request.in_private:
            return None
        return await self._storage.interests.vote_of(request.home.key, "", found.paper.id)


def workday_before(day: dt.date) -> dt.date:
    """The last day before that one on which a list is to be expected."""
    return day - dt.timedelta(days={0: 3, 6: 2}.get(day.weekday(), 1))
