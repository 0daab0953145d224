"""A store taken to another address, from each engine to each, is the same there."""

from __future__ import annotations

import pytest

from core.errors import (
    MoveRefused,
    MoveTrouble,
)
from storage import open_storage
from tests.storage import build
from tests.storage.engine.lives import contents
from tests.storage.moved import (
    FILE,
    SERVER,
    change,
    dump,
    fill,
    is_half,
    move,
    plan,
    put_one,
    told,
)


# The way back to a file is that of the JSON below.
@pytest.mark.parametrize(
    ("source_kind", "target_kind"), [(FILE, FILE), (FILE, SERVER), (SERVER, SERVER)]
)
async def test_a_store_is_the_same_wherever_it_is(place, source_kind, target_kind):
    source, target = place(source_kind), place(target_kind)
    await fill(source)
    before = await told(source)
    planned = plan(source, target)
    moved = move(source, target)

    assert await told(target) == before
    assert await told(source) == before
    assert all(before[0].values())
    assert moved.rows == planned.rows
    assert (planned.begun, moved.anew, moved.altered) == (False, False, {})


async def test_new_papers_are_numbered_behind_those_that_came(place):
    source, target = place(FILE), place(SERVER)
    await fill(source)
    move(source, target)
    async with open_storage(target) as store:
        await store.papers.save([build.paper(77_777)])
        before = (await contents(store.papers._database))["papers"]
        found = await store.search.find("77777")

    assert len({row[0] for row in before}) == len(before)
    assert [hit.paper.id for hit in found] == ["2602.77777"]


async def test_there_and_back_not_a_letter_is_another(place):
    """JSON keeps its own, and the null that it is."""
    source, between, back = place(FILE), place(SERVER), place(FILE)
    await fill(source)
    odd = '{"b":  1.50, "a": "\\u0000é"}'
    change(source, "UPDATE endpoints SET body = ?", odd)
    change(source, "UPDATE messages SET together = ?", "null")
    change(source, "UPDATE messages SET together = ? WHERE message_id = '78'", None)
    move(source, between)
    move(between, back)

    assert dump(back) == dump(source)
    assert await told(back) == await told(source)
    assert any(odd in line for line in dump(back))


async def test_what_postgresql_keeps_in_no_text_is_replaced_and_told(place):
    source, target = place(FILE), place(SERVER)
    await fill(source)
    change(source, "UPDATE papers SET title = ? WHERE id = '2602.00003'", "a\0b")
    change(source, "UPDATE documents SET body = ?", b"a\0b")
    moved = move(source, target)

    assert moved.altered == {"papers": 1}
    async with open_storage(target) as store:
        (hit,) = await store.search.find("2602.00003")
        rows = await contents(store.papers._database)
    assert hit.paper.title == "a\N{REPLACEMENT CHARACTER}b"
    assert {row[-1] for row in rows["documents"]} == {b"a\0b"}


async def test_a_value_that_postgresql_cannot_keep_ends_the_move(place):
    source, target = place(FILE), place(SERVER)
    await fill(source)
    change(source, "UPDATE spending SET calls = ?", 2**40)
    with pytest.raises(MoveRefused) as raised:
        move(source, target)

    assert raised.value.trouble is MoveTrouble.UNKEPT
    assert raised.value.for_operator()["part"] == "spending"
    assert await is_half(target)
    change(source, "UPDATE spending SET calls = ?", 5)
    move(source, target)
    assert await told(target) == await told(source)


@pytest.mark.parametrize("kind", [FILE, SERVER])
async def test_a_store_that_was_opened_but_never_used_will_do(place, kind):
    source, target = place(FILE), place(kind)
    await put_one(source)
    async with open_storage(target):
        pass
    move(source, target)

    assert await told(target) == await told(source)
