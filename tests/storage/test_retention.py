"""What is forgotten and what stays, and how much room it takes."""

from __future__ import annotations

import asyncio
import datetime as dt
import sqlite3
from contextlib import closing
from pathlib import Path

from core.chats import ChatKey
from core.editions.keys import DAILY
from core.editions.policies import POLICIES
from core.interests.interest import Interest, Kind, Vote
from core.models import EditionState, Writer
from core.records import Spending, Step
from storage import Storage, open_storage, retention
from storage.retention import Forgotten
from tests.storage import build
from tests.storage.build import DAY, NOON, days, edition, entry, hours, paper

OLD, BEFORE, NEW = hours(-24 * 200), hours(-24 * 180), hours(-24)


def ids(path: Path, table: str, column: str = "paper_id") -> list[int]:
    """The numbers of the papers that the table's rows are of."""
    with closing(sqlite3.connect(path)) as connection:
        return sorted(
            int(row[0][-5:]) for row in connection.execute(f"SELECT {column} FROM {table}")
        )


async def read_on_demand(store: Storage, number: int, at: dt.datetime) -> None:
    """Somebody asked for that paper, and it was read then."""
    await store.papers.save([paper(number)])
    await store.documents.save(build.document(number), at)
    await store.readings.save_report(build.report(number, provenance=build.provenance(at=at)))


async def test_full_texts_are_forgotten_after_their_time(path: Path, store: Storage) -> None:
    await store.editions.save(edition(*(entry(number) for number in range(1, 61))))
    for number in range(1, 61):
        await store.documents.save(build.document(number), OLD if number <= 50 else NEW)

    assert await store.retention.forget(BEFORE) == Forgotten(texts=50, papers=0, failures=0)
    assert ids(path, "documents") == list(range(51, 61))
    assert not (await store.retention.forget(BEFORE)).any


async def test_papers_that_somebody_likes_or_gave_stay(path: Path, store: Storage) -> None:
    await store.editions.save(edition(entry(1)))
    liked, given, other = (paper(number).id for number in (2, 3, 4))
    for number in (2, 3, 4):
        await read_on_demand(store, number, OLD)
    key = ChatKey("telegram", "1")
    await store.interests.vote(key, Vote(paper_id=liked, person="", up=True, at=OLD))
    await store.interests.put(key, [Interest(kind=Kind.PAPER, value=given)])

    assert (await store.retention.forget(BEFORE)).papers == 1
    assert set(await store.papers.many([liked, given, other])) == {liked, given}

    await store.interests.clear(key)
    assert (await store.retention.forget(BEFORE)).papers == 2


async def test_papers_that_no_list_holds_go_with_all_that_was_written(
    path: Path, store: Storage
) -> None:
    await store.editions.save(edition(entry(1)))
    for number, at in ((1, OLD), (2, OLD), (3, NEW), (4, OLD)):
        await read_on_demand(store, number, at)
    await store.documents.save(build.document(4), NEW)  # read again lately
    await store.revisions.save([build.revision(number) for number in (1, 2)])
    await store.readings.save_summary(build.summary(2, provenance=build.provenance(at=OLD)))

    assert await store.retention.forget(BEFORE) == Forgotten(texts=2, papers=1, failures=0)
    assert ids(path, "papers", "id") == ids(path, "readings") == [1, 3, 4]
    assert ids(path, "revisions") == [1]
    assert [hit.paper.id for hit in await store.search.find("Paper")] == [
        paper(number).id for number in (4, 3, 1)
    ]
    assert await store.readings.report(paper(1).id, "zh") is not None


async def test_what_was_imported_stays(path: Path, store: Storage) -> None:
    old = build.provenance(Writer.ARCHIVE, at=OLD)
    await store.archives.save_reports(build.reports(build.report(1, provenance=old)), OLD)
    digest = build.digest(entry(1, paper(2)), summaries=(build.summary(2, provenance=old),))
    await store.archives.save_digest(digest, OLD)

    assert not (await store.retention.forget(BEFORE)).any
    assert ids(path, "papers", "id") == [1, 2]


async def test_a_paper_of_which_nothing_was_written_goes_when_many_came_since(
    path: Path, store: Storage
) -> None:
    await store.papers.save([paper(1)])
    await store.editions.save(edition(entry(1, paper(2))))
    assert not (await store.retention.forget(BEFORE)).any

    await store.editions.save(
        edition(*(entry(rank, paper(rank + 1)) for rank in range(1, retention.SINCE + 1)))
    )
    assert (await store.retention.forget(BEFORE)).papers == 1
    assert ids(path, "papers", "id")[:2] == [2, 3]


async def test_old_failures_and_old_accounts_go(path: Path, store: Storage) -> None:
    for date in (days(-200), days(-1)):
        await store.failures.save(build.failure(date=date))
    for back in (1000, 800):
        await store.spending.record(days(-back), "model", Spending(1), on_demand=False)

    assert (await store.retention.forget(BEFORE)).failures == 1
    assert [failure.date for failure in await store.failures.recent(9)] == [days(-1)]
    assert [account.day for account in await store.spending.recent(9)] == [days(-800)]


async def test_days_that_only_a_wrong_clock_knew_of_go(store: Storage) -> None:
    for date, more in (
        (days(0), {}),
        (days(300), {"state": EditionState.EMPTY}),
        (days(301), {"state": EditionState.FAILED}),
        (days(302), {"imported": True}),
    ):
        await store.editions.save(edition(date=date, **more))
    await store.editions.save(edition(entry(1), date=days(303)))
    await store.retention.forget_days(days(1))

    known = [date for date, *_ in await store.editions.days(POLICIES[DAILY], DAY, NOON)]
    assert known == [days(0), days(302), days(303)]


async def test_who_reads_meanwhile_loses_nothing(path: Path) -> None:
    async with open_storage(f"sqlite:///{path}") as store:
        for number in range(1, 80):
            await read_on_demand(store, number, OLD)

        async def keep_reading() -> None:
            for number in range(80, 120):
                await read_on_demand(store, number, NEW)
                await store.failures.save(build.failure(number, Step.DEEP_READ))

        forgotten, _ = await asyncio.gather(store.retention.forget(BEFORE), keep_reading())

        assert forgotten == Forgotten(texts=79, papers=79, failures=0)
        assert ids(path, "papers", "id") == ids(path, "documents") == list(range(80, 120))


async def test_how_much_room_it_takes(path: Path, store: Storage) -> None:
    empty = await store.retention.room()
    assert (empty.documents, empty.texts) == (0, 0)
    for number in range(1, 200):
        await store.documents.save(build.document(number), OLD)
    full = await store.retention.room()
    assert full.texts == 199
    assert empty.total - empty.free + full.documents < full.total < 4 * full.documents + empty.total

    await store.retention.forget(BEFORE)
    after = await store.retention.room()
    assert (after.documents, after.texts, after.total) == (0, 0, full.total)
    assert after.free > full.documents / 2
