"""Words that are told to be of one figure of a sentence."""

from __future__ import annotations

import pytest

from core.checking.figures.quantities import quantities
from core.checking.naming.owners import owners
from core.checking.tables.labels import keys


@pytest.mark.parametrize(
    ("text", "word", "value"),
    [
        ("It is 80.1 for Otter and 75.2 for Heron.", "Heron", 75.2),
        ("Otter (80.1) leads Heron (75.2).", "Otter", 80.1),
        ("It ranges from 75.2 (Heron) to 80.1 (Otter).", "Heron", 75.2),
        ("It goes from Heron's 75.2 to 80.1.", "Heron", 75.2),
        ("Otter lifts it from Heron’s score of 75.2 to 80.1.", "Heron", 75.2),
        ("把 F1 从 Heron 的 75.2 提升到 80.1。", "Heron", 75.2),
        ("F1 由 Heron 的得分 75.2 增至 80.1。", "Heron", 75.2),
        ("F1 从此前 Heron 的 75.2 到 80.1。", "Heron", 75.2),
        ("Otter has 80.1 at noise 0.2 and 75.2 at a noise level of 0.3.", "0.2", 80.1),
    ],
)
def test_a_thing_beside_its_figure_is_of_that(text: str, word: str, value: float) -> None:
    found = owners(text, sorted(keys(text), key=lambda key: key.start), quantities(text))

    owned = {figure.value for key, figure in found.items() if text.startswith(word, key.start)}
    assert owned == {value}


@pytest.mark.parametrize(
    "text",
    [
        "It is 80.1 vs. 75.2 for Otter and Heron.",
        "It is 80.1/75.2 (EM/F1).",
        "Otter 80.1 (Heron 75.2)",
    ],
)
def test_no_thing_of_a_list_is_of_the_last_figure(text: str) -> None:
    found = owners(text, sorted(keys(text), key=lambda key: key.start), quantities(text))

    assert not [key for key, figure in found.items() if key.named and figure.value == 80.1]
    assert "Otter" not in {text[key.start : key.end] for key in found}


def test_a_setting_in_brackets_owns_nothing() -> None:
    text = "Otter (10-shot) reaches 80.1."

    assert not owners(text, sorted(keys(text), key=lambda key: key.start), quantities(text))


def test_what_a_change_is_told_in_is_of_no_figure_alone() -> None:
    text = "From an F1 of 75.2 it goes to 80.1."

    assert not owners(text, sorted(keys(text), key=lambda key: key.start), quantities(text))


def test_a_thing_before_a_verb_is_of_no_figure_alone() -> None:
    text = "Otter reaches 80.1 and 75.2."

    assert not owners(text, sorted(keys(text), key=lambda key: key.start), quantities(text))
