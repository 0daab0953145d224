"""The lines that several views share: a paper's title and number, who made it and how much noise it
made."""

from __future__ import annotations

from typing import TypeAlias

from bot.chat.actions import Action, Known, Listed, Verb, Which, WholeList
from bot.chat.views.doubts import doubted
from bot.chat.views.model import Button, Line, bold, line, quiet
from bot.chat.views.prose import LONGEST, clip, clip_start, tidy, title_of, without_markdown
from bot.chat.views.runs import host_of
from core.asking.prompts import Turn
from core.editions.keys import ListKey
from core.editions.score import MUST_READ, VIRAL
from core.models import Check, Counts, Entry, Paper, Summary
from core.sent import About
from core.sentences import first_sentence
from locales import Translator

# The list in which a paper is, and its number there.
Place: TypeAlias = tuple[ListKey, int]

GOLDEN = "🏆"
DOT = " · "
# A blank where no line is broken: the figures of a paper stay together on a narrow screen.
NO_BREAK = "\u00a0"
# Longer than any title on arXiv, and short enough that a hostile one cannot fill a message.
TITLE_CELLS = 600
# Longer than any organization's name.
ORGANIZATION_CELLS = 160
# What ends a host tells whose it is.
HOST_CELLS = 30
# Where nearly all code is: the button need not say so.
_CODE = "github.com"
# Two lines on a phone.
WHY_CELLS = 160


def paper_title(paper: Paper, summary: Summary | None) -> str:
    """The title in the summary's language, else the original; one line, never empty, clipped for a
    list."""
    return clip(_title(paper, summary, 2 * TITLE_CELLS), TITLE_CELLS)


def full_title(paper: Paper, summary: Summary | None) -> str:
    """The same, as long as a text may be."""
    return _title(paper, summary, LONGEST)


def _title(paper: Paper, summary: Summary | None, longest: int) -> str:
    if summary and summary.title:
        localized = title_of(summary.title[:longest])
        if localized:
            return localized
    return title_of(paper.title[:longest]) or paper.id


def organization_of(paper: Paper) -> str:
    """The organization on one line, clipped; "" where none is known."""
    return clip(tidy((paper.organization or "")[: 2 * ORGANIZATION_CELLS]), ORGANIZATION_CELLS)


def mark(entry: Entry) -> str:
    """🏆 for a golden entry, else nothing."""
    if entry.verdict.golden:
        return GOLDEN
    return ""


def numbered(entry: Entry | None, title: str) -> Line:
    """The title line of a message about one paper: mark, number, title."""
    parts = [title]
    if entry:
        parts = [mark(entry), f"{entry.rank}.", title]
    return line(bold(" ".join(filter(None, parts))))


def noise(t: Translator, counts: Counts) -> str:
    """Upvotes, and stars where there are some: "▲84 ★2.4k"."""
    upvotes = f"▲{t.number(counts.upvotes)}"
    if not counts.stars:
        return upvotes
    return f"{upvotes}{NO_BREAK}★{t.number(counts.stars)}"


def facts(t: Translator, paper: Paper, entry: Entry | None) -> Line | None:
    """Organization, tags that 🏆 does not say already, noise and score; None when nothing is
    known."""
    parts = [organization_of(paper)]
    if entry:
        parts += [tag for tag in entry.verdict.tags if tag not in (VIRAL, MUST_READ)]
        parts.append(NO_BREAK.join((noise(t, entry.counts), "·", t.score(entry.verdict.score))))
    known = DOT.join(filter(None, parts))
    if not known:
        return None
    return line(quiet(known))


def why(paper: Paper, summary: Summary | None) -> Line | None:
    """The one sentence that makes somebody tap: the first highlight, else the first sentence there
    is."""
    texts = [_first(paper.ai_summary or ""), _first(paper.abstract)]
    check: Check | None = None
    if summary:
        texts = [*summary.highlights[:1], _first(summary.text), *texts]
        check = summary.check
    for text in texts:
        if words := without_markdown(text):
            (shown,) = doubted([line(clip(words, WHY_CELLS))], check)
            return shown
    return None


def _first(text: str) -> str:
    """The first sentence, as far as a line of a list may show it."""
    return first_sentence(text.lstrip()[: 4 * WHY_CELLS])


def list_action(key: ListKey) -> Action:
    """What a button does that leads to that list."""
    return Action(Verb.DATE, WholeList(key))


def action(verb: Verb, paper: Paper, place: Place | None = None) -> Action:
    """What a button does with the paper: by its number where it has one (`place`), else by its
    id."""
    if place:
        return Action(verb, Listed(*place))
    return Action(verb, Known(paper.id))


def paper_address(paper_id: str) -> str:
    """Where the paper stands."""
    return f"https://arxiv.org/abs/{paper_id}"


def about_paper(paper: Paper, place: Place | None = None, turns: tuple[Turn, ...] = ()) -> About:
    """What a message is about that shows the paper, with what was said of it."""
    list_key, number = place or (None, None)
    return About(list_key=list_key, number=number, paper_id=paper.id, turns=turns)


def about_which(paper: Paper, which: Which) -> About:
    """What a message is about that shows the paper as that one."""
    if isinstance(which, Listed):
        return about_paper(paper, (which.key, which.number))
    return about_paper(paper)


def paper_links(t: Translator, paper: Paper) -> tuple[Button, ...]:
    """Where to read on: first what we know, then what the source listed, beside the host that it
    leads to."""
    known = {
        "arXiv": paper_address(paper.id),
        "PDF": f"https://arxiv.org/pdf/{paper.id}",
        "Hugging Face": f"https://huggingface.co/papers/{paper.id}",
    }
    listed = {t.t("report.code"): paper.repository, t.t("report.project"): paper.project_page}
    buttons = [Button(label, url=address) for label, address in known.items()]
    for label, written in listed.items():
        address = tidy(written or "")
        if " " in address:
            continue
        host = host_of(address)
        if host == _CODE:
            buttons.append(Button(label, url=address))
        elif host:
            buttons.append(Button(f"{label}{DOT}{clip_start(host, HOST_CELLS)}", url=address))
    return tuple(buttons)
