"""What a model wrote, checked against what was read, and written once more for what was not
found."""

from __future__ import annotations

import dataclasses
import json
from contextlib import asynccontextmanager

import pytest

from core.checking.verify import Evidence, check, statements
from core.document import Document, Section
from core.models import Finding, Paper, Shortfall, Writer
from core.reading import deepread, review, summarize
from tests.behaviours.endpoint import json_of
from tests.bot.talk import StandingClock
from tests.spoken import LANGUAGES
from tests.world import world

ABSTRACT = "We fly a kite. It flies 31.5% higher than the best kite, at 12 km/h. It needs one line and no engine at all."
PAPER = Paper(id="2602.00001", title="A Kite", abstract=ABSTRACT)
CLOCK = StandingClock(2026, 2, 4, 12)
INVENTED, ALSO_INVENTED = "It lifts 87.3% of the load.", "It costs 4.9 times less."
REASK = "are not in the paper"


def saying(*contributions):
    """Answers true to the paper but for their first point: these in turn, the last one forever."""
    left = list(contributions)

    def answer(body):
        given = json.loads(json_of(body))
        said = left.pop(0) if len(left) > 1 else left[0]
        given["contribution" if "contribution" in given else "summary"] = said
        return json.dumps(given)

    return answer


@asynccontextmanager
async def asked(folder, *contributions):
    async with world(folder, {}, {}, answer=saying(*contributions)) as place, place.app() as app:
        yield place, app.models.main


async def report(model, document=None, context=32_000):
    choice = deepread.choices(PAPER, document, None, language=LANGUAGES["en"], context=context)[0]
    return await deepread.read(choice, LANGUAGES["en"], model, CLOCK)


def missing(reading):
    return [claim.text for claim in reading.check.missing]


async def test_what_is_in_the_paper_is_found_and_costs_one_call(tmp_path):
    async with asked(tmp_path, "It flies 31.5% higher.") as (place, model):
        written = await report(model)

    assert missing(written) == []
    assert "31.5%" in {claim.text for claim in written.check.figures}
    assert "31.5% higher" in written.check.figures[0].sentence
    assert len(place.model.prompts) == 1


async def test_an_invented_figure_goes_back_and_is_mended(tmp_path):
    async with asked(tmp_path, INVENTED, "It flies 31.5% higher.") as (place, model):
        written = await report(model)

    assert (written.contribution, missing(written)) == ("It flies 31.5% higher.", [])
    assert len(place.model.prompts) == 2
    assert f"These figures and names {REASK}: 87.3%. " in place.model.prompts[1]
    assert INVENTED in place.model.prompts[1]


async def test_who_insists_is_marked(tmp_path):
    async with asked(tmp_path, INVENTED) as (place, model):
        written = await report(model)

    assert len(place.model.prompts) == 2
    assert (written.contribution, missing(written)) == (INVENTED, ["87.3%"])
    assert len(written.check.figures) - 1 == sum(
        c.finding is Finding.FOUND for c in written.check.figures
    )


IN_CHINESE = "我们放了一只风筝，它只要一根线，不用发动机，飞得比最好的那只还要高出许多。"


async def test_a_point_in_another_language_goes_back(tmp_path):
    async with asked(tmp_path, IN_CHINESE, "It flies 31.5% higher.") as (place, model):
        written = await report(model)

    assert written.contribution == "It flies 31.5% higher."
    assert not written.provenance.other_language
    assert len(place.model.prompts) == 2
    assert LANGUAGES["en"].asked_for in place.model.prompts[1]


@pytest.mark.parametrize(("times", "told"), [(1, False), (6, True)])
async def test_who_keeps_to_it_is_shown_with_a_word_where_it_is_much(tmp_path, times, told):
    async with asked(tmp_path, IN_CHINESE * times) as (place, model):
        written = await report(model)

    assert written.contribution == IN_CHINESE * times
    assert written.provenance.other_language == told
    assert len(place.model.prompts) == 2


async def test_a_few_foreign_words_cost_no_call(tmp_path):
    async with asked(tmp_path, "We fly a kite, 风筝 in Chinese.") as (place, model):
        written = await report(model)

    assert len(place.model.prompts) == 1
    assert not written.provenance.other_language


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        (INVENTED, f"{INVENTED} {ALSO_INVENTED}", INVENTED),
        (INVENTED, ALSO_INVENTED, INVENTED),
        (f"{INVENTED} {ALSO_INVENTED}", ALSO_INVENTED, ALSO_INVENTED),
    ],
    ids=["worse", "no better", "better"],
)
async def test_of_two_answers_the_one_with_less_missing_is_kept(tmp_path, first, second, kept):
    async with asked(tmp_path, first, second) as (place, model):
        written = await report(model)

    assert written.contribution == kept
    assert len(missing(written)) == 1
    assert len(place.model.prompts) == 2


