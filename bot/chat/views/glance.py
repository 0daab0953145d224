"""A paper at a glance: few short lines that a phone shows without breaking what belongs together.

A narrow phone shows 36 cells in a row (Chinese counted as two), fewer where the text stands beside
a picture of who says it. An entry of a list takes four rows at most: its title, who and how much
noise, one sentence; the fourth goes to the sentence or to the title, whichever it helps more. Pure.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.chat.views.doubts import doubted
from bot.chat.views.fitting import ROW_CELLS, at_a_word, brief, clip_rows, rows_of
from bot.chat.views.model import Glance, Line, bold, line, quiet
from bot.chat.views.parts import DOT, NO_BREAK, mark, organization_in, organization_of, paper_title
from bot.chat.views.prose import ELLIPSIS, cells, without_markdown
from core.announcements import topics, venues
from core.announcements.submissions import Submission
from core.editions.score import MUST_READ, VIRAL
from core.models import Check, Entry, Paper, Summary
from core.sentences import first_sentence
from locales import Translator


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
SLIM = Room(title=31, plain_title=32, quiet=35, sentence=34)
TITLE_ROWS = SENTENCE_ROWS = 2


@dataclass(frozen=True, slots=True)
class Rows:
    """How many rows an entry's title and its sentence take."""

    title: int
    sentence: int


SENTENCE_FIRST = Rows(title=1, sentence=SENTENCE_ROWS)
TITLE_FIRST = Rows(title=TITLE_ROWS, sentence=1)
# In fewer cells than this a name tells nothing.
LEAST_NAME = 8
# As much of a text as its first sentence is looked for in.
_BEGINNING = 640
# "To address these challenges, we …", "In this paper, we …", "Leveraging this, we …".
_OPENING = re.compile(
    r"(?:To (?:address|tackle|overcome|bridge|lift|mitigate|resolve|solve|fill|close) th[a-z]{1,3}"
    r"(?: [a-z-]{1,20}){0,3},? (?=we |the )|In (?:this|our) (?:work|paper|study|report),? (?=we )"
    r"|(?:Building (?:up)?on|Based on|Motivated by|Inspired by|Guided by|Leveraging|Using)"
    r" (?:this|these|our|it)(?: [a-z-]{1,20}){0,3}, (?=we )"
    r"|(?:In (?:addition|summary|this way)|As a result|To this end|Specifically|Furthermore"
    r"|Moreover|Additionally|Notably|Importantly|Crucially|Overall|Finally|Concretely), )"
)
# What leads to what was done, and gives way to it where there is no room for both.
_LEADING = re.compile(
    r"(?:To|Building (?:up)?on|Based on|Motivated by|Inspired by|Guided by|Leveraging|Using"
    r"|Drawing (?:up)?on|Drawing from) [^,;:.()]{2,80}, (?=we )"
)
# What leads to the thing itself, and gives way to it likewise.
_SAYING = re.compile(
    r"(?:We|This (?:paper|work|study|article|report)) "
    r"(?:(?:also|then|first|further|\w{2,20}ly) )?"
    r"(?:propose|present|introduce|develop|devise|design|describe|demonstrate|show|find|observe)s? "
    r"(?:that )?(?!to |how |what |whether |that |and |or )(?=[\w“‘\"(])"
)
# A name that the title has told already.
_NAMED = re.compile(r"(?P<name>[A-Z][\w-]{1,30})(?: \([^()]{2,40}\))?, (?=(?:an?|the|our) \w)")


def entry_glance(
    t: Translator,
    entry: Entry,
    summary: Summary | None,
    room: Room = PHONE,
    *,
    coming: bool,
    fits: bool = False,
) -> Glance:
    """The entry's title, its number and mark before it counted, and what stands under it: one quiet
    row, and the sentence that makes somebody tap. Where a summary is `coming`, the title takes no
    more than it will beside it; one that `fits` the chat's interests says so."""
    given = SENTENCE_FIRST
    if summary or not coming:
        given = _given(entry, summary, room)
    title = _title_in(entry, summary, given.title, room.title)
    lines = [line(quiet(facts(t, entry, room, fits=fits)))]
    if sentence := why(entry.paper, summary, room, given.sentence):
        lines.append(sentence)
    return Glance(line(bold(title)), tuple(lines))


def one_row_title(entry: Entry, summary: Summary | None, room: Room = PHONE) -> str:
    """The title of an entry that has nothing under it, in one row."""
    return _title_in(entry, summary, 1, room.plain_title)


def pick_title(entry: Entry, summary: Summary | None, room: Room) -> str:
    """The title of a pick, which has a letter before it, in two rows at most."""
    lead = "A. "
    title = lead + paper_title(entry.paper, summary)
    return clip_rows(title, TITLE_ROWS, room.title).removeprefix(lead)


def hit_title(title: str, room: Room = PHONE) -> str:
    """The title of a found paper, in two rows at most."""
    return clip_rows(title, TITLE_ROWS, room.title)


def facts(t: Translator, entry: Entry, within: Room, *, fits: bool = False) -> str:
    """Who made it and how much noise it made, in one row: where it would not fit, the lab's tier
    shrinks to a word, then goes, and the organization is cut last. That it `fits` always stays."""
    organization = organization_of(entry.paper)
    tiers = _tiers(entry)
    loud = noise(t, entry)
    if fits:
        loud = t.t("picks.fits") + DOT + loud
    words = [tier.split(" ")[0] for tier in tiers]
    for told in (tiers, words, []):
        shown = DOT.join(filter(None, (organization, *told, loud)))
        if cells(shown) <= within.quiet:
            return shown
    room = within.quiet - cells(DOT + loud)
    if room < LEAST_NAME:
        return loud
    return organization_in(organization, room) + DOT + loud


