from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from core.llm.capabilities import Capabilities, Format
from storage import Storage
from tests.storage.build import NOON, hours

ADDRESS = "https://api.example/v1"
FOUND_OUT = Capabilities(
    limit_name=None,
    format=Format.OBJECT_SCHEMA,
    told=True,
    stream=True,
    system=False,
    effort="low",
    path="/v1",
    output_limit=4096,
    context_limit=8192,
    thoughts=700,
    weight=1.4,
    refused=("temperature", "strict"),
    ignored=("max_tokens",),
    proven_format=Format.OBJECT,
    proven_output=900,
    proven_prompt=5000,
    learned_at=NOON,
    interval=6.0,
    per_token=0.001,
    at_once=2,
    paced_at=hours(1),
)


async def test_all_that_was_found_out_is_read_back(store: Storage) -> None:
    for known in (FOUND_OUT, Capabilities()):
        await store.endpoints.save(ADDRESS, "m1", known)
        assert await store.endpoints.get(ADDRESS, "m1") == known


async def test_each_model_at_each_address_has_its_own(store: Storage) -> None:
    assert await store.endpoints.get(ADDRESS, "m1") is None
    for address, model in ((ADDRESS, "m2"), (ADDRESS, "m1"), ("https://a.example", "m1")):
        await store.endpoints.save(address, model, Capabilities(path=f"/{model}"))

    assert await store.endpoints.get(ADDRESS, "m3") is None
    assert await store.endpoints.all() == [
        ("https://a.example", "m1", Capabilities(path="/m1")),
        (ADDRESS, "m1", Capabilities(path="/m1")),
        (ADDRESS, "m2", Capabilities(path="/m2")),
    ]


async def test_what_another_version_wrote_so_that_nobody_can_read_it_is_found_out_anew(
    path: Path, store: Storage
) -> None:
    for model in ("m1", "m2", "m3"):
        await store.endpoints.save(ADDRESS, model, FOUND_OUT)
    with closing(sqlite3.connect(path)) as other:
        other.execute(
            """UPDATE endpoints SET body = '{"format": "telepathy"}' WHERE model = 'm1'"""
        )
        other.execute("""UPDATE endpoints SET body = '[]' WHERE model = 'm3'""")
        other.commit()

    assert await store.endpoints.get(ADDRESS, "m1") is None
    assert await store.endpoints.all() == [(ADDRESS, "m2", FOUND_OUT)]
    await store.endpoints.save(ADDRESS, "m1", Capabilities())
    assert await store.endpoints.get(ADDRESS, "m1") == Capabilities()
