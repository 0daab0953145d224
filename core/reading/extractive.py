"""Reading without a model: summary and report made of the paper's own sentences, so nothing can be
invented.

Every sentence is a piece of the abstract or the document, with only its white space collapsed.
"""

# Chinese is read here: cues in sentences.

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable, Iterator

from core.document import Document
from core.models import (
    Labelled,
    Paper,
    Provenance,
    Report,
    Results,
    Shortfall,
    Source,
    Summary,
    Usage,
    Writer,
)
from core.reading.condense import Kind, kinds
from core.reading.terms import benchmarks, term
from core.sentences import sentences

_PAIN = re.compile(
    r"\b(?:however|challeng\w+|limit(?:ed|ation|s)\b|lack\w*|struggl\w+|suffer\w*|remain\w*|"
    r"costly|bottleneck|gap|fail(?:s|ed)?|difficult\w*|unclear|hinder\w*|despite)\b|然而|但是|"
    r"挑战|不足|瓶颈|难以",
    re.IGNORECASE,
)
_GIVES = re.compile(
    r"\b(?:we|this (?:paper|work|report|survey|study)|our (?:work|method|"
    r"approach))\b[^.;]{0,60}?\b(?:propos|introduc|present|develop|design|build|unveil|creat|"
    r"releas|provid|study|studi|review|show|demonstrat|investigat|establish|"
    r"analy[sz]|examin|explor|quantif|address)|"
    r"(?:我们|本文|本研究)[^。；]{0,12}(?:提出|介绍|构建|设计|研究|开发|发布)",
    re.IGNORECASE,
)
_EFFECT = re.compile(
    r"outperform\w*|surpass\w*|state[- ]of[- ]the[- ]art|\bsota\b|achiev\w+|improv\w+|reduc\w+|"
    r"exceed\w*|better than|faster|\bgains?\b|superior|compared (?:to|with)|优于|超过|达到|提升|"
    r"降低|提高",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"outperform\w*|surpass\w*|exceed\w*|better than|compared (?:to|with)|comparable|superior|"
    r"(?:than|over) the|baselines?|state[- ]of[- ]the[- ]art|优于|超过|相比|基线",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"(?<!\d)\d{1,12}(?:\.\d{1,12}|(?:\.\d{1,12})?\s?(?:\\?%|x|×|\$\\times|points?|BLEU|times|倍))",
    re.IGNORECASE,
)
_RELEASE = re.compile(
    r"(?:github\.com|huggingface\.co)/|(?:code|models?|weights|"
    r"data(?:set)?s?)\b[^.]{0,40}\b(?:(?:are|is|be) (?:\w+ )?"
    r"(?:available|public)|(?:are|is|will be|been) (?:\w+ )?(?:released|open-sourced))|"
    r"\b(?:release|open-source) (?:the|our|all)\b|开源|代码",
    re.IGNORECASE,
)
_INPUT = re.compile(
    r"\b(?:as inputs?|inputs? (?:is|are|consist\w*)|takes? (?:an?|the)|given (?:an?|the)|the "
    r"input)\b|输入",
    re.IGNORECASE,
)
_OUTPUT = re.compile(
    r"\b(?:outputs?|generates? (?:an?|the)|produces? (?:an?|the)|predicts? (?:an?|the)|"
    r"returns?)\b|输出",
    re.IGNORECASE,
)
_STEP = re.compile(
    r"^(?:First|Second|Third|Then|Next|Finally|After|We (?:first|then|train|use|fine|pre|start|"
    r"apply|sample|collect))|\b(?:two|three|four)[- ]stage\b|\bsteps?\b|首先|其次|然后|最后",
)
_NEEDS = re.compile(
    r"\b(?:GPUs?|TPUs?|CPUs?|[AHVP]100s?|batch size|learning rate|epochs)\b|显存|显卡"
)
_CAPTION = re.compile(r"(?:Figure|Fig\.|Table|TABLE|Listing|Algorithm)\b")
_BRACKETS = ("()", "[]", "“”")
# What a sentence that has a cue is worth more.
_CUES = ((_GIVES, 3.0), (_EFFECT, 2.0), (_FIGURE, 1.5), (_PAIN, 1.0), (_RELEASE, -3.0))
# What stands before an item of a list.
_FREE = re.compile(r"^(?:[-–•]|\(?\d{1,2}[.)]|\([a-z]\))\s+")

