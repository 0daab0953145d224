"""What can be asked about one paper: where its figures stand, its table, questions, and a new
reading."""

from __future__ import annotations

import asyncio
import datetime as dt
from contextlib import asynccontextmanager

import pytest

from bot.app.status import status_lines
from bot.chat.gate import Gate
from bot.chat.inquiries import MOST_ROWS
from bot.chat.readings import Readings
from core.editions.keys import DAILY
from core.models import Revision
from locales import Translator
from tests.bot.talk import StandingClock, Talk
from tests.fakes.arxiv import page
from tests.world import DATE, busy_day, full_texts, world

CELLS = (
    ("Method", "KiteSet", "WindBench", "GustQA"),
    ("Baseline", "77.9", "61.0", "50.2"),
    ("Ours", "81.4", "66.5", "58.9"),
)
TABLE = (
    '<figure id="S4.T1" class="ltx_table"><figcaption class="ltx_caption"><span class="ltx_tag">Table 1: </span>'
    'Main results on three data sets.</figcaption><table class="ltx_tabular"><tbody>'
    + "".join(
        '<tr class="ltx_tr">'
        + "".join(f'<{tag} class="ltx_td">{cell}</{tag}>' for cell in row)
        + "</tr>"
        for tag, row in zip(("th", "td", "td"), CELLS, strict=True)
    )
    + "</tbody></table></figure>"
)


@asynccontextmanager
async def talking(folder, pages=None, **more):
    """An English chat that has seen the day's list, at noon of the day after."""
    day = busy_day(6)
    clock = StandingClock(2026, 2, 4, 12)
    texts = full_texts(day) if pages is None else pages(day)
    async with (
        world(folder, {DATE: day}, texts) as place,
        place.app(clock=clock, paperboy_languages="en", **more) as app,
    ):
        talk = Talk(app)
        await talk.rows(f"/date {DATE}")
        yield place, talk, clock


def with_table(day):
    return {item["paper"]["id"]: page(item["title"], extra=TABLE) for item in day}


async def test_why_shows_each_figure_with_the_sentence_that_holds_it(tmp_path):
    async with talking(tmp_path) as (_, talk, _clock):
        rows = await talk.rows("/why 1")

    assert rows[1] == "Where the report's numbers come from"
    assert "Found in the paper" in rows
    found = rows[rows.index("Found in the paper") + 1 :]
    assert any("81.4" in title and "Introduction" in title for title in found)
    assert any("81.4 percent accuracy" in sentence for sentence in found)
    assert not [row for row in rows if row.startswith("⚠")]


async def test_an_invented_figure_is_marked_counted_and_told(tmp_path):
    async with talking(tmp_path) as (place, talk, _):
        honest = place.model.answer
        place.model.answer = lambda body: honest(body).replace("81.4", "93.7")
        report = await talk.rows("/paper 1")
        why = await talk.rows("/why 1")

    assert any("93.7 ⚠" in row or "93.7 percent ⚠" in row for row in report)
    assert "Figures and names marked ⚠ are not in the paper, or it says otherwise" in report
    assert any(row.startswith("93.7") for row in why)


async def test_the_results_table_reads_as_text(tmp_path):
    async with talking(tmp_path, with_table) as (_, talk, _clock):
        rows = await talk.rows("/table 1")

    assert rows[1].endswith("Main results on three data sets.")
    assert rows[2:6] == [
        "Ours",
        "KiteSet 81.4, WindBench 66.5, GustQA 58.9",
        "Baseline",
        "KiteSet 77.9, WindBench 61.0, GustQA 50.2",
    ]


async def test_a_table_that_cannot_be_fetched_is_no_missing_table(tmp_path):
    async with talking(tmp_path) as (place, talk, _):
        place.arxiv.fail_always("*", "500")
        (sentence,) = await talk.rows("/table 1")

    assert sentence.startswith("arXiv is out of reach")


def refuse_the_model(place):
    place.model.always("QUESTION", "quota")


def close_arxiv(place):
    place.arxiv.fail_always("*", "500")


@pytest.mark.parametrize(
    ("line", "trouble", "told"),
    [
        (
            "/ask 1 What accuracy does the example reach?",
            refuse_the_model,
            "2602.00004 · Questions",
        ),
        ("/ask 1 What accuracy does the example reach?", close_arxiv, "2602.00004 · Looking up"),
        ("/table 1", close_arxiv, "2602.00004 · Looking up"),
        ("/paper 2602.09999", close_arxiv, "2602.09999 · Looking up"),
        ("/ask 2602.09999 Why?", close_arxiv, "2602.09999 · Looking up"),
    ],
)
async def test_what_kept_somebody_from_an_answer_is_told_to_the_operator(
    tmp_path, line, trouble, told
):
    def pages(day):
        return {**full_texts(day), "2602.09999": page("A paper that no list holds")}

    async with talking(tmp_path, pages) as (place, talk, clock):
        trouble(place)
        await talk.rows(line)
        failed = await status_lines(talk.app.storage, clock, Translator("en"), talk.app.settings)
        place.model.heal()
        place.arxiv.heal()
        await talk.rows(line)
        mended = await status_lines(talk.app.storage, clock, Translator("en"), talk.app.settings)

    (line,) = [each for each in failed if told in each]
    assert line.endswith("It is tried again when somebody asks.")
    assert "No failures." in mended


