"""One paper: its report in five points, and why it has its score."""

# Chinese is read here: a colon to strip from a name.

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.chat.actions import Action, Verb
from bot.chat.targets import Known, Listed, Which
from bot.chat.views.doubts import DOUBT, doubted
from bot.chat.views.glance import ROW_CELLS, decided_text, fact_lines
from bot.chat.views.model import (
    Block,
    Button,
    Heading,
    Line,
    Paragraph,
    Section,
    View,
    bold,
    line,
    quiet,
)
from bot.chat.views.model import rows as even_rows
from bot.chat.views.parts import (
    DOT,
    GOLDEN,
    about_which,
    full_title,
    list_action,
    numbered,
    organization_in,
    organization_of,
    paper_links,
    small_print,
)
from bot.chat.views.prose import (
    LONGEST,
    SHORTEST,
    cells,
    clip,
    prose,
    shortened,
    title_of,
    without_markdown,
)
from bot.chat.views.provenance import may_be_bettered, provenance_line, revision_line
from bot.chat.views.votes import vote_buttons
from core.announcements.submissions import Submission
from core.editions.keys import ListKey
from core.editions.score import MUST_READ, VIRAL
from core.identify import place_of
from core.models import (
    Entry,
    Labelled,
    Paper,
    Picture,
    Reason,
    Report,
    Results,
    Revision,
    Shortfall,
    Summary,
    Usage,
)
from locales import Translator

# Three lines on a phone.
CAPTION_CELLS = 240
# Buttons that every channel takes side by side.
ABREAST = 5
# Characters of a report, and how many texts of one kind are shown; real ones have some 2,000 and
# eight.
LONGEST_REPORT, SEVERAL = 14_000, 40
LONGEST_NAME = 500  # characters of what a point's piece is called
GOLDEN_TAGS = {VIRAL: "tags.viral", MUST_READ: "tags.must_read"}


def report_view(
    t: Translator,
    paper: Paper,
    report: Report,
    *,
    entry: Entry | None = None,
    key: ListKey | None = None,
    summary: Summary | None = None,
    revision: Revision | None = None,
    zone: dt.tzinfo = dt.UTC,
    vote: bool | None = None,
    submissions: Sequence[Submission] = (),
) -> View:
    """The paper's report: five points, then what it was read from; links and the ways to what is
    behind it as buttons.

    `entry` and `key` say where the reader met the paper, `summary` has its title in their language,
    `revision` is what arXiv said of it last; the time of reading is told in `zone`; the `vote` that
    stands is ticked. `submissions` are the paper's to venues.
    """
    check = report.check
    left = LONGEST_REPORT

    def said(lines: Sequence[Line]) -> tuple[Line, ...]:
        nonlocal left
        kept = shortened(lines, left)
        left -= sum(max(len(each.text), SHORTEST) for each in kept)
        return doubted(kept, check)

    which: Which = Known(paper.id)
    handle = paper.id
    if entry and key:
        which = Listed(key, entry.rank)
        handle = str(entry.rank)
    points = (
        _point(t, "report.field", said(prose(report.field))),
        _point(t, "report.contribution", said(prose(report.contribution))),
        _point(t, "report.usage", said(_usage(t, report.usage)), collapsible=True),
        _point(t, "report.innovations", said(_innovations(t, report.innovations))),
        _point(t, "report.results", said(_results(t, report.results)), collapsible=True),
    )
    footer = small_print(_made_of(t, report, revision, zone))
    told = [point for point in points if point is not None]
    return View(
        (_report_heading(t, paper, entry, summary, submissions), *told, footer),
        (*_report_actions(t, which, report, revision, vote), paper_links(t, paper)),
        _report_hints(t, report, handle, listed=isinstance(which, Listed)),
        picture=_picture(report),
        thumbnail=paper.thumbnail,
        again=Action(Verb.REPORT, which),
        about=about_which(paper, which),
    )


def card_view(
    t: Translator,
    paper: Paper,
    *,
    entry: Entry | None = None,
    key: ListKey | None = None,
    summary: Summary | None = None,
    note: str = "",
    vote: bool | None = None,
    submissions: Sequence[Submission] = (),
) -> View:
    """The paper at a glance: what its summary says, and buttons to vote on it, to its report, its
    score and back to the list.

    `note` says why there is no more; the `vote` that stands is ticked.
    """
    blocks: list[Block] = [_report_heading(t, paper, entry, summary, submissions)]
    notes = [note]
    if summary is None:
        if lines := prose(paper.ai_summary or paper.abstract):
            blocks.append(Paragraph(lines))
    else:
        blocks += _said(summary)
        if summary.check and summary.check.missing:
            notes.append(t.t("report.doubts"))
    if told := [text for text in notes if text]:
        blocks.append(small_print(told))
    if entry and key:
        which: Which = Listed(key, entry.rank)
        full = Button(t.t("paper.full"), Action(Verb.REPORT, which))
        why = Button(t.t("report.score"), Action(Verb.SCORE, which))
        back = Button(t.t("paper.list"), list_action(key))
        ways: list[tuple[Button, ...]] = [
            (*vote_buttons(which, vote), full),
            (why, back, _similar(t, which)),
        ]
    else:
        which = Known(paper.id)
        full = Button(t.t("paper.full"), Action(Verb.REPORT, which))
        ways = [(*vote_buttons(which, vote), full, _similar(t, which))]
    buttons = (*ways, paper_links(t, paper))
    return View(tuple(blocks), buttons, about=about_which(paper, which))


