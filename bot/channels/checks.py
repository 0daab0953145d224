"""What the doctor looks at, as one line each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.chat.problems import operator_text
from core.errors import PaperboyError
from locales import Translator


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the doctor's: what was looked at, and how it is. What is only `advised` fails
    nothing. `address` is where it was reached, if it was looked at from outside."""

    good: bool
    text: str
    advised: bool = False
    address: str = ""


async def reached(
    t: Translator, key: str, address: str, ask: Callable[[], Awaitable[str]]
) -> Check:
    """Whether what answers at that address does: then the sentence of that key, which tells what
    `ask` returns; else what it raises."""
    try:
        told = await ask()
    except PaperboyError as error:
        return Check(False, operator_text(t, error), address=address)
    return Check(True, t.t(key, address=told), address=address)
