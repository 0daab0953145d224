"""Which papers that a chat had as letters, or likes, venues have accepted since."""

# Tested in tests/bot/chat/test_venue_picks.py.

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.chat.announced import letters_of, of_same_day
from core.announcements.submissions import Decided, Submission
from core.announcements.venues import group_of
from core.chats import Chat, ChatKey
from core.editions.keys import ListKey
from core.interests.interest import Accepted, ChatInterests, Kind
from core.models import Edition
from storage import Storage

# This many days an acceptance waits for a list in which it is told, and this many lines a list has
# for them: what weighs most comes first, the rest with the next lists.
DAYS: Final = 7
LINES: Final = 5
_WEIGHT: Final = {decided: place for place, decided in enumerate(Decided)}


@dataclass(slots=True)
class _Had:
    """What a chat knows of the papers: on which day each was first its letter, and which
    acceptances it was told of."""

    letters: dict[str, dt.date] = field(default_factory=dict)
    told: set[tuple[str, str]] = field(default_factory=set)


async def newly_accepted(
    storage: Storage, chats: Sequence[tuple[Chat, ChatInterests]], edition: Edition
) -> dict[ChatKey, tuple[Accepted, ...]]:
    """By chat, what was accepted lately by venues that it chose, of the papers that it had as
    letters or likes; each is told once."""
    day = edition.key.day
    accepted = await storage.submissions.accepted(day - dt.timedelta(days=DAYS), day)
    if not accepted:
        return {}
    had = await _had(storage, [chat.key for chat, _ in chats], accepted, edition.key)
    found: dict[ChatKey, tuple[Accepted, ...]] = {}
    for chat, asked in chats:
        known = had.get(chat.key, _Had())
        news = [each for each in accepted if _is_news(each, chat, asked, known)]
        news.sort(key=lambda each: _WEIGHT[each.decided or Decided.ACCEPTED])
        if news:
            found[chat.key] = tuple(_accepted(each) for each in news[:LINES])
    return found


async def _had(
    storage: Storage, keys: Sequence[ChatKey], accepted: Sequence[Submission], here: ListKey
) -> dict[ChatKey, _Had]:
    ids = {each.paper_id for each in accepted}
    day = here.day
    days = await storage.pool.picked_days(ids, day) | await storage.papers.days_listed(ids, day)
    lists = {key for each in days for key in of_same_day(each)}
    # An older list may be asked for after a newer one has told of it, and letters may have come
    # alone before the list of their day.
    for number in range(-DAYS, DAYS + 1):
        lists.update(letters_of(day + dt.timedelta(days=number)))
    found: dict[ChatKey, _Had] = {}
    for earlier in sorted(lists - {here}, key=lambda key: key.day):
        for key, picks in (await storage.picks.of_all(keys, earlier)).items():
            had = found.setdefault(key, _Had())
            for pick in picks.picks:
                if pick.paper_id in ids:
                    had.letters.setdefault(pick.paper_id, earlier.day)
            had.told |= {(each.paper_id, each.venue) for each in picks.accepted}
    return found


def _is_news(submission: Submission, chat: Chat, asked: ChatInterests, had: _Had) -> bool:
    group = group_of(submission.group)
    if group is None or group.venue not in chat.settings.categories:
        return False
    name, decided_on = submission.paper_id, submission.decided_on
    if decided_on is None or (name, submission.label) in had.told:
        return False
    letter = had.letters.get(name)
    if letter is not None and letter < decided_on:
        return True
    if any(each.kind is Kind.PAPER and each.value == name for each in asked.interests):
        return True
    votes = [vote for vote in asked.votes if vote.paper_id == name and vote.up]
    return any(vote.at.date() < decided_on for vote in votes)


def _accepted(submission: Submission) -> Accepted:
    how = submission.decided or Decided.ACCEPTED
    return Accepted(paper_id=submission.paper_id, venue=submission.label, how=str(how))