def _similar(t: Translator, which: Which) -> Button:
    return Button(t.t("report.similar"), Action(Verb.SIMILAR, which))


def _said(summary: Summary) -> Iterator[Paragraph]:
    """The summary's text, and its highlights as a list."""
    if lines := doubted(prose(summary.text), summary.check):
        yield Paragraph(lines)
    points: list[Line] = []
    for highlight in summary.highlights[:SEVERAL]:
        points += [Line(each.spans, "•") for each in prose(highlight)]
    if points:
        yield Paragraph(doubted(shortened(points, LONGEST_REPORT), summary.check))


def score_view(
    t: Translator,
    entry: Entry,
    date: dt.date,
    summary: Summary | None = None,
    key: ListKey | None = None,
) -> View:
    """The terms of the entry's score, the total, and what makes it golden if it is."""
    lines = [line(_reason(t, reason)) for reason in entry.verdict.reasons]
    if not lines:
        lines.append(line(t.t("score.no_reasons")))
    lines.append(line(bold(t.t("score.total", score=t.score(entry.verdict.score)))))
    lines += [
        line(f"{GOLDEN} {t.t(key)}")
        for tag, key in GOLDEN_TAGS.items()
        if tag in entry.verdict.tags
    ]
    below = t.date(date)
    if organization := organization_of(entry.paper):
        below += DOT
        below += organization_in(organization, ROW_CELLS - cells(below))
    title = numbered(entry, full_title(entry.paper, summary))
    which: Which = Known(entry.paper.id)
    if key:
        which = Listed(key, entry.rank)
    about = about_which(entry.paper, which)
    return View((Heading((title, line(quiet(below)))), Paragraph(tuple(lines))), about=about)


def _made_of(
    t: Translator, report: Report, revision: Revision | None, zone: dt.tzinfo
) -> list[str]:
    """The small print: what was read, what ⚠ means where it stands, and what has become of the
    paper since."""
    where = place_of(report.paper_id)
    told = [provenance_line(t, report.provenance, zone, report.check, where)]
    if report.check and report.check.missing:
        told.append(t.t("report.doubts"))
    if since := revision_line(t, report.provenance, revision):
        told.append(since)
    if report.provenance.shortfall is Shortfall.MODEL_AWAY:
        told.append(t.t("provenance.follows"))
    return told


def _report_actions(
    t: Translator, which: Which, report: Report, revision: Revision | None, vote: bool | None
) -> list[tuple[Button, ...]]:
    """The votes, and what is behind the report, by one word each; then the summary and the list."""

    def button(label: str, verb: Verb) -> Button:
        return Button(t.t(label), Action(verb, which))

    rows: list[tuple[Button, ...]] = []
    if may_be_bettered(report.provenance, revision):
        rows.append((button("report.again", Verb.AGAIN),))
    behind = [*vote_buttons(which, vote)]
    if isinstance(which, Listed):
        behind.append(button("report.score", Verb.SCORE))
    if report.check:
        behind.append(button("report.evidence", Verb.WHY))
    if report.table:
        behind.append(button("report.table", Verb.TABLE))
    behind.append(button("ask.button", Verb.ASK))
    similar = _similar(t, which)
    if isinstance(which, Listed):
        back = Button(t.t("paper.list"), list_action(which.key))
        rows += even_rows(behind, ABREAST)
        rows.append((button("paper.brief", Verb.CARD), back, similar))
    else:
        rows += even_rows([*behind, similar], ABREAST)
    return rows


def _report_hints(t: Translator, report: Report, handle: str, *, listed: bool) -> tuple[str, ...]:
    """What to type for the same; the `handle` is the paper's number or id."""
    there = {"evidence": bool(report.check), "table": report.table, "ask": True, "similar": True}
    there["score"] = listed
    names = [name for name, is_there in there.items() if is_there]
    names.append("vote")
    return tuple(t.t(f"report.hint.{name}", n=handle) for name in names)


def _picture(report: Report) -> Picture | None:
    found = report.picture
    if found is None:
        return None
    return replace(found, caption=clip(without_markdown(found.caption[:LONGEST]), CAPTION_CELLS))


