"""Where sentences end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.sentences import first_sentence, lead, sentences


@pytest.mark.parametrize(
    "one",
    [
        "Vaswani et al. (2017) showed this in Fig. 3 and Sec. 2.",
        "It gains 3.5 points, e.g. on the larger sets, i.e. where it counts.",
        "The value of $x. Y$ is never seen to end here.",
        "It follows from Eq. 4 that vs. Table 2 nothing changes.",
        "D. E. Knuth wrote it w.r.t. TeX.",
        "See https://example.org/a.b.html for more.",
        "Is it v1.58?",
        "我们提出一种新的方法，它优于所有基线。",
        "We use phi-3. then lower case goes on.",
        "Score 和 Succ. 分别为 35.9 和 42.5。",
        "采样的 Temp. 为 0.7，Avg. 最高。",
        "On Ret. (%), the tuned model (Sys. 2) leads.",
        "Otter 的 Ret. % 更高。",
        "It has a Succ. of 3.1 and an Acc. 92.5 on it.",
    ],
)
def test_is_one_sentence(one: str) -> None:
    assert sentences(one) == (one,)


def test_sentences_of_many_kinds() -> None:
    text = 'We ask why. "Because." Does it help? It does!  $n$ grows [12]. 3 of 5 agree.\n\nA heading\n\nLast (done.) End'

    assert sentences(text) == (
        "We ask why.",
        '"Because."',
        "Does it help?",
        "It does!",
        "$n$ grows [12].",
        "3 of 5 agree.",
        "A heading",
        "Last (done.)",
        "End",
    )


@pytest.mark.parametrize(
    "text", ["我们使用 BERT. 它更好。", "我们使用 Temp. 它更好", "它很快. 也很好。"]
)
def test_a_full_stop_before_chinese_ends_what_is_no_head(text: str) -> None:
    assert len(sentences(text)) == 2


def test_chinese_needs_no_space() -> None:
    assert sentences("然而很慢。我们提出方法！有效吗？有效。") == (
        "然而很慢。",
        "我们提出方法！",
        "有效吗？",
        "有效。",
    )


@given(st.text(alphabet="aB.!? $\n。(1e", max_size=80))
def test_nothing_is_lost_or_added(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


@given(st.text(alphabet="aB. \n。", max_size=80), st.integers(0, 80))
def test_a_lead_is_whole_sentences_within_the_limit(text: str, limit: int) -> None:
    kept = lead(text, limit)

    assert len(kept) <= limit
    assert " ".join(text.split()).startswith(kept)
    assert sentences(kept) == sentences(text)[: len(sentences(kept))] or "\n" in text


def test_first_sentence() -> None:
    assert first_sentence("  One\nhere. Two.") == "One here."
    assert first_sentence(" \n ") == ""


def test_a_word_without_end_costs_no_time() -> None:
    assert len(sentences("a" * 300_000 + ". " + "B. " * 20_000)) >= 1