@pytest.mark.parametrize(("kind", "in_all"), [("malformed", 3), ("503", 5), ("drop", 5)])
async def test_all_of_it_costs_three_calls_at_most(tmp_path, kind, in_all):
    async with asked(tmp_path, INVENTED) as (place, model):
        place.model.always(REASK, kind)
        written = await report(model)
        assert (written.contribution, missing(written)) == (INVENTED, ["87.3%"])
        assert len(place.model.prompts) == 3

        place.model.heal()
        place.model.next("503", "503")
        assert missing(await report(model)) == ["87.3%"]
        # What was answered is kept, for no report has been stored, and counts among the three.
        assert len(place.model.prompts) == in_all


async def test_a_long_paper_is_looked_through_whole_not_as_condensed(tmp_path):
    aside = "The kite of 1987 reached 432 metres over the lake. "
    filler = "The kite flies over the hill and comes back to us. " * 200
    sections = (Section("1 Method", 1, filler), Section("2 Related Work", 1, aside + filler))
    document = Document(paper_id=PAPER.id, title=PAPER.title, abstract=ABSTRACT, sections=sections)

    async with asked(tmp_path, "An old kite reached 432 metres.") as (place, model):
        written = await report(model, document, context=1_000)

    assert "432" not in place.model.prompts[0]
    assert missing(written) == []
    assert any(claim.section == "2 Related Work" for claim in written.check.claims)


async def test_a_summary_is_held_against_the_abstract(tmp_path):
    async with asked(tmp_path, INVENTED, "It flies 31.5% higher.") as (place, model):
        mended = await summarize.with_model(PAPER, LANGUAGES["en"], model, CLOCK)
        assert (mended.text, missing(mended)) == ("It flies 31.5% higher.", [])
        assert len(place.model.prompts) == 2

    async with asked(tmp_path, INVENTED) as (place, model):
        insisted = await summarize.with_model(PAPER, LANGUAGES["en"], model, CLOCK)
        assert missing(insisted) == ["87.3%"]


async def test_built_in_readings_find_all_they_say():
    document = Document(
        paper_id=PAPER.id, title=PAPER.title, sections=(Section("1 Results", 1, ABSTRACT),)
    )
    choices = [
        deepread.without_model(PAPER, document, None),
        deepread.without_model(PAPER, None, Shortfall.OVER_BUDGET),
    ]
    readings = [await deepread.read(choice, LANGUAGES["en"], None, CLOCK) for choice in choices]
    readings.append(summarize.without_model(PAPER, "en", CLOCK, Shortfall.NO_MODEL))

    for reading in readings:
        assert reading.provenance.writer is Writer.EXTRACTIVE
        assert reading.check.figures
        assert missing(reading) == []


TOLD = Paper(
    id=PAPER.id,
    title=PAPER.title,
    abstract=ABSTRACT,
    ai_summary="It flies 31.5% higher and 8.8 km far.",
)


def test_the_sources_own_summary_is_held_against_the_abstract_too():
    summary = summarize.without_model(TOLD, "en", CLOCK, Shortfall.OVER_BUDGET)

    assert summary.provenance.writer is Writer.HUB
    assert [text.startswith("8.8") for text in missing(summary)] == [True]


def test_without_any_text_of_the_paper_there_is_no_check():
    bare = Paper(id=PAPER.id, title=PAPER.title, ai_summary="It flies 31.5% higher.")
    summary = summarize.without_model(bare, "en", CLOCK, Shortfall.OVER_BUDGET)

    assert summary.check is None
    assert review.checked(summary, PAPER, None).check is not None


def test_what_is_checked_once_in_tests_is_what_the_check_says():
    summary = summarize.without_model(TOLD, "en", CLOCK, Shortfall.OVER_BUDGET)
    for paper in (TOLD, dataclasses.replace(TOLD, abstract="It flies 8.8 km far."), TOLD):
        again = review.checked(summary, paper, None)
        assert again.check == check(statements(summary), Evidence.of(paper, None))
        assert again.check.missing
