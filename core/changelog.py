"""Who changed which setting of a chat, and from what to what. Frozen data, and pure.

Of words that a chat follows or never wants, and of its interests, it is kept that they changed, and
not what they are.
"""

# Tested in tests/storage/test_changelog.py.

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from core.chats import Chat, ChatSettings

# What is no setting of the panel: whether lists come, and what the chat is interested in.
LISTS, INTERESTS = "lists", "interests"
# What each field of the settings is called where it is set.
SETTINGS: Mapping[str, str] = {
    "language": "lang",
    "time": "time",
    "zone": "zone",
    "weekdays": "day",
    "most": "most",
    "least_score": "least",
    "include": "include",
    "mute": "mute",
    "silent": "silent",
    "previews": "previews",
    "empty_days": "empty",
    "empty_weekends": "empty",
    "mention": "mention",
    "daily_thread": "thread",
    "publish": "publish",
    "picks": "picks",
    "explore": "explore",
    "only_fitting": "fitting",
    "categories": "sources",
    "announcements": "announcements",
}
# The settings of which only that they changed is kept.
UNTOLD = frozenset(("include", "mute", INTERESTS))


def as_stored(chat: Chat) -> Chat:
    """The chat as it is stored."""
    return chat


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who changes something, and when; `alone` where nobody else is in the chat.

    `stands` makes of the stored chat what it is to them, with what it has from the chat that holds
    it: what they find there they did not change.
    """

    person: str
    at: dt.datetime
    alone: bool = False
    stands: Callable[[Chat], Chat] = as_stored

    def kept(self, *states: Chat) -> str:
        """The id that may be kept: none of whoever is alone with us, or where in none of these
        states lists come to the chat."""
        if self.alone or not any(chat.gets_lists for chat in states):
            return ""
        return self.person


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One setting that was changed, by whom ("" where that is not kept), and when.

    `before` and `after` hold the setting as it was and is, and nothing else of note; None where
    that is not kept, or where it is LISTS: then `on` says whether they come from then on.
    """

    setting: str
    at: dt.datetime
    person: str = ""
    before: ChatSettings | None = None
    after: ChatSettings | None = None
    on: bool | None = None


def changes_between(before: Chat, after: Chat, author: Author) -> Sequence[Change]:
    """What the author changed, a setting each, in the order in which they stand."""
    before = author.stands(before)
    person = author.kept(before, after)
    names: dict[str, list[str]] = {}
    for field in fields(ChatSettings):
        if getattr(before.settings, field.name) != getattr(after.settings, field.name):
            names.setdefault(SETTINGS[field.name], []).append(field.name)
    found: list[Change] = []
    if (before.subscribed_at is None) != (after.subscribed_at is None):
        on = after.subscribed_at is not None
        found.append(Change(setting=LISTS, at=author.at, person=person, on=on))
    for setting in names:
        change = Change(setting=setting, at=author.at, person=person)
        if setting not in UNTOLD:
            change = replace(
                change, before=_only(before.settings, setting), after=_only(after.settings, setting)
            )
        found.append(change)
    return found


def _only(settings: ChatSettings, setting: str) -> ChatSettings:
    """The settings of a chat that chose nothing, but for that one."""
    chosen = {
        name: getattr(settings, name) for name, called in SETTINGS.items() if called == setting
    }
    return replace(ChatSettings(), **chosen)
