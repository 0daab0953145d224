"""Short messages: one sentence, and the list of commands."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.chat.command_traits import TRAITS, Group
from bot.chat.views.model import (
    Block,
    Button,
    Heading,
    Line,
    Paragraph,
    Section,
    Span,
    Style,
    Terms,
    View,
    bold,
    line,
    live,
    rows,
    sentences,
)
from bot.chat.views.prose import clip, tidy
from core.editions.past import DAYS, PastProgress
from core.errors import Sayable
from locales import Translator

# Columns that a chat's name takes.
TITLE = 60
BUTTONS_A_ROW = 3


def text_view(t: Translator, key: str, **data: Sayable) -> View:
    """The key's sentence, or sentences a line each, as a message."""
    return sentences(t.t(key, **data).splitlines())


def with_past(t: Translator, view: View, past: PastProgress) -> View:
    """The view, and that the last weeks' papers are being read, and how far that is."""
    told = t.t("past.reading", days=DAYS, done=past.done, total=past.total)
    return replace(view, blocks=(*view.blocks, *sentences([told]).blocks))


def topic_gone_view(t: Translator, name: str) -> View:
    """That a topic of that name gets no more lists; "" is one whose name is not known."""
    said = text_view(t, "chat.topic_gone")
    if not name:
        return said
    # Somebody else's words: no command in them can be pressed.
    named = line(t.t("chat.topic_name", name=clip(tidy(name), TITLE)))
    return View((*said.blocks, Paragraph((named,))))


def help_view(
    t: Translator, commands: Sequence[tuple[str, str]], buttons: Sequence[Button] = ()
) -> View:
    """The commands: how each is written ("/paper N"), and the key of what it does; in their groups,
    with a title each where there are several. Below them buttons for some."""
    groups: dict[str, list[tuple[Line, Line]]] = {}
    keys = {key for _, key in commands}
    for written, key in commands:
        usage = line(Span(written, Style.CODE, live=True))
        groups.setdefault(_group(key, keys), []).append((usage, line(live(t.t(key)))))
    blocks: list[Block] = [Heading((line(bold(t.t("help.header"))),))]
    for group, terms in groups.items():
        block: Block = Terms(tuple(terms))
        if len(groups) > 1:
            block = Section(line(bold(t.t(group))), (block,))
        blocks.append(block)
    return View(tuple(blocks), rows(buttons, BUTTONS_A_ROW))


def _group(key: str, there: Collection[str]) -> str:
    """The key of the group's title among those that are `there`: where the first of its group is
    not, which the others are about, it is one of the last."""
    traits = TRAITS.get(key.removeprefix("help."))
    group = traits.group if traits else None
    first = next((name for name, each in TRAITS.items() if each.group is group), "")
    if group is None or f"help.{first}" not in there:
        group = Group.OTHER
    return group.value
