from __future__ import annotations

import asyncio
import datetime as dt
import json
import sqlite3
import sys
from asyncio.subprocess import PIPE
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core.chats import Chat, ChatKey, ChatSettings
from core.delivery import DeliveryState
from core.editions.keys import DAILY, Shelf
from storage import Storage
from storage.bodies import settings_body
from storage.chats import Settled
from tests.chats import put, put_subscribed
from tests.storage.build import DAY, LIST, NOON, days, delivery, hours, lists, settled

ROOT = Path(__file__).parents[2]
KEY = ChatKey("telegram", "-100123")
NEW = ChatKey("telegram", "-100999")
CHOSEN = ChatSettings(
    language="en",
    time=dt.time(7, 5),
    zone="Asia/Shanghai",
    weekdays=(0, 1),
    most=3,
    least_score=1.5,
    include=("视觉", "agents"),
    mute=("robots",),
    silent=True,
    previews=True,
    empty_days=False,
)


def chat(key: ChatKey = KEY, **changes: Any) -> Chat:
    """A subscribed chat whose time is noon."""
    said = {
        "settings": CHOSEN,
        "subscribed_at": hours(-9),
        "through": settled(-1),
        "next_due": NOON,
    }
    return Chat(key=key, **said | changes)


def one_more(chat: Chat) -> Chat:
    """The chat, which wants one paper more."""
    return replace(chat, settings=replace(chat.settings, most=(chat.settings.most or 0) + 1))


def numbered(number: int) -> ChatKey:
    return ChatKey("telegram", str(number))


async def settle(store: Storage, next_due: dt.datetime) -> None:
    """The chat is settled through the day, and owed nothing."""
    await store.deliveries.owe([], [Settled(KEY, settled(0), next_due)], NOON)


async def test_an_unknown_chat_chose_nothing(store: Storage) -> None:
    assert await store.chats.get(KEY) == Chat(key=KEY)


async def test_what_is_saved_is_read_back(store: Storage) -> None:
    saved = chat(seen=LIST, paused="blocked")
    await put(store, Chat(key=KEY, settings=ChatSettings(language="zh")))
    await put(store, saved)

    assert await store.chats.get(KEY) == saved


async def test_threads_and_platforms_are_chats_of_their_own(store: Storage) -> None:
    await put(store, Chat(key=KEY, settings=ChatSettings(language="en")))

    for other in (
        ChatKey("telegram", "-100123", "7"),
        ChatKey("discord", "-100123"),
        ChatKey("telegram", "1"),
    ):
        assert await store.chats.get(other) == Chat(key=other)


async def test_settings_of_other_versions(path: Path, store: Storage) -> None:
    await put(store, chat())
    theirs = json.dumps({"language": "en", "most": 3, "colour": {"of": "another version"}})
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("UPDATE chats SET settings = ?", (theirs,))

    assert (await store.chats.get(KEY)).settings == ChatSettings(language="en", most=3)


async def test_what_a_chat_saw_last(store: Storage) -> None:
    await store.chats.seen(KEY, lists(-3), None)
    await store.chats.seen(KEY, LIST, lists(-3))
    assert await store.chats.get(KEY) == Chat(key=KEY, seen=LIST)

    await put(store, chat())
    await store.chats.seen(KEY, LIST, LIST)
    assert await store.chats.get(KEY) == chat(seen=LIST)


async def test_what_a_chat_saw_already_is_not_written_again(store: Storage, path: Path) -> None:
    await store.chats.seen(KEY, LIST, None)
    with closing(sqlite3.connect(path)) as other:
        before = other.execute("PRAGMA data_version").fetchall()
        await store.chats.seen(KEY, LIST, LIST)
        assert other.execute("PRAGMA data_version").fetchall() == before
        await store.chats.seen(KEY, lists(-3), LIST)
        assert other.execute("PRAGMA data_version").fetchall() != before


async def test_two_who_change_a_chat_at_once_lose_nothing(store: Storage) -> None:
    await asyncio.gather(*(store.chats.change(KEY, one_more) for _ in range(20)))

    assert await store.chats.get(KEY) == Chat(key=KEY, settings=ChatSettings(most=20))


