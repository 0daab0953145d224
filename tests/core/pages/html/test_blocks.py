"""Running text gathered into paragraphs."""

from __future__ import annotations

from core.pages.html.blocks import Blocks


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
