"""A worker whose Discord is one on loopback: `python -m tests.workers.on_discord API GATEWAY …` runs
`paperboy …`."""

# Tested in tests/workers/test_shards.py.

from __future__ import annotations

import sys

import discord.http
import yarl
from discord.gateway import DiscordWebSocket

from bot.__main__ import main

if __name__ == "__main__":
    _, discord.http.Route.BASE, gateway, *rest = sys.argv
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
    sys.argv[1:] = rest
    main()
