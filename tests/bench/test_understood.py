"""What is counted as understood of a question."""

from __future__ import annotations

import pytest

from bench.understood import FOLDER, count, main, read, understood


def test_a_line_is_a_question_with_its_key():
    asked = read("风筝用几个线轴 => spool|reel; kite => number")

    assert asked.text == "风筝用几个线轴"
    assert asked.things == (("spool", "reel"), ("kite",))
    assert asked.kinds == {"number"}
    assert read("what is up => =>").things == ()


def test_a_question_is_whole_where_all_is_found_and_nothing_else():
    whole = understood(read("how many GPUs => GPU => number"))
    other = understood(read("how many sails do the 风筝 have => mast => number place"))

    assert whole.whole
    assert not other.whole
    assert (other.missing, other.besides, other.kinds) == ((("mast",),), ("sails",), {"place"})
    assert other.unread == ("风筝",)
    assert count([whole, other]) == (
        "1 of 2 whole; 1 of 2 things found, 1 besides, 1 not read; 2 of 3 kinds"
    )


def test_words_of_another_kind_find_nothing():
    assert understood(read("how many GPUs => kite =>")).missing == (("kite",),)


@pytest.mark.parametrize("name", ["first", "second", "third"])
def test_the_lists_can_be_counted(name, capsys):
    lines = (FOLDER / f"{name}.txt").read_text("utf-8").splitlines()

    assert main(["--list", name]) == 0
    assert f" of {len(lines)} whole" in capsys.readouterr().out
