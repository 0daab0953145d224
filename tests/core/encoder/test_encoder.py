"""Vectors of sentences: reckoned as the model's paper says, and as the model gives them elsewhere."""

from __future__ import annotations

import asyncio
import json
import math
from pathlib import Path

import numpy as np
import pytest

from core.encoder import bert
from core.encoder import late as home
from core.encoder.encoder import SentenceEncoder
from core.encoder.late import EncoderUnreadable, LateEncoder, find_encoder

WIDTH, INNER = 24, 40
SENTENCES = ("How many GPUs were used?", "We trained on eight A100 cards.", "Cats like milk.")
# The same by PyTorch, their first four numbers, and how relevant two are to the first.
ELSEWHERE = (
    (-0.03981, -0.00465, -0.08398, 0.01529),
    (0.00127, 0.04151, -0.05273, 0.03742),
    (0.02403, -0.02572, 0.02173, 0.08308),
)
RELEVANT = (2.1078, -6.8104)


def small_weights() -> dict[str, np.ndarray]:
    """Two layers of weights that nobody has trained."""
    chance = np.random.default_rng(7)

    def some(*shape: int) -> np.ndarray:
        return chance.normal(0, 0.5, shape).astype(np.float32)

    found = {
        "embeddings.word_embeddings.weight": some(30, WIDTH),
        "embeddings.position_embeddings.weight": some(16, WIDTH),
        "embeddings.token_type_embeddings.weight": some(2, WIDTH),
        "embeddings.LayerNorm.weight": some(WIDTH),
        "embeddings.LayerNorm.bias": some(WIDTH),
    }
    for layer in range(2):
        inner = f"encoder.layer.{layer}"
        for name in ("query", "key", "value"):
            found[f"{inner}.attention.self.{name}.weight"] = some(WIDTH, WIDTH)
            found[f"{inner}.attention.self.{name}.bias"] = some(WIDTH)
        for name, shape in (
            ("attention.output.dense", (WIDTH, WIDTH)),
            ("intermediate.dense", (INNER, WIDTH)),
            ("output.dense", (WIDTH, INNER)),
        ):
            found[f"{inner}.{name}.weight"] = some(*shape)
            found[f"{inner}.{name}.bias"] = some(shape[0])
        for name in ("attention.output.LayerNorm", "output.LayerNorm"):
            found[f"{inner}.{name}.weight"] = some(WIDTH)
            found[f"{inner}.{name}.bias"] = some(WIDTH)
    return found


def small_changes() -> dict[str, np.ndarray]:
    """Changes of rank 2 of some of these weights, and what makes one number of a mean."""
    chance = np.random.default_rng(9)
    found = {}
    for name, wide in (("attention.self.key", WIDTH), ("intermediate.dense", INNER)):
        found[f"encoder.layer.1.{name}.down"] = chance.normal(0, 0.5, (2, WIDTH))
        found[f"encoder.layer.1.{name}.up"] = chance.normal(0, 0.5, (wide, 2))
    found["relevance.weight"] = chance.normal(0, 0.5, WIDTH)
    found["relevance.bias"] = np.array(0.3)
    return {name: each.astype(np.float32) for name, each in found.items()}


def by_hand(text: list[int], weights: dict[str, np.ndarray], second: int = 99) -> np.ndarray:
    """The mean state of one text, or of two of which the other begins at piece `second`, piece by
    piece and head by head, in double precision."""
    known = {name: each.astype(float) for name, each in weights.items()}

    def dense(state: np.ndarray, name: str) -> np.ndarray:
        weight = known[f"{name}.weight"]
        if f"{name}.up" in known:
            weight = weight + known[f"{name}.up"] @ known[f"{name}.down"]
        return weight @ state + known[f"{name}.bias"]

    def normed(state: np.ndarray, name: str) -> np.ndarray:
        spread = math.sqrt(state.var() + 1e-12)
        return (state - state.mean()) / spread * known[f"{name}.weight"] + known[f"{name}.bias"]

    def gelu(value: float) -> float:
        return value * (1 + math.erf(value / math.sqrt(2))) / 2

    states = [
        normed(
            known["embeddings.word_embeddings.weight"][piece]
            + known["embeddings.position_embeddings.weight"][place]
            + known["embeddings.token_type_embeddings.weight"][int(place >= second)],
            "embeddings.LayerNorm",
        )
        for place, piece in enumerate(text)
    ]
    for layer in range(2):
        inner = f"encoder.layer.{layer}"
        asked, held, meant = (
            [dense(state, f"{inner}.attention.self.{name}") for state in states]
            for name in ("query", "key", "value")
        )
        behind = []
        for state, query in zip(states, asked, strict=True):
            seen = np.zeros(WIDTH)
            for head in np.split(np.arange(WIDTH), bert.HEADS):
                scores = [query[head] @ key[head] / math.sqrt(len(head)) for key in held]
                odds = [math.exp(score) for score in scores]
                for share, value in zip(odds, meant, strict=True):
                    seen[head] += share / sum(odds) * value[head]
            state = normed(
                state + dense(seen, f"{inner}.attention.output.dense"),
                f"{inner}.attention.output.LayerNorm",
            )
            wide = np.array([gelu(each) for each in dense(state, f"{inner}.intermediate.dense")])
            behind.append(
                normed(state + dense(wide, f"{inner}.output.dense"), f"{inner}.output.LayerNorm")
            )
        states = behind
    return np.mean(states, axis=0)


