"""A channel that nobody has: all of it stands here, but for its row.

Run as a program, it adds the row before anything else is imported, and is `paperboy`.
"""

from __future__ import annotations

import re
import sys
from typing import ClassVar

import typer

from bot.app import channels
from bot.channels.base import Channel
from bot.channels.checks import Check
from bot.channels.fields import ChannelSettings, Key


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
        yield Check(True, f"The pigeon {settings.pigeon_ring} is ringed.")

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


if __name__ == "__main__":
    channels.CHANNELS += (Pigeon(),)
    from bot.__main__ import execute

    sys.exit(execute(sys.argv[1:]))
