"""What several do in parts: parts spread evenly, and only as many change hands as must."""

from __future__ import annotations

import pytest

from core.sharing import Division, count_of, member, part, whole_of

HEAR = "hear discord"


def division(count: int, **members: set[int]) -> Division:
    return Division.of(
        (owner, claim)
        for owner, numbers in members.items()
        for claim in (
            member(HEAR, f"{owner}:7:ab12", count),
            *(part(HEAR, number, count) for number in numbers),
        )
    )


def test_a_claim_tells_its_whole_and_the_number_of_parts() -> None:
    claims = [part(HEAR, 3, 16), member(HEAR, "host:7:ab12", 16)]
    assert [(whole_of(each), count_of(each)) for each in claims] == [(HEAR, 16), (HEAR, 16)]
    assert (whole_of(HEAR), count_of(HEAR)) == (HEAR, 0)


def test_nobody_does_parts_where_one_does_all() -> None:
    assert Division.of([("ann", HEAR)]) == Division(0, {})


def test_who_has_fewest_takes_the_next_and_those_alike_take_different_ones() -> None:
    start = division(4, ann=set(), ben=set())
    assert (start.take("ann"), start.take("ben")) == (0, 1)
    assert division(4, ann={0, 1}, ben=set()).take("ann") is None
    assert division(4, ann={0, 1}, ben=set()).take("ben") == 2
    assert division(1, ann=set(), ben=set()).take("ben") is None
    assert division(4, ann={0}, ben={1}).take("cho") is None


def test_parts_are_given_up_only_while_none_is_free_and_the_first_stays() -> None:
    assert division(4, ann={0, 1, 2, 3}, ben=set()).give("ann") == 3
    assert division(4, ann={0, 1, 2}, ben=set()).give("ann") is None
    assert division(4, ann={0, 1, 2}, ben={3}).give("ann") == 2
    assert division(3, ann={0, 1}, ben={2}).give("ann") is None
    assert division(4, ann={0, 1}, ben={2, 3}).give("ben") is None


@pytest.mark.parametrize("count", [2, 3, 5, 16, 64])
@pytest.mark.parametrize("workers", [1, 2, 3, 5, 20])
def test_however_workers_come_all_parts_are_done_and_nearly_alike(count: int, workers: int) -> None:
    members: dict[str, set[int]] = {}
    for number in range(workers):
        members[f"w{number}"] = set()
        moves = 0
        while True:
            now = division(count, **members)
            # All decide by the same look; who is first with a part has it.
            taken = [(owner, now.take(owner)) for owner in members]
            given = [(owner, now.give(owner)) for owner in members]
            if not any(each is not None for _, each in taken + given):
                break
            moves += 1
            assert moves < 4 * count
            for owner, each in given:
                if each is not None:
                    members[owner].remove(each)
            for owner, each in taken:
                if each is not None:
                    members[owner].add(each)
        assert sorted(each for mine in members.values() for each in mine) == list(range(count))
        sizes = [len(mine) for mine in members.values()]
        assert max(sizes) - min(sizes) <= 1
