"""Telegram's addresses, as operators write them into the settings."""

# Tested in tests/bot/app/test_settings.py.

from __future__ import annotations

import re
from urllib.parse import urlsplit

from bot.channels.accounts import Account
from core.accounts import kind_of
from core.network.proxies import is_inside

# What a bot's token looks like, wherever it stands.
TOKEN = r"\d{8,10}:[A-Za-z0-9_-]{30,}"
TELEGRAM = "https://api.telegram.org"
# What people leave at the end of a Bot API server's address: the library puts /botTOKEN there by
# itself.
_BOT = re.compile(r"/bot(?:(?:\d+:[\w-]+|<token>|\{token\})(?:/\w+)?)?$", re.IGNORECASE)
# The ports to which Telegram delivers (Bot API, setWebhook).
_WEBHOOK_PORTS = (443, 80, 88, 8443)


def bot_of(token: str) -> str:
    """The id of the bot whose token that is; "" when it is none."""
    found = re.fullmatch(r"([0-9]+):[A-Za-z0-9_-]+", token)
    return found[1] if found else ""


def bot_api(address: str) -> str:
    """The address of a Bot API server, without `/bot`, a token and a method at its end."""
    return _BOT.sub("", address)


def webhook_url(address: str, account: Account) -> str:
    """Where Telegram delivers to that account: a further bot has a path of its own below the
    address."""
    if kind_of(account.name) == account.name or not address:
        return address
    parts = urlsplit(address)
    return parts._replace(path=f"{parts.path.rstrip('/')}/{account.bot}").geturl()


def may_deliver(server: str, webhook: str) -> bool:
    """Whether that Bot API server may deliver there.

    Telegram's own takes https on four ports, at an address that the internet reaches. One of
    somebody's own may take more, and says so itself when it does not.
    """
    parts = urlsplit(webhook)
    if urlsplit(server).hostname != urlsplit(TELEGRAM).hostname:
        return True
    if parts.scheme != "https" or (parts.port or 443) not in _WEBHOOK_PORTS:
        return False
    return not is_inside(parts.hostname or "")