async def test_changing_gives_what_is_stored_now(store: Storage) -> None:
    assert await store.chats.change(KEY, one_more) == Chat(key=KEY, settings=ChatSettings(most=1))
    await put(store, chat(seen=LIST))
    assert await store.chats.change(KEY, one_more) == chat(
        seen=LIST, settings=replace(CHOSEN, most=4)
    )


async def test_what_cannot_be_changed_stays_and_holds_up_nobody(store: Storage) -> None:
    def impossible(chat: Chat) -> Chat:
        raise ValueError(chat.settings.most)

    changes = (one_more, impossible, one_more, impossible, one_more)
    results = await asyncio.gather(
        *(store.chats.change(KEY, each) for each in changes), return_exceptions=True
    )

    assert [type(each) for each in results] == [Chat, ValueError, Chat, ValueError, Chat]
    assert (await store.chats.get(KEY)).settings.most == 3


async def test_two_processes_that_change_a_chat_at_once_lose_nothing(
    path: Path, store: Storage
) -> None:
    code = (
        "import asyncio, sys\nfrom storage import open_storage\nfrom tests.storage.test_chats import KEY, one_more\n"
        "async def main():\n"
        "    async with open_storage(sys.argv[1], patience=60) as store:\n"
        "        print(flush=True)\n"
        "        sys.stdin.readline()\n"
        "        for _ in range(50):\n"
        "            await store.chats.change(KEY, one_more)\n"
        "asyncio.run(main())"
    )
    command = [sys.executable, "-c", code, f"sqlite:///{path}"]
    others = [
        await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdin=PIPE, stdout=PIPE)
        for _ in range(2)
    ]
    for other in others:
        assert other.stdout
        await other.stdout.readline()
    await asyncio.gather(*(other.communicate(b"\n") for other in others))
    assert [other.returncode for other in others] == [0, 0]

    assert (await store.chats.get(KEY)).settings.most == 100


async def test_what_another_version_knows_of_the_settings_stays(path: Path, store: Storage) -> None:
    await put(store, chat())
    theirs = json.dumps({"language": "en", "most": 3, "colour": "of another version"})
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("UPDATE chats SET settings = ?", (theirs,))
    await store.chats.change(KEY, one_more)

    with closing(sqlite3.connect(path)) as other:
        ((stored,),) = other.execute("SELECT settings FROM chats")
    assert json.loads(stored) == settings_body(ChatSettings(language="en", most=4)) | {
        "colour": "of another version"
    }


async def test_unsubscribing_keeps_what_the_chat_chose(store: Storage) -> None:
    await put(store, chat(seen=LIST))
    await store.chats.unsubscribe(KEY)
    await store.chats.unsubscribe(NEW)

    assert await store.chats.get(KEY) == chat(seen=LIST, subscribed_at=None, next_due=None)


async def test_a_paused_chat_is_left_alone_until_it_subscribes(store: Storage) -> None:
    await put(store, chat())
    await store.chats.pause(KEY, "blocked")
    await settle(store, hours(24))
    await store.chats.wait(KEY, hours(1))
    paused = chat(next_due=None, paused="blocked")
    assert await store.chats.get(KEY) == paused
    assert await store.chats.paused(9) == [paused]

    await put_subscribed(store, KEY, CHOSEN, hours(-9), settled(-1), NOON)
    assert await store.chats.get(KEY) == chat()


async def test_of_chats_that_are_not_subscribed_known_ones_alone_are_paused(store: Storage) -> None:
    await store.chats.seen(KEY, LIST, None)
    await store.chats.pause(KEY, "blocked")
    await store.chats.pause(KEY, "kicked")
    await store.chats.pause(NEW, "blocked")

    assert await store.chats.get(KEY) == Chat(key=KEY, seen=LIST, paused="blocked")
    assert await store.chats.get(NEW) == Chat(key=NEW)
    assert await store.chats.paused(9) == []


@pytest.mark.parametrize("end", ["pause", "unsubscribe"])
async def test_an_end_drops_what_is_owed_and_nothing_else(store: Storage, end: str) -> None:
    other = numbered(2)
    parts = [delivery(KEY, 1), delivery(KEY, 2), delivery(other)]
    for key in (KEY, other):
        await put(store, chat(key))
    await store.deliveries.owe(parts, [], NOON)
    await store.deliveries.sending(parts[0], NOON)
    await (store.chats.pause(KEY, "kicked") if end == "pause" else store.chats.unsubscribe(KEY))

    assert await store.deliveries.of(KEY, LIST) == [replace(parts[0], state=DeliveryState.SENDING)]
    assert await store.deliveries.owed("telegram", 9) == [parts[2]]


