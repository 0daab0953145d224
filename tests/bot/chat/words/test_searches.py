"""What is to be searched for."""

from __future__ import annotations

import pytest

from bot.chat.words.searches import searched, topic_searched


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("world model", ("world model",)),
        ("world OR protein", ("world", "protein")),
        ("智能体 AND 强化学习", ("智能体 强化学习",)),
        ("protein NEAR/3 backbone", ("protein backbone",)),
        ("plan and act", ("plan and act",)),
        ("擴散", ("擴散", "扩散")),
        ("參數", ("參數", "參数")),
        ("AND", ("AND",)),
        ("OR", ("OR",)),
        ("C++", ("C++",)),
        ("🧬", ("🧬",)),
    ],
)
def test_operators_and_scripts(text: str, texts: tuple[str, ...]) -> None:
    assert searched(text) == texts


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("有没有关于视频生成的论文", "视频生成"),
        ("搜一下蛋白质的论文", "蛋白质"),
        ("幫我找找蛋白質相關的論文", "蛋白质"),
        ("最近有什么扩散模型的论文？", "扩散模型"),
        ("show me papers on world models", "world models"),
        ("Any papers on protein?", "protein"),
        ("author: Kaiming He", "kaiming he"),
        ("何恺明的论文", "何恺明"),
        ("video generation", None),
        ("the", None),
        ("的论文", None),
        ("", None),
    ],
)
def test_words_that_ask_are_no_topic(text: str, topic: str | None) -> None:
    assert topic_searched(text) == topic
