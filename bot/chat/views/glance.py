"""A paper at a glance: few short lines that a phone shows without breaking what belongs together.

A narrow phone shows 36 cells in a row (Chinese counted as two), fewer where the text stands beside
a picture of who says it. An entry of a list takes four rows at most: its title, who and how much
noise, one sentence; the fourth is the sentence's second, or the title's where the sentence needs
none. Pure.
"""

# Tested in tests/bot/chat/views/test_lists.py.
# Chinese is read here: punctuation after which a sentence may end early.

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.chat.views.doubts import doubted
from bot.chat.views.model import Line, line, quiet
from bot.chat.views.parts import DOT, NO_BREAK, mark, organization_of, paper_title
from bot.chat.views.prose import (
    BEFORE_ELLIPSIS,
    ELLIPSIS,
    cells,
    clip,
    clip_words,
    without_markdown,
)
from core.editions.score import MUST_READ, VIRAL
from core.models import Check, Entry, Paper, Summary
from core.sentences import first_sentence
from locales import Translator

ROW_CELLS = 36


@dataclass(frozen=True, slots=True)
class Room:
    """How many cells a row has: of a title, whose bold letters are wider, of a title that is not
    bold and stands further in, of the quiet line, and of a sentence."""

    title: int
    plain_title: int
    quiet: int
    sentence: int


PHONE = Room(title=33, plain_title=34, quiet=ROW_CELLS, sentence=ROW_CELLS)
# Its quiet letters are smaller.
SLIM = Room(title=28, plain_title=30, quiet=35, sentence=30)
TITLE_ROWS = SENTENCE_ROWS = 2
# Of a name in so few cells nothing could be told.
LEAST_NAME = 8
# As much of a text as its first sentence is looked for in.
_BEGINNING = 640
# What a row is broken between: words, and wide characters with what may begin no row.
_PIECE = re.compile(
    r"[\u2e80-\uffef][，。、；：？！）》」』】〉〕”’…—]*\s*|[^\s\u2e80-\uffef]+\s*|\s+"
)
_CLAUSE = re.compile(r"[，；：。]|[,;:](?=\s)")
# A word that an ellipsis has cut, or may have.
_TORN = re.compile(r"\s[A-Za-z'’-]{1,16}…$")
# "To address these challenges, we …", "In this paper, we …".
_OPENING = re.compile(
    r"(?:To (?:address|tackle|overcome|bridge|lift|mitigate|resolve|solve|fill|close) th[a-z]{1,3}"
    r"(?: [a-z-]{1,20}){0,3},? (?=we |the )|In (?:this|our) (?:work|paper|study|report),? (?=we )"
    r"|To this end, )"
)
_LEAST_CLAUSE = 0.6  # of the room


def short_title(entry: Entry, summary: Summary | None, room: Room = PHONE) -> str:
    """The entry's title as a narrow phone shows it, its number and mark before it counted: in two
    rows, or in one where the sentence under it takes two."""
    sentence = why(entry.paper, summary, room)
    rows = TITLE_ROWS
    if sentence and rows_of(sentence.text, room.sentence) > 1:
        rows = 1
    return _title_in(entry, summary, rows, room.title)


def one_row_title(entry: Entry, summary: Summary | None, room: Room = PHONE) -> str:
    """The title of an entry that has nothing under it, in one row."""
    return _title_in(entry, summary, 1, room.plain_title)


def hit_title(title: str, room: Room = PHONE) -> str:
    """The title of a found paper, in two rows at most."""
    return clip_rows(title, TITLE_ROWS, room.title)


def entry_lines(
    t: Translator, entry: Entry, summary: Summary | None, room: Room = PHONE
) -> tuple[Line, ...]:
    """What stands under the entry's title: one quiet row, and the sentence that makes somebody
    tap."""
    known = line(quiet(facts(t, entry.paper, entry, room)))
    sentence = why(entry.paper, summary, room)
    if sentence is None:
        return (known,)
    return (known, sentence)


def facts(t: Translator, paper: Paper, entry: Entry, within: Room = PHONE) -> str:
    """Who made it and how much noise it made, in one row: where it would not fit, the lab's tier
    shrinks to a word, then goes, and the organization is cut last."""
    organization = organization_of(paper)
    tiers = _tiers(entry)
    loud = noise(t, entry)
    words = [tier.split(" ")[0] for tier in tiers]
    for told in (tiers, words, []):
        shown = DOT.join(filter(None, (organization, *told, loud)))
        if cells(shown) <= within.quiet:
            return shown
    room = within.quiet - cells(DOT + loud)
    if room < LEAST_NAME:
        return loud
    return clip_words(organization, room) + DOT + loud


