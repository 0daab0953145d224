"""What each sentence of a paper is for: its rhetorical role. Pure.

Sentences have features: their words, their shape, where they stand, and what they share with title
and abstract. What a feature is worth for a role was fitted to sentences that readers marked in
papers (roles.toml, made by `python -m bench.roles`); no text of these is kept.
"""

# Chinese is read here: words that say what English ones do.

from __future__ import annotations

import functools
import math
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from typing import NamedTuple

from core.reading.own import Names
from core.reading.quotable import (
    Said,
    Text,
    leans,
    points_elsewhere,
    reads_well,
    refers_back,
    without_turn,
)
from core.reading.releases import is_release

ANY = "any"  # what is so of every sentence
READABLE, ELSEWHERE, RELEASE = "reads well", "points elsewhere", "tells where things are"
HANGING = frozenset(("leans", "refers back"))


class Role(StrEnum):
    """What a sentence may tell a reader: how the work goes on, on which data, with which settings,
    what it takes, where it ends, what came of it, and what is new."""

    PROCEDURE = "procedure"
    DATA = "data"
    SETTINGS = "settings"
    NEEDS = "needs"
    LIMITS = "limits"
    RESULT = "result"
    NOVELTY = "novelty"


Features = frozenset[str]
Worth = Mapping[str, Sequence[float]]
"""What each feature is worth for each `Role`, in their order: a part of the log odds."""

_USUAL, _FEW, _MOST = 150, 50, 400  # sentences of a paper; fewer and more count as those
AHEAD = 1.5  # how much less likely a sentence may be on which a chosen one leans
SIGNS = 6  # of formulas, in what reads well
_STEM, _WORDY = 7, 4  # letters that tell words apart, and of a word that tells something
_WORD, _NAME = re.compile(r"[a-z]+(?:-[a-z]+)*"), re.compile(r"(?<!^)\b[A-Z][A-Za-z]*\d*")
_NUMBER = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)*")
_CITED = re.compile(r"\[[^\]]{1,60}\]|[a-z]{3}\d{4}[a-z]|\bet al\b")
_SHAPES = {
    "percent": re.compile(r"\d\s?\\?%"),
    "decimal": re.compile(r"\d\.\d"),
    "thousands": re.compile(r"\d[\d,]{3}"),
    "address": re.compile(r"https?:|github\.com"),
    "TeX": re.compile(r"\\"),
    "colon": re.compile(r":"),
    "semicolon": re.compile(r";"),
    "brackets": re.compile(r"\("),
}
# What was fitted to English papers, Chinese ones say so.
_ENGLISH = {
    "我们": "we", "本文": "we", "提出": "propose", "采用": "use", "使用": "use", "利用": "use",
    "训练": "training", "数据": "data", "数据集": "dataset", "样本": "samples",
    "学习率": "learning", "批": "batch", "优化器": "optimizer", "轮": "epochs", "显卡": "gpu",
    "参数": "parameters", "首先": "first", "然后": "then", "最后": "finally", "计算": "compute",
    "提取": "extract", "生成": "generate", "构建": "construct", "输入": "input", "输出": "output",
    "模型": "model", "划分": "split", "测试": "test", "验证": "validation", "指标": "metrics",
    "局限": "limitations", "不足": "limitations", "未来": "future", "仅": "only", "未": "not",
    "无法": "cannot", "结果": "results", "优于": "outperforms", "高于": "higher", "低于": "lower",
    "提升": "improves", "提高": "improves", "降低": "reduces", "达到": "achieves", "表明": "show",
    "实验": "experiments", "基线": "baseline", "方法": "method", "预测": "predict",
    "设置": "settings", "结论": "conclusion", "引言": "introduction", "开源": "open-source",
    "代码": "code",
}  # fmt: skip
_CHINESE = re.compile("|".join(sorted(_ENGLISH, key=len, reverse=True)))
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LENGTHS = (60, 100, 160, 240, 350, 480)  # characters
_MANY = 3  # of a thing; more are the same
_FIFTHS, _SIXTHS, _QUARTERS = 5, 6, 4


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, the number of its section (-1 for the abstract), its own number there, and what
    is so of it."""

    text: str
    section: int
    index: int
    features: Features

    @property
    def readable(self) -> bool:
        """Whether it can be read in a chat, pointing to no other place; where things are is told
        apart (core.reading.releases)."""
        return READABLE in self.features and self.features.isdisjoint((ELSEWHERE, RELEASE))

    @property
    def hangs(self) -> bool:
        """Whether it leans on the sentence before it or speaks of what that tells."""
        return not self.features.isdisjoint(HANGING)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where sentences stand: the features of their section, the words of its title, how many there
    are, and which of them begin a paragraph."""

    features: Features
    title: Features
    count: int
    begins: frozenset[int]


