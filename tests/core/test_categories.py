"""arXiv's categories: which there are, and which one was meant."""

from __future__ import annotations

import pytest

from core.categories import CATEGORIES, USUAL, category_of, nearest


def test_all_that_are_offered_exist() -> None:
    assert len(set(CATEGORIES)) == len(CATEGORIES) == 155
    assert set(USUAL) <= set(CATEGORIES)


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("cs.ro", "cs.RO"),
        (" Q-BIO.nc ", "q-bio.NC"),
        ("hep-th", "hep-th"),
        ("cs", None),
        ("", None),
    ],
)
def test_letters_do_not_matter(text: str, category: str | None) -> None:
    assert category_of(text) == category


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("cs.ROB", "cs.RO"),
        ("ai.CL", "cs.CL"),
        ("cs.XX", "cs.OS"),
        ("qbio.NC", "q-bio.NC"),
        ("stat.MLL", "stat.ML"),
        ("🤖", None),
    ],
)
def test_the_nearest_is_named(text: str, near: str | None) -> None:
    found = nearest(text)

    if near == "cs.OS":
        assert found
        assert found.startswith("cs.")
    else:
        assert found == near
