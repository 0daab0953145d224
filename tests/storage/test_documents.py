from __future__ import annotations

from storage import Storage
from tests.storage import build


async def test_what_is_saved_is_read_back(store: Storage) -> None:
    saved = build.document()
    await store.documents.save(saved, build.NOON)

    assert await store.documents.get(saved.paper_id) == saved
    assert await store.documents.get("9999.99999") is None


async def test_a_newer_version_replaces_an_older_one(store: Storage) -> None:
    await store.documents.save(build.document(), build.NOON)
    await store.documents.save(build.document(version="v3", sections=()), build.hours(1))

    assert await store.documents.get(build.paper().id) == build.document(version="v3", sections=())
