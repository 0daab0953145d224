"""A question to a model that takes 20 seconds, on Telegram: when its first sign comes, what is left
in the end, and how long everybody else waits meanwhile.

Two hundred people send a command each, one every 90 ms, before the questions and while the model is
at them: a third of what Telegram takes of a bot, so that what they wait for is not its pace.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import Figure, percentile
from bench.place import Place
from bot.channels.telegram.sender import telegram_rates
from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram_state import Chat, Message
from tests.telegram_world import Scene, scene
from tests.world import DATE, busy_day, full_texts

MODEL = 20.0  # seconds
ASKERS = 3
COMMANDS, EVERY = 200, 0.09
TIMES = 2.0
SIGN = 1.0  # seconds
QUESTION = f"/ask 1 {DATE} What accuracy does the example reach?"


@dataclass(frozen=True, slots=True)
class Waited:
    """How many ms commands took without the questions and beside them; of the questions, the
    seconds to the slowest first sign, and the most messages that were left of one."""

    without: list[float]
    beside: list[float]
    sign: float
    messages: int


def measure(place: Place) -> Iterable[Figure]:
    """The p99 of commands beside slow questions, as so many times that without; and the signs."""
    waited = asyncio.run(_waited())
    without = percentile(waited.without, 0.99)
    yield Figure(
        what=f"p99 of {COMMANDS} commands beside {ASKERS} questions of {MODEL:.0f} s: times that"
        f" without ({without:.0f} ms)",
        ours=percentile(waited.beside, 0.99) / without,
        unit="×",
        limit=TIMES,
    )
    yield Figure(what="the first sign of such a question", ours=waited.sign, unit="s", limit=SIGN)
    yield Figure(what="messages that answer it in the end", ours=waited.messages, unit="", limit=1)


async def _waited() -> Waited:
    day = busy_day(4)
    with TemporaryDirectory() as folder:
        async with scene(
            Path(folder),
            {DATE: day},
            pages=full_texts(day),
            telegram=FakeTelegram(),
            rates=telegram_rates(),
            demo=False,
            use_model=True,
            paperboy_deep_read="on_demand",
        ) as stage:
            person = stage.telegram.user("Ann")
            await stage.says(stage.telegram.private(person), person, f"/date {DATE}")
            without = await _commands(stage)
            stage.place.model.latency = MODEL
            chats = [_ask(stage) for _ in range(ASKERS)]
            asked = time.monotonic()
            beside = await _commands(stage)
            unanswered = [chat for chat in chats if not _is_answered(stage, chat)]
            assert unanswered == chats, "the model was quicker than the commands"
            await asyncio.sleep(MODEL)
            await stage.idle()
            assert all(_is_answered(stage, chat) for chat in chats), "a question has no answer"
            return Waited(
                without,
                beside,
                sign=max(_first_sign(stage, chat) for chat in chats) - asked,
                messages=max(len(stage.telegram.messages(chat)) for chat in chats),
            )


def _ask(stage: Scene) -> Chat:
    """Somebody new asks; their chat."""
    person = stage.telegram.user("Max")
    chat = stage.telegram.private(person)
    stage.telegram.say(chat, person, QUESTION)
    return chat


def _is_answered(stage: Scene, chat: Chat) -> bool:
    return any("accuracy" in message.text for message in stage.telegram.messages(chat))


def _first_sign(stage: Scene, chat: Chat) -> float:
    """When the chat saw that its question is being answered (monotonic seconds)."""
    shown = [message.at for message in stage.telegram.messages(chat)]
    return min([*shown, *(acted.at for acted in chat.actions)])


async def _commands(stage: Scene) -> list[float]:
    """Let people send commands; how many ms each took until it was answered."""
    answers: list[asyncio.Task[float]] = []
    async with asyncio.TaskGroup() as group:
        for number in range(COMMANDS):
            answers.append(group.create_task(_timed(stage, ("/help", "/score 2")[number % 2])))
            await asyncio.sleep(EVERY)
    return [answer.result() for answer in answers]


async def _timed(stage: Scene, command: str) -> float:
    person = stage.telegram.user("Eve")
    begun = time.monotonic()
    answer: Message
    (answer,) = await stage.asked(stage.telegram.private(person), person, command)
    return 1000 * (answer.at - begun)
