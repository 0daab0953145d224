"""Short messages: one sentence, and the list of commands."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.views.model import Heading, Span, Style, Terms, View, bold, line, live, sentences
from core.errors import Sayable
from locales import Translator


def text_view(t: Translator, key: str, **data: Sayable) -> View:
    """The key's sentence, or sentences a line each, as a message."""
    return sentences(t.t(key, **data).splitlines())


def help_view(t: Translator, commands: Sequence[tuple[str, str]]) -> View:
    """The commands: how each is written ("/paper N"), and the key of what it does."""
    rows = tuple(
        (line(Span(usage, Style.CODE, live=True)), line(live(t.t(key)))) for usage, key in commands
    )
    return View((Heading((line(bold(t.t("help.header"))),)), Terms(rows)))
