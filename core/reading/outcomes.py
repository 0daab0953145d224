"""What came of it: results, comparisons and data sets in the paper's own sentences, and its tables'
figures in plain words. Pure."""

# Tested in tests/core/reading/test_extractive.py.

# Chinese is read here: cues in sentences.

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from core.document import Document
from core.language import ReadingWords
from core.models import Labelled, Results
from core.reading import tells
from core.reading.condense import Kind
from core.reading.cues import CUES
from core.reading.gains import table_results
from core.reading.own import Names
from core.reading.quotable import Said, Text, reads_well, refers_back, stands_alone
from core.reading.tells import Tell
from core.reading.terms import benchmarks, is_same, listed
from core.reading.usage import is_release

_FIGURES, _COMPARISONS, _NOTES, _DATASETS = 3, 2, 2, 6
_OWN = r"\b(?:we|our|ours|this (?:paper|work)|the proposed)\b|我们|本文|该方法"
_EFFECT = re.compile(
    r"outperform\w*|surpass\w*|state[- ]of[- ]the[- ]art|\bsota\b|achiev\w+|improv\w+|reduc\w+|"
    r"exceed\w*|better than|faster|\bgains?\b|superior|compared (?:to|with)|establish\w*|reach\w*|"
    r"attain\w*|obtain\w*|increas\w+|decreas\w+|higher|lower|优于|超过|达到|提升|降低|提高",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"outperform\w*|surpass\w*|exceed\w*|better than|compared (?:to|with)|comparable (?:to|with)|"
    r"superior|(?:than|over) (?:the|all|other|previous|prior|existing)|\bon par\b|rivals?|matches|"
    r"competitive with|baselines?|优于|超过|相比|基线",
    re.IGNORECASE,
)
_FOUND = re.compile(
    r"\bwe (?:\w{1,20} )?(?:find|found|show|observe|demonstrate|report)|\bresults? (?:\w{1,20} )?"
    r"(?:show|suggest|indicate|demonstrate|reveal)|\bexperiments? (?:\w{1,20} )?(?:show|"
    r"demonstrate|"
    r"confirm)|\bour (?:\w{1,20} ){1,4}(?:achieves?|outperforms?|improves?|reaches|obtains?)|"
    r"结果表明|实验表明",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"(?<![\w.-])\d{1,9}(?:\.\d{1,9}\b(?!\.\d)|(?:\.\d{1,9})?\s?(?:\\?%|x\b|×|\$\\times|points?\b|"
    r"BLEU|"
    r"times\b|倍))",
    re.IGNORECASE,
)
_OUTLOOK = re.compile(
    r"\b(?:avenues?|opens?|hope|pave\w*|future|testbed|towards?|inspir\w+|invit\w+|feedback|"
    r"https?)\b",
    re.IGNORECASE,
)
# A name that nobody would take for a word.
_COINED = re.compile(r"[A-Z].*[A-Z\d]|\d|\s[A-Z]", re.DOTALL)
# What was done to get there, and what others did.
_NOT_RESULT = re.compile(
    r"\b(?:learning rate|batch size|epochs?|hyper-?parameters?|dropout|optimizer|warmup|"
    r"annotators?|"
    r"recent(?:ly)? (?:works?|studies|advances)|et al|previous(?:ly)? (?:works?|studies)|we (?:use|"
    r"set|adopt|compare|evaluate|select|follow|train) |is defined|denotes?|for example|expect\w*|"
    r"we (?:\w{1,20} )?(?:plot|visuali[sz]e|perform|conduct|consider|report)|will|would|should|"
    r"could|may|might|future|asks? whether)\b",
    re.IGNORECASE,
)


def results(
    document: Document | None, text: Text, said: Said, names: Names, words: ReadingWords
) -> Results:
    """What the tables and the sentences tell of results; each part may be empty."""
    told = " ".join(text.opening)
    of_tables: tuple[str, ...] = ()
    if document is not None:
        of_tables = table_results(document, names, told, words)
    own = re.compile("|".join([_OWN, *map(re.escape, names.names)]), re.IGNORECASE)
    abstract = _abstract_results(text.abstract)
    body = [each for each in text.of(Kind.RESULTS, Kind.INTRODUCTION) if own.search(each)]
    closing = [each for each in text.of(Kind.CONCLUSION) if own.search(each)]
    pool = [*abstract, *filter(_is_result, [*body, *closing])]
    # What leans on another sentence comes last.
    pool.sort(key=refers_back)
    told_alone = [each for each in pool if not refers_back(each)]
    against = [each for each in told_alone if _AGAINST.search(each) and _is_of_ours(each, own)]
    numbers = [each for each in abstract if _FIGURE.search(each) and not _OUTLOOK.search(each)]
    figures = said.take((*_with_figures(pool), *numbers), max(1, _FIGURES - len(of_tables) // 2))
    comparisons = said.take(against, _COMPARISONS)
    notes: list[str] = []
    missing = _NOTES - len(figures) - len(comparisons) - len(of_tables)
    if missing > 0:
        of_ours = [each for each in abstract if _is_of_ours(each, own)]
        notes = said.take(_findings(of_ours, pool), missing)
    return Results(
        datasets=_datasets(text, document),
        comparisons=tuple(comparisons),
        figures=(*of_tables, *figures),
        notes=tuple(Labelled("", note) for note in notes),
    )


def _abstract_results(abstract: Sequence[str]) -> list[str]:
    """The abstract's sentences that tell a result rather than anything else, the best first."""
    weights = tells.told(abstract)
    found: list[int] = []
    for index, sentence in enumerate(abstract):
        strongest = max(weights[index], key=lambda tell: weights[index][tell])
        is_result = strongest is Tell.RESULT or _FOUND.search(sentence) is not None
        if is_result and reads_well(sentence) and not is_release(sentence):
            found.append(index)
    found.sort(key=lambda index: -weights[index][Tell.RESULT])
    return [abstract[index] for index in found]


def _is_result(sentence: str) -> bool:
    """Whether a sentence of the text tells a result of the paper that stands by itself."""
    telling = _EFFECT.search(sentence) or _FOUND.search(sentence)
    return bool(telling) and not _NOT_RESULT.search(sentence) and stands_alone(sentence)


def _is_of_ours(sentence: str, own: re.Pattern[str]) -> bool:
    """Whether a comparison is one of the paper's work, and not of what there was before."""
    if own.search(sentence) or _FOUND.search(sentence):
        return True
    return not (CUES["first_contrast"].search(sentence) or CUES["prior"].search(sentence))


def _with_figures(pool: Sequence[str]) -> Iterator[str]:
    for sentence in pool:
        if _FIGURE.search(sentence) and _EFFECT.search(sentence):
            yield sentence


def _findings(abstract: Sequence[str], pool: Sequence[str]) -> Iterator[str]:
    for sentence in abstract:
        outcome = _FOUND.search(sentence) or _EFFECT.search(sentence) or _AGAINST.search(sentence)
        if outcome and not _OUTLOOK.search(sentence):
            yield sentence
    for sentence in pool:
        if _FOUND.search(sentence):
            yield sentence


def _datasets(text: Text, document: Document | None) -> tuple[str, ...]:
    """What tables list as data sets, and what the abstract and the sections on results call one."""
    pool = [*text.opening, *text.of(Kind.RESULTS, Kind.METHOD)]
    found: list[str] = []
    for name in (*listed(document.tables if document else ()), *benchmarks(pool)):
        if _COINED.search(name) and not any(is_same(name, other) for other in found):
            found.append(name)
    return tuple(found[:_DATASETS])
