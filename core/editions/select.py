"""Which papers of a list are worth a look, and under which number. Pure.

Order: golden papers first, then by score; ties keep the source's order. Selection: of the first 50,
everything up to the last paper with a lab tag; at least one paper stays.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from core.chats import ChatSettings
from core.editions.score import Labs, judge
from core.models import Edition, Entry, Listing, Tier, Verdict


def ranked(listings: Sequence[Listing], labs: Labs) -> tuple[Entry, ...]:
    """The listings as entries: scored, ordered and cut by the rules of the daily list."""
    judged = [(listing, judge(listing, labs)) for listing in listings]
    judged.sort(key=lambda pair: (not pair[1].golden, -pair[1].score))
    cut = _cut([verdict for _, verdict in judged], labs.top)
    return tuple(
        Entry(
            rank=rank,
            paper=listing.paper,
            counts=listing.counts,
            verdict=verdict,
            selected=rank <= cut,
        )
        for rank, (listing, verdict) in enumerate(judged, 1)
    )


def arrange(fresh: tuple[Entry, ...], previous: Edition | None) -> tuple[Entry, ...]:
    """The entries by rank, `fresh` as its shelf's policy ranks what is listed now.

    Once `previous` is frozen, a number somebody saw stays that paper's number: known papers keep
    theirs (and stay selected), late ones follow after the last, and a paper the source no longer
    lists stays as it was.
    """
    if previous is None or previous.frozen_at is None:
        return fresh
    known = {entry.paper.id: entry for entry in previous.entries}
    kept: list[Entry] = []
    late: list[Entry] = []
    for entry in fresh:
        before = known.get(entry.paper.id)
        if before:
            selected = before.selected or entry.selected
            kept.append(dataclasses.replace(entry, rank=before.rank, selected=selected))
        else:
            late.append(entry)
    listed = {entry.paper.id for entry in fresh}
    gone = [entry for entry in previous.entries if entry.paper.id not in listed]
    last = max((entry.rank for entry in previous.entries), default=0)
    appended = [dataclasses.replace(entry, rank=rank) for rank, entry in enumerate(late, last + 1)]
    return tuple(sorted([*kept, *gone, *appended], key=lambda entry: entry.rank))


def for_chat(edition: Edition, settings: ChatSettings) -> Edition:
    """The edition as that chat wants it listed: its own choice of entries, under the same numbers.

    Words to mute and to include are looked for in title, organization and keywords, in any case.
    Nothing a chat sets hides what it asked to include, except a word it muted.
    """
    chosen = []
    for entry in edition.entries:
        if mentions(entry, settings.mute):
            continue
        included = mentions(entry, settings.include)
        good = entry.selected and entry.verdict.score >= (settings.least_score or 0)
        if included or good:
            chosen.append((included, entry))
    kept = chosen
    if settings.most:
        beyond = chosen[settings.most :]
        kept = chosen[: settings.most] + [pair for pair in beyond if pair[0]]
    wanted = {entry.rank for _, entry in kept}
    entries = tuple(
        dataclasses.replace(entry, selected=entry.rank in wanted) for entry in edition.entries
    )
    return dataclasses.replace(edition, entries=entries)


_SHORT = re.compile(r"[A-Za-z]{1,3}")


def mentions(entry: Entry, words: Sequence[str]) -> bool:
    """Whether the paper's title, organization or keywords hold one of the words, in any case. Up to
    three Latin letters must begin a word: "RL" is no part of "World"."""
    if not words:
        return False
    paper = entry.paper
    text = " ".join((paper.title, paper.organization or "", *paper.ai_keywords))
    small = text.casefold()
    for word in words:
        if word.casefold() in small and (not _SHORT.fullmatch(word) or _begins_a_word(word, text)):
            return True
    return False


def _begins_a_word(word: str, text: str) -> bool:
    """Whether the word stands at a word's beginning; in "StyleGAN" a new one begins with a capital
    letter."""
    for found in re.finditer(re.escape(word), text, re.IGNORECASE):
        before = text[found.start() - 1 : found.start()]
        if not before.isalpha() or (before.islower() and found[0][0].isupper()):
            return True
    return False


def _cut(verdicts: Sequence[Verdict], top: int) -> int:
    """How many of the ordered verdicts stay."""
    tagged = (
        rank for rank, verdict in enumerate(verdicts[:top], 1) if verdict.tier is not Tier.NONE
    )
    return max(tagged, default=min(1, len(verdicts)))
