"""A paper is in the pool on the day it was announced, whoever tells it and however often."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pytest

from core.chats import ChatKey
from core.interests.interest import Pick, Picks, Vote
from core.models import Paper
from core.pool import Announced, Announcement, Announcements, Knowledge, Learned, MovedPaper
from storage import Storage
from storage.pool import AT_ONCE
from tests.storage import build
from tests.storage.build import LIST, NOON, hours

MONDAY, TUESDAY, THURSDAY = dt.date(2025, 4, 21), dt.date(2025, 4, 22), dt.date(2025, 4, 24)
FEED, BACKFILL = Knowledge.FEED, Knowledge.BACKFILL
VISION = ("cs.CV",)
KEY = ChatKey("telegram", "1")


def paper(number: int, title: str = "A world model") -> Paper:
    return Paper(id=f"2504.{number:05}", title=title, abstract="It dreams of robots.")


def said(
    number: int, day: dt.date, categories: Sequence[str] = VISION, *, cross: bool = False
) -> Announced:
    kind = Announcement.CROSS if cross else Announcement.NEW
    return Announced(paper=paper(number), day=day, kind=kind, categories=tuple(categories))


def told(
    day: dt.date,
    *announced: Announced,
    of: Sequence[str] = VISION,
    by: Knowledge = FEED,
    complete: bool = True,
) -> Announcements:
    return Announcements(
        day=day,
        categories=frozenset(of),
        announced=announced,
        knowledge=by,
        complete=complete,
        fetched_at=NOON,
    )


async def numbers(store: Storage, day: dt.date, *categories: str) -> list[int]:
    """The papers that are new to who reads all these categories."""
    wanted = categories or VISION
    found = await store.pool.of(day, wanted)
    return [int(each.paper.id[-5:]) for each in found if each.before.isdisjoint(wanted)]


async def test_a_day_comes_back_in_its_order_and_twice_is_once(store: Storage) -> None:
    day = [said(number, MONDAY) for number in (3, 1, 2)]

    learned = await store.pool.put(told(MONDAY, *day))
    assert learned.added == tuple(each.paper.id for each in day)
    assert await store.pool.of(MONDAY, VISION) == day
    assert await store.pool.put(told(MONDAY, *day)) == Learned()
    assert await store.pool.of(MONDAY, VISION) == day
    assert await store.pool.of(TUESDAY, VISION) == []
    assert await store.pool.of(MONDAY, ["cs.CL"]) == []


async def test_what_comes_to_a_day_later_stands_behind(store: Storage) -> None:
    await store.pool.put(told(MONDAY, said(3, MONDAY), said(1, MONDAY)))
    both = said(2, MONDAY, ("cs.CL", "cs.CV"))
    await store.pool.put(told(MONDAY, both, said(3, MONDAY), of=["cs.CL", "cs.CV"]))

    assert await numbers(store, MONDAY) == [3, 1, 2]
    assert await numbers(store, MONDAY, "cs.CL") == [2]


async def test_a_paper_announced_twice_is_on_its_first_day(store: Storage) -> None:
    await store.pool.put(told(MONDAY, said(1, MONDAY)))

    assert await store.pool.put(told(TUESDAY, said(1, TUESDAY), said(2, TUESDAY))) == Learned(
        added=(paper(2).id,)
    )
    assert await numbers(store, MONDAY) == [1]
    assert await numbers(store, TUESDAY) == [2]
    assert await store.pool.put(told(MONDAY, said(2, MONDAY), said(1, MONDAY))) == Learned(
        added=(paper(2).id,), moved=(MovedPaper(paper(2).id, TUESDAY, MONDAY),)
    )
    assert await numbers(store, TUESDAY) == []


async def test_a_later_category_is_news_for_those_who_read_it_alone(store: Storage) -> None:
    await store.pool.put(told(MONDAY, said(1, MONDAY, ("cs.LG",)), of=["cs.LG"]))
    later = said(1, THURSDAY, ("cs.LG", "cs.CV"), cross=True)
    await store.pool.put(told(THURSDAY, later, of=["cs.LG", "cs.CV"]))

    assert await numbers(store, THURSDAY, "cs.CV") == [1]
    assert await numbers(store, THURSDAY, "cs.CV", "cs.LG") == []
    assert await numbers(store, MONDAY, "cs.CV", "cs.LG") == [1]
    first = await store.pool.first([paper(1).id, paper(9).id])
    assert {paper_id: placed.day for paper_id, placed in first.items()} == {paper(1).id: MONDAY}


async def test_the_feed_moves_what_a_backfill_guessed(store: Storage) -> None:
    await store.pool.put(told(MONDAY, said(1, MONDAY), said(2, MONDAY), by=BACKFILL))

    assert await store.pool.put(told(THURSDAY, said(1, THURSDAY))) == Learned(
        added=(paper(1).id,), moved=(MovedPaper(paper(1).id, MONDAY, THURSDAY),)
    )
    assert await numbers(store, MONDAY) == [2]
    assert await numbers(store, THURSDAY) == [1]
    assert await store.pool.put(told(MONDAY, said(1, MONDAY), by=BACKFILL)) == Learned()


async def test_what_the_whole_feed_does_not_tell_was_not_announced(store: Storage) -> None:
    guessed = [said(1, MONDAY), said(2, MONDAY, ("cs.RO", "cs.CV"), cross=True)]
    await store.pool.put(told(MONDAY, *guessed, of=["cs.CV", "cs.RO"], by=BACKFILL))

    assert await store.pool.put(told(MONDAY, complete=False)) == Learned()
    assert await store.pool.put(told(MONDAY)) == Learned(unannounced=(paper(1).id,))
    # The other one may have been announced in its own category, of which this feed tells nothing.
    assert await numbers(store, MONDAY) == [2]
    assert await store.pool.put(told(MONDAY, of=["cs.RO"])) == Learned(unannounced=(paper(2).id,))
    again = told(MONDAY, *guessed, of=["cs.CV", "cs.RO"], by=BACKFILL)
    assert await store.pool.put(again) == Learned(unannounced=(paper(1).id, paper(2).id))
    assert await numbers(store, MONDAY, "cs.CV", "cs.RO") == []


async def test_a_feed_that_broke_off_is_filled_by_the_backfill(store: Storage) -> None:
    await store.pool.put(told(MONDAY, said(1, MONDAY), complete=False))

    learned = await store.pool.put(told(MONDAY, said(1, MONDAY), said(2, MONDAY), by=BACKFILL))
    assert learned == Learned(added=(paper(2).id,))
    assert await numbers(store, MONDAY) == [1, 2]


async def test_of_two_backfills_the_earlier_day_stands(store: Storage) -> None:
    await store.pool.put(told(TUESDAY, said(1, TUESDAY), by=BACKFILL))
    await store.pool.put(told(THURSDAY, said(1, THURSDAY), by=BACKFILL))
    assert await numbers(store, TUESDAY) == [1]

    assert await store.pool.put(told(MONDAY, said(1, MONDAY), by=BACKFILL)) == Learned(
        added=(paper(1).id,), moved=(MovedPaper(paper(1).id, TUESDAY, MONDAY),)
    )


async def test_that_it_comes_to_one_more_category_moves_no_paper(store: Storage) -> None:
    await store.pool.put(
        told(MONDAY, said(1, MONDAY, ("cs.LG", "cs.CV")), of=["cs.LG"], by=BACKFILL)
    )
    later = said(1, THURSDAY, ("cs.LG", "cs.CV"), cross=True)

    assert await store.pool.put(told(THURSDAY, later)) == Learned()
    assert await numbers(store, MONDAY, "cs.LG") == [1]


async def test_days_are_known_by_the_better_source(store: Storage) -> None:
    async def known() -> list[tuple[str, Knowledge, bool]]:
        days = await store.pool.days(MONDAY)
        return [(each.category, each.knowledge, each.complete) for each in days]

    await store.pool.put(told(MONDAY, of=["cs.CV", "cs.CL"], by=BACKFILL))
    assert await known() == [("cs.CL", BACKFILL, True), ("cs.CV", BACKFILL, True)]
    await store.pool.put(told(MONDAY, complete=False))
    assert await known() == [("cs.CL", BACKFILL, True), ("cs.CV", FEED, False)]
    await store.pool.put(told(MONDAY))
    await store.pool.put(told(MONDAY, complete=False))
    await store.pool.put(told(MONDAY, by=BACKFILL))
    assert await known() == [("cs.CL", BACKFILL, True), ("cs.CV", FEED, True)]
    assert await store.pool.days(TUESDAY) == []


async def test_a_known_paper_stays_as_it_is_and_is_found(store: Storage) -> None:
    listed = replace(paper(1), title="As listed", organization="Lab")
    await store.papers.save([listed])
    await store.pool.put(told(MONDAY, said(1, MONDAY), said(2, MONDAY)))

    assert await store.papers.get(listed.id) == listed
    hits = await store.search.find("world model")
    assert [(hit.paper.id, hit.key) for hit in hits] == [(paper(2).id, None)]
    assert len(await store.search.find("dreams robots")) == 2


async def test_a_large_day_is_stored_whole(store: Storage) -> None:
    count = 3 * AT_ONCE + 7
    await store.pool.put(told(MONDAY, *(said(number, MONDAY) for number in range(count))))

    assert await numbers(store, MONDAY) == list(range(count))
    assert await store.papers.count() == count


async def test_earlier_papers_are_known_the_newest_last(store: Storage) -> None:
    await store.pool.put(told(MONDAY, said(1, MONDAY), said(2, MONDAY)))
    await store.pool.put(told(TUESDAY, said(3, TUESDAY)))

    ids = [paper(number).id for number in (1, 2, 3)]
    assert await store.pool.announced_before(THURSDAY, 9) == ids
    assert await store.pool.announced_before(THURSDAY, 2) == ids[1:]
    assert await store.pool.announced_before(TUESDAY, 9) == ids[:2]


@pytest.mark.parametrize("together", [False, True])
async def test_what_was_picked_is_kept(store: Storage, together: bool) -> None:
    await store.pool.put(told(MONDAY, said(1, MONDAY), said(2, MONDAY)))
    await store.pool.put(told(THURSDAY, said(3, THURSDAY)))
    picks = Picks(picks=(Pick(paper_id=paper(2).id),))
    if together:
        await store.picks.freeze_all(LIST, {KEY: picks}, NOON)
    else:
        await store.picks.freeze(KEY, LIST, picks, NOON)

    assert await store.retention.prune(TUESDAY) == 1
    assert await store.retention.prune(TUESDAY) == 0
    assert await store.papers.get(paper(1).id) is None
    assert await numbers(store, MONDAY) == [2]
    assert await numbers(store, THURSDAY) == [3]
    assert [each.day for each in await store.pool.days(MONDAY)] == [THURSDAY]


async def test_a_picked_paper_stays_picked_when_it_is_moved(store: Storage) -> None:
    await store.pool.put(told(MONDAY, said(1, MONDAY), by=BACKFILL))
    await store.picks.freeze(KEY, LIST, Picks(picks=(Pick(paper_id=paper(1).id),)), NOON)
    await store.pool.put(told(TUESDAY, said(1, TUESDAY)))

    assert await store.retention.prune(THURSDAY) == 0
    assert await numbers(store, TUESDAY) == [1]


async def test_papers_of_the_pool_are_forgotten_with_it(store: Storage) -> None:
    announced = [said(number, MONDAY) for number in range(7)]
    await store.pool.put(told(MONDAY, *announced))
    await store.pool.put(told(THURSDAY, said(1, THURSDAY, ("cs.CV", "cs.LG"), cross=True)))
    await store.readings.save_summary(replace(build.summary(), paper_id=paper(2).id))
    await store.interests.vote(KEY, Vote(paper_id=paper(3).id, person="", up=True, at=NOON))
    await store.editions.save(build.edition(build.entry(1, paper(4))))
    await store.documents.save(replace(build.document(), paper_id=paper(5).id), NOON)

    # What is announced again, read, liked, listed or fetched stays.
    assert await store.retention.prune(TUESDAY) == 2
    left = {
        int(paper_id[-5:]) for paper_id in await store.papers.many(p.paper.id for p in announced)
    }
    assert left == {1, 2, 3, 4, 5}
    assert len(await store.search.find("world model", 20)) == 5
    assert not (await store.retention.forget(hours(0))).papers
