from __future__ import annotations

import asyncio
import json
import sqlite3
import sys
from asyncio.subprocess import PIPE
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from core.chats import Chat, ChatKey, ChatSettings
from core.delivery import DeliveryState
from storage import Storage
from storage.bodies import settings_body
from tests.chats import put, put_subscribed
from tests.storage.build import LIST, NOON, delivery, hours, lists, settled
from tests.storage.stored_chats import CHOSEN, KEY, NEW, chat, numbered, one_more, settle

ROOT = Path(__file__).parents[2]


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
        "import asyncio, sys\nfrom storage import open_storage\nfrom tests.storage.stored_chats import KEY, one_more\n"
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


async def test_the_subscribed_chats_of_a_platform(store: Storage) -> None:
    for each in (chat(), chat(NEW, paused="blocked", next_due=None), chat(ChatKey("discord", "1"))):
        await put(store, each)
    await put(store, Chat(key=numbered(3)))

    assert [each.key for each in await store.chats.subscribed("telegram")] == [KEY, NEW]


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
