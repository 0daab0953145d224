from __future__ import annotations

from storage import Storage
from tests.storage import build
from tests.storage.build import revision


async def test_what_is_saved_is_read_back(store: Storage) -> None:
    said = [revision(1), revision(2, None, withdrawn=True)]
    await store.revisions.save(said)

    assert [await store.revisions.get(each.paper_id) for each in said] == said
    assert await store.revisions.get("9999.99999") is None


async def test_the_last_word_counts(store: Storage) -> None:
    await store.revisions.save([revision(1)])
    await store.revisions.save([])
    await store.revisions.save([revision(1, "v3", at=build.hours(1))])

    assert await store.revisions.get(build.paper(1).id) == revision(1, "v3", at=build.hours(1))


async def test_stale_are_the_papers_with_lately_written_reports_not_asked_about(
    store: Storage,
) -> None:
    await store.papers.save([build.paper(number) for number in range(1, 6)])
    for number, hours in ((1, 0), (2, 0), (3, 0), (4, -100)):
        for language in ("zh", "en"):
            made = build.provenance(at=build.hours(hours))
            await store.readings.save_report(build.report(number, language, provenance=made))
    await store.readings.save_summary(build.summary(5))
    await store.revisions.save([revision(1, at=build.hours(-30)), revision(2, at=build.hours(-1))])

    stale = await store.revisions.stale(build.hours(-50), build.hours(-24), build.hours(0))

    assert stale == [build.paper(1).id, build.paper(3).id]


async def test_what_a_clock_asked_that_was_ahead_is_asked_again(store: Storage) -> None:
    await store.papers.save([build.paper(1)])
    await store.readings.save_report(build.report(1))
    await store.revisions.save([revision(1, at=build.hours(24 * 365))])

    assert await store.revisions.stale(build.hours(-50), build.hours(-24), build.hours(1)) == [
        build.paper(1).id
    ]
