"""The sentence encoder in PyTorch, with changes of low rank that can be fitted (LoRA, Hu et al. 2021,
arXiv:2106.09685), so that it reads a question and a sentence together: a cross-encoder (Nogueira and
Cho 2019, arXiv:1901.04085). What runs in the product is `core.encoder.bert`.
"""

# Used by bench/relevance.py; its numbers are held against numpy in tests/core/encoder/test_encoder.py.

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from core.encoder.bert import HEADS, Weights

RANK, UNCHANGED = 16, 1  # of the changes; the first layer has none
LAYERS, WIDTH = 6, 384
_DENSE = {
    "attention.self.query": (WIDTH, WIDTH),
    "attention.self.key": (WIDTH, WIDTH),
    "attention.self.value": (WIDTH, WIDTH),
    "attention.output.dense": (WIDTH, WIDTH),
    "intermediate.dense": (WIDTH, 4 * WIDTH),
    "output.dense": (4 * WIDTH, WIDTH),
}

Pair = tuple[Sequence[int], Sequence[int]]  # a question and a sentence in pieces, as they are read


class CrossEncoder(nn.Module):
    """The encoder with its changes and a head; `changes` are all that is learned."""

    def __init__(self, weights: Weights) -> None:
        super().__init__()
        self.held = {name: torch.from_numpy(each.copy()) for name, each in weights.items()}
        self.narrow = {name: each.to(torch.bfloat16) for name, each in self.held.items()}
        self.changes = nn.ParameterDict()
        for layer in range(UNCHANGED, LAYERS):
            for name, (wide_in, wide_out) in _DENSE.items():
                key = f"encoder.layer.{layer}.{name}"
                begun = torch.randn(RANK, wide_in) / math.sqrt(wide_in)
                self._add(f"{key}.down", begun)
                self._add(f"{key}.up", torch.zeros(wide_out, RANK))
        self._add("relevance.weight", torch.zeros(WIDTH))
        self._add("relevance.bias", torch.zeros(()))

    def _add(self, name: str, begun: Tensor) -> None:
        # A dot would be taken for a module.
        self.changes[name.replace(".", "/")] = nn.Parameter(begun)

    def learned(self) -> dict[str, Tensor]:
        """The changes by name, as core.encoder reads them."""
        return {name.replace("/", "."): each.detach() for name, each in self.changes.items()}

    def begin_with(self, learned: Weights) -> None:
        """Goes on from what was learned before."""
        with torch.no_grad():
            for name, each in learned.items():
                self.changes[name.replace(".", "/")].copy_(torch.from_numpy(each.copy()))

    def forward(self, pairs: Sequence[Pair]) -> Tensor:
        """How likely each second answers its first: log odds, (pairs,)."""
        lengths = torch.tensor([len(one) + len(other) for one, other in pairs])
        pieces = torch.zeros(len(pairs), int(lengths.max()), dtype=torch.long)
        kinds = torch.zeros_like(pieces)
        for at, (one, other) in enumerate(pairs):
            pieces[at, : lengths[at]] = torch.tensor([*one, *other])
            kinds[at, len(one) : lengths[at]] = 1
        there = torch.arange(pieces.shape[1])[None] < lengths[:, None]
        mask = torch.zeros(pieces.shape).masked_fill(~there, -1e4)[:, None, None].bfloat16()
        embedded = (
            self.held["embeddings.word_embeddings.weight"][pieces]
            + self.held["embeddings.position_embeddings.weight"][: pieces.shape[1]]
            + self.held["embeddings.token_type_embeddings.weight"][kinds]
        ).bfloat16()
        states = self._normed(embedded, "embeddings.LayerNorm")
        for layer in range(LAYERS):
            states = self._through(states, mask, f"encoder.layer.{layer}")
        weight, bias = self.changes["relevance/weight"], self.changes["relevance/bias"]
        mean = (states.float() * there[..., None]).sum(1) / lengths[:, None]
        return mean @ weight + bias

    def _through(self, states: Tensor, mask: Tensor, layer: str) -> Tensor:
        texts, pieces, _ = states.shape
        asked, held, meant = (
            self._dense(states, f"{layer}.attention.self.{name}")
            .view(texts, pieces, HEADS, WIDTH // HEADS)
            .transpose(1, 2)
            for name in ("query", "key", "value")
        )
        scores = asked @ held.transpose(2, 3) / math.sqrt(WIDTH // HEADS) + mask
        seen = (torch.softmax(scores, -1) @ meant).transpose(1, 2).reshape(states.shape)
        states = states + self._dense(seen, f"{layer}.attention.output.dense")
        states = self._normed(states, f"{layer}.attention.output.LayerNorm")
        inner = self._dense(states, f"{layer}.intermediate.dense")
        states = states + self._dense(
            functional.gelu(inner, approximate="tanh"), f"{layer}.output.dense"
        )
        return self._normed(states, f"{layer}.output.LayerNorm")

    def _dense(self, states: Tensor, name: str) -> Tensor:
        weight, key = self.narrow[f"{name}.weight"], name.replace(".", "/")
        if f"{key}/up" in self.changes:
            change = self.changes[f"{key}/up"] @ self.changes[f"{key}/down"]
            weight = (self.held[f"{name}.weight"] + change).bfloat16()
        return functional.linear(states, weight, self.narrow[f"{name}.bias"])

    def _normed(self, states: Tensor, name: str) -> Tensor:
        weight, bias = self.narrow[f"{name}.weight"], self.narrow[f"{name}.bias"]
        return functional.layer_norm(states, (WIDTH,), weight, bias, 1e-12)
