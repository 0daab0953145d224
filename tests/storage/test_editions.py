from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from core.editions.keys import DAILY, Shelf
from core.editions.policies import POLICIES
from core.models import Edition, EditionState
from storage import Storage, Totals
from tests.storage import build
from tests.storage.build import DAY, LIST, days, edition, entry, lists, paper

POLICY = POLICIES[DAILY]
LATE, OTHER = Shelf("hf", "late"), Shelf("other", "daily")


def numbers(stored: Edition | None) -> list[tuple[int, str]]:
    assert stored is not None
    return [(each.rank, each.paper.id[-1]) for each in stored.entries]


async def test_what_is_saved_is_read_back(store: Storage) -> None:
    saved = edition(
        entry(1, paper(1, abstract="A", organization="实验室")),
        entry(2, selected=False),
        listed=40,
        fetched_at=build.NOON,
        frozen_at=build.hours(1),
        ready_at=build.hours(2),
        imported=True,
    )
    await store.editions.save(saved)

    assert await store.editions.get(LIST) == saved
    assert await store.editions.get(lists(1)) is None


async def test_saved_twice_is_the_same(store: Storage) -> None:
    saved = edition(entry(1), entry(2))
    await store.editions.save(saved)
    await store.editions.save(saved)

    assert await store.editions.get(LIST) == saved
    assert (await store.editions.totals()).papers == 2


async def test_ranks_may_swap_and_papers_go_until_frozen(store: Storage) -> None:
    await store.editions.save(edition(entry(1, paper(1)), entry(2, paper(2)), entry(3, paper(3))))
    await store.editions.save(edition(entry(1, paper(2)), entry(2, paper(1))))

    assert numbers(await store.editions.get(LIST)) == [(1, "2"), (2, "1")]


async def test_numbers_once_seen_survive_a_writer_who_does_not_know(store: Storage) -> None:
    await store.editions.save(edition(entry(1, paper(1)), entry(2, paper(2))))
    await store.editions.freeze(LIST, build.NOON)
    await store.editions.save(edition(entry(1, paper(3)), entry(2, paper(1), score=9.0)))

    stored = await store.editions.get(LIST)
    assert numbers(stored) == [(1, "1"), (2, "2"), (3, "3")]
    assert stored is not None
    assert stored.frozen_at == build.NOON
    assert stored.entries[0].verdict.score == 9.0


async def test_what_was_seen_may_still_be_selected_but_not_dropped(store: Storage) -> None:
    await store.editions.save(edition(entry(1), entry(2, selected=False)))
    await store.editions.freeze(LIST, build.NOON)
    await store.editions.save(edition(entry(1, selected=False), entry(2)))

    stored = await store.editions.get(LIST)
    assert stored is not None
    assert [each.selected for each in stored.entries] == [True, True]


async def test_a_writer_who_knows_of_the_freeze_decides_the_numbers(store: Storage) -> None:
    await store.editions.save(edition(entry(1, paper(1)), frozen_at=build.NOON))
    await store.editions.save(edition(entry(1, paper(2)), frozen_at=build.NOON))

    assert numbers(await store.editions.get(LIST)) == [(1, "2")]


async def test_several_dates_are_frozen_and_no_others(store: Storage) -> None:
    for back in range(3):
        await store.editions.save(edition(entry(1), date=build.days(-back)))
    await store.editions.freeze(lists(-1), build.NOON)
    await store.editions.freeze_all({lists(0), lists(-1), lists(-9)}, build.hours(5))

    stored = [await store.editions.get(lists(-back)) for back in range(3)]
    assert [each and each.frozen_at for each in stored] == [build.hours(5), build.NOON, None]


async def test_the_first_freeze_counts(store: Storage) -> None:
    await store.editions.save(edition(entry(1)))
    await store.editions.freeze(LIST, build.NOON)
    await store.editions.freeze(LIST, build.hours(5))

    stored = await store.editions.get(LIST)
    assert stored is not None
    assert stored.frozen_at == build.NOON


