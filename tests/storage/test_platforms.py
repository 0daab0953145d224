"""Where platforms stand."""

from __future__ import annotations

from dataclasses import replace

from core.records import Stage, Standing
from storage import Storage
from tests.storage.build import NOON, hours

WAITING = Standing(
    platform="telegram",
    stage=Stage.WAITING,
    since=NOON,
    key="error.telegram_unreachable",
    data={"host": "x:9"},
)


async def test_the_last_word_of_each_counts(store: Storage) -> None:
    assert await store.platforms.all() == []

    await store.platforms.save(WAITING)
    await store.platforms.save(Standing(platform="discord", stage=Stage.ON, since=hours(1)))
    back = Standing(platform="telegram", stage=Stage.ON, since=hours(2))
    await store.platforms.save(back)

    assert await store.platforms.all() == [replace(back, platform="discord", since=hours(1)), back]


async def test_who_is_served_no_more_is_forgotten(store: Storage) -> None:
    for platform in ("telegram", "discord"):
        await store.platforms.save(replace(WAITING, platform=platform))
    await store.platforms.keep(["discord"])

    assert [standing.platform for standing in await store.platforms.all()] == ["discord"]


async def test_what_keeps_one_from_being_on_is_read_back(store: Storage) -> None:
    await store.platforms.save(WAITING)

    assert await store.platforms.all() == [WAITING]
