"""Invented texts, in which words are as common and as rare as in real ones: the k-th comes up about
1/k as often."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import accumulate, product

_COMMON = """
the of and a to in we for that on with is model models this by our learning language as from data training are can an
which tasks reasoning large performance show method be agents generation image benchmark across while it video framework
these propose results novel more diffusion both approach multimodal existing through world policy attention reward
visual evaluation inference tokens efficient memory code scaling robust context search
"""
_COMMON_CHINESE = """
模型 的是 方法 训练 数据 语言 通过 提出 推理 任务 我们 实现 性能 学习 生成 图像 视频 智能 框架 论文 提升 效率 多模
评测 基准 注意 机制 奖励 策略 世界 强化 视觉 结果 显著 新的 代码 上下 记忆 检索 扩散 规模 稳定 能力 对齐 长文 开源
"""
_STARTS = "b bl br c ch d dr f fl g gr h j k l m n p pl qu r s sh st t tr v w z"
_MIDDLES = "a e i o u ai ea io ou"
_ENDS = "ble c den d ken l m mer n ng nt p r rix s st t ton tion x"


class Texts:
    """Words, sentences and paragraphs, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._syllables = [
            "".join(parts) for parts in product(_STARTS.split(), _MIDDLES.split(), _ENDS.split())
        ]
        self.english = [*_COMMON.split(), *self._invented()]
        characters = [chr(0x4E00 + 7 * number) for number in range(700)]
        self.chinese = [
            *_COMMON_CHINESE.split(),
            *("".join(self._chance.sample(characters, 2)) for _ in range(6000)),
        ]
        self._sentences = [
            " ".join(words).capitalize() + "." for words in self._runs(self.english, 20)
        ]
        self._chinese_sentences = ["".join(words) + "。" for words in self._runs(self.chinese, 12)]

    def name(self) -> str:
        """A name no other paper has, as methods are given."""
        return "".join(self._chance.sample(self._syllables, 3)).title()

    def abstract(self) -> str:
        """About 180 English words."""
        return " ".join(self._chance.choices(self._sentences, k=9))

    def paragraph(self, sentences: int) -> str:
        """Chinese, some 25 characters a sentence."""
        return "".join(self._chance.choices(self._chinese_sentences, k=sentences))

    def title(self) -> str:
        """A dozen English words, the rarer ones as common as the others."""
        chosen = self._chance.choices(self.english[:200], k=8) + self._chance.choices(
            self.english, k=4
        )
        return " ".join(chosen).title()

    def _invented(self) -> list[str]:
        halves = (self._chance.sample(self._syllables, 4000) for _ in range(2))
        return [one + other for one, other in zip(*halves, strict=True)]

    def _runs(
        self, words: Sequence[str], length: int, count: int = 20_000
    ) -> list[tuple[str, ...]]:
        odds = list(accumulate(1 / (place + 2) for place in range(len(words))))
        drawn = self._chance.choices(words, cum_weights=odds, k=length * count)
        return [tuple(drawn[start : start + length]) for start in range(0, len(drawn), length)]
