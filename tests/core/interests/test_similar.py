"""What is like a paper comes first, with what both say as the paper writes it."""

from __future__ import annotations

import pytest

from core.interests.background import learn
from core.interests.similar import LOOKED_UP, MOST, nearest, sought
from core.models import Paper
from tests.core.interests.shelves import FIELDS, learned, paper

OTHERS = [paper(field, number) for number in range(500, 515) for field in FIELDS]


def of(field: str, papers: list[Paper]) -> int:
    return sum(each.id.startswith(field) for each in papers)


@pytest.mark.parametrize("field", FIELDS)
def test_papers_of_the_same_field_come_first(field: str) -> None:
    found = nearest(paper(field, 900), OTHERS, learned())

    assert of(field, [each.paper for each in found[:10]]) == 10
    likeness = [each.likeness for each in found]
    assert likeness == sorted(likeness, reverse=True)


@pytest.mark.parametrize("field", FIELDS)
def test_what_they_share_are_the_field_s_words(field: str) -> None:
    (first, *_) = nearest(paper(field, 900), OTHERS, learned())

    assert 1 <= len(first.shared) <= 3
    own = set(FIELDS[field].split())
    for term in first.shared:
        assert own & set(term.split())


@pytest.mark.parametrize("field", FIELDS)
def test_the_words_that_are_looked_for_are_the_field_s(field: str) -> None:
    terms = sought(paper(field, 900), learned())

    own = set(FIELDS[field].split())
    assert sum(bool(own & set(term.split())) for term in terms) > len(terms) / 2


def test_what_has_nothing_in_common_is_not_near() -> None:
    mine = Paper(id="1", title="Qwen on Ice", abstract="Glaciers melt.")
    others = [Paper(id="2", title="Sorting", abstract="We sort."), mine]

    assert nearest(mine, others, learned()) == []
    assert nearest(mine, [], learned()) == []
    assert nearest(mine, [], learn([])) == []


def test_a_paper_without_a_word_is_like_none() -> None:
    empty = Paper(id="1", title="…", abstract="")

    assert sought(empty, learned()) == ()
    assert nearest(empty, OTHERS, learned()) == []


def test_terms_are_told_as_the_paper_writes_them() -> None:
    mine = Paper(
        id="1",
        title="LoRA for Reward Models",
        abstract="Reward models are costly. We train reward models by LoRA, and multi-agent debate.",
    )
    other = Paper(
        id="2",
        title="Reward Model Debates with LoRA",
        abstract="A reward model by LoRA and multi-agent debate.",
    )

    (found,) = nearest(mine, [other], learn([]))
    assert {"LoRA", "reward models"} <= set(found.shared)


def test_terms_for_the_index_are_few_and_never_figures() -> None:
    many = " ".join(f"word{number} {number}" for number in range(5_000))
    terms = sought(Paper(id="1", title=many[:200], abstract=many), learned())

    assert len(terms) <= 32
    assert all(any(each.isalpha() for each in term) for term in terms)


def test_so_many_are_told_at_most() -> None:
    others = [paper("speech", number) for number in range(LOOKED_UP)]

    assert len(nearest(paper("speech", 900), others, learned())) <= MOST
