"""Reading without a model: summary and report made of the paper's own sentences, so nothing can be
invented.

Every sentence or phrase is a piece of the abstract or the document, with only its white space
collapsed, and a beginning left out that hangs on the sentence before; the field, what tables show
and what leads a point are told in the language's own words. A point for which nothing fits
stays empty, and no sentence stands twice in a report.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable

from core.document import Document
from core.language import Language
from core.models import Check, Paper, Provenance, Report, Shortfall, Source, Summary, Writer
from core.reading import roles, tells
from core.reading.condense import Kind
from core.reading.contribution import contribution
from core.reading.cues import CUES, FIGURE, GIVES
from core.reading.fields import field
from core.reading.novelty import innovations
from core.reading.outcomes import results
from core.reading.own import own_names
from core.reading.quotable import Said, Text, of_abstract
from core.reading.subject import subject
from core.reading.tells import Tell
from core.reading.usage import usage
from core.sentences import sentences

# What a sentence that has a cue is worth more as the one line of a list.
_CUES = (
    (GIVES, 3.0), (CUES["outperforms"], 2.0), (CUES["effect"], 1.0), (FIGURE, 1.5),
    (CUES["hard"], 0.5), (CUES["released"], -3.0),
)  # fmt: skip


def summarize(paper: Paper, language: str, at: dt.datetime) -> Summary:
    """Two to four sentences of the abstract along problem, method and effect, and three highlights.

    Fewer where the abstract has fewer sentences; the source's own AI summary serves a paper without
    an abstract. The title is None: the original serves.
    """
    pool = of_abstract(paper.abstract) or of_abstract(paper.ai_summary or "")
    told = sorted(_arc(pool), key=pool.index)
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
    language: Language,
    at: dt.datetime,
    shortfall: Shortfall | None,
) -> Report:
    """The five points in the paper's own sentences; without a document, those of the abstract."""
    text = Text(paper, document)
    said = Said()
    provenance = Provenance(
        source=Source.ABSTRACT, writer=Writer.EXTRACTIVE, created_at=at, shortfall=shortfall
    )
    given = contribution(paper, text)
    for sentence in sentences(given):
        said.add(sentence)
    # In this order they choose, for no sentence is told twice.
    names = own_names(paper.title, text.opening)
    told = roles.told(paper.title, text, names)
    new = innovations(text, told, said, names)
    came = results(document, text, told, said, names, language.reading)
    return Report(
        paper_id=paper.id,
        language=language.code,
        field=field(
            paper,
            " ".join(text.opening),
            language.reading,
            subject(paper.title, text.blocks[Kind.INTRODUCTION], " ".join(text.opening)),
        ),
        contribution=given,
        usage=usage(paper, text, told, said, names, language.reading),
        innovations=new,
        results=came,
        provenance=provenance_of(document, provenance),
    )


def without_doubts(report: Report, check: Check) -> Report:
    """The report without what it says of tables where a figure of it is missing there."""
    doubted = {claim.sentence for claim in check.missing}
    figures: list[str] = []
    for text in report.results.figures:
        if not any(sentence in doubted for sentence in sentences(text)):
            figures.append(text)
    results_left = dataclasses.replace(report.results, figures=tuple(figures))
    return dataclasses.replace(report, results=results_left)


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


def _arc(pool: list[str]) -> list[str]:
    """The sentences that tell the problem, the idea and the result best; at least two, where there
    are so many."""
    told: list[str] = []
    of_sentence = dict(zip(pool, tells.told(pool), strict=True))
    for tell in (Tell.IDEA, Tell.RESULT, Tell.PROBLEM):
        rest = [sentence for sentence in pool if sentence not in told]
        if rest:
            told.append(max(rest, key=lambda sentence: of_sentence[sentence][tell]))
    return told


def _best(pool: Iterable[str], count: int) -> list[str]:
    return sorted(pool, key=_weight, reverse=True)[:count]


def _weight(sentence: str) -> float:
    """How much a sentence tells of what a paper does."""
    weight = sum(worth for cue, worth in _CUES if cue.search(sentence))
    if len(sentence) > 400:
        weight -= 2.0
    if CUES["asks"].search(sentence[-1:]):
        weight -= 2.0
    return weight
