"""Discord: what is answered aside, while what was asked before may still be on its way.

Completions of what somebody types, forms, and a message that is shown to everybody as it is.
"""

# Tested in tests/bot/channels/discord/test_end_to_end.py.

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

import discord

from bot.channels.discord import forms
from bot.channels.discord.bot import DiscordBot
from bot.channels.discord.origin import is_guest, key_of
from bot.channels.discord.questions import question_form
from bot.channels.discord.reply import UNTAKEN, Reply
from bot.channels.discord.requests import Requests
from bot.channels.discord.sharing import SHOW_UNCHANGED, Once, shared_already
from bot.channels.discord.slash import focused, given_of
from bot.chat.actions import Action
from bot.chat.command_table import Command, Office, find
from bot.chat.completion import Completion
from bot.chat.problems import reader_view
from bot.chat.request import Request, nobody
from bot.chat.sent import SentMessages
from bot.chat.targets import Field
from bot.chat.views import View
from core.errors import TooManyAnswers

# Seconds in which something must have been found to complete what somebody types.
COMPLETED_IN = 2.0


class Asides:
    """Answers with what is no view, or is one already."""

    def __init__(
        self,
        office: Office,
        completion: Completion,
        sent: SentMessages,
        client: DiscordBot,
        requests: Requests,
    ) -> None:
        self._office = office
        self._completion = completion
        self._sent = sent
        self._client = client
        self._requests = requests

    async def complete(self, interaction: discord.Interaction, data: Any) -> None:
        """Offer what fits what somebody types into a command."""
        command = find(str(data.get("name")), delivers=True)
        name, typed = focused(data)
        others = {other: value for other, value in given_of(data).items() if other != name}
        kind = _kind_of(command, name)
        request = await self._requests.of(interaction, nobody, alone=True)
        found: list[tuple[str, str]] = []
        if await self._office.gate.hears(request):
            # Nobody waits for what comes later; what they type stays as it is.
            with suppress(TimeoutError):
                async with asyncio.timeout(COMPLETED_IN):
                    found = await self._completion.choices(kind, request, typed, others)
        await Reply(self._client, interaction).complete(found)

    async def open(self, interaction: discord.Interaction, action: Action) -> None:
        """Open the form that the button names."""
        settles = isinstance(action.target, Field)
        request = await self._requests.of(interaction, nobody, alone=True, settles=settles)
        if not await self._office.gate.hears(request):
            await self._tell(interaction, request, reader_view(request.t, TooManyAnswers()))
            return
        if isinstance(action.target, Field):
            form = forms.form(action.target.name, await self._office.subscriptions.panel(request))
        else:
            form = question_form(action, request.t)
        await Reply(self._client, interaction).ask(form)

    async def repeat(
        self, interaction: discord.Interaction, message: discord.Message, once: Once
    ) -> None:
        """Show everybody the message as it is, once."""
        request = await self._requests.of(interaction, nobody, alone=True)
        if not await self._office.gate.hears(request):
            await self._tell(interaction, request, reader_view(request.t, TooManyAnswers()))
            return
        if not await once.begin():
            await self._tell(interaction, request, shared_already(request))
            return
        try:
            repeated = await Reply(self._client, interaction).repeat(message, SHOW_UNCHANGED)
        except UNTAKEN:
            await once.undo()
            raise
        if not is_guest(interaction):
            key = key_of(interaction)
            about = await self._requests.about(key, message)
            await self._sent.note(key, repeated, about)

    async def _tell(self, interaction: discord.Interaction, request: Request, view: View) -> None:
        """Show the view to whoever asked, alone."""
        reply = Reply(self._client, interaction, alone=True)
        await reply.send(view, request.t, None, sent=self._sent)


def _kind_of(command: Command | None, name: str) -> str:
    """Of which kind the values of the command's parameter are; "" where none can be offered."""
    if command is not None:
        for parameter in command.parameters:
            if parameter.name == name:
                return parameter.completed or ""
    return ""
