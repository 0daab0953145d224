"""Vectors as an OpenAI-compatible endpoint makes them: of words, so that texts of the same words lie
near each other; and the real refusals."""

# Tested in tests/fakes/test_model.py.

from __future__ import annotations

import base64
import functools
import math
import re
import struct
import zlib
from typing import Any

Body = dict[str, Any]
NUMBERS = 64
_MOST_INPUTS, _MOST_TOKENS = 2048, 8192
_COMMON = frozenset(
    [
        "the",
        "of",
        "a",
        "an",
        "and",
        "in",
        "to",
        "for",
        "with",
        "on",
        "we",
        "is",
        "are",
        "by",
        "that",
        "this",
        "from",
        "as",
    ]
)


def vector_of(text: str, numbers: int = NUMBERS) -> list[float]:
    """A vector of length one; texts that share words have such as are near."""
    return list(_vector_of(text, numbers))


@functools.lru_cache(maxsize=2_000)
def _vector_of(text: str, numbers: int) -> tuple[float, ...]:
    found = [1e-3] * numbers
    for word in re.findall(r"[a-z0-9]+", text.lower()):
        if word not in _COMMON:
            at = zlib.crc32(word.encode())
            found[at % numbers] += 1 if at & 0x10000 else -1
    length = math.hypot(*found)
    return tuple(value / length for value in found)


def encoded(vector: list[float]) -> str:
    """The vector as base64 of 32-bit floats."""
    return base64.b64encode(struct.pack(f"<{len(vector)}f", *vector)).decode()


def response(texts: list[str], model: str, *, as_base64: bool) -> Body:
    """What OpenAI answers."""
    vectors = [vector_of(text) for text in texts]
    tokens = sum(len(text) // 4 + 1 for text in texts)
    return {
        "object": "list",
        "model": model,
        "data": [
            {
                "object": "embedding",
                "index": index,
                "embedding": encoded(vector) if as_base64 else vector,
            }
            for index, vector in enumerate(vectors)
        ],
        "usage": {"prompt_tokens": tokens, "total_tokens": tokens},
    }


def problem(body: Body) -> str | None:
    """What is wrong with a request, in OpenAI's words."""
    texts = texts_of(body)
    if not texts or not all(isinstance(text, str) and text for text in texts):
        return "'$.input' is invalid. Please check the API reference."
    if len(texts) > _MOST_INPUTS:
        return f"'$.input' is invalid: at most {_MOST_INPUTS} inputs are allowed."
    if any(len(text) // 4 + 1 > _MOST_TOKENS for text in texts):
        return (
            f"This model's maximum context length is {_MOST_TOKENS} tokens, however you requested "
            "more. Please reduce your prompt."
        )
    if body.get("encoding_format", "float") not in ("float", "base64"):
        return "Invalid value for 'encoding_format'. Supported values are: 'float' and 'base64'."
    return None


def texts_of(body: Body) -> list[str]:
    """The texts of a request."""
    given = body.get("input")
    return [given] if isinstance(given, str) else list(given or [])
