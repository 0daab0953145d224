"""What a store that takes nothing could not be told."""

from __future__ import annotations

import pytest

from core.errors import StoreTrouble, StoreUnavailable
from storage import open_storage
from storage.unwritten import Unwritten, took
from tests.storage import build
from tests.stores import full_disk


def test_what_is_kept_is_written_beside_what_is_new():
    kept: Unwritten[str, int] = Unwritten()
    assert kept.beside({"a": 1}) == {"a": 1}
    kept.keep({"a": 1, "b": 2})

    assert kept.beside({"b": 9, "c": 3}) == {"a": 1, "b": 2, "c": 3}
    assert (kept.get("a"), kept.get("c")) == (1, None)


def test_the_first_of_two_is_kept_until_it_is_forgotten():
    kept: Unwritten[str, int] = Unwritten()
    kept.keep({"a": 1})
    kept.keep({"a": 2, "b": 2})
    assert kept.get("a") == 1
    kept.forget(["a", "none"])
    kept.keep({"a": 3})

    assert kept.beside({}) == {"a": 3, "b": 2}


async def test_it_is_known_whether_the_store_took_it(tmp_path):
    async with open_storage(f"sqlite:///{tmp_path / 'paperboy.db'}") as store:
        with full_disk():
            assert not await took(store.editions.save(build.edition()))
        assert await took(store.editions.save(build.edition()))


async def test_what_else_is_wrong_with_it_is_told():
    async def gone():
        raise StoreUnavailable("paperboy.db", "removed", StoreTrouble.GONE)

    with pytest.raises(StoreUnavailable):
        await took(gone())
