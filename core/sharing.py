"""What several workers do in parts: whose each part is, and who takes or gives up one next.

A part's claim is named for its whole ("hear discord#3/16"), and whoever does parts claims to be one
of those among whom they are divided ("hear discord#host:7:ab/16"). Who claims the whole excludes
all of these, and a number of parts excludes every other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

# Between the whole and its part, and before the number of parts; no whole has either.
MARK: Final = "#"
OF: Final = "/"


def part(whole: str, number: int, count: int) -> str:
    """The claim of whoever does that part of so many, counted from 0."""
    return f"{whole}{MARK}{number}{OF}{count}"


def member(whole: str, owner: str, count: int) -> str:
    """The claim of a worker that is one of those that do it in so many parts."""
    return f"{whole}{MARK}{owner}{OF}{count}"


def whole_of(claim: str) -> str:
    """The whole that is claimed, or of which a part is."""
    return claim.partition(MARK)[0]


def count_of(claim: str) -> int:
    """Of how many parts the claim is; 0 where it is no part's."""
    return int(claim.rpartition(OF)[2]) if MARK in claim else 0


def part_of(claim: str) -> int | None:
    """The part that is claimed; None where the claim is to the whole, or to be one of those that do
    parts."""
    named = claim.partition(MARK)[2].rpartition(OF)[0]
    return int(named) if named.isdigit() else None


@dataclass(frozen=True, slots=True)
class Division:
    """How many parts there are, 0 where nobody does parts, and who does which."""

    count: int
    members: Mapping[str, frozenset[int]]

    @classmethod
    def of(cls, claims: Iterable[tuple[str, str]]) -> Division:
        """What these claims to parts and memberships, each with its owner before it, come to."""
        count, members = 0, dict[str, frozenset[int]]()
        for owner, claim in claims:
            if not (of := count_of(claim)):
                continue
            count = of
            number = part_of(claim)
            mine = set[int]() if number is None else {number}
            members[owner] = members.get(owner, frozenset()) | mine
        return cls(count, members)

    @property
    def free(self) -> list[int]:
        """The parts that nobody does, in their order."""
        done = set[int]().union(*self.members.values())
        return [number for number in range(self.count) if number not in done]

    def take(self, owner: str) -> int | None:
        """The part that this worker takes next; None while others have fewer, or none is free.

        Those who have as few as it take others, so that they do not meet.
        """
        mine = self.members.get(owner)
        if mine is None:
            return None
        fewest = sorted(each for each in self.members if len(self.members[each]) <= len(mine))
        free = self.free
        if any(len(self.members[each]) < len(mine) for each in fewest):
            return None
        return free[fewest.index(owner)] if fewest.index(owner) < len(free) else None

    def give(self, owner: str) -> int | None:
        """The part that this worker gives up, since another has at least two fewer; None while some
        are free. The first part stays longest."""
        mine = self.members.get(owner, frozenset())
        fewest = min(map(len, self.members.values()), default=0)
        if self.free or len(mine) < fewest + 2:
            return None
        return max(mine)
