"""Makes core/encoder/relevance.safetensors, by which the sentence encoder tells whether a sentence
answers a question.

First it is fitted to SQuAD 1.1 (Rajpurkar et al. 2016, arXiv:1606.05250; CC BY-SA 4.0): each
question with the sentence that holds its answer, two others of that paragraph and one of the
article. `--squad train-v1.1.json --to FILE`. Then to questions about papers, of which the sentences
that hold the key are known: `--pages FOLDER --begin FILE --to FILE`. With `--without 0` and
`--without 1`, one half of the papers is left out; what the two tell of their halves is what order
and gate are fitted to (`python -m bench.gated --by meaning --pages FOLDER --halves FILE0 FILE1`).

What ships is what was learned `--without 0`: order and gate know what it tells of papers that it
has not seen. Its first part was fitted in three goes, 1.6 rounds in all.

PyTorch and safetensors are in no lock: beside the developers' packages, install torch 2.13 and
safetensors 0.8. It takes two hours on two cores.
"""

# Its halves and sentences are tested in tests/bench/test_relevance.py.

from __future__ import annotations

import argparse
import asyncio
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import log
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bench import ordered
from bench.asking import holds
from bench.elsewhere import EVERY, LEARNING, questions_in
from core.asking.meaning import in_english
from core.encoder import pieces
from core.encoder.bert import Array
from core.encoder.encoder import (
    MOST_CHARACTERS,
    OF_ANSWER,
    OF_QUESTION,
    SentenceEncoder,
    arrays,
)
from core.encoder.late import HOME, VOCABULARY, WEIGHTS
from core.ports import Encoder
from tests.core.model_questions import Question

if TYPE_CHECKING:
    from torch import Tensor

    from bench.cross_encoder import CrossEncoder

SEED = 5
# How often each question is read, and how many are at once.
ROUNDS_OF_SQUAD, ROUNDS_OF_PAGES = 3.0, 2.5
OF_SQUAD, OF_PAGES, OF_SQUAD_BESIDE = 32, 6, 4
TOGETHER = 16  # sentences of a question that are told at once
A_QUESTION = 2  # questions of a paragraph that are taken
_SENTENCE = re.compile(r"(?<=[.!?])[\"')\]]?\s+(?=[A-Z\"'(\[0-9])")
_WORD = re.compile(r"[a-z0-9]+")
_WRONG = 3  # sentences beside the one that answers
_SEARCHED = 150  # sentences of an article among which one like the question is looked for


@dataclass(frozen=True, slots=True)
class Group:
    """A question, the sentences that answer it, and others, those that seem to answer first."""

    question: str
    right: Sequence[str]
    wrong: Sequence[str]


def half_of(papers: Iterable[str]) -> dict[str, int]:
    """Which half each paper is of, 0 or 1."""
    found = sorted(set(papers))
    random.Random(SEED).shuffle(found)
    return {paper: number % 2 for number, paper in enumerate(found)}


class LearnedEncoder:
    """The sentence encoder with what a file has learned of relevance; by PyTorch, which is faster
    where there are many questions."""

    def __init__(self, learned: Path) -> None:
        self._encoder = SentenceEncoder(HOME)
        self._reader = Reader(HOME)
        self._model = model_with(learned)

    async def encode(self, texts: Sequence[str]) -> Array:
        """A vector of length one for each text."""
        return self._encoder.encode(texts)

    async def relevance(self, question: str, texts: Sequence[str]) -> Array:
        """How likely each text answers the question."""
        import torch

        pairs = [self._reader.pair(question, text) for text in texts]
        found = np.zeros(len(pairs), np.float32)
        # Those of a length together, for shorter ones are filled up.
        order = sorted(range(len(pairs)), key=lambda number: len(pairs[number][1]))
        with torch.no_grad():
            for begin in range(0, len(order), TOGETHER):
                part = order[begin : begin + TOGETHER]
                found[part] = self._model([pairs[number] for number in part]).numpy()
        return found


def of_halves(
    questions: Sequence[Question], learned: Sequence[Path] | None, encoder: Encoder | None
) -> Iterator[tuple[list[Question], Encoder | None]]:
    """The questions about each half of the papers, with the encoder that has not learned of it;
    where no such is known, all with that one."""
    if not learned:
        yield list(questions), encoder
        return
    halves = half_of(each.page for each in questions)
    for half, file in enumerate(learned):
        yield [each for each in questions if halves[each.page] == half], LearnedEncoder(file)


