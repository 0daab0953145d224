"""A file of the operator's own is read whole, or refused by name."""

from __future__ import annotations

import json

import pytest

from bot.app.own_files import LARGEST, loaded, own_labs, own_prices
from bot.app.settings import Settings
from core.errors import SettingsInvalid
from tests.world import DATE


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


def test_the_operators_labs_and_prices_are_read(tmp_path):
    labs, prices = tmp_path / "labs.toml", tmp_path / "prices.toml"
    labs.write_text('[super]\nnames = ["Our Lab"]')
    prices.write_text('[models."ours"]\ninput = 1\noutput = 2')
    settings = Settings(paperboy_labs=str(labs), paperboy_prices=str(prices))

    assert "Our Lab" in (own_labs(settings) or "")
    assert own_prices(settings).of("ours").output == 2
    assert own_labs(Settings()) is None


def test_a_slip_in_them_is_one_sentence(paperboy, tmp_path):
    (tmp_path / "labs.toml").write_text("[super]\nname = []")
    ran = paperboy("status", paperboy_labs=tmp_path / "labs.toml")

    assert (ran.code, ran.out) == (1, "")
    file = tmp_path / "labs.toml"
    assert f"PAPERBOY_LABS: names {file}, which is of no use ([super] name?)." in ran.err


def test_the_operators_labs_decide_what_is_selected(paperboy, place):
    (place.folder / "labs.toml").write_text("[selection]\ntop = 1\n[super]\nnames = []\n")
    ran = paperboy(
        *("ingest", "--date", DATE, "--json", "--no-model"),
        paperboy_labs=place.folder / "labs.toml",
    )

    assert json.loads(ran.out)["selected"] == 1
