"""What a process of Paperboy takes: the most memory it held until it had answered, in processes of their own."""

from __future__ import annotations

import asyncio
import resource
import subprocess
import sys
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

from bench.figures import Figure
from bench.place import Place

LIMIT = 160.0  # MB, and that with both platforms connected
MODELS = {"without a model": (), "with a model's SDK": ("model",)}


def measure(place: Place) -> Iterable[Figure]:
    """The most resident memory of a Paperboy that holds the demo edition and answered `/date` and `/paper`."""
    for what, arguments in MODELS.items():
        database = place.folder / f"memory{len(arguments)}.db"
        child = [sys.executable, "-m", "bench.memory", f"sqlite:///{database}", *arguments]
        done = subprocess.run(child, cwd=Path(__file__).parents[1], check=True, capture_output=True, text=True)
        yield Figure(what=f"memory of the open app, {what}", ours=float(done.stdout), unit="MB", limit=LIMIT)


async def _answered(database: str, with_model: bool) -> None:
    from bot.app import ensure_demo, open_app
    from bot.commands import answer
    from bot.console.adapter import KEY
    from bot.console.render import render
    from bot.settings import Settings

    import_module("bot.__main__")  # what the real process loads before it knows what to do
    key: dict[str, Any] = {"openai_api_key": "none", "openai_base_url": "http://127.0.0.1:9"} if with_model else {}
    settings = Settings(database_url=database, _env_file=None, **key)  # type: ignore[call-arg]  # pydantic takes it
    async with open_app(settings) as app:
        await ensure_demo(app)
        for typed in ("/date 2026-02-05", "/paper 3"):
            request = await app.office.desk.request(KEY, _unheard)
            render(await answer(app.office, request, typed), 80, True)


async def _unheard(view: object) -> None:
    """Words sent ahead of a slow answer."""


def _most_resident() -> float:
    """MB. Linux tells it for the process alone; the portable figure may be inherited from the one that started us."""
    status = Path("/proc/self/status")
    if status.exists():
        kilobytes = next(line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(kilobytes) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20  # macOS counts in bytes


if __name__ == "__main__":
    asyncio.run(_answered(sys.argv[1], "model" in sys.argv[2:]))
    print(_most_resident())