async def test_the_first_time_it_was_ready_counts(store: Storage) -> None:
    await store.editions.ready(LIST, build.NOON)
    await store.editions.save(edition(entry(1)))
    await store.editions.save(edition(entry(1), date=days(1)))
    await store.editions.ready(LIST, build.hours(1))
    await store.editions.ready(LIST, build.hours(5))

    assert await store.editions.get(LIST) == edition(entry(1), ready_at=build.hours(1))
    assert await store.editions.get(lists(1)) == edition(entry(1), date=days(1))


async def test_an_absent_value_erases_nothing(store: Storage) -> None:
    known = {
        "listed": 9,
        "fetched_at": build.NOON,
        "ready_at": build.NOON,
        "imported": True,
    }
    await store.editions.save(edition(entry(1), **known))
    await store.editions.save(edition(entry(1), state=EditionState.CLOSED))

    assert await store.editions.get(LIST) == edition(entry(1), state=EditionState.CLOSED, **known)


async def test_a_day_keeps_the_title_it_listed(store: Storage) -> None:
    first = edition(entry(1, paper(1, title="Then", organization=None)))
    await store.editions.save(first)
    await store.editions.save(
        edition(entry(1, paper(1, title="Now", organization="Lab")), date=days(3))
    )

    assert await store.editions.get(LIST) == first
    assert await store.papers.get(paper(1).id) == paper(1, title="Now", organization="Lab")


async def test_dates_are_newest_first_and_worth_showing(store: Storage) -> None:
    await store.editions.save(edition(entry(1)))
    await store.editions.save(edition(date=days(1), state=EditionState.EMPTY))
    await store.editions.save(edition(date=days(2), state=EditionState.FAILED))
    await store.editions.save(edition(entry(1), date=days(3), state=EditionState.CLOSED))

    listed = [
        (lists(3), EditionState.CLOSED),
        (lists(2), EditionState.FAILED),
        (lists(1), EditionState.EMPTY),
        (LIST, EditionState.OPEN),
    ]
    assert await store.editions.keys(9) == listed
    assert await store.editions.keys(1) == listed[:1]


async def test_days_are_oldest_first_whatever_they_hold(store: Storage) -> None:
    now = build.hours(72)
    assert await store.editions.days(POLICY, DAY, now) == []
    await store.editions.save(edition(date=days(2), state=EditionState.FAILED))
    await store.editions.save(
        edition(entry(1), date=days(1), state=EditionState.CLOSED, ready_at=build.NOON)
    )
    await store.editions.save(edition(entry(1)))

    listed = [(days(1), EditionState.CLOSED, build.NOON), (days(2), EditionState.FAILED, None)]
    assert await store.editions.days(POLICY, days(1), now) == listed
    assert await store.editions.days(POLICY, DAY, now) == [(DAY, EditionState.OPEN, None), *listed]


async def test_a_list_that_a_wrong_clock_closed_is_open(store: Storage) -> None:
    noon = dt.timedelta(hours=12)
    closed = {
        days(0): build.days_end(days(0)),  # just so
        days(1): build.days_end(days(1)) - noon,  # before its day had ended
        days(2): build.days_end(days(9)),  # in what is still to come
        days(3): None,  # not fetched at all
    }
    for date, fetched_at in closed.items():
        state = EditionState.EMPTY if date == days(2) else EditionState.CLOSED
        await store.editions.save(edition(date=date, state=state, fetched_at=fetched_at))
    imported = edition(
        date=days(4), state=EditionState.CLOSED, fetched_at=build.NOON, imported=True
    )
    await store.editions.save(imported)

    states = [
        state for _, state, _ in await store.editions.days(POLICY, DAY, build.days_end(days(4)))
    ]
    believed = [
        EditionState.CLOSED,
        EditionState.OPEN,
        EditionState.OPEN,
        EditionState.CLOSED,
        EditionState.CLOSED,
    ]
    assert states == believed


