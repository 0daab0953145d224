"""An edition as the morning list."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from bot.chat.actions import Action, Typed, Verb
from bot.chat.targets import Listed
from bot.chat.views.days import DAYS_A_ROW, day_button
from bot.chat.views.glance import SLIM, entry_glance, one_row_title
from bot.chat.views.list_notes import list_notes
from bot.chat.views.model import (
    Block,
    Button,
    Footer,
    Glance,
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
from bot.chat.views.parts import list_action, mark, paper_title
from bot.chat.views.picks import (
    PicksToShow,
    fitting,
    lettered,
    picks_blocks,
    picks_buttons,
    picks_hints,
)
from core.editions.keys import DAILY, ListKey
from core.editions.progress import Writing
from core.identify import page_of
from core.interests.interest import Picks
from core.models import Edition, EditionState, Entry, Summary
from core.sent import About
from locales import Translator

# Up to this many entries are written out; of a longer list the golden ones and the first ten.
WHOLE = 12
WRITTEN_OUT = 10
PAPERS_A_ROW = 6

NO_PICKS = PicksToShow(picks=Picks())


def list_view(
    t: Translator,
    edition: Edition,
    summaries: Mapping[str, Summary],
    *,
    previous: ListKey | None = None,
    following: ListKey | None = None,
    newest: ListKey | None = None,
    missed: Sequence[ListKey] = (),
    note: str = "",
    writing: Writing | None = None,
    first: bool = False,
    picks: PicksToShow | None = None,
    introduces: bool = False,
    tells_of_sources: bool = False,
) -> View:
    """The edition's selected entries; one sentence when there are none.

    `summaries` are in the reader's language, by paper id; `previous`, `following` and `newest` are
    the edition before, the one after and the newest one, for the way there. An edition of another
    year than the newest shows its year. `missed` are earlier ones that were not sent when they were
    due. `note` is a sentence about the list, and `writing` says how far its summaries are while
    they are written. The `first` list that a chat gets says how it is ordered. `picks` is
    what stands beside it for a chat with interests; a list that `introduces` them ends with a line
    on how to have some, and one that `tells_of_sources` with a line on where else papers come from.
    """
    if not edition.selected:
        nothing = sentences([each for each in (note, _nothing(t, edition)) if each])
        return replace(nothing, about=About(list_key=edition.key))
    shown = picks or NO_PICKS
    listed = edition
    whole: ListKey | None = None
    if shown.only:
        listed = fitting(edition, shown.picks)
        whole = edition.key
    found = lettered(edition, shown.picks, shown.others)
    marked = shown.picks.marked
    meanwhile = ""
    if writing:
        meanwhile = t.t("list.writing", n=writing.wanted - writing.tried)
        notes = [meanwhile]
    else:
        written_out = _written_out(listed, marked)
        notes = list_notes(t, listed, written_out, summaries, first=first)
    buttons = (
        *picks_buttons(found),
        *_paper_buttons(listed),
        *rows([day_button(t, key) for key in missed], DAYS_A_ROW),
        *_introducing_buttons(t, introduces=introduces, sources=tells_of_sources),
        _ways(t, previous, following, whole),
    )
    return View(
        (
            _heading(t, edition, listed, newest),
            *_said(t, note, listed),
            *_entries(t, listed, summaries, marked, coming=writing is not None),
            *picks_blocks(t, edition, shown, found, summaries),
            *_missed(t, missed),
            *_small_print(t, notes, introduces=introduces, sources=tells_of_sources),
        ),
        buttons,
        (*picks_hints(t, found), *_list_hints(t, edition, previous, following, newest)),
        again=list_action(edition.key),
        about=About(list_key=edition.key),
        meanwhile=meanwhile,
        caption=t.t("list.caption"),
    )


def none_fits_view(
    t: Translator, edition: Edition, summaries: Mapping[str, Summary], picks: PicksToShow | None
) -> View:
    """That nothing of the list fits the chat's settings, with the way to all of it and to them; and
    what was picked for the chat anyway."""
    shown = picks or NO_PICKS
    found = lettered(edition, shown.picks, shown.others)
    said = sentences([t.t("push.none", date=edition.key.day, n=len(edition.entries))])
    ways = (day_button(t, edition.key), Button(t.t("button.settings"), Action(Verb.SETTINGS)))
    return replace(
        said,
        blocks=(*said.blocks, *picks_blocks(t, edition, shown, found, summaries)),
        buttons=(*picks_buttons(found), ways),
    )


def _nothing(t: Translator, edition: Edition) -> str:
    key = {EditionState.OPEN: "list.waiting", EditionState.FAILED: "list.failed"}.get(
        edition.state, "list.empty"
    )
    return t.t(key, date=t.date(edition.key.day, weekday=False))


def _heading(t: Translator, edition: Edition, listed: Edition, newest: ListKey | None) -> Heading:
    """The list's day and how many papers it has; `listed` is what is shown of it."""
    year = newest is not None and newest.day.year != edition.key.day.year
    counted = _counted(t, edition)
    if listed is not edition and listed.selected:
        counted += t.t("text.comma") + t.t("picks.counted", n=len(listed.selected))
    return Heading(
        (
            line(bold(t.t("list.header", date=t.date(edition.key.day, year=year)))),
            line(quiet(counted)),
        )
    )


def _said(t: Translator, note: str, listed: Edition) -> list[Block]:
    """What stands above the entries: a note, and that none of them fits."""
    said: list[Block] = []
    if note:
        said.append(Paragraph((line(note),)))
    if not listed.selected:
        said.append(Paragraph((line(t.t("picks.none_fits")),)))
    return said


