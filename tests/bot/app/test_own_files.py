"""A file of the operator's own is read whole, or refused by name."""

from __future__ import annotations

import pytest

from bot.app.own_files import LARGEST, loaded
from core.errors import SettingsInvalid


def words(text):
    """Says no to one text; without a file it has words of its own."""
    if text == "wrong":
        raise ValueError("line 1")
    return (text or "ours").split()


def test_without_a_file_it_is_ours():
    assert loaded("PAPERBOY_WORDS", None, words) == ["ours"]
    assert loaded("PAPERBOY_WORDS", "", words) == ["ours"]


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
def test_a_file_is_read_as_editors_save_it(tmp_path, start):
    file = tmp_path / "words"
    file.write_bytes(start + "两个 words".encode())

    assert loaded("PAPERBOY_WORDS", str(file), words) == ["两个", "words"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"wrong", "line 1"),
        ("词".encode("gbk") * 3, "UTF-8?"),
        (b"x" * (LARGEST + 1), f"> {LARGEST} bytes"),
        (None, "No such file or directory"),
    ],
)
def test_what_is_of_no_use_is_named(tmp_path, data, reason):
    file = tmp_path / "words"
    if data is not None:
        file.write_bytes(data)
    with pytest.raises(SettingsInvalid) as found:
        loaded("PAPERBOY_WORDS", str(file), words)

    (problem,) = found.value.problems
    assert (problem.name, problem.key) == ("PAPERBOY_WORDS", "settings.own_file")
    assert dict(problem.data) == {"file": str(file), "reason": reason}


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(SettingsInvalid):
        loaded("PAPERBOY_WORDS", str(tmp_path), words)
