"""The sentence encoder, opened: its files, the vectors it has made, and what a question is answered
by."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from core.encoder import bert, pieces
from core.encoder.bert import Array
from core.encoder.late import VOCABULARY, WEIGHTS, EncoderUnreadable

WIDTH, WORDS = 384, 30_522  # numbers of a vector, pieces that are known
MOST_PIECES, MOST_CHARACTERS = 128, 600  # of a text; it is cut behind them
# Of a question, and of a sentence that is read beside it: as many as it was fitted to.
OF_QUESTION, OF_ANSWER = 42, 74
# What makes the encoder tell whether a sentence answers: bench/relevance.py makes it.
RELEVANCE = Path(__file__).with_name("relevance.safetensors")
KEPT = 4_000  # vectors, the last ones: a paper's sentences are asked for again and again
_TOGETHER = 2_048  # pieces that go through at once, so that memory is bounded
_LONGEST_HEAD = 10_000_000  # bytes
_KINDS = {"F32": np.float32, "F16": np.float16}


class SentenceEncoder:
    """The model, opened; for one thread at a time."""

    def __init__(self, folder: Path, changes: Path = RELEVANCE) -> None:
        """Raises EncoderUnreadable."""
        self._found: dict[str, Array] = {}
        try:
            lines = (folder / VOCABULARY).read_text("utf-8").splitlines()
            self._known = pieces.vocabulary(lines)
            self._weights = dict(arrays(folder / WEIGHTS))
            self._changed = self._weights | dict(arrays(changes))
            tried = self.encode(["one word"])
        except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
            raise EncoderUnreadable(f"{folder}: {error}") from error
        if len(lines) != WORDS or tried.shape != (1, WIDTH):
            raise EncoderUnreadable(f"{folder} holds another model")

    def encode(self, texts: Sequence[str]) -> Array:
        """A vector of length one for each text: (texts, 384)."""
        cut = [text[:MOST_CHARACTERS] for text in texts]
        new = [each for each in dict.fromkeys(cut) if each not in self._found]
        numbered = [pieces.numbers(text, self._known, MOST_PIECES) for text in new]
        told: list[Array] = []
        for group in _groups(numbered):
            told.extend(bert.vectors(group, self._weights))
        self._found |= dict(zip(new, told, strict=True))
        found = [self._found[text] for text in cut]
        for text in list(self._found)[:-KEPT]:
            del self._found[text]
        return np.stack(found) if found else np.zeros((0, WIDTH), np.float32)

    def relevance(self, question: str, texts: Sequence[str]) -> Array:
        """How likely each text answers the question: log odds, (texts,)."""
        asked = pieces.numbers(question[:MOST_CHARACTERS], self._known, OF_QUESTION)
        told = (pieces.numbers(text[:MOST_CHARACTERS], self._known, OF_ANSWER) for text in texts)
        groups = _groups([numbers[1:] for numbers in told], beside=len(asked))
        found = [bert.relevance(asked, group, self._changed) for group in groups]
        return np.concatenate(found) if found else np.zeros(0, np.float32)


def _groups(texts: Iterable[list[int]], beside: int = 0) -> Iterator[list[list[int]]]:
    """As many texts at once as may go through together, each with so many pieces beside it."""
    group: list[list[int]] = []
    total = 0
    for text in texts:
        if group and total + beside + len(text) > _TOGETHER:
            yield group
            group, total = [], 0
        group.append(text)
        total += beside + len(text)
    if group:
        yield group


def arrays(file: Path) -> Iterator[tuple[str, Array]]:
    """The arrays of a safetensors file by name: its length, a head in JSON, and the numbers.

    https://github.com/huggingface/safetensors#format tells how it is written. Raises ValueError for
    another kind of file.
    """
    held = np.memmap(file, np.uint8, "r")
    length = int.from_bytes(held[:8].tobytes(), "little")
    if length > _LONGEST_HEAD:
        raise ValueError("no safetensors file")
    head: dict[str, Any] = json.loads(held[8 : 8 + length].tobytes())
    for name, told in head.items():
        if name != "__metadata__" and told["dtype"] in _KINDS:
            begin, end = told["data_offsets"]
            numbers = held[8 + length + begin : 8 + length + end].view(_KINDS[told["dtype"]])
            # Those of 32 bits stay where they are.
            yield name, numbers.reshape(told["shape"]).astype(np.float32, copy=False)
