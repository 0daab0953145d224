"""What a report rests on: where its figures stand in the paper, its results table, and answers with their quotes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TypeAlias

from bot.views.doubts import DOUBT, as_read
from bot.views.model import (
    Block,
    Button,
    Footer,
    Heading,
    Item,
    Line,
    Paragraph,
    Section,
    Span,
    View,
    bold,
    line,
    quiet,
)
from bot.views.parts import DOT, paper_links
from bot.views.prose import clip, prose, tidy
from bot.views.provenance import provenance_line
from core.models import Answer, Check, Claim, ClaimKind, Finding, Paper, Provenance, Quote, Report, Source
from locales import Translator

# Four lines on a phone.
SENTENCE_CELLS = 320
# Some thirty columns.
ROW_CELLS = 600

# A row's name, and its cells with their columns' names.
Row: TypeAlias = tuple[str, Sequence[tuple[str, str]]]


def why_view(t: Translator, title: Line, paper: Paper, report: Report, again: str | None = None) -> View:
    """Each figure of the report with the sentence of the paper that holds it; what was not found comes first.

    `again` is the action that leads here.
    """
    heading = Heading((title, line(quiet(t.t("why.header")))))
    check = report.check
    if check is None or not check.claims:
        key = "why.unchecked" if check is None else "why.nothing"
        return View((heading, Paragraph((line(t.t(key)),))), (_ways(t, paper),))
    page = page_address(paper.id, report.provenance)
    blocks: list[Block] = [heading]
    if check.missing:
        blocks.append(Paragraph((line(t.t("why.missing")),)))
        blocks += [_missing(t, claim) for claim in check.missing]
    if found := [claim for claim in check.figures if claim.finding is not Finding.MISSING]:
        items = tuple(_found(t, claim, page) for claim in found)
        blocks.append(Section(line(bold(t.t("why.found"))), items, collapsible=True))
    blocks += _names(t, check)
    return View(tuple(blocks), (_ways(t, paper),), again=again)


def answer_view(t: Translator, paper: Paper, answer: Answer, zone: dt.tzinfo = dt.UTC) -> View:
    """The answer, the sentences it rests on, and what it was made of; the time is told in `zone`.

    The question leads and the button below names the paper, so that a reply to this message can go on from here.
    """
    blocks: list[Block] = [Heading((line(bold(tidy(answer.question))), line(quiet(tidy(paper.title)))))]
    blocks.append(Paragraph(tuple(prose(answer.text)) if answer.answered else (line(t.t("ask.not_said")),)))
    if answer.quotes:
        page = page_address(paper.id, answer.provenance)
        quotes = tuple(Paragraph(tuple(_quoted(quote, page))) for quote in answer.quotes)
        blocks.append(Section(line(bold(t.t("ask.quotes"))), quotes, collapsible=True))
    made_of = provenance_line(t, answer.provenance, zone, answer.check)
    blocks.append(Footer((line(quiet(made_of)),)))
    buttons = (Button(t.t("ask.more"), f"ask:{paper.id}"), Button(t.t("ask.paper"), f"about:{paper.id}"))
    return View(tuple(blocks), ((*buttons, *paper_links(t, paper)[:1]),), (t.t("ask.hint", paper_id=paper.id),))


def table_view(
    t: Translator,
    title: Line,
    paper: Paper,
    caption: str,
    rows: Sequence[Row],
    *,
    more: int = 0,
    again: str | None = None,
) -> View:
    """A table as text that can be read aloud: each row's name, and its cells with their columns' names.

    `more` is how many rows it has besides, `again` the action that leads here.
    """
    items = tuple(_row(t, name, cells) for name, cells in rows)
    heading = Heading((title, line(quiet(tidy(caption)))))
    left = (Footer((line(quiet(t.plural("table.more", more))),)),) if more else ()
    return View((heading, *items, *left), (_ways(t, paper),), again=again)


def page_address(paper_id: str, provenance: Provenance) -> str:
    """Where the text that was read stands on arXiv: a page with sections, or the PDF, or the abstract."""
    version = provenance.version or ""
    kind = {Source.HTML: "html", Source.PDF: "pdf"}.get(provenance.source, "abs")
    return f"https://arxiv.org/{kind}/{paper_id}{version}"


def _ways(t: Translator, paper: Paper) -> tuple[Button, ...]:
    """To ask the paper, be it in reply to the message, and to the paper itself."""
    return (Button(t.t("ask.button"), f"ask:{paper.id}"), *paper_links(t, paper)[:1])


def _missing(t: Translator, claim: Claim) -> Item:
    kind = (line(quiet(t.t("why.name"))),) if claim.kind is ClaimKind.NAME else ()
    return Item(None, DOUBT, line(bold(as_read(claim.text))), kind)


def _found(t: Translator, claim: Claim, page: str) -> Item:
    title = [bold(as_read(claim.text))]
    if claim.section:
        title += [Span(DOT), _place(claim.section, claim.anchor, page)]
    lines = []
    if claim.finding is Finding.DERIVED:
        lines.append(line(t.t("why.derived", basis=t.t("why.and").join(map(as_read, claim.basis)))))
    if claim.sentence:
        lines.append(line(quiet(clip(tidy(claim.sentence), SENTENCE_CELLS))))
    return Item(None, "", Line(tuple(title)), tuple(lines))


def _names(t: Translator, check: Check) -> list[Block]:
    names = [claim for claim in check.claims if claim.kind is ClaimKind.NAME and claim.finding is not Finding.MISSING]
    if not names:
        return []
    listed = t.t("text.label", label=t.t("why.names")) + DOT.join(as_read(claim.text) for claim in names)
    return [Paragraph((line(quiet(listed)),))]


def _quoted(quote: Quote, page: str) -> list[Line]:
    said = line(quiet(clip(tidy(quote.text), SENTENCE_CELLS)))
    return [Line((_place(quote.section, quote.anchor, page),)), said] if quote.section else [said]


def _place(section: str, anchor: str, page: str) -> Span:
    """The section's title, leading to it where the page can."""
    leads = anchor and "/html/" in page
    return Span(clip(tidy(section), 60), href=f"{page}#{anchor}" if leads else page)


def _row(t: Translator, name: str, cells: Sequence[tuple[str, str]]) -> Item:
    said = t.t("table.between").join(" ".join(filter(None, (tidy(column), tidy(cell)))) for column, cell in cells)
    said = clip(said, ROW_CELLS)
    return Item(
        None, "", line(bold(clip(tidy(name), ROW_CELLS) or t.t("table.unnamed"))), (line(said),) if said else ()
    )
