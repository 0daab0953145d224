"""One paper at a time: answered from the store, or read once, stored and answered."""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt
import json
from contextlib import asynccontextmanager

import pytest

from core.document import Document, Section
from core.errors import (
    ModelAnswerInvalid,
    NoFullText,
    OverBudget,
    PaperUnknown,
    PaperWithdrawn,
    SourceUnreachable,
    WrongDocument,
)
from core.llm.budget import Budget
from core.models import Paper, Report, Shortfall, Source, Writer
from core.reading import deepread
from core.reading.reader import Reader
from tests.fakes.arxiv import page
from tests.fakes.model import TRANSLATED, answer_from_message
from tests.fakes.pdf import paper_pdf
from tests.spoken import LANGUAGES
from tests.storage import build
from tests.world import abstract, world

PAPER = Paper(id="2602.00001", title="Study 1", abstract=abstract(1), organization="Kite Lab")
BARE = dataclasses.replace(PAPER, abstract="")


@asynccontextmanager
async def reading(folder, paper=PAPER, pages=None, **more):
    """A world that has the paper's page, and an app that knows the paper."""
    pages = {PAPER.id: page(PAPER.title, abstract=PAPER.abstract)} if pages is None else pages
    async with world(folder, {}, pages) as place, place.app(**more) as app:
        await app.storage.papers.save([paper])
        yield place, app


async def test_a_full_text_is_fetched_once_for_all_languages(tmp_path):
    async with reading(tmp_path) as (place, app):
        assert not app.reader.lasting(await app.storage.readings.report(PAPER.id, "zh"))
        reports = [await app.reader.report(PAPER, language) for language in ("zh", "en", "zh")]

        assert [report.language for report in reports] == ["zh", "en", "zh"]
        assert len(place.arxiv.log) == 1
        assert len(place.model.prompts) == 2
        assert app.reader.lasting(await app.storage.readings.report(PAPER.id, "zh"))


async def test_two_who_ask_at_once_cost_one_summary(tmp_path):
    async with reading(tmp_path) as (place, app):
        place.model.latency = 0.1
        one, two = await asyncio.gather(
            app.reader.summary(PAPER, "zh"), app.reader.summary(PAPER, "zh")
        )

        assert one == two
        assert place.calls("summary", PAPER.id) == 1


async def test_who_gives_up_waiting_leaves_the_others_their_turn(tmp_path):
    async with reading(tmp_path) as (place, app):
        place.model.latency = 0.3
        async with asyncio.TaskGroup() as group:
            first = group.create_task(app.reader.report(PAPER, "zh"))
            second = group.create_task(app.reader.report(PAPER, "zh"))
            await asyncio.sleep(0.1)
            first.cancel()

        assert first.cancelled()
        assert second.result().paper_id == PAPER.id


async def test_a_paper_without_any_text_gets_its_abstract_from_arxiv(tmp_path):
    async with reading(tmp_path, BARE, pages={}) as (place, app):
        with pytest.raises(PaperUnknown):
            await app.reader.report(BARE, "zh")

        place.arxiv.papers[PAPER.id] = dataclasses.replace(
            PAPER, organization=None, authors=("Ada Example",)
        )
        report = await app.reader.report(BARE, "zh")
        kept = await app.storage.papers.get(PAPER.id)

        assert (report.provenance.source, report.provenance.shortfall) == (
            Source.ABSTRACT,
            Shortfall.NO_TEXT,
        )
        assert (kept.abstract, kept.organization) == (PAPER.abstract, "Kite Lab")


async def test_the_full_texts_abstract_serves_a_paper_that_came_without(tmp_path):
    async with reading(tmp_path, BARE) as (place, app):
        report = await app.reader.report(BARE, "zh")

        assert report.provenance.source is Source.HTML
        assert [request.path for request in place.arxiv.log] == [f"/html/{PAPER.id}"]


async def test_a_failed_reading_gives_its_reservation_back(tmp_path):
    async with reading(tmp_path, paperboy_daily_tokens=20_000) as (place, app):
        place.model.always("Task: a report", "refusal")
        for _attempt in range(2):
            with pytest.raises(ModelAnswerInvalid):
                await app.reader.report(PAPER, "zh")
        place.model.heal()

        assert (await app.reader.report(PAPER, "zh")).provenance.writer is Writer.MODEL


