"""A view's buttons as an inline keyboard that a phone shows whole and Telegram takes. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import chain, groupby
from typing import TypeAlias

from bot.channels.telegram.markup import clean, web_address
from bot.chat.actions import Action, write_action
from bot.chat.views.model import Button, rows
from bot.chat.views.runs import UNSEEN

Keyboard: TypeAlias = tuple[tuple[Button, ...], ...]

# The Bot API's limits: buttons in a row and in all, bytes of callback data, and about 10,000 bytes
# in all.
A_ROW = 8
IN_ALL = 100
DATA_BYTES = 64
BYTES = 9500
# What JSON adds to a button's label and target.
OVERHEAD = 40
# What a row shows on a narrow phone before labels are cut: all its buttons are as wide as the
# widest.
ROW_CELLS = 44
PADDING = 2


def keyboard(buttons: Sequence[Sequence[Button]]) -> Keyboard:
    """The buttons that Telegram takes, in even rows that fit.

    Of too many, the last row stays, and as many of the first ones as there is room for.
    """
    laid: list[tuple[Button, ...]] = []
    for row in buttons:
        taken = [button for button in map(_checked, row) if button]
        laid += _fitted(taken)
    if not laid:
        return ()
    return tuple(_limited(laid))


def data_of(button: Button) -> str:
    """What comes back to us when the button is pressed."""
    if button.action is None:
        return ""
    return write_action(button.action)


def left_out(buttons: Sequence[Sequence[Button]], shown: Keyboard) -> list[Button]:
    """The view's buttons that the keyboard does not hold."""
    held = {_target(each) for each in chain.from_iterable(shown)}
    return [each for each in chain.from_iterable(buttons) if _target(each) not in held]


def _target(button: Button) -> tuple[Action | None, str | None]:
    if not button.url:
        return button.action, None
    return button.action, web_address(button.url)


def _checked(button: Button) -> Button | None:
    label = clean(button.label).strip(UNSEEN)
    action, url = _target(button)
    fits = url is not None or (
        action is not None and len(write_action(action).encode()) <= DATA_BYTES
    )
    if not label or not fits:
        return None
    return Button(label, action, url)


def _fitted(row: Sequence[Button]) -> list[tuple[Button, ...]]:
    """The row broken evenly into as few as show every label; one that needs a row of its own does
    not break up its neighbours."""
    fitted: list[tuple[Button, ...]] = []
    for _, side_by_side in groupby(row, _fills_a_row):
        buttons = list(side_by_side)
        widest = max(_cells(button.label) for button in buttons) + PADDING
        most = max(1, min(A_ROW, ROW_CELLS // widest))
        fitted += rows(buttons, most)
    return fitted


def _fills_a_row(button: Button) -> bool:
    return 2 * (_cells(button.label) + PADDING) > ROW_CELLS


def _limited(laid: Sequence[tuple[Button, ...]]) -> list[tuple[Button, ...]]:
    *first, last = laid
    count = IN_ALL - len(last)
    size = BYTES - sum(map(_size, last))
    kept: list[tuple[Button, ...]] = []
    for row in first:
        fitting: list[Button] = []
        for button in row[:count]:
            size -= _size(button)
            if size >= 0:
                fitting.append(button)
        kept.append(tuple(fitting))
        count -= len(fitting)
    return [row for row in (*kept, last) if row]


def _size(button: Button) -> int:
    return len((button.label + (button.url or data_of(button))).encode()) + OVERHEAD


def _cells(text: str) -> int:
    wide = [char for char in text if unicodedata.east_asian_width(char) in "WF"]
    return len(text) + len(wide)
