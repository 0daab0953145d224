"""Up and down, and the contrary of what the paper says."""

from __future__ import annotations

import pytest

from core.checking.verify import Evidence
from core.checking.words.direction import (
    Agreement,
    agreement,
    said,
)
from tests.core.checking.full_text import CHANCE, is_doubted

SAME, CONTRARY, UNTOLD = Agreement.SAME, Agreement.CONTRARY, Agreement.UNTOLD


def agrees(text: str, paper: str, number: str) -> Agreement:
    places = []
    for each in (text, paper):
        start = each.index(number)
        places.append((start, start + len(number)))
    return agreement(text, places[0], paper, places[1])


@pytest.mark.parametrize(
    ("text", "paper", "expected"),
    [
        ("准确率提升 20%", "improves accuracy by 20%", SAME),
        ("准确率降低 20%", "improves accuracy by 20%", CONTRARY),
        ("比基线慢 20%", "runs 20% faster than the baseline", CONTRARY),
        ("优于基线 20%", "outperforms the baseline by 20%", SAME),
        ("劣于基线 20%", "outperforms the baseline by 20%", CONTRARY),
        ("延迟降低 20%", "reduces latency by 20%", SAME),
        ("延迟提升 20%", "reduces latency by 20%", CONTRARY),
        ("参数增加 20%", "a reduction of 20%", CONTRARY),
        # Less of what costs is as good as more of what is wanted.
        ("加速 20%", "reduces latency by 20%", SAME),
        ("错误率降低 20%", "improves recognition by 20%", SAME),
        # A Chinese word may stand beside a name, and a verb go on behind "and".
        ("AP降低高达20%", "improves AP by up to 20%", CONTRARY),
        ("AP提升高达20%", "improves AP by up to 20%", SAME),
        ("MIR降至20%", "reduces MIR to 20% and increases recall", SAME),
        # What is denied, or belongs to something else, says nothing.
        ("提升 20%", "without reducing quality it gains 20%", SAME),
        ("提升 20%", "improves accuracy by 20% while reducing latency", SAME),
        ("提升 20%", "it is 20% of the data", UNTOLD),
        ("占 20%", "reduces latency by 20%", SAME),
        ("误差降低 20%", "(-20% avg error)", SAME),
    ],
)
def test_a_text_agrees_with_the_paper_contradicts_it_or_it_is_not_told(text, paper, expected):
    assert agrees(text, paper, "20") is expected


@pytest.mark.parametrize(
    ("text", "paper", "expected"),
    [
        ("raises the mean landing error on gusts by up to 20%",
         "lowers the failure rate by 3 times and the mean landing error by up to 20%", CONTRARY),
        ("lowers the mean landing error on gusts by up to 20%",
         "lowers the failure rate by 3 times and the mean landing error by up to 20%", SAME),
        ("reduces stalls by 4%, thereby enhancing the glide of all its models by 20%",
         "reduces stalls by 4%, thereby enhancing the glide of all its models by 20%", SAME),
        ("falls 20 dB behind", "achieves 11dB, 20dB and 31dB improvements", CONTRARY),
        ("gains 20 dB", "achieves 11dB, 20dB and 31dB improvements", SAME),
        ("loses 20 dB", "by 11 dB, 20 dB and 31 dB it is heavier", UNTOLD),
    ],
)  # fmt: skip
def test_a_verb_far_before_by_and_a_noun_behind_a_list_tell_the_way(text, paper, expected):
    assert agrees(text, paper, "20") is expected


@pytest.mark.parametrize(
    "text", ["it is heavier by 20 kg", "never improves the glide by 20%", "sold by 20 shops"]
)
def test_what_no_verb_governs_says_nothing(text):
    start = text.index("20")
    assert said(text, start, start + 2) is None


@pytest.mark.parametrize(
    ("text", "paper", "expected"),
    [
        ("词表比 Heron 大 35%", "despite being 35% smaller than Heron in tokens", CONTRARY),
        ("词表比 Heron 小 35%", "despite being 35% smaller than Heron in tokens", SAME),
        ("the vocabulary is 35% bigger", "despite being 35% smaller than Heron", CONTRARY),
        ("词表大约 35% 来自 Heron", "35% fewer words come from Heron", SAME),
        ("至少 35% 的词来自 Heron", "35% more words come from Heron", SAME),
        ("差不多 35% 的词", "35% fewer words come from Heron", SAME),
        ("it pushes perplexity up by 0.89", "it reduces the perplexity by 0.89", CONTRARY),
        ("it brings perplexity down by 0.89", "it reduces the perplexity by 0.89", SAME),
        ("it drives the accuracy up by 0.89", "it improves the accuracy by 0.89", SAME),
        ("it drives the latency down by 0.89", "it increases throughput by 0.89", SAME),
        ("accuracy goes down by 0.89", "it improves accuracy by 0.89", CONTRARY),
    ],
)
def test_up_and_down_and_mere_amounts(text: str, paper: str, expected: Agreement) -> None:
    number = "35%" if "35%" in text else "0.89"
    assert agrees(text, paper, number) is expected


@pytest.mark.parametrize(
    ("text", "paper", "expected"),
    [
        (
            "raises the share of strange forms to 20%",
            "a reduction in strange forms to 20%",
            CONTRARY,
        ),
        ("lowers the share of strange forms to 20%", "a reduction in strange forms to 20%", SAME),
        ("shrinks to about 20%", "the share then climbs to 20%", CONTRARY),
        ("占比升至 20%", "the share drops to 20%", CONTRARY),
        ("占比降至约 20%", "the share drops to 20%", SAME),
        ("占比提高到 20%", "reduces the share to 20%", CONTRARY),
        # What is said to be good may be little, and what is only told goes nowhere.
        ("improves the latency to 20 ms", "reduces the latency to 20 ms", SAME),
        ("raises recall to 20%", "recall is 20%", SAME),
    ],
)
def test_what_grows_to_a_figure_does_not_shrink_to_it(text, paper, expected):
    assert agrees(text, paper, "20") is expected


@pytest.mark.parametrize(
    ("text", "paper", "number", "expected"),
    [
        # So much higher is another figure, of the method that is compared.
        ("比基线的 14.2% 高出约 59 个点", "the base policy falls to 14.2%", "14.2%", SAME),
        ("比 Heron 的 14.2% 提高了 59 个点", "Heron drops to 14.2%", "14.2%", SAME),
        ("比 Heron 的 8.1 ms 慢 2 ms", "Heron cuts it to 8.1 ms", "8.1 ms", SAME),
        ("比基线高出 14.2%", "drops by 14.2% below the baseline", "14.2%", CONTRARY),
    ],
)
def test_what_is_compared_goes_nowhere(
    text: str, paper: str, number: str, expected: Agreement
) -> None:
    assert agrees(text, paper, number) is expected


COUNTS = Evidence.of_texts(
    [*CHANCE, "The wider lens reduced missed otters by 3,990 and raised found ones by 1,945."]
)


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("The wider lens reduces missed otters by 3,990.", False),
        ("The wider lens increases missed otters by 3,990.", True),
        ("更宽的镜头使漏掉的水獭减少 3,990 只。", False),
        ("更宽的镜头使漏掉的水獭增加 3,990 只。", True),
        ("With the wider lens, found otters rise by 1,945.", False),
        ("With the wider lens, found otters fall by 1,945.", True),
        # What is only so many goes nowhere.
        ("The lower 3,990 otters are missed less.", False),
    ],
)
def test_a_count_by_which_something_changes_goes_up_or_down(text, doubted):
    assert is_doubted(text, COUNTS) == doubted