def decided_text(t: Translator, submission: Submission) -> str:
    """Where the paper was submitted, and what became of it."""
    which = submission.decided or "none"
    return t.t(f"decided.{which}", venue=submission.label)


def place_told(t: Translator, topic: str, submissions: Sequence[Submission], within: Room) -> str:
    """Where a paper was announced, and what its venue decided, as far as it fits in one row."""
    place = topics.place(topic)
    if not submissions:
        return place
    newest = submissions[-1]
    told = decided_text(t, newest) if newest.decided else newest.label
    if not topic or venues.is_venue(topic):
        return told
    both = place + DOT + told
    return both if cells(both) <= within.quiet else told


def facts_of_other(paper: Paper, place: str, within: Room) -> str:
    """The `place` where a paper that is in no list was announced, and who made it, in one row."""
    organization = organization_of(paper)
    room = within.quiet - cells(DOT + place)
    if not organization or room < LEAST_NAME:
        return place
    return organization_in(organization, room) + DOT + place


def fact_lines(t: Translator, paper: Paper, entry: Entry | None) -> list[Line]:
    """All that is known of the paper in few words, for a message about it alone; in two rows where
    one does not hold it."""
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


def why(
    paper: Paper, summary: Summary | None, room: Room = PHONE, rows: int = SENTENCE_ROWS
) -> Line | None:
    """The one sentence that makes somebody tap, in so many rows at most: the first highlight, else
    the first sentence there is."""
    words = _sentence(paper, summary)
    if not words:
        return None
    return _in_rows(words, _check(summary), rows, room.sentence, paper.title)


# A list asks for the same title's and sentence's rows several times.
@functools.lru_cache(maxsize=256)
def _given(entry: Entry, summary: Summary | None, room: Room) -> Rows:
    """The rows of an entry: what fits in one row gives the other two. A sentence that two rows hold
    is shown whole; of two that are too long, so much is cut that most of both stays."""
    title = _lead(entry) + paper_title(entry.paper, summary)
    words = _sentence(entry.paper, summary)
    if not words:
        return TITLE_FIRST
    if rows_of(title, room.title, 1) == 1:
        return SENTENCE_FIRST
    needed = rows_of(_told(words, _check(summary)), room.sentence, SENTENCE_ROWS)
    if needed == 1:
        return TITLE_FIRST
    if needed <= SENTENCE_ROWS:
        return SENTENCE_FIRST

    def kept(given: Rows) -> float:
        of_title = clip_rows(title, given.title, room.title)
        of_words = brief(words, given.sentence, room.sentence)
        return len(of_title) / len(title) + len(of_words) / len(words)

    return max(SENTENCE_FIRST, TITLE_FIRST, key=kept)


def _sentence(paper: Paper, summary: Summary | None) -> str:
    """The words of the sentence that makes somebody tap; "" where there are none."""
    for text in _said_of(paper, summary):
        if words := _words(text):
            return words
    return ""


@functools.lru_cache(maxsize=64)
def _words(text: str) -> str:
    return _without(_OPENING, without_markdown(text))


def _said_of(paper: Paper, summary: Summary | None) -> Iterator[str]:
    """What may be that sentence, the best first."""
    if summary:
        for highlight in summary.highlights[:1]:
            yield highlight[:_BEGINNING]
        yield _first(summary.text)
    yield _first(paper.ai_summary or "")
    yield _first(paper.abstract)


def _check(summary: Summary | None) -> Check | None:
    if summary is None:
        return None
    return summary.check


def _told(words: str, check: Check | None) -> str:
    """The words with their doubts."""
    (marked,) = doubted([line(words)], check)
    return marked.text


def _lead(entry: Entry) -> str:
    """The mark and the number before a title."""
    lead = f"{entry.rank}. "
    if mark(entry):
        return f"{mark(entry)} {lead}"
    return lead


def _title_in(entry: Entry, summary: Summary | None, rows: int, room: int) -> str:
    """The title in so many rows of so many cells, behind its mark and number."""
    lead = _lead(entry)
    shown = clip_rows(lead + paper_title(entry.paper, summary), rows, room)
    return shown.removeprefix(lead)


def _without(beginning: re.Pattern[str], sentence: str) -> str:
    """The sentence without such a beginning."""
    found = beginning.match(sentence)
    if found is None:
        return sentence
    said = sentence[found.end() :]
    return said[:1].upper() + said[1:]


def _in_rows(words: str, check: Check | None, rows: int, room: int, title: str) -> Line:
    """The sentence with its doubts, which need room too; without what leads to what was done, and
    to the thing itself, where there is none for that."""
    shown = brief(words, rows, room)
    for beginning in (_LEADING, _SAYING):
        if shown != words:
            words = _without(beginning, words)
            named = _NAMED.match(words)
            if named and re.match(rf"{re.escape(named['name'])}(?![\w-])", title):
                words = _without(_NAMED, words)
            shown = brief(words, rows, room)
    while rows_of(_told(shown, check), room, rows) > rows and len(shown) > 1:
        shown = at_a_word(words, shown.removesuffix(ELLIPSIS)[:-1].rstrip() + ELLIPSIS)
    (marked,) = doubted([line(shown)], check)
    return marked


def _tiers(entry: Entry) -> list[str]:
    """The tags that 🏆 does not say already."""
    return [tag for tag in entry.verdict.tags if tag not in (VIRAL, MUST_READ)]


def _first(text: str) -> str:
    """The first sentence, as far as a line of a list may show it."""
    return first_sentence(text.lstrip()[:_BEGINNING])
