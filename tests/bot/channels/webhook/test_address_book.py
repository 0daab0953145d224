"""The file of what an operator entered: what is secret stays in it, and it is whole at any
moment."""

from __future__ import annotations

import json
import stat
from dataclasses import replace

import pytest

from bot.channels.webhook.address_book import AddressBook, Contact
from core.chats import ChatKey
from core.errors import FileUnreadable

URL = "https://user:passw0rd@roof.example/services/T0/t0p-s3cret?key=0p3n"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "webhooks.json"


@pytest.fixture
def book(path):
    return AddressBook(path)


def added(book, kind="generic", secret=""):
    contact = book.new(kind, URL, secret)
    book.put(contact)
    return contact


def test_what_is_secret_does_not_print(book):
    contact = book.new("slack", URL, "SEC-1")

    for secret in ("passw0rd", "t0p-s3cret", "0p3n", "SEC-1"):
        assert secret not in f"{contact!r} {contact} {contact.host} {contact.key}"
    assert contact.host == "roof.example"
    assert contact.key == ChatKey("webhook-slack", contact.id)


def test_what_was_added_is_found_by_another(book, path):
    first, second = added(book), added(book, "slack", "SEC-1")
    other = AddressBook(path)

    assert other.contacts() == [first, second]
    assert other.find(second.id) == second
    assert other.at("slack", URL) == second
    assert other.at("slack", f"{URL}1") is None
    other.remove(first)
    assert book.contacts() == [second]
    assert book.find(first.id) is None


def test_what_is_put_again_stays_in_its_place(book):
    first, second = added(book), added(book, "slack")
    changed = replace(first, secret="SEC-2")
    book.put(changed)

    assert book.contacts() == [changed, second]


def test_nobody_but_its_owner_may_read_it_whatever_stood_there(book, path):
    path.write_text("[]")
    path.chmod(0o666)
    # A crash left this behind, for everybody to read.
    beside = path.with_name("webhooks.json.new")
    beside.touch(0o666)
    added(book)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not beside.exists()


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "{}x", "[1]", "[{}]", "\udcff", "[" * 100_000),
        '[{"id": "1", "kind": "homing", "url": "x"}]',
        '[{"id": "1", "kind": [], "url": "x"}]',
        '[{"id": "1", "kind": "generic", "url": "x", "homing": 1}]',
    ],
)
def test_a_file_that_is_none_of_ours_is_not_repeated(text, book, path):
    path.write_bytes(text.encode(errors="surrogateescape"))

    with pytest.raises(FileUnreadable) as raised:
        book.contacts()
    assert "homing" not in str(raised.value)


def test_a_folder_that_may_not_be_written_is_told(tmp_path):
    with pytest.raises(FileUnreadable):
        added(AddressBook(tmp_path / "nowhere" / "webhooks.json"))


def test_the_file_is_json_that_people_can_read(book, path):
    contact = added(book, secret="SEC-1")

    assert json.loads(path.read_text()) == [
        {"id": contact.id, "kind": "generic", "url": URL, "secret": "SEC-1"}
    ]


def test_a_contact_needs_no_secret(book, path):
    path.write_text('[{"id": "1", "kind": "generic", "url": "x"}]')

    assert book.contacts() == [Contact(ChatKey("webhook", "1"), "generic", "x")]
