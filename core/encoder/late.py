"""Sentences as vectors by a small model that runs here: what means alike points alike.

The model is all-MiniLM-L6-v2 (Apache 2.0; Reimers and Gurevych 2019, arXiv:1908.10084), for
English. Its files stand in a folder: vocab.txt and model.safetensors, 91 MB, which are mapped and
not read: the memory they take is the system's, which may have it back at any time.
"""

# Tested in tests/core/encoder/test_encoder.py.

from __future__ import annotations

import asyncio
import functools
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.encoder.bert import Array
    from core.encoder.encoder import SentenceEncoder

# Where setting up puts the model.
HOME = Path(sys.prefix) / "share" / "paperboy" / "all-MiniLM-L6-v2"
A_TURN = 8  # texts at once: a question does not wait for a whole day's papers
VOCABULARY, WEIGHTS = "vocab.txt", "model.safetensors"


class EncoderUnreadable(Exception):
    """A folder does not hold that model's files."""


class LateEncoder:
    """A sentence encoder that is opened when it is first asked: whoever asks nothing does not wait
    for it. It works in a thread of its own, one call after the other, so that many who ask leave
    the others' threads alone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._opened: SentenceEncoder | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="encoder")

    async def encode(self, texts: Sequence[str]) -> Array:
        """A vector of length one for each text: (texts, 384). Raises EncoderUnreadable."""
        return await self._asked(lambda opened: opened.encode(texts))

    async def relevance(self, question: str, texts: Sequence[str]) -> Array:
        """How likely each text answers the question: log odds, (texts,).

        Raises EncoderUnreadable.
        """
        return await self._asked(lambda opened: opened.relevance(question, texts))

    async def _asked(self, work: Callable[[SentenceEncoder], Array]) -> Array:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, lambda: work(self._open()))

    def _open(self) -> SentenceEncoder:
        if self._opened is None:
            from core.encoder.encoder import SentenceEncoder

            self._opened = SentenceEncoder(self.folder)
        return self._opened


class TextVectors:
    """Vectors of titles and abstracts by the sentence encoder, as they are kept: 16-bit floats, the
    lowest byte first."""

    space = "all-MiniLM-L6-v2"

    def __init__(self, encoder: LateEncoder) -> None:
        self._encoder = encoder

    async def vectors(self, texts: Sequence[str]) -> list[bytes | None]:
        """A vector of each text. Raises EncoderUnreadable."""
        found: list[bytes | None] = []
        for begin in range(0, len(texts), A_TURN):
            part = texts[begin : begin + A_TURN]
            told = await self._encoder.encode(part)
            found += [each.astype("<f2").tobytes() for each in told]
        return found


def find_encoder() -> LateEncoder | None:
    """The encoder that setting up has fetched; None where there is none."""
    return encoder_in(HOME) if (HOME / WEIGHTS).exists() else None


@functools.cache
def encoder_in(folder: Path) -> LateEncoder:
    """The encoder of a folder, one for all who ask."""
    return LateEncoder(folder)
