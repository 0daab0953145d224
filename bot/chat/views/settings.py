"""A chat's settings as data that every channel can draw, and as messages with buttons. Pure."""

# Tested in tests/bot/chat/test_panel.py.

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.chat.actions import Action, Verb
from bot.chat.targets import Change, Field
from bot.chat.views.model import (
    Block,
    Button,
    Heading,
    Line,
    Paragraph,
    Terms,
    View,
    bold,
    line,
    live,
)
from bot.chat.views.prose import clip

# The page that shows all settings, among those of each.
ALL = "all"
# The settings that say when the list comes.
WHEN = frozenset(("time", "zone", "day"))
# How many buttons stand side by side, by how wide the widest label is in cells.
ABREAST = ((7, 4), (10, 3), (16, 2))
TICK = "✓"
# Values that are named as they are typed, where nothing can be pressed.
HINTED = 2


class Kind(StrEnum):
    """How a setting is chosen.

    ONE: one of several values. SEVERAL: any of several. SWITCH: on or off. WORDS: it is typed.
    ROLE: one of the place's roles, or none.
    """

    ONE = "one"
    SEVERAL = "several"
    SWITCH = "switch"
    WORDS = "words"
    ROLE = "role"


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a setting can have, as its button says it, and in words."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting: its caption, one sentence of what it does, and its value in words.

    `presets` set several values at once. `typed` is what it has as people type it, None where
    nothing can be typed; `how` says how. Of several values `fewest` are chosen.
    """

    name: str
    kind: Kind
    caption: str
    about: str
    value: str
    choices: tuple[Choice, ...] = ()
    presets: tuple[Choice, ...] = ()
    typed: str | None = None
    how: str = ""
    fewest: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """What can be set in a place; `status` says when the next list comes, or that none does, `last`
    what was changed last.

    `presses` says that buttons can be pressed there, and `more` is what can be pressed besides.
    `another` is what a value is called that is typed, `edit` the button that leads there,
    `switches` all that is on or off, and `choose` the menu of them.
    """

    title: str
    settings: tuple[Setting, ...]
    status: Line
    last: Line | None = None
    presses: bool = True
    more: tuple[Button, ...] = ()
    another: str
    edit: str
    switches: str
    choose: str

    @property
    def said(self) -> tuple[Line, ...]:
        """What stands above the settings."""
        return (self.status, self.last) if self.last else (self.status,)

    def setting(self, name: str) -> Setting | None:
        """The setting of that name; None where the place has none."""
        for each in self.settings:
            if each.name == name:
                return each
        return None


@dataclass(frozen=True, slots=True)
class SettingsView(View):
    """A message about settings. A channel that has controls of its own draws the panel instead."""

    panel: Panel | None = None


def settings_view(panel: Panel) -> SettingsView:
    """All that is set, and a button for each setting, which leads to its page; what it is set to
    stands in the text alone."""
    rows: list[tuple[Line, Line]] = []
    buttons: list[Button] = []
    for setting in panel.settings:
        rows.append((line(setting.caption), line(setting.value)))
        buttons.append(Button(setting.caption, Action(Verb.SETTINGS, Field(setting.name))))
    blocks: tuple[Block, ...] = (
        Heading((line(bold(panel.title)),)),
        Paragraph(panel.said),
        Terms(tuple(rows)),
    )
    below = [*_rows(buttons, _abreast(buttons)), *_rows(panel.more, 1)]
    hints: list[str] = []
    if not panel.presses:
        hints += [f"/settings {setting.name}" for setting in panel.settings]
    return SettingsView(blocks, tuple(below), tuple(hints), panel=panel)


def setting_view(panel: Panel, setting: Setting) -> SettingsView:
    """One setting: what it is, what it does, its choices, and the way back to all of them."""
    blocks: list[Block] = [
        Terms(((line(setting.caption), line(setting.value)),)),
        Paragraph((line(setting.about),)),
    ]
    hints: list[str] = []
    if not panel.presses:
        blocks.append(_choices(setting))
        hints += _typed(setting)
    if setting.how:
        blocks.append(Paragraph(tuple(line(live(text)) for text in setting.how.splitlines())))
    if setting.name in WHEN:
        blocks.append(Paragraph((panel.status,)))
    choices = [_button(setting, choice) for choice in setting.choices]
    presets = [_button(setting, choice) for choice in setting.presets]
    below = [*_rows(choices, _abreast(choices)), *_rows(presets, _abreast(presets))]
    below.append((Button(f"‹ {panel.title}", Action(Verb.SETTINGS, Field(ALL))),))
    return SettingsView(tuple(blocks), tuple(below), tuple(hints), panel=panel)


def _choices(setting: Setting) -> Paragraph:
    """What there is to choose from, where it stands on no buttons."""
    lines: list[Line] = []
    for choice in setting.choices:
        lines.append(line(choice.label, marker=TICK if choice.chosen else " "))
    return Paragraph(tuple(lines))


def _typed(setting: Setting) -> list[str]:
    """How one or two other values are typed."""
    sign = "+" if setting.kind is Kind.SEVERAL else ""
    others = [choice for choice in setting.choices if not choice.chosen]
    return [f"/settings {setting.name} {sign}{choice.value}" for choice in others[:HINTED]]


def _button(setting: Setting, choice: Choice) -> Button:
    """A button that sets the value; ticked where the setting has it."""
    label = choice.label
    if choice.chosen:
        label = f"{TICK} {label}"
    return Button(label, Action(Verb.SET, Change(setting.name, choice.value)))


def _abreast(buttons: Sequence[Button]) -> int:
    """How many of the buttons can stand side by side on a narrow screen."""
    for cells, count in ABREAST:
        if all(clip(button.label, cells) == button.label for button in buttons):
            return count
    return 1


def _rows(buttons: Sequence[Button], length: int) -> list[tuple[Button, ...]]:
    return [tuple(buttons[start : start + length]) for start in range(0, len(buttons), length)]
