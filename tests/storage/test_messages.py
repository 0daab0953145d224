"""Sent messages: what each is about, wherever it was sent, and where the chat goes."""

from __future__ import annotations

from dataclasses import replace

from core.asking.prompts import Turn
from core.chats import ChatKey
from core.sent import About
from storage import Storage
from tests.storage import build
from tests.storage.build import LIST, NOON, hours, lists

KEY = ChatKey("telegram", "-100123")
NEW = replace(KEY, chat_id="-100999")
TALK = About(
    list_key=LIST, number=3, paper_id="2602.00003", turns=(Turn("Why?", "So."), Turn("How?", ""))
)


async def test_what_is_saved_is_read_back(store: Storage) -> None:
    for message_id, about in (
        ("1", About(list_key=lists(-3))),
        ("2", About(paper_id="2602.00003")),
        ("3", TALK),
    ):
        await store.messages.save(KEY, message_id, about, NOON)
        assert await store.messages.about(KEY, message_id) == about
    assert await store.messages.about(KEY, "4") is None


async def test_a_message_is_about_what_it_shows_last(store: Storage) -> None:
    await store.messages.save(KEY, "1", TALK, NOON)
    await store.messages.save(KEY, "1", About(list_key=LIST), hours(1))

    assert await store.messages.about(KEY, "1") == About(list_key=LIST)


async def test_chats_may_have_messages_with_the_same_id(store: Storage) -> None:
    places = [KEY, replace(KEY, thread_id="7"), replace(KEY, platform="discord"), NEW]
    for number, key in enumerate(places):
        await store.messages.save(key, "1", About(paper_id=str(number)), NOON)

    for number, key in enumerate(places):
        assert await store.messages.about(key, "1") == About(paper_id=str(number))
    assert await store.messages.about(replace(KEY, thread_id="8"), "1") is None


async def test_of_what_was_pushed_the_ledger_knows_the_list(store: Storage) -> None:
    pushed = build.delivery(KEY)
    await store.chats.change(KEY, lambda chat: replace(chat, subscribed_at=NOON))
    await store.deliveries.owe([pushed], [], NOON)
    await store.deliveries.sending(pushed, NOON)
    await store.deliveries.sent(pushed, "55", NOON)
    assert await store.messages.about(KEY, "55") == About(list_key=pushed.list_key)

    await store.messages.save(KEY, "55", TALK, NOON)  # a button has turned it
    assert await store.messages.about(KEY, "55") == TALK


async def test_the_same_id_means_what_was_sent_last(store: Storage) -> None:
    """A chat that has moved counts its messages anew, beside those that it took along."""
    pushed = build.delivery(NEW)
    await store.chats.change(NEW, lambda chat: replace(chat, subscribed_at=NOON))
    await store.messages.save(KEY, "55", TALK, NOON)
    await store.chats.move(KEY, NEW)
    await store.deliveries.owe([pushed], [], hours(1))
    await store.deliveries.sending(pushed, hours(1))
    await store.deliveries.sent(pushed, "55", hours(1))
    assert await store.messages.about(NEW, "55") == About(list_key=pushed.list_key)

    await store.messages.save(NEW, "55", TALK, hours(2))
    assert await store.messages.about(NEW, "55") == TALK


async def test_messages_move_with_their_chat(store: Storage) -> None:
    await store.messages.save(KEY, "1", TALK, NOON)
    await store.messages.save(KEY, "2", TALK, NOON)
    await store.messages.save(NEW, "2", About(paper_id="the new one's"), NOON)
    await store.chats.move(KEY, NEW)

    assert await store.messages.about(NEW, "1") == TALK
    assert await store.messages.about(NEW, "2") == About(paper_id="the new one's")
    for message_id in ("1", "2"):
        assert await store.messages.about(KEY, message_id) is None


async def test_messages_that_show_one_view_know_each_other(store: Storage) -> None:
    for message_id in ("1", "2"):
        await store.messages.save(KEY, message_id, TALK, NOON, ["1", "2"])
    assert await store.messages.together(KEY, "2") == ("1", "2")
    assert await store.messages.together(NEW, "2") == ()

    await store.messages.save(KEY, "2", TALK, NOON)
    assert await store.messages.together(KEY, "2") == ()
    assert await store.messages.together(KEY, "3") == ()
