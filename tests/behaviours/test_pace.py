"""An endpoint that may be asked so often: few calls are refused, and the day takes hardly longer
than it must.

The loop's clock jumps over the waiting; what counts are its seconds.
"""

from __future__ import annotations

import asyncio
import shutil
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.app.root import open_app
from core.editions.keys import DAILY
from core.editions.progress import NoProgress
from tests.behaviours.day import DAY, ids_of, prepared, settings_for
from tests.behaviours.endpoint import Answer, Behaving, Behaviour, Call, refuses
from tests.jumping import run_jumping

PAPERS = 24
A_MINUTE = 10
# What the first minutes may cost, before the pace is known, and one more for each minute of
# waiting.
REFUSED = 8


@dataclass
class Limited:
    """Takes so many calls a minute, counted from the full minute (`sliding`: over the last 60
    seconds)."""

    told: Callable[[float], dict[str, str]]
    sliding: bool = False
    taken: deque[float] = field(default_factory=deque)
    refused: int = 0

    def __call__(self, call: Call) -> Answer | None:
        now = asyncio.get_running_loop().time()
        begun = now - 60 if self.sliding else now - now % 60
        while self.taken and self.taken[0] < begun:
            self.taken.popleft()
        if len(self.taken) < A_MINUTE:
            self.taken.append(now)
            return None
        self.refused += 1
        opens = self.taken[0] + 60 if self.sliding else begun + 60
        return refuses(429, "Rate limit reached", **self.told(opens - now))  # type: ignore[arg-type]


def silent(seconds: float) -> dict[str, str]:
    return {}


def header(seconds: float) -> dict[str, str]:
    return {"Retry_After": str(int(seconds) + 1)}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return asyncio.run(prepared(tmp_path_factory.mktemp("paced"), PAPERS))


@pytest.mark.parametrize(("told", "sliding"), [(header, True), (silent, False)])
def test_a_day_at_ten_calls_a_minute(
    base: Path, tmp_path: Path, told: Callable[[float], dict[str, str]], sliding: bool
) -> None:
    path = tmp_path / "paperboy.db"
    shutil.copyfile(base, path)
    limited = Limited(told, sliding)

    texts, seconds = run_jumping(read(path, limited))

    assert texts == 2 * PAPERS
    assert limited.refused <= REFUSED + seconds // 60
    assert seconds <= 1.15 * 60 * texts / A_MINUTE


async def read(path: Path, limited: Limited) -> tuple[int, float]:
    """Read the day; how many texts the model wrote, and how many seconds of the loop it took."""
    behaviour = Behaviour("takes ten calls a minute", limited, usable=True)
    async with (
        Behaving(behaviour, frozenset(ids_of(path))) as endpoint,
        open_app(settings_for(path, endpoint)) as app,
    ):
        loop = asyncio.get_running_loop()
        begun = loop.time()
        report = await app.pipeline.ingest(DAILY.on(DAY), NoProgress())
        assert report.failed == ()
        return report.summarized + sum(report.reports.values()), loop.time() - begun