async def test_a_list_that_is_open_again_is_not_ready(store: Storage) -> None:
    await store.editions.save(edition(entry(1), state=EditionState.CLOSED, ready_at=build.NOON))
    await store.editions.save(edition(entry(1), state=EditionState.CLOSED))
    assert [ready for *_, ready in await store.editions.days(POLICY, DAY, build.NOON)] == [
        build.NOON
    ]

    await store.editions.save(edition(entry(1), state=EditionState.OPEN))
    assert [ready for *_, ready in await store.editions.days(POLICY, DAY, build.NOON)] == [None]


async def test_the_newest_date_that_the_source_listed(store: Storage) -> None:
    assert await store.editions.listed(DAILY) is None
    await store.editions.save(edition(entry(1), listed=1))
    await store.editions.save(edition(date=days(1), state=EditionState.EMPTY, listed=0))
    await store.editions.save(edition(date=days(2), state=EditionState.FAILED))
    await store.editions.save(edition(entry(1), date=days(3), listed=1, imported=True))

    assert await store.editions.listed(DAILY) == DAY


@pytest.mark.parametrize(("age", "counts"), [(1, True), (30, True), (31, False), (365, False)])
async def test_a_day_with_papers_of_long_before_is_another_days(
    store: Storage, age: int, counts: bool
) -> None:
    await store.editions.save(edition(entry(1), listed=1))
    later = days(400)
    came = dt.datetime.combine(later - dt.timedelta(days=age), dt.time(9), dt.UTC)
    new, old = (paper(number, published_at=at) for number, at in ((2, came), (3, build.NOON)))
    listed = edition(entry(1, old), entry(2, new), date=later, listed=2)
    await store.editions.save(listed)

    assert await store.editions.listed(DAILY) == (later if counts else DAY)


async def test_the_newest_date(store: Storage) -> None:
    assert await store.editions.newest(DAILY) is None
    await store.editions.save(edition(entry(1)))
    await store.editions.save(edition(date=days(1), state=EditionState.EMPTY))
    await store.editions.save(edition(entry(1), date=days(3)))

    assert await store.editions.newest(DAILY) == lists(3)
    assert await store.editions.newest(DAILY, days(2)) == LIST
    assert await store.editions.newest(DAILY, days(-1)) is None


@pytest.mark.parametrize(
    ("asked", "found"), [(-9, 0), (0, 0), (1, 0), (2, 0), (3, 4), (5, 4), (6, 4), (90, 4)]
)
async def test_the_nearest_date_with_something_to_show(
    store: Storage, asked: int, found: int
) -> None:
    await store.editions.save(edition(entry(1)))
    await store.editions.save(edition(entry(1, selected=False), date=days(2)))
    await store.editions.save(edition(entry(1), date=days(4)))
    await store.editions.save(edition(date=days(6), state=EditionState.EMPTY))

    assert await store.editions.nearest(lists(asked)) == days(found)


async def test_no_date_is_nearest_in_an_empty_store(store: Storage) -> None:
    assert await store.editions.nearest(LIST) is None


async def test_where_a_paper_was_listed_last(store: Storage) -> None:
    await store.editions.save(edition(entry(7, paper(1)), date=days(4)))
    await store.editions.save(edition(entry(3, paper(1))))

    assert await store.editions.of_paper(paper(1).id) == (lists(4), 7)
    assert await store.editions.of_paper(paper(2).id) is None


async def test_totals_count_papers_once(store: Storage) -> None:
    await store.editions.save(edition(entry(1), entry(2)))
    await store.editions.save(edition(date=days(1), state=EditionState.EMPTY))
    await store.readings.save_summary(build.summary(1, "zh"))
    await store.readings.save_summary(build.summary(1, "en"))
    await store.readings.save_report(build.report(2))

    assert await store.editions.totals() == Totals(days=1, papers=2, summaries=1, reports=1)


