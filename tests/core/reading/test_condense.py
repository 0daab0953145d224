"""A document as one text, whole and condensed."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from core.document import Document, Section
from core.reading.condense import Kind, condense, kinds, plain_text


def sized(word: str, count: int = 40) -> str:
    """Two paragraphs of that word, some 200 characters each."""
    return "\n\n".join(
        f"{word} {number} " + f"{word} " * (count // 2) + "end." for number in (1, 2)
    )


PAPER = Document(
    paper_id="2602.00001",
    title="Boats",
    abstract="Boats float. They float well.",
    sections=(
        Section("1 Introduction", 1, sized("intro")),
        Section("1.1 Related Work", 2, sized("related")),
        Section("2 Folding", 1, sized("method")),
        Section("2.1 Creases", 2, sized("crease")),
        Section("3 Experiments", 1, sized("results") + "\n\nTable 1: Scores.\n\nA | B\n1 | 2"),
        Section("4 Conclusion", 1, sized("conclusion")),
        Section("Appendix A Experiments", 1, sized("appendix")),
        Section("A.1 Introduction", 2, sized("deeper")),
    ),
)


def test_plain_text_has_titles_as_lines() -> None:
    small = Document(
        paper_id="x",
        title="T",
        abstract="A.",
        sections=(Section("", 1, "k"), Section("1 S", 1, "b\n\nc")),
    )

    assert plain_text(small) == "T\n\nA.\n\nk\n\n1 S\n\nb\n\nc"


def test_sections_are_told_apart() -> None:
    assert kinds(PAPER) == (
        Kind.INTRODUCTION,
        Kind.ASIDE,
        Kind.METHOD,
        Kind.METHOD,
        Kind.RESULTS,
        Kind.CONCLUSION,
        Kind.APPENDIX,
        Kind.APPENDIX,
    )


def test_what_fits_is_whole() -> None:
    assert condense(PAPER, 100_000) == plain_text(PAPER)


def test_related_work_and_appendices_go_first() -> None:
    needed = [
        part
        for part in PAPER.sections
        if "Related" not in part.title and not part.title.startswith("A")
    ]
    core = plain_text(replace(PAPER, sections=tuple(needed)))

    kept = condense(PAPER, len(core) + 20)

    assert kept == core


def test_every_part_keeps_a_share_when_space_is_scarce() -> None:
    kept = condense(PAPER, 1000)

    for word in ("intro", "method", "results"):
        assert word in kept
    assert kept.index("intro") < kept.index("method") < kept.index("results")


def test_an_abstract_beyond_the_limit_ends_with_a_sentence() -> None:
    assert condense(PAPER, 20) == "Boats float."
    assert condense(PAPER, 5) == ""


@given(st.integers(0, 4000))
def test_never_above_the_limit_never_within_a_paragraph_always_in_order(limit: int) -> None:
    kept = condense(PAPER, limit)
    whole = plain_text(PAPER).split("\n\n")
    places = [whole.index(part) for part in kept.split("\n\n")] if len(kept) > 40 else []

    assert len(kept) <= limit
    assert places == sorted(places)
    assert limit < 40 or PAPER.abstract in kept
