"""How long and how much of an answer is waited for, with the settings that are there without
any."""

from __future__ import annotations

import asyncio
import functools
import shutil
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.app.root import open_app
from core.editions.keys import DAILY
from core.editions.progress import NoProgress
from core.llm.transport import LARGEST
from tests.behaviours.day import DAY, ids_of, prepared, settings_for
from tests.behaviours.endpoint import Answer, Behaving, Behaviour, Call, chunk, says, streams
from tests.jumping import run_jumping

PAPERS = 3
# Seconds after which nobody who reads a paper wants its answer any more: three calls of some ten
# minutes.
AN_HOUR = 3600.0


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return asyncio.run(prepared(tmp_path_factory.mktemp("patient"), PAPERS))


def late(call: Call) -> Answer:
    """After 200 seconds, as a slow machine answers, or one that thinks."""
    return Answer([200.0, *says(call.honest).pieces])


def late_in_pieces(call: Call) -> Answer:
    """With the first words after a minute, and the rest over five."""
    half = len(call.honest) // 2
    first = streams(chunk({"content": call.honest[:half]}), done=False)
    rest = streams(chunk({"content": call.honest[half:]}), chunk({}, "stop"))
    return Answer([60.0, *first.pieces, 240.0, *rest.pieces], content_type="text/event-stream")


@pytest.mark.parametrize("respond", [late, late_in_pieces])
def test_a_late_answer_is_used(
    base: Path, tmp_path: Path, respond: Callable[[Call], Answer]
) -> None:
    written, told, _, _ = run_jumping(read(base, tmp_path, respond))

    assert (written, told) == (2 * PAPERS, set())


def drip(call: Call) -> Answer:
    """A blank every ten seconds, for ever."""
    return Answer([10.0, *[b" ", 10.0] * 2_000])


def silence(call: Call) -> Answer:
    return Answer([100_000.0, b"{}"])


def flood(call: Call) -> Answer:
    """A hundred megabytes."""
    return Answer([b'{"choices": [{"message": {"content": "', *[b"x" * 2**20] * 100])


def bomb(call: Call) -> Answer:
    """The same, packed to a hundred kilobytes."""
    return Answer(packed(), headers={"Content-Encoding": "gzip"})


@functools.cache
def packed() -> list[bytes]:
    packer = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)
    pieces = [packer.compress(b"x" * 2**20) for _ in range(100)]
    return [*pieces, packer.flush()]


@pytest.mark.parametrize("respond", [drip, silence, flood, bomb])
def test_what_never_ends_is_ended(
    base: Path, tmp_path: Path, respond: Callable[[Call], Answer]
) -> None:
    written, told, seconds, endpoint = run_jumping(read(base, tmp_path, respond))

    assert written == 0
    assert told
    assert seconds < AN_HOUR
    assert len(endpoint.calls) <= 3 * 2 * PAPERS


def test_a_long_answer_below_the_bound_is_read(base: Path, tmp_path: Path) -> None:
    def wordy(call: Call) -> Answer:
        thoughts = "I look at it once more. " * (LARGEST // 48)
        return says(call.honest, reasoning_content=thoughts)

    written, _, _, _ = run_jumping(read(base, tmp_path, wordy))

    assert written == 2 * PAPERS


async def read(
    base: Path, folder: Path, respond: Callable[[Call], Answer]
) -> tuple[int, set[str], float, Behaving]:
    """Read the day: texts that the model wrote, keys of failures, seconds of the loop, and the
    endpoint."""
    path = folder / "paperboy.db"
    shutil.copyfile(base, path)
    behaviour = Behaviour("takes its time", respond, usable=True)
    async with (
        Behaving(behaviour, frozenset(ids_of(path))) as endpoint,
        open_app(settings_for(path, endpoint)) as app,
    ):
        loop = asyncio.get_running_loop()
        begun = loop.time()
        report = await app.pipeline.ingest(DAILY.on(DAY), NoProgress())
        told = {failure.key for failure in report.failed}
        return report.summarized + sum(report.reports.values()), told, loop.time() - begun, endpoint
