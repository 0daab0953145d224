"""Stories of a store, told on each engine: what every call returns."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from core.announcements.submissions import GroupState
from core.chats import ChatKey, ChatSettings
from core.editions.keys import DAILY
from core.interests.interest import Because, Interest, Kind, Pick, Picks, Share
from core.pool import Knowledge
from storage import Storage
from storage.interests import MOST_VOTES, Span
from tests.chats import put_subscribed
from tests.storage import build
from tests.storage.build import DAY, LIST, NOON, hours, lists, settled
from tests.storage.engine.test_sqlite import PERSON, TOLD, VOTE
from tests.venues import ICLR, SUBMITTED, TITLE, decide_kites, publish_kites


async def live_with_the_pool(store: Storage) -> list[Any]:
    """What arXiv announces is guessed, known better, picked and forgotten: what comes of it."""
    later = DAY + dt.timedelta(days=2)
    (guessed,) = TOLD.announced
    known = replace(
        TOLD, day=later, announced=(replace(guessed, day=later),), knowledge=Knowledge.FEED
    )
    picks = Picks(picks=(Pick(paper_id=guessed.paper.id),))
    return [
        await store.pool.put(TOLD),
        await store.pool.put(TOLD),
        await store.pool.of(DAY, ["cs.RO"]),
        await store.pool.put(known),
        await store.pool.put(replace(known, announced=(), complete=False)),
        await store.pool.of(later, ["cs.CV"]),
        await store.pool.first([guessed.paper.id]),
        await store.pool.announced_before(later + dt.timedelta(days=1), 9),
        await store.pool.days(DAY),
        await store.pool.picked([guessed.paper.id], DAY, later + dt.timedelta(days=1)),
        await store.retention.prune(DAY),
        await store.picks.freeze(ChatKey("terminal", "31"), lists(-30), picks, NOON),
        await store.retention.prune(later + dt.timedelta(days=1)),
        await store.pool.of(later, ["cs.CV"]),
        await store.pool.put(replace(known, day=later + dt.timedelta(days=9), announced=())),
    ]


async def live_with_venues(store: Storage) -> list[Any]:
    """A venue publishes, and decides; then the paper comes to arXiv: what comes of it."""
    key = ChatKey("terminal", "41")
    seed = Interest(kind=Kind.PAPER, value=SUBMITTED)
    await store.interests.put(key, [seed])
    vote = replace(VOTE, paper_id=SUBMITTED)
    picks = Picks(picks=(Pick(paper_id=SUBMITTED),))
    await publish_kites(store, DAY)
    await store.interests.vote(key, vote)
    # Another chat knows the paper by its own id already.
    other = ChatKey("terminal", "42")
    for name in (SUBMITTED, "2602.77777"):
        await store.interests.put(other, [replace(seed, value=name)])
        await store.interests.vote(other, replace(vote, paper_id=name))
    await store.picks.freeze(key, lists(0), picks, NOON)
    await decide_kites(store, DAY, DAY + dt.timedelta(days=1))
    (each,) = TOLD.announced
    paper = replace(each.paper, id="2602.77777", title=TITLE)
    return [
        await store.pool.of(DAY, ["ICLR"]),
        await store.submissions.states(),
        await store.submissions.accepted(DAY, DAY + dt.timedelta(days=1)),
        await store.pool.picked_days([SUBMITTED], DAY + dt.timedelta(days=1)),
        await store.papers.days_listed([SUBMITTED], DAY),
        await store.pool.put(replace(TOLD, announced=(replace(each, paper=paper),))),
        await store.submissions.of_papers([paper.id]),
        await store.submissions.taken(ICLR, [paper.id]),
        await store.interests.of(key),
        await store.interests.of(other),
        await store.interests.votes(key),
        await store.interests.votes(other),
        await store.picks.of(key, lists(0)),
        await store.answers.of_paper(SUBMITTED, "en"),
        await store.submissions.put(
            [], [SUBMITTED], GroupState(group=ICLR, read_at=NOON, closed="private"), NOON
        ),
        await store.submissions.keep(GroupState(group=ICLR)),
    ]


async def live_with_interests(store: Storage) -> list[Any]:
    """A chat that asks for something, votes, sees picks, moves and is left: what comes of it."""
    key, new = ChatKey("terminal", "21"), ChatKey("terminal", "22")
    asked = Interest(kind=Kind.WORDS, value="world models", weight=0.5, english=("a", "b"))
    picks = Picks(picks=(Pick(paper_id="1", explores=True),), marked=("2",))
    votes = [replace(VOTE, paper_id=str(number), at=hours(number)) for number in range(3)]
    for vote in (*votes, replace(VOTE, person="8", up=False), replace(VOTE, person="9", up=False)):
        await store.interests.vote(key, vote)
    for number in range(MOST_VOTES):
        await store.interests.vote(key, replace(VOTE, person="6", paper_id=f"p{number}"))
    await put_subscribed(store, key, ChatSettings(), hours(-9), settled(-3), hours(-1))
    await store.past.save(lists(-7), [build.paper(7)])
    share = Share(because=Because.WORDS, named=("a",), share=0.5)
    reasoned = Picks(picks=(Pick(paper_id="3", shares=(share,)),))
    await store.picks.freeze(key, lists(-9), reasoned, hours(-300))
    await store.interests.put(key, [replace(asked, kind=Kind.PAPER, value="2401.00009")])
    return [
        await store.picks.forget_reasons(hours(-200)),
        await store.picks.of(key, lists(-9)),
        await store.interests.unknown_papers("", 9),
        await store.interests.unknown_papers("9", 9),
        await store.past.read(DAILY, DAY - dt.timedelta(days=30)),
        await store.past.known(DAILY, DAY - dt.timedelta(days=30)),
        await store.past.count(DAY - dt.timedelta(days=30)),
        await store.papers.listed_before(DAY, 9),
        await store.papers.titles(),
        await store.papers.has_author("Ann One"),
        await store.papers.listed(["2602.00001"], DAY + dt.timedelta(days=9)),
        await store.chats.categories(),
        await store.answers.of_papers(["2602.00001"], "zh"),
        await store.interests.cast(key, replace(VOTE, person="5", paper_id="cast")),
        await store.interests.cast(key, replace(VOTE, person="5", paper_id="other")),
        await store.interests.retract(key, replace(VOTE, person="5", paper_id="other")),
        await store.interests.cast(key, replace(VOTE, person="", paper_id="old")),
        await store.interests.cast(key, replace(VOTE, person="5", paper_id="old"), hours(9)),
        await store.interests.forget_votes(key, "none"),
        await store.interests.vote(
            key, replace(VOTE, person="5", paper_id="old"), repeated=Span(hours(-9), hours(99))
        ),
        await store.interests.is_full(key, "5"),
        await store.interests.vote_of(key, "5", "cast"),
        await store.interests.knows_nothing(key),
        await store.vectors.save("m", {"1": b"v", "2": b"", "gone": b"w"}, hours(-9)),
        await store.vectors.save("m", {"2": b"u"}, NOON),
        await store.vectors.of("m", ["1", "2", "3"], NOON),
        await store.vectors.count(),
        await store.retention.forget_vectors(hours(-1)),
        await store.vectors.count(),
        await store.interests.of_all([key, new]),
        await store.picks.freeze_all(lists(-1), {key: picks, new: Picks()}, NOON),
        await store.picks.of_all([key, new], lists(-1)),
        await store.picks.explored(key, "1"),
        await store.messages.thread_of(key, "1"),
        await store.interests.put(key, [asked, replace(asked, value="World  Models", weight=2.0)]),
        await store.interests.put(key, [replace(asked, kind=Kind.AUTHOR)]),
        await store.interests.remove(key, Kind.AUTHOR, "world models"),
        await store.interests.vote(key, replace(VOTE, person="6", paper_id="newest", at=hours(9))),
        await store.interests.vote(key, replace(VOTE, person="8", up=False)),
        await store.picks.freeze(key, LIST, picks, NOON),
        await store.picks.freeze(key, LIST, Picks(), hours(1)),
        await store.chats.move(key, new),
        await store.interests.of(new),
        await store.interests.votes(new),
        await store.picks.of(new, LIST),
        await store.chats.unsubscribe(new),
        await store.interests.votes(new),
        await store.people.stored(new, PERSON),
        await store.interests.put(key, [asked]),
        await store.chats.interested(),
        await store.interests.clear(key),
        await store.interests.of(key),
    ]
