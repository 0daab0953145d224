"""Pushes to Discord, and what its refusals mean for whoever sends.

Sent again with the same nonce, Discord gives back the first message for some minutes (developer documentation, Create
Message, `enforce_nonce`). So nothing needs to stay unknown: what got no answer is simply sent again.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import aiohttp
import discord
from discord.http import Route

from bot.discord.render import plain as plain_payloads
from bot.pace import Rates
from core.delivery import Delivery, Gone, Limited, Rejected, Unsent

# Discord allows 50 requests a second in all; below that, what the ways there differ by does not matter. How much one
# channel takes Discord tells with every answer, and the library keeps to it.
PER_SECOND = 47.0
# Discord's codes (developer documentation, Opcodes and Status Codes) that mean: this channel takes nothing from us.
GONE = {
    10003: "not_found",
    50001: "no_rights",
    50007: "blocked",
    50013: "no_rights",
    50083: "topic_closed",
    160005: "topic_closed",
}
NONCE = 25  # characters Discord takes
PATIENCE = 30.0  # seconds for an answer, the pauses that the library makes for the channel's limit included


class DiscordSender:
    """Sends the ledger's bodies: JSON as Discord takes it."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    async def send(self, delivery: Delivery, *, plain: bool = False) -> str:
        """The new message's id, the first one's if `plain` takes several. Raises Limited, Unsent, Gone or Rejected."""
        body = json.loads(delivery.body)
        payloads = plain_payloads(body) if plain else [body]
        sent = [
            await self.post(delivery.key.chat_id, payload, nonce=nonce(delivery, number))
            for number, payload in enumerate(payloads)
        ]
        return sent[0]

    async def post(self, channel_id: str, payload: Mapping[str, Any], *, nonce: str | None = None) -> str:
        """Post the payload in that channel; the new message's id. Raises as `send` does."""
        route = Route("POST", "/channels/{channel_id}/messages", channel_id=channel_id)
        unique = {"nonce": nonce, "enforce_nonce": True} if nonce else {}
        with translated():
            async with asyncio.timeout(PATIENCE):
                message = await self._client.http.request(route, json={**payload, **unique})
        return str(message["id"])


def discord_rates() -> Rates:
    """What we allow ourselves of Discord's limits."""
    return Rates(per_second=PER_SECOND)


def nonce(delivery: Delivery, number: int = 0) -> str:
    """The same for the same part of the same edition in the same channel, and for nothing else."""
    whole = f"{delivery.key.chat_id} {delivery.date} {delivery.kind} {delivery.part} {number}"
    return hashlib.sha256(whole.encode()).hexdigest()[:NONCE]


@contextmanager
def translated() -> Iterator[None]:
    """Raises DeliveryError where the library or the connection raises its own."""
    try:
        yield
    except discord.RateLimited as limited:
        raise Limited(limited.retry_after) from limited
    except discord.DiscordServerError as error:
        raise Unsent(str(error.status)) from error
    except discord.HTTPException as error:
        if error.status == 429:
            raise Limited(60.0) from error
        if error.code in GONE or error.status == 404:
            raise Gone(GONE.get(error.code, "not_found")) from error
        raise Rejected(f"{error.code}: {error.text}"[:200]) from error
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise Unsent(type(error).__name__) from error
