"""Results out of tables, and that the figure check finds them there."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.checking.verify import Evidence, check
from core.document import Table
from core.language import Language
from core.models import Finding, Paper
from core.reading.gains import table_results
from core.reading.own import Names, own_names
from tests.core.reading.tables import CHINESE, ENGLISH, OWN, WORDS, document, table, told

SCORES = table(
    "Method | Lake | River",
    "FoldNet | 71.2 | 60.0",
    "Paperer | 70.5 | 63.5",
    "BoatNet | 80.1 | 62.0",
)


def test_a_gain_has_as_many_digits_as_what_it_lies_between() -> None:
    even = table(
        "Method | Lake | River",
        "FoldNet | 73.1 | 60.0",
        "Paperer | 70.5 | 63.5",
        "BoatNet | 80.1 | 62.0",
    )
    assert "7.0 above the highest of the others, FoldNet (73.1)" in told(even)[0]


def test_the_own_method_against_the_best_of_the_others() -> None:
    assert told(SCORES) == (
        "BoatNet reaches 80.1 on Lake, 8.9 above the highest of the others, FoldNet (71.2) (Table 3)",
        "BoatNet reaches 62.0 on River, and Paperer reaches 63.5, the highest of the others (Table 3)",
    )
    assert told(SCORES, language=CHINESE)[0] == (
        "BoatNet 在 Lake 上达到 80.1，比其余最高的 FoldNet（71.2）高 8.9（表 3）"
    )


def test_what_ends_with_a_unit_is_a_quantity_and_no_method() -> None:
    rows = ("Garda | 1.16 | 1.10 | 30", "Como | 2.16 | 2.05 | 20")

    beside = told(table("Lake | BoatNet | FoldNet | Lead (s)", *rows))
    assert "0.06 above the highest of the others, FoldNet (1.10)" in beside[0]
    assert told(table("Lake | BoatNet (Mbps) | FoldNet (Mbps) | Lead (s)", *rows)) == ()


def test_methods_that_the_authors_ran_are_rivals_and_variants_are_none() -> None:
    marked = table(
        "Method | Accuracy | Recall",
        "Forest (ours) | 0.933 | 0.9",
        "Boosting (ours) | 0.931 | 0.8",
        "Hybrid | 0.900 | 0.7",
    )
    variants = table(
        "Method | Accuracy | Recall",
        "BoatNet-L (ours) | 0.933 | 0.9",
        "BoatNet-S (ours) | 0.931 | 0.8",
        "Hybrid | 0.900 | 0.7",
    )

    assert "0.002 above the highest of the others, Boosting (ours) (0.931)" in told(marked)[0]
    assert "0.033 above the highest of the others, Hybrid (0.900)" in told(variants)[0]


def test_random_forests_are_a_method_and_what_is_random_is_none() -> None:
    forests = table(
        "Model | Accuracy | Recall",
        "Random Forest | 0.750 | 0.000",
        "Random | 0.790 | 0.500",
        "FoldNet | 0.583 | 0.333",
        "BoatNet (Ours) | 0.833 | 0.667",
    )
    assert "0.083 above the highest of the others, Random Forest (0.750)" in told(forests)[0]


@pytest.mark.parametrize("language", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_the_check_finds_what_is_told(language: Language) -> None:
    evidence = Evidence.of(Paper(id="2602.00001", title="BoatNet: Boats"), document(SCORES))

    claims = check(told(SCORES, language=language), evidence).figures

    assert len(claims) == 5
    assert all(claim.finding in (Finding.FOUND, Finding.DERIVED) for claim in claims)


@pytest.mark.parametrize(
    "one",
    [
        table("Method | Params | Steps", "FoldNet | 7.5 | 300", "Paperer | 8.5 | 400", "BoatNet | 9.5 | 500"),
        table("Method | Lake", "BoatNet w/o sails | 70.1", "BoatNet-L | 71.1", "BoatNet | 80.1", "BoatNet-S | 61.1"),
        table("Method | Lake", "FoldNet | 71.2 / 70.0", "Paperer | 70.5 / 71.1", "BoatNet | 80.1 / 79.2"),
        table("Method | Lake | River", "A | 71.2 | 1.5", "B | 70.5 | 2.5", "C | 80.1 | 3.5"),
        table(
            "Method | Lake | River", "FoldNet | 71.2 | 1.5", "Paperer | 70.5 | 2.5", "BoatNet | 80.1 | 3.5",
            caption="Table 3: Main results; lower is better.",
        ),
    ],
    ids=["costs", "no others", "two numbers", "no own row", "caption of one direction"],
)  # fmt: skip
def test_what_is_not_plain_is_not_told(one: Table) -> None:
    assert told(one) == ()


def test_groups_are_compared_within_themselves_and_named() -> None:
    rows = "Big\nFoldNet | 91.2 | 90.0\nPaperer | 90.5 | 90.1\nSmall\nFoldlet | 70.5 | 61.1\nBoatNet | 80.1 | 62.1"
    one = Table(
        "Table 1: Main results.", f"Method | Lake | River\n{rows}", ("Method", "Lake", "River"), 1
    )

    assert told(one)[0] == (
        "BoatNet reaches 80.1 on Lake (Small), 9.6 above the highest of the others, Foldlet (70.5)"
        " (Table 1)"
    )


def test_no_blank_stands_beside_a_full_width_bracket() -> None:
    rows = "Big\nFoldNet | 91.2 | 90.0\nPaperer | 90.5 | 90.1\nSmall\nFoldlet | 70.5 | 61.1\nBoatNet | 80.1 | 62.1"
    heads = ("Method", "Lake", "River")
    one = Table("Table 1: Main results.", f"Method | Lake | River\n{rows}", heads, 1)

    assert told(one, language=CHINESE)[0] == (
        "BoatNet 在 Lake（Small）上达到 80.1，比其余最高的 Foldlet（70.5）高 9.6（表 1）"
    )


@pytest.mark.parametrize("metric", ["P", "R", "EM", "Acc", "F1", "Rec"])
def test_what_a_column_measures_stays_with_its_name(metric: str) -> None:
    one = table(
        f"Method | Preempted River Recall Accuracy {metric} | Sea",
        "FoldNet | 71.2 | 60.5",
        "Paperer | 70.5 | 60.6",
        "BoatNet | 80.1 | 60.7",
    )

    assert f"80.1 on Preempted River Recall Accuracy {metric}, 8.9 above" in told(one)[0]


@pytest.mark.parametrize(
    ("head", "shown"),
    [
        ("Lake. (ZH)", "Lake (ZH)"),
        ("Avg. Acc", "Avg Acc"),
        ("Lake v1. 5", "Lake v1. 5"),
        ("Lake (avg.)", "Lake (avg.)"),
        ("Ret.", "Ret"),
    ],
)
def test_no_columns_name_ends_the_sentence(head: str, shown: str) -> None:
    rows = ("FoldNet | 71.2 | 60.5", "Paperer | 70.5 | 60.6", "BoatNet | 80.1 | 60.7")
    one = table(f"Method | {head} | Sea", *rows)

    assert f"80.1 on {shown}, 8.9 above" in told(one)[0]


def test_what_is_the_same_for_the_best_tells_nothing() -> None:
    one = table(
        "Method | Dry % | Lake | River | Sea | Pond",
        "FoldNet | 100 | 71.2 | 60.0 | 50.5 | 40.0",
        "Paperer | 90 | 70.5 | 63.5 | 51.5 | 41.0",
        "BoatNet | 100 | 80.1 | 66.0 | 52.5 | 42.0",
    )

    assert [each.split(" on ")[1].split(",")[0] for each in told(one)] == [*("Lake", "River")]
    rows = ("FoldNet | 100 | 7.2", "Paperer | 99 | 7.1", "BoatNet | 100 | 8.1")
    few = table("Method | Dry | Lake", *rows)
    assert [each.split(" on ")[1].split(",")[0] for each in told(few)] == ["Lake"]


def test_the_row_of_averages_where_no_method_is_the_papers_own() -> None:
    one = table("Model | Lake | River", "A | 71.2 | 1.5", "B | 70.5 | 2.5", "Average | 70.9 | 2.0")

    assert told(one) == ("Average: Lake 70.9, River 2.0 (Table 3)",)
    rows = ("Deep | 0.6 | 0.7", "Wide | 0.4 | 0.5", "Average | 0.5 | 0.6")
    measured = table("Lake | A | B", *rows, caption="Table 3: Average IoU of all lakes.")
    assert (
        "Average (IoU)"
        in told(table("Lake | FoldNet | Paperer", *rows, caption=measured.caption))[0]
    )


def test_marks_citations_and_deviations_are_left_out() -> None:
    one = table(
        "Method | Lake",
        "FoldNet [12] | 71.2±0.3",
        "Paperer (Lee et al., 2021), ✓ | 75.5 (+1.0)",
        "Folder li2023folder | 60.5",
        "Sailor sailor | 61.5",
        "Rower [ ], × | 62.5",
        "BoatNet (ours), ✓ | 80.1*",
    )

    assert told(one) == (
        "BoatNet (ours) reaches 80.1 on Lake, 4.6 above the highest of the others, Paperer (75.5)"
        " (Table 3)",
    )


def test_a_language_without_words_tells_nothing_of_tables() -> None:
    assert table_results(document(SCORES), OWN, "", Language(code="xx").reading) == ()


@given(st.lists(st.text(alphabet="BoatNet 12.5%|-↓()", max_size=30), min_size=1, max_size=8))
def test_any_table_is_read(rows: list[str]) -> None:
    one = Table("Table 1: Results", "\n".join(rows), (), 0)

    assert len(told(one)) <= 4


def test_variants_may_be_called_by_the_capitals_of_the_name() -> None:
    names = own_names("BoatNet: Folding", ["We fold boats."])
    rows = ("FoldNet | 71.2 | 1", "BN-Small | 80.1 | 2", "BNP | 90.1 | 3")
    one = table("Method | Lake | #boats", *rows)

    assert names.short == "BN"
    assert told(one, names) == (
        "BN-Small reaches 80.1 on Lake, and BNP reaches 90.1, the highest of the others (Table 3)",
    )
    # One word, words apart, and what everybody speaks of, have no such capitals.
    for title in ("Boat2: Folding", "Boat Net: Folding", "LoMo: Folding"):
        assert own_names(title, []).short == ""


def test_who_leads_where_no_method_is_the_papers_own() -> None:
    rows = ("A Net | 71.2 | 1.5 | 3", "B Net | 70.5 | 2.5 | 4", "C Net | 69.5 | 0.5 | 5")

    assert told(table("Model | Accuracy | Error | Boats", *rows), Names(())) == (
        "A Net reaches 71.2 on Accuracy, 0.7 above the highest of the others, B Net (70.5) (Table 3)",
    )
    # What sums up shares, and that first.
    rows = (
        "A Net | 71.2% | 81.2% | 95.0%",
        "B Net | 70.5% | 80.5% | 98.0%",
        "C | 69.5% | 78.0% | 90.0%",
    )
    assert [
        each.partition(",")[0]
        for each in told(table("Model | Layout | Overall | Success rate", *rows), Names(()))
    ] == ["A Net reaches 81.2% on Overall", "B Net reaches 98.0% on Success rate"]


@pytest.mark.parametrize(
    "one",
    [
        # Rows that are no methods, too few of them, and what measures no success.
        table("Lake | Accuracy | Cost", "Garda | 71.2 | 5", "Como | 70.5 | 5", "Iseo | 69.5 | 5"),
        table("Model | Accuracy | Error | Cost", "A Net | 71.2 | 1 | 1", "B Net | 70.5 | 1 | 1"),
        table("Model | Boats | Cost", "A Net | 71.2 | 5", "B Net | 70.5 | 5", "C Net | 69.5 | 5"),
        table(
            "Model | Word error rate | Cost",
            "A Net | 71.2 | 5",
            "B Net | 70.5 | 5",
            "C Net | 69.5 | 5",
        ),
    ],
)
def test_nobody_leads_where_that_is_not_plain(one: Table) -> None:
    assert told(one, Names(())) == ()


def test_what_says_only_that_it_is_a_value_tells_no_average() -> None:
    rows = ("A | 71.2 | 1.5", "B | 70.5 | 2.5", "Average | 70.9 | 2.0")
    one = table("Model | Value | Results", *rows)
    assert told(one) == ()


def test_averages_of_what_only_letters_name_are_not_told() -> None:
    one = table("Who | P, S | P", "A | 71.2 | 1.5", "B | 70.5 | 2.5", "Average | 70.9 | 2.0")

    assert told(one) == ()


def test_alone_in_its_part_of_a_table_it_is_held_against_all() -> None:
    rows = (
        "Reference level",
        "Coverage | geometry | 0.515 | 0.533",
        "Crop scope",
        "FoldNet [fold2020foldnet] | learned | 0.654 | 0.520",
        "Paperer | learned | 0.562 | 0.455",
        "Full scope",
        "BoatNet | geometry | 0.952 | 0.886",
    )

    first, *_ = told(table("Method | Family | R@1 | mAP", *rows))

    assert "0.298 above the highest of the others" in first
    assert "FoldNet (0.654)" in first

    # Two of one name are told apart by what they stand under.
    twice = (*rows[:4], "FoldNet | glued | 0.562 | 0.455", *rows[5:])
    first, *_ = told(table("Method | Family | R@1 | mAP", *twice))

    assert "FoldNet, learned (0.654)" in first


def test_nothing_is_held_against_itself() -> None:
    # Fold is another one, though the head's name begins with it.
    rows = (
        "FoldNet | 1.000 | 71.2",
        "Fold | 0.912 | 70.5",
        "BoatNet | 0.987 | 80.1",
    )

    lines = told(table("Method | Agreement vs FoldNet | Accuracy", *rows))

    assert any("Agreement vs FoldNet, 0.075 above" in line for line in lines)
    assert not any("FoldNet (1.000)" in line for line in lines)


def test_one_table_gives_two_lines_and_all_tables_three() -> None:
    many = table(
        "Method | Lake | River | Sea",
        "FoldNet | 71.2 | 60.0 | 50.5",
        "Paperer | 70.5 | 63.5 | 51.5",
        "BoatNet | 80.1 | 66.0 | 52.5",
    )
    tables = tuple(dataclasses.replace(many, anchor=f"S4.T{place}") for place in (3, 4, 5))
    other = table_results(
        dataclasses.replace(document(many), tables=tables), OWN, "80.1 66.0", WORDS
    )

    assert [each.split(" on ")[1].split(",")[0] for each in told(many)] == ["Lake", "River"]
    assert len(other) <= 3


METHODS_IN_TWO_COLUMNS = table(
    "Approach | Optimizer | R-Prec. | NDCG",
    "Title | - | 0.0837 | 0.1260",
    "RNN 300 | Gradient | 0.1417 | 0.1621",
    "RNN 300 | Adam | 0.1557 | 0.1702",
    "RNN 400 | Adam | 0.1572 | 0.1708",
)


def test_a_method_may_be_named_by_two_columns() -> None:
    assert told(METHODS_IN_TWO_COLUMNS, Names(()))[0] == (
        "RNN 400 Adam reaches 0.1572 on R-Prec, 0.0015 above the highest of the others, "
        "RNN 300 Adam (0.1557) (Table 3)"
    )


def test_nobody_leads_among_the_methods_of_several_parts() -> None:
    parts = table(
        "Model | Accuracy | F1",
        "On lakes | |",
        *("A Net | 71.2 | 61.2", "B Net | 70.5 | 60.5", "C Net | 69.5 | 59.5"),
        "At sea | |",
        *("A Net | 51.2 | 41.2", "B Net | 60.5 | 50.5", "C Net | 59.5 | 49.5"),
    )

    assert told(parts, Names(())) == ()


def test_a_row_is_told_of_which_the_abstract_tells_a_figure() -> None:
    one = table(
        "Detector of boats | Found | Order | Pages",
        "Kraken | 0.91 | 0.98 | 40",
        "Surya | 0.78 | 0.77 | 40",
        "Docs | 0.60 | 0.81 | 40",
        "Tess | 0.59 | 0.95 | 40",
    )
    abstract = "The order holds 0.98 of the lines and finds 40 pages; 0.5 is close to chance."
    found = table_results(document(one), Names(()), abstract, WORDS)

    assert found == ("Kraken: Found 0.91, Order 0.98, Pages 40 (Table 3)",)
    assert told(one, Names(())) == ()


@pytest.mark.parametrize(
    ("one", "is_told"),
    [
        (
            table(
                "Track | R-Precision | NDCG | Click",
                "Main | 0.1611 | 0.1710 | 3.6",
                "New | 0.1634 | 0.1717 | 3.5",
            ),
            True,
        ),
        # One measure alone, none of success, methods, and a table of something else.
        (
            table("Track | Recall | Cost | Size", "Main | 0.1611 | 5 | 6", "New | 0.1634 | 5 | 6"),
            False,
        ),
        (
            table(
                "Track | Boats | Lakes | Seas",
                "Main | 0.1611 | 0.1710 | 3.6",
                "New | 0.1634 | 0.1717 | 3.5",
            ),
            False,
        ),
        (
            table(
                "Model | Recall | NDCG | Click",
                "Main | 0.1611 | 0.1710 | 3.6",
                "New | 0.1634 | 0.1717 | 3.5",
            ),
            False,
        ),
        (
            table(
                "Track | Recall | NDCG | Click",
                *(
                    "Main | 0.1611 | 0.1710 | 3.6",
                    "New | 0.1634 | 0.1717 | 3.5",
                    "Old | 0.1 | 0.2 | 0.3",
                ),
                caption="Table 3: What boats carry.",
            ),
            False,
        ),
    ],
)
def test_a_small_table_of_results_is_told_by_its_rows(one: Table, is_told: bool) -> None:
    rows = (
        "Main: R-Precision 0.1611, NDCG 0.1710, Click 3.6 (Table 3)",
        "New: R-Precision 0.1634, NDCG 0.1717, Click 3.5 (Table 3)",
    )
    assert told(one, Names(())) == rows * is_told


def test_the_best_and_the_baseline_where_no_method_is_the_papers_own() -> None:
    rows = (
        *("Baseline | 80.1% | -", "Fold-1 | 88.7% | 11.5%"),
        *("Fold-2 | 88.7% | 12.0%", "Fold-3 | 87.8% | 13.4%"),
    )

    assert told(table(" | Accuracy | FP", *rows), Names(())) == (
        "Fold-1: Accuracy 88.7% (Table 3)",
        "Baseline: Accuracy 80.1% (Table 3)",
    )
    # Of errors the lowest is best; the baseline may be the best.
    rows = ("Persistence | 0.10 | 0.4", "Reef | 0.12 | 0.3", "Lake | 0.14 | 0.2")
    assert told(table(" | RMSE | MBE", *rows), Names(())) == (
        "Persistence: RMSE 0.10, MBE 0.4 (Table 3)",
    )


@pytest.mark.parametrize(
    "one",
    [
        table(" | Boats | Lakes", "Baseline | 1.5 | 2.5", "Reef | 2.5 | 3.5", "Lake | 3.5 | 4.5"),
        table(
            " | Accuracy | F1",
            *("Baseline | 1.5 | 2.5", "Reef | 2.5 | 3.5", "Lake | 3.5 | 4.5", "Pond | 1 | 2"),
            caption="Table 3: Ablations.",
        ),
    ],
)
def test_no_row_is_best_where_that_is_not_plain(one: Table) -> None:
    assert told(one, Names(())) == ()
