"""What came of it: results in the paper's own sentences, what its tables show in plain words, and
its data sets. Pure."""

# Tested in tests/core/reading/test_extractive.py.

# Chinese is read here: cues in sentences.

from __future__ import annotations

import re
from collections.abc import Sequence

from core.document import Document
from core.language import ReadingWords
from core.models import Labelled, Results
from core.reading import tells
from core.reading.condense import Kind
from core.reading.cues import CUES
from core.reading.gains import table_results
from core.reading.own import Names
from core.reading.quotable import Said, Text
from core.reading.roles import Role, Sentence, Told, in_rows, joined, leads
from core.reading.scores import GOOD
from core.reading.tells import Tell
from core.reading.terms import benchmarks, is_same, listed
from core.reading.wording import anycase, says_any

_TOLD, _OF_TABLES = 8, 2  # of all, and of tables, which others make room for
_DATASETS = 6
_CHARACTERS = 1_800
_LEAST = -2.0  # log odds of a sentence to be a result
_HEADLINE = 1.0  # how much likelier what an abstract has for its results counts
_EFFECT = anycase(
    r"outperform\w*|surpass\w*|state[- ]of[- ]the[- ]art|\bsota\b|achiev\w+|improv\w+|reduc\w+|"
    r"exceed\w*|better than|faster|\bgains?\b|superior|compared (?:to|with)|establish\w*|reach\w*|"
    r"(?:was|were|is|are) (?:\w{1,12} ){0,3}(?:correct|accurate)\b|attain\w*|obtain\w*|"
    r"perform(?:s|ed)? (?:poorly|well|below|above|worse|best)\b|\bR\^\{?2\}?\s?=|"
    r"\b(?:accuracy|AU(?:RO)?C|F1(?:[- ]scores?)?|RMSE|MAE)\b[^.;]{0,12}?(?:=|of) ?\$?\d|"
    r"increas\w+|decreas\w+|higher|lower|\b(?:beats?|cuts?|halves?|loses?|"
    r"drops?|raises?|rose|fell)\b|优于|超过|达到|提升|降低|提高"
)
_AGAINST = anycase(
    r"outperform\w*|surpass\w*|exceed\w*|better than|compared (?:to|with)|comparable (?:to|with)|"
    r"superior|(?:than|over) (?:the|all|other|previous|prior|existing)|\bon par\b|rivals?|"
    r"matches|\bbeats?\b|"
    r"competitive with|baselines?|优于|超过|相比|基线"
)
_FIGURE = anycase(
    r"(?<![\w.-])\d{1,9}(?:\.\d{1,9}\b(?!\.\d)|(?:\.\d{1,9})?\s?(?:\\?%|x\b|×|\$\\times|points?\b|"
    r"percent|per cent|BLEU|times\b|倍))"
)
_OTHERS_DO = re.compile(
    r"(?:Existing|Prior|Previous|Earlier|Traditional|Conventional|Current|Recent) "
    r"(?:[\w-]{2,20} ){0,3}"
    r"(?:methods?|models?|approaches|works?|systems?|studies|algorithms?|techniques?|benchmarks?)\b"
)
# What tells how a thing is unlike others', not what came of it.
_UNLIKE = re.compile(r"(?:Unlike|Rather than|Instead of|In contrast to)\b")
# What tells of the thing before.
_OF_IT = re.compile(r"(?:Its?|Their|They)\b")
# Figures told "respectively" without what they are of.
_SEVERALLY, _AND = re.compile(r"\brespectively\b"), re.compile(r"\band\b|/")
_PAIRS = 2  # of figures, and of what they are of
_DECIMAL = re.compile(r"\d{1,9}\.\d{1,9}|\d{1,9}(?=\\?%)")
# A name that nobody would take for a word.
_COINED = re.compile(r"[A-Z].*[A-Z\d]|\d|\s[A-Z]", re.DOTALL)
_SETS = r"(?:data ?sets?|benchmarks?|corpus|corpora|test ?(?:set|bed)s?|suites?|challenges?)"


