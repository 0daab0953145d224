"""What stands beside a list for a chat with interests: its picks, under letters."""

# Chinese is read here: the colon of a title.

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.chat.actions import Action, Verb
from bot.chat.targets import Known
from bot.chat.views.fitting import clip_rows
from bot.chat.views.glance import PHONE, SLIM, Room, facts, facts_of_other, pick_title, place_told
from bot.chat.views.model import (
    Block,
    Button,
    Glance,
    Item,
    Line,
    Paragraph,
    Section,
    bold,
    line,
    live,
    quiet,
    rows,
)
from bot.chat.views.parts import DOT, mark, paper_title
from bot.chat.views.prose import cells, clip, clip_words, tidy, title_of
from core.announcements.submissions import Submission
from core.identify import page_of
from core.interests.interest import LETTERS, Accepted, Again, Because, Pick, Picks, Share
from core.models import Edition, Entry, Summary
from locales import Translator

PICKS_A_ROW = 6
# The name that many titles begin with ("A-RAG: Scaling Agentic Retrieval") is no longer than this;
# of other titles so much is told.
NAME_CELLS = 20
# Longer than any word that is named.
WORD_CELLS = 28


@dataclass(frozen=True, slots=True, kw_only=True)
class PicksToShow:
    """The picks beside a list, with the titles of the papers that their reasons name or that were
    accepted, by id (`liked`). Where the chat wants `only` what fits, the list's other entries are
    left out. `others` are by id those that are not of the list, with their summaries in
    `summaries`."""

    picks: Picks
    liked: Mapping[str, str] = field(default_factory=dict)
    only: bool = False
    others: Mapping[str, Other] = field(default_factory=dict)
    summaries: Mapping[str, Summary] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Other:
    """A pick that is not of the list, as an entry without a number; the `topic` in which it was
    announced, and its submissions to venues."""

    entry: Entry
    topic: str
    submissions: tuple[Submission, ...] = ()


@dataclass(frozen=True, slots=True)
class Lettered:
    """A pick that can be shown: its letter, and its place in the list; of what is not of the list
    it is known as which `other` paper."""

    letter: str
    pick: Pick
    entry: Entry
    other: Other | None = None


def lettered(edition: Edition, picks: Picks, others: Mapping[str, Other]) -> list[Lettered]:
    """The picks that the list still holds, and those that are not of it, in the order of their
    letters."""
    entries = {entry.paper.id: entry for entry in edition.entries}
    found: list[Lettered] = []
    for letter, pick in zip(LETTERS, picks.picks, strict=False):
        entry = entries.get(pick.paper_id)
        other = others.get(pick.paper_id)
        if entry:
            found.append(Lettered(letter, pick, entry))
        elif other and pick.announced:
            found.append(Lettered(letter, pick, other.entry, other))
    return found


def fitting(edition: Edition, picks: Picks) -> Edition:
    """The edition with those of its selected entries alone that fit; numbers stay."""
    return _selecting(edition, lambda entry: entry.selected and entry.paper.id in picks.marked)


def with_picks(edition: Edition, picks: Picks, others: Mapping[str, Other]) -> Edition:
    """The edition with its picks among the selected entries, and with those that are not of it, the
    best first: what summaries are wanted of."""
    picked = {pick.paper_id for pick in picks.picks}
    added = tuple(others[pick.paper_id].entry for pick in picks.picks if pick.paper_id in others)
    whole = replace(edition, entries=edition.entries + added)
    return _selecting(whole, lambda entry: entry.selected or entry.paper.id in picked)


def _selecting(edition: Edition, wanted: Callable[[Entry], bool]) -> Edition:
    entries = [replace(entry, selected=wanted(entry)) for entry in edition.entries]
    return replace(edition, entries=tuple(entries))


def picks_blocks(
    t: Translator,
    edition: Edition,
    shown: PicksToShow,
    found: Sequence[Lettered],
    summaries: Mapping[str, Summary],
) -> list[Block]:
    """The picks under their heading, and below what the list holds again, and what a chat that
    asked for nothing can ask for; [] where there is nothing of that."""
    items: list[Block] = []
    for each in found:
        summary = summaries.get(each.pick.paper_id) or shown.summaries.get(each.pick.paper_id)
        items.append(_item(t, each, summary, shown.liked))
    told: list[Line] = [line(_again(t, edition, each)) for each in shown.picks.again]
    told += [line(_accepted(t, each, shown.liked)) for each in shown.picks.accepted]
    if shown.picks.unasked:
        told.append(line(live(t.t("picks.ask_first"))))
    blocks: list[Block] = []
    if items:
        blocks.append(Section(line(bold(t.t("picks.heading"))), tuple(items)))
    if told:
        blocks.append(Paragraph(tuple(told)))
    return blocks


