"""Files that people send with a command, and that come with an answer.

Payload shapes: discord.com/developers/docs, Application Commands and Uploading Files.
"""

# Tested in tests/bot/channels/discord/test_interests.py.

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

import aiohttp

from bot.channels.discord.slash import given_of
from bot.chat.command_table import Command
from bot.chat.libraries import Upload
from bot.chat.views.model import Enclosed

if TYPE_CHECKING:
    from bot.channels.discord.bot import DiscordBot

# Seconds for a whole file.
PATIENCE = 60.0


def sent_file(data: Mapping[str, Any], command: Command, client: DiscordBot) -> Upload | None:
    """The file that was sent with the command; None where there is none."""
    given = given_of(data)
    files = data.get("resolved", {}).get("attachments", {})
    for parameter in command.parameters:
        found = files.get(given.get(parameter.name)) if parameter.file else None
        if found is not None:
            return Upload(
                name=str(found.get("filename", "")),
                size=found.get("size"),
                read=partial(_read, client, str(found.get("url"))),
            )
    return None


async def _read(client: DiscordBot, address: str, most: int) -> bytes | None:
    """The file at that address, or None as soon as it has more bytes; raises OSError.

    The library would hold all of it before it looks how long it is.
    """
    pieces: list[bytes] = []
    length = 0
    session = aiohttp.ClientSession(
        connector=client.http.connector,
        connector_owner=False,
        timeout=aiohttp.ClientTimeout(total=PATIENCE),
    )
    try:
        async with session, session.get(address) as answer:
            if answer.status != 200:
                raise OSError(f"HTTP {answer.status}")
            async for piece in answer.content.iter_any():
                length += len(piece)
                if length > most:
                    return None
                pieces.append(piece)
    except (aiohttp.ClientError, ValueError) as error:
        raise OSError(type(error).__name__) from None
    return b"".join(pieces)


def form_of(payload: Mapping[str, Any], enclosed: Enclosed) -> list[dict[str, Any]]:
    """The message with that file, as the fields of a form."""
    return [
        {"name": "payload_json", "value": json.dumps(payload)},
        {
            "name": "files[0]",
            "value": enclosed.text.encode(),
            "filename": enclosed.name,
            "content_type": "application/json",
        },
    ]