def results(
    document: Document | None,
    text: Text,
    told: Told,
    said: Said,
    names: Names,
    words: ReadingWords,
) -> Results:
    """What the tables and the sentences tell of results; each part may be empty.

    Sentences that have a figure stand among the figures, the abstract's before what tables show.
    """
    of_tables: tuple[str, ...] = ()
    if document is not None:
        of_tables = table_results(document, names, " ".join(text.opening), words)
    found = _found(text, told, said, _TOLD - min(len(of_tables), _OF_TABLES))
    rows = [(row[0].section < 0, next(joined(row))) for row in in_rows(found)]
    figures = [(first, text) for first, text in rows if _FIGURE.search(text)]
    return Results(
        datasets=_datasets(text, document, names),
        figures=(
            *(text for first, text in figures if first),
            *of_tables,
            *(text for first, text in figures if not first),
        ),
        notes=tuple(Labelled(words.findings, row[1]) for row in rows if row not in figures),
    )


def _found(text: Text, told: Told, said: Said, most: int) -> list[Sentence]:
    """The sentences that tell most likely what came of it and whose figures no other tells, in the
    paper's order; what an abstract has for its results is likely enough."""
    of_abstract = _results_of(text.abstract)
    odds = [
        each + _HEADLINE * (number in of_abstract)
        for number, each in enumerate(told.odds[Role.RESULT])
    ]
    taken: set[int] = set()
    known: set[str] = set()
    left = _CHARACTERS
    for number in sorted(range(len(odds)), key=lambda each: -odds[each]):
        sentence = told.sentences[number]
        likely = odds[number] >= _LEAST and told.best(number) is Role.RESULT
        likely = likely or number in of_abstract
        if not likely or len(taken) >= most:
            continue
        row = _row(told.sentences, number, said, own=number in of_abstract)
        texts = [told.sentences[each].text for each in row]
        decimals = set(_DECIMAL.findall(sentence.text))
        news = said.is_new(sentence.text) and (not decimals or decimals - known)
        if row and news and sum(map(len, texts)) <= left:
            for text_of in texts:
                said.add(text_of)
            taken |= set(row)
            known |= decimals
            left -= sum(map(len, texts))
    return [told.sentences[each] for each in sorted(taken)]


def _results_of(abstract: Sequence[str]) -> frozenset[int]:
    """The numbers of an abstract's sentences that tell a result rather than anything else."""
    weights = enumerate(tells.told(abstract))
    return frozenset(
        number for number, each in weights if max(each, key=each.__getitem__) is Tell.RESULT
    )


def _row(sentences: Sequence[Sentence], number: int, said: Said, *, own: bool) -> list[int]:
    """The number, behind that of the sentence on which it hangs; none where it cannot be told, or
    tells of others' work or where things are. Of its `own` work an abstract may say "it"."""
    sentence = sentences[number]
    aside = _UNLIKE.match(sentence.text)
    if not sentence.readable or _hangs(sentence.text) or aside or _OTHERS_DO.match(sentence.text):
        return []
    if not sentence.hangs:
        return [number]
    if leads(sentences, number) and said.is_new(sentences[number - 1].text):
        return [number - 1, number]
    return [number] if own and _OF_IT.match(sentence.text) else []


def is_headline(sentence: str) -> bool:
    """Whether a sentence of an abstract, where it follows what is given, tells with a figure what
    came of it."""
    measured = GOOD.search(sentence) is not None and len(_DECIMAL.findall(sentence)) > 1
    came = _FIGURE.search(sentence) is not None and says_any(sentence, _AGAINST, _EFFECT)
    came = came or measured
    return came and not says_any(sentence, CUES["proposes"], CUES["prior"])


def _hangs(sentence: str) -> bool:
    """Whether it tells figures "respectively" without what they are of."""
    return _SEVERALLY.search(sentence) is not None and len(_AND.findall(sentence)) < _PAIRS


def _datasets(text: Text, document: Document | None, names: Names) -> tuple[str, ...]:
    """What tables list as data sets, and what the abstract and the sections on results call one;
    the paper's own name where the abstract says that it is one."""
    tables = document.tables if document else ()
    captions = [table.caption for table in tables]
    pool = [*text.opening, *captions, *text.of(Kind.RESULTS, Kind.METHOD)]
    found: list[str] = []
    told = " ".join(text.opening)
    for name in (*listed(tables), *benchmarks(pool)):
        if name in names.names and not re.search(rf"\b{re.escape(name)}\b[^.]*\b{_SETS}\b", told):
            continue
        if _COINED.search(name) and not any(is_same(name, other) for other in found):
            found.append(name)
    return tuple(found[:_DATASETS])
