"""The bots of one channel: their tokens, and the accounts that these belong to."""

# Tested in tests/bot/app/test_served.py.

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, TypeAlias

from pydantic import BeforeValidator, SecretStr
from pydantic_settings import NoDecode

# What stands between two tokens, as people write lists.
_BETWEEN = re.compile(r"[\s,，;；、]+")
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