async def test_what_breaks_off_says_nothing_of_the_source(tmp_path):
    async with talking(tmp_path) as (place, talk, clock):
        gate = Gate(talk.app.storage, clock, {}, ())
        readings = Readings(talk.app.storage, talk.app.reader, clock, gate)
        close_arxiv(place)
        await talk.rows("/table 1")
        failed = await talk.app.storage.failures.recent(9)
        with pytest.raises(asyncio.CancelledError):
            async with readings.looking_up("2602.00004", "en"):
                raise asyncio.CancelledError

        assert await talk.app.storage.failures.recent(9) == failed != ()


@pytest.mark.parametrize("line", ["/ask 3 Which data sets were used?", "/table 3", "/ask 5 Why?"])
async def test_what_is_listed_is_not_unknown_where_arxiv_lacks_its_text(tmp_path, line):
    async with (
        world(tmp_path, {}, {}) as place,
        place.app(
            use_model=False,
            clock=StandingClock(2026, 2, 6, 2),
            demo=True,
            paperboy_languages="en",
        ) as app,
    ):
        talk = Talk(app)
        await talk.rows("/date 2026-02-05")
        told = (await talk.rows(line))[0]
        unlisted = (await talk.rows("/ask 2602.09999 Why?"))[0]

    assert told.startswith("arXiv has no text of 2602.0")
    assert unlisted.startswith("I cannot find the paper 2602.09999")


async def test_a_full_text_that_was_forgotten_is_fetched_again(tmp_path):
    async with talking(tmp_path, with_table) as (place, talk, clock):
        table, why, report = [
            await talk.rows(f"/{command} 1") for command in ("table", "why", "paper")
        ]
        asked = len(place.arxiv.log)
        clock.pass_(days=200)
        forgotten = await talk.app.storage.retention.forget(clock.now() - dt.timedelta(days=180))
        again = [await talk.rows(f"/{command} 1") for command in ("table", "why", "paper")]

    assert (forgotten.texts, forgotten.papers) == (1, 0)
    assert again == [table, why, report]
    assert len(place.arxiv.log) == asked + 1


async def test_a_paper_without_a_table_says_so(tmp_path):
    async with talking(tmp_path) as (_, talk, _clock):
        (sentence,) = await talk.rows("/table 1")

    assert "no results table" in sentence


async def test_of_a_paper_without_a_text_nobody_says_what_tables_it_has(tmp_path):
    async with talking(tmp_path) as (place, talk, _clock):
        place.arxiv.pages.clear()
        (sentence,) = await talk.rows("/table 1")

    assert "has no text" in sentence


async def test_an_answer_quotes_the_paper(tmp_path):
    async with talking(tmp_path) as (_, talk, _clock):
        rows = await talk.rows("/ask 1 What accuracy does the example reach?")

    assert rows[0] == "What accuracy does the example reach?"
    assert any("81.4 percent accuracy" in row for row in rows)
    assert "Source" in rows
    assert rows[-2].startswith("Read from arXiv HTML")


async def test_what_the_paper_does_not_say_is_not_answered(tmp_path):
    async with talking(tmp_path) as (_, talk, _clock):
        rows = await talk.rows("/ask 1 How many penguins live in Antarctica?")

    assert "The paper never mentions: penguins, Antarctica." in rows
    assert "test-model" in rows[-2]


async def test_without_a_model_the_nearest_sentences_answer(tmp_path):
    async with talking(tmp_path, use_model=False) as (place, talk, _):
        rows = await talk.rows("/ask 1 What accuracy does the example reach?")

    assert any("81.4 percent accuracy" in row for row in rows)
    assert not place.model.prompts


async def test_questions_of_a_chat_are_counted_by_the_day(tmp_path):
    question = "/ask 1 What accuracy does the example reach?"
    async with talking(tmp_path, paperboy_questions_per_chat=2) as (_, talk, clock):
        assert len(await talk.rows(question)) > 1
        assert len(await talk.rows(question)) > 1
        (sentence,) = await talk.rows(question)
        assert "2" in sentence
        clock.pass_(days=1)
        assert len(await talk.rows(question)) > 1


QUESTION = "/ask 1 What accuracy does the example reach?"


