"""One interaction's answer: acknowledged once, in time, then shown; longer answers follow in further messages.

Interactions are not bound to the bot's global limit (developer documentation, Rate Limits), so these leave directly.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import aiohttp
import discord
from discord.http import Route

from bot.discord.render import render
from bot.views import View
from locales import Translator

MESSAGE, DEFER, DEFER_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9
EPHEMERAL = 1 << 6
# What Discord says to a first answer that comes twice, such as after a 5xx that it had done all the same.
ACKNOWLEDGED = 40060
PATIENCE = 5.0  # seconds for Discord to answer


class Reply:
    """The answer to one interaction. `alone` shows it to nobody else; `turns` lets the pressed message become it."""

    def __init__(
        self, client: discord.Client, interaction: discord.Interaction, *, alone: bool = False, turns: bool = False
    ) -> None:
        self._http, self._interaction = client.http, interaction
        self._alone, self._turns, self._deferred = alone, turns, False

    async def defer(self) -> None:
        """Say that the answer takes longer; once is enough."""
        if not self._deferred:
            self._deferred = True
            kind = DEFER_UPDATE if self._turns else DEFER
            await self._callback({"type": kind, "data": _to({}, alone=self._alone and not self._turns)})

    async def send(self, view: View, t: Translator) -> None:
        """Show the view; a private one never takes the place of a message that was pressed."""
        first, *others = (payload | {"allowed_mentions": {"parse": []}} for payload in render(view, t))
        turns, alone = self._turns and not view.private, self._alone or view.private
        if not self._deferred:
            await self._callback({"type": UPDATE if turns else MESSAGE, "data": _to(first, alone=alone and not turns)})
        elif self._turns and not turns:
            others = [first, *others]
        else:
            await self._webhook("PATCH", "/messages/@original", first)
        for payload in others:
            await self._webhook("POST", "", _to(payload, alone=alone))

    async def complete(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer completions: what is shown, and what it stands for."""
        found = [{"name": name[:100], "value": value[:100]} for name, value in choices]
        await self._callback({"type": CHOICES, "data": {"choices": found}})

    async def ask(self, form: dict[str, Any]) -> None:
        """Open a form."""
        await self._callback({"type": MODAL, "data": form})

    async def _callback(self, payload: dict[str, Any]) -> None:
        # The library counts limits by these two names; every interaction has its own.
        route = Route(
            "POST",
            "/interactions/{webhook_id}/{webhook_token}/callback",
            webhook_id=self._interaction.id,
            webhook_token=self._interaction.token,
        )
        try:
            await self._persistently(route, payload)
        except discord.HTTPException as error:
            if error.code != ACKNOWLEDGED:
                raise

    async def _webhook(self, method: str, path: str, payload: dict[str, Any]) -> None:
        route = Route(
            method,
            "/webhooks/{webhook_id}/{webhook_token}" + path,
            webhook_id=self._interaction.application_id,
            webhook_token=self._interaction.token,
        )
        # A further message sent again would be there twice; an edit is the same edit.
        await (self._http.request(route, json=payload) if method == "POST" else self._persistently(route, payload))

    async def _persistently(self, route: Route, payload: dict[str, Any]) -> None:
        """Make the request, and once more when no answer comes; it must be one that may be repeated."""
        try:
            async with asyncio.timeout(PATIENCE):
                await self._http.request(route, json=payload)
        except (aiohttp.ClientError, OSError):
            await self._http.request(route, json=payload)


def _to(payload: dict[str, Any], *, alone: bool) -> dict[str, Any]:
    return payload | {"flags": EPHEMERAL} if alone else payload