def title_line(paper: Paper, summary: Summary | None, entry: Entry | None) -> Line:
    """The paper's number and title."""
    return numbered(entry, full_title(paper, summary))


def _report_heading(
    t: Translator,
    paper: Paper,
    entry: Entry | None,
    summary: Summary | None,
    submissions: Sequence[Submission],
) -> Heading:
    title, original = full_title(paper, summary), title_of(paper.title[:LONGEST])
    lines = [title_line(paper, summary, entry)]
    if original and original != title:
        lines.append(line(quiet(original)))
    lines += fact_lines(t, paper, entry)
    lines += [line(quiet(decided_text(t, each))) for each in submissions]
    return Heading(tuple(lines))


def _point(
    t: Translator, key: str, lines: Sequence[Line], *, collapsible: bool = False
) -> Section | None:
    """One of the report's points, None where nothing is said of it; what has a doubt in it is never
    folded."""
    if not lines:
        return None
    if any(DOUBT in each.text for each in lines):
        collapsible = False
    return Section(line(bold(t.t(key))), (Paragraph(tuple(lines)),), collapsible)


def _usage(t: Translator, usage: Usage) -> list[Line]:
    return [
        *_labelled(t, t.t("report.input"), usage.input),
        *_labelled(t, t.t("report.output"), usage.output),
        *_steps(t, usage.steps),
        *_labelled(t, t.t("report.requirements"), usage.requirements),
        *_notes(t, usage.notes),
    ]


def _steps(t: Translator, steps: Sequence[str]) -> list[Line]:
    """Several steps numbered below their label; a single one beside it."""
    steps = steps[:SEVERAL]
    read = [prose(step, depth=1) for step in steps]
    found = [lines for lines in read if lines]
    if len(found) < 2:
        return list(_labelled(t, t.t("report.steps"), "\n".join(steps)))
    return [_label(t, t.t("report.steps")), *_numbered(found)]


def _innovations(t: Translator, innovations: Sequence[Labelled]) -> list[Line]:
    return _numbered([_named(t, each) for each in innovations[:SEVERAL]])


def _results(t: Translator, results: Results) -> list[Line]:
    return [
        *_several(t, t.t("report.datasets"), results.datasets),
        *_several(t, t.t("report.comparisons"), results.comparisons),
        *_several(t, t.t("report.figures"), results.figures),
        *_notes(t, results.notes),
    ]


def _notes(t: Translator, notes: Sequence[Labelled]) -> list[Line]:
    lines: list[Line] = []
    for note in notes[:SEVERAL]:
        lines += _named(t, note)
    return lines


def _named(t: Translator, piece: Labelled) -> tuple[Line, ...]:
    """The name and its text; the name alone where the text is missing."""
    name = without_markdown(piece.name[:LONGEST_NAME])
    if lines := _labelled(t, name, piece.text):
        return lines
    return (line(bold(name)),) if name else ()


def _labelled(t: Translator, name: str, text: str) -> tuple[Line, ...]:
    """The text's lines, the first one led by the name in bold; a list begins on a line of its
    own."""
    lines, name = prose(text), name.rstrip(":： ")
    if not name or not lines:
        return lines
    if lines[0].marker:
        return (_label(t, name), *(_deeper(each) for each in lines))
    label = bold(t.t("text.label", label=name))
    return (Line((label, *lines[0].spans)), *(_deeper(each) for each in lines[1:]))


def _several(t: Translator, name: str, texts: Sequence[str]) -> tuple[Line, ...]:
    """One text beside its name; several as a list below it."""
    texts = texts[:SEVERAL]
    read = [prose(text) for text in texts]
    found = [lines for lines in read if lines]
    if len(found) < 2:
        return _labelled(t, name, "\n".join(texts))
    listed = [_label(t, name)]
    for first, *others in found:
        listed.append(Line(first.spans, "•", 1))
        listed += [Line(each.spans, "", 2) for each in others]
    return tuple(listed)


def _numbered(items: Sequence[Sequence[Line]]) -> list[Line]:
    """Each item's first line numbered; what follows in it stands one level further in."""
    numbered_lines: list[Line] = []
    filled = [lines for lines in items if lines]
    for number, lines in enumerate(filled, start=1):
        numbered_lines.append(Line(lines[0].spans, f"{number}.", lines[0].depth))
        numbered_lines.extend(_deeper(each) for each in lines[1:])
    return numbered_lines


def _label(t: Translator, name: str) -> Line:
    return line(bold(t.t("text.label", label=name).rstrip()))


def _deeper(each: Line) -> Line:
    return Line(each.spans, each.marker, each.depth + 1)


def _reason(t: Translator, reason: Reason) -> str:
    points = t.score(reason.points)
    if reason.amount is None:
        return t.t(f"reasons.{reason.kind}", points=points)
    count = t.number(reason.amount)
    return t.plural(f"reasons.{reason.kind}", reason.amount, count=count, points=points)
