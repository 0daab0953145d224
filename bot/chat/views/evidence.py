"""What a report rests on: where its figures stand in the paper, its results table, and answers with
their quotes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from itertools import groupby
from typing import TypeAlias

from bot.chat.actions import Action, Verb
from bot.chat.views.cited import is_key, without_keys
from bot.chat.views.doubts import doubted
from bot.chat.views.model import (
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
from bot.chat.views.parts import (
    NO_BREAK,
    WRAPPED_DOT,
    Place,
    about_paper,
    action,
    paper_links,
    small_print,
)
from bot.chat.views.prose import LONGEST, clip, clip_words, prose, tidy, title_of
from bot.chat.views.provenance import provenance_line
from core.asking.passages import ABSTRACT, AUTHORS
from core.asking.prompts import Turn, kept
from core.identify import note_of, page_of, pdf_of, place_of
from core.models import (
    Answer,
    Check,
    Claim,
    ClaimKind,
    Finding,
    Paper,
    Provenance,
    Quote,
    Report,
    Source,
    Writer,
)
from core.pages.html.grids import is_figure
from core.plain import plain
from core.tex import readable
from locales import Translator

_ITEM = re.compile(r"^[-–•] (?=[^\W\d])")
_BARS = re.compile(r"(?:^|(?<=\s))\|(?=\s|$)")
# What stands before the first section is called by us.
_OURS = {ABSTRACT: "why.abstract", AUTHORS: "why.authors"}
# Rows of a table that are shown at once.
FIRST_ROWS = 6
# Four lines on a phone.
SENTENCE_CELLS = 320
# Some thirty columns.
ROW_CELLS = 600
# More columns than these are read from the figures on.
FEW_COLUMNS = 6
# How many words are named that the paper never mentions.
ABSENT = 3
# How many claims are shown, and how much of each; reports state some forty, of some twenty
# characters.
CLAIMS, CLAIM_CELLS = 60, 160

# A row's name, and its cells with their columns' names.
Row: TypeAlias = tuple[str, Sequence[tuple[str, str]]]


def why_view(
    t: Translator,
    title: Line,
    paper: Paper,
    report: Report,
    again: Action | None = None,
    place: Place | None = None,
) -> View:
    """Each figure of the report with the sentence of the paper that holds it; what was not found
    comes first, and then what could not be settled.

    `again` is the action that leads here, `place` where the paper is listed.
    """
    heading = Heading((title, line(quiet(t.t("why.header")))))
    about = about_paper(paper, place)
    check = report.check
    if check is None or not check.claims:
        said = t.t("why.unchecked")
        if check:
            said = t.t("why.nothing")
        return View((heading, Paragraph((line(said),))), (_ways(t, paper),), about=about)
    page = page_address(paper.id, report.provenance)
    blocks: list[Block] = [heading]
    if check.missing:
        missing = _unconfirmed(t, check.missing[:CLAIMS])
        blocks.append(Section(line(bold(t.t("why.missing"))), missing))
    if check.open:
        unclear = _unconfirmed(t, check.open[:CLAIMS])
        blocks.append(Section(line(bold(t.t("why.open"))), unclear))
    confirmed = (Finding.FOUND, Finding.DERIVED)
    if found := [claim for claim in check.figures if claim.finding in confirmed][:CLAIMS]:
        items = tuple(_found(t, claims, page) for claims in _by_sentence(found))
        blocks.append(Section(line(bold(t.t("why.found"))), items, collapsible=True))
    blocks += _names(t, check)
    return View(tuple(blocks), (_ways(t, paper),), again=again, about=about)


def answer_view(
    t: Translator,
    title: Line,
    paper: Paper,
    answer: Answer,
    zone: dt.tzinfo = dt.UTC,
    *,
    place: Place | None = None,
    earlier: Sequence[Turn] = (),
) -> View:
    """The answer, the sentences it rests on, and what it was made of; the time is told in `zone`.

    `place` is where the paper is listed, `earlier` what was said before: a reply to this message
    goes on from here.
    """
    question = tidy(answer.question[:LONGEST])
    blocks: list[Block] = [Heading((line(bold(question)), line(quiet(title.text))))]
    if answer.answered:
        said, told, above = doubted(prose(answer.text), answer.check), answer.quotes, "ask.quotes"
    else:
        said, told, above = (line(_not_answered(t, answer)),), answer.nearest, "ask.nearest"
        if not told:
            told, above = answer.places, "ask.places"
    blocks.append(Paragraph(said))
    if told:
        page = page_address(paper.id, answer.provenance)
        by_section = groupby(told, _where)
        quotes = tuple(_quoted(t, list(several), page) for _, several in by_section)
        blocks.append(Section(line(bold(t.t(above))), quotes, collapsible=True))
    text = "\n".join(each.text for each in said)
    if answer.answered:
        text = answer.text
    made_of = [provenance_line(t, answer.provenance, zone, answer.check, place_of(paper.id))]
    if answer.check and answer.check.missing:
        made_of.append(t.t("report.doubts"))
    blocks.append(small_print(made_of))
    turns = kept((*earlier, Turn(answer.question, text)))
    return View(
        tuple(blocks),
        ((*ask_buttons(t, paper), *paper_links(t, paper)[:1]),),
        (t.t("ask.hint", paper_id=paper.id),),
        about=about_paper(paper, place, turns),
    )


def ask_buttons(t: Translator, paper: Paper) -> tuple[Button, ...]:
    """What can be pressed below an answer: to ask more, and for the paper."""
    return (
        Button(t.t("ask.more"), action(Verb.ASK, paper)),
        Button(t.t("ask.paper"), action(Verb.ABOUT, paper)),
    )


def table_view(
    t: Translator,
    title: Line,
    paper: Paper,
    caption: str,
    rows: Sequence[Row],
    *,
    more: int = 0,
    again: Action | None = None,
    place: Place | None = None,
) -> View:
    """A table as text that can be read aloud: each row's name, and its cells with their columns'
    names. What comes after the first rows may be folded.

    `more` is how many rows it has besides, `again` the action that leads here, `place` where the
    paper is listed.
    """
    items = tuple(_row(t, name, cells) for name, cells in rows)
    said = clip_words(title_of(caption[:LONGEST]), SENTENCE_CELLS)
    heading = Heading((title, line(quiet(said))) if said else (title,))
    blocks: list[Block] = [heading, *items[:FIRST_ROWS]]
    if rest := items[FIRST_ROWS:]:
        others = line(bold(t.plural("table.rest", len(rest))))
        blocks.append(Section(others, rest, collapsible=True))
    if more:
        blocks.append(Footer((line(quiet(t.plural("table.more", more))),)))
    about = about_paper(paper, place)
    return View(tuple(blocks), (_ways(t, paper),), again=again, about=about)


def page_address(paper_id: str, provenance: Provenance) -> str:
    """Where the text that was read stands: a page with sections, or the PDF, or the abstract."""
    if note_of(paper_id):
        return pdf_of(paper_id) if provenance.source is Source.PDF else page_of(paper_id)
    version = provenance.version or ""
    kind = {Source.HTML: "html", Source.PDF: "pdf"}.get(provenance.source, "abs")
    return f"https://arxiv.org/{kind}/{paper_id}{version}"


def _ways(t: Translator, paper: Paper) -> tuple[Button, ...]:
    """To ask the paper, be it in reply to the message; to its report, and to the paper itself."""
    ask = Button(t.t("ask.button"), action(Verb.ASK, paper))
    report = Button(t.t("paper.full"), action(Verb.REPORT, paper))
    return (ask, report, *paper_links(t, paper)[:1])


def _unconfirmed(t: Translator, claims: Sequence[Claim]) -> tuple[Item, ...]:
    """What was not confirmed, and the report's own sentence around it where that is known: once for
    all of a kind that stand in it."""
    groups: dict[object, list[Claim]] = {}
    for number, claim in enumerate(claims):
        groups.setdefault((claim.kind, claim.sentence or number), []).append(claim)
    return tuple(_missing(t, several) for several in groups.values())


def _missing(t: Translator, claims: Sequence[Claim]) -> Item:
    title = [bold(t.t("text.comma").join(_read(each.text) for each in claims))]
    if claims[0].kind is ClaimKind.NAME:
        title.append(quiet(WRAPPED_DOT + t.t("why.name")))
    around: tuple[Line, ...] = ()
    if claims[0].sentence:
        around = (_sentence(claims[0].sentence),)
    return Item(None, "", Line(tuple(title)), around)


def _by_sentence(claims: Sequence[Claim]) -> list[list[Claim]]:
    """The claims that one sentence of the paper holds, together, in the order of the first ones."""
    groups: dict[object, list[Claim]] = {}
    for number, claim in enumerate(claims):
        if claim.finding is Finding.DERIVED or not claim.sentence:
            groups[number] = [claim]
        else:
            key = (_where(claim), claim.sentence, claim.second_look)
            groups.setdefault(key, []).append(claim)
    return list(groups.values())


def _found(t: Translator, claims: Sequence[Claim], page: str) -> Item:
    claim = claims[0]
    title = [bold(t.t("text.comma").join(_read(each.text) for each in claims))]
    if claim.section or claim.sentence:
        title += [Span(WRAPPED_DOT), _place(t, claim.section, claim.anchor, page)]
    lines = []
    if claim.finding is Finding.DERIVED:
        lines.append(line(t.t("why.derived", basis=t.t("why.and").join(map(_read, claim.basis)))))
    if claim.second_look:
        lines.append(line(t.t("why.second_look")))
    if claim.sentence:
        lines.append(_sentence(claim.sentence))
    return Item(None, "", Line(tuple(title)), tuple(lines))


def _names(t: Translator, check: Check) -> list[Block]:
    names = [
        claim
        for claim in check.claims
        if claim.kind is ClaimKind.NAME and claim.finding is not Finding.MISSING
        if not is_key(claim.text)
    ]
    if not names:
        return []
    listed = t.t("text.label", label=t.t("why.names")) + t.t("text.between").join(
        _read(claim.text) for claim in names[:CLAIMS]
    )
    return [Paragraph((line(quiet(listed)),))]


def _where(what: Claim | Quote) -> tuple[str, str]:
    return what.section, what.anchor


def _not_answered(t: Translator, answer: Answer) -> str:
    """Why there is no answer, as far as can be told: of what was not read nothing is."""
    partly = answer.provenance.source is Source.ABSTRACT
    if answer.absent:
        words = t.t("text.between").join(tidy(word) for word in answer.absent[:ABSENT])
        return t.t("ask.absent.abstract" if partly else "ask.absent", words=words)
    if answer.provenance.writer is Writer.MODEL:
        return t.t("ask.not_said.abstract" if partly else "ask.not_said")
    return t.t("ask.no_sentence.abstract" if partly else "ask.no_sentence")


def _quoted(t: Translator, quotes: Sequence[Quote], page: str) -> Paragraph:
    """What one section says, under its title."""
    section, anchor = _where(quotes[0])
    return Paragraph(
        (Line((_place(t, section, anchor, page),)), *(_sentence(quote.text) for quote in quotes))
    )


def _read(claim: str) -> str:
    """A claim as people read it."""
    return clip(_plainly(claim[: 4 * CLAIM_CELLS]), CLAIM_CELLS)


def _plainly(text: str) -> str:
    """Words of the paper, its formulas as people read them; a piece may begin or end amid one."""
    return tidy(plain(readable(without_keys(text))))


def _sentence(text: str) -> Line:
    """A sentence as people read it, without the sign of a list's item; of a table's row, the cells
    that are filled."""
    said = _ITEM.sub("", _plainly(text[: 4 * SENTENCE_CELLS]))
    said = WRAPPED_DOT.join(filter(None, map(str.strip, _BARS.split(said))))
    return line(quiet(clip_words(said, SENTENCE_CELLS)))


def _place(t: Translator, section: str, anchor: str, page: str) -> Span:
    """The section's title, leading to it where the page can; what has none stands before the
    first."""
    title = clip_words(_plainly(section[:SENTENCE_CELLS]), 60)
    if section in _OURS or not title:
        title = t.t(_OURS.get(section, "why.abstract"))
    if title[0].isdigit():  # a section's number beside the paper's figures
        title = f"§{title}"
    if anchor and "/html/" in page:
        return Span(title, href=f"{page}#{anchor}")
    return Span(title, href=page)


def _row(t: Translator, name: str, cells: Sequence[tuple[str, str]]) -> Item:
    """The row's cells, each behind its column's name; of many, those with figures come first."""
    cells = [(column[:ROW_CELLS], cell[:ROW_CELLS]) for column, cell in cells]
    if len(cells) > FEW_COLUMNS:
        figures = [pair for pair in cells if is_figure(pair[1])]
        words = [pair for pair in cells if not is_figure(pair[1])]
        cells = [*figures, *words]
    pairs: list[str] = []
    room = ROW_CELLS
    for column, cell in cells:
        if room < 0:
            break
        pairs.append(_pair(t, tidy(column), tidy(cell)))
        room -= len(pairs[-1])
    said = clip_words(t.t("text.comma").join(pairs), ROW_CELLS)
    named = _ITEM.sub("", title_of(without_keys(name[:ROW_CELLS])))
    title = clip_words(named, ROW_CELLS) or t.t("table.unnamed")
    lines = (line(said),) if said else ()
    return Item(None, "", line(bold(title)), lines)


def _pair(t: Translator, column: str, cell: str) -> str:
    """A cell behind its column's name; a name that ends with a figure is set apart from the
    cell's."""
    if column and cell and column.rsplit(" ", 1)[-1][0].isdigit():
        return t.t("text.label", label=column) + cell
    return NO_BREAK.join(filter(None, (column, cell)))
