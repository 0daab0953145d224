"""Names for things, taken from sentences that speak of them: always a piece of the sentence
itself."""

# Chinese is read here: ends of clauses.

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_HEAD = re.compile(r"^([^:.,;$]{3,60}):\s")
_COINED = re.compile(
    r"\b(?:call(?:ed)?|named?|dubbed|termed|namely|denoted as)\s+(?:the\s+|an?\s+)?[“\"]?"
    r"([A-Z][\w.+-]*(?:\s[A-Z][\w.+-]*){0,3})"
)
_GIVEN = re.compile(
    r"\b(?:we|paper|work|report|survey|study|by|and)\b[^.;,]{0,30}?\b(?:propos|introduc|present|"
    r"develop|design|unveil|releas|build|creat|provid|construct|formulat|establish)\w*\s+"
    r"(?:(?:an?|the|our|its|some|all|novel|new|simple|first)\s+)*"
    r"(?!(?:and|or|in|to|how|that|it|them|us|by|whether|these|this)\b)"
    r"([\w$\\{}.+-]+(?:\s[\w.+-]+){0,4}?)"
    r"(?=[,.;:(]|\s(?:that|which|for|to|by|with|of|in|on|and|where|using|based|whose|via|from|as|"
    r"called|is|are)\b|$)",
    re.IGNORECASE,
)
_PROPER = re.compile(r"\b(?:[A-Z][a-z]*[A-Z][\w+-]*|[A-Z][\w]+(?:-[A-Z]\w+)+)\b")
_STOPPING = re.compile(
    r"[^\w\s-]|\b(?:an?|the|we|our|this|that|these|those|it|its|is|are|was|were|be|been|has|have|"
    r"had|of|in|on|at|to|for|from|by|with|and|or|as|can|may|which|who|how|not|but|also|both|than|"
    r"then|into|such|while|when|where|via|using|their|they|there|here|more|most|show|shows|all|"
    r"each|other|only|over|between|under|after|before|during|if|do|does)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[，。；：、！？]")
_BENCHMARK = re.compile(
    r"\b([A-Z][\w.+/–-]{0,60}+(?:\s\d[\w.]{0,20}+)?)"
    r"(?=\s(?:\[[^\[\]]{0,60}+\]\s)?(?:test\s)?"
    r"(?:dataset|data set|benchmark|corpus|test set|leaderboard|suite|challenge)s?\b)"
)
_TESTLIKE = re.compile(
    r"\b[A-Z][\w+-]{0,60}(?:Bench|Eval|QA|Arena)\b[\w+-]{0,60}+|\b(?:MMLU|GSM8K|ImageNet|SQuAD|"
    r"GLUE|COCO|MBPP)\b"
)
_LONGEST = 2_000  # characters of a sentence that are looked at
_COMMONPLACE = frozenset(("LLM", "LLMs", "GPU", "GPUs", "MLLM", "MLLMs", "VLM", "VLMs"))
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


def term(sentence: str, keywords: Iterable[str] = ()) -> str:
    """A short name for what the sentence is about, a piece of it; "" only when it has no words."""
    for pattern in (_HEAD, _COINED, _GIVEN):
        found = pattern.search(sentence)
        if found:
            return found[1].rstrip(" .")
    lower = sentence.lower()
    for keyword in sorted(keywords, key=len, reverse=True):
        at = lower.find(keyword.lower())
        if keyword and at >= 0:
            return sentence[at : at + len(keyword)]
    proper = (found[0] for found in _PROPER.finditer(sentence) if found[0] not in _COMMONPLACE)
    return next(proper, None) or _phrase(sentence)


def coined(sentence: str) -> str:
    """What the sentence calls a new thing that it speaks of, a piece of it; "" where it does
    not."""
    found = _COINED.search(sentence)
    if found:
        return found[1].rstrip(" .")
    given = _GIVEN.search(sentence)
    if given and _PROPER.search(given[1]):
        return given[1].rstrip(" .")
    return ""


def benchmarks(pool: Iterable[str]) -> Iterator[str]:
    """The data sets and benchmarks the sentences name, each once."""
    seen: set[str] = set()
    for sentence in pool:
        for found in (*_BENCHMARK.finditer(sentence), *_TESTLIKE.finditer(sentence)):
            name = found[0].strip()
            if len(name) > 2 and name not in seen and name not in _NOT_NAMES:
                seen.add(name)
                yield name


def _phrase(sentence: str) -> str:
    """The longest run of two to four content words; in Chinese, the first clause."""
    sentence = sentence[:_LONGEST]
    if re.search(r"[\u4e00-\u9fff]", sentence):
        return _CLAUSE.split(sentence)[0][:16]
    runs = [" ".join(run.split()[:4]) for run in _STOPPING.split(sentence) if run.strip()]
    kept = [run for run in runs if run in sentence]
    return max(kept, key=lambda run: (len(run.split()), len(run)), default="")
