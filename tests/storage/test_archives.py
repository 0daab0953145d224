from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.archive.files import DigestArchive
from core.editions.keys import Shelf
from core.models import Counts, Entry, Writer
from storage import Storage
from tests.storage import build
from tests.storage.build import (
    DAY,
    LIST,
    digest,
    edition,
    entry,
    hours,
    paper,
    provenance,
    report,
    summary,
)

BROUGHT = summary(1, provenance=provenance(Writer.ARCHIVE))


async def exported(store: Storage) -> DigestArchive:
    archive = await store.archives.digest(DAY, "zh")
    assert archive is not None
    return archive


async def test_a_digest_comes_out_as_it_went_in(store: Storage) -> None:
    archive = digest(
        entry(1, paper(1, organization="Lab")),
        entry(2),
        summaries=(BROUGHT,),
        file=b"\xef\xbb\xbfas it was\r\n",
    )
    await store.archives.save_digest(archive, build.NOON)
    await store.archives.save_digest(archive, hours(3))

    stored = replace(archive.edition, frozen_at=build.NOON, ready_at=build.NOON)
    came = await exported(store)
    assert came == replace(archive, edition=stored)
    assert came.file == archive.file


async def test_a_digest_stays_itself_when_its_papers_change(store: Storage) -> None:
    archive = digest(entry(1), entry(2), summaries=(BROUGHT,))
    await store.archives.save_digest(archive, build.NOON)
    before = await exported(store)
    await store.papers.save([paper(1, title="Another title", organization="Another lab")])
    await store.readings.save_summary(summary(1, text="ours"))
    await store.readings.save_summary(summary(2, text="ours too"))

    after = await exported(store)
    titles = [(each.paper.title, each.paper.organization) for each in after.edition.entries]
    assert titles == [("Paper 1", None), ("Paper 2", None)]
    assert after.summaries[BROUGHT.paper_id] == BROUGHT
    assert after.file == before.file == archive.file


@pytest.mark.parametrize(
    "changed",
    [
        entry(1, paper(1, title="Another title")),
        entry(1, paper(1, organization="Another lab")),
        replace(entry(1), counts=Counts(9, 9, 9)),
        replace(entry(1), verdict=replace(entry(1).verdict, score=1.5)),
        replace(entry(1), verdict=replace(entry(1).verdict, tags=("New",))),
        replace(entry(1), verdict=replace(entry(1).verdict, golden=not entry(1).verdict.golden)),
        entry(1, selected=False),
        entry(1, paper(2)),
    ],
)
async def test_a_digest_is_given_back_until_its_list_says_something_else(
    store: Storage, changed: Entry
) -> None:
    for language in ("zh", "en"):
        await store.archives.save_digest(digest(entry(1), language=language), build.NOON)
    same = edition(entry(1), entry(2, selected=False), frozen_at=build.NOON)
    await store.editions.save(same)
    kept = [await store.archives.digest(DAY, language) for language in ("zh", "en")]
    assert [archive and archive.file for archive in kept] == [b"digest", b"digest"]

    await store.editions.save(replace(same, entries=(changed,)))
    now = [await store.archives.digest(DAY, language) for language in ("zh", "en")]
    assert [archive and archive.file for archive in now] == [None, None]


async def test_a_digest_that_differs_takes_the_place_of_those_in_other_languages(
    store: Storage,
) -> None:
    await store.archives.save_digest(digest(entry(1), language="en"), build.NOON)
    await store.archives.save_digest(digest(entry(1), entry(2)), build.NOON)

    assert (await exported(store)).file == b"digest"
    english = await store.archives.digest(DAY, "en")
    assert english is not None
    assert english.file is None


async def test_an_empty_digest_is_given_back(store: Storage) -> None:
    await store.archives.save_digest(digest(file=b"nothing"), build.NOON)
    assert (await exported(store)).file == b"nothing"


async def test_the_archive_decides_the_ranks_and_the_rest_follows(store: Storage) -> None:
    await store.editions.save(
        edition(entry(1, paper(3)), entry(2, paper(2)), entry(3, paper(1)), listed=3)
    )
    await store.archives.save_digest(digest(entry(1, paper(1)), entry(2, paper(4))), build.NOON)

    stored = await store.editions.get(LIST)
    assert stored is not None
    ranked = [(each.rank, each.paper.id[-1], each.selected) for each in stored.entries]
    assert ranked == [(1, "1", True), (2, "4", True), (3, "3", False), (4, "2", False)]
    assert stored.listed == 3
    assert [each.rank for each in (await exported(store)).edition.entries] == [1, 2]


async def test_an_archive_adds_to_what_is_known_of_a_paper(store: Storage) -> None:
    await store.papers.save([paper(1, title="Full title", abstract="Known.")])
    await store.archives.save_digest(
        digest(entry(1, paper(1, title="Title", organization="Lab"))), build.NOON
    )

    assert await store.papers.get(paper(1).id) == paper(
        1, title="Full title", abstract="Known.", organization="Lab"
    )


async def test_a_day_keeps_its_first_moments(store: Storage) -> None:
    await store.editions.save(edition(entry(1), frozen_at=hours(-5), ready_at=hours(-4)))
    await store.archives.save_digest(digest(entry(1)), build.NOON)

    after = (await exported(store)).edition
    assert (after.frozen_at, after.ready_at) == (hours(-5), hours(-4))


async def test_another_languages_summaries_are_those_at_hand(store: Storage) -> None:
    await store.archives.save_digest(digest(entry(1), summaries=(BROUGHT,)), build.NOON)
    await store.readings.save_summary(summary(1, "en"))

    archive = await store.archives.digest(DAY, "en")
    assert archive is not None
    assert archive.summaries == {paper(1).id: summary(1, "en")}


