"""`announce`: the operator tells all chats something. The store is all it needs, so it works beside
a running service, which sends what it finds there."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from bot.app.crew import press_of
from bot.app.root import App, open_app
from bot.app.settings import Settings
from bot.channels.console.render import WIDEST, render
from bot.chat.circulars import CALLED_OFF, SHOWN, begun, called_off, known, reach, standing_of
from bot.chat.views import View
from bot.chat.views.circulars import draft_view, overview
from core.circulars import Circular, make_circular
from core.errors import FileUnreadable
from locales import Translator

# In place of a file: standard input.
STANDARD_INPUT = "-"
# Why a file cannot be read, as a reason of the catalog.
NOT_TEXT = "not_text"


async def announce(
    settings: Settings,
    t: Translator,
    files: Mapping[str, str],
    name: str,
    *,
    dry_run: bool,
) -> int:
    """Send the texts in those files, by language, to all chats that did not refuse it; or say what
    would be sent. Without files, say what was.

    Raises FileUnreadable, CircularEmpty, CircularTooLong, CircularNameInvalid, CircularNameTaken.
    """
    if not files:
        return await _told(settings, t)
    texts = {language: _read(file) for language, file in files.items()}
    async with open_app(settings, use_model=False, reading=dry_run) as app:
        circular = make_circular(texts, app.clock.now(), name)
        served = (await press_of(app)).renderers
        found = await reach(app.storage, served, circular, app.translators)
        before = await (known if dry_run else begun)(app.storage, circular)
        if before is not None:
            await _show_standing(app, t, before, "cli.announce.before")
            return 0
        if dry_run:
            names = {code: spoken.about.name for code, spoken in app.translators.items()}
            _show(draft_view(t, circular, found, names, ask=False))
            return 0
    print(t.plural("cli.announce.begun", found.chats, name=circular.name))
    return 0


async def call_off(settings: Settings, t: Translator, name: str) -> int:
    """Send that announcement to nobody any more. Raises CircularUnknown."""
    async with open_app(settings, use_model=False) as app:
        circular = await called_off(app.storage, name, app.clock)
        await _show_standing(app, t, circular, CALLED_OFF[circular.state])
    return 0


async def _told(settings: Settings, t: Translator) -> int:
    async with open_app(settings, use_model=False, reading=True) as app:
        last = await app.storage.circulars.all(SHOWN)
        for circular in last:
            await _show_standing(app, t, circular, "")
    if not last:
        print(t.t("cli.announce.none"))
    return 0


async def _show_standing(app: App, t: Translator, circular: Circular, said: str) -> None:
    _show(overview(t, said, [await standing_of(app.storage, circular)]))


def _show(view: View) -> None:
    print(render(view, WIDEST, color=False))


def _read(file: str) -> str:
    if file == STANDARD_INPUT:
        return sys.stdin.read()
    try:
        return Path(file).read_text(encoding="utf-8")
    except OSError as error:
        raise FileUnreadable(file, error.strerror or "") from None
    except UnicodeDecodeError:
        raise FileUnreadable(file, NOT_TEXT) from None
