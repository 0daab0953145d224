"""Short messages: one sentence, and the list of commands."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.views.model import (
    Heading,
    Paragraph,
    Span,
    Style,
    Terms,
    View,
    bold,
    line,
    live,
    sentences,
)
from bot.chat.views.prose import clip, tidy
from core.errors import Sayable
from locales import Translator

# Columns that a chat's name takes.
TITLE = 60


def text_view(t: Translator, key: str, **data: Sayable) -> View:
    """The key's sentence, or sentences a line each, as a message."""
    return sentences(t.t(key, **data).splitlines())


def topic_gone_view(t: Translator, name: str) -> View:
    """That a topic of that name gets no more lists; "" is one whose name is not known."""
    said = text_view(t, "chat.topic_gone")
    if not name:
        return said
    # Somebody else's words: no command in them can be pressed.
    named = line(t.t("chat.topic_name", name=clip(tidy(name), TITLE)))
    return View((*said.blocks, Paragraph((named,))))


def help_view(t: Translator, commands: Sequence[tuple[str, str]]) -> View:
    """The commands: how each is written ("/paper N"), and the key of what it does."""
    rows = tuple(
        (line(Span(usage, Style.CODE, live=True)), line(live(t.t(key)))) for usage, key in commands
    )
    return View((Heading((line(bold(t.t("help.header"))),)), Terms(rows)))