def of_squad(articles: Iterable[Mapping[str, Any]], chance: random.Random) -> Iterator[Group]:
    """The questions of SQuAD's articles."""
    for article in articles:
        paragraphs = [list(_sentences(each["context"])) for each in article["paragraphs"]]
        counts = Counter(word for _, text in chain(*paragraphs) for word in _words(text))
        total = sum(map(len, paragraphs))
        worth = {word: log(total / count) for word, count in counts.items()}
        for number, paragraph in enumerate(article["paragraphs"]):
            elsewhere = [text for _, text in chain(*paragraphs[:number], *paragraphs[number + 1 :])]
            for asked in chance.sample(paragraph["qas"], min(A_QUESTION, len(paragraph["qas"]))):
                group = _group(asked, paragraphs[number], elsewhere, worth, chance)
                if group is not None:
                    yield group


def _group(
    asked: Mapping[str, Any],
    paragraph: Sequence[tuple[int, str]],
    elsewhere: Sequence[str],
    worth: Mapping[str, float],
    chance: random.Random,
) -> Group | None:
    """A question with the sentence of its paragraph that holds the answer, two others of it, and
    one from elsewhere in the article; None where no sentence does, or there are too few."""
    answer = asked["answers"][0]
    begin, end = answer["answer_start"], answer["answer_start"] + len(answer["text"])
    right = [text for at, text in paragraph if at <= begin and end <= at + len(text)]
    if not right:
        return None
    beside = [text for _, text in paragraph if text != right[0]]
    others = [text for text in elsewhere if answer["text"].lower() not in text.lower()]
    others = chance.sample(others, min(_SEARCHED, len(others)))
    question = asked["question"].strip()
    wrong = [*_likest(beside, question, worth)[:2], *_likest(others, question, worth)][:_WRONG]
    return Group(question, right[:1], wrong) if len(wrong) == _WRONG else None


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    """Each sentence with where it begins."""
    begin = 0
    for end in _SENTENCE.finditer(text):
        yield begin, text[begin : end.start()]
        begin = end.end()
    yield begin, text[begin:]


def _words(text: str) -> set[str]:
    return {word[:6] for word in _WORD.findall(text.lower()) if len(word) > 3 or word.isdigit()}


def _likest(texts: Sequence[str], question: str, worth: Mapping[str, float]) -> list[str]:
    """Those first that share most with the question."""
    words = _words(question)
    return sorted(texts, key=lambda text: -sum(worth.get(word, 0) for word in words & _words(text)))


def of_pages(folder: Path, without: int | None) -> list[Group]:
    """The questions about a folder's papers, or about all but one half of them."""
    questions = questions_in(folder, EVERY)
    halves = half_of(each.page for each in questions)
    taken = [each for each in questions if halves[each.page] != without]
    found = []
    for one in asyncio.run(ordered.put(LEARNING, taken, folder)):
        text = in_english(one.inquiry.asked, one.inquiry.text, one.inquiry.ranking)
        sentences = [each.drawn.text for each, _ in one.looked]
        right = [each for each in sentences if holds(one.question, each)]
        wrong = [each for each in sentences if not holds(one.question, each)]
        # What an answerable question's sentences lack tells nothing.
        if text and len(sentences) > 6 and (right or not one.question.answerable):
            found.append(Group(text, right, wrong))
    return found


class Reader:
    """Questions and sentences in the encoder's pieces."""

    def __init__(self, folder: Path) -> None:
        lines = (folder / VOCABULARY).read_text("utf-8").splitlines()
        self._known = pieces.vocabulary(lines)
        self._read: dict[tuple[str, int], list[int]] = {}

    def pair(self, question: str, sentence: str) -> tuple[list[int], list[int]]:
        """The two as they stand one behind the other."""
        asked = self._numbers(question, OF_QUESTION)
        return asked, self._numbers(sentence[:MOST_CHARACTERS], OF_ANSWER)[1:]

    def _numbers(self, text: str, most: int) -> list[int]:
        if (text, most) not in self._read:
            self._read[text, most] = pieces.numbers(text, self._known, most)
        return self._read[text, most]


def model_with(learned: Path | None) -> CrossEncoder:
    """The model as it is before anything is learned, or with what was."""
    from bench.cross_encoder import CrossEncoder

    model = CrossEncoder(dict(arrays(HOME / WEIGHTS)))
    if learned:
        model.begin_with(dict(arrays(learned)))
    return model


