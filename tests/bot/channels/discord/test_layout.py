"""Blocks become rows that Discord reads as they are meant, lists above all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.discord.layout import Layout
from bot.channels.discord.markup import to_markdown
from bot.chat.views import (
    Block,
    Footer,
    Heading,
    Item,
    Line,
    Paragraph,
    Section,
    Span,
    Style,
    Terms,
)
from bot.chat.views.model import bold, line, quiet
from tests.fakes.discord_markdown import parse


def rows(*blocks: Block) -> list[str]:
    return to_markdown(Layout().blocks(blocks)).split("\n")


def listed(*marked: tuple[str, int]) -> list[str]:
    return rows(
        Paragraph(
            tuple(
                line(f"x{n}", marker=marker, depth=depth)
                for n, (marker, depth) in enumerate(marked)
            )
        )
    )


def test_blocks_stand_apart_and_headings_close() -> None:
    heading = Heading((line(bold("A")), line(quiet("b"))))
    section = Section(line(bold("C")), (Paragraph((line("d"),)), Paragraph((line("e"),))))

    assert rows(heading, section, Footer((line(quiet("f")),))) == [
        "**A**", "-# b", "### C", "d", "", "e", "", "-# f",
    ]  # fmt: skip


def test_entries_of_one_line_stand_together() -> None:
    whole = Item(1, "🏆", line(bold("A")), (line(quiet("b")), line("c")))

    assert rows(whole, Item(2, "", line("D")), Item(None, "", line("E"))) == [
        "**🏆 1. A**", "-# b", "c", "", "2\\. D", "E",
    ]  # fmt: skip


def test_a_title_that_ends_in_a_sharp_is_only_bold() -> None:
    assert rows(Section(line(bold("C#")), (Paragraph((line("d"),)),))) == ["**C#**", "d"]


def test_a_line_is_quiet_as_a_whole_or_not_at_all() -> None:
    assert rows(Paragraph((line(quiet("a"), "b"), line(quiet("c"), quiet("d"))))) == ["ab", "-# cd"]


def test_terms_stand_out() -> None:
    terms = ((line(Span("/paper N", Style.CODE)), line("one")), (line("Time"), line("daily")))

    assert rows(Terms(terms)) == ["`/paper N` — one", "**Time** — daily"]


@pytest.mark.parametrize(
    ("marked", "written"),
    [
        ((("1.", 1), ("2.", 1)), ["1. x0", "2. x1"]),
        ((("•", 0), ("•", 1), ("", 1), ("•", 0)), ["- x0", "   - x1", "   x2", "- x3"]),
        (
            (("", 0), ("3.", 1), ("4.", 1), ("", 0), ("•", 0)),
            ["x0", "3. x1", "4. x2", "x3", "- x4"],
        ),
        ((("1.", 0), ("•", 1), ("2.", 0)), ["1. x0", "   - x1", "2. x2"]),
        ((("1.", 0), ("3.", 0), ("4.", 0)), ["1. x0", "3\\. x1", "4. x2"]),
        ((("1.", 0), ("•", 0)), ["1. x0", "• x1"]),
        ((("0.", 0), ("01.", 0)), ["0\\. x0", "01\\. x1"]),
    ],
    ids=["numbers", "nested", "after text", "around", "a gap", "mixed", "odd"],
)
def test_discord_numbers_a_list_as_it_is_numbered(
    marked: list[tuple[str, int]], written: list[str]
) -> None:
    assert listed(*marked) == written


MARKERS = st.sampled_from(["", "•", "1.", "2.", "3.", "10.", "0.", "007."])


@given(st.lists(st.tuples(MARKERS, st.integers(0, 3)), min_size=1, max_size=12))
def test_any_lists_show_their_own_markers(marked: list[tuple[str, int]]) -> None:
    shown = [row.shown.replace(" ", "") for row in parse("\n".join(listed(*marked)))]

    assert shown == [f"{marker}x{n}" for n, (marker, _) in enumerate(marked)]


def test_lists_in_two_blocks_do_not_run_on() -> None:
    first, second = (Paragraph((Line((Span("x"),), "1."),)) for _ in range(2))

    assert rows(first, second) == ["1. x", "", "1\\. x"]
