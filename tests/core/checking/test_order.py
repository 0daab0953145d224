"""Figures that a sentence ranks."""

from __future__ import annotations

import pytest

from core.checking.reading import By
from core.checking.verify import Evidence, check, decided_by_rules

EVIDENCE = Evidence.of_texts(["Otter reaches 57.3 on GSM8K and GPT-3.5 reaches 48.1 on GSM8K."])


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("Otter 在 GSM8K 上达到 57.3，高于 GPT-3.5 的 48.1。", False),
        ("Otter 在 GSM8K 上达到 57.3，低于 GPT-3.5 的 48.1。", True),
        ("On GSM8K Otter reaches 57.3, above GPT-3.5 (48.1).", False),
        ("On GSM8K Otter reaches 57.3, below GPT-3.5 (48.1).", True),
    ],
)
def test_the_greater_of_two_is_not_said_to_be_less(text: str, doubted: bool) -> None:
    assert bool(check([text], EVIDENCE).missing) == doubted


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("Otter 在 GSM8K 上为 57.3，比 GPT-3.5 的 48.1 高 9.2。", False),
        ("GPT-3.5 在 GSM8K 上为 48.1，比 Otter 的 57.3 高 9.2。", True),
        ("On GSM8K GPT-3.5 reaches 48.1, 9.2 less than Otter's 57.3.", False),
        ("On GSM8K GPT-3.5 reaches 48.1, 9.2 more than Otter's 57.3.", True),
    ],
)
def test_a_gap_is_not_said_to_be_the_other_ones(text: str, doubted: bool) -> None:
    assert bool(check([text], EVIDENCE).missing) == doubted


COSTLY = Evidence.of_texts(["Otter has an HD95 of 27.4 mm and Heron an HD95 of 23.1 mm."])


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("Otter 的 HD95 为 27.4 mm，不及 Heron 的 23.1 mm。", False),
        ("Otter 的 HD95 为 27.4 mm，高于 Heron 的 23.1 mm。", False),
        ("Otter 的 HD95 为 27.4 mm，低于 Heron 的 23.1 mm。", True),
    ],
)
def test_who_falls_short_has_more_of_what_should_be_little(text: str, doubted: bool) -> None:
    assert bool(check([text], COSTLY).missing) == doubted


SCORES = Evidence.of_texts(["Otter beats Heron in recall on GSM8K, .916 versus .865."])


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("Otter 在 GSM8K 的 recall 上优于 Heron（.916 对 .865）。", False),
        ("Otter 在 GSM8K 的 recall 上落后于 Heron（.916 对 .865）。", True),
        ("Heron 在 GSM8K 的 recall 上落后于 Otter（.865 对 .916）。", False),
        ("In recall on GSM8K Heron trails Otter, .865 against .916.", False),
        ("In recall on GSM8K Heron outperforms Otter, .865 vs. .916.", True),
        ("In recall on GSM8K Heron does not outperform Otter, .865 vs. .916.", False),
        ("In recall on GSM8K Otter trails Heron, .916 against Heron's .865.", True),
    ],
)
def test_who_is_ahead_has_more_of_two_scores(text: str, doubted: bool) -> None:
    assert bool(check([text], SCORES).missing) == doubted


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("On GSM8K Otter (.916) beats Heron (.865) in recall.", False),
        ("On GSM8K Otter (.916) trails Heron (.865) in recall.", True),
        ("在 GSM8K 的 recall 上，Otter（.916）优于 Heron（.865）。", False),
        ("在 GSM8K 的 recall 上，Otter（.916）不如 Heron（.865）。", True),
        ("GSM8K上Otter的recall为.916，显著优于Heron的.865。", False),
        ("GSM8K上Otter的recall为.916，显著劣于Heron的.865。", True),
        ("Otter's recall of .916 on GSM8K exceeds the .865 of Heron.", False),
        ("Otter's recall of .916 on GSM8K is below the .865 of Heron.", True),
        # What is told of other things beside does not rank the two.
        ("Otter beats Heron in recall on GSM8K with fewer steps (.916 versus .865).", False),
    ],
)
def test_words_between_two_figures_say_which_is_more(text: str, doubted: bool) -> None:
    assert bool(check([text], SCORES).missing) == doubted