def loss_of(
    model: CrossEncoder,
    groups: Sequence[tuple[Group, int, int]],
    reader: Reader,
    chance: random.Random,
) -> Tensor:
    """How wrong it is of those groups: of each one right sentence, some of its first wrong ones and
    some of all. Each pair is told by itself, and the right one beside the others."""
    import torch
    from torch.nn import functional

    pairs: list[Any] = []
    right: list[Any] = []
    spans: list[Any] = []
    for group, first, any_ in groups:
        begin = len(pairs)
        chosen = [chance.choice(group.right)] if group.right else []
        seeming = group.wrong[:12]
        wrong = chance.sample(seeming, min(first, len(seeming))) + chance.sample(
            group.wrong, min(any_, len(group.wrong))
        )
        pairs += [reader.pair(group.question, each) for each in (*chosen, *wrong)]
        right += [1.0] * len(chosen) + [0.0] * len(wrong)
        if chosen:
            spans.append((begin, len(pairs)))
    told = model(pairs)
    loss = functional.binary_cross_entropy_with_logits(
        told, torch.tensor(right), pos_weight=torch.tensor(2.0)
    )
    best = torch.zeros(1, dtype=torch.long)
    beside = [functional.cross_entropy(told[begin:end][None], best) for begin, end in spans]
    return loss + sum(beside, torch.zeros(())) / max(1, len(beside))


def fit(
    model: CrossEncoder,
    batches: Iterator[Sequence[tuple[Group, int, int]]],
    steps: int,
    rate: float,
    reader: Reader,
) -> None:
    """Fits the model to so many batches; the rate rises for a tenth of them and falls from there."""
    import torch

    chance = random.Random(SEED)
    learned = list(model.parameters())
    optimizer = torch.optim.AdamW(learned, lr=rate, weight_decay=0.02, betas=(0.9, 0.98))
    for step in range(steps):
        done = step / steps
        for each in optimizer.param_groups:
            each["lr"] = rate * min(1.0, 10 * done + 0.01) * max(0.02, 1 - done)
        optimizer.zero_grad()
        loss = loss_of(model, next(batches), reader, chance)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learned, 1.0)
        optimizer.step()
        if step % 50 == 0:
            print(f"step {step}: loss {loss.item():.3f}", flush=True)


def endless(
    groups: Sequence[Group], many: int, first: int, any_: int, chance: random.Random
) -> Iterator[list[tuple[Group, int, int]]]:
    """So many of the groups at once, all of them before one comes again."""
    while True:
        shuffled = chance.sample(groups, len(groups))
        for begin in range(0, len(shuffled) - many + 1, many):
            yield [(each, first, any_) for each in shuffled[begin : begin + many]]


def main() -> int:
    """The exit code: 1 where there is no sentence encoder."""
    parser = argparse.ArgumentParser(prog="python -m bench.relevance", description=__doc__)
    parser.add_argument("--squad", type=Path, required=True, help="train-v1.1.json")
    parser.add_argument("--pages", type=Path, help="the folder of papers elsewhere")
    parser.add_argument("--begin", type=Path, help="what was learned before")
    parser.add_argument("--without", type=int, choices=(0, 1), help="the half that is left out")
    parser.add_argument("--to", type=Path, required=True)
    asked = parser.parse_args()
    if not (HOME / WEIGHTS).exists():
        print("There is no sentence encoder.", file=sys.stderr)
        return 1
    # Only here: they are in no lock.
    import torch
    from safetensors.torch import save_file

    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    model = model_with(asked.begin)
    squad = list(of_squad(json.loads(asked.squad.read_text("utf-8"))["data"], chance))
    reader = Reader(HOME)
    if asked.pages:
        questions = of_pages(asked.pages.resolve(), asked.without)
        pages = endless(questions, OF_PAGES, 3, 2, chance)
        beside = endless(squad, OF_SQUAD_BESIDE, 0, 1, chance)
        both = ([*one, *other] for one, other in zip(pages, beside, strict=True))
        steps = int(ROUNDS_OF_PAGES * len(questions) / OF_PAGES)
        fit(model, both, steps, 4e-4, reader)
    else:
        batches = endless(squad, OF_SQUAD, 1, 1, chance)
        fit(model, batches, int(ROUNDS_OF_SQUAD * len(squad) / OF_SQUAD), 1.5e-3, reader)
    save_file({name: each.half().contiguous() for name, each in model.learned().items()}, asked.to)
    return 0


if __name__ == "__main__":
    sys.exit(main())
