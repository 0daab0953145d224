"""What is found, and in which order, is the same on both engines."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from sqlalchemy import URL, text

from core.models import Paper
from storage import Storage, open_storage
from tests import stores
from tests.storage import build
from tests.storage.engine.cluster import url_of

WORDS = [
    "agents",
    "language",
    "models",
    "reasoning",
    "vision",
    "diffusion",
    "protein",
    "folding",
    "efficient",
    "training",
    "robots",
    "retrieval",
    "speech",
    "大语言模型",
    "推理",
    "强化学习",
    "视觉",
    "c++",
    "café",
    "world",
]
pytestmark = pytest.mark.server
SEED = 20260205
ASKED = (
    *WORDS,
    *("a", "model", "lang", "语言", "言模", "模", "学习 推理", "agents vision", "world models"),
    *("efficient training of robots", "c++ agents", "nothing here", "rea", "diffusion 视觉 speech"),
)


def shelf(count: int) -> list[Paper]:
    """Papers of words drawn by chance, the first of the words most often."""
    chance = random.Random(SEED)
    often = [1 / (place + 1) for place in range(len(WORDS))]

    def text(most: int) -> str:
        return " ".join(chance.choices(WORDS, often, k=chance.randint(1, most)))

    return [
        build.paper(number, title=text(8), abstract=text(90), organization=text(2))
        for number in range(1, count + 1)
    ]


async def answers(store: Storage) -> list[tuple[str, list[str], list[str]]]:
    """For each of the questions, what is found and what is near."""
    await store.papers.save(shelf(150))
    for number in range(1, 40):
        await store.readings.save_summary(build.summary(number, text=f"{WORDS[number % 19]} 推理"))
    found: list[tuple[str, list[str], list[str]]] = []
    for words in ASKED:
        hits = [hit.paper.id for hit in await store.search.find(words, limit=20)]
        near = [paper.id for paper in await store.search.near(words.split(), 20)]
        found.append((words, hits, near))
    return found


async def test_the_same_is_found_in_the_same_order(
    path: Path, request: pytest.FixtureRequest
) -> None:
    server = request.getfixturevalue("database_server")
    async with open_storage(f"sqlite:///{path}") as store:
        expected = await answers(store)
    with stores.on(server, "UTC"):
        async with open_storage(server.emptied()) as store:
            found = await answers(store)

    assert found == expected
    assert sum(bool(hits) for _, hits, _ in found) > len(ASKED) * 0.8


async def test_the_index_is_the_same_in_whatever_order_summaries_came(database: URL) -> None:
    # Rows come as they lie there, unless they are asked for in an order.
    as_they_lie = "-c enable_indexscan=off -c enable_bitmapscan=off"
    address = database.update_query_dict({"options": as_they_lie})
    async with open_storage(url_of(address)) as store:
        await store.papers.save([build.paper(number, title="A robot reads") for number in (1, 2)])
        for number, languages in ((1, ("en", "zh")), (2, ("zh", "en"))):
            for language in languages:
                summary = build.summary(number, language, text=f"In {language}")
                await store.readings.save_summary(summary)
        indexed = await store.papers._database.rows(text("SELECT text FROM search"))

    assert len(indexed) == 2
    assert len(set(indexed)) == 1