async def test_a_question_that_no_model_answered_is_answered_by_quotes_and_not_counted(tmp_path):
    async with talking(tmp_path, paperboy_questions_per_chat=1) as (place, talk, _):
        place.model.always("<<<QUESTION", "html")
        rows = await talk.rows(QUESTION)
        assert any("81.4 percent accuracy" in row for row in rows)
        assert any("the model did not answer" in row for row in rows)
        place.model.heal()
        assert (await talk.rows(QUESTION))[0] == "What accuracy does the example reach?"
        (sentence,) = await talk.rows(QUESTION)
        assert sentence == "This chat has asked its 1 questions of today; ask again tomorrow."


async def test_a_question_beyond_the_day_s_budget_is_answered_by_quotes_and_not_counted(tmp_path):
    async with talking(tmp_path, paperboy_questions_per_chat=1, paperboy_daily_tokens=1) as (
        _,
        talk,
        _clock,
    ):
        for _ in range(2):
            rows = await talk.rows(QUESTION)
            assert any("81.4 percent accuracy" in row for row in rows)
            assert "the day's model budget was spent" in rows[-2]


async def test_where_no_questions_are_allowed_it_says_so(tmp_path):
    async with talking(tmp_path, paperboy_questions_per_chat=0) as (_, talk, _clock):
        (sentence,) = await talk.rows(QUESTION)

    assert sentence == "Asking papers is switched off here."


async def test_a_table_with_many_rows_says_how_many_it_leaves_out(tmp_path):
    long = TABLE.replace(
        "</tbody>", "".join(_row(f"Run {number}") for number in range(40)) + "</tbody>"
    )

    def pages(day):
        return {item["paper"]["id"]: page(item["title"], extra=long) for item in day}

    async with talking(tmp_path, pages) as (_, talk, _clock):
        rows = await talk.rows("/table 1")

    # The rows that are folded have a heading of their own.
    assert len(rows) == 2 + 2 * MOST_ROWS + 1 + 1
    assert rows[-1] == f"{42 - MOST_ROWS} more rows are in the paper."


def _row(name):
    cells = "".join(f'<td class="ltx_td">{cell}</td>' for cell in (name, "1.5", "2.5", "3.5"))
    return f'<tr class="ltx_tr">{cells}</tr>'


async def test_a_failed_new_reading_says_so_and_leaves_the_report(tmp_path):
    async with talking(tmp_path) as (place, talk, clock):
        before = await talk.rows("/paper 1")
        edition = await talk.app.storage.editions.get(DAILY.on(dt.date.fromisoformat(DATE)))
        paper = edition.entries[0].paper
        news = Revision(paper_id=paper.id, version="v2", withdrawn=False, checked_at=clock.now())
        await talk.app.storage.revisions.save([news])
        place.arxiv.pages.clear()

        (sentence,) = await talk.press(f"again:{DATE}:1")
        after = await talk.rows("/paper 1")

    assert paper.id in sentence
    assert [row for row in after if "v2" not in row] == before


async def test_a_newer_version_is_told_and_read_on_demand(tmp_path):
    async with talking(tmp_path) as (place, talk, clock):
        await talk.rows("/paper 1")
        edition = await talk.app.storage.editions.get(DAILY.on(dt.date.fromisoformat(DATE)))
        paper = edition.entries[0].paper
        news = Revision(paper_id=paper.id, version="v2", withdrawn=False, checked_at=clock.now())
        place.arxiv.pages[paper.id] = page(paper.title, version=f"{paper.id}v2")
        first = await talk.app.storage.documents.get(paper.id)
        assert first.version != "v2"
        await talk.app.storage.revisions.save([news])

        assert any("v2" in row for row in await talk.rows("/paper 1"))
        assert place.calls("report", paper.id) == 1
        rows = [row for row in await talk.press(f"again:{DATE}:1") if "Read from" in row]
        assert "v2" in rows[0]
        assert place.calls("report", paper.id) == 2
        await talk.press(f"again:{DATE}:1")
        assert place.calls("report", paper.id) == 2


async def test_without_a_model_a_models_report_is_not_read_again(tmp_path):
    day = busy_day(2)
    clock = StandingClock(2026, 2, 4, 12)
    async with world(tmp_path, {DATE: day}, full_texts(day)) as place:
        async with place.app(clock=clock, paperboy_languages="en") as app:
            written = await Talk(app).rows(f"/paper 1 {DATE}")
            (paper,) = (entry.paper for entry in (await _edition(app)).entries if entry.rank == 1)
            news = Revision(
                paper_id=paper.id, version="v2", withdrawn=False, checked_at=clock.now()
            )
            await app.storage.revisions.save([news])
        async with place.app(clock=clock, paperboy_languages="en", use_model=False) as app:
            talk = Talk(app)
            asked = len(place.arxiv.log)
            assert set(written) - set(await talk.press(f"again:{DATE}:1")) <= set(written[-5:])
            assert talk.notices == []
            assert len(place.arxiv.log) == asked


async def _edition(app):
    return await app.storage.editions.get(DAILY.on(dt.date.fromisoformat(DATE)))
