"""Files that are being written: nothing is left of one that was given up, and what a dead process
left goes, but never what somebody alive is writing."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.engine import files, halves

HALF = "copy.db.partial"


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def leave(folder: Path, *left: str) -> None:
    """A process was killed while it wrote these."""
    for name in left:
        (folder / name).write_bytes(b"half")


def test_what_is_whole_has_its_name_and_what_is_not_is_gone(tmp_path: Path) -> None:
    half, whole = tmp_path / HALF, tmp_path / "copy.db"
    leave(tmp_path, HALF, f"{HALF}-journal")
    with halves.written(half, 0o640):
        assert half.read_bytes() == b""
        half.write_bytes(b"whole")
        files.put_in_place(half, whole)
    assert (whole.read_bytes(), files.mode_of(whole)) == (b"whole", 0o640)

    with halves.written(half):
        leave(tmp_path, f"{HALF}-journal")
    assert names(tmp_path) == [whole.name]


def test_what_somebody_writes_is_nobody_elses(tmp_path: Path) -> None:
    half = tmp_path / HALF
    with halves.written(half):
        half.write_bytes(b"half")
        halves.remove_dead([half])
        with pytest.raises(FileExistsError), halves.written(half):
            pass
        assert half.read_bytes() == b"half"


def test_who_has_ended_takes_nobody_elses_away(tmp_path: Path) -> None:
    half = tmp_path / HALF
    with halves.written(half):
        files.put_in_place(half, tmp_path / "copy.db")
        leave(tmp_path, HALF, f"{HALF}-journal")
    assert names(tmp_path) == ["copy.db", HALF, f"{HALF}-journal"]


def test_what_is_left_of_a_store_goes_and_nothing_else(tmp_path: Path) -> None:
    store = tmp_path / "paperboy.db"
    others = ["other.db.partial", "paperboy.db", "paperboy.db.backup-0007", "paperboy.dbx.partial"]
    leave(tmp_path, *others, "paperboy.db.partial", "paperboy.db.partial-journal")
    leave(tmp_path, "paperboy.db.backup-0008.partial", "paperboy.db.backup-0008.partial-journal")
    with halves.written(tmp_path / "paperboy.db.backup-mine.partial"):
        halves.remove_left(store)
        assert names(tmp_path) == sorted([*others, "paperboy.db.backup-mine.partial"])
