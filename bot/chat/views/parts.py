"""What several views share: a paper's title and number, and what leads to it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeAlias

from bot.chat.actions import Action, Verb
from bot.chat.targets import Known, Listed, Which, WholeList
from bot.chat.views.model import Button, Footer, Line, bold, line, quiet
from bot.chat.views.prose import (
    ELLIPSIS,
    LONGEST,
    cells,
    clip,
    clip_start,
    clip_words,
    tidy,
    title_of,
)
from bot.chat.views.runs import host_of
from core.asking.prompts import Turn
from core.editions.keys import ListKey
from core.identify import note_of, page_of, pdf_of, place_of
from core.models import Entry, Paper, Summary
from core.sent import About
from locales import Translator

# The list in which a paper is, and its number there.
Place: TypeAlias = tuple[ListKey, int]

# A blank where no line is broken: the figures of a paper stay together on a narrow screen.
NO_BREAK = "\u00a0"
GOLDEN = "🏆"
DOT = " · "
# The same in a line that may take several rows: the dot goes with what follows it.
WRAPPED_DOT = f" ·{NO_BREAK}"
# Longer than any title on arXiv, and short enough that a hostile one cannot fill a message.
TITLE_CELLS = 600
# Longer than any organization's name.
ORGANIZATION_CELLS = 160
# What many names of organizations begin with: it tells none from another.
_COMMON_BEGINNING = re.compile(
    r"(?:The )?(?:"
    r"(?:National |Technical )?"
    r"(?:University|Institute|Department|Faculty|School|College|Academy|Center|Centre|Laboratory)"
    r" (?:of|for) (?:the )?"
    r"|Universit(?:ät|é|à|eit) (?:de |di |van )?"
    r"|Universidade? (?:de |do |da )?"
    r")?(?=\S)"
)
_COMMON = frozenset({"University", "National", "Technical", "Institute", "College", "School"})
# A name that ends with one of these tells less than without it.
_LINKING = frozenset({"of", "for", "the", "and", "at", "in", "&", "de", "des", "du", "di", "der"})
# What ends a host tells whose it is.
HOST_CELLS = 30
# Where nearly all code is: the button need not say so.
_CODE = "github.com"


def paper_title(paper: Paper, summary: Summary | None) -> str:
    """The title in the summary's language, else the original; one line, never empty, clipped for a
    list."""
    return clip(_title(paper, summary, 2 * TITLE_CELLS), TITLE_CELLS)


def full_title(paper: Paper, summary: Summary | None) -> str:
    """The title in the summary's language, else the original; one line, never empty, as long as a
    text may be."""
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


def organization_in(organization: str, room: int) -> str:
    """The organization in so many cells. One that is too long goes without the beginning that it
    shares with many, and ends with a word that tells something ("California…", not "University
    of…"); where that would leave too little, it is cut within a word."""
    if cells(organization) <= room:
        return organization
    common = _COMMON_BEGINNING.match(organization)
    name = organization[common.end() :] if common else organization
    shown = clip_words(name, room)
    if shown == name:
        return name
    words = shown.removesuffix(ELLIPSIS).split(" ")
    least = 1
    while words and words[-1].lower() in _LINKING:
        words.pop()
        least = 2  # "Science and Technology" is no "Science…"
    if len(words) < least or _COMMON.issuperset(words):
        return clip(name, room)
    return " ".join(words) + ELLIPSIS


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


def small_print(texts: Iterable[str]) -> Footer:
    """The texts as the end of a message, a line each, none of which ends a row with a dot."""
    return Footer(tuple(line(quiet(text.replace(DOT, WRAPPED_DOT))) for text in texts))


def list_action(key: ListKey) -> Action:
    """What a button does that leads to that list."""
    return Action(Verb.DATE, WholeList(key))


def action(verb: Verb, paper: Paper, place: Place | None = None) -> Action:
    """What a button does with the paper: by its number where it has one (`place`), else by its
    id."""
    if place:
        return Action(verb, Listed(*place))
    return Action(verb, Known(paper.id))


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
    known = {place_of(paper.id): page_of(paper.id), "PDF": pdf_of(paper.id)}
    if note_of(paper.id) is None:
        known["Hugging Face"] = f"https://huggingface.co/papers/{paper.id}"
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
