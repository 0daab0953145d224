"""What comes into the store from files: archives that somebody imports, and the built-in demo."""

from __future__ import annotations

import datetime as dt
from importlib import resources
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

from core import archive
from core.editions.keys import DAILY

if TYPE_CHECKING:
    from bot.app.root import App

DEMO = dt.date(2026, 2, 5)


async def import_archive(app: App, name: str, data: bytes) -> str:
    """Store a digest or a report file, whole or not at all; returns which of the two it was. Raises
    ArchiveInvalid."""
    now = app.clock.now()
    kind = archive.detect(data.decode(errors="replace"), app.languages, name)
    if kind == "digest":
        digest = archive.parse_digest(data, name, now, app.languages)
        await app.storage.archives.save_digest(digest, now)
    else:
        reports = archive.parse_report(data, name, now, app.languages)
        await app.storage.archives.save_reports(reports, now)
    return kind


async def ensure_demo(app: App) -> None:
    """Give an empty store the built-in edition of 2026-02-05, imported as any archive is.

    A first start that was interrupted left only part of it: then the rest is imported too. A digest
    of that day that the operator imported is not part of it, and stays as it is.
    """
    newest = await app.storage.editions.newest(DAILY)
    if newest and not (newest.day == DEMO and await _interrupted(app)):
        return
    for file in _demo_files():
        await import_archive(app, file.name, file.read_bytes())


async def _interrupted(app: App) -> bool:
    """Whether the demo's first file is in the store, but not its last. A day that was fetched is no
    demo, nor is another file of that day."""
    files = _demo_files()
    first, last = files[0], files[-1]
    begun = await app.storage.archives.digest(DEMO, _language(first))
    if begun is None or begun.file != first.read_bytes():
        return False
    return not await app.storage.archives.reports(DEMO, _language(last))


def _demo_files() -> list[Traversable]:
    """The digests and reports of the demo, in the order they are imported."""
    return sorted(resources.files("bot.app").joinpath("demo").iterdir(), key=lambda file: file.name)


def _language(file: Traversable) -> str:
    """The language of a demo file, which is named like digest.en.md."""
    return file.name.split(".")[1]
