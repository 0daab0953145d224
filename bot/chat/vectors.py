"""The vectors of papers: asked for once from a model, and kept.

What is sent is the title and the abstract of a paper and nothing else. Nobody waits long: what has
not come in time comes later, and until then words decide alone.
"""

# Tested in tests/bot/chat/test_nearing.py.

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final, Protocol

import structlog

from core.encoder.late import EncoderUnreadable
from core.errors import ModelError
from core.models import Paper
from core.ports import Clock
from storage import Storage

log = structlog.get_logger()

# Papers that are asked for at once, and that may wait for being asked for.
A_CALL: Final = 64
MOST_WANTED: Final = 2_000
# Seconds that are waited for vectors in a day (UTC), by all who wait together.
WAIT: Final = 20.0
# Seconds for which a model is left alone after it failed.
REST: Final = 600.0
# For this long a paper is not asked for again of which no vector could be had.
_AGAIN = dt.timedelta(days=1)


class VectorModel(Protocol):
    """A model that makes vectors of texts."""

    @property
    def space(self) -> str:
        """What its vectors are kept under."""

    async def vectors(self, texts: Sequence[str]) -> list[bytes | None]:
        """A vector of each text, None where there is none; raises ModelError."""


class PaperVectors:
    """The vectors of one model, those that are stored and those that it is asked for."""

    def __init__(
        self,
        storage: Storage,
        model: VectorModel,
        clock: Clock,
        *,
        wait: float = WAIT,
        rest: float = REST,
    ) -> None:
        self._stored = storage.vectors
        self._papers = storage.papers
        self._model = model
        self._clock = clock
        self._wait = wait
        self._rest = rest
        self._wanted: dict[str, None] = {}
        self._task: asyncio.Task[None] | None = None
        self._resting_until = 0.0
        self._day: dt.date | None = None
        self._left = wait
        # How often vectors have come: who has read what is stored need not read it again before.
        self.came = 0

    async def of(self, paper_ids: Iterable[str], *, ask: bool = True) -> dict[str, bytes]:
        """The vectors of those papers, by id, as far as they are there in time; with `ask` the
        model is asked for the others."""
        ids = list(dict.fromkeys(paper_ids))
        known = await self._known(ids)
        missing = [each for each in ids if each not in known]
        if ask and missing and self._want(missing):
            await self._patiently()
            known |= await self._known(missing)
        return {paper_id: body for paper_id, body in known.items() if body}

    async def close(self) -> None:
        """Ask for nothing any more."""
        self._wanted.clear()
        if self._task:
            self._task.cancel()
            await asyncio.wait([self._task])

    async def _known(self, ids: Sequence[str]) -> dict[str, bytes]:
        return await self._stored.of(self._model.space, ids, self._clock.now() - _AGAIN)

    def _want(self, ids: Sequence[str]) -> bool:
        """Have those papers asked for; False while the model is left alone."""
        loop = asyncio.get_running_loop()
        if loop.time() < self._resting_until:
            return False
        for paper_id in ids[: MOST_WANTED - len(self._wanted)]:
            self._wanted[paper_id] = None
        if self._task is None or self._task.done():
            self._task = loop.create_task(self._ask())
        return True

    async def _patiently(self) -> None:
        """Wait for what is asked for, as long as the day's patience lasts."""
        today = self._clock.now().date()
        if today != self._day:
            self._day, self._left = today, self._wait
        task = self._task
        if task is None or self._left <= 0:
            return
        loop = asyncio.get_running_loop()
        began = loop.time()
        await asyncio.wait([task], timeout=self._left)
        self._left -= loop.time() - began

    async def _ask(self) -> None:
        """Ask for all that is wanted, one call after the other."""
        while self._wanted:
            ids = list(self._wanted)[:A_CALL]
            try:
                await self._ask_for(ids)
            except Exception as error:
                # Vectors are an extra: whatever goes wrong, words decide alone.
                self._resting_until = asyncio.get_running_loop().time() + self._rest
                self._wanted.clear()
                if isinstance(error, ModelError | EncoderUnreadable):
                    log.warning("no vectors of papers", error=str(error), papers=len(ids))
                else:
                    log.exception("no vectors of papers", papers=len(ids))
                return
            for paper_id in ids:
                self._wanted.pop(paper_id, None)

    async def _ask_for(self, ids: Sequence[str]) -> None:
        papers = await self._papers.many(ids)
        if not papers:
            return
        vectors = await self._model.vectors([text_of(paper) for paper in papers.values()])
        found = {name: vector or b"" for name, vector in zip(papers, vectors, strict=True)}
        await self._stored.save(self._model.space, found, self._clock.now())
        self.came += 1
        log.info("vectors of papers", papers=len(found), without=vectors.count(None))


def text_of(paper: Paper) -> str:
    """What is sent of a paper."""
    return f"{paper.title}\n\n{paper.abstract}".strip()
