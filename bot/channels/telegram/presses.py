"""Which of several presses counts: the last one that somebody made under one message."""

# Tested in tests/bot/channels/telegram/test_signs.py.

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakValueDictionary

from bot.chat.actions import Action

# A chat's id, a message's and a person's.
Place = tuple[int, int, int]


@dataclass(eq=False)
class Press:
    """A press that turns a message. Once it is `overtaken`, its view is not shown any more."""

    action: Action
    overtaken: bool = False


class Presses:
    """The presses that are waiting or being answered."""

    def __init__(self) -> None:
        self._last: WeakValueDictionary[Place, Press] = WeakValueDictionary()

    def heard(self, place: Place, action: Action) -> Press:
        """A press made there now. It overtakes the one before, which is still being answered; where
        both read the same, it is overtaken itself."""
        before = self._last.get(place)
        if before is not None and before.action == action and action.row.reads:
            return Press(action, overtaken=True)
        if before is not None:
            before.overtaken = True
        press = Press(action)
        self._last[place] = press
        return press
