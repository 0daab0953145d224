"""One paper: its report, and its card."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.chat.actions import Action, Verb
from bot.chat.targets import Known, Listed, Which
from bot.chat.views.doubts import doubted
from bot.chat.views.glance import decided_text, fact_lines
from bot.chat.views.model import Block, Button, Heading, Line, Paragraph, View, line, quiet
from bot.chat.views.model import rows as even_rows
from bot.chat.views.parts import (
    about_which,
    full_title,
    list_action,
    numbered,
    paper_links,
    small_print,
)
from bot.chat.views.points import LONGEST_REPORT, SEVERAL, point_sections
from bot.chat.views.prose import (
    LONGEST,
    clip_words,
    prose,
    shortened,
    tidy,
    title_of,
    without_markdown,
)
from bot.chat.views.provenance import may_be_bettered, provenance_line, revision_line
from bot.chat.views.votes import vote_buttons
from core.announcements.submissions import Submission
from core.editions.keys import ListKey
from core.identify import place_of
from core.models import Entry, Paper, Picture, Report, Revision, Shortfall, Summary
from locales import Translator

# Three lines on a phone.
CAPTION_CELLS = 240
# Buttons that every channel takes side by side.
ABREAST = 5


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
    which: Which = Known(paper.id)
    handle = paper.id
    if entry and key:
        which = Listed(key, entry.rank)
        handle = str(entry.rank)
    footer = small_print(_made_of(t, report, revision, zone))
    points = point_sections(t, report)
    return View(
        (_report_heading(t, paper, entry, summary, submissions), *points, footer),
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
    """The summary's text, and as a list those of its highlights that do not stand there."""
    if lines := doubted(prose(summary.text), summary.check):
        yield Paragraph(lines)
    told = tidy(summary.text)
    points: list[Line] = []
    for highlight in summary.highlights[:SEVERAL]:
        if tidy(highlight) in told:
            continue
        points += [Line(each.spans, "•") for each in prose(highlight)]
    if points:
        yield Paragraph(doubted(shortened(points, LONGEST_REPORT), summary.check))


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
    caption = without_markdown(found.caption[:LONGEST])
    return replace(found, caption=clip_words(caption, CAPTION_CELLS))


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
