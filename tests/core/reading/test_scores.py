"""What tables measure, and whether less of it is better."""

from __future__ import annotations

import pytest

from tests.core.reading.tables import table, told


def test_less_is_better_where_the_column_says_so() -> None:
    one = table(
        "Method | Perplexity | FID ↓",
        "FoldNet | 12.4 | 7.1",
        "Paperer | 11.0 | 6.2",
        "BoatNet | 9.5 | 6.9",
    )

    assert told(one) == (
        "BoatNet comes to 9.5 on Perplexity, 1.5 below the lowest of the others, Paperer (11.0);"
        " less is better (Table 3)",
    )


@pytest.mark.parametrize(
    "column",
    [
        "Mean Wait (s)",
        "Mean Queue",
        "Makespan",
        "Delay",
        "Storage (B/rec)",
        "Disk (MB)",
        "Emissions (kg)",
    ],
)
def test_who_waits_longest_or_takes_most_is_not_ahead(column: str) -> None:
    one = table(
        f"Method | {column} | Lake",
        "FoldNet | 57.5 | 71.2",
        "Paperer | 55.0 | 70.5",
        "BoatNet | 59.3 | 80.1",
    )

    assert all(column not in sentence for sentence in told(one))


def test_rows_of_costs_and_of_other_measures_are_no_rivals() -> None:
    one = table(
        "Method | Lake | River",
        "FoldNet peak | 1512 | 1509",
        "BoatNet peak | 1112 | 1109",
        "FoldNet acc. | 0.925 | 0.625",
        "BoatNet acc. | 0.975 | 0.675",
    )

    assert told(one) == (
        "BoatNet reaches 0.975 on Lake acc, 0.050 above the highest of the others, FoldNet (0.925)"
        " (Table 3)",
        "BoatNet reaches 0.675 on River acc, 0.050 above the highest of the others, FoldNet (0.625)"
        " (Table 3)",
    )
    assert (
        told(table("Method | Peak KV | Cost ($)", "FoldNet | 1512 | 3", "BoatNet | 1612 | 4")) == ()
    )


def test_methods_may_be_the_columns() -> None:
    one = table(
        "Benchmark | FoldNet | BoatNet",
        "Lake | 71.2 | 80.1",
        "River | 60.5 | 66.0",
        "Sea | 50.5 | 51.0",
    )

    assert told(one)[0] == (
        "BoatNet reaches 80.1 on Lake, 8.9 above the highest of the others, FoldNet (71.2) (Table 3)"
    )


def test_methods_may_be_columns_under_each_of_several_measures() -> None:
    one = table(
        "Lake | F1 (τ) ↑ FoldNet | F1 (τ) ↑ BoatNet | Error ↓ FoldNet | Error ↓ BoatNet",
        "Deep | 45.5 | 71.5 | 9.5 | 4.0",
        "Wide | 43.0 | 66.0 | 8.0 | 9.0",
    )

    assert told(one)[:2] == (
        "BoatNet reaches 71.5 on Deep, F1 (τ), 26.0 above the highest of the others,"
        " FoldNet (45.5) (Table 3)",
        "BoatNet comes to 4.0 on Deep, Error, 5.5 below the lowest of the others,"
        " FoldNet (9.5); less is better (Table 3)",
    )


def test_a_table_of_very_many_columns_takes_no_longer_than_its_length() -> None:
    methods = ["BoatNet", *(f"Fold{number}" for number in range(15_000))]
    heads = " | ".join(["Lake", *(f"{span} {name}" for span in "AB" for name in methods)])
    one = table(heads, " | ".join(["Accuracy", *(["81.0"] + ["70.0"] * 15_000) * 2]))

    assert told(one)[0].startswith("BoatNet reaches 81.0 on Accuracy, A, 11.0 above")


def test_a_sign_before_a_number_is_read() -> None:
    one = table(
        "Method | MCC | Boats",
        "FoldNet | +0.478 | x",
        "Paperer | $-$.235 | x",
        "Sailor | .100 | x",
        "Rower | .101 | x",
        "Oarer | 0.102 | x",
        "BoatNet | +0.556 | x",
    )

    assert told(one) == (
        "BoatNet reaches +0.556 on MCC, 0.078 above the highest of the others, FoldNet (+0.478)"
        " (Table 3)",
    )


def test_a_column_of_gains_is_no_score() -> None:
    rows = ("FoldNet | +1.2 | 1", "BoatNet | +3.4 | 2", "Sailor | +1.0 | 3")
    one = table("Method | Improvement | #boats", *rows)

    assert told(one) == ()


def test_a_tests_statistic_measures_no_success() -> None:
    rows = ("BoatNet vs Wood | 12.4 | 1", "FoldNet vs Wood | 11.9 | 2", "Oak vs Wood | 10.2 | 3")
    one = table("Comparison | DM statistic | z", *rows)
    assert told(one) == ()


def test_less_is_better_of_another_column_says_nothing_of_accuracy() -> None:
    caption = "Table 3: Results on all lakes; for cost, lower is better."
    rows = ("FoldNet | 71.2 | 3.5", "Paperer | 70.5 | 4.5", "BoatNet | 80.1 | 2.5")
    one = table("Method | Accuracy | Wetness", *rows, caption=caption)

    assert told(one) == (
        "BoatNet reaches 80.1 on Accuracy, 8.9 above the highest of the others, FoldNet (71.2)"
        " (Table 3)",
    )


def test_of_a_confusion_matrix_false_ones_are_told_as_less_and_true_ones_not_at_all() -> None:
    cells = table(
        "Method | True Negatives (TN) | False Positives (FP) | False Negatives (FN) | TP",
        "FoldNet | 0 | 1103 | 0 | 86",
        "BoatNet | 1024 | 79 | 37 | 49",
    )

    assert told(cells) == (
        "BoatNet comes to 79 on False Positives (FP), 1024 below the lowest of the others, "
        "FoldNet (1103); less is better (Table 3)",
    )


@pytest.mark.parametrize("rate", ["FPR", "FNR@95", "False alarms", "Miss rate"])
def test_of_a_rate_of_mistakes_less_is_better(rate: str) -> None:
    rows = ("FoldNet | 71.2 | 7.5", "Paperer | 70.5 | 8.5", "BoatNet | 80.1 | 2.5")
    one = table(f"Method | Lake | {rate}", *rows)

    assert told(one)[1] == (
        f"BoatNet comes to 2.5 on {rate}, 5.0 below the lowest of the others, FoldNet (7.5); "
        "less is better (Table 3)"
    )
