"""BERT's encoder (Devlin et al. 2019, arXiv:1810.04805) in numpy: pieces → a vector of the text, or
how well it answers a question that is read beside it.

Texts stand one behind the other, so that what concerns single pieces is one multiplication for all
of them and nothing is padded; only attention is reckoned text by text.
"""

# Tested in tests/core/encoder/test_encoder.py.

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Weights = Mapping[str, Array]

HEADS = 12
_SMALLEST = np.float32(1e-12)  # added to a variance
_GELU = np.float32(np.sqrt(2 / np.pi))


def vectors(texts: Sequence[Sequence[int]], weights: Weights) -> Array:
    """The mean of each text's last states as a vector of length one: (texts, width).

    Each text needs a piece at least, and at most as many as the weights have positions.
    """
    means = _means(texts, weights)
    found: Array = means / np.linalg.norm(means, axis=1, keepdims=True)
    return found


def relevance(question: Sequence[int], texts: Sequence[Sequence[int]], weights: Weights) -> Array:
    """How likely each text answers the question, the two read as one: log odds, (texts,)."""
    means = _means([[*question, *text] for text in texts], weights, len(question))
    found: Array = means @ weights["relevance.weight"] + weights["relevance.bias"]
    return found


def _means(texts: Sequence[Sequence[int]], weights: Weights, second: int = sys.maxsize) -> Array:
    """The mean of each text's last states; from its piece `second` on it is another's."""
    ends = np.cumsum([len(text) for text in texts])
    spans = [slice(end - len(text), end) for text, end in zip(texts, ends, strict=True)]
    pieces = np.concatenate([np.asarray(text) for text in texts])
    places = np.concatenate([np.arange(len(text)) for text in texts])
    states = (
        weights["embeddings.word_embeddings.weight"][pieces]
        + weights["embeddings.position_embeddings.weight"][places]
        + weights["embeddings.token_type_embeddings.weight"][(places >= second).astype(int)]
    )
    states = _normed(states, "embeddings.LayerNorm", weights)
    layer = 0
    while f"encoder.layer.{layer}.output.dense.weight" in weights:
        states = _through(states, spans, f"encoder.layer.{layer}", weights)
        layer += 1
    return np.stack([states[span].mean(0) for span in spans])


def _through(states: Array, spans: Sequence[slice], layer: str, weights: Weights) -> Array:
    """The states behind one layer."""
    own = f"{layer}.attention.self"
    asked, held, meant = (
        _dense(states, f"{own}.{name}", weights) for name in ("query", "key", "value")
    )
    seen = np.concatenate([_attended(asked[one], held[one], meant[one]) for one in spans])
    states = states + _dense(seen, f"{layer}.attention.output.dense", weights)
    states = _normed(states, f"{layer}.attention.output.LayerNorm", weights)
    inner = _gelu(_dense(states, f"{layer}.intermediate.dense", weights))
    states = states + _dense(inner, f"{layer}.output.dense", weights)
    return _normed(states, f"{layer}.output.LayerNorm", weights)


def _attended(asked: Array, held: Array, meant: Array) -> Array:
    """What each piece of one text takes from all of it."""
    pieces, width = asked.shape
    by_head = (pieces, HEADS, width // HEADS)
    asked, held, meant = (each.reshape(by_head).swapaxes(0, 1) for each in (asked, held, meant))
    scores = asked @ held.swapaxes(1, 2) / np.float32(np.sqrt(width // HEADS))
    scores = np.exp(scores - scores.max(-1, keepdims=True))
    shares = scores / scores.sum(-1, keepdims=True)
    found: Array = (shares @ meant).swapaxes(0, 1).reshape(pieces, width)
    return found


def _dense(states: Array, name: str, weights: Weights) -> Array:
    found: Array = states @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]
    if f"{name}.down" in weights:
        # A change of low rank (Hu et al. 2021, arXiv:2106.09685): not added to the weights, which
        # are mapped from their file and would stand in memory a second time.
        found += states @ weights[f"{name}.down"].T @ weights[f"{name}.up"].T
    return found


def _normed(states: Array, name: str, weights: Weights) -> Array:
    away = states - states.mean(-1, keepdims=True)
    spread = np.sqrt((away * away).mean(-1, keepdims=True) + _SMALLEST)
    found: Array = away / spread * weights[f"{name}.weight"] + weights[f"{name}.bias"]
    return found


def _gelu(states: Array) -> Array:
    """By its approximation (Hendrycks and Gimpel 2016, arXiv:1606.08415): within 0.0005."""
    inner = _GELU * (states + np.float32(0.044715) * states * states * states)
    found: Array = np.float32(0.5) * states * (1 + np.tanh(inner))
    return found
