"""Hostile input read in a process of its own, which may use so much and no more.

Whatever the input does to its parser (loops, bombs, crashes), the event loop goes on and nothing of
ours is lost: a thread could not be stopped, a process can.
"""

# Tested in tests/core/pages/test_heavy.py.

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Sequence
from contextlib import suppress


async def read_apart(
    module: str, arguments: Sequence[str], data: bytes, seconds: int
) -> bytes | None:
    """What that module of ours, run with `data` on its standard input, writes; None when it fails
    or takes longer."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-I", "-X", "utf8", "-m", module, *arguments),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={},  # No key or token is where a hostile file could reach it.
    )
    try:
        async with asyncio.timeout(seconds):
            said, _ = await process.communicate(data)
    except TimeoutError:
        return None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode != 0:
        return None
    return said


def confine(seconds: int, megabytes: int) -> None:
    """Bind this process to that much processor time and memory.

    Where the system knows no such limits, the time limit of the one who waits is left.
    """
    if sys.platform == "win32":
        return
    import resource

    os.nice(10)
    bounds = (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, megabytes * 2**20),
        (resource.RLIMIT_CORE, 0),
    )
    for kind, most in bounds:
        with suppress(ValueError, OSError):  # macOS takes no bound on memory.
            resource.setrlimit(kind, (most, most))