def _again(t: Translator, edition: Edition, again: Again) -> str:
    """That an earlier pick is in the list now, and how much noise it makes."""
    upvotes = 0
    for entry in edition.entries:
        if entry.paper.id == again.paper_id:
            upvotes = entry.counts.upvotes
    # The weekday would not fit into a phone's row.
    day = t.date(again.day, weekday=False)
    return t.t("picks.again", letter=again.letter, day=day, n=upvotes)


def _accepted(t: Translator, accepted: Accepted, titles: Mapping[str, str]) -> str:
    """That an earlier pick, or a liked paper, was accepted."""
    decided = t.t(f"decided.{accepted.how}", venue=accepted.venue)
    title = short_name(titles.get(accepted.paper_id) or accepted.paper_id)
    return t.t("picks.accepted", title=title, decided=decided)


def picks_buttons(found: Sequence[Lettered]) -> tuple[tuple[Button, ...], ...]:
    """What opens each pick. It names the paper, so it opens the same one for ever."""
    buttons: list[Button] = []
    for each in found:
        buttons.append(Button(each.letter, Action(Verb.PAPER, Known(each.pick.paper_id))))
    return rows(buttons, PICKS_A_ROW)


def picks_hints(t: Translator, found: Sequence[Lettered]) -> tuple[str, ...]:
    """What to type where picks have no buttons."""
    return tuple(t.t("picks.hint", letter=each.letter) for each in found[:1])


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
    names = _names(share)
    if share.because in (Because.LIKE, Because.ASKED):
        names = [short_name(liked.get(paper_id) or paper_id) for paper_id in share.named]
    if share.because is Because.HANDS:
        return t.t("picks.because.hands")
    if share.because is Because.MEANING:
        # Vectors name no paper: they tell of all that is liked together.
        key = "picks.because.near" if share.share >= 0 else "picks.because.far"
        return clip_rows(t.t(key), 1, room)
    if share.because is Because.NOISE or not names:
        return t.t("picks.because.noise")
    key = f"picks.because.{share.because}"
    if share.because is Because.LIKE and share.share < 0:
        key = "picks.because.dislike"
    while True:
        said = t.t(key, named=t.t("text.between").join(names))
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


def _names(share: Share) -> list[str]:
    """What the share names; no figures alone beside words, for they say nothing of a paper."""
    names = [clip(tidy(name), WORD_CELLS) for name in share.named]
    if share.because is not Because.WORDS:
        return names
    words = [name for name in names if any(map(str.isalpha, name))]
    return words or names


def _with_words(t: Translator, said: str, shares: Sequence[Share], room: int) -> str:
    """What is said, and the words that speak for the pick too, as far as they fit."""
    for share in shares[1:]:
        if share.because is not Because.WORDS or share.share <= 0:
            continue
        names = _names(share)
        while names:
            longer = t.t("picks.with_words", said=said, words=t.t("text.between").join(names))
            if cells(longer) <= room:
                return longer
            names.pop()
    return said


def _item(
    t: Translator, shown: Lettered, summary: Summary | None, liked: Mapping[str, str]
) -> Item:
    on_phone = _glance(t, shown, summary, liked, PHONE)
    return Item(
        None,
        mark(shown.entry),
        line(bold(paper_title(shown.entry.paper, summary))),
        on_phone.lines,
        page_of(shown.pick.paper_id),
        on_phone.title,
        _glance(t, shown, summary, liked, SLIM),
        letter=shown.letter,
    )


def _glance(
    t: Translator,
    shown: Lettered,
    summary: Summary | None,
    liked: Mapping[str, str],
    room: Room,
) -> Glance:
    title = pick_title(shown.entry, summary, room)
    if shown.other:
        where = place_told(t, shown.other.topic, shown.other.submissions, room)
        said = facts_of_other(shown.entry.paper, where, room)
    else:
        said = facts(t, shown.entry, room)
    lines: list[Line] = [line(quiet(said))]
    if said := why_picked(t, shown.pick, liked, room.sentence):
        lines.append(line(said))
    return Glance(line(bold(title)), tuple(lines))
