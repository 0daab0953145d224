"""`backup` and `restore`, as an operator types them."""

from __future__ import annotations

import re

import pytest

DEMO = "2026-02-05"
EXPORTS = [("export", "digest", "--date", DEMO), ("export", "report", "--date", DEMO)]


def test_a_backup_beside_a_running_one_restores_elsewhere(paperboy, running, tmp_path):
    paperboy("status")
    copies, elsewhere = tmp_path / "copies", tmp_path / "elsewhere"
    copies.mkdir()
    elsewhere.mkdir()
    with running(tmp_path):
        ran = paperboy("backup", copies)
        exported = [paperboy(*arguments).data for arguments in EXPORTS]
    (copy,) = copies.iterdir()
    assert (ran.code, ran.err) == (0, "")
    assert re.fullmatch(r"paperboy-\d{4}-\d\d-\d\dT\d{6}Z\.db", copy.name)
    assert re.fullmatch(
        rf"{re.escape(str(copy))}: \d+\.\d MB, schema \d{{4}}, papers \d+, lists 1, chats 0,"
        r" messages 0\. It is whole, and holds as much as the database\.\n",
        ran.out,
    )

    place = f"sqlite:///{elsewhere / 'paperboy.db'}"
    restored = paperboy("restore", copy, database_url=place)
    assert (restored.code, restored.err) == (0, "")
    assert [paperboy(*arguments).data for arguments in EXPORTS] == exported
    assert all(exported)


def test_a_restore_is_refused_over_a_running_one_and_over_what_is_there(
    paperboy, running, tmp_path
):
    paperboy("status")
    paperboy("backup", tmp_path / "copy.db")
    with running(tmp_path):
        refused = paperboy("restore", "--replace", tmp_path / "copy.db")
    there = paperboy("restore", tmp_path / "copy.db")
    replaced = paperboy("restore", "--replace", tmp_path / "copy.db")

    assert (refused.code, there.code, replaced.code) == (1, 1, 0)
    assert refused.err.startswith("Another Paperboy already works with the database")
    assert "--replace" in there.err
    assert len(list(tmp_path.glob("paperboy.db.replaced-*Z"))) == 1
    assert paperboy(*EXPORTS[0]).code == 1  # the copy was made before the demo came in


@pytest.mark.parametrize("place", ["", "no-such-folder/", "no-such-folder/copy.db"])
def test_a_folder_that_is_not_there_is_made_no_file(paperboy, tmp_path, monkeypatch, place):
    monkeypatch.chdir(tmp_path)
    paperboy("status")
    before = sorted(tmp_path.iterdir())
    ran = paperboy("backup", place)

    assert (ran.code, ran.out) == (1, "")
    assert "DATABASE_URL" not in ran.err
    assert ran.err.count("\n") == 1
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_what_cannot_be_is_one_sentence(paperboy, tmp_path, command):
    ran = paperboy(command, tmp_path / "nothing.db")

    assert (ran.code, ran.out) == (1, "")
    assert ran.err.count("\n") == 1
    assert not (tmp_path / "nothing.db").exists()
