"""What an operator may set for Discord."""

# Tested in tests/bot/app/test_served.py.

from __future__ import annotations

import base64
from typing import Annotated, ClassVar

from pydantic import Field

from bot.channels.accounts import WORDS, Tokens, tokens_of
from bot.channels.fields import ChannelSettings, Ids

# Discord's largest bots have some thousands, which many workers would hear.
MOST_SHARDS = 4096


def bot_of(token: str) -> str:
    """The id of the application whose token that is, which is its first part in Base64; "" when it
    is none."""
    part = token.partition(".")[0]
    try:
        found = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)).decode("ascii")
    except ValueError:
        return ""
    return found if found.isdigit() else ""


class DiscordSettings(ChannelSettings):
    """With a token, Discord is served; with several, by several applications."""

    words: ClassVar[frozenset[str]] = WORDS

    discord_token: Annotated[Tokens, tokens_of(bot_of)] = ()
    discord_operators: Ids = ()
    # None: as many as Discord recommends.
    discord_shards: int | None = Field(default=None, ge=1, le=MOST_SHARDS)
