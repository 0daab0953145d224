"""Whatever an endpoint does with texts, what can be used of it is used, and nobody gets another
paper's vector."""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from core.errors import ModelError, OverBudget
from core.llm.budget import Budget
from core.llm.embedder import MOST_TEXTS, Embedder
from core.llm.vectors import Vector
from tests.behaviours.embeddings import PAPERS, ROWS, TEXTS, Embedding, Row
from tests.core.asked import NOW, Accounts, embedder_at
from tests.fakes.embeddings import vector_of


@asynccontextmanager
async def at(row: Row, path: str = "/v1/embeddings") -> AsyncIterator[tuple[Embedder, Embedding]]:
    async with (
        Embedding(row, path=path) as server,
        embedder_at(f"{server.url}/v1", Accounts()) as found,
    ):
        yield found, server


def is_of(vector: Vector | None, text: str) -> bool:
    """Whether that vector, if there is one, is nearer to the text's than to any other's."""
    if vector is None:
        return True
    numbers = struct.unpack(f"<{len(vector) // 2}e", vector)

    def near(other: str) -> float:
        return sum(a * b for a, b in zip(numbers, vector_of(other), strict=False))

    return max(TEXTS, key=near) == text


def test_the_rows_are_different() -> None:
    assert [name for name, count in Counter(row.name for row in ROWS).items() if count > 1] == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
async def test_what_can_be_used_is_used(row: Row) -> None:
    async with at(row) as (embedder, server):
        if row.error:
            with pytest.raises(row.error):
                await embedder.vectors(TEXTS)
        else:
            found = await embedder.vectors(TEXTS)

            missing = tuple(place for place in range(PAPERS) if found[place] is None)
            assert missing == row.missing
            assert all(is_of(vector, text) for vector, text in zip(found, TEXTS, strict=True))
        assert 1 <= len(server.calls) <= row.calls


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row.error is None], ids=lambda row: row.name
)
async def test_what_was_found_out_is_not_found_out_again(row: Row) -> None:
    async with at(row) as (embedder, server):
        await embedder.vectors(TEXTS)
        first = len(server.calls)
        again = await embedder.vectors(TEXTS)

        assert tuple(place for place in range(PAPERS) if again[place] is None) == row.missing
        assert len(server.calls) - first <= first


async def test_one_call_for_a_days_list() -> None:
    async with at(ROWS[0]) as (embedder, server):
        await embedder.vectors([f"{number} {TEXTS[0]}" for number in range(MOST_TEXTS)])
        assert len(server.calls) == 1
        assert server.calls[0].body.keys() == {"model", "input", "encoding_format"}


async def test_an_address_without_a_version_is_tried_with_one() -> None:
    async with (
        Embedding(ROWS[0]) as server,
        embedder_at(server.url, Accounts()) as embedder,
    ):
        assert all(await embedder.vectors(TEXTS))
        assert len(server.calls) == 1


async def test_what_it_used_is_booked_and_the_budget_kept() -> None:
    accounts, budget = Accounts(), Budget(20_000, NOW.date())
    async with (
        Embedding(ROWS[0]) as server,
        embedder_at(f"{server.url}/v1", accounts, budget=budget) as embedder,
    ):
        assert all(await embedder.vectors(TEXTS))
        assert accounts.total.calls == 1
        assert accounts.total.prompt == server.calls[0].right["usage"]["prompt_tokens"]
        with pytest.raises(OverBudget):
            await embedder.vectors(TEXTS * 2)
        assert len(server.calls) == 1


async def test_no_texts_no_call() -> None:
    async with at(ROWS[0]) as (embedder, server):
        assert await embedder.vectors([]) == []
        assert all(await embedder.vectors(["", "  "]))
        assert len(server.calls) == 1


async def test_one_paper_that_is_not_wanted_is_no_trouble_once_others_were() -> None:
    (row,) = (row for row in ROWS if row.name == "does not want one paper")
    async with at(row) as (embedder, _):
        with pytest.raises(ModelError):
            await embedder.vectors(TEXTS[row.missing[0] : row.missing[0] + 1])
        await embedder.vectors(TEXTS)
        assert await embedder.vectors(TEXTS[row.missing[0] : row.missing[0] + 1]) == [None]


async def test_a_check_tells_how_many_numbers_a_vector_has() -> None:
    async with at(ROWS[0]) as (embedder, _):
        assert await embedder.check() == 64
