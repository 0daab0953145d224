"""What stands beside a list for a chat with interests: its picks, under letters."""

# Chinese is read here: the colon of a title.

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.chat.actions import Action, Verb
from bot.chat.targets import Known
from bot.chat.views.glance import PHONE, SLIM, Room, clip_rows, facts, pick_title
from bot.chat.views.model import (
    Block,
    Button,
    Glance,
    Item,
    Line,
    Section,
    bold,
    line,
    quiet,
    rows,
)
from bot.chat.views.parts import DOT, mark, paper_address, paper_title
from bot.chat.views.prose import cells, clip, clip_words, tidy, title_of
from core.interests.interest import LETTERS, Because, Pick, Picks, Share
from core.models import Edition, Entry, Summary
from locales import Translator

PICKS_A_ROW = 6
# The name that many titles begin with ("A-RAG: Scaling Agentic Retrieval") is no longer than this;
# of other titles so much is told.
NAME_CELLS = 20
# Longer than any word that is named.
WORD_CELLS = 28


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPicks:
    """The picks beside a list, and what is shown of them.

    `entries` are the picks' places in the list and `summaries` what is told of them, by paper id;
    `liked` are the titles of the papers that reasons name, by their ids. Where the chat wants
    `only` what fits, the list's other entries are left out.
    """

    picks: Picks
    entries: Mapping[str, Entry] = field(default_factory=dict)
    summaries: Mapping[str, Summary] = field(default_factory=dict)
    liked: Mapping[str, str] = field(default_factory=dict)
    only: bool = False

    @property
    def lettered(self) -> Sequence[tuple[str, Pick, Entry]]:
        """The picks that can be shown, each with its letter."""
        found: list[tuple[str, Pick, Entry]] = []
        for letter, pick in zip(LETTERS, self.picks.picks, strict=False):
            entry = self.entries.get(pick.paper_id)
            if entry:
                found.append((letter, pick, entry))
        return found


def fitting(edition: Edition, picks: ShownPicks) -> Edition:
    """The edition with those of its selected entries alone that fit; numbers stay."""
    marked = set(picks.picks.marked)
    entries: list[Entry] = []
    for entry in edition.entries:
        selected = entry.selected and entry.paper.id in marked
        entries.append(replace(entry, selected=selected))
    return replace(edition, entries=tuple(entries))


def picks_blocks(t: Translator, picks: ShownPicks | None) -> list[Block]:
    """The picks under their heading; [] where there are none."""
    if picks is None or not picks.lettered:
        return []
    items: list[Block] = []
    for letter, pick, entry in picks.lettered:
        items.append(_item(t, letter, pick, entry, picks))
    return [Section(line(bold(t.t("picks.heading"))), tuple(items))]


def picks_buttons(picks: ShownPicks | None) -> tuple[tuple[Button, ...], ...]:
    """What opens each pick. It names the paper, so it opens the same one for ever."""
    if picks is None:
        return ()
    buttons: list[Button] = []
    for letter, pick, _ in picks.lettered:
        buttons.append(Button(letter, Action(Verb.PAPER, Known(pick.paper_id))))
    return rows(buttons, PICKS_A_ROW)


def picks_hints(t: Translator, picks: ShownPicks | None) -> tuple[str, ...]:
    """What to type where picks have no buttons."""
    if picks is None or not picks.lettered:
        return ()
    first, *_ = picks.lettered
    return (t.t("picks.hint", letter=first[0]),)


def why_picked(t: Translator, pick: Pick, liked: Mapping[str, str], room: int) -> str:
    """Half a line: what spoke most for the pick, in so many cells; "" where nothing did.

    `liked` are the titles of the papers that reasons name, by their ids.
    """
    said = ""
    for share in pick.shares[:1]:
        said = said_of_share(t, share, liked, room)
        if share.because in (Because.LIKE, Because.ASKED):
            said = _with_words(t, said, pick.shares, room)
    if not pick.explores:
        return said
    explores = t.t("picks.explores")
    if said and cells(explores + DOT + said) <= room:
        return explores + DOT + said
    return explores


def said_of_share(t: Translator, share: Share, liked: Mapping[str, str], room: int) -> str:
    """What the share is for, in so many cells; of several words as many as fit."""
    names = [clip(tidy(name), WORD_CELLS) for name in share.named]
    if share.because in (Because.LIKE, Because.ASKED):
        names = [short_name(liked.get(paper_id) or paper_id) for paper_id in share.named]
    if share.because is Because.NOISE or not names:
        return t.t("picks.because.noise")
    while True:
        said = t.t(f"picks.because.{share.because}", named=t.t("text.between").join(names))
        if len(names) == 1 or cells(said) <= room:
            return clip_rows(said, 1, room)
        names.pop()


def short_name(title: str) -> str:
    """What a paper is called in passing: the name before its title's colon, or the beginning."""
    whole = title_of(title)
    for colon in ("：", ": "):
        name, found, _ = whole.partition(colon)
        if found and name and cells(name) <= NAME_CELLS:
            return name
    return clip_words(whole, NAME_CELLS)


def _with_words(t: Translator, said: str, shares: Sequence[Share], room: int) -> str:
    """What is said, and the words that speak for the pick too, as far as they fit."""
    for share in shares[1:]:
        if share.because is not Because.WORDS or share.share <= 0:
            continue
        names = [clip(tidy(name), WORD_CELLS) for name in share.named]
        while names:
            longer = t.t("picks.with_words", said=said, words=t.t("text.between").join(names))
            if cells(longer) <= room:
                return longer
            names.pop()
    return said


def _item(t: Translator, letter: str, pick: Pick, entry: Entry, picks: ShownPicks) -> Item:
    summary = picks.summaries.get(pick.paper_id)
    on_phone = _glance(t, pick, entry, summary, picks, PHONE)
    return Item(
        None,
        mark(entry),
        line(bold(paper_title(entry.paper, summary))),
        on_phone.lines,
        paper_address(pick.paper_id),
        on_phone.title,
        _glance(t, pick, entry, summary, picks, SLIM),
        letter=letter,
    )


def _glance(
    t: Translator,
    pick: Pick,
    entry: Entry,
    summary: Summary | None,
    picks: ShownPicks,
    room: Room,
) -> Glance:
    title = pick_title(entry, summary, room)
    lines: list[Line] = [line(quiet(facts(t, entry.paper, entry, room)))]
    if said := why_picked(t, pick, picks.liked, room.sentence):
        lines.append(line(said))
    return Glance(line(bold(title)), tuple(lines))