async def test_a_fetched_day_is_exported_with_its_summaries(store: Storage) -> None:
    await store.editions.save(edition(entry(1), entry(2, selected=False)))
    await store.readings.save_summary(summary(1))
    await store.readings.save_summary(summary(2))

    archive = await exported(store)
    assert archive == DigestArchive(
        edition=edition(entry(1)), language="zh", summaries={paper(1).id: summary(1)}
    )


async def test_nothing_to_export(store: Storage) -> None:
    assert await store.archives.digest(DAY, "zh") is None
    await store.editions.save(edition(entry(1, selected=False)))
    assert await store.archives.digest(DAY, "zh") is None
    assert await store.archives.reports(DAY, "zh") is None


async def test_a_digest_that_cannot_be_stored_leaves_nothing(store: Storage) -> None:
    stray = summary(9)
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        await store.archives.save_digest(digest(entry(1), summaries=(BROUGHT, stray)), build.NOON)

    assert await store.editions.get(LIST) is None
    assert await store.papers.get(paper(1).id) is None
    assert await store.search.find("Paper") == []


async def test_reports_come_out_in_their_order(store: Storage) -> None:
    archive = build.reports(
        *(report(number, provenance=provenance(Writer.ARCHIVE)) for number in (2, 1, 3))
    )
    await store.archives.save_reports(archive, build.NOON)
    await store.archives.save_reports(archive, hours(1))

    came = await store.archives.reports(DAY, "zh")
    assert came == archive
    assert came is not None
    assert came.file == archive.file
    assert await store.archives.reports(DAY, "en") is None


async def test_a_newer_report_of_its_papers_leaves_a_report_file_as_it_is(store: Storage) -> None:
    await store.editions.save(edition(entry(1), entry(2)))
    await store.archives.save_reports(build.reports(report(1)), build.NOON)
    await store.readings.save_report(report(1, provenance=provenance(Writer.MODEL)))

    kept = await store.archives.reports(DAY, "zh")
    assert kept is not None
    assert kept.file == b"report"

    await store.readings.save_report(report(2))
    more = await store.archives.reports(DAY, "zh")
    assert more is not None
    assert more.file is None


async def test_the_report_file_imported_last_is_given_back(store: Storage) -> None:
    await store.editions.save(edition(entry(1), entry(2)))
    brought = [report(number, provenance=provenance(Writer.ARCHIVE)) for number in (1, 2)]
    await store.archives.save_reports(build.reports(*brought), build.NOON)
    fewer = replace(build.reports(brought[0]), file=b"fewer")
    await store.archives.save_reports(fewer, hours(1))

    kept = await store.archives.reports(DAY, "zh")
    assert kept is not None
    assert kept.file == b"fewer"


async def test_the_editions_other_reports_follow_by_rank(store: Storage) -> None:
    await store.editions.save(
        edition(entry(1, paper(4)), entry(2, paper(1)), entry(3, paper(3)), entry(4, paper(5)))
    )
    await store.archives.save_reports(build.reports(report(2), report(1)), build.NOON)
    for number in (3, 4):
        await store.readings.save_report(report(number))

    archive = await store.archives.reports(DAY, "zh")
    assert archive is not None
    assert [each.paper_id[-1] for each in archive.reports] == ["2", "1", "4", "3"]
    assert archive.file is None
    titles = [each.title for each in archive.papers]
    assert titles == ["As the archive says", "As the archive says", "Paper 4", "Paper 3"]


async def test_reports_that_cannot_be_stored_leave_nothing(store: Storage) -> None:
    archive = replace(build.reports(report(1), report(2)), papers=(paper(1),))
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        await store.archives.save_reports(archive, build.NOON)

    assert await store.papers.get(paper(1).id) is None
    assert await store.readings.report(paper(1).id, "zh") is None


numbers = st.lists(st.integers(1, 8), unique=True, max_size=6)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fetched=numbers, brought=numbers)
async def test_importing_over_any_day_settles(
    path: Path, store: Storage, fetched: list[int], brought: list[int]
) -> None:
    await store.editions.save(
        edition(*(entry(rank, paper(number)) for rank, number in enumerate(fetched, 1)))
    )
    archive = digest(*(entry(rank, paper(number)) for rank, number in enumerate(brought, 1)))
    await store.archives.save_digest(archive, build.NOON)
    once = await store.editions.get(LIST)
    await store.archives.save_digest(archive, build.NOON)

    assert await store.editions.get(LIST) == once
    assert (await exported(store)).edition.entries == archive.edition.entries


async def test_an_archive_is_of_the_daily_list_and_leaves_others_of_its_day_alone(
    store: Storage,
) -> None:
    late = edition(entry(1, paper(2)), entry(2, paper(1)), key=Shelf("hf", "late").on(DAY))
    await store.editions.save(late)
    await store.archives.save_digest(digest(entry(1), summaries=(summary(1),)), hours(1))

    assert await store.editions.get(late.key) == late
    archive = await store.archives.digest(DAY, "zh")
    assert archive is not None
    assert [each.paper.id for each in archive.edition.entries] == [paper(1).id]
    own = summary(1, text="our own")
    await store.readings.save_summary(own)
    assert (await store.readings.summaries([paper(1).id], "zh", late.key))[
        paper(1).id
    ].text == own.text
    assert (await store.readings.summaries([paper(1).id], "zh", LIST))[paper(1).id].text != own.text
