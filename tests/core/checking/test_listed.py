"""Figures that a sentence gives to several things in turn."""

from __future__ import annotations

import pytest

from core.checking.verify import Evidence
from tests.core.checking.full_text import CHANCE, is_doubted

EVIDENCE = Evidence.of_texts(
    [
        *CHANCE,
        "On HeronSet and OtterBench the filter stays close to the base, while it turns down more "
        "harmful prompts (93.5% and 91.0% vs. 85.0% and 87.0%).",
        "We compare a wider tracker with 688 units and a deeper tracker with five layers, within "
        "0.47% and 0.29% of the parameter count, respectively.",
        "The teal encoder has a width of 1,024 and the decoder a width of 512.",
        "Unlike encoder and decoder of before, our decoder has 36 layers and our encoder 48.",
        "Of the plovers 82,900 are for training, 11,800 for validation and 23,700 for testing.",
    ]
)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (
            "filter 对有害 prompts 在 HeronSet 和 OtterBench 上的拒答率分别为 93.5% 和 91.0%。",
            False,
        ),
        ("filter 对有害 prompts 在 HeronSet 和 OtterBench 上的拒答率分别为 91.0% 和 93.5%。", True),
        ("On OtterBench and HeronSet the filter turns down 91.0% and 93.5%, respectively.", False),
        ("On OtterBench and HeronSet the filter turns down 93.5% and 91.0%, respectively.", True),
        ("The wider and the deeper tracker are within 0.47% and 0.29%, respectively.", False),
        ("The wider and the deeper tracker are within 0.29% and 0.47%, respectively.", True),
        ("Encoder and decoder have teal widths of 1,024 and 512.", False),
        ("Encoder and decoder have teal widths of 512 and 1,024.", True),
        ("编码器和解码器的宽度为 512 和 1024。", True),
        ("Our encoder and decoder have 48 and 36 layers.", False),
        ("Train/val/test: 82.9k / 11.8k / 23.7k plovers.", False),
        ("Train/val/test: 82.9k / 23.7k / 11.8k plovers.", True),
        ("plovers 的训练/验证/测试集分别为 82,900、11,800、23,700。", False),
        ("plovers 的训练/验证/测试集分别为 82,900、23,700、11,800。", True),
        ("更宽和更深的 tracker，参数量与其差距分别在 0.47% 和 0.29% 以内。", False),
        ("更宽和更深的 tracker，参数量与其差距分别在 0.29% 和 0.47% 以内。", True),
    ],
)
def test_figures_told_in_turn_stand_in_the_papers_order(text: str, wrong: bool) -> None:
    assert is_doubted(text, EVIDENCE) is wrong


EPOCHS = Evidence.of_texts(
    [*CHANCE, "We cut the training epochs for OtterNet and HeronNet from 610 and 480 to 25."]
)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("OtterNet 和 HeronNet 的训练轮数分别从 610 和 480 压缩到 25。", False),
        ("OtterNet 和 HeronNet 的训练轮数分别从 480 和 610 压缩到 25。", True),
        (
            "The training epochs of OtterNet and HeronNet fall from 610 and 480, respectively.",
            False,
        ),
        ("The training epochs of OtterNet and HeronNet fall from 480 and 610, respectively.", True),
    ],
)
def test_what_all_of_a_list_have_is_none_of_its_things(text: str, wrong: bool) -> None:
    assert is_doubted(text, EPOCHS) is wrong


RATES = Evidence.of_texts(
    [
        *CHANCE,
        "Learning rates for the stem, the old parser, the gates, and the reed modules are 10^-6, "
        "10^-5, 3e-5, and 3e-5.",
    ]
)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The stem is trained with a learning rate of 1e-6 and the old parser with 1e-5.", False),
        ("The stem is trained with a learning rate of 1e-5 and the old parser with 1e-6.", True),
        ("The old parser is trained at 1e-5, the stem at 1e-6.", False),
        ("The old parser is trained at 1e-6, the stem at 1e-5.", True),
        ("stem 的学习率为 1e-5，parser 为 1e-6。", True),
        ("stem 的学习率为 1e-6，parser 为 1e-5。", False),
        ("Learning rates are 1e-5 and 1e-6.", False),
    ],
)
def test_figures_of_two_clauses_are_those_that_a_list_tells_in_turn(text: str, wrong: bool) -> None:
    assert is_doubted(text, RATES) is wrong