def test_a_text_beside_others_is_reckoned_as_alone_and_by_hand():
    weights = small_weights()
    texts = [[1, 5, 9, 2], [1, 2], [1, 29, 0, 7, 7, 3, 2]]

    found = bert.vectors(texts, weights)
    told = np.stack([by_hand(text, weights) for text in texts])

    assert found.shape == (3, WIDTH)
    assert found == pytest.approx(told / np.linalg.norm(told, axis=1, keepdims=True), abs=2e-3)


def test_relevance_is_reckoned_of_two_texts_as_one_and_by_hand():
    changed = small_weights() | small_changes()
    question, texts = [1, 8, 2], [[5, 9, 2], [2], [29, 0, 7, 7, 3, 2]]

    found = bert.relevance(question, texts, changed)
    means = [by_hand([*question, *text], changed, len(question)) for text in texts]
    told = [mean @ changed["relevance.weight"] + 0.3 for mean in means]

    assert found == pytest.approx(np.array(told), abs=5e-3)
    assert bert.vectors(texts, changed) != pytest.approx(bert.vectors(texts, small_weights()))


def test_vectors_are_those_of_the_model_elsewhere(encoder_home):
    found = SentenceEncoder(encoder_home).encode(SENTENCES)

    assert found[:, :4] == pytest.approx(np.array(ELSEWHERE), abs=1e-3)
    assert np.linalg.norm(found, axis=1) == pytest.approx([1, 1, 1])


def test_relevance_is_that_of_the_model_elsewhere(encoder_home):
    question, *texts = SENTENCES
    found = SentenceEncoder(encoder_home).relevance(question, texts)

    assert found == pytest.approx(np.array(RELEVANT), abs=1e-2)


def test_as_many_texts_are_told_as_there_are_and_none(encoder_home):
    encoder = SentenceEncoder(encoder_home)
    texts = [f"We ran it on {number} GPUs." for number in range(2, 90)]
    many = encoder.relevance("How many GPUs?", texts)
    alone = encoder.relevance("How many GPUs?", texts[-1:])
    odd = encoder.relevance("何" * 900, ["", "word " * 100_000, "\ud83d\ufffd"])

    assert many.shape == (88,)
    assert many[-1:] == pytest.approx(alone, abs=1e-3)
    assert encoder.relevance("How many GPUs?", []).shape == (0,)
    assert np.isfinite(odd).all()


async def test_what_means_alike_points_alike(encoder_home):
    question, answer, other = await LateEncoder(encoder_home).encode(SENTENCES)

    assert question @ answer > 0.3 > 0.1 > question @ other


def test_as_many_texts_as_there_are_and_none(encoder_home):
    encoder = SentenceEncoder(encoder_home)
    many = encoder.encode([f"Sentence {number} about runs." for number in range(70)] * 2)

    assert many.shape == (140, 384)
    assert (many[:70] == many[70:]).all()
    assert encoder.encode([]).shape == (0, 384)


def test_a_text_without_words_and_one_without_end_have_a_vector(encoder_home):
    found = SentenceEncoder(encoder_home).encode(
        ["", "word " * 100_000, "\ud83d\ufffd", "模" * 900]
    )

    assert np.isfinite(found).all()


def test_there_is_none_where_none_was_set_up():
    assert find_encoder() is None


def write(folder: Path, head: object, numbers: bytes = b"") -> None:
    told = json.dumps(head).encode()
    (folder / home.WEIGHTS).write_bytes(len(told).to_bytes(8, "little") + told + numbers)


@pytest.mark.parametrize(
    "head",
    [
        {},
        [],
        {"a": {"dtype": "F32", "shape": [2, 2], "data_offsets": [0, 16]}},  # cut off
        {"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}},
        {"a": 3},
    ],
)
async def test_another_file_is_no_model(tmp_path, head):
    (tmp_path / home.VOCABULARY).write_text("[CLS]\n[SEP]\n[UNK]\n")
    write(tmp_path, head, b"\0\0\0\0")

    with pytest.raises(EncoderUnreadable, match=str(tmp_path)):
        await LateEncoder(tmp_path).encode(["a"])


@pytest.mark.parametrize("content", [b"", b"\xff" * 40, b"\x10\0\0\0\0\0\0\0{", b"\0" * 8])
async def test_what_is_no_file_of_weights_is_told(tmp_path, content):
    (tmp_path / home.VOCABULARY).write_text("[CLS]\n[SEP]\n[UNK]\n")
    (tmp_path / home.WEIGHTS).write_bytes(content)

    with pytest.raises(EncoderUnreadable):
        await LateEncoder(tmp_path).encode(["a"])


async def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(EncoderUnreadable):
        await LateEncoder(tmp_path / "nowhere").encode(["a"])


async def test_many_who_ask_at_once_leave_the_others_threads_alone(encoder_home):
    encoder = LateEncoder(encoder_home)
    many = [f"Sentence {number} of a paper about kites and their strings." for number in range(60)]
    async with asyncio.TaskGroup() as group:
        asked = [group.create_task(encoder.encode([*many, f"{n}"])) for n in range(40)]
        await asyncio.to_thread(len, "free")
        assert not asked[-1].done()

    assert {each.result().shape for each in asked} == {(61, 384)}