COSTS = Evidence.of_texts(["Heron beats Otter in error on GSM8K, .865 versus .916."])


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("In error on GSM8K Heron outperforms Otter, .865 vs. .916.", False),
        ("Heron 在 GSM8K 的 error 上优于 Otter（.865 对 .916）。", False),
        ("In error on GSM8K Otter outperforms Heron, .916 vs. .865.", True),
        ("On GSM8K Heron's error is worse than Otter's (.865 vs. .916).", True),
        ("On GSM8K Heron's error is better than Otter's (.865 vs. .916).", False),
    ],
)
def test_who_is_ahead_has_less_of_what_should_be_little(text: str, doubted: bool) -> None:
    assert bool(check([text], COSTS).missing) == doubted


TOKENS = Evidence.of_texts(
    [
        "Otter needs 0.2417 tokens per letter, a 9% improvement over Heron (0.2636) and Teal (0.2647)."
    ]
)


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("Otter 每个 letter 用 0.2417 个 token，低于 Heron 的 0.2636。", False),
        ("Otter needs 0.2417 tokens per letter, fewer than Heron's 0.2636.", False),
        ("Otter 每个 letter 用 0.2417 个 token，高于 Heron 的 0.2636。", True),
    ],
)
def test_less_of_what_costs_is_better_than_what_it_is_compared_to(text: str, doubted: bool) -> None:
    assert bool(check([text], TOKENS).missing) == doubted


RANKED = Evidence.of_texts(
    [
        "On the pond split the F1 of Otter is 48.1 and that of Heron 57.3.",
        "The perplexity of Otter on the marsh is 12.4, and that of Heron is 15.2.",
        "With the gate the recall on the marsh is 0.0613, without it 0.0627.",
    ]
)


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("Heron's F1 (57.3) beats Otter (48.1) on the pond split.", False),
        ("Otter's F1 (48.1) beats Heron (57.3) on the pond split.", True),
        ("池塘集上 Otter 的 F1（48.1）优于 Heron（57.3）。", True),
        ("池塘集上 Heron 的 F1（57.3）明显优于 Otter（48.1）。", False),
        ("池塘集上 Otter 的 F1（48.1）落后于 Heron（57.3）。", False),
        ("池塘集上 Heron 的 F1（57.3）落后于 Otter（48.1）。", True),
        ("The perplexity of Otter (12.4) on the marsh beats Heron's (15.2).", False),
        ("The F1 of Otter (48.1) does not beat Heron (57.3) on the pond split.", False),
        ("带门控时沼泽上的 recall 更高，为 0.0613，无门控时为 0.0627。", True),
        ("带门控时沼泽上的 recall 更低，为 0.0613，无门控时为 0.0627。", False),
        (
            "The recall on the marsh is higher with the gate, at 0.0613, against 0.0627 without.",
            True,
        ),
        (
            "The recall on the marsh is lower with the gate, at 0.0613, against 0.0627 without.",
            False,
        ),
        ("池塘集上 F1 更高，Heron 为 57.3，沼泽上 recall 为 0.0613。", False),
        (
            "Otter trails Heron in F1 on the pond (48.1 vs 57.3) but beats it in recall (0.0627 vs"
            " 0.0613).",
            False,
        ),
    ],
)
def test_who_is_said_between_two_scores_to_be_ahead_has_more(text: str, doubted: bool) -> None:
    assert bool(check([text], RANKED).missing) == doubted


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("On the pond split Heron reaches 57.3, about 1.2 times the 48.1 of Otter.", False),
        ("On the pond split Heron reaches 57.3, about 2 times the 48.1 of Otter.", True),
        ("On the pond split Heron reaches 57.3, about 3 times Otter's 48.1.", True),
        ("On the pond split Heron reaches 57.3, nearly twice Otter's 48.1.", True),
        ("池塘集上 Heron 为 57.3，约为 Otter（48.1）的 1.2 倍。", False),
        ("池塘集上 Heron 为 57.3，约为 Otter（48.1）的 2 倍。", True),
        ("The pond has 57.3, and it is 2 times as deep; Otter has 48.1.", False),
    ],
)
def test_so_many_times_is_about_what_both_figures_give(text: str, doubted: bool) -> None:
    decided = decided_by_rules(text, RANKED)
    assert decided is not None
    refused = [each.doubts for each in decided.readings if By.SHARES in each.doubts]
    assert bool(refused) == doubted