async def test_settled_and_waiting_chats(store: Storage) -> None:
    await put(store, chat())
    await settle(store, hours(24))
    assert await store.chats.get(KEY) == chat(through=settled(0), next_due=hours(24))

    await store.chats.wait(KEY, hours(25))
    assert await store.chats.get(KEY) == chat(through=settled(0), next_due=hours(25))


@pytest.mark.parametrize("stored", [Chat(key=KEY), None])
async def test_a_chat_that_is_not_subscribed_gets_no_time(
    store: Storage, stored: Chat | None
) -> None:
    if stored:
        await put(store, stored)
    await settle(store, hours(24))
    await store.chats.wait(KEY, hours(24))

    assert await store.chats.get(KEY) == Chat(key=KEY)
    assert await store.chats.soonest() is None


async def test_who_answers_at_once_does_not_undo_each_other(store: Storage) -> None:
    await put(store, chat())
    await asyncio.gather(
        store.chats.seen(KEY, LIST, None),
        store.chats.change(KEY, lambda chat: replace(chat, settings=ChatSettings(most=1))),
        settle(store, hours(24)),
    )

    expected = chat(
        seen=LIST, settings=ChatSettings(most=1), through=settled(0), next_due=hours(24)
    )
    assert await store.chats.get(KEY) == expected


async def test_who_is_due(store: Storage) -> None:
    late, early = chat(numbered(1)), chat(numbered(2), next_due=hours(-1))
    for each in (
        late,
        early,
        chat(numbered(3), next_due=hours(0.001)),
        chat(numbered(4), next_due=None),
    ):
        await put(store, each)
    await put(store, chat(numbered(5), paused="kicked"))
    await put(store, chat(numbered(6), subscribed_at=None))

    assert await store.chats.due(NOON, 9) == [early, late]
    assert await store.chats.due(NOON, 1) == [early]
    assert await store.chats.due(hours(-2), 9) == []
    assert await store.chats.due(NOON, 9, ["discord", KEY.platform]) == [early, late]
    assert await store.chats.due(NOON, 9, ["discord"]) == []


async def test_when_the_next_is_due(store: Storage) -> None:
    assert await store.chats.soonest() is None
    await put(store, chat(numbered(1), next_due=hours(2)))
    await put(store, chat(numbered(2), next_due=hours(1)))
    await put(store, chat(numbered(3), next_due=NOON, paused="kicked"))
    await put(store, chat(numbered(4), next_due=None))

    assert await store.chats.soonest() == hours(1)
    assert await store.chats.soonest([KEY.platform]) == hours(1)
    assert await store.chats.soonest(["discord"]) is None


async def test_languages_that_are_read(store: Storage) -> None:
    spoken = {1: "en", 2: "en", 3: "zh", 4: None}
    for number, language in spoken.items():
        await put(store, chat(numbered(number), settings=ChatSettings(language=language)))
    for number, gone in {5: {"subscribed_at": None}, 6: {"paused": "kicked"}}.items():
        await put(store, chat(numbered(number), settings=ChatSettings(language="fr"), **gone))

    assert await store.chats.languages() == {"en", "zh"}


async def test_counts_by_platform(store: Storage) -> None:
    assert await store.chats.counts() == {}
    await put(store, chat(numbered(1)))
    await put(store, chat(numbered(2), paused="kicked"))
    await put(store, chat(ChatKey("discord", "1")))
    await put(store, Chat(key=numbered(3)))

    assert await store.chats.counts() == {"telegram": (2, 1), "discord": (1, 0)}


async def test_paused_chats_are_listed_by_key(store: Storage) -> None:
    for number in (3, 1, 2):
        await put(store, chat(numbered(number), paused="kicked"))
    await put(store, chat(numbered(4)))

    assert [each.key for each in await store.chats.paused(2)] == [numbered(1), numbered(2)]


async def test_the_threads_of_a_chat_are_known_by_its_id(store: Storage) -> None:
    for thread in ("", "7"):
        await store.chats.seen(ChatKey("telegram", "-100", thread), LIST, None)
    await store.chats.seen(ChatKey("telegram", "-200"), LIST, None)
    await store.chats.seen(ChatKey("discord", "-100"), LIST, None)

    assert await store.chats.threads("telegram", "-100") == [
        ChatKey("telegram", "-100", each) for each in ("", "7")
    ]
    assert await store.chats.threads("telegram", "-300") == []


