"""Stories of a store, told on each engine: what every call returns."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from core.announcements.submissions import GroupState
from core.chats import Chat, ChatKey, ChatSettings, Person
from core.delivery import DeliveryKind
from core.editions.keys import DAILY
from core.interests.interest import Because, Interest, Kind, Pick, Picks, Share
from core.llm.batches import SentBatch
from core.llm.kept import Answered
from core.pool import Knowledge
from core.records import Spending, Step
from core.working import Tokens
from storage import Storage
from storage.changelog import MOST as MOST_CHANGES
from storage.circulars import Begun
from storage.deliveries import Deliveries
from storage.engine.database import Database
from storage.interests import MOST_VOTES, TimeSpan
from storage.workers import Holding, Identity
from tests.chats import put_subscribed
from tests.storage import build
from tests.storage.build import DAY, LIST, NOON, hours, lists, settled
from tests.storage.engine.every_method import (
    ASKED,
    AUTHOR,
    CIRCULAR,
    MINUTE,
    PERSON,
    PUT_OFF,
    TOLD,
    VOTE,
)
from tests.venues import ICLR, SUBMITTED, TITLE, decide_kites, publish_kites


async def live_with_workers(store: Storage, database: Database) -> list[Any]:
    """Two workers that share messages and tokens, one of which is taken for dead: what comes of
    it."""
    workers, first, second = store.workers, Identity("first"), Identity("second")
    ledgers = [Deliveries(database, each) for each in (first, second)]
    key = ChatKey("telegram", "9")
    await put_subscribed(store, key, ChatSettings(), hours(-9), settled(-3), hours(-1))
    message, other = build.delivery(key, 1), build.delivery(key, 2)
    await store.deliveries.owe([message, other], [], NOON)
    for worker in (first, second):
        await workers.begin(worker.owner, MINUTE)
    came: list[Any] = [
        await workers.claim(first.owner, ["send telegram", "rounds"]),
        await workers.claim(second.owner, ["send telegram"]),
        await workers.claim("unknown", ["nothing"]),
        [await each.sending(message, NOON) for each in ledgers[::-1]],
        await ledgers[1].recover(NOON, {}),
        await ledgers[1].failed(message, "no", NOON),
        [each.claims for each in await workers.all()],
        await workers.taken(second.owner),
        await workers.claim(first.owner, ["hear a_b#0/4", "hear a_b#first/4"]),
        await workers.claim(second.owner, ["hear a_b#second/14"]),
        await workers.claim(second.owner, ["hear a_b"]),
        await workers.claim(second.owner, ["hear axb", "hear a_b#second/4"]),
        await workers.parts(second.owner, "hear a_b"),
        await workers.reserve(first.owner, DAY, Tokens(60), 100, None),
        await workers.reserve(second.owner, DAY, Tokens(60), 100, None),
        await workers.reserve(second.owner, DAY, Tokens(30, 30), 100, 40),
        await workers.renew(first.owner, -MINUTE, Holding(claims=["rounds"], day=DAY)),
        await workers.renew(first.owner, MINUTE, Holding(claims=["rounds"], day=DAY)),
        await workers.claim(second.owner, ["send telegram", "rounds"]),
        await ledgers[1].recover(hours(1), {}),
        await ledgers[1].sending(other, hours(1)),
        await ledgers[1].owed_again(other, hours(1)),
        await ledgers[0].sent(message, "5", hours(1)),
        await store.paces.turn("arxiv", 90.0, 0.0),
        await store.paces.turn("arxiv", 90.0, 0.0) > 80.0,
        await store.paces.hold("arxiv", 900.0),
        await store.paces.turn("arxiv", 90.0, 1.0) > 800.0,
    ]
    await workers.begin("third", MINUTE, "read")
    return [*came, [(each.owner, each.role) for each in await workers.all()]]


async def live_with_a_lost_session(store: Storage) -> bool:
    """A worker whose session has ended is followed at once, which leaves nothing behind."""
    for owner in ("lost", "next"):
        await store.workers.begin(owner, MINUTE)
    await store.workers.claim("lost", ["seats"])
    await store.workers.renew("lost", MINUTE, Holding(claims=["seats"], presence=7))
    followed = await store.workers.claim("next", ["seats"])
    await store.workers.end("next")
    return followed


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
            key, replace(VOTE, person="5", paper_id="old"), repeated=TimeSpan(hours(-9), hours(99))
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


async def live_with_circulars(store: Storage) -> list[Any]:
    """Something is told to all and called off, somebody refuses it, and what they change is logged:
    what comes of it."""
    key, other = ChatKey("terminal", "31"), ChatKey("terminal", "32")
    for each in (key, other):
        await put_subscribed(store, each, ChatSettings(), hours(-9), settled(-3), hours(-1))
    told = replace(CIRCULAR, name="told", at=hours(1))
    part = build.delivery(key, list_key=told.key, kind=DeliveryKind.CIRCULAR)
    doubted = replace(part, key=other)
    draft = replace(told, name="draft", at=hours(-99))

    def refusing(chat: Chat) -> Chat:
        return replace(chat, settings=replace(chat.settings, announcements=False))

    came: list[Any] = [
        await store.circulars.draft(draft),
        await store.circulars.draft(replace(draft, name="later", at=NOON)),
        await store.circulars.cancel("later", NOON),
        await store.circulars.begin(told),
        await store.circulars.begin(told),
        await store.circulars.audience("terminal", hours(1), None, 99),
        await store.circulars.owe(Begun(told, {}), "terminal", [part, doubted], key, NOON),
        await store.circulars.owe(Begun(told, {}), "terminal", [part], other, NOON),
        await store.deliveries.sending(doubted, NOON),
        await store.deliveries.owed_again(doubted, NOON, in_doubt=True),
        await store.circulars.under_way(),
        await store.chats.change(key, refusing, replace(AUTHOR, person="8")),
        await store.circulars.cancel("told", NOON),
        await store.circulars.counts(told),
        await store.circulars.begin(replace(told, name="empty")),
        await store.circulars.owe(
            Begun(replace(told, name="empty"), {}), "terminal", [], None, NOON
        ),
        await store.circulars.finish("empty"),
        await store.circulars.all(9),
    ]
    for number in range(MOST_CHANGES + 2):
        at = hours(number)
        most = replace(ChatSettings(), most=number + 1)
        await store.chats.change(
            other, lambda chat, most=most: replace(chat, settings=most), replace(AUTHOR, at=at)
        )
    await store.changelog.interests(key, AUTHOR)
    return [
        *came,
        await store.changelog.last(other, 3),
        await store.people.forget(Person("terminal", AUTHOR.person), None, NOON),
        await store.chats.move(other, ChatKey("terminal", "33")),
        await store.changelog.last(ChatKey("terminal", "33"), 2),
        await store.chats.unsubscribe(key, AUTHOR),
        await store.changelog.forget(hours(2)),
        await store.changelog.last(key, 9),
        await store.spending.record(
            DAY, "hourly", Spending(1, 2, 3, 4), on_demand=False, at=hours(-999)
        ),
        await store.spending.record(DAY, "hourly", Spending(1), on_demand=False, at=NOON),
        await store.spending.record(DAY, "hourly", Spending(1), on_demand=False, at=NOON),
        await store.spending.since(DAY),
        await store.spending.forget_slots(hours(-99)),
        await store.circulars.begin(replace(told, name="last")),
        await store.circulars.owe(Begun(replace(told, name="last"), {}), "terminal", [], key, NOON),
        await store.circulars.under_way(),
    ]


async def live_with_two_bots(store: Storage) -> list[Any]:
    """A chat that one bot served comes to another, with a message on its way: what comes of it."""
    old, new = ChatKey("telegram", "51"), ChatKey("telegram@7000000002", "51")
    names = [old.platform, new.platform]
    await put_subscribed(store, old, ChatSettings(), hours(-9), settled(-3), hours(-1))
    parts = [build.delivery(old, number) for number in (1, 2, 3)]
    await store.deliveries.owe(parts, [], NOON)
    came: list[Any] = [
        await store.deliveries.sending(parts[0], NOON),
        await store.deliveries.sent(parts[0], "9", NOON),
        await store.deliveries.sending(parts[1], NOON),
        await store.homes.is_own(new, names, names),
        await store.homes.is_own(new, names, [new.platform]),
        await store.homes.is_own(old, names, names),
        await store.deliveries.sent(parts[1], "10", NOON),
        await store.homes.take(old, names),
        await store.homes.is_own(replace(new, chat_id="52"), names, names),
        await store.accounts.remember(new.platform, "7000000002"),
        await store.deliveries.owe([build.delivery(old, 4), build.delivery(new, 4)], [], NOON),
        await store.deliveries.of(old, LIST),
        await store.deliveries.of(new, LIST),
    ]
    return [*came, await store.homes.is_own(old, names, names)]


async def live_with_replies(store: Storage) -> list[Any]:
    """A model is asked and answers, or does not: what comes of it."""
    asked = replace(ASKED, mark="story")
    late = replace(PUT_OFF, paper_id="9")
    sent = SentBatch(name="story", address="here", model="m", at=NOON, tokens=9)
    used = Spending(calls=1, prompt=2, cached=0, completion=1)
    reply = Answered(mark="story", at=NOON, body=b"said")
    useless = replace(reply, body=None)
    stays = replace(reply, mark="stays")
    return [
        await store.replies.asked(asked, NOON),
        await store.spending.record(DAY, "m", used, on_demand=False, at=NOON, reply=reply),
        await store.replies.answer("story"),
        await store.replies.lost(Step.SUMMARIZE, "1"),
        await store.replies.asked(asked, NOON),
        await store.replies.lost_by_the_gone(),
        await store.replies.asked(asked, NOON),
        await store.replies.answer("story"),
        await store.replies.lost(Step.SUMMARIZE, "1"),
        await store.replies.asked(asked, NOON),
        await store.spending.record(DAY, "m", used, on_demand=False, reply=useless),
        await store.replies.asked(asked, hours(-99)),
        await store.replies.forget_old(hours(-9)),
        await store.batches.put([late]),
        await store.batches.begin(sent, {late.text: ("back", 1)}, 10**9),
        await store.batches.settle("story", {"back": b"said"}, "m", used, NOON),
        await store.replies.answer("back"),
        await store.batches.done(late.text),
        await store.replies.answer("back"),
        await store.replies.asked(replace(asked, mark="stays"), NOON),
        await store.spending.record(DAY, "m", used, on_demand=False, reply=stays),
        await store.spending.spent(DAY),
    ]