async def test_a_models_text_is_never_replaced_and_a_stopgap_only_within_the_budget(tmp_path):
    async with reading(tmp_path, use_model=False) as (place, app):
        stopgap = await app.reader.report(PAPER, "zh")
        assert not app.reader.uses_model
        assert app.reader.lasting(await app.storage.readings.report(PAPER.id, "zh"))
        async with place.app(paperboy_daily_tokens=100) as poor:
            assert poor.reader.lasting(await poor.storage.readings.report(PAPER.id, "zh"))
            assert await poor.reader.report(PAPER, "zh") == stopgap
        async with place.app() as rich:
            assert not rich.reader.lasting(await rich.storage.readings.report(PAPER.id, "zh"))
            better = await rich.reader.report(PAPER, "zh")
        assert better.provenance.writer is Writer.MODEL
        assert await app.reader.report(PAPER, "zh") == better


class Shelf:
    """A library of the documents it is given; without one it raises the error it is given."""

    def __init__(self, found=None, error=None):
        self.found, self.error, self.asked = found, error, 0

    async def document(self, paper):
        self.asked += 1
        if self.error:
            raise self.error
        return self.found

    async def paper(self, paper_id):
        raise PaperUnknown(paper_id)

    async def revisions(self, paper_ids):
        return []


def reader_of(app, shelf, model=None, cap=None, clock=None):
    clock = clock or app.clock
    budget = Budget(cap, clock.now().date())
    return Reader(
        app.storage,
        shelf,
        model,
        model,
        budget=budget,
        clock=clock,
        languages=LANGUAGES,
        context=32_000,
    )


def text_of(version="v1", **more):
    sections = (Section("1 Method", 1, f"{abstract(1)} It was written as {version}. " * 5),)
    return Document(
        paper_id=PAPER.id,
        title=PAPER.title,
        abstract=abstract(1),
        sections=sections,
        version=version,
        **more,
    )


PDF = {"source": Source.PDF, "lacking": Shortfall.NO_HTML, "hidden": True}


@pytest.mark.parametrize("with_model", [True, False], ids=["model", "extractive"])
async def test_a_pdf_says_so_and_what_it_lacks(tmp_path, with_model):
    async with reading(tmp_path) as (_, app):
        reader = reader_of(
            app, Shelf(text_of("v2", **PDF)), app.models.main if with_model else None
        )
        provenance = (await reader.report(PAPER, "en")).provenance
        again = (await reader.report(PAPER, "zh")).provenance

    assert provenance.writer is (Writer.MODEL if with_model else Writer.EXTRACTIVE)
    for each in (provenance, again):
        assert (each.source, each.version, each.hidden) == (Source.PDF, "v2", True)
        assert each.shortfall is Shortfall.NO_HTML


@pytest.mark.parametrize(
    ("error", "shortfall"),
    [
        (PaperWithdrawn(PAPER.id), Shortfall.WITHDRAWN),
        (WrongDocument(PAPER.id, "title"), Shortfall.WRONG_DOCUMENT),
        (NoFullText(PAPER.id), Shortfall.NO_TEXT),
        (SourceUnreachable("arxiv.org", "timeout"), Shortfall.SOURCE_DOWN),
    ],
)
@pytest.mark.parametrize("with_model", [True, False], ids=["model", "extractive"])
async def test_without_a_text_the_abstract_is_read_and_why(tmp_path, error, shortfall, with_model):
    async with reading(tmp_path) as (_, app):
        reader = reader_of(app, Shelf(error=error), app.models.main if with_model else None)
        report = await reader.report(PAPER, "en")

    assert (report.provenance.source, report.provenance.shortfall) == (Source.ABSTRACT, shortfall)
    assert (report.provenance.version, report.provenance.hidden) == (None, False)
    assert report.check.missing == ()


