"""Words and pairs, in English and Chinese."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.interests.terms import MOST_CHARACTERS, terms


def test_english_words_lose_case_and_plural_and_keep_their_neighbours():
    found = terms("Reward Models for Reasoning")

    assert found.words == ("reward", "model", "reasoning")
    assert found.pairs == ("reward model", "model reasoning")


@pytest.mark.parametrize("word", ["loss", "bias", "basis", "corpus", "gas"])
def test_what_is_no_plural_keeps_its_s(word):
    assert terms(word).words == (word,)


def test_a_word_with_a_hyphen_counts_whole_and_in_parts():
    found = terms("vision-language model")

    assert found.words == ("vision-language", "vision", "language", "model")
    assert "vision language" in found.pairs
    assert "language model" in found.pairs


def test_chinese_counts_by_characters_and_pairs():
    found = terms("世界模型")

    assert found.words == ("世", "界", "模", "型")
    assert found.pairs == ("世界", "界模", "模型")


def test_pairs_do_not_reach_across_languages():
    assert terms("token 预算 model").pairs == ("预算",)


@pytest.mark.parametrize("text", ["", "   ", "…！？", "🙂"])
def test_a_text_without_letters_has_no_terms(text):
    assert terms(text).words == ()
    assert terms(text).pairs == ()


@given(st.text(max_size=300))
def test_any_text_has_terms_of_letters_and_figures(text):
    found = terms(text)

    assert all(word.strip() == word and word for word in found.words)


def test_an_endless_text_is_cut():
    assert len(terms("word " * MOST_CHARACTERS).words) <= MOST_CHARACTERS // 5
