"""Reading a paper because somebody asks: what is stored, or what is written now and counted."""

# Tested in tests/bot/chat/test_desk.py.

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.chat import views
from bot.chat.gate import Gate, What
from bot.chat.request import Request
from core.errors import RequestError, SourceError
from core.failing import Failing
from core.models import Report
from core.ports import Clock
from core.reading.reader import Reader
from core.records import Step
from core.shown import ShownPaper
from storage import Storage


class Readings:
    """The reports that people ask for."""

    def __init__(self, storage: Storage, reader: Reader, clock: Clock, gate: Gate) -> None:
        self._readings = storage.readings
        self._reader = reader
        self._clock = clock
        self._gate = gate
        self._failing = Failing(storage.failures, clock)

    async def of(self, request: Request, found: ShownPaper) -> Report:
        """The stored report, or one written now after a notice. A stored stopgap is returned when
        no better one can be written.

        Raises RequestError when the allowance is used up for today, and whatever error kept the
        report from being written.
        """
        paper, language = found.paper, request.t.language
        stored = self._reader.lasting(found.report)
        if stored:
            return stored
        if self._reader.uses_model:
            await self.charge(request)
        await request.notify(views.text_view(request.t, "chat.reading"))
        date = self._clock.now().date()
        if found.key:
            date = found.key.day
        try:
            report = await self._reader.report(paper, language, urgent=True)
        except Exception as error:
            await self._failing.note(error, date, paper.id, Step.DEEP_READ, language)
            await self.give_back(request)
            stopgap = await self._readings.report(paper.id, language)
            if stopgap is None:
                raise
            return stopgap
        await self._failing.clear(date, paper.id, Step.DEEP_READ, language)
        return report

    @asynccontextmanager
    async def looking_up(self, paper_id: str, language: str) -> AsyncIterator[list[SourceError]]:
        """Have the operator told if a source fails within, while somebody waits: by what is raised,
        or put into the list where something else was found to show."""
        step = self._clock.now().date(), paper_id, Step.LOOK_UP, language
        failed: list[SourceError] = []
        try:
            yield failed
        except SourceError as error:
            await self._failing.note(error, *step)
            raise
        except RequestError:
            # The source is there: it says that it has no such thing.
            await self._failing.clear(*step)
            raise
        for each in failed:
            await self._failing.note(each, *step)
        if not failed:
            await self._failing.clear(*step)

    async def charge(self, request: Request) -> None:
        """Count a reading for whoever asks, once for each request; raises RequestError when their
        allowance is used up for today."""
        if not request.charged:
            request.charged.append(await self._gate.charge(request, What.READING))

    async def give_back(self, request: Request) -> None:
        """Take back what was counted for the request, for it was of no use."""
        while request.charged:
            await self._gate.give_back(request.charged.pop())
