"""The kinds of settings there are, for our own settings and for those of each channel."""

from __future__ import annotations

import re
from typing import Annotated, ClassVar, TypeAlias
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, SecretStr
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.channels.pasted import address_in, key_in, model_in


class ChannelSettings(BaseSettings):
    """What an operator may set for one channel; `bot.app.settings.Settings` has all its fields.

    Field names are the variables' names. A validator raises ValueError with one of `words` as its
    only argument: a key below `settings.` in the catalogs. Every SecretStr is kept out of the logs.
    """

    model_config = SettingsConfigDict(extra="ignore", frozen=True, env_ignore_empty=True)

    words: ClassVar[frozenset[str]] = frozenset()


# What no address holds, and what no host's name holds.
_STRANGE = re.compile(r"[\s|^`\"]")
_HOST = re.compile(r"[\w.-]+|[\da-f:.]+(?:%[\w.%-]+)?")


def address(text: str) -> str:
    """The address of a server, without a slash at its end; raises ValueError."""
    text = address_in(text)
    try:
        parts = urlsplit(text)
        fine = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        if fine and "@" not in text:
            fine = not _STRANGE.search(text) and bool(_HOST.fullmatch(parts.hostname or ""))
    except ValueError:  # half of an IPv6 address, or a port that does not exist
        fine = False
    if not fine:
        raise ValueError("address")
    return text.rstrip("/")


def _key(value: SecretStr | None) -> SecretStr | None:
    return _password(SecretStr(key_in(value.get_secret_value()))) if value else None


def _password(value: SecretStr | None) -> SecretStr | None:
    key = value.get_secret_value().strip() if value else ""
    if not re.fullmatch(r"[!-~]*", key):  # it travels in an HTTP header or an address
        raise ValueError("key")
    return SecretStr(key) if key else None


def _ids(value: object) -> object:
    if not isinstance(value, str):
        return value
    ids = [part.strip() for part in value.split(",") if part.strip()]
    if not all(part.isascii() and part.isdigit() for part in ids):
        raise ValueError("operators")
    return tuple(int(part) for part in ids)


Address: TypeAlias = Annotated[str, AfterValidator(address)]
Key: TypeAlias = Annotated[SecretStr | None, AfterValidator(_key)]
ModelName: TypeAlias = Annotated[str, AfterValidator(model_in)]
Password: TypeAlias = Annotated[SecretStr | None, AfterValidator(_password)]
Ids: TypeAlias = Annotated[tuple[int, ...], NoDecode, BeforeValidator(_ids)]
