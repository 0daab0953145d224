"""Answers out of what is known of a paper without searching it: its idea in short, who wrote it,
where, when, and where its code is. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bot.chat.views.evidence import ask_buttons
from bot.chat.views.model import Heading, Line, Paragraph, View, bold, line, quiet, rows
from bot.chat.views.parts import about_paper, paper_links, small_print
from bot.chat.views.prose import LONGEST, clip, prose, tidy
from bot.chat.views.provenance import provenance_line
from bot.chat.views.runs import host_of
from core.asking.prompts import Turn, kept
from core.asking.record import Topic
from core.identify import page_of, pdf_of, place_of
from core.models import Paper, Provenance, Writer
from core.shown import ShownPaper
from locales import Translator

NOTHING: Mapping[Topic, str] = MappingProxyType({})
MOST_AUTHORS = 30
NAME_CELLS, ADDRESS_CELLS = 60, 120
# What leads somewhere is shown with all that there is to press.
_LEADING = frozenset((Topic.CODE, Topic.DOWNLOAD))
_BUTTONS = 3  # in a row
# The year and month in an arXiv id, from 2007 on.
_MONTH = re.compile(r"(\d{2})(0[1-9]|1[0-2])\.\d{4,5}")


def recorded_view(
    t: Translator,
    title: Line,
    found: ShownPaper,
    question: str,
    topics: Sequence[Topic],
    zone: dt.tzinfo,
    *,
    earlier: Sequence[Turn] = (),
    texts: Mapping[Topic, str] = NOTHING,
    searched: Provenance | None = None,
    last: bool = False,
) -> View | None:
    """What the record tells of those topics, or else `texts`, which were found by a search that was
    made of `searched`; the time is told in `zone`, `earlier` is what was said before.

    None where neither tells all of it, unless this is the `last` word: then it says what is not
    known.
    """
    paper = found.known
    idea = _idea(found)
    lines: list[Line] = []
    for topic in topics:
        told = idea[0] if idea and topic is Topic.IDEA else _told(t, paper, topic)
        told = told or texts.get(topic)
        if told is None and last and topic is not Topic.IDEA:
            told = _unknown(t, paper, topic)
        if told is None:
            return None
        lines += prose(told) if topic is Topic.IDEA or topic in texts else [line(told)]
    sources = [searched] if searched else []
    if idea and Topic.IDEA in topics:
        sources.append(idea[1])
    made_of = [provenance_line(t, each, zone, None, place_of(paper.id)) for each in sources]
    if not (searched or set(topics) == {Topic.IDEA}):
        made_of.insert(0, t.t("record.source"))
    asked = tidy(question[:LONGEST])
    links = paper_links(t, paper)
    if not _LEADING.intersection(topics):
        links = links[:1]
    text = "\n".join(each.text for each in lines)
    return View(
        (
            Heading((line(bold(asked)), line(quiet(title.text)))),
            Paragraph(tuple(lines)),
            small_print(made_of),
        ),
        rows((*ask_buttons(t, paper), *links), _BUTTONS),
        (t.t("ask.hint", paper_id=paper.id),),
        about=about_paper(paper, found.place, kept((*earlier, Turn(question, text)))),
    )


def _idea(found: ShownPaper) -> tuple[str, Provenance] | None:
    """The contribution of the paper's report, or else its summary, and what that was made of; None
    where there is neither. A summary that only repeats the abstract is none: the abstract's
    sentences can be quoted."""
    report, summary = found.report, found.summary
    if report and report.contribution.strip():
        return report.contribution, report.provenance
    if summary and summary.text.strip() and summary.provenance.writer is not Writer.EXTRACTIVE:
        return summary.text, summary.provenance
    return None


def _told(t: Translator, paper: Paper, topic: Topic) -> str | None:
    """The sentence of that topic; None where the record does not tell."""
    authors = [clip(tidy(name), NAME_CELLS) for name in paper.authors]
    match topic:
        case Topic.AUTHORS if authors:
            return t.t("record.authors", names=_names(t, authors))
        case Topic.FIRST_AUTHOR if authors:
            return t.t("record.first_author", name=authors[0])
        case Topic.LAST_AUTHOR if authors:
            return t.t("record.last_author", name=authors[-1])
        case Topic.INSTITUTION if paper.organization:
            return t.t("record.institution", name=clip(tidy(paper.organization), ADDRESS_CELLS))
        case Topic.PUBLISHED:
            return _published(t, paper)
        case Topic.CODE:
            return _code(t, paper)
        case Topic.DOWNLOAD:
            return t.t("record.download", page=page_of(paper.id), pdf=pdf_of(paper.id))
        case _:
            return None


def _unknown(t: Translator, paper: Paper, topic: Topic) -> str:
    """The sentence that nothing tells it, and where the paper itself may."""
    if topic in (Topic.FIRST_AUTHOR, Topic.LAST_AUTHOR):
        topic = Topic.AUTHORS
    return t.t(f"record.unknown.{topic}", pdf=pdf_of(paper.id))


def _names(t: Translator, authors: Sequence[str]) -> str:
    names = t.t("text.between").join(authors[:MOST_AUTHORS])
    more = len(authors) - MOST_AUTHORS
    return t.t("record.more", names=names, n=more) if more > 0 else names


def _published(t: Translator, paper: Paper) -> str | None:
    if paper.published_at:
        date = t.date(paper.published_at.date(), weekday=False, year=True)
        return t.t("record.published", date=date)
    month = _MONTH.match(paper.id)
    if month is None:
        return None
    return t.t("record.published.month", month=f"20{month[1]}-{month[2]}", paper_id=paper.id)


def _code(t: Translator, paper: Paper) -> str | None:
    if paper.repository:
        return t.t("record.code", address=clip(tidy(paper.repository), ADDRESS_CELLS))
    if paper.project_page and host_of(tidy(paper.project_page)):
        return t.t("record.project", address=clip(tidy(paper.project_page), ADDRESS_CELLS))
    return None
