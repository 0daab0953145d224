"""Running text gathered into paragraphs."""

from __future__ import annotations

import pytest

from core.pages.html.blocks import Blocks, stacked


def test_a_mark_waits_for_its_text() -> None:
    out = Blocks()
    out.mark = "- "
    out.flush()
    out.add("  a\n b ")
    out.flush()
    out.settle()

    assert out.done == ["- a b"]


def test_a_head_without_text_stands_alone_and_a_bullet_vanishes() -> None:
    out = Blocks()
    out.mark = "Proof. "
    out.settle()
    out.mark = "- "
    out.settle()

    assert out.done == ["Proof."]


def test_an_aside_leaves_the_line_where_it_was() -> None:
    out = Blocks()
    out.add("one ")
    with out.aside() as gathered:
        out.add("apart")
    out.add("two")
    out.flush()

    assert gathered == ["apart"]
    assert out.done == ["one two"]


def test_wide_gaps_part_names() -> None:
    out = Blocks()
    out.by_lines = True
    out.add("Ada Lovelace \u2003Alan Turing\u00a0\u00a0\u00a0Kurt\u00a0Gödel")
    out.flush()

    assert out.done == ["Ada Lovelace, Alan Turing, Kurt Gödel"]


@pytest.mark.parametrize(
    ("lines", "one"),
    [
        (["Harbour-", "Text"], "Harbour-Text"),
        (["Sea-", "walker", "(ZH)"], "Sea-walker (ZH)"),
        (["Top-", "5"], "Top-5"),
        (["Acc", "(%)"], "Acc (%)"),
        (["5 -", "7"], "5 - 7"),
        (["2-", "3"], "2- 3"),
        (["loss -", "gain"], "loss - gain"),
        (["pre-", "(and post-) training"], "pre- (and post-) training"),
        (["pre-", "and post-training"], "pre- and post-training"),
        (["", "a", "", "b"], "a b"),
        ([], ""),
    ],
)
def test_what_a_cell_stacks_is_one_line(lines: list[str], one: str) -> None:
    assert stacked(lines) == one
