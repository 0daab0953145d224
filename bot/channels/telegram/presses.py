"""Which of several presses counts: the last one that somebody made under one message; of those
that open another, the first of the same."""

# Tested in tests/bot/channels/telegram/test_signs.py.

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakValueDictionary

from bot.chat.actions import Action

# A chat's id, a message's and a person's.
Place = tuple[int, int, int]


@dataclass(eq=False)
class Press:
    """A press that turns a message, or opens another. Once it is `overtaken`, its view is not shown
    any more; where it `repeats` one that is still being answered, that answer is enough. It has
    `ended` when it was answered."""

    action: Action
    overtaken: bool = False
    repeats: bool = False
    ended: bool = False


class Presses:
    """The presses that are waiting or being answered."""

    def __init__(self) -> None:
        self._last: WeakValueDictionary[Place, Press] = WeakValueDictionary()
        self._opening: WeakValueDictionary[tuple[Place, Action], Press] = WeakValueDictionary()

    def heard(self, place: Place, action: Action) -> Press:
        """A press made there now. It overtakes the one before, which is still being answered; where
        both read the same, it is overtaken itself."""
        before = _under_way(self._last.get(place))
        if before is not None and before.action == action and action.row.reads:
            return Press(action, overtaken=True, repeats=True)
        if before is not None:
            before.overtaken = True
        press = Press(action)
        self._last[place] = press
        return press

    def opening(self, place: Place, action: Action) -> Press:
        """A press made there now whose answer is a message beside it, as others' answers are; where
        the same is still being answered, it repeats that."""
        if _under_way(self._opening.get((place, action))):
            return Press(action, repeats=True)
        press = Press(action)
        self._opening[place, action] = press
        return press


def _under_way(press: Press | None) -> Press | None:
    """The press while it is being answered; it may be in memory for longer."""
    if press is None or press.ended:
        return None
    return press
