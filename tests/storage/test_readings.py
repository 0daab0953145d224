from __future__ import annotations

import dataclasses

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from core.models import Check, Claim, ClaimKind, Finding, Report, Shortfall, Source, Summary, Writer
from storage import Storage, tables
from tests.storage import build
from tests.storage.build import DAY, days, digest, entry, hours, provenance, report, summary

ID = build.paper(1).id
HARD = provenance(
    Writer.HUB,
    source=Source.AI_SUMMARY,
    shortfall=Shortfall.OVER_BUDGET,
    model="a-model",
    version="v2",
    prompt_version="3",
)


@pytest.fixture(autouse=True)
async def known_papers(store: Storage) -> None:
    await store.papers.save([build.paper(1), build.paper(2)])


@pytest.mark.parametrize("saved", [summary(), summary(title=None, highlights=(), provenance=HARD)])
async def test_a_summary_is_read_back_whole(store: Storage, saved: Summary) -> None:
    await store.readings.save_summary(saved)

    assert await store.readings.summaries([ID, "9999.99999"], "zh") == {ID: saved}
    assert await store.readings.summaries([ID], "en") == {}
    assert await store.readings.summaries([], "zh") == {}


@pytest.mark.parametrize("saved", [report(), report(provenance=HARD)])
async def test_a_report_is_read_back_whole(store: Storage, saved: Report) -> None:
    await store.readings.save_report(saved)

    assert await store.readings.report(ID, "zh") == saved
    assert await store.readings.report(ID, "en") is None
    assert await store.readings.report(build.paper(2).id, "zh") is None


async def test_a_later_text_replaces_an_earlier_one(store: Storage) -> None:
    for text in ("first", "second"):
        await store.readings.save_summary(summary(text=text))
        await store.readings.save_report(report(field=text))

    assert (await store.readings.summaries([ID], "zh"))[ID].text == "second"
    assert await store.readings.report(ID, "zh") == report(field="second")
    assert (await store.editions.totals()).reports == 1


async def test_the_summary_shown_with_a_date_stays_with_it(store: Storage) -> None:
    for date, text in ((DAY, "from the first day"), (days(1), "from the second day")):
        brought = summary(text=text, provenance=provenance(Writer.ARCHIVE, hours(date.day)))
        await store.archives.save_digest(
            digest(entry(1), summaries=(brought,), date=date), build.NOON
        )

    async def text(date: object = None) -> str:
        return (await store.readings.summaries([ID], "zh", date))[ID].text  # type: ignore[arg-type]

    assert await text(DAY) == "from the first day"
    assert await text() == "from the second day"

    await store.readings.save_summary(summary(text="our own"))
    assert await text(DAY) == "from the first day"
    assert await text(days(9)) == "our own"
    assert await text() == "our own"


@pytest.mark.parametrize(
    ("own", "shown"),
    [(Writer.MODEL, Writer.MODEL), (Writer.EXTRACTIVE, Writer.ARCHIVE)],
    ids=["model", "extractive"],
)
async def test_the_best_writers_report_is_shown(store: Storage, own: Writer, shown: Writer) -> None:
    await store.readings.save_report(report(provenance=provenance(own, hours(1))))
    brought = report(provenance=provenance(Writer.ARCHIVE, hours(2 if own is Writer.MODEL else 0)))
    await store.archives.save_reports(build.reports(brought), build.NOON)

    found = await store.readings.report(ID, "zh")
    assert found is not None
    assert found.provenance.writer == shown


async def test_the_best_report_in_each_language(store: Storage) -> None:
    english, chinese = report(language="en"), report(provenance=provenance(Writer.ARCHIVE))
    await store.readings.save_report(english)
    await store.archives.save_reports(build.reports(chinese), build.NOON)
    assert await store.readings.report_by_language(ID) == {"en": english, "zh": chinese}

    own = report(provenance=provenance(at=hours(-1)))
    await store.readings.save_report(own)
    assert await store.readings.report_by_language(ID) == {"en": english, "zh": own}
    assert await store.readings.report_by_language(build.paper(2).id) == {}


CLAIM = Claim(
    text="2–3 倍",
    kind=ClaimKind.FIGURE,
    finding=Finding.DERIVED,
    section="4 Results",
    anchor="S4",
    basis=("9", "3"),
)


async def test_a_check_is_read_back_whole(store: Storage) -> None:
    told, written = summary(check=Check((CLAIM,))), report(check=Check((CLAIM, CLAIM)))
    await store.readings.save_summary(told)
    await store.readings.save_report(written)

    assert (await store.readings.summaries([ID], "zh"))[ID] == told
    assert await store.readings.report(ID, "zh") == written


async def test_every_finding_is_read_back_also_those_of_older_texts(store: Storage) -> None:
    claims = tuple(dataclasses.replace(CLAIM, finding=finding) for finding in Finding)
    told = summary(check=Check(claims))
    await store.readings.save_summary(told)

    assert {"found", "derived", "missing"} < {finding.value for finding in Finding}
    assert (await store.readings.summaries([ID], "zh"))[ID] == told


async def test_what_was_stored_before_there_were_checks_is_read_without(store: Storage) -> None:
    await store.readings.save_report(report())
    await store.readings.save_summary(summary())
    columns, database = tables.readings.c, store.readings._database
    for row in await database.rows(select(tables.readings)):
        body = {
            name: value
            for name, value in row.body.items()
            if name not in ("check", "picture", "table")
        }
        await database.run(
            update(tables.readings).where(columns.kind == row.kind).values(body=body)
        )

    assert await store.readings.report(ID, "zh") == report()
    assert (await store.readings.summaries([ID], "zh"))[ID].check is None


async def test_many_reports_at_once(store: Storage) -> None:
    await store.readings.save_report(report(2))

    assert await store.readings.reports([ID, build.paper(2).id], "zh") == {
        build.paper(2).id: report(2)
    }


async def test_more_papers_than_one_statement_binds(store: Storage) -> None:
    await store.papers.save(build.paper(number) for number in range(1100))
    await store.readings.save_summary(summary(0))
    await store.readings.save_summary(summary(1099))

    found = await store.readings.summaries((build.paper(number).id for number in range(1100)), "zh")
    assert sorted(found) == [build.paper(0).id, build.paper(1099).id]


async def test_a_reading_of_an_unknown_paper_is_a_bug_not_trouble(store: Storage) -> None:
    with pytest.raises(IntegrityError):
        await store.readings.save_summary(summary(7))