def _small_print(
    t: Translator, notes: Sequence[str], *, introduces: bool, sources: bool
) -> list[Block]:
    """The notes at the end, and how to have interests or more sources where they are
    introduced."""
    lines = [line(quiet(note)) for note in notes]
    if introduces:
        lines.append(line(live(t.t("picks.introduced"))))
    elif sources:
        lines.append(line(live(t.t("sources.introduced"))))
    if not lines:
        return []
    return [Footer(tuple(lines))]


def _introducing_buttons(
    t: Translator, *, introduces: bool, sources: bool
) -> tuple[tuple[Button, ...], ...]:
    """What leads to what is introduced."""
    if introduces:
        return ((Button(t.t("picks.ask"), Action(Verb.RUN, Typed("/interests"))),),)
    if sources:
        return ((Button(t.t("sources.ask"), Action(Verb.RUN, Typed("/settings sources"))),),)
    return ()


def _counted(t: Translator, edition: Edition) -> str:
    selected = len(edition.selected)
    # Of a day that was imported, the source may list fewer by now.
    if edition.listed is None or edition.listed < selected:
        parts = [t.plural("list.papers", selected)]
    else:
        parts = [t.plural("list.selected", edition.listed, selected=selected)]
    golden = sum(entry.verdict.golden for entry in edition.selected)
    if golden:
        parts.append(t.t("list.golden", n=golden))
    if edition.state is EditionState.OPEN:
        parts.append(t.t("list.growing"))
    return t.t("text.comma").join(parts)


def _entries(
    t: Translator,
    edition: Edition,
    summaries: Mapping[str, Summary],
    marked: Collection[str],
    *,
    coming: bool,
) -> list[Block]:
    """The selected entries; `marked` are the ids of those that fit, `coming` says that the missing
    summaries are being written."""
    entries = edition.selected
    written_out = {entry.rank for entry in _written_out(edition, marked)}
    blocks: list[Block] = []
    rest: list[Item] = []
    for entry in entries:
        summary = summaries.get(entry.paper.id)
        if entry.rank in written_out:
            fits = entry.paper.id in marked
            blocks.append(_item(t, entry, summary, coming=coming, fits=fits))
        else:
            rest.append(_brief_item(entry, summary))
    if rest:
        heading = line(bold(t.plural("list.more", len(rest))))
        blocks.append(Section(heading, tuple(rest), collapsible=True))
    return blocks


def _written_out(edition: Edition, marked: Collection[str]) -> list[Entry]:
    """The entries that are more than a title: all of a short list, else the golden ones, the first
    and those that fit."""
    entries = edition.selected
    if len(entries) <= WHOLE:
        return list(entries)
    shown: list[Entry] = []
    for index, entry in enumerate(entries):
        if index < WRITTEN_OUT or entry.verdict.golden or entry.paper.id in marked:
            shown.append(entry)
    return shown


def _brief_item(entry: Entry, summary: Summary | None) -> Item:
    return Item(
        entry.rank,
        mark(entry),
        line(paper_title(entry.paper, summary)),
        address=page_of(entry.paper.id),
        short=line(one_row_title(entry, summary)),
        slim=Glance(line(one_row_title(entry, summary, SLIM))),
    )


def _item(
    t: Translator, entry: Entry, summary: Summary | None, *, coming: bool, fits: bool
) -> Item:
    on_phone = entry_glance(t, entry, summary, coming=coming, fits=fits)
    return Item(
        entry.rank,
        mark(entry),
        line(bold(paper_title(entry.paper, summary))),
        on_phone.lines,
        page_of(entry.paper.id),
        on_phone.title,
        entry_glance(t, entry, summary, SLIM, coming=coming, fits=fits),
    )


def _missed(t: Translator, keys: Sequence[ListKey]) -> list[Block]:
    """One line for all of them."""
    if not keys:
        return []
    told = t.t("text.between").join(t.date(key.day, weekday=False) for key in keys)
    return [Paragraph((line(t.t("push.missed", dates=told)),))]


def _paper_buttons(edition: Edition) -> tuple[tuple[Button, ...], ...]:
    papers = [
        Button(str(e.rank), Action(Verb.PAPER, Listed(edition.key, e.rank)))
        for e in edition.selected
    ]
    return rows(papers, PAPERS_A_ROW)


def _ways(
    t: Translator, previous: ListKey | None, following: ListKey | None, whole: ListKey | None
) -> tuple[Button, ...]:
    """To all of the list, where something is left out; to the list before, to the one after, and to
    the settings."""
    ways: list[Button] = []
    if whole:
        ways.append(Button(t.t("button.whole_list"), list_action(whole)))
    if previous:
        ways.append(Button(t.t("list.previous", date=previous.day), list_action(previous)))
    if following:
        ways.append(Button(t.t("list.following", date=following.day), list_action(following)))
    return (*ways, Button(t.t("button.settings"), Action(Verb.SETTINGS)))


def _list_hints(
    t: Translator,
    edition: Edition,
    previous: ListKey | None,
    following: ListKey | None,
    newest: ListKey | None,
) -> tuple[str, ...]:
    hints = [t.t("list.hint")]
    if previous and previous.shelf == DAILY:
        hints.append(t.t("list.hint_previous", date=previous.day))
    if following and following.shelf == DAILY:
        hints.append(t.t("list.hint_following", date=following.day))
    if newest and newest.shelf == DAILY and newest > edition.key:
        hints.append(t.t("list.hint_newest"))
    return tuple(hints)
