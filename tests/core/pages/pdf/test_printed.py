"""From the lines of pages to paragraphs and sections."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.pages.pdf.printed import arranged as arranged_rows
from core.pages.pdf.shown import Row


def arranged(pages: list[str]) -> dict[str, Any]:
    """What is read from pages of lines that look alike."""
    found: list[list[Row]] = []
    for page in pages:
        lines = [line for line in page.splitlines() if line.strip()]
        ends = (0, 1, len(lines) - 2, len(lines) - 1)
        found.append([Row(line, edge=at in ends) for at, line in enumerate(lines)])
    return arranged_rows(found)


def text_of(*lines: str) -> str:
    """The text that those lines make, below a heading."""
    page = "\n".join(["1 Introduction", *lines, "2 Method", "Short.", "3 Conclusion", "Short."])
    return str(arranged([page])["sections"][0][2])


def test_a_paper() -> None:
    first = "arXiv:2602.00001v2  [cs.CL]  4 Feb 2026\nKites\nAda Example\nAbstract\nWe fly.\n1 Introduction\nWind is"
    second = "needed.\n2 Method\nA string.\n3 Results\nHigh.\nReferences\n[1] A. Author. 2019.\nA Proofs\nBy flying."

    assert arranged([first, second]) == {
        "stamp": ["2602.00001", "v2"],
        "opening": "Kites\nAda Example\nAbstract\nWe fly.\n1 Introduction\nWind is",
        "abstract": "We fly.",
        "sections": [
            ["Introduction", 1, "Wind is needed."],
            ["Method", 1, "A string."],
            ["Results", 1, "High."],
            ["Proofs", 1, "By flying."],
        ],
    }


def test_running_heads_and_page_numbers_go() -> None:
    names, texts = ("Introduction", "Kites", "Strings"), ("It is windy.", "They fly.", "They hold.")
    rows = enumerate(zip(names, texts, strict=True), 1)
    pages = [f"Kites, vol. {n}\n{n} {name}\n{text}\n- {n} -" for n, (name, text) in rows]

    assert [section[2] for section in arranged(pages)["sections"]] == list(texts)


def test_a_number_within_the_page_stays() -> None:
    assert (
        text_of("The table says", "81", "and no more than that.")
        == "The table says 81 and no more than that."
    )


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("a kite is trans-", "lated well"), "a kite is translated well"),
        (("state-of-the-", "art kites"), "state-of-the-art kites"),
        (("a well-known kite, so well-", "known"), "a well-known kite, so well-known"),
        (("we ask GPT-", "4 twice"), "we ask GPT-4 twice"),
        (("the 10-", "fold gain"), "the 10-fold gain"),
        (("the difference -", "if any"), "the difference - if any"),
        (("eﬃcient ﬂight", "of ﬁne kites"), "efficient flight of fine kites"),
        (("soft\u00ad", "ware"), "software"),
        (("风筝飞得", "很高"), "风筝飞得很高"),
    ],
)
def test_lines_are_joined_as_they_were_written(lines: tuple[str, ...], text: str) -> None:
    assert text_of(*lines) == text


def test_a_short_line_that_ends_a_sentence_ends_a_paragraph() -> None:
    long = "a line of the paper that is as long as lines of this paper are"

    assert text_of(long, long, "It ends here.", long, long).split("\n\n") == [
        f"{long} {long} It ends here.",
        f"{long} {long}",
    ]


def test_a_long_text_is_parted_where_sentences_end_lines() -> None:
    paragraphs = text_of(
        *["We fly one more kite of the many kites that we have here."] * 100
    ).split("\n\n")

    assert 4 <= len(paragraphs) <= 6


def test_without_headings_it_is_one_text() -> None:
    read = arranged(["A letter about kites.\nThey fly.", "Yours,\nAda"])

    assert (read["abstract"], [section[:2] for section in read["sections"]]) == ("", [["", 1]])


def test_an_abstract_within_a_line() -> None:
    read = arranged(
        [
            "Kites\nAbstract—We fly\nkites.\nI. INTRODUCTION\nWind.\nII. METHOD\nString.\nIII. CONCLUSION\nHigh."
        ]
    )

    assert read["abstract"] == "We fly kites."


def test_a_paper_whose_only_heading_is_the_abstract_keeps_its_text() -> None:
    read = arranged(["Kites\nAbstract\nWe fly kites and more.\nReferences\n[1] A book."])

    assert [section[2] for section in read["sections"]] == ["We fly kites and more."]


def test_an_abstract_without_its_word() -> None:
    first = ["Kites", "Ada Example", "Office of Kites"]
    abstract = [
        f"A line of the abstract, number {at}, which is as long as lines are here," for at in "abcd"
    ]
    rows = [Row(line, below=False) for line in first]
    rows += [Row(line, ("Roman", 9.0), below=at > 0) for at, line in enumerate(abstract)]
    rows += [Row("Additional Key Words and Phrases: kites", ("Roman", 9.0))]
    rows += [
        Row(line)
        for line in ("1 Introduction", "Wind.", "2 Method", "String.", "3 Results", "High.")
    ]

    read = arranged_rows([rows])

    assert read["abstract"] == " ".join(abstract)
    assert [section[0] for section in read["sections"]] == ["Introduction", "Method", "Results"]


def test_a_title_that_is_the_running_head_too_stays() -> None:
    title = Row("Kites of the World", ("Bold", 17.0), apart=True, edge=True)
    pages = [[title, *(Row(line) for line in ("Abstract", "We fly.", "1 Introduction", "Wind."))]]
    pages += [
        [replace(title, style=("Roman", 8.0)), Row(f"{at} Kites"), Row("Wind.")] for at in (2, 3, 4)
    ]
    read = arranged_rows(pages)

    assert read["opening"].startswith("Kites of the World")
    assert "World" not in str(read["sections"])


def test_keywords_are_no_part_of_the_abstract() -> None:
    read = arranged(
        [
            "Kites\nAbstract\nWe fly.\nKeywords: kites\n1 Introduction\nWind.\n2 End\nWind.\n3 More\nA."
        ]
    )

    assert read["abstract"] == "We fly."


def test_what_stands_beside_follows_its_paragraph() -> None:
    rows = [
        Row("1 Introduction"),
        Row("The kite is"),
        Row("Figure 1: A kite.", aside=True),
        Row("red."),
    ]
    rows += [Row(line) for line in ("2 Method", "String.", "3 Results", "High.")]

    assert arranged_rows([rows])["sections"][0][2] == "The kite is red.\n\nFigure 1: A kite."


TEXT, LARGE, LARGER = ("Roman", 10.0), ("Bold", 14.0), ("Bold", 20.0)


def sections_of(appendix: list[Row], references: tuple[str, float] = LARGE) -> list[str]:
    """The titles of a paper whose references are followed by those rows."""
    body = [
        row
        for title in ("1 Introduction", "2 Method", "3 Conclusion", "References")
        for row in (Row(title, LARGE, True), *3 * [Row("[1] They fly kites.", TEXT)])
    ]
    body[-4] = Row("References", references, references != TEXT)
    return [title for title, _, _ in arranged_rows([[*body, *appendix]])["sections"]]


def test_an_appendix_may_have_a_heading_without_number_or_name() -> None:
    appendix = [Row("Further Kites", LARGE, True), Row("They fly higher.", TEXT)]

    assert sections_of(appendix)[-1] == "Further Kites"


@pytest.mark.parametrize("number", ["Appendix A", "Appendix B", "附录 A"])
def test_an_appendix_may_be_a_chapter(number: str) -> None:
    chapter = [Row(number, LARGER, True), Row("Further Kites", ("Bold", 24.0), True)]
    text = Row("They fly higher.", TEXT)

    assert sections_of([*chapter, text])[-1] == "Further Kites"


def test_what_is_set_like_the_references_is_none() -> None:
    lines = [Row("KITES OF THE WORLD", TEXT, True), Row("They fly higher.", TEXT)]

    assert sections_of(lines, references=TEXT) == ["Introduction", "Method", "Conclusion"]


def test_the_stamp_of_an_old_paper() -> None:
    assert arranged(["arXiv:math.GT/0309136v2  22 Sep 2003\nKnots"])["stamp"] == [
        "math.GT/0309136",
        "v2",
    ]


@settings(max_examples=30)
@given(st.lists(st.text(max_size=200), max_size=5))
def test_any_pages_can_be_arranged(pages: list[str]) -> None:
    read = arranged(pages)

    assert all(text.strip() for _, _, text in read["sections"])


TEXT = ("Roman", 10.0)
PROSE = "They compare the kites of the day with those of the year and say what they see of them."


@pytest.mark.parametrize("style", [("Roman", 9.0), ("Bold", 10.0)])
def test_a_letter_sets_its_abstract_in_another_type(style: tuple[str, float]) -> None:
    rows = [Row("Kites", ("Bold", 12.0), below=False), Row("Ada Example", TEXT, below=False)]
    rows += [Row(PROSE, style, aside=True, below=at > 0) for at in range(3)]
    rows += [Row("We fly kites as far as the wind goes.", TEXT, below=at > 0) for at in range(9)]

    found = arranged_rows([rows])

    assert found["abstract"] == " ".join([PROSE] * 3)
    assert [title for title, _, _ in found["sections"]] == [""]
    assert PROSE not in found["sections"][0][2]


def test_a_text_of_one_type_has_no_abstract_that_could_be_told() -> None:
    rows = [Row("Kites", ("Bold", 12.0), below=False)]
    rows += [Row(PROSE, TEXT, below=at > 0) for at in range(9)]

    found = arranged_rows([rows])

    assert found["abstract"] == ""
    assert found["sections"][0][2].count(PROSE) == 9


def test_a_table_of_contents_is_no_text() -> None:
    contents = "Contents\n1 Introduction 1\n2 Of Kites . . . . 3\n3 Conclusion 12\nList of Figures\n1 A kite 4"
    text = "1 Introduction\nWe fly.\n2 Of Kites\nThey fly.\n3 Conclusion\nAll fly."

    found = arranged([f"Kites\nAbstract\nWe fly.\n{contents}", text])

    assert found["abstract"] == "We fly."
    assert found["sections"] == [
        ["Introduction", 1, "We fly."],
        ["Of Kites", 1, "They fly."],
        ["Conclusion", 1, "All fly."],
    ]


def test_a_title_is_kept_though_it_is_the_running_head_too() -> None:
    pages = [
        [Row("Of Kites", ("Bold", 14.0 if at == 0 else 8.0), edge=True), Row(PROSE, TEXT)]
        for at in range(4)
    ]
    same_size = [[Row("A head of this venue", TEXT, edge=True), Row(PROSE, TEXT)]] * 4

    assert arranged_rows(pages)["opening"].startswith("Of Kites")
    assert arranged_rows(same_size)["opening"].startswith(PROSE)
