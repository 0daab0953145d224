"""An edition as the morning list, and found papers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.chat.actions import LONGEST_PRESSED, Action, Known, Listed, Typed, Verb
from bot.chat.paging import SEARCH_LIMIT, page_line
from bot.chat.views.model import (
    Block,
    Button,
    Footer,
    Heading,
    Item,
    Paragraph,
    Section,
    View,
    bold,
    line,
    live,
    quiet,
    rows,
    sentences,
)
from bot.chat.views.parts import (
    DOT,
    TITLE_CELLS,
    action,
    facts,
    list_action,
    mark,
    organization_of,
    paper_address,
    paper_title,
    why,
)
from bot.chat.views.prose import LONGEST, clip, tidy
from core.editions.keys import DAILY, ListKey
from core.models import Edition, EditionState, Entry, SearchHit, Summary, Writer
from core.sent import About
from locales import Translator

# Up to this many entries are written out; of a longer list the golden ones and the first ten.
WHOLE = 12
WRITTEN_OUT = 10
PAPERS_A_ROW = 6
HITS_A_ROW = 3
# Columns of a title beside its paper's id, on a button.
LINKED_CELLS = 56


def list_view(
    t: Translator,
    edition: Edition,
    summaries: Mapping[str, Summary],
    *,
    previous: ListKey | None = None,
    newest: ListKey | None = None,
    missed: Sequence[ListKey] = (),
) -> View:
    """The edition's selected entries; one sentence when there are none.

    `summaries` are in the reader's language, by paper id; `previous` and `newest` are the edition
    before and the newest one, for the way there. An edition of another year than the newest shows
    its year. `missed` are earlier ones that were not sent when they were due.
    """
    if not edition.selected:
        nothing = sentences([_nothing(t, edition)])
        return replace(nothing, about=About(list_key=edition.key))
    year = newest is not None and newest.day.year != edition.key.day.year
    heading = Heading(
        (
            line(bold(t.t("list.header", date=t.date(edition.key.day, year=year)))),
            line(quiet(_counted(t, edition))),
        )
    )
    return View(
        (
            heading,
            *_entries(t, edition, summaries),
            *_missed(t, missed),
            *_notes(t, edition, summaries),
        ),
        _list_buttons(t, edition, previous),
        _list_hints(t, edition, previous, newest),
        again=list_action(edition.key),
        about=About(list_key=edition.key),
    )


def search_view(
    t: Translator,
    words: str,
    hits: Sequence[SearchHit],
    titles: Mapping[str, str | None],
    *,
    total: int | None = None,
    start: int = 0,
) -> View:
    """The found papers, each with the edition and number that open it; `titles` are the localized
    ones, by paper id. They are those from `start` on, of `total`: the others are a press away."""
    pages = _pages(words, start, len(hits), total or len(hits))
    words = clip(tidy(words[:LONGEST]), 60)
    if not hits:
        return sentences([t.t("error.search_empty", words=words)])
    items = [
        Item(
            None,
            "",
            line(bold(_hit_title(hit, titles))),
            (line(quiet(DOT.join(_hit_facts(t, hit)))),),
        )
        for hit in hits
    ]
    header = t.plural("search.header", total or len(hits), words=words)
    if pages:
        range_ = f"{start + 1}–{start + len(hits)}"
        header = t.t("search.part", words=words, count=t.count(total or 0), range=range_)
    heading = Heading((line(bold(header)),))
    first = hits[0]
    if first.key and first.rank and first.key.shelf == DAILY:
        hint = t.t("search.hint", rank=first.rank, date=first.key.day)
    else:
        hint = t.t("search.hint_id", paper_id=first.paper.id)
    buttons = rows([_hit_button(hit) for hit in hits], HITS_A_ROW)
    if pages:
        buttons = (*buttons, pages)
    return View((heading, *items), buttons, (hint,))


def _pages(words: str, start: int, shown: int, total: int) -> tuple[Button, ...]:
    """Ways to the ten hits before and the ten after; a line that no button carries is left out."""
    ways: list[Button] = []
    if start:
        label = f"‹ {start - SEARCH_LIMIT + 1}–{start}"
        ways.append(Button(label, Action(Verb.RUN, Typed(page_line(words, start - SEARCH_LIMIT)))))
    after = start + shown
    if after < total:
        label = f"{after + 1}–{min(after + SEARCH_LIMIT, total)} ›"
        ways.append(Button(label, Action(Verb.RUN, Typed(page_line(words, after)))))
    return tuple(way for way in ways if len(page_line(words, after).encode()) <= LONGEST_PRESSED)


def linked_view(t: Translator, titles: Mapping[str, str]) -> View:
    """Which of the papers that a message links to is to be read; `titles` by id, "" for one that is
    not stored."""
    buttons: list[tuple[Button, ...]] = []
    for paper_id, title in titles.items():
        label = paper_id
        if title:
            label = clip(title, LINKED_CELLS) + f"{DOT}{paper_id}"
        buttons.append((Button(label, Action(Verb.OPEN, Known(paper_id))),))
    asked = sentences([t.plural("links.which", len(titles))])
    return replace(asked, buttons=tuple(buttons), private=True)


def _nothing(t: Translator, edition: Edition) -> str:
    key = {EditionState.OPEN: "list.waiting", EditionState.FAILED: "list.failed"}.get(
        edition.state, "list.empty"
    )
    return t.t(key, date=t.date(edition.key.day, weekday=False))


def _counted(t: Translator, edition: Edition) -> str:
    selected = len(edition.selected)
    if edition.listed is None:
        parts = [t.plural("list.papers", selected)]
    else:
        parts = [t.plural("list.selected", edition.listed, selected=selected)]
    golden = sum(entry.verdict.golden for entry in edition.selected)
    if golden:
        parts.append(t.t("list.golden", n=golden))
    if edition.state is EditionState.OPEN:
        parts.append(t.t("list.growing"))
    return t.t("text.comma").join(parts)


def _entries(t: Translator, edition: Edition, summaries: Mapping[str, Summary]) -> list[Block]:
    entries = edition.selected
    whole = len(entries) <= WHOLE
    blocks: list[Block] = []
    rest: list[Item] = []
    for index, entry in enumerate(entries):
        summary = summaries.get(entry.paper.id)
        if whole or index < WRITTEN_OUT or entry.verdict.golden:
            blocks.append(_item(t, entry, summary, brief=False))
        else:
            rest.append(_item(t, entry, summary, brief=True))
    if rest:
        heading = line(bold(t.plural("list.more", len(rest))))
        blocks.append(Section(heading, tuple(rest), collapsible=True))
    return blocks


def _item(t: Translator, entry: Entry, summary: Summary | None, *, brief: bool) -> Item:
    title = paper_title(entry.paper, summary)
    address = paper_address(entry.paper.id)
    if brief:
        return Item(entry.rank, mark(entry), line(title), address=address)
    lines = (facts(t, entry.paper, entry), why(entry.paper, summary))
    return Item(
        entry.rank,
        mark(entry),
        line(bold(title)),
        tuple(known for known in lines if known),
        address,
    )


def _notes(t: Translator, edition: Edition, summaries: Mapping[str, Summary]) -> list[Block]:
    """What the list is made of, where that is less than a model's summary of each paper."""
    found = [summaries.get(entry.paper.id) for entry in edition.selected]
    writers = [summary.provenance.writer for summary in found if summary]
    without = [entry.paper for entry in edition.selected if entry.paper.id not in summaries]
    bare = [paper for paper in without if why(paper, None) is None]
    counts = {
        "list.note_extractive": writers.count(Writer.EXTRACTIVE),
        "list.note_hub": writers.count(Writer.HUB),
        "list.note_abstract": len(without) - len(bare),
        "list.note_title": len(bare),
    }
    notes = tuple(line(quiet(t.plural(key, n))) for key, n in counts.items() if n)
    if not notes:
        return []
    return [Footer(notes)]


