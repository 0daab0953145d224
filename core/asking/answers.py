"""What is told to a question: an answer, the sentences of the paper that answer by themselves, or a
refusal. Pure."""

# Tested in tests/core/asking/test_ask.py.

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, zip_longest

from core.asking import choosing
from core.asking.asked import Drawn
from core.asking.context import IN_CONTEXT, in_context
from core.asking.inquiry import Inquiry, on_the_matter, places
from core.asking.learned import learned
from core.asking.whole import of_whole
from core.models import Answer, Provenance

SENTENCES = 6  # at most, without a model
TOLD = 4  # of ours, in the answer itself; all are quoted
NEAREST = 3  # of ours, where none answers


def without_model(inquiry: Inquiry, provenance: Provenance) -> Answer:
    """The sentences of the paper that answer, if any do."""
    chosen = best(inquiry, SENTENCES)
    if not chosen:
        return refusal(inquiry, provenance)
    return of_sentences(inquiry, provenance, chosen)


def of_sentences(inquiry: Inquiry, provenance: Provenance, chosen: Sequence[Drawn]) -> Answer:
    """The answer that these sentences are: the first of them are told, all are quoted, with what
    stands beside them."""
    text = " ".join(each.told for each in chosen[:TOLD])
    return quoting(inquiry, provenance, text, in_context(chosen, IN_CONTEXT))


def _answers(inquiry: Inquiry) -> bool:
    """Whether what was found likely answers the question, or each of those it consists of."""
    parts = inquiry.parts
    return _likely(inquiry) or (bool(parts) and all(_likely(part) for part in parts))


def _likely(inquiry: Inquiry) -> bool:
    if inquiry.is_short:
        return any(each.answers for each in inquiry.ranking)
    return inquiry.likely >= learned(by_meaning=inquiry.by_meaning).answered


def best(inquiry: Inquiry, most: int) -> list[Drawn]:
    """The sentences that answer, none where likely none does: of each part of the question in
    turn, where it has several."""
    whole = of_whole(inquiry)
    if whole is not None:
        return whole[:most]
    if not _answers(inquiry):
        return []
    answering = choosing.best
    if inquiry.is_short:
        answering = choosing.best_by_rules
    each_best = [answering(each.ranking, most) for each in _with_parts(inquiry)]
    return _in_turn(each_best, most)


def _with_parts(inquiry: Inquiry) -> tuple[Inquiry, ...]:
    return (*inquiry.parts, inquiry)


def _in_turn(several: Sequence[Sequence[Drawn]], most: int) -> list[Drawn]:
    """The first of each, then the second ones, each sentence once."""
    in_turn = chain.from_iterable(zip_longest(*several))
    return list(dict.fromkeys(drawn for drawn in in_turn if drawn))[:most]


def quoting(inquiry: Inquiry, provenance: Provenance, text: str, drawn: Sequence[Drawn]) -> Answer:
    """The answer in those words, which rests on those quotes."""
    return Answer(
        paper_id=inquiry.paper.id,
        language=inquiry.language.code,
        question=inquiry.typed,
        answered=True,
        text=text,
        quotes=tuple(each.quote for each in drawn),
        provenance=provenance,
    )


def refusal(inquiry: Inquiry, provenance: Provenance, chosen: Sequence[Drawn] = ()) -> Answer:
    """The paper does not say, as far as could be found; what comes nearest all the same: what a
    model has `chosen`, and ours."""
    each_best = [choosing.best(on_the_matter(each), NEAREST) for each in _with_parts(inquiry)]
    nearest = dict.fromkeys((*chosen, *_in_turn(each_best, NEAREST)))
    return replace(
        quoting(inquiry, provenance, "", ()),
        answered=False,
        absent=inquiry.absent,
        nearest=tuple(replace(each.quote, text=each.told) for each in nearest)[:NEAREST],
        places=places(inquiry),
    )