def sentences_of(title: str, text: Text, names: Names) -> list[Sentence]:
    """All sentences of abstract and sections that end as one, in the paper's order."""
    told = _words(title)
    abstract = frozenset(stem for each in text.abstract for stem in _words(each))
    found: list[Sentence] = []
    for section, place, pool in _places(text):
        for index, sentence in enumerate(pool):
            features = {
                *_said(sentence),
                *_shape(sentence, names),
                *_stands(place, index),
                *_shared(sentence, told, abstract, place.title),
            }
            found.append(Sentence(sentence, section, index, frozenset(features)))
    return found


class Told(NamedTuple):
    """A paper's sentences, and the log odds that each has a role, by the role."""

    sentences: Sequence[Sentence]
    odds: Mapping[Role, Sequence[float]]

    def best(self, number: int) -> Role:
        """The role that the sentence of that number most likely has."""
        return max(self.odds, key=lambda role: self.odds[role][number])


def told(title: str, text: Text, names: Names) -> Told:
    """The paper's sentences with the odds that were learned."""
    return weighed(sentences_of(title, text, names), learned())


def weighed(sentences: Sequence[Sentence], worth: Worth) -> Told:
    """The sentences with the odds by what each feature is worth. Papers tell about as much of each
    role, so that of few sentences each is likelier."""
    fewer = math.log(_USUAL / min(max(len(sentences), _FEW), _MOST))
    sums: list[list[float]] = []
    for sentence in sentences:
        of_one = [weight + fewer for weight in worth[ANY]]
        for name in sentence.features:
            for number, weight in enumerate(worth.get(name, ())):
                of_one[number] += weight
        sums.append(of_one)
    return Told(sentences, {role: [one[at] for one in sums] for at, role in enumerate(Role)})


@functools.cache
def learned() -> Worth:
    """What each feature is worth, as roles.toml says."""
    text = resources.files("core.reading").joinpath("roles.toml").read_text("utf-8")
    worth: Worth = tomllib.loads(text)["worth"]
    return worth


class Share(NamedTuple):
    """How much is told of a role: at most so many sentences and characters, each with so high log
    odds at least."""

    sentences: int
    characters: int
    odds: float


def chosen(told: Told, role: Role, share: Share, said: Said, begin: int = 0) -> list[int]:
    """The numbers, from `begin` on, of the likeliest new sentences, in the paper's order; one that
    hangs on another is taken behind it alone."""
    sentences, odds = told.sentences, told.odds[role]
    taken: set[int] = set()
    left = share.characters
    for number in sorted(range(begin, len(sentences)), key=lambda each: -odds[each]):
        if odds[number] < share.odds or len(taken) >= share.sentences:
            break
        if told.best(number) is not role:
            continue
        row = {number}
        if sentences[number].hangs and number - 1 not in taken:
            if not leads(sentences, number) or odds[number - 1] < share.odds - AHEAD:
                continue
            row.add(number - 1)
        texts = [sentences[each].text for each in row]
        length = sum(map(len, texts))
        fits = length <= left and sentences[number].readable and not row & taken
        if fits and all(map(said.is_new, texts)):
            for each in texts:
                said.add(each)
            taken |= row
            left -= length
    return sorted(taken)


