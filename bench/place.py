"""Where measurements take place: a folder that is gone afterwards, and what several of them
share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import shelf
from bot.app.settings import Settings


@dataclass(frozen=True)
class Place:
    """A folder to write to, and the folder of recorded inputs, where there is one."""

    folder: Path
    recorded: Path | None

    @cached_property
    def shelf(self) -> shelf.Shelf:
        """The store with 50,000 papers, built when it is first wanted."""
        return shelf.build(self.folder / "shelf.db")


@contextmanager
def bare_place() -> Iterator[Place]:
    """An empty place, in which no settings of the person who runs it count."""
    beside = Path(__file__).parents[2] / "shared" / "recorded"
    # A developer's tool reads what tests read.
    recorded = Path(os.environ.get("PAPERBOY_RECORDED", beside))  # noqa: TID251
    for name in Settings.model_fields:
        os.environ.pop(name.upper(), None)  # noqa: TID251 (so that Settings finds none)
    with TemporaryDirectory(prefix="paperboy-bench-") as folder, chdir(folder):
        yield Place(Path(folder), recorded.resolve() if recorded.is_dir() else None)
