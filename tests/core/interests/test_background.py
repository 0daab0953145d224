"""What past papers tell, and papers in their measure."""

from __future__ import annotations

import numpy as np
import pytest

from core.interests.background import MOST_PAPERS, Placed, learn
from core.interests.features import COLUMNS, Features, features, paper_terms
from core.interests.likeness import Papers, among
from core.models import Paper
from tests.core.interests.shelves import learned, paper, placed, rows, shelf


def test_the_same_papers_teach_the_same():
    first, second = learned(), learned()

    assert np.array_equal(first.rarity, second.rarity)
    assert np.array_equal(first.directions, second.directions)


def test_common_words_count_less_than_rare_ones():
    background = learned()
    common = features(paper_terms(Paper(id="1", title="", abstract="model")))
    rare = features(paper_terms(Paper(id="2", title="", abstract="unheard")))

    assert background.rarity[common.columns].max() < background.rarity[rare.columns].min()


def test_the_latent_space_brings_papers_of_a_field_together():
    background = learned()
    one = placed(background, "proofs", 901)

    near = one.latent @ placed(background, "proofs", 902).latent
    far = one.latent @ placed(background, "speech", 903).latent
    assert near > far + 0.3


@pytest.mark.parametrize("many", [0, 1, 20])
def test_few_papers_give_no_directions_but_still_a_measure(many):
    background = learn(rows(shelf(30)[:many]))
    placed_ = background.place(rows([paper("speech", 1)])[0])

    assert placed_.latent.shape == (0,)
    assert np.linalg.norm(placed_.values) == pytest.approx(1, abs=1e-5)


def test_a_paper_without_words_is_placed_nowhere():
    background = learned()
    nothing = background.place(features(paper_terms(Paper(id="1", title="", abstract=""))))

    assert nothing.values.shape == (0,)
    assert np.isfinite(nothing.latent).all()


def test_only_the_newest_papers_count():
    old: list[Features] = rows([paper("driving", number) for number in range(10)])
    new = rows([paper("speech", 1)]) * MOST_PAPERS

    assert learn(old + new).papers == MOST_PAPERS
    assert np.array_equal(learn(old + new).rarity, learn(new).rarity)


def test_likeness_is_the_same_both_ways_and_most_with_itself():
    background = learned()
    some = [placed(background, field, 950) for field in ("proofs", "speech", "driving")]
    papers = Papers.of(some)
    each = among(some)

    assert np.allclose(each, each.T, atol=1e-5)
    assert (each.argmax(axis=1) == np.arange(3)).all()
    for number, one in enumerate(some):
        assert np.allclose(papers.like(one), each[number], atol=1e-5)


def test_likeness_is_the_same_for_one_paper_and_for_many_of_a_field():
    background = learned()
    empty = background.place(features(paper_terms(Paper(id="1", title="", abstract=""))))
    many = [placed(background, "speech", number) for number in range(900, 930)]
    for some in ([many[0]], [empty], [empty, *many, empty]):
        papers = Papers.of(some)

        each = among(some)

        for number, one in enumerate(some):
            assert np.allclose(papers.like(one), each[number], atol=1e-5)


def test_no_papers_are_like_nothing():
    assert Papers.of([]).like(placed(learned(), "proofs", 1)).shape == (0,)


@pytest.mark.parametrize("many", [100, 32_766, 32_767, 40_000])
def test_many_terms_are_compared_like_few(many):
    columns = np.arange(many, dtype=np.uint32)
    values = np.full(many, many**-0.5, np.float32)
    nowhere = np.zeros(0, np.float32)
    day = Papers.of([Placed(columns, values, nowhere)])
    last, unheard = columns[-1:], np.array([COLUMNS - 1], np.uint32)

    assert day.by_terms(columns, values) == pytest.approx([1], abs=1e-3)
    assert day.by_terms(last, np.ones(1, np.float32)) == pytest.approx(values[-1:])
    assert day.by_terms(unheard, np.ones(1, np.float32)) == [0]
