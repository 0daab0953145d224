"""What bodies of 100 MB from strangers cost a webhook's listener in memory, in a process of its
own.

Beside ours: a listener that reads the body before it looks at the secret, as the library's own
does.
"""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from bench.figures import Figure
from bench.memory import most_resident
from bench.place import Place

STRANGERS, FEW, BODY = 8, 2, 100 * 2**20
PIECE = 2**20
LIMIT = 10.0  # MB
SECRET = "the secret that strangers do not know"


def measure(place: Place) -> Iterable[Figure]:
    """How many MB more the process took at most, while eight strangers sent what they could."""
    ours, naive = _took("ours", STRANGERS), _took("naive", FEW)
    yield Figure(
        what=f"webhook: memory for {STRANGERS} bodies of 100 MB without the secret",
        ours=ours,
        unit="MB",
        limit=LIMIT,
        naive=naive,
        naively=f"the body first, already of {FEW}",
    )


def _took(which: str, strangers: int) -> float:
    child = subprocess.Popen(
        [sys.executable, "-m", "bench.webhook", which],
        cwd=Path(__file__).parents[1],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdin
    assert child.stdout
    with child:
        port = int(child.stdout.readline())
        asyncio.run(_crowd(port, strangers))
        child.stdin.close()
        return float(child.stdout.readline())


async def _crowd(port: int, strangers: int) -> None:
    """All of them at once, each as much of a body as is taken."""
    await asyncio.gather(*(_stranger(port) for _ in range(strangers)))


async def _stranger(port: int) -> None:
    head = f"POST /hook HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {BODY}\r\n\r\n"
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    with suppress(ConnectionError):
        writer.write(head.encode())
        for _ in range(BODY // PIECE):
            writer.write(b"0" * PIECE)
            await writer.drain()
        await reader.read()
    writer.close()


async def _ours(listener: socket.socket) -> None:
    from bot.channels.telegram.webhook import Door, Webhook

    async with Door(Webhook("https://bot.example/hook", SECRET)).listening(listener):
        await _until_told(listener)


async def _naive(listener: socket.socket) -> None:
    from aiohttp import web

    from bot.channels.telegram.webhook import SECRET as HEADER

    async def heard(request: web.BaseRequest) -> web.Response:
        body = await request.content.read()
        known = body and request.headers.get(HEADER) == SECRET
        return web.Response(status=200 if known else 403)

    runner = web.ServerRunner(web.Server(heard, access_log=None))
    await runner.setup()
    await web.SockSite(runner, listener).start()
    await _until_told(listener)
    await runner.cleanup()


async def _until_told(listener: socket.socket) -> None:
    """Say where we listen; at the end of input, how much more memory that took."""
    before = most_resident()
    print(listener.getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)
    print(most_resident() - before, flush=True)


if __name__ == "__main__":
    with socket.create_server(("127.0.0.1", 0)) as door:
        door.setblocking(False)
        asyncio.run({"ours": _ours, "naive": _naive}[sys.argv[1]](door))
