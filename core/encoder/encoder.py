"""The sentence encoder, opened: its files, and the vectors it has made."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from core.encoder import bert, pieces
from core.encoder.bert import Array
from core.encoder.late import VOCABULARY, WEIGHTS, EncoderUnreadable

WIDTH, WORDS = 384, 30_522  # numbers of a vector, pieces that are known
MOST_PIECES, MOST_CHARACTERS = 128, 600  # of a sentence; it is cut behind them
KEPT = 4_000  # vectors, the last ones: a paper's sentences are asked for again and again
_TOGETHER = 2_048  # pieces that go through at once, so that memory is bounded
_LONGEST_HEAD = 10_000_000  # bytes


class SentenceEncoder:
    """The model, opened; for one thread at a time."""

    def __init__(self, folder: Path) -> None:
        """Raises EncoderUnreadable."""
        self._found: dict[str, Array] = {}
        try:
            lines = (folder / VOCABULARY).read_text("utf-8").splitlines()
            self._known = pieces.vocabulary(lines)
            self._weights = dict(_mapped(folder / WEIGHTS))
            tried = self.encode(["one word"])
        except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
            raise EncoderUnreadable(f"{folder}: {error}") from error
        if len(lines) != WORDS or tried.shape != (1, WIDTH):
            raise EncoderUnreadable(f"{folder} holds another model")

    def encode(self, texts: Sequence[str]) -> Array:
        """A vector of length one for each text: (texts, 384)."""
        cut = [text[:MOST_CHARACTERS] for text in texts]
        new = [each for each in dict.fromkeys(cut) if each not in self._found]
        for group in self._groups(new):
            numbered = [numbers for _, numbers in group]
            told = bert.vectors(numbered, self._weights)
            self._found |= {text: told[at] for at, (text, _) in enumerate(group)}
        found = [self._found[text] for text in cut]
        for text in list(self._found)[:-KEPT]:
            del self._found[text]
        return np.stack(found) if found else np.zeros((0, WIDTH), np.float32)

    def _groups(self, texts: Sequence[str]) -> Iterator[list[tuple[str, list[int]]]]:
        """The texts with their pieces, as many at once as may go through together."""
        group: list[tuple[str, list[int]]] = []
        total = 0
        for text in texts:
            numbers = pieces.numbers(text, self._known, MOST_PIECES)
            if group and total + len(numbers) > _TOGETHER:
                yield group
                group, total = [], 0
            group.append((text, numbers))
            total += len(numbers)
        if group:
            yield group


def _mapped(file: Path) -> Iterator[tuple[str, Array]]:
    """The arrays of a safetensors file by name: its length, a head in JSON, and the numbers.

    https://github.com/huggingface/safetensors#format tells how it is written.
    """
    held = np.memmap(file, np.uint8, "r")
    length = int.from_bytes(held[:8].tobytes(), "little")
    if length > _LONGEST_HEAD:
        raise ValueError("no safetensors file")
    head: dict[str, Any] = json.loads(held[8 : 8 + length].tobytes())
    for name, told in head.items():
        if name != "__metadata__" and told["dtype"] == "F32":
            begin, end = told["data_offsets"]
            numbers = held[8 + length + begin : 8 + length + end].view(np.float32)
            yield name, numbers.reshape(told["shape"])
