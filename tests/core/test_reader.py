"""One paper at a time: answered from the store, or read once, stored and answered."""

from __future__ import annotations

import asyncio
import dataclasses
from contextlib import asynccontextmanager

import pytest

from core.errors import ModelAnswerInvalid, PaperUnknown
from core.models import Paper, Shortfall, Source, Writer
from tests.fakes.arxiv import page
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
        assert not await app.reader.has_report(PAPER, "zh")
        reports = [await app.reader.report(PAPER, language) for language in ("zh", "en", "zh")]

        assert [report.language for report in reports] == ["zh", "en", "zh"]
        assert len(place.arxiv.log) == 1
        assert place.calls("report", PAPER.id) == 2
        assert await app.reader.has_report(PAPER, "zh")


async def test_two_who_ask_at_once_cost_one_summary(tmp_path):
    async with reading(tmp_path) as (place, app):
        place.model.latency = 0.1
        one, two = await asyncio.gather(app.reader.summary(PAPER, "zh"), app.reader.summary(PAPER, "zh"))

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

        place.arxiv.papers[PAPER.id] = dataclasses.replace(PAPER, organization=None, authors=("Ada Example",))
        report = await app.reader.report(BARE, "zh")
        kept = await app.storage.papers.get(PAPER.id)

        assert (report.provenance.source, report.provenance.shortfall) == (Source.ABSTRACT, Shortfall.NO_HTML)
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
        assert await app.reader.has_report(PAPER, "zh")
        async with place.app(paperboy_daily_tokens=100) as poor:
            assert await poor.reader.has_report(PAPER, "zh")
            assert await poor.reader.report(PAPER, "zh") == stopgap
        async with place.app() as rich:
            assert not await rich.reader.has_report(PAPER, "zh")
            better = await rich.reader.report(PAPER, "zh")
        assert better.provenance.writer is Writer.MODEL
        assert await app.reader.report(PAPER, "zh") == better
