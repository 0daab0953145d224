"""What a model proposes for an answer, held against the passages that it was given. Pure."""

# Tested in tests/core/asking/test_ask.py.

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from core.asking import prompts
from core.asking.asked import Drawn
from core.asking.inquiry import Inquiry
from core.asking.passages import Passage
from core.asking.quotes import located
from core.checking import verify
from core.document import Document, Section
from core.models import Check

QUOTES = 4  # at most


def repeats(text: str, drawn: Sequence[Drawn]) -> bool:
    """Whether the model has only repeated what it quotes."""
    return located(text, "\n".join(each.text for each in drawn)) is not None


def found_in(said: Iterable[prompts.SaidQuote], given: Mapping[int, Passage]) -> list[Drawn]:
    """The quotes that stand in a passage the model was given, as the paper has them, each once."""
    found: dict[str, Drawn] = {}
    for quote in islice(said, 4 * QUOTES):
        searched = list(given.values())
        if quote.passage in given:
            searched.insert(0, given[quote.passage])
        for passage in searched:
            text = located(quote.text, passage.text)
            if text:
                found.setdefault(text, Drawn(text, passage))
                break
    return list(found.values())[:QUOTES]


def advice(inquiry: Inquiry, given: Mapping[int, Passage], said: prompts.SaidAnswer) -> str | None:
    """What to tell the model if the answer must be written again; None if it may stay."""
    if not said.answered:
        return None
    drawn = found_in(said.quotes, given)
    missing = checked(inquiry, said.text, drawn).missing
    return prompts.advice(quoted=bool(drawn), missing=[claim.text for claim in missing])


def checked(inquiry: Inquiry, text: str, drawn: Iterable[Drawn]) -> Check:
    """The answer's figures and names, looked up in the quoted passages alone."""
    passages = [each.passage for each in drawn]
    sections = dict.fromkeys(
        Section(passage.section, 1, passage.text, passage.anchor) for passage in passages
    )
    quoted = Document(
        paper_id=inquiry.paper.id, title=inquiry.document.title, sections=tuple(sections)
    )
    without_abstract = replace(inquiry.paper, abstract="")
    return verify.check([text], verify.Evidence.of(without_abstract, quoted))
