"""`move`, as an operator types it."""

from __future__ import annotations

import re

import pytest

DEMO = "2026-02-05"
EXPORTS = [("export", "digest", "--date", DEMO), ("export", "report", "--date", DEMO)]
PASSWORD = "s3cret-of-ada"


@pytest.fixture
def demo(paperboy, running, tmp_path):
    """A store with the demo edition; what it exports."""
    with running(tmp_path):
        pass
    return [paperboy(*arguments).data for arguments in EXPORTS]


def test_a_moved_store_exports_the_same_and_the_old_one_stays(paperboy, demo, tmp_path):
    new = f"sqlite:///{tmp_path / 'new.db'}"
    planned = paperboy("move", "--to", new, "--dry-run")
    assert not (tmp_path / "new.db").exists()
    moved = paperboy("move", "--to", new)

    counts = r"rows [\d,]+, among them papers \d+, lists 1, chats 0, messages 0\."
    assert (planned.code, planned.err) == (0, "")
    assert re.fullmatch(
        rf"From \S+/paperboy\.db to \S+/new\.db would go: {counts} Nothing was moved\.\n",
        planned.out,
    )
    assert moved.code == 0
    assert re.fullmatch(
        rf"\S+/new\.db holds what \S+/paperboy\.db holds, each row compared: {counts}"
        r" Set DATABASE_URL to it .*\n",
        moved.out,
    )
    assert re.search(r"(?m)^papers: rows \d+$", moved.err)
    assert [paperboy(*arguments).data for arguments in EXPORTS] == demo
    elsewhere = [paperboy(*arguments, database_url=new).data for arguments in EXPORTS]
    assert elsewhere == demo
    assert all(demo)


def test_there_and_back_by_a_server_every_export_is_the_same(
    paperboy, demo, database_server, tmp_path
):
    first, last = f"sqlite:///{tmp_path / 'paperboy.db'}", f"sqlite:///{tmp_path / 'last.db'}"
    database_server.run("postgres", "CREATE DATABASE cli_moved")
    server = database_server.url("cli_moved")
    codes = [paperboy("move", "--to", server, database_url=first).code]
    on_server = [paperboy(*arguments, database_url=server).data for arguments in EXPORTS]
    codes.append(paperboy("move", "--to", last, database_url=server).code)
    back = [paperboy(*arguments, database_url=last).data for arguments in EXPORTS]
    database_server.run("postgres", "DROP DATABASE cli_moved WITH (FORCE)")

    assert codes == [0, 0]
    assert on_server == back == demo


def test_a_running_one_is_not_moved(paperboy, running, tmp_path):
    with running(tmp_path):
        refused = paperboy("move", "--to", f"sqlite:///{tmp_path / 'new.db'}")

    assert (refused.code, refused.out) == (1, "")
    assert refused.err.startswith("Another Paperboy already works with the database")
    assert refused.err.count("\n") == 1
    assert not (tmp_path / "new.db").exists()


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ("new.db", "--to names no database"),
        ("", "--to names no database"),
        ("sqlite:///no/such/folder/new.db", "does not exist"),
        ("sqlite:///paperboy.db", "is the store itself"),
        (f"postgresql://ada:{PASSWORD}@127.0.0.1:9/a?password={PASSWORD}", "does not answer"),
        (f"postgres://ada:{PASSWORD}@127.0.0.1", "--to names no database"),
        (f"mysql://ada:{PASSWORD}@127.0.0.1/papers", "--to names no database"),
    ],
)
def test_what_cannot_be_is_one_sentence_without_a_password(
    paperboy, tmp_path, monkeypatch, to, said
):
    monkeypatch.chdir(tmp_path)
    paperboy("status")
    refused = paperboy("move", "--to", to)
    traced = paperboy("move", "--to", to, "--debug")

    assert (refused.code, refused.out) == (1, "")
    assert refused.err.count("\n") == 1
    assert said in refused.err
    assert traced.err.endswith(refused.err)
    assert PASSWORD not in traced.err


def test_where_to_must_be_said(paperboy):
    refused = paperboy("move")

    assert refused.code == 2
    assert "--to" in refused.err
