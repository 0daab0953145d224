"""What the doctor looks at, as one line each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.chat.problems import operator_text
from core.errors import PaperboyError
from locales import Translator


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the doctor's: what was checked, and how it is.

    A check that is only `advised` does not make the doctor fail. `address` is what was asked, where
    something outside was.
    """

    good: bool
    text: str
    advised: bool = False
    address: str = ""


async def reached(
    t: Translator, key: str, address: str, ask: Callable[[], Awaitable[str]]
) -> Check:
    """Whether `ask` gets an answer from that address.

    Its text is the sentence with that key, about what `ask` returns; or the error that it raises.
    """
    try:
        told = await ask()
    except PaperboyError as error:
        return Check(False, operator_text(t, error), address=address)
    return Check(True, t.t(key, address=told), address=address)
