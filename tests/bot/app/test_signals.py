"""What is told on one topic is done where somebody listens to it.

Across workers: tests/workers.
"""

from __future__ import annotations

from pathlib import Path

from bot.app.signals import Signals
from storage import open_storage


async def test_what_is_told_is_done_at_once(tmp_path: Path) -> None:
    async with open_storage(f"sqlite:///{tmp_path / 'paperboy.db'}") as storage:
        signals, done = Signals(storage), []
        signals.on("owed", lambda: done.append("owed"))

        signals.tell("owed")
        signals.tell("nothing")
        assert done == ["owed"]