async def test_a_pdf_and_a_withdrawal_from_arxiv_itself(tmp_path):
    known = dataclasses.replace(PAPER, authors=("Ada Example",))
    async with reading(tmp_path, known, pages={}) as (place, app):
        place.arxiv.pdfs[PAPER.id] = paper_pdf(
            known.title, known.authors, known.abstract, stamp=f"{PAPER.id}v2"
        )
        printed = (await app.reader.report(known, "zh")).provenance
        place.arxiv.withdrawn[PAPER.id] = "Withdrawn by the authors."
        place.arxiv.papers[PAPER.id] = known
        with pytest.raises(PaperWithdrawn):
            await app.reader.reread(known, "zh")
        assert (await app.reader.report(known, "zh")).provenance == printed

    assert (printed.source, printed.version, printed.shortfall) == (
        Source.PDF,
        "v2",
        Shortfall.NO_HTML,
    )


async def test_over_budget_a_pdf_gives_way_to_the_abstract_and_says_why(tmp_path):
    async with reading(tmp_path) as (_, app):
        cost = min(
            way.tokens
            for way in deepread.choices(PAPER, None, None, language=LANGUAGES["en"], context=32_000)
        )
        reader = reader_of(app, Shelf(text_of(**PDF)), app.models.main, cap=cost + 10)
        provenance = (await reader.report(PAPER, "en")).provenance

    assert (provenance.source, provenance.shortfall) == (Source.ABSTRACT, Shortfall.OVER_BUDGET)


async def test_a_second_language_costs_one_translation_however_many_ask(tmp_path):
    async with reading(tmp_path) as (place, app):
        place.model.latency = 0.3
        languages = ["zh", "en", "zh", "en"]

        async def asked(language: str, later: float) -> Report:
            await asyncio.sleep(later)
            return await app.reader.report(PAPER, language)

        # The first is being read when the others ask.
        waits = [0, 0.1, 0.1, 0.1]
        reports = await asyncio.gather(*map(asked, languages, waits))
        assert await app.reader.report(PAPER, "en") == reports[1]

        assert [report.language for report in reports] == languages
        assert reports[0] == reports[2] != reports[1] == reports[3]
        assert (place.calls("report", PAPER.id), place.calls("translation", PAPER.id)) == (1, 1)
        assert reports[1].provenance.translated_from == "zh"
        assert reports[1].contribution == f"{reports[0].contribution} {TRANSLATED}"
        assert reports[1].check.missing == ()


async def test_what_is_stored_does_not_wait_for_another_language(tmp_path):
    async with reading(tmp_path) as (place, app):
        stored = await app.reader.report(PAPER, "zh")
        place.model.latency = 5
        async with asyncio.TaskGroup() as group:
            slow = group.create_task(app.reader.report(PAPER, "en"))
            await asyncio.sleep(0.1)
            async with asyncio.timeout(1):
                assert await app.reader.report(PAPER, "zh") == stored
            slow.cancel()


async def test_an_altered_translation_is_not_kept_and_the_paper_is_read(tmp_path):
    def alters(body):
        given = json.loads(answer_from_message(body))
        if TRANSLATED in given["contribution"]:
            given["contribution"] = "It is 99.9% better."
        return json.dumps(given)

    async with reading(tmp_path) as (place, app):
        place.model.answer = alters
        await app.reader.report(PAPER, "zh")
        report = await app.reader.report(PAPER, "en")

        assert report.provenance.translated_from is None
        assert report.provenance.source is Source.HTML
        # A re-ask repeats the prompt before it.
        assert (place.calls("report", PAPER.id), place.calls("translation", PAPER.id)) == (2, 2)


async def test_an_imported_report_is_translated_and_stays(tmp_path):
    async with reading(tmp_path, BARE, pages={}) as (place, app):
        brought = build.report(1, provenance=build.provenance(Writer.ARCHIVE))
        await app.storage.archives.save_reports(build.reports(brought), build.NOON)
        report = await app.reader.report(BARE, "en")

        assert (report.provenance.writer, report.provenance.translated_from) == (Writer.MODEL, "zh")
        assert report.innovations[0].text == f"甲\n乙 {TRANSLATED}"
        assert report.check is None
        assert place.arxiv.log == []
        assert await app.storage.readings.report(PAPER.id, "zh") == brought


