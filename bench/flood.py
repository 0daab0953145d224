"""What an endpoint that answers with 100 MB costs a Paperboy in memory, in a process of its own.

Beside ours: a client that reads the answer whole, as the SDK does by itself.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import zlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from bench.figures import Figure
from bench.memory import most_resident
from bench.place import Place

ANSWER = 100 * 2**20
PIECE = 2**20
LIMIT = 30.0  # MB


def measure(place: Place) -> Iterable[Figure]:
    """How many MB more the process took at most, once the endpoint had answered so; three calls
    each, as for a text."""
    for name in ("plain", "packed"):
        took = {
            which: _took(which, name, place.folder / f"{which}-{name}.db")
            for which in ("ours", "naive")
        }
        yield Figure(
            what=f"memory for an endpoint's answers of 100 MB, {name}",
            ours=took["ours"],
            unit="MB",
            limit=LIMIT,
            naive=took["naive"],
            naively="reading them whole",
        )


def _took(which: str, name: str, database: Path) -> float:
    from tests.behaviours.endpoint import Answer, Behaving, Behaviour, Call

    def respond(call: Call) -> Answer | None:
        """The first is answered well, so that what a process takes with its SDK does not count."""
        return None if call.number == 1 else Answer(_pieces(name), headers=_headers(name))

    with Behaving(Behaviour(name, respond, usable=False), frozenset({""})).in_thread() as endpoint:
        child = [
            sys.executable,
            "-m",
            "bench.flood",
            which,
            endpoint.base_url,
            f"sqlite:///{database}",
        ]
        done = subprocess.run(
            child, cwd=Path(__file__).parents[1], check=True, stdout=subprocess.PIPE, text=True
        )
        return float(done.stdout)


def _pieces(name: str) -> list[bytes | float]:
    if name == "plain":
        return [b'{"choices": [{"message": {"content": "', *[b"x" * PIECE] * (ANSWER // PIECE)]
    packer = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)
    return [*(packer.compress(b"x" * PIECE) for _ in range(ANSWER // PIECE)), packer.flush()]


def _headers(name: str) -> dict[str, str]:
    return {"Content-Encoding": "gzip"} if name == "packed" else {}


async def _ours(base_url: str, database: str) -> float:
    from bot.app.root import open_app
    from bot.app.settings import Settings
    from core.errors import ModelError

    settings: dict[str, Any] = {
        "database_url": database,
        "openai_api_key": "test-key",
        "openai_base_url": base_url,
    }
    async with open_app(Settings(openai_model="test-model", **settings)) as app:
        model = app.models.main
        assert model
        await model.check(model.endpoints[0])
        before = most_resident()
        with suppress(ModelError):
            await model.check(model.endpoints[0])
        return most_resident() - before


async def _naive(base_url: str, database: str) -> float:
    import openai

    del database
    asked: list[Any] = [{"role": "user", "content": "Hello"}]
    async with openai.AsyncOpenAI(api_key="test-key", base_url=base_url, max_retries=2) as client:
        await client.chat.completions.create(model="test-model", messages=asked)
        before = most_resident()
        with suppress(openai.OpenAIError, ValueError):
            await client.chat.completions.create(model="test-model", messages=asked)
        return most_resident() - before


if __name__ == "__main__":
    which, base_url, database = sys.argv[1:]
    print(asyncio.run({"ours": _ours, "naive": _naive}[which](base_url, database)))
