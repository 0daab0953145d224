"""Papers that were found: by words, or in a message that links to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.chat.actions import LONGEST_PRESSED, Action, Typed, Verb
from bot.chat.paging import SEARCH_LIMIT, page_line, unquoted
from bot.chat.targets import Known, Listed
from bot.chat.views.fitting import ROW_CELLS
from bot.chat.views.glance import SLIM, hit_title
from bot.chat.views.model import (
    Button,
    Glance,
    Heading,
    Item,
    Line,
    View,
    bold,
    line,
    quiet,
    rows,
    sentences,
)
from bot.chat.views.parts import DOT, TITLE_CELLS, action, organization_in, organization_of
from bot.chat.views.prose import LONGEST, cells, clip, clip_words, tidy, title_of
from core.editions.keys import DAILY
from core.models import Paper, SearchHit
from locales import Translator

HITS_A_ROW = 3
# Columns of a title on a button.
LINKED_CELLS = 56
# Of a title above what is like it.
HEADER_CELLS = 60


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
    pages = _pages("search", words, start, len(hits), total or len(hits))
    words = clip(tidy(unquoted(words)[:LONGEST]), 60)
    if not hits:
        return sentences([t.t("error.search_empty", words=words)])
    items = [_hit(t, hit, _hit_title(hit, titles)) for hit in hits]
    header = t.plural("search.header", total or len(hits), words=words)
    if pages:
        range_ = _places(start + 1, start + len(hits))
        header = t.t("search.part", words=words, count=t.count(total or 0), range=range_)
    heading = Heading((line(bold(header)),))
    first = hits[0]
    if first.key and first.rank and first.key.shelf == DAILY:
        hint = t.t("search.hint", rank=first.rank, date=first.key.day)
    else:
        hint = t.t("search.hint_id", paper_id=first.paper.id)
    buttons = rows([_hit_button(t, hit) for hit in hits], HITS_A_ROW)
    if pages:
        buttons = (*buttons, pages)
    return View((heading, *items), buttons, (hint,), caption=t.t("search.caption"))


def similar_view(
    t: Translator,
    paper: Paper,
    title: str,
    hits: Sequence[SearchHit],
    titles: Mapping[str, str | None],
    shared: Mapping[str, Sequence[str]],
    *,
    total: int,
    start: int,
) -> View:
    """The papers nearest to that one, each with what both say (`shared`, by paper id) and a button
    that opens it, whatever its number becomes. They are those from `start` on, of `total`."""
    if not hits:
        return sentences([t.t("similar.none", title=clip_words(title, HEADER_CELLS))])
    items: list[Item] = []
    for hit in hits:
        said = ""
        if words := shared.get(hit.paper.id):
            said = t.t("similar.shared", words=t.t("text.comma").join(words))
        items.append(_hit(t, hit, _hit_title(hit, titles), said))
    heading = Heading((line(bold(t.t("similar.header", title=clip_words(title, HEADER_CELLS)))),))
    buttons = rows([_known_button(t, hit) for hit in hits], HITS_A_ROW)
    if pages := _pages("similar", paper.id, start, len(hits), total):
        buttons = (*buttons, pages)
    hint = t.t("search.hint_id", paper_id=hits[0].paper.id)
    return View((heading, *items), buttons, (hint,), caption=t.t("search.caption"))


def linked_view(t: Translator, titles: Mapping[str, str]) -> View:
    """Which of the papers that a message links to is to be read; `titles` by id, "" for one that is
    not stored."""
    buttons: list[tuple[Button, ...]] = []
    for paper_id, title in titles.items():
        label = clip_words(title, LINKED_CELLS) or paper_id
        buttons.append((Button(label, Action(Verb.OPEN, Known(paper_id))),))
    asked = sentences([t.plural("links.which", len(titles))])
    return replace(asked, buttons=tuple(buttons), private=True)


def _places(first: int, last: int) -> str:
    """The places from the one to the other as people write them."""
    return f"{first}–{last}" if first < last else str(first)


def _pages(command: str, words: str, start: int, shown: int, total: int) -> tuple[Button, ...]:
    """Ways to the ten hits before and the ten after; a line that no button carries is left out."""
    ways: list[Button] = []
    if start:
        label = f"‹ {start - SEARCH_LIMIT + 1}–{start}"
        ways.append(
            Button(label, Action(Verb.RUN, Typed(page_line(command, words, start - SEARCH_LIMIT))))
        )
    after = start + shown
    if after < total:
        label = f"{_places(after + 1, min(after + SEARCH_LIMIT, total))} ›"
        ways.append(Button(label, Action(Verb.RUN, Typed(page_line(command, words, after)))))
    return tuple(
        way for way in ways if len(page_line(command, words, after).encode()) <= LONGEST_PRESSED
    )


def _hit(t: Translator, hit: SearchHit, title: str, said: str = "") -> Item:
    """The paper, where it is listed, and below that what is `said` of it, in a row."""
    facts: tuple[Line, ...] = (line(quiet(_hit_facts(t, hit))),)
    if said:
        facts = (*facts, line(quiet(clip_words(said, ROW_CELLS))))
    return Item(
        None,
        "",
        line(bold(title)),
        facts,
        short=line(bold(hit_title(title))),
        slim=Glance(line(bold(hit_title(title, SLIM))), facts),
    )


def _hit_title(hit: SearchHit, titles: Mapping[str, str | None]) -> str:
    localized = title_of((titles.get(hit.paper.id) or "")[:LONGEST])
    title = localized or title_of(hit.paper.title[:LONGEST])
    return clip_words(title or hit.paper.id, TITLE_CELLS)


def _hit_facts(t: Translator, hit: SearchHit) -> str:
    """Where the paper is listed and whose it is, in one row."""
    place = hit.paper.id
    if hit.key and hit.rank and hit.key.shelf == DAILY:
        place = t.t("search.place", date=hit.key.day, rank=hit.rank)
    organization = organization_of(hit.paper)
    if not organization:
        return place
    return place + DOT + organization_in(organization, ROW_CELLS - cells(place + DOT))


def _hit_button(t: Translator, hit: SearchHit) -> Button:
    if hit.key and hit.rank:
        return Button(_called(t, hit), Action(Verb.OPEN, Listed(hit.key, hit.rank)))
    return _known_button(t, hit)


def _known_button(t: Translator, hit: SearchHit) -> Button:
    return Button(_called(t, hit), action(Verb.OPEN, hit.paper))


def _called(t: Translator, hit: SearchHit) -> str:
    """What a button calls the paper: its day and its number where it has one."""
    if hit.key and hit.rank:
        return t.date(hit.key.day, weekday=False) + DOT + str(hit.rank)
    return hit.paper.id
