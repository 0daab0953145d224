"""An endpoint's response → one vector for each text that was sent. Pure.

Most responses are OpenAI's, of numbers or base64; Ollama's, Gemini's, DashScope's and those of Text
Embeddings Inference are read too. What cannot be told apart is not guessed: a list of another
length than was asked for says of no vector whose it is.
"""

from __future__ import annotations

import base64
import binascii
import json
import math
import struct
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from core.llm.usage import UNSAID, TokenCounts, usage_of

# Fewer numbers are no vector of a text, and more are of no use.
FEWEST_NUMBERS: Final = 8
MOST_NUMBERS: Final = 4_096
# Below so small a length there is no direction.
_NO_LENGTH = 1e-12
# Where a response keeps its vectors, and where an item of them keeps its numbers.
_LISTS = ("data", "embeddings", "output", "result", "embedding", "predictions")
_NUMBERS = ("embedding", "values", "vector", "embeddings")
_DEEPEST = 4

Vector = bytes
"""A vector of length one, as 16-bit floats, the lowest byte first."""


@dataclass(frozen=True, slots=True)
class Vectors:
    """One for each text, in their order; None where it is none. `usage` is what was counted."""

    each: tuple[Vector | None, ...]
    usage: TokenCounts = UNSAID


@dataclass(frozen=True, slots=True)
class NoVectors:
    """A response without vectors for those texts. `page` says that it is a page for people, `error`
    what it says; `other` that it holds vectors, but not one for each text."""

    error: str = ""
    page: bool = False
    other: bool = False


def vectors_in(body: bytes, count: int) -> Vectors | NoVectors:
    """The vectors for so many texts. It takes some tens of milliseconds for a hundred."""
    text = body.decode("utf-8-sig", "replace").strip().strip("\0")
    if text.startswith("<"):
        return NoVectors(error=text[:4_000], page=True)
    try:
        content = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return NoVectors()
    items = _items(content)
    if not items:
        return NoVectors(error=text[:4_000] if _is_error(content) else "")
    if len(items) != count:
        return NoVectors(other=True)
    vectors = [_vector(each) for each in _in_order(items)]
    lengths = Counter(len(each) for each in vectors if each is not None)
    if not lengths:
        return Vectors((None,) * count, _usage(content))
    # Vectors of several lengths cannot be compared: those count of which there are most.
    (usual, _), *_ = lengths.most_common(1)
    kept = (each if each is not None and len(each) == usual else None for each in vectors)
    return Vectors(tuple(kept), _usage(content))


def numbers_in(vector: Vector) -> int:
    """How many numbers it has."""
    return len(vector) // 2


def _items(content: Any, depth: int = 0) -> Sequence[Any]:
    """The vectors in a response, each as it is written there; [] where there are none."""
    if depth > _DEEPEST:
        return []
    if isinstance(content, list):
        if content and all(isinstance(each, int | float) for each in content):
            return [content]
        return content
    if not isinstance(content, dict):
        return []
    for name in _LISTS:
        inner = content.get(name)
        if isinstance(inner, str) and name == "embedding":
            return [inner]
        if isinstance(inner, list | dict) and inner:
            found = _items(inner, depth + 1)
            if found:
                return found
    return [content] if any(name in content for name in _NUMBERS) else []


def _is_error(content: Any) -> bool:
    """Whether a response that calls itself a success says what went wrong."""
    names = ("error", "message", "detail", "msg", "code")
    return isinstance(content, dict) and any(content.get(name) for name in names)


def _in_order(items: Sequence[Any]) -> Sequence[Any]:
    """The items by their `index`, where that says which is which, or else as they stand."""
    places: list[int] = []
    for item in items:
        index = item.get("index", item.get("text_index")) if isinstance(item, dict) else None
        if isinstance(index, int) and not isinstance(index, bool):
            places.append(index)
    first = min(places, default=0)
    if first not in (0, 1) or sorted(places) != list(range(first, first + len(items))):
        return items
    ordered: list[Any] = [None] * len(items)
    for place, item in zip(places, items, strict=True):
        ordered[place - first] = item
    return ordered


def _vector(item: Any) -> Vector | None:
    """The vector in that item; None where there is none to use."""
    if isinstance(item, Mapping):
        item = next((item[name] for name in _NUMBERS if item.get(name)), None)
        if isinstance(item, Mapping):
            item = item.get("values") or item.get("float")
    # Some wrap the one vector of a text in a list of its own.
    if isinstance(item, list) and len(item) == 1 and isinstance(item[0], list):
        item = item[0]
    numbers = _from_base64(item) if isinstance(item, str) else item
    if not isinstance(numbers, Sequence):
        return None
    if not FEWEST_NUMBERS <= len(numbers) <= MOST_NUMBERS:
        return None
    if any(isinstance(each, bool) or not isinstance(each, int | float) for each in numbers):
        return None
    try:
        length = math.hypot(*numbers)
    except OverflowError:
        return None
    if not math.isfinite(length) or length < _NO_LENGTH:
        return None
    return struct.pack(f"<{len(numbers)}e", *(each / length for each in numbers))


def _from_base64(text: str) -> Sequence[float]:
    """The 32-bit floats that are written so; () where they are not."""
    try:
        raw = base64.b64decode(text, validate=True)
        return struct.unpack(f"<{len(raw) // 4}f", raw)
    except (binascii.Error, struct.error, ValueError):
        return ()


def _usage(content: Any) -> TokenCounts:
    return usage_of(content) if isinstance(content, dict) else UNSAID
