"""What is understood of questions that strangers ask in their own words: `python -m bench.understood`.

A line of tests/core/strangers/LIST.txt is a question, "=>", what papers call the things that it
names ("a|b" for either), "=>", and the kinds of answer that it wants. A question is understood
whole where each thing is found by one of those words, no other plain thing is looked for, and each
kind is known. No paper is asked. Rules and words were mended on `first` alone before `second` was
written and counted, and on both before `third` was; since then on all.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.asking import language_of
from core.asking.concepts import Concept, concepts, known_words
from core.asking.kinds import kinds
from core.asking.spelling import Spellings, respelled
from locales import languages

FOLDER = Path(__file__).parents[1] / "tests/core/strangers"
# A paper of which nothing is known.
NO_PAPER = Spellings(frozenset(), frozenset(), {})


@dataclass(frozen=True)
class Asked:
    """A question with its key: for each thing the words that find it, and the kinds."""

    text: str
    things: tuple[tuple[str, ...], ...]
    kinds: frozenset[str]


@dataclass(frozen=True)
class Understood:
    """What is missing of a question's key, and what was looked for besides."""

    asked: Asked
    missing: tuple[tuple[str, ...], ...]
    besides: tuple[str, ...]
    unread: tuple[str, ...]
    kinds: frozenset[str]

    @property
    def whole(self) -> bool:
        """Whether nothing is missing, and nothing else is looked for."""
        return not (self.missing or self.besides or self.unread or self.kinds)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the questions that are not understood whole, and the counts."""
    parser = argparse.ArgumentParser(prog="python -m bench.understood", description=__doc__)
    named = sorted(path.stem for path in FOLDER.glob("*.txt"))
    parser.add_argument("--list", choices=named, default="first")
    told = parser.parse_args(arguments)
    lines = (FOLDER / f"{told.list}.txt").read_text("utf-8").splitlines()
    found = [understood(read(line)) for line in lines if line.strip()]
    for each in found:
        if not each.whole:
            print(
                f"{each.asked.text}\n   missing: {each.missing}, besides: {each.besides}, "
                f"unread: {each.unread}, kinds: {sorted(each.kinds)}"
            )
    print(count(found))
    return 0


def read(line: str) -> Asked:
    """The question of a line, with its key."""
    text, things, wanted = (part.strip() for part in f"{line} ".split(" =>"))
    groups = [group.split("|") for group in things.split(";") if group.strip()]
    named = tuple(tuple(map(str.strip, group)) for group in groups)
    return Asked(text, named, frozenset(wanted.split()))


def understood(asked: Asked) -> Understood:
    """What becomes of the question."""
    known = known_words(languages(), language_of(asked.text))
    text = respelled(asked.text, known, NO_PAPER)
    named = concepts(text, known)
    missing = list(asked.things)
    besides: list[str] = []
    for each in named:
        found = [words for words in asked.things if _finds(each, words)]
        missing = [words for words in missing if words not in found]
        if not (found or each.loose or each.foreign):
            besides.append(each.name)
    return Understood(
        asked,
        tuple(missing),
        tuple(besides),
        tuple(each.name for each in named if each.foreign),
        asked.kinds - {kind.value for kind in kinds(text.translate(known.variants), known.kinds)},
    )


def count(found: Sequence[Understood]) -> str:
    """The counts of a list in a line."""
    things = sum(len(each.asked.things) for each in found)
    wanted = sum(len(each.asked.kinds) for each in found)
    return (
        f"{sum(each.whole for each in found)} of {len(found)} whole; "
        f"{things - _sum(each.missing for each in found)} of {things} things found, "
        f"{_sum(each.besides for each in found)} besides, "
        f"{_sum(each.unread for each in found)} not read; "
        f"{wanted - _sum(each.kinds for each in found)} of {wanted} kinds"
    )


def _sum(parts: Iterable[Sequence[object] | frozenset[str]]) -> int:
    return sum(map(len, parts))


def _finds(concept: Concept, words: Iterable[str]) -> bool:
    """Whether the concept is looked for by one of the words, or by one that begins with it."""
    if concept.foreign:
        return False
    told = [word.casefold() for word in concept.words]
    return any(
        re.search(rf"\b{re.escape(word.casefold())}", each) or _same(word.casefold(), each)
        for word in words
        for each in told
    )


def _same(one: str, other: str) -> bool:
    return one.rstrip("s") == other.rstrip("s")


if __name__ == "__main__":
    sys.exit(main())
