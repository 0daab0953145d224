"""The steps by which a work goes on, and listings of its algorithms."""

from __future__ import annotations

import pytest

from core.document import Document, Section
from core.reading.extractive import read
from tests.core.reading.reports import AT, ENGLISH, paper, used


@pytest.mark.parametrize(
    ("section", "text", "steps"),
    [
        (
            "3 Method",
            "Our pipeline has three stages: fold the sheet, press its creases, and dry the boat.",
            ("fold the sheet", "press its creases", "dry the boat"),
        ),
        (
            "3 Method",
            "Training runs in two phases: (1) creases are learned from photos; (2) sails are added.",
            ("creases are learned from photos", "sails are added"),
        ),
        (
            "3 Method",
            "BoatNet works by the following steps:\n\n- Fold the sheet of paper along its diagonal."
            "\n\n- Press the creases of the sheet with care.\n\nBoats float.",
            (
                "Fold the sheet of paper along its diagonal.",
                "Press the creases of the sheet with care.",
            ),
        ),
        (
            "3 Method",
            "Boats float.\n\nStep 1: Fold the sheet. It is square.\n\nStep 2: Dry the boat. It is wet.",
            ("Fold the sheet", "Dry the boat"),
        ),
        (
            "3 Method",
            "First, the sheet of paper is folded along its diagonal. Then we dry the boat in the sun of the lake.",
            (
                "First, the sheet of paper is folded along its diagonal.",
                "Then we dry the boat in the sun of the lake.",
            ),
        ),
        # What is listed is of the work, but no step.
        (
            "1 Introduction",
            "While simple, this pipeline has two shortcomings:\n\n- Drift piles up over the lake."
            "\n\n- Boats fly at one height alone.\n\nBoats float.",
            (),
        ),
        (
            "3 Method",
            "This pipeline suffers from two gaps: (i) drift piles up; (ii) boats fly at one height.",
            (),
        ),
        (
            "3 Method",
            "现有流程存在以下问题：\n\n- 误差在湖面上不断累积。\n\n- 纸船只在一个高度上飞行。\n\n纸船会浮。",
            (),
        ),
        # More or fewer than counted, and arguments.
        ("3 Method", "Our pipeline has three stages: fold the sheet, and dry the boat.", ()),
        ("3 Method", "First, it is simple and fast. Second, it is dry in every weather.", ()),
        ("2 Related Work", "Their pipeline has two stages: fold the sheet, and dry the boat.", ()),
        (
            "3 Method",
            "The procedure is the following: (i) fold the sheet; (ii) press it; (iii) dry the boat.",
            ("fold the sheet", "press it", "dry the boat"),
        ),
        (
            "3 Method",
            "On each poll cycle: (1) list the lakes via $LAKE.API.LIST; (2) wait; (3) count boats.",
            ("list the lakes via $LAKE.API.LIST", "wait", "count boats"),
        ),
        # A formula is none, nor what is looked at each time.
        ("3 Method", "We report for each step: (1) alignment of sheets; (2) contrast.", ()),
        ("3 Method", "On each cycle: (1) fold $N=2$ sheets of paper; (2) dry the boat.", ()),
        (
            "3 方法",
            "本文方法分为三个阶段：折叠纸张、压平折痕、晾干小船。",
            ("折叠纸张", "压平折痕", "晾干小船"),
        ),
    ],
)
def test_steps_are_those_that_are_counted_or_listed(
    section: str, text: str, steps: tuple[str, ...]
) -> None:
    assert used((section, text)).steps == steps


def test_titles_that_count_are_steps() -> None:
    told = used(
        ("3.1 Stage I: Learning of Creases", "Boats are nice."),
        ("3.2 Stage II: Drying of Boats", "Lakes are nice."),
    )

    assert told.steps == ("Learning of Creases", "Drying of Boats")


@pytest.mark.parametrize(
    ("above", "first", "second"),
    [
        ("3 End-to-End Validation", "Single Boats", "Many Boats"),
        ("3 Findings", "Small Lakes", "Large Lakes"),
        ("3 Method", "A Single Boat Is Dry (RQ1)", "Many Boats Sink"),
        ("3 Method", "Learning of Creases", "What Boats Can Carry"),
    ],
)
def test_titles_that_tell_findings_are_no_steps(above: str, first: str, second: str) -> None:
    sections = (
        Section(above, 1, "Boats are nice."),
        Section(f"3.1 Stage 1: {first}", 2, "Lakes are nice."),
        Section(f"3.2 Stage 2: {second}", 2, "Lakes are wide."),
    )
    document = Document(paper_id="2602.00001", title="T", sections=sections)

    assert read(paper(), document, ENGLISH, AT, None).usage.steps == ()


def test_a_paragraph_that_speaks_of_a_figure_is_read() -> None:
    told = "Figure 1 shows the folder. Our code is available at https://github.com/example/boat."

    assert [note.text for note in used(("3 Method", told)).notes] == [told.partition(". ")[2]]


LISTING = (
    "Algorithm 1 Folding of Boats\n\n0: sheets $S$, a net of creases $f$\n0: boats that float\n"
    "1: Wet every sheet of $S$\n2: for each crease do\n3: Fold the sheet along it ▷ slowly\n4: end for\n"
    "5: Dry the boat\n6: return boats"
)


def test_the_lines_of_a_listing_are_steps() -> None:
    told = used(("3 Method", LISTING))

    assert told.steps == (
        "Wet every sheet of $S$",
        "for each crease",
        "Fold the sheet along it",
        "Dry the boat",
    )


@pytest.mark.parametrize(
    "listing",
    [
        LISTING.replace("Folding of Boats", "Standard Folding"),
        LISTING.replace("Fold the sheet along it ▷ slowly", "$x \\leftarrow y$").replace(
            "Dry the boat", "$z \\leftarrow x$"
        ),
        LISTING.replace("Algorithm 1 Folding of Boats\n\n", ""),
        LISTING.replace("Dry the boat", f"Dry the boat {'by the lake ' * 20}"),
    ],
)
def test_listings_of_others_and_of_formulas_are_no_steps(listing: str) -> None:
    assert used(("3 Method", listing)).steps == ()


def test_a_step_alone_is_no_way_to_go() -> None:
    first = "First, we build a press of wood that folds a sheet of paper for every boat of a lake."
    second = (
        "Second, we tell the clerk of the lake about every boat that comes back in the evening."
    )
    contributions = (
        f"Our contributions are listed here.\n\n- {first[7:]}\n\n- Boats that are folded."
    )

    told = used(("1 Introduction", f"{contributions}\n\n{first} {second}"))

    assert told.steps == ()


def test_steps_count_on_over_formulas_between_them() -> None:
    told = (
        "The press turns paper into boats through the following pipeline (Fig. 1):\n\n"
        "1) Wetting. Raw sheets are kept under water for as long as an hour:\n\n$$x = 1.$$ (1)\n\n"
        "where x is a sheet.\n\n2) Folding. A folder of wood bends every sheet along its diagonal.\n\n"
        "$$y = 2.$$ (2)\n\nwhere y is a boat.\n\n3) Drying. The boats are dried in the sun until noon."
    )

    assert used(("3 Method", told)).steps == (
        "Wetting. Raw sheets are kept under water for as long as an hour",
        "Folding. A folder of wood bends every sheet along its diagonal.",
        "Drying. The boats are dried in the sun until noon.",
    )