def _missed(t: Translator, keys: Sequence[ListKey]) -> list[Block]:
    """One line for all of them, each with the command that shows it."""
    if not keys:
        return []
    told = DOT.join(f"/date {key}" for key in keys)
    return [Paragraph((line(live(t.t("push.missed", dates=told))),))]


def _list_buttons(
    t: Translator, edition: Edition, previous: ListKey | None
) -> tuple[tuple[Button, ...], ...]:
    papers = [
        Button(str(e.rank), Action(Verb.PAPER, Listed(edition.key, e.rank)))
        for e in edition.selected
    ]
    ways = [Button(t.t("list.settings"), Action(Verb.SETTINGS))]
    if previous:
        ways.insert(0, Button(t.t("list.previous", date=previous.day), list_action(previous)))
    return (*rows(papers, PAPERS_A_ROW), tuple(ways))


def _list_hints(
    t: Translator, edition: Edition, previous: ListKey | None, newest: ListKey | None
) -> tuple[str, ...]:
    hints = [t.t("list.hint")]
    if previous and previous.shelf == DAILY:
        hints.append(t.t("list.hint_previous", date=previous.day))
    if newest and newest.shelf == DAILY and newest > edition.key:
        hints.append(t.t("list.hint_newest"))
    return tuple(hints)


def _hit_title(hit: SearchHit, titles: Mapping[str, str | None]) -> str:
    title = tidy((titles.get(hit.paper.id) or "")[:LONGEST]) or tidy(hit.paper.title[:LONGEST])
    return clip(title or hit.paper.id, TITLE_CELLS)


def _hit_facts(t: Translator, hit: SearchHit) -> list[str]:
    place = hit.paper.id
    if hit.key and hit.rank and hit.key.shelf == DAILY:
        place = t.t("search.place", date=hit.key.day, rank=hit.rank)
    organization = organization_of(hit.paper)
    return [part for part in (place, organization) if part]


def _hit_button(hit: SearchHit) -> Button:
    if hit.key and hit.rank:
        return Button(
            f"{hit.key.day:%m-%d} · {hit.rank}", Action(Verb.OPEN, Listed(hit.key, hit.rank))
        )
    return Button(hit.paper.id, action(Verb.OPEN, hit.paper))
