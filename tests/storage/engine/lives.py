"""Lives of a store, told on each engine: what every call returns, and what is in the store then."""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter
from typing import Any

from sqlalchemy import select

from core.asking.prompts import Turn
from core.chats import Ban, BanKind, Chat, ChatKey, ChatSettings
from core.delivery import DeliveryKind
from core.editions.keys import DAILY
from core.editions.policies import POLICIES
from core.models import EditionState, StoredResponse
from core.records import Step
from core.sent import About
from storage import Storage, tables
from storage.engine.database import Database
from storage.seen import Seen
from storage.serving import Settled
from storage.work_tables import paces, workers
from tests.chats import put_subscribed
from tests.storage import build
from tests.storage.build import DAY, LIST, NOON, days, hours, lists, settled
from tests.storage.engine.every_method import PERSON, READS, STANDING, WRITES
from tests.storage.engine.stories import (
    live_with_circulars,
    live_with_interests,
    live_with_replies,
    live_with_the_pool,
    live_with_two_bots,
    live_with_venues,
)

KEY, NEW, OTHER = (
    ChatKey("terminal", "1"),
    ChatKey("terminal", "3"),
    ChatKey("telegram", "-100", "7"),
)
# What comes of these is each engine's own.
ENGINES_OWN = ("retention.room",)
# The rows of each table.
Contents = dict[str, list[tuple[Any, ...]]]


async def live(store: Storage) -> list[Any]:
    """A life in which every statement has something to do; what came of each call but for what is
    an engine's own."""
    calls = [*(READS | WRITES).items(), *READS.items()]
    came = [
        await store.archives.save_digest(
            build.digest(build.entry(1), summaries=(build.summary(1),)), hours(-1)
        )
    ]
    came += [await store.archives.save_reports(build.reports(build.report(3), date=days(1)), NOON)]
    came += [await call(store) for name, call in calls if name not in ENGINES_OWN]
    await store.retention.room()
    came += [
        await store.search.find("word"),
        await store.search.find(build.paper(1).id),
        await store.answers.of_search("word", "zh", 10),
    ]
    came += await live_with_papers(store)
    return came + await live_with_chats(store)


async def live_with_papers(store: Storage) -> list[Any]:
    """Days, and papers that are forgotten: what comes of it."""
    listed = build.edition(
        *(build.entry(rank) for rank in (1, 2, 3)), date=days(1), listed=3, fetched_at=NOON
    )
    await store.editions.save(listed)
    shorter = replace(listed, entries=listed.entries[:2])
    await store.editions.save(replace(shorter, state=EditionState.CLOSED, ready_at=hours(1)))
    await store.readings.save_summary(build.summary(2, "en"))
    await store.papers.save([build.paper(9)])
    await store.readings.save_report(build.report(9, provenance=build.provenance(at=hours(-9999))))
    await store.documents.save(build.document(9), hours(-9999))
    await store.responses.save(StoredResponse("https://b.example", "e", "m", b"b"), hours(-1))
    await store.failures.save(build.failure(at=hours(1)))
    for step in Step:
        await store.failures.save(replace(build.failure(2, step), again_at=hours(-1)))
    return [
        await store.retention.forget(hours(-99)),
        await store.documents.save(build.document(), NOON),
        await store.revisions.save([build.revision(at=hours(-1))]),
        await store.editions.get(lists(1)),
        await store.editions.nearest(lists(-9)),
        await store.editions.days(POLICIES[DAILY], DAY, NOON),
        await store.editions.keys(9),
        await store.readings.summaries([build.paper(number).id for number in (1, 2)], "zh", LIST),
        await store.readings.reports([build.paper(3).id], "zh"),
        await store.archives.digest(DAY, "zh"),
        await store.archives.reports(days(1), "zh"),
        await store.documents.get(build.paper().id),
        await store.revisions.get(build.paper().id),
        await store.revisions.stale(hours(-1), hours(-2), hours(-3)),
        await store.failures.due(NOON, 9),
        await store.allowances.spend("reading", NOON, [("a", 2), ("b", 1)]),
        await store.allowances.spend("reading", NOON, [("a", 2), ("b", 1)]),
        await store.platforms.save(replace(STANDING, seen_at=hours(1))),
    ]