def fact_lines(t: Translator, paper: Paper, entry: Entry | None) -> list[Line]:
    """The same for a message about the paper alone: nothing left out, on a second line where one
    row does not hold it."""
    organization = organization_of(paper)
    if entry is None:
        return [line(quiet(organization))] if organization else []
    told = [*_tiers(entry), noise(t, entry)]
    whole = DOT.join(filter(None, (organization, *told)))
    if not organization or cells(whole) <= ROW_CELLS:
        return [line(quiet(whole))]
    return [line(quiet(organization)), line(quiet(DOT.join(told)))]


def noise(t: Translator, entry: Entry) -> str:
    """Upvotes, stars where there are some, and the score: "▲84 ★2.4k · 70.3"."""
    loud = f"▲{t.number(entry.counts.upvotes)}"
    if entry.counts.stars:
        loud += f"{NO_BREAK}★{t.number(entry.counts.stars)}"
    return NO_BREAK.join((loud, "·", t.score(entry.verdict.score)))


def why(paper: Paper, summary: Summary | None, room: Room = PHONE) -> Line | None:
    """The one sentence that makes somebody tap, in two rows at most: the first highlight, else
    the first sentence there is."""
    texts = [_first(paper.ai_summary or ""), _first(paper.abstract)]
    check: Check | None = None
    if summary:
        texts = [*summary.highlights[:1], _first(summary.text), *texts]
        check = summary.check
    for text in texts:
        if words := _to_the_point(without_markdown(text)):
            return _in_rows(words, check, room.sentence)
    return None


def rows_of(text: str, room: int = ROW_CELLS) -> int:
    """How many rows of a narrow phone the text takes, of so many cells each."""
    rows = 1
    used = 0
    for piece in _PIECE.findall(text):
        width = cells(piece.rstrip())
        if used and used + width > room:
            rows += 1
            used = 0
        used += cells(piece)
        while used > room and width > room:
            rows += 1
            used -= room
            width -= room
    return rows


def clip_rows(text: str, rows: int, room: int = ROW_CELLS) -> str:
    """The text if it takes so many rows at most, else its beginning and an ellipsis."""
    if rows_of(text, room) <= rows:
        return text
    for fitting in range(rows * room, 1, -1):
        shown = _at_a_word(clip(text, fitting))
        if rows_of(shown, room) <= rows:
            return shown
    return ELLIPSIS


def brief(text: str, rows: int, room: int = ROW_CELLS) -> str:
    """The same for a sentence, which rather ends with a clause than within one."""
    shown = clip_rows(text, rows, room)
    if shown == text:
        return text
    ends = [found.start() for found in _CLAUSE.finditer(shown)]
    if ends and cells(shown[: ends[-1]]) >= _LEAST_CLAUSE * rows * room:
        return shown[: ends[-1]] + ELLIPSIS
    return shown


def _at_a_word(cut: str) -> str:
    """The clipped text without the beginning of a Latin word at its end, if that is short, and
    without what would stand before the ellipsis."""
    whole = _TORN.sub(ELLIPSIS, cut)
    if not whole.endswith(ELLIPSIS):
        return whole
    return whole.rstrip(BEFORE_ELLIPSIS) + ELLIPSIS


def _title_in(entry: Entry, summary: Summary | None, rows: int, room: int) -> str:
    """The title in so many rows of so many cells, behind its mark and number."""
    lead = f"{entry.rank}. "
    if mark(entry):
        lead = f"{mark(entry)} {lead}"
    shown = clip_rows(lead + paper_title(entry.paper, summary), rows, room)
    return shown.removeprefix(lead)


def _to_the_point(sentence: str) -> str:
    """The sentence without a beginning that would be true of any paper."""
    said = _OPENING.sub("", sentence, count=1)
    if said == sentence:
        return sentence
    return said[:1].upper() + said[1:]


def _in_rows(words: str, check: Check | None, room: int) -> Line:
    """The sentence with its doubts, which need room too."""
    shown = line(brief(words, SENTENCE_ROWS, room))
    (marked,) = doubted([shown], check)
    while rows_of(marked.text, room) > SENTENCE_ROWS and len(shown.text) > 1:
        shown = line(shown.text.rstrip(ELLIPSIS)[:-1].rstrip() + ELLIPSIS)
        (marked,) = doubted([shown], check)
    return marked


def _tiers(entry: Entry) -> list[str]:
    """The tags that 🏆 does not say already."""
    return [tag for tag in entry.verdict.tags if tag not in (VIRAL, MUST_READ)]


def _first(text: str) -> str:
    """The first sentence, as far as a line of a list may show it."""
    return first_sentence(text.lstrip()[:_BEGINNING])
