"""A summary: by the model, over budget the source's own, else sentences of the abstract."""

from __future__ import annotations

import datetime as dt

import pytest

from core.models import Paper, Shortfall, Source, Writer
from core.reading import summarize
from tests.spoken import LANGUAGES
from tests.world import abstract, world

NOW = dt.datetime(2026, 2, 4, 12, tzinfo=dt.UTC)
PAPER = Paper(
    id="2602.00005", title="Study 5", abstract=abstract(5), ai_summary="An agent reads faster."
)


class Clock:
    def now(self):
        return NOW


async def test_the_models_answer_with_what_it_was_made_from(tmp_path):
    async with world(tmp_path, {}, {}) as place, place.app() as app:
        summary = await summarize.with_model(PAPER, LANGUAGES["en"], app.models.main, Clock())

    assert (summary.paper_id, summary.language) == (PAPER.id, "en")
    assert all([summary.title, summary.text, *summary.highlights])
    assert len(summary.highlights) == 3
    provenance = summary.provenance
    assert (provenance.source, provenance.writer, provenance.created_at) == (
        Source.ABSTRACT,
        Writer.MODEL,
        NOW,
    )
    assert (provenance.model, provenance.prompt_version, provenance.shortfall) == (
        "test-model",
        "1",
        None,
    )
    assert f"Abstract: {PAPER.abstract}" in place.model.prompts[0]


@pytest.mark.parametrize(
    ("paper", "shortfall", "source", "writer", "text"),
    [
        (PAPER, Shortfall.OVER_BUDGET, Source.AI_SUMMARY, Writer.HUB, "An agent reads faster."),
        (PAPER, Shortfall.NO_MODEL, Source.ABSTRACT, Writer.EXTRACTIVE, "7 times faster"),
        (
            Paper(id=PAPER.id, title="S", abstract=abstract(5)),
            Shortfall.OVER_BUDGET,
            Source.ABSTRACT,
            Writer.EXTRACTIVE,
            "7",
        ),
    ],
    ids=["the source's own", "no model", "no summary of the source's"],
)
def test_without_a_model_it_says_what_it_is(paper, shortfall, source, writer, text):
    summary = summarize.without_model(paper, "zh", Clock(), shortfall)

    assert text in summary.text
    assert (summary.provenance.source, summary.provenance.writer) == (source, writer)
    assert summary.provenance.shortfall is shortfall
    assert summary.title is None


def test_the_cost_grows_with_the_abstract_and_leaves_room_to_think():
    long = Paper(id=PAPER.id, title="S", abstract=PAPER.abstract * 10)

    assert (
        summarize.cost(long, LANGUAGES["zh"])
        > summarize.cost(PAPER, LANGUAGES["zh"])
        > summarize.MAX_TOKENS
    )