_READABLE = range(30, 480)
"""How many characters a sentence may have to be quoted from a full text."""


def summarize(paper: Paper, language: str, at: dt.datetime) -> Summary:
    """Two to four sentences of the abstract along problem, method and effect, and three highlights.

    Fewer where the abstract has fewer sentences; the source's own AI summary serves a paper without
    an abstract. The title is None: the original serves.
    """
    pool = _distinct(sentences(paper.abstract)) or _distinct(sentences(paper.ai_summary or ""))
    told = _in_order(pool, _arc(pool))
    source = Source.ABSTRACT
    if paper.ai_summary and not paper.abstract.strip():
        source = Source.AI_SUMMARY
    return Summary(
        paper_id=paper.id,
        language=language,
        title=None,
        text=" ".join(told),
        # The first highlight is the one line of the list: it must tell most.
        highlights=tuple(_best(pool, 3)),
        provenance=Provenance(
            source=source, writer=Writer.EXTRACTIVE, created_at=at, shortfall=Shortfall.NO_MODEL
        ),
    )


def read(
    paper: Paper,
    document: Document | None,
    language: str,
    at: dt.datetime,
    shortfall: Shortfall | None,
) -> Report:
    """The five points in the paper's own sentences; without a document, those of the abstract."""
    text = _Text(paper, document)
    provenance = Provenance(
        source=Source.ABSTRACT, writer=Writer.EXTRACTIVE, created_at=at, shortfall=shortfall
    )
    return Report(
        paper_id=paper.id,
        language=language,
        field=", ".join(paper.ai_keywords[:5]) or text.opening[0],
        contribution=_contribution(text),
        usage=_usage(paper, text),
        innovations=_innovations(paper, text),
        results=_results(text),
        provenance=provenance_of(document, provenance),
    )


def provenance_of(document: Document | None, provenance: Provenance) -> Provenance:
    """The provenance of a report, which is of a document where there is one."""
    if document is None:
        return provenance
    return dataclasses.replace(
        provenance,
        source=document.source,
        version=document.version,
        hidden=document.hidden,
    )


class _Text:
    """The quotable sentences of what there is to read, by the kind of their section.

    `opening` is never empty.
    """

    def __init__(self, paper: Paper, document: Document | None) -> None:
        abstract = paper.abstract
        self.by_kind: dict[Kind, list[str]] = {kind: [] for kind in Kind}
        if document:
            abstract = document.abstract or abstract
            for section, kind in zip(document.sections, kinds(document), strict=True):
                self.by_kind[kind] += _quotable(section.text)
        self.opening = (
            _distinct(sentences(abstract))
            or _distinct(sentences(paper.ai_summary or ""))
            or self.of(Kind.INTRODUCTION)[:8]
            or [" ".join(paper.title.split())]
        )

    def of(self, *wanted: Kind) -> list[str]:
        """The sentences of those kinds of sections, in that order."""
        found: list[str] = []
        for kind in wanted:
            found += self.by_kind[kind]
        return found


def _contribution(text: _Text) -> str:
    for pool in (text.opening, text.of(Kind.INTRODUCTION)):
        given = [sentence for sentence in pool if _GIVES.search(sentence)]
        if given:
            return given[0]
    return _best(text.opening, 1)[0]


def _usage(paper: Paper, text: _Text) -> Usage:
    method = text.of(Kind.METHOD) or text.opening
    everything = (
        text.opening
        + method
        + text.of(Kind.RESULTS, Kind.INTRODUCTION, Kind.CONCLUSION, Kind.APPENDIX)
    )
    steps = tuple(sentence for sentence in method if _STEP.search(sentence))[:5]
    notes = [sentence for sentence in everything if _RELEASE.search(sentence)][:1]
    if not notes and not steps:
        notes = _best(method, 1)
    links = [link for link in (paper.repository, paper.project_page) if link]
    return Usage(
        input=_first(_INPUT, method),
        output=_first(_OUTPUT, method),
        steps=steps,
        requirements=_first(_NEEDS, method + text.of(Kind.RESULTS, Kind.APPENDIX)),
        notes=tuple(Labelled("", note) for note in (*notes, *links)),
    )


