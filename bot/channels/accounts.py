"""The bots of one channel: their tokens, and the accounts that these belong to."""

# Tested in tests/bot/app/test_served.py.
# Chinese is read here: commas as people type them.

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, TypeAlias

import structlog
from pydantic import BeforeValidator, SecretStr
from pydantic_settings import NoDecode

from core.errors import StoreUnavailable

if TYPE_CHECKING:
    from storage import Storage

# What stands between two tokens, as people write lists.
_BETWEEN = re.compile(r"[\s,，;；、]+")
log = structlog.get_logger()

# What the validators below say.
WORDS = frozenset({"token", "token_twice"})


@dataclass(frozen=True, slots=True)
class Account:
    """An account of a channel: its name in chats' keys, and its bot's id and token; "" and None
    where the channel has no bots. `siblings` says that the channel serves others too."""

    name: str
    bot: str = ""
    token: SecretStr | None = None
    siblings: bool = False

    @property
    def secret(self) -> str:
        """The token's text."""
        return self.token.get_secret_value() if self.token else ""


def tokens(value: object, bot_of: Callable[[str], str]) -> object:
    """The tokens in a setting, with white space or commas between them; `bot_of` tells whose a
    token is, "" for what is none.

    A single token is taken as it is: its platform says when it is none. Raises ValueError.
    """
    if value is None:
        return ()
    if isinstance(value, SecretStr):
        value = value.get_secret_value()
    if not isinstance(value, str):
        return value
    found = [each for each in _BETWEEN.split(value) if each]
    # Nothing but commas is no list of tokens, and must not come to mean that no bot is served.
    if bool(value.strip()) != bool(found):
        raise ValueError("key")
    if not all(re.fullmatch(r"[!-~]+", each) for each in found):
        raise ValueError("key")
    if len(found) > 1:
        bots = [bot_of(each) for each in found]
        if not all(bots):
            raise ValueError("token")
        if len(set(bots)) < len(bots):
            raise ValueError("token_twice")
    return tuple(SecretStr(each) for each in found)


def tokens_of(bot_of: Callable[[str], str]) -> BeforeValidator:
    """What reads the tokens of such bots."""
    return BeforeValidator(lambda value: tokens(value, bot_of))


Tokens: TypeAlias = Annotated[tuple[SecretStr, ...], NoDecode]


async def called(storage: Storage, account: str, name: str) -> None:
    """Remember what the account's bot is called, for who runs it."""
    try:
        await storage.accounts.called(account, name)
    except StoreUnavailable as error:
        log.warning("what a bot is called is not remembered", reason=error.reason)