async def live_with_chats(store: Storage) -> list[Any]:
    """Chats, and what is owed to them: what comes of it."""
    chats, deliveries = store.chats, store.deliveries
    for key in (KEY, OTHER):
        await put_subscribed(
            store,
            key,
            ChatSettings(language="zh", mute=("视觉",)),
            hours(-9),
            settled(-3),
            hours(-1),
        )
    parts = [build.delivery(key, part) for key in (KEY, OTHER) for part in (1, 2, 3, 4)]
    await deliveries.owe(parts, [Settled(KEY, settled(0), hours(1))], NOON)
    for part in parts[:3]:
        await deliveries.sending(part, hours(1))
    await deliveries.sent(parts[0], "77", hours(2))
    await deliveries.owed_again(parts[1], hours(2), "time-out", in_doubt=True)
    return [
        await deliveries.recover(hours(3), {"terminal": NOON}),
        await deliveries.owed("telegram", 9, after=parts[5]),
        await deliveries.refused(9),
        await store.vitals.figures(hours(3)),
        await deliveries.message(KEY, "77"),
        await store.messages.about(KEY, "77"),
        await store.messages.save(KEY, "77", About(paper_id="1", turns=(Turn("Q", "A"),)), NOON),
        await store.messages.save(KEY, "77", About(list_key=LIST, number=2), NOON),
        await store.messages.about(KEY, "77"),
        await store.messages.together(KEY, "77"),
        await store.messages.save(KEY, "78", About(list_key=LIST), NOON, ["77", "78"]),
        await store.messages.together(KEY, "78"),
        await store.messages.save(OTHER, "77", About(paper_id="1"), hours(-9)),
        await store.retention.forget_messages(hours(-1)),
        await store.picks.forget_reasons(hours(-1)),
        await store.messages.about(OTHER, "77"),
        await deliveries.newest([KEY, OTHER], LIST),
        await deliveries.last(KEY, DeliveryKind.LIST, days(1)),
        by_key(await chats.due(NOON, 9, ["telegram"])),
        await chats.soonest(),
        await chats.furthest(),
        by_key(await chats.beyond(ChatSettings().hour, hours(-2), 9)),
        await chats.languages(),
        await chats.counts(),
        await chats.hold(KEY, "not_allowed"),
        await chats.paused(9),
        await chats.release(KEY, "not_allowed", hours(2)),
        await chats.correct([replace(await chats.get(KEY), subscribed_at=hours(-1))]),
        await chats.move(KEY, NEW),
        await chats.get(NEW),
        await deliveries.of(NEW, LIST),
        await store.messages.about(NEW, "77"),
        await store.people.stored(NEW, None),
        await store.seen.note(NEW, "6", Seen(LIST, None), NOON),
        await store.seen.note(NEW, "6", Seen(LIST, LIST), hours(1)),
        await store.seen.of(NEW, "6", hours(-1)),
        await store.seen.forget(NOON),
        await store.seen.of(NEW, "6", hours(-1)),
        *await live_with_interests(store),
        *await live_with_the_pool(store),
        *await live_with_venues(store),
        *await live_with_bans(store),
        *await live_with_circulars(store),
        *await live_with_two_bots(store),
        *await live_with_replies(store),
    ]


def by_key(chats: list[Chat]) -> list[Chat]:
    """Those chats in one order, where the store promises none."""
    return sorted(chats, key=attrgetter("key.platform", "key.chat_id", "key.thread_id"))


async def live_with_bans(store: Storage) -> list[Any]:
    """Chats that are silenced, banned, sent a list again and forgotten: what comes of it."""
    silence = Ban(key=NEW, kind=BanKind.SILENCED, since=NOON, until=hours(2))
    ban = Ban(key=ChatKey("terminal", "8"), kind=BanKind.BANNED, since=NOON)
    gone = ChatKey("terminal", "5")
    await store.deliveries.owe([build.delivery(NEW, 9, list_key=lists(1))], [], NOON)
    await store.allowances.spend("question", hours(-99), [(PERSON.asker, 9)])
    for key in (gone, replace(gone, thread_id="1")):
        await put_subscribed(store, key, ChatSettings(), hours(-9), settled(-3), hours(-1))
        await store.deliveries.owe([build.delivery(key)], [], NOON)
        await store.messages.save(key, "1", About(paper_id="1"), NOON)
    await store.deliveries.sending(build.delivery(gone), NOON)
    return [
        await store.bans.put(silence),
        await store.bans.put(ban),
        await store.bans.is_banned(ChatKey("terminal", "1"), ["8"]),
        await store.deliveries.owed("terminal", 9),
        await store.bans.expire(hours(3)),
        await store.deliveries.owe_again([build.delivery(NEW, list_key=lists(-2))], NOON),
        await store.people.forget(PERSON, gone, NOON),
        await store.deliveries.sent(build.delivery(gone), "5", NOON),
        await store.people.sweep(),
        await store.chats.all(),
        await store.deliveries.last_sent(),
    ]


async def contents(database: Database) -> Contents:
    """Every row of every table; but for numbers that are given, in which PostgreSQL leaves gaps,
    and the moments of each engine's own clock."""
    own = (workers.c.until, workers.c.since, paces.c.next_at)
    found = {}
    for name, table in tables.metadata.tables.items():
        columns = [
            column
            for column in table.c
            if not (column.name == "number" and column.primary_key)
            and not any(column is each for each in own)
        ]
        found[name] = sorted(
            (tuple(row) for row in await database.rows(select(*columns))), key=repr
        )
    return found