async def test_a_moment_without_a_zone_is_refused(store: Storage) -> None:
    with pytest.raises(Exception, match="aware"):
        await store.editions.save(edition(fetched_at=build.NOON.replace(tzinfo=None)))


async def test_an_edition_may_lose_all_its_entries(store: Storage) -> None:
    await store.editions.save(edition(entry(1)))
    await store.editions.save(edition(state=EditionState.EMPTY))

    assert numbers(await store.editions.get(LIST)) == []


async def three_of_a_day(store: Storage) -> list[Edition]:
    """Lists of one day on three shelves, with papers in common under other numbers."""
    of_day = [
        edition(entry(1, paper(1)), entry(2, paper(2)), listed=2),
        edition(entry(1, paper(2)), entry(2, paper(1)), key=LATE.on(DAY)),
        edition(entry(1, paper(3)), key=OTHER.on(DAY), state=EditionState.CLOSED, listed=1),
    ]
    for each in of_day:
        await store.editions.save(each)
    return of_day


async def test_lists_of_one_day_do_not_mix(store: Storage) -> None:
    of_day = await three_of_a_day(store)
    await store.editions.freeze(LATE.on(DAY), build.NOON)
    await store.editions.ready(OTHER.on(DAY), build.NOON)
    await store.editions.save(
        edition(entry(1, paper(9)), key=OTHER.on(DAY), state=EditionState.CLOSED)
    )

    assert await store.editions.get(LIST) == of_day[0]
    assert await store.editions.get(LATE.on(DAY)) == replace(of_day[1], frozen_at=build.NOON)
    other = await store.editions.get(OTHER.on(DAY))
    assert numbers(other) == [(1, "9")]
    assert other is not None
    assert (other.frozen_at, other.ready_at, other.listed) == (None, build.NOON, 1)
    assert (await store.editions.totals()).days == 3


async def test_each_shelf_has_its_own_days(store: Storage) -> None:
    await three_of_a_day(store)
    await store.editions.save(edition(entry(1), key=OTHER.on(days(5)), listed=3))

    assert await store.editions.newest(DAILY) == LIST
    assert await store.editions.newest(OTHER) == OTHER.on(days(5))
    assert await store.editions.newest(Shelf("hf", "week")) is None
    assert [await store.editions.listed(shelf) for shelf in (DAILY, LATE, OTHER)] == [
        DAY,
        None,
        days(5),
    ]
    assert await store.editions.nearest(LATE.on(days(9))) == DAY
    assert await store.editions.nearest(OTHER.on(days(9))) == days(5)
    assert [day for day, *_ in await store.editions.days(POLICY, days(-9), build.NOON)] == [DAY]
    keys = [OTHER.on(days(5)), LIST, LATE.on(DAY), OTHER.on(DAY)]
    assert [key for key, _ in await store.editions.keys(9)] == keys


async def test_a_shelf_that_closes_elsewhere_is_believed_by_its_own_clock(store: Storage) -> None:
    closed = build.days_end(DAY) + dt.timedelta(hours=1)
    for shelf in (DAILY, OTHER):
        await store.editions.save(
            edition(key=shelf.on(DAY), state=EditionState.EMPTY, fetched_at=closed)
        )
    new_york = replace(POLICY, shelf=OTHER, zone="America/New_York")

    states = [
        (await store.editions.days(each, DAY, build.hours(99)))[0][1] for each in (POLICY, new_york)
    ]
    assert states == [EditionState.EMPTY, EditionState.OPEN]


async def test_the_daily_list_leads_to_a_paper_before_others_do(store: Storage) -> None:
    await three_of_a_day(store)
    await store.editions.save(edition(entry(8, paper(1)), key=OTHER.on(days(5))))

    assert await store.editions.of_paper(paper(1).id) == (LIST, 1)
    assert await store.editions.of_paper(paper(3).id) == (OTHER.on(DAY), 1)
