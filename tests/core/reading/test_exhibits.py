"""The figure and the table a report shows of its paper."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.document import Document, Figure, Table
from core.pages.html.extract import extract
from core.reading.exhibits import own_first, results_table, table_lines, teaser

ROOT = "https://arxiv.org/html/2602.00001v1/"
FIGURES = "Ours | 71.2 | 80.1\nTheirs | 60.0 | 70.0\nOthers | 50.5 | 61.3"


def shown(*figures: Figure) -> str | None:
    found = teaser(Document(paper_id="2602.00001", title="Boats", figures=figures))
    return found.caption if found else None


def chosen(*tables: Table) -> str | None:
    found = results_table(Document(paper_id="2602.00001", title="Boats", tables=tables))
    return found.caption if found else None


def scores(caption: str, rows: str = FIGURES, anchor: str = "S4.T1") -> Table:
    return Table(caption, f"Method | A | B\n{rows}", ("Method", "A", "B"), 1, anchor)


class TestTeaser:
    @pytest.mark.parametrize("name", ["x1.png", "a/b.JPG", "c.jpeg", "d.webp", "e.gif"])
    @pytest.mark.parametrize(
        "caption",
        ["Figure 1: A boat.", "Fig. 2. A boat.", "图 1：船", "Figure 1: (Cartoon) Boats."],
    )
    def test_one_picture_under_one_caption(self, name: str, caption: str) -> None:
        assert shown(Figure(caption, ROOT + name)) == caption

    @pytest.mark.parametrize(
        "figure",
        [
            Figure("Figure 1: A boat.", None),
            Figure("Figure 1: A boat.", ROOT + "x1.svg"),
            Figure("Figure 1: A boat.", ROOT + "x1.pdf"),
            Figure("Figure 1: A boat.", "file:///x1.png"),
            Figure("Figure 1: Two boats.", ROOT + "x1.png", pictures=2),
            Figure("Figure 1:", ROOT + "x1.png"),
            Figure("", ROOT + "x1.png"),
            Figure("(a) A panel.", ROOT + "x1.png"),
            Figure("Figure 9: A detail.", ROOT + "x9.png"),
            Figure("Figure 1: Us.", ROOT + "lab_logo.png"),
        ],
    )
    def test_what_is_not_shown(self, figure: Figure) -> None:
        assert shown(figure) is None

    def test_the_first_that_can_be_shown(self) -> None:
        many = Figure("Figure 1: Panels.", ROOT + "x1.png", pictures=3)

        assert shown(
            many, Figure("Figure 2: Two.", ROOT + "x2.png"), Figure("Figure 3: C.", ROOT + "x3.png")
        ) == ("Figure 2: Two.")


class TestResultsTable:
    def test_main_results_before_other_results_before_ablations(self) -> None:
        ablation, some, main = (
            scores("Table 1: Ablation of the main results."),
            scores("Table 2: Results on lakes."),
            scores("Table 3: Main results. Ablations follow."),
        )

        assert chosen(ablation, some, main) == main.caption
        assert chosen(ablation, some) == some.caption
        assert chosen(ablation) is None

    def test_the_body_before_the_appendix_and_the_first_of_equals(self) -> None:
        assert (
            chosen(scores("Table 9: Results.", anchor="A1.T9"), scores("Table 1: Results."))
            == "Table 1: Results."
        )
        assert (
            chosen(scores("Table 1: Results."), scores("Table 2: Results.")) == "Table 1: Results."
        )

    @pytest.mark.parametrize(
        "table",
        [
            scores("Table 1: Hyperparameters of the boats."),
            scores("Table 1: Dataset statistics."),
            scores("", FIGURES),
            scores("Table 1: Results.", "Ours | 71.2 | 80.1"),
            scores(
                "Table 1: Comparison of aims.",
                "Ours | float | 1\nTheirs | sink | 2\nOthers | swim | 3\nNone | fly | up",
            ),
        ],
    )
    def test_none_that_is_plausible(self, table: Table) -> None:
        assert chosen(table) is None

    def test_a_table_of_figures_whatever_its_caption_says(self) -> None:
        assert chosen(scores("Table 1: Boats and lakes.")) == "Table 1: Boats and lakes."


class TestTableLines:
    def test_each_cell_with_its_header(self) -> None:
        assert table_lines(scores("Table 1"), 2) == [
            ("Ours", [("A", "71.2"), ("B", "80.1")]),
            ("Theirs", [("A", "60.0"), ("B", "70.0")]),
        ]

    def test_groups_names_of_several_columns_and_empty_cells(self) -> None:
        rows = "Small models\nOurs | 7B | 71.2\n | 13B | 75.0\nLarge models\nTheirs | 70B | -"
        table = Table(
            "", f"Method | Size | Acc\n{rows}\nOld | 9B | 1", ("Method", "Size", "Acc"), 1
        )

        assert table_lines(table, 9) == [
            ("Small models, Ours", [("Size", "7B"), ("Acc", "71.2")]),
            ("Small models, Ours", [("Size", "13B"), ("Acc", "75.0")]),
            ("Large models, Theirs", [("Size", "70B")]),
            ("Large models, Old", [("Size", "9B"), ("Acc", "1")]),
        ]
        words = Table(
            "",
            "Format | Model | Acc\nFill | Ours | 1\n | Theirs | 2",
            ("Format", "Model", "Acc"),
            1,
        )
        assert table_lines(words, 9) == [
            ("Fill, Ours", [("Acc", "1")]),
            ("Fill, Theirs", [("Acc", "2")]),
        ]

    def test_figures_that_tell_rows_apart_are_part_of_their_names(self) -> None:
        heads = ("Task", "Model", "λ", "Acc")
        rows = ("A | 0.5B", "A | 3B", "B | 0.5B", "B | 3B")
        told = [f"{row} | {number} | 0.{number}1" for number, row in enumerate(rows, 1)]
        table = Table("", "\n".join((" | ".join(heads), *told)), heads, 1)

        assert [name for name, _ in table_lines(table, 9)] == [
            *("A, Model 0.5B", "A, Model 3B", "B, Model 0.5B", "B, Model 3B"),
        ]
        # Scores that are all different name nothing, nor do those that leave rows alike.
        for cells in ("ABCD", ("1", "1", "2", "2")):
            told = [f"A | {cell} | 0.1" for cell in cells]
            table = Table("", "\n".join(("Task | Acc | F1", *told)), ("Task", "Acc", "F1"), 1)
            assert "Acc" not in str([name for name, _ in table_lines(table, 9)])

    def test_who_comes_third_is_no_part_of_a_name(self) -> None:
        heads = ("Rank", "Folder", "Acc")
        for first, name in ((1, "Otter"), (7, "7, Otter")):
            rows = (f"{first} | Otter | 0.9", f"{first + 1} | Heron | 0.8")
            table = Table("", "\n".join((" | ".join(heads), *rows)), heads, 1)

            assert table_lines(table, 9)[0][0] == name

    def test_panels_with_their_own_headers(self) -> None:
        table = Table(
            "", "GPT | Prior | RAG\nDrugs | 0.1 | 0.2\nMistral | Before | After\nDrugs | 0.3 | 0.4"
        )

        assert table_lines(table, 9) == [
            ("Drugs", [("Prior", "0.1"), ("RAG", "0.2")]),
            ("Drugs", [("Before", "0.3"), ("After", "0.4")]),
        ]

    def test_formulas_read_as_text(self) -> None:
        table = Table(
            "",
            "M | A$\\uparrow$\n$\\textbf{Ours}_{\\text{big}}$ | $1.0\\cdot 10^{20}$",
            ("M", "A$\\uparrow$"),
            1,
        )

        assert table_lines(table, 9) == [("Ours_big", [("A↑", "1.0·10²⁰")])]

    def test_ragged_and_empty_tables(self) -> None:
        assert table_lines(Table("", ""), 5) == []
        assert table_lines(Table("", "a | 1 | 2\nb | 3"), 5) == [
            ("a", [("", "1"), ("", "2")]),
            ("b", [("", "3")]),
        ]


# By page: the teaser's place, the table's. Told by looking at the pages.
RECORDED = {
    "1706.03762.prettified.html": ("S3.F1", "S6.T2"),
    "1810.04805.bert-2026-03-render.html": ("S2.F1", "S3.T1"),
    "2306.08568.html": ("S3.F1", "S4.T1"),
    "2402.07043v1.html": ("S1.F1", None),
    "2402.17764v1.html": (None, "S2.T2"),
    "2404.09516v1.html": ("S1.F1", "S4.T10"),
    "2404.10198v1.html": ("S1.F1", "S3.T1"),
    "2404.12241v1.html": (None, "S6.T6"),
    "2404.14219v1.html": ("S2.F2", "S4.T1"),
    "2501.11120v1.html": ("S1.F1", "S3.T2"),
}


@pytest.mark.recorded
def test_what_recorded_papers_show(recorded: Path) -> None:
    for name, (figure, table) in RECORDED.items():
        [path, *_] = sorted(recorded.glob(f"*/{name}"))
        found = extract(path.read_bytes(), name[:10], f"https://arxiv.org/html/{name[:10]}")
        picture, rows = teaser(found), results_table(found)
        assert (picture and picture.anchor, rows and rows.anchor) == (figure, table), name
        if rows:
            lines = table_lines(rows, 5)
            assert len(lines) >= 3
            assert all(head and cell for _, pairs in lines for head, cell in pairs), lines


@pytest.mark.recorded
def test_a_model_report_shows_its_results_without_a_caption_before_its_safety(
    recorded: Path,
) -> None:
    [path] = recorded.glob("*/2404.14219v1.html")
    found = extract(path.read_bytes(), "2404.14219", "https://arxiv.org/html/2404.14219v1")
    rows = results_table(found, found.abstract)
    assert rows
    assert rows.rows.split("\n")[1].startswith("MMLU")


def test_a_table_without_a_caption_is_one_of_results_where_two_told_figures_stand() -> None:
    rows = "M | A | B\nBase | 71.20 | 2.5\nOurs | 83.4 | 3.5\nOther | 4.5 | 5.5"
    others = rows.replace("71.20", "9.2").replace("83", "63")
    captioned = Table("Table 1: Results on safety.", others, (), 1)
    bare = Table("", rows.replace("M |", "M 99.5 |"), (), 1)
    document = Document(paper_id="2602.00001", title="Kite", tables=(captioned, bare))

    assert results_table(document, "from 71.2 to 83.4 points") is bare
    assert results_table(document, "from 71.2 to 99.5 points") is captioned


def test_the_table_that_the_told_figures_come_from_is_chosen() -> None:
    rows = "M | A | B\nBase | {0} | 2.5\nOurs | {1} | 3.5\nOther | 4.5 | 5.5"
    safety = Table("Table 1: Main results on safety.", rows.format("1.5", "6.5"), (), 1)
    main = Table("Table 2: Results.", rows.format("71.2", "83.4"), (), 1)
    document = Document(paper_id="2602.00001", title="Kite", tables=(safety, main))

    assert results_table(document) is safety
    assert results_table(document, "from 71.2 to 83.4 points") is main


def test_the_papers_own_rows_come_first() -> None:
    rows = [("Base", []), ("Kite-7B", []), ("Other", []), ("Ours (large)", [])]

    shown = [name for name, _ in own_first(rows, "Kite: Flying High")]
    assert shown == ["Kite-7B", "Ours (large)", "Base", "Other"]
    assert own_first(rows[:1], "A long title without a name of its own") == rows[:1]
