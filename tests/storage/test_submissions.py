"""Submissions: stored once, and joined with everything that was said of them."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from core.announcements.submissions import Decided, GroupState, Note, ToStore
from core.announcements.venues import group_of
from core.chats import ChatKey
from core.interests.interest import Accepted, Interest, Kind, Pick, Picks, Vote
from core.models import Paper
from core.pool import Announced, Announcement, Announcements, Knowledge
from storage import Storage
from tests.storage.build import DAY, LIST, NOON, summary
from tests.storage.conftest import migrated, path, store

__all__ = ["migrated", "path", "store"]

SUBMITTED, ARXIV = "openreview/kites00000", "2602.50001"
TITLE = "Learning to fly kites from pixels in the wind"
ICLR = "ICLR.cc/2026/Conference"
ANN, BEN = ChatKey("telegram", "1"), ChatKey("telegram", "2")


def told(**more: object) -> ToStore:
    group = group_of(ICLR)
    assert group
    note = Note(
        paper=Paper(id=SUBMITTED, title=TITLE, abstract="We fly kites."),
        note="kites00000",
        group=group,
        published_at=NOON,
    )
    return dataclasses.replace(ToStore(note=note, paper_id=SUBMITTED, day=DAY), **more)  # type: ignore[arg-type]


async def put(store: Storage, *those: ToStore, gone: tuple[str, ...] = ()) -> None:
    await store.submissions.put(those, gone, GroupState(group=ICLR, read_at=NOON), NOON)


async def announce(store: Storage) -> None:
    """arXiv announces the paper a day later."""
    paper = Paper(id=ARXIV, title=TITLE.upper(), authors=("Ada Flyer",), abstract="We fly kites.")
    day = DAY + dt.timedelta(days=1)
    each = Announced(paper=paper, day=day, kind=Announcement.NEW, categories=("cs.RO",))
    await store.pool.put(
        Announcements(
            day=day,
            categories=frozenset(("cs.RO",)),
            announced=(each,),
            knowledge=Knowledge.FEED,
            complete=True,
            fetched_at=NOON,
        )
    )


async def test_what_was_said_of_the_submission_is_about_the_paper(store: Storage) -> None:
    await put(store, told())
    seed = Interest(kind=Kind.PAPER, value=SUBMITTED)
    for key in (ANN, BEN):
        await store.interests.put(key, [seed])
        await store.interests.vote(key, Vote(paper_id=SUBMITTED, person="", up=True, at=NOON))
    # One of them liked the paper too.
    await store.interests.put(BEN, [Interest(kind=Kind.PAPER, value=ARXIV)])
    await store.interests.vote(BEN, Vote(paper_id=ARXIV, person="", up=False, at=NOON))
    accepted = Accepted(paper_id=SUBMITTED, venue="ICLR 2026", how="oral")
    picks = Picks(picks=(Pick(paper_id=SUBMITTED, announced=True),), accepted=(accepted,))
    await store.picks.freeze(ANN, LIST, picks, NOON)
    await store.readings.save_summary(dataclasses.replace(summary(), paper_id=SUBMITTED))
    await announce(store)

    assert await store.papers.get(SUBMITTED) is None
    for key in (ANN, BEN):
        assert [each.value for each in await store.interests.of(key)] == [ARXIV]
        assert [each.paper_id for each in await store.interests.votes(key)] == [ARXIV]
    assert [each.up for each in await store.interests.votes(BEN)] == [False]
    stored = await store.picks.of(ANN, LIST)
    assert stored
    assert (stored.letter(ARXIV), stored.accepted[0].paper_id) == ("A", ARXIV)
    assert await store.pool.picked([ARXIV], DAY, DAY + dt.timedelta(days=1)) == {
        ARXIV: frozenset({DAY})
    }
    shown = await store.answers.of_paper(SUBMITTED, "zh")
    assert shown
    assert (shown.paper.id, shown.summary is not None) == (ARXIV, True)
    hits = await store.search.find("kites", 5)
    assert [hit.paper.id for hit in hits] == [ARXIV]


async def test_twice_is_once(store: Storage) -> None:
    await put(store, told())
    await put(store, told())
    assert [each.paper.id for each in await store.pool.of(DAY, ["ICLR"])] == [SUBMITTED]


async def test_what_is_withdrawn_before_it_was_told_is_not_announced(store: Storage) -> None:
    await put(store, told())
    await put(store, gone=(SUBMITTED,))
    assert await store.pool.of(DAY, ["ICLR"]) == []
    (stored,) = (await store.submissions.known(["kites00000"])).values()
    assert stored.decided is Decided.WITHDRAWN


async def test_what_was_picked_stays_though_it_is_withdrawn(store: Storage) -> None:
    await put(store, told())
    await store.picks.freeze(ANN, LIST, Picks(picks=(Pick(paper_id=SUBMITTED),)), NOON)
    await put(store, gone=(SUBMITTED,))
    assert [each.paper.id for each in await store.pool.of(DAY, ["ICLR"])] == [SUBMITTED]


async def test_forgotten_papers_are_not_new_again(store: Storage) -> None:
    await put(store, told())
    assert await store.retention.prune(DAY + dt.timedelta(days=1)) == 1
    assert await store.papers.get(SUBMITTED) is None
    assert list(await store.submissions.known(["kites00000"])) == ["kites00000"]


@pytest.mark.parametrize("title", ["Kites", "On kites in wind"])
async def test_short_titles_are_not_enough(store: Storage, title: str) -> None:
    short = told()
    note = dataclasses.replace(short.note, paper=Paper(id=SUBMITTED, title=title))
    await put(store, dataclasses.replace(short, note=note))
    await store.pool.put(
        Announcements(
            day=DAY,
            categories=frozenset(("cs.RO",)),
            announced=(
                Announced(
                    paper=Paper(id=ARXIV, title=title, authors=("A. B.",)),
                    day=DAY,
                    kind=Announcement.NEW,
                    categories=("cs.RO",),
                ),
            ),
            knowledge=Knowledge.FEED,
            complete=True,
            fetched_at=NOON,
        )
    )
    found = await store.pool.of(DAY, ["ICLR", "cs.RO"])
    assert sorted(each.paper.id for each in found) == [ARXIV, SUBMITTED]


async def test_years_that_are_long_over_are_forgotten(store: Storage) -> None:
    await put(store, told())
    await store.retention.prune(DAY + dt.timedelta(days=390))
    assert await store.submissions.states()
    await store.retention.prune(DAY + dt.timedelta(days=402))
    assert await store.submissions.states() == {}
    assert await store.submissions.known(["kites00000"]) == {}
