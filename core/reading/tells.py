"""What a sentence of an abstract tells: the problem, the task, the idea or the result. Pure.

Each sentence has features, all of them 0 or 1 but for its place and length: what it says
(core.reading.cues), where it stands, what its neighbours say, and whether it is the first or the
last to say so. A feature is worth what people's marks in abstracts showed (tells.toml, made by
`python -m bench.kinds`); of several sentences the one that is worth most tells it.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping, Sequence
from enum import StrEnum
from importlib import resources

from core.reading.cues import CUES


class Tell(StrEnum):
    """What a sentence may tell."""

    PROBLEM = "problem"
    TASK = "task"
    IDEA = "idea"
    RESULT = "result"


Features = Mapping[str, float]
"""What is so of a sentence, by name: 1, or a share of its place and length."""
Worth = Mapping[str, Sequence[float]]
"""What each feature is worth for each `Tell`, in their order."""

# What counts in the sentences beside it, and what only the first and the last sentence may say.
_BESIDE = (
    "gives", "proposes", "contrast", "lack", "hard", "effect", "outperforms", "tries", "shows",
    "released", "tackles", "first_specifically", "figure", "important",
)  # fmt: skip
_ENDS = (
    "contrast", "hard", "lack", "gives", "proposes", "outperforms", "shows", "tries", "effect",
    "figure", "works_by", "tackles", "insight", "goal", "us",
)  # fmt: skip
_PAIN = frozenset(("contrast", "hard", "lack"))
_FAR = 4  # sentences from the one that proposes something; a greater distance is the same
_LONG = 400  # characters


def _cues_of(sentence: str) -> frozenset[str]:
    """The names of the cues that stand in a sentence."""
    return frozenset(name for name, cue in CUES.items() if cue.search(sentence))


def features(pool: Sequence[str]) -> list[Features]:
    """What is so of each of the sentences, which follow each other."""
    said = [_cues_of(each) for each in pool]
    giving = _first(said, "proposes")
    if giving is None:
        giving = _first(said, "gives")
    found: list[Features] = []
    for index, sentence in enumerate(pool):
        names = {f"says {name}" for name in said[index]}
        names |= _placed(index, len(pool))
        names |= _beside(said, index)
        names |= _ends(said, index)
        if giving is not None:
            names |= _from_giving(said, index, giving)
        place = index / max(len(pool) - 1, 1)
        worth = dict.fromkeys(sorted(names), 1.0)
        worth |= {"place": place, "place squared": place * place}
        worth["length"] = min(len(sentence), _LONG) / _LONG
        found.append(worth)
    return found


def weigh(features_of: Features, worth: Worth) -> dict[Tell, float]:
    """How well a sentence of those features tells each."""
    sums = [0.0] * len(Tell)
    for name, value in features_of.items():
        for number, weight in enumerate(worth.get(name, ())):
            sums[number] += weight * value
    return dict(zip(Tell, sums, strict=True))


def told(pool: Sequence[str]) -> list[Mapping[Tell, float]]:
    """How well each of the sentences of one text tells each; comparable within the text alone."""
    return list(_told(tuple(pool)))


# What a report tells of one abstract is asked several times.
@functools.lru_cache(maxsize=16)
def _told(pool: tuple[str, ...]) -> Sequence[Mapping[Tell, float]]:
    return tuple(weigh(each, learned()) for each in features(pool))


def best(pool: Sequence[str], tell: Tell) -> str:
    """The sentence of the text that tells it best; "" where there is none."""
    weights = told(pool)
    at = max(range(len(pool)), key=lambda index: weights[index][tell], default=None)
    return "" if at is None else pool[at]


@functools.cache
def learned() -> Worth:
    """What each feature is worth, as tells.toml says."""
    text = resources.files("core.reading").joinpath("tells.toml").read_text("utf-8")
    worth: Worth = tomllib.loads(text)["worth"]
    return worth


def _placed(index: int, count: int) -> set[str]:
    from_end = count - 1 - index
    return {f"number {min(index, 6)}", f"from the end {min(from_end, 5)}"}


def _beside(said: Sequence[frozenset[str]], index: int) -> set[str]:
    """What the sentences before and after say, or that there is none."""
    names: set[str] = set()
    for where, other in (("before", index - 1), ("after", index + 1)):
        if 0 <= other < len(said):
            names |= {f"{where} {name}" for name in _BESIDE if name in said[other]}
        else:
            names.add(f"{where} nothing")
    return names


def _ends(said: Sequence[frozenset[str]], index: int) -> set[str]:
    """What the sentence is the first or the last to say."""
    earlier = frozenset[str]().union(*said[:index])
    later = frozenset[str]().union(*said[index + 1 :])
    names: set[str] = set()
    for name in _ENDS:
        if name in said[index] and name not in earlier:
            names.add(f"first {name}")
        if name in said[index] and name not in later:
            names.add(f"last {name}")
    return names


def _from_giving(said: Sequence[frozenset[str]], index: int, giving: int) -> set[str]:
    """How far the sentence is from the one that first proposes something, and whether it is the
    first or last trouble before it, or the first success after it."""
    names = {f"from giving {max(-_FAR, min(_FAR, index - giving))}"}
    painful = bool(said[index] & _PAIN)
    if index < giving and painful:
        if not any(other & _PAIN for other in said[index + 1 : giving]):
            names.add("last pain before giving")
        if not any(other & _PAIN for other in said[:index]):
            names.add("first pain")
    successful = "outperforms" in said[index]
    before = any("outperforms" in other for other in said[giving:index])
    if index >= giving and successful and not before:
        names.add("first success after giving")
    return names


def _first(said: Sequence[frozenset[str]], name: str) -> int | None:
    return next((index for index, each in enumerate(said) if name in each), None)
