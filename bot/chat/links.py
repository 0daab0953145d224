"""Links that lead to us: an action that only reads, as a link carries it. Pure."""

# Tested in tests/bot/chat/test_actions.py.

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode

from bot.chat.actions import ROWS, Action, Typed, Verb, read_action, write_action
from core.errors import ButtonStale

# What a link can carry.
_LINK = re.compile(r"[A-Za-z0-9_-]{1,64}")
# What stands in a link between the parts of an action, and for the dot of a paper's id.
_BETWEEN, _DOT = "_", "-"
_DOTTED = re.compile(r"(?<=_)(\d{4})-(\d{4,5})(?!\d)")
_READING = frozenset(verb.value for verb, row in ROWS.items() if row.reads)
_RUN = Verb.RUN.value + _BETWEEN


def to_link(action: Action) -> str | None:
    """What a link that leads there carries; None when none may or can lead there. Of a line for the
    command table the caller knows whether it only reads."""
    if isinstance(action.target, Typed) and action.verb is Verb.RUN:
        line = urlsafe_b64encode(action.target.line.encode()).decode().rstrip("=")
        payload = _RUN + line
    elif action.row.reads:
        payload = write_action(action).replace(":", _BETWEEN).replace(".", _DOT)
    else:
        return None
    if not _LINK.fullmatch(payload):
        return None
    return payload


def from_link(text: str) -> Action | None:
    """The action a link leads to; None when it leads nowhere; raises ButtonStale if broken. A line
    for the command table may be anybody's: the caller runs what only reads."""
    verb, _, rest = text.partition(_BETWEEN)
    if verb == Verb.RUN.value:
        return _line_of(rest)
    if verb not in _READING:
        return None
    action = read_action(_DOTTED.sub(r"\1.\2", text).replace(_BETWEEN, ":"))
    if action is None:
        raise ButtonStale
    return action


def _line_of(carried: str) -> Action:
    try:
        line = urlsafe_b64decode(carried + "=" * (-len(carried) % 4)).decode()
    except ValueError:
        raise ButtonStale from None
    action = read_action(f"{Verb.RUN}:{line}")
    if action is None:
        raise ButtonStale
    return action
