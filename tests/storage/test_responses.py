from __future__ import annotations

from core.models import StoredResponse
from storage import Storage
from tests.storage.build import NOON, hours

KEPT = StoredResponse("https://a.example/?date=2026-02-05", '"tag"', None, b"\x00[1, 2]" * 99)


async def test_what_is_saved_is_read_back(store: Storage) -> None:
    await store.responses.save(KEPT, NOON)

    assert await store.responses.get(KEPT.url) == KEPT
    assert await store.responses.get("https://b.example") is None


async def test_a_newer_response_replaces_an_older_one(store: Storage) -> None:
    newer = StoredResponse(KEPT.url, None, "Thu, 05 Feb 2026 12:00:00 GMT", b"")
    await store.responses.save(KEPT, NOON)
    await store.responses.save(newer, hours(1))

    assert await store.responses.get(KEPT.url) == newer


async def test_a_week_later_it_is_dropped(store: Storage) -> None:
    await store.responses.save(KEPT, NOON)
    await store.responses.save(StoredResponse("https://b.example", None, None, b""), hours(7 * 24))
    assert await store.responses.get(KEPT.url) == KEPT

    await store.responses.save(
        StoredResponse("https://b.example", None, None, b""), hours(7 * 24 + 1)
    )
    assert await store.responses.get(KEPT.url) is None


async def test_what_a_clock_stored_that_was_ahead_is_dropped(store: Storage) -> None:
    await store.responses.save(KEPT, hours(24 * 365))
    await store.responses.save(StoredResponse("https://b.example", None, None, b""), NOON)

    assert await store.responses.get(KEPT.url) is None