async def test_the_furthest_time_of_each_hour(store: Storage) -> None:
    assert await store.chats.furthest() == {}
    for number, settings, due in ((1, CHOSEN, 1), (2, CHOSEN, 3), (3, ChatSettings(), 2)):
        await put(store, chat(numbered(number), settings=settings, next_due=hours(due)))
    await put(store, chat(numbered(4), paused="blocked", next_due=None))

    assert await store.chats.furthest() == {CHOSEN.hour: hours(3), ChatSettings().hour: hours(2)}


async def test_chats_whose_time_is_later_than_their_hour_allows(store: Storage) -> None:
    for number, due in ((1, 1), (2, 3), (3, 4)):
        await put(store, chat(numbered(number), next_due=hours(due)))
    await put(store, chat(numbered(4), settings=ChatSettings(), next_due=hours(9)))
    await put(store, chat(ChatKey("discord", "5"), next_due=hours(9)))
    beyond = store.chats.beyond

    assert [each.key for each in await beyond(CHOSEN.hour, hours(2), 9, ["telegram"])] == [
        numbered(2),
        numbered(3),
    ]
    assert len(await beyond(CHOSEN.hour, hours(2), 9)) == 3
    assert len(await beyond(CHOSEN.hour, hours(2), 1)) == 1
    assert await beyond(CHOSEN.hour, hours(9), 9) == []


async def test_the_hour_follows_the_settings_whoever_stores_them(store: Storage) -> None:
    late = replace(CHOSEN, time=dt.time(22))
    await store.chats.seen(KEY, LIST, None)
    await put_subscribed(store, KEY, CHOSEN, NOON, {}, NOON)
    assert list(await store.chats.furthest()) == [CHOSEN.hour]
    await store.chats.change(KEY, lambda chat: replace(chat, settings=late))
    assert list(await store.chats.furthest()) == [late.hour]
    await store.chats.move(KEY, NEW)
    assert list(await store.chats.furthest()) == [late.hour]


async def test_what_is_wrong_is_corrected_but_for_chats_that_left(store: Storage) -> None:
    left = chat(NEW, subscribed_at=None, next_due=None)
    await put(store, chat())
    await put(store, left)
    await store.chats.correct(
        [chat(subscribed_at=NOON, through={}), replace(left, subscribed_at=NOON)]
    )

    assert await store.chats.get(KEY) == chat(subscribed_at=NOON, through={})
    assert await store.chats.get(NEW) == left


async def test_the_subscribed_chats_of_a_platform(store: Storage) -> None:
    for each in (chat(), chat(NEW, paused="blocked", next_due=None), chat(ChatKey("discord", "1"))):
        await put(store, each)
    await put(store, Chat(key=numbered(3)))

    assert [each.key for each in await store.chats.subscribed("telegram")] == [KEY, NEW]


LATE = Shelf("hf", "late")


async def test_each_shelf_is_settled_for_itself(store: Storage) -> None:
    both = {DAILY: DAY, LATE: days(-3)}
    await put(store, chat(through=both, seen=LATE.on(DAY)))
    assert await store.chats.get(KEY) == chat(through=both, seen=LATE.on(DAY))

    await store.deliveries.owe([], [Settled(KEY, {**both, LATE: DAY}, hours(9))], NOON)
    assert (await store.chats.get(KEY)).through == {DAILY: DAY, LATE: DAY}


async def test_the_categories_of_all_chats_that_can_be_reached_come_together(store):
    assert await store.chats.categories() == frozenset()
    for name, chosen in (
        ("1", ("cs.RO", "cs.CL")),
        ("2", ("cs.CL",)),
        ("3", ()),
        ("4", ("hep-th",)),
    ):
        settings = ChatSettings(categories=chosen)
        key = ChatKey("telegram", name)
        await store.chats.change(key, lambda chat, s=settings: replace(chat, settings=s))
    await store.chats.change(
        ChatKey("telegram", "4"), lambda chat: replace(chat, subscribed_at=NOON, paused="blocked")
    )

    assert await store.chats.categories() == {"cs.RO", "cs.CL"}