def joined(sentences: Iterable[Sentence]) -> Iterator[str]:
    """The sentences, those that follow each other in the paper as one text."""
    for row in in_rows(sentences):
        yield without_turn(" ".join(each.text for each in row))


def in_rows(sentences: Iterable[Sentence]) -> list[list[Sentence]]:
    """The sentences, by those that follow each other in the paper."""
    rows: list[list[Sentence]] = []
    for each in sentences:
        last = rows[-1][-1] if rows else None
        if last and (last.section, last.index + 1) == (each.section, each.index):
            rows[-1].append(each)
        else:
            rows.append([each])
    return rows


def leads(sentences: Sequence[Sentence], number: int) -> bool:
    """Whether the sentence before that one can be told, and stands in the same section."""
    if not number or sentences[number].section != sentences[number - 1].section:
        return False
    return sentences[number - 1].readable and not sentences[number - 1].hangs


def _places(text: Text) -> Iterator[tuple[int, _Place, Sequence[str]]]:
    yield (
        -1,
        _Place(frozenset(("in abstract",)), frozenset(), len(text.abstract), frozenset()),
        (text.abstract),
    )
    above = ""
    for number, part in enumerate(text.parts):
        if part.level == 1:
            above = part.title
        features = {
            f"in {part.kind.name.lower()}",
            f"level {part.level}",
            f"fifth {_FIFTHS * number // len(text.parts)}",
            *(f"titled {stem}" for stem in _stems(part.title)),
            *(f"below {stem}" for stem in _stems(above)),
        }
        place = _Place(frozenset(features), _words(part.title), len(part.whole), part.begins)
        yield number, place, part.whole


def _said(sentence: str) -> Iterator[str]:
    """Its words, and those that it begins with."""
    stems = _stems(sentence)
    yield from (f"says {stem}" for stem in stems)
    yield from (f"begins {stem}" for stem in stems[:1])


def _shape(sentence: str, names: Names) -> Iterator[str]:
    yield from (f"has {name}" for name, shape in _SHAPES.items() if shape.search(sentence))
    yield f"numbers {min(len(_NUMBER.findall(sentence)), _MANY)}"
    yield f"formulas {min(sentence.count('$') // 2, _MANY)}"
    yield f"cited {min(len(_CITED.findall(sentence)), 2)}"
    yield f"long {sum(len(sentence) >= length for length in _LENGTHS)}"
    if len(_NAME.findall(sentence)) >= _MANY:
        yield "has names"
    if sentence.count(",") >= _MANY:
        yield "has commas"
    if names.are_in(sentence):
        yield "names the work"
    if leans(sentence):
        yield "leans"
    if refers_back(sentence):
        yield "refers back"
    if points_elsewhere(sentence):
        yield ELSEWHERE
    if "://" in sentence or is_release(sentence):
        yield RELEASE
    if reads_well(sentence, SIGNS):
        yield READABLE


def _stands(place: _Place, index: int) -> Iterator[str]:
    yield from place.features
    yield f"number {min(index, 5)}"
    yield f"from the end {min(place.count - 1 - index, 3)}"
    if index in place.begins:
        yield "begins a paragraph"


def _shared(sentence: str, title: Features, abstract: Features, section: Features) -> Iterator[str]:
    """How many of its words the abstract has, how many of the title's and the section's it has."""
    words = _words(sentence)
    of_abstract = _SIXTHS * len(words & abstract) // max(len(words), _SIXTHS)
    yield f"of the abstract {min(of_abstract, 4)}"
    yield f"of the title {_QUARTERS * len(words & title) // max(len(title), 1)}"
    yield f"of its title {min(len(words & section), 2)}"


def _stems(text: str) -> list[str]:
    if _HAN.search(text):
        text = " ".join(_ENGLISH[found] for found in _CHINESE.findall(text)) + f" {text}"
    return [word[:_STEM] for word in _WORD.findall(text.lower())]


def _words(text: str) -> Features:
    return frozenset(stem for stem in _stems(text) if len(stem) >= _WORDY)
