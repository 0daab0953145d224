"""The names of data sets and benchmarks, taken from sentences that speak of them: always a piece of
the sentence itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from core.reading.own import COMMON

_BENCHMARK = re.compile(
    r"\b([A-Z][\w.+/–-]{0,60}+(?:\s\d[\w.]{0,20}+)?)"
    r"(?=\s(?:\[[^\[\]]{0,60}+\]\s)?(?:test\s)?"
    r"(?:dataset|data set|benchmark|corpus|test set|leaderboard|suite|challenge)s?\b)"
)
_TESTLIKE = re.compile(
    r"\b[A-Z][\w+-]{0,60}(?:Bench|Eval|QA|Arena)\b[\w+-]{0,60}+|"
    r"(?<![\w-])(?:MS-)?(?:MMLU|GSM8K|ImageNet|SQuAD|GLUE|COCO|MBPP)"
    r"(?:-[A-Z\d][\w+]{0,20}+)?(?![\w-])"
)
_JOINTS = re.compile(r"[\s_–-]")
# A part of a data set by its size, which ImageNet-21K is not, and labels within a paper: "T1–T4".
_SIZED = re.compile(r"[\s_-]?(?!21)\d{1,4}[kK]")
_NO_NAME = re.compile(r"^[A-Z]\d{1,2}[–-][A-Z]?\d{1,2}$|-(?:like|style|based|type)$")
_NOT_NAMES = frozenset(
    (
        "The",
        "This",
        "These",
        "Our",
        "Each",
        "All",
        "A",
        "An",
        "In",
        "On",
        "We",
        "Both",
        "Some",
        "For",
    )
)


# A name that sounds like a test is one where something is tried on it; else it may be a method's.
_USED = re.compile(r"\b(?:on|across|over|from|with|us(?:e|es|ing))\b[^.;]{0,100}$", re.IGNORECASE)
# Where another's way of doing something is followed, its data need not be used.
_FOLLOWED = re.compile(
    r"\b(?:following|as in|similar(?:ly)? to|inspired by|unlike|adapted from)\b[^.;]{0,80}$",
    re.IGNORECASE,
)


def benchmarks(pool: Iterable[str]) -> Iterator[str]:
    """The data sets and benchmarks the sentences name, each once, however it is written."""
    seen: list[str] = []
    for sentence in pool:
        for found in (*_BENCHMARK.finditer(sentence), *_TESTLIKE.finditer(sentence)):
            name = found[0].strip()
            if len(name) < 3 or name in _NOT_NAMES | COMMON or _NO_NAME.search(name):
                continue
            before = sentence[: found.start()]
            is_used = found.re is _BENCHMARK or _USED.search(before)
            if _FOLLOWED.search(before) or not is_used:
                continue
            if not any(_is_same(name, other) for other in seen):
                seen.append(name)
                yield name


def _is_same(one: str, other: str) -> bool:
    """Whether two names are of one data set: ImageNet1K and ImageNet-1K, COCO and MS-COCO."""
    short, long = sorted((one, other), key=len)
    if _JOINTS.sub("", short).lower() == _JOINTS.sub("", long).lower():
        return True
    if not long.lower().endswith(short.lower()):
        return _SIZED.fullmatch(long.removeprefix(short)) is not None
    before = long[: -len(short)]
    # "MS-COCO", not "RiverQA-LakeQA": an owner's initials.
    return re.fullmatch(r"[A-Z]{1,4}[\s-]", before) is not None
