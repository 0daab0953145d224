"""What a report rests on: where its figures stand in the paper, its results table, and answers with their quotes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import chain
from typing import TypeAlias

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
    Style,
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

DOUBT = "⚠"
# Four lines on a phone.
SENTENCE_CELLS = 320

# What holds figures that are no claims: addresses and references.
_ASIDE = r"https?://\S+|\bwww\.\S+|\[\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\]"
_NUMERALS = "零〇一二两三四五六七八九十百千万亿"
# What TeX writes and the figure check does not read, and what it reads as another sign.
_TEX_MARKS = r"[{}\\]*"
# What a claim is no part of; Chinese goes on without a blank. What a mark is not put before.
_BEFORE = {
    ClaimKind.FIGURE: r"(?<![A-Za-z0-9_])(?<!\d[.,])(?<![A-Za-z][-–‑])",
    ClaimKind.NAME: r"(?<![A-Za-z0-9_@./\\-])",
}
_GOES_ON = r"(?:\s?\\?[%％])?(?:[-‑][A-Za-z][A-Za-z0-9]*)*"
_SIGNS = {
    " ": r"(?:\s|\\[,;:!> ]|\\[A-Za-z]+\*?)+",
    "%": "[%％]",
    ".": "[.．]",
    "-": "[-−]",
    "×": r"(?:×|times\s?|cdot\s?)",
    "±": r"(?:±|pm\s?)",
    "→": r"(?:→|to\s?|rightarrow\s?)",
}

# A row's name, and its cells with their columns' names.
Row: TypeAlias = tuple[str, Sequence[tuple[str, str]]]


def doubted(lines: Sequence[Line], check: Check | None) -> tuple[Line, ...]:
    """The lines with ⚠ behind each figure and name that the check did not find; their own words stay as they are.

    A mark stands outside of formulas, code and links, and never in a longer figure or word.
    """
    claims = [claim for claim in check.claims if claim.text.strip()] if check else []
    claims.sort(key=lambda claim: -len(claim.text))  # 30 is looked for where no "30%" stands
    if not any(claim.finding is Finding.MISSING for claim in claims):
        return tuple(lines)
    pattern = re.compile("|".join((_ASIDE, *map(_stated, claims))))
    missing = {number for number, claim in enumerate(claims, start=1) if claim.finding is Finding.MISSING}
    return tuple(_marked(each, pattern, missing) for each in lines)


def why_view(t: Translator, title: Line, paper: Paper, report: Report, again: str | None = None) -> View:
    """Each figure of the report with the sentence of the paper that holds it; what was not found comes first.

    `again` is the action that leads here.
    """
    heading = Heading((title, line(quiet(t.t("why.header")))))
    check = report.check
    if check is None or not check.claims:
        key = "why.unchecked" if check is None else "why.nothing"
        return View((heading, Paragraph((line(t.t(key)),))), (paper_links(t, paper)[:1],))
    page = page_address(paper.id, report.provenance)
    blocks: list[Block] = [heading]
    if check.missing:
        blocks.append(Paragraph((line(t.t("why.missing")),)))
        blocks += [_missing(t, claim) for claim in check.missing]
    if found := [claim for claim in check.figures if claim.finding is not Finding.MISSING]:
        items = tuple(_found(t, claim, page) for claim in found)
        blocks.append(Section(line(bold(t.t("why.found"))), items, collapsible=True))
    blocks += _names(t, check)
    return View(tuple(blocks), (paper_links(t, paper)[:1],), again=again)


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
    t: Translator, title: Line, paper: Paper, caption: str, rows: Sequence[Row], again: str | None = None
) -> View:
    """A table as text that can be read aloud: each row's name, and its cells with their columns' names.

    `again` is the action that leads here.
    """
    items = tuple(_row(t, name, cells) for name, cells in rows)
    heading = Heading((title, line(quiet(tidy(caption)))))
    return View((heading, *items), (paper_links(t, paper)[:1],), again=again)


def page_address(paper_id: str, provenance: Provenance) -> str:
    """Where the text that was read stands on arXiv: a page with sections, or the PDF, or the abstract."""
    version = provenance.version or ""
    kind = {Source.HTML: "html", Source.PDF: "pdf"}.get(provenance.source, "abs")
    return f"https://arxiv.org/{kind}/{paper_id}{version}"


def _stated(claim: Claim) -> str:
    """A pattern of the claim as it may stand in a line: TeX's marks between its characters, digits of full width."""
    text = claim.text.strip()
    signs = _TEX_MARKS.join(_SIGNS.get(char) or _either(char) for char in text)
    before = _BEFORE[claim.kind] + (f"(?<![{_NUMERALS}])" if text[0] in _NUMERALS else "")
    after = r"(?![A-Za-z0-9_]|[.,]\d)" if text[-1].isascii() and text[-1].isalnum() else ""
    after += f"(?![{_NUMERALS}])" if text[-1] in _NUMERALS else ""
    return rf"{before}({signs}){after}{_GOES_ON}"


def _either(char: str) -> str:
    """The character, or as wide as Chinese keyboards type it."""
    return rf"[{char}{chr(ord(char) + 0xFEE0)}]" if char.isdigit() and char.isascii() else re.escape(char)


def _marked(each: Line, pattern: re.Pattern[str], missing: Collection[int]) -> Line:
    """The line with a mark behind each match of a missing claim."""
    ends = {found.end() for found in pattern.finditer(each.text) if found.lastindex in missing}
    spans: list[Span] = []
    start = 0
    for index, span in enumerate(each.spans):
        end = start + len(span.text)
        inside = sorted(place - start for place in ends if start < place <= end)
        following = "".join(later.text for later in each.spans[index + 1 :])[:2]
        if inside and (span.style is Style.CODE or span.href):
            spans += [span, Span(_mark(following))]
        else:
            parts = [span.text[a:b] for a, b in zip([0, *inside], [*inside, None], strict=True)]
            rest = [_mark(span.text[place:] + following) for place in inside]
            spans.append(replace(span, text="".join(chain.from_iterable(zip(parts, [*rest, ""], strict=True)))))
        start = end
    return replace(each, spans=tuple(spans))


def _mark(following: str) -> str:
    """The sign, apart from the word that follows; nothing where it stands already."""
    if following.lstrip().startswith(DOUBT):
        return ""
    return f" {DOUBT} " if following[:1].isalnum() else f" {DOUBT}"


def _missing(t: Translator, claim: Claim) -> Item:
    kind = (line(quiet(t.t("why.name"))),) if claim.kind is ClaimKind.NAME else ()
    return Item(None, DOUBT, line(bold(tidy(claim.text))), kind)


def _found(t: Translator, claim: Claim, page: str) -> Item:
    title = [bold(tidy(claim.text))]
    if claim.section:
        title += [Span(DOT), _place(claim.section, claim.anchor, page)]
    lines = []
    if claim.finding is Finding.DERIVED:
        lines.append(line(t.t("why.derived", basis=t.t("why.and").join(map(tidy, claim.basis)))))
    if claim.sentence:
        lines.append(line(quiet(clip(tidy(claim.sentence), SENTENCE_CELLS))))
    return Item(None, "", Line(tuple(title)), tuple(lines))


def _names(t: Translator, check: Check) -> list[Block]:
    names = [claim for claim in check.claims if claim.kind is ClaimKind.NAME and claim.finding is not Finding.MISSING]
    if not names:
        return []
    listed = t.t("text.label", label=t.t("why.names")) + DOT.join(tidy(claim.text) for claim in names)
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
    return Item(None, "", line(bold(tidy(name) or t.t("table.unnamed"))), (line(said),) if said else ())
