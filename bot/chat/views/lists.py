"""An edition as the morning list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from bot.chat.actions import Action, Verb
from bot.chat.targets import Listed
from bot.chat.views.glance import (
    SLIM,
    entry_glance,
    one_row_title,
    why,
)
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
    quiet,
    rows,
    sentences,
)
from bot.chat.views.parts import (
    list_action,
    mark,
    paper_address,
    paper_title,
)
from bot.chat.views.picks import (
    ShownPicks,
    fitting,
    lettered,
    picks_blocks,
    picks_buttons,
    picks_hints,
)
from bot.chat.views.prose import without_markdown
from core.editions.keys import DAILY, ListKey
from core.editions.progress import Writing
from core.interests.interest import Picks
from core.models import Edition, EditionState, Entry, Paper, Summary, Writer
from core.sent import About
from locales import Translator

# Up to this many entries are written out; of a longer list the golden ones and the first ten.
WHOLE = 12
WRITTEN_OUT = 10
PAPERS_A_ROW = 6
DAYS_A_ROW = 3
# Days that are named where nothing can be pressed.
HINTED_DAYS = 3


NO_PICKS = ShownPicks(picks=Picks())

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
    picks: ShownPicks | None = None,
) -> View:
    """The edition's selected entries; one sentence when there are none.

    `summaries` are in the reader's language, by paper id; `previous`, `following` and `newest` are
    the edition before, the one after and the newest one, for the way there. An edition of another
    year than the newest shows its year. `missed` are earlier ones that were not sent when they were
    due. `note` is a sentence about the list, and `writing` says how far its summaries are while
    they are written. The `first` list that a chat gets says how it is ordered. `picks` is
    what stands beside it for a chat with interests.
    """
    if not edition.selected:
        nothing = sentences([each for each in (note, _nothing(t, edition)) if each])
        return replace(nothing, about=About(list_key=edition.key))
    year = newest is not None and newest.day.year != edition.key.day.year
    heading = Heading(
        (
            line(bold(t.t("list.header", date=t.date(edition.key.day, year=year)))),
            line(quiet(_counted(t, edition, picks))),
        )
    )
    said: list[Block] = []
    if note:
        said.append(Paragraph((line(note),)))
    shown = picks or NO_PICKS
    found = lettered(edition, shown.picks)
    marked = shown.picks.marked
    ways = _ways(t, previous, following)
    if shown.only:
        edition = fitting(edition, shown.picks)
        ways = (Button(t.t("button.whole_list"), list_action(edition.key)), *ways)
        if not edition.selected:
            said.append(Paragraph((line(t.t("picks.none_fits")),)))
    notes = _notes(t, edition, summaries, marked, first=first)
    meanwhile = ""
    if writing:
        meanwhile = t.t("list.writing", n=writing.wanted - writing.tried)
        notes = [Footer((line(quiet(meanwhile)),))]
    entries = _entries(t, edition, summaries, marked, coming=writing is not None)
    return View(
        (
            heading,
            *said,
            *entries,
            *picks_blocks(t, found, summaries, shown.liked),
            *_missed(t, missed),
            *notes,
        ),
        (
            *picks_buttons(found),
            *_paper_buttons(edition),
            *_missed_buttons(t, missed),
            ways,
        ),
        (*picks_hints(t, found), *_list_hints(t, edition, previous, following, newest)),
        again=list_action(edition.key),
        about=About(list_key=edition.key),
        meanwhile=meanwhile,
        caption=t.t("list.caption"),
    )


def days_view(t: Translator, keys: Sequence[ListKey]) -> View:
    """The last days that have a list, newest first, each a press away."""
    buttons = rows([day_button(t, key) for key in keys], DAYS_A_ROW)
    days = [key.day for key in keys[:HINTED_DAYS]]
    hints = tuple(t.t("days.hint", date=day) for day in days)
    return replace(sentences([t.t("days.which")]), buttons=buttons, hints=hints, private=True)


def day_button(t: Translator, key: ListKey) -> Button:
    """A button that leads to the day's list and is called as people call the day."""
    return Button(t.day(key.day), list_action(key))


def none_fits_buttons(t: Translator, key: ListKey) -> tuple[Button, ...]:
    """To the whole list of which nothing fits the chat's settings, and to the settings."""
    return (day_button(t, key), Button(t.t("button.settings"), Action(Verb.SETTINGS)))


def _nothing(t: Translator, edition: Edition) -> str:
    key = {EditionState.OPEN: "list.waiting", EditionState.FAILED: "list.failed"}.get(
        edition.state, "list.empty"
    )
    return t.t(key, date=t.date(edition.key.day, weekday=False))


def _counted(t: Translator, edition: Edition, picks: ShownPicks | None) -> str:
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
    if picks and picks.only:
        parts.append(t.t("picks.counted", n=len(fitting(edition, picks.picks).selected)))
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
        address=paper_address(entry.paper.id),
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
        paper_address(entry.paper.id),
        on_phone.title,
        entry_glance(t, entry, summary, SLIM, coming=coming, fits=fits),
    )


def _notes(
    t: Translator,
    edition: Edition,
    summaries: Mapping[str, Summary],
    marked: Collection[str],
    *,
    first: bool,
) -> list[Block]:
    """How the list is ordered, for whom it is new; and what it is made of, where that is less than
    a model's summary of each paper."""
    notes: list[str] = []
    if first and _is_in_order(edition):
        notes.append(t.t("list.order"))
    shown = _written_out(edition, marked)
    if not shown:
        return []
    made_of = Counter(_shown_of(entry.paper, summaries) for entry in shown)
    for kind, key in NOTES.items():
        count = made_of[kind]
        if count == len(shown):
            notes.append(t.t(NOTES_OF_ALL[kind]))
        elif count:
            notes.append(t.plural(key, count))
    if not notes:
        return []
    return [Footer(tuple(line(quiet(note)) for note in notes))]


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


def _missed(t: Translator, keys: Sequence[ListKey]) -> list[Block]:
    """One line for all of them."""
    if not keys:
        return []
    told = t.t("text.between").join(t.date(key.day, weekday=False) for key in keys)
    return [Paragraph((line(t.t("push.missed", dates=told)),))]


def _missed_buttons(t: Translator, keys: Sequence[ListKey]) -> tuple[tuple[Button, ...], ...]:
    return rows([day_button(t, key) for key in keys], DAYS_A_ROW)


def _paper_buttons(edition: Edition) -> tuple[tuple[Button, ...], ...]:
    papers = [
        Button(str(e.rank), Action(Verb.PAPER, Listed(edition.key, e.rank)))
        for e in edition.selected
    ]
    return rows(papers, PAPERS_A_ROW)


def _ways(t: Translator, previous: ListKey | None, following: ListKey | None) -> tuple[Button, ...]:
    """To the list before, to the one after, and to the settings."""
    ways: list[Button] = []
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
