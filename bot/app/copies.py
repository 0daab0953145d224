"""`backup` and `restore`: the store copied while it is in use, and put back."""

from __future__ import annotations

import datetime as dt
import errno
import os
from pathlib import Path

from bot.app.settings import Settings
from core.errors import BackupUnwritable
from core.ports import Clock
from locales import Translator
from storage.copies import Copied, backup_store, restore_store


def backup(settings: Settings, t: Translator, clock: Clock, place: str) -> int:
    """Copy the store to that file, or into that folder, and say what the copy holds."""
    file = _file_at(place)
    name = f"paperboy-{_moment(clock.now())}.db"
    copied = backup_store(settings.database_url, file, name=name)
    print(_told(t, "cli.backup.done", copied))
    return 0


def restore(settings: Settings, t: Translator, clock: Clock, file: Path, *, replace: bool) -> int:
    """Put the backup in the store's place, and say what it holds.

    With `replace`, a store that is there is kept beside it under another name.
    """
    aside = None
    if replace:
        aside = f"{Path(settings.database_url).name}.replaced-{_moment(clock.now())}"
    copied = restore_store(settings.database_url, file, aside=aside)
    print(_told(t, "cli.restore.done", copied))
    return 0


def _file_at(place: str) -> Path:
    """The file or the folder. What is meant as a folder and not there, or was to be told by a
    variable that is not set, is made no file: BackupUnwritable is raised."""
    file = Path(place)
    if not place or (place.endswith(os.sep) and not os.path.isdir(file)):
        raise BackupUnwritable(place, os.strerror(errno.ENOENT))
    return file


def _moment(now: dt.datetime) -> str:
    return f"{now.astimezone(dt.UTC):%Y-%m-%dT%H%M%SZ}"


def _told(t: Translator, key: str, copied: Copied) -> str:
    return t.t(
        key,
        file=str(copied.file),
        size=f"{copied.size / 1e6:.1f}",
        revision=copied.revision,
        papers=copied.rows.get("papers", 0),
        lists=copied.rows.get("editions", 0),
        chats=copied.rows.get("chats", 0),
        messages=copied.rows.get("deliveries", 0),
    )
