"""Cutting documents: where passages end, what they are called, and that nothing is lost."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from core.asking.passages import cut
from core.document import Document, Section

TABLE = "Kite | Height\nRed | 10\nBlue | 20"


def document(*sections, abstract=""):
    return Document(paper_id="1", title="Kites", abstract=abstract, sections=sections)


def texts(text):
    return [passage.text for passage in cut(document(Section("1 Wind", 1, text)))]


def test_passages_are_called_by_all_titles_above_them():
    passages = cut(
        document(
            Section("1 Wind", 1, "It blows. It stops.", "S1"),
            Section("1.1 Gusts", 2, "They pass. They return.", "S1.SS1"),
            Section("Data", 3, "We met ten. All were strong.", "S1.SSx"),
            Section("2 Sun", 1, "It shines. It sets.", "S2"),
            abstract="We fly kites. They fly.",
        )
    )

    assert [(each.section, each.within, each.anchor) for each in passages] == [
        ("Abstract", "Abstract", ""),
        ("1 Wind", "1 Wind", "S1"),
        ("1.1 Gusts", "1 Wind › 1.1 Gusts", "S1.SS1"),
        ("Data", "1 Wind › 1.1 Gusts › Data", "S1.SSx"),
        ("2 Sun", "2 Sun", "S2"),
    ]


def test_who_wrote_it_stands_behind_the_abstract_in_pieces_that_are_short_enough():
    written = document(Section("1", 1, "It blows."), abstract="We fly.")
    names = tuple(f"Ada the {number}th of Flight" for number in range(60))
    head = [each for each in cut(replace(written, head=names)) if each.section == "Authors"]

    assert [each.section for each in cut(replace(written, head=("Ada",)))][1] == "Authors"
    assert len(head) > 1
    assert all(len(each.text) <= 700 for each in head)
    assert " ".join(each.text for each in head) == "; ".join(names)


def test_a_long_paragraph_is_parted_after_five_sentences():
    assert texts(" ".join(f"Kite {n} flies." for n in range(12))) == [
        "Kite 0 flies. Kite 1 flies. Kite 2 flies. Kite 3 flies. Kite 4 flies.",
        "Kite 5 flies. Kite 6 flies. Kite 7 flies. Kite 8 flies. Kite 9 flies.",
        "Kite 10 flies. Kite 11 flies.",
    ]


def test_long_sentences_are_parted_sooner():
    long = f"The kite {'flies and ' * 60}lands."

    assert texts(f"{long} {long} {long}") == [f"{long} {long}", long]


def test_lone_sentences_are_gathered_but_not_across_sections():
    (one, two) = cut(
        document(Section("1", 1, "- Red kites.\n\n- Blue kites."), Section("2", 1, "They land."))
    )

    assert (one.text, two.text) == ("- Red kites. - Blue kites.", "They land.")


def test_a_table_stands_alone_with_its_caption():
    assert texts(f"We fly. We land.\n\nTable 1: Heights.\n\n{TABLE}\n\nRed wins. Blue loses.") == [
        "We fly. We land.",
        f"Table 1: Heights.\n{TABLE}",
        "Red wins. Blue loses.",
    ]


def test_a_caption_without_a_table_is_prose():
    assert texts("Table 1: Lost in conversion.\n\nWe fly.") == [
        "Table 1: Lost in conversion. We fly."
    ]
    assert texts("We fly.\n\nTable 1: At the end.") == ["We fly. Table 1: At the end."]


def test_each_part_of_a_long_table_repeats_caption_and_head():
    rows = [f"Kite number {n} | {n} metres above the hill" for n in range(120)]
    parts = texts("\n".join(("Table 1: Heights.\n", "Kite | Height", *rows)))

    assert len(parts) == 4
    assert all(part.startswith("Table 1: Heights.\nKite | Height\n") for part in parts)
    assert [row for part in parts for row in part.split("\n")[2:]] == rows


@given(st.lists(st.lists(st.text("ab. |\n", min_size=1, max_size=40), max_size=5), max_size=4))
def test_no_word_is_lost_and_no_passage_empty(blocks):
    sections = tuple(Section(str(n), 1, "\n\n".join(each)) for n, each in enumerate(blocks))
    passages = cut(document(*sections))

    assert all(passage.text.strip() for passage in passages)
    for section in sections:
        told = " ".join(each.text for each in passages if each.section == section.title)
        assert sorted(told.split()) == sorted(section.text.split())
