"""Vectors of papers: kept by space, asked for again where none could be had, forgotten when old."""

from __future__ import annotations

from pathlib import Path

from core.chats import ChatKey
from core.interests.interest import Interest, Kind, Vote
from storage import Storage
from tests.storage import build
from tests.storage.build import NOON, hours

SPACE, OTHER = "127.0.0.1/v1 m1", "127.0.0.1/v1 m2"


async def test_they_are_kept_by_space(store: Storage) -> None:
    await store.vectors.save(SPACE, {"1": b"\1\2", "2": b"\3\4"}, NOON)
    await store.vectors.save(OTHER, {"1": b"\5\6"}, NOON)
    await store.vectors.save(SPACE, {"2": b"\7\7"}, NOON)

    assert await store.vectors.of(SPACE, ["1", "2", "3"], NOON) == {"1": b"\1\2", "2": b"\7\7"}
    assert await store.vectors.of(OTHER, ["1", "2"], NOON) == {"1": b"\5\6"}
    assert await store.vectors.count() == {SPACE: 2, OTHER: 1}


async def test_what_could_not_be_had_is_known_for_a_while(store: Storage) -> None:
    await store.vectors.save(SPACE, {"1": b""}, NOON)

    assert await store.vectors.of(SPACE, ["1"], hours(-1)) == {"1": b""}
    assert await store.vectors.of(SPACE, ["1"], hours(1)) == {}
    assert await store.vectors.count() == {}


async def test_more_than_one_statement_may_hold(store: Storage) -> None:
    many = {str(number): b"\1\2" for number in range(1_200)}
    await store.vectors.save(SPACE, many, NOON)
    await store.vectors.save(SPACE, {}, NOON)
    assert await store.vectors.of(SPACE, many, NOON) == many


async def test_old_ones_go_but_those_of_papers_that_chats_speak_of(store: Storage) -> None:
    key = ChatKey("telegram", "1")
    await store.interests.vote(key, Vote(paper_id="voted", person="", up=False, at=NOON))
    await store.interests.put(key, [Interest(kind=Kind.PAPER, value="given")])
    old = {name: b"\1\2" for name in ("voted", "given", *(str(n) for n in range(50)))}
    await store.vectors.save(SPACE, old, hours(-2))
    await store.vectors.save(SPACE, {"new": b"\1\2"}, NOON)

    await store.retention.forget_vectors(hours(-1))
    assert set(await store.vectors.of(SPACE, [*old, "new"], NOON)) == {"voted", "given", "new"}

    await store.interests.clear(key)
    await store.retention.forget_vectors(hours(-1))
    assert set(await store.vectors.of(SPACE, [*old, "new"], NOON)) == {"new"}


async def test_they_go_with_their_paper(path: Path, store: Storage) -> None:
    await store.editions.save(build.edition(build.entry(1)))
    await store.papers.save([build.paper(2)])
    at = hours(-24 * 200)
    await store.readings.save_report(build.report(2, provenance=build.provenance(at=at)))
    ids = [build.paper(number).id for number in (1, 2)]
    await store.vectors.save(SPACE, dict.fromkeys(ids, b"\1\2"), NOON)

    assert (await store.retention.forget(hours(-24 * 180))).papers == 1
    assert set(await store.vectors.of(SPACE, ids, NOON)) == {ids[0]}
