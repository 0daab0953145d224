"""What is told of a list in its small print: how it is ordered, and what it is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from bot.chat.views.glance import why
from bot.chat.views.prose import without_markdown
from core.models import Edition, Entry, Paper, Summary, Writer
from locales import Translator

# What stands under the titles, where it is no model's summary, and what is said of it.
NOTES = {
    "extractive": "list.note_extractive",
    "hub": "list.note_hub",
    "abstract": "list.note_abstract",
    "title": "list.note_title",
}
NOTES_OF_ALL = {
    "extractive": "list.note_extractive.all",
    "hub": "list.note_hub.all",
    "abstract": "list.note_abstract.all",
    "title": "list.note_title.all",
}


def list_notes(
    t: Translator,
    edition: Edition,
    shown: Sequence[Entry],
    summaries: Mapping[str, Summary],
    *,
    first: bool,
) -> list[str]:
    """How the list is ordered, for whom it is new; and what it is made of, where that is less than
    a model's summary of each paper. `shown` are the entries that are more than a title."""
    notes: list[str] = []
    if first and _is_in_order(edition):
        notes.append(t.t("list.order"))
    if not shown:
        return []
    made_of = Counter(_shown_of(entry.paper, summaries) for entry in shown)
    for kind, key in NOTES.items():
        count = made_of[kind]
        if count == len(shown):
            notes.append(t.t(NOTES_OF_ALL[kind]))
        elif count:
            notes.append(t.plural(key, count))
    return notes


def _shown_of(paper: Paper, summaries: Mapping[str, Summary]) -> str:
    """What the one sentence under the paper's title is, where no model wrote it; else ""."""
    summary = summaries.get(paper.id)
    if summary:
        writer = summary.provenance.writer
        return str(writer) if writer in (Writer.EXTRACTIVE, Writer.HUB) else ""
    if why(paper, None) is None:
        return "title"
    if without_markdown(paper.ai_summary or ""):
        return "hub"
    return "abstract"


def _is_in_order(edition: Edition) -> bool:
    """Whether golden papers come first, and then the others by score; papers that came late are
    last, whatever their score."""
    order = [(not entry.verdict.golden, -entry.verdict.score) for entry in edition.selected]
    return order == sorted(order)