async def test_a_stopgap_is_not_worth_translating(tmp_path):
    async with reading(tmp_path, use_model=False) as (place, app):
        await app.reader.report(PAPER, "zh")
        async with place.app() as rich:
            report = await rich.reader.report(PAPER, "en")

    assert (report.provenance.writer, report.provenance.translated_from) == (Writer.MODEL, None)


async def test_without_tokens_for_a_translation_the_built_in_reading_serves(tmp_path):
    async with reading(tmp_path) as (place, app):
        await app.reader.report(PAPER, "zh")
        async with place.app(paperboy_daily_tokens=100) as poor:
            provenance = (await poor.reader.report(PAPER, "en")).provenance

    assert (provenance.writer, provenance.shortfall) == (Writer.EXTRACTIVE, Shortfall.OVER_BUDGET)


async def test_reading_again_takes_the_newest_version(tmp_path):
    async with reading(tmp_path) as (_, app):
        shelf = Shelf(text_of("v1"))
        reader = reader_of(app, shelf, app.models.main)
        first = await reader.report(PAPER, "zh")
        shelf.found = text_of("v2")
        assert await reader.report(PAPER, "zh") == first
        one, two = await asyncio.gather(reader.reread(PAPER, "zh"), reader.reread(PAPER, "zh"))

        assert (first.provenance.version, one.provenance.version) == ("v1", "v2")
        assert one == two == await app.storage.readings.report(PAPER.id, "zh")
        assert (await app.storage.documents.get(PAPER.id)).version == "v2"
        assert shelf.asked == 2


async def test_a_report_that_a_clock_wrote_that_was_ahead_is_read_again(tmp_path):
    async with reading(tmp_path) as (_, app):
        shelf = Shelf(text_of("v1"))
        first = await reader_of(app, shelf, app.models.main).report(PAPER, "zh")
        ahead = dataclasses.replace(
            first.provenance, created_at=first.provenance.created_at + dt.timedelta(days=365)
        )
        await app.storage.readings.save_report(dataclasses.replace(first, provenance=ahead))
        shelf.found = text_of("v2")

        assert (
            await reader_of(app, shelf, app.models.main).reread(PAPER, "zh")
        ).provenance.version == "v2"


@pytest.mark.parametrize(
    "error", [SourceUnreachable("arxiv.org", "timeout"), PaperWithdrawn(PAPER.id)]
)
async def test_what_cannot_be_read_again_stays_as_it_is(tmp_path, error):
    async with reading(tmp_path) as (place, app):
        shelf = Shelf(text_of("v1"))
        first = await reader_of(app, shelf, app.models.main).report(PAPER, "zh")
        shelf.error = error
        with pytest.raises(type(error)):
            await reader_of(app, shelf, app.models.main).reread(PAPER, "zh")
        shelf.error = None
        with pytest.raises(OverBudget):
            await reader_of(app, shelf, app.models.main, cap=6_000).reread(PAPER, "zh")
        place.model.always("Task: a report", "refusal")
        with pytest.raises(ModelAnswerInvalid):
            await reader_of(app, shelf, app.models.main).reread(PAPER, "zh")

        assert await reader_of(app, shelf).reread(PAPER, "zh") == first
        assert await app.storage.readings.report(PAPER.id, "zh") == first


async def test_the_built_in_reader_reads_again_what_it_wrote(tmp_path):
    async with reading(tmp_path, use_model=False) as (_, app):
        shelf = Shelf(text_of("v1"))
        await reader_of(app, shelf).report(PAPER, "zh")
        shelf.found = text_of("v2")

        assert (await reader_of(app, shelf).reread(PAPER, "zh")).provenance.version == "v2"


async def test_an_imported_report_gives_way_to_one_read_anew_and_stays_in_the_store(tmp_path):
    async with reading(tmp_path) as (_, app):
        brought = build.report(1, provenance=build.provenance(Writer.ARCHIVE))
        await app.storage.archives.save_reports(build.reports(brought), build.NOON)
        report = await reader_of(app, Shelf(text_of("v3")), app.models.main).reread(PAPER, "zh")

        assert (report.provenance.writer, report.provenance.version) == (Writer.MODEL, "v3")
        assert await app.reader.report(PAPER, "zh") == report
        assert await app.storage.readings.report_by_language(PAPER.id) == {"zh": report}
