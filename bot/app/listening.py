"""Where we listen, as an operator writes it: a port, or a host and a port."""

# Tested in tests/bot/app/test_settings.py.

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, TypeAlias

from pydantic import BeforeValidator
from pydantic_settings import NoDecode

LOOPBACK = "127.0.0.1"
_PLACE = re.compile(r"(?:(?:\[([0-9A-Fa-f:.]{1,60})\]|([A-Za-z0-9._-]{0,253})):)?([0-9]{1,5})")
_HIGHEST = 65_535


@dataclass(frozen=True, slots=True)
class Listening:
    """A host of this machine and a port; 0 is any that is free."""

    host: str
    port: int

    def __str__(self) -> str:
        if ":" in self.host:
            return f"[{self.host}]:{self.port}"
        return f"{self.host}:{self.port}"


def _listening(value: object) -> object:
    """`9464`, `127.0.0.1:9464`, `[::1]:9464`; without a host nobody outside this machine hears.

    Raises ValueError.
    """
    if not isinstance(value, str):
        return value
    found = _PLACE.fullmatch(value.strip())
    if found is None or int(found[3]) > _HIGHEST:
        raise ValueError("listening")
    return Listening(found[1] or found[2] or LOOPBACK, int(found[3]))


ListeningPlace: TypeAlias = Annotated[Listening | None, NoDecode, BeforeValidator(_listening)]
