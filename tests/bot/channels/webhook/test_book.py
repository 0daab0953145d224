"""The file of webhooks: what is secret stays in it, and it is whole at any moment."""

from __future__ import annotations

import json
import stat

import pytest

from bot.channels.webhook.book import Book, Hook, kind_of
from bot.channels.webhook.kinds import Kind
from core.errors import FileUnreadable

URL = "https://user:passw0rd@hooks.slack.com/services/T0/t0p-s3cret?key=0p3n"


def test_what_is_secret_does_not_print():
    hook = Hook("ab12cd34", Kind.SLACK, URL, "SEC-1")

    for secret in ("passw0rd", "t0p-s3cret", "0p3n", "SEC-1"):
        assert secret not in f"{hook!r} {hook} {hook.host} {hook.key}"
    assert hook.host == "hooks.slack.com"


def test_what_was_added_is_found_by_another(tmp_path):
    path = tmp_path / "hooks.json"
    first = Book(path).add(Kind.SLACK, URL, "")
    second = Book(path).add(Kind.FEISHU, URL, "SEC-1")

    assert Book(path).hooks() == [first, second]
    assert Book(path).find(second.id) == second
    Book(path).remove(first)
    assert Book(path).hooks() == [second]
    assert Book(path).find(first.id) is None


def test_nobody_but_its_owner_may_read_it_whatever_stood_there(tmp_path):
    path = tmp_path / "hooks.json"
    path.write_text("[]")
    path.chmod(0o666)
    # A crash left this behind, for everybody to read.
    beside = tmp_path / "hooks.json.new"
    beside.touch(0o666)
    Book(path).add(Kind.SLACK, URL, "")

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not beside.exists()


@pytest.mark.parametrize(
    "text", ["", "{", "{}x", "[1]", "[{}]", '[{"kind": "carrier"}]', "\udcff", "[" * 100_000]
)
def test_a_file_that_is_none_of_ours_is_not_repeated(tmp_path, text):
    path = tmp_path / "hooks.json"
    path.write_bytes(text.encode(errors="surrogateescape"))

    with pytest.raises(FileUnreadable) as raised:
        Book(path).hooks()
    assert "carrier" not in str(raised.value)


def test_a_folder_that_may_not_be_written_is_told(tmp_path):
    with pytest.raises(FileUnreadable):
        Book(tmp_path / "nowhere" / "hooks.json").add(Kind.SLACK, URL, "")


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://HOOKS.slack.com/x", Kind.SLACK),
        ("http://127.0.0.1:8000/x", Kind.GENERIC),
        ("https://x.example/a\nb", None),
        ("javascript:alert(1)", None),
        ("https://[::1", None),
        ("file:///etc/passwd", None),
    ],
)
def test_the_host_tells_the_kind(url, kind):
    assert kind_of(url) is kind


def test_the_file_is_json_that_people_can_read(tmp_path):
    path = tmp_path / "hooks.json"
    Book(path).add(Kind.WECOM, URL, "")

    assert json.loads(path.read_text())[0]["kind"] == "wecom"
