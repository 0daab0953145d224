"""A channel that nobody has: all of it stands here, but for its row.

Run as a program, it adds the row before anything else is imported, and is `paperboy` for each line
it is given: its arguments, folder and variables, and the file into which it says all.
"""

from __future__ import annotations

import importlib
import json
import os
import re
import signal
import sys
from collections.abc import Callable, Sequence
from typing import ClassVar

import typer

from bot.app import channels
from bot.channels.base import Channel
from bot.channels.checks import Diagnosis
from bot.channels.fields import ChannelSettings, Key

LONGEST = 120  # seconds that a command may take
# What the commands import when they need it, which each process would do by itself.
LATE = ("alembic.command", "anyio._backends._asyncio", "numpy", "storage.engine.migrate")


class PigeonSettings(ChannelSettings):
    words: ClassVar[frozenset[str]] = frozenset({"operators"})

    pigeon_ring: Key = None


class Pigeon(Channel[PigeonSettings]):
    name = "pigeon"
    settings = PigeonSettings
    chat_ids = re.compile(r"loft-[a-z]+")
    secret_shapes = (r"coo{3,}",)
    other_names: ClassVar = {"PIGEON_ID": "PIGEON_RING"}

    def is_configured(self, settings):
        return settings.pigeon_ring is not None

    def platform(self, settings, parts):
        raise NotImplementedError

    async def checks(self, settings, parts):
        yield Diagnosis(f"The pigeon {settings.pigeon_ring} is ringed.", good=True)

    def command_line(self, t):
        group = typer.Typer(help="pigeons", rich_markup_mode=None)
        group.command("count")(count)
        group.command("fly")(fly)
        return group


def count(context: typer.Context) -> int:
    async def counted(parts) -> int:
        print(f"{len(await parts.storage.chats.counts())} lofts")
        return 3

    return context.obj.run(counted)


def fly(context: typer.Context) -> int:
    raise RuntimeError("lost above coooooo")


def forked(execute: Callable[[Sequence[str]], int], asked: dict) -> int:
    """The exit code of that command, in a process that has done all its imports."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    code = -1
    signal.alarm(LONGEST)
    try:
        into = os.open(asked["into"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(into, 1)
        os.dup2(into, 2)
        os.chdir(asked["folder"])
        os.environ.clear()  # noqa: TID251 (all of it is the new process's)
        os.environ.update(asked["variables"])  # noqa: TID251
        code = execute(asked["arguments"])
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


if __name__ == "__main__":
    channels.CHANNELS += (Pigeon(),)
    from bot.app.line import execute

    for name in LATE:
        importlib.import_module(name)
    for line in sys.stdin:
        print(forked(execute, json.loads(line)), flush=True)
