"""What the doctor looks at, as one line each."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass

from bot.chat.problems import operator_text
from core.errors import PaperboyError
from core.network.addresses import place
from locales import Translator

# Seconds that whatever is asked has to answer, all tries together.
PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One line of the doctor's: what was checked, and how it is.

    A check that is only `advised` does not make the doctor fail. `address` is what was asked, where
    something outside was.
    """

    text: str
    good: bool
    advised: bool = False
    address: str = ""


async def reached(
    t: Translator, key: str, address: str, ask: Callable[[], Awaitable[str]]
) -> Diagnosis:
    """Whether `ask` gets an answer from that address in good time.

    Its text is the sentence with that key, about what `ask` returns; or the error that it raises.
    """

    async def works() -> Diagnosis:
        return Diagnosis(t.t(key, address=await ask()), good=True, address=address)

    return await asked(t, address, works())


async def asked(
    t: Translator, address: str, asking: Awaitable[Diagnosis], patience: float | None = None
) -> Diagnosis:
    """What came of asking that address: the check, the error that was raised instead, or that there
    was no answer within `patience` seconds (default: PATIENCE)."""
    seconds = PATIENCE if patience is None else patience
    try:
        async with asyncio.timeout(seconds):
            return await asking
    except PaperboyError as error:
        text = operator_text(t, error)
    except TimeoutError:
        text = t.plural("doctor.silent", round(seconds), address=place(address))
    return Diagnosis(text, good=False, address=address)


async def beside(jobs: Iterable[AsyncIterator[Diagnosis]]) -> AsyncIterator[Diagnosis]:
    """Yields what the jobs yield, in their order, while all of them are done beside each other."""
    loop = asyncio.get_running_loop()
    # Not detached work: this function does not end before they do.
    tasks = [loop.create_task(_all(job)) for job in jobs]
    try:
        for task in tasks:
            for check in await task:
                yield check
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _all(job: AsyncIterator[Diagnosis]) -> list[Diagnosis]:
    return [check async for check in job]
