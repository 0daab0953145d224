"""The log of a chat's settings: who changed what, for a while, and nobody's id where no lists
come."""

from __future__ import annotations

from dataclasses import fields, replace

from core.changelog import INTERESTS, LISTS, SETTINGS, Author, changes_between
from core.chats import Chat, ChatKey, ChatSettings, Person, inheriting
from storage import Storage
from storage.changelog import MOST
from tests.storage.build import NOON, hours

GROUP, OTHER = ChatKey("telegram", "-100"), ChatKey("telegram", "-200")
ANN, BOB = Author(person="42", at=NOON), Author(person="43", at=hours(1))


def setting(**values):
    def changed(chat):
        return replace(chat, settings=replace(chat.settings, **values))

    return changed


def subscribed(chat):
    return replace(chat, subscribed_at=NOON)


async def told(store: Storage, key=GROUP):
    return [(each.setting, each.person) for each in await store.changelog.last(key, 200)]


def test_every_setting_has_a_name():
    assert {each.name for each in fields(ChatSettings)} == set(SETTINGS)


async def test_each_change_says_who_and_from_what_to_what(store: Storage):
    await store.chats.change(GROUP, subscribed, ANN)
    await store.chats.change(GROUP, setting(most=5, silent=True), BOB)
    await store.chats.change(GROUP, setting(most=5), BOB)

    silent, most, lists = await store.changelog.last(GROUP, 9)
    assert (lists.setting, lists.person, lists.on) == (LISTS, "42", True)
    assert (most.before.most, most.after.most, most.person) == (None, 5, "43")
    assert (silent.before.silent, silent.after.silent, silent.at) == (False, True, hours(1))
    assert most.after == ChatSettings(most=5), "nothing else of the chat stands there"


async def test_what_nobody_asked_for_is_not_logged(store: Storage):
    await store.chats.change(GROUP, setting(most=5))
    assert await told(store) == []


async def test_of_words_it_is_kept_that_they_changed(store: Storage):
    await store.chats.change(GROUP, subscribed)
    await store.chats.change(GROUP, setting(mute=("a secret",), include=("another",)), ANN)
    await store.changelog.interests(GROUP, ANN)

    changes = await store.changelog.last(GROUP, 9)
    assert [each.setting for each in changes] == [INTERESTS, "mute", "include"]
    assert [(each.before, each.after) for each in changes] == [(None, None)] * 3


async def test_several_steps_of_interests_are_one_entry(store: Storage):
    for minutes in range(3):
        await store.changelog.interests(GROUP, replace(ANN, at=hours(minutes / 60)))
    await store.changelog.interests(GROUP, replace(ANN, at=hours(5)))
    assert len(await told(store)) == 2


async def test_nobodys_id_is_kept_where_no_lists_come_or_nobody_else_is(store: Storage):
    await store.chats.change(GROUP, setting(most=5), ANN)
    assert await told(store) == [("most", "")]
    await store.chats.change(GROUP, subscribed, ANN)
    await store.chats.change(OTHER, subscribed, replace(ANN, alone=True))
    await store.chats.unsubscribe(GROUP, BOB)

    assert await told(store) == [(LISTS, ""), (LISTS, ""), ("most", "")]
    assert await told(store, OTHER) == [(LISTS, "")]


async def test_what_a_thread_has_from_its_channel_nobody_changed(store: Storage):
    parent = Chat(key=OTHER, settings=ChatSettings(language="zh", most=7))
    author = replace(ANN, stands=lambda chat: inheriting(chat, parent))

    def changed(chat):
        return setting(silent=True)(inheriting(chat, parent))

    await store.chats.change(GROUP, changed, author)
    assert await told(store) == [("silent", "")]


async def test_a_chat_has_so_many_and_no_older_ones(store: Storage):
    await store.chats.change(OTHER, setting(most=1), ANN)
    for number in range(MOST + 7):
        await store.chats.change(GROUP, setting(most=number + 1), replace(ANN, at=hours(number)))

    changes = await store.changelog.last(GROUP, 999)
    assert len(changes) == MOST
    assert changes[0].after.most == MOST + 7
    await store.changelog.forget(hours(MOST + 5))
    assert len(await told(store)) == 2
    assert await told(store, OTHER) == []


async def test_a_person_is_forgotten_and_what_was_changed_stays(store: Storage):
    await store.chats.change(GROUP, subscribed, ANN)
    await store.chats.change(GROUP, setting(most=5), BOB)
    ann = Person("telegram", "42")
    assert (await store.people.stored(OTHER, ann)).own_changes == 1

    erased = await store.people.forget(ann, None, NOON)
    assert (erased.own_changes, erased.changes) == (1, 0)
    assert await told(store) == [("most", "43"), (LISTS, "")]
    erased = await store.people.forget(None, GROUP, NOON)
    assert erased.changes == 2
    assert await told(store) == []


async def test_it_moves_with_its_chat(store: Storage):
    await store.chats.change(GROUP, subscribed, ANN)
    await store.chats.move(GROUP, OTHER)
    assert await told(store, OTHER) == [(LISTS, "42")]
    assert await told(store) == []


def test_two_fields_of_one_setting_are_one_change():
    before = Chat(key=GROUP)
    after = replace(before, settings=ChatSettings(empty_days=False, empty_weekends=True))
    (change,) = changes_between(before, after, ANN)
    assert change.setting == "empty"
    assert change.after == after.settings
