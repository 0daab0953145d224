"""Words that are told to be of one figure of a sentence."""

from __future__ import annotations

import pytest

from core.checking.labels import keys
from core.checking.owning import owners
from core.checking.quantities import quantities


@pytest.mark.parametrize(
    ("text", "word", "value"),
    [
        ("It is 80.1 for Otter and 75.2 for Heron.", "Heron", 75.2),
        ("Otter (80.1) leads Heron (75.2).", "Otter", 80.1),
        ("Otter 的 80.1 高于 Heron 的 75.2。", "Heron", 75.2),
    ],
)
def test_a_thing_beside_its_figure_is_of_that(text: str, word: str, value: float) -> None:
    found = owners(text, sorted(keys(text), key=lambda key: key.start), quantities(text))

    owned = {figure.value for key, figure in found.items() if text.startswith(word, key.start)}
    assert owned == {value}


def test_a_setting_in_brackets_owns_nothing() -> None:
    text = "Otter (10-shot) reaches 80.1."

    assert not owners(text, sorted(keys(text), key=lambda key: key.start), quantities(text))


def test_a_thing_before_a_verb_is_of_no_figure_alone() -> None:
    text = "Otter reaches 80.1 and 75.2."

    assert not owners(text, sorted(keys(text), key=lambda key: key.start), quantities(text))
