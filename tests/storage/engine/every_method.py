"""A call of every public method of the store, to be made on each engine and in each trouble."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable
from typing import Any

from core.announcements.submissions import GroupState
from core.changelog import Author
from core.chats import Ban, BanKind, Chat, ChatKey, ChatSettings, Person
from core.circulars import Circular
from core.delivery import DeliveryKind, DeliveryState
from core.editions.keys import DAILY
from core.editions.policies import POLICIES
from core.editions.putting_off import PutOff
from core.interests.interest import Interest, Kind, Picks, Vote
from core.llm.batches import SentBatch
from core.llm.capabilities import Capabilities
from core.llm.kept import KeptQuestion
from core.models import StoredResponse
from core.pool import Announced, Announcement, Announcements, Knowledge
from core.records import Spending, Stage, Standing, Step
from core.sent import About
from core.working import Tokens
from storage import Storage
from storage.circulars import Begun
from storage.seen import Seen
from storage.serving import Settled
from storage.workers import Holding
from tests.storage import build
from tests.storage.build import DAY, LIST, NOON
from tests.venues import ICLR, kites

KEY = ChatKey("terminal", "1")
DELIVERY = build.delivery(KEY)
MINUTE = dt.timedelta(minutes=1)
PERSON = Person("terminal", "7")
BAN = Ban(key=ChatKey("terminal", "9"), kind=BanKind.BANNED, since=NOON)
STANDING = Standing(platform="telegram", stage=Stage.ON, since=NOON)
INTEREST = Interest(kind=Kind.WORDS, value="agents")
VOTE = Vote(paper_id="1", person="7", up=True, at=NOON)
TOLD = Announcements(
    day=DAY,
    categories=frozenset({"cs.CV"}),
    announced=(
        Announced(
            paper=build.paper(19), day=DAY, kind=Announcement.NEW, categories=("cs.CV", "cs.RO")
        ),
    ),
    knowledge=Knowledge.BACKFILL,
    complete=True,
    fetched_at=NOON,
)
AUTHOR = Author(person="7", at=NOON)
CIRCULAR = Circular(name="hello", texts={"": "Hello"}, at=NOON)
BEGUN = Begun(CIRCULAR, {})
RESPONSE = StoredResponse("https://a.example", None, None, b"")
GROUP = GroupState(group=ICLR, read_at=NOON)
USED = Spending(calls=1, prompt=2, cached=0, completion=3)
PUT_OFF = PutOff(step=Step.SUMMARIZE, paper_id="1", language="en", key=LIST, until=NOON)
ASKED = KeptQuestion(mark="mark", text=PUT_OFF.text, model="m", most=USED, on_demand=False)

# Every public method of the store; a new one belongs here too.
READS: dict[str, Callable[[Storage], Awaitable[Any]]] = {
    "papers.get": lambda store: store.papers.get("1"),
    "papers.has_author": lambda store: store.papers.has_author("Ann One"),
    "papers.titles": lambda store: store.papers.titles(),
    "papers.listed": lambda store: store.papers.listed(["1"], DAY),
    "papers.many": lambda store: store.papers.many(["1"]),
    "papers.listed_before": lambda store: store.papers.listed_before(DAY, 1),
    "batches.waiting": lambda store: store.batches.waiting(),
    "batches.of": lambda store: store.batches.of(LIST, ["1"]),
    "batches.under_way": lambda store: store.batches.under_way(),
    "batches.set_aside": lambda store: store.batches.set_aside(NOON.date()),
    "batches.asked": lambda store: store.batches.asked("ours"),
    "batches.refused_since": lambda store: store.batches.refused_since("here/v1", NOON),
    "replies.answer": lambda store: store.replies.answer("mark"),
    "replies.lost": lambda store: store.replies.lost(Step.SUMMARIZE, "1"),
    "batches.any": lambda store: store.batches.any(),
    "answers.of_papers": lambda store: store.answers.of_papers(["1"], "en"),
    "editions.get": lambda store: store.editions.get(LIST),
    "editions.keys": lambda store: store.editions.keys(1),
    "editions.newest": lambda store: store.editions.newest(DAILY),
    "editions.listed": lambda store: store.editions.listed(DAILY),
    "editions.nearest": lambda store: store.editions.nearest(LIST),
    "editions.of_paper": lambda store: store.editions.of_paper("1"),
    "editions.totals": lambda store: store.editions.totals(),
    "editions.days": lambda store: store.editions.days(POLICIES[DAILY], DAY, NOON),
    "answers.of_list": lambda store: store.answers.of_list(LIST, "zh", DAY),
    "answers.of_number": lambda store: store.answers.of_number(LIST, 1, "zh"),
    "answers.of_paper": lambda store: store.answers.of_paper(build.paper().id, "zh"),
    "answers.of_search": lambda store: store.answers.of_search("word", "zh", 10),
    "readings.summaries": lambda store: store.readings.summaries(["1"], "zh"),
    "readings.report": lambda store: store.readings.report("1", "zh"),
    "readings.reports": lambda store: store.readings.reports(["1"], "zh"),
    "readings.report_by_language": lambda store: store.readings.report_by_language("1"),
    "documents.get": lambda store: store.documents.get("1"),
    "responses.get": lambda store: store.responses.get("1"),
    "revisions.get": lambda store: store.revisions.get("1"),
    "revisions.stale": lambda store: store.revisions.stale(NOON, NOON, NOON),
    "failures.get": lambda store: store.failures.get(DAY, "1", Step.SUMMARIZE, "zh"),
    "failures.due": lambda store: store.failures.due(NOON, 1),
    "failures.of": lambda store: store.failures.of(DAY),
    "failures.recent": lambda store: store.failures.recent(1),
    "spending.spent": lambda store: store.spending.spent(DAY),
    "spending.on_demand": lambda store: store.spending.on_demand(DAY),
    "spending.recent": lambda store: store.spending.recent(1),
    "endpoints.get": lambda store: store.endpoints.get("http://127.0.0.1", "m"),
    "endpoints.all": lambda store: store.endpoints.all(),
    "accounts.all": lambda store: store.accounts.all(),
    "homes.of": lambda store: store.homes.of(KEY, ["terminal"], ["terminal"]),
    "homes.found": lambda store: store.homes.found(KEY),
    "platforms.all": lambda store: store.platforms.all(),
    "chats.categories": lambda store: store.chats.categories(),
    "chats.get": lambda store: store.chats.get(KEY),
    "chats.due": lambda store: store.chats.due(NOON, 1),
    "chats.furthest": lambda store: store.chats.furthest(),
    "chats.beyond": lambda store: store.chats.beyond(ChatSettings().hour, NOON, 1),
    "chats.threads": lambda store: store.chats.threads("telegram", "1"),
    "chats.soonest": lambda store: store.chats.soonest(),
    "chats.languages": lambda store: store.chats.languages(),
    "chats.counts": lambda store: store.chats.counts(),
    "chats.paused": lambda store: store.chats.paused(1),
    "chats.interested": lambda store: store.chats.interested(),
    "chats.subscribed": lambda store: store.chats.subscribed("telegram"),
    "deliveries.owed": lambda store: store.deliveries.owed("terminal", 1),
    "deliveries.of": lambda store: store.deliveries.of(KEY, LIST),
    "deliveries.last": lambda store: store.deliveries.last(KEY, DeliveryKind.LIST, LIST.day),
    "deliveries.lately": lambda store: store.deliveries.lately([KEY], NOON, NOON),
    "deliveries.listed": lambda store: store.deliveries.listed(DeliveryState.UNKNOWN, 1),
    "deliveries.newest": lambda store: store.deliveries.newest([KEY], LIST),
    "deliveries.refused": lambda store: store.deliveries.refused(1),
    "deliveries.counts": lambda store: store.deliveries.counts(),
    "deliveries.message": lambda store: store.deliveries.message(KEY, "1"),
    "deliveries.last_sent": lambda store: store.deliveries.last_sent(),
    "spending.since": lambda store: store.spending.since(DAY),
    "changelog.last": lambda store: store.changelog.last(KEY, 1),
    "circulars.get": lambda store: store.circulars.get("hello"),
    "circulars.all": lambda store: store.circulars.all(1),
    "circulars.under_way": lambda store: store.circulars.under_way(),
    "circulars.audience": lambda store: store.circulars.audience("terminal", NOON, KEY, 1),
    "circulars.counts": lambda store: store.circulars.counts(CIRCULAR),
    "vitals.figures": lambda store: store.vitals.figures(NOON),
    "workers.released": lambda store: store.workers.released(),
    "workers.taken": lambda store: store.workers.taken("w"),
    "workers.all": lambda store: store.workers.all(),
    "chats.all": lambda store: store.chats.all(),
    "bans.all": lambda store: store.bans.all(),
    "bans.of": lambda store: store.bans.of(BAN.key),
    "bans.is_banned": lambda store: store.bans.is_banned(KEY, ["7"]),
    # With nothing to do these three only look.
    "picks.forget_reasons": lambda store: store.picks.forget_reasons(NOON),
    "bans.expire": lambda store: store.bans.expire(NOON),
    "bans.wrong": lambda store: store.bans.wrong(NOON),
    "messages.thread_of": lambda store: store.messages.thread_of(KEY, "1"),
    "interests.vote_of": lambda store: store.interests.vote_of(KEY, "7", "1"),
    "interests.is_full": lambda store: store.interests.is_full(KEY, "7"),
    "interests.knows_nothing": lambda store: store.interests.knows_nothing(KEY),
    "picks.explored": lambda store: store.picks.explored(KEY, "1"),
    "interests.of": lambda store: store.interests.of(KEY),
    "interests.unknown_papers": lambda store: store.interests.unknown_papers("", 9),
    "interests.any": lambda store: store.interests.any(),
    "past.read": lambda store: store.past.read(DAILY, DAY),
    "past.known": lambda store: store.past.known(DAILY, DAY),
    "past.count": lambda store: store.past.count(DAY),
    "pool.of": lambda store: store.pool.of(DAY, ["cs.CV"]),
    "pool.picked": lambda store: store.pool.picked(["1"], DAY, DAY),
    "pool.first": lambda store: store.pool.first(["1"]),
    "pool.announced_before": lambda store: store.pool.announced_before(DAY, 1),
    "pool.days": lambda store: store.pool.days(DAY),
    "papers.days_listed": lambda store: store.papers.days_listed(["1"], DAY),
    "pool.picked_days": lambda store: store.pool.picked_days(["1"], DAY),
    "submissions.states": lambda store: store.submissions.states(),
    "submissions.known": lambda store: store.submissions.known(["1"]),
    "submissions.taken": lambda store: store.submissions.taken("G", ["1"]),
    "submissions.of_papers": lambda store: store.submissions.of_papers(["1"]),
    "submissions.accepted": lambda store: store.submissions.accepted(DAY, DAY),
    "vectors.of": lambda store: store.vectors.of("m", ["1"], NOON),
    "vectors.count": lambda store: store.vectors.count(),
    "interests.of_all": lambda store: store.interests.of_all([KEY]),
    "interests.votes": lambda store: store.interests.votes(KEY),
    "picks.of": lambda store: store.picks.of(KEY, LIST),
    "picks.of_all": lambda store: store.picks.of_all([KEY], LIST),
    "seen.of": lambda store: store.seen.of(KEY, "7", NOON),
    "people.sweep": lambda store: store.people.sweep(),
    "people.stored": lambda store: store.people.stored(KEY, PERSON),
    "messages.about": lambda store: store.messages.about(KEY, "1"),
    "messages.together": lambda store: store.messages.together(KEY, "1"),
    "papers.count": lambda store: store.papers.count(),
    "papers.last": lambda store: store.papers.last(1),
    "search.near": lambda store: store.search.near(["word"], 1),
    "search.find": lambda store: store.search.find("word"),
    "retention.room": lambda store: store.retention.room(),
    "archives.digest": lambda store: store.archives.digest(DAY, "zh"),
    "archives.reports": lambda store: store.archives.reports(DAY, "zh"),
}


async def begun(store: Storage) -> bool:
    """A batch that there is not any more, begun again."""
    await store.batches.drop("ours")
    sent = SentBatch(name="ours", address="here", model="m", at=NOON, tokens=9)
    return await store.batches.begin(sent, {PUT_OFF.text: ("m", 1)}, 10**9)


WRITES: dict[str, Callable[[Storage], Awaitable[Any]]] = {
    "papers.save": lambda store: store.papers.save([build.paper()]),
    "editions.save": lambda store: store.editions.save(build.edition(build.entry(1))),
    "editions.freeze": lambda store: store.editions.freeze(LIST, NOON),
    "editions.freeze_all": lambda store: store.editions.freeze_all([LIST], NOON),
    "editions.ready": lambda store: store.editions.ready(LIST, NOON),
    "readings.save_summary": lambda store: store.readings.save_summary(build.summary()),
    "readings.save_report": lambda store: store.readings.save_report(build.report()),
    "documents.save": lambda store: store.documents.save(build.document(), NOON),
    "responses.save": lambda store: store.responses.save(RESPONSE, NOON),
    "revisions.save": lambda store: store.revisions.save([build.revision()]),
    "batches.put": lambda store: store.batches.put([PUT_OFF]),
    "batches.hurry": lambda store: store.batches.hurry(LIST, ["1"], NOON),
    "batches.done": lambda store: store.batches.done(PUT_OFF.text),
    "batches.drop": lambda store: store.batches.drop("ours"),
    "batches.begin": begun,
    "batches.note": lambda store: store.batches.note("ours", file="f"),
    "batches.settle": lambda store: store.batches.settle("ours", {"m": b"{}"}, "m", USED, NOON),
    "batches.refuse": lambda store: store.batches.refuse("ours"),
    "batches.forget": lambda store: store.batches.forget(NOON),
    "replies.asked": lambda store: store.replies.asked(ASKED, NOON),
    "replies.lost_by_the_gone": lambda store: store.replies.lost_by_the_gone(),
    "replies.refused": lambda store: store.replies.refused("mark", NOON),
    "replies.forget": lambda store: store.replies.forget(PUT_OFF.text),
    "replies.forget_old": lambda store: store.replies.forget_old(NOON),
    "failures.save": lambda store: store.failures.save(build.failure()),
    "failures.clear": lambda store: store.failures.clear(DAY, "1", Step.SUMMARIZE, "zh"),
    "spending.record": lambda store: store.spending.record(DAY, "a", Spending(1), on_demand=False),
    "spending.forget_slots": lambda store: store.spending.forget_slots(NOON),
    "allowances.spend": lambda store: store.allowances.spend("question", NOON, [("a", 1)]),
    "allowances.give_back": lambda store: store.allowances.give_back("question", NOON, ["a"]),
    "allowances.forget": lambda store: store.allowances.forget(NOON),
    "endpoints.save": lambda store: store.endpoints.save("http://127.0.0.1", "m", Capabilities()),
    "platforms.save": lambda store: store.platforms.save(STANDING),
    "platforms.keep": lambda store: store.platforms.keep(["telegram"]),
    "chats.change": lambda store: store.chats.change(KEY, lambda chat: chat),
    "chats.hold": lambda store: store.chats.hold(KEY, "not_allowed"),
    "chats.release": lambda store: store.chats.release(KEY, "not_allowed", NOON),
    "chats.seen": lambda store: store.chats.seen(KEY, LIST, None),
    "chats.unsubscribe": lambda store: store.chats.unsubscribe(KEY),
    "chats.pause": lambda store: store.chats.pause(KEY, "kicked"),
    "chats.wait": lambda store: store.chats.wait(KEY, NOON),
    "chats.correct": lambda store: store.chats.correct([Chat(key=KEY)]),
    "accounts.remember": lambda store: store.accounts.remember("telegram", "7"),
    "accounts.called": lambda store: store.accounts.called("telegram", "@paper"),
    "homes.is_own": lambda store: store.homes.is_own(KEY, ["terminal"], ["terminal"]),
    "homes.take": lambda store: store.homes.take(KEY, ["terminal"]),
    "homes.bring": lambda store: store.homes.bring(KEY, ChatKey("terminal", "2")),
    "chats.move": lambda store: store.chats.move(KEY, ChatKey("terminal", "2")),
    "deliveries.owe": lambda store: store.deliveries.owe(
        [DELIVERY], [Settled(KEY, {DAILY: DAY}, NOON)], NOON
    ),
    "deliveries.owe_again": lambda store: store.deliveries.owe_again([DELIVERY], NOON),
    "changelog.interests": lambda store: store.changelog.interests(KEY, AUTHOR),
    "changelog.forget": lambda store: store.changelog.forget(NOON),
    "circulars.draft": lambda store: store.circulars.draft(CIRCULAR),
    "circulars.begin": lambda store: store.circulars.begin(CIRCULAR),
    "circulars.owe": lambda store: store.circulars.owe(BEGUN, "terminal", [DELIVERY], KEY, NOON),
    "circulars.finish": lambda store: store.circulars.finish("hello"),
    "circulars.cancel": lambda store: store.circulars.cancel("hello", NOON),
    "bans.put": lambda store: store.bans.put(BAN),
    "bans.forget": lambda store: store.bans.forget(NOON),
    "bans.lift": lambda store: store.bans.lift(BAN.key),
    "interests.put": lambda store: store.interests.put(KEY, [INTEREST]),
    "interests.remove": lambda store: store.interests.remove(KEY, Kind.WORDS, "agents"),
    "interests.cast": lambda store: store.interests.cast(KEY, VOTE),
    "interests.retract": lambda store: store.interests.retract(KEY, VOTE),
    "interests.vote": lambda store: store.interests.vote(KEY, VOTE),
    "interests.forget_votes": lambda store: store.interests.forget_votes(KEY, "7"),
    "interests.clear": lambda store: store.interests.clear(KEY),
    "past.save": lambda store: store.past.save(LIST, [build.paper()]),
    "pool.put": lambda store: store.pool.put(TOLD),
    "submissions.keep": lambda store: store.submissions.keep(GROUP),
    "submissions.put": lambda store: store.submissions.put([kites(DAY)], ["x"], GROUP, NOON),
    "retention.prune": lambda store: store.retention.prune(DAY),
    "picks.freeze_all": lambda store: store.picks.freeze_all(LIST, {KEY: Picks()}, NOON),
    "picks.freeze": lambda store: store.picks.freeze(KEY, LIST, Picks(), NOON),
    "vectors.save": lambda store: store.vectors.save("m", {"1": b"v"}, NOON),
    "seen.note": lambda store: store.seen.note(KEY, "7", Seen(LIST, None), NOON),
    "seen.forget": lambda store: store.seen.forget(NOON),
    "people.forget": lambda store: store.people.forget(PERSON, None, NOON),
    "deliveries.sending": lambda store: store.deliveries.sending(DELIVERY, NOON),
    "deliveries.sent": lambda store: store.deliveries.sent(DELIVERY, "1", NOON),
    "deliveries.unknown": lambda store: store.deliveries.unknown(DELIVERY, NOON),
    "deliveries.failed": lambda store: store.deliveries.failed(DELIVERY, "no", NOON),
    "deliveries.owed_again": lambda store: store.deliveries.owed_again(DELIVERY, NOON),
    "deliveries.recover": lambda store: store.deliveries.recover(NOON, {}),
    "deliveries.prune": lambda store: store.deliveries.prune(DAY),
    "messages.save": lambda store: store.messages.save(KEY, "1", About(), NOON),
    "retention.forget": lambda store: store.retention.forget(NOON),
    "retention.forget_messages": lambda store: store.retention.forget_messages(NOON),
    "retention.forget_vectors": lambda store: store.retention.forget_vectors(NOON),
    "retention.forget_days": lambda store: store.retention.forget_days(DAY),
    "workers.begin": lambda store: store.workers.begin("w", MINUTE),
    "workers.renew": lambda store: store.workers.renew("w", MINUTE, Holding()),
    "workers.claim": lambda store: store.workers.claim("w", ["rounds"]),
    "workers.parts": lambda store: store.workers.parts("w", "hear discord"),
    "workers.reserve": lambda store: store.workers.reserve("w", DAY, Tokens(1), 9, None),
    "workers.give_up": lambda store: store.workers.give_up("w", ["rounds"]),
    "workers.end": lambda store: store.workers.end("w"),
    "paces.turn": lambda store: store.paces.turn("a", 0.0, 1.0),
    "paces.hold": lambda store: store.paces.hold("a", 0.0),
    "archives.save_digest": lambda store: store.archives.save_digest(
        build.digest(build.entry(1)), NOON
    ),
    "archives.save_reports": lambda store: store.archives.save_reports(
        build.reports(build.report()), NOON
    ),
}