def _innovations(paper: Paper, text: _Text) -> tuple[Labelled, ...]:
    """Three to five sentences, where there are so many, each with a name.

    Listed contributions come first, then what "we propose", then the rest.
    """
    introduction = text.of(Kind.INTRODUCTION)
    listed = _listed_contributions(introduction)
    given = [sentence for sentence in text.opening + introduction if _GIVES.search(sentence)]
    rest = _best((sentence for sentence in text.opening if sentence not in given), 3)
    named: dict[str, Labelled] = {}
    same: list[Labelled] = []
    for sentence in _distinct(listed + given) + _in_order(text.opening, rest):
        most = 3
        if sentence in listed or sentence in given:
            most = 5
        item = Labelled(term(sentence, paper.ai_keywords), sentence)
        if item.name.lower() in named:
            same.append(item)
        elif len(named) < most:
            named[item.name.lower()] = item
    return (*named.values(), *same[: max(0, 3 - len(named))])


def _listed_contributions(introduction: list[str]) -> list[str]:
    """What the introduction lists below "our contributions"."""
    for index, announced in enumerate(introduction):
        if "contribution" in announced.lower():
            below = introduction[index + 1 : index + 7]
            return [each for each in below if _GIVES.search(each) or ":" in each[:60]]
    return []


def _results(text: _Text) -> Results:
    pool = _distinct(text.opening + text.of(Kind.RESULTS, Kind.INTRODUCTION, Kind.CONCLUSION))
    against = [each for each in pool if _AGAINST.search(each)]
    effects = [each for each in pool if _EFFECT.search(each)]
    telling = {*effects, *against}
    figures = [each for each in pool if each in telling and _FIGURE.search(each)][:4]
    comparisons = [each for each in against if each not in figures][:3]
    notes: list[str] = []
    if not figures and not comparisons:
        notes = effects[:2] or text.opening[-1:]
    return Results(
        datasets=tuple(benchmarks(pool))[:8],
        comparisons=tuple(comparisons),
        figures=tuple(figures),
        notes=tuple(Labelled("", note) for note in notes),
    )


def _quotable(text: str) -> Iterator[str]:
    """The sentences that read well alone: not of tables, captions or formulas, brackets closed."""
    for block in text.split("\n\n"):
        if " | " in block or "$$" in block or _CAPTION.match(block):
            continue
        for sentence in sentences(_FREE.sub("", block)):
            if len(sentence) not in _READABLE or sentence[-1] not in ".!?。！？":
                continue
            if all(sentence.count(pair[0]) == sentence.count(pair[1]) for pair in _BRACKETS):
                yield sentence


def _arc(pool: list[str]) -> list[str]:
    """The best sentence for each of the problem, what is given and its effect; at least two."""
    told: list[str] = []
    for cue in (_GIVES, _EFFECT, _PAIN):
        fitting = [sentence for sentence in pool if cue.search(sentence) and sentence not in told]
        told += _best(fitting, 1)
    if len(told) < 2:
        told += _best([sentence for sentence in pool if sentence not in told], 2 - len(told))
    return told


def _best(pool: Iterable[str], count: int) -> list[str]:
    return sorted(pool, key=_weight, reverse=True)[:count]


def _weight(sentence: str) -> float:
    """How much a sentence tells of what a paper does."""
    weight = sum(worth for cue, worth in _CUES if cue.search(sentence))
    if len(sentence) > 400:
        weight -= 2.0
    if sentence.endswith(("?", "？")):
        weight -= 2.0
    return weight


def _first(cue: re.Pattern[str], pool: Iterable[str]) -> str:
    return next((sentence for sentence in pool if cue.search(sentence)), "")


def _in_order(pool: list[str], chosen: Iterable[str]) -> list[str]:
    return sorted(chosen, key=pool.index)


def _distinct(pool: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(pool))
