"""The chat in the terminal: lines in, answers out. Also reads commands from a pipe, one a line."""

from __future__ import annotations

import asyncio
import shutil
import sys
from collections.abc import AsyncIterator, Sequence
from typing import TextIO

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import WordCompleter
from prompt_toolkit.patch_stdout import patch_stdout

from bot.channels.console.render import render
from bot.chat import views
from bot.chat.command_table import Office, commands
from bot.chat.commands import answer
from bot.chat.panel import Features
from core.chats import ChatKey

KEY = ChatKey("console", "local")
PLACE = Features(pushes=False, previews=False)
WIDTH = 80
# Goes back to the beginning of the line, and clears it.
AGAIN = "\r\x1b[2K"
FAREWELLS = frozenset({"/quit", "/exit", "quit", "exit"})


class Console:
    """One person at one terminal, or one pipe."""

    def __init__(
        self, office: Office, *, source: TextIO | None = None, target: TextIO | None = None
    ) -> None:
        self._office = office
        self._source = source or sys.stdin
        # Without a target, whatever standard output is at the moment: while somebody is prompted,
        # it is one that prints above the prompt.
        self._target = target
        self._color = (target or sys.stdout).isatty()
        # Whether a person sits at both ends.
        self.interactive = self._source.isatty() and self._color
        self._said = 0
        # Whether the last line tells how far something is.
        self._unfinished = False

    async def run(self) -> None:
        """Answer until the lines end. Without any line, say how to begin."""
        if self.interactive:
            await self._welcome()
            with patch_stdout(raw=True):
                await self._answer_all(self._prompted())
        else:
            await self._answer_all(self._piped())
            if not self._said:
                await self._welcome()

    async def show(self, view: views.View) -> None:
        """Print an answer, or a word from Paperboy itself."""
        if self._unfinished and self.interactive:
            print(AGAIN, end="", file=self._target)
        self._unfinished = False
        width = min(WIDTH, shutil.get_terminal_size((WIDTH, 24)).columns)
        if self._said and not self.interactive:
            print(file=self._target)
        self._said += 1
        print(render(view, width, self._color), file=self._target, flush=True)

    async def notify(self, view: views.View) -> None:
        """Print a word ahead of an answer; of what is shown again later, only how far it is."""
        if not view.meanwhile:
            await self.show(view)
        elif self.interactive:
            print(f"{AGAIN}{view.meanwhile}", end="", file=self._target, flush=True)
            self._unfinished = True
        elif not self._unfinished:
            await self.show(views.sentences([view.meanwhile]))
            self._unfinished = True

    async def _answer_all(self, lines: AsyncIterator[str]) -> None:
        async for line in lines:
            if line.casefold() in FAREWELLS:
                break
            if line:
                request = await self._office.desk.request(
                    KEY, self.notify, place=PLACE, own=KEY, insider=True
                )
                await self.show(await answer(self._office, request, line))

    async def _welcome(self) -> None:
        request = await self._office.desk.request(KEY, self.show)
        await self.show(views.text_view(request.t, "chat.welcome"))

    async def _piped(self) -> AsyncIterator[str]:
        while line := await asyncio.to_thread(self._source.readline):
            yield line.strip().lstrip("\ufeff")

    async def _prompted(self) -> AsyncIterator[str]:
        session: PromptSession[str] = PromptSession(
            completer=_completer(), complete_while_typing=False
        )
        while True:
            try:
                typed = await session.prompt_async("› ")
            except (EOFError, KeyboardInterrupt):
                return
            yield typed.strip()


def _completer() -> WordCompleter:
    names: Sequence[str] = [f"/{command.name}" for command in commands(delivers=False)]
    return WordCompleter([*names, "/quit"], sentence=True)
