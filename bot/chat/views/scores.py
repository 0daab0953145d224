"""Why a paper has its score."""

from __future__ import annotations

from bot.chat.views.fitting import ROW_CELLS
from bot.chat.views.model import Heading, Paragraph, View, bold, line, quiet
from bot.chat.views.parts import (
    DOT,
    GOLDEN,
    about_paper,
    full_title,
    numbered,
    organization_in,
    organization_of,
)
from bot.chat.views.prose import cells
from core.editions.keys import ListKey
from core.editions.score import MUST_READ, VIRAL
from core.models import Entry, Reason, Summary
from locales import Translator

GOLDEN_TAGS = {VIRAL: "tags.viral", MUST_READ: "tags.must_read"}


def score_view(t: Translator, entry: Entry, key: ListKey, summary: Summary | None = None) -> View:
    """The terms of the entry's score in that list, the total, and what makes it golden if it is."""
    lines = [line(_reason(t, reason)) for reason in entry.verdict.reasons]
    if not lines:
        lines.append(line(t.t("score.no_reasons")))
    lines.append(line(bold(t.t("score.total", score=t.score(entry.verdict.score)))))
    for tag, told in GOLDEN_TAGS.items():
        if tag in entry.verdict.tags:
            lines.append(line(f"{GOLDEN} {t.t(told)}"))
    below = t.date(key.day)
    if organization := organization_of(entry.paper):
        below += DOT
        below += organization_in(organization, ROW_CELLS - cells(below))
    title = numbered(entry, full_title(entry.paper, summary))
    about = about_paper(entry.paper, (key, entry.rank))
    return View((Heading((title, line(quiet(below)))), Paragraph(tuple(lines))), about=about)


def _reason(t: Translator, reason: Reason) -> str:
    points = t.score(reason.points)
    if reason.amount is None:
        return t.t(f"reasons.{reason.kind}", points=points)
    count = t.number(reason.amount)
    return t.plural(f"reasons.{reason.kind}", reason.amount, count=count, points=points)
