"""Links that lead to us: an action that only reads, as a link carries it. Pure."""

# Tested in tests/bot/chat/test_actions.py.

from __future__ import annotations

import re

from bot.chat.actions import ROWS, Action, read_action, write_action
from core.errors import ButtonStale

# What a link can carry.
_LINK = re.compile(r"[A-Za-z0-9_-]{1,64}")
# What stands in a link between the parts of an action.
_BETWEEN = "_"
_READING = frozenset(verb.value for verb, row in ROWS.items() if row.reads)


def to_link(action: Action) -> str | None:
    """What a link that leads there carries; None when none may or can lead there."""
    payload = write_action(action).replace(":", _BETWEEN)
    if not action.row.reads or not _LINK.fullmatch(payload):
        return None
    return payload


def from_link(text: str) -> Action | None:
    """The action a link leads to; None when it leads nowhere; raises ButtonStale if broken."""
    verb, _, _ = text.partition(_BETWEEN)
    if verb not in _READING:
        return None
    action = read_action(text.replace(_BETWEEN, ":"))
    if action is None:
        raise ButtonStale
    return action
