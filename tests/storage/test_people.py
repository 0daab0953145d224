"""What is stored of a person or a chat can be told, and is forgotten wherever it stands."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Boolean, Date, DateTime, Float, Integer, LargeBinary, String, select

from core.asking.prompts import Turn
from core.chats import Ban, BanKind, ChatKey, ChatSettings, Person
from core.delivery import DeliveryState
from core.sent import About
from storage import Storage, people, tables
from storage.columns import Moment
from storage.engine import sqlite
from storage.engine.database import insert
from storage.serving import Settled
from tests.chats import put_subscribed
from tests.storage import build
from tests.storage.build import LIST, NOON, hours, settled

ANN = Person("telegram", "4242")
PRIVATE = ChatKey("telegram", "4242")
GROUP, TOPIC = ChatKey("telegram", "-100"), ChatKey("telegram", "-100", "7")
YESTERDAY = hours(-30).replace(hour=0, minute=0, second=0, microsecond=0)
TODAY = NOON.replace(hour=0, minute=0, second=0, microsecond=0)
# What texts in these columns are, none of which is ever a person's id: names of platforms, lists,
# papers, models, languages, keys of sentences, and what papers, models and archives say.
OF_NOBODY = {
    *("papers.*", "editions.*", "entries.*", "readings.*", "documents.*", "revisions.*"),
    *("platforms.*", "endpoints.*", "responses.*", "failures.*", "spending.*"),
    *("archives.*", "report_order.*", "workers.*", "leases.*", "paces.*"),
    *("accounts.*", "put_off.*", "batches.*", "replies.*"),
    *("submissions.*", "groups_read.*"),
    "allowances.what",
    *("chats.platform", "chats.thread_id", "chats.settings", "chats.paused", "chats.hour"),
    # A title is a topic's or a thread's, never a private chat's.
    *("chats.through", "chats.seen_source", "chats.seen_shelf", "chats.title"),
    *("bans.platform", "bans.thread_id", "bans.kind"),
    *("deliveries.platform", "deliveries.thread_id", "deliveries.source", "deliveries.shelf"),
    *("deliveries.kind", "deliveries.state", "deliveries.body", "deliveries.message_id"),
    *("deliveries.error", "deliveries.owner"),
    *("messages.platform", "messages.thread_id", "messages.message_id", "messages.source"),
    *("messages.shelf", "messages.paper_id", "messages.turns", "messages.together"),
    *("seen_alone.platform", "seen_alone.thread_id", "seen_alone.own", "seen_alone.of_chat"),
    # Names of authors are those of papers.
    *("interests.platform", "interests.thread_id", "interests.kind", "interests.name"),
    *("interests.value", "interests.english", "votes.platform", "votes.thread_id"),
    *("votes.paper_id", "picks.platform", "picks.thread_id", "picks.source", "picks.shelf"),
    "picks.body",
    *("past.source", "past.shelf", "past.paper_id"),
    "spending_slots.*",
    *("announcements.*", "announced_days.*", "vectors.*", "chats.categories"),
    *("circulars.*", "circular_places.name", "circular_places.platform"),
    "circular_places.thread_id",
    *("setting_changes.platform", "setting_changes.thread_id", "setting_changes.setting"),
    *("setting_changes.before", "setting_changes.after"),
}


async def fill(store: Storage, key: ChatKey) -> None:
    """The chat is subscribed, has had a list, and somebody has asked something there."""
    await put_subscribed(store, key, ChatSettings(language="zh"), hours(-99), settled(0), hours(9))
    part = build.delivery(key)
    await store.deliveries.owe([part], [Settled(key, settled(0), hours(9))], NOON)
    await store.deliveries.sending(part, NOON)
    await store.deliveries.sent(part, "1", NOON)
    await store.messages.save(key, "2", About(paper_id="1", turns=(Turn("Q", "A"),)), NOON)
    await store.messages.save(key, "3", About(list_key=LIST), NOON)


def test_every_column_is_known_to_hold_a_person_or_not() -> None:
    holding = {f"{column.table.name}.{column.name}" for column in (*people.HOLDING, people.KEPT)}
    unknown = [
        f"{name}.{column.name}"
        for name, table in tables.metadata.tables.items()
        for column in table.c
        if isinstance(column.type, String | JSON)
        and f"{name}.*" not in OF_NOBODY
        and f"{name}.{column.name}" not in OF_NOBODY | holding
    ]
    assert unknown == [], "may a person's id stand there? then storage/people.py must reach it"
    assert not holding & OF_NOBODY


def value_for(column: Any) -> Any:
    """Something that the column takes."""
    kind = column.type
    if isinstance(kind, JSON):
        return {}
    if isinstance(kind, Boolean):
        return False
    if isinstance(kind, Integer | Float):
        return 1
    if isinstance(kind, Date) and not isinstance(kind, DateTime):
        return dt.date(2026, 2, 1)
    if isinstance(kind, LargeBinary):
        return b""
    if isinstance(kind, Moment):
        return YESTERDAY
    return "telegram"


async def test_whatever_holds_a_persons_id_is_reached(path: Path) -> None:
    database = sqlite.connect(path, 5.0)
    try:
        for column in people.HOLDING:
            # A number that tells rows apart is given by itself.
            columns = [each for each in column.table.c if each.name != "number"]
            row = {each.name: value_for(each) for each in columns}
            row[column.name] = ANN.asker if column is tables.allowances.c.who else ANN.id
            if column.table is tables.messages:
                row["turns"] = []
            await database.run(insert(column.table), row)
        store = Storage(database)

        await store.people.forget(ANN, PRIVATE, NOON)
        await store.people.sweep()

        for table in tables.metadata.tables.values():
            rows = await database.rows(select(table))
            assert not [row for row in rows if ANN.id in repr(tuple(row))], table.name
    finally:
        await database.close()


async def test_what_is_stored_is_told(store: Storage) -> None:
    await fill(store, PRIVATE)
    await store.allowances.spend("question", TODAY, [(ANN.asker, 9)])

    stored = await store.people.stored(PRIVATE, ANN)
    nothing = await store.people.stored(GROUP, None)

    assert stored == people.Stored(chat=True, messages=2, talks=1, parts=1, counts=1)
    assert nothing == people.Stored(chat=False, messages=0, talks=0, parts=0, counts=0)


async def test_a_person_is_forgotten_and_nobody_else(store: Storage) -> None:
    for key in (PRIVATE, GROUP):
        await fill(store, key)
    others = Person("telegram", "77")
    for since in (YESTERDAY, TODAY):
        await store.allowances.spend("question", since, [(ANN.asker, 9), (others.asker, 9)])
    ban = Ban(key=PRIVATE, kind=BanKind.BANNED, since=NOON)
    await store.bans.put(ban)

    erased = await store.people.forget(ANN, PRIVATE, NOON)

    assert erased == people.Erased(chats=1, messages=2, parts=1, counts=1, running=1)
    assert await store.people.stored(PRIVATE, ANN) == people.Stored(
        chat=False, messages=0, talks=0, parts=0, counts=1
    )
    assert (await store.people.stored(GROUP, others)).counts == 2
    assert (await store.people.stored(GROUP, others)).messages == 2
    assert await store.bans.all() == [ban]
    # Nobody has more today for having been forgotten.
    assert await store.allowances.spend("question", TODAY, [(ANN.asker, 1)]) == ANN.asker


async def test_a_group_is_forgotten_with_or_without_its_topics(store: Storage) -> None:
    for key in (GROUP, TOPIC):
        await fill(store, key)

    await store.people.forget(None, TOPIC, NOON, threads=False)

    assert (await store.people.stored(GROUP, None)).messages == 2
    assert (await store.people.stored(TOPIC, None)).messages == 0


async def test_a_list_on_its_way_to_who_is_forgotten_arrives_once(store: Storage) -> None:
    await put_subscribed(store, PRIVATE, ChatSettings(), hours(-99), settled(0), hours(9))
    parts = [build.delivery(PRIVATE, part) for part in (0, 1)]
    await store.deliveries.owe(parts, [Settled(PRIVATE, settled(0), hours(9))], NOON)
    await store.deliveries.sending(parts[0], NOON)

    erased = await store.people.forget(ANN, PRIVATE, NOON)

    assert (erased.parts, erased.under_way) == (1, 1)
    await store.people.sweep()
    (row,) = await store.deliveries.of(PRIVATE, LIST)
    assert row.state is DeliveryState.SENDING
    # It was certainly not sent: nobody is sent it any more.
    await store.deliveries.owed_again(parts[0], hours(1), "429")
    assert await store.deliveries.owed("telegram", 9) == []
    await store.people.sweep()
    assert await store.chats.all() == []


async def test_a_list_that_was_being_made_is_not_owed_to_who_is_forgotten(store: Storage) -> None:
    await put_subscribed(store, PRIVATE, ChatSettings(), hours(-99), settled(-1), hours(-1))
    (due,) = await store.chats.due(NOON, 9)

    await store.people.forget(ANN, PRIVATE, NOON)
    await store.deliveries.owe(
        [build.delivery(due.key)], [Settled(due.key, settled(0), hours(9))], NOON
    )

    assert await store.deliveries.owed("telegram", 9) == []
    await store.people.sweep()
    assert await store.chats.all() == []


async def test_who_subscribes_again_is_not_swept_away(store: Storage) -> None:
    await put_subscribed(store, PRIVATE, ChatSettings(), hours(-99), settled(-1), hours(-1))
    await store.people.forget(ANN, PRIVATE, NOON)
    await put_subscribed(store, PRIVATE, ChatSettings(), NOON, {}, hours(9))

    await store.people.sweep()

    assert (await store.chats.get(PRIVATE)).gets_lists
