"""The names of data sets and benchmarks, taken from sentences that speak of them: always a piece of
the sentence itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_BENCHMARK = re.compile(
    r"\b([A-Z][\w.+/–-]{0,60}+(?:\s\d[\w.]{0,20}+)?)"
    r"(?=\s(?:\[[^\[\]]{0,60}+\]\s)?(?:test\s)?"
    r"(?:dataset|data set|benchmark|corpus|test set|leaderboard|suite|challenge)s?\b)"
)
_TESTLIKE = re.compile(
    r"\b[A-Z][\w+-]{0,60}(?:Bench|Eval|QA|Arena)\b[\w+-]{0,60}+|\b(?:MMLU|GSM8K|ImageNet|SQuAD|"
    r"GLUE|COCO|MBPP)\b"
)
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


def benchmarks(pool: Iterable[str]) -> Iterator[str]:
    """The data sets and benchmarks the sentences name, each once."""
    seen: set[str] = set()
    for sentence in pool:
        for found in (*_BENCHMARK.finditer(sentence), *_TESTLIKE.finditer(sentence)):
            name = found[0].strip()
            if len(name) > 2 and name not in seen and name not in _NOT_NAMES:
                seen.add(name)
                yield name
