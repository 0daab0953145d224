"""What a chat can ask for. Each use case takes a request and returns a view; no platform is known
here."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from zoneinfo import ZoneInfo

import structlog

from bot.chat import views
from bot.chat.arguments import Wanted
from bot.chat.gate import Gate, What
from bot.chat.panel import ANYWHERE, Place
from bot.chat.problems import reader_text
from bot.chat.request import May, Notify, Request, anything
from core.chats import Chat, ChatKey
from core.editions.days import state_now
from core.editions.keys import DAILY, ListKey
from core.editions.pipeline import Pipeline
from core.errors import (
    DateInFuture,
    DateNotListedYet,
    EditionEmpty,
    EditionUnreachable,
    LanguageUnknown,
    NoEditionYet,
    NoFullText,
    NumberUnknown,
    PaperboyError,
    PaperUnknown,
    RequestError,
    ScoreUnknown,
    SearchEmpty,
    SearchTooShort,
    SourceError,
)
from core.failing import Failing
from core.language import Language, meant
from core.models import Edition, EditionState, Entry, Paper, Report, Summary
from core.ports import Clock, Library
from core.reading.reader import Reader
from core.records import Step
from core.sent import About
from locales import Translator
from storage import Storage

log = structlog.get_logger()

# An open list is fetched again when somebody asks and the last look is older than this.
STALE = dt.timedelta(hours=1)
SEARCH_LIMIT = 10
# So many summaries written because somebody asked for a day count as one reading.
SUMMARIES_A_READING = 5


@dataclass(frozen=True, slots=True)
class Found:
    """The wanted paper; `key` and `entry` say where it is listed, if it is."""

    paper: Paper
    key: ListKey | None = None
    entry: Entry | None = None

    @property
    def place(self) -> tuple[ListKey, int] | None:
        """Its list and its number there, if it is listed."""
        return (self.key, self.entry.rank) if self.key and self.entry else None


class Desk:
    """The use cases behind the commands."""

    def __init__(
        self,
        storage: Storage,
        pipeline: Pipeline,
        reader: Reader,
        library: Library,
        clock: Clock,
        gate: Gate,
        *,
        translators: Mapping[str, Translator],
        zone: ZoneInfo,
    ) -> None:
        """`translators` by language, the default first; `zone` is the one of chats that chose
        none."""
        self._storage, self._pipeline, self._reader = storage, pipeline, reader
        self._library, self._clock, self._gate = library, clock, gate
        self._failing = Failing(storage.failures, clock)
        self._translators, self.zone = translators, zone

    async def request(
        self,
        key: ChatKey,
        notify: Notify,
        may: May = anything,
        *,
        delivers: bool = False,
        place: Place = ANYWHERE,
        person: str = "",
        about: About | None = None,
        within: tuple[str, ...] = (),
        insider: bool = False,
    ) -> Request:
        """The request of a chat, with what it chose."""
        chat = await self._storage.chats.get(key)
        zone = ZoneInfo(chat.settings.zone) if chat.settings.zone else self.zone
        today = self._clock.now().astimezone(zone).date()
        return Request(
            chat,
            self.translator(chat),
            today,
            notify,
            may=may,
            delivers=delivers,
            place=place,
            person=person,
            about=about,
            within=within,
            insider=insider,
        )

    async def chat(self, key: ChatKey) -> Chat:
        """The chat and what it chose."""
        return await self._storage.chats.get(key)

    def translator(self, chat: Chat) -> Translator:
        """The language the chat chose, or the operator's first."""
        language = chat.settings.language or ""
        return self._translators.get(language) or next(iter(self._translators.values()))

    @property
    def spoken(self) -> tuple[Language, ...]:
        """The languages a chat may choose, the operator's first one first."""
        return tuple(t.about for t in self._translators.values())

    async def today(self, request: Request) -> views.View:
        """The newest edition there is: today's as soon as it lists papers."""
        today = self._clock.now().date()
        edition: Edition | None = None
        try:
            edition = await self._edition(DAILY.on(today))
        except SourceError as error:
            log.info("no edition today", error=str(error))
            if not isinstance(error, DateNotListedYet):
                await request.notify(views.text_view(request.t, "chat.offline"))
        if edition is None or not edition.entries:
            newest = await self._storage.editions.newest(DAILY, today)
            edition = await self._storage.editions.get(newest) if newest else None
        if edition is None:
            raise NoEditionYet
        return await self._show(request, edition)

    async def date(self, request: Request, key: ListKey) -> views.View:
        """That edition; one nobody asked for yet is fetched now."""
        return await self._show(request, await self._listed(request, key))

    async def newest(self) -> ListKey | None:
        """The newest daily edition there is, or None."""
        return await self._storage.editions.newest(DAILY)

    async def paper(self, request: Request, wanted: Wanted) -> views.View:
        """The full report of a number or an id, read now if nobody has yet; its card where it
        cannot be had."""
        found = await self.find(request, wanted)
        try:
            report = await self.report(request, found)
        except Exception as error:  # noqa: BLE001 (whatever it is, the reader gets what there is of the paper)
            return await self._card_instead(request, found, error)
        known = await self._storage.papers.get(found.paper.id) or found.paper
        return views.report_view(
            request.t,
            known,
            report,
            entry=found.entry,
            key=found.key,
            summary=await self.summary(request, found),
            revision=await self._storage.revisions.get(known.id),
            zone=self.zone,
        )

    async def card(self, request: Request, wanted: Wanted) -> views.View:
        """A paper at a glance: what its summary says, and the way to its report."""
        found = await self.find(request, wanted)
        summary = await self.summary(request, found)
        return views.card_view(
            request.t, found.paper, entry=found.entry, key=found.key, summary=summary
        )

    async def _card_instead(self, request: Request, found: Found, error: Exception) -> views.View:
        """What is known of the paper, and why there is no more; raises the error when nothing is
        known."""
        summary = await self.summary(request, found)
        paper = found.paper
        if not (summary or paper.ai_summary or paper.abstract or found.entry):
            raise error
        if isinstance(error, PaperUnknown):
            error = NoFullText(paper.id)  # it is listed: what arXiv does not know is its text
        if not isinstance(error, PaperboyError):
            log.error("report not shown", paper=paper.id, exc_info=error)
        note = reader_text(request.t, error)
        return views.card_view(
            request.t, paper, entry=found.entry, key=found.key, summary=summary, note=note
        )

    async def score(self, request: Request, wanted: Wanted) -> views.View:
        """Why a paper has its score."""
        key, entry = await self._entry(request, wanted)
        if entry is None or key is None:
            raise ScoreUnknown(wanted.paper_id or "")
        summary = await self.summary(request, Found(entry.paper, key, entry))
        return views.score_view(request.t, entry, key.day, summary, key)

    async def search(self, request: Request, words: str) -> views.View:
        """Stored papers that hold all the words."""
        letters = [character for character in words if character.isalnum()]
        if not letters or (len(letters) == 1 and letters[0].isascii()):
            raise SearchTooShort(words[:60])
        hits = await self._storage.search.find(words, limit=SEARCH_LIMIT)
        if not hits:
            raise SearchEmpty(words[:60])
        await self._storage.editions.freeze_all(
            {hit.key for hit in hits if hit.key}, self._clock.now()
        )
        summaries = await self._storage.readings.summaries(
            [hit.paper.id for hit in hits], request.t.language
        )
        titles = {paper_id: summary.title for paper_id, summary in summaries.items()}
        return views.search_view(request.t, words[:60], hits, titles)

    async def language(self, request: Request, text: str) -> views.View:
        """Speak that language in this chat from now on."""
        code = meant(text, self.spoken)
        if code is None:
            raise LanguageUnknown(text[:20], ", ".join(self._translators))

        def speaking(chat: Chat) -> Chat:
            return dataclasses.replace(
                chat, settings=dataclasses.replace(chat.settings, language=code)
            )

        await self._storage.chats.change(request.chat.key, speaking)
        return views.text_view(self._translators[code], "chat.language")

    async def _listed(self, request: Request, key: ListKey) -> Edition:
        """That edition, which has entries; else raises what says why it has none."""
        date = key.day
        try:
            edition = await self._edition(key)
        except DateInFuture:
            if date > request.today:
                raise
            raise DateNotListedYet(
                date
            ) from None  # East of Greenwich a day begins before the source's does.
        except DateNotListedYet:
            raise
        except SourceError:
            stored = await self._storage.editions.get(key)
            if stored is None or not stored.entries:
                raise EditionUnreachable(date, await self._nearest(key)) from None
            edition = stored
        if not edition.entries:
            if edition.state is EditionState.OPEN:
                raise DateNotListedYet(date)
            raise EditionEmpty(date, await self._nearest(key))
        return edition

    async def _nearest(self, key: ListKey) -> dt.date | None:
        """The nearest day with papers, to be typed; None for lists that no date alone means."""
        return await self._storage.editions.nearest(key) if key.shelf == DAILY else None

    async def _edition(self, key: ListKey) -> Edition:
        """The stored edition, fetched first when it is missing or its list may have grown; raises
        SourceError.

        Raises DateInvalid for a shelf that is none of ours, unless what is stored of it is still to
        be had.
        """
        stored = await self._storage.editions.get(key)
        if stored and stored.entries and not self._pipeline.makes(key):
            return stored
        now = self._clock.now()
        state = state_now(stored, self._pipeline.policy(key), now) if stored else None
        if stored and state is EditionState.CLOSED:
            return stored
        looked = stored.fetched_at if stored else None
        if stored and state is EditionState.OPEN and looked and now - STALE < looked <= now:
            return stored
        return await self._pipeline.fetch(key)

    async def _show(self, request: Request, edition: Edition) -> views.View:
        """The edition as a list. From here on its numbers are fixed, and `/paper N` in this chat
        means it."""
        edition = await self._frozen(edition)
        summaries = await self._summaries(request, edition)
        await self._storage.chats.seen(request.chat.key, edition.key)
        editions, shelf = self._storage.editions, edition.key.shelf
        previous = await editions.newest(shelf, edition.key.day - dt.timedelta(days=1))
        newest = await editions.newest(shelf, self._clock.now().date())
        return views.list_view(request.t, edition, summaries, previous=previous, newest=newest)

    async def _summaries(self, request: Request, edition: Edition) -> Mapping[str, Summary]:
        """The selected papers' summaries in the chat's language; the missing ones are written now,
        where possible."""
        language = request.t.language
        missing = await self._pipeline.unsummarized(edition, language)
        if missing and self._reader.uses_model:
            try:
                await self._gate.charge(
                    request, What.READING, ceil(len(missing) / SUMMARIES_A_READING)
                )
            except RequestError:
                # Who has had enough read today gets the list as it is.
                ids = [entry.paper.id for entry in edition.selected]
                return await self._storage.readings.summaries(ids, language, edition.key)
            await request.notify(views.text_view(request.t, "chat.summarizing"))
        return await self._pipeline.summaries(edition, language, urgent=True)

    async def _frozen(self, edition: Edition) -> Edition:
        """The edition with the numbers it keeps: read again once fixed, for a fetch may have moved
        them meanwhile."""
        if edition.frozen_at:
            return edition
        await self._storage.editions.freeze(edition.key, self._clock.now())
        return await self._storage.editions.get(edition.key) or edition

    async def report(self, request: Request, found: Found) -> Report:
        """The stored report, or one written now, which is announced. A stopgap serves when nothing
        better comes.

        Raises what keeps it from being had: RequestError when enough has been read today, else
        SourceError or a bug's.
        """
        paper, language = found.paper, request.t.language
        if await self._reader.has_report(paper, language):
            return await self._reader.report(paper, language, urgent=True)
        if self._reader.uses_model:
            await self.charge_reading(request)
        await request.notify(views.text_view(request.t, "chat.reading"))
        date = found.key.day if found.key else self._clock.now().date()
        try:
            report = await self._reader.report(paper, language, urgent=True)
        except Exception as error:
            await self._failing.note(error, date, paper.id, Step.DEEP_READ, language)
            await self.give_back(request)
            stopgap = await self._storage.readings.report(paper.id, language)
            if stopgap is None:
                raise
            return stopgap
        await self._failing.clear(date, paper.id, Step.DEEP_READ, language)
        return report

    async def charge_reading(self, request: Request) -> None:
        """Count a reading for who asks, once for each request; raises RequestError when they have
        had theirs today."""
        if not request.charged:
            request.charged.append(await self._gate.charge(request, What.READING))

    async def give_back(self, request: Request) -> None:
        """What was counted for the request was of no use."""
        while request.charged:
            await self._gate.give_back(request.charged.pop())

    async def summary(self, request: Request, found: Found) -> Summary | None:
        """The stored summary in the chat's language, that of its list's digest first; or None."""
        stored = await self._storage.readings.summaries(
            [found.paper.id], request.t.language, found.key
        )
        return stored.get(found.paper.id)

    async def find(self, request: Request, wanted: Wanted) -> Found:
        """The wanted paper, its number in its edition fixed; one that no edition lists comes from
        its source.

        Raises RequestError or SourceError.
        """
        key, entry = await self._entry(request, wanted)
        return Found(
            entry.paper if entry else await self._unlisted(request, wanted.paper_id or ""),
            key,
            entry,
        )

    async def _entry(self, request: Request, wanted: Wanted) -> tuple[ListKey | None, Entry | None]:
        """Where the wanted paper is listed; an id that no edition lists gives two Nones."""
        if wanted.paper_id:
            key, _ = await self._storage.editions.of_paper(wanted.paper_id) or (None, 0)
        else:
            key = wanted.key or request.chat.seen or await self.newest()
            if key is None:
                raise NoEditionYet
        if key is None:
            return None, None
        stored = await self._storage.editions.get(key)
        edition = await self._frozen(
            stored if stored and stored.entries else await self._listed(request, key)
        )
        # The entry names the paper as that day listed it; its abstract is the stored paper's.
        for entry in edition.entries:
            if wanted.paper_id in (None, entry.paper.id) and wanted.number in (None, entry.rank):
                return key, entry
        raise NumberUnknown(wanted.number or 0, key.day, len(edition.entries))

    async def _unlisted(self, request: Request, paper_id: str) -> Paper:
        """A paper that no edition lists; raises SourceError, and RequestError when enough has been
        read today."""
        paper = await self._storage.papers.get(paper_id)
        if paper is None:
            await self.charge_reading(request)
            paper = await self._library.paper(paper_id)
            await self._storage.papers.save([paper])
        return paper
